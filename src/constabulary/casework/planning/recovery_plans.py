"""Recovery plans: approved from a way that was played, held to what came about week by week, ended; looked after by the clock."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import meet_duties, open_desk_duty, supersede_duties
from constabulary.casework.planning.questions import recovery_question
from constabulary.casework.planning.scenarios import FROM_RECORDS, count_online_team
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.planning.recovery import (
    NOT_A_RECOVERY,
    Approval,
    WeekEntered,
    find_reasons_against_approval,
    find_reasons_against_ending,
    find_reasons_against_week,
    is_week_missing,
    look_at_recovery_due,
    week_ends_on,
)
from constabulary.policing.planning.runs import RunKind
from constabulary.records.models import Duty, RecoveryPlan, RecoveryWeek
from constabulary.records.queries.planning import ScenarioView, run_by_id, scenario_by_id
from constabulary.records.queries.recovery_plans import (
    RecoveryPlanView,
    recovery_plan_by_id,
    recovery_plans_running,
)
from constabulary.records.writing import Writing, writing
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.recovery.burn_down import play
from constabulary.simulation.recovery.document import (
    Document,
    make_document,
    play_again,
    read,
    why_stale,
    write,
)
from constabulary.simulation.recovery.from_model import NoQueue, reckon
from constabulary.simulation.recovery.queue import Queue
from constabulary.simulation.recovery.telling import tell_standing
from constabulary.simulation.recovery.tracking import Standing, Week, follow
from constabulary.simulation.scenarios.from_records import online_model
from constabulary.standards.calendar import local_day
from constabulary.standards.queues import RECOVERY, RecoverySettings
from constabulary.standards.rulebook import Moments

DAYS_OF_WEEK = 7


def approve_recovery_plan(*, run: int, way: str, promised_on: date, words: str, by: Officer, at: datetime) -> int:
    """Approve a way that was played as the plan: a document of its inputs, seed and figures is kept. The plan's row number.

    Raises NotPermitted, NoSuchRecord, or NotAllowed beside what is missing.
    """
    check_may(by, Permission.PLAN)
    found = run_by_id(run)
    if found is None:
        raise NoSuchRecord(str(run))
    refuse_if(() if found.kind == RunKind.RECOVERY and found.result else (NOT_A_RECOVERY,))
    scenario = scenario_by_id(found.scenario)
    assert scenario is not None
    asked = recovery_question(
        read_model(scenario.text), dict(found.question), times=found.replications, seed=found.seed, at=found.asked_at
    )
    plans = asked.plans()
    refuse_if(
        find_reasons_against_approval(
            Approval(
                way=way, ways=tuple(plans), first_on=asked.first, promised_on=promised_on, days=asked.days, words=words
            )
        )
    )  # fmt: skip
    document = make_document(plans[way], first=asked.first, made_by=f"Run {run}")
    with writing(by=by, at=at, purpose="Approving a recovery plan") as w:
        row = RecoveryPlan(
            id=w.new_id(), run_id=run, way=way, document=write(document), promised_on=promised_on, words=words.strip(),
            approved_at=at, approved_by_id=by.id,
        )  # fmt: skip
        w.entry(
            EntryKind.RECOVERY_PLAN_APPROVED, subject=row,
            facts={"run": run, "promised": promised_on, "digest": document.digest},
        )  # fmt: skip
        w.insert(row)
    return row.id


def enter_recovery_week(
    *,
    plan: int,
    number: int,
    came_in: int,
    done: int,
    waiting: Sequence[int],
    by: Officer,
    at: datetime,
    is_counted: bool = False,
) -> Standing:
    """Enter the next finished week of a plan; how it stands then. Where it is in danger, the planners' desk is due a look.

    `number` is the week that was meant; `is_counted` says that it is so although it does not add up. Raises NotPermitted, NoSuchRecord, or NotAllowed beside what does not add up.
    """
    check_may(by, Permission.PLAN)
    _found(plan)
    settings = recovery_settings(at)
    with writing(by=by, at=at, purpose="Entering a week of a recovery plan") as w:
        row = w.lock(RecoveryPlan, plan)
        # Read once nobody else can enter another.
        view = _found(plan)
        document, next_number = read(view.document), len(view.weeks) + 1
        refuse_if(
            find_reasons_against_week(
                WeekEntered(
                    came_in=came_in, done=done, waiting=waiting, waited=_waited(view, document.plan.queue), number=number,
                    next_number=next_number, weeks=document.plan.days // DAYS_OF_WEEK,
                    is_over=local_day(at) > week_ends_on(view.first_on, next_number),
                    has_ended=view.ended_at is not None, is_counted=is_counted,
                ),
                settings,
            )
        )  # fmt: skip
        standing = follow(
            play(document.plan),
            [*weeks_as_played(view), Week(came_in=came_in, done=done, waiting=tuple(waiting))],
            promised_day=(view.promised_on - view.first_on).days,
            settings=settings,
        )
        w.entry(EntryKind.RECOVERY_WEEK_NOTED, subject=row, facts={"week": number})
        w.insert(
            RecoveryWeek(
                id=w.new_id(), plan_id=plan, number=number, came_in=came_in, done=done, waiting=list(waiting),
                standing=_as_told(standing), noted_at=at, noted_by_id=by.id,
            )
        )  # fmt: skip
        if standing.is_alarm:
            _raise(w, row)
        else:
            meet_duties(w, _duties(w, plan), at)
    return standing


def end_recovery_plan(*, plan: int, outcome: str, by: Officer, at: datetime) -> None:
    """End a plan, with what became of it. Raises NotPermitted, NoSuchRecord, or NotAllowed without words or a second time."""
    check_may(by, Permission.PLAN)
    _found(plan)
    with writing(by=by, at=at, purpose="Ending a recovery plan") as w:
        row = w.lock(RecoveryPlan, plan)
        refuse_if(find_reasons_against_ending(outcome=outcome, has_ended=row.ended_at is not None))
        w.entry(EntryKind.RECOVERY_PLAN_ENDED, subject=row)
        w.update(row, outcome=outcome.strip(), ended_at=at, ended_by_id=by.id)
        meet_duties(w, _duties(w, plan), at)


def play_recovery_plan_again(*, plan: int, by: Officer, at: datetime) -> bool:
    """Whether the plan's document, played again, has the same figures to the last digit. Raises NotPermitted, NoSuchRecord,
    or NotADocument where another edition made it."""
    del at
    check_may(by, Permission.SEE_PLANS)
    return play_again(read(_found(plan).document))


def watch_recovery_plans(*, by: Officer, at: datetime) -> int:
    """By the clock, once a day: plans of which a finished week is missing, and those made from records that have moved since,
    go to the planners' desk; how many. What has moved is as it was on the last look: it may move back."""
    check_may(by, Permission.PLAN)
    raised, settings = 0, recovery_settings(at)
    for view in recovery_plans_running():
        document = read(view.document)
        moved = tuple(_moved(view, document, by=by, at=at))
        is_missing = is_week_missing(
            view.first_on,
            settings,
            entered=len(view.weeks),
            weeks=document.plan.days // DAYS_OF_WEEK,
            today=local_day(at),
        )
        if is_missing or moved or view.moved:
            raised += _look_at(view, moved, is_missing=is_missing, by=by, at=at)
    return raised


