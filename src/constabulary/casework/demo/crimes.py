"""The story of one crime: reported, recorded, filed at the desk or investigated, and ended as Kent's crimes ended.

A story is a generator: it acts, then says when it goes on. What it has not reached by the force's today stays open.
"""

from collections.abc import Generator
from datetime import datetime, timedelta
from typing import Any

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.allocation_screening import screen_crime
from constabulary.casework.contact import CallDetails
from constabulary.casework.demo.endings import WITHOUT_SUSPECT, end_case, needs_suspect, suspect_ages
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
from constabulary.casework.demo.mix import UNDECIDED, OffenceClass, draw_class, draw_decided, draw_offence, draw_outcome
from constabulary.casework.demo.registrar import oversee
from constabulary.casework.demo.reports import HATE, ONLINE_CHILD_ABUSE, STALKING, make_call, report_of
from constabulary.casework.demo.safety import keep_safe
from constabulary.casework.demo.victims import acknowledge, make_first_contact, tell_that_it_goes_on
from constabulary.casework.demo.working import LONG_AFTER, is_worked_on, keep_up, work
from constabulary.casework.demo.world import World
from constabulary.casework.incidents.log import write_log
from constabulary.casework.outcomes.deciding import reopen_crime
from constabulary.casework.people import PersonDetails
from constabulary.casework.recording.crimes import CrimeDetails
from constabulary.casework.recording.decision import decide_recording
from constabulary.policing.allocation.screening import FACTORS, Answer, Decision, Known, Screening
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.incidents.closing import Finishing
from constabulary.policing.incidents.log import LogKind
from constabulary.policing.recording.decision import RecordingFacts, Step, StepAnswer
from constabulary.records.models import Crime, Incident, IncidentPerson, Person
from constabulary.standards.calendar import local_day
from constabulary.standards.offences import Basis

KEEPS = {Step.CONTRARY_EVIDENCE, Step.OTHER_FORCE, Step.RULE_DIRECTS_NOT}
RECORD_IT = tuple(
    StepAnswer(step=step, answer=step not in KEEPS) for step in Step if step is not Step.WITHOUT_CONFIRMATION
)
DO_NOT = tuple(
    StepAnswer(step=step, answer=step is Step.CONCERNS_CRIME, evidence="What was seen speaks against it.")
    for step in (Step.CONCERNS_CRIME, Step.NOTIFIABLE)
)
FINISHED = Finishing(because="Spoken to by the desk: nobody is in danger now, and they know whom to ring.")
TOLD = "Told why no crime is recorded, and that the registrar looks at it anew if they ask."
#: One in so many is overlooked, and told when somebody goes through what is overdue.
NOT_TOLD = 7
LATE = "Waited in the unit's queue."
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
FOUND_LATE = 30 * DAY
#: Days from allocation to the end, by outcome: the middle of a lognormal. Charges come in the first weeks, what is
#: left open for evidence or the prosecutor takes months. Ours; the real table has no durations.
DAYS_TO_END = {"14": 12, "15": 38, "16": 22, "18": 14, "1": 26, "17": 200, "20": 20, "21": 24}
USUAL_DAYS = 25
#: The same for what takes longest.
LONG = 120
#: The share of crimes without a suspect that are taken up again.
REOPENED = 0.03
#: How long ago a report may be and still be caught in the desk's backlog, and the share that is. Ours: some weeks of
#: the few that nobody got to, not the thousands that inspections have found elsewhere.
BACKLOG = timedelta(days=12)
CAUGHT = 0.05
#: The share of crimes without a suspect that the desk would file, where nothing stands against it. Ours.
FILED = 0.8
NOTHING_TO_FOLLOW = Screening(
    answers={one.code: Answer(known=Known.NO, words="Asked and looked for; there is none.") for one in FACTORS},
    decision=Decision.FILE,
    public_interest="Low value, no risk to anybody, nothing that a further look would find.",
    rationale="Nobody is named, nobody saw it, and there is no footage.",
)
RAPES = ("19A", "19B", "19C", "19D", "19E", "19F", "19G", "19H")


def tell_crime(world: World, district: str) -> Story:
    """A crime from its report to its end."""
    chance, at = world.chance, world.now
    # It may have happened the day before it is reported.
    kind = draw_class(chance, on=local_day(at) - DAY, least=world.rarest)
    outcome = draw_outcome(chance, kind)
    # What had not ended when the table was made ended later, as others of its class did.
    lasts = outcome == UNDECIDED
    if lasts:
        outcome = draw_decided(chance, kind)
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
    if outcome == "18" and not lasts and not crime.high_harm and chance.random() < FILED and _is_filed(world, crime):
        yield world.now + DAY * chance.lognormvariate(0.7, 0.7)
        yield from end_case(world, crime, outcome, world.anyone(Role.IMU_ASSESSOR))
        if world.row(Crime, id=crime.id).state != "unallocated":
            return
    yield from _investigate(world, crime, kind, outcome, district, lasts=lasts)


def _is_filed(world: World, crime: Crime) -> bool:
    """Screen a crime at the desk: filed, unless something stands against that or it is drawn."""
    try:
        made = screen_crime(
            crime=crime.id, given=NOTHING_TO_FOLLOW, by=world.anyone(Role.IMU_ASSESSOR), at=world.now,
            chance=world.chance.random(),
        )  # fmt: skip
    except NotAllowed:
        return False
    return not made.drawn


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


