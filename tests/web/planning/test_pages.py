"""Planning on screen without a script: each page, each refusal beside its field, and who may not."""

import math
import re
from datetime import UTC, datetime, timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.local_standards import set_local_standards
from constabulary.casework.planning.runs import ask_run, cancel_run
from constabulary.casework.planning.scenarios import LONGEST_TEXT
from constabulary.records.models import Scenario, ScenarioRun
from constabulary.simulation.results.telling import tell_day
from constabulary.web.planning import learned_views, showing, views
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import allocated, planned
from tests.factories.scenarios import DESK, play_all, played, saved

pytestmark = pytest.mark.django_db
RUN = {"replications": "16", "seed": "7"}


@pytest.fixture
def planner():
    return signed_in(Role.PLANNER)


def refused(answer) -> str:
    assert answer.status_code == 422
    return words_of(answer)


def test_a_run_on_a_machine_that_has_not_played_yet_says_that_the_simulator_is_compiled_first(planner, monkeypatch):
    monkeypatch.setattr("constabulary.web.planning.run_views._is_cold", lambda _run: True)
    planner.post("/planning/new", {"name": "POLIT", "origin": "online-investigation"})
    number = Scenario.objects.get().pk
    answer = planner.post(f"/planning/scenarios/{number}/run", {"replications": "8", "seed": "1"}, follow=True)
    assert "The simulator is being compiled on this machine." in words_of(answer)
    assert "Waiting to be played." not in words_of(answer)


def test_a_shipped_scenario_is_saved_run_and_shown_with_picture_table_and_command(planner, at, monkeypatch):
    # Whether this very machine has compiled the simulator already is not what is tested here.
    monkeypatch.setattr("constabulary.web.planning.run_views._is_cold", lambda _run: False)
    assert "None has been saved yet." in words_of(planner.get("/planning"))
    answer = planner.post("/planning/new", {"name": "POLIT", "origin": "online-investigation"}, follow=True)
    words = words_of(answer)
    assert "Synthetic. What this says follows from its assumptions" in words
    assert "It has not been played yet." in words
    assert "Staff on duty against demand by hour" in words
    number = Scenario.objects.get().pk
    answer = planner.post(f"/planning/scenarios/{number}/run", {"replications": "8", "seed": "1"}, follow=True)
    assert "Waiting to be played." in words_of(answer)
    run = ScenarioRun.objects.get().pk
    play_all(at)
    done = planner.get(f"/planning/runs/{run}/changes")
    assert "Done, with its figures" in words_of(done)
    page = planner.get(f"/planning/runs/{run}")
    words = words_of(page)
    assert page.content.decode().count("<svg") >= 4
    for said in (
        "When the backlog is gone, and how sure", "The backlog at triage, research and act is 150 at the start",
        f"constabulary simulate polit-{number}.toml --seed 1 --replications 8", "Published", "Assumption",
        "high acted on in 7 days", "Longest on average:", "From coming in to leaving, by class", "How old it is, by class",
        "hours of a shift on average", "are assumed",
    ):  # fmt: skip
        assert said in words
    drawn = page.content.decode()
    assert drawn.count('aria-label="POLIT (synthetic)') >= 2, "a picture that is cut out of the page keeps its label"
    assert 'class="govuk-details" open' not in drawn, "tables are folded"
    plan = words_of(planner.get(f"/planning/runs/{run}/plan"))
    assert f"polit-{number}.toml" in plan
    assert "How far to trust it" in plan
    assert "Synthetic." in plan
    assert 'class="govuk-details" open' in planner.get(f"/planning/runs/{run}/plan").content.decode(), (
        "paper unfolds nothing"
    )
    file = planner.get(f"/planning/scenarios/{number}/file")
    assert file["Content-Disposition"] == f'attachment; filename="polit-{number}.toml"'
    assert file.content.decode() == Scenario.objects.get().text
    assert "When the backlog is gone, and how sure" in words_of(planner.get(f"/planning/scenarios/{number}"))
    assert "POLIT" in words_of(planner.get("/planning"))


