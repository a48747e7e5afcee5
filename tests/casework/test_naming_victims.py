"""The victim of a crime named later: what is due from then on, her safety first, and whom it cannot be."""

from datetime import date, timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.connections import declare_connection
from constabulary.casework.incidents.people import involve_person
from constabulary.casework.investigation.suspects import add_suspect, move_suspect
from constabulary.casework.people import PersonDetails
from constabulary.casework.people.merging import merge_people
from constabulary.casework.recording.oversight import oversee_decision
from constabulary.casework.restrictions import restrict_person
from constabulary.casework.victims.naming import name_victim
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.duties.due import title_of_duty
from constabulary.policing.duties.kinds import DutyKind
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.policing.recording.oversight import Finding
from constabulary.policing.vulnerability.risk import RiskGrade
from constabulary.records.models import (
    Crime,
    CrimePerson,
    Duty,
    Incident,
    IncidentPerson,
    JournalEntry,
    Person,
    Suspect,
)
from tests.conftest import asking
from tests.factories.crimes import FORMER_PARTNER, THREAT_TO_NOBODY, give, nobody_named, record, reported
from tests.factories.people import somebody
from tests.factories.protection import protected_victim
from tests.factories.vulnerability import assessed, dash

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = 30 * HOUR
ANNA = PersonDetails(given="Anna", family="Weir", born_on=date(1990, 5, 4))
OF_RECORDING = {"acknowledge_report", "assess_needs", "refer_to_support"}
OF_OFFICER = {"contact_victim_first", "agree_contact"}


def name(crime: Crime, at, *, person: PersonDetails = ANNA, by: Role = Role.DETECTIVE, words: str = "She rang."):
    named = name_victim(crime=crime.pk, person=person, words=words, by=asking(by), at=at)
    crime.refresh_from_db()
    return named


def due_of(crime: Crime) -> set[str]:
    return set(Duty.objects.filter(journey=crime.journey_id, state="open").values_list("kind", flat=True))


def codes(refused) -> set[str]:
    return {one.code for one in refused.value.reasons}


def test_a_victim_who_is_named_is_owed_all_that_recording_would_have_opened_for_her(at):
    crime = nobody_named(at)
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    crime.refresh_from_db()
    assert not due_of(crime) & (OF_RECORDING | OF_OFFICER)
    named = name(crime, at + LATER)
    assert (named.needs_sealed, named.to_registrar) == (False, ())
    victim = Person.objects.get(family="Weir")
    assert crime.victim_id == victim.pk
    assert due_of(crime) >= OF_RECORDING | OF_OFFICER
    hers = {one.kind: one for one in Duty.objects.filter(crime=crime, state="open")}
    assert {hers[kind].owner_id for kind in OF_OFFICER} == {crime.officer_id}
    assert {hers[kind].owner_id for kind in OF_RECORDING} == {None}, "the desks owe these"
    assert all(hers[kind].due_at > at + LATER for kind in OF_OFFICER | {"acknowledge_report", "assess_needs"})
    assert CrimePerson.objects.filter(crime=crime, person=victim, role="victim").count() == 1
    assert IncidentPerson.objects.get(incident=crime.incident_id, person=victim).role == "victim"
    entry = JournalEntry.objects.get(kind="victim_named")
    assert (entry.subject_row, entry.journey_row) == (crime.pk, crime.journey_id)


def test_before_allocation_the_desk_that_records_names_her_and_her_officer_owes_her_contact_from_allocation_on(at):
    crime = nobody_named(at)
    with pytest.raises(NotPermitted):
        name(crime, at + 2 * HOUR, by=Role.DETECTIVE)
    name(crime, at + 2 * HOUR, by=Role.IMU_ASSESSOR)
    assert due_of(crime) & (OF_RECORDING | OF_OFFICER) == OF_RECORDING
    give(crime, Role.DETECTIVE, at + 3 * HOUR)
    assert due_of(crime) >= OF_RECORDING | OF_OFFICER


def test_once_it_is_allocated_its_officer_and_a_supervisor_name_her_and_nobody_else(at):
    crime = nobody_named(at)
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    for other in (Role.IMU_ASSESSOR, Role.INVESTIGATOR, Role.VICTIMS_DESK, Role.CRIME_REGISTRAR):
        with pytest.raises(NotPermitted):
            name(crime, at + LATER, by=other)
    assert not JournalEntry.objects.filter(kind="victim_named").exists()
    name(crime, at + LATER, by=Role.SUPERVISOR)
    assert crime.victim_id is not None


