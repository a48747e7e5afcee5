"""Taking a call: contact, people, incident, THRIVE and grade in one act; or opened at once, and THRIVE after."""

from dataclasses import replace
from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.abuse_suspects import search_from_call
from constabulary.casework.duties import open_duties
from constabulary.casework.incidents.grading import Asking, add_assessment, put_on_grade
from constabulary.casework.incidents.milestones import reach_milestone
from constabulary.casework.people import (
    PersonDetails,
    PlaceDetails,
    find_or_add_person,
    find_or_add_place,
    name_organisation,
    note_home,
)
from constabulary.casework.people.locating import with_district
from constabulary.casework.references import incident_reference, journey_reference
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.contact.at_call import (
    find_reasons_against_call,
    find_reasons_against_grade_at_once,
    find_reasons_against_opening,
    is_crime_reported,
    is_taken_as_reported,
)
from constabulary.policing.contact.channels import CallerRole, Channel, MayLearn
from constabulary.policing.decisions import refuse_if
from constabulary.policing.incidents.duties import find_duties_of_report
from constabulary.policing.incidents.grading import Grading
from constabulary.policing.incidents.milestones import Milestone
from constabulary.policing.incidents.thrive import ThriveAnswers
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.facts.incidents import incident_facts
from constabulary.records.models import Contact, Incident, IncidentPerson, Journey, Person
from constabulary.records.writing import Writing, writing
from constabulary.standards.response import RESPONSE_GRADES
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value


@value
class InvolvedPerson:
    """Someone besides the caller: who they are and what they are to the incident."""

    person: PersonDetails
    role: str


@value
class CallReport:
    """What a call tells, before THRIVE is asked; `crime_reported` is None where it was not asked."""

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
    hate: bool = False
    connected_at: datetime | None = None
    cannot_speak_freely: bool = False
    others_may_learn: MayLearn = MayLearn.NOT_SAID
    qualifiers: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    history_checked: bool = False
    others: tuple[InvolvedPerson, ...] = ()
    #: The organisation they ring for, a shop or a school, and what kind it is.
    organisation: str = ""
    organisation_kind: str = "business"
    caller_lives_here: bool = False
    #: Said of a caller who is silent or does not know where they are; somebody is to find out.
    place_is_unknown: bool = False

    @property
    def place_is_given(self) -> bool:
        """Whether it says where somebody is to go; a town or a postcode alone is kept, and the rest is to be found out."""
        return self.place.is_exact


@value
class CallDetails(CallReport):
    """Everything a contact handler has by the end of a call: what it tells, THRIVE and the grade."""

    answers: ThriveAnswers
    grade: str
    reason_below_floor: str = ""


@value
class CallTaken:
    """What taking a call made."""

    journey: str
    incident: str
    incident_id: int
    grading: Grading


@value
class OpenedAtOnce:
    """What opening an incident before THRIVE made; nothing is proposed yet."""

    journey: str
    incident: str
    incident_id: int
    grade: str


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
            place_is_given=call.place_is_given,
            place_is_unknown=call.place_is_unknown,
            history_checked=call.history_checked,
            answered_at=call.answered_at,
            at=at,
        )
    )
    call = replace(call, place=with_district(call.place))
    with writing(by=by, at=at, purpose="Answering a call") as w:
        journey, caller = _record_contact(w, call)
        incident = _new_incident(w, call, journey)
        incident.crime_reported = is_crime_reported(call.category, call.crime_reported)
        incident.domestic_abuse = call.domestic_abuse or call.answers.domestic_abuse
        incident.vulnerable = call.answers.someone_is_vulnerable
        # The clocks of the report need a grade to read; the assessment of this same act sets it.
        incident.grade, incident.assessed_at, incident.assessed_by_id = call.grade, w.at, w.by.id
        _open_incident(w, incident, call, journey, caller)
        grading = add_assessment(
            w,
            incident,
            answers=call.answers,
            grade=call.grade,
            asking=Asking(),
            reason_below_floor=call.reason_below_floor,
            at_opening=True,
        )
        return CallTaken(
            journey=journey.reference, incident=incident.reference, incident_id=incident.id, grading=grading
        )


