"""What a browser sends on the pages of incidents: whole forms, valid as they are."""

from typing import Any

from tests.factories.posts import call_post


def thrive_post(**changes: Any) -> dict[str, Any]:
    """THRIVE asked again, with the answers of the call page."""
    asked = {
        name: held
        for name, held in call_post().items()
        if name.split("_")[0] in {"threat", "harm", "risk", "investigation", "vulnerability", "household", "engagement"}
    }
    return {
        **asked, "trigger": "clock", "what_changed": "Nothing.", "contact_made": "yes", "interim_advice": "Stay in.",
        "grade": "G2", **changes,
    }  # fmt: skip


def vulnerability_post(**changes: Any) -> dict[str, Any]:
    """Somebody heard on the telephone and found vulnerable."""
    return {
        "voice_only": "on", "appearance": "not_assessable", "behaviour": "concern", "communication": "no_concern",
        "danger": "concern", "environment": "concern", "strands": ["domestic_abuse"],
        "interaction": "He is in the next room.", "harm_level": "serious", "actions": ["police_response"],
        "vulnerable": "yes", **changes,
    }  # fmt: skip
