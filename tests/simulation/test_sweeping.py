"""Sweeps on Dask: two processes play what one plays, to the bit, and so they do when one is killed half way."""

import os
import signal
import socket
from contextlib import suppress
from dataclasses import fields, replace
from importlib.resources import files

import numpy as np
import pytest
from distributed import Client

from constabulary.project.main import main
from constabulary.simulation.model.checking import NotPlayable
from constabulary.simulation.results.simulating import simulate
from constabulary.simulation.scenarios.library import read_scenario
from constabulary.simulation.sweeping import on_dask
from constabulary.simulation.sweeping.on_dask import NoScheduler, connected, sweep

#: Starting processes that each load the compiled core takes some ten seconds.
PROCESSES = pytest.mark.slow
REPLICATIONS = 40


@pytest.fixture(scope="module")
def models():
    one = replace(read_scenario("online-investigation"), days=120)
    (group,) = one.staff
    more = replace(group, shifts=tuple(replace(shift, people=shift.people + 2) for shift in group.shifts))
    return {"as it is": one, "two more": one.with_group(more)}


@pytest.fixture(scope="module")
def alone(models):
    return {name: simulate(model, seed=7, replications=REPLICATIONS) for name, model in models.items()}


#: In this process; at any free port.
ONE_THREAD = {
    "processes": False, "n_workers": 1, "threads_per_worker": 1, "dashboard_address": None,
    "scheduler_kwargs": {"dashboard_address": ":0"},
}  # fmt: skip


def assert_same(found, alone):
    assert list(found) == list(alone)
    for name, result in found.items():
        assert len(result.replications) == REPLICATIONS
        for ours, theirs in zip(result.replications, alone[name].replications, strict=True):
            for one in fields(ours):
                assert np.array_equal(getattr(ours, one.name), getattr(theirs, one.name)), (name, one.name)


def test_a_thread_of_dask_plays_what_one_plays_to_the_bit(models, alone):
    with Client(**ONE_THREAD) as client:
        with connected(client.scheduler.address) as known:
            found = sweep(known, models, seed=7, replications=REPLICATIONS)
        with pytest.raises(NotPlayable):
            sweep(client, {"bad": replace(models["as it is"], days=0)}, seed=7, replications=1)
    assert_same(found, alone)


def test_a_cluster_of_our_own_starts_where_the_usual_port_is_taken():
    with socket.socket() as taken:
        with suppress(OSError):
            taken.bind(("", 8787))
            taken.listen()
        with connected("local", workers=1) as client:
            assert client.submit(sum, [1, 2]).result() == 3


@PROCESSES
def test_two_processes_play_what_one_plays_to_the_bit(models, alone):
    heard = []
    with connected("local", workers=2) as client:
        found = sweep(
            client, models, seed=7, replications=REPLICATIONS, told=lambda done, most: heard.append((done, most))
        )
        assert len(set(client.run(os.getpid).values())) == 2
        bad = replace(models["as it is"], days=0)
        with pytest.raises(NotPlayable):
            sweep(client, {"bad": bad}, seed=7, replications=1)
    assert_same(found, alone)
    assert heard == [(done, 10) for done in range(1, 11)]


@PROCESSES
def test_a_process_that_is_killed_half_way_changes_no_figure(models, alone):
    killed = []
    with connected("local", workers=2) as client:
        pids = list(client.run(os.getpid).values())
        assert len(set(pids)) == 2

        def kill_half_way(done, most):
            if done == most // 2 and not killed:
                os.kill(pids[0], signal.SIGKILL)
                killed.append(pids[0])

        found = sweep(client, models, seed=7, replications=REPLICATIONS, told=kill_half_way)
        again = client.run(os.getpid)
    assert killed
    assert killed[0] not in again.values()
    assert_same(found, alone)


@PROCESSES
def test_an_existing_scheduler_is_used_by_its_address(models, alone):
    with connected("local", workers=2) as ours, connected(ours.scheduler.address) as theirs:
        found = sweep(theirs, models, seed=7, replications=REPLICATIONS)
    assert_same(found, alone)


def test_what_fails_without_its_process_dying_is_not_played_again(models, monkeypatch, tmp_path):
    tried = str(tmp_path / "tried")

    def play_badly(_model, _seed, numbers):
        with open(tried, "a") as file:
            file.write(f"{list(numbers)}\n")
        raise ArithmeticError("it fails")

    monkeypatch.setattr(on_dask, "play_numbers", play_badly)
    with (
        Client(**ONE_THREAD) as client,
        pytest.raises(ArithmeticError, match="it fails"),
    ):
        sweep(client, {"": models["as it is"]}, seed=7, replications=4)
    assert (tmp_path / "tried").read_text() == "[0, 1, 2, 3]\n"


def test_a_cluster_of_our_own_lets_a_piece_of_work_take_three_processes_with_it(monkeypatch):
    made = {}

    class Made(Exception):
        pass

    def make(**given):
        made.update(given)
        raise Made

    monkeypatch.setattr(on_dask, "LocalCluster", make)
    with pytest.raises(Made), connected("local", workers=3):
        pass
    assert made["n_workers"] == 3
    assert made["scheduler_kwargs"]["allowed_failures"] == on_dask.MOST_LOST - 1


@PROCESSES
def test_work_that_kills_what_plays_it_is_given_up_with_a_sentence(models, monkeypatch):
    monkeypatch.setattr(on_dask, "play_numbers", lambda *_given: os._exit(1))
    with connected("local", workers=2) as client, pytest.raises(NoScheduler, match="lost again and again"):
        sweep(client, {"": models["as it is"]}, seed=7, replications=4)


def test_where_no_scheduler_answers_it_is_said(monkeypatch):
    monkeypatch.setattr("constabulary.simulation.sweeping.on_dask.CONNECT_WITHIN", "1s")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(NoScheduler, match="No Dask scheduler answers"), connected(address):
            pass


@PROCESSES
def test_the_command_has_the_same_figures_on_dask(tmp_path, capsys):
    text = tmp_path / "model.toml"
    shipped = files("constabulary.simulation.scenarios") / "online-investigation.toml"
    text.write_bytes(shipped.read_bytes().replace(b"days = 365", b"days = 60"))
    assert main(["simulate", str(text), "--replications", "16"]) == 0
    alone = capsys.readouterr().out
    assert main(["simulate", str(text), "--replications", "16", "--workers", "2", "--dask", "local"]) == 0
    assert capsys.readouterr().out == alone
