"""Lines of the log, hand-offs between desks, appointments: what each needs and makes due."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.incidents import appointments, handoffs
from constabulary.policing.incidents.links import LinkKind
from constabulary.policing.incidents.log import (
    ADVICE_MISSING,
    NOT_A_CALL_SIGN,
    UNIT_MISSING,
    WORDS_MISSING,
    LogKind,
    find_reasons_against_line,
    find_reasons_against_unit,
    read_call_sign,
)
from constabulary.policing.incidents.triggers import Trigger
from constabulary.standards.rulebook import on
from tests.policing.incidents.test_clocks import facts

AT = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
RULES = on(AT)


@pytest.mark.parametrize(
    ("kind", "words", "advice", "reasons"),
    [
        (LogKind.NOTE, " ", (), (WORDS_MISSING,)),
        (LogKind.NOTE, "Rang back.", (), ()),
        (LogKind.ADVICE, "", ("scene",), ()),
        (LogKind.ADVICE, "Told her.", (), (ADVICE_MISSING,)),
        (LogKind.ADVICE, "", ("nonsense",), (ADVICE_MISSING,)),
        (LogKind.HISTORY_CHECK, "", (), ()),
    ],
    ids=["empty note", "note", "advice named", "advice not named", "advice unknown", "history check"],
)
def test_a_line_says_something(kind, words, advice, reasons):
    assert find_reasons_against_line(kind, words=words, advice=advice) == reasons


@pytest.mark.source("domain/01 2.3")
def test_which_lines_call_for_thrive():
    calling = {kind: kind.trigger for kind in LogKind if kind.trigger}
    assert calling == {
        LogKind.NEW_INFORMATION: Trigger.NEW_INFORMATION,
        LogKind.NEW_CALL: Trigger.NEW_CALL,
        LogKind.NOT_CONTACTABLE: Trigger.NOT_CONTACTABLE,
        LogKind.SHIFT_HANDOVER: Trigger.SHIFT_HANDOVER,
    }
    assert LogKind.NOTE.label == "Note"
    assert {one.label for one in LinkKind}


@pytest.mark.parametrize(
    ("to_desk", "reason", "one_is_open", "reasons"),
    [
        (Desk.IMU, "For telephone resolution.", False, ()),
        (Desk.IMU, " ", False, (handoffs.REASON_MISSING,)),
        (Desk.CONTROL_ROOM, "x", False, (handoffs.SAME_DESK,)),
        (Desk.PLANNING, "x", False, (handoffs.NOT_A_DESK_FOR_INCIDENTS,)),
        (Desk.IMU, "x", True, (handoffs.ON_ITS_WAY,)),
    ],
    ids=["fine", "no reason", "same desk", "not a desk for incidents", "one is on its way"],
)
def test_a_handoff_says_why_and_goes_to_one_desk_at_a_time(to_desk, reason, one_is_open, reasons):
    found = handoffs.find_reasons_against_handoff(
        from_desk=Desk.CONTROL_ROOM, to_desk=to_desk, reason=reason, one_is_open=one_is_open
    )
    assert found == reasons


def test_a_handoff_is_acknowledged_in_a_quarter_of_an_hour_or_goes_to_a_supervisor():
    due = handoffs.find_duty_of_handoff(RULES, to_desk=Desk.IMU, risk=2, at=AT)
    assert (due.kind, due.desk, due.due_at) == (DutyKind.ACKNOWLEDGE_HANDOFF, Desk.IMU, AT + timedelta(minutes=15))
    for sender, supervisors in ((Desk.CONTROL_ROOM, Desk.CONTROL_ROOM), (Desk.IMU, Desk.SUPERVISION)):
        due = handoffs.find_duty_of_escalation(RULES, from_desk=sender, risk=2, at=AT)
        assert (due.kind, due.desk) == (DutyKind.SEE_HANDOFF_TAKEN, supervisors)


def test_an_appointment_lies_ahead_and_ends_after_it_begins():
    hour = timedelta(hours=1)
    check = appointments.find_reasons_against_appointment
    assert check(AT + hour, AT + 2 * hour, at=AT) == ()
    assert check(AT + hour, AT + hour, at=AT) == (appointments.ENDS_BEFORE_IT_BEGINS,)
    assert check(AT - 2 * hour, AT - hour, at=AT) == (appointments.IN_THE_PAST,)
    due = appointments.find_duty_of_appointment(facts("G3"), RULES, until_at=AT + hour)
    assert (due.kind, due.due_at) == (DutyKind.KEEP_APPOINTMENT, AT + hour)


@pytest.mark.parametrize(
    ("typed", "kept", "reasons"),
    [
        (" kd21 ", "KD21", ()),
        ("kd 21", "KD21", ()),
        ("7", "7", (NOT_A_CALL_SIGN,)),
        ("77", "77", ()),
        ("ABCDEFGH12", "ABCDEFGH12", ()),
        ("ABCDEFGH123", "ABCDEFGH123", (NOT_A_CALL_SIGN,)),
        ("KILO", "KILO", (NOT_A_CALL_SIGN,)),
        ("KD-21", "KD-21", (NOT_A_CALL_SIGN,)),
        ("nonsense unit", "NONSENSEUNIT", (NOT_A_CALL_SIGN,)),
        ("  ", "", (UNIT_MISSING,)),
    ],
    ids=[
        "lower case", "with a space", "one character", "digits alone", "ten", "eleven", "no digit", "a dash", "words",
        "nothing",
    ],
)  # fmt: skip
def test_only_what_looks_like_a_call_sign_stands_for_a_unit(typed, kept, reasons):
    assert read_call_sign(typed) == kept
    assert find_reasons_against_unit(kept) == reasons
