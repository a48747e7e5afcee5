"""What is due about people, as a desk shows it: parts of a desk's list, each riskiest and soonest due first, and counted.

What was missed long ago can stand in a list of its own: it must be seen to, and must not hide what can still be met.

Each kind is read in that order from an index, and only as many rows as the page shows; the counts come from the index
alone, and stop where nobody works by the number any more. So neither grows with what lies behind the page.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import title_of_duty
from constabulary.policing.investigation.suspects import SUSPECT_STATUS_TITLES, SuspectStatus
from constabulary.records.queries.together import ask
from constabulary.standards.values import value


@value
class DueLine:
    """One thing due at a desk about a person; where it says of nobody whom, `named` is who is named on the incident.

    Whoever is complained of is not among them.
    """

    id: int
    kind: DutyKind
    due_at: datetime
    risk: int
    incident: str
    crime: str
    person: str
    person_name: str
    summary: str
    grade: str
    referral: int | None
    suspect: int
    became: str
    named: str
    rule: str

    @property
    def title(self) -> str:
        """What is due, in words; of a change which of the crime's suspects it is of, and what they became."""
        return name_change(title_of_duty(self.kind, self.rule), suspect=self.suspect, became=self.became)


def name_change(title: str, *, suspect: int, became: str) -> str:
    """What is due, and of a change which of the crime's suspects it is of and what they became."""
    words = SUSPECT_STATUS_TITLES[SuspectStatus(became)].lower() if became else ""
    return f"{title}: suspect {suspect}, {words}" if words else title


@value
class DuePart:
    """A part of a desk's list: how many are due and overdue in it, and those of them that the page shows.

    A part is counted so far and no farther: where it `has_more`, there are more than the count.
    """

    lines: tuple[DueLine, ...]
    count: int
    overdue: int
    has_more: bool = False
    has_more_overdue: bool = False


#: Of a change which of the crime's suspects it is of, and what they became.
CHANGE = """CASE WHEN d.kind = 'tell_victim_of_change' THEN
            (SELECT count(*) FROM suspect s WHERE s.crime_id = d.crime_id AND s.id <= d.subject_row) ELSE 0 END,
        CASE WHEN d.kind = 'tell_victim_of_change' THEN coalesce(
            (SELECT e.to_state FROM suspect_event e WHERE e.suspect_id = d.subject_row AND e.noted_at <= d.opened_at
             AND e.to_state <> '' ORDER BY e.id DESC LIMIT 1), '') ELSE '' END
"""
#: The lines that the page shows are found first, and their journeys looked over together before their words are read
#: (`records/masking.py`).
LINES = f"""
    WITH d AS MATERIALIZED (
        SELECT * FROM (
            SELECT k.part, o.*, row_number() OVER (PARTITION BY k.part ORDER BY o.risk DESC, o.due_at, o.id) AS place
            FROM unnest(%(parts)s::text[], %(kinds)s::text[], %(since)s::timestamptz[], %(until)s::timestamptz[])
                AS k(part, kind, since, until) CROSS JOIN LATERAL (
                SELECT * FROM duty WHERE state = 'open' AND kind = k.kind AND due_at >= k.since AND due_at < k.until
                AND (crime_id IS NOT NULL OR incident_id IS NOT NULL)
                ORDER BY risk DESC, due_at, id LIMIT %(reach)s
            ) o
        ) every WHERE place > %(skip)s AND place <= %(reach)s
    )
    SELECT d.part, d.id, d.kind, d.due_at, d.risk, coalesce(i.reference, ''), coalesce(c.reference, ''),
        coalesce(n.reference, ''), coalesce(trim(n.given || ' ' || n.family), ''),
        coalesce(nullif(c.offence_title, ''), i.summary, ''),
        coalesce((SELECT coalesce(r.grade, CASE
                WHEN array_position(ARRAY['standard', 'medium', 'high'], a.grade::text)
                     < array_position(ARRAY['standard', 'medium', 'high'], a.suggested::text)
                THEN a.suggested ELSE a.grade END)
            FROM risk_assessment a LEFT JOIN LATERAL (SELECT grade FROM risk_review WHERE assessment_id = a.id
                ORDER BY id DESC LIMIT 1) r ON true
            WHERE a.journey_id = d.journey_id AND a.person_id = CASE WHEN d.person_id IS NULL THEN c.victim_id ELSE d.person_id END
            ORDER BY a.id DESC LIMIT 1), ''),
        CASE WHEN d.kind IN ('follow_referral', 'see_referral_taken') THEN d.subject_row END,
        {CHANGE},
        CASE WHEN n.id IS NULL AND d.crime_id IS NULL THEN coalesce(
            (SELECT string_agg(nullif(trim(p.given || ' ' || p.family), ''), ', ' ORDER BY a.id)
             FROM incident_person a JOIN person p ON p.id = a.person_id
             WHERE a.incident_id = d.incident_id AND a.role <> 'suspect'), '') ELSE '' END,
        d.rule
    FROM d
    LEFT JOIN crime c ON c.id = d.crime_id
    LEFT JOIN incident i ON i.id = CASE WHEN d.incident_id IS NULL THEN c.incident_id ELSE d.incident_id END
    LEFT JOIN person n ON n.id = CASE WHEN d.person_id IS NULL THEN c.victim_id ELSE d.person_id END
    WHERE (SELECT look_over_journeys(ARRAY(SELECT journey_id FROM d))) AND (i.id IS NOT NULL OR c.id IS NOT NULL)
    ORDER BY d.place
"""
#: So far a part is counted: whoever works it reads "more than" so many, and no page waits for the rest to be counted.
COUNTED_TO = 10_000
#: Of each part how many are overdue and how many there are, each up to one more than is counted to; where that many are
#: overdue nothing more is counted.
COUNTS = """
    SELECT k.part, overdue.count, CASE WHEN overdue.count >= %(most)s THEN overdue.count ELSE (
            SELECT count(*) FROM (
                SELECT FROM unnest(%(parts)s::text[], %(kinds)s::text[]) AS x(part, kind) JOIN duty d ON d.kind = x.kind
                WHERE x.part = k.part AND d.state = 'open' AND d.due_at >= k.since AND d.due_at < k.until
                AND (d.crime_id IS NOT NULL OR d.incident_id IS NOT NULL) LIMIT %(most)s
            ) every
        ) END
    FROM unnest(%(named)s::text[], %(since)s::timestamptz[], %(late)s::timestamptz[], %(until)s::timestamptz[])
        AS k(part, since, late, until)
    CROSS JOIN LATERAL (
        SELECT count(*) AS count FROM (
            SELECT FROM unnest(%(parts)s::text[], %(kinds)s::text[]) AS x(part, kind) JOIN duty d ON d.kind = x.kind
            WHERE x.part = k.part AND d.state = 'open' AND d.due_at >= k.since AND d.due_at < k.late
            AND (d.crime_id IS NOT NULL OR d.incident_id IS NOT NULL) LIMIT %(most)s
        ) every
    ) overdue
"""


