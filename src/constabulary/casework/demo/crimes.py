"""The story of one crime: reported, recorded, filed at the desk or investigated, and ended as Kent's crimes ended.

A story is a generator: it acts, then says when it goes on. What it has not reached by the force's today stays open.
"""

from collections.abc import Generator
from datetime import date, datetime, timedelta

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.allocation import allocate_crime, note_stage
from constabulary.casework.contact import CallDetails
from constabulary.casework.demo.endings import end_case, needs_suspect, suspect_ages
from constabulary.casework.demo.incidents import (
    MINUTE,
    URGENT,
    Story,
    answer_call,
    ask_again,
    close_later,
    hand_to_imu,
    minutes,
    send_unit,
)
from constabulary.casework.demo.mix import UNDECIDED, OffenceClass, draw_class, draw_outcome
from constabulary.casework.demo.registrar import oversee
from constabulary.casework.demo.reports import HATE, ONLINE_CHILD_ABUSE, STALKING, make_call, report_of
from constabulary.casework.demo.safety import keep_safe
from constabulary.casework.demo.victims import acknowledge, make_first_contact, told
from constabulary.casework.demo.world import World
from constabulary.casework.investigation.plans import approve_plan, end_line, set_plan
from constabulary.casework.investigation.reviews import answer_direction, review_investigation
from constabulary.casework.outcomes.deciding import reopen_crime
from constabulary.casework.people import PersonDetails
from constabulary.casework.recording.crimes import CrimeDetails
from constabulary.casework.recording.decision import decide_recording
from constabulary.policing.allocation.workload import Stage
from constabulary.policing.investigation.plans import Direction, LineDetails, PlanDetails
from constabulary.policing.investigation.reviews import (
    DirectionGiven,
    Examined,
    Occasion,
    ReviewDetails,
    ReviewLevel,
)
from constabulary.policing.recording.decision import RecordingFacts, Step, StepAnswer
from constabulary.policing.victims.contact import Occasion as Spoken
from constabulary.records.models import Crime, Incident, IncidentPerson, LineOfEnquiry, Person, ReviewDirection
from constabulary.standards.calendar import local_day

KEEPS = {Step.CONTRARY_EVIDENCE, Step.OTHER_FORCE, Step.RULE_DIRECTS_NOT}
RECORD_IT = tuple(StepAnswer(step=step, answer=step not in KEEPS) for step in Step)
DO_NOT = tuple(
    StepAnswer(step=step, answer=step is Step.CONCERNS_CRIME, evidence="What was seen speaks against it.")
    for step in (Step.CONCERNS_CRIME, Step.NOTIFIABLE)
)
LATE = "Waited in the unit's queue."
DAY = timedelta(days=1)
#: Days from allocation to the end, by outcome: the middle of a lognormal. Charges come in the first weeks, what is
#: left open for evidence or the prosecutor takes months. Ours; the real table has no durations.
DAYS_TO_END = {"14": 12, "15": 38, "16": 22, "18": 14, "1": 26, "17": 200, "20": 20, "21": 24}
USUAL_DAYS = 25
#: How long ago a report may be and still be caught in the desk's backlog, and the share that is.
BACKLOG = timedelta(days=24)
CAUGHT = 0.12
RAPES = ("19A", "19B", "19C", "19D", "19E", "19F", "19G", "19H")


def tell_crime(world: World, district: str) -> Story:
    """A crime from its report to its end."""
    chance, at = world.chance, world.now
    # It may have happened the day before it is reported.
    kind = draw_class(chance, on=local_day(at) - DAY)
    outcome = draw_outcome(chance, kind)
    report = report_of(kind)
    place = world.place(district, shop=report.at_shop)
    at_home = chance.random() < 0.4
    person = world.person(at, home=place if at_home else None, fresh=kind.code == STALKING)
    suspect = _named_at_report(world, outcome)
    call = make_call(
        chance, report, at=at, caller=person, place=place, rulebook=world.rulebook(at), crime=True, suspect=suspect,
        hate=kind.code in HATE, stalking=kind.code == STALKING,
        domestic=False if outcome in {"8", "10"} else None,
    )  # fmt: skip
    incident = answer_call(world, call).incident_id
    yield from _respond(world, incident, call)
    crime = yield from _record(world, incident, kind, call)
    yield from close_later(world, incident, call)
    if crime is None:
        return
    if crime.victim_id is not None:
        yield from acknowledge(world, crime)
    if outcome == "18" and not crime.high_harm and chance.random() < 0.72:
        yield world.now + DAY * chance.lognormvariate(0.7, 0.7)
        yield from end_case(world, crime, outcome, world.anyone(Role.IMU_ASSESSOR))
        return
    yield from _investigate(world, crime, kind, outcome, district)


