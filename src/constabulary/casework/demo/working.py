"""An investigation while it lasts: planned, approved, lines followed, reviewed when due, the victim told as agreed.

Most is done when it is due. What is missed is found later, as a supervisor or a list finds it; little is never done.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.allocation import note_stage
from constabulary.casework.demo.victims import told
from constabulary.casework.demo.world import World
from constabulary.casework.investigation.plans import approve_plan, end_line, set_plan
from constabulary.casework.investigation.reviews import answer_direction, review_investigation
from constabulary.policing.allocation.workload import Stage
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.plans import Direction, LineDetails, PlanDetails
from constabulary.policing.investigation.reviews import (
    DirectionGiven,
    Examined,
    Occasion,
    ReviewDetails,
    ReviewLevel,
)
from constabulary.policing.victims.contact import Occasion as Spoken
from constabulary.records.models import Crime, Duty, LineOfEnquiry, ReviewDirection
from constabulary.standards.calendar import local_day

Story = Iterator[datetime]
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WORKED_ON = frozenset({"allocated", "investigating"})
#: The shares of what is done late. Ours: inspections find supervision late oftener than contact with victims.
PLANNED_LATE, APPROVED_LATE, REVIEWED_LATE, ANSWERED_LATE, UPDATED_LATE = 0.2, 0.2, 0.5, 0.2, 0.2
#: So close to its end the next look at a case is the decision on its outcome.
ENDING = timedelta(days=5)


#: Later than any story is told.
LONG_AFTER = timedelta(days=30)


def is_worked_on(world: World, crime: Crime) -> bool:
    """Whether somebody still works on a crime."""
    return world.row(Crime, id=crime.id).state in WORKED_ON


def work(world: World, crime: Crime, officer: Officer, ends: datetime) -> Story:
    """Everything until the case is ready to end."""
    planned = world.now + HOUR * world.chance.lognormvariate(2.2, 0.8) + world.lateness(PLANNED_LATE, days=4)
    yield min(planned, ends)
    _plan(world, crime, officer)
    world.begin(_approve(world, crime, officer))
    for line in world.rows(LineOfEnquiry, crime_id=crime.id):
        yield min(world.now + DAY * world.chance.lognormvariate(1.5, 0.6), ends)
        end_line(
            line=line.id, pursued=world.chance.random() < 0.85, result="Viewed: a figure, no face.", by=officer,
            at=world.now,
        )  # fmt: skip
    yield from keep_up(world, crime, officer, ends)
    yield ends


def _plan(world: World, crime: Crime, officer: Officer) -> None:
    today: date = local_day(world.now)
    lines = [
        LineDetails(objective="Who did it", action="Secure footage", due_on=today + 7 * DAY, direction=Direction.EITHER)
    ]
    if world.chance.random() < 0.25:
        lines.append(LineDetails(objective="What was seen", action="Speak to neighbours", due_on=today + 14 * DAY))
    plan = PlanDetails(
        summary=crime.summary, points_to_prove=f"The points to prove of {crime.offence_title}."[:400],
        evidence_led_route="The first account, footage, what officers saw.", lines=tuple(lines),
    )  # fmt: skip
    set_plan(crime=crime.id, plan=plan, by=officer, at=world.now)


def _approve(world: World, crime: Crime, officer: Officer) -> Story:
    yield world.now + HOUR * world.chance.lognormvariate(2.5, 0.8) + world.lateness(APPROVED_LATE, days=6)
    if is_worked_on(world, crime):
        approve_plan(crime=crime.id, words="Proportionate.", by=world.supervisor(officer), at=world.now)


def keep_up(world: World, crime: Crime, officer: Officer, ends: datetime) -> Story:
    """What falls due again and again while a case lasts, each time about when it is due."""
    while True:
        due = [one for one in world.rows(Duty, journey_id=crime.journey_id, state="open") if one.kind in KEPT_UP]
        first = min((one for one in due if one.crime_id == crime.id), key=lambda one: one.due_at, default=None)
        if first is None:
            return
        late, act = KEPT_UP[DutyKind(first.kind)]
        moment = first.due_at - HOUR * world.chance.triangular(2, 60, 16) + world.lateness(late, days=7)
        moment = max(moment, world.now + HOUR * world.chance.triangular(1, 30, 8))
        if moment >= ends - ENDING:
            return
        yield moment
        act(world, crime, officer)


def _update(world: World, crime: Crime, officer: Officer) -> None:
    told(world, crime, officer, Spoken.AS_AGREED)


def _review(world: World, crime: Crime, officer: Officer) -> None:
    _examine(world, crime, officer, ReviewLevel.SUPERVISOR, world.supervisor(officer))
    if world.chance.random() < 0.1:
        stage = world.chance.choice(list(Stage)[1:])
        note_stage(crime=crime.id, stage=stage, by=officer, at=world.now)


def _inspect(world: World, crime: Crime, officer: Officer) -> None:
    _examine(world, crime, officer, ReviewLevel.INSPECTOR, world.anyone(Role.INSPECTOR))


def _examine(world: World, crime: Crime, officer: Officer, level: ReviewLevel, by: Officer) -> None:
    directs = world.chance.random() < 0.2
    review = ReviewDetails(
        level=level, occasion=Occasion.INTERVAL, examined=(Examined.PLAN, Examined.LINES, Examined.SUSPECTS),
        findings="Lines are proportionate; the victim is kept up to date.",
        directions=(DirectionGiven(words="Ask the second witness again.", due_at=world.now + 7 * DAY),) if directs else (),
        no_direction_because="" if directs else "Every line is in hand and dated.",
    )  # fmt: skip
    review_investigation(crime=crime.id, review=review, by=by, at=world.now)
    if directs:
        world.begin(_answer(world, crime, officer))


def _answer(world: World, crime: Crime, officer: Officer) -> Story:
    given = world.row(ReviewDirection, crime_id=crime.id)
    yield world.now + DAY * world.chance.triangular(0.5, 7, 4) + world.lateness(ANSWERED_LATE, days=6)
    if is_worked_on(world, crime):
        answer_direction(direction=given.id, answer="Asked; nothing new.", by=officer, at=world.now)


#: What falls due again while a case lasts: how often it is done late, and by which act it is done.
KEPT_UP: dict[DutyKind, tuple[float, Callable[[World, Crime, Officer], None]]] = {
    DutyKind.UPDATE_VICTIM: (UPDATED_LATE, _update),
    DutyKind.REVIEW_INVESTIGATION: (REVIEWED_LATE, _review),
    DutyKind.INSPECT_INVESTIGATION: (REVIEWED_LATE, _inspect),
}
