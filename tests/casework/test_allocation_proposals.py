"""Proposals for the whole pool: made on demand, decided by a person, never more than a proposal."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework import allocation_proposals
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.allocation_proposals import (
    accept_proposals,
    open_allocation_proposals,
    open_proposal,
    propose_allocation,
    reject_proposal,
)
from constabulary.casework.connections import record_connection
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.restrictions import restrict_journey
from constabulary.optimisation.counts import propose_within
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.records.models import AllocationProposal, AllocationRun, Crime, JournalEntry, Person
from constabulary.records.queries.allocation import PoolFilter
from constabulary.records.writing import writing
from constabulary.standards.rulebook import on
from constabulary.standards.workload import (
    LOAD_LIMITS,
    MOST_LINKS_OF_SERIES,
    PROPOSAL_COSTS,
    PROPOSING,
    REMITS,
    STAGE_FACTORS,
    TRAINING,
    WEIGHTS,
)
from tests.conftest import asking
from tests.factories.crimes import give, recorded
from tests.factories.officers import number_of

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=5)


@pytest.fixture
def pool(at) -> list[Crime]:
    return [recorded(at) for _ in range(3)]


def proposed(at, wanted: PoolFilter | None = None) -> AllocationRun:
    number = propose_allocation(wanted=wanted or PoolFilter(), by=asking(Role.ALLOCATION_MANAGER), at=at + LATER)
    return AllocationRun.objects.get(pk=number)


def test_every_crime_that_waits_gets_a_proposal_or_the_reason_why_not_and_nobody_gets_a_crime(pool, at):
    run = proposed(at)
    made = AllocationProposal.objects.filter(run=run)
    assert {one.crime_id for one in made} == {one.pk for one in pool}
    assert all((one.officer_id is None) == bool(one.waits_because) for one in made)
    assert any(one.officer_id for one in made)
    assert {one.state for one in made} == {"open"}
    assert set(Crime.objects.filter(pk__in=[one.pk for one in pool]).values_list("state", flat=True)) == {"unallocated"}
    assert (run.crimes, run.cost >= run.bound) == (3, True)
    rulebook = on(at)
    keys = (PROPOSAL_COSTS, WEIGHTS, STAGE_FACTORS, LOAD_LIMITS, PROPOSING, TRAINING, MOST_LINKS_OF_SERIES, REMITS)
    under = [rulebook[key].edition for key in keys]
    assert run.edition.split("; ") == list(dict.fromkeys(under))
    assert "Series 1" in under
    for one in made.exclude(officer=None):
        assert one.load_before < one.load_after <= one.load_limit
    assert JournalEntry.objects.filter(kind="allocation_proposed", subject_row=run.pk).count() == 1


def test_what_is_accepted_is_given_and_what_was_proposed_is_stored_beside_who_decided(pool, at):
    proposed(at)
    by = asking(Role.ALLOCATION_MANAGER)
    opened = open_allocation_proposals(purpose="Deciding", by=by, at=at + LATER)
    assert opened.counts.open == len(opened.lines) > 0
    done = accept_proposals(proposals=[one.id for one in opened.lines], by=by, at=at + LATER)
    assert (done.given, done.refused) == (len(opened.lines), ())
    for one in opened.lines:
        crime, proposal = Crime.objects.get(pk=one.crime_id), AllocationProposal.objects.get(pk=one.id)
        assert (crime.officer_id, crime.state) == (one.officer, "allocated")
        assert (proposal.state, proposal.decided_by_id) == ("accepted", by.id)
    after = open_allocation_proposals(purpose="Deciding", by=by, at=at + LATER)
    assert (after.lines, after.counts.accepted) == ((), len(opened.lines))


def test_somebody_else_may_be_chosen_and_the_proposal_says_that_it_was_changed(pool, at):
    proposed(at)
    line = open_allocation_proposals(purpose="Deciding", by=asking(Role.ALLOCATION_MANAGER), at=at + LATER).lines[0]
    other = next(one for one in (asking(Role.DETECTIVE), asking(Role.INVESTIGATOR)) if one.id != line.officer)
    allocate_crime(
        crime=line.crime_id, officer=other.id, reason="Knows the street.", override_reason="Nobody else is in.",
        by=asking(Role.ALLOCATION_MANAGER), at=at + LATER,
    )  # fmt: skip
    assert AllocationProposal.objects.get(pk=line.id).state == "changed"


def test_a_rejected_proposal_keeps_the_reason_and_the_crime_waits_on(pool, at):
    proposed(at)
    by = asking(Role.ALLOCATION_MANAGER)
    line = open_allocation_proposals(purpose="Deciding", by=by, at=at + LATER).lines[0]
    with pytest.raises(NotAllowed) as refused:
        reject_proposal(proposal=line.id, because=" ", by=by, at=at + LATER)
    assert [one.field for one in refused.value.reasons] == ["because"]
    reject_proposal(proposal=line.id, because="On leave from Monday.", by=by, at=at + LATER)
    row = AllocationProposal.objects.get(pk=line.id)
    assert (row.state, row.because) == ("rejected", "On leave from Monday.")
    assert Crime.objects.get(pk=line.crime_id).state == "unallocated"
    decided = open_proposal(proposal=line.id, purpose="Deciding", by=by, at=at + LATER)
    assert (decided.line.is_open, decided.line.decided_by, decided.instead) == (False, by.id, None)
    with pytest.raises(NoSuchRecord):
        open_proposal(proposal=999_999_975, purpose="Deciding", by=by, at=at + LATER)
    with pytest.raises(NotAllowed):
        reject_proposal(proposal=line.id, because="Again.", by=by, at=at + LATER)
    proposed(at)
    again = AllocationProposal.objects.get(crime=line.crime_id, state="open")
    assert again.officer_id != line.officer, "whoever was rejected for it is not proposed for it again"


def test_proposing_anew_supersedes_what_was_open(pool, at):
    first = proposed(at)
    second = proposed(at)
    assert set(AllocationProposal.objects.filter(run=first).values_list("state", flat=True)) == {"superseded"}
    assert set(AllocationProposal.objects.filter(run=second).values_list("state", flat=True)) == {"open"}


def test_whoever_is_connected_with_somebody_in_a_crime_is_never_proposed_for_it(pool, at):
    proposed(at)
    by = asking(Role.ALLOCATION_MANAGER)
    line = next(one for one in open_allocation_proposals(purpose="Deciding", by=by, at=at + LATER).lines)
    victim = Person.objects.get(pk=Crime.objects.get(pk=line.crime_id).victim_id)
    numbers = {asking(role).id: number_of(role) for role in (Role.DETECTIVE, Role.INVESTIGATOR, Role.SUPERVISOR)}
    if line.officer not in numbers:
        pytest.fail("an officer whom no role of the tests has was proposed")
    record_connection(
        officer=numbers[line.officer], person=victim.reference, nature="His sister.", by=asking(Role.INSPECTOR), at=at
    )
    proposed(at)
    again = AllocationProposal.objects.get(crime=line.crime_id, state="open")
    assert again.officer_id != line.officer


def restricted_to(crime: Crime, at, *roles: Role) -> None:
    restrict_journey(
        journey=crime.journey_id, kind=RestrictionKind.COVERT, reason="A councillor's son.",
        officers=tuple(asking(role).id for role in (Role.ALLOCATION_MANAGER, *roles)), by=asking(Role.VULNERABILITY_DESK), at=at,
    )  # fmt: skip


def test_a_restricted_crime_is_proposed_only_for_somebody_who_may_see_it(pool, at):
    restricted_to(pool[0], at, Role.DETECTIVE)
    proposed(at)
    made = AllocationProposal.objects.get(crime=pool[0])
    assert (made.officer_id, made.waits_because) == (asking(Role.DETECTIVE).id, "")


def test_a_crime_that_nobody_may_have_waits_and_says_why(pool, at):
    restricted_to(pool[0], at)
    proposed(at)
    made = AllocationProposal.objects.get(crime=pool[0])
    assert (made.officer_id, made.waits_because, made.others) == (None, "nobody-may", [])
    by = asking(Role.ALLOCATION_MANAGER)
    opened = open_allocation_proposals(purpose="Deciding", by=by, at=at + LATER)
    assert [one.crime_id for one in opened.waiting] == [pool[0].pk]
    assert (opened.counts.open, opened.counts.waiting) == (2, 1)
    assert accept_proposals(proposals=[made.pk], by=by, at=at + LATER).gone == 1


def test_the_next_two_are_stored_with_what_they_cost_more_and_why(pool, at):
    proposed(at)
    made = AllocationProposal.objects.exclude(officer=None).first()
    assert 1 <= len(made.others) <= 2
    for other in made.others:
        assert set(other) == {"officer", "more", "parts", "moves", "waits"}
        assert other["officer"] != made.officer_id


def test_what_all_of_it_would_do_is_told_the_fullest_first(pool, at):
    proposed(at)
    full, free = asking(Role.DETECTIVE), asking(Role.INVESTIGATOR)
    by = asking(Role.ALLOCATION_MANAGER)
    with writing(by=by, at=at + LATER, purpose="Setting up") as w:
        rows = [w.lock(AllocationProposal, one.pk) for one in AllocationProposal.objects.order_by("id")]
        w.entry(EntryKind.ALLOCATION_PROPOSED, subject=rows[0])
        for row, officer, before, limit in zip(rows, (full, full, free), (24, 24, 2), (30, 30, 20), strict=True):
            w.update(row, officer_id=officer.id, load_before=before, load_after=before + 2, load_limit=limit)
    effects = open_allocation_proposals(purpose="Deciding", by=by, at=at + LATER).effects
    assert [(one.officer, one.crimes, one.before, one.after) for one in effects] == [
        (full.id, 2, 24, 28), (free.id, 1, 2, 4),
    ]  # fmt: skip


def test_whoever_supervises_is_proposed_only_after_those_who_carry_crimes(pool, at):
    proposed(at)
    assert asking(Role.SUPERVISOR).id not in AllocationProposal.objects.values_list("officer_id", flat=True)


def test_a_crime_that_somebody_gives_while_it_is_worked_out_gets_no_proposal(pool, at, monkeypatch):
    def meanwhile(*given, **named):
        give(pool[0], Role.DETECTIVE, at + LATER)
        return propose_within(*given, **named)

    monkeypatch.setattr(allocation_proposals, "propose_within", meanwhile)
    proposed(at)
    assert set(AllocationProposal.objects.values_list("crime_id", flat=True)) == {one.pk for one in pool[1:]}


def test_what_no_longer_holds_is_told_and_the_rest_is_given(pool, at):
    proposed(at)
    by = asking(Role.ALLOCATION_MANAGER)
    lines = open_allocation_proposals(purpose="Deciding", by=by, at=at + LATER).lines
    held = Person.objects.get(pk=Crime.objects.get(pk=lines[0].crime_id).victim_id)
    officer = next(
        number_of(role)
        for role in (Role.DETECTIVE, Role.INVESTIGATOR, Role.SUPERVISOR)
        if asking(role).id == lines[0].officer
    )
    record_connection(officer=officer, person=held.reference, nature="His sister.", by=asking(Role.INSPECTOR), at=at)
    by = asking(Role.ALLOCATION_MANAGER)
    done = accept_proposals(proposals=[*(one.id for one in lines), 0], by=by, at=at + LATER)
    assert (done.given, done.gone) == (len(lines) - 1, 1)
    assert [one.crime for one in done.refused] == [lines[0].crime]
    assert "conflict of interest" in done.refused[0].reasons[0].sentence


def test_nothing_to_propose_and_nothing_chosen_are_said(at):
    by = asking(Role.ALLOCATION_MANAGER)
    with pytest.raises(NotAllowed, match="No crime of that kind waits"):
        propose_allocation(wanted=PoolFilter(), by=by, at=at)
    with pytest.raises(NotAllowed, match="at least one"):
        accept_proposals(proposals=[], by=by, at=at)
    assert open_allocation_proposals(purpose="Deciding", by=by, at=at).run is None


@pytest.mark.parametrize("act", ["propose", "accept", "reject", "open", "one"])
def test_only_those_who_allocate_may(pool, at, act):
    by = asking(Role.CONTACT_HANDLER)
    acts = {
        "propose": lambda: propose_allocation(wanted=PoolFilter(), by=by, at=at),
        "accept": lambda: accept_proposals(proposals=[1], by=by, at=at),
        "reject": lambda: reject_proposal(proposal=1, because="No.", by=by, at=at),
        "open": lambda: open_allocation_proposals(purpose="Looking", by=by, at=at),
        "one": lambda: open_proposal(proposal=1, purpose="Looking", by=by, at=at),
    }
    with pytest.raises(NotPermitted):
        acts[act]()
