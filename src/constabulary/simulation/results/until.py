"""Play that goes on until a figure is known as well as was asked, and how well it was known then."""

import math
from typing import Any

from constabulary.simulation.model.whole import Model
from constabulary.simulation.results.estimating import estimate
from constabulary.simulation.results.figures import figure_called
from constabulary.simulation.results.simulating import Precision, Result


def precision_of(model: Model, label: str, *, within: float, most: int) -> Precision:
    """Until the interval of the figure called `label` is within this share of it to each side, at most so many times.

    Raises KeyError for a figure that the model does not have.
    """
    figure = figure_called(model, label)
    if figure is None:
        raise KeyError(label)
    return Precision(figures=(figure,), relative=within, most=most)


def told_precision(result: Result, label: str, *, within: float, most: int) -> dict[str, Any]:
    """What was asked and what was reached, as plain data: `half` is half the interval as a share of the figure (None where
    there is no interval, or the figure is nought)."""
    figure = figure_called(result.model, label)
    assert figure is not None
    found = estimate([figure.read(result.model, one) for one in result.replications])
    half = found.half_width / abs(found.mean) if found.mean else math.nan
    return {
        "figure": label, "within": within, "most": most, "reached": result.reached,
        "half": None if math.isnan(half) else half,
    }  # fmt: skip
