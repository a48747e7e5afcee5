"""Scenarios saved, changed, played, cancelled and compared by their verbs; a run whose worker died is played again."""

import hashlib
import json

import pytest
from django.db import DatabaseError, transaction

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.planning import playing, runs
from constabulary.casework.planning.playing import play_waiting
from constabulary.casework.planning.runs import ask_run, cancel_run, change_and_run, compare_runs
from constabulary.casework.planning.scenarios import (
    FROM_RECORDS,
    FROM_TEXT,
    LONGEST_TEXT,
    change_scenario,
    save_scenario,
)
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Crime, JournalEntry, RunProgress, Scenario, ScenarioRun
from constabulary.records.queries.officers import system_officer
from constabulary.records.queries.planning import run_by_id, runs_done_like, scenario_by_id
from constabulary.records.writing import writing
from constabulary.simulation.model.changing import Changes, Waiting
from constabulary.simulation.model.checking import NotPlayable
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.model.units import Misread
from constabulary.simulation.results.plain import plain_result
from constabulary.simulation.results.simulating import simulate
from constabulary.simulation.scenarios.library import NAMES, read_text
from tests.conftest import asking
from tests.factories.scenarios import DESK, online_team_at_work, play_all, played, saved

pytestmark = pytest.mark.django_db


def kinds(run: int) -> list[str]:
    return list(JournalEntry.objects.filter(subject_row=run).order_by("id").values_list("kind", flat=True))


def test_a_run_is_asked_played_and_kept_with_the_figures_of_the_command_line(at):
    run = played(at)
    row = ScenarioRun.objects.get(pk=run)
    assert (row.state, row.begun, row.edition) == ("done", 1, "Simulation 2")
    again = plain_result(simulate(read_model(DESK), seed=7, replications=16, workers=2))
    assert row.result == again
    assert row.digest == hashlib.sha256(json.dumps(again, sort_keys=True).encode()).hexdigest()
    assert row.result["gone"]["at_start"] == 60
    assert row.result["gone"]["at_most"] == 28
    assert kinds(run) == ["scenario_run_asked", "scenario_run_begun", "scenario_run_done"]
    assert play_all(at) == 0


def test_without_a_seed_one_is_drawn_and_kept(at):
    run = ask_run(scenario=saved(at), replications=2, by=asking(Role.PLANNER), at=at)
    assert ScenarioRun.objects.get(pk=run).seed > 0


@pytest.mark.parametrize("origin", NAMES)
def test_each_shipped_scenario_is_saved_as_it_is(origin, at):
    scenario = save_scenario(name="As shipped", origin=origin, by=asking(Role.PLANNER), at=at)
    assert Scenario.objects.get(pk=scenario).text == read_text(origin)


