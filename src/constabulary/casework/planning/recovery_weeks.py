"""The weeks of a running recovery plan: entered by a planner, or read from the records where the queue is ours."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import meet_duties, open_desk_duty
from constabulary.casework.planning.scenarios import FROM_RECORDS
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.clocks import start_of
from constabulary.policing.decisions import refuse_if
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.planning.recovery import (
    IS_COUNTED,
    WEEK,
    WeekEntered,
    find_reasons_against_week,
    look_at_recovery_due,
    week_ends_on,
)
from constabulary.records.models import Duty, RecoveryPlan, RecoveryWeek
from constabulary.records.queries.planning import ScenarioView, scenario_by_id
from constabulary.records.queries.queues import QueueName
from constabulary.records.queries.recovery_counts import CountedWeek, ledger_week, online_week, queues_kept
from constabulary.records.queries.recovery_plans import RecoveryPlanView, recovery_plan_by_id, recovery_plans_running
from constabulary.records.writing import Writing, writing
from constabulary.simulation.recovery.burn_down import play
from constabulary.simulation.recovery.document import Document, read
from constabulary.simulation.recovery.queue import Kind, Option, Queue
from constabulary.simulation.recovery.telling import tell_standing
from constabulary.simulation.recovery.tracking import Standing, Week, follow, share_out
from constabulary.standards.calendar import local_day
from constabulary.standards.queues import RECOVERY, RecoverySettings
from constabulary.standards.rulebook import Moments

DAYS_OF_WEEK = 7
#: Where the weeks of a plan are counted: the crimes of the online team, or a queue's name (`name_of_queue`).
ONLINE_TEAM = "online_team"
#: A queue that had nothing for so long is none that a plan would clear.
KEPT_WITHIN = timedelta(days=28)
#: What these do cannot be told, in the records, from what is worked off.
MIXED = frozenset({Kind.TRIAGE, Kind.PARTNER})


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

    `number` is the week that was meant; `is_counted` says that it is so although it does not add up. Raises NotPermitted,
    NoSuchRecord, or NotAllowed beside what does not add up, and where the records count the weeks of the plan.
    """
    check_may(by, Permission.PLAN)
    refuse_if((IS_COUNTED,) if found_plan(plan).counted_at else ())
    settings = recovery_settings(at)
    with writing(by=by, at=at, purpose="Entering a week of a recovery plan") as w:
        row = w.lock(RecoveryPlan, plan)
        # Read once nobody else can enter another.
        view = found_plan(plan)
        document, next_number = read(view.document), len(view.weeks) + 1
        refuse_if(
            find_reasons_against_week(
                WeekEntered(
                    came_in=came_in, done=done, waiting=waiting, waited=sum(_waited(view, document.plan.queue)), number=number,
                    next_number=next_number, weeks=document.plan.days // DAYS_OF_WEEK,
                    is_over=local_day(at) > week_ends_on(view.first_on, next_number),
                    has_ended=view.ended_at is not None, is_counted=is_counted,
                ),
                settings,
            )
        )  # fmt: skip
        return _note(w, row, view, document, Week(came_in=came_in, done=done, waiting=tuple(waiting)), settings)


def count_recovery_weeks(*, by: Officer, at: datetime) -> int:
    """By the clock: the finished weeks of running plans whose queue is ours, read from the records; how many were.

    A week that the ledger does not reach yet is read another day.
    """
    check_may(by, Permission.PLAN)
    counted = 0
    for plan in recovery_plans_running():
        while plan.counted_at and _count_next(plan.id, by=by, at=at):
            counted += 1
            plan = found_plan(plan.id)
    return counted


def _count_next(plan: int, *, by: Officer, at: datetime) -> bool:
    """Read the next week of a plan; whether there was one that is over and known."""
    with writing(by=by, at=at, purpose="By the clock") as w:
        row = w.lock(RecoveryPlan, plan)
        view = found_plan(plan)
        document, number = read(view.document), len(view.weeks) + 1
        queue = document.plan.queue
        is_over = local_day(at) > week_ends_on(view.first_on, number)
        if view.ended_at or number > document.plan.days // DAYS_OF_WEEK or not is_over:
            return False
        found = _counted(view, number)
        if found is None:
            return False
        waiting = share_out(queue, _waited(view, queue), came_in=found.came_in, waiting=found.waiting)
        week = Week(came_in=found.came_in, done=found.went_out, waiting=waiting)
        _note(w, row, view, document, week, recovery_settings(at))
        return True


def _counted(view: RecoveryPlanView, number: int) -> CountedWeek | None:
    first = view.first_on + WEEK * (number - 1)
    if view.counted_at == ONLINE_TEAM:
        return online_week(from_at=start_of(first), until_at=start_of(first + WEEK))
    return ledger_week(queue_named(view.counted_at), from_on=first)


