"""Who may decide a closed crime a second time, what it needs, what follows, and what the second reviewer is not to see."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.desks import Authority, Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.supervision.second_review import (
    AUTHORITY,
    CONFLICT,
    GO_ON,
    HAS_OPENED,
    HIDDEN,
    NO_CHOICE,
    NO_SUCH_WAY,
    NOT_THEIRS,
    OWN,
    REVIEWED,
    SAME,
    SAME_TEAM,
    SETTLED,
    STANDS_NO_MORE,
    WAY_TITLES,
    WAYS_DRAWN,
    WHY_MISSING,
    Closed,
    Closing,
    Free,
    ReviewerFacts,
    Settled,
    SettlingFacts,
    authorities_to_review,
    choose_reviewer,
    differs,
    find_reasons_against_review,
    find_reasons_against_reviewing,
    find_reasons_against_settling,
    review_due,
    settle_due,
    without_outcomes,
)
from constabulary.standards.rulebook import on

AT = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
INDEPENDENT = ReviewerFacts(
    reviewer=9, team=3, had_a_part=frozenset({1, 2}), teams=frozenset({4}), has_opened=False, is_connected=False,
    has_authority=True, is_reviewed=False,
)  # fmt: skip
SETTLER = SettlingFacts(
    settler=8, had_a_part=frozenset({1, 2}), reviewer=9, closing=Closing.OUTCOME, differs=True, is_settled=False,
    still_stands=True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, ()),
        ({"reviewer": 2}, (OWN,)),
        ({"team": 4}, (SAME_TEAM,)),
        ({"team": None, "teams": frozenset()}, ()),
        ({"has_opened": True}, (HAS_OPENED,)),
        ({"is_connected": True}, (CONFLICT,)),
        ({"has_authority": False}, (AUTHORITY,)),
        ({"is_reviewed": True}, (REVIEWED,)),
        ({"reviewer": 1, "team": 4}, (OWN, SAME_TEAM)),
    ],
    ids=[
        "somebody independent", "who decided it", "of the same team", "of no team", "who has opened it", "connected",
        "without the authority", "decided again already", "for two reasons",
    ],
)  # fmt: skip
def test_only_somebody_independent_and_blind_decides_a_second_time(changes, reasons):
    assert find_reasons_against_reviewing(replace(INDEPENDENT, **changes)) == reasons


@pytest.mark.parametrize(
    ("choice", "words", "reasons"),
    [
        (GO_ON, "The video was never asked for.", ()),
        ("99", "Because.", (NO_CHOICE,)),
        (GO_ON, " ", (WHY_MISSING,)),
        ("", "", (NO_CHOICE, WHY_MISSING)),
    ],
    ids=["whole", "a choice that is not offered", "without why", "nothing at all"],
)
def test_a_second_decision_needs_a_choice_and_why(choice, words, reasons):
    assert find_reasons_against_review(choice, words, offered=(GO_ON, "16")) == reasons


@pytest.mark.parametrize(
    ("changes", "conclusion", "words", "reasons"),
    [
        ({}, Settled.STANDS, "The line was followed.", ()),
        ({}, Settled.REOPENED, "Ask for the video.", ()),
        ({}, Settled.DECIDE_AGAIN, "Again.", (NO_SUCH_WAY,)),
        ({"closing": Closing.CANCELLATION}, Settled.DECIDE_AGAIN, "Again.", ()),
        ({"closing": Closing.RECORDING}, Settled.REOPENED, "Again.", (NO_SUCH_WAY,)),
        ({"settler": 9}, Settled.STANDS, "Mine.", (NOT_THEIRS,)),
        ({"settler": 1}, Settled.STANDS, "Mine.", (NOT_THEIRS,)),
        ({"still_stands": False}, Settled.REOPENED, "Again.", (STANDS_NO_MORE,)),
        ({"still_stands": False}, Settled.STANDS, "It was right then.", ()),
        ({"differs": False}, Settled.STANDS, "Alike.", (SAME,)),
        ({"is_settled": True}, Settled.STANDS, "Again.", (SETTLED,)),
        ({}, Settled.STANDS, " ", (WHY_MISSING,)),
    ],
    ids=[
        "the first stands", "reopened", "an outcome is not a recording decision", "a cancellation looked at again",
        "a report cannot be reopened", "who decided second", "who decided first", "reopened meanwhile",
        "reopened meanwhile, right then", "both alike", "settled already", "without words",
    ],
)  # fmt: skip
def test_a_difference_is_settled_by_somebody_who_made_neither_decision(changes, conclusion, words, reasons):
    assert find_reasons_against_settling(replace(SETTLER, **changes), conclusion, words) == reasons


@pytest.mark.parametrize(
    ("way", "choice", "other"),
    [("16", "16", False), ("16", "15", True), ("16", GO_ON, True), ("filed", "18", False), ("filed", GO_ON, True)],
)
def test_what_was_filed_differs_only_where_it_should_have_gone_on(way, choice, other):
    assert differs(way, choice) is other


@pytest.mark.parametrize(
    ("closing", "authority", "wanted"),
    [
        (Closing.OUTCOME, Authority.SUPERVISOR, (Authority.SUPERVISOR,)),
        (Closing.OUTCOME, Authority.INSPECTOR, (Authority.INSPECTOR, Authority.CRIME_REGISTRAR)),
        (Closing.OUTCOME, Authority.DESIGNATED_DECISION_MAKER, (Authority.INSPECTOR, Authority.CRIME_REGISTRAR)),
        (Closing.OUTCOME, Authority.SUPERINTENDENT, (Authority.SUPERINTENDENT,)),
        (
            Closing.CANCELLATION,
            Authority.SUPERVISOR,
            (Authority.CRIME_REGISTRAR, Authority.DESIGNATED_DECISION_MAKER),
        ),
    ],
)
def test_the_second_decision_takes_the_authority_of_the_first_or_a_higher_one(closing, authority, wanted):
    assert authorities_to_review(closing, authority) == wanted


def test_whoever_has_fewest_waiting_is_given_it_and_the_seed_decides_between_equals():
    free = [Free(officer=one, waiting=1) for one in range(20)]
    assert choose_reviewer([*free, Free(officer=99, waiting=0)], seed=1, closed=5) == 99
    assert choose_reviewer((), seed=1, closed=5) is None
    chosen = {choose_reviewer(free, seed=seed, closed=5) for seed in range(200)}
    assert len(chosen) == 20
    assert choose_reviewer(free, seed=7, closed=5) == choose_reviewer(free[::-1], seed=7, closed=5)


def test_risk_makes_it_likelier_to_be_drawn_and_is_part_of_what_the_sample_is_spread_over():
    plain = Closed(id=1, way="18", team="North")
    abuse = Closed(id=2, way="16", team="North", domestic_abuse=True, child=True)
    assert (plain.has_more_chance, plain.stratum) == (False, "18 / no risk / North")
    assert (abuse.has_more_chance, abuse.stratum) == (True, "16 / domestic abuse, child / North")


def test_the_duties_lie_where_the_authority_is():
    rulebook = on(AT)
    given = {"at": AT, "risk": 2}
    assert review_due(Closing.OUTCOME, Authority.INSPECTOR, rulebook, **given).desk is Desk.INSPECTORS
    due = review_due(Closing.RECORDING, Authority.SUPERVISOR, rulebook, **given)
    assert (due.desk, due.kind, due.due_at) == (Desk.REGISTRAR, DutyKind.DECIDE_AGAIN_BLIND, AT + timedelta(days=7))
    settled = settle_due(Closing.OUTCOME, rulebook, **given)
    assert (settled.desk, settled.kind, settled.due_at) == (
        Desk.INSPECTORS, DutyKind.SETTLE_DIFFERENCE, AT + timedelta(days=3),
    )  # fmt: skip
    assert settle_due(Closing.CANCELLATION, rulebook, **given).desk is Desk.REGISTRAR


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Close as outcome 16, she will not attend.", f"Close as {HIDDEN}, she will not attend."),
        ("OC 18 please", f"{HIDDEN} please"),
        ("Now N100/2 and then C2.", f"Now {HIDDEN} and then {HIDDEN}."),
        ("This should be no crimed.", f"This should be {HIDDEN}."),
        ("The outcome is open. He came at 16.00.", "The outcome is open. He came at 16.00."),
        ("He lives at flat C16.", "He lives at flat C16."),
    ],
)
def test_an_outcome_written_into_the_words_does_not_show_and_other_numbers_do(words, shown):
    assert without_outcomes(words) == shown


def test_every_way_that_can_be_drawn_has_a_title():
    assert set(WAYS_DRAWN) < set(WAY_TITLES)