def test_a_change_makes_another_scenario_and_leaves_the_one_before(at):
    before = saved(at)
    changes = Changes(
        name="Two more clerks", people={"clerks": 2}, arrivals={"letters": 2.0}, service=0.5,
        waiting=(Waiting(of="letters", stage="answer", count=80),), start=at.date(), days=30,
    )  # fmt: skip
    after = change_scenario(scenario=before, changes=changes, by=asking(Role.PLANNER), at=at)
    row = Scenario.objects.get(pk=after)
    assert row.made_from_id == before
    assert row.told == [
        "2 more clerks: on the shift from 09:00 to 17:00, Mon, Tue, Wed, Thu, Fri, Sat, Sun",
        "letters: 2 times as much comes in",
        "the work of people takes 0.5 times as long",
        "80 of letters wait at answer at the start",
        "it starts on 2 November 2026",
        "30 days are played",
    ]
    model = read_model(row.text)
    assert model.staff[0].shifts[0].people == 3
    assert model.classes[0].arrivals.per_day == 8
    assert model.gone.at_most == 28, "as many as came in within a week before: the bar does not rise with what comes in"
    assert model.classes[0].backlog[0].count == 80
    assert model.stages[0].service[""].mean == 0.5
    assert model.days == 30
    assert {model.staff[0].source, model.classes[0].arrivals.source, model.stages[0].service[""].source} == {
        "2 more, as asked", "2 times as much, as asked", "0.5 times as long, as asked",
    }  # fmt: skip
    assert Scenario.objects.get(pk=before).text == DESK
    assert row.changes["people"] == {"clerks": 2}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (Changes(name="x", people={"clerks": -2}), "less than nobody"),
        (Changes(name="x", people={"clerks": 5000}), "up to 1,000 people"),
        (Changes(name="x", people={"nobody": 1}), "no staff group nobody"),
        (Changes(name="x", arrivals={"letters": -1.0}), "can be multiplied by 0 to 100"),
        (Changes(name="x", arrivals={"parcels": 1.5}), "no class parcels"),
        (Changes(name="x", service=0.0), "can be multiplied by 0.01 to 100"),
        (Changes(name="x", waiting=(Waiting(of="letters", stage="answer", count=-1),)), "fewer than none"),
        (Changes(name="x", waiting=(Waiting(of="letters", stage="post", count=1),)), "no stage post"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_change_that_makes_no_sense_is_refused_in_a_sentence_and_saves_nothing(changes, sentence, at):
    before = saved(at)
    with pytest.raises(Misread, match=sentence):
        change_scenario(scenario=before, changes=changes, by=asking(Role.PLANNER), at=at)
    assert Scenario.objects.count() == 1


def test_a_change_to_a_run_without_end_is_refused_with_the_models_own_sentences(at):
    with pytest.raises(NotPlayable, match="can be up to 36600 days"):
        change_scenario(scenario=saved(at), changes=Changes(name="x", days=1e6), by=asking(Role.PLANNER), at=at)


@pytest.mark.parametrize(
    ("text", "error", "sentence"),
    [
        ("name = ", Misread, "no TOML"),
        (DESK.replace("per_day = 4", "per_day = -4"), NotPlayable, "must be nought or more"),
        (DESK.replace('to = "answer"', 'to = "shredder"'), NotPlayable, "no stage"),
        (DESK.replace("days = 40", 'days = 40\ngone = { stages = ["cellar"] }'), NotPlayable, "gone at cellar"),
        (DESK.replace("days = 40", "days = 40\ngone = { at_most = -1 }"), NotPlayable, "count as gone"),
        ("x" * (LONGEST_TEXT + 1), Misread, "up to 200,000 characters"),
    ],
    ids=["no TOML", "negative", "no stage", "gone nowhere", "gone at less than none", "too long"],
)
def test_a_file_that_cannot_be_played_is_refused_in_a_sentence_and_saves_nothing(text, error, sentence, at):
    with pytest.raises(error, match=sentence):
        saved(at, text=text)
    assert not Scenario.objects.exists()


@pytest.mark.parametrize("name", ["", "  ", "n" * 81], ids=["none", "blank", "too long"])
def test_a_scenario_needs_a_name(name, at):
    with pytest.raises(NotAllowed) as refused:
        saved(at, name=name)
    assert [one.code for one in refused.value.reasons] == ["planning.name-needed"]
    with pytest.raises(NoSuchRecord):
        save_scenario(name="x", origin="moon-base", by=asking(Role.PLANNER), at=at)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"replications": 1}, "no-such-number-of-times"),
        ({"replications": 2001}, "no-such-number-of-times"),
        ({"replications": 2, "seed": -1}, "no-such-seed"),
        ({"replications": 2, "seed": 10**16}, "no-such-seed"),
    ],
)
def test_a_run_that_cannot_be_asked_for_is_refused(asked, code, at):
    with pytest.raises(NotAllowed) as refused:
        ask_run(scenario=saved(at), by=asking(Role.PLANNER), at=at, **asked)
    assert [one.code for one in refused.value.reasons] == [f"planning.{code}"]
    assert not ScenarioRun.objects.exists()


