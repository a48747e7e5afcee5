"""What a victim is told by when, who has enhanced rights, and the right to review."""

from datetime import UTC, date, datetime

import pytest

from constabulary.policing.clocks import end_of
from constabulary.policing.victims.code import (
    DISCONTINUED,
    NO_SUSPECT,
    NOT_INTERVIEWED,
    OUT_OF_COURT,
    RANK_TOO_LOW,
    TOO_LATE,
    WAS_CHARGED,
    WAS_INVOLVED,
    WITHDREW,
    Happening,
    ReviewFacts,
    find_reasons_against_review,
    find_reasons_against_reviewer,
    next_contact_due,
    review_asked_by,
    review_dates,
    update_due,
)
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import on
from tests.spec.examples import Example, ids_of

RULES = on(date(2026, 11, 2))

UPDATES = [
    Example(
        words="arrested on a Monday, standard rights",
        given=(Happening.ARRESTED, datetime(2026, 11, 2, 14, tzinfo=UTC), False),
        expected=date(2026, 11, 9),
        says="Five working days.",
        source="BRAIN-VC, ATP-622",
    ),
    Example(
        words="arrested on a Monday, enhanced rights",
        given=(Happening.ARRESTED, datetime(2026, 11, 2, 14, tzinfo=UTC), True),
        expected=date(2026, 11, 3),
        says="One working day.",
        source="BRAIN-VC, ATP-622",
    ),
    Example(
        words="bail changed on the Thursday before Easter, enhanced rights",
        given=(Happening.BAIL_CHANGED, datetime(2026, 4, 2, 14, tzinfo=UTC), True),
        expected=date(2026, 4, 7),
        says="The Tuesday after Easter Monday.",
        source="BRAIN-VC",
    ),
    Example(
        words="no further action on Christmas Eve, standard rights",
        given=(Happening.NO_FURTHER_ACTION, datetime(2025, 12, 24, 14, tzinfo=UTC), False),
        expected=date(2026, 1, 5),
        says="Five working days over the holidays and the year's end.",
        source="BRAIN-VC",
    ),
    Example(
        words="charged just before midnight in summer, which is the next day in London",
        given=(Happening.CHARGED, datetime(2026, 7, 1, 23, 30, tzinfo=UTC), True),
        expected=date(2026, 7, 3),
        says="Counted from the London day.",
        source="our arithmetic",
    ),
    Example(
        words="referral to support, either",
        given=(Happening.REFERRAL_OWED, datetime(2026, 11, 5, 9, tzinfo=UTC), False),
        expected=date(2026, 11, 9),
        says="Two working days.",
        source="GOVUK-VIC",
    ),
]


@pytest.mark.source("BRAIN-VC, ATP-622, GOVUK-VIC")
@pytest.mark.parametrize("example", UPDATES, ids=ids_of(UPDATES))
def test_the_victim_is_told_by(example):
    happening, happened_at, enhanced = example.given
    due = update_due(happening, happened_at=happened_at, enhanced=enhanced, rulebook=RULES)
    assert due.due_at == end_of(example.expected)


@pytest.mark.parametrize("happening", Happening)
def test_enhanced_rights_are_never_slower(happening):
    moment = datetime(2026, 11, 2, 14, tzinfo=UTC)
    standard = update_due(happening, happened_at=moment, enhanced=False, rulebook=RULES)
    enhanced = update_due(happening, happened_at=moment, enhanced=True, rulebook=RULES)
    assert enhanced.due_at <= standard.due_at
    assert happening.label


def test_an_update_says_under_which_edition_and_how_sure():
    moment = datetime(2026, 11, 2, 14, tzinfo=UTC)
    arrested = update_due(Happening.ARRESTED, happened_at=moment, enhanced=True, rulebook=RULES)
    assert (arrested.rule, arrested.edition, arrested.confidence) == (
        "victims.updates",
        "Victims' Code 2020",
        Confidence.READ,
    )
    acknowledged = update_due(Happening.REPORTED, happened_at=moment, enhanced=False, rulebook=RULES)
    assert acknowledged.confidence is Confidence.ASSUMPTION


