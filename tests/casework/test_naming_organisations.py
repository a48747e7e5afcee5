"""An organisation found to be the victim of a crime later: what it is owed, who speaks for it, and whom that cannot be."""

from datetime import date, timedelta
from typing import Any

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.connections import declare_connection
from constabulary.casework.investigation.suspects import add_suspect, move_suspect
from constabulary.casework.people import PersonDetails
from constabulary.casework.people.things import add_organisation
from constabulary.casework.restrictions import restrict_person
from constabulary.casework.victims.naming import VictimOrganisation, name_victim
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.records.models import (
    Crime,
    CrimePerson,
    Duty,
    Incident,
    IncidentPerson,
    JournalEntry,
    Organisation,
    Person,
    Suspect,
)
from tests.conftest import asking
from tests.factories.calls import shoplifting
from tests.factories.crimes import FORMER_PARTNER, THREAT_TO_NOBODY, give, nobody_named, record
from tests.factories.incidents import opened
from tests.factories.people import somebody

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = 30 * HOUR
SHOP = VictimOrganisation(name=" Cove Stores ")
NOBODY = PersonDetails()
ANNA = PersonDetails(given="Anna", family="Weir", born_on=date(1990, 5, 4))
OF_PEOPLE = {"assess_needs", "refer_to_support"}
OF_ALL = {"acknowledge_report", "contact_victim_first", "agree_contact"}


def name(
    crime: Crime, at, *, organisation=SHOP, speaks=NOBODY, by: Role = Role.DETECTIVE, words: str = "Its own cash."
):
    named = name_victim(crime=crime.pk, person=speaks, organisation=organisation, words=words, by=asking(by), at=at)
    crime.refresh_from_db()
    return named


def allocated(at, **call: Any) -> Crime:
    crime = nobody_named(at, **call)
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    crime.refresh_from_db()
    return crime


def due_of(crime: Crime) -> set[str]:
    return set(Duty.objects.filter(journey=crime.journey_id, state="open").values_list("kind", flat=True))


def codes(refused) -> set[str]:
    return {one.code for one in refused.value.reasons}


def test_an_organisation_that_is_named_is_owed_what_recording_opens_for_one_and_no_more(at):
    crime = allocated(at)
    assert not due_of(crime) & (OF_ALL | OF_PEOPLE)
    named = name(crime, at + LATER)
    assert (named.needs_sealed, named.to_registrar) == (False, ())
    shop = Organisation.objects.get()
    assert (shop.name, shop.kind) == ("Cove Stores", "business")
    assert (crime.victim_id, crime.victim_organisation_id) == (None, shop.pk)
    assert due_of(crime) & (OF_ALL | OF_PEOPLE) == OF_ALL
    its = {one.kind: one for one in Duty.objects.filter(crime=crime, state="open", kind__in=OF_ALL)}
    assert (its["contact_victim_first"].owner_id, its["agree_contact"].owner_id) == (crime.officer_id, crime.officer_id)
    assert its["acknowledge_report"].owner_id is None, "the desk owes it"
    assert all(one.due_at > at + LATER and one.person_id is None for one in its.values())
    assert not CrimePerson.objects.filter(crime=crime, role__in=("victim", "contact")).exists()
    entry = JournalEntry.objects.get(kind="victim_named")
    assert (entry.subject_row, entry.journey_row) == (crime.pk, crime.journey_id)


def test_it_is_owed_the_very_same_as_if_it_had_been_named_at_recording(at):
    incident = opened(at, shoplifting(at))
    of_recording = record(incident, at + HOUR, **{**THREAT_TO_NOBODY, "victim_organisation": "Cove Stores"})
    later = nobody_named(at)
    name(later, at + HOUR, by=Role.IMU_ASSESSOR)
    owed = [
        sorted(Duty.objects.filter(crime=one, state="open").values_list("kind", "desk", "due_at", "rule", "risk"))
        for one in (of_recording, later)
    ]
    assert owed[0] == owed[1]
    for crime in (of_recording, later):
        give(crime, Role.DETECTIVE, at + 3 * HOUR)
    assert due_of(of_recording) == due_of(later) >= OF_ALL


def test_an_organisation_on_record_of_that_name_and_kind_is_taken_and_one_of_another_kind_is_another(at):
    with_kind = {"by": asking(Role.DETECTIVE), "at": at}
    known = add_organisation(name="Cove Stores", kind="business", **with_kind)
    first, second = (nobody_named(at) for _ in range(2))
    name(first, at + 2 * HOUR, by=Role.IMU_ASSESSOR)
    assert first.victim_organisation.reference == known
    name(
        second, at + 2 * HOUR, organisation=VictimOrganisation(name="Cove Stores", kind="charity"), by=Role.IMU_ASSESSOR
    )
    assert second.victim_organisation.reference != known
    assert Organisation.objects.count() == 2


