"""How many crimes of some sets officers may be given, as arrays: limits beside the one on their load.

Shapes: `j` officers under such a limit, in rows of their own; row `j` is everybody else's. `g` sets of crimes that limits
count; set `g` holds nothing. So whoever is under no limit needs no case of their own.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from constabulary.optimisation.costing import Floats, Ints
from constabulary.optimisation.pool import Pool

#: More than any officer could be given.
ENDLESS = 2**31

Flags = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True, eq=False)
class Counted:
    """The limits on counts of a pool."""

    #: [m + 1] the row of each officer; waiting has the last.
    row: Ints
    #: [j + 1, g + 1] how many crimes of a set may be given.
    most: Ints
    #: [n, g + 1] how many crimes of a parcel are in a set.
    crimes: Ints
    #: [n, j + 1] the set whose limit has a price when a parcel goes to a row: of several, the tightest.
    main: Ints

    @property
    def nobody(self) -> bool:
        """Whether there are no limits."""
        return len(self.most) == 1

    @cached_property
    def officers(self) -> Ints:
        """The officers under a limit."""
        return np.flatnonzero(self.row < len(self.most) - 1)

    @cached_property
    def alike(self) -> tuple[Ints, ...]:
        """Rows for which the same sets have a price, parcel by parcel."""
        _, which = np.unique(self.main[:, :-1].T, axis=0, return_inverse=True)
        which = which.reshape(-1)
        return tuple(np.flatnonzero(which == one) for one in range(int(which.max(initial=-1)) + 1))

    @cached_property
    def one_each(self) -> bool:
        """Whether every parcel counts once at most, in one set at most, for every officer: then the limits are a flow."""
        limited = (self.most < ENDLESS).astype(np.int64)
        return bool((self.crimes @ limited.T <= 1).all())

    def of(self, parcels: Ints) -> "Counted":
        """The same for some parcels only."""
        return Counted(row=self.row, most=self.most, crimes=self.crimes[parcels], main=self.main[parcels])

    def no_price(self) -> Floats:
        """[j + 1, g + 1] prices of nothing."""
        return np.zeros(self.most.shape)

    def slot(self, parcel: Ints, officer: Ints) -> Ints:
        """Row and set in one number for pairs, shapes alike; of whoever is under no limit, the last of the last row."""
        row = self.row[officer]
        found: Ints = row * self.most.shape[1] + self.main[parcel, row]
        return found

    def has_price(self, slot: Ints) -> Flags:
        """Whether there is a limit behind this number."""
        found: Flags = self.most.ravel()[slot] < ENDLESS
        return found

    def toll(self, parcel: Ints, officer: Ints, price: Floats) -> Floats:
        """What pairs pay for the limits on counts at these prices, shapes alike."""
        row = self.row[officer]
        main = self.main[parcel, row]
        paid: Floats = price[row, main] * self.crimes[parcel, main]
        return paid

    def worth(self, price: Floats) -> float:
        """What all that the limits allow is worth at these prices."""
        return float(np.where(self.most < ENDLESS, price * self.most, 0.0).sum())

    def held(self, chosen: Ints) -> Ints:
        """[j + 1, g + 1] how many crimes of each set are given by a choice of officer for each parcel."""
        held = np.zeros(self.most.shape, dtype=np.int64)
        np.add.at(held, self.row[chosen], self.crimes)
        return held

    def keeps(self, held: Ints, joining: Ints, officer: Ints, leaving: Ints | None = None) -> Flags:
        """Whether officers keep the limits when parcels join what they have, and others leave; shapes alike."""
        shape = np.broadcast_shapes(np.shape(joining), np.shape(officer), np.shape(0 if leaving is None else leaving))
        kept = np.ones(shape, dtype=bool)
        if self.nobody:
            return kept
        row = np.broadcast_to(self.row[officer], shape)
        where = np.asarray(row < len(self.most) - 1)
        if not where.any():
            return kept
        row = row[where]
        after = held[row] + self.crimes[np.broadcast_to(joining, shape)[where]]
        if leaving is not None:
            after -= self.crimes[np.broadcast_to(leaving, shape)[where]]
        kept[where] = (after <= self.most[row]).all(axis=1)
        return kept

    def leave_best(self, gain: Floats, officers: Ints, parcels: Ints) -> None:
        """Of [officers, parcels] gains, shut out all but the best of each set, as many as the limit allows.

        Nobody could be given more of them at once, so that nothing is left out but what breaks a limit.
        """
        if self.nobody:
            return
        row = self.row[officers]
        for alike in self.alike:
            here = np.flatnonzero(np.isin(row, alike))
            if len(here):
                main = self.main[parcels, alike[0]]
                for one in np.unique(main[main < self.most.shape[1] - 1]):
                    self._leave_best_of(gain, here, row[here], int(one), np.flatnonzero(main == one))

    def _leave_best_of(self, gain: Floats, here: Ints, row: Ints, one: int, columns: Ints) -> None:
        most = self.most[row, one]
        for number in np.unique(most[most < len(columns)]).tolist():
            some = np.ix_(here[most == number], columns)
            block = gain[some]
            # Exactly so many: at good prices many gain the same.
            best = np.argpartition(-block, number, axis=1)[:, :number]
            left = np.full(block.shape, -np.inf)
            np.put_along_axis(left, best, np.take_along_axis(block, best, axis=1), axis=1)
            gain[some] = left


def counted_of(pool: Pool, members: tuple[tuple[int, ...], ...]) -> Counted:
    """The limits on counts of a pool whose crimes are made parcels."""
    names = {one.key for one in pool.officers}
    limits = [one for one in pool.counts if one.crimes and one.officer in names]
    rows = {name: at for at, name in enumerate(sorted({one.officer for one in limits}))}
    sets: dict[frozenset[str], int] = {}
    for one in limits:
        sets.setdefault(one.crimes, len(sets))
    most = np.full((len(rows) + 1, len(sets) + 1), ENDLESS, dtype=np.int64)
    for one in limits:
        at = rows[one.officer], sets[one.crimes]
        most[at] = min(most[at], one.most)
    crimes = np.zeros((len(members), len(sets) + 1), dtype=np.int64)
    keys = [[pool.crimes[one].key for one in some] for some in members]
    for crimes_of_set, column in sets.items():
        crimes[:, column] = [sum(key in crimes_of_set for key in some) for some in keys]
    main = np.full((len(members), len(rows) + 1), len(sets), dtype=np.int64)
    for row in range(len(rows)):
        share = np.where(most[row] < ENDLESS, crimes / np.maximum(1, most[row]), 0.0)
        if len(members):
            main[:, row] = np.where(share.max(axis=1) > 0, share.argmax(axis=1), len(sets))
    of_officer = [*(rows.get(one.key, len(rows)) for one in pool.officers), len(rows)]
    return Counted(row=np.array(of_officer, dtype=np.int64), most=most, crimes=crimes, main=main)
