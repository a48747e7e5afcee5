"""Closed crimes decided a second time, blind: drawn by the clock, given to somebody independent, settled where they differ."""

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from constabulary.access.officers import Officer, check_authority, check_may, holds_authority
from constabulary.access.permissions import Permission
from constabulary.access.roles import ROLES
from constabulary.casework.duties import find_open_duties, meet_duties, open_duties
from constabulary.casework.outcomes.deciding import reopen_in_act
from constabulary.casework.outcomes.matter import offered_outcomes
from constabulary.casework.rulebooks import read_rulebook, rulebook_for
from constabulary.policing.clocks import start_of
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.desks import Authority
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.inspection.displacement import CANCELLED, WATCHED
from constabulary.policing.inspection.sampling import Drawn, draw
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.supervision.second_review import (
    GO_ON,
    NOT_RECORDED,
    NOT_REVIEWED,
    NOT_YOURS,
    RECORD,
    Closing,
    Free,
    ReviewerFacts,
    Settled,
    SettlingFacts,
    authorities_to_review,
    choose_reviewer,
    differs,
    find_reasons_against_review,
    find_reasons_against_reviewing,
    find_reasons_against_settling,
    review_due,
    settle_due,
)
from constabulary.records.models import ClosureSample, Crime, Duty, Incident, Outcome, SampledClosure, SecondReview
from constabulary.records.payload import plain_answers
from constabulary.records.queries.officers import officers_of_roles
from constabulary.records.queries.second_reviews import (
    ClosedRow,
    Sampled,
    closed_between,
    newest_sample_until,
    not_independent,
    sampled_closure,
    waiting_of_reviewers,
    who_has_opened,
    who_is_connected,
)
from constabulary.records.writing import Writing, writing
from constabulary.standards.calendar import local_day
from constabulary.standards.recording import RECORD_WITHIN
from constabulary.standards.rulebook import Moments, Rulebook
from constabulary.standards.self_inspection import SECOND_REVIEW_SAMPLE, SECOND_REVIEW_WEEKS

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
#: As many bits as a column for a whole number holds, its sign left out.
SEED_BITS = 62
#: Whose roles let them decide a second time.
REVIEWERS = tuple(role for role, card in ROLES.items() if Permission.DECIDE_OUTCOME in card.permissions)


def draw_closures(*, from_on: date, until_on: date, by: Officer, at: datetime, seed: int | None = None) -> int:
    """Draw from what was closed on these days and never drawn, and give each to somebody; how many were drawn.

    The seed is made by chance unless given, and kept with what it was drawn from, so that it can be drawn again.
    """
    check_may(by, Permission.DECIDE_OUTCOME)
    rulebook = read_rulebook(Moments(report=at, decision=at))
    standard = rulebook[SECOND_REVIEW_SAMPLE]
    found = closed_between(
        from_at=start_of(from_on), until_at=min(at, start_of(until_on + DAY)), watched=WATCHED
    )  # fmt: skip
    seed = secrets.randbits(SEED_BITS) if seed is None else seed
    drawn = draw((one.closed for one in found), seed=seed, sampling=standard.value)
    rows = {one.closed.id: one for one in found}
    given = _choose((rows[one.id] for one in drawn), seed)
    with writing(by=by, at=at, purpose="Drawing closed crimes for a second decision") as w:
        sample = ClosureSample(
            id=w.new_id(), from_on=from_on, until_on=until_on, seed=seed, edition=standard.edition,
            population=len(found), size=len(drawn), candidates=[plain_answers(one.closed) for one in found],
            share=standard.value.share, more_often=standard.value.more_often, drawn_at=at, drawn_by_id=by.id,
        )  # fmt: skip
        w.entry(EntryKind.SAMPLE_DRAWN, subject=sample, editions=[standard.edition], facts={"seed": seed})
        w.insert(sample)
        for one in drawn:
            _give(w, sample, one, rows[one.id], rulebook, owner=given.get(one.id))
    return len(drawn)


def draw_weekly_closures(*, by: Officer, at: datetime) -> int:
    """By the clock: draw from each finished week, Monday to Sunday, that was not drawn from; how many were drawn."""
    check_may(by, Permission.DECIDE_OUTCOME)
    weeks = read_rulebook(Moments(decision=at))[SECOND_REVIEW_WEEKS].value
    today = local_day(at)
    monday = today - DAY * today.weekday()
    newest = newest_sample_until()
    drawn = 0
    for back in range(weeks, 0, -1):
        from_on = monday - WEEK * back
        until_on = from_on + WEEK - DAY
        if newest is None and back > 1:
            continue  # A first draw takes the last week: what is older is no longer fresh in anybody's mind.
        if newest is None or until_on > newest:
            drawn += draw_closures(from_on=from_on, until_on=until_on, by=by, at=at)
    return drawn


