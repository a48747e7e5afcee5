"""A sealed number that somebody else has too, and a victim who is sealed while somebody works her crime."""

from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.connections import record_connection
from constabulary.casework.contact import InvolvedPerson, take_call
from constabulary.casework.need import give_need_in_charge
from constabulary.casework.people import PersonDetails
from constabulary.casework.seal_making import seal_details
from constabulary.casework.seals import grant_need, lift_seal
from constabulary.policing.decisions import NotAllowed
from constabulary.records.models import (
    ContactPoint,
    Crime,
    Duty,
    Incident,
    IncidentPerson,
    PersonAddress,
    Seal,
    SealGrant,
)
from tests.conftest import asking
from tests.factories.calls import former_partner_damage
from tests.factories.crimes import give, record
from tests.factories.officers import number_of
from tests.factories.protection import TELEPHONE, leaks_in, protected_victim

pytestmark = pytest.mark.django_db
HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)


def worked(incident: int, at, role: Role) -> Crime:
    """The crime of an incident, recorded and given to somebody."""
    asking(Role.IMU_ASSESSOR)
    crime = record(Incident.objects.get(pk=incident), at + HOUR)
    give(crime, role, at + 2 * HOUR)
    return crime


@pytest.fixture
def stranger(db, at) -> Crime:
    """A crime of somebody who has her number, whoever they are; an investigator has it."""
    call = former_partner_damage(
        at, caller=PersonDetails(given="Owen", family="Tarrant", telephone=TELEPHONE), others=()
    )
    taken = take_call(call=call, by=asking(Role.CONTACT_HANDLER), at=at)
    return worked(taken.incident_id, at, Role.INVESTIGATOR)


def due_need() -> dict[int, int]:
    asking(Role.VULNERABILITY_DESK)
    return dict(Duty.objects.filter(kind="give_need", state="open").values_list("crime_id", "subject_row"))


def seen_of(person: int, role: Role) -> list[str]:
    asking(role)
    return list(ContactPoint.objects.filter(person=person, kind="telephone").values_list("value", flat=True))


def his_seal(stranger: Crime) -> Seal:
    return Seal.objects.get(person=stranger.victim_id)


def test_a_number_that_a_stranger_has_too_is_hidden_there_under_a_seal_that_says_nothing_of_her(stranger, at):
    assert seen_of(stranger.victim_id, Role.INVESTIGATOR) == [TELEPHONE]
    held = protected_victim(at + 3 * HOUR)
    assert seen_of(stranger.victim_id, Role.INVESTIGATOR) == []
    his = his_seal(stranger)
    assert (his.against_id, his.same_as_id) == (None, held.seal)
    assert his.reason == "The same address, number or e-mail address is sealed for somebody else."
    assert due_need()[stranger.pk] == asking(Role.INVESTIGATOR).id, "nobody loses reach to their victim in silence"


def test_need_of_the_strangers_number_shows_it_and_nothing_of_hers(stranger, at):
    held = protected_victim(at + 3 * HOUR)
    give_need_in_charge(
        crime=stranger.pk,
        reason="Must ring him.",
        until=at + WEEK,
        by=asking(Role.VULNERABILITY_DESK),
        at=at + 4 * HOUR,
    )
    assert seen_of(stranger.victim_id, Role.INVESTIGATOR) == [TELEPHONE]
    assert seen_of(held.victim.pk, Role.INVESTIGATOR) == []
    asking(Role.INVESTIGATOR)
    assert not PersonAddress.objects.filter(person=held.victim).exists()
    assert leaks_in(Incident.objects.get(pk=held.taken.incident_id).summary) == []
    assert stranger.pk not in due_need()


def test_need_of_hers_opens_the_same_number_wherever_it_is(stranger, at):
    held = protected_victim(at + 3 * HOUR)
    grant_need(
        seal=held.seal, officer=number_of(Role.DETECTIVE), reason="Rings her.", until=at + WEEK,
        by=asking(Role.SUPERVISOR), at=at + 4 * HOUR,
    )  # fmt: skip
    assert seen_of(held.victim.pk, Role.DETECTIVE) == seen_of(stranger.victim_id, Role.DETECTIVE) == [TELEPHONE]


