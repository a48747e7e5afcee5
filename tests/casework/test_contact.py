"""Taking a call."""

from dataclasses import replace
from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.contact import take_call
from constabulary.policing.decisions import NotAllowed
from constabulary.records.models import Duty, Incident, JournalEntry, PersonAddress
from tests.factories.calls import former_partner_damage, shoplifting, thrive


def test_a_call_opens_a_graded_incident_with_its_duties_and_journal(officer, at):
    taken = take_call(call=former_partner_damage(at), by=officer(Role.CONTACT_HANDLER), at=at)
    incident = Incident.objects.get(reference=taken.incident)
    assert (incident.grade, incident.state, incident.desk) == ("G2", "open", "control_room")
    assert set(Duty.objects.filter(incident=incident).values_list("kind", flat=True)) == {
        "attend", "reassess", "supervise", "decide_recording", "assess_domestic_abuse", "confirm_safe_route",
    }  # fmt: skip
    kinds = list(JournalEntry.objects.filter(journey_row=incident.journey_id).values_list("kind", flat=True))
    assert sorted(kinds) == ["contact_recorded", "incident_graded", "incident_opened"]


def test_safeguarding_is_due_before_the_recording_decision(officer, at):
    taken = take_call(call=former_partner_damage(at), by=officer(Role.CONTACT_HANDLER), at=at)
    due = dict(Duty.objects.filter(incident_id=taken.incident_id).values_list("kind", "due_at"))
    assert due["confirm_safe_route"] < due["assess_domestic_abuse"] < due["decide_recording"]


@pytest.mark.source("HOCR-26 p10")
def test_the_recording_decision_is_due_24_hours_after_the_call_was_answered(officer, at):
    call = shoplifting(at)
    taken = take_call(call=call, by=officer(Role.CONTACT_HANDLER), at=at)
    due = Duty.objects.get(incident_id=taken.incident_id, kind="decide_recording")
    assert due.due_at == call.answered_at + timedelta(hours=24)


def test_a_call_without_place_summary_or_history_check_is_refused_beside_each_field(officer, at):
    call = shoplifting(at, summary=" ", history_checked=False, category="nonsense")
    with pytest.raises(NotAllowed) as refused:
        take_call(call=call, by=officer(Role.CONTACT_HANDLER), at=at)
    assert {reason.field for reason in refused.value.reasons} == {"summary", "history_checked", "category"}
    assert Incident.objects.count() == 0


def test_a_grade_below_the_floor_needs_a_reason_and_is_worked_at_the_floor_until_accepted(officer, at):
    by = officer(Role.CONTACT_HANDLER)
    call = shoplifting(at, answers=thrive(threat={"weapon": True}), grade="G3")
    with pytest.raises(NotAllowed) as refused:
        take_call(call=call, by=by, at=at)
    assert [reason.field for reason in refused.value.reasons] == ["reason_below_floor"]
    call = shoplifting(
        at, answers=thrive(threat={"weapon": True}), grade="G3", reason_below_floor="It is a locked display knife."
    )
    taken = take_call(call=call, by=by, at=at)
    incident = Incident.objects.get(pk=taken.incident_id)
    assert incident.grade == "G1"
    assert Duty.objects.filter(incident=incident, kind="accept_below_floor", state="open").exists()


def test_only_those_who_take_calls_may(officer, at):
    with pytest.raises(NotPermitted):
        take_call(call=shoplifting(at), by=officer(Role.AUDITOR), at=at)


@pytest.mark.parametrize("said", [None, True], ids=["not asked", "said"])
def test_a_category_of_crime_starts_the_clock_of_recording_whatever_was_asked(officer, at, said):
    taken = take_call(call=shoplifting(at, crime_reported=said), by=officer(Role.CONTACT_HANDLER), at=at)
    assert Incident.objects.get(pk=taken.incident_id).crime_reported
    assert Duty.objects.filter(incident_id=taken.incident_id, kind="decide_recording", state="open").exists()


@pytest.mark.parametrize(
    ("category", "said"), [("crime-reported", False), ("civil-dispute", None)],
    ids=["a category of crime and no", "another category and silence"],
)  # fmt: skip
def test_silence_is_no_answer_and_a_no_does_not_stand_against_the_category(officer, at, category, said):
    call = shoplifting(at, category=category, crime_reported=said)
    with pytest.raises(NotAllowed) as refused:
        take_call(call=call, by=officer(Role.CONTACT_HANDLER), at=at)
    assert [reason.field for reason in refused.value.reasons] == ["crime_reported"]
    assert not Incident.objects.exists()


def test_a_caller_who_lives_where_it_happened_has_that_place_as_a_home_once(officer, at):
    call = former_partner_damage(at, caller_lives_here=True)
    taken = take_call(call=call, by=officer(Role.CONTACT_HANDLER), at=at)
    home = PersonAddress.objects.get()
    incident = Incident.objects.get(pk=taken.incident_id)
    assert (home.place_id, home.kind) == (incident.place_id, "home")
    assert home.person.family == "Marlow"
    known = replace(call.caller, reference=home.person.reference)
    again = replace(call, caller=known, place=replace(call.place, reference=home.place.reference))
    take_call(call=again, by=officer(Role.CONTACT_HANDLER), at=at)
    assert PersonAddress.objects.count() == 1
