"""Sealing the journal: batches of entries hash-linked, each seal written down outside the database.

Writers never wait for it: a batch is whatever has become visible since the snapshot that the last seal kept, however
long its transactions took. One sealer at a time, by an advisory lock.
"""

from collections.abc import Callable, Generator
from contextlib import closing
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction

from constabulary.access.officers import Officer
from constabulary.casework.anchoring import anchor_seals
from constabulary.policing.journal.chain import FIRST_HASH, SealRow, entries_of, make_manifest, make_seal, unseen_by
from constabulary.records.models import JournalSeal
from constabulary.records.queries.seals import SEAL_COLUMNS, head_seal, manifests
from constabulary.standards.values import value

MOST_IN_A_SEAL = 10_000
SEALER_LOCK = 0x5EA1


class SealingTrouble(Exception):
    """The journal cannot be sealed; the sentence says why and what to do."""


@value
class Here:
    """What is visible now, on which server, and what this database adds to that server's count of transactions."""

    snapshot: str
    cluster: int
    base: int


def seal_journal(*, by: Officer, at: datetime, told: Callable[[int], None] = lambda _: None) -> int:
    """Seal what has become visible since the last seal and anchor the new seals; how many entries that was.

    `told` hears of the entries sealed so far. Returns 0 as well while another sealer is at work. Raises
    SealingTrouble, or AnchorsBroken when what is written down outside the database does not end where it should.
    """
    del by
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [SEALER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        try:
            sealed = _seal(at, told)
            anchor_seals()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [SEALER_LOCK])
    return sealed


def _seal(at: datetime, told: Callable[[int], None]) -> int:
    with transaction.atomic():
        # One snapshot for the whole transaction: what is read is exactly what the new seal will say was visible.
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        here, head = _here(), head_seal()
        sealed = 0
        with closing(_unsealed(head, here)) as entries:
            while batch := list(islice(entries, MOST_IN_A_SEAL)):
                head = make_seal(
                    number=head.number + 1 if head else 1,
                    sealed_at=at,
                    previous_hash=head.hash if head else FIRST_HASH,
                    manifest=make_manifest(batch),
                    snapshot=here.snapshot,
                    cluster=here.cluster,
                    base=here.base,
                )
                JournalSeal.objects.bulk_create([_row(head)])
                sealed += head.entries
                told(sealed)
        return sealed


def _row(seal: SealRow) -> JournalSeal:
    return JournalSeal(**{name: getattr(seal, name) for name in SEAL_COLUMNS})


def _here() -> Here:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_current_snapshot()::text, system_identifier, journal_base(), journal_cluster() "
            "FROM pg_control_system()"
        )
        snapshot, cluster, base, counted_on = cursor.fetchone()
    if cluster != counted_on:
        raise SealingTrouble(
            "This database was brought here from another server, which counted its transactions differently. "
            "Run `constabulary migrate` once; sealing goes on from there."
        )
    return Here(snapshot=snapshot, cluster=cluster, base=base)


def _unsealed(head: SealRow | None, here: Here) -> Generator[tuple[int, bytes], None, None]:
    """The entries that the head did not see, in order of number."""
    if head is not None and head.base == here.base:
        return _entries("transaction >= %s OR transaction = ANY(%s)", list(unseen_by(head)))
    # Never sealed, or for the first time since it was restored: then the manifests say what is sealed.
    sealed = {number for manifest in manifests() for number, _ in entries_of(manifest)}
    return (entry for entry in _entries("true", []) if entry[0] not in sealed)


def _entries(condition: str, values: list[Any]) -> Generator[tuple[int, bytes], None, None]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT id, canonical FROM journal_entry WHERE {condition} ORDER BY id", values)
        while rows := cursor.fetchmany(5000):
            for number, canonical in rows:
                yield number, bytes(canonical)
