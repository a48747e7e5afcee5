"""Who looked at a record: everyone who was shown it, nothing through what whoever asks may not see, itself journalled."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.clock import now
from constabulary.casework.looking import open_who_looked
from constabulary.casework.people.merging import merge_people
from constabulary.casework.people.reading import open_person
from constabulary.casework.reading import NoSuchRecord, open_crime, open_incident, open_journey, open_worklist
from constabulary.casework.restrictions import restrict_journey, restrict_person
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.records.models import JournalEntry, Person
from constabulary.records.queries.officers import say_who_asks
from tests.conftest import asking
from tests.factories.crimes import record, reported, victim_of
from tests.factories.protection import add_officer, add_team

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def looked(reference: str, at, role: Role = Role.AUDITOR, **how):
    return open_who_looked(reference=reference, purpose="Complaint 12", by=asking(role), at=at, **how)


def kinds(found) -> list[EntryKind]:
    return [one.kind for one in found.readings]


def test_whoever_was_shown_a_record_is_named_newest_first(at):
    incident = reported(at)
    who = asking(Role.INVESTIGATOR)
    open_incident(reference=incident.reference, purpose="Working the incident", by=who, at=at + MINUTE)
    open_worklist(purpose="Working the list", by=asking(Role.DISPATCHER), at=at + 2 * MINUTE)
    found = looked(incident.reference, at + 3 * MINUTE)
    assert (found.kind, found.reference, found.has_more) == ("incident", incident.reference, False)
    assert kinds(found) == [EntryKind.READ_WORKLIST, EntryKind.READ_INCIDENT]
    opened = found.readings[-1]
    assert (opened.by_row, opened.by_number, opened.happened_at) == (who.id, who.collar_number, at + MINUTE)
    assert (opened.purpose, opened.subject) == ("Working the incident", f"incident {incident.reference}")


def test_a_person_was_looked_at_through_the_incident_that_shows_them(at):
    incident = reported(at)
    victim = victim_of(incident)
    assert kinds(looked(victim, at)) == []
    open_incident(reference=incident.reference, purpose="Working it", by=asking(Role.INVESTIGATOR), at=at)
    assert EntryKind.READ_INCIDENT in kinds(looked(victim, at))


def test_asking_is_journalled_and_seen_by_whoever_asks_next(at):
    incident = reported(at)
    looked(victim_of(incident), at)
    entry = JournalEntry.objects.get(kind="read_journal")
    person = Person.objects.get(reference=victim_of(incident))
    assert (entry.subject_row, entry.rows, entry.purpose) == (person.pk, [person.pk], "Complaint 12")
    assert kinds(looked(person.reference, at)) == [EntryKind.READ_JOURNAL]


def test_of_a_journey_everything_is_named_that_was_read_of_it(at):
    incident = reported(at)
    crime = record(incident, at)
    by = asking(Role.INVESTIGATOR)
    for verb, reference in ((open_incident, incident.reference), (open_crime, crime.reference)):
        verb(reference=reference, purpose="Working", by=by, at=at)
    open_journey(reference=crime.journey.reference, purpose="Following", by=asking(Role.INSPECTION_LEAD), at=at)
    found = kinds(looked(crime.journey.reference, at))
    assert {EntryKind.READ_JOURNEY, EntryKind.READ_CRIME, EntryKind.READ_INCIDENT} <= set(found)
    assert EntryKind.READ_CRIME in kinds(looked(crime.reference, at))


def test_records_of_one_person_were_looked_at_together(at):
    first, second = reported(at), reported(at + MINUTE)
    away, kept = (Person.objects.get(reference=victim_of(one)) for one in (first, second))
    open_person(reference=away.reference, purpose="Working", by=asking(Role.INVESTIGATOR), at=at)
    assert kinds(looked(kept.reference, at)) == []
    merge_people(
        survivor=kept.pk,
        other=away.reference,
        reason="The same birthday and telephone.",
        by=asking(Role.VULNERABILITY_DESK),
        at=at,
    )
    assert EntryKind.READ_PERSON in kinds(looked(kept.reference, at))


def test_a_page_at_a_time(at):
    incident = reported(at)
    for minute in range(3):
        by = asking(Role.INVESTIGATOR)
        open_incident(reference=incident.reference, purpose=f"Look {minute}", by=by, at=at + minute * MINUTE)
    first = looked(incident.reference, at - MINUTE, most=2)
    assert ([one.purpose for one in first.readings], first.has_more) == (["Look 2", "Look 1"], True)
    rest = looked(incident.reference, at - MINUTE, most=2, skip=2)
    assert ([one.purpose for one in rest.readings], rest.has_more) == (["Look 0", "Complaint 12"], False)


def restricted_to_a_unit(at):
    unit = add_officer("P901", Role.POLIT, at, team=add_team("POLIT south", at))
    ours = {
        "kind": RestrictionKind.ONLINE_CHILD_ABUSE, "reason": "The unit's own.", "teams": (unit.team_id,), "by": unit,
        "at": at,
    }  # fmt: skip
    return unit, ours


def test_a_reading_through_a_record_that_one_may_not_see_is_left_out(at):
    incident = reported(at)
    victim = victim_of(incident)
    open_incident(reference=incident.reference, purpose="Working it", by=asking(Role.INVESTIGATOR), at=at)
    unit, ours = restricted_to_a_unit(at)
    say_who_asks(unit)
    restrict_journey(journey=incident.journey_id, **ours)
    found = looked(victim, at)
    assert EntryKind.READ_INCIDENT not in kinds(found)
    assert not [one for one in found.readings if incident.reference in one.subject]


def test_what_one_may_not_see_is_not_there(at):
    incident = reported(at)
    victim = Person.objects.get(reference=victim_of(incident))
    unit, ours = restricted_to_a_unit(at)
    say_who_asks(unit)
    restrict_person(person=victim.pk, **ours)
    for reference in (victim.reference, "P999999995", "L1", "Marlow", ""):
        with pytest.raises(NoSuchRecord):
            looked(reference, at)
    assert not JournalEntry.objects.filter(kind="read_journal").exists()


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.ADMINISTRATOR, Role.CHIEF_OFFICER])
def test_only_those_who_read_the_journal_may_ask(role, at):
    with pytest.raises(NotPermitted):
        looked("P1", now(), role)