def test_more_than_can_be_played_or_twenty_that_wait_are_refused(at, monkeypatch):
    busy = saved(at, text=DESK.replace("per_day = 4", "per_day = 900000"))
    with pytest.raises(NotAllowed) as refused:
        ask_run(scenario=busy, replications=2000, by=asking(Role.PLANNER), at=at)
    assert [one.code for one in refused.value.reasons] == ["planning.too-much"]
    assert not ScenarioRun.objects.exists()
    monkeypatch.setattr(runs, "runs_waiting", lambda: list(range(20)))
    with pytest.raises(NotAllowed) as refused:
        ask_run(scenario=saved(at), replications=2, by=asking(Role.PLANNER), at=at)
    assert [one.code for one in refused.value.reasons] == ["planning.too-many-wait"]


def test_a_run_that_would_not_fit_into_memory_is_refused_before_it_waits_and_says_what_to_lower(at):
    deep = saved(at, text=DESK.replace("days = 40", "days = 10000\nsnapshots_a_day = 24"))
    with pytest.raises(NotAllowed, match="play it fewer times or fewer days, take fewer snapshots a day") as refused:
        ask_run(scenario=deep, replications=100, by=asking(Role.PLANNER), at=at)
    assert [one.code for one in refused.value.reasons] == ["planning.too-large"]
    with pytest.raises(NotAllowed):
        change_and_run(
            scenario=deep, changes=Changes(name="x"), replications=100, seed=1, by=asking(Role.PLANNER), at=at
        )
    assert not ScenarioRun.objects.exists()
    assert Scenario.objects.count() == 1
    assert ask_run(scenario=deep, replications=10, by=asking(Role.PLANNER), at=at)


@pytest.mark.parametrize("origin", NAMES)
def test_each_shipped_scenario_may_be_played_as_often_as_a_run_may(origin, at):
    scenario = save_scenario(name="As shipped", origin=origin, by=asking(Role.PLANNER), at=at)
    assert ask_run(scenario=scenario, replications=2000, by=asking(Role.PLANNER), at=at)


def test_only_a_planner_makes_changes_runs_and_cancels_and_others_may_look(at):
    run = played(at)
    scenario = ScenarioRun.objects.get(pk=run).scenario_id
    other = played(at, scenario=scenario)
    for role in (Role.CHIEF_OFFICER, Role.INSPECTION_LEAD, Role.AUDITOR, Role.INVESTIGATOR, Role.ADMINISTRATOR):
        by = asking(role)
        with pytest.raises(NotPermitted):
            save_scenario(name="x", origin=FROM_TEXT, text=DESK, by=by, at=at)
        with pytest.raises(NotPermitted):
            save_scenario(name="x", origin=FROM_RECORDS, by=by, at=at)
        with pytest.raises(NotPermitted):
            change_scenario(scenario=scenario, changes=Changes(name="x"), by=by, at=at)
        with pytest.raises(NotPermitted):
            ask_run(scenario=scenario, replications=2, by=by, at=at)
        with pytest.raises(NotPermitted):
            cancel_run(run=run, by=by, at=at)
        with pytest.raises(NotPermitted):
            play_waiting(by=by, at=at)
    assert (Scenario.objects.count(), ScenarioRun.objects.count()) == (1, 2)
    assert kinds(run) == ["scenario_run_asked", "scenario_run_begun", "scenario_run_done"]
    for role in Role:
        by = asking(role)
        if role in {Role.PLANNER, Role.CHIEF_OFFICER, Role.INSPECTION_LEAD, Role.AUDITOR}:
            assert compare_runs(run=run, other=other, by=by, at=at)
        else:
            with pytest.raises(NotPermitted):
                compare_runs(run=run, other=other, by=by, at=at)