@pytest.mark.parametrize(
    ("agreed", "enhanced", "due"),
    [(None, False, date(2026, 11, 30)), (None, True, date(2026, 11, 9)), (3, False, date(2026, 11, 5))],
    ids=["our default", "our default, enhanced", "as agreed"],
)
def test_the_victim_hears_again_as_agreed_or_by_our_default(agreed, enhanced, due):
    last = datetime(2026, 11, 2, 14, tzinfo=UTC)
    assert next_contact_due(last, agreed_days=agreed, enhanced=enhanced, rulebook=RULES) == end_of(due)


def decision(**changes) -> ReviewFacts:
    """A decision not to charge a suspect who was interviewed."""
    return ReviewFacts(
        **{
            "decided_at": datetime(2026, 8, 2, 12, tzinfo=UTC),
            "happened_on": date(2026, 5, 20),
            "suspect_identified": True,
            "interviewed_under_caution": True,
            **changes,
        }
    )


@pytest.mark.source("WILTS-VRR, SUSSEX-VRR, COLP-VRR, NHANTS")
@pytest.mark.parametrize(
    ("facts", "asked_on", "reasons"),
    [
        (decision(), date(2026, 9, 1), ()),
        (decision(suspect_identified=False, interviewed_under_caution=False), date(2026, 9, 1), (NO_SUSPECT,)),
        (decision(interviewed_under_caution=False), date(2026, 9, 1), (NOT_INTERVIEWED,)),
        (decision(charged_or_prosecutors_decision=True), date(2026, 9, 1), (WAS_CHARGED,)),
        (decision(out_of_court=True), date(2026, 9, 1), (OUT_OF_COURT,)),
        (decision(victim_withdrew=True), date(2026, 9, 1), (WITHDREW,)),
        (decision(enquiries_discontinued=True), date(2026, 9, 1), (DISCONTINUED,)),
        (decision(), date(2026, 11, 2), ()),
        (decision(), date(2026, 11, 3), (TOO_LATE,)),
        (decision(summary_only=True, happened_on=date(2026, 3, 20)), date(2026, 9, 21), (TOO_LATE,)),
        (decision(summary_only=True, happened_on=date(2026, 3, 20)), date(2026, 9, 20), ()),
    ],
    ids=["yes", "no suspect", "not interviewed", "charged", "out of court", "withdrew", "discontinued",
         "last day", "a day late", "summary, a day late", "summary, last day"],
)  # fmt: skip
def test_there_is_a_right_to_review_unless(facts, asked_on, reasons):
    asked_at = datetime(asked_on.year, asked_on.month, asked_on.day, 10, tzinfo=UTC)
    assert find_reasons_against_review(facts, asked_at=asked_at, rulebook=RULES) == reasons


def test_the_last_day_to_ask_is_three_months_after_the_decision():
    assert review_asked_by(decision(), RULES) == date(2026, 11, 2)


@pytest.mark.source("WILTS-VRR, COLP-VRR")
def test_a_review_is_acknowledged_in_ten_working_days_and_complete_in_thirty():
    dates = review_dates(datetime(2026, 11, 2, 10, tzinfo=UTC), RULES)
    assert dates.acknowledge_by == end_of(date(2026, 11, 16))
    assert dates.complete_by == end_of(date(2026, 12, 14))
    assert dates.edition == "Police right to review"


@pytest.mark.source("WILTS-VRR")
@pytest.mark.parametrize(
    ("reviewer", "decider", "involved", "reasons"),
    [(3, 2, False, ()), (2, 2, False, (RANK_TOO_LOW,)), (3, 2, True, (WAS_INVOLVED,)),
     (1, 2, True, (WAS_INVOLVED, RANK_TOO_LOW))],
    ids=["a rank above", "same rank", "involved", "both"],
)  # fmt: skip
def test_the_reviewer_is_independent_and_a_rank_higher(reviewer, decider, involved, reasons):
    found = find_reasons_against_reviewer(
        reviewer_rank=reviewer, decider_rank=decider, highest_rank=7, was_involved=involved, rulebook=RULES
    )
    assert found == reasons
