"""Investigate or file: every answer, every exclusion, and what can never speak for filing."""

import dataclasses
from datetime import date

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from constabulary.policing.allocation.screening import (
    EXCLUSIONS,
    FACTORS,
    Answer,
    Decision,
    Known,
    Screening,
    ScreeningFacts,
    find_exclusions,
    find_reasons_against_screening,
    is_drawn,
    missed_of,
)
from constabulary.policing.clocks import is_child
from constabulary.standards.rulebook import on

FOUND = Answer(known=Known.NO, words="Asked and looked for; there is none.")
NOTHING = {one.code: FOUND for one in FACTORS}
FILE = Screening(answers=NOTHING, decision=Decision.FILE, public_interest="Low.", rationale="Nothing to follow.")

PLAIN = ScreeningFacts()


def against(screening: Screening, facts: ScreeningFacts = PLAIN) -> set[tuple[str, str]]:
    found = find_reasons_against_screening(screening, facts)
    return {(one.code.removeprefix("screening."), one.field) for one in found}


def test_a_crime_with_nothing_to_follow_and_nothing_against_it_may_be_filed():
    assert against(FILE) == set()


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in EXCLUSIONS])
def test_each_exclusion_keeps_a_crime_from_being_filed_and_from_nothing_else(name):
    facts = dataclasses.replace(ScreeningFacts(), **{name: True})
    assert [one.code for one in find_exclusions(facts)] == [EXCLUSIONS[name].code]
    assert against(FILE, facts) == {(EXCLUSIONS[name].code.removeprefix("screening."), "decision")}
    assert against(dataclasses.replace(FILE, decision=Decision.INVESTIGATE), facts) == set()


def answered(factor: str, known: Known, words: str = "") -> dict[str, Answer]:
    return {**NOTHING, factor: Answer(known=known, words=words)}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param({}, {("unanswered", one.code) for one in FACTORS}, id="nothing answered"),
        pytest.param(answered("cctv", Known.NOT_YET), {("find-out", "cctv")}, id="not known yet"),
        pytest.param(answered("cctv", Known.NO), {("where-looked", "cctv_words")}, id="no footage, not said where"),
        pytest.param(answered("police_saw", Known.NO), set(), id="no officer saw it, which needs no words"),
        pytest.param(answered("named_suspect", Known.YES), {("why-not", "named_suspect_words")}, id="named, unsaid"),
        pytest.param(answered("named_suspect", Known.YES, "Was abroad."), set(), id="named, and said why not"),
        pytest.param(answered("linked", Known.YES, "Same van."), {("series", "decision")}, id="one of a series"),
    ],
)
def test_filing_needs_every_answer_and_what_it_rests_on(answers, expected):
    assert against(dataclasses.replace(FILE, answers=answers)) == expected


def test_filing_weighs_the_public_interest_and_both_decisions_say_why():
    bare = dataclasses.replace(FILE, public_interest=" ", rationale=" ")
    assert against(bare) == {("public-interest", "public_interest"), ("rationale", "rationale")}
    assert against(dataclasses.replace(bare, decision=Decision.INVESTIGATE)) == {("rationale", "rationale")}


def test_to_investigate_needs_the_answers_but_not_what_they_rest_on():
    given = dataclasses.replace(FILE, decision=Decision.INVESTIGATE, answers=answered("cctv", Known.NOT_YET))
    assert against(given) == set()
    assert ("unanswered", "cctv") in against(dataclasses.replace(given, answers={}))


@for_all(
    facts=st.builds(ScreeningFacts, **{name.name: st.booleans() for name in dataclasses.fields(ScreeningFacts)}),
    name=st.sampled_from(sorted(one.name for one in dataclasses.fields(ScreeningFacts))),
)
def test_nothing_known_of_a_crime_ever_speaks_for_filing_it(facts, name):
    less = dataclasses.replace(facts, **{name: False})
    more = dataclasses.replace(facts, **{name: True})
    assert against(FILE, less) <= against(FILE, more)


def test_neither_support_nor_who_somebody_is_can_be_told_to_the_rule_but_as_an_exclusion():
    told = {one.name for one in dataclasses.fields(ScreeningFacts)} - set(EXCLUSIONS)
    assert told == {"prompt"}
    assert not [one for one in dataclasses.fields(ScreeningFacts) if "support" in one.name]
    asked = " ".join(one.question.casefold() for one in FACTORS)
    for word in ("support", "age", "sex ", "ethnic", "disab", "religio", "language"):
        assert word not in asked.replace("footage", "")


@pytest.mark.parametrize(
    ("decision", "chance", "expected"),
    [
        pytest.param(Decision.FILE, 0.0499, True, id="filed, under the share"),
        pytest.param(Decision.FILE, 0.05, False, id="filed, at the share"),
        pytest.param(Decision.INVESTIGATE, 0.0, False, id="investigated anyhow"),
    ],
)
def test_a_filed_crime_is_drawn_when_its_chance_falls_under_the_share(decision, chance, expected):
    assert is_drawn(decision, chance=chance, share=0.05) is expected


def test_what_was_missed_is_said_from_the_least_number_on_with_its_interval():
    few, enough = missed_of(1, 29, least=30), missed_of(3, 428, least=30)
    assert (few.too_few, enough.too_few) == (True, False)
    # The trial of 2021: 3 of 428, 0.7 %.
    assert enough.rate.estimate == pytest.approx(0.00701, abs=1e-5)
    assert enough.rate.low < 0.00701 < enough.rate.high


def test_decisions_and_answers_read_as_people_say_them():
    assert [one.label for one in Decision] == ["Investigate", "File it without an investigation"]
    assert [one.label for one in Known] == ["Yes", "No", "Not known yet"]


@pytest.mark.parametrize(("age", "expected"), [pytest.param(17, True, id="17"), pytest.param(18, False, id="18")])
def test_a_child_is_somebody_under_eighteen(age, expected):
    assert is_child(age, on(date(2026, 11, 2))) is expected
