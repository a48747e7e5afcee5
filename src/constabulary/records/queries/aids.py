"""Decision aids: which are accepted until when, and how often each erred, by group of the victim and by district."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection

from constabulary.policing.inspection.aids import Aid, Counted
from constabulary.records.queries.victim_groups import DISTRICT, ETHNICITY, LANGUAGE, SEX, age_band_on
from constabulary.standards.values import value


@value
class AcceptanceView:
    """One acceptance of an aid, as it stands or stood."""

    id: int
    aid: Aid
    until_on: date
    reason: str
    errors: tuple[Mapping[str, Any], ...]
    edition: str
    accepted_at: datetime
    accepted_by: int
    ended_because: str
    ended_at: datetime | None
    ended_by: int | None


#: Of each aid, what was judged: the way in which it was wrong, empty where it was not, and whose call or crime it was.
JUDGED: Mapping[Aid, str] = {
    Aid.GRADE: """
        SELECT CASE WHEN a.proposed_grade > s.grade THEN 'less_urgent' WHEN a.proposed_grade < s.grade
            THEN 'more_urgent' ELSE '' END AS wrong, v.person_id AS person, i.place_id AS place, a.assessed_at AS at
        FROM second_score s JOIN sampled_assessment d ON d.id = s.sampled_id
        JOIN thrive_assessment a ON a.id = d.assessment_id JOIN incident i ON i.id = d.incident_id
        LEFT JOIN LATERAL (
            SELECT ip.person_id FROM incident_person ip WHERE ip.incident_id = i.id AND ip.role = 'victim'
            ORDER BY ip.id LIMIT 1
        ) v ON true
        WHERE s.scored_at >= %(since)s AND s.scored_at < %(until)s
    """,
    Aid.ALLOCATION: """
        SELECT CASE WHEN p.state = 'accepted' THEN '' ELSE p.state END AS wrong, c.victim_id AS person,
            c.place_id AS place, p.decided_at AS at
        FROM allocation_proposal p JOIN crime c ON c.id = p.crime_id
        WHERE p.officer_id IS NOT NULL AND p.state IN ('accepted', 'changed', 'rejected')
          AND p.decided_at >= %(since)s AND p.decided_at < %(until)s
    """,
    Aid.STOCK_PHRASES: """
        SELECT CASE WHEN k.finding = 'fine' THEN 'fine' ELSE '' END AS wrong, c.victim_id AS person,
            c.place_id AS place, k.read_at AS at
        FROM copied_review k JOIN investigation_review r ON r.id = k.review_id JOIN crime c ON c.id = r.crime_id
        WHERE k.read_at >= %(since)s AND k.read_at < %(until)s
    """,
    # The first second look: later ones answer what has happened since.
    Aid.RISK: """
        SELECT CASE sign(array_position(ARRAY['standard', 'medium', 'high'], a.suggested::text)
                - array_position(ARRAY['standard', 'medium', 'high'], r.grade::text))
            WHEN -1 THEN 'too_low' WHEN 1 THEN 'too_high' ELSE '' END AS wrong,
            a.person_id AS person, i.place_id AS place, r.reviewed_at AS at
        FROM risk_review r JOIN risk_assessment a ON a.id = r.assessment_id JOIN incident i ON i.id = a.incident_id
        WHERE r.reviewed_at >= %(since)s AND r.reviewed_at < %(until)s
          AND NOT EXISTS (SELECT FROM risk_review o WHERE o.assessment_id = r.assessment_id AND o.id < r.id)
    """,
    Aid.VULNERABILITY: """
        SELECT CASE WHEN a.vulnerable AND NOT a.suggested THEN 'missed' WHEN a.suggested AND NOT a.vulnerable
            THEN 'not_found' ELSE '' END AS wrong, a.person_id AS person, i.place_id AS place, a.assessed_at AS at
        FROM vulnerability_assessment a JOIN incident i ON i.id = a.incident_id
        WHERE a.assessed_at >= %(since)s AND a.assessed_at < %(until)s
    """,
    # Likely or not by what the accepted fit says, against the share that was solved when it was made; later crimes only.
    Aid.SCREENING: """
        SELECT CASE WHEN d.solved AND d.chance < d.usual THEN 'missed' WHEN NOT d.solved AND d.chance >= d.usual
            THEN 'overrated' ELSE '' END AS wrong, d.person, d.place, d.at
        FROM (
            SELECT c.outcome = ANY(f.solved_by) AS solved, c.victim_id AS person, c.place_id AS place,
                c.finalised_at AS at, f.usual, 1 / (1 + exp(-(f.intercept + (
                    SELECT coalesce(sum(w.value::float), 0) FROM jsonb_each_text(f.weights) w
                    WHERE s.answers -> w.key ->> 'known' = 'yes')))) AS chance
            FROM (
                SELECT until, (report ->> 'usual')::float AS usual, (report ->> 'intercept')::float AS intercept,
                    report -> 'weights' AS weights,
                    ARRAY(SELECT jsonb_array_elements_text(report -> 'solved_by')) AS solved_by
                FROM screening_fit WHERE made_at <= coalesce(
                    (SELECT accepted_at FROM aid_acceptance WHERE aid = 'screening' AND ended_at IS NULL), 'infinity')
                ORDER BY made_at DESC, id DESC LIMIT 1
            ) f JOIN screening s ON s.drawn AND s.screened_at >= f.until JOIN crime c ON c.id = s.crime_id
            WHERE c.state = 'finalised' AND c.finalised_at >= %(since)s AND c.finalised_at < %(until)s
        ) d
    """,
}
#: People and places are looked up one by one: a join reads every one that the force has, and asks of each who may see it.
_BY_GROUP = """
    WITH judged AS ({judged}), told AS (
        SELECT j.wrong, {sex} AS sex, {ethnicity} AS ethnicity, {language} AS language, {age_band} AS age_band,
            {district} AS district
        FROM judged j
        LEFT JOIN LATERAL (SELECT * FROM person WHERE person.id = j.person OFFSET 0) p ON true
        LEFT JOIN LATERAL (SELECT district_id FROM place WHERE place.id = j.place OFFSET 0) pl ON true
        LEFT JOIN district d ON d.id = pl.district_id
    ), grouped AS (
        SELECT CASE WHEN grouping(sex) = 0 THEN 'sex' WHEN grouping(age_band) = 0 THEN 'age_band'
                WHEN grouping(ethnicity) = 0 THEN 'ethnicity' WHEN grouping(language) = 0 THEN 'language'
                WHEN grouping(district) = 0 THEN 'district' ELSE 'all' END AS by,
            coalesce(sex, age_band, ethnicity, language, district, '') AS name, wrong, count(*) AS many
        FROM told
        GROUP BY GROUPING SETS ((wrong), (sex, wrong), (age_band, wrong), (ethnicity, wrong), (language, wrong),
            (district, wrong))
    )
    SELECT by, name, sum(many)::int, json_object_agg(wrong, many)::text FROM grouped GROUP BY 1, 2 ORDER BY 1, 2