def test_a_few_things_are_changed_run_and_compared(planner, at):
    run = played(at)
    first = ScenarioRun.objects.get().scenario_id
    asking(Role.PLANNER)
    page = words_of(planner.get(f"/planning/scenarios/{first}/change"))
    for said in (
        "More clerks",
        "What comes in, times",
        "Waiting at answer: letters Now 60",
        "Days that are played Now 40",
    ):
        assert said in page
    typed = {
        "name": "Two more, twice as much", "people_0": "2", "arrivals_0": "2", "service": "0.5", "waiting_0": "1,000",
        "start": "1/2/2027", "days": "40",
    }  # fmt: skip
    answer = planner.post(f"/planning/scenarios/{first}/change", {**typed, **RUN}, follow=True)
    words = words_of(answer)
    for said in ("2 more clerks", "letters: 2 times as much comes in", "1,000 of letters wait at answer"):
        assert said in words
    play_all(at)
    other = ScenarioRun.objects.exclude(pk=run).get()
    asking(Role.PLANNER)
    page = words_of(planner.get(f"/planning/runs/{run}/compare"))
    assert f"run {other.pk}" in page
    page = words_of(planner.get(f"/planning/runs/{run}/compare", {"other": other.pk}))
    assert "Days until the backlog is gone, at least" in page
    assert "hold all 6 differences together" in page
    assert re.search(
        r"Utilisation: clerks \d+\.\d % \d+\.\d % [+−]\d+\.\d points [+−]\d+\.\d points to [+−]\d+\.\d points", page
    )
    assert "Two shares differ by points" in page


@pytest.mark.parametrize(
    ("unit", "figure", "signed", "told"),
    [
        ("share", 0.42, False, "42.0 %"),
        ("share", 0.042, True, "+4.2 points"),
        ("share", -0.042, True, "−4.2 points"),
        ("share", -0.0001, True, "0.0 points"),
        ("count", 1234.5, True, "+1,234.5"),
        ("count", math.nan, True, "–"),
        ("wait", None, False, "–"),
    ],
)
def test_a_figure_is_told_in_its_unit_and_a_difference_of_shares_in_points(unit, figure, signed, told):
    assert showing.told_figure(unit, figure, signed=signed) == told


OURS = """
[[standard]]
key = "queues.recovery"
[[standard.edition]]
valid_from = 2026-01-01
edition = "Ours"
source = "Our own choice"
value = { promised_with = 0.75, also_told_with = [0.95], gone_within_days = 7, alarm_below = 0.5, weeks_outside = 2, plan_weighs = 8, lasts_days = 91, may_move = 0.15, entered_within_days = 3, most_a_week = 500, usual_days = 14 }
"""


def headline(answer) -> str:
    return re.search(r'<p class="con-big">(.*?)</p>', answer.content.decode())[1]


def test_the_headline_promises_a_day_with_the_chance_of_the_standard_and_of_the_forces_own(planner, at, monkeypatch):
    run = played(at)
    asking(Role.PLANNER)
    assert re.fullmatch(r"Gone by \d+ \w+ \d{4}, with 80 % chance", headline(planner.get(f"/planning/runs/{run}")))
    set_local_standards(text=OURS, by=asking(Role.ADMINISTRATOR), at=at)
    monkeypatch.setattr(showing, "now", lambda: at)
    asking(Role.PLANNER)
    for address in (f"runs/{run}", f"runs/{run}/plan", f"scenarios/{ScenarioRun.objects.get().scenario_id}"):
        page = planner.get(f"/planning/{address}")
        assert headline(page).endswith("with 75 % chance")
        assert re.findall(r'scope="row" class="govuk-table__header">(\d+ %)', page.content.decode()) == [
            "50 %", "75 %", "95 %"
        ]  # fmt: skip
    days = sorted(ScenarioRun.objects.get().result["figures"]["days until the backlog is gone, at least"])
    gone = tell_day(datetime(2026, 11, 2, tzinfo=UTC), days[math.ceil(0.75 * 16) - 1])
    assert headline(page) == f"Gone by {gone}, with 75 % chance"
    other = played(at, scenario=saved(at, text=DESK.replace("per_day = 4", "per_day = 5")))
    asking(Role.PLANNER)
    words = words_of(planner.get(f"/planning/runs/{run}/compare", {"other": other}))
    assert "As likely as not by 75 % by 95 % by Gone within the days played" in words


