"""Second scoring: what may be drawn, what waits, what a scorer is shown, feedback, and the pairs behind agreement.

What is counted by desk and team leaves here as pairs of judgments; nothing here lists anybody's judgments but to
themselves.
"""

import json
from datetime import date, datetime
from typing import Any

from django.db import connection

from constabulary.policing.incidents.thrive import ThriveAnswers
from constabulary.policing.inspection.sampling import Candidate
from constabulary.policing.inspection.second_scoring import pairs_of_grades
from constabulary.records.facts.incidents import thrive_answers
from constabulary.records.queries.measures.units import Judged, Unit
from constabulary.standards.self_inspection import Sampling
from constabulary.standards.values import value

#: Reading any of these after the assessment shows what it came to.
OPENINGS = ["read_incident", "read_journey"]


@value
class CandidateRow:
    """An assessment that could be drawn, with what its sampled row needs."""

    candidate: Candidate
    incident_id: int
    journey_id: int
    desk: str
    team_id: int | None


@value
class WaitingLine:
    """A drawn assessment that waits for its second score: nothing that would say what the first one came to."""

    number: int
    channel: str
    assessed_at: datetime
    drawn_at: datetime
    of: int


@value
class FeedbackLine:
    """A second score whose scorer owes feedback, or has given it."""

    number: int
    incident: str
    scored_at: datetime
    fed_back_at: datetime | None


@value
class BlindCall:
    """A call as a second scorer sees it: what the caller said and answered, and who may not score it."""

    number: int
    incident_id: int
    journey_id: int
    channel: str
    assessed_at: datetime
    account: str
    summary: str
    what_changed: str
    answers: ThriveAnswers
    had_a_part: frozenset[int]
    scored_by: int | None


@value
class ScoredCall:
    """Both judgments of a call side by side, and the feedback."""

    number: int
    incident: str
    incident_id: int
    journey_id: int
    assessed_at: datetime
    first_grade: str
    first: ThriveAnswers
    first_reason: str
    grade: str
    severity: int
    likelihood: int
    rationale: str
    scored_at: datetime
    scored_by: int
    quality: str
    feedback: str
    fed_back_at: datetime | None


@value
class SampleLine:
    """A sample that was drawn and how far it is scored."""

    from_on: date
    until_on: date
    seed: int
    edition: str
    population: int
    size: int
    scored: int
    drawn_at: datetime
    drawn_by: int
    sampling: Sampling
    candidates: tuple[Candidate, ...]
    drawn: frozenset[int]


@value
class VignetteAnswered:
    """What somebody answered to a practice call."""

    vignette: str
    grade: str
    severity: int
    likelihood: int
    rationale: str
    answered_at: datetime


def _rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def candidates(*, from_at: datetime, until_at: datetime) -> list[CandidateRow]:
    """The assessments made between two moments that were never drawn, as far as whoever asks may see them."""
    rows = _rows(
        """
        SELECT a.id, a.grade, coalesce(c.channel, ''), coalesce(t.name, ''), i.domestic_abuse,
            EXISTS (
                SELECT 1 FROM duty d WHERE d.journey_id = i.journey_id AND d.incident_id = i.id
                  AND d.kind IN ('attend', 'call_back', 'reassess') AND d.due_at < coalesce(d.ended_at, %(until_at)s)
            ),
            i.state = 'closed' AND NOT EXISTS (
                SELECT 1 FROM incident_milestone m WHERE m.incident_id = i.id AND m.kind = 'first_dispatched'
            ),
            a.incident_id, a.journey_id, a.desk, a.team_id
        FROM thrive_assessment a JOIN incident i ON i.id = a.incident_id LEFT JOIN team t ON t.id = a.team_id
        LEFT JOIN LATERAL (
            SELECT c.channel FROM contact c WHERE c.journey_id = a.journey_id ORDER BY c.id LIMIT 1
        ) c ON true
        WHERE a.assessed_at >= %(from_at)s AND a.assessed_at < %(until_at)s
          AND NOT EXISTS (SELECT 1 FROM sampled_assessment s WHERE s.assessment_id = a.id)
        ORDER BY a.id
        """,
        {"from_at": from_at, "until_at": until_at},
    )
    return [
        CandidateRow(
            candidate=Candidate(
                id=row[0], grade=row[1], channel=row[2], team=row[3], domestic_abuse=row[4], overdue=row[5],
                closed_without_deployment=row[6],
            ),
            incident_id=row[7], journey_id=row[8], desk=row[9], team_id=row[10],
        )
        for row in rows
    ]  # fmt: skip


def newest_sample_until() -> date | None:
    """The last day that was drawn from by the clock or by hand."""
    found: date | None = _rows("SELECT max(until_on) FROM scoring_sample", {})[0][0]
    return found


