"""Who may score blind, what a score needs, and that no grade shows through the words."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.incidents.grading import FLOOR_RULES
from constabulary.policing.incidents.thrive import Likelihood, Severity
from constabulary.policing.inspection.second_scoring import (
    HAS_OPENED,
    NO_SUCH_GRADE,
    OWN,
    SCORED,
    WHY_MISSING,
    BlindFacts,
    Quality,
    Score,
    feedback_due,
    find_reasons_against_blind,
    find_reasons_against_score,
    pairs_of_grades,
    place_of_grade,
    without_grades,
)
from constabulary.standards.overlay import read_overlay
from constabulary.standards.reading import StandardsError
from constabulary.standards.rulebook import NO_OVERLAY, Moments, at
from constabulary.standards.vignettes import ELEMENTS, vignettes

FLOORS = {rule.reason.code.partition(".")[2]: rule.rank for rule in FLOOR_RULES}


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        ({}, ()),
        ({"had_a_part": frozenset({1})}, (OWN,)),
        ({"has_opened": True}, (HAS_OPENED,)),
        ({"scored": True}, (SCORED,)),
        ({"had_a_part": frozenset({1, 2}), "has_opened": True}, (OWN, HAS_OPENED)),
    ],
    ids=["blind", "one's own", "opened since", "scored by somebody", "one's own and opened"],
)
def test_a_second_score_is_blind_and_somebody_elses(facts, reasons):
    whole = {"scorer": 1, "had_a_part": frozenset({2}), "has_opened": False, "scored": False, **facts}
    assert find_reasons_against_blind(BlindFacts(**whole)) == reasons


@pytest.mark.parametrize(
    ("grade", "rationale", "reasons"),
    [("G2", "She is alone.", ()), ("G9", " ", (NO_SUCH_GRADE, WHY_MISSING))],
    ids=["whole", "no such grade and no reason"],
)
def test_a_score_needs_a_grade_of_the_scale_and_a_reason(grade, rationale, reasons):
    score = Score(grade=grade, severity=Severity.MINOR, likelihood=Likelihood.LIKELY, rationale=rationale)
    assert find_reasons_against_score(score) == reasons


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("He is back; regraded to G2.", "He is back; regraded to [grade]."),
        ("Grade 1 now", "[grade] now"),
        ("g 3", "[grade]"),
        ("Flat G12, 4 Larch Row", "Flat G12, 4 Larch Row"),
        ("He got a grade in school", "He got a grade in school"),
    ],
    ids=["in a sentence", "spelt out", "with a space", "an address stays", "another grade stays"],
)
def test_a_grade_in_the_words_is_left_out(words, shown):
    assert without_grades(words) == shown


def test_grades_have_places_on_a_scale():
    assert pairs_of_grades([("G1", "G5"), ("G3", "G3")]) == ((0, 4), (2, 2))
    assert place_of_grade("G2") == 1
    assert Quality.INADEQUATE.label == "Inadequate"


def test_feedback_is_due_seven_days_after_the_score():
    when = datetime(2026, 11, 2, 14, tzinfo=UTC)
    due = feedback_due(at(Moments(decision=when), NO_OVERLAY), when)
    assert due.due_at - when == timedelta(days=7)


def test_the_practice_calls_are_twelve_or_more_whole_and_cover_what_is_asked_for():
    shipped = vignettes()
    assert len(shipped.all) >= 12
    covered = " ".join(word for one in shipped.all for word in one.covers)
    for subject in (
        "floor rule", "domestic abuse", "stalking", "cannot speak freely", "child alone", "mental ill health",
        "shoplifting", "hate", "exploitation", "civil dispute",
    ):  # fmt: skip
        assert subject in covered
    assert {one.grade for one in shipped.all} == {"G1", "G2", "G3", "G4", "G5"}
    for one in shipped.all:
        assert one.reasons
        assert set(one.elements) == set(ELEMENTS)
        assert all(one.elements.values())
        assert 0 <= one.severity <= 4
        assert 0 <= one.likelihood <= 4
    assert shipped.named("fence-panel").grade == "G5"
    assert shipped.named("nothing") is None


@pytest.mark.parametrize("one", vignettes().all, ids=lambda one: one.code)
def test_the_panel_never_goes_below_a_floor_that_is_true_of_the_call(one):
    for floor in one.floors:
        assert place_of_grade(one.grade) + 1 <= FLOORS[floor]


@pytest.mark.parametrize(
    ("pairs", "people"), [(20, 2), (2, 3)], ids=["two people would show each other", "fewer pairs than people"]
)
def test_a_force_cannot_make_agreement_a_figure_of_one_person(pairs, people):
    with pytest.raises(StandardsError):
        read_overlay(
            '[[standard]]\nkey = "scoring.agreement"\n[[standard.edition]]\nvalid_from = 2026-01-01\n'
            f'edition = "Ours"\nsource = "Ours"\nvalue = {{ pairs = {pairs}, people = {people}, target = 0.6 }}\n'
        )