def _tell_late(world: World, incident: int, by: Officer) -> Story:
    """Whoever reported what is not recorded is told when it is found that nobody has."""
    yield world.now + FOUND_LATE
    write_log(incident=incident, words=TOLD, kind=LogKind.TOLD_NOT_RECORDED, by=by, at=world.now)


def _record(
    world: World, incident: int, kind: OffenceClass, call: CallDetails
) -> Generator[datetime, None, Crime | None]:
    chance = world.chance
    wait = timedelta(hours=min(chance.lognormvariate(1.0, 1.1), 100))
    if world.until - world.now < BACKLOG and chance.random() < CAUGHT:
        wait += world.until - world.now
    yield from _wait(world, incident, call, world.now + wait)
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
            late_rationale=LATE, closing_category="contact-record", finishing=FINISHED,
        )  # fmt: skip
        if incident % NOT_TOLD:
            yield world.now + 3 * HOUR
            write_log(incident=incident, words=TOLD, kind=LogKind.TOLD_NOT_RECORDED, by=by, at=world.now)
        else:
            world.begin(_tell_late(world, incident, by))
        yield from oversee(world, row.journey_id)
        return None
    victim = next((one for one in world.rows(IncidentPerson, incident_id=incident) if one.role != "suspect"), None)
    person = world.row(Person, id=victim.person_id) if victim is not None else None
    if person is not None:
        world.remember(person)
    offence = draw_offence(chance, kind, on=local_day(row.reported_at) - DAY)
    # A class may hold offences of both kinds: whose the offence is decides by which test it is recorded.
    of_victim = offence.basis is Basis.VICTIM or (offence.basis is Basis.EITHER and kind.has_victim)
    done = decide_recording(
        incident=incident,
        answers=RECORD_IT,
        facts=RecordingFacts(state_based=not of_victim, rape_reported=rape, professional_or_carer=False),
        crime=CrimeDetails(
            offence_key=offence.key,
            occurred_from=row.reported_at - timedelta(minutes=chance.randrange(5, 1200)),
            victim=person.reference if person is not None and of_victim else "",
            former_partners=False,
            new_conduct_because="A matter of its own: other messages, about another thing.",
        ),
        by=by,
        at=world.now,
        late_rationale=LATE,
        finishing=FINISHED,
    )
    world.begin(oversee(world, row.journey_id))
    return world.row(Crime, reference=done.crime)


def _wait(world: World, incident: int, call: CallDetails, until: datetime) -> Story:
    """What waits long for its decision is looked at meanwhile: THRIVE is asked again, lately as often as is due."""
    while until - world.now > 1.5 * DAY:
        is_lately = world.until - world.now < 2 * DAY
        yield world.now + HOUR * (world.chance.triangular(0.5, 5, 1) if is_lately else world.chance.triangular(12, 36))
        if world.row(Incident, id=incident).state == "closed":
            break
        ask_again(world, incident, call)
    yield until


def _investigate(world: World, crime: Crime, kind: OffenceClass, outcome: str, district: str, *, lasts: bool) -> Story:
    chance = world.chance
    wait = timedelta(hours=min(chance.lognormvariate(1.9, 1.0), 240))
    if world.until - world.now < BACKLOG and chance.random() < CAUGHT:
        wait += world.until - world.now
    yield world.now + wait
    officer = _allocate(world, crime, kind, district)
    slow = 4.0 if kind.code == ONLINE_CHILD_ABUSE else 1.0
    days = LONG if lasts else slow * DAYS_TO_END.get(outcome, USUAL_DAYS)
    ends = world.now + DAY * (days * chance.lognormvariate(0, 0.5) + 1)
    if crime.victim_id is not None:
        yield world.now + timedelta(hours=chance.lognormvariate(1.6, 0.9))
        make_first_contact(world, crime, officer)
    yield from work(world, crime, officer, ends)
    yield from end_case(world, crime, outcome, officer)
    is_over = world.row(Crime, id=crime.id).state == "finalised"
    if is_over and outcome in WITHOUT_SUSPECT and chance.random() < REOPENED:
        yield world.now + DAY * chance.lognormvariate(2.5, 0.6)
        lead = world.supervisor(officer)
        reopen_crime(crime=crime.id, words="A further witness has come forward.", by=lead, at=world.now)
        yield from tell_that_it_goes_on(world, crime, officer)
        yield world.now + DAY * chance.lognormvariate(2.0, 0.6)
        yield from end_case(world, crime, "18", officer)
    if is_worked_on(world, crime):
        # What the rules keep open goes on being looked at.
        yield from keep_up(world, crime, officer, world.until + LONG_AFTER)


def _allocate(world: World, crime: Crime, kind: OffenceClass, district: str) -> Officer:
    team = world.team_of_district[district]
    if kind.code == ONLINE_CHILD_ABUSE:
        choice = world.staff[Role.POLIT]
    else:
        choice = world.team_staff[team, Role.DETECTIVE if crime.required_pip > 1 else Role.INVESTIGATOR]
    officer = world.chance.choice(choice)
    given: dict[str, Any] = {
        "crime": crime.id, "officer": officer.id, "reason": "Works this district and has the accreditation.",
        "override_reason": "Nobody in the team carries less.", "at": world.now,
    }  # fmt: skip
    # More than the officer can carry is for whoever may decide that; who was full is full until it is seen otherwise.
    if officer.id not in world.full:
        try:
            allocate_crime(**given, by=world.anyone(Role.ALLOCATION_MANAGER))
        except NotAllowed:
            world.full.add(officer.id)
        else:
            return officer
    done = allocate_crime(**given, by=world.superintendent)
    if not done.after.is_over:
        world.full.discard(officer.id)
    return officer
