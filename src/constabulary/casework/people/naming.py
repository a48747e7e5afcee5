"""Organisations found by how their name begins, so that a shop is named as it was before."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import write_reading
from constabulary.records.queries.organisations import NamedAlike, organisations_beginning

#: Below this the names of half the force would fit.
LEAST_LETTERS = 2


def find_organisations(*, words: str, purpose: str, by: Officer, at: datetime) -> tuple[NamedAlike, ...]:
    """The organisations whose name begins like this; none for less than two letters. Raises NotPermitted."""
    check_may(by, Permission.SEARCH_PEOPLE)
    asked = words.replace("\x00", "").strip()
    found = tuple(organisations_beginning(asked)) if len(asked) >= LEAST_LETTERS else ()
    if found:
        write_reading(
            EntryKind.READ_PEOPLE_FOUND, subject=f"organisations named by {by.collar_number}", subject_row=by.id,
            shown=[one.id for one in found], by=by, at=at, purpose=purpose,
        )  # fmt: skip
    return found
