"""Detention before charge, and the time limit of proceedings."""

from datetime import UTC, date, datetime, timedelta

import pytest

from constabulary.policing.clocks import end_of
from constabulary.policing.investigation.clocks import (
    AFTER_BASIC_LIMIT,
    BEFORE_SECOND_REVIEW,
    NOT_DILIGENT,
    NOT_INDICTABLE,
    NOT_NEEDED,
    DetentionFacts,
    OffenceFacts,
    detention_clock,
    find_reasons_against_extension,
    limit_of_proceedings,
    next_detention_review,
)
from constabulary.standards.calendar import LONDON
from constabulary.standards.rulebook import on
from tests.spec.examples import Example, ids_of

ARRIVED = datetime(2026, 11, 2, 10, tzinfo=UTC)
RULES = on(ARRIVED)


def detention(**changes) -> DetentionFacts:
    """Someone arrested at nine, at the station at ten, detained at half past ten."""
    return DetentionFacts(
        **{
            "arrested_at": ARRIVED - timedelta(hours=1),
            "arrived_at": ARRIVED,
            "authorised_at": ARRIVED + timedelta(minutes=30),
            **changes,
        }
    )


def hours(count: float) -> datetime:
    """So many hours after arrival."""
    return ARRIVED + timedelta(hours=count)


LIMITS = [
    Example(
        words="no extension, indictable",
        given=detention(indictable=True),
        expected=(24, 96, "superintendent"),
        says="24 hours; a superintendent may extend it; 96 hours at the very most.",
        source="PACE 1984 s41-44",
    ),
    Example(
        words="summary only",
        given=detention(),
        expected=(24, 24, ""),
        says="24 hours, and nobody can extend it.",
        source="PACE 1984 s42",
    ),
    Example(
        words="extended",
        given=detention(indictable=True, extended=True),
        expected=(36, 96, "court"),
        says="36 hours; then a magistrates' warrant.",
        source="PACE 1984 s42-43",
    ),
    Example(
        words="extended, and a warrant of 36 hours",
        given=detention(indictable=True, extended=True, warrants=(timedelta(hours=36),)),
        expected=(72, 96, "court"),
        says="72 hours.",
        source="PACE 1984 s43",
    ),
    Example(
        words="two warrants",
        given=detention(indictable=True, extended=True, warrants=(timedelta(hours=36), timedelta(hours=36))),
        expected=(96, 96, ""),
        says="96 hours overall: no longer.",
        source="PACE 1984 s44",
    ),
    Example(
        words="a warrant longer than the law gives",
        given=detention(indictable=True, extended=True, warrants=(timedelta(hours=48),)),
        expected=(72, 96, "court"),
        says="Counts as 36 hours.",
        source="PACE 1984 s43",
    ),
    Example(
        words="arrested for breach of bail for two hours",
        given=detention(indictable=True, paused=timedelta(hours=2)),
        expected=(26, 98, "superintendent"),
        says="The clock paused for two hours.",
        source="GOV-BAIL",
    ),
    Example(
        words="arrested for breach of bail for five hours",
        given=detention(indictable=True, paused=timedelta(hours=5)),
        expected=(27, 99, "superintendent"),
        says="The clock pauses for three hours at most.",
        source="GOV-BAIL",
    ),
]


@pytest.mark.source("PACE 1984 s41-44")
@pytest.mark.parametrize("example", LIMITS, ids=ids_of(LIMITS))
def test_detention_lasts_at_most(example):
    clock = detention_clock(example.given, RULES)
    limit, overall, authority = example.expected
    assert (clock.limit_at, clock.overall_limit_at, clock.next_authority) == (hours(limit), hours(overall), authority)
    assert clock.relevant_at == ARRIVED
    assert len(clock.editions) == 3


@pytest.mark.source("PACE 1984 s41")
def test_the_clock_starts_a_day_after_arrest_where_arrival_is_later_still():
    late = detention(arrested_at=ARRIVED - timedelta(hours=30))
    assert detention_clock(late, RULES).relevant_at == hours(-6)


@pytest.mark.source("GOV-BAIL; PCSC Act 2022, Schedule 4")
def test_before_28_october_2022_nothing_paused_the_clock():
    facts = detention(indictable=True, paused=timedelta(hours=2))
    assert detention_clock(facts, on(date(2022, 10, 27))).basic_limit_at == hours(24)
    assert detention_clock(facts, on(date(2022, 10, 28))).basic_limit_at == hours(26)


def test_detention_counts_elapsed_hours_when_the_clocks_go_back():
    arrived = datetime(2026, 10, 24, 22, tzinfo=LONDON)
    clock = detention_clock(detention(arrested_at=arrived, arrived_at=arrived, authorised_at=arrived), RULES)
    assert clock.basic_limit_at.astimezone(LONDON) == datetime(2026, 10, 25, 21, tzinfo=LONDON)
    assert clock.next_review_at.astimezone(LONDON) == datetime(2026, 10, 25, 3, tzinfo=LONDON)


