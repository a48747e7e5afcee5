"""The simulator gives what queueing theory gives; each tolerance comes from the length of the runs themselves.

A figure's interval over independent replications holds the truth all but once in a hundred thousand times (`SURE`): with
fixed seeds the tests are certain, and a bias of a few of the interval's half widths fails them. The half width itself is
bounded too, so that no test passes because it knows nothing.
"""

from dataclasses import replace
from datetime import time, timedelta

import numpy as np
import pytest

from constabulary.simulation.model.demand import Arrivals, WorkClass
from constabulary.simulation.model.durations import Exponential, Gamma, Lognormal, for_all
from constabulary.simulation.model.staffing import AtShiftEnd, Shift, StaffGroup
from constabulary.simulation.model.stages import Kind, Route, Stage
from constabulary.simulation.results.figures import Figure
from constabulary.simulation.results.named import What
from constabulary.simulation.results.simulating import simulate
from tests.simulation import theory
from tests.simulation.models import everything, queue

SURE = 0.99999


def assert_holds(result, figure, truth, *, within):
    """The interval holds the truth, and is no wider than a share `within` of it."""
    found = result.estimate(figure, SURE)
    assert found.low <= truth <= found.high, (figure.label, found, truth)
    assert found.half_width <= within * truth, (figure.label, found, truth)


def played(model, replications=16):
    return simulate(model, seed=20, replications=replications)


WAIT = Figure(what=What.MEAN_WAIT)


@pytest.mark.parametrize(("servers", "rate"), [(1, 0.7), (3, 2.4), (10, 9.0)])
def test_erlang_c(servers, rate):
    days = 2600 / rate + 1400
    result = played(queue(rate=rate, service=Exponential(mean=1.0), servers=servers, days=days, warm_up_days=60))
    assert_holds(result, WAIT, theory.mean_wait(servers, rate, 1.0), within=0.08)
    assert_holds(result, Figure(what=What.UTILISATION), rate / servers, within=0.02)


def test_the_tail_of_the_wait_of_erlang_c():
    servers, rate = 5, 4.0
    result = played(queue(rate=rate, service=Exponential(mean=1.0), servers=servers, days=4000, warm_up_days=60))
    chance = theory.erlang_c(servers, rate)
    for probability in (0.8, 0.9, 0.99):
        expected = np.log(chance / (1 - probability)) / (servers - rate)
        assert result.wait_quantile(probability, "desk") == pytest.approx(expected, rel=0.03)


@pytest.mark.parametrize(("servers", "rate"), [(1, 0.5), (5, 4.0), (20, 18.0)])
def test_erlang_b(servers, rate):
    result = played(queue(rate=rate, service=Exponential(mean=1.0), servers=servers, days=3000 / rate, room=servers))
    assert_holds(result, Figure(what=What.SHARE_TURNED_AWAY), theory.erlang_b(servers, rate), within=0.06)


def test_erlang_b_does_not_mind_the_shape_of_the_service():
    result = played(queue(rate=4.0, service=Gamma(mean=1.0, form=0.4), servers=5, days=1500, room=5))
    assert_holds(result, Figure(what=What.SHARE_TURNED_AWAY), theory.erlang_b(5, 4.0), within=0.06)


def test_limited_room():
    result = played(queue(rate=3.2, service=Exponential(mean=1.0), servers=3, days=2000, room=8))
    share, wait = theory.limited(3, 8, 3.2, 1.0)
    assert_holds(result, Figure(what=What.SHARE_TURNED_AWAY), share, within=0.06)
    assert_holds(result, WAIT, wait, within=0.05)


def test_erlang_a():
    model = queue(rate=5.5, service=Exponential(mean=1.0), servers=5, days=2000, patience=Exponential(mean=0.8))
    share, waiting = theory.impatient(5, 5.5, 1.0, 0.8)
    result = played(model)
    assert_holds(result, Figure(what=What.SHARE_GAVE_UP), share, within=0.05)
    assert_holds(result, Figure(what=What.MEAN_WAITING), waiting, within=0.05)


