"""Reviews by supervisors and inspectors, and the directions they give."""

from datetime import datetime

from constabulary.access.officers import Officer, check_authority, check_in_charge, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties
from constabulary.casework.investigation.crime import AtWork, hold_crime, rulebook_of
from constabulary.casework.investigation.outstanding import look_again_at
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.desks import Authority
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.duties import follow_direction_due, resumed_inspection_due, review_due
from constabulary.policing.investigation.plans import RESULT_MISSING
from constabulary.policing.investigation.reviews import (
    OWN_CRIME,
    Examined,
    ReviewDetails,
    ReviewLevel,
    find_reasons_against_review,
)
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.facts.crimes import crime_at_work
from constabulary.records.models import Crime, Duty, InvestigationPlan, InvestigationReview, ReviewDirection
from constabulary.records.writing import Writing, writing

AUTHORITY_OF_LEVEL = {
    ReviewLevel.SUPERVISOR: Authority.SUPERVISOR,
    ReviewLevel.INSPECTOR: Authority.INSPECTOR,
}
DUTY_OF_LEVEL = {
    ReviewLevel.SUPERVISOR: DutyKind.REVIEW_INVESTIGATION,
    ReviewLevel.INSPECTOR: DutyKind.INSPECT_INVESTIGATION,
}


def review_investigation(*, crime: int, review: ReviewDetails, by: Officer, at: datetime) -> None:
    """Review an investigation: what was examined and found, then directions, a challenge, or why neither is needed.

    Raises NotPermitted, or NotAllowed with what it lacks to count as a review; nobody reviews a crime of their own.
    """
    check_may(by, Permission.REVIEW_AS_SUPERVISOR)
    check_authority(by, AUTHORITY_OF_LEVEL[review.level])
    with writing(by=by, at=at, purpose="Supervising the investigation") as w:
        work = hold_crime(w, crime)
        if work.row.officer_id == by.id:
            raise NotAllowed([OWN_CRIME])
        refuse_if(find_reasons_against_review(review, at=at))
        earlier = [one for one in w.find(InvestigationReview, crime_id=work.row.id) if one.level == review.level.value]
        w.entry(
            EntryKind.INVESTIGATION_REVIEWED,
            subject=work.row,
            journey=work.row.journey_id,
            facts={"level": review.level.value, "directions": len(review.directions)},
        )
        row = w.insert(
            InvestigationReview(
                id=w.new_id(),
                journey_id=work.row.journey_id,
                crime_id=work.row.id,
                number=len(earlier) + 1,
                level=review.level.value,
                occasion=review.occasion.value,
                examined=[one.value for one in review.examined],
                findings=review.findings,
                challenge=review.challenge,
                no_direction_because=review.no_direction_because,
                reviewed_at=at,
                reviewed_by_id=by.id,
            )
        )
        _give_directions(w, work, row, review)
        _set_next(w, work, review, done=len(earlier) + 1)


def _give_directions(w: Writing, work: AtWork, row: InvestigationReview, review: ReviewDetails) -> None:
    for one in review.directions:
        direction = w.insert(
            ReviewDirection(
                id=w.new_id(),
                journey_id=row.journey_id,
                review_id=row.id,
                crime_id=row.crime_id,
                words=one.words,
                due_at=one.due_at,
            )
        )
        due = [follow_direction_due(one.due_at, work.clocks)]
        open_duties(
            w, due, about=work.row, owner_id=work.row.officer_id, team_id=work.row.team_id, subject_row=direction.id
        )


def _set_next(w: Writing, work: AtWork, review: ReviewDetails, *, done: int) -> None:
    met = find_open_duties_of(w, work.row, DUTY_OF_LEVEL[review.level])
    if Examined.SUSPECTS in review.examined:
        looked_at = find_open_duties_of(w, work.row, DutyKind.REVIEW_SUSPECT)
        not_found = find_open_duties_of(w, work.row, DutyKind.SEE_ABUSE_SUSPECT_FOUND)
        meet_duties(w, [*looked_at, *not_found], w.at)
        look_again_at(w, work.row, looked_at)
    if review.directions and Examined.PLAN in review.examined:
        met += _approvals_met(w, work)
    meet_duties(w, met, w.at)
    owner = work.supervisor_id if review.level is ReviewLevel.SUPERVISOR else None
    upcoming = review_due(review.level, done + 1, work.clocks, work.rulebook)
    number = done + 1
    while upcoming.due_at <= w.at:
        number += 1
        upcoming = review_due(review.level, number, work.clocks, work.rulebook)
    open_duties(w, [upcoming], about=work.row, owner_id=owner, team_id=work.row.team_id)


def resume_inspections(w: Writing, crime: Crime) -> None:
    """As part of reopening a crime that an officer had: the inspector's review is due again, as it was before its outcome."""
    if crime.allocated_at is None or find_open_duties_of(w, crime, DutyKind.INSPECT_INVESTIGATION):
        return
    reviews = w.find(InvestigationReview, crime_id=crime.id)
    inspected = [one.reviewed_at for one in reviews if one.level == ReviewLevel.INSPECTOR.value]
    due = resumed_inspection_due(
        crime_at_work(crime), rulebook_of(w, crime), done=len(inspected), last_at=max(inspected, default=None), at=w.at
    )
    open_duties(w, [due], about=crime, team_id=crime.team_id)


def _approvals_met(w: Writing, work: AtWork) -> list[Duty]:
    """What waits for the plan's approval: a review that directs says what is to be done instead, unless of one's own plan."""
    is_own = any(plan.set_by_id == w.by.id for plan in w.find(InvestigationPlan, crime_id=work.row.id))
    return [] if is_own else find_open_duties_of(w, work.row, DutyKind.APPROVE_PLAN)


def answer_direction(*, direction: int, answer: str, by: Officer, at: datetime) -> None:
    """Answer a direction: what was done."""
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Carrying out a direction") as w:
        row = w.lock(ReviewDirection, direction)
        work = hold_crime(w, row.crime_id)
        check_in_charge(by, work.row.officer_id)
        refuse_if(() if answer.strip() else (RESULT_MISSING.on("answer"),))
        w.entry(EntryKind.DIRECTION_ANSWERED, subject=work.row, journey=work.row.journey_id)
        w.update(row, answer=answer, answered_at=at, answered_by_id=by.id)
        meet_duties(w, find_open_duties_of(w, work.row, DutyKind.FOLLOW_DIRECTION, subject_row=row.id), at)
