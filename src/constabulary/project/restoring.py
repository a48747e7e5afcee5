"""`constabulary restore`: the database made anew from a backup, compared with it table by table, sealed and verified.

What was there before is touched only when all of that has succeeded.
"""

import argparse
import os
import subprocess
import tempfile
import time
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from constabulary.policing.journal.anchors import LINE
from constabulary.project import databases
from constabulary.project.backups import (
    ANCHORS,
    DUMP,
    PIECE,
    client_program,
    failed,
    program_call,
    read_manifest,
    server_version,
)
from constabulary.project.installation import ANCHOR_FILE, CLUSTER, DATABASE_NAME, connection_parameters, uses_server
from constabulary.project.running import MAKING, OUR_FAULT, UNAVAILABLE, one_at_a_time, run_as, start_database
from constabulary.project.telling import Trouble, result, working
from constabulary.records.queries.table_hashes import hash_tables, sequences

RESTORING = f"{DATABASE_NAME}_restoring"


def run_restore(known: argparse.Namespace) -> int:
    """Restore, verify, and say what was lost."""
    path = Path(known.file)
    began = time.monotonic()
    with working(f"Reading {path} ..."):
        manifest = read_manifest(path)
    start_database()
    with one_at_a_time("make", MAKING):
        name = DATABASE_NAME if uses_server() else _make_empty(replace=known.replace)
        try:
            _fill(path, manifest, name)
            anchors = _finish(path, manifest, name)
        except BaseException:
            if not uses_server():
                with suppress(psycopg.Error), CLUSTER.connect() as connection:
                    databases.drop_database(connection, name)
            raise
        lost = _lost(manifest)
        if not uses_server():
            _put_in_place(name)
        _put_anchors_in_place(anchors)
    result(f"{path} was restored in {time.monotonic() - began:.1f} seconds; every table is as it was backed up.")
    result(lost)
    result("Everybody has to sign in again.")
    return 0


def _make_empty(*, replace: bool) -> str:
    with CLUSTER.connect() as connection:
        if databases.has_database(connection, DATABASE_NAME) and not replace and _holds_something():
            raise Trouble("There is a database here already; --replace puts the backup in its place.", UNAVAILABLE)
        databases.drop_database(connection, RESTORING)
        databases.make_database(connection, RESTORING)
    return RESTORING


def _holds_something() -> bool:
    with CLUSTER.connect("superuser", DATABASE_NAME) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        ).fetchone()
        return bool(row and row[0])


def _fill(path: Path, manifest: dict[str, Any], name: str) -> None:
    """Load the dump into an empty database and compare every table. Raises Trouble."""
    parameters = connection_parameters("owner", name)
    with psycopg.connect(**parameters) as connection:
        server = server_version(connection)
        _check_empty(connection, name)
    if server < manifest["server"]:
        raise Trouble(
            f"The backup was made on PostgreSQL {manifest['server']}; the server here is older ({server}).", UNAVAILABLE
        )
    with working("Loading the database ..."):
        _load(path, parameters, server)
    with working("Comparing every table with the backup ..."), psycopg.connect(**parameters) as connection:
        found = {name: {"rows": one.rows, "sha256": one.sha256} for name, one in hash_tables(connection).items()}
        differing = sorted(
            name for name in found.keys() | manifest["tables"].keys() if found.get(name) != manifest["tables"].get(name)
        )
        if differing or sequences(connection) != manifest["sequences"]:
            raise Trouble(f"What was restored differs from the backup in: {', '.join(differing) or 'sequences'}.", 1)


def _check_empty(connection: psycopg.Connection, name: str) -> None:
    row = connection.execute(
        "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    ).fetchone()
    if row and row[0]:
        raise Trouble(
            f"The database {name} is not empty. Make an empty one, as docs/how-to/run-on-postgresql.md shows, and name "
            "it in the three URLs.",
            UNAVAILABLE,
        )


def _load(path: Path, parameters: dict[str, Any], server: int) -> None:
    told, environment = program_call(parameters)
    command = [client_program("pg_restore", server), "--exit-on-error", "--single-transaction", "--no-owner"]
    command += ["--enable-row-security", f"--dbname={told}"]
    with tempfile.TemporaryFile("w+") as errors, zipfile.ZipFile(path) as backup, backup.open(DUMP) as source:
        with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stderr=errors, cwd="/") as load:
            assert load.stdin is not None
            with suppress(BrokenPipeError):
                while piece := source.read(PIECE):
                    load.stdin.write(piece)
            with suppress(BrokenPipeError):
                load.stdin.close()
        if load.returncode != 0:
            errors.seek(0)
            raise failed("pg_restore", errors.read())


def _finish(path: Path, manifest: dict[str, Any], name: str) -> Path:
    """Guards, the entry that says it was restored, a seal, and verification; the new anchor file, not yet in place."""
    anchors = ANCHOR_FILE.with_name(f"{ANCHOR_FILE.name}.restoring")
    anchors.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path) as backup:
        anchors.write_bytes(backup.read(ANCHORS))
        anchors.chmod(0o600)
    extra = {"CONSTABULARY_ANCHOR": str(anchors)}
    made_at, seal = manifest["made_at"], str(manifest["seal"])
    for role, arguments, trouble in (
        ("owner", ["prepare-tables"], "The restored tables could not be brought up to date; see above."),
        ("application", ["finish-restore", "--made-at", made_at, "--seal", seal], "It could not be sealed; see above."),
        ("application", ["journal", "verify"], "The restored journal does not verify; see above."),
    ):
        if run_as(role, arguments, database_name=name, extra=extra) != 0:
            raise Trouble(trouble, OUR_FAULT)
    return anchors


def _lost(manifest: dict[str, Any]) -> str:
    """What the anchors that are still here say was sealed after the backup."""
    seals = entries = 0
    last = ""
    with suppress(FileNotFoundError), ANCHOR_FILE.open("rb") as lines:
        for line in lines:
            found = LINE.fullmatch(line)
            if found and int(found[1]) > manifest["seal"]:
                seals, entries, last = seals + 1, entries + int(line.split()[3]), found[2].decode()
    made_at = manifest["made_at"][:19].replace("T", " ")
    if not seals:
        return f"The backup is of {made_at} UTC; what was done after that is lost, as far as anything was."
    return (
        f"The backup is of {made_at} UTC. By the anchor file, {seals} seals with {entries:,} journal entries, up to "
        f"{last[:19].replace('T', ' ')} UTC, came after its newest seal; what of them is not in the backup is lost."
    )


def _put_in_place(name: str) -> None:
    with CLUSTER.connect() as connection:
        databases.drop_database(connection, DATABASE_NAME)
        connection.execute(f'ALTER DATABASE "{name}" RENAME TO "{DATABASE_NAME}"'.encode())


def _put_anchors_in_place(anchors: Path) -> None:
    if ANCHOR_FILE.exists():
        kept = ANCHOR_FILE.with_name(f"{ANCHOR_FILE.name}.kept-{datetime.now(UTC):%Y%m%dT%H%M%S}")
        os.rename(ANCHOR_FILE, kept)
        result(f"The anchor file that was here is kept as {kept}.")
    os.rename(anchors, ANCHOR_FILE)
