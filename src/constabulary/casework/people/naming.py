"""Organisations found by how their name begins, so that a shop is named as it was before."""

from constabulary.access.officers import Officer, may
from constabulary.access.permissions import Permission
from constabulary.policing.people.details import ORGANISATION_KINDS
from constabulary.records.queries.organisations import organisations_beginning

#: Below this the names of half the force would fit.
LEAST_LETTERS = 2


def organisations_named(words: str, *, by: Officer) -> list[tuple[str, str]]:
    """(name, kind in words) of those whose name holds what was typed; none for whoever may not search people."""
    asked = words.replace("\x00", "").strip()
    if len(asked) < LEAST_LETTERS or not may(by, Permission.SEARCH_PEOPLE):
        return []
    return [(name, ORGANISATION_KINDS.get(kind, kind)) for name, kind in organisations_beginning(asked)]
