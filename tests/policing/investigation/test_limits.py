"""The time limit of a summary offence ahead of its end: the days left, when it is near, what is due, when it is met."""

from datetime import date, datetime, timedelta

import pytest

from constabulary.policing.clocks import end_of, months_after, start_of
from constabulary.policing.investigation.clocks import OffenceFacts
from constabulary.policing.investigation.limits import are_proceedings_begun, begin_proceedings_due, find_limit
from constabulary.policing.investigation.suspects import SuspectStatus as S
from constabulary.policing.outcomes.prevented import COMMON_ASSAULT, limit_on
from constabulary.standards.calendar import LONDON
from constabulary.standards.rulebook import on
from tests.factories.outcomes import crime, matter, offence

MINUTE = timedelta(minutes=1)
#: A Tuesday; six months later is a Monday, and 20 working days before it, a bank holiday between, a Friday.
HAPPENED = date(2026, 11, 10)
LAST, WARN = date(2027, 5, 10), date(2027, 4, 9)
SUMMARY = OffenceFacts(happened_on=HAPPENED, summary_only=True)
NEAR, PASSED = (True, False), (False, True)
FAR = (False, False)


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)


@pytest.mark.source("MCA 1980 s127; our default")
@pytest.mark.parametrize(
    ("at", "standing", "left"),
    [
        pytest.param(at_noon(HAPPENED), FAR, 123, id="the day it happened"),
        pytest.param(start_of(WARN) - MINUTE, FAR, 21, id="a minute before it is near"),
        pytest.param(start_of(WARN) + MINUTE, NEAR, 20, id="a minute into the day on which it is near"),
        pytest.param(at_noon(LAST - timedelta(days=3)), NEAR, 1, id="the Friday before"),
        pytest.param(end_of(LAST) - MINUTE, NEAR, 0, id="a minute before it passes"),
        pytest.param(end_of(LAST) + MINUTE, PASSED, 0, id="a minute after it has passed"),
    ],
)
def test_how_many_working_days_are_left_and_whether_it_is_near(at, standing, left):
    found = find_limit(SUMMARY, on(at), at=at)
    assert (found.last_on, found.warn_on) == (LAST, WARN)
    assert ((found.is_near, found.has_passed), found.working_days_left) == (standing, left)


@pytest.mark.parametrize(
    ("at", "due"),
    [
        pytest.param(at_noon(HAPPENED), end_of(WARN), id="from the beginning: some working days ahead"),
        pytest.param(end_of(WARN) - MINUTE, end_of(WARN), id="a minute before that day ends"),
        pytest.param(end_of(WARN) + MINUTE, end_of(LAST), id="a minute after: by the limit itself"),
        pytest.param(end_of(LAST) - MINUTE, end_of(LAST), id="a minute before it passes"),
        pytest.param(end_of(LAST) + MINUTE, None, id="a minute after: nothing can be begun"),
    ],
)
def test_what_is_due_before_it_passes(at, due):
    found = begin_proceedings_due(SUMMARY, on(at), at=at, risk=2)
    if due is None:
        assert found is None
        return
    assert (found.kind.value, found.due_at, found.outer_due_at, found.risk) == (
        "begin_proceedings", due, end_of(LAST), 2,
    )  # fmt: skip


def test_an_offence_that_a_higher_court_can_try_has_no_limit():
    at = at_noon(HAPPENED)
    other = OffenceFacts(happened_on=HAPPENED, summary_only=False)
    assert find_limit(other, on(at), at=at) is None
    assert begin_proceedings_due(other, on(at), at=at, risk=0) is None


@pytest.mark.source("CJA 1988 s39A")
@pytest.mark.parametrize("months", [0, 3, 30], ids=["told at once", "told later", "told too late"])
@pytest.mark.parametrize("abuse", [True, False], ids=["domestic abuse", "no domestic abuse"])
def test_the_day_shown_ahead_is_the_day_that_the_outcome_is_checked_against(months, abuse):
    told = at_noon(HAPPENED) + timedelta(days=30 * months)
    shown = OffenceFacts(happened_on=HAPPENED, summary_only=True, domestic_common_assault=abuse, told_on=told.date())
    of_assault = crime(
        offence=offence(COMMON_ASSAULT), occurred_from=at_noon(HAPPENED), reported_at=told, domestic_abuse=abuse
    )
    facts = matter("17", crime=of_assault)
    found = find_limit(shown, on(told), at=told)
    # What is closed waits for the later of two readings, what is due does not.
    assert (found.may_run_to or found.last_on) == limit_on(facts)
    assert found.last_on <= limit_on(facts)


def test_past_the_months_from_the_report_it_hangs_on_the_account_and_stays_due():
    facts = OffenceFacts(happened_on=HAPPENED, summary_only=True, domestic_common_assault=True, told_on=HAPPENED)
    first = months_after(HAPPENED, 6)
    rules, late = on(at_noon(HAPPENED)), end_of(first) + timedelta(minutes=1)
    before, after = (find_limit(facts, rules, at=one) for one in (end_of(first), late))
    assert (before.hangs_on_account, after.hangs_on_account, after.has_passed) == (False, True, False)
    assert (after.working_days_left, after.is_near, after.may_run_to) == (0, True, months_after(HAPPENED, 24))
    due = begin_proceedings_due(facts, rules, at=late, risk=1)
    assert (due.due_at, due.outer_due_at) == (end_of(first), end_of(months_after(HAPPENED, 24)))
    over = end_of(months_after(HAPPENED, 24)) + timedelta(minutes=1)
    assert begin_proceedings_due(facts, rules, at=over, risk=1) is None
    assert not find_limit(facts, rules, at=over).hangs_on_account


@pytest.mark.parametrize(
    ("statuses", "begun"),
    [
        ((), False),
        ((S.NAMED_NOT_ARRESTED,), False),
        ((S.CHARGED,), True),
        ((S.POSTAL_REQUISITION_ISSUED, S.ELIMINATED), True),
        ((S.CHARGED_BAIL, S.UNDER_INVESTIGATION), False),
        ((S.NO_FURTHER_ACTION, S.DECEASED), False),
    ],
    ids=["nobody", "named", "charged", "summoned, the other out of it", "one of two", "nobody is left"],
)
def test_when_proceedings_have_begun(statuses, begun):
    assert are_proceedings_begun(statuses) is begun
