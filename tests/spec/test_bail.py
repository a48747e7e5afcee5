"""Pre-charge bail under both laws, and the reviews of a release without it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from constabulary.policing.clocks import end_of
from constabulary.policing.investigation.bail import (
    BailFacts,
    find_bail_alerts,
    find_bail_periods,
    find_last_looker,
    find_release_reviews,
    is_designated,
)
from constabulary.standards.custody import BAIL_ALERT_LOOKS
from constabulary.standards.dated import Confidence
from constabulary.standards.moments import Moments
from constabulary.standards.overlay import read_overlay
from constabulary.standards.rulebook import NO_OVERLAY, at
from tests.spec.examples import Example, ids_of

ARREST = datetime(2026, 3, 2, 12, tzinfo=UTC)


def periods(arrested_on: date, *, overlay=NO_OVERLAY, **facts):
    """The periods of bail after an arrest at noon of a day."""
    arrested = datetime(arrested_on.year, arrested_on.month, arrested_on.day, 12, tzinfo=UTC)
    rulebook = at(Moments(arrest=arrested, decision=date(2026, 11, 2)), overlay)
    return find_bail_periods(BailFacts(arrested_at=arrested, **facts), rulebook)


def facts_of(arrested_on: date) -> BailFacts:
    """What the bail of somebody arrested at noon of a day depends on."""
    return BailFacts(arrested_at=datetime(arrested_on.year, arrested_on.month, arrested_on.day, 12, tzinfo=UTC))


EXAMPLES = [
    Example(
        words="arrested on 1 October 2022, under the law of 2017",
        given={"arrested_on": date(2022, 10, 1)},
        expected=[
            ("inspector", date(2022, 10, 29)),
            ("superintendent", date(2023, 1, 1)),
            ("court", None),
        ],
        says="28 days by an inspector, three months by a superintendent, then the court.",
        source="GOV-BAIL; chambers' bulletin of April 2017",
    ),
    Example(
        words="arrested on 1 November 2022, under the law of 2022",
        given={"arrested_on": date(2022, 11, 1)},
        expected=[
            ("custody_officer", date(2023, 2, 1)),
            ("inspector", date(2023, 5, 1)),
            ("superintendent", date(2023, 8, 1)),
            ("court", None),
        ],
        says="Three months by a custody officer, six by an inspector, nine by a superintendent, then the court.",
        source="GOV-BAIL; PCSC Act 2022, Schedule 4",
    ),
    Example(
        words="arrested on 29 November 2026: a month without that day number",
        given={"arrested_on": date(2026, 11, 29)},
        expected=[
            ("custody_officer", date(2027, 2, 28)),
            ("inspector", date(2027, 5, 29)),
            ("superintendent", date(2027, 8, 29)),
            ("court", None),
        ],
        says="Three months beginning with 30 November end with February.",
        source="our reading of three months beginning with a day",
    ),
    Example(
        words="arrested on 28 February 2026: the period begins on 1 March",
        given={"arrested_on": date(2026, 2, 28)},
        expected=[
            ("custody_officer", date(2026, 5, 31)),
            ("inspector", date(2026, 8, 31)),
            ("superintendent", date(2026, 11, 30)),
            ("court", None),
        ],
        says="Three months beginning with 1 March end on 31 May.",
        source="our reading of three months beginning with a day",
    ),
    Example(
        words="exceptionally complex, arrested on 1 November 2022",
        given={"arrested_on": date(2022, 11, 1), "exceptionally_complex": True},
        expected=[
            ("custody_officer", date(2023, 2, 1)),
            ("inspector", date(2023, 5, 1)),
            ("superintendent", date(2023, 8, 1)),
            ("chief_officer", date(2023, 11, 1)),
            ("court", None),
        ],
        says="Twelve months before the court.",
        source="GOV-BAIL",
    ),
    Example(
        words="exceptionally complex under the law of 2017",
        given={"arrested_on": date(2022, 10, 1), "exceptionally_complex": True},
        expected=[
            ("inspector", date(2022, 10, 29)),
            ("superintendent", date(2023, 1, 1)),
            ("court", None),
        ],
        says="No longer period is in our data for it.",
        source="not read",
    ),
]


@pytest.mark.source("GOV-BAIL, LEG-PCSC")
@pytest.mark.parametrize("example", EXAMPLES, ids=ids_of(EXAMPLES))
def test_bail_lasts_until_and_is_extended_by(example):
    found = periods(**example.given)
    assert [(one.authority, one.ends_at) for one in found] == [
        (authority, end_of(day) if day else None) for authority, day in example.expected
    ]
    assert [one.next_authority for one in found] == [authority for authority, _ in example.expected[1:]] + [""]
    assert [one.number for one in found] == list(range(1, len(found) + 1))


def test_the_court_sets_its_own_end():
    court = periods(date(2026, 11, 2))[-1]
    assert (court.due_at, court.ends_at, court.outer_at) == (None, None, None)
    assert not court.is_over_at(datetime(2099, 1, 1, tzinfo=UTC))


@pytest.mark.source("PACE 1984 s47ZB(4); open wording: start of the bail period")
def test_the_start_of_the_period_is_open_and_every_reading_is_shown():
    first = periods(date(2026, 11, 2), released_on=date(2026, 11, 4))[0]
    assert first.due_at == end_of(date(2027, 2, 1)), "the day of arrest as day one: the duty is due at the earliest"
    assert first.ends_at == end_of(date(2027, 2, 2)), "the day after as day one: our ruling"
    assert first.outer_at == end_of(date(2027, 2, 3)), "release as day one: the outer limit"
    assert first.confidence is Confidence.UNCONFIRMED


def test_without_a_day_of_release_the_ruling_is_the_outer_limit():
    first = periods(date(2026, 11, 2))[0]
    assert first.outer_at == first.ends_at


@pytest.mark.source("PCSC Act 2022 s45(3); open wording: 28 October 2022 itself")
def test_on_28_october_2022_the_new_periods_apply_and_the_duty_falls_due_at_the_earlier_law():
    first, second, third, _ = periods(date(2022, 10, 28))
    assert (first.authority, first.ends_at) == ("custody_officer", end_of(date(2023, 1, 28)))
    assert first.due_at == end_of(date(2022, 11, 24)), "28 days with the arrest as day one, under the law before"
    assert second.due_at == end_of(date(2023, 1, 27)), "three months under the law before"
    assert third.due_at == end_of(date(2023, 7, 27)), "the law before has a court here, which sets its own end"
    day_before, day_after = periods(date(2022, 10, 27))[0], periods(date(2022, 10, 29))[0]
    assert (day_before.authority, day_before.ends_at) == ("inspector", end_of(date(2022, 11, 24)))
    assert (day_after.authority, day_after.due_at) == ("custody_officer", end_of(date(2023, 1, 28)))


SETTLED = """
[[standard]]
key = "bail.starts"
[[standard.edition]]
valid_from = 2022-01-01
edition = "Legal services 3"
source = "Advice of our legal services"
value = { days_after_arrest = 1 }
"""


def test_once_legal_services_have_settled_the_start_nothing_is_open():
    first = periods(date(2026, 11, 2), overlay=read_overlay(SETTLED), released_on=date(2026, 11, 4))[0]
    assert first.due_at == first.ends_at == first.outer_at == end_of(date(2027, 2, 2))


def test_bail_is_over_once_its_last_moment_has_passed():
    first = periods(date(2026, 11, 2))[0]
    assert not first.is_over_at(end_of(date(2027, 2, 2)))
    assert first.is_over_at(end_of(date(2027, 2, 2)) + timedelta(microseconds=1))


def test_four_warnings_come_before_bail_ends():
    rulebook = at(Moments(arrest=date(2026, 11, 2), decision=date(2026, 11, 2)))
    first, *_, court = periods(date(2026, 11, 2))
    days = [date(2027, 1, 4), date(2027, 1, 18), date(2027, 1, 25), date(2027, 1, 30)]
    found = find_bail_alerts(first.due_at, facts_of(date(2026, 11, 2)), rulebook)
    assert [one.due_at for one in found] == [end_of(day) for day in days]
    assert [one.authority.value for one in found] == ["investigator", "investigator", "supervisor", "inspector"]
    assert court.due_at is None


@pytest.mark.parametrize(
    ("days", "who"),
    [
        pytest.param((8, 7), ["investigator", "supervisor"], id="a week before a supervisor looks"),
        pytest.param((3, 2), ["supervisor", "inspector"], id="two days before an inspector looks"),
        pytest.param((0,), ["inspector"], id="on the last day"),
        pytest.param((5, 5), ["supervisor"], id="a day named twice is one look"),
    ],
)
def test_who_looks_follows_from_how_soon_bail_ends(days, who):
    own = f"""
