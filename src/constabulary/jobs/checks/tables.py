"""Whether tables are up to date, hold a force, and whether its own standards can be read."""

from collections.abc import Iterator

from constabulary.jobs.checks.finding import Finding, note, ok, wrong
from constabulary.records.queries import installation
from constabulary.records.queries.force import standards_overlay, the_force
from constabulary.standards.overlay import read_overlay
from constabulary.standards.reading import StandardsError


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
        yield note(
            "The database holds no force yet.",
            "`constabulary begin` sets one up, `constabulary demo` makes a demonstration force.",
        )
    else:
        kind = "a demonstration force" if force.is_demo else "force"
        yield ok(f"It holds {force.name} ({kind} {force.code}).")


def check_standards() -> Iterator[Finding]:
    """Whether this version reads the force's own standards: no act can be carried out while it does not."""
    try:
        overlay = read_overlay(standards_overlay())
    except StandardsError as error:
        yield wrong(str(error), "An administrator corrects them under Standards, The force's own standards.")
    else:
        yield ok(
            f"The force has set values of its own for: {', '.join(sorted(overlay))}."
            if overlay
            else "Our standards apply."
        )
