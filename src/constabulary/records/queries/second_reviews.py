"""Second decisions: what may be drawn, what waits, what decides who may make one, and the pairs behind agreement.

What is counted leaves here by way out and by team; nothing here lists anybody's decisions but to themselves.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from constabulary.access.officers import Officer
from constabulary.policing.desks import Authority
from constabulary.policing.supervision.second_review import FILED, NOT_RECORDED, RAPE, RECORD, Closed, Closing
from constabulary.records.queries.proposals import connected_pairs
from constabulary.standards.self_inspection import Sampling
from constabulary.standards.values import value

#: Reading any of these after the decision shows how it was decided.
OPENINGS = ["read_crime", "read_journey", "read_incident"]


@value
class ClosedRow:
    """A decision that could be drawn, with what its sampled row and its duty need."""

    closed: Closed
    closing: Closing
    authority: Authority
    journey_id: int
    incident_id: int
    crime_id: int | None
    team_id: int | None
    closed_at: datetime
    risk: int
    is_restricted: bool
    had_a_part: frozenset[int]
    teams: frozenset[int]


@value
class WaitingClosure:
    """A drawn decision that waits to be made again: nothing that would say how it was decided."""

    number: int
    offence: str
    closing: Closing
    reported_at: datetime
    due_at: datetime | None
    is_own: bool


@value
class ReviewedLine:
    """A second decision: one's own, or one that differs from the first and waits to be settled."""

    number: int
    reference: str
    offence: str
    reviewed_at: datetime
    differs: bool
    settled: str
    settled_at: datetime | None
    due_at: datetime | None = None


@value
class SampleLine:
    """A sample that was drawn and how far it is decided again."""

    from_on: date
    until_on: date
    seed: int
    edition: str
    population: int
    size: int
    reviewed: int
    drawn_at: datetime
    sampling: Sampling
    candidates: tuple[Closed, ...]
    drawn: frozenset[int]


@value
class Sampled:
    """A drawn decision: whose it was, and what decides who may make it again."""

    number: int
    closing: Closing
    way: str
    authority: Authority
    journey_id: int
    incident_id: int
    crime_id: int | None
    reference: str
    closed_at: datetime
    had_a_part: frozenset[int]
    teams: frozenset[int]
    reviewed_by: int | None


#: Every decision that could be drawn in a time, whatever sort it is; `parts` are those who asked for it and made it. What
#: was taken over from another system was decided there, by nobody knows what authority, and is not judged again.
_CLOSED = f"""
    SELECT o.id, 'outcome' AS closing, o.authority, CASE WHEN (
            SELECT s.decision = 'file' AND NOT s.drawn FROM screening s WHERE s.crime_id = c.id ORDER BY s.id DESC LIMIT 1
        ) THEN '{FILED}' ELSE o.outcome_type END AS way, c.id AS crime, c.incident_id AS incident, o.decided_at AS at,
        ARRAY[o.proposed_by_id, o.decided_by_id] AS parts
    FROM outcome o JOIN crime c ON c.id = o.crime_id
    WHERE o.state IN ('approved', 'overtaken') AND o.authority <> '' AND o.outcome_type = ANY(%(watched)s)
      AND o.decided_at >= %(from_at)s AND o.decided_at < %(until_at)s
      AND NOT EXISTS (SELECT FROM sampled_closure s WHERE s.outcome_id = o.id)
    UNION ALL
    SELECT a.id, 'cancellation', a.authority, a.listed_as, c.id, c.incident_id, a.decided_at,
        ARRAY[a.asked_by_id, a.decided_by_id]
    FROM cancellation a JOIN crime c ON c.id = a.crime_id
    WHERE a.state = 'decided' AND a.authority <> '' AND a.decided_at >= %(from_at)s AND a.decided_at < %(until_at)s
      AND NOT EXISTS (SELECT FROM sampled_closure s WHERE s.cancellation_id = a.id)
    UNION ALL
    SELECT r.id, 'recording', 'crime_registrar', CASE WHEN r.result = 'record' THEN '{RECORD}' ELSE '{NOT_RECORDED}' END,
        NULL, r.incident_id, r.decided_at, ARRAY[r.decided_by_id]
    FROM recording_decision r
    WHERE r.decided_at >= %(from_at)s AND r.decided_at < %(until_at)s
      AND (r.incident_code LIKE '100/%%' OR r.result = 'record' AND EXISTS (
          SELECT FROM crime c WHERE c.decision_id = r.id AND c.offence_category = ANY(%(rape)s)))
      AND NOT EXISTS (SELECT FROM sampled_closure s WHERE s.recording_id = r.id)
"""


