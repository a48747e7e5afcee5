"""The seals of the journal."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from constabulary.policing.journal.chain import SealRow

SEAL_COLUMNS = (
    "number", "sealed_at", "previous_hash", "entries", "manifest", "snapshot", "cluster", "base", "hash",
)  # fmt: skip


def seal_of(row: tuple[Any, ...]) -> SealRow:
    """A seal from its columns."""
    number, sealed_at, previous_hash, entries, manifest, snapshot, cluster, base, made = row
    return SealRow(
        number=number, sealed_at=sealed_at, previous_hash=bytes(previous_hash), entries=entries,
        manifest=bytes(manifest), snapshot=snapshot, cluster=cluster, base=base, hash=bytes(made),
    )  # fmt: skip


def head_seal() -> SealRow | None:
    """The newest seal."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(SEAL_COLUMNS)} FROM journal_seal ORDER BY number DESC LIMIT 1")
        row = cursor.fetchone()
    return seal_of(row) if row else None


def seals_after(number: int) -> Iterator[SealRow]:
    """The seals after this number, in order."""
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                f"SELECT {', '.join(SEAL_COLUMNS)} FROM journal_seal WHERE number > %s ORDER BY number LIMIT 50",
                [number],
            )
            rows = cursor.fetchall()
            if not rows:
                return
            yield from (seal_of(row) for row in rows)
            number = rows[-1][0]


def manifests() -> Iterator[bytes]:
    """The manifest of each seal, in order."""
    return (seal.manifest for seal in seals_after(0))
