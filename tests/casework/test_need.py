"""The officer in charge reaches her victim: need is due as soon as a crime with a sealed victim is hers, or she asks."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.connections import record_connection
from constabulary.casework.need import ask_for_need, give_need_in_charge
from constabulary.casework.seals import end_need, lift_seal
from constabulary.policing.decisions import NotAllowed
from constabulary.records.models import ContactPoint, Crime, Duty, Incident, JournalEntry, SealGrant
from tests.conftest import asking
from tests.factories.crimes import give, record
from tests.factories.officers import number_of
from tests.factories.protection import Protected, protected_victim

pytestmark = pytest.mark.django_db
HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)


@pytest.fixture
def held(db, at) -> Protected:
    return protected_victim(at)


@pytest.fixture
def crime(held, at) -> Crime:
    """Recorded after the victim's address and number were sealed, and given to nobody yet."""
    asking(Role.IMU_ASSESSOR)
    return record(Incident.objects.get(pk=held.taken.incident_id), at + HOUR)


def due_need() -> list[Duty]:
    asking(Role.VULNERABILITY_DESK)
    return list(Duty.objects.filter(kind="give_need", state="open"))


def give_it(crime: Crime, at, by: Role = Role.VULNERABILITY_DESK, **changes) -> None:
    said = {"reason": "Must ring her.", "until": at + WEEK, **changes}
    give_need_in_charge(crime=crime.pk, by=asking(by), at=at, **said)


def numbers_seen(by: Role, held: Protected) -> int:
    asking(by)
    return ContactPoint.objects.filter(person=held.victim, kind="telephone").count()


def connect(held: Protected, at, role: Role) -> None:
    record_connection(
        officer=number_of(role), person=held.suspect.reference, nature="His cousin.", by=asking(Role.INSPECTOR), at=at
    )


def codes(refused) -> set[str]:
    return {one.code.removeprefix("seal.") for one in refused.value.reasons}


def test_giving_a_crime_whose_victim_is_sealed_makes_need_due_at_once_and_giving_it_shows_the_number(crime, held, at):
    assert due_need() == []
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    duty = due_need()[0]
    detective = asking(Role.DETECTIVE)
    assert (duty.desk, duty.crime_id, duty.subject_row, duty.person_id, duty.due_at) == (
        "vulnerability", crime.pk, detective.id, held.victim.pk, at + 6 * HOUR,
    )  # fmt: skip
    assert numbers_seen(Role.DETECTIVE, held) == 0
    give_it(crime, at + 3 * HOUR)
    assert due_need() == []
    assert Duty.objects.get(pk=duty.pk).state == "met"
    grant = SealGrant.objects.get(officer_id=detective.id)
    assert (grant.seal_id, grant.reason, grant.until) == (held.seal, "Must ring her.", at + 3 * HOUR + WEEK)
    assert JournalEntry.objects.filter(kind="seal_granted").count() == 1
    assert numbers_seen(Role.DETECTIVE, held) == 1
    assert numbers_seen(Role.INVESTIGATOR, held) == 0


def test_another_officer_gets_the_crime_and_nothing_of_the_first_ones_need(crime, held, at):
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    first = due_need()[0]
    allocate_crime(
        crime=crime.pk, officer=asking(Role.INVESTIGATOR).id, instead_of=asking(Role.DETECTIVE).id, reason="Leave.",
        override_reason="Nobody else.", by=asking(Role.ALLOCATION_MANAGER), at=at + 3 * HOUR,
    )  # fmt: skip
    assert [one.subject_row for one in due_need()] == [asking(Role.INVESTIGATOR).id]
    asking(Role.VULNERABILITY_DESK)
    assert Duty.objects.get(pk=first.pk).state == "superseded"


def test_who_has_need_already_is_asked_for_no_more_and_asks_again_when_it_has_ended(crime, held, at):
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    give_it(crime, at + 3 * HOUR)
    with pytest.raises(NotAllowed) as refused:
        ask_for_need(crime=crime.pk, by=asking(Role.DETECTIVE), at=at + 4 * HOUR)
    assert codes(refused) == {"nothing-sealed"}
    with pytest.raises(NotAllowed) as refused:
        give_it(crime, at + 4 * HOUR)
    assert codes(refused) == {"nothing-sealed"}
    grant = SealGrant.objects.get(officer_id=asking(Role.DETECTIVE).id)
    end_need(grant=grant.pk, reason="Statement taken.", by=asking(Role.SUPERVISOR), at=at + 5 * HOUR)
    ask_for_need(crime=crime.pk, by=asking(Role.DETECTIVE), at=at + 6 * HOUR)
    assert [one.due_at for one in due_need()] == [at + 10 * HOUR]
    assert JournalEntry.objects.filter(kind="need_asked").count() == 1
    with pytest.raises(NotAllowed) as refused:
        ask_for_need(crime=crime.pk, by=asking(Role.DETECTIVE), at=at + 7 * HOUR)
    assert codes(refused) == {"asked-already"}
    assert numbers_seen(Role.DETECTIVE, held) == 0, "asking shows nothing"


