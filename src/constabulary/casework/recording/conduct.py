"""Conduct crime: harassment or stalking between two people, and whether what is reported continues what is on record."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.identity import numbers_of_one
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.decisions import Reasons, refuse_if
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.recording.counting import (
    NOT_ONE_TO_JOIN,
    Continuation,
    FormerPartners,
    Named,
    decide_continuation,
    find_reasons_against_harassment,
    find_reasons_against_new_conduct,
    is_dealt_with,
    may_be_the_same,
)
from constabulary.records.facts.crimes import age_at_offence
from constabulary.records.journal import write_reading
from constabulary.records.models import Crime, Incident, IncidentPerson, Person, RecordLink, Suspect
from constabulary.records.writing import Writing, looking
from constabulary.standards.calendar import local_day
from constabulary.standards.counting import Conduct, counting_tables
from constabulary.standards.offences import Offence, offences_by_key
from constabulary.standards.rulebook import Moments, Rulebook
from constabulary.standards.values import value

FORMER_PARTNER = "former_partner"


@value
class SaidOfConduct:
    """What whoever records says of two people: former partners or not, why harassment only, why conduct is new."""

    former_partners: bool | None
    harassment_because: str
    new_because: str


@value
class ConductBefore:
    """A crime of conduct of the same two on record: its last day, and whether what is reported joins it."""

    crime: int
    reference: str
    title: str
    last_on: date
    continuation: Continuation


def check_conduct(
    w: Writing,
    incident: Incident,
    offence: Offence,
    victim: Person | None,
    suspects: Sequence[Person],
    said: SaidOfConduct,
    *,
    happened_at: datetime,
    domestic_abuse: bool,
) -> str:
    """Refuse harassment that is to be stalking, and conduct that continues a crime on record, where nobody says why.

    Gives what was said of it as far as it counted, to be kept with the classification; nothing where it did not.
    """
    weighed = _weigh_conduct(
        w, incident, offence, victim, suspects, said, happened_at=happened_at, domestic_abuse=domestic_abuse
    )
    refuse_if(weighed.against)
    is_harassment = counting_tables().conduct_of(offence) is Conduct.HARASSMENT
    counted = (said.harassment_because if is_harassment else "", said.new_because if weighed.joins else "")
    return " ".join(one.strip() for one in counted if one.strip())


def reasons_against_conduct(
    w: Writing,
    incident: Incident,
    offence: Offence,
    victim: Person | None,
    suspects: Sequence[Person],
    *,
    happened_at: datetime,
    domestic_abuse: bool,
) -> Reasons:
    """Why conduct of these two is not recorded as it is where nobody says anything of it."""
    unsaid = SaidOfConduct(former_partners=None, harassment_because="", new_because="")
    return _weigh_conduct(
        w, incident, offence, victim, suspects, unsaid, happened_at=happened_at, domestic_abuse=domestic_abuse
    ).against


@value
class _Weighed:
    """Whether what is reported joins a crime on record, and why it is not recorded as it is said to be."""

    joins: bool
    against: Reasons


def _weigh_conduct(
    w: Writing,
    incident: Incident,
    offence: Offence,
    victim: Person | None,
    suspects: Sequence[Person],
    said: SaidOfConduct,
    *,
    happened_at: datetime,
    domestic_abuse: bool,
) -> _Weighed:
    if not counting_tables().is_conduct(offence):
        return _Weighed(joins=False, against=())
    reported_at = incident.reported_at
    found = find_conduct(w, victim, suspects, happened_at=happened_at, reported_at=reported_at)
    joins = any(one.continuation.joins for one in found)
    harassment = reasons_against_harassment(
        w, offence, victim, suspects, occurred_from=happened_at, reported_at=reported_at, said=said.former_partners,
        domestic_abuse=domestic_abuse, registrar_satisfied=bool(said.harassment_because.strip()),
    )  # fmt: skip
    against = (*harassment, *find_reasons_against_new_conduct(joins=joins, because=said.new_because))
    return _Weighed(joins=joins, against=against)


def were_partners(w: Writing, victim: Person, suspects: Sequence[Person]) -> bool:
    """Whether a link on record says that the victim and one of those complained of are former partners."""
    of_victim = set(numbers_of_one(w, victim.id))
    of_suspects = {number for one in suspects for number in numbers_of_one(w, one.id)}
    others: set[int | None] = set()
    for number in of_victim:
        others |= {
            one.to_person_id for one in w.find(RecordLink, kind=FORMER_PARTNER, ended_at=None, from_person_id=number)
        }
        others |= {
            one.from_person_id for one in w.find(RecordLink, kind=FORMER_PARTNER, ended_at=None, to_person_id=number)
        }
    return bool(others & of_suspects)


def reasons_against_harassment(
    w: Writing,
    offence: Offence,
    victim: Person | None,
    suspects: Sequence[Person],
    *,
    occurred_from: datetime,
    reported_at: datetime,
    said: bool | None,
    domestic_abuse: bool,
    registrar_satisfied: bool,
) -> Reasons:
    """Why an offence of harassment is not recorded as such. `said` is whether they are former partners, where asked.

    A link on record counts whatever is said: somebody noted it with how it is known.
    """
    if victim is None or counting_tables().conduct_of(offence) is not Conduct.HARASSMENT:
        return ()
    day = local_day(occurred_from)
    known = True if were_partners(w, victim, suspects) else said
    ages = [age for age in (age_at_offence(one, day) for one in suspects) if age is not None]
    facts = FormerPartners(
        were_partners=known,
        domestic_abuse=domestic_abuse,
        victim_age=age_at_offence(victim, day),
        suspect_age=max(ages, default=None),
        registrar_satisfied=registrar_satisfied,
    )
    return find_reasons_against_harassment(offence, facts, _rulebook(w, occurred_from, reported_at))


def find_conduct(
    w: Writing,
    victim: Person | None,
    suspects: Sequence[Person],
    *,
    happened_at: datetime,
    reported_at: datetime,
) -> list[ConductBefore]:
    """The live crimes of conduct between the victim and one of those complained of, the latest first.

    Whoever rings names him and nobody looks him up: one of the same name, whose birth does not contradict it, is taken
    for him. It is a question to whoever records, who says if it is another.
    """
    if victim is None or not suspects:
        return []
    of_suspects = {number for one in suspects for number in numbers_of_one(w, one.id)}
    rulebook = _rulebook(w, happened_at, reported_at)
    found = [
        _before(crime, theirs, happened_at, rulebook)
        for crime in _conduct_against(w, victim)
        if (theirs := [one for one in w.find(Suspect, crime_id=crime.id) if _is_one(w, one, of_suspects, suspects)])
    ]
    return sorted(found, key=lambda one: (one.last_on, one.crime), reverse=True)


def _is_one(w: Writing, suspect: Suspect, numbers: set[int], suspects: Sequence[Person]) -> bool:
    if suspect.person_id is None or suspect.person_id in numbers:
        return suspect.person_id is not None
    held = next(iter(w.find(Person, id=suspect.person_id)), None)
    return held is not None and any(may_be_the_same(_named(held), _named(one)) for one in suspects)


def _named(person: Person) -> Named:
    return Named(given=person.given, family=person.family, born_on=person.born_on)


def _conduct_against(w: Writing, victim: Person) -> Iterator[Crime]:
    tables, known = counting_tables(), offences_by_key()
    for number in numbers_of_one(w, victim.id):
        for crime in w.find(Crime, victim_id=number):
            if crime.state != "cancelled" and tables.is_conduct(known[crime.offence_key]):
                yield crime


def _before(crime: Crime, suspects: Sequence[Suspect], happened_at: datetime, rulebook: Rulebook) -> ConductBefore:
    last_on = local_day(crime.occurred_to or crime.occurred_from)
    dealt_with = is_dealt_with(
        has_outcome=crime.state == "finalised", suspects=[SuspectStatus(one.state) for one in suspects]
    )
    return ConductBefore(
        crime=crime.id, reference=crime.reference, title=crime.offence_title, last_on=last_on,
        continuation=decide_continuation(
            last_incident_on=last_on, dealt_with=dealt_with, happened_at=happened_at, rulebook=rulebook
        ),
    )  # fmt: skip


def hold_joined(
    w: Writing, victim: Person | None, suspects: Sequence[Person], *, reference: str, happened_at: datetime,
    reported_at: datetime,
) -> Crime:  # fmt: skip
    """The crime that conduct is added to, held. Raises NotAllowed where it is not one that this continues.

    It is looked for again once it is held: whoever cancels it, or gives it an outcome, may have been quicker.
    """

    def look() -> list[int]:
        found = find_conduct(w, victim, suspects, happened_at=happened_at, reported_at=reported_at)
        named = [one.crime for one in found if one.reference == reference and one.continuation.joins]
        refuse_if(() if named else (NOT_ONE_TO_JOIN,))
        return named

    held = w.lock(Crime, look()[0])
    look()
    return held


def open_conduct(*, incident: int, by: Officer, at: datetime) -> list[ConductBefore]:
    """The crimes of conduct that a report of an incident's people could continue; what is shown is journalled."""
    check_may(by, Permission.RECORD_CRIME)
    with looking(at=at) as w:
        row = w.find(Incident, id=incident)[0]
        parts = w.find(IncidentPerson, incident_id=incident)
        people = {one.person_id: w.find(Person, id=one.person_id)[0] for one in parts}
        suspects = [people[one.person_id] for one in parts if one.role == "suspect"]
        victims = [people[one.person_id] for one in parts if one.role != "suspect"]
        found = [
            one
            for victim in victims
            for one in find_conduct(w, victim, suspects, happened_at=row.reported_at, reported_at=row.reported_at)
            if one.continuation.joins
        ]
    if found:
        write_reading(
            EntryKind.READ_CRIMES_LISTED, subject=f"conduct before {row.reference}", subject_row=incident,
            shown=[one.crime for one in found], by=by, at=at, purpose="Deciding on recording", journey=row.journey_id,
        )  # fmt: skip
    return found


def _rulebook(w: Writing, happened_at: datetime, reported_at: datetime) -> Rulebook:
    return rulebook_for(w, Moments(report=reported_at, decision=w.at, offence=happened_at))