def _choose(rows: Iterable[ClosedRow], seed: int) -> dict[int, int]:
    """Who is given each: independent, with the authority, with fewest waiting. What is left goes to a desk.

    Restricted records stay with the desk, where row-level security shows them to whoever may see them; and so do
    recording decisions, which the few at the registrar's desk share.
    """
    wanted = [one for one in rows if one.closing is Closing.OUTCOME and not one.is_restricted]
    apart = not_independent(wanted)
    people = [one for one in officers_of_roles(REVIEWERS) if not one.is_system]
    waiting = Counter(waiting_of_reviewers())
    given: dict[int, int] = {}
    for one in wanted:
        authorities = authorities_to_review(one.closing, one.authority)
        free = [
            Free(officer=officer.id, waiting=waiting[officer.id])
            for officer in people
            if any(holds_authority(officer, authority) for authority in authorities)
            and officer.team_id not in one.teams
            and officer.id not in one.had_a_part
            and (one.closed.id, officer.id) not in apart
        ]
        chosen = choose_reviewer(free, seed=seed, closed=one.closed.id)
        if chosen is not None:
            given[one.closed.id] = chosen
            waiting[chosen] += 1
    return given


def _give(
    w: Writing, sample: ClosureSample, drawn: Drawn, row: ClosedRow, rulebook: Rulebook, *, owner: int | None
) -> None:
    decision = {f"{row.closing.value}_id": drawn.id}
    made = w.insert(
        SampledClosure(
            id=w.new_id(), journey_id=row.journey_id, sample_id=sample.id, closing=row.closing.value,
            way=row.closed.way, authority=row.authority.value, incident_id=row.incident_id, crime_id=row.crime_id,
            stratum=drawn.stratum, chance=drawn.chance, team_id=row.team_id, closed_at=row.closed_at, **decision,
        )
    )  # fmt: skip
    due = review_due(row.closing, row.authority, rulebook, at=w.at, risk=row.risk)
    open_duties(w, [due], about=_subject(w, made), owner_id=owner, subject_row=made.id)


def _subject(w: Writing, row: SampledClosure) -> Crime | Incident:
    if row.crime_id is not None:
        return w.lock(Crime, row.crime_id)
    return w.lock(Incident, row.incident_id)


def choices_for(closing: Closing, at: datetime) -> tuple[str, ...]:
    """What a second reviewer may choose: the same for an outcome and a cancellation, so that neither shows."""
    if closing is Closing.RECORDING:
        return (RECORD, NOT_RECORDED)
    return (GO_ON, *(one.code for one in offered_outcomes(at)), *CANCELLED)


def reviewer_facts(officer: Officer, sampled: Sampled) -> ReviewerFacts:
    """What decides whether this officer may decide a drawn crime a second time."""
    return facts_of_reviewers([officer], sampled)[0]


def facts_of_reviewers(officers: Sequence[Officer], sampled: Sampled) -> list[ReviewerFacts]:
    """The same for each of several officers, in their order; asked of the database for all of them together."""
    numbers = [one.id for one in officers]
    opened, connected = who_has_opened(sampled, numbers), who_is_connected(sampled, numbers)
    authorities = authorities_to_review(sampled.closing, sampled.authority)
    return [
        ReviewerFacts(
            reviewer=officer.id,
            team=officer.team_id,
            had_a_part=sampled.had_a_part,
            teams=sampled.teams,
            has_opened=officer.id in opened,
            is_connected=officer.id in connected,
            has_authority=any(holds_authority(officer, one) for one in authorities),
            is_reviewed=sampled.reviewed_by is not None,
        )
        for officer in officers
    ]


