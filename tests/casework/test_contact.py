"""Taking a call."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.contact import take_call
from constabulary.policing.decisions import NotAllowed
from constabulary.records.models import Duty, Incident, JournalEntry
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
