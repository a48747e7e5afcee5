"""Where work goes after a stage: shares with intervals, and how much of it comes back."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from constabulary.policing.inspection.intervals import Rate, wilson
from constabulary.simulation.distributions import Floats
from constabulary.simulation.learning.history import History, Integers
from constabulary.standards.values import value

#: The place of a stage that stands for leaving the work altogether.
LEAVES = -1
#: A visit that ended so recently that this share of hand-overs would not have been seen yet says nothing of the next.
HAND_OVER_SEEN = 0.95


@value
class Route:
    """What share of the visits to `stage` is followed by a visit to `to` (LEAVES for none)."""

    stage: int
    to: int
    share: Rate


@value
class Routing:
    """The routes from each stage, and of each stage the share of visits that are at least the second by the same piece
    of work. `undecided` visits ended too recently to say where they lead."""

    routes: tuple[Route, ...]
    rework: tuple[Rate, ...]
    undecided: int

    def of(self, stage: int) -> tuple[Route, ...]:
        """The routes from one stage, the most used first."""
        return tuple(route for route in self.routes if route.stage == stage)


def learn_routing(history: History) -> Routing:
    """The routes of a history. A visit that is still open leads nowhere yet and is not counted."""
    order = np.lexsort((history.began, history.items))
    items, stages = history.items[order], history.stages[order]
    began, ended = history.began[order], history.ended[order]
    follows = np.zeros(len(order), dtype=bool)
    follows[:-1] = items[1:] == items[:-1]
    after = np.full(len(order), LEAVES, dtype=np.int64)
    after[:-1][follows[:-1]] = stages[1:][follows[:-1]]
    gap = np.zeros(len(order))
    gap[:-1] = began[1:] - ended[:-1]
    closed = np.isfinite(ended)
    seen = gap[closed & follows]
    slow = max(0.0, float(np.quantile(seen, HAND_OVER_SEEN))) if len(seen) else 0.0
    undecided = closed & ~follows & (ended > history.until - slow)
    # What ended before the history begins is there only of work that went on, which went elsewhere than work that left.
    counted = closed & ~undecided & ~(ended <= history.since)
    return Routing(
        routes=_routes(stages[counted], after[counted]),
        rework=_rework(items, stages, ~(ended <= history.since), len(history.stage_names)),
        undecided=int(undecided.sum()),
    )


def _routes(stages: Integers, after: Integers) -> tuple[Route, ...]:
    pairs = Counter(zip(stages.tolist(), after.tolist(), strict=True))
    totals = Counter(stages.tolist())
    ranked = sorted(pairs.items(), key=lambda one: (one[0][0], -one[1], one[0][1]))
    return tuple(Route(stage=stage, to=to, share=wilson(count, totals[stage])) for (stage, to), count in ranked)


def _rework(items: Integers, stages: Integers, seen: NDArray[np.bool_], number: int) -> tuple[Rate, ...]:
    """Of the visits that were `seen`, those that are at least the second by the same piece of work; in order of time."""
    _, pairs = np.unique(np.column_stack([items, stages]), axis=0, return_inverse=True) if len(items) else (None, items)
    _, firsts = np.unique(pairs, return_index=True)
    again = np.ones(len(items), dtype=bool)
    again[firsts] = False
    return tuple(
        wilson(int((again & seen & (stages == stage)).sum()), int((seen & (stages == stage)).sum()))
        for stage in range(number)
    )


def expected_visits(routing: Routing, first: Floats) -> Floats | None:
    """How many visits to each stage a piece of work makes that begins at each with these chances; None where some work
    never leaves."""
    size = len(first)
    matrix = np.zeros((size, size))
    for route in routing.routes:
        if route.to != LEAVES and route.share.estimate is not None:
            matrix[route.stage, route.to] = route.share.estimate
    try:
        found = np.linalg.solve(np.eye(size) - matrix.T, first).astype(np.float64)
    except np.linalg.LinAlgError:
        return None
    return found if (found > -1e-9).all() and np.isfinite(found).all() else None
