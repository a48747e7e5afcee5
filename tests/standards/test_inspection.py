"""PEEL 2018/19 and Kent's published inspection as data."""

from datetime import date

import pytest

from constabulary.standards.inspection import (
    GRADE_MEANINGS,
    STATUS_CONFIDENCE,
    Grade,
    ImprovementStatus,
    Scale,
    kent_2018_19,
    peel_2018_19,
)


@pytest.mark.source("PEEL 03 rule 3 and 4")
def test_the_cycle_has_ten_questions_and_one_that_is_never_graded():
    peel = peel_2018_19()
    assert {pillar.code: len(pillar.questions) for pillar in peel.pillars} == {
        "effectiveness": 5,
        "efficiency": 2,
        "legitimacy": 3,
    }
    assert [one.code for one in peel.questions if not one.graded] == ["effectiveness-5"]
    assert len({one.code for one in peel.questions}) == 10


@pytest.mark.source("PEEL 03 rule 2")
def test_a_question_is_found_by_number_and_may_have_two_titles():
    question = peel_2018_19().question("effectiveness", 2)
    assert question.title_variants
    assert question.title not in question.title_variants
    with pytest.raises(LookupError, match="no question 9 in legitimacy"):
        peel_2018_19().question("legitimacy", 9)


@pytest.mark.source("PEEL 03 rule 7")
def test_the_scale_of_the_cycle_has_four_grades_and_the_later_one_five():
    assert peel_2018_19().scale is Scale.FOUR
    assert Grade.ADEQUATE not in Scale.FOUR.grades
    assert len(Scale.FOUR.grades) == 4
    assert len(Scale.FIVE.grades) == 5
    assert Grade.REQUIRES_IMPROVEMENT.label == "Requires improvement"
    assert set(GRADE_MEANINGS) == set(Grade)
    assert set(STATUS_CONFIDENCE) == set(ImprovementStatus)


@pytest.mark.source("PEEL 03 section 8")
def test_kent_was_good_outstanding_and_outstanding():
    pillars = {one.pillar: one.grade for one in kent_2018_19().judgments if one.level == "pillar"}
    assert pillars == {
        "effectiveness": Grade.GOOD,
        "efficiency": Grade.OUTSTANDING,
        "legitimacy": Grade.OUTSTANDING,
    }


@pytest.mark.source("PEEL 03 rules 4 to 6")
def test_a_grade_carried_over_names_its_origin_and_has_no_new_finding():
    kent = kent_2018_19()
    questions = {one.number: one for one in kent.judgments if one.level == "question"}
    assert {number for number, one in questions.items() if not one.inspected} == {1, 4}
    for one in questions.values():
        assert bool(one.carried_over_from) is not one.inspected
    assert questions[5].grade is None
    inspected = {number for number, one in questions.items() if one.inspected}
    assert {one.number for one in (*kent.findings, *kent.improvements)} <= inspected
    assert kent.published_on == date(2019, 5, 2)


@pytest.mark.source("seed; PEEL 03 rules 13 and 14")
def test_two_of_kents_four_areas_for_improvement_fall_due_three_calendar_months_later():
    due = {one.code: one.due_on for one in kent_2018_19().improvements}
    assert due == {
        "victim-support": None,
        "thrive": date(2019, 8, 2),
        "imu-recovery-plan": date(2019, 8, 2),
        "polit-capacity": None,
    }


@pytest.mark.source("PEEL18-D")
def test_the_sample_of_files_is_given_with_its_size():
    (sampled,) = [one for one in kent_2018_19().findings if one.of]
    assert (sampled.good, sampled.of) == (43, 62)
