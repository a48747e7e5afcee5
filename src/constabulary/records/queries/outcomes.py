"""Outcomes as people see them: what was proposed and decided, whom it is about, and what waits for a decision."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection

from constabulary.policing.desks import Desk
from constabulary.records.queries.asked_before import Round, asked_before, rounds_in
from constabulary.records.queries.together import Asked, Asking, Question
from constabulary.standards.values import value


@value
class OutcomeView:
    """One outcome as proposed and decided. `suspect` is their name, where the reader may see them."""

    id: int
    outcome_type: str
    state: str
    suspect_id: int | None
    suspect: str
    stated: dict[str, str]
    approver_stated: dict[str, str]
    rationale: str
    preconditions: tuple[str, ...]
    edition: str
    proposed_at: datetime
    proposed_by: int
    authority: str
    decision_words: str
    decided_at: datetime | None
    decided_by: int | None
    overtaken_because: str
    overtaken_at: datetime | None
    overtaken_by: int | None
    finding: str
    finding_words: str
    overseen_at: datetime | None
    overseen_by: int | None
    question: int | None
    answer: str
    answered_at: datetime | None
    answered_by: int | None
    earlier: tuple[Round, ...]

    @property
    def officers(self) -> set[int]:
        """Everyone who had a part in it."""
        found = (self.proposed_by, self.decided_by, self.overtaken_by, self.overseen_by, self.answered_by)
        return {one for one in found if one is not None}.union(*(one.officers for one in self.earlier))


@value
class SuspectView:
    """A suspect of a crime, as the one whom an outcome may be about."""

    id: int
    state: str
    person_id: int | None
    name: str
    description: str


@value
class ConsiderationView:
    """The evidence-led questions as answered once, and how that was decided."""

    id: int
    answers: dict[str, dict[str, str]]
    recommendation: str
    rationale: str
    considered_at: datetime
    considered_by: int
    conclusion: str
    authority: str
    decision: str
    decided_at: datetime | None
    decided_by: int | None


@value
class PositionView:
    """What the victim said last of supporting the case, and how it was taken."""

    support: str
    wishes: str
    reasons: str
    recorded_in: str
    reference: str
    pressure: str
    pressure_words: str
    seen_alone: bool
    support_offered: str
    recorded_at: datetime


@value
class WaitingOutcome:
    """An outcome, or an evidence-led question, that waits for a decision."""

    crime_id: int
    crime: str
    offence: str
    summary: str
    domestic_abuse: bool
    stalking: bool
    hate: bool
    high_harm: bool
    outcome_type: str
    asked_at: datetime
    asked_by: int
    desk: Desk
    risk: int
    due_at: datetime
    owner_id: int | None


def rows_of(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What a statement finds."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


@Question
def outcomes_of_crime(crime: int) -> Asking[list[OutcomeView]]:
    """Every outcome of a crime with what the registrar found of it, the latest first."""
    found = yield Asked(
        f"""
        SELECT o.id, o.outcome_type, o.state, o.suspect_id, trim(coalesce(p.given, '') || ' ' || coalesce(p.family, '')),
            o.stated::text, o.approver_stated::text, o.rationale, o.preconditions, o.edition, o.proposed_at,
            o.proposed_by_id, o.authority, o.decision_words, o.decided_at, o.decided_by_id, o.overtaken_because,
            o.overtaken_at, o.overtaken_by_id, coalesce(v.finding, ''), coalesce(v.words, ''), v.overseen_at,
            v.overseen_by_id, v.id, coalesce(va.words, ''), va.answered_at, va.answered_by_id,
            {asked_before("outcome_id", "o.id", "v.id")}
        FROM outcome o
        LEFT JOIN suspect s ON s.id = o.suspect_id LEFT JOIN person p ON p.id = s.person_id
        LEFT JOIN LATERAL (SELECT * FROM oversight WHERE outcome_id = o.id ORDER BY id DESC LIMIT 1) v ON true
        LEFT JOIN oversight_answer va ON va.oversight_id = v.id
        WHERE o.crime_id = %(crime)s ORDER BY o.id DESC
        """,
        {"crime": crime},
    )
    names = tuple(OutcomeView.__dataclass_fields__)
    return [OutcomeView(**{**dict(zip(names, row, strict=True)), **_plain(row)}) for row in found]


def _plain(row: tuple[Any, ...]) -> dict[str, Any]:
    return {
        "stated": json.loads(row[5]), "approver_stated": json.loads(row[6]), "preconditions": tuple(row[8]),
        "earlier": rounds_in(row[-1]),
    }  # fmt: skip


@Question
def suspects_of_crime(crime: int) -> Asking[list[SuspectView]]:
    """The suspects of a crime, in the order in which they were added."""
    found = yield Asked(
        """
        SELECT s.id, s.state, p.id, trim(coalesce(p.given, '') || ' ' || coalesce(p.family, '')), s.description
        FROM suspect s LEFT JOIN person p ON p.id = s.person_id WHERE s.crime_id = %(crime)s ORDER BY s.id
        """,
        {"crime": crime},
    )
    return [SuspectView(**dict(zip(SuspectView.__dataclass_fields__, row, strict=True))) for row in found]


@Question
def births_of_suspects(crime: int) -> Asking[dict[int, date | None]]:
    """The dates of birth of the suspects of a crime, by person."""
    found = yield Asked(
        "SELECT p.id, p.born_on FROM suspect s JOIN person p ON p.id = s.person_id WHERE s.crime_id = %(crime)s",
        {"crime": crime},
    )
    return dict(found)


@Question
def considerations_of_crime(crime: int) -> Asking[list[ConsiderationView]]:
    """Every time the evidence-led questions were answered, with its decision; the latest first."""
    found = yield Asked(
        """
        SELECT c.id, c.answers::text, c.recommendation, c.rationale, c.considered_at, c.considered_by_id,
            coalesce(d.conclusion, ''), coalesce(d.authority, ''), coalesce(d.rationale, ''), d.decided_at,
            d.decided_by_id
        FROM evidence_led_consideration c LEFT JOIN evidence_led_decision d ON d.consideration_id = c.id
        WHERE c.crime_id = %(crime)s ORDER BY c.id DESC
        """,
        {"crime": crime},
    )
    names = tuple(ConsiderationView.__dataclass_fields__)
    return [ConsiderationView(**{**dict(zip(names, row, strict=True)), "answers": json.loads(row[1])}) for row in found]


@Question
def position_of_victim(crime: int) -> Asking[PositionView | None]:
    """What the victim said last, if anything is recorded."""
    found = yield Asked(
        """
        SELECT support, wishes, reasons, recorded_in, reference, pressure, pressure_words, seen_alone, support_offered,
            recorded_at
        FROM victim_position WHERE crime_id = %(crime)s ORDER BY id DESC LIMIT 1
        """,
        {"crime": crime},
    )
    names = tuple(PositionView.__dataclass_fields__)
    return PositionView(**dict(zip(names, found[0], strict=True))) if found else None


WAITING = """
    SELECT c.id, c.reference, c.offence_title, c.summary, c.domestic_abuse, c.stalking, c.hate, c.high_harm,
        o.outcome_type, coalesce(o.proposed_at, e.considered_at), coalesce(o.proposed_by_id, e.considered_by_id),
        d.desk, d.risk, d.due_at, d.owner_id
    FROM duty d JOIN crime c ON c.id = d.crime_id
    LEFT JOIN outcome o ON d.kind = 'decide_outcome' AND o.id = d.subject_row
    LEFT JOIN evidence_led_consideration e ON d.kind = 'decide_evidence_led' AND e.id = d.subject_row
    WHERE d.state = 'open' AND d.kind IN ('decide_outcome', 'decide_evidence_led')
      AND coalesce(o.id, e.id) IS NOT NULL
      AND (d.owner_id = %(me)s OR (d.desk = ANY(%(desks)s) AND (d.owner_id IS NULL OR %(all)s)))
    ORDER BY d.risk DESC, d.due_at, d.id LIMIT %(most)s OFFSET %(skip)s
"""


def outcomes_waiting(
    *, officer: int, desks: Iterable[str], of_everyone: bool, most: int = 50, skip: int = 0
) -> list[WaitingOutcome]:
    """What waits for a decision from an officer and their desks, or from anyone at these desks; riskiest first."""
    found = rows_of(
        WAITING, {"me": officer, "desks": list(desks), "all": of_everyone, "most": most, "skip": skip}
    )  # fmt: skip
    names = tuple(WaitingOutcome.__dataclass_fields__)
    lines = (dict(zip(names, row, strict=True)) for row in found)
    return [
        WaitingOutcome(**{**one, "desk": Desk(one["desk"]), "outcome_type": one["outcome_type"] or ""}) for one in lines
    ]
