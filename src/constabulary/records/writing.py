"""The only way a row is written: together with the journal entry that says who, when, why, and what was there before.

    with writing(by=by, at=at) as w:
        w.entry(EntryKind.INCIDENT_GRADED, subject=incident, journey=incident.journey_id)
        w.insert(ThriveAssessment(...))
        w.update(incident, grade="G1")

Everything between `entry` calls belongs to the latest entry. Numbers are known before anything is sent, so that the
whole act goes to the database as one pipeline: the entries first, because the database refuses a row that no entry of
the same transaction speaks of, then the rows. Nothing is sent when the block raises.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from datetime import datetime
from operator import attrgetter
from typing import Any, Protocol, TypeVar

from django.db import models

from constabulary.access.officers import Officer
from constabulary.access.ranks import Rank
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.database_store import DatabaseStore
from constabulary.records.models.base import Record, columns_by_name
from constabulary.records.payload import EntryDraft, Fields

Row = TypeVar("Row", bound=Record)
NUMBER = attrgetter("id")
T = TypeVar("T")


class Store(Protocol):
    """Where rows come from and go to: the database, or memory while a demo force is built."""

    def new_id(self) -> int:
        """A number no row has."""

    def lock(self, model: type[Row], row_id: int) -> Row:
        """The row, held against other writers until the act is over. Raises the model's DoesNotExist."""

    def find(self, model: type[Row], equal: Mapping[str, Any], *, lock: bool) -> list[Row]:
        """The rows whose fields equal these, in order of number."""

    def find_each(self, models: Sequence[type[Record]], equal: Mapping[str, Any]) -> list[list[Record]]:
        """The rows of each of these tables whose fields equal these, asked for at once; none is locked."""

    def hold(self, what: str) -> None:
        """Hold what no row stands for, such as a call sign, against other writers until the act is over."""

    def is_committed_unseen(self, unit: str) -> bool:
        """Whether a unit is committed to an open incident that whoever acts may not see."""

    def act(self) -> Any:
        """A context in which everything written stands or falls together."""

    def send(
        self,
        entries: list[EntryDraft],
        inserts: list[Record],
        updates: list[tuple[Record, list[str]]],
        *,
        ends_act: bool = False,
    ) -> None:
        """Write the entries, then the rows; `ends_act` when nothing more follows in the act."""


_store: ContextVar[Store] = ContextVar("store", default=DatabaseStore())


def use_store(store: Store) -> Any:
    """Make `store` the one that acts go to; returns what `reset_store` takes."""
    return _store.set(store)


def reset_store(token: Any) -> None:
    """Go back to the store before."""
    _store.reset(token)


