"""A named suspect of domestic abuse who has not been found: a clock from the call on, a supervisor, and what meets it."""

from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.abuse_suspects import escalate_searches
from constabulary.casework.incidents.grading import supervise_incident
from constabulary.casework.incidents.people import involve_person
from constabulary.casework.investigation.reviews import review_investigation
from constabulary.casework.investigation.suspects import add_suspect, move_suspect
from constabulary.casework.people import PersonDetails
from constabulary.casework.recording.decision import decide_recording
from constabulary.casework.recording.flagging import set_flags
from constabulary.policing.desks import Desk, supervisor_desk
from constabulary.policing.incidents.thrive import Suspect as Where
from constabulary.policing.incidents.thrive import VulnerabilityFactor
from constabulary.policing.investigation.abuse_suspects import is_found_by, is_to_be_found
from constabulary.policing.investigation.reviews import Examined, Occasion, ReviewDetails, ReviewLevel
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.recording.decision import Step, StepAnswer
from constabulary.records.models import Duty, Incident, IncidentPerson, JournalEntry
from constabulary.records.queries.officers import say_who_asks, system_officer
from tests.conftest import asking
from tests.factories.browsers import signed_in
from tests.factories.calls import thrive
from tests.factories.crimes import PLAIN, allocated, planned, recorded, reported, the_suspect

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
S = SuspectStatus
FIND, SEE = "find_abuse_suspect", "see_abuse_suspect_found"
ABUSE = ("domestic_abuse",)


def searches(**about) -> list[tuple[str, str]]:
    asking(Role.SUPERVISOR)
    found = Duty.objects.filter(kind__in=(FIND, SEE), **about).order_by("id")
    return list(found.values_list("kind", "state"))


def move(suspect, status, at, **changes):
    move_suspect(suspect=suspect.pk, to_status=status, words="As noted.", by=asking(Role.DETECTIVE), at=at, **changes)


def escalate(at) -> int:
    system = system_officer()
    say_who_asks(system)
    return escalate_searches(by=system, at=at)


@pytest.mark.parametrize("status", list(S))
def test_who_is_to_be_found_and_what_finds_them(status):
    waits = {S.NAMED_NOT_LOCATED, S.NAMED_NOT_ARRESTED, S.WANTED_CIRCULATED, S.VOLUNTARY_ATTENDANCE_ARRANGED}
    assert is_to_be_found(status, domestic_abuse=True) is (status in waits)
    assert not is_to_be_found(status, domestic_abuse=False)
    assert not (is_found_by(status) and status in waits)


def test_it_opens_at_the_call_and_goes_on_with_the_crime_by_the_same_clock(db, at):
    incident = reported(at)
    person = IncidentPerson.objects.get(incident=incident, role="suspect").person_id
    opened = Duty.objects.get(incident=incident, kind=FIND)
    assert (opened.desk, opened.subject_row, opened.due_at, opened.risk) == (
        "control_room", person, at + 24 * HOUR, 3,
    )  # fmt: skip
    crime = recorded(at, flags=ABUSE)
    suspect = the_suspect(crime)
    assert searches(crime=crime) == [(FIND, "open")]
    carried = Duty.objects.get(crime=crime, kind=FIND)
    assert (carried.desk, carried.subject_row, carried.due_at) == ("investigation", suspect.pk, at + 24 * HOUR)
    assert searches(incident=crime.incident) == [(FIND, "superseded")]


def test_it_is_the_officers_once_the_crime_has_one_and_no_longer_the_whole_desks(db, at):
    crime = allocated(at, flags=ABUSE)
    duty = Duty.objects.get(crime=crime, kind=FIND)
    assert (duty.state, duty.owner_id, duty.team_id) == ("open", crime.officer_id, crime.team_id)
    assert crime.officer_id is not None


def test_nobody_is_searched_for_where_it_is_no_abuse_or_they_are_held(db, at):
    held = thrive(threat={"suspect": Where.DETAINED}, vulnerability={"factors": (VulnerabilityFactor.DOMESTIC_ABUSE,)})
    assert searches(incident=reported(at, answers=held)) == []
    assert searches(incident=reported(at, domestic_abuse=False, answers=thrive())) == []


