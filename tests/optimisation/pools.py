"""Small pools of every kind, and a judge that tries every choice and adds costs up from their definition alone."""

import math
from functools import reduce
from itertools import product

from hypothesis import strategies as st

from constabulary.optimisation.pool import Costs, Crime, Officer, Part, Pool

COSTS = Costs(
    edition="Proposal 1",
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


def make_crime(key="C1", **given):
    return Crime(**{"points": 1.0, "urgency": 0.5, "kind": "volume", "place": "north", "key": key, **given})


def make_officer(key="A", **given):
    return Officer(**{"carried": 10.0, "limit": 20.0, "base": "north", "key": key, **given})


def make_pool(crimes, officers, **given):
    everyone = {one.key: 0.0 for one in officers}
    fits = dict.fromkeys({one.kind for one in crimes}, everyone)
    return Pool(**{"crimes": tuple(crimes), "officers": tuple(officers), "fits": fits, "costs": COSTS, **given})


@st.composite
def pools(draw, *, points=(0.5, 1.0, 2.0, 3.0, 5.0), most_crimes=5, together=True):
    """A pool that every choice can be tried of; points are all alike for the case-count form."""
    number = st.integers(1, most_crimes)
    kinds, places, families = ("volume", "abuse"), ("north", "south"), ("", "", "", "series") if together else ("",)
    officers = [
        Officer(
            key=f"O{at}",
            carried=draw(st.sampled_from([0.0, 12.5, 16.0, 19.0, 21.0])),
            limit=draw(st.sampled_from([20.0, 30.0])),
            base=draw(st.sampled_from(places)),
            hours_share=draw(st.sampled_from([1.0, 0.8])),
            starts_in=draw(st.sampled_from([0.0, 2.0])),
            given_lately=draw(st.sampled_from([0.0, 5.0, 9.0])),
        )
        for at in range(draw(st.integers(1, 3)))
    ]
    names = [one.key for one in officers]
    crimes = [
        Crime(
            key=f"C{at}",
            points=draw(st.sampled_from(points)),
            urgency=draw(st.sampled_from([0.0, 0.3, 1.0])),
            kind=draw(st.sampled_from(kinds)),
            place=draw(st.sampled_from(places)),
            together=draw(st.sampled_from(families)),
            held_by=draw(st.sampled_from(["", "", names[0]])),
        )
        for at in range(draw(number))
    ]
    pairs = st.lists(st.tuples(st.sampled_from([one.key for one in crimes]), st.sampled_from(names)), max_size=3)
    return Pool(
        crimes=tuple(crimes),
        officers=tuple(officers),
        fits={
            kind: {name: draw(st.sampled_from([0.0, 0.25, 1.0])) for name in names if draw(st.integers(0, 3))}
            for kind in kinds
        },
        costs=COSTS,
        refused=frozenset(draw(pairs)),
        knows=frozenset(draw(pairs)),
        kilometres=draw(st.sampled_from([None, {("north", "south"): 7.0}])),
    )


def cost_by_part(pool, crime, officer):
    """What a pair costs but for balance; None where it may not be."""
    costs = pool.costs
    fit = pool.fits.get(crime.kind, {}).get(officer.key)
    if fit is None or (crime.key, officer.key) in pool.refused:
        return None
    least = min(one.given_lately for one in pool.officers)
    apart = 0.0 if crime.place == officer.base else costs.elsewhere_km
    holds = crime.held_by == officer.key
    return {
        Part.URGENCY: costs.urgency * crime.urgency * officer.starts_in,
        Part.SKILL: costs.skill * fit,
        Part.DISTANCE: costs.distance * (pool.kilometres or {}).get((crime.place, officer.base), apart),
        Part.CONTINUITY: 0.0 if holds or (crime.key, officer.key) in pool.knows else costs.continuity,
        Part.FAIRNESS: costs.fairness * crime.points * (officer.given_lately - least),
        Part.MOVE: costs.move if crime.held_by and not holds else 0.0,
    }


def families_of(pool):
    """Crimes that go together, each list one choice."""
    found = {}
    for one in pool.crimes:
        found.setdefault(("t", one.together) if one.together else ("c", one.key), []).append(one)
    return list(found.values())


def judge(pool, keeps=lambda given_to: True):
    """What the best of all choices costs, of those that `keeps` lets stand: officers by crime, without what waits."""
    families = families_of(pool)
    pairs = [
        [
            sum(sum(parts.values()) for parts in some)
            if None not in (some := [cost_by_part(pool, crime, officer) for crime in family])
            else None
            for officer in pool.officers
        ]
        for family in families
    ]
    waits = [waiting_cost(pool, family, row) for family, row in zip(families, pairs, strict=True)]
    best = math.inf
    for choice in product(range(-1, len(pool.officers)), repeat=len(families)):
        given_to = {one.key: pool.officers[at].key for row, at in enumerate(choice) if at >= 0 for one in families[row]}
        if keeps(given_to) and all(at < 0 or pairs[row][at] is not None for row, at in enumerate(choice)):
            total = sum(waits[row] if at < 0 else pairs[row][at] for row, at in enumerate(choice))
            given = [
                sum(one.points for row, at in enumerate(choice) if at == officer for one in families[row])
                for officer in range(len(pool.officers))
            ]
            if all(points <= room_of(pool.officers[at]) for at, points in enumerate(given)):
                best = min(best, total + sum(balance_cost(pool, at, points) for at, points in enumerate(given)))
    return best


def room_of(officer):
    """Points of full hours an officer has room for, never less than none."""
    return max(0.0, officer.limit * officer.hours_share - officer.carried) + 1e-9


def unit_of(pool):
    """Thousandths of a point in a unit."""
    return reduce(math.gcd, [round(sum(one.points for one in some) * 1000) for some in families_of(pool)])


def balance_cost(pool, at, points):
    """What it costs that an officer is given points: each band begins at the next whole unit."""
    officer, unit = pool.officers[at], unit_of(pool) / 1000
    return sum(
        cost * max(0.0, points - math.ceil(max(0.0, share * officer.limit * officer.hours_share - officer.carried) / unit - 1e-6) * unit)
        for share, cost in pool.costs.balance
    )  # fmt: skip


def waiting_cost(pool, family, row):
    """What it costs that crimes wait: as the edition says, and always more than any officer who may have them."""
    costs = pool.costs
    asked = costs.waiting * sum(one.points * (1 + costs.waiting_urgent * one.urgency) for one in family)
    steep = sum(cost for _, cost in costs.balance) * sum(one.points for one in family)
    return max(asked, 1.01 * (max([one for one in row if one is not None], default=0.0) + steep) + 0.01)
