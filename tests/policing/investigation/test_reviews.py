"""Reviews: which count and which do not, and when the next is due."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.desks import Authority, Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.duties import (
    CrimeAtWork,
    decide_evidence_led_due,
    resumed_inspection_due,
    review_due,
)
from constabulary.policing.investigation.reviews import (
    DirectionGiven,
    Examined,
    Occasion,
    ReviewDetails,
    ReviewLevel,
    find_reasons_against_review,
    says_something,
)
from constabulary.standards.rulebook import on

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
WHOLE = ReviewDetails(
    level=ReviewLevel.SUPERVISOR,
    occasion=Occasion.INTERVAL,
    examined=(Examined.PLAN, Examined.SUSPECTS),
    findings="The suspect has not been interviewed for nine days.",
    directions=(DirectionGiven(words="Arrange the interview.", due_at=AT + timedelta(days=2)),),
)
QUIET = replace(WHOLE, directions=())


@pytest.mark.source("PEEL 2018/19, Kent: supervisors accept rather than challenge")
@pytest.mark.parametrize(
    ("review", "refused"),
    [
        pytest.param(WHOLE, set(), id="examined, found, directed"),
        pytest.param(replace(WHOLE, examined=()), {"examined-missing"}, id="nothing examined"),
        pytest.param(replace(WHOLE, findings="Noted."), {"findings-missing"}, id="noted"),
        pytest.param(replace(WHOLE, findings="Reviewed, agree with plan."), {"findings-missing"}, id="agree with plan"),
        pytest.param(replace(WHOLE, findings=""), {"findings-missing"}, id="nothing written"),
        pytest.param(QUIET, {"no-direction"}, id="no direction, challenge or reason"),
        pytest.param(replace(QUIET, challenge="Noted"), {"no-direction"}, id="a challenge that says nothing"),
        pytest.param(replace(QUIET, challenge="Why has nobody been to see her?"), set(), id="a challenge"),
        pytest.param(
            replace(QUIET, no_direction_because="Nothing to add."), {"empty-reason"}, id="a reason that says nothing"
        ),
        pytest.param(
            replace(QUIET, no_direction_because="Both lines end on Thursday and he is on bail until then."), set(),
            id="a reasoned no-direction",
        ),
        pytest.param(
            replace(WHOLE, directions=(DirectionGiven(words="Now.", due_at=AT),)), {"direction-in-past"},
            id="a direction due already",
        ),
    ],
)  # fmt: skip
def test_which_reviews_count(review, refused):
    found = find_reasons_against_review(review, at=AT)
    assert {one.code.removeprefix("review.") for one in found} == refused


@pytest.mark.parametrize("words", ["ok", "NOTED", "Reviewed. No further action.", "Happy with this.", "N/A", "- -", ""])
def test_formulas_say_nothing(words):
    assert not says_something(words)


@pytest.mark.parametrize(
    ("number", "day"), [(1, "2026-11-09"), (2, "2026-11-16"), (3, "2026-11-30"), (4, "2026-12-28")]
)
def test_supervisor_reviews_are_due_at_7_14_28_days_then_every_28(number, day):
    crime = CrimeAtWork(started_at=AT, high_harm=True, domestic_abuse=False, stalking=False, has_victim=True)
    due = review_due(ReviewLevel.SUPERVISOR, number, crime, on(AT))
    assert due.due_at.astimezone(UTC).date().isoformat() == day
    assert due.risk == 2


def test_an_inspector_reviews_after_three_months_then_every_three():
    crime = CrimeAtWork(started_at=AT, high_harm=False, domestic_abuse=False, stalking=False, has_victim=True)
    days = [review_due(ReviewLevel.INSPECTOR, number, crime, on(AT)).due_at.date().isoformat() for number in (1, 2)]
    assert days == ["2027-02-02", "2027-05-02"]
    assert crime.risk == 0


def test_the_evidence_led_decision_waits_on_the_desk_that_may_take_it():
    crime = CrimeAtWork(started_at=AT, high_harm=False, domestic_abuse=True, stalking=False, has_victim=True)
    rulebook = on(AT)
    assert decide_evidence_led_due(Authority.INSPECTOR, crime, rulebook, at=AT).desk is Desk.INSPECTORS
    assert decide_evidence_led_due(Authority.SUPERVISOR, crime, rulebook, at=AT).desk is Desk.SUPERVISION


def test_everything_a_reviewer_chooses_from_has_words():
    assert all(one.label for one in (*Examined, *Occasion))


@pytest.mark.parametrize(
    ("done", "last_after", "reopened_after", "due_after"),
    [
        pytest.param(0, None, 20, "2027-02-02", id="its day is still to come"),
        pytest.param(0, None, 200, 202, id="its day passed while the case was ended"),
        pytest.param(1, 80, 100, "2027-05-02", id="done early: the one after it"),
        pytest.param(1, 100, 120, "2027-05-02", id="done late: not once more"),
        pytest.param(1, 200, 205, "2027-08-02", id="done after the second was due"),
        pytest.param(1, 80, 300, 302, id="the next passed while the case was ended"),
    ],
)
def test_an_inspector_looks_at_a_case_that_is_open_again_on_its_day_or_soon(
    done, last_after, reopened_after, due_after
):
    crime = CrimeAtWork(started_at=AT, high_harm=False, domestic_abuse=False, stalking=False, has_victim=True)
    last_at = AT + timedelta(days=last_after) if last_after is not None else None
    due = resumed_inspection_due(crime, on(AT), done=done, last_at=last_at, at=AT + timedelta(days=reopened_after))
    expected = due_after if isinstance(due_after, str) else (AT + timedelta(days=due_after)).date().isoformat()
    assert (due.kind, due.due_at.date().isoformat()) == (DutyKind.INSPECT_INVESTIGATION, expected)
