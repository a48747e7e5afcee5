"""Proposals for the whole pool at once: made when somebody asks, decided one by one or several together by a person."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from decimal import Decimal
from time import monotonic

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.aids import check_aid
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.allocation_pools import PoolToPropose, pool_to_propose
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook
from constabulary.optimisation.counts import propose_within
from constabulary.optimisation.explaining import explain
from constabulary.optimisation.pool import Part
from constabulary.optimisation.proposing import Effort, Plan
from constabulary.policing.allocation.proposing import NOTHING_CHOSEN, NOTHING_WAITS, WHY_REJECTED
from constabulary.policing.decisions import NotAllowed, Reasons, refuse_if
from constabulary.policing.inspection.aids import Aid
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import PROPOSAL
from constabulary.records.journal import write_reading
from constabulary.records.models import AllocationProposal, AllocationRun, Crime
from constabulary.records.queries.allocation import PoolFilter, ToGive, pool
from constabulary.records.queries.proposals import (
    Counts,
    OfficerEffect,
    ProposalLine,
    RunView,
    counts_since,
    effects_of_open,
    newest_run,
    open_proposal_of,
    open_proposals,
    proposal_by_id,
)
from constabulary.records.writing import Writing, writing
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value

#: Riskiest and then oldest first; whatever is beyond waits for the next time.
MOST_CRIMES = 2_000
#: Somebody waits for the page: a good answer soon.
EFFORT = Effort(seconds=2.0)
#: For whoever allows it longer: the same, looked at harder.
LONGER = Effort(stages=20, sweeps=32, shakes=400, rounds=120, seconds=10.0)
ACCEPTED = "As proposed for the whole pool, and accepted."
ACCEPTED_AS_COVER = "Cover, as proposed and accepted."
SINCE = timedelta(weeks=4)


def propose_allocation(*, wanted: PoolFilter, by: Officer, at: datetime, effort: Effort = EFFORT) -> int:
    """Propose an officer for each crime that waits, as asked for; what was proposed before for these is superseded.

    The run's row number. Raises NotPermitted, or NotAllowed when nothing waits or the aid is off. Nobody is given anything by it. Without
    seconds in the effort the same pool is always proposed for alike.
    """
    check_may(by, Permission.ALLOCATE)
    check_aid(Aid.ALLOCATION, at)
    crimes = pool(wanted, at=at, most=MOST_CRIMES)
    refuse_if(() if crimes else (NOTHING_WAITS,))
    asked = pool_to_propose(crimes, read_rulebook(Moments(report=at, decision=at)), at=at)
    write_reading(
        EntryKind.READ_CRIMES_LISTED, subject="allocation pool", subject_row=by.id, shown=[one.id for one in crimes],
        by=by, at=at, purpose="Proposing an allocation",
    )  # fmt: skip
    return keep_proposals(
        crimes=crimes,
        asked=asked,
        wanted=_plain(wanted),
        effort=effort,
        purpose="Proposing an allocation",
        by=by,
        at=at,
    )


def keep_proposals(
    *,
    crimes: list[ToGive],
    asked: PoolToPropose,
    wanted: dict[str, object],
    effort: Effort,
    purpose: str,
    by: Officer,
    at: datetime,
) -> int:
    """Work out a proposal and keep it, for the pool or for cover; the run's row number. Raises NotPermitted."""
    check_may(by, Permission.ALLOCATE)
    check_aid(Aid.ALLOCATION, at)
    found = propose_within(asked.pool, asked.counts, effort=effort, clock=monotonic)
    with writing(by=by, at=at, purpose=purpose) as w:
        run = AllocationRun(
            id=w.new_id(), wanted=wanted, edition="; ".join(asked.editions), crimes=len(crimes),
            officers=len(asked.officers), cost=found.total, bound=found.bound, made_at=at, made_by_id=by.id,
        )  # fmt: skip
        facts = {"crimes": len(crimes), "proposed": len(found.proposals), "cost": found.total, "bound": found.bound}
        w.entry(EntryKind.ALLOCATION_PROPOSED, subject=run, editions=list(asked.editions), facts=facts)
        w.insert(run)
        _write(w, run, crimes, asked, found)
    return run.id


def _plain(wanted: PoolFilter) -> dict[str, object]:
    held = {name: one for name, one in asdict(wanted).items() if one}
    return {**held, "older_than": wanted.older_than.total_seconds()} if wanted.older_than else held


def _write(w: Writing, run: AllocationRun, crimes: list[ToGive], asked: PoolToPropose, found: Plan) -> None:
    placed = {one.crime: one for one in found.proposals}
    waiting = {one.crime: one.why.value for one in found.waiting}
    points = {one.key: one.points for one in asked.pool.crimes}
    why = {crime: explain(found, crime) for crime in placed}
    for crime in crimes:
        # Whoever allocates at this moment holds the crime; it is theirs then, and gets no proposal.
        row = w.lock(Crime, crime.id)
        if (row.state, row.officer_id) != (crime.state, crime.officer):
            continue
        for earlier in w.find(AllocationProposal, crime_id=row.id, state=PROPOSAL.first):
            w.update(earlier, state="superseded", decided_at=w.at, decided_by_id=w.by.id)
        made = AllocationProposal(
            journey_id=row.journey_id,
            run_id=run.id,
            crime_id=row.id,
            cover_for_id=row.officer_id if row.state != "unallocated" else None,
            waits_because=waiting.get(str(row.id), ""),
        )
        if one := placed.get(str(row.id)):
            officer = asked.officers[int(one.officer)]
            load = asked.loads[officer.id]
            after = load.points + points[one.crime]
            made.officer_id = officer.id
            because = why[one.crime]
            made.parts = _rounded(because.costs)
            made.others = [
                {
                    "officer": int(each.officer), "more": round(each.costs_more, 2), "parts": _rounded(each.costs),
                    "moves": sum(1 for one in each.moves if one.to_officer),
                    "waits": sum(1 for one in each.moves if not one.to_officer),
                }
                for each in because.next_best
            ]  # fmt: skip
            made.load_before, made.load_after, made.load_limit = (
                Decimal(f"{number:.2f}") for number in (load.points, after, load.limit)
            )
        w.insert(made)


