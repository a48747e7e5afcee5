"""Facts of incidents, and assessments read back from where they are kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from constabulary.policing.desks import Desk
from constabulary.policing.incidents.blocks import Block, BlockAnswer, BlockState
from constabulary.policing.incidents.duties import IncidentFacts
from constabulary.policing.incidents.thrive import (
    ContactMethod,
    Engagement,
    Harm,
    HarmType,
    Imminence,
    Investigation,
    Likelihood,
    Risk,
    Severity,
    Suspect,
    Threat,
    ThriveAnswers,
    Violence,
    Vulnerability,
    VulnerabilityFactor,
)
from constabulary.records.models import Incident


def incident_facts(row: Incident, *, rural: bool, dispatched_at: datetime | None = None) -> IncidentFacts:
    """What the clocks of an incident depend on; `dispatched_at` once a unit has been sent. It must be graded."""
    if row.graded_at is None:
        raise ValueError(f"{row.reference} is not graded")
    return IncidentFacts(
        reported_at=row.reported_at,
        opened_at=row.opened_at,
        graded_at=row.graded_at,
        assessed_at=row.assessed_at or row.graded_at,
        grade=row.grade,
        desk=Desk(row.desk),
        crime_reported=row.crime_reported,
        domestic_abuse=row.domestic_abuse,
        stalking=row.stalking,
        vulnerable=row.vulnerable,
        rural=rural,
        state=row.state,
        dispatched_at=dispatched_at,
        thrive_asked=row.assessed_at is not None,
    )


def thrive_answers(kept: Mapping[str, Any]) -> ThriveAnswers:
    """An assessment as it was given, from its column; what an older question set did not ask is left as not given."""
    threat, harm, risk = dict(kept["threat"]), dict(kept["harm"]), dict(kept["risk"])
    investigation, vulnerability = dict(kept["investigation"]), dict(kept["vulnerability"])
    engagement = dict(kept["engagement"])
    threat.update(violence=Violence(threat["violence"]), suspect=Suspect(threat["suspect"]))
    harm.update(types=tuple(HarmType(one) for one in harm["types"]), severity=Severity(harm["severity"]))
    risk.update(likelihood=Likelihood(risk["likelihood"]), imminence=Imminence(risk["imminence"]))
    investigation.update(lines=tuple(investigation["lines"]), advice_given=tuple(investigation["advice_given"]))
    vulnerability.update(factors=tuple(VulnerabilityFactor(one) for one in vulnerability["factors"]))
    engagement.update(
        method=ContactMethod(engagement["method"]), partner_referrals=tuple(engagement["partner_referrals"])
    )
    return ThriveAnswers(
        threat=Threat(**threat),
        harm=Harm(**harm),
        risk=Risk(**risk),
        investigation=Investigation(**investigation),
        vulnerability=Vulnerability(**vulnerability),
        engagement=Engagement(**engagement),
        blocks=tuple(
            BlockAnswer(block=Block(one["block"]), state=BlockState(one["state"]), words=one["words"])
            for one in kept.get("blocks", ())
        ),
        question_set=kept["question_set"],
    )
