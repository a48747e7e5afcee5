"""What queueing theory says, in plain sums: the other side of the simulator's tests. Rates an hour, times in hours."""

import math

import numpy as np


def erlang_b(servers: int, load: float) -> float:
    """The share turned away where nobody waits (Erlang 1917)."""
    blocked = 1.0
    for one in range(1, servers + 1):
        blocked = load * blocked / (one + load * blocked)
    return blocked


def erlang_c(servers: int, load: float) -> float:
    """The share that waits where everybody does."""
    blocked = erlang_b(servers, load)
    return servers * blocked / (servers - load * (1 - blocked))


def mean_wait(servers: int, rate: float, service: float) -> float:
    """The mean wait of M/M/c."""
    return erlang_c(servers, rate * service) / (servers / service - rate)


def limited(servers: int, room: int, rate: float, service: float) -> tuple[float, float]:
    """(share turned away, mean wait of the others) of M/M/c/K."""
    weights = [1.0]
    for number in range(1, room + 1):
        weights.append(weights[-1] * rate * service / min(number, servers))
    share = np.array(weights) / sum(weights)
    waiting = sum(max(0, number - servers) * share[number] for number in range(room + 1))
    return share[room], waiting / (rate * (1 - share[room]))


def impatient(servers: int, rate: float, service: float, patience: float) -> tuple[float, float]:
    """(share that gives up, mean number waiting) of M/M/c+M (Erlang A), from the balance equations."""
    weights = [1.0]
    for number in range(1, servers + 4000):
        leaving = min(number, servers) / service + max(0, number - servers) / patience
        weights.append(weights[-1] * rate / leaving)
        if number > servers and weights[-1] < 1e-18 * max(weights):
            break
    share = np.array(weights) / sum(weights)
    waiting = sum(max(0, number - servers) * one for number, one in enumerate(share))
    return waiting / patience / rate, waiting


def priorities(servers: int, rates: list[float], service: float) -> list[float]:
    """Mean waits by class, most urgent first, nobody interrupted (Cobham 1954); one service time for all classes."""
    load = sum(rates) * service
    residual = erlang_c(servers, load) * service / servers
    waits, sigma = [], 0.0
    for rate in rates:
        before, sigma = sigma, sigma + rate * service / servers
        waits.append(residual / ((1 - before) * (1 - sigma)))
    return waits


def pollaczek_khinchine(rate: float, mean: float, second_moment: float) -> float:
    """The mean wait of M/G/1."""
    return rate * second_moment / (2 * (1 - rate * mean))


def jackson(outside: np.ndarray, onward: np.ndarray) -> np.ndarray:
    """The rate through each station of a network."""
    return np.linalg.solve(np.eye(len(outside)) - onward.T, outside)


def forward(rates: list[float], servers: list[int], service: float, *, most: int, step: float = 1e-2) -> np.ndarray:
    """The mean number there of M(t)/M(t)/c(t) at the end of each hour, empty at first, from Kolmogorov's equations
    (classical Runge-Kutta of the fourth order)."""
    number = np.arange(most + 1)

    def change(share: np.ndarray, rate: float, there: int) -> np.ndarray:
        leaving = np.minimum(number, there) / service
        made = -(rate + leaving) * share
        made[-1] += rate * share[-1]
        made[1:] += rate * share[:-1]
        made[:-1] += leaving[1:] * share[1:]
        return made

    share = np.zeros(most + 1)
    share[0] = 1.0
    means = []
    for rate, there in zip(rates, servers, strict=True):
        for _ in range(round(1 / step)):
            one = change(share, rate, there)
            two = change(share + step / 2 * one, rate, there)
            three = change(share + step / 2 * two, rate, there)
            four = change(share + step * three, rate, there)
            share = share + step / 6 * (one + 2 * two + 2 * three + four)
        means.append(float(share @ number))
    return np.array(means)


def lognormal_moments(median: float, sigma: float) -> tuple[float, float]:
    """(mean, second moment) of a lognormal."""
    return median * math.exp(sigma**2 / 2), median**2 * math.exp(2 * sigma**2)
