"""Trust 17: twenty allocations of one crime at the same moment, and twenty crimes for one officer with little room."""

from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.allocation import AllocationDone, allocate_crime
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Allocation, Crime, JournalEntry
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.queries.officers import say_who_asks
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.crimes import recorded
from tests.factories.together import all_at_once

pytestmark = pytest.mark.usefixtures("committing")

TWENTY = 20
LATER = timedelta(hours=5)
TAKERS = (Role.DETECTIVE, Role.INVESTIGATOR, Role.SUPERVISOR)


def giving(crime: Crime, officer: int, by, at):
    def give() -> AllocationDone:
        say_who_asks(by)
        return allocate_crime(crime=crime.pk, officer=officer, reason="Local and free.", by=by, at=at + LATER)

    return give


def test_of_twenty_who_give_one_crime_at_the_same_moment_exactly_one_wins(at):
    crime = recorded(at)
    takers = [asking(role).id for role in TAKERS]
    by = asking(Role.ALLOCATION_MANAGER)
    came = all_at_once([giving(crime, takers[turn % len(takers)], by, at) for turn in range(TWENTY)])
    done = [one for one in came if isinstance(one, AllocationDone)]
    refused = [one for one in came if isinstance(one, NotAllowed)]
    assert (len(done), len(refused)) == (1, TWENTY - 1), came
    assert {reason.code for one in refused for reason in one.reasons} == {"allocation.taken-meanwhile"}
    say_who_asks(by)
    stored = Allocation.objects.get(crime=crime)
    crime.refresh_from_db()
    assert (crime.officer_id, crime.state) == (stored.officer_id, "allocated")
    assert stored.officer_id == takers[came.index(done[0]) % len(takers)]
    assert JournalEntry.objects.filter(kind=EntryKind.CRIME_ALLOCATED.value).count() == 1


def test_of_twenty_crimes_for_one_officer_at_the_same_moment_no_more_are_given_than_there_is_room_for(at):
    crimes = [recorded(at) for _ in range(TWENTY)]
    keeper = asking(Role.ADMINISTRATOR)
    taker = asking(Role.DETECTIVE).id
    say_who_asks(keeper)
    with writing(by=keeper, at=at) as w:
        row = w.lock(OfficerRow, taker)
        w.entry(EntryKind.OFFICER_ADDED, subject=row)
        w.update(row, hours_share=0.25)
    by = asking(Role.ALLOCATION_MANAGER)
    came = all_at_once([giving(one, taker, by, at) for one in crimes])
    done = [one for one in came if isinstance(one, AllocationDone)]
    refused = [one for one in came if isinstance(one, NotAllowed)]
    assert len(done) + len(refused) == TWENTY, came
    limit, weight = done[0].after.limit, done[0].after.points - done[0].before.points
    assert len(done) == int(limit // weight) < TWENTY, "as many as there is room for, and no fewer"
    assert {reason.code for one in refused for reason in one.reasons} <= {
        "allocation.over-limit",
        "allocation.more-than-they-carry",
    }
    assert max(one.after.points for one in done) <= limit
    say_who_asks(by)
    assert Crime.objects.filter(officer_id=taker).count() == Allocation.objects.count() == len(done)