def test_somebody_named_later_has_a_clock_from_then(db, at):
    incident = reported(at, others=())
    assert searches(incident=incident) == []
    involve_person(
        incident=incident.pk, person=PersonDetails(given="Dean", family="Harker"), role="suspect",
        by=asking(Role.CONTACT_HANDLER), at=at + 2 * HOUR,
    )  # fmt: skip
    assert searches(incident=incident) == [(FIND, "open")]
    assert Duty.objects.get(incident=incident, kind=FIND).due_at == at + 26 * HOUR
    crime = allocated(at, flags=ABUSE)
    add_suspect(
        crime=crime.pk, words="His brother was there.", person=PersonDetails(given="Carl", family="Dace"),
        by=asking(Role.DETECTIVE), at=at + 5 * HOUR,
    )  # fmt: skip
    assert searches(crime=crime) == [(FIND, "open"), (FIND, "open")]


@pytest.mark.parametrize(
    ("status", "changes"),
    [
        (S.ARRESTED_IN_CUSTODY, {"reference": "CR/1"}),
        (S.ELIMINATED, {"reference": "He was abroad: passport seen."}),
        (S.NO_FURTHER_ACTION, {"reference": "Decision of 3 November"}),
    ],
)
def test_an_arrest_and_its_like_meets_it_and_its_supervisors(db, at, status, changes):
    crime = allocated(at, flags=ABUSE)
    assert escalate(at + 23 * HOUR) == 0
    assert escalate(at + 25 * HOUR) == 1
    assert escalate(at + 26 * HOUR) == 0, "once"
    assert searches(crime=crime) == [(FIND, "open"), (SEE, "open")]
    late = Duty.objects.get(crime=crime, kind=SEE)
    assert (late.desk, late.due_at) == ("supervision", at + 29 * HOUR)
    asking(Role.SUPERVISOR)
    assert JournalEntry.objects.filter(kind="suspect_not_found", journey_row=crime.journey_id).count() == 1
    page = signed_in(Role.DETECTIVE).get("/").content.decode()
    assert f'href="/crimes/{crime.reference}/suspects"' in page
    move(the_suspect(crime), status, at + 27 * HOUR, **changes)
    assert searches(crime=crime) == [(FIND, "met"), (SEE, "met")]


def test_looking_for_them_elsewhere_or_by_appointment_does_not_and_an_interview_does(db, at):
    crime = allocated(at, flags=ABUSE)
    suspect = the_suspect(crime)
    move(suspect, S.NAMED_NOT_LOCATED, at + 3 * HOUR)
    move(suspect, S.WANTED_CIRCULATED, at + 4 * HOUR, reference="PNC/1", moment=at + 4 * HOUR)
    move(suspect, S.VOLUNTARY_ATTENDANCE_ARRANGED, at + 5 * HOUR, moment=at + 50 * HOUR)
    assert searches(crime=crime) == [(FIND, "open")]
    asking(Role.SUPERVISOR)
    assert Duty.objects.get(crime=crime, kind=FIND).due_at == at + 24 * HOUR, "no step begins it anew"
    move(suspect, S.INTERVIEWED_VOLUNTARILY, at + 51 * HOUR, reference="Interview 7")
    assert searches(crime=crime) == [(FIND, "met")]


def test_at_the_incident_it_goes_to_the_control_rooms_supervisor_and_ends_where_nothing_is_recorded(db, at):
    incident = reported(at)
    assert escalate(at + 25 * HOUR) == 1
    late = Duty.objects.get(incident=incident, kind=SEE)
    assert late.due_at == at + 29 * HOUR
    assert late.desk == supervisor_desk(Desk.CONTROL_ROOM).value
    decide_recording(
        incident=incident.pk, answers=(StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="A mistake."),),
        facts=PLAIN, rationale="Nobody damaged it.", late_rationale="She could not be asked before.",
        closing_category="", by=asking(Role.IMU_ASSESSOR), at=at + 26 * HOUR,
    )  # fmt: skip
    assert searches(incident=incident) == [(FIND, "superseded"), (SEE, "superseded")]


def test_a_supervisors_look_says_what_is_done_and_the_search_goes_on(db, at):
    incident = reported(at)
    escalate(at + 25 * HOUR)
    supervise_incident(
        incident=incident.pk, words="Two units at his mother's.", by=asking(Role.CONTROL_ROOM_SUPERVISOR),
        at=at + 26 * HOUR,
    )  # fmt: skip
    assert searches(incident=incident) == [(FIND, "open"), (SEE, "met")]


