"""The time limit of a summary offence ahead of its end: how many working days are left, and what is due before it passes."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from constabulary.policing.clocks import end_of, start_of
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.investigation.clocks import OffenceFacts, limit_of_proceedings
from constabulary.policing.investigation.suspects import CHARGED, SuspectStatus
from constabulary.standards.calendar import is_working_day, local_day, working_days_between
from constabulary.standards.investigation import WARN_OF_LIMIT
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value

#: Of whom no proceedings are to be begun any more.
OUT_OF_IT = frozenset({SuspectStatus.NO_FURTHER_ACTION, SuspectStatus.DECEASED, SuspectStatus.ELIMINATED})


@value
class LimitStanding:
    """The last day on which proceedings can begin, as it stands at a moment. From `warn_on` on it is near.

    `may_run_to` is a later day that it may run to, where it hangs on an account whose day is not known; `hangs_on_account`
    once only that can still keep it open.
    """

    last_on: date
    may_run_to: date | None
    warn_on: date
    working_days_left: int
    is_near: bool
    has_passed: bool
    hangs_on_account: bool
    edition: str
    rule: str


def _working_days_before(day: date, count: int) -> date:
    """The latest working day after which `count` working days are left up to and including `day`."""
    while count or not is_working_day(day):
        count -= is_working_day(day)
        day -= timedelta(days=1)
    return day


def find_limit(facts: OffenceFacts, rulebook: Rulebook, *, at: datetime) -> LimitStanding | None:
    """How the time limit of an offence stands; None for one that is not summary only."""
    limit = limit_of_proceedings(facts, rulebook)
    if limit is None:
        return None
    last_on = local_day(limit.due_at)
    warn_on = _working_days_before(last_on, rulebook[WARN_OF_LIMIT].value)
    passed = limit.has_passed_at(at)
    return LimitStanding(
        last_on=last_on,
        may_run_to=local_day(limit.outer_at) if limit.outer_at > limit.due_at else None,
        warn_on=warn_on,
        working_days_left=0 if at > limit.due_at else working_days_between(local_day(at), last_on),
        is_near=not passed and at >= start_of(warn_on),
        has_passed=passed,
        hangs_on_account=not passed and at > limit.due_at,
        edition=limit.edition,
        rule=limit.rule,
    )


def begin_proceedings_due(facts: OffenceFacts, rulebook: Rulebook, *, at: datetime, risk: int) -> DutyDue | None:
    """Proceedings begun, or the outcome decided, some working days before the limit; the limit itself is the outer day.

    Where those days have come already it is due by the limit. Nothing where there is none, or it has passed on any reading.
    """
    found = find_limit(facts, rulebook, at=at)
    if found is None or found.has_passed:
        return None
    ahead, last = end_of(found.warn_on), end_of(found.last_on)
    return DutyDue(
        kind=DutyKind.BEGIN_PROCEEDINGS, desk=CATALOGUE[DutyKind.BEGIN_PROCEEDINGS].desk,
        due_at=ahead if at <= ahead else last, outer_due_at=end_of(found.may_run_to or found.last_on), rule=found.rule,
        edition=found.edition, risk=risk,
    )  # fmt: skip


def are_proceedings_begun(statuses: Iterable[SuspectStatus]) -> bool:
    """Whether somebody is charged or summoned, and of nobody else proceedings are still to begin."""
    held = [one for one in statuses if one not in OUT_OF_IT]
    return bool(held) and all(one in CHARGED for one in held)
