"""Who works when, and what binds the roster: asked of an answer about staff, made in the background, shown without a script."""

import pytest

from constabulary.access.roles import Role
from constabulary.casework.planning.questions import roster_asked as kept_question
from constabulary.casework.planning.runs import cancel_run
from constabulary.records.models import ScenarioRun
from constabulary.simulation.staffing import explained
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.recovery import recovery_played, roster_asked, staffing_played
from tests.factories.scenarios import play_all

pytestmark = pytest.mark.django_db
TYPED = {"numbers": "needed", "people": "", "skills": "", "contracts": "", "away": ""}


@pytest.fixture(autouse=True)
def soon_enough(monkeypatch):
    monkeypatch.setattr(explained, "EFFORT", 0.01)


@pytest.fixture
def planner():
    return signed_in(Role.PLANNER)


def test_a_roster_is_asked_of_an_answer_and_says_what_binds_it_and_what_one_person_does(planner, at):
    answered = staffing_played(at)
    asking(Role.PLANNER)
    assert "What binds the roster" in words_of(planner.get(f"/planning/runs/{answered}"))
    assert "Empty for as many as have the hours" in words_of(planner.get(f"/planning/runs/{answered}/roster"))
    typed = {
        **TYPED, "people": "6", "skills": "supervisor: 1 to 2, 4: 1\ndriver: 2: 1", "contracts": "5-6: 20",
        "away": "1: 4 Nov to 6 Nov\n\n2: 10 Nov",
    }  # fmt: skip
    page = words_of(planner.post(f"/planning/runs/{answered}/roster", typed, follow=True))
    assert "Waiting to be played." in page
    play_all(at)
    run = ScenarioRun.objects.get(kind="roster")
    assert run.state == "done", run.said
    assert run.question["away"] == [[1, "2026-11-04", "2026-11-06"], [2, "2026-11-10", "2026-11-10"]]
    asking(Role.PLANNER)
    words = words_of(planner.get(f"/planning/runs/{run.pk}"))
    for said in (
        "One more", "One fewer", "This roster", "What binds it", "What stands in the way of one fewer",
        "for the numbers that are needed", "1 to 2, 4 have the skill supervisor", "2 has the skill driver", "but 20 for 5 to 6",
        "without a skill", "person 1, 4 November 2026 to 6 November 2026",
        "Every figure assumed",
    ):  # fmt: skip
        assert said in words, said
    assert "Who works when?" in words_of(planner.get("/planning"))


REFUSED = [
    ({"numbers": "both"}, "Choose one of these."),
    ({"people": "401"}, "A roster is made for 1 to 400 people"),
    ({"people": "0"}, "Enter a whole number of 1 or more."),
    ({"skills": "driver"}, "such as supervisor: 1 to 4, 9: 1, not driver."),
    ({"skills": "driver: 1"}, "such as supervisor: 1 to 4, 9: 1, not driver: 1."),
    ({"skills": "driver: 2 to 1: 1"}, "such as supervisor: 1 to 4, 9: 1"),
    ({"skills": "driver: 1 to x: 1"}, "such as supervisor: 1 to 4, 9: 1"),
    ({"skills": ": 1: 1"}, "such as supervisor: 1 to 4, 9: 1"),
    ({"skills": f"{'x' * 81}: 1: 1"}, "such as supervisor: 1 to 4, 9: 1"),
    ({"skills": "driver: 99: 1"}, "have the skill driver."),
    ({"skills": "driver: 1: 0"}, "need the skill driver: one or more."),
    ({"contracts": "1"}, "such as 5 to 8: 20, not 1."),
    ({"contracts": "all: 20"}, "such as 5 to 8: 20, not all: 20."),
    ({"contracts": "1: 60"}, "up to 48 hours a week"),
    ({"contracts": "1: 20\n1: 30"}, "one of them has two here"),
    ({"away": "Jane: Monday"}, "such as 3: 4/11/2026 to 6/11/2026, not Jane: Monday."),
    ({"away": "1: soon"}, "such as 3: 4/11/2026 to 6/11/2026, not 1: soon."),
    ({"away": "1: 4 Nov to then"}, "not 1: 4 Nov to then."),
    ({"away": "1:"}, "not 1:."),
    ({"away": "99: 4 Nov"}, "There is no person 99"),
    ({"away": "1: 4 Dec"}, "Absences lie within the two weeks from 2 November 2026"),
]