class Writing:
    """One act being written."""

    def __init__(self, store: Store, *, by: Officer, at: datetime, purpose: str) -> None:
        self.store = store
        self.by = by
        self.at = at
        self.purpose = purpose
        self.entries: list[EntryDraft] = []
        self.inserts: dict[int, Record] = {}
        self._added: dict[type[Record], list[Record]] = {}
        self.updates: dict[int, tuple[Record, list[str]]] = {}
        self._changed: dict[type[Record], dict[int, Record]] = {}
        self._kept: dict[Hashable, Any] = {}
        self._ahead: dict[tuple[type[Record], tuple[tuple[str, Any], ...]], list[Any]] = {}

    def new_id(self) -> int:
        """A number for a row that others of the act will refer to."""
        return self.store.new_id()

    def entry(
        self,
        kind: EntryKind,
        *,
        subject: Record,
        journey: int | None = None,
        editions: Iterable[str] = (),
        facts: Mapping[str, Any] | None = None,
        reasons: Iterable[str] = (),
    ) -> EntryDraft:
        """Begin the entry that the following changes belong to."""
        draft = EntryDraft(
            id=self.store.new_id(),
            kind=kind,
            subject=describe(subject),
            subject_row=subject.id,
            journey_row=journey,
            by_row=self.by.id,
            by_number=self.by.collar_number,
            happened_at=self.at,
            purpose=self.purpose,
            editions=tuple(dict.fromkeys(filter(None, editions))),
            facts=dict(facts or {}),
            reasons=tuple(reasons),
        )
        self.entries.append(draft)
        return draft

    def insert(self, row: Row) -> Row:
        """Add a row; it gets a number unless it has one."""
        held = row.__dict__
        number = held["id"]
        if number is None:
            number = held["id"] = self.store.new_id()
        if number not in self.inserts:
            self._added.setdefault(type(row), []).append(row)
        self.inserts[number] = row
        self._current().inserted(row)
        return row

    def update(self, row: Record, **changes: Any) -> None:
        """Change fields of a row; what stays the same is left out, of the row and of the journal."""
        made: Fields = {}
        held, columns = row.__dict__, columns_by_name(type(row))
        for name, new in changes.items():
            leads_to = columns.get(name)
            if leads_to is not None and name in held:
                attname, old, new_value = name, held[name], new
                held[name] = new
            else:
                # Another row is given, of which the column holds the number.
                field: Any = row._meta.get_field(name)
                attname = field.attname
                old = getattr(row, attname)
                setattr(row, name, new)
                new_value = getattr(row, attname)
            if old != new_value:
                made[attname] = [old, new_value]
                if leads_to:
                    # The row it led to before may be at hand still.
                    row._state.fields_cache.pop(leads_to, None)
        if not made:
            return
        number = held["id"]
        self._current().changed(number, row._meta.db_table, made)
        if number in self.inserts:
            return
        if number in self.updates:
            names = self.updates[number][1]
            names += [name for name in made if name not in names]
        else:
            self.updates[number] = (row, list(made))
            self._changed.setdefault(type(row), {})[number] = row

    def lock(self, model: type[Row], row_id: int) -> Row:
        """The row, held against other writers until the act is over."""
        return self._as_changed(self.store.lock(model, row_id))

    def hold(self, what: str) -> None:
        """Hold what no row stands for against other writers until the act is over; before any row is locked."""
        self.store.hold(what)

    def find(self, model: type[Row], *, lock: bool = False, **equal: Any) -> list[Row]:
        """The rows whose fields equal these as this act leaves them, those it adds or changes and has not sent included."""
        wanted = equal.items()
        added = self._added.get(model)
        pending: list[Any] = [row for row in added if wanted <= row.__dict__.items()] if added else []
        # What belongs to a row of this very act cannot be stored yet: no need to ask.
        if inserts := self.inserts:
            for name, one in wanted:
                if name.endswith("id") and one in inserts:
                    return pending
        ahead = self._ahead.get((model, tuple(wanted))) if self._ahead and not lock else None
        stored = list(ahead) if ahead is not None else self.store.find(model, equal, lock=lock)
        changed: Any = self._changed.get(model)
        if changed is not None:
            # As this act leaves them they may no longer be what was asked for, or have become it.
            stored = [row for row in stored if row.__dict__["id"] not in changed]
            if fitting := [row for row in changed.values() if wanted <= row.__dict__.items() and row.id not in inserts]:
                stored = sorted([*stored, *fitting], key=NUMBER)
        return [*stored, *pending] if pending else stored

    @contextmanager
    def looking_ahead(self, *models: type[Record], **equal: Any) -> Iterator[None]:
        """Ask for the rows of these tables together; inside the block `find` with the same values answers from them.

        What is locked is asked for anew: nothing is decided on rows that somebody else may be changing.
        """
        wanted = tuple(equal.items())
        found = self.store.find_each(models, equal)
        self._ahead = {(model, wanted): rows for model, rows in zip(models, found, strict=True)}
        try:
            yield
        finally:
            self._ahead = {}

    def _as_changed(self, row: Row) -> Row:
        changed: Any = self.updates.get(row.id)
        return row if changed is None else changed[0]

    def kept(self, name: Hashable, make: Callable[[], T]) -> T:
        """Something worked out once for the act, such as the force's rule book."""
        if name not in self._kept:
            self._kept[name] = make()
        made: T = self._kept[name]
        return made

    def _current(self) -> EntryDraft:
        if not self.entries:
            raise RuntimeError("a row may not be written before the journal entry that speaks of it is begun")
        return self.entries[-1]

    def take_back(self) -> None:
        """Put the rows in hand back as they were: the act is not carried out."""
        for draft in reversed(self.entries):
            for number, (_, fields) in draft.changes.items():
                if number in self.updates:
                    row = self.updates[number][0]
                    for name, (old, _now) in fields.items():
                        setattr(row, name, old)
                        row._state.fields_cache.pop(columns_by_name(type(row))[name], None)

    def send(self) -> None:
        """Write everything of the act; an act that came to nothing writes nothing."""
        if self.entries:
            self.store.send(self.entries, list(self.inserts.values()), list(self.updates.values()), ends_act=True)


class _Whole(AbstractContextManager[Writing]):
    """The whole of an act; written out, because every act passes here and a generator takes twice as long."""

    __slots__ = ("_act", "_together")

    def __init__(self, act: Writing) -> None:
        self._act = act
        self._together = act.store.act()

    def __enter__(self) -> Writing:
        self._together.__enter__()
        return self._act

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        try:
            if kind is None:
                self._act.send()
            else:
                self._act.take_back()
        except BaseException as failed:
            self._together.__exit__(type(failed), failed, failed.__traceback__)
            raise
        self._together.__exit__(kind, error, trace)


def writing(*, by: Officer, at: datetime, purpose: str = "") -> AbstractContextManager[Writing]:
    """One act: all of it is written with its journal entries, or nothing is."""
    if at.tzinfo is None:
        raise ValueError("an act happens at an aware moment")
    return _Whole(Writing(_store.get(), by=by, at=at, purpose=purpose))


NOBODY = Officer(id=0, collar_number="", name="", rank=Rank.STAFF, roles=frozenset())


@contextmanager
def looking(*, at: datetime) -> Iterator[Writing]:
    """An act that only looks, to say what would stand in its way. Raises RuntimeError if it would write."""
    act = Writing(_store.get(), by=NOBODY, at=at, purpose="")
    yield act
    if act.entries:
        raise RuntimeError("an act that only looks began an entry")


def describe(row: models.Model) -> str:
    """How the journal names a row: its table and the reference people know it by, or its number."""
    known_as = getattr(row, "reference", None) or getattr(row, "collar_number", None) or row.pk
    return f"{row._meta.db_table} {known_as}"
