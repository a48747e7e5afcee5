"""The first team's shifts: handed over to its sergeant, once taken over and once still to be, and time kept free."""

from dataclasses import replace
from datetime import datetime, timedelta

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.demo.officers import collar_number_of
from constabulary.casework.shift import hand_over_shift, lift_protection, protect_time, take_over_shift
from constabulary.policing.supervision.handover import Period
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.models import RoleGrant
from constabulary.records.queries.officers import officer_by_id, officer_by_number

HOUR = timedelta(hours=1)


def add_shift(*, at: datetime) -> None:
    """Yesterday's hand-over was taken over, this morning's waits; two of the team have time kept free, one had."""
    sergeant = officer_by_number(collar_number_of(Role.SUPERVISOR))
    if sergeant is None:
        raise LookupError(Role.SUPERVISOR)
    outgoing = _of_other_shift(sergeant)
    first = hand_over_shift(
        words="One witness comes to the counter at ten, ask for the footage then. Nothing else.", by=outgoing,
        at=at - 25 * HOUR,
    )  # fmt: skip
    take_over_shift(handover=first, by=sergeant, at=at - 24 * HOUR)
    hand_over_shift(
        words="Somebody of ours is in custody: statements are still to come.\nOne of the team rang in sick yesterday.",
        by=outgoing, at=at - HOUR / 2,
    )  # fmt: skip
    numbers = [collar_number_of(role) for role in (Role.INVESTIGATOR, Role.DETECTIVE)]
    team = list(OfficerRow.objects.filter(collar_number__in=numbers).order_by("id"))
    for place, one in enumerate(team):
        begin = at + (place + 1) * HOUR
        protect_time(
            officer=one.id, period=Period(from_at=begin, until_at=begin + 3 * HOUR), by=sergeant, at=at - 3 * HOUR
        )
    later = Period(from_at=at + 8 * HOUR, until_at=at + 10 * HOUR)
    given_up = protect_time(officer=team[0].id, period=later, by=sergeant, at=at - 3 * HOUR)
    lift_protection(protected=given_up, by=sergeant, at=at - HOUR)


def _of_other_shift(sergeant: Officer) -> Officer:
    """A sergeant of another team who ran the shift before for this one."""
    grants = RoleGrant.objects.filter(role=Role.SUPERVISOR.value, ended_at=None).exclude(holder=sergeant.id)
    found = officer_by_id(grants.order_by("holder").values_list("holder", flat=True)[0])
    if found is None:
        raise LookupError("a second sergeant")
    return replace(found, team_id=sergeant.team_id, team=sergeant.team)
