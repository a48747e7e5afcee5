"""Incidents as people see them."""

import json
from datetime import datetime
from typing import Any

from django.db import connection

from constabulary.records.queries.together import Asked, Asking, Question, ask
from constabulary.standards.values import value


@value
class IncidentView:
    """An incident with its place and the latest assessment's state."""

    id: int
    reference: str
    journey_id: int
    journey: str
    state: str
    desk: str
    category: str
    qualifiers: tuple[str, ...]
    summary: str
    place: str | None
    place_is_sealed: bool
    crime_reported: bool
    domestic_abuse: bool
    stalking: bool
    hate: bool
    vulnerable: bool
    reported_at: datetime
    opened_at: datetime
    opened_by: int
    grade: str
    graded_at: datetime | None
    attend_due_at: datetime | None
    closure: str
    closing_category: str
    closing_rationale: str
    closed_at: datetime | None
    risk: int
    assessed_at: datetime | None
    master: str
    transferred_to: str
    transfer_reference: str
    restriction: int | None
    organisation: str
    organisation_kind: str
    organisation_reference: str


@value
class InvolvedView:
    """A person's part in an incident or a crime; `vulnerable` as last asked, None when never."""

    person_id: int
    reference: str
    name: str
    role: str
    born_on: Any
    vulnerable: bool | None = None
    vulnerability_asked_at: datetime | None = None


#: The name of an organisation is asked for where there is one: in a join it would be looked through for seals in every row
#: that the join reads.
INCIDENT_COLUMNS = """
    i.id, i.reference, i.journey_id, j.reference, i.state, i.desk, i.category, i.qualifiers, i.summary,
    nullif(concat_ws(', ', nullif(p.line, ''), nullif(p.locality, ''), nullif(p.postcode, '')), ''),
    i.place_id IS NOT NULL AND p.id IS NULL, i.crime_reported, i.domestic_abuse, i.stalking, i.hate, i.vulnerable,
    i.reported_at, i.opened_at, i.opened_by_id, i.grade, i.graded_at, i.attend_due_at, i.closure,
    i.closing_category, i.closing_rationale, i.closed_at, i.risk, i.assessed_at, coalesce(m.reference, ''),
    i.transferred_to, i.transfer_reference, i.restriction_id,
    coalesce((SELECT name FROM organisation WHERE id = i.organisation_id), ''), coalesce(o.kind, ''), coalesce(o.reference, '')
"""
INCIDENT_JOINS = """
    FROM incident i JOIN journey j ON j.id = i.journey_id LEFT JOIN place p ON p.id = i.place_id
    LEFT JOIN incident m ON m.id = i.master_id LEFT JOIN organisation o ON o.id = i.organisation_id
"""


def _view(row: tuple[Any, ...]) -> IncidentView:
    names = IncidentView.__dataclass_fields__
    made = dict(zip(names, row, strict=True))
    made["qualifiers"] = tuple(made["qualifiers"])
    return IncidentView(**made)


def incident_by_reference(reference: str) -> IncidentView | None:
    """The incident, if there is one that whoever asks may see; sealed and restricted rows are held by the database."""
    found = ask(f"SELECT {INCIDENT_COLUMNS} {INCIDENT_JOINS} WHERE i.reference = %s", [reference])
    return _view(found[0]) if found else None


def incident_and_journey(reference: str) -> tuple[int, int] | None:
    """The row numbers of an incident and of its journey, found and held as by `incident_by_reference`, with nothing read of it."""
    found = ask(
        "SELECT i.id, i.journey_id FROM incident i JOIN journey j ON j.id = i.journey_id WHERE i.reference = %s",
        [reference],
    )
    return (found[0][0], found[0][1]) if found else None


@Question
def people_of_incident(incident: int) -> Asking[list[InvolvedView]]:
    """The people in an incident that whoever asks may see."""
    found = yield Asked(
        "SELECT p.id, p.reference, trim(p.given || ' ' || p.family), ip.role, p.born_on, v.vulnerable, "
        "v.assessed_at FROM incident_person ip JOIN person p ON p.id = ip.person_id "
        "LEFT JOIN LATERAL (SELECT a.vulnerable, a.assessed_at FROM vulnerability_assessment a "
        "WHERE a.incident_id = ip.incident_id AND a.person_id = p.id ORDER BY a.id DESC LIMIT 1) v ON true "
        "WHERE ip.incident_id = %s ORDER BY ip.id",
        [incident],
    )
    return [
        InvolvedView(
            person_id=row[0], reference=row[1], name=row[2], role=row[3], born_on=row[4], vulnerable=row[5],
            vulnerability_asked_at=row[6],
        )
        for row in found
    ]  # fmt: skip


ASSESSMENT = (
    "id", "number", "trigger", "answers", "changed_elements", "what_changed", "contact_made", "interim_advice",
    "proposed_grade", "floor", "score", "reasons", "previous_grade", "grade", "is_lower", "reason_below_floor",
    "editions", "assessed_at", "assessed_by_id", "acceptance", "accepted_at", "accepted_by_id", "refused_at",
)  # fmt: skip


@Question
def assessments_of_incident(incident: int) -> Asking[list[dict[str, Any]]]:
    """Every THRIVE assessment of an incident, latest first."""
    rows = yield Asked(
        f"SELECT {', '.join(ASSESSMENT)} FROM thrive_assessment WHERE incident_id = %s ORDER BY number DESC",
        [incident],
    )
    found = [dict(zip(ASSESSMENT, row, strict=True)) for row in rows]
    # Django leaves jsonb from a cursor of one's own as text.
    return [{**one, "answers": json.loads(one["answers"])} for one in found]


def incidents_by_id(numbers: list[int]) -> list[IncidentView]:
    """These incidents, as far as whoever asks may see them, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {INCIDENT_COLUMNS} {INCIDENT_JOINS} WHERE i.id = ANY(%s) ORDER BY i.reported_at DESC",
            [numbers],
        )
        return [_view(row) for row in cursor.fetchall()]