def _rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def closed_between(*, from_at: datetime, until_at: datetime, watched: Iterable[str]) -> list[ClosedRow]:
    """What was closed between two moments and never drawn, as far as whoever asks may see it."""
    rows = _rows(
        f"""
        SELECT n.id, n.closing, n.authority, n.way, coalesce(t.name, ''), i.domestic_abuse OR coalesce(
                c.domestic_abuse OR c.stalking, false),
            EXISTS (SELECT FROM thrive_assessment a WHERE a.incident_id = n.incident
                AND a.answers #>> '{{vulnerability,repeat_victim}}' = 'true'),
            coalesce(v.born_on > (coalesce(c.occurred_from, i.reported_at) AT TIME ZONE 'Europe/London')::date
                - interval '18 years', false),
            i.journey_id, n.incident, n.crime, c.team_id, n.at, coalesce(c.high_harm OR c.domestic_abuse, false),
            i.restriction_id IS NOT NULL, array_remove(n.parts || c.officer_id, NULL),
            array_remove(ARRAY(SELECT f.team_id FROM officer f WHERE f.id = ANY(n.parts)) || c.team_id, NULL)
        FROM ({_CLOSED}) n JOIN incident i ON i.id = n.incident LEFT JOIN crime c ON c.id = n.crime
        LEFT JOIN team t ON t.id = c.team_id LEFT JOIN person v ON v.id = c.victim_id
        ORDER BY n.id
        """,
        {"from_at": from_at, "until_at": until_at, "watched": list(watched), "rape": list(RAPE)},
    )
    return [
        ClosedRow(
            closed=Closed(id=row[0], way=row[3], team=row[4], domestic_abuse=row[5], repeat_victim=row[6], child=row[7]),
            closing=Closing(row[1]), authority=Authority(row[2]), journey_id=row[8], incident_id=row[9],
            crime_id=row[10], team_id=row[11], closed_at=row[12], risk=2 if row[13] else 1, is_restricted=row[14],
            had_a_part=frozenset(row[15]), teams=frozenset(row[16]),
        )
        for row in rows
    ]  # fmt: skip


def newest_sample_until() -> date | None:
    """The last day that was drawn from."""
    found: date | None = _rows("SELECT max(until_on) FROM closure_sample", {})[0][0]
    return found


def waiting_of_reviewers() -> dict[int, int]:
    """How many second decisions wait for each officer who was given one."""
    rows = _rows(
        "SELECT owner_id, count(*) FROM duty WHERE state = 'open' AND kind = 'decide_again_blind' "
        "AND owner_id IS NOT NULL GROUP BY 1",
        {},
    )
    return {row[0]: row[1] for row in rows}


def not_independent(rows: Iterable[ClosedRow]) -> set[tuple[int, int]]:
    """(decision, officer) for each officer who has opened it since it was decided, or is connected with anybody in it."""
    found = list(rows)
    opened = _rows(
        """
        SELECT DISTINCT n.number, e.by_row
        FROM unnest(%(numbers)s::bigint[], %(crimes)s::bigint[], %(incidents)s::bigint[], %(journeys)s::bigint[],
            %(since)s::timestamptz[]) AS n(number, crime, incident, journey, since)
        JOIN journal_entry e ON e.subject_row IN (n.crime, n.incident, n.journey) AND e.kind = ANY(%(openings)s)
            AND e.happened_at >= n.since
        """,
        {
            "numbers": [one.closed.id for one in found], "crimes": [one.crime_id for one in found],
            "incidents": [one.incident_id for one in found], "journeys": [one.journey_id for one in found],
            "since": [one.closed_at for one in found], "openings": OPENINGS,
        },
    )  # fmt: skip
    by_crime = {one.crime_id: one.closed.id for one in found if one.crime_id is not None}
    connected = connected_pairs(by_crime)
    return {(row[0], row[1]) for row in opened} | {(by_crime[crime], officer) for crime, officer in connected}


