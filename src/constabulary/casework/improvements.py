"""Inspections entered, areas for improvement progressed, reviewed, signed, briefed, checked and completed."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

from constabulary.access.officers import NotPermitted, Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.access.ranks import Rank
from constabulary.casework.rulebooks import rulebook_for
from constabulary.inspection.measures.registry import MEASURES
from constabulary.policing.decisions import refuse_if
from constabulary.policing.inspection.improvements import (
    COUNTS_DO_NOT_FIT,
    HISTORICAL,
    SIGNED_ALREADY,
    ClosingFacts,
    due_on,
    find_reasons_against_closing,
    find_reasons_against_review,
)
from constabulary.policing.inspection.sustaining import (
    KeptFigure,
    SignedReview,
    fell_back_at,
    is_reviewed,
    months_held,
    reopened_at,
)
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import IMPROVEMENT
from constabulary.records.models import (
    Briefing,
    Improvement,
    ImprovementProgress,
    ImprovementReview,
    Inspection,
    KnowledgeCheck,
    MeasureResult,
)
from constabulary.records.payload import plain_answers
from constabulary.records.writing import Writing, writing
from constabulary.standards.calendar import local_day
from constabulary.standards.inspection import Judgment
from constabulary.standards.rulebook import Moments
from constabulary.standards.self_inspection import CLOSING_PERIODS
from constabulary.standards.values import value


@value
class ExpectedImprovement:
    """An area for improvement as the inspectors wrote it: question, expectation, months if they set a time."""

    reference: str
    question: str
    expectation: str
    within_months: int | None
    measures: tuple[str, ...] = ()
    leader_id: int | None = None


def enter_inspection(
    *,
    reference: str,
    framework: str,
    title: str,
    of_force: str,
    is_own: bool,
    published_on: date,
    source: str,
    improvements: tuple[ExpectedImprovement, ...],
    by: Officer,
    at: datetime,
    judgments: tuple[Judgment, ...] = (),
) -> None:
    """Enter an inspection with its grades and areas for improvement; deadlines are computed from publication."""
    check_may(by, Permission.KEEP_IMPROVEMENTS)
    with writing(by=by, at=at, purpose="Entering an inspection") as w:
        row = Inspection(
            id=w.new_id(),
            reference=reference,
            framework=framework,
            title=title,
            of_force=of_force,
            is_own=is_own,
            published_on=published_on,
            source=source,
            judgments=[plain_answers(one) for one in judgments],
            entered_at=at,
            entered_by_id=by.id,
        )
        w.entry(EntryKind.INSPECTION_ENTERED, subject=row, editions=[framework])
        w.insert(row)
        for one in improvements:
            w.insert(
                Improvement(
                    inspection_id=row.id,
                    reference=one.reference,
                    question=one.question,
                    expectation=one.expectation,
                    within_months=one.within_months,
                    due_on=due_on(published_on, one.within_months),
                    measures=list(one.measures),
                    leader_id=one.leader_id,
                )
            )


def note_progress(*, improvement: int, words: str, became: str, by: Officer, at: datetime) -> None:
    """Note a step on an area for improvement, and where it stands since. Completing has a verb of its own."""
    check_may(by, Permission.KEEP_IMPROVEMENTS)
    with writing(by=by, at=at, purpose="Progressing an area for improvement") as w:
        row = _own(w, improvement)
        w.entry(EntryKind.IMPROVEMENT_PROGRESSED, subject=row)
        if became != row.state:
            if became == "complete":
                raise NotPermitted("A chief officer completes an area for improvement, with a statement.")
            IMPROVEMENT.check_move(row.state, became)
            w.update(row, state=became)
            if row.closed_at is not None:
                w.update(row, closed_at=None, closed_by=None, closing_statement="")
        _note(w, row, words, became)


def _own(w: Writing, improvement: int) -> Improvement:
    """The area for improvement, of an inspection of this force. Raises NotAllowed for one that is history."""
    row = w.lock(Improvement, improvement)
    refuse_if(() if w.lock(Inspection, row.inspection_id).is_own else (HISTORICAL,))
    return row


def _note(w: Writing, row: Improvement, words: str, became: str) -> None:
    w.insert(ImprovementProgress(improvement_id=row.id, words=words, became=became, noted_at=w.at, noted_by_id=w.by.id))


def write_review(*, improvement: int, scope: str, evidence: str, conclusion: str, by: Officer, at: datetime) -> int:
    """Write the review that was ordered: scope, evidence, conclusion; the latest stored figures are attached to it.

    Raises NotAllowed for each part that is missing.
    """
    check_may(by, Permission.KEEP_IMPROVEMENTS)
    refuse_if(find_reasons_against_review(scope=scope, evidence=evidence, conclusion=conclusion))
    with writing(by=by, at=at, purpose="Reviewing an area for improvement") as w:
        row = _own(w, improvement)
        kept = [w.find(MeasureResult, measure=code) for code in row.measures]
        results = [max(found, key=lambda one: (one.as_at, one.id)) for found in kept if found]
        digest = hashlib.sha256(b"".join(bytes(result.digest) for result in results)).digest()
        review = ImprovementReview(
            id=w.new_id(),
            improvement_id=row.id,
            scope=scope,
            evidence=evidence,
            results=[result.id for result in results],
            evidence_digest=digest,
            conclusion=conclusion,
            reviewed_at=at,
            reviewed_by_id=by.id,
        )
        w.entry(EntryKind.IMPROVEMENT_REVIEWED, subject=row)
        w.insert(review)
        return review.id


def sign_review(*, review: int, by: Officer, at: datetime) -> None:
    """A chief officer signs a review that somebody else wrote, once."""
    check_may(by, Permission.SIGN_IMPROVEMENTS)
    if by.rank < Rank.CHIEF_OFFICER:
        raise NotPermitted("A chief officer signs a review.")
    with writing(by=by, at=at, purpose="Signing a review") as w:
        row = w.lock(ImprovementReview, review)
        if row.reviewed_by_id == by.id:
            raise NotPermitted("Someone other than the person who wrote the review must sign it.")
        refuse_if((SIGNED_ALREADY,) if row.signed_at is not None else ())
        improvement = w.lock(Improvement, row.improvement_id)
        w.entry(EntryKind.IMPROVEMENT_REVIEW_SIGNED, subject=improvement)
        w.update(row, signed_at=at, signed_by_id=by.id)


def give_briefing(
    *, improvement: int, team: int, title: str, words: str, attended: int, by: Officer, at: datetime
) -> int:
    """Record that a team was briefed on an area for improvement."""
    check_may(by, Permission.KEEP_IMPROVEMENTS)
    with writing(by=by, at=at, purpose="Briefing staff") as w:
        row = _own(w, improvement)
        briefing = Briefing(
            id=w.new_id(),
            improvement_id=row.id,
            team_id=team,
            title=title,
            words=words,
            attended=attended,
            given_at=at,
            given_by_id=by.id,
        )
        w.entry(EntryKind.BRIEFING_GIVEN, subject=row)
        w.insert(briefing)
        return briefing.id


def record_knowledge_check(
    *, briefing: int, phase: str, people: int, asked: int, right: int, by: Officer, at: datetime
) -> None:
    """Record what a team knew before or after a briefing; answers are counted together, nobody is named."""
    check_may(by, Permission.KEEP_IMPROVEMENTS)
    refuse_if((COUNTS_DO_NOT_FIT,) if not (0 <= right <= asked and 0 < people <= asked) else ())
    with writing(by=by, at=at, purpose="Checking what staff know") as w:
        row = w.lock(Briefing, briefing)
        improvement = w.lock(Improvement, row.improvement_id)
        w.entry(EntryKind.KNOWLEDGE_CHECKED, subject=improvement)
        w.insert(
            KnowledgeCheck(
                briefing_id=row.id,
                phase=phase,
                people=people,
                asked=asked,
                right=right,
                taken_at=at,
                taken_by_id=by.id,
            )
        )


def complete_improvement(*, improvement: int, statement: str, by: Officer, at: datetime) -> None:
    """A chief officer who does not lead it calls it complete, when its measures have held and its review is signed.

    Raises NotAllowed with everything that still stands against it.
    """
    check_may(by, Permission.SIGN_IMPROVEMENTS)
    with writing(by=by, at=at, purpose="Completing an area for improvement") as w:
        row = _own(w, improvement)
        IMPROVEMENT.check_move(row.state, "complete")
        standard = rulebook_for(w, Moments(decision=at))[CLOSING_PERIODS]
        figures = {code: _figures_of(w, code) for code in row.measures}
        reviews = [
            SignedReview(written_at=one.reviewed_at, signed_at=one.signed_at)
            for one in w.find(ImprovementReview, improvement_id=row.id)
        ]
        refuse_if(
            find_reasons_against_closing(
                ClosingFacts(
                    periods_met=min((months_held(found, on=local_day(at)) for found in figures.values()), default=0),
                    periods_needed=standard.value,
                    review_is_signed=is_reviewed(reviews, since=_last_relapse(w, row, figures.values())),
                    closer_is_leader=row.leader_id == by.id,
                    closer_is_chief_officer=by.rank >= Rank.CHIEF_OFFICER,
                    statement=statement,
                )
            )
        )
        w.entry(EntryKind.IMPROVEMENT_COMPLETED, subject=row, editions=[standard.edition])
        w.update(row, state="complete", closing_statement=statement, closed_at=at, closed_by_id=by.id)
        _note(w, row, statement, "complete")


def _figures_of(w: Writing, measure: str) -> list[KeptFigure]:
    """Every figure that was kept of a measure, in the order in which they were kept."""
    return [
        KeptFigure(
            until_on=one.until_on,
            as_at=one.as_at,
            met=None if one.low is None or one.high is None else MEASURES[measure].is_met(one.low, one.high),
        )
        for one in w.find(MeasureResult, measure=measure)
    ]


def _last_relapse(w: Writing, row: Improvement, figures: Iterable[list[KeptFigure]]) -> datetime | None:
    """When one of its measures last fell back, or it was reopened after it had been called complete."""
    steps = [(one.noted_at, one.became) for one in w.find(ImprovementProgress, improvement_id=row.id)]
    moments = [reopened_at(steps), *(fell_back_at(found) for found in figures)]
    return max((one for one in moments if one is not None), default=None)
