"""What happens to an incident: units sent, handed over, THRIVE asked again, closed. The stories of those that are no crime.

A story is a generator: it acts, then says when it goes on.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

from constabulary.access.roles import Role
from constabulary.casework.contact import CallDetails, CallTaken, take_call
from constabulary.casework.demo.places import districts
from constabulary.casework.demo.reports import asked_again, draw_no_crime, make_call
from constabulary.casework.demo.safety import keep_safe
from constabulary.casework.demo.world import World
from constabulary.casework.incidents.appointments import make_appointment, miss_appointment, move_appointment
from constabulary.casework.incidents.closing import close_as_duplicate, close_incident, resolve_by_telephone
from constabulary.casework.incidents.dispatch import clear_unit, deploy_unit, divert_unit, note_arrival, note_en_route
from constabulary.casework.incidents.grading import Asking, grade_incident
from constabulary.casework.incidents.handoffs import acknowledge_handoff, hand_over
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.desks import Desk
from constabulary.policing.incidents.triggers import Trigger
from constabulary.policing.incidents.units import OUT
from constabulary.records.models import Deployment, Incident, IncidentPerson, Person

Story = Iterator[datetime]
URGENT = frozenset({"G1", "G2"})
MINUTE = timedelta(minutes=1)


def minutes(world: World, least: float, most: float, usual: float) -> timedelta:
    """A length of time between two, around the usual."""
    return MINUTE * world.chance.triangular(least, most, usual)


def answer_call(world: World, call: CallDetails) -> CallTaken:
    """Somebody in the control room takes the call; who is in it is held as long as the story goes on."""
    taken = take_call(call=call, by=world.anyone(Role.CONTACT_HANDLER), at=world.now)
    for one in world.rows(IncidentPerson, incident_id=taken.incident_id):
        world.store.hold_while_telling(world.row(Person, id=one.person_id))
    return taken


def free_unit(world: World) -> str:
    """A unit of these districts that is not committed, by a call sign that no other part of the force uses."""
    area = [code for code, _ in districts()].index(world.districts[0])
    out = {one.unit for state in OUT for one in world.rows(Deployment, state=state)}
    first = world.chance.randrange(11, 99)
    signs = (f"K{chr(ord('A') + area)}{number}" for number in count(first))
    return next(one for one in signs if one not in out)


def send_unit(world: World, incident: int) -> Story:
    """A unit is sent, arrives and clears; now and then the first is diverted, and some never say that they set off."""
    chance, by = world.chance, world.anyone(Role.DISPATCHER)
    number = deploy_unit(incident=incident, unit=free_unit(world), by=by, at=world.now)
    if chance.random() < 0.6:
        yield world.now + minutes(world, 1, 6, 2)
        note_en_route(deployment=number, by=by, at=world.now)
    if chance.random() < 0.06:
        yield world.now + minutes(world, 1, 8, 3)
        divert_unit(deployment=number, reason="Needed where somebody is being hurt.", by=by, at=world.now)
        yield world.now + minutes(world, 4, 30, 10)
        number = deploy_unit(incident=incident, unit=free_unit(world), by=by, at=world.now)
    yield world.now + minutes(world, 4, 40, 12)
    note_arrival(deployment=number, by=by, at=world.now)
    yield world.now + minutes(world, 15, 150, 40)
    clear_unit(deployment=number, words="All spoken to.", by=by, at=world.now)


def ask_again(world: World, incident: int, call: CallDetails, trigger: Trigger = Trigger.CLOCK) -> None:
    """THRIVE asked again, with what is known now."""
    row = world.row(Incident, id=incident)
    by = world.anyone(Role.IMU_ASSESSOR if row.desk == Desk.IMU.value else Role.DISPATCHER)
    asking = Asking(trigger=trigger, what_changed="Nothing new.", interim_advice="Ring again if anything changes.")
    # A grade is not made less urgent here: that needs a supervisor, and a story of its own.
    grade_incident(
        incident=incident, answers=asked_again(call.answers), grade=row.grade, asking=asking, by=by, at=world.now
    )


def hand_to_imu(world: World, incident: int) -> Story:
    """Handed to the incident management unit and, after a while, taken there."""
    number = hand_over(
        incident=incident, to_desk=Desk.IMU, reason="No unit needed: the desk can resolve it.",
        by=world.anyone(Role.DISPATCHER), at=world.now,
    )  # fmt: skip
    yield world.now + minutes(world, 5, 170, 20)
    acknowledge_handoff(handoff=number, by=world.anyone(Role.IMU_ASSESSOR), at=world.now)


def visit_by_appointment(world: World, incident: int) -> Story:
    """A time agreed, sometimes moved or missed, then kept."""
    by = world.anyone(Role.DISPATCHER)
    start = (world.now + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
    make_appointment(incident=incident, from_at=start, until_at=start + timedelta(hours=2), by=by, at=world.now)
    fate = world.chance.random()
    if fate < 0.12:
        yield world.now + timedelta(hours=3)
        start += timedelta(days=1)
        move_appointment(
            incident=incident, from_at=start, until_at=start + timedelta(hours=2), reason="The caller works late.",
            by=by, at=world.now,
        )  # fmt: skip
    elif fate < 0.2:
        start += timedelta(hours=3)
        yield start
        miss_appointment(incident=incident, reason="The unit was sent elsewhere.", by=by, at=world.now)
        start += timedelta(hours=2)
    yield start
    yield from send_unit(world, incident)


def tell_no_crime(world: World, district: str) -> Story:
    """An incident that becomes no crime, from the call to its end."""
    chance, at = world.chance, world.now
    report = draw_no_crime(chance)
    call = make_call(
        chance, report, at=at, caller=world.person(at, fresh=report.domestic > 0), place=world.place(district), rulebook=world.rulebook(at),
        crime=False,
    )  # fmt: skip
    taken = answer_call(world, call)
    number = taken.incident_id
    if chance.random() < 0.05:
        yield from _tell_again(world, call, taken)
    if world.row(Incident, id=number).grade in URGENT:
        yield world.now + minutes(world, 1, 90, 5)
        yield from send_unit(world, number)
    elif chance.random() < 0.1:
        yield from visit_by_appointment(world, number)
    elif chance.random() < 0.2:
        yield world.now + 5 * MINUTE
        yield from hand_to_imu(world, number)
    yield from keep_safe(world, number)
    yield world.now + minutes(world, 5, 110, 30)
    _close(world, number, call)


def _tell_again(world: World, call: CallDetails, taken: CallTaken) -> Story:
    """Somebody else reports the same; it is closed as a duplicate while the first is open."""
    yield world.now + 2 * MINUTE
    other = make_call(
        world.chance, draw_no_crime(world.chance), at=world.now, caller=world.person(world.now), place=call.place,
        rulebook=world.rulebook(world.now), crime=False, domestic=False,
    )  # fmt: skip
    second = answer_call(world, other)
    yield world.now + MINUTE
    close_as_duplicate(
        incident=second.incident_id, master=taken.incident, useful="Seen from the other side of the road.",
        by=world.anyone(Role.DISPATCHER), at=world.now,
    )  # fmt: skip


def close_later(world: World, incident: int, call: CallDetails) -> Story:
    """Closed once the crime is recorded, where it could not be at once; now and then it is left open for days."""
    if world.row(Incident, id=incident).state == "closed":
        return
    yield world.now + minutes(world, 20, 240, 50) + world.lateness(0.02, days=2)
    if world.row(Incident, id=incident).state == "closed":
        return
    try:
        ask_again(world, incident, call, Trigger.CLOSING)
        close_incident(
            incident=incident, category="contact-record", rationale="Recorded; nothing more for the control room.",
            by=world.anyone(Role.DISPATCHER), at=world.now,
        )  # fmt: skip
    except NotAllowed as refusal:
        for reason in refusal.reasons:
            world.refused[f"closing {reason.code}"] += 1


def _close(world: World, incident: int, call: CallDetails) -> None:
    by = world.anyone(Role.DISPATCHER)
    attended = world.row(Incident, id=incident).state == "attended"
    if not attended:
        ask_again(world, incident, call, Trigger.CLOSING)
    rationale = "Seen and dealt with; advice given." if attended else "Caller content; advice given; no unit needed."
    if attended or world.chance.random() < 0.5:
        close_incident(incident=incident, category=call.category, rationale=rationale, by=by, at=world.now)
    else:
        resolve_by_telephone(
            incident=incident, spoken_to="the caller", by_route="the number they rang from", category=call.category,
            rationale=rationale, by=by, at=world.now,
        )  # fmt: skip
