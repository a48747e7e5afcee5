"""What an entry says beyond its columns: old and new values, inputs, reasons; as bytes, with their digest."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import orjson
from django.db import models

from constabulary.policing.journal.chain import payload_digest
from constabulary.policing.journal.kinds import EntryKind

SECRET_FIELDS = frozenset({"password_hash"})
BYTES = (bytes, memoryview)
SETS = (set, frozenset)


def says_nothing(held: Any) -> bool:
    """Whether a field of a new row holds nothing worth an entry; a zero is worth one."""
    return held is None or held is False or (not isinstance(held, int | float) and not held)


@cache
def recorded_fields(model: type[models.Model]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a new row that its entry keeps, all but its number; and those of them that are secret."""
    kept = tuple(one.attname for one in model._meta.concrete_fields if not one.primary_key)
    return kept, tuple(name for name in kept if name in SECRET_FIELDS)


def _held_by(row: models.Model) -> dict[str, tuple[None, Any]]:
    held = row.__dict__
    kept, secret = recorded_fields(type(row))
    said = {
        name: (None, now)
        for name in kept
        if (now := held[name]) or (now is not None and now is not False and now != "" and not says_nothing(now))
    }
    for name in secret:
        if name in said:
            said[name] = (None, None)
    return said


def as_written(thing: Any) -> bytes:
    """A value of ours as JSON, without spaces, in UTF-8. Raises TypeError for what has no place in the journal."""
    try:
        return orjson.dumps(thing, default=plain)
    except TypeError:
        # Keys that are no plain text take half as long again, and hardly anything has one.
        return orjson.dumps(thing, default=plain, option=orjson.OPT_NON_STR_KEYS)


#: By field: what it held before, and what it holds now.
Fields = dict[str, list[Any]]


@dataclass(slots=True)
class EntryDraft:
    """A journal entry being made."""

    id: int
    kind: EntryKind
    subject: str
    subject_row: int
    journey_row: int | None
    by_row: int
    by_number: str
    happened_at: datetime
    purpose: str
    editions: tuple[str, ...]
    facts: dict[str, Any]
    reasons: tuple[str, ...]
    #: By row: its table, and what changed in it.
    changes: dict[int, tuple[str, Fields]] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    added: list[models.Model] = field(default_factory=list)

    def touch(self, row_id: int) -> None:
        """Note that the entry speaks of this row."""
        if row_id not in self.rows:
            self.rows.append(row_id)

    def changed(self, row: int, table: str, fields: Fields) -> None:
        """Note what changed in a row. Changed twice: what it was before the entry stands against what it became."""
        if row not in self.changes:
            self.changes[row] = (table, fields)
            self.touch(row)
            return
        before = self.changes[row][1]
        for name, held in fields.items():
            before[name] = [before[name][0], held[1]] if name in before else held

    def inserted(self, row: models.Model) -> None:
        """Note a new row; every field that holds something goes into the payload when it is made."""
        number = row.__dict__["id"]
        if number not in self.rows:
            self.rows.append(number)
        self.added.append(row)

    def sealed_payload(self) -> tuple[bytes, bytes, bytes]:
        """(salt, content, digest); all empty when the entry says nothing beyond its columns."""
        if not (self.changes or self.added or self.facts or self.reasons):
            return b"", b"", b""
        content = as_written(self._content())
        salt = os.urandom(16)
        return salt, content, payload_digest(salt, content)

    def _content(self) -> Mapping[str, Any]:
        changes: dict[str, dict[str, dict[str, Any]]] = {}
        for row in self.added:
            table, number = row._meta.db_table, str(row.__dict__["id"])
            if table not in changes:
                changes[table] = {}
            changes[table][number] = _held_by(row)
        for changed, (table, fields) in self.changes.items():
            kept = changes.setdefault(table, {}).setdefault(str(changed), {})
            for name, held in fields.items():
                said = [None, None] if name in SECRET_FIELDS else held
                # Of a row that the entry adds: nothing was there before.
                kept[name] = [kept[name][0], said[1]] if name in kept else said
        content: dict[str, Any] = {"changes": changes}
        if self.facts:
            content["facts"] = self.facts
        if self.reasons:
            content["reasons"] = self.reasons
        return content


def plain_answers(answers: Any) -> dict[str, Any]:
    """A value of ours as JSON holds it, for a column that keeps answers."""
    made: dict[str, Any] = orjson.loads(as_written(answers))
    return made


def plain(thing: Any) -> Any:
    """How values of ours are written that JSON does not know; moments, lists of ours and their names are known."""
    if isinstance(thing, timedelta):
        return thing.total_seconds()
    if isinstance(thing, Decimal):
        return str(thing)
    if isinstance(thing, BYTES):
        return bytes(thing).hex()
    if isinstance(thing, SETS):
        return sorted(thing)
    raise TypeError(f"{type(thing).__name__} has no place in the journal")
