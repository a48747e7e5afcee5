"""What a backup is: one file with the database, the anchors, and a manifest that says what is in it.

A zip, nothing compressed twice: `database.dump` (pg_dump's own format), `journal-anchor.txt`, `manifest.json`.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg.conninfo import make_conninfo

from constabulary.project import database
from constabulary.project.installation import uses_server
from constabulary.project.running import OUR_FAULT, UNAVAILABLE
from constabulary.project.telling import Trouble
from constabulary.records.queries.table_hashes import TableHash

FORMAT = 1
DUMP, ANCHORS, MANIFEST = "database.dump", "journal-anchor.txt", "manifest.json"
PIECE = 1024 * 1024


def client_program(name: str, server: int) -> str:
    """The path of pg_dump or pg_restore that can talk to a server of this major version. Raises Trouble."""
    if uses_server():
        installed = shutil.which(name)
        if installed and _major(installed) >= server:
            return installed
    with suppress(database.DatabaseTrouble):
        found = database.program(name)
        if _major(str(found)) >= server:
            return str(found)
    raise Trouble(
        f"{name} of PostgreSQL {server} or newer is needed. On Debian: apt-get install postgresql-client", UNAVAILABLE
    )


def _major(program: str) -> int:
    said = subprocess.run([program, "--version"], check=False, capture_output=True, text=True).stdout
    found = re.search(r"(\d+)\.", said)
    return int(found[1]) if found else 0


def program_call(parameters: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """A connection as PostgreSQL's programs take it: what they are told, and an environment with the password."""
    told = {name: given for name, given in parameters.items() if name != "password"}
    environment = {**os.environ, "LC_ALL": "C"}
    if parameters.get("password"):
        environment["PGPASSWORD"] = str(parameters["password"])
    return make_conninfo(**told), environment


class Copied:
    """Bytes going from one file to another: how many, and their SHA-256."""

    def __init__(self) -> None:
        self.bytes = 0
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """The hash of what went through."""
        return self._digest.hexdigest()

    def copy(self, source: IO[bytes], target: IO[bytes] | None) -> None:
        """Copy until the source ends; without a target the bytes are only hashed."""
        while piece := source.read(PIECE):
            self._digest.update(piece)
            self.bytes += len(piece)
            if target is not None:
                target.write(piece)


def as_manifest(said: Mapping[str, Any], tables: Mapping[str, TableHash]) -> bytes:
    """The manifest as it is written."""
    return json.dumps(
        {"format": FORMAT, **said, "tables": {name: asdict(one) for name, one in tables.items()}}, indent=1
    ).encode()


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest of a backup whose parts are whole. Raises Trouble."""
    try:
        with zipfile.ZipFile(path) as backup:
            manifest: dict[str, Any] = json.loads(backup.read(MANIFEST))
            if manifest.get("format") != FORMAT:
                raise Trouble(
                    f"{path} is a backup of format {manifest.get('format')}; this version reads {FORMAT}.", UNAVAILABLE
                )
            for part in (DUMP, ANCHORS):
                copied = Copied()
                with backup.open(part) as source:
                    copied.copy(source, None)
                if copied.sha256 != manifest["sha256"][part]:
                    raise Trouble(f"{path} is damaged: {part} is not what the manifest says it is.", 1)
    except OSError as error:
        raise Trouble(f"{path} cannot be read: {error.strerror or error}.", UNAVAILABLE) from error
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Trouble(f"{path} is no backup of Constabulary, or is cut off.", 1) from error
    return manifest


def failed(program: str, said: str) -> Trouble:
    """What a failed program of PostgreSQL said."""
    last = [line for line in said.strip().splitlines() if line][-3:]
    return Trouble(f"{program} failed:\n" + "\n".join(last), OUR_FAULT)


def server_version(connection: psycopg.Connection) -> int:
    """The major version of the server."""
    return connection.info.server_version // 10000
