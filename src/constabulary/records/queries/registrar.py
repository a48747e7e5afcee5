"""What waits at the registrar's desk: cancellations, outcomes and decisions to look at, rapes reported and not recorded."""

import json
from datetime import datetime

from constabulary.records.queries.asked_before import Round, asked_before, rounds_in
from constabulary.records.queries.outcomes import rows_of
from constabulary.standards.values import value


@value
class DeskLine:
    """One thing that waits: `number` is that of the cancellation, outcome or decision."""

    number: int
    kind: str
    crime_id: int | None
    crime: str
    incident_id: int | None
    incident: str
    code: str
    is_late: bool
    summary: str
    domestic_abuse: bool
    stalking: bool
    hate: bool
    risk: int
    asked_at: datetime
    due_at: datetime


@value
class UnrecordedRape:
    """A rape that was reported and is not recorded as a crime (N100), with what is still owed for it."""

    number: int
    incident_id: int
    incident: str
    state: str
    code: str
    summary: str
    reported_at: datetime
    decided_at: datetime
    decided_by: int
    rationale: str
    finding: str
    owed: tuple[str, ...]


#: The duties that are met by a decision or a look of the registrar.
KINDS = ("decide_cancellation", "oversee_outcome", "oversee_decision")


#: What the registrar found last of a recording decision, as `v`: where more was needed they look again.
LATEST_FINDING = (
    "LEFT JOIN LATERAL (SELECT * FROM oversight WHERE decision_id = r.id ORDER BY id DESC LIMIT 1) v ON true "
    "LEFT JOIN oversight_answer va ON va.oversight_id = v.id"
)


def desk_lines(*, most: int = 50, skip: int = 0, kind: str = "") -> list[DeskLine]:
    """What waits for the registrar or a designated decision maker, riskiest and then oldest first."""
    # Named in the statement: a plan made for any kinds expects many of them, and reads all that is open.
    kinds = ", ".join(f"'{one}'" for one in KINDS if kind in {"", one}) or "''"
    found = rows_of(
        f"""
        SELECT d.subject_row, d.kind, c.id, coalesce(c.reference, ''), i.id, i.reference,
            coalesce(a.listed_as, o.outcome_type, r.incident_code, ''), coalesce(r.is_late, false),
            coalesce(nullif(c.offence_title, ''), i.summary), i.domestic_abuse, i.stalking, i.hate, d.risk,
            coalesce(a.asked_at, o.decided_at, r.decided_at, d.opened_at), d.due_at
        FROM (
            SELECT d.* FROM duty d LEFT JOIN crime c ON c.id = d.crime_id
            JOIN incident i ON i.id = CASE WHEN d.incident_id IS NULL THEN c.incident_id ELSE d.incident_id END
            WHERE d.state = 'open' AND d.kind IN ({kinds})
            ORDER BY d.risk DESC, d.due_at, d.id LIMIT %(most)s OFFSET %(skip)s
        ) d
        LEFT JOIN crime c ON c.id = d.crime_id
        JOIN incident i ON i.id = CASE WHEN d.incident_id IS NULL THEN c.incident_id ELSE d.incident_id END
        LEFT JOIN cancellation a ON d.kind = 'decide_cancellation' AND a.id = d.subject_row
        LEFT JOIN outcome o ON d.kind = 'oversee_outcome' AND o.id = d.subject_row
        LEFT JOIN recording_decision r ON d.kind = 'oversee_decision' AND r.id = d.subject_row
        ORDER BY d.risk DESC, d.due_at, d.id
        """,
        {"most": most, "skip": skip},
    )
    return [DeskLine(**dict(zip(DeskLine.__dataclass_fields__, row, strict=True))) for row in found]


def count_desk() -> dict[str, tuple[int, datetime]]:
    """How many of each kind wait, and since when the longest has been due."""
    found = rows_of(
        """
        SELECT d.kind, count(*), min(d.due_at)
        FROM duty d WHERE d.state = 'open' AND d.kind = ANY(%(kinds)s) GROUP BY d.kind
        """,
        {"kinds": list(KINDS)},
    )
    return {row[0]: (row[1], row[2]) for row in found}


def unrecorded_rapes(*, most: int = 50, skip: int = 0) -> list[UnrecordedRape]:
    """Rapes reported, put under an N100 code and not recorded since, the oldest report first.

    `owed` names the open duties of the report: what still has to be done for whoever reported it.
    """
    found = rows_of(
        f"""
        SELECT r.id, i.id, i.reference, i.state, r.incident_code, i.summary, i.reported_at, r.decided_at,
            r.decided_by_id, r.rationale, coalesce(v.finding, ''),
            ARRAY(SELECT DISTINCT d.kind FROM duty d WHERE d.journey_id = r.journey_id AND d.state = 'open'
                  ORDER BY d.kind)
        FROM (
            SELECT r.id FROM recording_decision r JOIN incident i ON i.id = r.incident_id
            {LATEST_FINDING}
            WHERE r.incident_code <> ''
              AND NOT EXISTS (SELECT FROM recording_decision l WHERE l.incident_id = r.incident_id AND l.id > r.id)
              AND NOT EXISTS (SELECT FROM crime c WHERE c.incident_id = i.id AND c.state <> 'cancelled')
            ORDER BY (v.id IS NOT NULL), i.reported_at, r.id LIMIT %(most)s OFFSET %(skip)s
        ) listed
        JOIN recording_decision r ON r.id = listed.id
        JOIN incident i ON i.id = r.incident_id
        {LATEST_FINDING}
        ORDER BY (v.id IS NOT NULL), i.reported_at, r.id
        """,
        {"most": most, "skip": skip},
    )
    names = tuple(UnrecordedRape.__dataclass_fields__)
    return [UnrecordedRape(**{**dict(zip(names, row, strict=True)), "owed": tuple(row[11])}) for row in found]