def test_what_is_not_there_is_not_there(at):
    by = asking(Role.PLANNER)
    run = played(at)
    for act in (
        lambda: change_scenario(scenario=1, changes=Changes(name="x"), by=by, at=at),
        lambda: ask_run(scenario=1, replications=2, by=by, at=at),
        lambda: cancel_run(run=1, by=by, at=at),
        lambda: compare_runs(run=run, other=1, by=by, at=at),
        lambda: compare_runs(run=1, other=run, by=by, at=at),
    ):
        with pytest.raises(NoSuchRecord):
            act()
    assert scenario_by_id(1) is None
    assert run_by_id(1) is None


def test_two_runs_of_the_same_luck_are_compared_pair_by_pair(at):
    scenario = saved(at)
    one = played(at, scenario=scenario)
    more = change_scenario(
        scenario=scenario, changes=Changes(name="One more", people={"clerks": 1}), by=asking(Role.PLANNER), at=at
    )
    other = played(at, scenario=more)
    assert [found.id for found in runs_done_like(run_by_id(one))] == [other]
    found = {each.label: each for each in compare_runs(run=one, other=other, by=asking(Role.CHIEF_OFFICER), at=at)}
    gone = found["days until the backlog is gone, at least"]
    assert gone.there < gone.here
    assert gone.difference.high < 0
    assert gone.difference.mean == pytest.approx(gone.there - gone.here)
    assert gone.by_chance < 0.001
    assert found["breaches: answered in 5 days"].difference.mean < 0
    assert [each.label for each in found.values()] == [label for label, _ in run_by_id(one).result["units"]]
    # Nobody works over in a desk of an hour's letters that ends its shift with what it has in hand.
    overtime, busy = found["hours of overtime: clerks"], found["utilisation: clerks"]
    for each in (overtime, busy):
        assert each.difference.mean == pytest.approx(each.there - each.here)
        assert each.difference.low <= each.difference.mean <= each.difference.high
    assert (overtime.unit, busy.unit) == ("count", "share")
    assert 0 < busy.there < busy.here < 1
    assert busy.difference.high < 0


def test_runs_of_other_luck_unfinished_or_the_same_are_not_compared(at):
    scenario = saved(at)
    one = played(at, scenario=scenario)
    other = played(at, scenario=scenario, seed=8)
    waiting = ask_run(scenario=scenario, replications=16, seed=7, by=asking(Role.PLANNER), at=at)
    for second, code in ((one, "same-run"), (other, "other-luck"), (waiting, "not-done")):
        with pytest.raises(NotAllowed) as refused:
            compare_runs(run=one, other=second, by=asking(Role.PLANNER), at=at)
        assert [reason.code for reason in refused.value.reasons] == [f"planning.{code}"]


def test_runs_played_another_number_of_times_are_compared_as_often_as_both_were(at):
    scenario = saved(at)
    one, longer = (played(at, scenario=scenario, replications=times) for times in (16, 24))
    assert [found.id for found in runs_done_like(run_by_id(one))] == [longer]
    for first, second in ((one, longer), (longer, one)):
        found = compare_runs(run=first, other=second, by=asking(Role.PLANNER), at=at)
        assert found
        # The same scenario with the same luck: where it was played by both, there is no difference at all.
        assert {each.difference.mean for each in found} <= {0.0}
        assert all(each.here == each.there for each in found)
    here = run_by_id(longer).result["figures"]["utilisation: clerks"]
    assert len(here) == 24, "each keeps all that it was played"


def test_only_runs_that_it_can_be_compared_with_are_offered_those_it_came_from_first(at):
    scenario = saved(at)
    one = played(at, scenario=scenario)
    elsewhere = DESK.replace('"answer"', '"reply"').replace("answered", "replied").replace('"clerks"', '"writers"')
    elsewhere = "\n".join(line for line in elsewhere.splitlines() if not line.startswith("backlog"))
    played(at, scenario=saved(at, text=elsewhere))
    played(at, scenario=saved(at, text=DESK.replace("days = 40", "days = 41")))
    alike = played(at, scenario=saved(at, name="Another desk"))
    more = change_scenario(
        scenario=scenario, changes=Changes(name="One more", people={"clerks": 1}), by=asking(Role.PLANNER), at=at
    )
    changed = played(at, scenario=more)
    newest = played(at, scenario=saved(at, name="A third desk"))
    for run, first in ((changed, one), (one, changed)):
        offered = [found.id for found in runs_done_like(run_by_id(run))]
        assert offered[0] == first
        assert set(offered[1:]) == {newest, alike}


