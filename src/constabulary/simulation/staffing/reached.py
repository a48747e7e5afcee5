"""How far a play came towards a goal."""

import math

from constabulary.simulation.model.whole import Model
from constabulary.simulation.results.figures import Figure
from constabulary.simulation.results.gone import days_gone, waiting_lines
from constabulary.simulation.results.named import What
from constabulary.simulation.results.replication import Replication
from constabulary.simulation.staffing.goals import About, Goal


def reach(goal: Goal, model: Model, one: Replication) -> float:
    """How far a replication came: the share, or for a backlog the day (infinite: not gone); not a number where nothing fell
    due, which breaks no goal."""
    match goal.what:
        case About.WAIT:
            return Figure(what=What.SHARE_IN_TARGET, stage=goal.stage, of=goal.of).read(model, one)
        case About.DUTY:
            place = [duty.name for duty in model.duties].index(goal.name)
            done, late, still = (int(each[place]) for each in (one.done, one.breached, one.overdue))
            return 1 - (late + still) / (done + still) if done + still else math.nan
        case _:
            day = days_gone(model, waiting_lines(model, [one.waiting]))[0]
            return math.inf if day is None else day