@value
class DecisionView:
    """A recording decision with every step of the chart, and what the registrar found of it."""

    id: int
    incident_id: int
    incident: str
    journey_id: int
    summary: str
    steps: tuple[dict[str, object], ...]
    result: str
    exception: str
    incident_code: str
    rationale: str
    late_rationale: str
    no_rape_because: str
    is_late: bool
    reasons: tuple[str, ...]
    edition: str
    reported_at: datetime
    decided_at: datetime
    decided_by: int
    finding: str
    words: str
    overseen_at: datetime | None
    overseen_by: int | None
    answer: str
    answered_at: datetime | None
    answered_by: int | None
    earlier: tuple[Round, ...]

    @property
    def officers(self) -> set[int]:
        """Everybody it names."""
        found = {self.decided_by, self.overseen_by, self.answered_by}
        return {one for one in found if one}.union(*(one.officers for one in self.earlier))


def decision_by_number(number: int) -> DecisionView | None:
    """A recording decision, if there is one that whoever asks may see."""
    found = rows_of(
        f"""
        SELECT r.id, i.id, i.reference, i.journey_id, i.summary, r.steps::text, r.result, r.exception, r.incident_code,
            r.rationale, r.late_rationale, r.no_rape_because, r.is_late, r.reasons, r.edition, i.reported_at, r.decided_at,
            r.decided_by_id, coalesce(v.finding, ''), coalesce(v.words, ''), v.overseen_at, v.overseen_by_id,
            coalesce(va.words, ''), va.answered_at, va.answered_by_id, {asked_before("decision_id", "r.id", "v.id")}
        FROM recording_decision r JOIN incident i ON i.id = r.incident_id
        {LATEST_FINDING} WHERE r.id = %(number)s
        """,
        {"number": number},
    )
    if not found:
        return None
    made = dict(zip(DecisionView.__dataclass_fields__, found[0], strict=True))
    made["earlier"] = rounds_in(made["earlier"])
    return DecisionView(**{**made, "steps": tuple(json.loads(made["steps"])), "reasons": tuple(made["reasons"])})


@value
class QuestionView:
    """What the registrar asks of a decision, and what was answered."""

    id: int
    incident_id: int | None
    incident: str
    crime_id: int | None
    crime: str
    journey_id: int
    summary: str
    asked: str
    asked_at: datetime
    asked_by: int
    answer: str
    answered_at: datetime | None
    answered_by: int | None
    #: Of whom it is due, and at which desk; empty where it is answered or asked no more.
    owner: int | None
    desk: str
    earlier: tuple[Round, ...]

    @property
    def officers(self) -> set[int]:
        """Everybody it names."""
        found = {self.asked_by, *(one for one in (self.answered_by, self.owner) if one)}
        return found.union(*(one.officers for one in self.earlier))


def question_by_number(number: int) -> QuestionView | None:
    """What the registrar asked, if there is such a question that whoever asks may see."""
    found = rows_of(
        f"""
        SELECT v.id, i.id, coalesce(i.reference, ''), c.id, coalesce(c.reference, ''), v.journey_id,
            coalesce(nullif(c.offence_title, ''), i.summary), v.words, v.overseen_at, v.overseen_by_id,
            coalesce(a.words, ''), a.answered_at, a.answered_by_id, d.owner_id, coalesce(d.desk, ''),
            CASE WHEN r.id IS NULL THEN {asked_before("outcome_id", "o.id", "v.id")} ELSE {asked_before("decision_id", "r.id", "v.id")} END
        FROM oversight v LEFT JOIN recording_decision r ON r.id = v.decision_id LEFT JOIN incident i ON i.id = r.incident_id
        LEFT JOIN outcome o ON o.id = v.outcome_id LEFT JOIN crime c ON c.id = o.crime_id
        LEFT JOIN oversight_answer a ON a.oversight_id = v.id
        LEFT JOIN duty d ON d.journey_id = v.journey_id AND d.kind = 'answer_registrar' AND d.subject_row = v.id AND d.state = 'open'
        WHERE v.id = %(number)s AND v.finding = 'more_needed' AND (i.id IS NOT NULL OR c.id IS NOT NULL)
        """,
        {"number": number},
    )
    if not found:
        return None
    made = dict(zip(QuestionView.__dataclass_fields__, found[0], strict=True))
    return QuestionView(**{**made, "earlier": rounds_in(made["earlier"])})
