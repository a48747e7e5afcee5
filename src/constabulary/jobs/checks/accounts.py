"""The account that the application works under, and the extensions it needs."""

from collections.abc import Iterator

from constabulary.jobs.checks.finding import Finding, ok, wrong
from constabulary.records.queries import installation

ADVICE = "Make the accounts as docs/how-to/run-on-postgresql.md shows, and set DATABASE_URL to the application's."


def check_account() -> Iterator[Finding]:
    """Not a superuser, held by row-level security, not the owner of the tables."""
    account = installation.account()
    if account.is_superuser:
        yield wrong(f"The application works as {account.name}, a superuser: no guard of the database holds it.", ADVICE)
    elif account.bypasses_row_security:
        yield wrong(f"The application's account {account.name} passes row-level security by.", ADVICE)
    elif account.owns:
        yield wrong(
            f"The application's account {account.name} owns or may act for the owner of {account.owns} tables, so it "
            "could switch their guards off.",
            ADVICE,
        )
    elif account.may_create:
        yield wrong(
            f"The application's account {account.name} may create tables of its own here.",
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC; REVOKE TEMPORARY ON DATABASE ... FROM PUBLIC; as the owner.",
        )
    else:
        yield ok(
            f"The application works as {account.name}: no superuser, held by row-level security, owner of nothing."
        )


def check_extensions() -> Iterator[Finding]:
    """The extensions that searches and constraints use."""
    missing = installation.missing_extensions()
    if missing:
        yield wrong(
            f"The database lacks {', '.join(missing)}.",
            "As a superuser or the database's owner: " + " ".join(f"CREATE EXTENSION {one};" for one in missing),
        )
    else:
        yield ok("Every extension is there.")
