"""Records that some must be kept from: restrictions, seals, safe routes and messages, connections, emergency openings."""

from datetime import datetime, timedelta
from random import Random

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.connections import declare_connection
from constabulary.casework.contact import InvolvedPerson, take_call
from constabulary.casework.demo.people import invent_email
from constabulary.casework.demo.present import Present
from constabulary.casework.demo.reports import HARASSMENT, ONLINE_CHILD_ABUSE
from constabulary.casework.emergencies import open_in_emergency
from constabulary.casework.messages import queue_message, withdraw_message
from constabulary.casework.people import PersonDetails, PlaceDetails
from constabulary.casework.restrictions import restrict_journey
from constabulary.casework.safe_routes import RouteDetails, confirm_safe_route
from constabulary.casework.seal_making import seal_details
from constabulary.casework.vulnerability.referring import escalate_referrals, note_referral_answer, refer
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import MESSAGE
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.policing.protection.safe_route import ConfirmedWith, Way
from constabulary.policing.vulnerability.referrals import Answer, Basis, ReferralDetails, ReferralTo, SafeContact
from constabulary.records.models import ContactPoint, Crime, IncidentPerson, Message, Person, PersonAddress, Team
from constabulary.records.writing import writing

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
FILLED = {"telephone": "01632 960100", "name": "Alex"}
#: How many victims of abuse have a sealed address, a safe route and messages.
SEALED = 6


def add_protected(*, by: Officer, at: datetime, chance: Random) -> None:
    """Add all of it, act by act."""
    scene = Present(at=at, chance=chance)
    _restrict_online_abuse(scene)
    for number in range(SEALED):
        _protect(scene, number, system=by)


def _restrict_online_abuse(scene: Present) -> None:
    """The journeys of online child abuse are the POLIT's alone; one was opened by somebody else in an emergency."""
    by = scene.by(Role.POLIT)
    team = Team.objects.get(name="POLIT")
    restriction = None
    for crime in Crime.objects.filter(offence_category=ONLINE_CHILD_ABUSE).exclude(team=None).order_by("id"):
        restriction = restrict_journey(
            journey=crime.journey_id, kind=RestrictionKind.ONLINE_CHILD_ABUSE, teams=(team.id,),
            reason="Online child abuse: seen by the team only.", by=by, at=max(crime.recorded_at, scene.at - 300 * DAY),
        )  # fmt: skip
    crime = scene.record(HARASSMENT, scene.at - 5 * DAY, code="008/72")
    restriction = restrict_journey(
        journey=crime.journey_id, kind=RestrictionKind.POLICE_OFFICER_INVOLVED, officers=(scene.by(Role.INSPECTOR).id,),
        reason="A member of the force is complained of.", by=scene.by(Role.INSPECTOR), at=scene.at - 4 * DAY,
    )  # fmt: skip
    open_in_emergency(
        restriction=restriction, reason="A call from the same address; who is at risk there?",
        by=scene.by(Role.DISPATCHER), at=scene.at - 6 * HOUR,
    )  # fmt: skip


