"""The story of a journey: its entries with what changed, and its duties, as far as whoever asks may see them.

What is sealed or restricted is taken out of the payloads by the database before they come here (`records/masking.py`).
"""

import json
from datetime import datetime
from typing import Any

from django.db import connection

from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import title_of_duty
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.queries.people import rows_as
from constabulary.standards.values import value

#: What is held for finding and joining rows, or says how they are kept, and tells a reader nothing; and the code word.
NOT_TOLD = frozenset(
    {
        "normalised", "reference", "edition", "editions", "rule", "desk", "digest", "code_word", "subject_row",
        "seen_at", "uprn", "usrn", "likeness", "score", "offence_key", "restriction", "keys",
    }
)  # fmt: skip
#: Tables that only say again what the entry is, or what the duties on the page say.
NOT_SHOWN = frozenset({"duty", "journey", "incident_milestone"})


@value
class FieldChange:
    """One field that an entry changed: of which table, what it was, what it became."""

    table: str
    name: str
    old: Any
    new: Any


@value
class StoryEntry:
    """One entry with what it says beyond its columns."""

    id: int
    kind: EntryKind
    subject: str
    by_number: str
    by_row: int
    happened_at: datetime
    recorded_at: datetime
    purpose: str
    editions: tuple[str, ...]
    changes: tuple[FieldChange, ...]
    reason: str
    reasons: tuple[str, ...]


@value
class StoryDuty:
    """A duty of a journey: when it was due, and when and how it ended.

    `closure`: how its incident ended, where the duty fell away with it because nobody had to do it any more.
    """

    id: int
    kind: str
    state: str
    edition: str
    incident: str
    crime: str
    opened_at: datetime
    due_at: datetime
    ended_at: datetime | None
    ended_by: int | None
    closure: str = ""
    rule: str = ""

    @property
    def title(self) -> str:
        """What is or was due, in words."""
        return title_of_duty(DutyKind(self.kind), self.rule)


def story_entries(journey: int) -> list[StoryEntry]:
    """What was done on a journey, oldest first, with what changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH e AS MATERIALIZED (SELECT id, kind, subject, by_number, by_row, happened_at, recorded_at, purpose, editions "
            "FROM journal_entry WHERE journey_row = %s AND kind NOT LIKE 'read\\_%%') "
            "SELECT e.*, y.content FROM e LEFT JOIN masked_payloads(ARRAY(SELECT id FROM e)) y ON y.entry = e.id "
            "ORDER BY e.happened_at, e.id",
            [journey],
        )
        return [_entry(row) for row in cursor.fetchall()]


def _entry(row: tuple[Any, ...]) -> StoryEntry:
    said: dict[str, Any] = json.loads(bytes(row[9])) if row[9] else {}
    return StoryEntry(
        id=row[0],
        kind=EntryKind(row[1]),
        subject=row[2],
        by_number=row[3],
        by_row=row[4],
        happened_at=row[5],
        recorded_at=row[6],
        purpose=row[7],
        editions=tuple(row[8]),
        changes=tuple(_changes(said.get("changes", {}))),
        reason=str(said.get("facts", {}).get("reason", "")),
        reasons=tuple(said.get("reasons", ())),
    )


def _changes(tables: dict[str, dict[str, dict[str, list[Any]]]]) -> list[FieldChange]:
    return [
        FieldChange(table=table, name=name, old=values[0], new=values[1])
        for table, rows in tables.items()
        if table not in NOT_SHOWN
        for fields in rows.values()
        for name, values in fields.items()
        if name not in NOT_TOLD and not name.endswith(("_id", "_at"))
    ]


def story_duties(journey: int) -> list[StoryDuty]:
    """Every duty of a journey that was not merely replaced, with those that fell away when the incident was closed."""
    return rows_as(
        StoryDuty,
        "SELECT d.id, d.kind, d.state, d.edition, coalesce(i.reference, ''), coalesce(c.reference, ''), d.opened_at, "
        "d.due_at, d.ended_at, d.ended_by_id, CASE WHEN d.state = 'superseded' THEN i.closure ELSE '' END, d.rule "
        "FROM duty d LEFT JOIN incident i ON i.id = d.incident_id LEFT JOIN crime c ON c.id = d.crime_id "
        "WHERE d.journey_id = %s AND (d.state <> 'superseded' OR d.ended_at = i.closed_at) ORDER BY d.due_at",
        [journey],
    )


def people_seen(references: list[str]) -> set[str]:
    """Which of these people whoever asks may see."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reference FROM person WHERE reference = ANY(%s)", [references])
        return {row[0] for row in cursor.fetchall()}
