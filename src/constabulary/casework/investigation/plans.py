"""The plan: set, approved, its lines of enquiry added and ended."""

from collections.abc import Iterable
from datetime import datetime

from constabulary.access.officers import Officer, check_authority, check_in_charge, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties, supersede_duties
from constabulary.casework.investigation.crime import AtWork, hold_crime
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.desks import Authority
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.duties import approve_plan_due, follow_line_due, mend_plan_due
from constabulary.policing.investigation.plans import (
    NOTHING_TO_DECIDE,
    OWN_PLAN,
    RESULT_MISSING,
    Direction,
    LineDetails,
    PlanDetails,
    find_reasons_against_line,
    find_reasons_against_plan,
    find_reasons_against_return,
)
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import CRIME, LINE_OF_ENQUIRY, WRONG_STATE
from constabulary.records.models import InvestigationPlan, LineOfEnquiry
from constabulary.records.writing import Writing, writing
from constabulary.standards.calendar import local_day


def set_plan(*, crime: int, plan: PlanDetails, by: Officer, at: datetime) -> None:
    """Set the plan of a crime, or set it anew; new lines are added to those there. It then waits for approval.

    Raises NotPermitted, or NotAllowed with what the plan lacks beside each field.
    """
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Planning the investigation") as w:
        work = hold_crime(w, crime)
        check_in_charge(by, work.row.officer_id)
        refuse_if((WRONG_STATE[CRIME.name],) if work.row.state == "outcome_proposed" else ())
        lines = w.find(LineOfEnquiry, crime_id=work.row.id)
        refuse_if(
            find_reasons_against_plan(
                plan,
                open_directions=tuple(Direction(line.direction) for line in lines if line.state == "open"),
                has_victim=work.clocks.has_victim,
                today=local_day(at),
            )
        )
        w.entry(EntryKind.PLAN_SET, subject=work.row, journey=work.row.journey_id)
        _write_plan(w, work, plan)
        if work.row.state == "allocated":
            w.update(work.row, state="investigating")
        _add_lines(w, work, plan.lines, after=len(lines))
        meet_duties(w, find_open_duties_of(w, work.row, DutyKind.SET_PLAN), at)
        supersede_duties(w, find_open_duties_of(w, work.row, DutyKind.APPROVE_PLAN), at)
        open_duties(
            w, [approve_plan_due(work.clocks, work.rulebook, at=at)], about=work.row,
            owner_id=work.supervisor_id, team_id=work.row.team_id,
        )  # fmt: skip


def _write_plan(w: Writing, work: AtWork, plan: PlanDetails) -> None:
    fields = {
        "summary": plan.summary,
        "points_to_prove": plan.points_to_prove,
        "evidence_led_route": plan.evidence_led_route,
        "nothing_away_because": plan.nothing_away_because,
        "victim_needs": plan.victim_needs,
        "finish_on": plan.finish_on,
        "set_at": w.at,
        "set_by_id": w.by.id,
    }
    present = next(iter(w.find(InvestigationPlan, lock=True, crime_id=work.row.id)), None)
    if present is None:
        w.insert(InvestigationPlan(journey_id=work.row.journey_id, crime_id=work.row.id, **fields))
    else:
        w.update(present, **fields, approval="", approved_at=None, approved_by_id=None)


def _add_lines(w: Writing, work: AtWork, lines: Iterable[LineDetails], *, after: int) -> None:
    for number, line in enumerate(lines, start=after + 1):
        owner = line.owner_id or work.row.officer_id
        row = w.insert(
            LineOfEnquiry(
                id=w.new_id(),
                journey_id=work.row.journey_id,
                crime_id=work.row.id,
                number=number,
                objective=line.objective,
                action=line.action,
                direction=line.direction.value,
                owner_id=owner,
                due_on=line.due_on,
                gone_from=line.gone_from,
                added_at=w.at,
                added_by_id=w.by.id,
            )
        )
        due = [follow_line_due(line.due_on, work.clocks)]
        open_duties(w, due, about=work.row, owner_id=owner, team_id=work.row.team_id, subject_row=row.id)