def who_has_opened(sampled: Sampled, officers: Iterable[int]) -> frozenset[int]:
    """Which of these officers have opened a crime, its incident or its whole story since it was decided."""
    rows = _rows(
        "SELECT DISTINCT by_row FROM journal_entry WHERE by_row = ANY(%(officers)s) AND kind = ANY(%(openings)s) "
        "AND subject_row = ANY(%(rows)s) AND happened_at >= %(since)s",
        {
            "officers": list(officers), "openings": OPENINGS, "since": sampled.closed_at,
            "rows": [one for one in (sampled.crime_id, sampled.incident_id, sampled.journey_id) if one is not None],
        },
    )  # fmt: skip
    return frozenset(row[0] for row in rows)


def who_is_connected(sampled: Sampled, officers: Iterable[int]) -> frozenset[int]:
    """Which of these officers are connected with anybody in a drawn crime or incident; not with whom."""
    rows = _rows(
        "SELECT DISTINCT c.officer_id FROM connection c WHERE c.officer_id = ANY(%(officers)s) AND c.ended_at IS NULL "
        "AND c.person_id IN (SELECT same_person(one.person_id) FROM ("
        "SELECT person_id FROM incident_person WHERE incident_id = %(incident)s "
        "UNION SELECT person_id FROM crime_person WHERE crime_id = %(crime)s "
        "UNION SELECT victim_id FROM crime WHERE id = %(crime)s "
        "UNION SELECT person_id FROM suspect WHERE crime_id = %(crime)s) one WHERE one.person_id IS NOT NULL)",
        {"officers": list(officers), "incident": sampled.incident_id, "crime": sampled.crime_id},
    )
    return frozenset(row[0] for row in rows)


_DRAWN = """
    SELECT d.id, d.closing, d.way, d.authority, d.journey_id, d.incident_id, d.crime_id, coalesce(c.reference, i.reference),
        d.closed_at, array_remove(ARRAY[o.proposed_by_id, o.decided_by_id, a.asked_by_id, a.decided_by_id,
            r.decided_by_id, c.officer_id], NULL) AS parts, d.team_id, s.reviewed_by_id
    FROM sampled_closure d JOIN incident i ON i.id = d.incident_id LEFT JOIN crime c ON c.id = d.crime_id
    LEFT JOIN outcome o ON o.id = d.outcome_id LEFT JOIN cancellation a ON a.id = d.cancellation_id
    LEFT JOIN recording_decision r ON r.id = d.recording_id LEFT JOIN second_review s ON s.sampled_id = d.id
"""


def sampled_closure(number: int) -> Sampled | None:
    """A drawn decision, if whoever asks may see its crime at all."""
    rows = _rows(
        f"SELECT n.*, ARRAY(SELECT f.team_id FROM officer f WHERE f.id = ANY(n.parts) AND f.team_id IS NOT NULL) "
        f"FROM ({_DRAWN} WHERE d.id = %(number)s) n",
        {"number": number},
    )
    if not rows:
        return None
    row = rows[0]
    return Sampled(
        number=row[0], closing=Closing(row[1]), way=row[2], authority=Authority(row[3]), journey_id=row[4],
        incident_id=row[5], crime_id=row[6], reference=row[7], closed_at=row[8], had_a_part=frozenset(row[9]),
        teams=frozenset(row[12]) | ({row[10]} if row[10] else set()), reviewed_by=row[11],
    )  # fmt: skip