def _protect(scene: Present, number: int, *, system: Officer) -> None:
    """A victim whose address is sealed against a former partner, reached by a safe route only."""
    # The second is old enough for its referral to have waited longer than it may.
    began = scene.at - (12 if number == 1 else 2 + number) * DAY
    call = scene.call(HARASSMENT, began, domestic=True)
    home: PlaceDetails = call.place
    caller = PersonDetails(**{name: getattr(call.caller, name) for name in NAMES}, address=home)
    # Numbers kept for drama are few, and one that the partner has as well is no safe one.
    others = iter(scene.person, None)
    partner = InvolvedPerson(person=next(one for one in others if one.telephone != caller.telephone), role="suspect")
    details = {name: getattr(call, name) for name in type(call).__dataclass_fields__}
    taken = take_call(
        call=type(call)(**{**details, "caller": caller, "others": (partner,)}),
        by=scene.by(Role.CONTACT_HANDLER),
        at=began,
    )
    scene.attend(taken.incident_id, began)
    people = {one.role: one.person for one in IncidentPerson.objects.filter(incident_id=taken.incident_id)}
    suspect = people.pop("suspect")
    victim = next(iter(people.values()))
    desk = scene.by(Role.VULNERABILITY_DESK)
    if number % 2 == 0:
        _note_email(victim, invent_email(scene.chance, victim.given, victim.family), by=desk, at=began + HOUR)
    seal = seal_details(
        person=victim.id, against=suspect.reference, reason="Has said that they will be found.", by=desk, at=began + HOUR,
        addresses=tuple(PersonAddress.objects.filter(person=victim).values_list("id", flat=True)),
        contact_points=tuple(ContactPoint.objects.filter(person=victim).values_list("id", flat=True)),
    )  # fmt: skip
    telephone = ContactPoint.objects.get(person=victim, kind="telephone")
    route = RouteDetails(
        way=Way.TEXT, contact_point=telephone.id, any_time=True, code_word="Blue door",
        confirmed_with=ConfirmedWith.THEMSELVES,
    )  # fmt: skip
    confirm_safe_route(person=victim.id, route=route, incident=taken.incident_id, by=desk, at=began + 2 * HOUR)
    _refer(number, incident=taken.incident_id, person=victim.id, by=desk, at=began + 3 * HOUR, now=scene.at - HOUR)
    message = queue_message(
        incident=taken.incident_id,
        person=victim.id,
        template="please_ring",
        filled=FILLED,
        by=desk,
        at=began + 3 * HOUR,
    )
    if number % 3 == 1:
        withdraw_message(message=message, reason="Spoken to meanwhile.", by=desk, at=began + 4 * HOUR)
    elif number % 3 == 2:
        _note_sent(message, by=system, at=began + 4 * HOUR)
    if number == 0:
        declare_connection(
            person=suspect.reference, nature="A cousin.", by=scene.by(Role.INVESTIGATOR), at=began + 5 * HOUR
        )
        open_in_emergency(
            seals=(seal,), reason="She has not answered; a unit must find her.", by=scene.by(Role.CONTROL_ROOM_SUPERVISOR),
            at=scene.at - 5 * HOUR,
        )  # fmt: skip


#: How the partner answered each referral in turn; the first waits still, the second longer than it may.
ANSWERS = (None, None, Answer.ACKNOWLEDGED, Answer.ACCEPTED, Answer.DECLINED)


def _refer(number: int, *, incident: int, person: int, by: Officer, at: datetime, now: datetime) -> None:
    """A referral to an advocate, answered or not."""
    details = ReferralDetails(
        to=ReferralTo.IDVA, agency="The county's advocates", reason="High risk; she asks for somebody to stand by her.",
        shared="What has happened and what is feared.", basis=Basis.CONSENT, basis_words="",
        safe_contact=SafeContact.SAFE_ROUTE,
    )  # fmt: skip
    referral = refer(incident=incident, person=person, details=details, by=by, at=at)
    answer = ANSWERS[number % len(ANSWERS)]
    if answer is not None:
        note_referral_answer(referral=referral, answer=answer, words="By telephone.", by=by, at=at + 2 * HOUR)
    elif number % len(ANSWERS) == 1:
        escalate_referrals(by=by, at=now)


NAMES = ("given", "family", "born_on", "sex", "ethnicity", "language", "telephone")


def _note_email(victim: Person, address: str, *, by: Officer, at: datetime) -> None:
    with writing(by=by, at=at, purpose="Noting an e-mail address") as w:
        w.entry(EntryKind.CONTACT_RECORDED, subject=w.lock(Person, victim.id))
        w.insert(
            ContactPoint(
                person_id=victim.id, kind="email", value=address, normalised=address.lower(), noted_at=at,
                noted_by_id=by.id,
            )
        )  # fmt: skip


def _note_sent(message: int, *, by: Officer, at: datetime) -> None:
    """As the outbox notes it; nothing leaves a force that is made up."""
    with writing(by=by, at=at, purpose="Sending what waits in the outbox") as w:
        row = w.lock(Message, message)
        MESSAGE.check_move(row.state, "sent")
        w.entry(EntryKind.MESSAGE_SENT, subject=w.lock(Person, row.person_id), journey=row.journey_id)
        w.update(row, state="sent", sent_at=at, sent_by_id=by.id)
