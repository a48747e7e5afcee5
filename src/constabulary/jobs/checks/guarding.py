"""Whether the guards that this version declares are the ones in the database."""

from collections.abc import Iterator

from constabulary.jobs.checks.finding import Finding, ok, wrong
from constabulary.records import guards_found

ADVICE = "Find out who changed them; `constabulary migrate` puts every guard back."


def check_functions() -> Iterator[Finding]:
    """The functions behind the guards say what this version's say."""
    yield _told(guards_found.changed_functions(), "Every function of the guards is the shipped one.", "functions")


def check_triggers() -> Iterator[Finding]:
    """Every table has its triggers, switched on."""
    yield _told(guards_found.missing_triggers(), "Every table requires the journal and refuses deletion.", "triggers")


def check_row_security() -> Iterator[Finding]:
    """Row-level security is on, forced, with its policies."""
    yield _told(guards_found.missing_policies(), "Row-level security is forced on every restricted table.", "policies")


def check_grants() -> Iterator[Finding]:
    """The application's and the auditor's accounts may do no more than they should."""
    yield _told(guards_found.wrong_grants(), "The accounts may do what they should and no more.", "grants")


def _told(found: list[str], fine: str, what: str) -> Finding:
    if not found:
        return ok(fine)
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    return wrong(f"Not as this version declares them, {what}: {', '.join(found[:3])}{more}.", ADVICE)
