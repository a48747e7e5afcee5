"""What each pair of crime and officer costs, part by part, worked out in blocks of crimes."""

from collections.abc import Collection, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from constabulary.optimisation.pool import Crime, Part, Pool

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class PairCosts:
    """The costs of pairs of one pool; columns are the pool's officers in their order."""

    def __init__(self, pool: Pool) -> None:
        self._costs = pool.costs
        self._at = {one.key: at for at, one in enumerate(pool.officers)}
        self._lately = np.array([one.given_lately for one in pool.officers])
        self._lately -= self._lately.min(initial=np.inf)
        self._start = np.array([one.starts_in for one in pool.officers])
        self._refused = self._by_crime(pool.refused)
        self._knows = self._by_crime(pool.knows)
        self._kinds, self._fits = self._poorness(pool)
        self._places, self._kilometres = self._distances(pool)

    def parts(self, crimes: Sequence[Crime]) -> dict[Part, Floats]:
        """[crimes, officers] each part but balance; skill is infinite where the pair is refused."""
        costs, shape = self._costs, (len(crimes), len(self._at))
        urgency = np.array([one.urgency for one in crimes])[:, None]
        points = np.array([one.points for one in crimes])[:, None]
        skill = costs.skill * self._fits[[self._kinds[one.kind] for one in crimes]]
        strange = np.full(shape, costs.continuity)
        taken = np.zeros(shape)
        for row, one in enumerate(crimes):
            if one.key in self._refused:
                skill[row, self._refused[one.key]] = np.inf
            if one.key in self._knows:
                strange[row, self._knows[one.key]] = 0.0
            if one.held_by:
                taken[row] = costs.move
            if one.held_by in self._at:
                taken[row, self._at[one.held_by]] = strange[row, self._at[one.held_by]] = 0.0
        return {
            Part.URGENCY: costs.urgency * urgency * self._start,
            Part.SKILL: skill,
            Part.DISTANCE: costs.distance * self._kilometres[[self._places[one.place] for one in crimes]],
            Part.CONTINUITY: strange,
            Part.FAIRNESS: costs.fairness * points * self._lately,
            Part.MOVE: taken,
        }

    def totals(self, crimes: Sequence[Crime]) -> Floats:
        """[crimes, officers] the parts added up."""
        total = np.zeros((len(crimes), len(self._at)))
        for part in self.parts(crimes).values():
            total += part
        return total

    def _by_crime(self, pairs: Collection[tuple[str, str]]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for crime, officer in pairs:
            if officer in self._at:
                found.setdefault(crime, []).append(self._at[officer])
        return found

    def _poorness(self, pool: Pool) -> tuple[dict[str, int], Floats]:
        kinds = _numbered(one.kind for one in pool.crimes)
        fits = np.full((len(kinds), len(self._at)), np.inf)
        for kind, row in kinds.items():
            of_kind = pool.fits.get(kind, {})
            known = [(self._at[officer], fit) for officer, fit in of_kind.items() if officer in self._at]
            if known:
                columns, values = zip(*known, strict=True)
                fits[row, list(columns)] = values
        return kinds, fits

    def _distances(self, pool: Pool) -> tuple[dict[str, int], Floats]:
        places, bases = (_numbered(one.place for one in pool.crimes), _numbered(one.base for one in pool.officers))
        known, elsewhere = pool.kilometres or {}, pool.costs.elsewhere_km
        rows = [[known.get((place, base), 0.0 if place == base else elsewhere) for base in bases] for place in places]
        between = np.array(rows, dtype=np.float64).reshape(len(places), len(bases))
        return places, between[:, [bases[one.base] for one in pool.officers]]


def _numbered(words: Iterable[str]) -> dict[str, int]:
    known: dict[str, int] = {}
    for word in words:
        known.setdefault(word, len(known))
    return known