def approve_plan(*, crime: int, words: str, by: Officer, at: datetime) -> None:
    """A supervisor approves the plan. Raises NotAllowed for whoever set it."""
    check_may(by, Permission.REVIEW_AS_SUPERVISOR)
    check_authority(by, Authority.SUPERVISOR)
    with writing(by=by, at=at, purpose="Supervising the investigation") as w:
        work = hold_crime(w, crime)
        plan = next(iter(w.find(InvestigationPlan, lock=True, crime_id=work.row.id)), None)
        if plan is None:
            raise NotAllowed([WRONG_STATE[CRIME.name]])
        if by.id in {plan.set_by_id, work.row.officer_id}:
            raise NotAllowed([OWN_PLAN])
        # A plan that was returned waits for its officer, not for another supervisor.
        refuse_if((NOTHING_TO_DECIDE,) if plan.approval and plan.approved_at is None else ())
        w.entry(EntryKind.PLAN_APPROVED, subject=work.row, journey=work.row.journey_id)
        w.update(plan, approval=words, approved_at=at, approved_by_id=by.id)
        meet_duties(w, find_open_duties_of(w, work.row, DutyKind.APPROVE_PLAN), at)


def return_plan(*, crime: int, words: str, by: Officer, at: datetime) -> None:
    """A supervisor sends the plan back, saying what is missing; it waits for its officer, who sets it anew.

    The words stand on the plan until then. Raises NotAllowed for whoever set it, and without words.
    """
    check_may(by, Permission.REVIEW_AS_SUPERVISOR)
    check_authority(by, Authority.SUPERVISOR)
    with writing(by=by, at=at, purpose="Supervising the investigation") as w:
        work = hold_crime(w, crime)
        plan = next(iter(w.find(InvestigationPlan, lock=True, crime_id=work.row.id)), None)
        if plan is None:
            raise NotAllowed([WRONG_STATE[CRIME.name]])
        if by.id in {plan.set_by_id, work.row.officer_id}:
            raise NotAllowed([OWN_PLAN])
        refuse_if(find_reasons_against_return(words, waits=plan.approved_at is None and not plan.approval))
        w.entry(EntryKind.PLAN_RETURNED, subject=work.row, journey=work.row.journey_id)
        w.update(plan, approval=words.strip())
        meet_duties(w, find_open_duties_of(w, work.row, DutyKind.APPROVE_PLAN), at)
        due = [mend_plan_due(work.clocks, work.rulebook, at=at)]
        open_duties(w, due, about=work.row, owner_id=work.row.officer_id, team_id=work.row.team_id)


def add_line(*, crime: int, line: LineDetails, by: Officer, at: datetime) -> None:
    """Add a line of enquiry to the plan."""
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Planning the investigation") as w:
        work = hold_crime(w, crime)
        check_in_charge(by, work.row.officer_id)
        refuse_if(find_reasons_against_line(line, today=local_day(at)))
        w.entry(EntryKind.LINE_ADDED, subject=work.row, journey=work.row.journey_id)
        _add_lines(w, work, [line], after=len(w.find(LineOfEnquiry, crime_id=work.row.id)))


def end_line(*, line: int, pursued: bool, result: str, by: Officer, at: datetime) -> None:
    """End a line of enquiry: with what it brought, or with why it is not pursued.

    Whoever owns the line may, besides the officer in charge and their supervisor.
    """
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Following a line of enquiry") as w:
        row = w.lock(LineOfEnquiry, line)
        work = hold_crime(w, row.crime_id)
        if by.id != row.owner_id:
            check_in_charge(by, work.row.officer_id)
        state = "done" if pursued else "not_pursued"
        LINE_OF_ENQUIRY.check_move(row.state, state)
        refuse_if(() if result.strip() else (RESULT_MISSING,))
        w.entry(EntryKind.LINE_ENDED, subject=work.row, journey=work.row.journey_id)
        w.update(row, state=state, result=result, ended_at=at, ended_by_id=by.id)
        meet_duties(w, find_open_duties_of(w, work.row, DutyKind.FOLLOW_LINE, subject_row=row.id), at)
