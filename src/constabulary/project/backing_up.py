"""`constabulary backup`: the database as at one moment, with its anchors and the hash of every table, in one file."""

import argparse
import hashlib
import os
import subprocess
import tempfile
import time
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

import psycopg

from constabulary.policing.journal.anchors import number_of_line
from constabulary.project.backups import (
    ANCHORS,
    DUMP,
    MANIFEST,
    Copied,
    as_manifest,
    client_program,
    failed,
    program_call,
    server_version,
)
from constabulary.project.installation import ANCHOR_FILE, connection_parameters
from constabulary.project.running import UNAVAILABLE, WRONG_ARGUMENTS, first_line, start_database
from constabulary.project.telling import Trouble, result, working
from constabulary.records.queries.table_hashes import TableHash, hash_tables, sequences


def run_backup(known: argparse.Namespace) -> int:
    """Write a backup and say what is in it."""
    path = Path(known.file)
    if path.exists():
        raise Trouble(f"{path} is there already; name another file.", WRONG_ARGUMENTS)
    start_database()
    began = time.monotonic()
    part = path.with_name(f"{path.name}.part")
    try:
        with working(f"Backing up to {path} ..."):
            said = _write(part)
        part.rename(path)
    except OSError as error:
        raise Trouble(f"{path} cannot be written: {error.strerror or error}.", UNAVAILABLE) from error
    except psycopg.Error as error:
        raise Trouble(f"The database could not be read: {first_line(error)}", UNAVAILABLE) from error
    finally:
        part.unlink(missing_ok=True)
    size = path.stat().st_size / 1024**2
    result(f"{path}: {size:,.1f} MB, written in {time.monotonic() - began:.1f} seconds.")
    result(_holds(said))
    result("Keep it where the machine's loss does not take it too. It holds personal records: guard it as you do them.")
    return 0


def _holds(said: dict[str, Any]) -> str:
    head = f"its newest seal is {said['seal']}" if said["seal"] else "none of them sealed"
    return (
        f"It holds {said['entries']:,} journal entries as at {said['made_at'][:19].replace('T', ' ')} UTC; {head}, "
        f"{said['unsealed']:,} not yet sealed. What is done after that moment is not in it."
    )


def _write(part: Path) -> dict[str, Any]:
    parameters = connection_parameters("owner")
    with psycopg.connect(**parameters) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        said, tables = _look(connection)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as backup:
                with backup.open(DUMP, "w", force_zip64=True) as target:
                    dump = _dump(target, parameters, said["snapshot"], server_version(connection))
                with backup.open(ANCHORS, "w", force_zip64=True) as target:
                    anchors = _anchors(target, said["seal"])
                said["sha256"] = {DUMP: dump, ANCHORS: anchors}
                backup.writestr(MANIFEST, as_manifest(said, tables))
            file.flush()
            os.fsync(file.fileno())
    return said


def _look(connection: psycopg.Connection) -> tuple[dict[str, Any], dict[str, TableHash]]:
    """What is there at this moment; every later look of the same transaction sees the same."""
    row = connection.execute(
        "SELECT pg_export_snapshot(), (SELECT count(*) FROM journal_entry), s.number, s.hash, s.sealed_at, "
        "(SELECT coalesce(sum(entries), 0) FROM journal_seal), (SELECT code || ' ' || name FROM force) "
        "FROM (SELECT max(number) AS last FROM journal_seal) l LEFT JOIN journal_seal s ON s.number = l.last"
    ).fetchone()
    assert row is not None
    snapshot, entries, seal, made, sealed_at, sealed, force = row
    said = {
        "program": version("constabulary"), "force": force, "made_at": datetime.now(UTC).isoformat(),
        "server": server_version(connection), "snapshot": snapshot, "entries": entries, "seal": seal or 0,
        "seal_hash": made.hex() if made else "", "sealed_at": sealed_at.isoformat() if sealed_at else "",
        "unsealed": entries - int(sealed), "sequences": sequences(connection),
    }  # fmt: skip
    return said, hash_tables(connection)


def _dump(target: IO[bytes], parameters: dict[str, Any], snapshot: str, server: int) -> str:
    told, environment = program_call(parameters)
    # The owner is held by row-level security like everybody else, and a policy of its own shows it every row.
    command = [client_program("pg_dump", server), "--format=custom", "--enable-row-security", "--no-comments"]
    command += [f"--snapshot={snapshot}", "--no-owner", f"--dbname={told}"]
    with tempfile.TemporaryFile("w+") as errors:
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=errors, cwd="/") as dump:
            assert dump.stdout is not None
            copied = Copied()
            copied.copy(dump.stdout, target)
        if dump.returncode != 0:
            errors.seek(0)
            raise failed("pg_dump", errors.read())
    return copied.sha256


def _anchors(target: IO[bytes], head: int) -> str:
    """The lines of the anchor file up to the newest seal of the backup; there may be none yet."""
    digest = hashlib.sha256()
    with suppress(FileNotFoundError), ANCHOR_FILE.open("rb") as lines:
        for line in lines:
            if (number_of_line(line) or 0) > head:
                break
            target.write(line)
            digest.update(line)
    return digest.hexdigest()
