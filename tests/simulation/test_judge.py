"""The compiled core gives what the judge gives, to the bit."""

import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from constabulary.simulation.engine.counting import bin_of
from constabulary.simulation.engine.layout import BINS, WORK
from constabulary.simulation.engine.preparing import empty_agenda, prepare
from constabulary.simulation.engine.running import play
from constabulary.simulation.judge.playing import judge
from constabulary.simulation.model.checking import check_playable
from constabulary.simulation.model.demand import Arrivals, Backlog, WorkClass
from constabulary.simulation.model.durations import Exponential, Fixed, Gamma, Lognormal, Triangular, for_all
from constabulary.simulation.model.staffing import AtShiftEnd, StaffGroup
from constabulary.simulation.model.stages import Kind, Order, Patience, Route, Stage, WhenFull
from tests.simulation.models import everything, queue


def visits_of_core(floor):
    """Visits as plain tuples in the order in which they ended."""
    return [
        (
            r["id"],
            r["cls"],
            r["stage"],
            r["how"],
            r["joined"],
            None if math.isnan(r["started"]) else r["started"],
            r["left"],
        )
        for r in floor.records
    ]


def visits_of_judge(counts):
    return [(v.work, v.of, v.stage, v.how, v.joined, v.started, v.left) for v in counts.visits]


def assert_same(model, *, seed, replication=0):
    """Both play the model; every visit, count, duty, snapshot and area agrees."""
    check_playable(model)
    counts = judge(model, seed=seed, replication=replication)
    floor = play(prepare(model), seed=seed, replication=replication, records=True)
    ours, theirs = visits_of_core(floor), visits_of_judge(counts)
    for place, (one, other) in enumerate(zip(ours, theirs, strict=False)):
        if other[3] == 4:
            break
        assert one == other, f"visit {place}"
    assert sorted(ours, key=repr) == sorted(theirs, key=repr)
    classes = len(model.classes)
    for name, what in (
        ("joined", "joined"),
        ("begun", "begun"),
        ("in_target", "in target"),
        ("gave_up", "gave up"),
        ("turned_away", "turned away"),
        ("finished", "finished"),
        ("unbegun", "unbegun"),
        ("unbegun_late", "unbegun late"),
    ):
        expected = [counts.tallies[what, stage, of] for stage in range(len(model.stages)) for of in range(classes)]
        assert floor.cells[name].tolist() == expected, name
    assert floor.classes["arrived"].tolist() == [counts.arrived[of] for of in range(classes)]
    for (stage, of), waits in counts.waits.items():
        cell = stage * classes + of
        assert floor.cells["wait_sum"][cell] == math.fsum(waits[:0]) + sum(waits)
        assert floor.waits[cell].tolist() == np.bincount([bin_of(w) for w in waits], minlength=BINS).tolist()
    for of, stays in counts.stays.items():
        assert floor.classes["stay_sum"][of] == sum(stays)
    for name, place in (("done", "done"), ("breached", "breached"), ("overdue", "overdue")):
        assert floor.duties[name].tolist() == [counts.duties[place, n] for n in range(len(model.duties))], name
    for number, shot in enumerate(counts.snapshots):
        assert floor.there[number].reshape(-1, classes).tolist() == shot["there"]
        assert floor.waiting[number].reshape(-1, classes).tolist() == shot["waiting"]
        assert floor.ages[number].tolist() == shot["ages"]
    assert len(counts.snapshots) == len(floor.there)
    for number in range(len(model.stages)):
        assert floor.stages["there_sum"][number] == pytest.approx(counts.areas["there", number], abs=1e-6)
        assert floor.stages["waiting_sum"][number] == pytest.approx(counts.areas["waiting", number], abs=1e-6)
    for number in range(len(model.staff)):
        for name, what in (("duty_sum", "on duty"), ("busy_sum", "busy"), ("over_sum", "over")):
            assert floor.groups[name][number] == pytest.approx(counts.areas[what, number], abs=1e-6), what
    return ours


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("end", list(AtShiftEnd))
def test_everything_at_once_is_played_alike(order, end):
    visits = assert_same(everything(order=order, end=end), seed=5, replication=3)
    assert {visit[3] for visit in visits} == {1, 2, 3, 4}
    assert {visit[2] for visit in visits} == set(range(6))


@pytest.mark.parametrize("end", list(AtShiftEnd))
def test_too_much_of_everything_is_played_alike(end):
    """Queues are long, so that looks, patience, batches and interruptions all have their turn."""
    assert_same(everything(end=end, demand=2.5, order=Order.DEADLINE), seed=6)
    assert_same(everything(end=end, demand=2.5, order=Order.PRIORITY, days=8), seed=7)