def test_a_day_that_is_not_reached_with_the_promised_chance_is_not_promised(planner, at):
    even = played(at, scenario=saved(at, text=DESK.replace("days = 40", "days = 7")))
    never = played(at, scenario=saved(at, text=DESK.replace("days = 40", "days = 3")))
    asking(Role.PLANNER)
    assert 8 <= ScenarioRun.objects.get(pk=even).result["gone"]["within"]["numerator"] < 13, "of 16"
    assert re.fullmatch(r"Gone by \d+ \w+ \d{4} as likely as not", headline(planner.get(f"/planning/runs/{even}")))
    assert headline(planner.get(f"/planning/runs/{never}")) == "More likely than not, not gone within 3 days"


def test_a_model_may_be_as_long_on_the_page_as_for_machines(planner):
    lines = "# A line of a test.\r\n" * ((LONGEST_TEXT - len(DESK)) // 20 - 1)
    assert len(lines) > LONGEST_TEXT, "as a browser ends its lines"
    own = {"name": "Long", "origin": "text"}
    planner.post("/planning/new", {**own, "text": f"{lines}{DESK}".strip()}, follow=True)
    assert LONGEST_TEXT - 100 < len(Scenario.objects.get().text) <= LONGEST_TEXT
    words = refused(planner.post("/planning/new", {**own, "text": f"{lines * 2}{DESK}"}))
    assert "A model's file can have up to 200,000 characters." in words
    assert Scenario.objects.count() == 1


def test_what_cannot_be_compared_is_said(planner, at):
    run = played(at)
    asking(Role.PLANNER)
    assert "No other run was played with seed 7" in words_of(planner.get(f"/planning/runs/{run}/compare"))
    assert "Choose one of these." in refused(planner.get(f"/planning/runs/{run}/compare", {"other": "1"}))
    waiting = ask_run(scenario=saved(at), replications=4, seed=1, by=asking(Role.PLANNER), at=at)
    assert "This run is not done" in words_of(planner.get(f"/planning/runs/{waiting}/compare"))
    assert planner.get(f"/planning/runs/{waiting}/plan").status_code == 404
    short = saved(at, name="Shorter", text=DESK.replace("days = 40", "days = 20"))
    other = played(at, scenario=short)
    asking(Role.PLANNER)
    page = refused(planner.get(f"/planning/runs/{run}/compare", {"other": other}))
    assert "Choose one of these." in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "", "origin": "records"}, "Enter a name for the scenario"),
        ({"name": "x"}, "Choose an answer: start from."),
        ({"name": "x", "origin": "moon-base"}, "Choose one of these."),
        ({"name": "x", "origin": "records"}, "so there is nothing to start from"),
        ({"name": "x", "origin": "text", "text": "days ="}, "The file is no TOML"),
        ({"name": "x", "origin": "text", "text": DESK.replace('skill = "writing"', 'skill = "reading"')}, "reading"),
    ],
    ids=["no name", "no origin", "another origin", "no team", "no TOML", "a skill nobody has"],
)
def test_a_scenario_that_cannot_be_saved_is_refused_beside_its_field(typed, said, planner):
    assert said in refused(planner.post("/planning/new", typed))
    assert not Scenario.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Enter a name for the scenario"),
        ({"people_0": "two"}, "Enter a whole number, such as 2."),
        ({"people_0": "-+5"}, "Enter a whole number, such as 2."),
        ({"people_0": "-5"}, "less than nobody"),
        ({"arrivals_0": "double"}, "Enter how many times as much"),
        ({"arrivals_0": "1.2.3"}, "Enter how many times as much"),
        ({"arrivals_0": "1000"}, "from 0 to 100."),
        ({"service": "0"}, "from 0.01 to 100."),
        ({"waiting_0": "-1"}, "a whole number of 0 or more"),
        ({"start": "1/2"}, "year"),
        ({"days": "0"}, "a whole number of 1 or more"),
        ({"days": "99999999"}, "can be up to 36600 days"),
        ({"replications": "1"}, "no more often than the rule book"),
        ({"replications": ""}, "Enter a whole number."),
        ({"replications": "9" * 30}, "at most 20 characters"),
        ({"seed": "-1"}, "The seed is a whole number"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_and_changes_nothing(typed, said, planner, at):
    scenario = saved(at)
    answer = planner.post(f"/planning/scenarios/{scenario}/change", {"name": "x", **RUN, **typed})
    assert said in refused(answer)
    assert not ScenarioRun.objects.exists()
    assert Scenario.objects.count() == 1


def test_a_run_asked_for_wrongly_is_refused_on_the_scenarios_page(planner, at):
    scenario = saved(at)
    assert "no more often than the rule book" in refused(
        planner.post(f"/planning/scenarios/{scenario}/run", {"replications": "3000", "seed": "1"})
    )
    assert "Enter a whole number." in refused(planner.post(f"/planning/scenarios/{scenario}/run", {}))


def test_a_run_is_cancelled_once_and_one_that_failed_says_why(planner, at):
    scenario = saved(at)
    run = ask_run(scenario=scenario, replications=4, seed=1, by=asking(Role.PLANNER), at=at)
    assert "The run is cancelled." in words_of(planner.post(f"/planning/runs/{run}/cancel", follow=True))
    again = words_of(planner.post(f"/planning/runs/{run}/cancel", follow=True))
    assert "The run was over already" in again
    assert "Cancelled before it was done" in again
    assert planner.post("/planning/runs/1/cancel").status_code == 404
    assert planner.get("/planning/scenarios/1").status_code == 404


def test_what_is_done_is_not_cancelled_beside_it(planner, at):
    run = ask_run(scenario=saved(at), replications=4, seed=1, by=asking(Role.PLANNER), at=at)
    page = planner.get(f"/planning/runs/{run}").content.decode()
    assert page.count('id="while-it-is-played"') == 1
    assert "Cancel the run" in page.split('id="while-it-is-played"')[1]
    changes = f"/planning/runs/{run}/changes"
    assert "while-it-is-played" not in planner.get(changes).content.decode(), "it stays while it is played"
    play_all(at)
    asking(Role.PLANNER)
    over = planner.get(changes)
    assert over.status_code == 286
    assert 'id="while-it-is-played" hx-swap-oob="delete"' in over.content.decode()


def test_where_nothing_waits_at_the_start_nothing_is_said_to_be_gone(planner, at):
    run = played(at, scenario=saved(at, text=DESK.replace("count = 60", "count = 0")))
    asking(Role.PLANNER)
    assert "no more waits than comes in within 7 days, or than was said" in words_of(
        planner.get(f"/planning/runs/{run}")
    )
    full = played(at, scenario=saved(at, text=DESK.replace("per_day = 4", "per_day = 12")))
    asking(Role.PLANNER)
    words = words_of(planner.get(f"/planning/runs/{full}"))
    assert "the backlog grows, and cannot be cleared" in words


@pytest.mark.parametrize("role", [Role.CHIEF_OFFICER, Role.INSPECTION_LEAD, Role.AUDITOR])
def test_those_who_answer_for_the_force_read_and_are_offered_nothing_to_change(role, at):
    run = played(at)
    waiting = ask_run(scenario=saved(at), replications=4, seed=1, by=asking(Role.PLANNER), at=at)
    reader = signed_in(role)
    for path in ("/planning", f"/planning/runs/{run}", f"/planning/runs/{waiting}"):
        page = reader.get(path).content.decode()
        assert 'href="/planning/new"' not in page
        assert "/cancel" not in page
        assert "/change" not in page.replace("/changes", "")
    cancel_run(run=waiting, by=asking(Role.PLANNER), at=at)


ROOM = DESK.replace(
    'skill = "writing"', 'skill = "writing"\ntarget = { letters = "5 days" }\npatience."" = { limit = "40 days" }'
)


def test_what_is_begun_within_its_target_and_what_gives_up_stands_on_the_page(planner, at):
    run = played(at, scenario=saved(at, text=ROOM))
    asking(Role.PLANNER)
    words = words_of(planner.get(f"/planning/runs/{run}"))
    assert re.search(r"Letters: \d+\.\d % \(\d+\.\d % to \d+\.\d %\) begun at answer within 5\.0 days\.", words)
    assert "Begun within its target" in words
    other = played(at, scenario=saved(at, text=ROOM))
    asking(Role.PLANNER)
    assert "Share in target: answer, letters" in words_of(planner.get(f"/planning/runs/{run}/compare?other={other}"))


def test_a_scenario_is_learned_from_the_way_of_crimes_in_the_records(planner, at, monkeypatch):
    monkeypatch.setattr(views, "now", lambda: at)
    typed = {"name": "The way of crimes", "origin": "chain"}
    assert "so there is nothing to learn from" in refused(planner.post("/planning/new", typed))
    allocated(at - timedelta(days=9))
    asking(Role.PLANNER)
    assert "None of the visits to a stage has ended" in refused(planner.post("/planning/new", typed))
    assert not Scenario.objects.exists()
    for days in (6, 3):
        planned(at - timedelta(days=days))
    asking(Role.PLANNER)
    words = words_of(planner.post("/planning/new", typed, follow=True))
    assert "Learned from the records: from recording to the outcome." in words
    assert "Every figure that it stands on was measured." in words
    assert "no measurement of the force" not in words
    assert "Measured" in words
    assert "Staff on duty against demand" not in words, "of waits that were measured nobody knows who is there"
    assert "How many people do we need?" not in words
    for said in (
        "What the records taught", "How long each stage takes, waiting included", "Where it goes next",
        "What comes back to a stage", "What the records cannot tell: how long anybody works on it",
        "Left out, because none of it has ended yet and nobody knows how long it takes: Investigate",
    ):  # fmt: skip
        assert said in words, said
    scenario = Scenario.objects.get()
    monkeypatch.setattr(learned_views, "now", lambda: at)
    assert "There is nothing to compare yet." in words_of(planner.get(f"/planning/scenarios/{scenario.pk}/drift"))
    planned(at + timedelta(days=4))
    monkeypatch.setattr(learned_views, "now", lambda: at + timedelta(days=9))
    asking(Role.PLANNER)
    words = words_of(planner.get(f"/planning/scenarios/{scenario.pk}/drift"))
    assert re.search(r"\d+ figures were compared; \d+ ha(s|ve) changed", words)
    for said in ("Come in a day", "Half within", "Come back"):
        assert said in words
    assert planner.get(f"/planning/scenarios/{saved(at)}/drift").status_code == 404
    asking(Role.PLANNER)
    change = {"name": "The same", "replications": "4", "seed": "1"}
    planner.post(f"/planning/scenarios/{scenario.pk}/change", change)
    other = Scenario.objects.get(made_from=scenario)
    assert other.learned == scenario.learned
    run = played(at, scenario=scenario.pk, replications=4)
    asking(Role.PLANNER)
    assert planner.get(f"/planning/runs/{run}").status_code == 200


def test_a_scenario_is_played_until_a_figure_is_known_and_the_page_says_how_well(planner, at):
    scenario = saved(at)
    page = words_of(planner.get(f"/planning/scenarios/{scenario}"))
    for said in (
        "Play until this is known",
        "Days until the backlog is gone, at least",
        "Within how many per cent of it?",
    ):
        assert said in page
    typed = {"replications": "200", "seed": "5", "until": "days until the backlog is gone, at least", "within": "20"}
    page = words_of(planner.post(f"/planning/scenarios/{scenario}/run", typed, follow=True))
    play_all(at)
    run = ScenarioRun.objects.get()
    assert run.state == "done", run.said
    assert run.question == {"until": typed["until"], "within": 0.2, "most": 200}
    assert run.replications == run.result["replications"] < 200
    assert run.result["precision"]["reached"]
    assert run.result["precision"]["half"] <= 0.2
    asking(Role.PLANNER)
    words = words_of(planner.get(f"/planning/runs/{run.pk}"))
    assert f"of it each way, with 95 %, after {run.replications} times; within 20.0 % was asked." in words
    assert f"--replications {run.replications}" in words, "so often it is played to have the same figures"


def test_what_is_not_known_so_well_within_the_times_allowed_is_said(planner, at):
    scenario = saved(at)
    typed = {"replications": "40", "seed": "5", "until": "mean wait at least: answer", "within": "0.1"}
    planner.post(f"/planning/scenarios/{scenario}/run", typed)
    play_all(at)
    run = ScenarioRun.objects.get()
    assert (run.replications, run.result["precision"]["reached"]) == (40, False)
    asking(Role.PLANNER)
    assert "was not known within 0.1 % of it after 40 times, the most that was allowed" in words_of(
        planner.get(f"/planning/runs/{run.pk}")
    )


def test_a_changed_scenario_is_played_until_a_figure_is_known_and_compared_as_often_as_both_were(planner, at):
    scenario = saved(at)
    before = played(at, scenario=scenario, seed=5, replications=60)
    asking(Role.PLANNER)
    page = words_of(planner.get(f"/planning/scenarios/{scenario}/change"))
    for said in ("Play until this is known", "Within how many per cent of it?", "allow 40 or more"):
        assert said in page
    typed = {
        "name": "One more", "people_0": "1", "replications": "200", "seed": "5",
        "until": "days until the backlog is gone, at least", "within": "20",
    }  # fmt: skip
    planner.post(f"/planning/scenarios/{scenario}/change", typed)
    play_all(at)
    run = ScenarioRun.objects.exclude(pk=before).get()
    assert run.question["within"] == 0.2
    assert run.replications < 60, "fewer than it is compared with, or the test says nothing"
    asking(Role.PLANNER)
    assert "within 20.0 % was asked." in words_of(planner.get(f"/planning/runs/{run.pk}"))
    words = words_of(planner.get(f"/planning/runs/{run.pk}/compare?other={before}"))
    assert f"here the first {run.replications} of each are compared" in words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"until": "happiness"}, "Choose one of these."),
        ({"until": ""}, "Choose one of the figures of this scenario."),
        ({"within": ""}, "Enter within how many per cent the figure is to be known"),
        ({"within": "60"}, "from 0.1 to 50."),
        ({"within": "-5"}, "Enter a percentage, such as 80."),
        ({"replications": "39"}, "Allow 40 times or more"),
        ({"waiting_0": "0"}, "Once it is changed like this, the scenario does not have that figure"),
    ],
)
def test_a_precision_of_a_change_that_makes_no_sense_is_refused_and_nothing_is_saved(typed, said, planner, at):
    scenario = saved(at)
    asked = {
        "name": "As asked", "replications": "100", "seed": "1", "within": "5",
        "until": "days until the backlog is gone, at least",
    }  # fmt: skip
    assert said in refused(planner.post(f"/planning/scenarios/{scenario}/change", {**asked, **typed}))
    assert not ScenarioRun.objects.exists()
    assert Scenario.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"until": "happiness"}, "Choose one of these."),
        ({"until": ""}, "Choose one of the figures of this scenario."),
        ({"within": ""}, "Enter within how many per cent the figure is to be known"),
        ({"within": "60"}, "from 0.1 to 50."),
        ({"within": "close"}, "Enter a percentage, such as 80."),
        ({"replications": "39"}, "Allow 40 times or more"),
    ],
)
def test_a_precision_that_makes_no_sense_is_refused_beside_its_field(typed, said, planner, at):
    scenario = saved(at)
    asked = {"replications": "100", "seed": "1", "until": "mean wait at least: answer", "within": "5"}
    assert said in refused(planner.post(f"/planning/scenarios/{scenario}/run", {**asked, **typed}))
    assert not ScenarioRun.objects.exists()
