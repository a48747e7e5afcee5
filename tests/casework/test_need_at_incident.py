"""The vulnerability desk reaches somebody at an incident before there is a crime: need asked for, given or refused."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.connections import record_connection
from constabulary.casework.need_at_incident import answer_need_at_incident, ask_for_need_at_incident
from constabulary.policing.decisions import NotAllowed
from constabulary.records.models import ContactPoint, Duty, JournalEntry, SealGrant
from tests.conftest import asking
from tests.factories.officers import number_of
from tests.factories.protection import Protected, protected_victim

pytestmark = pytest.mark.django_db
#: The vulnerability desk sealed it itself; a supervisor works there for a day and sees nothing of it.
HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)


@pytest.fixture
def held(db, at) -> Protected:
    return protected_victim(at)


def ask(held: Protected, at, by: Role = Role.SUPERVISOR, **changes) -> None:
    about = {"incident": held.taken.incident_id, "person": held.victim.pk, **changes}
    ask_for_need_at_incident(**about, by=asking(by), at=at)


def answer(held: Protected, at, by: Role = Role.VULNERABILITY_DESK, **changes) -> None:
    said = {
        "officer": asking(Role.SUPERVISOR).id, "is_needed": True, "reason": "Visits her.", "until": at + WEEK,
        **changes,
    }  # fmt: skip
    answer_need_at_incident(
        incident=held.taken.incident_id, person=held.victim.pk, by=asking(by), at=at, **said
    )  # fmt: skip


def waiting() -> list[Duty]:
    asking(Role.VULNERABILITY_DESK)
    return list(Duty.objects.filter(kind="give_need", state="open"))


def seen(held: Protected) -> int:
    asking(Role.SUPERVISOR)
    return ContactPoint.objects.filter(person=held.victim, kind="telephone").count()


def connect(held: Protected, at, role: Role) -> None:
    record_connection(
        officer=number_of(role), person=held.suspect.reference, nature="His cousin.", by=asking(Role.INSPECTOR), at=at
    )


def codes(refused) -> set[str]:
    return {one.code.removeprefix("seal.") for one in refused.value.reasons}


def test_the_desk_asks_at_the_incident_once_and_sees_nothing_by_asking(held, at):
    ask(held, at)
    (due,) = waiting()
    assert (due.desk, due.incident_id, due.crime_id, due.person_id, due.subject_row, due.due_at) == (
        "vulnerability", held.taken.incident_id, None, held.victim.pk, asking(Role.SUPERVISOR).id, at + 4 * HOUR,
    )  # fmt: skip
    assert seen(held) == 0
    assert JournalEntry.objects.filter(kind="need_asked_at_incident").count() == 1
    with pytest.raises(NotAllowed) as refused:
        ask(held, at + HOUR)
    assert codes(refused) == {"asked-already"}


def test_somebody_else_gives_it_for_a_time_and_then_the_number_is_seen(held, at):
    ask(held, at)
    with pytest.raises(NotPermitted):
        answer(held, at + HOUR, by=Role.SUPERVISOR)
    answer(held, at + HOUR)
    assert waiting() == []
    grant = SealGrant.objects.get(officer_id=asking(Role.SUPERVISOR).id)
    assert (grant.seal_id, grant.reason, grant.until) == (held.seal, "Visits her.", at + HOUR + WEEK)
    assert seen(held) == 1
    with pytest.raises(NotAllowed) as refused:
        ask(held, at + 2 * HOUR)
    assert codes(refused) == {"nothing-sealed"}


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [({"reason": " "}, "reason-missing"), ({"until": None}, "end-missing")],
    ids=["no reason", "no end"],
)
def test_need_has_a_reason_and_an_end(held, at, changes, wanted):
    ask(held, at)
    with pytest.raises(NotAllowed) as refused:
        answer(held, at + HOUR, **changes)
    assert codes(refused) == {wanted}
    assert len(waiting()) == 1


def test_it_is_refused_with_a_reason_and_can_be_asked_for_again(held, at):
    ask(held, at)
    with pytest.raises(NotAllowed) as refused:
        answer(held, at + HOUR, is_needed=False, reason="")
    assert codes(refused) == {"reason-missing"}
    answer(held, at + HOUR, is_needed=False, reason="Her worker visits her.")
    assert waiting() == []
    assert seen(held) == 0
    assert JournalEntry.objects.filter(kind="need_refused").count() == 1
    with pytest.raises(NotAllowed) as refused:
        answer(held, at + 2 * HOUR)
    assert codes(refused) == {"nobody-asks"}
    ask(held, at + 3 * HOUR)
    assert len(waiting()) == 1


def test_whoever_is_connected_with_the_other_side_finds_nothing_sealed_and_never_decides(held, at):
    connect(held, at, Role.SUPERVISOR)
    with pytest.raises(NotAllowed) as refused:
        ask(held, at + HOUR)
    assert codes(refused) == {"nothing-sealed"}


def test_whoever_became_connected_after_asking_is_not_given_it_and_a_connected_colleague_does_not_decide(held, at):
    ask(held, at)
    connect(held, at + HOUR, Role.VULNERABILITY_DESK)
    with pytest.raises(NotPermitted):
        answer(held, at + HOUR)
    connect(held, at + HOUR, Role.SUPERVISOR)
    with pytest.raises(NotAllowed) as refused:
        answer(held, at + 2 * HOUR, by=Role.INSPECTOR)
    assert codes(refused) == {"asker-is-connected"}
    assert not SealGrant.objects.filter(officer_id=asking(Role.SUPERVISOR).id).exists()


def test_nothing_is_asked_of_whoever_is_complained_of_or_is_not_in_the_incident(held, at):
    for person in (held.suspect.pk, 0):
        with pytest.raises(NotAllowed) as refused:
            ask(held, at, person=person)
        assert codes(refused) == {"nothing-sealed"}


def test_others_do_not_ask_at_an_incident(held, at):
    with pytest.raises(NotPermitted):
        ask(held, at, by=Role.INVESTIGATOR)