def _look_at(view: RecoveryPlanView, moved: tuple[str, ...], *, is_missing: bool, by: Officer, at: datetime) -> int:
    """Keep what has moved, and open the planners' look at a plan or end it with its cause; 1 where there is a new cause."""
    has_moved, is_back = bool(moved) and not view.moved, bool(view.moved) and not moved
    with writing(by=by, at=at, purpose="By the clock") as w:
        row = w.lock(RecoveryPlan, view.id)
        is_new = (is_missing or has_moved) and _raise(w, row)
        if moved != view.moved:
            w.entry(EntryKind.RECOVERY_RECORDS_HELD, subject=row)
            w.update(row, moved=list(moved))
        if is_back and not is_missing and not view.standing.get("troubles"):
            supersede_duties(w, _duties(w, view.id), at)
    return int(is_new or has_moved)


def _moved(view: RecoveryPlanView, document: Document, *, by: Officer, at: datetime) -> Sequence[str]:
    """What of the records the plan was made of is no longer so, in sentences; what was so before where nothing can be said."""
    scenario = _from_records(scenario_by_id(view.scenario))
    if scenario is None:
        return ()
    try:
        # As they were against as they are: what a planner changed beside is their own, and has not moved.
        then = reckon(read_model(scenario.text)).queue
        team = count_online_team(by=by, at=at)
        now = reckon(read_model(online_model(team, on=local_day(at)))).queue
    except (NotAllowed, NoQueue):
        return view.moved
    return why_stale(document, on=document.first, settings=recovery_settings(at), now=now, then=then)


def _from_records(scenario: ScenarioView | None) -> ScenarioView | None:
    """The scenario that was made of the records, where this is it or was changed from it."""
    while scenario is not None and scenario.made_from:
        scenario = scenario_by_id(scenario.made_from)
    return scenario if scenario is not None and scenario.origin == FROM_RECORDS else None


def _raise(w: Writing, row: RecoveryPlan) -> bool:
    """Open the planners' look at a plan, unless one is open; whether it was opened."""
    if _duties(w, row.id):
        return False
    due = look_at_recovery_due(read_rulebook(Moments(report=w.at, decision=w.at)), at=w.at)
    w.entry(EntryKind.RECOVERY_IN_DANGER, subject=row, editions=[due.edition])
    open_desk_duty(w, due, subject_row=row.id)
    return True


def _duties(w: Writing, plan: int) -> list[Duty]:
    return w.find(Duty, lock=True, kind=DutyKind.LOOK_AT_RECOVERY.value, subject_row=plan, state="open")


def recovery_settings(at: datetime) -> RecoverySettings:
    """What a force goes by with its recovery plans, as it stands at a moment."""
    return read_rulebook(Moments(report=at, decision=at))[RECOVERY].value


def _found(plan: int) -> RecoveryPlanView:
    found = recovery_plan_by_id(plan)
    if found is None:
        raise NoSuchRecord(str(plan))
    return found


def _waited(view: RecoveryPlanView, queue: Queue) -> int:
    return sum(view.weeks[-1].waiting) if view.weeks else queue.waiting


def _as_told(standing: Standing) -> dict[str, Any]:
    """How a plan stands, as it is told and kept with the week: what follows is worked out from the weeks again."""
    said = list(tell_standing(standing))[-max(1, len(standing.troubles)) :]
    return {"chance": standing.chance, "troubles": [one.value for one in standing.troubles], "said": said}


def weeks_as_played(view: RecoveryPlanView) -> tuple[Week, ...]:
    """The weeks that were entered, as they are held to the plan."""
    return tuple(Week(came_in=one.came_in, done=one.done, waiting=one.waiting) for one in view.weeks)


def why_plan_is_stale(view: RecoveryPlanView, *, at: datetime) -> tuple[str, ...]:
    """Why a plan no longer holds, in sentences; none while it does."""
    settings = recovery_settings(at)
    stale = why_stale(read(view.document), on=local_day(at), settings=settings, weeks=weeks_as_played(view))
    return (*stale, *view.moved)