def _line(row: tuple[Any, ...]) -> DueLine:
    given = dict(zip(DueLine.__dataclass_fields__, row, strict=True))
    return DueLine(**{**given, "kind": DutyKind(given["kind"])})


EVER, NEVER = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


def due_parts(
    parts: Mapping[str, tuple[DutyKind, ...]],
    *,
    shown: tuple[str, ...],
    at: datetime,
    most: int,
    skip: int,
    before: datetime = EVER,
    old: str = "",
) -> dict[str, DuePart]:
    """Each part with its counts, and of those `shown` the lines from `skip` on, as far as whoever asks may see them.

    What was due `before` a moment stands in a part of its own, named `old`, so that it hides nothing that can be met.
    """
    every = tuple(kind for held in parts.values() for kind in held)
    asked = [(part, kind.value, before, NEVER) for part in shown if part in parts for kind in parts[part]]
    asked += [(old, kind.value, EVER, before) for kind in every if old and old in shown]
    wanted = dict(
        zip(("parts", "kinds", "since", "until"), ([*column] for column in zip(*asked, strict=True)), strict=True)
    )
    found = ask(LINES, {**wanted, "skip": skip, "reach": skip + most})
    lines: dict[str, list[DueLine]] = {part: [] for part in (*parts, old)}
    for row in found:
        lines[row[0]].append(_line(row[1:]))
    # (part, its kinds, from when on, until when it is overdue, until when)
    windows = [(part, held, before, at, NEVER) for part, held in parts.items()]
    windows += [(old, every, EVER, before, before)] if old else []
    pairs = [(part, kind.value) for part, held, *_ in windows for kind in held]
    counted = {
        row[0]: row[1:]
        for row in ask(
            COUNTS,
            {
                "parts": [one[0] for one in pairs], "kinds": [one[1] for one in pairs], "most": COUNTED_TO + 1,
                "named": [one[0] for one in windows], "since": [one[2] for one in windows],
                "late": [one[3] for one in windows], "until": [one[4] for one in windows],
            },
        )
    }  # fmt: skip
    return {
        part: DuePart(
            lines=tuple(lines[part]), count=min(counted[part][1], COUNTED_TO), has_more=counted[part][1] > COUNTED_TO,
            overdue=min(counted[part][0], COUNTED_TO), has_more_overdue=counted[part][0] > COUNTED_TO,
        )
        for part, *_ in windows
    }  # fmt: skip
