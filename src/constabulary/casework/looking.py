"""Who looked at a record: read from the journal by those who may, which is journalled like every other reading."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook
from constabulary.casework.searching import PersonAsked, matches_of
from constabulary.policing.decisions import Reason, refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.journal.looking import find_reasons_against_looking_up
from constabulary.records.journal import write_reading
from constabulary.records.queries.readings import (
    EVERYTHING,
    LookedView,
    Narrowed,
    ReadingView,
    numbers_asked_about,
    readings_and_lookers,
)
from constabulary.standards.person_search import PERSON_SEARCH
from constabulary.standards.references import read_reference
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value

#: As many as a page shows, unless a page says otherwise.
MOST = 50
#: How many officers the table above them holds, and how many references a name leads to, at most.
MOST_LOOKERS, MOST_REFERENCES = 100, 20


@value
class WhoLooked:
    """Some of the readings that showed a record, newest first; nothing of the record but its kind and reference."""

    kind: str
    reference: str
    readings: tuple[ReadingView, ...]
    has_more: bool
    lookers: tuple[LookedView, ...] = ()


@value
class ReferenceFound:
    """A person whom a name may mean: their reference, the year of birth to tell them apart, and why they were found."""

    reference: str
    born_in: int | None
    reasons: tuple[Reason, ...]


def open_who_looked(
    *, reference: str, purpose: str, by: Officer, at: datetime, most: int = MOST, skip: int = 0,
    narrowed: Narrowed = EVERYTHING,
) -> WhoLooked:  # fmt: skip
    """Who was shown a person, incident, crime or journey. Raises NotPermitted, or NoSuchRecord for one not seen."""
    check_may(by, Permission.READ_JOURNAL)
    kind, written = read_reference(reference) or ("", "")
    numbers = numbers_asked_about(kind, written)
    if not numbers:
        raise NoSuchRecord(reference)
    # One more than is shown tells whether there is another page.
    journey = numbers[0] if kind == "journey" else None
    found, lookers = readings_and_lookers(
        numbers, journey=journey, most=most + 1, skip=skip, most_lookers=MOST_LOOKERS, narrowed=narrowed
    )
    write_reading(
        EntryKind.READ_JOURNAL, subject=f"who looked at {kind} {written}", subject_row=numbers[0], shown=numbers,
        journey=journey, by=by, at=at, purpose=purpose,
    )  # fmt: skip
    return WhoLooked(
        kind=kind, reference=written, readings=tuple(found[:most]), has_more=len(found) > most, lookers=tuple(lookers)
    )


def find_references_of_people(
    *, asked: PersonAsked, reason: str, by: Officer, at: datetime
) -> tuple[ReferenceFound, ...]:
    """The references of people of a name, to ask who looked at them: no name, address or number is told.

    Raises NotPermitted, or NotAllowed without a reason. The reason stands in the journal with everyone found.
    """
    check_may(by, Permission.READ_JOURNAL)
    refuse_if(find_reasons_against_looking_up(reason=reason))
    standard = read_rulebook(Moments(decision=at))[PERSON_SEARCH]
    found = matches_of(asked, standard.value, since=at)[:MOST_REFERENCES]
    write_reading(
        EntryKind.READ_PEOPLE_FOUND, subject="references of people", subject_row=by.id, by=by, at=at,
        purpose=reason.strip(), shown=[one.person.id for one in found],
    )  # fmt: skip
    return tuple(
        ReferenceFound(
            reference=one.person.reference,
            born_in=one.person.born_on.year if one.person.born_on else None,
            reasons=one.reasons,
        )
        for one in found
        if not one.with_person
    )