def _note(
    w: Writing, row: RecoveryPlan, view: RecoveryPlanView, document: Document, week: Week, settings: RecoverySettings
) -> Standing:
    standing = follow(
        play(document.plan),
        [*weeks_as_played(view), week],
        promised_day=(view.promised_on - view.first_on).days,
        settings=settings,
    )
    number = len(view.weeks) + 1
    w.entry(EntryKind.RECOVERY_WEEK_NOTED, subject=row, facts={"week": number})
    w.insert(
        RecoveryWeek(
            id=w.new_id(), plan_id=row.id, number=number, came_in=week.came_in, done=week.done, waiting=list(week.waiting),
            standing=_as_told(standing), noted_at=w.at, noted_by_id=w.by.id,
        )
    )  # fmt: skip
    if standing.is_alarm:
        raise_look(w, row)
    else:
        meet_duties(w, looks_due(w, row.id), w.at)
    return standing


def raise_look(w: Writing, row: RecoveryPlan) -> bool:
    """Open the planners' look at a plan, unless one is open; whether it was opened."""
    if looks_due(w, row.id):
        return False
    due = look_at_recovery_due(read_rulebook(Moments(report=w.at, decision=w.at)), at=w.at)
    w.entry(EntryKind.RECOVERY_IN_DANGER, subject=row, editions=[due.edition])
    open_desk_duty(w, due, subject_row=row.id)
    return True


def looks_due(w: Writing, plan: int) -> list[Duty]:
    """The planners' looks at a plan that are open."""
    return w.find(Duty, lock=True, kind=DutyKind.LOOK_AT_RECOVERY.value, subject_row=plan, state="open")


def recovery_settings(at: datetime) -> RecoverySettings:
    """What a force goes by with its recovery plans, as it stands at a moment."""
    return read_rulebook(Moments(report=at, decision=at))[RECOVERY].value


def found_plan(plan: int) -> RecoveryPlanView:
    """A plan. Raises NoSuchRecord."""
    found = recovery_plan_by_id(plan)
    if found is None:
        raise NoSuchRecord(str(plan))
    return found


def weeks_as_played(view: RecoveryPlanView) -> tuple[Week, ...]:
    """The weeks that were entered, as they are held to the plan."""
    return tuple(Week(came_in=one.came_in, done=one.done, waiting=one.waiting) for one in view.weeks)


def _waited(view: RecoveryPlanView, queue: Queue) -> Sequence[int]:
    """How many waited before the next week, by class."""
    return view.weeks[-1].waiting if view.weeks else [one.waiting for one in queue.classes]


def _as_told(standing: Standing) -> dict[str, Any]:
    """How a plan stands, as it is told and kept with the week: what follows is worked out from the weeks again."""
    said = list(tell_standing(standing))[-max(1, len(standing.troubles)) :]
    return {"chance": standing.chance, "troubles": [one.value for one in standing.troubles], "said": said}


def from_records(scenario: ScenarioView | None) -> ScenarioView | None:
    """The scenario that was made of the records, where this is it or was changed from it."""
    while scenario is not None and scenario.made_from:
        scenario = scenario_by_id(scenario.made_from)
    return scenario if scenario is not None and scenario.origin == FROM_RECORDS else None


def is_mixed(options: Sequence[Option]) -> bool:
    """Whether what is worked off cannot be told in the records from what these do."""
    return any(one.kind in MIXED for one in options)


def places_to_count(*, scenario: ScenarioView, by: Officer, at: datetime) -> dict[str, str]:
    """Where the weeks of a plan of this scenario can be counted, each with what people call it; most likely first.

    Raises NotPermitted.
    """
    check_may(by, Permission.PLAN)
    queues = queues_kept(since=local_day(at) - KEPT_WITHIN)
    online = {ONLINE_TEAM: tell_place(ONLINE_TEAM)} if from_records(scenario) else {}
    return {**online, **{(place := name_of_queue(one)): tell_place(place) for one in queues}}


def name_of_queue(name: QueueName) -> str:
    """A queue as it is kept with a plan."""
    return f"{name.desk.value}/{name.kind.value}"


def queue_named(place: str) -> QueueName:
    """The queue of such a name."""
    desk, kind = place.split("/")
    return QueueName(desk=Desk(desk), kind=DutyKind(kind))


def tell_place(place: str) -> str:
    """What people call a place where weeks are counted."""
    if place == ONLINE_TEAM:
        return "POLIT's open crimes in the records"
    name = queue_named(place)
    return f"{name.desk.label}: {CATALOGUE[name.kind].title}"
