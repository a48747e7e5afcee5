"""Who does the work and when: groups, shifts, rotas that go round, leave, breaks, overtime."""

from datetime import date, time
from enum import StrEnum

from constabulary.simulation.model.demand import HOURS_OF_DAY
from constabulary.simulation.model.durations import Mark
from constabulary.standards.values import value


class AtShiftEnd(StrEnum):
    """What becomes of work in hand when the shift ends."""

    FINISH = "finish"
    HAND_OVER = "hand over"


@value
class Break:
    """A break of `minutes` that begins `after` hours of the shift; the shift takes it in `turns` parts one after another."""

    after: float
    minutes: float
    turns: int = 2


@value
class Shift:
    """People on duty from `starts` to `ends` (local time; an end not after the start is on the next day).

    `weekdays` counts Monday as 0. `first` and `last` bound it (surge, overtime, a trial); both days are included, and
    the day is that on which the shift starts. `name` is the letter a rota's pattern knows it by.
    """

    starts: time
    ends: time
    people: int = 0
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    name: str = ""
    breaks: tuple[Break, ...] = ()
    first: date | None = None
    last: date | None = None


def hours_of(shift: Shift) -> float:
    """How long a shift lasts, in hours, over midnight too."""
    start, end = (one.hour + one.minute / 60 for one in (shift.starts, shift.ends))
    return (end - start) % HOURS_OF_DAY or float(HOURS_OF_DAY)


@value
class Rota:
    """A pattern that goes round, such as EELLNN---- (two earlies, two lates, two nights, four off).

    Each letter is the name of one of `shifts`, `-` a rest day. `teams` gives how many people each team has; a team is
    `step` days of the pattern behind the one before it. `begins_on` is the first day of the pattern for the first team.
    """

    pattern: str
    shifts: tuple[Shift, ...]
    teams: tuple[int, ...]
    begins_on: date
    step: int = 2


@value
class Leave:
    """`people` fewer on every shift from `first` to `last`, both included (leave, training, mutual aid given)."""

    first: date
    last: date
    people: int
    why: str = ""


@value
class StaffGroup:
    """People who can do the same things.

    `always` people are there at every hour; `shifts` and `rotas` add theirs. `abstraction` is the chance that one person
    of a shift is away (leave, sickness, court, training), drawn for each shift. `at_shift_end` says what becomes of work
    in hand: whoever finishes it does so in overtime and then goes.
    """

    name: str
    skills: tuple[str, ...]
    always: int = 0
    shifts: tuple[Shift, ...] = ()
    rotas: tuple[Rota, ...] = ()
    leave: tuple[Leave, ...] = ()
    abstraction: float = 0.0
    at_shift_end: AtShiftEnd = AtShiftEnd.FINISH
    mark: Mark = Mark.ASSUMPTION
    source: str = ""