def _named_at_report(world: World, outcome: str) -> PersonDetails | None:
    if not needs_suspect(outcome) or world.chance.random() < 0.35:
        return None
    least, most = suspect_ages(outcome)
    return world.person(world.now, least=least, most=most)


def _respond(world: World, incident: int, call: CallDetails) -> Story:
    if world.row(Incident, id=incident).grade in URGENT:
        yield world.now + minutes(world, 1, 60, 4)
        yield from send_unit(world, incident)
    elif world.chance.random() < 0.25:
        yield world.now + 5 * MINUTE
        yield from hand_to_imu(world, incident)
        ask_again(world, incident, call)
    yield from keep_safe(world, incident)


def _record(
    world: World, incident: int, kind: OffenceClass, call: CallDetails
) -> Generator[datetime, None, Crime | None]:
    chance = world.chance
    wait = timedelta(hours=min(chance.lognormvariate(1.0, 1.1), 200))
    if world.until - world.now < BACKLOG and chance.random() < CAUGHT:
        wait += world.until - world.now
    yield world.now + wait
    by = world.anyone(Role.IMU_ASSESSOR)
    row = world.row(Incident, id=incident)
    if (
        row.state == "open"
        and row.assessed_at
        and world.now - row.assessed_at > timedelta(hours=2)
        and chance.random() < 0.6
    ):
        ask_again(world, incident, call)
    rape = kind.code in RAPES
    if chance.random() < (0.12 if rape else 0.02):
        decide_recording(
            incident=incident, answers=DO_NOT, by=by, at=world.now, rationale="The points to prove are not made out.",
            facts=RecordingFacts(state_based=not kind.has_victim, rape_reported=rape, professional_or_carer=False),
            late_rationale=LATE, closing_category="contact-record",
        )  # fmt: skip
        yield from oversee(world, row.journey_id)
        return None
    victim = next((one for one in world.rows(IncidentPerson, incident_id=incident) if one.role != "suspect"), None)
    person = world.row(Person, id=victim.person_id) if victim is not None else None
    if person is not None:
        world.remember(person)
    done = decide_recording(
        incident=incident,
        answers=RECORD_IT,
        facts=RecordingFacts(state_based=not kind.has_victim, rape_reported=rape, professional_or_carer=False),
        crime=CrimeDetails(
            offence_key=chance.choice(kind.offences).key,
            occurred_from=row.reported_at - timedelta(minutes=chance.randrange(5, 1200)),
            victim=person.reference if person is not None and kind.has_victim else "",
        ),
        by=by,
        at=world.now,
        late_rationale=LATE,
    )
    return world.row(Crime, reference=done.crime)


def _investigate(world: World, crime: Crime, kind: OffenceClass, outcome: str, district: str) -> Story:
    chance = world.chance
    wait = timedelta(hours=min(chance.lognormvariate(1.9, 1.0), 240))
    if world.until - world.now < BACKLOG and chance.random() < CAUGHT:
        wait += world.until - world.now
    yield world.now + wait
    officer = _allocate(world, crime, kind, district)
    slow = 4.0 if kind.code == ONLINE_CHILD_ABUSE else 1.0
    ends = world.now + DAY * (slow * DAYS_TO_END.get(outcome, USUAL_DAYS) * chance.lognormvariate(0, 0.5) + 1)
    if outcome == UNDECIDED:
        ends = world.until + DAY
    if crime.victim_id is not None:
        yield world.now + timedelta(hours=chance.lognormvariate(1.6, 0.9))
        make_first_contact(world, crime, officer)
    if chance.random() < 0.8:
        yield world.now + timedelta(hours=chance.lognormvariate(2.2, 0.8))
        _plan(world, crime, officer)
        yield from _supervise(world, crime, officer)
    yield from _work(world, crime, officer, ends)
    yield from end_case(world, crime, outcome, officer)
    if world.row(Crime, id=crime.id).state == "finalised" and chance.random() < 0.015:
        yield world.now + DAY * chance.lognormvariate(2.5, 0.6)
        lead = world.supervisor(officer)
        reopen_crime(crime=crime.id, words="A further witness has come forward.", by=lead, at=world.now)