@pytest.mark.parametrize(("examined", "state"), [(Examined.SUSPECTS, "met"), (Examined.PLAN, "open")])
def test_a_review_that_examines_the_suspects_meets_the_supervisors_duty_and_finds_nobody(db, at, examined, state):
    crime = planned(at, flags=ABUSE)
    escalate(at + 25 * HOUR)
    review = ReviewDetails(
        level=ReviewLevel.SUPERVISOR, occasion=Occasion.INTERVAL, examined=(examined,), findings="I read all of it.",
        no_direction_because="His sister expects him on Monday, and we shall be there.",
    )  # fmt: skip
    review_investigation(crime=crime.pk, review=review, by=asking(Role.SUPERVISOR), at=at + 26 * HOUR)
    assert searches(crime=crime) == [(FIND, "open"), (SEE, state)]


def test_while_the_search_goes_on_a_supervisor_looks_again_each_day(db, at):
    incident = reported(at)
    escalate(at + 25 * HOUR)
    look = {"incident": incident.pk, "words": "Two units at his mother's.", "by": asking(Role.CONTROL_ROOM_SUPERVISOR)}
    supervise_incident(**look, at=at + 26 * HOUR)
    assert escalate(at + 49 * HOUR) == 0, "a day has not passed since the look"
    assert escalate(at + 50 * HOUR) == 1
    assert escalate(at + 51 * HOUR) == 0, "while it is due"
    assert searches(incident=incident) == [(FIND, "open"), (SEE, "met"), (SEE, "open")]
    asking(Role.CONTROL_ROOM_SUPERVISOR)
    supervise_incident(**look, at=at + 52 * HOUR)
    assert escalate(at + 76 * HOUR) == 1


def test_a_crime_flagged_as_abuse_later_opens_the_search_and_the_first_looks_at_safety_at_the_flag(db, at):
    crime = allocated(at, call={"domestic_abuse": False, "answers": thrive()})
    assert (crime.domestic_abuse, searches(crime=crime)) == (False, [])
    kinds = {"assess_domestic_abuse", "confirm_safe_route"}
    before = set(Duty.objects.filter(journey=crime.journey_id).values_list("kind", flat=True))
    assert "assess_domestic_abuse" not in before
    flagged = {"crime": crime.pk, "faith": "", "corrosive_evidence": "", "by": asking(Role.IMU_ASSESSOR)}
    set_flags(**flagged, flags=("alcohol",), at=at + 29 * HOUR)
    assert searches(crime=crime) == []
    asking(Role.IMU_ASSESSOR)
    set_flags(**flagged, flags=ABUSE, at=at + 30 * HOUR)
    assert searches(crime=crime) == [(FIND, "open")]
    found = Duty.objects.get(crime=crime, kind=FIND)
    assert (found.due_at, found.owner_id) == (at + 54 * HOUR, crime.officer_id), "from the flag, not from the naming"
    crime.refresh_from_db()
    assert (crime.domestic_abuse, crime.high_harm, crime.enhanced_rights) == (True, True, True)
    assert Incident.objects.get(pk=crime.incident_id).domestic_abuse
    opened = set(Duty.objects.filter(journey=crime.journey_id).values_list("kind", flat=True))
    assert kinds <= opened
    many = Duty.objects.filter(journey=crime.journey_id).count()
    asking(Role.IMU_ASSESSOR)
    set_flags(**flagged, flags=ABUSE, at=at + 31 * HOUR)
    assert Duty.objects.filter(journey=crime.journey_id).count() == many, "once"


def test_a_crime_recorded_with_the_flag_asks_for_her_safety_although_the_report_did_not_say_so(db, at):
    crime = recorded(at, flags=ABUSE, call={"domestic_abuse": False, "answers": thrive()})
    asking(Role.SUPERVISOR)
    kinds = set(Duty.objects.filter(journey=crime.journey_id, state="open").values_list("kind", flat=True))
    assert {"assess_domestic_abuse", "confirm_safe_route", FIND} <= kinds
    assert Incident.objects.get(pk=crime.incident_id).domestic_abuse
