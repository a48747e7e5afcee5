"""The clocks of an incident: when somebody is to be there, when THRIVE is due, when a supervisor looks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import title_of_duty
from constabulary.policing.incidents.duties import (
    IncidentFacts,
    attend_due_at,
    find_duties_of_acceptance,
    find_duties_of_grade,
    find_duties_of_report,
    find_reassessment,
    find_reassessment_after,
    find_supervision,
    risk_of,
)
from constabulary.standards.overlay import read_overlay
from constabulary.standards.response import FINISH_THRIVE, RESPONSE_GRADES, ClockStart
from constabulary.standards.rulebook import Moments, on
from constabulary.standards.rulebook import at as rules_at

CALL = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
OPENED = CALL + timedelta(minutes=4)
RULES = on(CALL)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def facts(grade: str = "G3", **changes) -> IncidentFacts:
    made = IncidentFacts(
        reported_at=CALL, opened_at=OPENED, graded_at=OPENED, assessed_at=OPENED, grade=grade, desk=Desk.CONTROL_ROOM,
        crime_reported=False, domestic_abuse=False, stalking=False, vulnerable=False, rural=False,
    )  # fmt: skip
    return replace(made, **changes)


@pytest.mark.source("KENT-VWS; domain/01 2.3")
@pytest.mark.parametrize(
    ("given", "after"),
    [
        (facts("G1"), 15),
        (facts("G2"), 60),
        (facts("G3"), 210),
        (facts("G4"), 210),
        (facts("G5"), 210),
        (facts("G2", vulnerable=True), 30),
        (facts("G3", domestic_abuse=True), 105),
        (facts("G3", stalking=True), 105),
        (facts("G3", domestic_abuse=True, state="deployed"), 210),
        (facts("G1", state="attended"), 210),
        (facts("G3", vulnerable=True, state="attended"), 210),
    ],
    ids=[
        "immediate", "priority", "scheduled", "telephone", "record only", "vulnerable halves it",
        "domestic abuse halves it", "stalking halves it", "deployed to: whole again",
        "attended: the ceiling", "attended and vulnerable: the ceiling",
    ],
)  # fmt: skip
def test_thrive_is_due_again_by_the_grades_interval_and_never_later_than_the_ceiling(given, after):
    due = find_reassessment(given, RULES)
    assert due.kind is DutyKind.REASSESS
    assert due.due_at == OPENED + minutes(after)


def test_thrive_counts_from_the_latest_thrive_and_the_arrival_does_not_move_with_it():
    later = facts("G2", assessed_at=OPENED + minutes(40))
    assert find_reassessment(later, RULES).due_at == OPENED + minutes(75), "fifteen minutes after the target passes"
    attendance = find_duties_of_grade(later, RULES)[0]
    assert (attendance.kind, attendance.due_at) == (DutyKind.ATTEND, OPENED + minutes(60))


@pytest.mark.parametrize(
    ("given", "after"),
    [
        (facts("G2", assessed_at=OPENED + minutes(30)), 75),
        (facts("G2", assessed_at=OPENED + minutes(60)), 120),
        (facts("G2", assessed_at=OPENED + minutes(30), state="attended"), 240),
        (facts("G4", assessed_at=OPENED + minutes(1380)), 1590),
    ],
    ids=["asked before it passes", "asked when it has passed", "attended", "no deployment, no target"],
)
def test_the_time_to_be_there_passing_calls_for_thrive(given, after):
    assert find_reassessment(given, RULES).due_at == OPENED + minutes(after)


def test_a_change_makes_thrive_due_in_minutes_but_never_later_than_it_was():
    at = OPENED + minutes(30)
    after = find_reassessment_after(facts("G3"), RULES, at=at)
    assert (after.due_at, after.rule) == (at + minutes(15), "thrive.after_change")
    soon = find_reassessment_after(facts("G1"), RULES, at=OPENED + minutes(10))
    assert soon.due_at == OPENED + minutes(15)


@pytest.mark.parametrize(
    ("given", "supervised", "after"),
    [
        (facts("G1"), None, 5),
        (facts("G2"), None, 60),
        (facts("G3"), None, 210),
        (facts("G4"), None, 210),
        (facts("G1", state="deployed"), None, 210),
        (facts("G1"), 20, 25),
        (facts("G4"), 200, 410),
        (facts("G1", graded_at=OPENED + minutes(100)), None, 105),
        (facts("G3", graded_at=OPENED + minutes(100)), None, 210),
    ],
    ids=[
        "nobody sent to an immediate one",
        "nobody sent to a priority one",
        "open for the ceiling",
        "telephone: open for the ceiling",
        "somebody is coming: open for the ceiling",
        "looked at, still nobody sent",
        "looked at, still open",
        "raised to immediate later",
        "graded again: opening still drives it",
    ],
)
@pytest.mark.source("domain/00 re-THRIVE age; domain/01 2.3")
def test_opening_and_want_of_a_unit_drive_the_supervisors_look(given, supervised, after):
    looked = OPENED + minutes(supervised) if supervised is not None else None
    assert find_supervision(given, RULES, supervised_at=looked).due_at == OPENED + minutes(after)


@pytest.mark.parametrize(
    ("given", "due"),
    [
        (facts("G1"), CALL + minutes(15)),
        (facts("G1", rural=True), CALL + minutes(20)),
        (facts("G2"), OPENED + minutes(60)),
        (facts("G1", graded_at=OPENED + minutes(90)), OPENED + minutes(105)),
    ],
    ids=["from the call", "rural", "from the grade", "raised later: from the new grade, not from the call"],
)
@pytest.mark.source("WP-26")
def test_when_somebody_is_to_be_there(given, due):
    assert attend_due_at(given, RULES[RESPONSE_GRADES].value.named(given.grade)) == due


def test_a_force_whose_clock_starts_with_dispatch_counts_from_the_grade_until_then():
    grade = replace(RULES[RESPONSE_GRADES].value.named("G1"), clock_start=ClockStart.DISPATCHED)
    assert attend_due_at(facts("G1"), grade) == OPENED + minutes(15)
    assert attend_due_at(facts("G1", dispatched_at=OPENED + minutes(6)), grade) == OPENED + minutes(21)


def test_a_grade_opens_attendance_or_a_call_back_thrive_and_supervision():
    assert [one.kind for one in find_duties_of_grade(facts("G2"), RULES)] == [
        DutyKind.ATTEND, DutyKind.REASSESS, DutyKind.SUPERVISE,
    ]  # fmt: skip
    called_back = find_duties_of_grade(facts("G4"), RULES)[0]
    assert (called_back.kind, called_back.desk) == (DutyKind.CALL_BACK, Desk.IMU)
    assert [one.kind for one in find_duties_of_grade(facts("G2", state="attended"), RULES)] == [
        DutyKind.REASSESS, DutyKind.SUPERVISE,
    ]  # fmt: skip


def test_a_grade_below_the_floor_is_decided_as_soon_as_the_grade_it_is_worked_at_would_alert_a_supervisor():
    (due,) = find_duties_of_acceptance(facts("G1"), RULES, at=OPENED)
    assert (due.kind, due.due_at) == (DutyKind.ACCEPT_BELOW_FLOOR, OPENED + minutes(5))


@pytest.mark.parametrize(
    ("given", "band"),
    [
        (facts("G4", domestic_abuse=True), 3),
        (facts("G4", stalking=True), 3),
        (facts("G4", vulnerable=True), 2),
        (facts("G1"), 1),
        (facts("G3"), 0),
    ],
    ids=["domestic abuse", "stalking", "vulnerable", "urgent grade", "routine"],
)
def test_the_risk_band_puts_safeguarding_first(given, band):
    assert risk_of(given) == band


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        (facts(), set()),
        (facts(crime_reported=True), {DutyKind.DECIDE_RECORDING}),
        (facts(domestic_abuse=True), {DutyKind.ASSESS_DOMESTIC_ABUSE, DutyKind.CONFIRM_SAFE_ROUTE}),
        (facts(stalking=True), {DutyKind.ASK_STALKING_QUESTIONS, DutyKind.CONFIRM_SAFE_ROUTE}),
    ],
    ids=["nothing", "crime", "domestic abuse", "stalking"],
)
def test_what_is_reported_opens_recording_and_safeguarding_side_by_side(given, kinds):
    assert {one.kind for one in find_duties_of_report(given, RULES)} == kinds


def test_a_force_may_shorten_the_ceiling_for_itself():
    overlay = read_overlay(
        """
        [[standard]]
        key = "thrive.review_ceiling"
        selected_by = "report"
        [[standard.edition]]
        valid_from = 2020-01-01
        edition = "Our force"
        confidence = "local"
        source = "Our own policy"
        value = { minutes = 90 }
        """
    )
    rules = rules_at(Moments(report=CALL, decision=CALL), overlay)
    assert find_reassessment(facts("G3"), rules).due_at == OPENED + minutes(90)


@pytest.mark.parametrize(
    "given", [{}, {"domestic_abuse": True}, {"state": "attended"}], ids=["open", "domestic abuse", "attended"]
)
def test_thrive_that_was_never_asked_is_to_be_finished_ten_minutes_after_opening(given):
    due = find_reassessment(facts("G1", thrive_asked=False, **given), RULES)
    assert (due.kind, due.due_at) == (DutyKind.REASSESS, OPENED + minutes(10))
    assert (due.rule, due.edition) == ("response.finish_thrive", RULES[FINISH_THRIVE].edition)
    assert title_of_duty(due.kind, due.rule) == "Finish THRIVE: opened before it was asked"
    usual = find_reassessment(facts("G1"), RULES)
    assert title_of_duty(usual.kind, usual.rule) == "Ask THRIVE again"


def test_thrive_that_was_never_asked_at_a_priority_grade_is_to_be_finished_twenty_minutes_after_opening():
    due = find_reassessment(facts("G2", thrive_asked=False), RULES)
    assert (due.rule, due.due_at) == ("response.finish_thrive_priority", OPENED + minutes(20))
    assert title_of_duty(due.kind, due.rule) == "Finish THRIVE: opened before it was asked"


def test_nothing_is_more_urgent_than_the_most_urgent_grade():
    grades = RULES[RESPONSE_GRADES].value
    assert grades.most_urgent.code == "G1"
    assert all(one.rank >= grades.most_urgent.rank for one in grades.grades)
