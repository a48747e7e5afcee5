"""Who is away as the force is opened, and cover for what one of them holds: proposed, accepted in part, the rest waits."""

from datetime import datetime, timedelta

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.abstractions import end_abstraction, record_abstraction, withdraw_abstraction
from constabulary.casework.allocation_proposals import accept_proposals
from constabulary.casework.cover import propose_cover
from constabulary.casework.demo.officers import collar_number_of
from constabulary.casework.demo.proposed import EFFORT
from constabulary.policing.workforce.abstractions import Abstraction, AbstractionKind
from constabulary.records.models import AllocationProposal, Crime
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.queries.officers import officer_by_number
from constabulary.standards.calendar import local_day

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
HELD = ("allocated", "investigating", "outcome_proposed")


def add_absent(*, at: datetime) -> None:
    """One of the first team is sick with crimes in hand; others are, were or will be away, or work less."""
    planner = _signed_in(Role.PLANNER)
    sergeant = _signed_in(Role.SUPERVISOR)
    sick, others = _people(sergeant)
    yesterday = at - DAY
    _away(sick, AbstractionKind.SICKNESS, yesterday, None, by=sergeant, at=yesterday)
    if others:
        _around(others, planner, at)
    run = propose_cover(everybody=False, by=sergeant, at=at - 2 * HOUR, effort=EFFORT)
    made = AllocationProposal.objects.filter(run=run).exclude(officer=None).order_by("id")[:1]
    accept_proposals(proposals=[one.id for one in made], by=sergeant, at=at - HOUR)


def _signed_in(role: Role) -> Officer:
    found = officer_by_number(collar_number_of(role))
    if found is None:
        raise LookupError(role)
    return found


def _people(sergeant: Officer) -> tuple[int, list[int]]:
    """Whoever of the team, but its sign-ins, holds most crimes; and everybody else of the force who investigates."""
    team = OfficerRow.objects.filter(team=sergeant.team_id).exclude(collar_number__startswith="D")
    held = {one.id: Crime.objects.filter(officer=one.id, state__in=HELD).count() for one in team}
    sick = max(held, key=lambda one: (held[one], -one))
    others = OfficerRow.objects.filter(team__kind="investigation", rank=1).exclude(team=sergeant.team_id)
    return sick, [one.id for one in others.order_by("id")[:5]]


def _away(
    officer: int, kind: AbstractionKind, first: datetime, last: datetime | None, *, by: Officer, at: datetime,
    share: float = 1.0,
) -> int:  # fmt: skip
    days = Abstraction(
        kind=kind, from_on=local_day(first), until_on=None if last is None else local_day(last), share=share
    )
    return record_abstraction(officer=officer, days=days, by=by, at=at)


def _around(officers: list[int], planner: Officer, at: datetime) -> None:
    """Leave to come, a course that is over, somebody back from sickness, fewer hours, a secondment, one in error."""
    week = at - 7 * DAY
    first, *others = officers
    _away(first, AbstractionKind.LEAVE, at + 7 * DAY, at + 14 * DAY, by=planner, at=week)
    _away(first, AbstractionKind.TRAINING, at - 6 * DAY, at - 5 * DAY, by=planner, at=week)
    _away(first, AbstractionKind.PART_TIME, at - 30 * DAY, None, by=planner, at=week, share=0.4)
    for officer in others[:1]:
        sick = _away(officer, AbstractionKind.SICKNESS, week, None, by=planner, at=week)
        end_abstraction(abstraction=sick, last_day=local_day(at - 3 * DAY), by=planner, at=at - 2 * DAY)
        wrong = _away(officer, AbstractionKind.LEAVE, at + DAY, at + 2 * DAY, by=planner, at=at - 2 * DAY)
        withdraw_abstraction(abstraction=wrong, by=planner, at=at - DAY)
    for officer in others[1:2]:
        _away(officer, AbstractionKind.SECONDMENT, at - 20 * DAY, at + 100 * DAY, by=planner, at=week, share=0.5)
