"""Cover: the crimes of officers who can carry nothing today, and colleagues proposed for them; a person decides each."""

from datetime import date, datetime

from constabulary.access.officers import Officer, check_may, may
from constabulary.access.permissions import Permission
from constabulary.casework.allocation_pools import pool_to_cover
from constabulary.casework.allocation_proposals import EFFORT, MOST_CRIMES, keep_proposals
from constabulary.casework.allocation_reading import INVESTIGATING_ROLES, loads_of
from constabulary.casework.rulebooks import read_rulebook
from constabulary.optimisation.proposing import Effort
from constabulary.policing.allocation.proposing import NOBODY_TO_COVER_FOR
from constabulary.policing.allocation.workload import Load
from constabulary.policing.decisions import refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import write_reading
from constabulary.records.queries.abstractions import abstractions_standing
from constabulary.records.queries.allocation import OfficerAtWork, OfficerFilter, crimes_of, officers_at_work
from constabulary.records.queries.held_crimes import HeldCrime, count_held, held_crimes
from constabulary.records.queries.proposals import ProposalLine, cover_proposals
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value


@value
class AwayWithCrimes:
    """An officer who can carry nothing today and has crimes; `back_on` is the last day away, if one is known."""

    officer: OfficerAtWork
    load: Load
    until_on: date | None


@value
class OpenedCover:
    """Who is away with crimes, which those are, and who is proposed for each, by the crime's row number."""

    away: tuple[AwayWithCrimes, ...]
    crimes: tuple[HeldCrime, ...]
    proposals: dict[int, ProposalLine]
    #: How many crimes need cover, on this page and the others.
    count: int

    def until(self, officer: int | None) -> date | None:
        """The last day that an officer is away, if one is known."""
        return next((one.until_on for one in self.away if one.officer.id == officer), None)

    def can_wait(self, crime: HeldCrime) -> bool:
        """Whether nothing is due of a crime before its officer is back."""
        last = self.until(crime.officer)
        return last is not None and (crime.next_due_at is None or local_day(crime.next_due_at) > last)


def _scope_of(by: Officer, *, everybody: bool) -> OfficerFilter:
    """Whose people are meant: one's own for a supervisor unless everybody is asked for."""
    if everybody or not may(by, Permission.REVIEW_AS_SUPERVISOR):
        return OfficerFilter()
    return OfficerFilter(team=by.team_id, supervisor=by.id)


def _find_away(wanted: OfficerFilter, at: datetime) -> tuple[AwayWithCrimes, ...]:
    """Those who can carry nothing today and have crimes all the same, by number."""
    today = local_day(at)
    people = officers_at_work(wanted, roles=INVESTIGATING_ROLES)
    loads = loads_of(people, read_rulebook(Moments(report=at, decision=at)), on=today)
    empty = {one.id: one for one in people if not loads[one.id][0].has_capacity and loads[one.id][0].crimes}
    last = {
        one.officer: one.days.until_on
        for one in abstractions_standing(from_on=today, until_on=today, officers=empty) if one.days.share == 1
    }  # fmt: skip
    return tuple(
        AwayWithCrimes(officer=one, load=loads[number][0], until_on=last.get(number)) for number, one in empty.items()
    )


def open_cover(
    *, everybody: bool, purpose: str, by: Officer, at: datetime, most: int = 50, skip: int = 0
) -> OpenedCover:
    """The crimes that need cover, what is due first first, with who is proposed. Raises NotPermitted."""
    check_may(by, Permission.ALLOCATE)
    away = _find_away(_scope_of(by, everybody=everybody), at)
    numbers = [one.officer.id for one in away]
    shown = tuple(held_crimes(numbers, at=at, most=most, skip=skip)) if numbers else ()
    proposed = {one.crime_id: one for one in cover_proposals(numbers)} if numbers else {}
    write_reading(
        EntryKind.READ_CRIMES_LISTED, subject="crimes that need cover", subject_row=by.id, by=by, at=at, purpose=purpose,
        shown=[one for crime in shown for one in (crime.id, crime.victim_id) if one is not None],
    )  # fmt: skip
    return OpenedCover(
        away=away,
        crimes=shown,
        proposals={one.id: proposed[one.id] for one in shown if one.id in proposed},
        count=count_held(numbers),
    )


def propose_cover(*, everybody: bool, by: Officer, at: datetime, effort: Effort = EFFORT) -> int:
    """Propose a colleague for each crime whose officer can carry nothing today; the run's row number.

    What was proposed before is superseded. Raises NotPermitted, or NotAllowed when there is nothing to cover. Nobody is
    given anything by it.
    """
    check_may(by, Permission.ALLOCATE)
    away = _find_away(_scope_of(by, everybody=everybody), at)
    crimes = crimes_of(one.officer.id for one in away)[:MOST_CRIMES] if away else []
    refuse_if(() if crimes else (NOBODY_TO_COVER_FOR,))
    asked = pool_to_cover(crimes, read_rulebook(Moments(report=at, decision=at)), at=at)
    write_reading(
        EntryKind.READ_CRIMES_LISTED, subject="crimes that need cover", subject_row=by.id,
        shown=[one.id for one in crimes], by=by, at=at, purpose="Proposing cover",
    )  # fmt: skip
    wanted: dict[str, object] = {"cover": [one.officer.id for one in away]}
    return keep_proposals(
        crimes=crimes, asked=asked, wanted=wanted, effort=effort, purpose="Proposing cover", by=by, at=at
    )