def test_a_changed_scenario_is_played_until_a_figure_is_known(at):
    scenario = saved(at)
    label = "days until the backlog is gone, at least"
    asked = {"scenario": scenario, "replications": 200, "seed": 5, "until": label, "by": asking(Role.PLANNER), "at": at}
    run = change_and_run(changes=Changes(name="One more", people={"clerks": 1}), within=0.2, **asked)
    play_all(at)
    row = ScenarioRun.objects.get(pk=run)
    assert row.question == {"until": label, "within": 0.2, "most": 200}
    assert row.result["precision"]["reached"]
    assert row.replications < 200
    nothing = (Waiting(of="letters", stage="answer", count=0),)
    asked["by"] = asking(Role.PLANNER)
    for changes, within, code in (
        (Changes(name="None", waiting=nothing), 0.2, "no-figure-once-changed"),
        (Changes(name="None"), 0.6, "no-such-precision"),
        (Changes(name="None"), None, "no-such-precision"),
    ):
        with pytest.raises(NotAllowed) as refused:
            change_and_run(changes=changes, within=within, **asked)
        assert [one.code for one in refused.value.reasons] == [f"planning.{code}"]
    assert Scenario.objects.count() == 2, "nothing is saved of what is refused"


def test_a_run_that_waits_is_cancelled_and_never_played(at):
    run = ask_run(scenario=saved(at), replications=16, seed=7, by=asking(Role.PLANNER), at=at)
    cancel_run(run=run, by=asking(Role.PLANNER), at=at)
    assert play_all(at) == 0
    assert ScenarioRun.objects.get(pk=run).state == "cancelled"
    assert kinds(run) == ["scenario_run_asked", "scenario_run_cancelled"]
    with pytest.raises(NotAllowed):
        cancel_run(run=run, by=asking(Role.PLANNER), at=at)


LONG = DESK.replace("days = 40", "days = 4000")


def test_a_run_that_is_being_played_says_how_far_it_is_and_stops_when_it_is_cancelled(at, monkeypatch):
    run = ask_run(scenario=saved(at, text=LONG), replications=2000, seed=7, by=asking(Role.PLANNER), at=at)
    monkeypatch.setattr(playing, "LOOK_EVERY_SECONDS", 0.05)
    noted = playing.note_progress

    def then_cancel(**held) -> None:
        noted(**held)
        if held["played"]:
            cancel_run(run=run, by=asking(Role.PLANNER), at=at)

    monkeypatch.setattr(playing, "note_progress", then_cancel)
    assert play_all(at) == 0
    found = run_by_id(run)
    assert found.state == "cancelled"
    assert found.result is None
    assert 0 < found.played < found.replications == 2000
    assert RunProgress.objects.get(run_id=run).most == 2000


def test_what_is_done_at_the_moment_it_is_cancelled_is_dropped(at, monkeypatch):
    run = ask_run(scenario=saved(at), replications=16, seed=7, by=asking(Role.PLANNER), at=at)
    simulated = playing._simulated

    def then_cancel(*given, **held):
        found = simulated(*given, **held)
        cancel_run(run=run, by=asking(Role.PLANNER), at=at)
        return found

    monkeypatch.setattr(playing, "_simulated", then_cancel)
    assert play_all(at) == 0
    assert ScenarioRun.objects.get(pk=run).state == "cancelled"


def told_to_stop_after(looks: int):
    """A worker's `is_wanted` that says no from so many looks on: the first is before it takes up a run."""
    left = [True] * looks
    return lambda: bool(left and left.pop())


