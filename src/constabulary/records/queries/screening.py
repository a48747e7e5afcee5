"""Screening as people see it: the decisions on one crime, and what became of the filed ones that were drawn anyway."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from constabulary.records.queries.together import Asked, Asking, Question
from constabulary.records.queries.victim_groups import DISTRICT, ETHNICITY, LANGUAGE, SEX, age_band_on
from constabulary.standards.values import value


@value
class ScreeningView:
    """One decision whether a crime is investigated; `answers` by factor, each what is known and the words."""

    decision: str
    answers: Mapping[str, Mapping[str, str]]
    found: tuple[str, ...]
    prompt: bool
    public_interest: str
    rationale: str
    drawn: bool
    edition: str
    screened_at: datetime
    screened_by: int


@Question
def screenings_of_crime(crime: int) -> Asking[list[ScreeningView]]:
    """Every decision, newest first."""
    found = yield Asked(
        "SELECT decision, answers, found, prompt, public_interest, rationale, drawn, edition, screened_at, "
        "screened_by_id FROM screening WHERE crime_id = %s ORDER BY screened_at DESC, id DESC",
        [crime],
    )
    made = (dict(zip(ScreeningView.__dataclass_fields__, row, strict=True)) for row in found)
    return [ScreeningView(**{**one, "found": tuple(one["found"])}) for one in made]


@value
class DrawnGroup:
    """Filed crimes of one group: how many were filed, drawn, have ended since, and of those how many were solved."""

    by: str
    name: str
    filed: int
    drawn: int
    ended: int
    solved: int


DRAWN = f"""
    WITH filed AS (
        SELECT DISTINCT ON (s.crime_id) s.crime_id, s.drawn, s.decision FROM screening s
        WHERE s.screened_at >= %(since)s AND s.screened_at < %(until)s
        ORDER BY s.crime_id, s.drawn DESC, s.screened_at DESC
    ), told AS (
        SELECT f.drawn, c.state = 'finalised' AS ended, c.outcome = ANY(%(solved)s) AS solved,
            {SEX} AS sex, {ETHNICITY} AS ethnicity, {LANGUAGE} AS language,
            {age_band_on("c.occurred_from")} AS age_band, {DISTRICT} AS district
        FROM filed f JOIN crime c ON c.id = f.crime_id
        LEFT JOIN person p ON p.id = c.victim_id
        LEFT JOIN place pl ON pl.id = c.place_id LEFT JOIN district d ON d.id = pl.district_id
        WHERE f.decision = 'file'
    )
    SELECT CASE WHEN grouping(sex) = 0 THEN 'sex' WHEN grouping(age_band) = 0 THEN 'age_band'
            WHEN grouping(ethnicity) = 0 THEN 'ethnicity' WHEN grouping(language) = 0 THEN 'language'
            WHEN grouping(district) = 0 THEN 'district' ELSE 'all' END AS by,
        coalesce(sex, age_band, ethnicity, language, district, '') AS name,
        count(*), count(*) FILTER (WHERE drawn), count(*) FILTER (WHERE drawn AND ended),
        count(*) FILTER (WHERE drawn AND ended AND solved)
    FROM told GROUP BY GROUPING SETS ((), (sex), (age_band), (ethnicity), (language), (district))
    ORDER BY 1, 2
"""


def drawn_by_group(*, since: datetime, until: datetime, solved: Iterable[str]) -> list[DrawnGroup]:
    """What became of the crimes filed since then, by group of their victim and by district; counts only.

    `solved` are the outcomes by which somebody was held responsible. As far as whoever asks may see the crimes.
    """
    with connection.cursor() as cursor:
        cursor.execute(DRAWN, {"since": since, "until": until, "solved": list(solved)})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return [DrawnGroup(**dict(zip(DrawnGroup.__dataclass_fields__, row, strict=True))) for row in rows]


@value
class DrawnCrime:
    """A filed crime that was drawn, investigated and has ended: its answers, its end, and the groups of its victim."""

    answers: Mapping[str, Mapping[str, str]]
    outcome: str
    groups: Mapping[str, str]


ENDED = f"""
    SELECT DISTINCT ON (s.crime_id) s.answers::text, c.outcome, {SEX}, {age_band_on("c.occurred_from")}, {ETHNICITY},
        {LANGUAGE}, {DISTRICT}
    FROM screening s JOIN crime c ON c.id = s.crime_id LEFT JOIN person p ON p.id = c.victim_id
    LEFT JOIN place pl ON pl.id = c.place_id LEFT JOIN district d ON d.id = pl.district_id
    WHERE s.drawn AND s.screened_at >= %(since)s AND s.screened_at < %(until)s AND c.state = 'finalised'
    ORDER BY s.crime_id, s.screened_at
"""
GROUPED_BY = ("sex", "age_band", "ethnicity", "language", "district")


def drawn_and_ended(*, since: datetime, until: datetime) -> list[DrawnCrime]:
    """The filed crimes drawn in a time that have ended, as far as whoever asks may see them."""
    with connection.cursor() as cursor:
        cursor.execute(ENDED, {"since": since, "until": until})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return [
        DrawnCrime(answers=json.loads(row[0]), outcome=row[1], groups=dict(zip(GROUPED_BY, row[2:], strict=True)))
        for row in rows
    ]


@value
class FitView:
    """One fit of the screening factors, as it was made."""

    id: int
    since: datetime
    until: datetime
    crimes: int
    solved: int
    edition: str
    report: Mapping[str, Any]
    made_at: datetime
    made_by: int


def newest_fit(*, before: datetime | None = None) -> FitView | None:
    """The newest fit, or the newest that was made by a moment; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, since, until, crimes, solved, edition, report::text, made_at, made_by_id "
            "FROM screening_fit WHERE %(before)s::timestamptz IS NULL OR made_at <= %(before)s "
            "ORDER BY made_at DESC, id DESC LIMIT 1",
            {"before": before},
        )
        row = cursor.fetchone()
    if row is None:
        return None
    made = dict(zip(FitView.__dataclass_fields__, row, strict=True))
    return FitView(**{**made, "report": json.loads(made["report"])})
