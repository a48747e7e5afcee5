"""In which order the people who share something are shown to whoever speaks to one of them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from constabulary.policing.vulnerability.risk import RiskGrade

#: The riskiest first; nobody assessed comes after everybody who was.
RISKIEST = (RiskGrade.HIGH, RiskGrade.MEDIUM, RiskGrade.STANDARD)


def order_holders(
    people: Iterable[int], *, grades: Mapping[int, RiskGrade], latest: Mapping[int, datetime | None]
) -> list[int]:
    """Holders of one number: by the risk grade that stands, then by when they last were in an incident, never first."""

    def place(person: int) -> tuple[int, float, int]:
        grade, seen = grades.get(person), latest.get(person)
        return (
            RISKIEST.index(grade) if grade in RISKIEST else len(RISKIEST),
            -seen.timestamp() if seen else 1.0,
            person,
        )

    return sorted(people, key=place)
