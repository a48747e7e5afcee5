"""Weights graded a second time: what waits, the facts of one without its weight, both gradings, and the pairs behind agreement."""

from datetime import date, datetime
from typing import Any

from django.db import connection

from constabulary.policing.allocation.regrading import GradedTwice
from constabulary.policing.allocation.workload import Weight
from constabulary.records.queries.second_reviews import OPENINGS
from constabulary.standards.values import value


@value
class DrawnWeight:
    """A crime drawn to be graded again: what decides who may, and once it is graded, by whom and how."""

    number: int
    crime_id: int
    reference: str
    journey_id: int
    incident_id: int
    drawn_at: datetime
    had_a_part: frozenset[int]
    weight: str
    stage: str
    points: float
    edition: str
    second_weight: str
    second_stage: str
    second_points: float | None
    words: str
    second_edition: str
    graded_at: datetime | None
    graded_by: int | None


@value
class WaitingWeight:
    """A drawn crime that waits to be graded again: nothing that would say what it weighs."""

    number: int
    reference: str
    offence: str
    reported_at: datetime
    due_at: datetime | None


@value
class FactsOfWeight:
    """What a second grader sees of a crime: its story, and neither its kind in a load nor what it is noted to wait for."""

    offence: str
    summary: str
    account: str
    reported_at: datetime
    plan: str
    lines: tuple[tuple[str, str], ...]
    suspects: tuple[str, ...]
    domestic_abuse: bool
    risk_grades: tuple[str, ...]


@value
class SampleOfWeights:
    """A sample: the week, how many officers were near their limit, how many of them and of their crimes were drawn."""

    week_on: date
    near: int
    drawn: int
    size: int
    graded: int
    seed: str


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


_DRAWN = """
    SELECT d.id, c.id, c.reference, d.journey_id, c.incident_id, d.drawn_at,
        array_remove(ARRAY[c.officer_id, c.allocated_by_id, c.recorded_by_id]
            || ARRAY(SELECT e.by_row FROM journal_entry e WHERE e.subject_row = c.id
                AND e.kind IN ('stage_noted', 'abuse_risk_noted'))
            || ARRAY(SELECT unnest(ARRAY[a.officer_id, a.allocated_by_id]) FROM allocation a WHERE a.crime_id = c.id),
            NULL),
        d.weight, d.stage, d.points, d.edition, coalesce(s.weight, ''), coalesce(s.stage, ''), s.points,
        coalesce(s.words, ''), coalesce(s.edition, ''), s.graded_at, s.graded_by_id
    FROM sampled_weight d JOIN crime c ON c.id = d.crime_id LEFT JOIN second_weight s ON s.sampled_id = d.id
"""


def _drawn(row: tuple[Any, ...]) -> DrawnWeight:
    made = dict(zip(DrawnWeight.__dataclass_fields__, row, strict=True))
    return DrawnWeight(**{**made, "had_a_part": frozenset(made["had_a_part"])})


def is_week_drawn(monday: date) -> bool:
    """Whether the week that begins on this day was drawn already."""
    return bool(_rows("SELECT 1 FROM regrading_sample WHERE week_on = %(monday)s", {"monday": monday}))


def drawn_weight(number: int) -> DrawnWeight | None:
    """A drawn crime; None where there is none, or whoever asks may not see it."""
    rows = _rows(_DRAWN + "WHERE d.id = %(number)s", {"number": number})
    return _drawn(rows[0]) if rows else None


def graded_again_by(officer: int, *, most: int = 20) -> list[DrawnWeight]:
    """What an officer has graded again, the latest first."""
    found = _rows(
        _DRAWN + "WHERE s.graded_by_id = %(officer)s ORDER BY s.graded_at DESC, d.id DESC LIMIT %(most)s",
        {"officer": officer, "most": most},
    )
    return [_drawn(row) for row in found]


def has_opened(officer: int, drawn: DrawnWeight) -> bool:
    """Whether an officer has opened the crime, its incident or its whole story since the crime was recorded.

    It weighed what it weighs long before it was drawn, and whoever has opened it has seen that.
    """
    rows = _rows(
        "SELECT EXISTS (SELECT 1 FROM journal_entry WHERE by_row = %(officer)s AND kind = ANY(%(openings)s) "
        "AND subject_row = ANY(%(rows)s) AND happened_at >= (SELECT recorded_at FROM crime WHERE id = %(crime)s))",
        {
            "officer": officer, "openings": OPENINGS, "crime": drawn.crime_id,
            "rows": [drawn.crime_id, drawn.incident_id, drawn.journey_id],
        },
    )  # fmt: skip
    return bool(rows[0][0])


