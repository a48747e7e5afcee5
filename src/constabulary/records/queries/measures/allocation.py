"""Allocation measures."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from constabulary.records.queries.measures.counted import Counted, Taken, count_rows, taken_of

#: When a crime first had an officer, and first an outcome. Of one that was taken over neither need have been done here: there
#: is no entry of its allocation, and nobody who decided its outcome.
FIRST_HAD = """least(c.allocated_at, (
    SELECT min(coalesce(o.decided_at, o.proposed_at)) FROM outcome o
    WHERE o.crime_id = c.id AND o.state IN ('approved', 'overtaken')))"""
#: The same by what was done here alone, as the first definition counted.
FIRST_HAD_HERE = """least((
    SELECT min(e.happened_at) FROM journal_entry e WHERE e.subject_row = c.id AND e.kind = 'crime_allocated'
), (
    SELECT min(o.decided_at) FROM outcome o WHERE o.crime_id = c.id AND o.state IN ('approved', 'overtaken')))"""


def allocated_within(
    *, within: timedelta, from_at: datetime, until_at: datetime, as_at: datetime, only_here: bool = False
) -> Counted:
    """Crimes recorded in the window whose time to allocate was up by `as_at`; met: allocated, or finalised, in time.

    A crime that was cancelled by then is not counted; one cancelled later was a crime then. An outcome that a reopening
    took back still ended the wait, and an allocation in a system that was taken over counts; with `only_here` it does
    not. Row numbers are crimes.
    """
    return count_rows(
        f"""
        SELECT c.id, coalesce(first.had_at <= c.recorded_at + %(within)s AND first.had_at <= %(as_at)s, false)
        FROM crime c CROSS JOIN LATERAL (SELECT {FIRST_HAD_HERE if only_here else FIRST_HAD} AS had_at) first
        WHERE c.recorded_at >= %(from_at)s AND c.recorded_at < %(until_at)s
          AND c.recorded_at + %(within)s <= %(as_at)s AND (c.cancelled_at IS NULL OR c.cancelled_at > %(as_at)s)
        """,
        {"within": within, "from_at": from_at, "until_at": until_at, "as_at": as_at},
    )


def allocations_of(
    crimes: Iterable[int], *, within: timedelta, as_at: datetime, only_here: bool = False
) -> Mapping[int, Taken]:
    """When these crimes were to have an officer or an outcome, and when they first had, as it stood then."""
    return taken_of(
        f"""
        SELECT c.id, c.recorded_at + %(within)s, CASE WHEN first.had_at <= %(as_at)s THEN first.had_at END
        FROM crime c CROSS JOIN LATERAL (SELECT {FIRST_HAD_HERE if only_here else FIRST_HAD} AS had_at) first
        WHERE c.id = ANY(%(crimes)s::bigint[])
        """,
        {"within": within, "as_at": as_at, "crimes": list(crimes)},
    )
