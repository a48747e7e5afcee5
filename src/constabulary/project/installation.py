"""Where this installation keeps its things and how its database is reached. Looks at the environment, makes nothing."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from constabulary.project.database import Cluster

PACKAGE = Path(__file__).resolve().parent.parent

#: What is not in the database: the embedded cluster, anchors, secrets, logs.
VAR = Path(os.environ.get("CONSTABULARY_VAR", Path.cwd() / "var")).resolve()
CLUSTER = Cluster(VAR / "postgresql")
ANCHOR_FILE = Path(os.environ.get("CONSTABULARY_ANCHOR", VAR / "journal-anchor.txt"))
DATABASE_NAME = os.environ.get("CONSTABULARY_DATABASE", "constabulary")

#: The variable that names a server's database for each role; without DATABASE_URL the embedded database is used.
URLS = {"application": "DATABASE_URL", "owner": "DATABASE_OWNER_URL", "auditor": "DATABASE_AUDITOR_URL"}


class NotConfigured(Exception):
    """A setting is missing or cannot be read; the sentence says which."""


def uses_server() -> bool:
    """Whether a PostgreSQL server is named by DATABASE_URL; otherwise the embedded one is used."""
    return bool(os.environ.get("DATABASE_URL"))


def connection_parameters(role: str, database: str = DATABASE_NAME) -> dict[str, Any]:
    """How a role's database is reached, as psycopg takes it. Raises NotConfigured or DatabaseTrouble."""
    if not uses_server():
        return CLUSTER.parameters(role, database)
    name = URLS[role]
    url = os.environ.get(name, "")
    if not url:
        raise NotConfigured(
            f"{name} is not set: DATABASE_URL names a server, and this needs the account of the {role} there. "
            "docs/how-to/run-on-postgresql.md shows all three."
        )
    return parameters_of(url, name)


def parameters_of(url: str, name: str) -> dict[str, Any]:
    """What a URL such as postgresql://user:password@host:5432/constabulary?sslmode=require says. Raises NotConfigured."""
    wrong = f"{name} cannot be read; it should look like postgresql://user:password@host:5432/constabulary"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotConfigured(f"{wrong}.") from error
    if parts.scheme not in {"postgresql", "postgres"}:
        raise NotConfigured(f"{wrong}; it begins with {parts.scheme or 'nothing'}://.")
    database = unquote(parts.path.lstrip("/"))
    if not database:
        raise NotConfigured(f"{wrong}; it names no database.")
    found: dict[str, Any] = {"dbname": database, **dict(parse_qsl(parts.query))}
    given = {"user": parts.username, "password": parts.password, "host": parts.hostname, "port": port}
    found.update({key: unquote(str(value)) for key, value in given.items() if value})
    return found
