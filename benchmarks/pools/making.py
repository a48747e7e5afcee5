"""A made-up force's pool, and pools whose optimum is known because they are made from their duals."""

import numpy as np

from constabulary.optimisation.pool import Costs, CountLimit, Crime, Officer, Pool

COSTS = Costs(
    edition="Benchmark",
    urgency=1.0,
    skill=4.0,
    balance=((0.4, 0.1), (0.6, 0.2), (0.8, 0.4)),
    distance=0.1,
    elsewhere_km=25.0,
    continuity=2.0,
    fairness=0.02,
    move=3.0,
    waiting=10.0,
    waiting_urgent=2.0,
)
#: Points of each kind by the standard's weights, whether it asks for PIP 2, its share of a day's pool and of a backlog.
KINDS = {
    "desk": (0.5, False, 0.10, 0.35),
    "volume": (1.0, False, 0.50, 0.50),
    "abuse": (2.0, False, 0.17, 0.06),
    "high_risk_abuse": (3.0, True, 0.07, 0.03),
    "robbery": (3.0, True, 0.05, 0.02),
    "child_abuse": (4.0, True, 0.04, 0.01),
    "serious_sexual": (5.0, True, 0.05, 0.02),
    "complex": (8.0, True, 0.02, 0.01),
}
DISTRICTS = tuple(f"district {at}" for at in range(1, 14))
#: Crimes above which the pool is a backlog: lighter, with officers nearly empty.
BACKLOG = 5_000


def make_force(crimes: int, officers: int, *, seed: int, count_form: bool = False, tight: float = 0.0) -> Pool:
    """A pool of thirteen districts; with `tight`, rooms are broken into unlike pieces and work is that share of them."""
    dice = np.random.default_rng(seed)
    backlog, names = crimes > BACKLOG, list(KINDS)
    chance = np.array([KINDS[name][3 if backlog else 2] for name in names])
    kinds = dice.choice(len(names), crimes, p=chance / chance.sum())
    points = np.array([1.0 if count_form else KINDS[names[kind]][0] for kind in kinds])
    at = {district: dice.uniform(0, 60, 2) for district in DISTRICTS}
    second = dice.uniform(size=officers) < 0.35
    limit, hours = np.where(second, 30.0, 20.0), dice.choice([1.0, 1.0, 1.0, 0.8, 0.6], officers)
    free = limit * hours * (dice.uniform(0.7, 1.0, officers) if backlog else dice.uniform(0.1, 0.5, officers))
    if tight:
        pieces = dice.gamma(2, 1, officers)
        free = np.minimum(pieces * points.sum() / tight / pieces.sum(), limit * hours)
    poorness = np.round(dice.uniform(size=(officers, len(names))), 2)
    people = tuple(
        Officer(
            key=f"O{one:05}",
            carried=round(float(limit[one] * hours[one] - free[one]), 1),
            limit=float(limit[one]),
            base=DISTRICTS[dice.integers(13)],
            hours_share=float(hours[one]),
            starts_in=float(dice.choice([0, 0, 0, 1, 2, 4])),
            given_lately=float(dice.gamma(4, 2)),
        )
        for one in range(officers)
    )
    reports = tuple(
        Crime(
            key=f"C{one:06}",
            points=float(points[one]),
            urgency=float(dice.beta(1.5, 3)),
            kind=names[kinds[one]],
            place=DISTRICTS[dice.integers(13)],
            together="" if count_form or dice.uniform() > 0.05 else f"T{one // 40}",
        )
        for one in range(crimes)
    )

    def pairs(count: int) -> frozenset[tuple[str, str]]:
        some = dice.integers(0, crimes, count), dice.integers(0, officers, count)
        return frozenset((f"C{crime:06}", f"O{officer:05}") for crime, officer in zip(*some, strict=True))

    return Pool(
        crimes=reports,
        officers=people,
        fits={
            name: {
                people[one].key: float(poorness[one, column])
                for one in range(officers)
                if second[one] or not KINDS[name][1]
            }
            for column, name in enumerate(names)
        },
        costs=COSTS,
        refused=pairs(crimes // 20),
        knows=pairs(crimes // 10),
        kilometres={(one, two): float(np.hypot(*(at[one] - at[two]))) for one in DISTRICTS for two in DISTRICTS},
    )


def limits_in_training(pool: Pool, *, every: int, most: int) -> tuple[CountLimit, ...]:
    """Every so manieth officer is in training, and is given at most so many crimes of each kind."""
    kinds = {
        kind: frozenset(one.key for one in pool.crimes if one.kind == kind)
        for kind in {one.kind for one in pool.crimes}
    }
    return tuple(
        CountLimit(officer=one.key, crimes=kinds[kind], most=most)
        for one in pool.officers[::every]
        for kind in sorted(kinds)
    )


def make_known(crimes: int, officers: int, *, seed: int) -> tuple[Pool, float]:
    """(a generalised assignment, its optimum): first the prices and values, then costs for which they are optimal.

    Each officer is planted a set of crimes that fills their room to the unit. A pair's cost is the crime's value less the
    officer's price for its weight, and something on top for every pair that is not planted: so the planted choice costs
    exactly what the duals prove.
    """
    dice = np.random.default_rng(seed)
    planted = np.sort(dice.integers(0, officers, crimes))
    weight = dice.choice([1.0, 2.0, 3.0, 5.0, 8.0], crimes, p=(0.4, 0.25, 0.2, 0.1, 0.05))
    price = np.round(dice.uniform(0.0, 0.04, officers), 4)
    value = 0.4 + 0.04 * weight + np.round(dice.uniform(0.0, 0.2, crimes), 4)
    extra = np.round(dice.exponential(0.05, (crimes, officers)), 4)
    extra[np.arange(crimes), planted] = 0.0
    cost = value[:, None] - price * weight[:, None] + extra
    room = np.bincount(planted, weights=weight, minlength=officers)
    fits = {
        f"K{one:05}": {f"O{at:04}": float(cost[one, at]) for at in range(officers) if cost[one, at] <= 1.0}
        for one in range(crimes)
    }
    costs = Costs(
        edition="Known optimum", urgency=0.0, skill=1.0, balance=(), distance=0.0, elsewhere_km=0.0, continuity=0.0,
        fairness=0.0, move=0.0, waiting=2.0, waiting_urgent=0.0,
    )  # fmt: skip
    pool = Pool(
        crimes=tuple(
            Crime(key=f"C{one:05}", points=float(weight[one]), urgency=0.0, kind=f"K{one:05}", place="here")
            for one in range(crimes)
        ),
        officers=tuple(
            Officer(key=f"O{at:04}", carried=0.0, limit=float(room[at]), base="here") for at in range(officers)
        ),
        fits=fits,
        costs=costs,
    )
    return pool, float(cost[np.arange(crimes), planted].sum())
