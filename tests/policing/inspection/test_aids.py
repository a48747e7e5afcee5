"""Decision aids: off until accepted for a time, and told of by group only where enough were judged."""

from datetime import UTC, date, datetime, timedelta

import pytest

from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.inspection.aids import (
    AID_CARDS,
    NOT_ON,
    UNTIL_PAST,
    UNTIL_TOO_LATE,
    WHY_MISSING,
    Aid,
    Counted,
    accept_again_due,
    errors_by_group,
    find_reasons_against_accepting,
    find_reasons_against_switching_off,
    is_on,
)
from constabulary.standards.rulebook import on
from constabulary.standards.self_inspection import _aids

TODAY = date(2026, 11, 2)
LONGEST = timedelta(days=366)


@pytest.mark.parametrize(
    ("reason", "until_on", "reasons"),
    [
        ("It errs alike.", TODAY, ()),
        ("It errs alike.", TODAY + LONGEST, ()),
        (" ", TODAY, (WHY_MISSING,)),
        ("Why.", TODAY - timedelta(days=1), (UNTIL_PAST,)),
        ("Why.", TODAY + LONGEST + timedelta(days=1), (UNTIL_TOO_LATE,)),
    ],
    ids=["for today", "for as long as may be", "without why", "until yesterday", "a day too long"],
)
def test_an_aid_is_accepted_with_a_reason_and_for_a_year_at_most(reason, until_on, reasons):
    found = find_reasons_against_accepting(reason=reason, until_on=until_on, today=TODAY, longest=LONGEST)
    assert found == reasons


@pytest.mark.parametrize(
    ("reason", "stands", "reasons"),
    [("It misses children.", True, ()), ("", True, (WHY_MISSING,)), ("Why.", False, (NOT_ON,))],
)
def test_an_aid_is_switched_off_with_a_reason(reason, stands, reasons):
    assert find_reasons_against_switching_off(reason=reason, is_on=stands) == reasons


@pytest.mark.parametrize(
    ("until_on", "on_today"),
    [(None, False), (TODAY, True), (TODAY - timedelta(days=1), False), (TODAY + timedelta(days=9), True)],
    ids=["nobody accepted it", "the last day", "the day after", "before it ends"],
)
def test_an_aid_is_on_until_the_end_of_its_last_day(until_on, on_today):
    assert is_on(until_on, TODAY) is on_today


def test_the_error_of_a_group_is_told_only_where_enough_were_judged_and_everybody_comes_first():
    counted = [
        Counted(by="sex", name="female", of=19, errors={"": 10, "rejected": 9}),
        Counted(by="all", name="", of=40, errors={"": 30, "rejected": 8, "changed": 2}),
    ]
    found = errors_by_group(counted, AID_CARDS[Aid.ALLOCATION].errors, least=20)
    assert [(one.by, one.error, one.rate.numerator, one.rate.denominator, one.too_few) for one in found] == [
        ("all", "rejected", 8, 40, False), ("all", "changed", 2, 40, False),
        ("sex", "rejected", 9, 19, True), ("sex", "changed", 0, 19, True),
    ]  # fmt: skip


def test_every_aid_says_what_it_is_judged_by_and_what_stays_on():
    assert set(AID_CARDS) == set(Aid)
    for card in AID_CARDS.values():
        assert all((card.title, card.proposes, card.against, card.errors, card.off, card.stays))


def test_it_is_looked_at_again_four_weeks_before_it_ends():
    due = accept_again_due(on(datetime(2026, 11, 2, tzinfo=UTC)), until_on=date(2027, 3, 1))
    assert (due.kind, due.due_at) == (DutyKind.ACCEPT_AID_AGAIN, datetime(2027, 2, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    "wrong", [{"least": 0}, {"remind_days": 366}, {"remind_days": -1}], ids=["nobody", "at once", "afterwards"]
)
def test_a_standard_that_never_looks_again_is_refused(wrong):
    with pytest.raises(ValueError, match="looked at again"):
        _aids({"least": 20, "longest_days": 366, "remind_days": 28, **wrong})
