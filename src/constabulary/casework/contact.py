"""Taking a call: contact, people, incident, THRIVE and grade, in one act."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import open_duties
from constabulary.casework.incidents.grading import Asking, add_assessment
from constabulary.casework.incidents.milestones import reach_milestone
from constabulary.casework.people import (
    PersonDetails,
    PlaceDetails,
    find_or_add_person,
    find_or_add_place,
    note_home,
)
from constabulary.casework.references import incident_reference, journey_reference
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.contact.at_call import find_reasons_against_call, is_crime_reported
from constabulary.policing.contact.channels import CallerRole, Channel
from constabulary.policing.decisions import refuse_if
from constabulary.policing.incidents.duties import find_duties_of_report
from constabulary.policing.incidents.grading import Grading
from constabulary.policing.incidents.milestones import Milestone
from constabulary.policing.incidents.thrive import ThriveAnswers
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.facts.incidents import incident_facts
from constabulary.records.models import Contact, Incident, IncidentPerson, Journey, Person
from constabulary.records.writing import Writing, writing
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value


@value
class InvolvedPerson:
    """Someone besides the caller: who they are and what they are to the incident."""

    person: PersonDetails
    role: str


@value
class CallDetails:
    """Everything a contact handler has by the end of a call; `crime_reported` is None where it was not asked."""

    channel: Channel
    answered_at: datetime
    caller: PersonDetails
    caller_role: CallerRole
    place: PlaceDetails
    category: str
    summary: str
    account: str
    crime_reported: bool | None
    domestic_abuse: bool
    stalking: bool
    answers: ThriveAnswers
    grade: str
    hate: bool = False
    connected_at: datetime | None = None
    cannot_speak_freely: bool = False
    qualifiers: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    history_checked: bool = False
    reason_below_floor: str = ""
    others: tuple[InvolvedPerson, ...] = ()
    caller_lives_here: bool = False


@value
class CallTaken:
    """What taking a call made."""

    journey: str
    incident: str
    incident_id: int
    grading: Grading


def take_call(*, call: CallDetails, by: Officer, at: datetime) -> CallTaken:
    """Record a contact, open its incident, ask THRIVE and grade it; open every duty that follows.

    Raises NotPermitted, or NotAllowed with the field beside which each reason belongs. Then nothing is written.
    """
    check_may(by, Permission.TAKE_CALLS)
    refuse_if(
        find_reasons_against_call(
            summary=call.summary,
            category=call.category,
            crime_reported=call.crime_reported,
            place_is_given=bool(call.place.reference or call.place.line.strip()),
            history_checked=call.history_checked,
            answered_at=call.answered_at,
            at=at,
        )
    )
    with writing(by=by, at=at, purpose="Answering a call") as w:
        journey, caller = _record_contact(w, call)
        incident = _open_incident(w, call, journey, caller)
        grading = add_assessment(
            w,
            incident,
            answers=call.answers,
            grade=call.grade,
            asking=Asking(),
            reason_below_floor=call.reason_below_floor,
        )
        return CallTaken(
            journey=journey.reference, incident=incident.reference, incident_id=incident.id, grading=grading
        )


def _record_contact(w: Writing, call: CallDetails) -> tuple[Journey, Person | None]:
    number = w.new_id()
    journey = Journey(id=number, reference=journey_reference(number, w.at), opened_at=w.at, opened_by_id=w.by.id)
    w.entry(EntryKind.CONTACT_RECORDED, subject=journey, journey=journey.id)
    w.insert(journey)
    caller = find_or_add_person(w, call.caller) if call.caller.is_known else None
    w.insert(
        Contact(
            journey_id=journey.id,
            channel=call.channel.value,
            caller_id=caller.id if caller else None,
            caller_role=call.caller_role.value,
            telephone=call.caller.telephone,
            cannot_speak_freely=call.cannot_speak_freely,
            account=call.account,
            advice=list(call.advice),
            connected_at=call.connected_at,
            answered_at=call.answered_at,
            answered_by_id=w.by.id,
            history_checked_at=w.at if call.history_checked else None,
        )
    )
    return journey, caller


def _open_incident(w: Writing, call: CallDetails, journey: Journey, caller: Person | None) -> Incident:
    number = w.new_id()
    incident = Incident(
        id=number,
        journey_id=journey.id,
        reference=incident_reference(number, w.at),
        category=call.category,
        qualifiers=list(call.qualifiers),
        summary=call.summary,
        crime_reported=is_crime_reported(call.category, call.crime_reported),
        domestic_abuse=call.domestic_abuse or call.answers.domestic_abuse,
        stalking=call.stalking,
        hate=call.hate,
        vulnerable=call.answers.someone_is_vulnerable,
        reported_at=call.answered_at,
        opened_at=w.at,
        opened_by_id=w.by.id,
        # The clocks of the report need a grade to read; the assessment of this same act sets it.
        grade=call.grade,
        graded_at=w.at,
        graded_by_id=w.by.id,
        assessed_at=w.at,
        assessed_by_id=w.by.id,
    )
    w.entry(EntryKind.INCIDENT_OPENED, subject=incident, journey=journey.id)
    place = find_or_add_place(w, call.place)
    incident.place_id = place.id
    w.insert(incident)
    for kind, moment in (
        (Milestone.CONNECTED, call.connected_at),
        (Milestone.ANSWERED, call.answered_at),
        (Milestone.OPENED, w.at),
    ):
        if moment is not None:
            reach_milestone(w, incident, kind, moment)
    if caller is not None:
        _involve(w, incident, caller, call.caller_role.value)
        if call.caller_lives_here:
            note_home(w, caller, place)
    for other in call.others:
        if other.person.is_known:
            _involve(w, incident, find_or_add_person(w, other.person), other.role)
    rulebook = rulebook_for(w, Moments(report=incident.reported_at, decision=w.at))
    facts = incident_facts(incident, rural=place.rural)
    due = find_duties_of_report(facts, rulebook, cannot_speak_freely=call.cannot_speak_freely)
    open_duties(w, due, about=incident)
    return incident


def _involve(w: Writing, incident: Incident, person: Person, role: str) -> None:
    w.insert(
        IncidentPerson(
            journey_id=incident.journey_id,
            incident_id=incident.id,
            person_id=person.id,
            role=role,
            added_at=w.at,
            added_by_id=w.by.id,
        )
    )
