"""The ledger of a batch: every row is accounted for, or nothing of the batch is kept."""

from collections.abc import Iterator, Sequence

from constabulary.casework.takeover.batch import PURPOSE, Accounted, Batch
from constabulary.casework.takeover.files import StagedFile
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.takeover.ledger import Fate, Tally, tally_of
from constabulary.records.models import TakeoverBatch, TakeoverReject, TakeoverRow
from constabulary.records.queries.takeover_rows import rejects_known
from constabulary.records.spoken_rows import add_spoken_rows
from constabulary.records.writing import Writing, writing


class DoesNotBalance(Exception):
    """What was read is not what became of it: nothing of the batch is kept."""


def write_ledger(batch: Batch, file: StagedFile, accounted: Sequence[Accounted], *, read: int) -> Tally:
    """Write what became of each row. A batch in which everything is as it was before writes nothing.

    Raises DoesNotBalance.
    """
    tally = tally_of((one.fate for one in accounted), read=read)
    if not tally.balances:
        raise DoesNotBalance(f"{file.path.name}: {read} rows were read and {len(accounted)} are accounted for.")
    news = list(_news(batch, accounted))
    if not news:
        return tally
    with writing(by=batch.by, at=batch.at, purpose=PURPOSE) as w:
        row = _batch_row(w, batch, file, accounted, tally)
        w.entry(
            EntryKind.ROWS_TAKEN_OVER, subject=row,
            facts={"system": batch.takeover.name, "table": batch.table.name, "file": file.path.name},
        )  # fmt: skip
        w.insert(row)
    rows = [_row(w, batch, row, one) for one in news if one.fate is not Fate.REJECTED]
    rejects = [_reject(w, batch, row, one) for one in news if one.fate in {Fate.REJECTED, Fate.HELD}]
    add_spoken_rows(rows)
    add_spoken_rows(rejects)
    return tally


def _news(batch: Batch, accounted: Sequence[Accounted]) -> Iterator[Accounted]:
    """What is not there yet: what came of new rows, and what is refused for the first time or for other reasons."""
    refused = [one.staged.digest for one in accounted if one.fate is Fate.REJECTED]
    before = rejects_known(batch.takeover.id, batch.table.name, refused)
    for one in accounted:
        if one.fate is Fate.KNOWN:
            continue
        if one.fate is Fate.REJECTED and before.get(one.staged.digest) == _codes(one):
            continue
        yield one


def _codes(one: Accounted) -> list[str]:
    return [problem.reason.code for problem in one.problems]


def _batch_row(
    w: Writing, batch: Batch, file: StagedFile, accounted: Sequence[Accounted], tally: Tally
) -> TakeoverBatch:
    lines = [one.staged.line for one in accounted]
    return TakeoverBatch(
        id=w.new_id(), takeover_id=batch.takeover.id, staged_table=batch.table.name, file_name=file.path.name[:240],
        file_digest=file.digest, first_line=min(lines), last_line=max(lines), read=tally.read, stored=tally.stored,
        merged=tally.merged, held=tally.held, known=tally.known, rejected=tally.rejected, loaded_at=w.at,
        loaded_by_id=w.by.id,
    )  # fmt: skip


def _row(w: Writing, batch: Batch, of: TakeoverBatch, one: Accounted) -> TakeoverRow:
    became = one.became
    return TakeoverRow(
        id=w.new_id(), takeover_id=batch.takeover.id, batch_id=of.id, staged_table=batch.table.name,
        old_reference=one.reference, line=one.staged.line, digest=one.staged.digest, fate=one.fate.value,
        record=became.record if became else "", record_row=became.row if became else None,
        reference=became.reference if became else "", journey_id=became.journey if became else None,
        person_id=became.person if became else None,
    )  # fmt: skip


def _reject(w: Writing, batch: Batch, of: TakeoverBatch, one: Accounted) -> TakeoverReject:
    return TakeoverReject(
        id=w.new_id(), takeover_id=batch.takeover.id, batch_id=of.id, staged_table=batch.table.name,
        old_reference=one.reference, line=one.staged.line, digest=one.staged.digest, fate=one.fate.value,
        reasons=_codes(one), columns=[problem.column for problem in one.problems], raw=dict(one.staged.raw),
    )  # fmt: skip
