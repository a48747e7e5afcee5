"""Reading of records, written to the journal: who saw what, and why. Changes are written by `records.writing`."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from constabulary.access.officers import Officer
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.database_store import DatabaseStore
from constabulary.records.payload import EntryDraft

_waiting: ContextVar[list[EntryDraft] | None] = ContextVar("waiting", default=None)


@contextmanager
def readings_together() -> Iterator[None]:
    """What is read inside the block is journalled at its end, in one transaction; nothing may be shown before that.

    A page asks for a record in parts, each of which journals whom it names: one wait for the disk in place of several.
    What was read is journalled too when the page then fails or is refused.
    """
    waiting: list[EntryDraft] = []
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
        if waiting:
            DatabaseStore().send(waiting, [], [])


def write_reading(
    kind: EntryKind,
    *,
    subject: str,
    subject_row: int,
    shown: Iterable[int],
    by: Officer,
    at: datetime,
    purpose: str,
    journey: int | None = None,
) -> None:
    """Journal that a record, or a list naming these rows, was shown to someone; see `readings_together`."""
    if not kind.is_reading:
        raise ValueError(f"{kind.value} is not a kind of reading")
    store, waiting = DatabaseStore(), _waiting.get()
    draft = EntryDraft(
        id=store.new_id(),
        kind=kind,
        subject=subject,
        subject_row=subject_row,
        journey_row=journey,
        by_row=by.id,
        by_number=by.collar_number,
        happened_at=at,
        purpose=purpose,
        editions=(),
        facts={},
        reasons=(),
        rows=sorted(set(shown)),
    )
    if waiting is None:
        store.send([draft], [], [])
    else:
        waiting.append(draft)
