"""An answer about staff as plain data that can be kept as JSON and shown without the simulator."""

import math
from typing import Any

from constabulary.simulation.staffing.goals import About, Goal
from constabulary.simulation.staffing.places import counts_of
from constabulary.simulation.staffing.rostered import roster_of
from constabulary.simulation.staffing.smallest import Answer, Tried
from constabulary.simulation.stopping import Wanted, always_wanted

#: Goes up whenever the search changes its figures, or these data change their shape.
EDITION = "Staffing 2"


def plain_answer(answer: Answer, *, is_wanted: Wanted = always_wanted) -> dict[str, Any]:
    """What is kept of an answer: numbers, names and words. Figures that are no number, or without end, are None. Its roster
    is made here, for as long as it is wanted. Raises Stopped."""
    question = answer.question
    now = counts_of(question.model.group(question.group))
    return {
        "edition": EDITION,
        "name": question.model.name,
        "label": question.model.label,
        "start": question.model.start.isoformat(),
        "days": question.model.days,
        "seed": question.seed,
        "replications": question.replications,
        "group": question.group,
        "surely": question.surely,
        "goals": [_goal(one) for one in question.goals],
        "places": [
            {"name": one.name, "hours": one.hours, "now": count} for one, count in zip(answer.places, now, strict=True)
        ],
        "formula": {
            "counts": list(answer.start.counts), "by": answer.start.formula, "load": answer.start.load,
        },
        "is_found": answer.needed is not None,
        "roster": roster_of(
            question.model.group(question.group), answer.best.counts, now, start=question.model.start, is_wanted=is_wanted
        ),
        "best": _tried(answer.best),
        "today": _tried(answer.today),
        "more": _tried(answer.more),
        "more_at": answer.more_at,
        "fewer": _tried(answer.fewer),
        "fewer_at": answer.fewer_at,
        "binding": list(question.goals).index(answer.binding),
        "tried": answer.tried,
    }  # fmt: skip


def _goal(goal: Goal) -> dict[str, Any]:
    share = None if goal.what is About.GONE else goal.share
    return {"what": goal.what.value, "label": goal.label, "share": share, "day": goal.day or None}


def _tried(tried: Tried | None) -> dict[str, Any] | None:
    if tried is None:
        return None
    return {
        "counts": list(tried.counts),
        "hours": tried.hours,
        "held": [tried.all_met.numerator, tried.all_met.denominator],
        "share": tried.share,
        "low": tried.all_met.low,
        "high": tried.all_met.high,
        "each": [one.estimate for one in tried.each_met],
        "reached": [one if math.isfinite(one) else None for one in tried.reached],
    }
