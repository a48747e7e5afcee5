"""A team's crimes given to others: it is dissolved, or given other work; colleagues elsewhere proposed, each decided by a person.

The same engine as for the pool and for cover, with everybody of the team left out.
"""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.allocation_pools import pool_to_cover
from constabulary.casework.allocation_proposals import EFFORT, MOST_CRIMES, Accepted, accept_proposals, keep_proposals
from constabulary.casework.allocation_reading import INVESTIGATING_ROLES, loads_of
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook
from constabulary.optimisation.proposing import Effort
from constabulary.policing.allocation.proposing import NOTHING_TO_GIVE_AWAY
from constabulary.policing.allocation.workload import Load
from constabulary.policing.decisions import refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import write_reading
from constabulary.records.queries.allocation import (
    OfficerAtWork,
    OfficerFilter,
    TeamHolding,
    crimes_of,
    officers_at_work,
    officers_of_team,
    teams_holding,
)
from constabulary.records.queries.held_crimes import HeldCrime, count_held, held_crimes
from constabulary.records.queries.officers import all_teams
from constabulary.records.queries.proposals import ProposalLine, cover_proposals
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value

PURPOSE = "Giving a team's crimes to others"
ACCEPTED_FOR_TEAM = "The crimes of a team are given to others: as proposed, and accepted."


@value
class OpenedReallocation:
    """A team whose crimes are given away: what each of its investigators carries, the crimes, and who is proposed."""

    team: str
    members: tuple[tuple[OfficerAtWork, Load], ...]
    crimes: tuple[HeldCrime, ...]
    proposals: dict[int, ProposalLine]
    #: How many crimes of the team there are, on this page and the others.
    count: int


def open_teams_to_reallocate(*, by: Officer, at: datetime) -> tuple[TeamHolding, ...]:
    """The teams whose officers have crimes. Numbers only. Raises NotPermitted."""
    del at
    check_may(by, Permission.ALLOCATE)
    return tuple(teams_holding())


def open_reallocation(*, team: int, by: Officer, at: datetime, most: int = 50, skip: int = 0) -> OpenedReallocation:
    """The crimes of a team, what is due first first, with who is proposed. Raises NotPermitted or NoSuchRecord."""
    check_may(by, Permission.ALLOCATE)
    name = _name_of(team)
    people = officers_of_team(team)
    investigators = officers_at_work(OfficerFilter(team=team), roles=INVESTIGATING_ROLES)
    loads = loads_of(investigators, read_rulebook(Moments(report=at, decision=at)), on=local_day(at))
    shown = tuple(held_crimes(people, at=at, most=most, skip=skip)) if people else ()
    proposed = {one.crime_id: one for one in cover_proposals(people)}
    write_reading(
        EntryKind.READ_CRIMES_LISTED, subject="crimes of a team to give to others", subject_row=by.id, by=by, at=at,
        purpose=PURPOSE, shown=[one for crime in shown for one in (crime.id, crime.victim_id) if one is not None],
    )  # fmt: skip
    return OpenedReallocation(
        team=name,
        members=tuple((one, loads[one.id][0]) for one in investigators),
        crimes=shown,
        proposals={one.id: proposed[one.id] for one in shown if one.id in proposed},
        count=count_held(people),
    )


def propose_reallocation(*, team: int, by: Officer, at: datetime, effort: Effort = EFFORT) -> int:
    """Propose somebody of another team for each crime of a team; the run's row number. Nobody is given anything by it.

    What was proposed before is superseded. Raises NotPermitted, NoSuchRecord, or NotAllowed where the team has no crime.
    """
    check_may(by, Permission.ALLOCATE)
    _name_of(team)
    people = officers_of_team(team)
    crimes = crimes_of(people)[:MOST_CRIMES]
    refuse_if(() if crimes else (NOTHING_TO_GIVE_AWAY,))
    asked = pool_to_cover(crimes, read_rulebook(Moments(report=at, decision=at)), at=at, leaving=people)
    write_reading(
        EntryKind.READ_CRIMES_LISTED, subject="crimes of a team to give to others", subject_row=by.id,
        shown=[one.id for one in crimes], by=by, at=at, purpose=PURPOSE,
    )  # fmt: skip
    wanted: dict[str, object] = {"cover": people, "team": team}
    return keep_proposals(crimes=crimes, asked=asked, wanted=wanted, effort=effort, purpose=PURPOSE, by=by, at=at)


def accept_reallocation(*, proposals: list[int], by: Officer, at: datetime) -> Accepted:
    """Give the chosen crimes to those proposed, with the reason of a team's. Raises NotPermitted or NotAllowed."""
    return accept_proposals(proposals=proposals, by=by, at=at, instead_because=ACCEPTED_FOR_TEAM)


def _name_of(team: int) -> str:
    found = dict(all_teams()).get(team)
    if found is None:
        raise NoSuchRecord(str(team))
    return found
