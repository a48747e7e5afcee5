"""The databases of a cluster or a server: made with their extensions, looked for, dropped."""

import psycopg
from psycopg import sql

EXTENSIONS = ("pg_trgm", "fuzzystrmatch", "unaccent", "btree_gist")


def make_database(connection: psycopg.Connection, name: str) -> None:
    """An empty database of the owner's, with the extensions the product uses, closed to everybody else."""
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER constabulary_owner TEMPLATE template0 ENCODING 'UTF8'").format(
            sql.Identifier(name)
        )
    )
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
    connection.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO constabulary_application, constabulary_auditor").format(
            sql.Identifier(name)
        )
    )


def make_extensions(connection: psycopg.Connection) -> None:
    """The extensions, made by a superuser in the database of the connection."""
    for extension in EXTENSIONS:
        connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))


def has_database(connection: psycopg.Connection, name: str) -> bool:
    """Whether the cluster has a database of this name."""
    row = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    return row is not None


def drop_database(connection: psycopg.Connection, name: str) -> None:
    """Drop a database and everybody's connection to it."""
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def half_made(connection: psycopg.Connection) -> list[str]:
    """The databases that something which was stopped has left."""
    rows = connection.execute("SELECT datname FROM pg_database WHERE datname ~ '_(building|restoring)$' ORDER BY 1")
    return [row[0] for row in rows]
