"""The four ways in which an incident record can end, and what each needs."""

from enum import StrEnum


class Closure(StrEnum):
    """How an incident ended."""

    CRIME = "crime"
    CRIME_RELATED = "crime_related_incident"
    REPORTED_INCIDENT = "reported_incident"
    NOT_A_CRIME = "not_a_crime"
    DUPLICATE = "duplicate"

    @property
    def label(self) -> str:
        """What people call it."""
        return CLOSURE_TITLES[self]


CLOSURE_TITLES = {
    Closure.CRIME: "Crime recorded",
    Closure.CRIME_RELATED: "Crime-related incident",
    Closure.REPORTED_INCIDENT: "Reported incident under an N code",
    Closure.NOT_A_CRIME: "Not a crime",
    Closure.DUPLICATE: "Duplicate of another incident",
}
