"""Who looked at a record: read from the journal by those who may, which is journalled like every other reading."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import write_reading
from constabulary.records.queries.readings import ReadingView, numbers_asked_about, readings_of
from constabulary.standards.references import read_reference
from constabulary.standards.values import value

#: As many as a page shows, unless a page says otherwise.
MOST = 50


@value
class WhoLooked:
    """Some of the readings that showed a record, newest first; nothing of the record but its kind and reference."""

    kind: str
    reference: str
    readings: tuple[ReadingView, ...]
    has_more: bool


def open_who_looked(
    *, reference: str, purpose: str, by: Officer, at: datetime, most: int = MOST, skip: int = 0
) -> WhoLooked:
    """Who was shown a person, incident, crime or journey. Raises NotPermitted, or NoSuchRecord for one not seen."""
    check_may(by, Permission.READ_JOURNAL)
    kind, written = read_reference(reference) or ("", "")
    numbers = numbers_asked_about(kind, written)
    if not numbers:
        raise NoSuchRecord(reference)
    # One more than is shown tells whether there is another page.
    journey = numbers[0] if kind == "journey" else None
    found = readings_of(numbers, journey=journey, most=most + 1, skip=skip)
    write_reading(
        EntryKind.READ_JOURNAL, subject=f"who looked at {kind} {written}", subject_row=numbers[0], shown=numbers,
        journey=journey, by=by, at=at, purpose=purpose,
    )  # fmt: skip
    return WhoLooked(kind=kind, reference=written, readings=tuple(found[:most]), has_more=len(found) > most)
