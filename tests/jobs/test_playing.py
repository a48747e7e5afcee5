"""Trust 16 for scenarios: a worker killed in the middle of a run; the next plays it, and the figures are the same to the bit."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.db import connection

from constabulary.access.roles import Role
from constabulary.casework.planning.runs import ask_run, cancel_run
from constabulary.jobs import playing
from constabulary.records.models import JournalEntry, ScenarioRun
from constabulary.records.queries.planning import run_by_id, try_hold_run
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.results.plain import plain_result
from constabulary.simulation.results.simulating import simulate
from tests.conftest import asking
from tests.early import ROOT
from tests.factories.scenarios import DESK, saved

#: Some seconds of play, so that there is a middle to be killed in.
LONG = DESK.replace("days = 40", "days = 2000")
COMMAND = [sys.executable, "-m", "django", "play-runs"]


def environment() -> dict[str, str]:
    return {
        **os.environ,
        "CONSTABULARY_DATABASE": connection.settings_dict["NAME"],
        "CONSTABULARY_CONNECT_AS": "application",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]),
    }


def state_of(run: int) -> str:
    return ScenarioRun.objects.values_list("state", flat=True).get(pk=run)


def kinds(run: int) -> list[str]:
    return list(JournalEntry.objects.filter(subject_row=run).order_by("id").values_list("kind", flat=True))


def wait_until(is_so, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_run_whose_worker_was_killed_is_played_again_to_the_same_bit(committing, at):
    run = ask_run(scenario=saved(at, text=LONG), replications=300, seed=11, by=asking(Role.PLANNER), at=at)
    first = subprocess.Popen(COMMAND, env=environment(), cwd=ROOT)
    try:
        wait_until(lambda: run_by_id(run).played > 0)
        assert not try_hold_run(run), "another worker leaves it to the first"
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert (state_of(run), run_by_id(run).begun) == ("running", 1)
    subprocess.run(COMMAND, env=environment(), cwd=ROOT, check=True, timeout=120)
    found = run_by_id(run)
    assert (found.state, found.begun) == ("done", 2)
    again = plain_result(simulate(read_model(LONG), seed=11, replications=300))
    assert json.dumps(found.result, sort_keys=True) == json.dumps(again, sort_keys=True)
    assert kinds(run) == ["scenario_run_asked", "scenario_run_begun", "scenario_run_begun", "scenario_run_done"]


def test_the_worker_has_what_waits_played_and_ends_the_player_when_it_is_told_to_stop(committing, at, monkeypatch):
    monkeypatch.setattr(playing, "COMMAND", COMMAND)
    for name, content in environment().items():
        monkeypatch.setenv(name, content)
    stopping = threading.Event()
    playing.play_what_waits(stopping)
    run = ask_run(scenario=saved(at), replications=8, seed=11, by=asking(Role.PLANNER), at=at)
    playing.play_what_waits(stopping)
    assert state_of(run) == "done"
    long = ask_run(scenario=saved(at, text=LONG), replications=2000, seed=11, by=asking(Role.PLANNER), at=at)

    def stop_in_the_middle() -> None:
        try:
            wait_until(lambda: run_by_id(long).played > 0)
        finally:
            stopping.set()
            connection.close()

    looking = threading.Thread(target=stop_in_the_middle)
    looking.start()
    playing.play_what_waits(stopping)
    looking.join()
    found = run_by_id(long)
    assert found.played > 0, "it was in the middle"
    assert (found.state, found.begun) == ("asked", 0), "put back, and not counted against it"
    assert kinds(long) == ["scenario_run_asked", "scenario_run_begun", "scenario_run_put_back"]
    cancel_run(run=long, by=asking(Role.PLANNER), at=at)


def test_a_player_that_ends_badly_is_said_in_the_log(monkeypatch, caplog):
    assert playing._carry_out([sys.executable, "-c", "raise SystemExit(3)"], threading.Event()) == 3
    assert "ended with 3" in caplog.text


@pytest.mark.django_db
def test_no_player_is_begun_when_nothing_waits_and_one_is_when_a_run_does(at, monkeypatch):
    begun: list[list[str]] = []
    monkeypatch.setattr(playing, "_carry_out", lambda command, _stopping: begun.append(command))
    playing.play_what_waits(threading.Event())
    assert begun == []
    ask_run(scenario=saved(at), replications=8, seed=11, by=asking(Role.PLANNER), at=at)
    playing.play_what_waits(threading.Event())
    assert begun == [playing.COMMAND]


@pytest.mark.django_db
def test_what_cannot_be_begun_is_not_tried_again_every_second(at, monkeypatch):
    rests: list[float] = []
    stopping = threading.Event()
    monkeypatch.setattr(stopping, "wait", lambda seconds: rests.append(seconds))
    monkeypatch.setattr(playing, "_carry_out", lambda _command, _stopping: 1)
    ask_run(scenario=saved(at), replications=8, seed=11, by=asking(Role.PLANNER), at=at)
    playing.play_what_waits(stopping)
    assert rests == [playing.REST_SECONDS]


def test_a_cold_simulator_is_compiled_by_a_process_of_its_own_and_a_warm_one_is_not(monkeypatch):
    begun = []
    monkeypatch.setattr(playing, "_carry_out", lambda command, _stopping: begun.append(command[-1]) or 0)
    for is_warm in (False, True):
        monkeypatch.setattr(playing, "is_warm", lambda found=is_warm: found)
        playing.warm_simulator(threading.Event())
    assert begun == ["warm-simulator"]
