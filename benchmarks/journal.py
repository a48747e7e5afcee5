"""Verifying the journal: entries a second from stored canonical bytes, beside SHA-256 alone over the same bytes.

Half a million entries as acts write them (the database fills in their canonical bytes), sealed, verified in the database
and from an export. The limit that the ratio is to: hashlib's SHA-256 of each entry's bytes, already in memory, nothing
compared, in the same run on the same core. The claim is for the chain from stored canonical bytes; comparing columns,
payloads and markings in SQL beside it is slower and is printed too.
"""

import hashlib
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from constabulary.casework.sealing import seal_journal
from constabulary.cli.journal import verify_file
from constabulary.jobs.exporting import export_journal
from constabulary.jobs.verifying import ChainFollowed, verify_journal
from constabulary.project.installation import CLUSTER, DATABASE_NAME
from constabulary.records.queries import verification
from constabulary.records.queries.officers import say_who_asks, system_officer

NAME = "journal"
ENTRIES = 500_000
ROUNDS = 9
LEAST = 300_000
FILL = """
    INSERT INTO journal_entry (id, kind, subject, subject_row, journey_row, by_row, by_number, happened_at, recorded_at,
        purpose, editions, rows, payload_digest, transaction, canonical)
    SELECT n, 'incident_graded', 'incident I26-' || n, n, n / 5, 7, 'D0' || n %% 9, now() - n * interval '1 second', now(),
        'Answering a call', ARRAY['CALL-GRADES 2024-04', 'THRIVE-1 2026-01'], ARRAY[n, n + 1, n + 2, n + 3],
        sha256(('salt' || repeat(n::text, 50))::bytea), 0, ''
    FROM generate_series(1000000000, 1000000000 + %s - 1) n
"""
PAYLOADS = """
    INSERT INTO journal_payload (entry, salt, content) SELECT id, 'salt', repeat(id::text, 50)::bytea
    FROM journal_entry WHERE id >= 1000000000
"""


def auditor() -> psycopg.Connection:
    return CLUSTER.connect("auditor", DATABASE_NAME)


def fill() -> None:
    """Write the entries and seal them."""
    with CLUSTER.connect("owner", DATABASE_NAME) as owner, psycopg.ClientCursor(owner) as cursor:
        cursor.execute(FILL, [ENTRIES])
        cursor.execute(PAYLOADS)
    with CLUSTER.connect("superuser", DATABASE_NAME) as superuser:
        superuser.execute("VACUUM ANALYZE journal_entry, journal_payload, journal_seal")
    settings.ANCHOR_FILE.unlink(missing_ok=True)
    system = system_officer()
    say_who_asks(system)
    while seal_journal(by=system, at=datetime.now(UTC)):
        pass
    connection.close()


def timed(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def run(data: Path | None = None) -> tuple[bool, list[str]]:
    """Measure; whether the claim held, and the lines to print."""
    del data
    fill()
    with tempfile.TemporaryDirectory() as folder, verification.one_snapshot(auditor) as reading:
        path = Path(folder) / "journal.txt"
        with path.open("wb") as handle:
            total = export_journal(reading, handle, force="", at=datetime.now(UTC))
        canonical = [line[:-1] for line in path.read_bytes().splitlines(keepends=True) if line.startswith(b"[")]
        anchors = settings.ANCHOR_FILE.read_bytes().splitlines(keepends=True)

        def from_file() -> None:
            fault, _ = verify_file(
                path, anchors=settings.ANCHOR_FILE, slip=None, counting=lambda *_: nullcontext(lambda _: None)
            )
            assert fault is None, fault

        def in_database() -> None:
            faults = verify_journal(auditor, anchors=anchors).faults
            assert not faults, faults

        def chain_in_database() -> None:
            with verification.one_snapshot(auditor) as connected:
                assert ChainFollowed(anchors, None).follow(connected, lambda _: None) is None

        sha = hashlib.sha256
        ways = {
            "SHA-256 alone": lambda: [sha(one).digest() for one in canonical],
            "from an export": from_file,
            "in the database": chain_in_database,
            "in the database, with columns, payloads and markings": in_database,
        }
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, act in ways.items():
                times[name].append(timed(act))
    rates = {name: total / min(found) for name, found in times.items()}
    limit = rates["SHA-256 alone"]
    size = sum(map(len, canonical)) / len(canonical)
    lines = [f"{total:,} entries of {size:.0f} bytes; best of {ROUNDS} rounds; at least {LEAST:,} a second claimed"]
    lines += [
        f"{name}: {rate:,.0f} entries a second, {rate / limit:.2f} of SHA-256 alone" for name, rate in rates.items()
    ]
    return min(rates["from an export"], rates["in the database"]) >= LEAST, lines
