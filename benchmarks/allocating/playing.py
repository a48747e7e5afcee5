"""Day by day: crimes come in, one way of allocating chooses at eight in the morning, officers work, crimes are closed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from benchmarks.allocating.force import (
    HOURS_ON_DUTY,
    Flags,
    Floats,
    Force,
    Ints,
    Luck,
    high_harm,
    standards_of,
    weights_of,
)
from constabulary.standards.values import value

NOBODY = -1


@dataclass(slots=True, eq=False)
class Day:
    """A morning as those who allocate see it: arrays by crime but for what is said to be by officer.

    `open` are the crimes there are; `holder` who has each, or NOBODY; `begun` whether that officer has worked on it.
    `load` are the points each officer carries, `crimes` how many, `lately` the points given in the last four weeks.
    """

    number: int
    force: Force
    luck: Luck
    points: Floats
    holder: Ints
    begun: Flags
    open: Flags
    load: Floats
    crimes: Ints
    lately: Floats

    @property
    def waiting(self) -> Ints:
        """The crimes that nobody has, in order of arrival."""
        return np.flatnonzero(self.open & (self.holder == NOBODY))


#: A way of allocating: from a morning to an officer for each crime that is to change hands, or NOBODY to take it back.
Way = Callable[[Day], Mapping[int, int]]


@value
class Seen:
    """What came of one way under one luck. Days, shares from 0 to 1, and numbers a thousand crimes."""

    days_unallocated: float
    high_harm_wait: float
    high_harm_wait_95: float
    past_standard: float
    over_limit: float
    hand_overs: float
    waiting_at_end: float
    closed: float


@dataclass(slots=True, eq=False)
class _Floor:
    """What changes from day to day."""

    holder: Ints
    begun: Flags
    left: Floats
    closed: Flags
    last: Ints
    unallocated: Floats
    first_given: Floats
    first_work: Floats
    handed: Ints
    given_on: list[Floats] = field(default_factory=list)


def play(force: Force, luck: Luck, way: Way) -> Seen:
    """Play every day of a force with one way of allocating."""
    count, officers = len(luck.arrived), force.size.officers
    points = weights_of()[luck.kind]
    f = _Floor(
        holder=np.full(count, NOBODY), begun=np.zeros(count, bool), left=luck.effort.copy(), closed=np.zeros(count, bool),
        last=np.full(count, NOBODY), unallocated=np.zeros(count), first_given=np.full(count, np.inf),
        first_work=np.full(count, np.inf), handed=np.zeros(count, np.int64),
    )  # fmt: skip
    over, present = 0, 0
    for number in range(force.size.whole):
        # The morning after the day on which it came in.
        now = float(number + 1)
        here = (luck.arrived < now) & ~f.closed
        away = force.absent[number]
        taken = here & (f.holder != NOBODY) & away[f.holder]
        f.holder[taken], f.begun[taken] = NOBODY, False
        _choose(f, force, luck, way, points, number, here)
        load = np.bincount(f.holder[here & (f.holder >= 0)], points[here & (f.holder >= 0)], officers)
        if number >= force.size.fill_up:
            over += int((load[~away] > force.room[~away] + 1e-9).sum())
            present += int((~away).sum())
        f.unallocated[here & (f.holder == NOBODY)] += 1.0
        _work(f, force, number, here, now)
        f.closed |= here & (f.left <= 0) & (luck.arrived + luck.elapsed <= now)
    return _seen(f, force, luck, over / present)


def _choose(f: _Floor, force: Force, luck: Luck, way: Way, points: Floats, number: int, here: Flags) -> None:
    held = here & (f.holder != NOBODY)
    officers = force.size.officers
    day = Day(
        number=number, force=force, luck=luck, points=points, holder=f.holder.copy(), begun=f.begun.copy(), open=here,
        load=np.bincount(f.holder[held], points[held], officers), crimes=np.bincount(f.holder[held], minlength=officers),
        lately=np.sum(f.given_on[-28:], axis=0) if f.given_on else np.zeros(officers),
    )  # fmt: skip
    given = np.zeros(officers)
    for crime, officer in way(day).items():
        if officer == NOBODY:
            f.holder[crime], f.begun[crime] = NOBODY, False
            continue
        if force.absent[number, officer] or not np.isfinite(force.fits[luck.kind[crime], officer]) or not here[crime]:
            raise ValueError(f"crime {crime} cannot be given to officer {officer}")
        if f.holder[crime] == officer:
            continue
        if f.last[crime] not in {NOBODY, officer}:
            f.handed[crime] += 1
        f.holder[crime], f.last[crime], f.begun[crime] = officer, officer, False
        given[officer] += points[crime]
        if np.isinf(f.first_given[crime]):
            f.first_given[crime] = number + 1.0
            f.unallocated[crime] += (number + 1.0 - luck.arrived[crime]) % 1.0
    f.given_on.append(given)


def _work(f: _Floor, force: Force, number: int, here: Flags, now: float) -> None:
    """Whoever is on duty shares the day over what they have; what one crime no longer needs goes to the others once."""
    hours = np.where(force.on_duty[number], HOURS_ON_DUTY * force.hours_share, 0.0)
    mine = np.flatnonzero(here & (f.holder != NOBODY))
    mine = mine[hours[f.holder[mine]] > 0]
    fresh = mine[~f.begun[mine]]
    f.begun[fresh] = True
    f.first_work[fresh] = np.minimum(f.first_work[fresh], now)
    for _ in range(2):
        active = mine[f.left[mine] > 0]
        if not len(active):
            return
        holders = f.holder[active]
        each = hours[holders] / np.bincount(holders, minlength=len(hours))[holders]
        done = np.minimum(each, f.left[active])
        f.left[active] -= done
        hours = hours - np.bincount(holders, done, len(hours))


def _seen(f: _Floor, force: Force, luck: Luck, over: float) -> Seen:
    end = float(force.size.whole)
    # Of the last week nothing is asked: what came in then has hardly had the time.
    asked = (luck.arrived >= force.size.fill_up) & (luck.arrived < end - 7)
    serious = asked & high_harm()[luck.kind]
    harm = np.minimum(f.first_work, end)[serious] - luck.arrived[serious]
    late = np.minimum(f.first_given, end) - luck.arrived > standards_of()[luck.kind]
    return Seen(
        days_unallocated=float(f.unallocated[asked].mean()),
        high_harm_wait=float(harm.mean()) if len(harm) else 0.0,
        high_harm_wait_95=float(np.quantile(harm, 0.95)) if len(harm) else 0.0,
        past_standard=float(late[asked].mean()),
        over_limit=over,
        hand_overs=float(f.handed[asked].mean()) * 1000,
        waiting_at_end=float((~f.closed & (f.holder == NOBODY)).sum()),
        closed=float((f.closed & (luck.arrived >= force.size.fill_up)).sum()),
    )
