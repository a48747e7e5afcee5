"""Recovery plans: approved from a way that was played, held to what came about week by week, ended; looked after by the clock."""

from collections.abc import Sequence
from datetime import date, datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import meet_duties, supersede_duties
from constabulary.casework.planning.questions import recovery_question
from constabulary.casework.planning.recovery_weeks import (
    DAYS_OF_WEEK,
    found_plan,
    from_records,
    is_mixed,
    looks_due,
    places_to_count,
    raise_look,
    recovery_settings,
    weeks_as_played,
)
from constabulary.casework.planning.scenarios import count_online_team
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.planning.recovery import (
    NOT_A_RECOVERY,
    Approval,
    find_reasons_against_approval,
    find_reasons_against_ending,
    is_week_missing,
)
from constabulary.policing.planning.runs import RunKind
from constabulary.records.models import RecoveryPlan
from constabulary.records.queries.planning import run_by_id, scenario_by_id
from constabulary.records.queries.recovery_plans import RecoveryPlanView, recovery_plans_running
from constabulary.records.writing import writing
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.recovery.document import (
    Document,
    make_document,
    play_again,
    read,
    why_stale,
    write,
)
from constabulary.simulation.recovery.from_model import NoQueue, reckon
from constabulary.simulation.scenarios.from_records import online_model
from constabulary.standards.calendar import local_day
from constabulary.standards.queues import RecoverySettings


def approve_recovery_plan(
    *, run: int, way: str, promised_on: date, words: str, counted_at: str = "", by: Officer, at: datetime
) -> int:
    """Approve a way that was played as the plan: a document of its inputs, seed and figures is kept. The plan's row number.

    `counted_at` is one of `recovery_weeks.places_to_count` where the records count its weeks; empty where they are typed in.
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
                way=way, ways=tuple(plans), first_on=asked.first, promised_on=promised_on, days=asked.days, words=words,
                counted_at=counted_at, countable=tuple(places_to_count(scenario=scenario, by=by, at=at)),
                is_mixed=way in plans and is_mixed(plans[way].options),
            )
        )
    )  # fmt: skip
    document = make_document(plans[way], first=asked.first, made_by=f"Run {run}")
    with writing(by=by, at=at, purpose="Approving a recovery plan") as w:
        row = RecoveryPlan(
            id=w.new_id(), run_id=run, way=way, document=write(document), promised_on=promised_on, words=words.strip(),
            counted_at=counted_at, approved_at=at, approved_by_id=by.id,
        )  # fmt: skip
        w.entry(
            EntryKind.RECOVERY_PLAN_APPROVED, subject=row,
            facts={"run": run, "promised": promised_on, "digest": document.digest, "counted_at": counted_at},
        )  # fmt: skip
        w.insert(row)
    return row.id


def end_recovery_plan(*, plan: int, outcome: str, by: Officer, at: datetime) -> None:
    """End a plan, with what became of it. Raises NotPermitted, NoSuchRecord, or NotAllowed without words or a second time."""
    check_may(by, Permission.PLAN)
    found_plan(plan)
    with writing(by=by, at=at, purpose="Ending a recovery plan") as w:
        row = w.lock(RecoveryPlan, plan)
        refuse_if(find_reasons_against_ending(outcome=outcome, has_ended=row.ended_at is not None))
        w.entry(EntryKind.RECOVERY_PLAN_ENDED, subject=row)
        w.update(row, outcome=outcome.strip(), ended_at=at, ended_by_id=by.id)
        meet_duties(w, looks_due(w, plan), at)


def play_recovery_plan_again(*, plan: int, by: Officer, at: datetime) -> bool:
    """Whether the plan's document, played again, has the same figures to the last digit. Raises NotPermitted, NoSuchRecord,
    or NotADocument where another edition made it."""
    del at
    check_may(by, Permission.SEE_PLANS)
    return play_again(read(found_plan(plan).document))


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
        is_new = (is_missing or has_moved) and raise_look(w, row)
        if moved != view.moved:
            w.entry(EntryKind.RECOVERY_RECORDS_HELD, subject=row)
            w.update(row, moved=list(moved))
        if is_back and not is_missing and not view.standing.get("troubles"):
            supersede_duties(w, looks_due(w, view.id), at)
    return int(is_new or has_moved)


def _moved(view: RecoveryPlanView, document: Document, *, by: Officer, at: datetime) -> Sequence[str]:
    """What of the records the plan was made of is no longer so, in sentences; what was so before where nothing can be said."""
    scenario = from_records(scenario_by_id(view.scenario))
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


def why_plan_is_stale(view: RecoveryPlanView, *, at: datetime) -> tuple[str, ...]:
    """Why a plan no longer holds, in sentences; none while it does."""
    return _why_stale(view, recovery_settings(at), at)


def plans_stale(views: Sequence[RecoveryPlanView], *, at: datetime) -> frozenset[int]:
    """Which of these plans run and no longer hold, by their row numbers; the rule book is read once for all."""
    settings = recovery_settings(at)
    return frozenset(one.id for one in views if one.ended_at is None and _why_stale(one, settings, at))


def _why_stale(view: RecoveryPlanView, settings: RecoverySettings, at: datetime) -> tuple[str, ...]:
    stale = why_stale(read(view.document), on=local_day(at), settings=settings, weeks=weeks_as_played(view))
    return (*stale, *view.moved)