[[standard]]
key = "bail.alerts"
[[standard.edition]]
valid_from = 2022-01-01
edition = "Ours 1"
source = "Order 1"
value = {{ days = {list(days)} }}
"""
    rulebook = at(Moments(arrest=date(2026, 11, 2), decision=date(2026, 11, 2)), overlay=read_overlay(own))
    found = find_bail_alerts(end_of(date(2027, 2, 1)), facts_of(date(2026, 11, 2)), rulebook)
    assert [one.authority.value for one in found] == who


@pytest.mark.parametrize(("supervisor", "inspector"), [(2, 7), (7, -1)])
def test_an_inspector_looks_last(supervisor, inspector):
    with pytest.raises(ValueError, match="an inspector looks last"):
        BAIL_ALERT_LOOKS.parse(
            {"supervisor_days": supervisor, "inspector_days": inspector, "before_court": "superintendent"}
        )


@pytest.mark.source(
    "The table of pre-charge bail: who decides first, next and then; an inspector at least is our default"
)
@pytest.mark.parametrize(
    ("arrested", "ends", "complex_case", "who"),
    [
        pytest.param(
            date(2021, 3, 1), date(2021, 3, 28), False, "superintendent", id="2017: an inspector gave 28 days"
        ),
        pytest.param(date(2021, 3, 1), date(2021, 5, 20), False, "superintendent", id="2017: a court is next"),
        pytest.param(date(2021, 3, 1), date(2021, 9, 1), False, "superintendent", id="2017: a court gave it"),
        pytest.param(
            date(2026, 11, 2), date(2027, 1, 20), False, "inspector", id="2022: inside the first three months"
        ),
        pytest.param(date(2026, 11, 2), date(2027, 4, 20), False, "superintendent", id="2022: an inspector gave six"),
        pytest.param(date(2026, 11, 2), date(2027, 7, 20), False, "superintendent", id="2022: a court is next"),
        pytest.param(date(2026, 11, 2), date(2028, 7, 20), False, "superintendent", id="2022: a court gave it"),
        pytest.param(date(2026, 11, 2), date(2027, 7, 20), True, "chief_officer", id="2022: a chief officer is next"),
        pytest.param(
            date(2026, 11, 2), date(2027, 10, 20), True, "superintendent", id="2022: after a chief officer a court"
        ),
    ],
)
def test_who_looks_last_is_the_rank_that_decides_next(arrested, ends, complex_case, who):
    rulebook = at(Moments(arrest=arrested, decision=arrested))
    facts = replace(facts_of(arrested), exceptionally_complex=complex_case)
    assert find_last_looker(end_of(ends), facts, rulebook).value == who
    assert find_bail_alerts(end_of(ends), facts, rulebook)[-1].authority.value == who


def test_until_the_very_end_of_a_period_it_is_that_period_that_is_looked_at():
    """An inspector decides after the first three months, a superintendent after six."""
    rulebook, facts = at(Moments(arrest=date(2026, 11, 2), decision=date(2026, 11, 2))), facts_of(date(2026, 11, 2))
    ends = find_bail_periods(facts, rulebook)[0].outer_at
    assert find_last_looker(ends, facts, rulebook).value == "inspector"
    assert find_last_looker(ends + timedelta(seconds=1), facts, rulebook).value == "superintendent"


def test_a_release_under_investigation_is_reviewed_by_our_own_clock():
    rulebook = at(Moments(arrest=date(2026, 11, 2)))
    found = find_release_reviews(datetime(2026, 11, 3, 9, tzinfo=UTC), rulebook)
    assert [(one.authority, one.due_at) for one in found] == [
        ("supervisor", end_of(date(2026, 12, 1))),
        ("inspector", end_of(date(2027, 2, 3))),
        ("superintendent", end_of(date(2027, 5, 3))),
        ("superintendent", end_of(date(2027, 8, 3))),
    ]
    assert {one.edition for one in found} == {"Released under investigation 1"}
    assert [one.number for one in found] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("designated", "arrested_at", "stands"),
    [
        ([], ARREST, False),
        ([ARREST - timedelta(minutes=1)], ARREST, False),
        ([ARREST], ARREST, True),
        ([ARREST - timedelta(days=90), ARREST + timedelta(days=1)], ARREST, True),
        ([ARREST], None, True),
    ],
    ids=["never", "before a new arrest", "with it", "anew", "no arrest is noted"],
)
def test_a_designation_is_over_with_a_new_arrest(designated, arrested_at, stands):
    assert is_designated(designated, arrested_at=arrested_at) is stands