def _rounded(costs: Mapping[Part, float]) -> dict[str, float]:
    return {part.value: round(cost, 2) for part, cost in costs.items() if round(cost, 2)}


@value
class Refused:
    """A proposal that could not be carried out any more, and why."""

    crime: str
    reasons: Reasons


@value
class Accepted:
    """What came of accepting several proposals: how many crimes were given, how many were decided before, and which
    could not be given."""

    given: int
    gone: int
    refused: tuple[Refused, ...]


def accept_proposals(
    *, proposals: Iterable[int], by: Officer, at: datetime, instead_because: str = ACCEPTED_AS_COVER
) -> Accepted:
    """Give each crime to the officer proposed, one after the other; what no longer holds is told and left as it is.

    `instead_because` is the reason kept where somebody has the crime already. Raises NotPermitted, or NotAllowed when none was chosen. Every rule is asked again for each: the load may have
    grown, somebody else may have been quicker.
    """
    check_may(by, Permission.ALLOCATE)
    chosen = list(dict.fromkeys(proposals))
    refuse_if(() if chosen else (NOTHING_CHOSEN,))
    given, gone, refused = 0, 0, []
    for number in chosen:
        line = proposal_by_id(number)
        if line is None or line.officer is None or not line.is_open:
            gone += 1
            continue
        try:
            allocate_crime(
                crime=line.crime_id, officer=line.officer, instead_of=line.cover_for,
                reason=instead_because if line.cover_for else ACCEPTED, by=by, at=at,
            )  # fmt: skip
            given += 1
        except NotAllowed as refusal:
            refused.append(Refused(crime=line.crime, reasons=refusal.reasons))
    return Accepted(given=given, gone=gone, refused=tuple(refused))


def reject_proposal(*, proposal: int, because: str, by: Officer, at: datetime) -> None:
    """Reject what is proposed for a crime; it goes on waiting. Raises NotPermitted or NotAllowed."""
    check_may(by, Permission.ALLOCATE)
    refuse_if(() if because.strip() else (WHY_REJECTED,))
    with writing(by=by, at=at, purpose="Rejecting a proposal") as w:
        row = w.lock(AllocationProposal, proposal)
        PROPOSAL.check_move(row.state, "rejected")
        w.entry(EntryKind.PROPOSAL_REJECTED, subject=row, journey=row.journey_id)
        w.update(row, state="rejected", because=because, decided_at=at, decided_by_id=by.id)


@value
class OpenedProposals:
    """What is proposed and to be decided, with what all of it would do to each officer."""

    run: RunView | None
    lines: tuple[ProposalLine, ...]
    has_more: bool
    waiting: tuple[ProposalLine, ...]
    effects: tuple[OfficerEffect, ...]
    counts: Counts


def open_allocation_proposals(
    *, purpose: str, by: Officer, at: datetime, most: int = 50, skip: int = 0
) -> OpenedProposals:
    """The proposals to decide, and the crimes nobody was found for. Raises NotPermitted."""
    check_may(by, Permission.ALLOCATE)
    found = open_proposals(most=most + 1, skip=skip)
    waiting = open_proposals(most=most, placed=False) if not skip else []
    write_reading(
        EntryKind.READ_CRIMES_LISTED, subject="allocation proposals", subject_row=by.id,
        shown=[one.crime_id for one in (*found[:most], *waiting)], by=by, at=at, purpose=purpose,
    )  # fmt: skip
    return OpenedProposals(
        run=newest_run(), lines=tuple(found[:most]), has_more=len(found) > most, waiting=tuple(waiting),
        effects=tuple(effects_of_open()), counts=counts_since(at - SINCE),
    )  # fmt: skip


@value
class OpenedProposal:
    """One proposal, and where it is decided already, the number of the one that is to be decided for its crime now."""

    line: ProposalLine
    instead: int | None


def open_proposal(*, proposal: int, purpose: str, by: Officer, at: datetime) -> OpenedProposal:
    """One proposal, also where it is decided or proposed anew by now. Raises NotPermitted or NoSuchRecord."""
    check_may(by, Permission.ALLOCATE)
    found = proposal_by_id(proposal)
    if found is None:
        raise NoSuchRecord(str(proposal))
    write_reading(
        EntryKind.READ_CRIMES_LISTED, subject=f"proposal for {found.crime}", subject_row=by.id, shown=[found.crime_id],
        by=by, at=at, purpose=purpose,
    )  # fmt: skip
    return OpenedProposal(line=found, instead=None if found.is_open else open_proposal_of(found.crime_id))
