"""What an entry says beyond its columns: old and new values, inputs, reasons; as bytes, with their digest."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import models

from constabulary.policing.journal.chain import payload_digest
from constabulary.policing.journal.kinds import EntryKind

SECRET_FIELDS = frozenset({"password_hash"})
MOMENTS = (datetime, date, time)
BYTES = (bytes, memoryview)
SETS = (set, frozenset)


def says_nothing(held: Any) -> bool:
    """Whether a field of a new row holds nothing worth an entry; a zero is worth one."""
    return held is None or held is False or (not isinstance(held, int | float) and not held)


@cache
def recorded_fields(model: type[models.Model]) -> tuple[tuple[str, ...], Callable[[models.Model], tuple[Any, ...]]]:
    """The fields of a new row that its entry keeps, all but its number; and how their values are taken at once."""
    names = tuple(one.attname for one in model._meta.concrete_fields if not one.primary_key)
    return names, attrgetter(*names)


def _held_by(row: models.Model) -> dict[str, list[Any]]:
    names, take = recorded_fields(type(row))
    return {
        name: [None, None if name in SECRET_FIELDS else held]
        for name, held in zip(names, take(row), strict=True)
        if held is not None and held is not False and (held or not says_nothing(held))
    }


@dataclass(slots=True)
class Change:
    """One field of one row, before and after."""

    table: str
    row: int
    field: str
    old: Any
    new: Any


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
    changes: list[Change] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    added: list[models.Model] = field(default_factory=list)

    def touch(self, row_id: int) -> None:
        """Note that the entry speaks of this row."""
        if row_id not in self.rows:
            self.rows.append(row_id)

    def inserted(self, row: models.Model) -> None:
        """Note a new row; every field that holds something goes into the payload when it is made."""
        self.touch(row.pk)
        self.added.append(row)

    def sealed_payload(self) -> tuple[bytes, bytes, bytes]:
        """(salt, content, digest); all empty when the entry says nothing beyond its columns."""
        if not (self.changes or self.added or self.facts or self.reasons):
            return b"", b"", b""
        content = _as_written(self._content()).encode()
        salt = os.urandom(16)
        return salt, content, payload_digest(salt, content)

    def _content(self) -> Mapping[str, Any]:
        changes: dict[str, dict[int, dict[str, list[Any]]]] = {}
        for row in self.added:
            changes.setdefault(row._meta.db_table, {})[row.pk] = _held_by(row)
        for change in self.changes:
            values = [None, None] if change.field in SECRET_FIELDS else [change.old, change.new]
            kept = changes.setdefault(change.table, {}).setdefault(change.row, {})
            # Changed twice in one act: what it was before the act stands against what it became.
            kept[change.field] = [kept[change.field][0], values[1]] if change.field in kept else values
        content: dict[str, Any] = {"changes": changes}
        if self.facts:
            content["facts"] = self.facts
        if self.reasons:
            content["reasons"] = self.reasons
        return content


def plain_answers(answers: Any) -> dict[str, Any]:
    """A value of ours as JSON holds it, for a column that keeps answers."""
    made: dict[str, Any] = json.loads(json.dumps(plain(answers), default=plain))
    return made


def plain(thing: Any) -> Any:
    """How values of ours are written in the payload."""
    if isinstance(thing, MOMENTS):
        return thing.isoformat()
    if isinstance(thing, Enum):
        return thing.value
    if isinstance(thing, timedelta):
        return thing.total_seconds()
    if isinstance(thing, Decimal):
        return str(thing)
    if isinstance(thing, BYTES):
        return bytes(thing).hex()
    if isinstance(thing, SETS):
        return sorted(thing)
    if hasattr(thing, "__dataclass_fields__"):
        kind: type = type(thing)
        return {name: getattr(thing, name) for name in _names_of(kind)}
    raise TypeError(f"{type(thing).__name__} has no place in the journal")


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in dataclass_fields(kind))


_as_written = json.JSONEncoder(default=plain, ensure_ascii=False, separators=(",", ":")).encode
