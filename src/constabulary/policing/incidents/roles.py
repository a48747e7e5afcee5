"""What a person can be to an incident."""

from collections.abc import Mapping

INCIDENT_ROLES: Mapping[str, str] = {
    "victim": "Victim",
    "suspect": "Person complained of",
    "witness": "Witness",
    "household": "Lives in the household",
    "representative": "Parent, carer or representative",
    "professional": "Professional",
    "third_party": "Somebody else",
}
