"""Importing street crime against plain COPY of the same file, on one core.

The peer is PostgreSQL's own COPY of the very same CSV file into a table of its columns as text, with the same indexes
(a primary key, the Crime ID, the LSOA): nothing is checked, nothing journalled. Ours reads, decodes and checks each row,
keeps what it refuses, counts the quality, digests the content, writes the journal and copies typed rows under guard.
The bare peer has no index at all. Rounds alternate, the tables grow alike, and the
median of the rounds' ratios counts.
"""

import gzip
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import psycopg
from django.db import connection

from constabulary.access.officers import Officer
from constabulary.casework.open_data import import_published
from constabulary.project.settings import CLUSTER, DATABASE_NAME
from constabulary.records.queries.officers import say_who_asks, system_officer

NAME = "open-data"
SAMPLE = Path(__file__).resolve().parent.parent / "tests" / "open_data" / "samples"
ROWS = 100_000
ROUNDS = 9
LEAST = 0.5
COLUMNS = "crime_id, month, reported_by, falls_within, longitude, latitude, location, lsoa_code, lsoa_name, crime_type, last_outcome, context"


def street_files(data: Path | None) -> list[Path]:
    """The files the run is made of: of a folder, or the shipped sample."""
    found = sorted((data or SAMPLE).rglob("*west-yorkshire-street.csv*")) or sorted(
        (data or SAMPLE).rglob("*street.csv*")
    )
    return found[:1]


def multiplied(path: Path, month: str) -> bytes:
    """The rows of a file again and again until there are enough, each Crime ID different every time."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    head, *rows = raw.rstrip().split(b"\r\n")
    out, times = [head], 0
    while len(out) <= ROWS:
        for row in rows:
            crime, _, rest = row.partition(b",")
            made = hashlib.sha256(crime + month.encode() + bytes([times])).hexdigest().encode() if crime else b""
            out.append(made + b"," + month.encode() + rest[7:])
        times += 1
    return b"\r\n".join(out) + b"\r\n"


def make_peer(owner: psycopg.Connection, table: str, extra: list[str]) -> None:
    """A new table of the file's columns as text. It grows over the rounds, as ours does."""
    owner.execute(f"DROP TABLE IF EXISTS {table}".encode())
    columns = ", ".join(f"{name.strip()} text" for name in COLUMNS.split(","))
    owner.execute(f"CREATE TABLE {table} (id bigint GENERATED ALWAYS AS IDENTITY, {columns})".encode())
    for statement in extra:
        owner.execute(statement.format(table).encode())


def plain(owner: psycopg.Connection, table: str, text: bytes) -> float:
    """Seconds that COPY takes."""
    began = time.perf_counter()
    with owner.cursor().copy(f"COPY {table} ({COLUMNS}) FROM STDIN (FORMAT csv, HEADER)".encode()) as copy:
        for start in range(0, len(text), 1 << 20):
            copy.write(text[start : start + (1 << 20)])
    return time.perf_counter() - began


INDEXES = [
    "ALTER TABLE {0} ADD PRIMARY KEY (id)",
    "CREATE INDEX ON {0} (crime_id)",
    "CREATE INDEX ON {0} (lsoa_code)",
]


def months() -> Iterator[str]:
    """Months, each import its own."""
    return (f"{year}-{month:02d}" for year in range(2011, 2030) for month in range(1, 13))


def one_core(owner: psycopg.Connection) -> int:
    """Pin this process and both servers' processes to one core; which one."""
    core = min(os.sched_getaffinity(0))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        ours = cursor.fetchone()[0]
    theirs = owner.info.backend_pid
    for pid in (0, ours, theirs):
        os.sched_setaffinity(pid, {core})
    return core


def imported(path: Path, by: Officer) -> tuple[float, int]:
    """(seconds of an import, rows stored)."""
    began = time.perf_counter()
    done = list(import_published(path=path, by=by, at=datetime.now(UTC)))
    took = time.perf_counter() - began
    return took, sum(getattr(one, "stored", 0) for one in done)


def run(data: Path | None) -> tuple[bool, list[str]]:
    """(whether the claim held, the result in lines)."""
    by = system_officer()
    say_who_asks(by)
    source = street_files(data)[0]
    each = months()
    took: dict[str, list[float]] = {"bare": [], "indexed": [], "ours": []}
    with CLUSTER.connect("owner", DATABASE_NAME) as owner, tempfile.TemporaryDirectory() as folder:
        core = one_core(owner)
        make_peer(owner, "peer", INDEXES)
        make_peer(owner, "bare_peer", [])
        for _ in range(ROUNDS):
            month = next(each)
            text = multiplied(source, month)
            path = Path(folder) / f"{month}-west-yorkshire-street.csv"
            path.write_bytes(text)
            took["indexed"].append(plain(owner, "peer", text))
            seconds, stored = imported(path, by)
            took["ours"].append(seconds)
            took["bare"].append(plain(owner, "bare_peer", text))
            path.unlink()
    rows = text.count(b"\n") - 1
    ratio = median(theirs / ours for theirs, ours in zip(took["indexed"], took["ours"], strict=True))
    rate = {name: rows / median(seconds) for name, seconds in took.items()}
    return ratio >= LEAST and stored == rows, [
        f"{ROUNDS} rounds of {rows:,} rows of {source.name}, multiplied, on core {core} alone; medians",
        f"plain COPY into the same indexes: {rate['indexed']:,.0f} rows a second",
        f"import with checks, refusals, quality, journal and guards: {rate['ours']:,.0f} rows a second",
        f"ratio {ratio:.2f} (at least {LEAST})",
        f"for information, plain COPY into a table without any index: {rate['bare']:,.0f} rows a second",
    ]
