"""An incident opened at the most urgent grade before THRIVE, and THRIVE finished after."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.contact import open_at_once
from constabulary.casework.desks import open_control_room
from constabulary.casework.incidents.closing import close_as_duplicate, close_incident
from constabulary.casework.incidents.corrections import Correction, correct_incident
from constabulary.casework.incidents.grading import accept_below_floor
from constabulary.casework.people import PlaceDetails
from constabulary.casework.safe_routes import RouteDetails, confirm_safe_route, end_safe_route
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.incidents.triggers import Trigger
from constabulary.policing.protection.safe_route import Way
from constabulary.records.models import (
    Contact,
    Duty,
    Incident,
    IncidentMilestone,
    IncidentPerson,
    JournalEntry,
    ThriveAssessment,
)
from tests.conftest import asking
from tests.factories.incidents import asked_again, at_once, due, finish, opened, reach, told

MINUTE = timedelta(minutes=1)


def test_it_is_open_at_the_most_urgent_grade_with_people_and_no_assessment(officer, at):
    made = open_at_once(call=told(at), by=officer(Role.CONTACT_HANDLER), at=at)
    incident = Incident.objects.get(reference=made.incident)
    assert (made.grade, incident.grade, incident.state, incident.desk) == ("G1", "G1", "open", "control_room")
    assert (incident.graded_at, incident.assessed_at, incident.assessed_by_id) == (at, None, None)
    assert not ThriveAssessment.objects.exists()
    assert IncidentPerson.objects.get(incident=incident).person.family == "Sadiq"
    assert incident.place.line == "Cove Stores, 3 Quay Lane"
    assert Contact.objects.get(journey=incident.journey_id).history_checked_at is None
    reached = set(IncidentMilestone.objects.filter(incident=incident).values_list("kind", flat=True))
    assert reached == {"answered", "opened", "graded"}


def test_its_clocks_run_and_finishing_thrive_is_due_ten_minutes_on(officer, at):
    incident = at_once(at)
    open_now = due(incident)
    assert set(open_now) == {"attend", "reassess", "supervise", "decide_recording"}
    assert open_now["reassess"] == at + 10 * MINUTE
    assert open_now["attend"] == incident.attend_due_at == incident.reported_at + 15 * MINUTE
    assert Duty.objects.get(incident=incident, kind="reassess").rule == "response.finish_thrive"


def test_the_journal_says_that_it_was_opened_before_thrive(officer, at):
    incident = at_once(at)
    entries = JournalEntry.objects.filter(journey_row=incident.journey_id)
    assert sorted(entries.values_list("kind", flat=True)) == [
        "contact_recorded", "graded_before_thrive", "incident_opened",
    ]  # fmt: skip
    assert entries.get(kind="graded_before_thrive").editions == ["Response grades 2026"]


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({"domestic_abuse": True}, {"assess_domestic_abuse", "confirm_safe_route", "decide_recording"}),
        ({"stalking": True}, {"ask_stalking_questions", "confirm_safe_route", "decide_recording"}),
        ({"cannot_speak_freely": True}, {"confirm_safe_route", "decide_recording"}),
        ({"crime_reported": False}, set()),
    ],
    ids=["domestic abuse", "stalking", "cannot speak freely", "somebody said that no crime is reported"],
)
def test_every_duty_of_a_call_opens(officer, at, changes, kinds):
    assert set(due(at_once(at, **changes))) - {"attend", "reassess", "supervise"} == kinds


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"summary": " "}, "summary"),
        ({"category": ""}, "category"),
        ({"answered_at": None}, "answered_at"),
    ],
    ids=["what", "which category", "answered tomorrow"],
)
def test_each_thing_that_is_missing_is_refused_beside_its_field_and_nothing_is_written(officer, at, changes, field):
    if "answered_at" in changes:
        changes = {"answered_at": at + MINUTE}
    with pytest.raises(NotAllowed) as refused:
        at_once(at, **changes)
    assert [one.field for one in refused.value.reasons] == [field]
    assert not Incident.objects.exists()
    assert not Contact.objects.exists()


def test_a_silent_caller_is_opened_at_once_and_finding_the_place_is_due_until_it_is_written(officer, at):
    incident = at_once(at, place=PlaceDetails(), caller_lives_here=True)
    assert incident.place_id is None
    answered = Contact.objects.get(journey=incident.journey_id).answered_at
    assert due(incident)["find_place"] == answered + 5 * MINUTE
    assert Duty.objects.get(incident=incident, kind="find_place").desk == "control_room"
    correct = {"incident": incident.pk, "by": officer(Role.DISPATCHER), "at": at + MINUTE}
    correct_incident(**correct, correction=Correction(summary="Silent, a child in the background."), reason="Heard.")
    assert "find_place" in due(incident)
    place = PlaceDetails(line="4 Larch Row")
    correct_incident(**correct, correction=Correction(place=place), reason="The subscriber's address.")
    assert "find_place" not in due(incident)
    assert Duty.objects.get(incident=incident, kind="find_place").state == "met"
    incident.refresh_from_db()
    assert incident.place.line == "4 Larch Row"


def test_only_those_who_take_calls_open_at_once(officer, at):
    with pytest.raises(NotPermitted):
        open_at_once(call=told(at), by=officer(Role.IMU_ASSESSOR), at=at)


def test_finishing_adds_the_first_assessment_meets_the_duty_and_keeps_the_time_to_be_there(officer, at):
    incident = at_once(at)
    arrive = due(incident)["attend"]
    finish(incident, at + 8 * MINUTE, threat={"weapon": True})
    first = ThriveAssessment.objects.get(incident=incident)
    assert (first.number, first.trigger, first.previous_grade, first.grade) == (1, "first_contact", "G1", "G1")
    assert not first.is_lower
    incident.refresh_from_db()
    assert (incident.grade, incident.graded_at, incident.assessed_at) == ("G1", at, at + 8 * MINUTE)
    met = Duty.objects.get(incident=incident, kind="reassess", state="met")
    assert (met.rule, met.ended_at) == ("response.finish_thrive", at + 8 * MINUTE)
    assert due(incident)["attend"] == arrive
    assert due(incident)["reassess"] == at + 23 * MINUTE
    assert IncidentMilestone.objects.filter(incident=incident, kind="graded").count() == 1
    assert IncidentMilestone.objects.filter(incident=incident, kind="thrive_done").count() == 1


def test_it_is_finished_once_and_asked_again_only_after(officer, at):
    incident = at_once(at)
    with pytest.raises(NotAllowed) as refused:
        finish(incident, at + MINUTE, trigger=Trigger.CLOCK)
    assert [one.code for one in refused.value.reasons] == ["thrive-trigger.not-finished"]
    finish(incident, at + 2 * MINUTE)
    with pytest.raises(NotAllowed) as refused:
        finish(incident, at + 3 * MINUTE)
    assert [one.code for one in refused.value.reasons] == ["thrive-trigger.asked-meanwhile"]
    asked_again(incident, at + 4 * MINUTE, by=asking(Role.DISPATCHER), grade="G1")
    assert ThriveAssessment.objects.filter(incident=incident).count() == 2


def test_a_less_urgent_grade_needs_a_reason_and_is_worked_at_g1_until_a_supervisor_accepts(officer, at):
    incident = at_once(at)
    with pytest.raises(NotAllowed) as refused:
        finish(incident, at + MINUTE, grade="G3")
    assert [one.field for one in refused.value.reasons] == ["reason_below_floor"]
    finish(incident, at + 2 * MINUTE, grade="G3", reason="It was a toy, and he has left.")
    incident.refresh_from_db()
    assert incident.grade == "G1"
    assert "accept_below_floor" in due(incident)
    assessment = ThriveAssessment.objects.get(incident=incident)
    assert assessment.is_lower
    with pytest.raises(NotPermitted):
        accept_below_floor(assessment=assessment.pk, words="Mine.", by=asking(Role.CONTACT_HANDLER), at=at + 3 * MINUTE)
    supervisor = asking(Role.CONTROL_ROOM_SUPERVISOR)
    accept_below_floor(assessment=assessment.pk, words="Heard the call.", by=supervisor, at=at + 4 * MINUTE)
    incident.refresh_from_db()
    assert incident.grade == "G3"
    assert "accept_below_floor" not in due(incident)
    assert due(incident)["attend"] == at + 4 * MINUTE + timedelta(hours=48)


def test_what_thrive_says_of_safety_opens_its_duties_when_it_is_finished(officer, at):
    incident = at_once(at, crime_reported=False)
    finish(
        incident, at + MINUTE, vulnerability={"factors": ("domestic_abuse",)}, engagement={"cannot_speak_freely": True}
    )
    incident.refresh_from_db()
    assert (incident.domestic_abuse, incident.vulnerable, incident.risk) == (True, True, 3)
    assert {"assess_domestic_abuse", "confirm_safe_route"} <= set(due(incident))
    assert Contact.objects.get(journey=incident.journey_id).cannot_speak_freely


def test_what_the_call_opened_is_not_opened_twice(officer, at):
    incident = at_once(at, domestic_abuse=True)
    finish(incident, at + MINUTE, vulnerability={"factors": ("domestic_abuse",)})
    for kind in ("assess_domestic_abuse", "confirm_safe_route", "decide_recording"):
        assert Duty.objects.filter(incident=incident, kind=kind).count() == 1


def test_a_marker_found_later_asks_for_no_second_safe_route(officer, at):
    incident = at_once(at, cannot_speak_freely=True)
    by = officer(Role.CONTACT_HANDLER)
    correct = {"incident": incident.pk, "reason": "She can say more now.", "by": by}
    correct_incident(correction=Correction(domestic_abuse=True), at=at + MINUTE, **correct)
    assert {"assess_domestic_abuse", "confirm_safe_route"} <= set(due(incident))
    routes = Duty.objects.filter(incident=incident, kind="confirm_safe_route")
    assert routes.count() == 1
    caller = IncidentPerson.objects.get(incident=incident).person_id
    desk = officer(Role.VULNERABILITY_DESK)
    none = RouteDetails(way=Way.NONE, reason="He answers everything.")
    route = confirm_safe_route(person=caller, route=none, by=desk, at=at + 2 * MINUTE)
    correct["by"] = asking(Role.CONTACT_HANDLER)
    correct_incident(correction=Correction(stalking=True), at=at + 3 * MINUTE, **correct)
    assert routes.count() == 1
    end_safe_route(route=route, reason="He has gone.", by=asking(Role.VULNERABILITY_DESK), at=at + 4 * MINUTE)
    assert "confirm_safe_route" not in due(incident)


def test_a_route_that_was_confirmed_and_has_ended_is_asked_for_again_by_a_marker_found_later(officer, at):
    incident = at_once(at, cannot_speak_freely=True)
    caller = IncidentPerson.objects.get(incident=incident).person_id
    desk = officer(Role.VULNERABILITY_DESK)
    none = RouteDetails(way=Way.NONE, reason="He answers everything.")
    route = confirm_safe_route(person=caller, route=none, by=desk, at=at + MINUTE)
    end_safe_route(route=route, reason="He has gone.", by=desk, at=at + 2 * MINUTE)
    correct_incident(
        incident=incident.pk, correction=Correction(stalking=True), reason="He followed her.",
        by=asking(Role.CONTACT_HANDLER), at=at + 3 * MINUTE,
    )  # fmt: skip
    assert "confirm_safe_route" in due(incident)


def test_a_change_does_not_put_off_finishing(officer, at):
    incident = at_once(at)
    reach(incident, at)
    assert due(incident)["reassess"] == at + 10 * MINUTE


def test_it_is_not_closed_before_thrive_is_finished_unless_as_a_duplicate(officer, at):
    incident = at_once(at, crime_reported=False)
    reach(incident, at, clear=True)
    by = officer(Role.DISPATCHER)
    closing = {"incident": incident.pk, "category": "concern-for-safety", "rationale": "Seen and spoken to.", "by": by}
    with pytest.raises(NotAllowed) as refused:
        close_incident(**closing, at=at + 41 * MINUTE)
    assert [one.code for one in refused.value.reasons] == ["closing.thrive-unfinished"]
    finish(incident, at + 42 * MINUTE)
    close_incident(**closing, at=at + 43 * MINUTE)
    other, master = at_once(at), opened(at)
    close_as_duplicate(incident=other.pk, master=master.reference, useful="", by=by, at=at + MINUTE)
    other.refresh_from_db()
    assert other.state == "closed"


def test_the_control_room_is_told_that_thrive_is_not_finished(officer, at):
    incident, whole = at_once(at), opened(at)
    room = open_control_room(
        purpose="Running the control room", by=officer(Role.DISPATCHER), at=at, most=20, skip=0
    ).incidents
    asked = {one.reference: one.thrive_asked for one in room.lines}
    assert asked == {incident.reference: False, whole.reference: True}