def test_a_second_victim_a_cancelled_crime_and_one_against_the_state_alone_are_refused(at):
    crime = nobody_named(at)
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    name(crime, at + LATER)
    with pytest.raises(NotAllowed) as refused:
        name(crime, at + LATER, person=PersonDetails(given="Ben", family="Weir"))
    assert codes(refused) == {"naming.has-one"}
    Crime.objects.filter(pk=crime.pk).update(
        victim=None, state="cancelled", cancellation_code="C1", cancelled_at=at, cancelled_by_id=crime.officer_id
    )
    with pytest.raises(NotAllowed) as refused:
        name(crime, at + LATER)
    assert codes(refused) == {"naming.is-cancelled"}
    Crime.objects.filter(pk=crime.pk).update(
        state="allocated", cancellation_code="", cancelled_at=None, cancelled_by_id=None, basis="S"
    )
    with pytest.raises(NotAllowed) as refused:
        name(crime, at + LATER)
    assert codes(refused) == {"naming.is-against-state"}


def test_a_suspect_is_not_named_by_any_record_of_theirs_nor_somebody_who_may_be_them(at):
    crime = nobody_named(at, others=(FORMER_PARTNER,))
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    suspect = Suspect.objects.get(crime=crime).person
    with pytest.raises(NotAllowed) as refused:
        name(crime, at + LATER, person=PersonDetails(reference=suspect.reference))
    assert codes(refused) == {"naming.is-suspect"}
    with pytest.raises(NotAllowed) as refused:
        name(crime, at + LATER, person=PersonDetails(given="dean", family="HARKER"))
    assert codes(refused) == {"naming.named-like-suspect"}
    other = involve_person(
        incident=crime.incident_id, person=PersonDetails(given="Deano", family="Harker"), role="witness",
        by=asking(Role.DETECTIVE), at=at + 3 * HOUR,
    )  # fmt: skip
    deano = Person.objects.get(pk=other)
    merge_people(
        survivor=suspect.pk,
        other=deano.reference,
        reason="One man by his licence.",
        by=asking(Role.DETECTIVE),
        at=at + 4 * HOUR,
    )
    with pytest.raises(NotAllowed) as refused:
        name(crime, at + LATER, person=PersonDetails(reference=deano.reference))
    assert codes(refused) == {"naming.is-suspect"}
    assert Crime.objects.get(pk=crime.pk).victim_id is None


def already_there(crime: Crime, at) -> Person:
    """Anna Weir, on record with the incident before anybody says that she is the victim."""
    number = involve_person(incident=crime.incident_id, person=ANNA, role="witness", by=asking(Role.DETECTIVE), at=at)
    return Person.objects.get(pk=number)


@pytest.mark.parametrize("by", [Role.DETECTIVE, Role.SUPERVISOR])
def test_an_officer_connected_with_a_victim_who_is_named_later_does_not_keep_the_crime(by, at):
    crime = nobody_named(at)
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    anna = somebody(at + 3 * HOUR)
    declare_connection(person=anna.reference, nature="Her sister.", by=asking(Role.DETECTIVE), at=at + 4 * HOUR)
    name(crime, at + LATER, person=PersonDetails(reference=anna.reference), by=by)
    assert crime.victim_id == anna.pk, "naming is not held up"
    due = Duty.objects.get(crime=crime, kind="allocate", state="open")
    assert (due.desk, due.owner_id, due.due_at) == ("allocation", None, at + LATER + DAY)
    assert "conflict of interest" in title_of_duty(DutyKind(due.kind), due.rule)
    with pytest.raises(NotAllowed) as refused:
        give(crime, Role.DETECTIVE, at + LATER + HOUR, instead_of=crime.officer_id)
    assert "allocation.connected" in codes(refused)
    give(crime, Role.INVESTIGATOR, at + LATER + HOUR, instead_of=crime.officer_id)
    due.refresh_from_db()
    assert due.state == "met"


def test_an_officer_who_is_connected_with_nobody_keeps_the_crime(at):
    crime = nobody_named(at)
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    anna = already_there(crime, at + 3 * HOUR)
    declare_connection(person=anna.reference, nature="Her sister.", by=asking(Role.INVESTIGATOR), at=at + 4 * HOUR)
    name(crime, at + LATER, person=PersonDetails(reference=anna.reference))
    assert not Duty.objects.filter(crime=crime, kind="allocate", state="open").exists()


def test_a_record_that_whoever_names_may_not_see_is_answered_like_one_that_does_not_exist(at):
    crime = nobody_named(at)
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    number = involve_person(
        incident=crime.incident_id, person=ANNA, role="witness", by=asking(Role.DETECTIVE), at=at + 3 * HOUR
    )
    hidden = Person.objects.get(pk=number).reference
    restrict_person(
        person=number, kind=RestrictionKind.POLICE_OFFICER_INVOLVED, reason="A colleague.", by=asking(Role.POLIT),
        at=at + 4 * HOUR,
    )  # fmt: skip
    for reference in (hidden, "P999999989"):
        with pytest.raises(NotAllowed) as refused:
            name(crime, at + LATER, person=PersonDetails(reference=reference))
        assert codes(refused) == {"naming.unknown"}