@pytest.mark.source("PACE 1984 s40")
def test_detention_is_reviewed_after_six_hours_and_then_every_nine():
    assert next_detention_review(detention(), RULES) == hours(6.5)
    assert next_detention_review(detention(reviewed_at=(hours(6), hours(14))), RULES) == hours(23)


@pytest.mark.source("PACE 1984 s42")
@pytest.mark.parametrize(
    ("changes", "at", "diligent", "needed", "reasons"),
    [
        ({}, 20, True, True, ()),
        ({"indictable": False}, 20, True, True, (NOT_INDICTABLE,)),
        ({"reviewed_at": (hours(6),)}, 20, True, True, (BEFORE_SECOND_REVIEW,)),
        ({}, 24.01, True, True, (AFTER_BASIC_LIMIT,)),
        ({}, 24, True, True, ()),
        ({}, 20, False, True, (NOT_DILIGENT,)),
        ({}, 20, True, False, (NOT_NEEDED,)),
    ],
    ids=["allowed", "summary only", "one review", "too late", "at the limit", "not diligent", "not needed"],
)
def test_a_superintendent_extends_detention_only_if(changes, at, diligent, needed, reasons):
    facts = detention(**{"indictable": True, "reviewed_at": (hours(6), hours(14)), **changes})
    found = find_reasons_against_extension(facts, diligent=diligent, needed=needed, at=hours(at), rulebook=RULES)
    assert found == reasons


PROCEEDINGS = [
    Example(
        words="summary only",
        given=OffenceFacts(happened_on=date(2026, 5, 2), summary_only=True),
        expected=(date(2026, 11, 2), date(2026, 11, 2)),
        says="Six months from the offence.",
        source="MCA 1980 s127",
    ),
    Example(
        words="summary only, at the end of August",
        given=OffenceFacts(happened_on=date(2026, 8, 31), summary_only=True),
        expected=(date(2027, 2, 28), date(2027, 2, 28)),
        says="Six months from the offence, by the end of February.",
        source="MCA 1980 s127",
    ),
    Example(
        words="not summary only",
        given=OffenceFacts(happened_on=date(2026, 5, 2), summary_only=False),
        expected=None,
        says="No limit of this kind.",
        source="MCA 1980 s127",
    ),
    Example(
        words="common assault in domestic abuse, reported after four months",
        given=OffenceFacts(
            happened_on=date(2026, 5, 2),
            summary_only=True,
            domestic_common_assault=True,
            first_account_on=date(2026, 9, 2),
        ),
        expected=(date(2027, 3, 2), date(2027, 3, 2)),
        says="Six months from the first account.",
        source="CJA 1988 s39A; OUT-26 p20",
    ),
    Example(
        words="common assault in domestic abuse, reported after 22 months",
        given=OffenceFacts(
            happened_on=date(2024, 5, 2),
            summary_only=True,
            domestic_common_assault=True,
            first_account_on=date(2026, 3, 2),
        ),
        expected=(date(2026, 5, 2), date(2026, 5, 2)),
        says="Two years from the offence and no longer.",
        source="CJA 1988 s39A",
    ),
    Example(
        words="common assault in domestic abuse, no account taken yet",
        given=OffenceFacts(happened_on=date(2026, 5, 2), summary_only=True, domestic_common_assault=True),
        expected=(date(2026, 11, 2), date(2028, 5, 2)),
        says="The usual six months are due; an account would give more, to two years at most.",
        source="CJA 1988 s39A",
    ),
    Example(
        words="common assault in domestic abuse, told after four months, no account taken yet",
        given=OffenceFacts(
            happened_on=date(2026, 5, 2), summary_only=True, domestic_common_assault=True, told_on=date(2026, 9, 2)
        ),
        expected=(date(2027, 3, 2), date(2028, 5, 2)),
        says="Due six months from the report; an account would give more, to two years at most.",
        source="CJA 1988 s39A",
    ),
    Example(
        words="common assault in domestic abuse the day before the exception came",
        given=OffenceFacts(
            happened_on=date(2022, 6, 27),
            summary_only=True,
            domestic_common_assault=True,
            first_account_on=date(2022, 11, 1),
        ),
        expected=(date(2022, 12, 27), date(2022, 12, 27)),
        says="Six months from the offence.",
        source="MCA 1980 s127",
    ),
]


@pytest.mark.source("MCA 1980 s127; CJA 1988 s39A")
@pytest.mark.parametrize("example", PROCEEDINGS, ids=ids_of(PROCEEDINGS))
def test_proceedings_must_begin_by(example):
    limit = limit_of_proceedings(example.given, on(example.given.happened_on))
    if example.expected is None:
        assert limit is None
        return
    due, outer = example.expected
    assert (limit.due_at, limit.outer_at) == (end_of(due), end_of(outer))
    assert not limit.has_passed_at(end_of(outer))
    assert limit.has_passed_at(end_of(outer) + timedelta(microseconds=1))
    assert limit.rule.startswith("limitation.")