def test_a_worker_told_to_stop_puts_the_run_back_however_often_and_the_next_gives_the_same_figures(at, monkeypatch):
    monkeypatch.setattr(playing, "LOOK_EVERY_SECONDS", 0.01)
    by = asking(Role.PLANNER)
    run = ask_run(scenario=saved(at, text=LONG), replications=100, seed=7, by=by, at=at)
    assert play_waiting(by=by, at=at, is_wanted=told_to_stop_after(0)) == 0
    assert kinds(run) == ["scenario_run_asked"]
    for _ in range(playing.MOST_BEGUN + 1):
        assert play_waiting(by=by, at=at, is_wanted=told_to_stop_after(1)) == 0
        row = ScenarioRun.objects.get(pk=run)
        assert (row.state, row.begun, row.result) == ("asked", 0, {})
    assert kinds(run)[1:] == ["scenario_run_begun", "scenario_run_put_back"] * (playing.MOST_BEGUN + 1)
    assert play_all(at) == 1
    row = ScenarioRun.objects.get(pk=run)
    assert (row.state, row.begun) == ("done", 1)
    assert row.result == plain_result(simulate(read_model(LONG), seed=7, replications=100))


def test_a_run_that_is_cancelled_while_its_worker_stops_stays_cancelled(at, monkeypatch):
    monkeypatch.setattr(playing, "LOOK_EVERY_SECONDS", 0.01)
    by = asking(Role.PLANNER)
    run = ask_run(scenario=saved(at, text=LONG), replications=2000, seed=7, by=by, at=at)
    put_back = playing._put_back

    def then_cancel(*given, **held) -> None:
        cancel_run(run=run, by=by, at=at)
        put_back(*given, **held)

    monkeypatch.setattr(playing, "_put_back", then_cancel)
    assert play_waiting(by=by, at=at, is_wanted=told_to_stop_after(1)) == 0
    row = ScenarioRun.objects.get(pk=run)
    assert (row.state, row.begun) == ("cancelled", 1)


def test_a_run_that_ended_its_worker_three_times_is_given_up(at):
    run = ask_run(scenario=saved(at), replications=16, seed=7, by=asking(Role.PLANNER), at=at)
    for _ in range(3):
        assert playing._begin(run, by=asking(Role.PLANNER), at=at) is not None
    assert play_all(at) == 0
    row = ScenarioRun.objects.get(pk=run)
    assert (row.state, row.begun) == ("failed", 3)
    assert "The worker ended three times" in row.said
    assert kinds(run)[-1] == "scenario_run_failed"


@pytest.mark.parametrize(
    ("raised", "said"),
    [(Misread("the model: it has gone bad"), "gone bad"), (MemoryError(), "It could not be played: MemoryError.")],
    ids=["unreadable by now", "anything else"],
)
def test_a_run_that_cannot_be_played_fails_with_the_reason_and_the_next_is_played(raised, said, at, monkeypatch):
    scenario = saved(at)
    first = ask_run(scenario=scenario, replications=16, seed=7, by=asking(Role.PLANNER), at=at)
    simulated = playing._simulated

    def once(row, *given, **held):
        if row.id == first:
            raise raised
        return simulated(row, *given, **held)

    monkeypatch.setattr(playing, "_simulated", once)
    second = ask_run(scenario=scenario, replications=16, seed=8, by=asking(Role.PLANNER), at=at)
    play_all(at)
    assert said in ScenarioRun.objects.get(pk=first).said
    assert ScenarioRun.objects.get(pk=first).state == "failed"
    assert ScenarioRun.objects.get(pk=second).state == "done"


def test_a_run_that_another_worker_plays_is_left_to_it(at, monkeypatch):
    run = ask_run(scenario=saved(at), replications=16, seed=7, by=asking(Role.PLANNER), at=at)
    monkeypatch.setattr(playing, "try_hold_run", lambda number: number != run)
    assert play_all(at) == 0
    assert ScenarioRun.objects.get(pk=run).state == "asked"