def test_need_that_ran_out_is_due_again(crime, held, at):
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    give_it(crime, at + 3 * HOUR, until=at + 4 * HOUR)
    ask_for_need(crime=crime.pk, by=asking(Role.DETECTIVE), at=at + 5 * HOUR)
    assert len(due_need()) == 1


def test_only_the_officer_in_charge_asks_and_nobody_gives_it_to_themselves(crime, held, at):
    give(crime, Role.SUPERVISOR, at + 2 * HOUR)
    with pytest.raises(NotPermitted, match="Only the officer in charge"):
        ask_for_need(crime=crime.pk, by=asking(Role.INVESTIGATOR), at=at + 3 * HOUR)
    with pytest.raises(NotPermitted, match="Somebody else must say"):
        give_it(crime, at + 3 * HOUR, by=Role.SUPERVISOR)
    with pytest.raises(NotPermitted):
        give_it(crime, at + 3 * HOUR, by=Role.ALLOCATION_MANAGER)
    with pytest.raises(NotPermitted):
        ask_for_need(crime=crime.pk, by=asking(Role.CONTACT_HANDLER), at=at + 3 * HOUR)
    assert SealGrant.objects.count() == 1, "whoever sealed it, and nobody else"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "reason-missing"),
        ({"until": None}, "end-missing"),
        ({"until": timedelta(0)}, "end-in-past"),
        ({"until": timedelta(days=400)}, "end-too-far"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_need_has_a_reason_and_an_end(crime, at, changes, code):
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    now = at + 3 * HOUR
    said = {name: now + one if isinstance(one, timedelta) else one for name, one in changes.items()}
    with pytest.raises(NotAllowed) as refused:
        give_it(crime, now, **said)
    assert codes(refused) == {code}
    assert len(due_need()) == 1


def test_it_is_given_to_whoever_has_the_crime_and_had_it_when_it_was_decided(crime, at):
    with pytest.raises(NotAllowed) as refused:
        give_it(crime, at + 2 * HOUR)
    assert codes(refused) == {"nobody-in-charge"}
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    with pytest.raises(NotAllowed) as refused:
        give_it(crime, at + 3 * HOUR, officer=asking(Role.INVESTIGATOR).id)
    assert codes(refused) == {"nobody-in-charge"}
    give_it(crime, at + 3 * HOUR, officer=asking(Role.DETECTIVE).id)


def test_whoever_is_connected_with_the_suspect_is_never_given_it_and_cannot_tell_from_asking(crime, held, at):
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    connect(held, at + 2 * HOUR, Role.DETECTIVE)
    with pytest.raises(NotAllowed) as refused:
        give_it(crime, at + 3 * HOUR)
    assert codes(refused) == {"in-charge-is-connected"}
    with pytest.raises(NotAllowed) as refused:
        ask_for_need(crime=crime.pk, by=asking(Role.DETECTIVE), at=at + 3 * HOUR)
    assert "nothing-sealed" in codes(refused), "the answer for where nothing is sealed"
    assert not SealGrant.objects.filter(officer_id=asking(Role.DETECTIVE).id).exists()
    assert numbers_seen(Role.DETECTIVE, held) == 0


def test_whoever_is_connected_with_the_suspect_gives_it_to_nobody(crime, held, at):
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    connect(held, at + 2 * HOUR, Role.SUPERVISOR)
    with pytest.raises(NotPermitted, match="Somebody else must decide"):
        give_it(crime, at + 3 * HOUR, by=Role.SUPERVISOR)
    asking(Role.SUPERVISOR)
    assert not Duty.objects.filter(kind="give_need").exists(), "and is not told that it is due"


def test_a_crime_whose_seal_was_lifted_asks_for_nothing(crime, held, at):
    lift_seal(seal=held.seal, reason="He has died.", by=asking(Role.VULNERABILITY_DESK), at=at + HOUR)
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    assert due_need() == []
