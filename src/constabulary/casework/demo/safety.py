"""What is done for somebody's safety after a call of domestic abuse or stalking: a route, an assessment, a plan."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time, timedelta

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.demo.world import World
from constabulary.casework.safe_routes import RouteDetails, confirm_safe_route
from constabulary.casework.vulnerability.assessing import assess_domestic_abuse, review_risk, suggest_risk, tools_on
from constabulary.casework.vulnerability.planning import plan_safety, review_safety_plan
from constabulary.casework.vulnerability.referring import note_referral_answer, refer
from constabulary.casework.vulnerability.stalking import ask_stalking_questions
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.protection.safe_route import ConfirmedWith, Way
from constabulary.policing.vulnerability.assessments import AssessmentMade
from constabulary.policing.vulnerability.plans import PlanDetails, PlanTrigger, Safety
from constabulary.policing.vulnerability.referrals import Answer, Basis, ReferralDetails, ReferralTo, SafeContact
from constabulary.policing.vulnerability.risk import RiskGrade
from constabulary.policing.vulnerability.stalking import ScreeningMade
from constabulary.records.models import ContactPoint, Duty, Incident, IncidentPerson

Story = Iterator[datetime]
HOUR = timedelta(hours=1)
TOOL = "dash"
#: Of a hundred assessments, how many come to each grade; and how many answers are yes then: at medium fewer than the
#: tool asks, because the assessor saw more. Ours: published shares differ widely between forces.
GRADES = ((RiskGrade.STANDARD, 70, 4), (RiskGrade.MEDIUM, 22, 8), (RiskGrade.HIGH, 8, 15))
#: The share that nobody gets to in time: what a desk has not done is what its page is for.
MISSED = 0.04
#: After how many looks at a plan that has held the risk is less.
LOOKS = {RiskGrade.MEDIUM: 1, RiskGrade.HIGH: 4}
PLAN = PlanDetails(
    actions=(Safety.LOCKS, Safety.CODE_WORD), words="Locks changed; a friend rings each evening.",
    wishes="To stay at home and be told when anything changes.",
)  # fmt: skip
STALKED = ScreeningMade(
    answers=dict.fromkeys(("turns_up", "threats", "weapon", "escalating", "others_used", "order_broken", "fear"), "no")
    | {"F": "yes", "O": "yes", "U": "yes", "R": "yes", "former_partner": "yes"},
    words="Messages every day, and waiting outside work.",
)


def keep_safe(world: World, incident: int) -> Story:
    """Confirm how a victim can be reached, ask what is asked, and do what the answers make due."""
    row = world.row(Incident, id=incident)
    if not (row.domestic_abuse or row.stalking):
        return
    late = world.lateness(MISSED, days=3)
    if late:
        world.begin(_make_safe(world, incident, late))
    else:
        yield from _make_safe(world, incident, late)


def _make_safe(world: World, incident: int, late: timedelta) -> Story:
    row = world.row(Incident, id=incident)
    person = next(one.person_id for one in world.rows(IncidentPerson, incident_id=incident) if one.role != "suspect")
    desk = world.anyone(Role.VULNERABILITY_DESK)
    yield world.now + HOUR * world.chance.triangular(0.1, 1.5, 0.4) + late
    _confirm_route(world, incident, person, desk)
    if row.stalking:
        ask_stalking_questions(incident=incident, person=person, made=STALKED, by=desk, at=world.now)
    yield world.now + HOUR * world.chance.triangular(0.2, 5, 1.2)
    _assess(world, incident, person)


def _confirm_route(world: World, incident: int, person: int, desk: Officer) -> None:
    contacts = [one for one in world.rows(ContactPoint, person_id=person) if one.kind == "telephone" and not one.shared]
    if not contacts:
        return
    route = RouteDetails(
        way=Way.RING, contact_point=contacts[0].id, from_time=time(9), until_time=time(17),
        confirmed_with=ConfirmedWith.THEMSELVES,
    )  # fmt: skip
    # Invented numbers are few, so that now and then the suspect has the victim's: then nothing is confirmed, and it stays due.
    with suppress(NotAllowed):
        confirm_safe_route(person=person, route=route, incident=incident, by=desk, at=world.now)


def _assess(world: World, incident: int, person: int) -> None:
    chance = world.chance
    grade, _, count = chance.choices(GRADES, [share for _, share, _ in GRADES])[0]
    asked = tools_on(world.now)[TOOL].asked
    # Topics of which a yes is counted and raises nothing alone.
    present = {one.code for one in [one for one in asked if not one.opens and not one.factor][:count]}
    made = AssessmentMade(
        tool=TOOL, answers={one.code: "yes" if one.code in present else "no" for one in asked}, grade=grade,
        rationale="What was said, the history, and what the officer saw.",
    )  # fmt: skip
    suggested = suggest_risk(incident=incident, person=person, made=made, at=world.now).grade
    if grade.is_below(suggested):
        grade, made = suggested, replace(made, grade=suggested)
    by = world.anyone(Role.INVESTIGATOR)
    assess_domestic_abuse(incident=incident, person=person, made=made, by=by, at=world.now)
    if grade is not RiskGrade.STANDARD:
        world.begin(_follow(world, incident, person, grade))


def _follow(world: World, incident: int, person: int, grade: RiskGrade) -> Story:
    """A second look, a plan, and at high risk the agencies together."""
    desk = world.anyone(Role.VULNERABILITY_DESK)
    yield world.now + HOUR * world.chance.triangular(1, 30, 10)
    review_risk(
        incident=incident, person=person, grade=grade, words="Agreed: the history bears it out.", by=desk, at=world.now
    )
    plan_safety(incident=incident, person=person, plan=PLAN, by=desk, at=world.now)
    if grade is RiskGrade.HIGH:
        yield from _refer(world, incident, person, desk)
    yield from _look_again(world, incident, person, grade, desk)


def _refer(world: World, incident: int, person: int, desk: Officer) -> Story:
    details = ReferralDetails(
        to=ReferralTo.MARAC, agency="The conference of Kentshire", reason="High risk; agencies to plan together.",
        shared="What happened, the grade and why.", basis=Basis.CONSENT, safe_contact=SafeContact.THROUGH_POLICE,
    )  # fmt: skip
    referral = refer(incident=incident, person=person, details=details, by=desk, at=world.now)
    yield world.now + HOUR * world.chance.triangular(2, 40, 20)
    note_referral_answer(referral=referral, answer=Answer.ACCEPTED, words="On the list.", by=desk, at=world.now)


def _look_again(world: World, incident: int, person: int, grade: RiskGrade, desk: Officer) -> Story:
    """The plan is looked at when it is due; where nothing more has happened, the risk is less by then."""
    journey, looks = world.row(Incident, id=incident).journey_id, 0
    while due := [
        one.due_at
        for one in world.rows(Duty, journey_id=journey, state="open")
        if one.kind == DutyKind.REVIEW_SAFETY_PLAN
    ]:
        moment = due[0] - HOUR * world.chance.triangular(0.5, 40, 6) + world.lateness(MISSED, days=3)
        yield max(moment, world.now + HOUR)
        looks += 1
        if looks == LOOKS[grade]:
            words = "Nothing more has happened; they feel safe."
            # Below what the answers alone suggest: a supervisor's to hold.
            by = world.anyone(Role.SUPERVISOR)
            review_risk(incident=incident, person=person, grade=RiskGrade.STANDARD, words=words, by=by, at=world.now)
        plan_again = replace(PLAN, trigger=PlanTrigger.CLOCK, found="The locks hold; the friend still rings.")
        review_safety_plan(incident=incident, person=person, plan=plan_again, by=desk, at=world.now)
