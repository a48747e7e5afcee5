"""Sealing the journal: batches of entries hash-linked, the head written down outside the database.

Writers never wait for it: a batch is whatever has become visible since the snapshot that the last seal kept, however
long its transactions took. One sealer at a time, by an advisory lock.
"""

import os
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from constabulary.access.officers import Officer
from constabulary.policing.journal.chain import ENTRY, FIRST_HASH, entries_of, make_manifest, seal_hash
from constabulary.records.models import JournalSeal
from constabulary.standards.values import value

MOST_IN_A_SEAL = 10_000
SEALER_LOCK = 0x5EA1
NOTHING_VISIBLE = "1:1:"


@value
class Head:
    """The newest seal, and what has been visible to it; `floor`: every entry up to it is sealed."""

    number: int
    hash: bytes
    snapshot: str
    cluster: int
    floor: int


def seal_journal(*, by: Officer, at: datetime) -> int:
    """Seal what has become visible since the last seal, and anchor the new head; how many entries that was.

    Returns 0 as well while another sealer is at work.
    """
    del by
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [SEALER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        try:
            made = _seal(at)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [SEALER_LOCK])
    if made:
        anchor_head(made[-1], at=at)
    return sum(seal.entries for seal in made)


def _seal(at: datetime) -> list[JournalSeal]:
    with transaction.atomic(), connection.cursor() as cursor:
        # One snapshot for the whole transaction: what is read is exactly what the new seal will say was visible.
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        head = _head()
        cursor.execute("SELECT pg_current_snapshot()::text, system_identifier FROM pg_control_system()")
        snapshot, cluster = cursor.fetchone()
        # A restored database counts transactions anew: then the manifests say what is sealed, not the snapshot.
        restored = bool(head.number) and head.cluster != cluster
        entries = _unsealed_by_manifest() if restored else _unsealed_by_snapshot(head)
        floor = _highest_entry() if restored else head.floor
        made: list[JournalSeal] = []
        previous, number = head.hash, head.number
        while batch := list(islice(entries, MOST_IN_A_SEAL)):
            number += 1
            manifest = make_manifest(batch)
            made.append(
                JournalSeal(
                    number=number,
                    sealed_at=at,
                    previous_hash=previous,
                    entries=len(batch),
                    manifest=manifest,
                    hash=seal_hash(number, previous, manifest),
                    snapshot=snapshot,
                    cluster=cluster,
                    floor=floor,
                )
            )
            previous = bytes(made[-1].hash)
        JournalSeal.objects.bulk_create(made, batch_size=20)
        return made


def _head() -> Head:
    row = JournalSeal.objects.order_by("-number").values_list("number", "hash", "snapshot", "cluster", "floor").first()
    if row is None:
        return Head(number=0, hash=FIRST_HASH, snapshot=NOTHING_VISIBLE, cluster=0, floor=0)
    return Head(number=row[0], hash=bytes(row[1]), snapshot=row[2], cluster=row[3], floor=row[4])


def _unsealed_by_snapshot(head: Head) -> Iterator[tuple[int, bytes]]:
    return _entries(
        "transaction >= pg_snapshot_xmin(%s::pg_snapshot)::text::bigint AND id > %s "
        "AND NOT pg_visible_in_snapshot(transaction::text::xid8, %s::pg_snapshot)",
        [head.snapshot, head.floor, head.snapshot],
    )


def _unsealed_by_manifest() -> Iterator[tuple[int, bytes]]:
    sealed = {
        number
        for manifest in JournalSeal.objects.values_list("manifest", flat=True).iterator(chunk_size=50)
        for number, _ in entries_of(bytes(manifest))
    }
    return (entry for entry in _entries("true", []) if entry[0] not in sealed)


def _entries(condition: str, values: list[Any]) -> Iterator[tuple[int, bytes]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT id, canonical FROM journal_entry WHERE {condition} ORDER BY id", values)
        while rows := cursor.fetchmany(2000):
            for number, canonical in rows:
                yield number, bytes(canonical)


def _highest_entry() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM journal_entry")
        return int(cursor.fetchone()[0])


def anchor_head(seal: JournalSeal, *, at: datetime) -> None:
    """Write the head down outside the database, for good, before anything more is sealed."""
    path: Path = settings.ANCHOR_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    line = f"{seal.number} {bytes(seal.hash).hex()} {at.isoformat()} {len(bytes(seal.manifest)) // ENTRY.size}\n"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
