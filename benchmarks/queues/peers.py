"""The models of the benchmark as users of SimPy and Ciw write them, with as little as these need for the same queues."""

import math
import random
from collections.abc import Iterator
from typing import Any

import ciw
import simpy

from benchmarks.queues import ours


class Desk:
    """Waits counted by class in SimPy's models."""

    def __init__(self) -> None:
        self.begun = [0] * 3
        self.waited = [0.0] * 3
        self.came = 0

    def begin(self, of: int, wait: float) -> None:
        """Work of a class begins after a wait."""
        self.begun[of] += 1
        self.waited[of] += wait


def simpy_control_room(days: float, seed: int) -> Desk:
    """(b) in SimPy: off-duty people are requests that come before all others."""
    env, luck, desk = simpy.Environment(), random.Random(seed), Desk()
    most = max(people for _, _, people in ours.ROTA)
    handlers = simpy.PriorityResource(env, capacity=most)
    rates = ours.by_hour()

    def call(of: int) -> Iterator[Any]:
        came = env.now
        with handlers.request(priority=of) as request:
            yield request
            desk.begin(of, env.now - came)
            median, sigma = ours.TALK[of]
            yield env.timeout(median / 60 * luck.lognormvariate(0.0, sigma))

    def arrivals(of: int) -> Iterator[Any]:
        highest = max(rates[of])
        while True:
            yield env.timeout(luck.expovariate(highest))
            if luck.random() * highest < rates[of][int(env.now) % 24]:
                desk.came += 1
                env.process(call(of))

    def off_duty(until: float) -> Iterator[Any]:
        with handlers.request(priority=-1) as request:
            yield request
            yield env.timeout(max(0.0, until - env.now))

    def rota() -> Iterator[Any]:
        spells = [(6, 14), (8, 17), (8, 23), (2, 14)]
        while True:
            for hours, people in spells:
                for _ in range(most - people):
                    env.process(off_duty(env.now + hours))
                yield env.timeout(hours)

    env.process(rota())
    for of in range(3):
        env.process(arrivals(of))
    env.run(until=24 * days)
    return desk


def simpy_six_stages(days: float, seed: int) -> Desk:
    """(c) in SimPy: a look at waiting work gives its request back and makes another."""
    env, luck, desk = simpy.Environment(), random.Random(seed), Desk()
    resources = {name: simpy.PriorityResource(env, capacity=people) for name, people, _, _ in ours.STAGES}
    work = {name: (median, sigma) for name, _, median, sigma in ours.STAGES}
    ways: dict[str, list[tuple[str, float]]] = {name: [] for name, _, _, _ in ours.STAGES}
    for start, to, share in ours.WAYS:
        ways[start].append((to, share))

    def crime(of: int) -> Iterator[Any]:
        at = "report"
        while at:
            came = env.now
            request = resources[at].request(priority=of)
            while not request.triggered:
                if of == 0:
                    yield request
                    break
                yield request | env.timeout(ours.LOOK)
                if not request.triggered and luck.random() < ours.BECOMES_HIGH:
                    of = 0
                    request.cancel()
                    request = resources[at].request(priority=of)
            desk.begin(of, env.now - came)
            median, sigma = work[at]
            yield env.timeout(median * luck.lognormvariate(0.0, sigma))
            resources[at].release(request)
            u, after = luck.random(), ""
            for to, share in ways[at]:
                if u < share:
                    after = to
                    break
                u -= share
            at = after

    def arrivals(of: int, rate: float) -> Iterator[Any]:
        while True:
            yield env.timeout(luck.expovariate(rate))
            desk.came += 1
            env.process(crime(of))

    env.process(arrivals(0, ours.HIGH))
    env.process(arrivals(1, ours.STANDARD))
    env.run(until=24 * days)
    return desk


def ciw_control_room(days: float, seed: int) -> tuple[int, Any]:
    """(b) in Ciw: (contacts that came in, the simulation)."""
    ciw.seed(seed)
    rates = ours.by_hour()
    names = [f"class {n}" for n in range(3)]
    network = ciw.create_network(
        arrival_distributions={
            name: [
                ciw.dists.PoissonIntervals(
                    rates=rates[n] * int(days), endpoints=list(range(1, 24 * int(days) + 1)), max_sample_date=24 * days
                )
            ]
            for n, name in enumerate(names)
        },
        service_distributions={
            name: [ciw.dists.Lognormal(mean_of_log(median / 60), sigma)]
            for name, (median, sigma) in zip(names, ours.TALK, strict=True)
        },
        number_of_servers=[ciw.Schedule(numbers_of_servers=[14, 17, 23, 14], shift_end_dates=[6, 14, 22, 24])],
        priority_classes={name: n for n, name in enumerate(names)},
    )
    run = ciw.Simulation(network)
    run.simulate_until_max_time(24 * days)
    return run.nodes[0].number_of_individuals, run


def ciw_six_stages(days: float, seed: int) -> tuple[int, Any]:
    """(c) in Ciw: a look every hour is a change of class while queueing, at the mean rate of the looks."""
    ciw.seed(seed)
    place = {name: n for n, (name, _, _, _) in enumerate(ours.STAGES)}
    matrix = [[0.0] * len(place) for _ in place]
    for start, to, share in ours.WAYS:
        matrix[place[start]][place[to]] = share
    service = [ciw.dists.Lognormal(mean_of_log(median), sigma) for _, _, median, sigma in ours.STAGES]
    arrivals = {
        name: [ciw.dists.Exponential(rate=rate), *[None] * (len(place) - 1)]
        for name, rate in (("high", ours.HIGH), ("standard", ours.STANDARD))
    }
    network = ciw.create_network(
        arrival_distributions=arrivals,
        service_distributions={"high": service, "standard": service},
        routing={"high": matrix, "standard": matrix},
        number_of_servers=[people for _, people, _, _ in ours.STAGES],
        priority_classes={"high": 0, "standard": 1},
        class_change_time_distributions={
            "high": {"high": None, "standard": None},
            "standard": {"high": ciw.dists.Exponential(rate=ours.BECOMES_HIGH / ours.LOOK), "standard": None},
        },
    )
    run = ciw.Simulation(network)
    for node in run.transitive_nodes:
        # Ciw 3.2.7 asks a node that nobody has come to yet for this, and it is not set until somebody does.
        node.next_class_change_ind = None
    run.simulate_until_max_time(24 * days)
    return run.nodes[0].number_of_individuals, run


def mean_of_log(median: float) -> float:
    """The mean of the logarithm of a lognormal with this median."""
    return math.log(median)