def test_arrays_that_must_grow_lose_nothing():
    """Work, events and records all outgrow the room they begin with."""
    backlog = (Backlog(stage="desk", count=2500, age=Exponential(mean=40.0)),)
    base = queue(rate=60.0, service=Exponential(mean=1.0), servers=20, days=2.5, patience=Exponential(mean=300.0))
    model = replace(base, classes=(replace(base.classes[0], backlog=backlog),))
    prepared = prepare(model)
    floor = play(prepared, seed=1, replication=0, records=True)
    assert len(floor.works) > len(prepared.floor.works)
    assert len(floor.agenda) > len(prepared.floor.agenda)
    roomy = prepared.floor._replace(works=np.zeros(65_536, WORK), agenda=empty_agenda(65_536))
    never_grown = play(replace(prepared, floor=roomy), seed=1, replication=0, records=True)
    assert len(never_grown.works) == 65_536
    assert floor.records.tobytes() == never_grown.records.tobytes()


def test_records_outgrow_their_room():
    model = queue(rate=100.0, service=Fixed(hours=0.01), servers=2, days=60)
    floor = play(prepare(model), seed=1, replication=0, records=True)
    assert len(floor.records) > 2 * 65_536
    assert len(set(floor.records["id"].tolist())) == len(floor.records)


@pytest.mark.parametrize("service", [Exponential(mean=1.2), Fixed(hours=1.0)], ids=["exponential", "fixed"])
def test_work_held_back_outside_and_between_desks_is_played_alike(service):
    """Three desks in a row with little room; fixed times make many things happen at one moment."""
    base = queue(rate=2.0, service=service, servers=2, days=8)
    names = ("one", "two", "three")
    stages = tuple(
        Stage(
            name=name,
            skill=name,
            service=for_all(service),
            room=2,
            when_full=WhenFull.HELD_BACK,
            routes=(Route(to=after),) if after else (),
        )
        for name, after in zip(names, (*names[1:], ""), strict=True)
    )
    staff = tuple(StaffGroup(name=name, skills=(name,), always=2 - (name == "three")) for name in names)
    arrivals = (WorkClass(name="all", arrivals=Arrivals(per_day=48, to="one")),)
    visits = assert_same(replace(base, stages=stages, staff=staff, classes=arrivals), seed=3)
    assert all(sum(v[2] == n and v[3] == 4 for v in visits) <= 2 for n in range(3))


@pytest.mark.parametrize("rate", [1.0, 4.0])
def test_batches_that_fill_and_batches_that_ripen_are_played_alike(rate):
    """Where much comes, more waits than one batch takes; where little comes, a batch goes though it is not full."""
    base = queue(rate=rate, service=Exponential(mean=0.8), servers=1, days=15)
    visits = assert_same(base.with_stage(replace(base.stages[0], batch=3, batch_wait=0.6)), seed=3)
    together = Counter(visit[5] for visit in visits if visit[5] is not None)
    assert set(together.values()) == {1, 2, 3}


def durations():
    means = st.floats(0.05, 2.0)
    return st.one_of(
        means.map(lambda mean: Exponential(mean=mean)),
        means.map(lambda mean: Fixed(hours=mean)),
        st.builds(lambda mean, shape: Gamma(mean=mean, form=shape), means, st.floats(0.3, 4.0)),
        st.builds(lambda median, sigma: Lognormal(median=median, sigma=sigma), means, st.floats(0.0, 1.5)),
        means.map(lambda mean: Triangular(least=mean / 2, usual=mean, most=2 * mean)),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(
    service=durations(),
    seed=st.integers(0, 2**64 - 1),
    servers=st.integers(1, 4),
    room=st.one_of(st.none(), st.integers(1, 6)),
    patience=st.one_of(st.none(), durations()),
    again=st.floats(0, 1),
    kind=st.sampled_from([Kind.DESK, Kind.CASELOAD]),
    people=st.integers(1, 2),
)
def test_generated_queues_are_played_alike(service, seed, servers, room, patience, again, kind, people):
    model = queue(rate=2.0, service=service, servers=servers, days=6.0, room=room)
    stage = replace(model.stages[0], kind=kind, people=min(people, servers) if kind is Kind.DESK else 1)
    if patience is not None:
        stage = replace(
            stage, patience=for_all(patience) and {"": Patience(limit=patience, try_again=again, after=service)}
        )
    assert_same(model.with_stage(stage), seed=seed)


@pytest.mark.slow
@pytest.mark.parametrize("replication", range(40))
def test_many_replications_of_everything_are_played_alike(replication):
    assert_same(
        everything(
            days=20.0,
            demand=1 + replication % 3,
            order=list(Order)[replication % 4],
            end=list(AtShiftEnd)[replication // 4 % 2],
        ),
        seed=99,
        replication=replication,
    )
