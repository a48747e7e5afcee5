"""The figures that can be asked of a run, each a number of one replication."""

import math

import numpy as np

from constabulary.simulation.model.whole import Model
from constabulary.simulation.results.gone import GONE, days_gone, waiting_lines
from constabulary.simulation.results.named import Named, What, figures_offered, has_backlog
from constabulary.simulation.results.replication import Replication
from constabulary.standards.values import value


@value
class Figure(Named):
    """One figure, read of a replication."""

    def read(self, model: Model, one: Replication) -> float:
        """The figure of a replication; not a number where nothing happened that it could be taken from."""
        stages = [n for n, stage in enumerate(model.stages) if self.stage in {"", stage.name}]
        classes = [n for n, work in enumerate(model.classes) if self.of in {"", work.name}]
        cells = np.ix_(stages, classes)
        match self.what:
            case What.MEAN_WAIT:
                return _ratio(one.wait_sum[cells].sum(), one.begun[cells].sum())
            case What.SHARE_IN_TARGET:
                settled = one.begun + one.gave_up + one.turned_away + one.unbegun_late
                return _ratio(one.in_target[cells].sum(), settled[cells].sum())
            case What.LEAST_MEAN_WAIT:
                return _ratio((one.wait_sum + one.unbegun_sum)[cells].sum(), (one.begun + one.unbegun)[cells].sum())
            case What.STILL_WAITING:
                return _ratio(one.unbegun[cells].sum(), one.joined[cells].sum())
            case What.SHARE_GAVE_UP:
                return _ratio(one.gave_up[cells].sum(), one.joined[cells].sum())
            case What.SHARE_TURNED_AWAY:
                return _ratio(one.turned_away[cells].sum(), one.joined[cells].sum())
            case What.MEAN_STAY:
                return _ratio(one.stay_sum[classes].sum(), one.left[classes].sum())
            case _:
                return self._read_rest(model, one, stages, classes)

    def _read_rest(self, model: Model, one: Replication, stages: list[int], classes: list[int]) -> float:
        length = (model.days - model.warm_up_days) * 24.0
        groups = [n for n, group in enumerate(model.staff) if self.group in {"", group.name}]
        duties = [n for n, duty in enumerate(model.duties) if self.duty in {"", duty.name}]
        match self.what:
            case What.MEAN_THERE:
                return float(one.there_hours[stages].sum() / length)
            case What.MEAN_WAITING:
                return float(one.waiting_hours[stages].sum() / length)
            case What.WAITING_AT_END:
                return float(one.waiting[-1][stages][:, classes].sum()) if len(one.waiting) else math.nan
            case What.BREACHES:
                return float(one.breached[duties].sum() + one.overdue[duties].sum())
            case What.UTILISATION:
                return _ratio(one.busy_hours[groups].sum(), one.duty_hours[groups].sum())
            case _:
                return float(one.over_hours[groups].sum())


def _ratio(top: float, low: float) -> float:
    return float(top / low) if low else math.nan


@value
class DayGone:
    """The day on which the backlog is gone; the last day that was played where it is not."""

    label: str = GONE

    def read(self, model: Model, one: Replication) -> float:
        """Days since the start."""
        day = days_gone(model, waiting_lines(model, [one.waiting]))[0]
        return model.days if day is None else day


def figure_called(model: Model, label: str) -> Figure | DayGone | None:
    """The figure that is offered of a model under this label; None where there is none."""
    if label == GONE:
        return DayGone() if has_backlog(model) else None
    named = next((one for one in figures_offered(model) if one.label == label), None)
    return None if named is None else figure_of(named)


def figure_of(named: Named) -> Figure:
    """The figure of this name."""
    return Figure(what=named.what, stage=named.stage, of=named.of, duty=named.duty, group=named.group)
