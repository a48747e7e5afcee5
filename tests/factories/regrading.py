"""Crimes drawn to be graded again, and graded."""

from datetime import datetime
from typing import Any
from unittest.mock import patch

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework import regrading
from constabulary.casework.regrading import draw_regrading, grade_again
from constabulary.optimisation.regrading import draw_for_regrading
from constabulary.policing.allocation.regrading import Graded
from constabulary.records.models import Crime, SampledWeight
from constabulary.records.queries.officers import say_who_asks, system_officer
from tests.conftest import asking


def draw_all_weights(at: datetime) -> int:
    """Draw from everybody who has a crime at all."""

    def everybody(loads: Any, **given: Any) -> Any:
        return draw_for_regrading(loads, **{**given, "from_share": 0.0001, "share": 1.0})

    system = system_officer()
    say_who_asks(system)
    with patch.object(regrading, "draw_for_regrading", everybody):
        return draw_regrading(by=system, at=at)


def weight_drawn(crime: Crime, at: datetime) -> SampledWeight:
    """A crime that somebody has, drawn."""
    draw_all_weights(at)
    return SampledWeight.objects.get(crime=crime)


def weight_graded(
    drawn: SampledWeight, at: datetime, *, by: Officer | None = None, weight: str = "robbery", stage: str = "active"
) -> None:
    """A drawn crime graded again by a supervisor."""
    grade_again(
        sampled=drawn.pk, given=Graded(weight=weight, stage=stage, words="A knife was shown."),
        by=by or asking(Role.SUPERVISOR), at=at,
    )  # fmt: skip