def change(model, row: int, kind: EntryKind, *, at, **held) -> None:
    """Change a row as a verb would, with its entry."""
    with transaction.atomic(), writing(by=system_officer(), at=at) as w:
        found = w.lock(model, row)
        w.entry(kind, subject=found)
        w.update(found, **held)


def test_the_database_lets_a_scenario_be_neither_changed_nor_a_run_be_done_without_figures(at):
    run = played(at)
    scenario = ScenarioRun.objects.get(pk=run).scenario_id
    with pytest.raises(DatabaseError, match="scenario is added to, never changed"):
        change(Scenario, scenario, EntryKind.SCENARIO_SAVED, name="x", at=at)
    with pytest.raises(DatabaseError, match="scenario_run_done_with_result"):
        change(ScenarioRun, run, EntryKind.SCENARIO_RUN_DONE, digest="", at=at)
    assert Scenario.objects.get().name == "The desk"
    assert ScenarioRun.objects.get().digest


def test_the_online_team_is_counted_whole_though_its_crimes_stay_closed_to_the_planner(at):
    online_team_at_work(at, investigators=2, crimes=3)
    by = asking(Role.PLANNER)
    scenario = save_scenario(name="POLIT today", origin=FROM_RECORDS, by=by, at=at)
    model = read_model(Scenario.objects.get(pk=scenario).text)
    ungraded = next(one for one in model.classes if one.arrivals)
    (backlog,) = ungraded.backlog
    assert (backlog.stage, backlog.count) == ("research", 3)
    assert [round(hours / 24) for hours in backlog.age.hours] == [21, 14, 7]
    assert ungraded.arrivals.per_day == pytest.approx(3 / 365, abs=1e-6)
    assert ungraded.arrivals.mark == "measured"
    assert [one.people for one in model.staff[0].shifts] == [2]
    assert model.staff[0].mark == "measured"
    more = change_scenario(
        scenario=scenario, changes=Changes(name="More", people={"online investigators": 1}), by=by, at=at
    )
    assert read_model(Scenario.objects.get(pk=more).text).staff[0].mark == "assumption"
    assert "3 open with their ages" in model.label
    assert model.label.startswith("synthetic")
    assert sum(len(one.backlog) for one in model.classes) == 1
    # Whoever asks is the planner again, and sees none of them.
    assert not Crime.objects.filter(team__kind="online_investigation").exists()
    with pytest.raises(NotPermitted):
        save_scenario(name="x", origin=FROM_RECORDS, by=asking(Role.POLIT), at=at)


def test_without_an_online_team_there_is_nothing_to_start_from(at):
    with pytest.raises(NotAllowed) as refused:
        save_scenario(name="POLIT today", origin=FROM_RECORDS, by=asking(Role.PLANNER), at=at)
    assert [one.code for one in refused.value.reasons] == ["planning.no-online-team"]


def test_nothing_is_saved_that_cannot_be_played_so_often(at):
    scenario = saved(at)
    for changes, times, error in (
        (Changes(name="x"), 1, NotAllowed),
        (Changes(name=""), 16, NotAllowed),
        (Changes(name="x", days=1e6), 16, NotPlayable),
    ):
        with pytest.raises(error):
            change_and_run(
                scenario=scenario, changes=changes, replications=times, seed=1, by=asking(Role.PLANNER), at=at
            )
    with pytest.raises(NoSuchRecord):
        change_and_run(scenario=1, changes=Changes(name="x"), replications=16, seed=1, by=asking(Role.PLANNER), at=at)
    assert Scenario.objects.count() == 1


def test_a_run_of_a_demonstration_force_has_the_times_it_is_given_and_not_those_it_took(at):
    by = asking(Role.PLANNER)
    run = ask_run(scenario=saved(at), replications=2, seed=7, by=by, at=at)
    assert play_waiting(by=by, at=at, clock=lambda: at) == 1
    row = ScenarioRun.objects.get(pk=run)
    assert (row.began_at, row.ended_at) == (at, at)
