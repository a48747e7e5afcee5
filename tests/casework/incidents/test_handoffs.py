"""Hand-offs: with the sender until acknowledged, escalated when nobody does, the clocks moving with the incident."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.incidents.appointments import make_appointment
from constabulary.casework.incidents.closing import close_incident
from constabulary.casework.incidents.handoffs import acknowledge_handoff, escalate_handoffs, hand_over
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.desks import Desk
from constabulary.records.models import Duty, Handoff, JournalEntry
from tests.conftest import asking
from tests.factories.incidents import due, quarrel

MINUTE = timedelta(minutes=1)


@pytest.fixture
def sent(db, at):
    """An incident handed from the control room to the IMU."""
    incident = quarrel(at)
    number = hand_over(
        incident=incident.pk, to_desk=Desk.IMU, reason="Resolve by telephone.", by=asking(Role.DISPATCHER), at=at
    )
    return incident, number


def test_until_it_is_acknowledged_the_incident_stays_with_the_sender(sent, at):
    incident, _ = sent
    incident.refresh_from_db()
    assert incident.desk == "control_room"
    assert due(incident)["acknowledge_handoff"] == at + 15 * MINUTE
    assert Duty.objects.get(kind="acknowledge_handoff").desk == "imu"


def test_acknowledged_it_is_with_the_receiving_desk_with_its_clocks_and_thrive_is_due(sent, at):
    incident, number = sent
    make_appointment(
        incident=incident.pk, from_at=at + 60 * MINUTE, until_at=at + 90 * MINUTE, by=asking(Role.DISPATCHER), at=at
    )
    by = asking(Role.IMU_ASSESSOR)
    acknowledge_handoff(handoff=number, by=by, at=at + 10 * MINUTE)
    incident.refresh_from_db()
    assert incident.desk == "imu"
    open_now = due(incident)
    assert "acknowledge_handoff" not in open_now
    assert open_now["reassess"] == at + 25 * MINUTE
    held = dict(Duty.objects.filter(journey_id=incident.journey_id, state="open").values_list("kind", "desk"))
    assert {held[kind] for kind in ("reassess", "supervise", "keep_appointment")} == {"imu"}
    assert Handoff.objects.get(pk=number).acknowledged_by_id == by.id


def test_only_the_receiving_desk_acknowledges_and_only_once(sent, at):
    _, number = sent
    with pytest.raises(NotPermitted):
        acknowledge_handoff(handoff=number, by=asking(Role.DISPATCHER), at=at)
    by = asking(Role.IMU_ASSESSOR)
    acknowledge_handoff(handoff=number, by=by, at=at)
    with pytest.raises(NotAllowed):
        acknowledge_handoff(handoff=number, by=by, at=at)


def test_nobody_hands_over_twice_or_without_a_reason(sent, at):
    incident, _ = sent
    by = asking(Role.DISPATCHER)
    with pytest.raises(NotAllowed) as refused:
        hand_over(incident=incident.pk, to_desk=Desk.VULNERABILITY, reason="", by=by, at=at)
    assert {one.code for one in refused.value.reasons} == {"handoff.reason-missing", "handoff.on-its-way"}


def test_what_nobody_acknowledges_in_time_goes_to_a_supervisor_once(sent, at, system):
    incident, number = sent
    assert escalate_handoffs(by=system, at=at + 15 * MINUTE) == 0
    assert escalate_handoffs(by=system, at=at + 16 * MINUTE) == 1
    assert escalate_handoffs(by=system, at=at + 17 * MINUTE) == 0
    assert Handoff.objects.get(pk=number).state == "escalated"
    assert {"acknowledge_handoff", "see_handoff_taken"} <= set(due(incident))
    assert JournalEntry.objects.filter(journey_row=incident.journey_id, kind="handoff_escalated").count() == 1
    acknowledge_handoff(handoff=number, by=asking(Role.IMU_ASSESSOR), at=at + 20 * MINUTE)
    assert not {"acknowledge_handoff", "see_handoff_taken"} & set(due(incident))


def test_a_closed_incident_is_handed_to_nobody(db, at):
    incident = quarrel(at)
    by = asking(Role.DISPATCHER)
    close_incident(incident=incident.pk, category="civil-dispute", rationale="Settled.", by=by, at=at)
    with pytest.raises(NotAllowed):
        hand_over(incident=incident.pk, to_desk=Desk.IMU, reason="x", by=by, at=at)
