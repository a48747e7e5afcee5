"""Assessments drawn for second scoring, scored, and practice calls answered, each by its verb and its role."""

from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from constabulary.access.roles import Role
from constabulary.casework import scoring
from constabulary.casework.scoring import draw_sample, score_blind
from constabulary.policing.incidents.thrive import Likelihood, Severity
from constabulary.policing.inspection.sampling import draw
from constabulary.policing.inspection.second_scoring import Score
from constabulary.records.models import Incident, SampledAssessment
from constabulary.standards.calendar import local_day
from constabulary.standards.self_inspection import Sampling
from tests.conftest import asking

EVERYTHING = Sampling(share=1.0, more_often=1.0)


def draw_everything(at: datetime) -> None:
    """Every assessment of the day drawn."""
    by = asking(Role.SUPERVISOR)
    with patch.object(scoring, "draw", lambda found, **given: draw(found, **{**given, "sampling": EVERYTHING})):
        draw_sample(from_on=local_day(at), until_on=local_day(at), by=by, at=at + timedelta(minutes=30), seed=1)


def drawn_of(incident: Incident, at: datetime) -> SampledAssessment:
    """The first assessment of an incident, drawn."""
    draw_everything(at)
    return SampledAssessment.objects.filter(incident=incident).earliest("pk")


def score_of(grade: str = "G3", **changes: Any) -> Score:
    """A whole score."""
    whole = {
        "grade": grade, "severity": Severity.MODERATE, "likelihood": Likelihood.POSSIBLE,
        "rationale": "He may come back; she is alone.",
    }  # fmt: skip
    return Score(**{**whole, **changes})


def scored(sampled: SampledAssessment, at: datetime, *, by: Role = Role.INSPECTOR, grade: str = "G3") -> None:
    """A drawn assessment scored a second time."""
    score_blind(sampled=sampled.pk, score=score_of(grade), by=asking(by), at=at)