def _allocate(world: World, crime: Crime, kind: OffenceClass, district: str) -> Officer:
    team = world.team_of_district[district]
    if kind.code == ONLINE_CHILD_ABUSE:
        choice = world.staff[Role.POLIT]
    else:
        choice = world.team_staff[team, Role.DETECTIVE if crime.required_pip > 1 else Role.INVESTIGATOR]
    officer = world.chance.choice(choice)
    allocate_crime(
        crime=crime.id, officer=officer.id, reason="Works this district and has the accreditation.",
        override_reason="Nobody in the team carries less.", by=world.anyone(Role.ALLOCATION_MANAGER), at=world.now,
    )  # fmt: skip
    return officer


def _plan(world: World, crime: Crime, officer: Officer) -> None:
    today: date = local_day(world.now)
    lines = [
        LineDetails(objective="Who did it", action="Secure footage", due_on=today + 7 * DAY, direction=Direction.EITHER)
    ]
    if world.chance.random() < 0.4:
        lines.append(LineDetails(objective="What was seen", action="Speak to neighbours", due_on=today + 14 * DAY))
    plan = PlanDetails(
        summary=crime.summary, points_to_prove=f"The points to prove of {crime.offence_title}."[:400],
        evidence_led_route="The first account, footage, what officers saw.", lines=tuple(lines),
    )  # fmt: skip
    set_plan(crime=crime.id, plan=plan, by=officer, at=world.now)


def _supervise(world: World, crime: Crime, officer: Officer) -> Story:
    if world.chance.random() < 0.6:
        yield world.now + timedelta(hours=world.chance.lognormvariate(2.5, 0.8))
        approve_plan(crime=crime.id, words="Proportionate.", by=world.supervisor(officer), at=world.now)


def _work(world: World, crime: Crime, officer: Officer, ends: datetime) -> Story:
    """Lines ended, reviews, until the case is ready to end."""
    chance = world.chance
    for line in world.rows(LineOfEnquiry, crime_id=crime.id):
        yield min(world.now + DAY * chance.lognormvariate(1.5, 0.6), ends)
        end_line(
            line=line.id, pursued=chance.random() < 0.85, result="Viewed: a figure, no face.", by=officer, at=world.now
        )
    if ends - world.now > 30 * DAY:
        yield min(world.now + 28 * DAY, ends)
        yield from _review(world, crime, officer)
        if chance.random() < 0.2:
            note_stage(crime=crime.id, stage=chance.choice(list(Stage)[1:]), by=officer, at=world.now)
    while crime.victim_id is not None and ends - world.now > 28 * DAY:
        yield world.now + 27 * DAY
        if chance.random() < 0.7:
            told(world, crime, officer, Spoken.AS_AGREED)
    yield ends


def _review(world: World, crime: Crime, officer: Officer) -> Story:
    lead, chance = world.supervisor(officer), world.chance
    directs = chance.random() < 0.5
    review = ReviewDetails(
        level=ReviewLevel.SUPERVISOR, occasion=Occasion.INTERVAL, examined=(Examined.PLAN, Examined.LINES, Examined.SUSPECTS),
        findings="Lines are proportionate; the victim is kept up to date.",
        directions=(DirectionGiven(words="Ask the second witness again.", due_at=world.now + 7 * DAY),) if directs else (),
        no_direction_because="" if directs else "Every line is in hand and dated.",
    )  # fmt: skip
    review_investigation(crime=crime.id, review=review, by=lead, at=world.now)
    if directs and chance.random() < 0.7:
        yield world.now + DAY * chance.lognormvariate(1.3, 0.5)
        direction = world.row(ReviewDirection, crime_id=crime.id)
        answer_direction(direction=direction.id, answer="Asked; nothing new.", by=officer, at=world.now)
