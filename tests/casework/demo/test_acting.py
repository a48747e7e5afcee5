"""The history acted beside the making of its database: from who works here as set up in memory, writing when it is there."""

import multiprocessing
import os
import signal
from datetime import datetime, time
from itertools import count
from multiprocessing.process import BaseProcess
from random import Random

import pytest
from django.db import connection

from constabulary.casework.demo import acting as acting_module
from constabulary.casework.demo.acting import Gate, Gone, acting
from constabulary.casework.demo.building import Part, parts_of
from constabulary.casework.demo.officers import set_up_officers
from constabulary.casework.demo.sizes import SIZES
from constabulary.casework.demo.workforce import Workforce, read_workforce, workforce_in
from constabulary.casework.officers import NOBODY, set_up_force
from constabulary.policing.clocks import start_of
from constabulary.records.memory_store import MemoryStore
from constabulary.records.writing import reset_store, use_store
from tests.casework.demo.conftest import SAMPLE_DAY

SEED = 20190502
DAY = datetime.fromisoformat(SAMPLE_DAY).date()
AT = datetime.combine(DAY, time(9), tzinfo=start_of(DAY).tzinfo)


def set_up_in_memory() -> Workforce:
    store = MemoryStore(count(1))
    token = use_store(store)
    size, began = SIZES["sample"], AT - SIZES["sample"].history
    try:
        system = set_up_force(code="99", name="A force", by=NOBODY, at=began, is_demo=True, seed=SEED, size="sample")
        set_up_officers(size=size, chance=Random(f"{SEED}/officers"), by=system, at=AT, real_now=AT)
    finally:
        reset_store(token)
    return workforce_in(store)


def told_of(workforce: Workforce, until: int) -> list[object]:
    officers = [
        (one.id, one.collar_number, one.name, one.rank, one.team_id, one.supervisor_id, one.pip_level, list(one.skills))
        for one in workforce.officers
        if one.id <= until
    ]
    grants = [(one.id, one.holder_id, str(one.role)) for one in workforce.grants if one.id <= until]
    places = [(one.id, one.code, one.name) for one in workforce.districts]
    teams = [(one.id, one.name, one.kind, one.district_id) for one in workforce.teams if one.id <= until]
    return [[one.id for one in workforce.forces], officers, grants, places, teams]


@pytest.mark.usefixtures("demo_force")
def test_acts_that_begin_before_the_database_know_the_same_force_as_it_holds():
    in_memory, in_database = set_up_in_memory(), read_workforce()
    last = max(one.id for one in in_memory.officers)
    assert len(in_memory.officers) > 40
    assert told_of(in_memory, last) == told_of(in_database, last)


@pytest.fixture
def gate() -> Gate:
    return Gate()


def test_a_gate_lets_pass_who_waits_once_it_is_open_until_it_is_held_no_more(gate):
    gate.open()
    gate.wait()
    gate.wait()
    gate.leave()
    with pytest.raises(Gone, match="has gone"):
        gate.wait()


def test_who_waits_for_a_process_that_has_gone_does_not_wait_for_good(gate):
    gate.leave()
    with pytest.raises(Gone, match="has gone"):
        gate.wait()


def fail_while_acting(parts: list[Part], workforce: Workforce, before: set[BaseProcess]) -> None:
    with acting(parts, workforce):
        assert len(set(multiprocessing.active_children()) - before) == len(parts)
        raise RuntimeError("no room")


@pytest.mark.usefixtures("demo_force")
def test_when_the_tables_cannot_be_made_whoever_acts_meanwhile_is_ended():
    parts = parts_of(size="tiny", seed=1, until=AT, first_number=10**12)
    before = set(multiprocessing.active_children())
    workforce = read_workforce()
    with pytest.raises(RuntimeError, match="no room"):
        fail_while_acting(parts, workforce, before)
    assert set(multiprocessing.active_children()) == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry WHERE id >= %s", [10**12])
        assert cursor.fetchone() == (0,)


def be_killed(part: Part, *_told: object, **_named: object) -> None:
    if part.part == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    signal.pause()


def finish_with_one_killed(parts: list[Part], workforce: Workforce) -> None:
    with acting(parts, workforce) as finish:
        finish(lambda _part, _days: None, lambda: None)


@pytest.mark.usefixtures("demo_force")
def test_when_a_process_that_acts_is_killed_the_making_ends_and_so_do_the_others(monkeypatch):
    monkeypatch.setattr(acting_module, "build_part", be_killed)
    before = set(multiprocessing.active_children())
    workforce = read_workforce()
    with pytest.raises(RuntimeError, match="part 0: the process that told it has gone"):
        finish_with_one_killed(parts_of(size="tiny", seed=1, until=AT, first_number=10**12), workforce)
    assert set(multiprocessing.active_children()) == before
