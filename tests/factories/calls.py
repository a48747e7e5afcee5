"""Calls and THRIVE answers: valid as they are; a test overrides what it is about."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from constabulary.casework.contact import CallDetails
from constabulary.casework.people import PersonDetails, PlaceDetails
from constabulary.policing.contact.channels import CallerRole, Channel
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


def thrive(**parts: dict[str, Any]) -> ThriveAnswers:
    """A calm assessment: nothing urgent, nobody vulnerable. `thrive(threat={"weapon": True})` changes one answer."""
    calm = ThriveAnswers(
        threat=Threat(
            target="stock", source="unknown man", capability=0, intent=0, in_progress=False, violence=Violence.NONE,
            weapon=False, danger_to_life=False, suspect=Suspect.GONE, rationale="He has left.",
        ),
        harm=Harm(types=(HarmType.PROPERTY,), severity=Severity.MINOR, serious_injury=False, rationale="Small loss."),
        risk=Risk(
            likelihood=Likelihood.UNLIKELY, imminence=Imminence.UNLIKELY, interim_risk="", rationale="Not likely back."
        ),
        investigation=Investigation(
            needed=False, lines=(), key_evidence_perishable=False, advice_given=(), rationale="Footage is kept."
        ),
        vulnerability=Vulnerability(
            factors=(), household_asked=True, alone_at_risk=False, repeat_victim=False,
            high_risk_abuse_history=False, serious_distress=False, safeguarding_needed=False, rationale="None found.",
        ),
        engagement=Engagement(
            method=ContactMethod.TELEPHONE, call_back_owed=False, safe_contact="", partner_referrals=(),
            rationale="Telephone will do.",
        ),
    )  # fmt: skip
    return replace(calm, **{name: replace(getattr(calm, name), **changes) for name, changes in parts.items()})


def shoplifting(at: datetime, **changes: Any) -> CallDetails:
    """A shop rings 101 about goods taken."""
    details = CallDetails(
        channel=Channel.NON_EMERGENCY,
        answered_at=at - timedelta(minutes=4),
        caller=PersonDetails(given="Imran", family="Sadiq", telephone="01632 960101"),
        caller_role=CallerRole.REPRESENTATIVE,
        place=PlaceDetails(line="Cove Stores, 3 Quay Lane", locality="Tolling", postcode="ZZ1 1AA"),
        category="crime-reported",
        summary="Man took meat worth £60 and walked out.",
        account="Manager saw him on the camera.",
        crime_reported=True,
        domestic_abuse=False,
        stalking=False,
        answers=thrive(),
        grade="G5",
        history_checked=True,
    )
    return replace(details, **changes)


def former_partner_damage(at: datetime, **changes: Any) -> CallDetails:
    """A woman rings 101: her former partner has damaged her car, and she is frightened."""
    return shoplifting(
        at,
        **{
            "caller": PersonDetails(given="Ruth", family="Marlow", telephone="07700 900123"),
            "caller_role": CallerRole.VICTIM,
            "place": PlaceDetails(line="4 Larch Row", locality="Tolling", postcode="ZZ1 4LR"),
            "summary": "Former partner has smashed her car's windows; she is frightened he will be back.",
            "account": "He said he would finish it.",
            "domestic_abuse": True,
            "answers": thrive(
                threat={"source": "former partner", "target": "caller", "violence": Violence.THREATENED},
                harm={"severity": Severity.SERIOUS},
                risk={"likelihood": Likelihood.LIKELY, "imminence": Imminence.HOURS},
                vulnerability={"factors": (VulnerabilityFactor.DOMESTIC_ABUSE,), "serious_distress": True},
                investigation={"needed": True},
                engagement={"method": ContactMethod.ATTENDANCE, "call_back_owed": True},
            ),
            "grade": "G2",
            **changes,
        },
    )
