"""Taking a call to a graded, journalled incident, against the same rows written by plain psycopg statements.

The peer writes rows of the same number, tables and content: one INSERT a row, one after the other, in one transaction, as
a plain programmer would write it with psycopg; the rows are copied from what a real call left, with numbers of their own.
The guards of the database hold it as they hold everybody, so it writes the journal entries too. It asks nothing, checks
nothing and works nothing out: no THRIVE, no grade, no clocks, no duties to find. Synchronous commit is on for both, the
rounds alternate, and the median of the rounds' ratios counts. For information, the same statements in one pipeline.
"""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import psycopg
from django.db import connection
from tests.factories.calls import former_partner_damage

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.contact import take_call
from constabulary.project.settings import CLUSTER, DATABASE_NAME
from constabulary.records import database_store
from constabulary.records.models.base import Record
from constabulary.records.payload import EntryDraft
from constabulary.records.queries.officers import officer_by_number, say_who_asks
from constabulary.records.writing import reset_store, use_store

NAME = "call"
CALLS = 150
ROUNDS = 11
LEAST = 1.0
ENTRY = (
    "INSERT INTO public.journal_entry (id, kind, subject, subject_row, journey_row, by_row, by_number, happened_at, "
    "recorded_at, purpose, editions, rows, payload_digest, transaction, canonical) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 0, '')"
)
PAYLOAD = "INSERT INTO public.journal_payload (entry, salt, content) VALUES (%s, %s, %s)"


@dataclass
class Captured:
    """What one call writes."""

    entries: list[EntryDraft]
    rows: list[Record]


class Capturing(database_store.DatabaseStore):
    """Notes what an act sends."""

    taken: Captured

    def send(self, entries: Any, inserts: Any, updates: Any, *, ends_act: bool = False) -> None:
        """Note it, and send it."""
        assert not updates, "a call changes no row that is there"
        self.taken = Captured(entries=entries, rows=inserts)
        super().send(entries, inserts, updates, ends_act=ends_act)


#: What the handler has typed; the peer's rows are ready before it begins, too.
TYPED = former_partner_damage(datetime.now(UTC))


def a_call(by: Officer) -> None:
    """Ours: everything a call needs, from the answers to the acknowledgement."""
    take_call(call=TYPED, by=by, at=datetime.now(UTC))


@dataclass
class Statement:
    """One INSERT and its values; those that are numbers of this call are found by their place in `numbers`."""

    words: str
    values: list[Any]


class Plain:
    """The peer: the same rows by plain statements."""

    def __init__(self, owner: psycopg.Connection, captured: Captured) -> None:
        self.connection = owner
        self.waiting: list[list[list[Any]]] = []
        known = {row.id for row in captured.rows} | {one.id for one in captured.entries}
        self.numbers = sorted(known)
        self.references = {
            row.reference: row.id for row in captured.rows if getattr(row, "reference", None) is not None
        }  # type: ignore[attr-defined]
        self.statements = [*map(self._entry, captured.entries)]
        for one in captured.entries:
            salt, content, _ = one.sealed_payload()
            if content:
                self.statements.append(Statement(PAYLOAD, [one.id, salt, content]))
        self.statements += map(self._row, captured.rows)

    def _entry(self, one: EntryDraft) -> Statement:
        _, _, digest = one.sealed_payload()
        return Statement(
            ENTRY,
            [one.id, one.kind.value, one.subject, one.subject_row, one.journey_row, one.by_row, one.by_number]
            + [one.happened_at, one.happened_at, one.purpose, list(one.editions), one.rows, digest],
        )

    def _row(self, row: Record) -> Statement:
        columns = database_store.columns_of(type(row))
        names = ", ".join(f'"{one}"' for one in columns.columns)
        marks = ", ".join(["%s"] * len(columns.columns))
        words = f'INSERT INTO public."{row._meta.db_table}" ({names}) VALUES ({marks})'
        return Statement(words, database_store.values_of(row))

    def ready(self, count: int) -> None:
        """Number the rows of so many calls beforehand, so that only writing them is timed."""
        assert len(self.numbers) <= database_store.BLOCK
        self.waiting = []
        for _ in range(count):
            row = self.connection.execute("SELECT nextval('record_id')").fetchone()
            assert row is not None
            new = {old: row[0] + place for place, old in enumerate(self.numbers)}
            self.waiting.append([[self._renumbered(value, new) for value in one.values] for one in self.statements])

    def call(self, begun: Callable[[], AbstractContextManager[Any]] = nullcontext) -> None:
        """Write the rows of one call, in one transaction."""
        with self.connection.transaction(), self.connection.cursor() as cursor, begun():
            for one, values in zip(self.statements, self.waiting.pop(), strict=True):
                cursor.execute(one.words, values, prepare=True)

    def _renumbered(self, value: Any, new: dict[int, int]) -> Any:
        if type(value) is int:
            return new.get(value, value)
        if type(value) is list and value and type(value[0]) is int:
            return [new.get(one, one) for one in value]
        if type(value) is str and value in self.references:
            return (
                f"{value.split('-')[0]}-{new[self.references[value]]}"
                if "-" in value
                else f"P{new[self.references[value]]}"
            )
        return value


def timed(act: Callable[[], None]) -> float:
    """Acts a second."""
    began = time.perf_counter()
    for _ in range(CALLS):
        act()
    return CALLS / (time.perf_counter() - began)


def run(data: Path | None = None) -> tuple[bool, list[str]]:
    """(whether the claim held, the result in lines)."""
    del data
    by = officer_by_number(f"D{list(Role).index(Role.CONTACT_HANDLER) + 1:02d}")
    assert by is not None
    say_who_asks(by)
    store = Capturing()
    token = use_store(store)
    at = datetime.now(UTC) - timedelta(minutes=1)
    take_call(call=former_partner_damage(at), by=by, at=at)
    reset_store(token)
    rates: dict[str, list[float]] = {"ours": [], "plain": [], "pipeline": []}
    with CLUSTER.connect("application", DATABASE_NAME) as application:
        application.execute("SELECT set_config('constabulary.officer', %s, false)", [str(by.id)])
        plain = Plain(application, store.taken)
        assert application.execute("SHOW synchronous_commit").fetchone() == ("on",)
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("on",)
        plain.ready(20)
        for _ in range(20):
            a_call(by)
            plain.call()
        for _ in range(ROUNDS):
            plain.ready(2 * CALLS)
            rates["plain"].append(timed(plain.call))
            rates["ours"].append(timed(lambda: a_call(by)))
            rates["pipeline"].append(timed(lambda: plain.call(application.pipeline)))
    ratio = median(ours / theirs for ours, theirs in zip(rates["ours"], rates["plain"], strict=True))
    of_pipeline = median(ours / theirs for ours, theirs in zip(rates["ours"], rates["pipeline"], strict=True))
    return ratio >= LEAST, [
        f"{ROUNDS} rounds of {CALLS} calls, {len(store.taken.rows)} rows and {len(store.taken.entries)} entries each",
        f"ours: {median(rates['ours']):,.0f} calls a second",
        f"plain statements: {median(rates['plain']):,.0f} calls a second; ratio {ratio:.2f} (at least {LEAST})",
        f"for information, plain statements in one pipeline: {median(rates['pipeline']):,.0f}; ratio {of_pipeline:.2f}",
    ]