def test_priorities():
    rates = [0.8, 0.9, 0.8]
    base = queue(rate=1.0, service=Exponential(mean=1.0), servers=3, days=5000, warm_up_days=60)
    classes = tuple(
        WorkClass(name=f"class {n}", priority=n, arrivals=Arrivals(per_day=24 * rate, to="desk"))
        for n, rate in enumerate(rates)
    )
    result = played(replace(base, classes=classes))
    for n, wait in enumerate(theory.priorities(3, rates, 1.0)):
        assert_holds(result, Figure(what=What.MEAN_WAIT, of=f"class {n}"), wait, within=0.12)


def test_interrupting_makes_the_urgent_blind_to_the_rest():
    base = queue(rate=1.0, service=Exponential(mean=1.0), servers=2, days=4000, warm_up_days=60)
    classes = tuple(
        WorkClass(name=name, priority=n, arrivals=Arrivals(per_day=24 * 0.8, to="desk"))
        for n, name in enumerate(("urgent", "other"))
    )
    model = replace(base, classes=classes).with_stage(replace(base.stages[0], interrupts=True))
    result = played(model)
    assert_holds(result, Figure(what=What.MEAN_WAIT, of="urgent"), theory.mean_wait(2, 0.8, 1.0), within=0.1)
    # With one mean for both, interrupting changes who is there but not how many are (exponential work has no memory).
    there = 1.6 + 1.6 * theory.mean_wait(2, 1.6, 1.0)
    assert_holds(result, Figure(what=What.MEAN_THERE), there, within=0.08)


@pytest.mark.parametrize(
    ("service", "mean", "second"),
    [
        (Lognormal(median=0.5, sigma=0.9), *theory.lognormal_moments(0.5, 0.9)),
        (Gamma(mean=0.7, form=0.5), 0.7, 0.7**2 * 3),
        (Gamma(mean=0.7, form=5.0), 0.7, 0.7**2 * 1.2),
    ],
    ids=["lognormal", "wide gamma", "narrow gamma"],
)
def test_pollaczek_khinchine(service, mean, second):
    result = played(queue(rate=1.0, service=service, servers=1, days=5000, warm_up_days=60))
    assert_holds(result, WAIT, theory.pollaczek_khinchine(1.0, mean, second), within=0.15)


def test_a_delay_is_m_g_infinity():
    model = queue(rate=6.0, service=Lognormal(median=1.0, sigma=0.8), servers=1, days=1500, warm_up_days=10)
    stage = replace(model.stages[0], kind=Kind.DELAY, skill="")
    result = played(replace(model, stages=(stage,), staff=()))
    mean, _ = theory.lognormal_moments(1.0, 0.8)
    assert_holds(result, Figure(what=What.MEAN_THERE), 6.0 * mean, within=0.02)
    counts = np.concatenate([one.there[20:].ravel() for one in result.replications])
    # Poisson: as much variance as mean. The standard error of the ratio is the root of two over the number of days.
    assert counts.var() / counts.mean() == pytest.approx(1.0, abs=5 * np.sqrt(2 / len(counts)))


@pytest.mark.parametrize("service", [Exponential(mean=1.0), Gamma(mean=1.0, form=0.5)], ids=["exponential", "gamma"])
def test_a_caseload_without_limit_shares_the_processor(service):
    """M/G/1-PS: the mean number there is load / (1 - load), whatever the shape of the work."""
    model = queue(rate=0.75, service=service, servers=1, days=4000, warm_up_days=60)
    result = played(model.with_stage(replace(model.stages[0], kind=Kind.CASELOAD)))
    assert_holds(result, Figure(what=What.MEAN_THERE), 3.0, within=0.1)


def test_a_caseload_shared_by_several_is_m_m_c():
    """With exponential work, sharing among c people leaves as many there as M/M/c does."""
    model = queue(rate=2.4, service=Exponential(mean=1.0), servers=3, days=3000, warm_up_days=60)
    result = played(model.with_stage(replace(model.stages[0], kind=Kind.CASELOAD)))
    assert_holds(result, Figure(what=What.MEAN_THERE), 2.4 + 2.4 * theory.mean_wait(3, 2.4, 1.0), within=0.06)