def test_whoever_is_connected_with_the_suspect_never_gets_the_number_by_way_of_the_stranger(stranger, at):
    held = protected_victim(at + 3 * HOUR)
    give_need_in_charge(
        crime=stranger.pk,
        reason="Must ring him.",
        until=at + WEEK,
        by=asking(Role.VULNERABILITY_DESK),
        at=at + 4 * HOUR,
    )
    record_connection(
        officer=number_of(Role.INVESTIGATOR), person=held.suspect.reference, nature="His cousin.",
        by=asking(Role.INSPECTOR), at=at + 5 * HOUR,
    )  # fmt: skip
    assert seen_of(stranger.victim_id, Role.INVESTIGATOR) == []
    grant = SealGrant.objects.get(seal=his_seal(stranger), officer_id=asking(Role.INVESTIGATOR).id)
    assert grant.ended_at == at + 5 * HOUR
    with pytest.raises(NotAllowed) as refused:
        grant_need(
            seal=his_seal(stranger).pk, officer=number_of(Role.INVESTIGATOR), reason="Again.", until=at + WEEK,
            by=asking(Role.SUPERVISOR), at=at + 6 * HOUR,
        )  # fmt: skip
    assert [one.code for one in refused.value.reasons] == ["seal.is-connected"]


def test_the_strangers_seal_is_lifted_with_hers_and_not_before(stranger, at):
    held = protected_victim(at + 3 * HOUR)
    grant_need(
        seal=his_seal(stranger).pk, officer=number_of(Role.VULNERABILITY_DESK), reason="Asked to lift it.",
        until=at + WEEK, by=asking(Role.SUPERVISOR), at=at + 4 * HOUR,
    )  # fmt: skip
    desk = asking(Role.VULNERABILITY_DESK)
    with pytest.raises(NotAllowed, match="lifted when theirs is"):
        lift_seal(seal=his_seal(stranger).pk, reason="He is nobody to her.", by=desk, at=at + 5 * HOUR)
    lift_seal(seal=held.seal, reason="He has died.", by=desk, at=at + 6 * HOUR)
    assert seen_of(stranger.victim_id, Role.INVESTIGATOR) == [TELEPHONE]
    assert not ContactPoint.objects.exclude(seal=None).exists()


def test_sealing_a_victim_whose_crime_somebody_works_puts_the_question_of_need(at, db):
    taken = take_call(call=former_partner_damage(at), by=asking(Role.CONTACT_HANDLER), at=at)
    crime = worked(taken.incident_id, at, Role.DETECTIVE)
    assert due_need() == {}
    seal_her(crime, at + 3 * HOUR)
    assert due_need() == {crime.pk: asking(Role.DETECTIVE).id}
    asking(Role.VULNERABILITY_DESK)
    assert Duty.objects.get(kind="give_need").due_at == at + 7 * HOUR


def test_sealing_asks_nothing_for_a_crime_that_nobody_has(at, db):
    taken = take_call(call=former_partner_damage(at), by=asking(Role.CONTACT_HANDLER), at=at)
    asking(Role.IMU_ASSESSOR)
    crime = record(Incident.objects.get(pk=taken.incident_id), at + HOUR)
    seal_her(crime, at + 3 * HOUR)
    assert due_need() == {}


def test_sealing_asks_nothing_for_an_officer_who_could_never_be_given_it(at, db):
    him = InvolvedPerson(person=PersonDetails(given="Carl", family="Dace"), role="suspect")
    taken = take_call(call=former_partner_damage(at, others=(him,)), by=asking(Role.CONTACT_HANDLER), at=at)
    crime = worked(taken.incident_id, at, Role.DETECTIVE)
    suspect = IncidentPerson.objects.get(incident_id=taken.incident_id, role="suspect").person
    record_connection(
        officer=number_of(Role.DETECTIVE), person=suspect.reference, nature="His cousin.", by=asking(Role.INSPECTOR),
        at=at + 2 * HOUR,
    )  # fmt: skip
    seal_her(crime, at + 3 * HOUR)
    assert due_need() == {}


def seal_her(crime: Crime, at, by: Role = Role.VULNERABILITY_DESK) -> None:
    who = asking(by)
    numbers = tuple(ContactPoint.objects.filter(person=crime.victim_id).values_list("id", flat=True))
    seal_details(person=crime.victim_id, reason="He looks for her.", contact_points=numbers, by=who, at=at)