def test_whoever_rang_speaks_for_it_and_stands_in_the_incident_once(at):
    crime = allocated(at)
    manager = IncidentPerson.objects.get(incident=crime.incident_id).person
    name(crime, at + LATER, speaks=PersonDetails(reference=manager.reference))
    assert (crime.victim_id, CrimePerson.objects.get(crime=crime).role) == (None, "contact")
    assert CrimePerson.objects.get(crime=crime).person_id == manager.pk
    assert IncidentPerson.objects.filter(incident=crime.incident_id, person=manager).count() == 1


def test_somebody_new_who_speaks_for_it_is_added_to_the_crime_and_to_its_incident(at):
    crime = allocated(at)
    name(crime, at + LATER, speaks=ANNA)
    anna = Person.objects.get(family="Weir")
    assert CrimePerson.objects.get(crime=crime, person=anna).role == "contact"
    assert IncidentPerson.objects.get(incident=crime.incident_id, person=anna).role == "representative"
    assert not due_of(crime) & OF_PEOPLE, "she is owed nothing of her own"


@pytest.mark.parametrize("by", [Role.DETECTIVE, Role.SUPERVISOR])
def test_an_officer_connected_with_whoever_speaks_for_it_does_not_keep_the_crime(by, at):
    crime = allocated(at)
    anna = somebody(at + 3 * HOUR)
    declare_connection(person=anna.reference, nature="Her sister.", by=asking(Role.DETECTIVE), at=at + 4 * HOUR)
    name(crime, at + LATER, speaks=PersonDetails(reference=anna.reference), by=by)
    due = Duty.objects.get(crime=crime, kind="allocate", state="open")
    assert (due.desk, due.owner_id, due.due_at) == ("allocation", None, at + LATER + DAY)
    with pytest.raises(NotAllowed) as refused:
        give(crime, Role.DETECTIVE, at + LATER + HOUR, instead_of=crime.officer_id)
    assert "allocation.connected" in codes(refused)


def test_whoever_is_of_the_incident_already_counts_anew_when_they_speak_for_it(at):
    crime = allocated(at)
    manager = IncidentPerson.objects.get(incident=crime.incident_id).person
    declare_connection(person=manager.reference, nature="Her cousin.", by=asking(Role.DETECTIVE), at=at + 4 * HOUR)
    Duty.objects.filter(crime=crime, kind="allocate", state="open").update(
        state="superseded", ended_at=at + 5 * HOUR, ended_by_id=crime.officer_id
    )
    name(crime, at + LATER, speaks=PersonDetails(reference=manager.reference))
    assert Duty.objects.filter(crime=crime, kind="allocate", state="open").exists()


def test_nobody_connected_speaks_for_it_and_the_officer_keeps_the_crime(at):
    crime = allocated(at)
    anna = somebody(at + 3 * HOUR)
    declare_connection(person=anna.reference, nature="Her sister.", by=asking(Role.INVESTIGATOR), at=at + 4 * HOUR)
    name(crime, at + LATER, speaks=PersonDetails(reference=anna.reference))
    assert not Duty.objects.filter(crime=crime, kind="allocate", state="open").exists()


def test_another_crime_of_the_same_organisation_goes_to_the_registrar_and_holds_up_nobody(at):
    incident = opened(at, shoplifting(at))
    record(incident, at + HOUR, code="046/00", category="46", victim="", victim_organisation="Cove Stores")
    second = record(incident, at + HOUR, **THREAT_TO_NOBODY)
    give(second, Role.DETECTIVE, at + 2 * HOUR)
    named = name(second, at + 3 * HOUR)
    assert [one.code for one in named.to_registrar] == ["another.one-per-victim"]
    assert second.victim_organisation_id == Organisation.objects.get().pk
    asking(Role.CRIME_REGISTRAR)
    assert Duty.objects.get(kind="oversee_decision", state="open").subject_row == second.decision_id


def test_another_organisations_crime_of_the_incident_is_nothing_to_the_registrar(at):
    incident = opened(at, shoplifting(at))
    record(incident, at + HOUR, code="046/00", category="46", victim="", victim_organisation="Quay Club")
    second = record(incident, at + HOUR, **THREAT_TO_NOBODY)
    give(second, Role.DETECTIVE, at + 2 * HOUR)
    assert name(second, at + 3 * HOUR).to_registrar == ()


def test_an_organisation_is_no_vulnerable_victim_and_the_crime_waits_no_longer_for_that(at):
    crime = allocated(at)
    Crime.objects.filter(pk=crime.pk).update(vulnerable_victim=True, high_harm=True, enhanced_rights=True)
    Incident.objects.filter(pk=crime.incident_id).update(vulnerable=True)
    name(crime, at + LATER)
    assert (crime.vulnerable_victim, crime.high_harm, crime.enhanced_rights) == (False, True, True)