"""


def _rows(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def judged_by_group(aid: Aid, *, since: datetime, until: datetime) -> list[Counted]:
    """How often an aid erred in each way, in each group, as far as whoever asks may see the records; counts only."""
    asked = _BY_GROUP.format(
        judged=JUDGED[aid], sex=SEX, ethnicity=ETHNICITY, language=LANGUAGE, age_band=age_band_on("j.at"), district=DISTRICT
    )  # fmt: skip
    rows = _rows(asked, {"since": since, "until": until})
    return [Counted(by=row[0], name=row[1], of=row[2], errors=json.loads(row[3])) for row in rows]


def accepted_until(aid: Aid) -> date | None:
    """The last day until which an aid is accepted; None where nobody has, or it was switched off."""
    rows = _rows("SELECT until_on FROM aid_acceptance WHERE aid = %(aid)s AND ended_at IS NULL", {"aid": aid.value})
    return rows[0][0] if rows else None


def accepted_at(aid: Aid) -> datetime | None:
    """When the acceptance of an aid that stands was made; None where none stands."""
    rows = _rows("SELECT accepted_at FROM aid_acceptance WHERE aid = %(aid)s AND ended_at IS NULL", {"aid": aid.value})
    return rows[0][0] if rows else None


def acceptances(*, most: int = 40) -> list[AcceptanceView]:
    """Every acceptance, the latest first."""
    rows = _rows(
        "SELECT id, aid, until_on, reason, errors::text, edition, accepted_at, accepted_by_id, ended_because, ended_at, "
        "ended_by_id FROM aid_acceptance ORDER BY accepted_at DESC, id DESC LIMIT %(most)s",
        {"most": most},
    )
    return [
        AcceptanceView(
            id=row[0], aid=Aid(row[1]), until_on=row[2], reason=row[3], errors=tuple(json.loads(row[4])),
            edition=row[5], accepted_at=row[6], accepted_by=row[7], ended_because=row[8], ended_at=row[9],
            ended_by=row[10],
        )
        for row in rows
    ]  # fmt: skip
