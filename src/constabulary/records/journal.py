"""Reading of records, written to the journal: who saw what, and why. Changes are written by `records.writing`."""

from collections.abc import Iterable
from datetime import datetime

from constabulary.access.officers import Officer
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.database_store import DatabaseStore
from constabulary.records.payload import EntryDraft


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
    """Journal that a record, or a list naming these rows, was shown to someone."""
    if not kind.is_reading:
        raise ValueError(f"{kind.value} is not a kind of reading")
    store = DatabaseStore()
    store.send(
        [
            EntryDraft(
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
        ],
        [],
        [],
    )