def test_where_somebody_is_charged_already_an_organisation_is_asked_nothing_that_is_asked_of_people(at):
    crime = allocated(at)
    detective = asking(Role.DETECTIVE)
    number = add_suspect(
        crime=crime.pk, person=PersonDetails(given="Lee", family="Nash"), words="Seen.", by=detective, at=at + 3 * HOUR
    )
    for step in (SuspectStatus.ARRESTED_IN_CUSTODY, SuspectStatus.CHARGED):
        move_suspect(suspect=number, to_status=step, words="Done.", reference="ZZ/1/26", by=detective, at=at + 4 * HOUR)
    name(crime, at + LATER)
    assert not {"offer_personal_statement", "ask_special_measures"} & due_of(crime)


def test_a_suspect_does_not_speak_for_it_nor_somebody_who_may_be_them(at):
    crime = allocated(at, others=(FORMER_PARTNER,))
    suspect = Suspect.objects.get(crime=crime).person
    for speaks, code in (
        (PersonDetails(reference=suspect.reference), "naming.contact-is-suspect"),
        (PersonDetails(given="dean", family="HARKER"), "naming.contact-like-suspect"),
    ):
        with pytest.raises(NotAllowed) as refused:
            name(crime, at + LATER, speaks=speaks)
        assert codes(refused) == {code}
    assert not Organisation.objects.exists()


def test_whoever_speaks_for_it_and_may_not_be_seen_is_answered_like_nobody(at):
    crime = allocated(at)
    hidden = somebody(at + 3 * HOUR)
    restrict_person(
        person=hidden.pk, kind=RestrictionKind.POLICE_OFFICER_INVOLVED, reason="A colleague.", by=asking(Role.POLIT),
        at=at + 4 * HOUR,
    )  # fmt: skip
    for reference in (hidden.reference, "P999999989"):
        with pytest.raises(NotAllowed) as refused:
            name(crime, at + LATER, speaks=PersonDetails(reference=reference))
        assert [(one.code, one.field) for one in refused.value.reasons] == [("naming.unknown", "contact")]


def test_a_second_victim_a_cancelled_crime_and_one_against_the_state_alone_are_refused(at):
    crime = allocated(at)
    name(crime, at + LATER)
    refusals = [
        ({}, "naming.has-one"),
        (
            {"state": "cancelled", "cancellation_code": "C1", "cancelled_at": at, "cancelled_by_id": crime.officer_id},
            "naming.is-cancelled",
        ),
        (
            {
                "state": "allocated",
                "cancellation_code": "",
                "cancelled_at": None,
                "cancelled_by_id": None,
                "basis": "S",
            },
            "naming.is-against-state",
        ),
    ]
    for changes, code in refusals:
        if changes:
            Crime.objects.filter(pk=crime.pk).update(victim_organisation=None, **changes)
        with pytest.raises(NotAllowed) as refused:
            name(crime, at + LATER, organisation=VictimOrganisation(name="Quay Club"))
        assert codes(refused) == {code}
    assert not Organisation.objects.filter(name="Quay Club").exists()


def test_a_person_who_is_the_victim_stands_against_an_organisation_too(at):
    crime = allocated(at)
    name_victim(crime=crime.pk, person=ANNA, words="She rang.", by=asking(Role.DETECTIVE), at=at + LATER)
    with pytest.raises(NotAllowed) as refused:
        name(crime, at + LATER)
    assert codes(refused) == {"naming.has-one"}


@pytest.mark.parametrize(
    ("named", "words", "code", "field"),
    [
        pytest.param(
            VictimOrganisation(name=" "), "Said.", "naming.organisation-missing", "organisation", id="no name"
        ),
        pytest.param(
            VictimOrganisation(name="A" * 121), "Said.", "details.thing-too-long", "organisation", id="too long"
        ),
        pytest.param(
            VictimOrganisation(name="Cove", kind="hut"), "Said.", "details.kind-unknown", "organisation", id="no kind"
        ),
        pytest.param(SHOP, " ", "naming.how-missing", "words", id="nothing said of how it is known"),
    ],
)
def test_what_an_organisation_lacks_is_refused_beside_its_field_and_nothing_is_made(at, named, words, code, field):
    crime = allocated(at)
    with pytest.raises(NotAllowed) as refused:
        name(crime, at + LATER, organisation=named, words=words)
    assert [(one.code, one.field) for one in refused.value.reasons] == [(code, field)]
    assert not Organisation.objects.exists()


def test_nobody_but_its_officer_and_a_supervisor_names_it(at):
    crime = allocated(at)
    for other in (Role.IMU_ASSESSOR, Role.INVESTIGATOR, Role.VICTIMS_DESK, Role.CRIME_REGISTRAR):
        with pytest.raises(NotPermitted):
            name(crime, at + LATER, by=other)
    assert not Organisation.objects.exists()
