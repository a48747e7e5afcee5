"""How much memory playing a model takes, worked out beforehand: what is kept of each replication, and what is worked with."""

import math

from constabulary.simulation.engine.layout import BINS
from constabulary.simulation.model.demand import DAYS_OF_WEEK, HOURS_OF_DAY
from constabulary.simulation.model.staffing import Shift
from constabulary.simulation.model.whole import Model

COUNT, SUM = 4, 8
#: What is kept of a stage and class together, beside their histogram (`replication.CELLS`).
SUMS_OF_CELL = 11
#: At the end the queue of every replication lies side by side some times over, to have its quantiles taken.
COPIES_OF_LINE = 4
#: Rates, what comes on top of them and their period; each thread that plays has rates of its own.
RATES = 3
#: A shift of one day is two comings and goings, as objects and as rows: seen, about so many bytes.
BYTES_OF_SPELL = 700


def bytes_kept(model: Model) -> int:
    """How many bytes are kept of one replication until all of them are played."""
    cells, classes = len(model.stages) * len(model.classes), len(model.classes)
    a_shot = COUNT * (2 * cells + classes * (len(model.age_bands) + 1)) + SUM * COPIES_OF_LINE
    return _shots(model) * a_shot + SUM * (BINS * (cells + classes) + SUMS_OF_CELL * cells)


def bytes_needed(model: Model, *, replications: int, workers: int = 1) -> int:
    """About how many bytes it takes to play a model so often on so many threads, the pieces of work there left out."""
    rates = SUM * int(model.days * HOURS_OF_DAY) * len(model.classes) * (RATES + workers)
    return replications * bytes_kept(model) + rates + round(BYTES_OF_SPELL * _spells(model))


def _shots(model: Model) -> int:
    return int(model.days * model.snapshots_a_day)


def _spells(model: Model) -> float:
    """Shifts of a day in the whole run; a break is as much again for each part that takes it in turn."""
    of_shifts = (
        _days(model, shift) * len(shift.weekdays) / DAYS_OF_WEEK * (1 + sum(one.turns for one in shift.breaks))
        for group in model.staff
        for shift in group.shifts
    )
    of_rotas = (model.days * len(rota.teams) for group in model.staff for rota in group.rotas)
    return math.fsum(of_shifts) + math.fsum(of_rotas)


def _days(model: Model, shift: Shift) -> float:
    if shift.first is None or shift.last is None:
        return model.days
    return max(0, min(model.days, (shift.last - shift.first).days + 1))