def test_a_network_is_jacksons():
    onward = np.array([[0.0, 0.6, 0.3], [0.2, 0.0, 0.5], [0.1, 0.0, 0.0]])
    servers, names = (2, 3, 2), ("a", "b", "c")
    rates = theory.jackson(np.array([1.0, 0.4, 0.0]), onward)
    stages = tuple(
        Stage(
            name=name,
            skill=name,
            service=for_all(Exponential(mean=1.0)),
            routes=tuple(Route(to=to, share=onward[n, m]) for m, to in enumerate(names) if onward[n, m]),
        )
        for n, name in enumerate(names)
    )
    base = queue(rate=1.0, service=Exponential(mean=1.0), servers=1, days=4000, warm_up_days=100)
    classes = tuple(
        WorkClass(name=f"to {name}", arrivals=Arrivals(per_day=24 * rate, to=name))
        for name, rate in (("a", 1.0), ("b", 0.4))
    )
    staff = tuple(StaffGroup(name=name, skills=(name,), always=n) for n, name in zip(servers, names, strict=True))
    result = played(replace(base, classes=classes, stages=stages, staff=staff))
    for name, rate, there in zip(names, rates, servers, strict=True):
        expected = rate + rate * theory.mean_wait(there, rate, 1.0)
        assert_holds(result, Figure(what=What.MEAN_THERE, stage=name), expected, within=0.08)


def test_a_day_of_changing_rates_and_shifts_follows_the_forward_equations():
    by_hour = [1, 1, 1, 1, 2, 3, 4, 6, 8, 9, 9, 8, 8, 9, 9, 8, 7, 6, 5, 4, 3, 2, 2, 1]
    base = queue(rate=5.0, service=Exponential(mean=0.9), servers=1, days=2)
    classes = (WorkClass(name="all", arrivals=Arrivals(per_day=sum(by_hour), to="desk", by_hour=tuple(by_hour))),)
    staff = StaffGroup(
        name="staff",
        skills=("desk",),
        shifts=tuple(
            Shift(starts=time(starts), ends=time(ends), people=people)
            for starts, ends, people in ((0, 8, 3), (8, 20, 8), (20, 0, 4))
        ),
        at_shift_end=AtShiftEnd.HAND_OVER,
    )
    model = replace(base, classes=classes, staff=(staff,), snapshots_a_day=24, start=base.start + timedelta(days=0))
    result = played(model, replications=1500)
    servers = [3] * 8 + [8] * 12 + [4] * 4
    expected = theory.forward(by_hour * 2, servers * 2, 0.9, most=80)
    there = np.stack([one.there[:, 0, 0] for one in result.replications])
    error = there.std(axis=0, ddof=1) / np.sqrt(len(there))
    assert np.abs(there.mean(axis=0) - expected).max() <= (4.5 * error).max()
    assert (np.abs(there.mean(axis=0) - expected) <= 4.5 * error).all()
    assert (4.5 * error <= 0.35 * expected.clip(min=1)).all()


@pytest.mark.parametrize("end", list(AtShiftEnd))
def test_littles_law_holds_at_every_stage(end):
    """Exactly, not on average: the area under the number there is the sum of all stays, cut off at the end."""
    model = replace(everything(days=20.0, end=end), warm_up_days=0.0)
    result = simulate(model, seed=3, replications=2, records=True)
    for one in result.replications:
        for number in range(len(model.stages)):
            mine = one.records[one.records["stage"] == number]
            stays = (mine["left"] - mine["joined"]).sum()
            assert one.there_hours[number] == pytest.approx(stays, rel=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("load", [0.3, 0.5, 0.7, 0.8, 0.9, 0.95])
@pytest.mark.parametrize("servers", [1, 2, 5, 20, 80])
def test_erlang_c_over_many_loads(servers, load):
    rate = servers * load
    result = played(
        queue(rate=rate, service=Exponential(mean=1.0), servers=servers, days=1600, warm_up_days=200), replications=32
    )
    found = result.estimate(WAIT, SURE)
    truth = theory.mean_wait(servers, rate, 1.0)
    # Where next to nobody waits, nobody may have in the runs.
    if truth >= 1e-6:
        assert_holds(result, WAIT, truth, within=0.2)
    else:
        assert found.low <= 1e-6
