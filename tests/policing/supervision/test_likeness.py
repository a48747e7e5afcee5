"""Reviews that are near copies: planted ones found, short and different ones left, and every pair a slow judge finds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from random import Random

import pytest

from constabulary.policing.desks import Desk
from constabulary.policing.investigation.reviews import ReviewLevel
from constabulary.policing.supervision.likeness import (
    OWN,
    READ,
    WHY_MISSING,
    Finding,
    Written,
    find_copies,
    find_reasons_against_finding,
    likeness,
    read_copies_due,
    runs_of,
    words_of,
)
from constabulary.standards.rulebook import on
from constabulary.standards.supervision import Likeness, _likeness

WEEK = timedelta(days=7)
RULE = Likeness(least_words=12, share=0.7, days=90, most=20, every=WEEK, standstill=4 * WEEK)
PHRASE = (
    "Reviewed this investigation. All lines of enquiry are being progressed by the officer in the case "
    "and there is nothing further to direct at this time. To be reviewed again on 14 November."
)
GENUINE = (
    "The neighbour's footage covers only the gate. Ask the bus company for camera nine before Friday, it is "
    "overwritten after two weeks, and put the second account to the suspect."
)


def written(*texts: str, first: int = 1) -> list[Written]:
    """These texts, each of a crime of its own."""
    return [Written(id=number, crime=100 + number, words=words) for number, words in enumerate(texts, first)]


def found(new, earlier=(), rule=RULE) -> list[tuple[int, int]]:
    return [(one.id, one.of) for one in find_copies(new, earlier, rule, seed="a")]


@pytest.mark.parametrize(
    ("words", "is_copy"),
    [
        (PHRASE, True),
        (PHRASE.replace("14 November", "2 December"), True),
        (PHRASE.upper().replace(".", " --"), True),
        (PHRASE + " Thank you.", True),
        (GENUINE, False),
        (PHRASE[:80] + " " + GENUINE, False),
        ("No direction needed, because she is safe with her sister.", False),
        ("", False),
    ],
    ids=[
        "word for word", "another date", "other letters and points", "a word more", "of its own",
        "begins alike and goes on with substance", "short and right", "nothing",
    ],
)  # fmt: skip
def test_a_stock_phrase_is_found_and_a_review_of_its_own_is_not(words, is_copy):
    assert found(written(words, first=9), written(PHRASE)) == ([(9, 1)] if is_copy else [])


def test_short_sentences_that_are_alike_are_never_compared():
    short = "No direction needed: the suspect is charged and in custody."
    assert len(words_of(short)) < RULE.least_words
    assert found(written(short, short, short)) == []


def test_a_copy_within_the_same_week_is_found_once_and_the_first_of_it_is_not():
    assert found(written(PHRASE, GENUINE, PHRASE)) == [(3, 1)]


def test_a_review_may_repeat_another_of_its_own_crime():
    same = [Written(id=1, crime=7, words=PHRASE), Written(id=2, crime=7, words=PHRASE)]
    assert found(same) == []


def test_no_more_are_selected_than_are_read_at_a_time_and_the_seed_says_which():
    many = written(*[PHRASE] * 30)
    taken = find_copies(many, (), RULE, seed="a")
    assert len(taken) == 20
    assert taken == find_copies(many[::-1], (), RULE, seed="a")
    assert taken != find_copies(many, (), RULE, seed="b")


def test_whatever_a_slow_judge_finds_by_comparing_every_pair_is_found():
    chance = Random(7)
    vocabulary = [f"w{chr(97 + place)}" for place in range(20)]
    texts = []
    for _ in range(60):
        if texts and chance.random() < 0.6:
            words = chance.choice(texts).split()
            for _ in range(chance.randrange(4)):
                words[chance.randrange(len(words))] = chance.choice(vocabulary)
        else:
            words = [chance.choice(vocabulary) for _ in range(chance.randrange(10, 30))]
        texts.append(" ".join(words))
    everything = written(*texts)
    rule = replace(RULE, share=0.6, most=1000)
    runs = {one.id: runs_of(one.words) for one in everything if len(words_of(one.words)) >= rule.least_words}
    slow = {
        later for earlier, later in combinations(sorted(runs), 2) if likeness(runs[earlier], runs[later]) >= rule.share
    }
    assert len(slow) > 10
    assert {one.id for one in find_copies(everything, (), rule, seed="a")} == slow


def test_nothing_is_alike_to_nothing():
    assert likeness(frozenset(), frozenset()) == 0.0


@pytest.mark.parametrize(
    ("facts", "words", "reasons"),
    [
        ({"is_author": False, "is_read": False}, "Each says why.", ()),
        ({"is_author": True, "is_read": False}, "Mine.", (OWN,)),
        ({"is_author": False, "is_read": True}, "Again.", (READ,)),
        ({"is_author": False, "is_read": False}, " ", (WHY_MISSING,)),
    ],
    ids=["a colleague", "an author", "read already", "without words"],
)
def test_a_colleague_finds_once_and_with_words(facts, words, reasons):
    assert find_reasons_against_finding(**facts, words=words) == reasons


def test_it_is_read_by_those_who_review_at_that_level():
    at = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
    assert read_copies_due(ReviewLevel.SUPERVISOR, on(at), at=at).desk is Desk.SUPERVISION
    due = read_copies_due(ReviewLevel.INSPECTOR, on(at), at=at)
    assert (due.desk, due.due_at) == (Desk.INSPECTORS, at + timedelta(days=7))
    assert [one.label for one in Finding] == ["Thin: the crime needs another review", "Fine, because"]


SET = {"least_words": 12, "share": 0.7, "days": 90, "most": 20, "every_days": 7, "standstill_days": 28}


@pytest.mark.parametrize("wrong", [{"share": 0}, {"share": 1.1}, {"least_words": 2}])
def test_a_standard_that_compares_nothing_is_refused(wrong):
    with pytest.raises(ValueError, match="a share"):
        _likeness({**SET, **wrong})


@pytest.mark.parametrize("wrong", [{"every_days": 0}, {"standstill_days": 6}])
def test_a_standstill_is_no_shorter_than_how_often_they_are_looked_for(wrong):
    assert _likeness(SET) == RULE
    with pytest.raises(ValueError, match="a standstill"):
        _likeness({**SET, **wrong})
