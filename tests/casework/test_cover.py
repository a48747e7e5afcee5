"""Cover: colleagues proposed for the crimes of those who are away; a person accepts, changes or rejects each."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.allocation_proposals import accept_proposals, open_allocation_proposals, propose_allocation
from constabulary.casework.cover import open_cover, propose_cover
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.workforce.abstractions import AbstractionKind
from constabulary.records.models import Allocation, AllocationProposal, AllocationRun, Crime, JournalEntry
from constabulary.records.queries.allocation import PoolFilter
from tests.conftest import asking
from tests.factories.crimes import allocated, give, recorded
from tests.factories.protection import add_officer, add_team
from tests.factories.workforce import away

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=5)


def opened(at, *, by: Role = Role.SUPERVISOR, everybody: bool = False):
    return open_cover(everybody=everybody, purpose="Finding cover", by=asking(by), at=at)


@pytest.fixture
def crimes(at) -> list[Crime]:
    made = [allocated(at) for _ in range(3)]
    away(Role.DETECTIVE, at, days=2)
    return made


def test_each_crime_is_proposed_to_a_colleague_or_told_why_not_and_stays_with_whoever_is_away(crimes, at):
    number = propose_cover(everybody=False, by=asking(Role.SUPERVISOR), at=at + LATER)
    assert AllocationRun.objects.get(pk=number).wanted == {"cover": [asking(Role.DETECTIVE).id]}
    made = AllocationProposal.objects.filter(run=number)
    detective = asking(Role.DETECTIVE).id
    assert {one.crime_id for one in made} == {one.pk for one in crimes}
    assert {one.cover_for_id for one in made} == {detective}
    assert any(one.officer_id for one in made)
    assert not [one for one in made if one.officer_id == detective]
    assert set(Crime.objects.filter(pk__in=[one.pk for one in crimes]).values_list("officer_id", flat=True)) == {
        detective
    }
    found = opened(at + LATER)
    assert set(found.proposals) == {one.pk for one in crimes}


def test_what_is_accepted_goes_to_the_colleague_with_what_is_due(crimes, at):
    propose_cover(everybody=False, by=asking(Role.SUPERVISOR), at=at + LATER)
    chosen = [one for one in opened(at + LATER).proposals.values() if one.officer]
    done = accept_proposals(proposals=[one.id for one in chosen], by=asking(Role.SUPERVISOR), at=at + LATER)
    assert (done.given, done.gone, done.refused) == (len(chosen), 0, ())
    for one in chosen:
        assert Crime.objects.get(pk=one.crime_id).officer_id == one.officer
        assert AllocationProposal.objects.get(pk=one.id).state == "accepted"
        row = Allocation.objects.filter(crime=one.crime_id).latest("id")
        assert (row.instead_of_id, row.reason) == (one.cover_for, "Cover, as proposed and accepted.")


def test_another_colleague_may_be_chosen_and_whoever_was_quicker_is_told(crimes, at):
    propose_cover(everybody=False, by=asking(Role.SUPERVISOR), at=at + LATER)
    line = next(one for one in opened(at + LATER).proposals.values() if one.officer)
    crime = Crime.objects.get(pk=line.crime_id)
    other = next(one for one in (Role.POLIT, Role.INSPECTOR, Role.SUPERVISOR) if asking(one).id != line.officer)
    give(crime, other, at + LATER, instead_of=line.cover_for, by=asking(Role.INSPECTOR))
    assert AllocationProposal.objects.get(pk=line.id).state == "changed"
    done = accept_proposals(proposals=[line.id], by=asking(Role.SUPERVISOR), at=at + LATER)
    assert (done.given, done.gone) == (0, 1)


def test_what_has_nothing_due_before_they_are_back_can_wait(crimes, at):
    found = opened(at + LATER)
    assert [one.until_on for one in found.away] == [(at + timedelta(days=1)).date()]
    waits = {one.reference: found.can_wait(one) for one in found.crimes}
    due = {one.reference: one.next_due_at for one in found.crimes}
    assert waits == {name: moment is None or moment.date() > found.away[0].until_on for name, moment in due.items()}
    assert found.until(None) is None


def test_nothing_of_what_is_away_without_an_end_can_wait(at):
    allocated(at)
    away(Role.DETECTIVE, at)
    found = opened(at + LATER)
    assert [found.can_wait(one) for one in found.crimes] == [False]


def test_the_pool_and_cover_are_kept_apart(crimes, at):
    waits = recorded(at)
    propose_cover(everybody=False, by=asking(Role.SUPERVISOR), at=at + LATER)
    by = asking(Role.ALLOCATION_MANAGER)
    pool = open_allocation_proposals(purpose="Deciding", by=by, at=at + LATER)
    assert (pool.run, pool.lines, pool.waiting, pool.counts.open, pool.effects) == (None, (), (), 0, ())
    propose_allocation(wanted=PoolFilter(), by=by, at=at + LATER)
    pool = open_allocation_proposals(purpose="Deciding", by=by, at=at + LATER)
    assert {one.crime_id for one in (*pool.lines, *pool.waiting)} == {waits.pk}
    assert waits.pk not in opened(at + LATER).proposals


def test_proposing_for_the_pool_leaves_out_whoever_is_away(at):
    for role in (Role.DETECTIVE, Role.INVESTIGATOR, Role.POLIT):
        away(role, at, kind=AbstractionKind.TRAINING, days=1, by=Role.PLANNER)
    crime = recorded(at)
    propose_allocation(wanted=PoolFilter(), by=asking(Role.ALLOCATION_MANAGER), at=at + LATER)
    proposed = AllocationProposal.objects.get(crime=crime).officer_id
    assert proposed not in {asking(role).id for role in (Role.DETECTIVE, Role.INVESTIGATOR, Role.POLIT)}


def test_nothing_to_cover_is_said_and_others_may_not(at):
    allocated(at)
    with pytest.raises(NotAllowed, match="Nobody who is away today has a crime"):
        propose_cover(everybody=True, by=asking(Role.SUPERVISOR), at=at + LATER)
    for act in (
        lambda: propose_cover(everybody=True, by=asking(Role.INVESTIGATOR), at=at),
        lambda: opened(at, by=Role.INVESTIGATOR),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_a_sergeant_sees_their_own_people_first_and_may_ask_for_everybody(at):
    stranger = add_officer("R900", Role.SUPERVISOR, at, team=add_team("Harbour response", at, kind="response"))
    crime = allocated(at)
    away(Role.DETECTIVE, at)
    asking(Role.SUPERVISOR)
    assert open_cover(everybody=False, purpose="Finding cover", by=stranger, at=at + LATER).crimes == ()
    found = open_cover(everybody=True, purpose="Finding cover", by=stranger, at=at + LATER)
    assert [one.reference for one in found.crimes] == [crime.reference]
    entry = JournalEntry.objects.filter(kind="read_crimes_listed", subject="crimes that need cover").latest("id")
    assert entry.rows == sorted([crime.pk, crime.victim_id])
    assert opened(at + LATER, by=Role.ALLOCATION_MANAGER).crimes == found.crimes