def samples(*, most: int = 12) -> list[SampleLine]:
    """The samples drawn, newest first."""
    rows = _rows(
        """
        SELECT p.from_on, p.until_on, p.seed, p.edition, p.population, p.size,
            (SELECT count(*) FROM sampled_assessment d JOIN second_score s ON s.sampled_id = d.id
             WHERE d.sample_id = p.id),
            p.drawn_at, p.drawn_by_id, p.share, p.more_often, p.candidates,
            ARRAY(SELECT d.assessment_id FROM sampled_assessment d WHERE d.sample_id = p.id)
        FROM scoring_sample p ORDER BY p.drawn_at DESC, p.id DESC LIMIT %(most)s
        """,
        {"most": most},
    )
    return [
        SampleLine(
            from_on=row[0], until_on=row[1], seed=row[2], edition=row[3], population=row[4], size=row[5], scored=row[6],
            drawn_at=row[7], drawn_by=row[8], sampling=Sampling(share=row[9], more_often=row[10]),
            candidates=tuple(Candidate(**one) for one in json.loads(row[11])), drawn=frozenset(row[12]),
        )
        for row in rows
    ]  # fmt: skip


def waiting_for(officer: int, *, most: int = 20) -> list[WaitingLine]:
    """The drawn assessments that this officer could score blind: no part in it, not opened since; each says of how many."""
    rows = _rows(
        """
        SELECT d.id, coalesce(c.channel, ''), a.assessed_at, p.drawn_at, count(*) OVER ()
        FROM sampled_assessment d JOIN scoring_sample p ON p.id = d.sample_id
        JOIN thrive_assessment a ON a.id = d.assessment_id JOIN incident i ON i.id = d.incident_id
        LEFT JOIN LATERAL (
            SELECT c.channel, c.answered_by_id FROM contact c WHERE c.journey_id = d.journey_id ORDER BY c.id LIMIT 1
        ) c ON true
        WHERE NOT EXISTS (SELECT 1 FROM second_score s WHERE s.sampled_id = d.id)
          AND %(officer)s NOT IN (
              a.assessed_by_id, i.opened_by_id, coalesce(a.accepted_by_id, 0), coalesce(a.refused_by_id, 0),
              coalesce(c.answered_by_id, 0)
          )
          AND NOT EXISTS (
              SELECT 1 FROM journal_entry e WHERE e.by_row = %(officer)s AND e.kind = ANY(%(openings)s)
                AND e.subject_row IN (d.incident_id, d.journey_id) AND e.happened_at >= a.assessed_at
          )
        ORDER BY p.drawn_at, d.id LIMIT %(most)s
        """,
        {"officer": officer, "openings": OPENINGS, "most": most},
    )
    return [WaitingLine(number=row[0], channel=row[1], assessed_at=row[2], drawn_at=row[3], of=row[4]) for row in rows]


def has_opened(officer: int, *, incident: int, journey: int, since: datetime) -> bool:
    """Whether an officer has opened an incident, or the whole story it belongs to, since a moment."""
    rows = _rows(
        "SELECT EXISTS (SELECT 1 FROM journal_entry WHERE by_row = %(officer)s AND kind = ANY(%(openings)s) "
        "AND subject_row IN (%(incident)s, %(journey)s) AND happened_at >= %(since)s)",
        {"officer": officer, "openings": OPENINGS, "incident": incident, "journey": journey, "since": since},
    )
    return bool(rows[0][0])


def blind_call(number: int) -> BlindCall | None:
    """A drawn assessment as its second scorer may see it, if whoever asks may see the call at all."""
    rows = _rows(
        """
        SELECT d.id, d.incident_id, d.journey_id, coalesce(c.channel, ''), a.assessed_at, coalesce(c.account, ''),
            i.summary, a.what_changed, a.answers, a.assessed_by_id, i.opened_by_id, a.accepted_by_id, a.refused_by_id,
            c.answered_by_id, s.scored_by_id
        FROM sampled_assessment d JOIN thrive_assessment a ON a.id = d.assessment_id
        JOIN incident i ON i.id = d.incident_id LEFT JOIN second_score s ON s.sampled_id = d.id
        LEFT JOIN LATERAL (SELECT * FROM contact c WHERE c.journey_id = d.journey_id ORDER BY c.id LIMIT 1) c ON true
        WHERE d.id = %(number)s
        """,
        {"number": number},
    )
    if not rows:
        return None
    row = rows[0]
    return BlindCall(
        number=row[0], incident_id=row[1], journey_id=row[2], channel=row[3], assessed_at=row[4], account=row[5],
        summary=row[6], what_changed=row[7], answers=thrive_answers(json.loads(row[8])),
        had_a_part=frozenset(one for one in row[9:14] if one is not None), scored_by=row[14],
    )  # fmt: skip