def waiting_for(officer: Officer, *, desks: Iterable[str], most: int = 20) -> list[WaitingClosure]:
    """The second decisions that are this officer's, or that anybody at these desks may take; their own first."""
    rows = _rows(
        """
        SELECT d.id, coalesce(nullif(c.offence_title, ''), 'A report of rape'), d.closing, i.reported_at, y.due_at,
            y.owner_id IS NOT NULL
        FROM duty y JOIN sampled_closure d ON d.id = y.subject_row JOIN incident i ON i.id = d.incident_id
        LEFT JOIN crime c ON c.id = d.crime_id
        WHERE y.state = 'open' AND y.kind = 'decide_again_blind'
          AND (y.owner_id = %(officer)s OR y.owner_id IS NULL AND y.desk = ANY(%(desks)s))
        ORDER BY y.owner_id IS NULL, y.due_at, d.id LIMIT %(most)s
        """,
        {"officer": officer.id, "desks": list(desks), "most": most},
    )
    return [
        WaitingClosure(
            number=row[0], offence=row[1], closing=Closing(row[2]), reported_at=row[3], due_at=row[4], is_own=row[5]
        )
        for row in rows
    ]


_REVIEWED = """
    SELECT d.id, coalesce(c.reference, i.reference), coalesce(nullif(c.offence_title, ''), 'A report of rape'),
        s.reviewed_at, s.differs, s.settled, s.settled_at
    FROM second_review s JOIN sampled_closure d ON d.id = s.sampled_id JOIN incident i ON i.id = d.incident_id
    LEFT JOIN crime c ON c.id = d.crime_id
"""


def _reviewed(row: tuple[Any, ...]) -> ReviewedLine:
    return ReviewedLine(**dict(zip(ReviewedLine.__dataclass_fields__, row, strict=False)))


def reviewed_by(officer: int, *, most: int = 20) -> list[ReviewedLine]:
    """What an officer has decided a second time, the latest first."""
    rows = _rows(
        f"{_REVIEWED} WHERE s.reviewed_by_id = %(officer)s ORDER BY s.reviewed_at DESC, s.id DESC LIMIT %(most)s",
        {"officer": officer, "most": most},
    )
    return [_reviewed(row) for row in rows]


def to_settle(*, desks: Iterable[str], most: int = 20) -> list[ReviewedLine]:
    """Differences that wait at these desks, those that are due first first."""
    rows = _rows(
        f"SELECT n.*, y.due_at FROM ({_REVIEWED} WHERE s.differs AND s.settled = '') n "
        "JOIN duty y ON y.subject_row = n.id AND y.kind = 'settle_difference' AND y.state = 'open' "
        "WHERE y.desk = ANY(%(desks)s) ORDER BY y.due_at, n.id LIMIT %(most)s",
        {"desks": list(desks), "most": most},
    )
    return [_reviewed(row) for row in rows]


def samples(*, most: int = 12) -> list[SampleLine]:
    """The samples drawn, newest first."""
    rows = _rows(
        """
        SELECT p.from_on, p.until_on, p.seed, p.edition, p.population, p.size,
            (SELECT count(*) FROM sampled_closure d JOIN second_review s ON s.sampled_id = d.id
             WHERE d.sample_id = p.id),
            p.drawn_at, p.share, p.more_often, p.candidates, ARRAY(
                SELECT coalesce(d.outcome_id, d.cancellation_id, d.recording_id) FROM sampled_closure d
                WHERE d.sample_id = p.id)
        FROM closure_sample p ORDER BY p.drawn_at DESC, p.id DESC LIMIT %(most)s
        """,
        {"most": most},
    )
    return [
        SampleLine(
            from_on=row[0], until_on=row[1], seed=row[2], edition=row[3], population=row[4], size=row[5],
            reviewed=row[6], drawn_at=row[7], sampling=Sampling(share=row[8], more_often=row[9]),
            candidates=tuple(Closed(**one) for one in json.loads(row[10])), drawn=frozenset(row[11]),
        )
        for row in rows
    ]  # fmt: skip


@value
class Both:
    """Both decisions of one crime: what the first was and said, and what the second was and says."""

    number: int
    reference: str
    crime: str
    incident: str
    offence: str
    closing: Closing
    way: str
    code: str
    first_words: str
    decision_words: str
    closed_at: datetime
    choice: str
    differs: bool
    words: str
    reviewed_at: datetime
    reviewed_by: int
    settled: str
    settled_words: str
    settled_at: datetime | None
    settled_by: int | None


