"""Organisations found by their name: as it begins, so that a shop is named as it was before; or by words of it."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import write_reading
from constabulary.records.queries.organisations import (
    NamedAlike,
    organisations_beginning,
    organisations_named,
)
from constabulary.standards.people import NAMED_ALIKE_FROM
from constabulary.standards.rulebook import Moments


def find_organisations(*, words: str, purpose: str, by: Officer, at: datetime) -> tuple[NamedAlike, ...]:
    """The organisations whose name begins like this; none for fewer letters than the standard asks. Raises NotPermitted."""
    check_may(by, Permission.SEARCH_PEOPLE)
    asked = words.replace("\x00", "").strip()
    least = read_rulebook(Moments(decision=at))[NAMED_ALIKE_FROM].value
    return _shown(tuple(organisations_beginning(asked)) if len(asked) >= least else (), purpose, by, at)


def search_organisations(*, words: str, purpose: str, by: Officer, at: datetime) -> tuple[NamedAlike, ...]:
    """The organisations with these words in their name; none for fewer letters than the standard asks.

    Raises NotPermitted.
    """
    check_may(by, Permission.SEARCH_PEOPLE)
    asked = words.replace("\x00", "").strip()
    least = read_rulebook(Moments(decision=at))[NAMED_ALIKE_FROM].value
    return _shown(tuple(organisations_named(asked)) if len(asked) >= least else (), purpose, by, at)


def _shown(found: tuple[NamedAlike, ...], purpose: str, by: Officer, at: datetime) -> tuple[NamedAlike, ...]:
    if found:
        write_reading(
            EntryKind.READ_PEOPLE_FOUND, subject=f"organisations named by {by.collar_number}", subject_row=by.id,
            shown=[one.id for one in found], by=by, at=at, purpose=purpose,
        )  # fmt: skip
    return found