def scored_call(number: int) -> ScoredCall | None:
    """Both judgments of a call that has been scored a second time."""
    rows = _rows(
        """
        SELECT d.id, i.reference, i.id, d.journey_id, a.assessed_at, a.grade, a.answers, a.reason_below_floor, s.grade,
            s.severity, s.likelihood, s.rationale, s.scored_at, s.scored_by_id, s.quality, s.feedback, s.fed_back_at
        FROM second_score s JOIN sampled_assessment d ON d.id = s.sampled_id
        JOIN thrive_assessment a ON a.id = d.assessment_id JOIN incident i ON i.id = d.incident_id
        WHERE d.id = %(number)s
        """,
        {"number": number},
    )
    if not rows:
        return None
    made = dict(zip(ScoredCall.__dataclass_fields__, rows[0], strict=True))
    return ScoredCall(**{**made, "first": thrive_answers(json.loads(made["first"]))})


def scored_by(officer: int, *, most: int = 30) -> list[FeedbackLine]:
    """What an officer has scored, feedback that is owed first."""
    rows = _rows(
        """
        SELECT d.id, i.reference, s.scored_at, s.fed_back_at
        FROM second_score s JOIN sampled_assessment d ON d.id = s.sampled_id JOIN incident i ON i.id = d.incident_id
        WHERE s.scored_by_id = %(officer)s ORDER BY s.fed_back_at IS NOT NULL, s.scored_at, s.id LIMIT %(most)s
        """,
        {"officer": officer, "most": most},
    )
    return [FeedbackLine(number=row[0], incident=row[1], scored_at=row[2], fed_back_at=row[3]) for row in rows]


def feedback_to(officer: int, *, most: int = 20) -> list[ScoredCall]:
    """The feedback that an officer has been given on assessments of their own, newest first."""
    numbers = _rows(
        """
        SELECT d.id FROM second_score s JOIN sampled_assessment d ON d.id = s.sampled_id
        JOIN thrive_assessment a ON a.id = d.assessment_id
        WHERE a.assessed_by_id = %(officer)s AND s.fed_back_at IS NOT NULL
        ORDER BY s.fed_back_at DESC, s.id DESC LIMIT %(most)s
        """,
        {"officer": officer, "most": most},
    )
    return [found for (number,) in numbers if (found := scored_call(number)) is not None]


def judged_calls(*, from_at: datetime, until_at: datetime) -> list[Judged]:
    """The first and second grade of every call scored between two moments."""
    return _judged(
        """
        SELECT a.grade, s.grade, d.desk, coalesce(t.name, ''), a.assessed_by_id
        FROM second_score s JOIN sampled_assessment d ON d.id = s.sampled_id
        JOIN thrive_assessment a ON a.id = d.assessment_id LEFT JOIN team t ON t.id = d.team_id
        WHERE s.scored_at >= %(from_at)s AND s.scored_at < %(until_at)s ORDER BY s.id
        """,
        from_at,
        until_at,
    )


def judged_practice(*, from_at: datetime, until_at: datetime) -> list[Judged]:
    """The panel's grade and the answer given, of every practice call answered between two moments."""
    return _judged(
        """
        SELECT v.panel_grade, v.grade, v.desk, coalesce(t.name, ''), v.answered_by_id
        FROM vignette_answer v LEFT JOIN team t ON t.id = v.team_id
        WHERE v.answered_at >= %(from_at)s AND v.answered_at < %(until_at)s ORDER BY v.id
        """,
        from_at,
        until_at,
    )


def _judged(sql: str, from_at: datetime, until_at: datetime) -> list[Judged]:
    rows = _rows(sql, {"from_at": from_at, "until_at": until_at})
    pairs = pairs_of_grades((row[0], row[1]) for row in rows)
    return [
        Judged(pair=pair, unit=Unit(desk=row[2], team=row[3]), person=row[4])
        for pair, row in zip(pairs, rows, strict=True)
    ]


def practice_of(officer: int, edition: str) -> dict[str, VignetteAnswered]:
    """What an officer has answered to the practice calls of an edition, by code."""
    rows = _rows(
        "SELECT vignette, grade, severity, likelihood, rationale, answered_at FROM vignette_answer "
        "WHERE answered_by_id = %(officer)s AND edition = %(edition)s",
        {"officer": officer, "edition": edition},
    )
    made = [VignetteAnswered(**dict(zip(VignetteAnswered.__dataclass_fields__, row, strict=True))) for row in rows]
    return {one.vignette: one for one in made}
