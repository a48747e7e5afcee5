"""Organisations found by how their name begins, so that a shop is named as it was before."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import write_reading
from constabulary.records.queries.organisations import NamedAlike, organisations_beginning
from constabulary.standards.people import NAMED_ALIKE_FROM
from constabulary.standards.rulebook import Moments


def find_organisations(*, words: str, purpose: str, by: Officer, at: datetime) -> tuple[NamedAlike, ...]:
    """The organisations whose name begins like this; none for fewer letters than the standard asks. Raises NotPermitted."""
    check_may(by, Permission.SEARCH_PEOPLE)
    asked = words.replace("\x00", "").strip()
    least = read_rulebook(Moments(decision=at))[NAMED_ALIKE_FROM].value
    found = tuple(organisations_beginning(asked)) if len(asked) >= least else ()
    if found:
        write_reading(
            EntryKind.READ_PEOPLE_FOUND, subject=f"organisations named by {by.collar_number}", subject_row=by.id,
            shown=[one.id for one in found], by=by, at=at, purpose=purpose,
        )  # fmt: skip
    return found