def open_at_once(*, call: CallReport, by: Officer, at: datetime, grade: str = "") -> OpenedAtOnce:
    """Open an incident before THRIVE is asked: a life in danger, or a caller who can only whisper, waits for no form.

    At the most urgent grade, where nothing is below any floor, unless another at which somebody is to be there within
    the hour is named. THRIVE falls due within the time for finishing it at that grade, and every other duty of a call
    opens; where nobody was asked whether a crime is reported, that is decided as if one were.

    Where nobody knows where it is yet, finding out falls due first of all.

    Raises NotPermitted, or NotAllowed where what or the category is missing. Then nothing is written.
    """
    check_may(by, Permission.TAKE_CALLS)
    refuse_if(
        find_reasons_against_opening(
            summary=call.summary,
            category=call.category,
            answered_at=call.answered_at,
            at=at,
        )
    )
    call = replace(call, place=with_district(call.place))
    with writing(by=by, at=at, purpose="Answering a call") as w:
        journey, caller = _record_contact(w, call)
        grades = rulebook_for(w, Moments(report=call.answered_at, decision=at))[RESPONSE_GRADES]
        grade = grade or grades.value.most_urgent.code
        refuse_if(find_reasons_against_grade_at_once(grade, pressing=grades.value.pressing, floor=None))
        incident = _new_incident(w, call, journey)
        incident.crime_reported = is_taken_as_reported(call.category, call.crime_reported)
        incident.grade = grade
        _open_incident(w, incident, call, journey, caller)
        w.entry(
            EntryKind.GRADED_BEFORE_THRIVE, subject=incident, journey=journey.id, editions=[grades.edition],
            facts={"grade": grade},
        )  # fmt: skip
        put_on_grade(w, incident, grade, first=True)
        search_from_call(w, incident)
        return OpenedAtOnce(
            journey=journey.reference, incident=incident.reference, incident_id=incident.id, grade=grade
        )


def _record_contact(w: Writing, call: CallReport) -> tuple[Journey, Person | None]:
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
            others_may_learn=call.others_may_learn.value,
            account=call.account,
            advice=list(call.advice),
            connected_at=call.connected_at,
            answered_at=call.answered_at,
            answered_by_id=w.by.id,
            history_checked_at=w.at if call.history_checked else None,
        )
    )
    return journey, caller


def _new_incident(w: Writing, call: CallReport, journey: Journey) -> Incident:
    number = w.new_id()
    return Incident(
        id=number,
        journey_id=journey.id,
        reference=incident_reference(number, w.at),
        category=call.category,
        qualifiers=list(call.qualifiers),
        summary=call.summary,
        domestic_abuse=call.domestic_abuse,
        stalking=call.stalking,
        hate=call.hate,
        reported_at=call.answered_at,
        opened_at=w.at,
        opened_by_id=w.by.id,
        graded_at=w.at,
        graded_by_id=w.by.id,
    )


def _open_incident(w: Writing, incident: Incident, call: CallReport, journey: Journey, caller: Person | None) -> None:
    w.entry(EntryKind.INCIDENT_OPENED, subject=incident, journey=journey.id)
    place = find_or_add_place(w, call.place) if call.place.is_given else None
    incident.place_id = place.id if place else None
    if call.organisation.strip():
        named, is_new = name_organisation(w, name=call.organisation, kind=call.organisation_kind, field="organisation")
        if is_new:
            w.insert(named)
        incident.organisation_id = named.id
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
        if call.caller_lives_here and place is not None and call.place_is_given:
            note_home(w, caller, place)
    for other in call.others:
        if other.person.is_known:
            _involve(w, incident, find_or_add_person(w, other.person), other.role)
    rulebook = rulebook_for(w, Moments(report=incident.reported_at, decision=w.at))
    facts = incident_facts(incident, rural=place is not None and place.rural)
    due = find_duties_of_report(
        facts, rulebook, cannot_speak_freely=call.cannot_speak_freely, place_is_known=call.place_is_given,
        must_not_know=call.others_may_learn is MayLearn.NO,
    )  # fmt: skip
    open_duties(w, due, about=incident)


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