def both_decisions(number: int) -> Both | None:
    """Both decisions of a drawn crime that was decided a second time."""
    rows = _rows(
        """
        SELECT d.id, coalesce(c.reference, i.reference), coalesce(c.reference, ''), i.reference,
            coalesce(nullif(c.offence_title, ''), 'A report of rape'), d.closing, d.way,
            coalesce(o.outcome_type, a.listed_as, nullif(r.incident_code, ''), r.result),
            coalesce(o.rationale, a.mistake, r.rationale, ''), coalesce(o.decision_words, a.words, ''), d.closed_at,
            s.choice, s.differs, s.words, s.reviewed_at, s.reviewed_by_id, s.settled, s.settled_words, s.settled_at,
            s.settled_by_id
        FROM second_review s JOIN sampled_closure d ON d.id = s.sampled_id JOIN incident i ON i.id = d.incident_id
        LEFT JOIN crime c ON c.id = d.crime_id LEFT JOIN outcome o ON o.id = d.outcome_id
        LEFT JOIN cancellation a ON a.id = d.cancellation_id LEFT JOIN recording_decision r ON r.id = d.recording_id
        WHERE d.id = %(number)s
        """,
        {"number": number},
    )
    if not rows:
        return None
    made = dict(zip(Both.__dataclass_fields__, rows[0], strict=True))
    return Both(**{**made, "closing": Closing(made["closing"])})


@value
class DecidedTwice:
    """One pair of decisions: by which way it was drawn, what both were, the team whose it was, and who decided first."""

    way: str
    choice: str
    closing: Closing
    team: str
    decider: int


def decided_twice(*, from_at: datetime, until_at: datetime) -> list[DecidedTwice]:
    """Every pair of decisions whose second was made between two moments."""
    rows = _rows(
        """
        SELECT d.way, s.choice, d.closing, coalesce(t.name, ''),
            coalesce(o.decided_by_id, a.decided_by_id, r.decided_by_id)
        FROM second_review s JOIN sampled_closure d ON d.id = s.sampled_id LEFT JOIN team t ON t.id = d.team_id
        LEFT JOIN outcome o ON o.id = d.outcome_id LEFT JOIN cancellation a ON a.id = d.cancellation_id
        LEFT JOIN recording_decision r ON r.id = d.recording_id
        WHERE s.reviewed_at >= %(from_at)s AND s.reviewed_at < %(until_at)s ORDER BY s.id
        """,
        {"from_at": from_at, "until_at": until_at},
    )
    return [
        DecidedTwice(way=row[0], choice=row[1], closing=Closing(row[2]), team=row[3], decider=row[4]) for row in rows
    ]


@value
class SafetyCount:
    """Of evidence-led decisions that came to one conclusion: how many victims were a victim again, of how many."""

    conclusion: str
    again: int
    decided: int


def safety_after(*, from_at: datetime, until_at: datetime, within: timedelta) -> list[SafetyCount]:
    """Whether the victim of each crime whose evidence-led question was decided was in another incident soon after.

    The last decision of a crime counts; only those so long ago that the time has passed are counted at all. A person
    whose records were merged is one person. Another part in it does not count.
    """
    rows = _rows(
        """
        WITH decided AS (
            SELECT DISTINCT ON (e.crime_id) e.crime_id, e.conclusion, e.decided_at, c.victim_id, c.incident_id
            FROM evidence_led_decision e JOIN crime c ON c.id = e.crime_id
            WHERE e.decided_at >= %(from_at)s AND e.decided_at < %(until_at)s AND c.victim_id IS NOT NULL
            ORDER BY e.crime_id, e.id DESC
        )
        SELECT d.conclusion, count(*) FILTER (WHERE EXISTS (
            SELECT FROM same_person(d.victim_id) AS p(id) JOIN incident_person ip ON ip.person_id = p.id
            JOIN incident i ON i.id = ip.incident_id
            WHERE ip.role = 'victim' AND i.id <> d.incident_id AND i.reported_at > d.decided_at
              AND i.reported_at <= d.decided_at + %(within)s
        )), count(*)
        FROM decided d GROUP BY 1 ORDER BY 1
        """,
        {"from_at": from_at, "until_at": until_at - within, "within": within},
    )
    return [SafetyCount(conclusion=row[0], again=row[1], decided=row[2]) for row in rows]
