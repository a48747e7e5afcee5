"""Every check of the database, in the order they are told."""

from constabulary.jobs.checks.accounts import check_account, check_extensions
from constabulary.jobs.checks.desks import check_desks
from constabulary.jobs.checks.finding import Check
from constabulary.jobs.checks.guarding import check_functions, check_grants, check_row_security, check_triggers
from constabulary.jobs.checks.running import (
    check_clock,
    check_durability,
    check_jobs,
    check_sealing,
    check_transactions,
    check_worker,
)
from constabulary.jobs.checks.tables import check_force, check_migrations, check_standards

CHECKS: tuple[Check, ...] = (
    check_account,
    check_extensions,
    check_migrations,
    check_functions,
    check_triggers,
    check_row_security,
    check_grants,
    check_force,
    check_standards,
    check_clock,
    check_durability,
    check_worker,
    check_sealing,
    check_jobs,
    check_transactions,
    check_desks,
)
