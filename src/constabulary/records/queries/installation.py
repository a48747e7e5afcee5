"""What the installation's check-up reads: accounts, extensions, migrations, clocks, sealing, workers, transactions."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from constabulary.policing.journal.chain import SealRow, unseen_by
from constabulary.records.models.jobs import RunState
from constabulary.records.queries.seals import head_seal
from constabulary.standards.values import value

EXTENSIONS = ("pg_trgm", "fuzzystrmatch", "unaccent", "btree_gist")


@value
class Account:
    """The account that this connection works under."""

    name: str
    is_superuser: bool
    bypasses_row_security: bool
    owns: int
    may_create: bool


@value
class Unsealed:
    """Entries that no seal has seen, and when the first of them was recorded."""

    count: int
    since: datetime | None


@value
class LastRun:
    """The last run of a timed job."""

    job: str
    has_failed: bool
    due_at: datetime
    said: str


def _row(statement: str, values: list[Any] | None = None) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row: tuple[Any, ...] = cursor.fetchone()
        return row


def account() -> Account:
    """The account that this connection works under."""
    row = _row(
        "SELECT r.rolname, r.rolsuper, r.rolbypassrls, "
        "(SELECT count(*) FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace "
        " AND pg_has_role(r.oid, c.relowner, 'MEMBER')), "
        "has_schema_privilege(r.oid, 'public', 'CREATE') OR has_database_privilege(r.oid, current_database(), 'TEMP') "
        "FROM pg_roles r WHERE r.rolname = current_user"
    )
    return Account(name=row[0], is_superuser=row[1], bypasses_row_security=row[2], owns=row[3], may_create=row[4])


def missing_extensions() -> list[str]:
    """The extensions of ours that the database lacks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        found = {row[0] for row in cursor.fetchall()}
    return [one for one in EXTENSIONS if one not in found]


def migrations() -> tuple[list[str], list[str]]:
    """The migrations that are still to be applied, and those applied that this version does not know."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    waiting = [str(one) for one, _ in executor.migration_plan(loader.graph.leaf_nodes())]
    ours = {"records"}
    applied = {key for key in loader.applied_migrations if key[0] in ours}
    unknown = [".".join(key) for key in sorted(applied) if key not in loader.disk_migrations]
    return waiting, unknown


def clock() -> datetime:
    """What time the database's clock says it is."""
    moment: datetime = _row("SELECT clock_timestamp()")[0]
    return moment


def unsealed() -> tuple[SealRow | None, Unsealed]:
    """The newest seal, and what it has not seen."""
    head = head_seal()
    condition, values = (
        ("true", []) if head is None else ("transaction >= %s OR transaction = ANY(%s)", [*unseen_by(head)])
    )
    row = _row(f"SELECT count(*), min(recorded_at) FROM journal_entry WHERE {condition}", values)
    return head, Unsealed(count=row[0], since=row[1])


def workers(lock: int) -> int:
    """How many workers are alive: each holds the shared lock of this number."""
    return int(
        _row(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = %s "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [lock],
        )[0]
    )


def last_runs() -> list[LastRun]:
    """The last run of each timed job."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT ON (job) job, state, due_at, said FROM job_run ORDER BY job, due_at DESC")
        return [
            LastRun(job=row[0], has_failed=row[1] == RunState.FAILED.value, due_at=row[2], said=row[3])
            for row in cursor.fetchall()
        ]


def long_transactions(longer_than: timedelta) -> list[tuple[int, timedelta]]:
    """Transactions of our own accounts that have been open for longer: process number and how long."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid, clock_timestamp() - xact_start FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND xact_start < clock_timestamp() - make_interval(secs => %s) ORDER BY xact_start",
            [longer_than.total_seconds()],
        )
        return [(row[0], row[1]) for row in cursor.fetchall()]


def brought_from_another_server() -> bool:
    """Whether the database was restored here past `constabulary restore`, so that it cannot be sealed yet."""
    return bool(_row("SELECT journal_cluster() <> system_identifier FROM pg_control_system()")[0])


def settings_off(names: Sequence[str]) -> list[str]:
    """Which of these settings of the server are off."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM pg_settings WHERE name = ANY(%s) AND setting = 'off' ORDER BY name", [list(names)]
        )
        return [row[0] for row in cursor]
