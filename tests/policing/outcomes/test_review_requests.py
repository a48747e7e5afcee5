"""A victim asks for a decision to be reviewed: what is kept, which decisions there are, what is due, who may answer."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from constabulary.policing.clocks import end_of
from constabulary.policing.desks import Desk
from constabulary.policing.outcomes.check import REVIEWABLE
from constabulary.policing.outcomes.review_requests import (
    FOUND_TITLES,
    Found,
    RequestDetails,
    find_duties_of_request,
    find_reasons_against_answer,
    find_reasons_against_request,
    kind_of_decision,
    tell_of_review_due,
)
from constabulary.policing.victims.code import (
    ReviewFacts,
    find_reasons_against_review,
    find_reasons_against_reviewer,
    rank_to_review,
)
from constabulary.policing.victims.incoming import CameBy
from constabulary.standards.outcomes import OUTCOMES
from constabulary.standards.rulebook import Moments, on

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
RULES = on(AT)
ASKED = RequestDetails(came_as=CameBy.LETTER, from_safe_route=True, words="Look again, please.", received_at=AT)


@pytest.mark.source("police right to review")
@pytest.mark.parametrize(
    ("details", "facts", "refused"),
    [
        pytest.param(ASKED, {}, set(), id="whole"),
        pytest.param(ASKED, {"decided_at": None}, {"nothing-decided"}, id="no outcome stands"),
        pytest.param(ASKED, {"has_victim": False}, {"no-victim"}, id="a crime against the state"),
        pytest.param(ASKED, {"is_asked": True}, {"asked-already"}, id="asked before"),
        pytest.param(replace(ASKED, words=" "), {}, {"words-missing"}, id="no words"),
        pytest.param(replace(ASKED, words="x" * 20_000), {}, set(), id="as long as may be"),
        pytest.param(replace(ASKED, words="x" * 20_001), {}, {"words-too-long"}, id="a book"),
        pytest.param(replace(ASKED, received_at=None), {}, {"received-missing"}, id="no moment"),
        pytest.param(replace(ASKED, received_at=AT + MINUTE), {}, {"received-to-come"}, id="in a minute"),
        pytest.param(replace(ASKED, received_at=AT - DAY), {}, set(), id="the moment of the decision"),
        pytest.param(
            replace(ASKED, received_at=AT - DAY - MINUTE), {}, {"before-decision"}, id="a minute before the decision"
        ),
        pytest.param(
            replace(ASKED, received_at=None),
            {"decided_at": None},
            {"received-missing", "nothing-decided"},
            id="neither",
        ),
    ],
)
def test_what_the_record_of_a_request_lacks(details, facts, refused):
    found = find_reasons_against_request(
        details, **{"has_victim": True, "decided_at": AT - DAY, "is_asked": False, "at": AT, **facts}
    )
    assert {one.code.removeprefix("review_request.") for one in found} == refused


@pytest.mark.parametrize(
    ("found", "words", "waits", "refused"),
    [
        (Found.STANDS, "Nobody saw it.", True, set()),
        (Found.OVERTURNED, "Two saw it.", True, set()),
        (Found.OVERTAKEN, "It was reopened.", True, {"found-missing"}),
        (Found.NO_RIGHT, "There is none.", True, {"found-missing"}),
        (None, "Nobody saw it.", True, {"found-missing"}),
        (Found.STANDS, " ", True, {"reasons-missing"}),
        (Found.STANDS, "x" * 20_000, True, set()),
        (Found.STANDS, "x" * 20_001, True, {"answer-too-long"}),
        (Found.STANDS, "Nobody saw it.", False, {"not-waiting"}),
    ],
    ids=[
        "stands",
        "overturned",
        "overtaken is not found",
        "nor is no right",
        "nothing",
        "no reasons",
        "as much as is kept",
        "a book",
        "done",
    ],
)
def test_what_the_answer_lacks(found, words, waits, refused):
    against = find_reasons_against_answer(found, words, is_waiting=waits)
    assert {one.code.removeprefix("review_request.") for one in against} == refused


def test_every_finding_has_its_words():
    assert {one.label for one in Found} == set(FOUND_TITLES.values())


@pytest.mark.source("WILTS-VRR, SUSSEX-VRR, COLP-VRR, NHANTS")
@pytest.mark.parametrize(
    ("code", "reasons"),
    [
        ("1", {"was-charged"}), ("2", {"out-of-court"}), ("3", {"out-of-court"}), ("4", {"was-charged"}),
        ("8", {"out-of-court"}), ("9", {"was-charged"}), ("10", set()), ("14", {"withdrew"}), ("15", set()),
        ("16", {"withdrew"}), ("17", {"discontinued"}), ("18", {"discontinued"}), ("20", {"discontinued"}),
        ("21", {"discontinued"}), ("22", {"out-of-court"}),
    ],
)  # fmt: skip
def test_of_which_decisions_there_is_a_review(code, reasons):
    kind = kind_of_decision(OUTCOMES.entry(code, Moments(decision=AT)))
    facts = ReviewFacts(
        decided_at=AT, happened_on=date(2026, 10, 1), suspect_identified=True, interviewed_under_caution=True,
        charged_or_prosecutors_decision=kind.charged_or_prosecutors_decision, out_of_court=kind.out_of_court,
        victim_withdrew=kind.victim_withdrew, enquiries_discontinued=kind.enquiries_discontinued,
    )  # fmt: skip
    found = find_reasons_against_review(facts, asked_at=AT, rulebook=RULES)
    assert {one.code.removeprefix("victims_code.") for one in found} == reasons


def test_what_is_offered_is_what_may_be_asked_for():
    listed = {one.code for one in OUTCOMES.offered(Moments(decision=AT))}
    free = set()
    for code in listed:
        kind = kind_of_decision(OUTCOMES.entry(code, Moments(decision=AT)))
        if not any((kind.charged_or_prosecutors_decision, kind.out_of_court, kind.victim_withdrew,
                    kind.enquiries_discontinued)):  # fmt: skip
            free.add(code)
    assert free == REVIEWABLE


@pytest.mark.source("WILTS-VRR, COLP-VRR")
def test_a_request_is_acknowledged_and_decided_and_told_within_its_days():
    acknowledge, decide = find_duties_of_request(AT, RULES, desk=Desk.SUPERINTENDENTS, risk=2)
    told = tell_of_review_due(AT, RULES, risk=2)
    assert (acknowledge.kind.value, acknowledge.desk, acknowledge.due_at) == (
        "acknowledge_review", Desk.VICTIMS, end_of(date(2026, 11, 16)),
    )  # fmt: skip
    assert (decide.kind.value, decide.desk, decide.due_at, decide.risk) == (
        "review_decision", Desk.SUPERINTENDENTS, end_of(date(2026, 12, 14)), 2,
    )  # fmt: skip
    assert (told.kind.value, told.desk, told.due_at) == ("tell_of_review", Desk.VICTIMS, decide.due_at)
    assert {one.edition for one in (acknowledge, decide, told)} == {"Police right to review"}


@pytest.mark.parametrize(
    ("decider", "needed"), [(0, 1), (2, 3), (6, 7), (7, 7)], ids=["staff", "sergeant", "chief superintendent", "chief"]
)
def test_a_review_takes_a_rank_above_where_there_is_one(decider, needed):
    assert rank_to_review(decider, highest_rank=7, rulebook=RULES) == needed
    for rank, refused in ((needed, set()), (needed - 1, {"rank-too-low"})):
        found = find_reasons_against_reviewer(
            reviewer_rank=rank, decider_rank=decider, highest_rank=7, was_involved=False, rulebook=RULES
        )
        assert {one.code.removeprefix("victims_code.") for one in found} == refused