def test_a_roster_that_makes_no_sense_is_refused_beside_its_field(planner, at):
    answered = staffing_played(at)
    asking(Role.PLANNER)
    for typed, said in REFUSED:
        answer = planner.post(f"/planning/runs/{answered}/roster", {**TYPED, **typed})
        assert (answer.status_code, said in words_of(answer)) == (422, True), typed
    assert not ScenarioRun.objects.filter(kind="roster").exists()


def test_it_is_asked_only_of_an_answer_about_staff(planner, at):
    other = recovery_played(at)
    assert planner.get(f"/planning/runs/{other}/roster").status_code == 404
    assert planner.get("/planning/runs/999/roster").status_code == 404


def test_what_the_rules_refuse_is_said(planner, at, monkeypatch):
    answered = staffing_played(at)
    asking(Role.PLANNER)
    monkeypatch.setattr("constabulary.casework.planning.questions.runs_waiting", lambda: list(range(20)))
    answer = planner.post(f"/planning/runs/{answered}/roster", TYPED)
    assert answer.status_code == 422
    assert "As many runs wait" in words_of(answer)


def test_it_can_be_cancelled_and_is_put_back_where_its_worker_ends(at):
    run = roster_asked(at)
    play_all(at, is_wanted=lambda: False)
    assert ScenarioRun.objects.get(pk=run).state == "asked"
    cancel_run(run=run, by=asking(Role.PLANNER), at=at)
    play_all(at)
    assert ScenarioRun.objects.get(pk=run).state == "cancelled"


def of_the_first_edition(kept):
    """What was kept when a roster had one skill, that of the first of its people, and contracts of the usual hours alone."""
    skill = {"name": "supervisor", "holders": 2, "needed": 1}
    kind = {"has_skill": True}
    result = {**kept.result, "edition": "Roster 1", "skill": skill, "more": {**kept.result["more"], **kind}}
    result["fewer"] = result["fewer"] and {**result["fewer"], "has_skill": False}
    question = {**kept.question, "skill": skill}
    for held in (result, question):
        del held["skills"], held["contracts"]
    for one in (result["more"], result["fewer"]):
        if one:
            del one["skills"], one["hours"]
    return question, result


@pytest.mark.parametrize(("people", "fewer"), [(6, True), (1, False)])
def test_what_an_earlier_edition_found_opens_and_says_so(planner, at, people, fewer):
    run = ScenarioRun.objects.get(pk=roster_made(at, people=people))
    asking(Role.PLANNER)
    assert "made with an earlier edition" not in words_of(planner.get(f"/planning/runs/{run.pk}"))
    run.question, run.result = of_the_first_edition(run)
    assert bool(run.result["fewer"]) is fewer
    ScenarioRun.objects.filter(pk=run.pk).update(question=run.question, result=run.result)
    words = words_of(planner.get(f"/planning/runs/{run.pk}"))
    assert "This was made with an earlier edition (Roster 1)" in words
    assert "Make it again" in words
    assert "1 to 2 have the skill supervisor, and each shift needs 1 with it" in words
    assert "One more, with supervisor" in words
    assert ("One fewer, without a skill" in words) is fewer


def roster_made(at, **asked):
    """A roster that was asked for and is made; its row number."""
    run = roster_asked(at, **asked)
    play_all(at)
    return run


def test_a_question_of_the_first_edition_that_still_waits_is_answered_by_todays(at):
    run = roster_asked(at, people=6)
    row = ScenarioRun.objects.get(pk=run)
    question = {name: held for name, held in row.question.items() if name not in {"skills", "contracts"}}
    for skill, skills in (({"name": "driver", "holders": 2, "needed": 1}, 1), (None, 0)):
        ScenarioRun.objects.filter(pk=run).update(question={**question, "skill": skill})
        kept = kept_question(ScenarioRun.objects.get(pk=run).question)
        assert len(kept.skills) == skills
        assert all(one.people == (1, 2) for one in kept.skills)
    play_all(at)
    assert ScenarioRun.objects.get(pk=run).state == "done"