@pytest.mark.source("Domestic Abuse Act 2021; our safeguard: nothing of safety waits for recording")
def test_in_domestic_abuse_her_risk_and_her_safe_route_are_looked_at_from_her_naming_on(at):
    crime = nobody_named(at, domestic_abuse=True)
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    Duty.objects.filter(journey=crime.journey_id, kind__in=("confirm_safe_route", "assess_domestic_abuse")).update(
        state="superseded", ended_at=at + 3 * HOUR, ended_by_id=asking(Role.DETECTIVE).id
    )
    name(crime, at + LATER)
    looks = Duty.objects.filter(kind__in=("confirm_safe_route", "assess_domestic_abuse"), state="open")
    assert {one.kind for one in looks} == {"confirm_safe_route", "assess_domestic_abuse"}
    assert {one.person_id for one in looks} == {crime.victim_id}
    assert all(one.due_at > at + LATER for one in looks)
    assert "tell_of_report" in due_of(crime), "while no safe route is confirmed nothing is written"
    assert "acknowledge_report" not in due_of(crime)


def test_what_is_due_for_her_already_is_not_opened_twice(at):
    crime = nobody_named(at, domestic_abuse=True)
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    name(crime, at + 3 * HOUR)
    kinds = list(Duty.objects.filter(journey=crime.journey_id, state="open").values_list("kind", flat=True))
    assert len(kinds) == len(set(kinds))


def test_the_risk_that_she_was_graded_at_is_carried_onto_the_crime(at):
    incident = reported(at, others=())
    assessed(incident, at, dash(grade=RiskGrade.HIGH))
    crime = record(incident, at + HOUR, **THREAT_TO_NOBODY)
    assert crime.abuse_risk == ""
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    her = IncidentPerson.objects.exclude(role="suspect").get(incident=incident).person
    name(crime, at + LATER, person=PersonDetails(reference=her.reference))
    assert (crime.abuse_risk, crime.high_risk_abuse) == ("high", True)
    assert IncidentPerson.objects.filter(incident=incident, person=her).count() == 1
    assert not Duty.objects.filter(
        journey=crime.journey_id, kind="assess_domestic_abuse", state="open", opened_at=at + LATER
    ).exists()


def test_what_is_sealed_of_her_stays_hidden_from_her_officer_and_need_is_due(at):
    held = protected_victim(at)
    incident = Incident.objects.get(pk=held.taken.incident_id)
    crime = record(incident, at + HOUR, **THREAT_TO_NOBODY)
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    assert not Duty.objects.filter(kind="give_need").exists()
    named = name(crime, at + LATER, person=PersonDetails(reference=held.victim.reference))
    assert named.needs_sealed
    asking(Role.VULNERABILITY_DESK)
    duty = Duty.objects.get(kind="give_need", state="open")
    assert (duty.crime_id, duty.subject_row, duty.person_id) == (crime.pk, crime.officer_id, held.victim.pk)


def test_how_a_crime_counts_holds_up_nobody_and_goes_to_the_registrar(at):
    incident = reported(at)
    first = record(incident, at + HOUR)
    second = record(incident, at + HOUR, **THREAT_TO_NOBODY)
    give(second, Role.DETECTIVE, at + 2 * HOUR)
    her = PersonDetails(reference=Person.objects.get(pk=first.victim_id).reference)
    named = name(second, at + 3 * HOUR, person=her)
    assert [one.code for one in named.to_registrar] == ["another.one-per-victim"]
    asking(Role.CRIME_REGISTRAR)
    duty = Duty.objects.get(kind="oversee_decision", state="open")
    assert duty.subject_row == second.decision_id
    oversee_decision(
        decision=second.decision_id, finding=Finding.RIGHT, words="Another time.", by=asking(Role.CRIME_REGISTRAR),
        at=at + 4 * HOUR,
    )  # fmt: skip
    Crime.objects.filter(pk=second.pk).update(victim=None)
    assert name(second, at + 5 * HOUR, person=her).to_registrar
    assert not Duty.objects.filter(kind="oversee_decision", state="open").exists(), (
        "it was looked at, and cannot be twice"
    )


def test_where_somebody_is_charged_already_she_is_asked_what_she_wants_at_court(at):
    crime = nobody_named(at)
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    detective = asking(Role.DETECTIVE)
    number = add_suspect(
        crime=crime.pk, person=PersonDetails(given="Lee", family="Nash"), words="Seen.", by=detective, at=at + 3 * HOUR
    )
    for step in (SuspectStatus.ARRESTED_IN_CUSTODY, SuspectStatus.CHARGED):
        move_suspect(suspect=number, to_status=step, words="Done.", reference="ZZ/1/26", by=detective, at=at + 4 * HOUR)
    assert "offer_personal_statement" not in due_of(crime)
    name(crime, at + LATER)
    assert {"offer_personal_statement", "ask_special_measures"} <= due_of(crime)