def waiting_weights(officer: int, *, most: int = 50) -> list[WaitingWeight]:
    """What waits to be graded again and this officer had no part in, the longest due first."""
    found = _rows(
        """
        SELECT d.id, c.reference, c.offence_title, c.reported_at, (SELECT min(due_at) FROM duty
            WHERE crime_id = c.id AND kind = 'grade_again' AND subject_row = d.id AND state = 'open') AS due_at
        FROM sampled_weight d JOIN crime c ON c.id = d.crime_id
        WHERE NOT EXISTS (SELECT 1 FROM second_weight s WHERE s.sampled_id = d.id)
          AND %(officer)s NOT IN (coalesce(c.officer_id, 0), coalesce(c.allocated_by_id, 0), c.recorded_by_id)
        ORDER BY due_at NULLS LAST, d.id LIMIT %(most)s
        """,
        {"officer": officer, "most": most},
    )
    return [WaitingWeight(**dict(zip(WaitingWeight.__dataclass_fields__, row, strict=True))) for row in found]


def facts_of_weight(drawn: DrawnWeight) -> FactsOfWeight:
    """The story of a drawn crime, for whoever grades it again."""
    row = _rows(
        """
        SELECT c.offence_title, c.summary, i.summary, c.reported_at, coalesce(p.summary, ''), c.domestic_abuse OR c.stalking
        FROM crime c JOIN incident i ON i.id = c.incident_id
        LEFT JOIN LATERAL (SELECT summary FROM investigation_plan WHERE crime_id = c.id ORDER BY id DESC LIMIT 1) p ON true
        WHERE c.id = %(crime)s
        """,
        {"crime": drawn.crime_id},
    )[0]
    lines = _rows(
        "SELECT objective, result FROM line_of_enquiry WHERE crime_id = %(crime)s ORDER BY id",
        {"crime": drawn.crime_id},
    )
    suspects = _rows("SELECT state FROM suspect WHERE crime_id = %(crime)s ORDER BY id", {"crime": drawn.crime_id})
    graded = _rows(
        "SELECT grade FROM risk_assessment WHERE journey_id = %(journey)s ORDER BY id", {"journey": drawn.journey_id}
    )
    return FactsOfWeight(
        offence=row[0], summary=row[1], account=row[2], reported_at=row[3], plan=row[4], domestic_abuse=row[5],
        lines=tuple((one[0], one[1]) for one in lines), suspects=tuple(one[0] for one in suspects),
        risk_grades=tuple(one[0] for one in graded),
    )  # fmt: skip


def graded_twice(*, since: datetime, until: datetime) -> list[GradedTwice]:
    """Every pair of gradings, as far as whoever asks may see the crimes; counted and never listed."""
    found = _rows(
        """
        SELECT d.weight, d.points, s.weight, s.points, coalesce(t.name, ''), c.officer_id
        FROM second_weight s JOIN sampled_weight d ON d.id = s.sampled_id JOIN crime c ON c.id = d.crime_id
        LEFT JOIN team t ON t.id = d.team_id
        WHERE s.graded_at >= %(since)s AND s.graded_at < %(until)s
        """,
        {"since": since, "until": until},
    )
    return [
        GradedTwice(
            first_weight=Weight(row[0]), first_points=row[1], second_weight=Weight(row[2]), second_points=row[3],
            team=row[4], officer=row[5],
        )
        for row in found
    ]  # fmt: skip


def samples_of_weights(*, most: int = 12) -> list[SampleOfWeights]:
    """The samples drawn, the latest first, and how far each is graded again."""
    found = _rows(
        """
        SELECT r.week_on, r.near, r.drawn, r.size, count(s.id), r.seed
        FROM regrading_sample r LEFT JOIN sampled_weight d ON d.sample_id = r.id
        LEFT JOIN second_weight s ON s.sampled_id = d.id
        GROUP BY r.id ORDER BY r.week_on DESC LIMIT %(most)s
        """,
        {"most": most},
    )
    return [SampleOfWeights(**dict(zip(SampleOfWeights.__dataclass_fields__, row, strict=True))) for row in found]