def decide_again(*, sampled: int, choice: str, words: str, by: Officer, at: datetime) -> None:
    """Decide a drawn crime a second time; a difference is put before somebody who may settle it.

    Raises NotPermitted, or NotAllowed for whoever is not independent of it or would not be blind, and for what the
    decision lacks.
    """
    check_may(by, Permission.DECIDE_OUTCOME)
    with writing(by=by, at=at, purpose="Deciding a closed crime a second time") as w:
        row = w.lock(SampledClosure, sampled)
        subject = _subject(w, row)
        known = _known(row)
        refuse_if(find_reasons_against_reviewing(reviewer_facts(by, known)))
        closing = Closing(row.closing)
        refuse_if(find_reasons_against_review(choice, words, offered=choices_for(closing, at)))
        other = differs(row.way, choice)
        rulebook = rulebook_for(w, Moments(report=at, decision=at))
        due = settle_due(closing, rulebook, at=at, risk=2)
        w.entry(EntryKind.CLOSURE_DECIDED_AGAIN, subject=subject, journey=row.journey_id, editions=[due.edition])
        w.insert(
            SecondReview(
                journey_id=row.journey_id, sampled_id=row.id, choice=choice, differs=other, words=words,
                edition=due.edition, reviewed_at=at, reviewed_by_id=by.id,
            )
        )  # fmt: skip
        meet_duties(w, _duties(w, row, DutyKind.DECIDE_AGAIN_BLIND), at)
        if other and _still_stands(w, row):
            open_duties(w, [due], about=subject, subject_row=row.id)


def _known(row: SampledClosure) -> Sampled:
    known = sampled_closure(row.id)
    if known is None:
        raise SampledClosure.DoesNotExist
    return known


def _duties(w: Writing, row: SampledClosure, kind: DutyKind) -> list[Duty]:
    return [one for one in find_open_duties(w, row.journey_id, kind) if one.subject_row == row.id]


def _still_stands(w: Writing, row: SampledClosure) -> bool:
    if row.outcome_id is None:
        return True
    return bool(w.find(Outcome, id=row.outcome_id)[0].state == "approved")


def leave_to_others(*, sampled: int, by: Officer, at: datetime) -> None:
    """Leave a second decision that one was given to the others at the desk. Raises NotAllowed where it is not one's own."""
    check_may(by, Permission.DECIDE_OUTCOME)
    with writing(by=by, at=at, purpose="Leaving a second decision to others") as w:
        row = w.lock(SampledClosure, sampled)
        mine = [one for one in _duties(w, row, DutyKind.DECIDE_AGAIN_BLIND) if one.owner_id == by.id]
        refuse_if((NOT_YOURS,) if not mine else ())
        w.entry(EntryKind.CLOSURE_LEFT, subject=_subject(w, row), journey=row.journey_id)
        for one in mine:
            w.update(one, owner_id=None)


def settle_difference(*, sampled: int, conclusion: Settled, words: str, by: Officer, at: datetime) -> None:
    """Say what comes of two decisions that differ: the first stands, the crime is reopened, or it is decided again.

    Raises NotPermitted without an inspector's or the registrar's authority; NotAllowed for whoever made either
    decision, without words, or where it cannot be settled like this. What stood is kept as it was.
    """
    check_may(by, Permission.DECIDE_OUTCOME)
    check_authority(by, Authority.INSPECTOR, Authority.CRIME_REGISTRAR)
    with writing(by=by, at=at, purpose="Settling between two decisions") as w:
        row = w.lock(SampledClosure, sampled)
        found = w.find(SecondReview, lock=True, sampled_id=row.id)
        if not found:
            raise NotAllowed([NOT_REVIEWED])
        review = found[0]
        facts = SettlingFacts(
            settler=by.id, had_a_part=_known(row).had_a_part, reviewer=review.reviewed_by_id,
            closing=Closing(row.closing), differs=review.differs, is_settled=bool(review.settled),
            still_stands=_still_stands(w, row),
        )  # fmt: skip
        refuse_if(find_reasons_against_settling(facts, conclusion, words))
        w.entry(
            EntryKind.CLOSURE_SETTLED, subject=_subject(w, row), journey=row.journey_id,
            facts={"conclusion": conclusion.value},
        )  # fmt: skip
        w.update(review, settled=conclusion.value, settled_words=words, settled_at=at, settled_by_id=by.id)
        meet_duties(w, _duties(w, row, DutyKind.SETTLE_DIFFERENCE), at)
        if conclusion is Settled.REOPENED and row.crime_id is not None:
            reopen_in_act(w, w.lock(Crime, row.crime_id), words)
        if conclusion is Settled.DECIDE_AGAIN:
            _put_recording_back(w, row)


def _put_recording_back(w: Writing, row: SampledClosure) -> None:
    """Whether a crime is recorded is decided again: a cancelled crime stays cancelled, and what is found is recorded anew."""
    incident = w.lock(Incident, row.incident_id)
    within = rulebook_for(w, Moments(report=w.at, decision=w.at))[RECORD_WITHIN]
    due = DutyDue(
        kind=DutyKind.DECIDE_RECORDING, desk=CATALOGUE[DutyKind.DECIDE_RECORDING].desk, due_at=w.at + within.value,
        rule=within.key, edition=within.edition, risk=2,
    )  # fmt: skip
    open_duties(w, [due], about=incident)
