"""Whether tables are up to date and hold a force."""

from collections.abc import Iterator

from constabulary.jobs.checks.finding import Finding, note, ok, wrong
from constabulary.records.queries import installation
from constabulary.records.queries.force import the_force


def check_migrations() -> Iterator[Finding]:
    """Every migration of this version is applied, and none of a later one."""
    waiting, unknown = installation.migrations()
    if waiting:
        yield wrong(
            f"The tables are not up to date: {len(waiting)} changes wait, first {waiting[0]}.",
            "Run `constabulary migrate`.",
        )
    if unknown:
        yield wrong(
            f"The tables are of a later version than this program: it does not know {unknown[0]}.",
            "Install the version that made them, or a later one.",
        )
    if not waiting and not unknown:
        yield ok("The tables are up to date.")


def check_force() -> Iterator[Finding]:
    """Whether there is a force."""
    force = the_force()
    if force is None:
        yield note("The database holds no force yet.", "`constabulary demo` makes a demonstration force.")
    else:
        kind = "a demonstration force" if force.is_demo else "force"
        yield ok(f"It holds {force.name} ({kind} {force.code}).")
