"""What a browser sends: whole forms, valid as they are."""

from datetime import timedelta
from typing import Any

from django.utils import timezone


def call_post(**changes: Any) -> dict[str, Any]:
    """The call page, filled in for the former partner's damage."""
    return {
        "channel": "101", "answered_at": "now", "summary": "Former partner has smashed her car's windows.",
        "account": "He said he would finish it.", "category": "crime-reported",
        "domestic_abuse": "on", "place_line": "4 Larch Row", "place_locality": "Tolling", "place_postcode": "ZZ1 4LR",
        "caller_given": "Ruth", "caller_family": "Marlow", "caller_telephone": "07700 900123",
        "caller_role": "victim", "history_checked": "on", "threat_target": "caller",
        "threat_source": "former partner", "threat_capability": "2", "threat_intent": "2", "threat_violence": "threatened", "threat_suspect": "gone",
        "threat_rationale": "He has left but said he would be back.", "harm_types": ["property", "emotional"],
        "harm_severity": "3", "harm_rationale": "Fear, and the car.", "risk_likelihood": "3",
        "risk_imminence": "hours", "risk_interim": "He may come back.", "risk_rationale": "He has before.",
        "investigation_needed": "on", "investigation_lines": ["cctv"],
        "investigation_rationale": "A neighbour's doorbell.", "household_asked": "on",
        "vulnerability_factors": ["domestic_abuse"], "vulnerability_distress": "on",
        "vulnerability_rationale": "Alone with a child.", "engagement_method": "attendance",
        "engagement_call_back": "on", "engagement_safe_contact": "Her own mobile",
        "engagement_rationale": "She wants to see an officer.", "grade": "G2", **changes,
    }  # fmt: skip


def recording_post(*, offence: str, victim: str, **changes: Any) -> dict[str, Any]:
    """The recording page, answered so that the crime is recorded."""
    return {
        "concerns_crime": "yes", "notifiable": "yes", "contrary_evidence": "no", "victim_traced": "yes",
        "victim_confirms": "yes", "other_force": "no", "rule_directs_not": "no", "offence": offence, "victim": victim,
        "occurred_from": f"{timezone.now() - timedelta(days=4):%d/%m/%Y} 18:00", **changes,
    }  # fmt: skip
