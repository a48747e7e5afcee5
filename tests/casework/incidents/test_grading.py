"""THRIVE asked again: added, never edited; less urgent grades wait for a supervisor; supervisors look."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.incidents.grading import (
    Asking,
    accept_below_floor,
    grade_incident,
    refuse_below_floor,
    supervise_incident,
)
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.incidents.triggers import ContactMade, Trigger
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Force, IncidentLogEntry, IncidentMilestone, JournalEntry, ThriveAssessment
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.calls import former_partner_damage, thrive
from tests.factories.incidents import asked_again, due, opened, quarrel

MINUTE = timedelta(minutes=1)


def test_asking_again_adds_an_assessment_and_leaves_the_first_as_it_was(officer, at):
    incident = quarrel(at)
    before = ThriveAssessment.objects.values().get(incident=incident)
    grade_incident(
        incident=incident.pk,
        answers=thrive(threat={"weapon": True}),
        grade="G1",
        asking=Asking(
            trigger=Trigger.NEW_INFORMATION,
            contact_made=ContactMade.TRIED,
            what_changed="A neighbour saw a spade raised.",
            interim_advice="Stay indoors.",
        ),
        by=officer(Role.DISPATCHER),
        at=at + 20 * MINUTE,
    )
    assert ThriveAssessment.objects.values().get(incident=incident, number=1) == before
    second = ThriveAssessment.objects.get(incident=incident, number=2)
    assert (second.previous_grade, second.grade, second.is_lower) == ("G5", "G1", False)
    assert (second.trigger, second.contact_made) == ("new_information", "tried")
    assert (second.what_changed, second.interim_advice) == ("A neighbour saw a spade raised.", "Stay indoors.")
    assert second.changed_elements == ["threat"]
    incident.refresh_from_db()
    assert (incident.grade, incident.graded_at) == ("G1", at + 20 * MINUTE)


def test_asking_again_at_the_same_grade_does_not_give_more_time_to_be_there(officer, at):
    incident = opened(at, former_partner_damage(at))
    target = due(incident)["attend"]
    asked_again(
        incident, at + 25 * MINUTE, by=officer(Role.DISPATCHER), grade="G2", vulnerability={"serious_distress": True}
    )
    assert due(incident)["attend"] == target == at + 60 * MINUTE
    assert due(incident)["reassess"] == at + 55 * MINUTE
    assert IncidentMilestone.objects.filter(incident=incident, kind="graded").count() == 1
    assert IncidentMilestone.objects.filter(incident=incident, kind="thrive_done").count() == 2


@pytest.mark.source("HERTS-16; rule 25")
def test_a_downgrade_is_worked_at_the_old_grade_until_another_person_accepts_it(officer, at):
    incident = opened(at, former_partner_damage(at))
    supervisor = officer(Role.CONTROL_ROOM_SUPERVISOR)
    with pytest.raises(NotAllowed) as refused:
        grade_incident(
            incident=incident.pk, answers=thrive(), grade="G4", asking=Asking(trigger=Trigger.CLOCK), by=supervisor,
            at=at + MINUTE, reason_below_floor="There is no unit to send.",
        )  # fmt: skip
    assert [one.field for one in refused.value.reasons] == ["reason_below_floor"]
    asked_again(incident, at + 2 * MINUTE, by=supervisor, grade="G4")
    incident.refresh_from_db()
    assert incident.grade == "G2"
    assert "accept_below_floor" in due(incident)
    assessment = ThriveAssessment.objects.get(incident=incident, number=2)
    with pytest.raises(NotPermitted):
        accept_below_floor(assessment=assessment.pk, words="Mine.", by=supervisor, at=at + 3 * MINUTE)
    with pytest.raises(NotPermitted):
        accept_below_floor(assessment=assessment.pk, words="", by=officer(Role.DISPATCHER), at=at + 3 * MINUTE)


@pytest.fixture
def lowered(officer, at):
    """An incident whose dispatcher wants a less urgent grade."""
    incident = opened(at, former_partner_damage(at))
    asked_again(incident, at + MINUTE, by=officer(Role.DISPATCHER), grade="G4")
    return incident, ThriveAssessment.objects.get(incident=incident, number=2)


def test_accepting_puts_the_incident_on_the_grade_and_calls_for_thrive(lowered, at):
    incident, assessment = lowered
    by = asking(Role.CONTROL_ROOM_SUPERVISOR)
    accept_below_floor(assessment=assessment.pk, words="He is in custody.", by=by, at=at + 5 * MINUTE)
    incident.refresh_from_db()
    assert incident.grade == "G4"
    open_now = due(incident)
    assert {"call_back", "reassess"} <= set(open_now)
    assert not {"attend", "accept_below_floor"} & set(open_now)
    assert open_now["reassess"] == at + 20 * MINUTE
    with pytest.raises(NotAllowed):
        refuse_below_floor(assessment=assessment.pk, words="Changed my mind.", by=by, at=at + 6 * MINUTE)


def test_refusing_keeps_the_more_urgent_grade_and_needs_words(lowered, at):
    incident, assessment = lowered
    by = asking(Role.CONTROL_ROOM_SUPERVISOR)
    with pytest.raises(NotAllowed):
        refuse_below_floor(assessment=assessment.pk, words=" ", by=by, at=at + 5 * MINUTE)
    refuse_below_floor(assessment=assessment.pk, words="She is still alone.", by=by, at=at + 5 * MINUTE)
    incident.refresh_from_db()
    assessment.refresh_from_db()
    assert incident.grade == "G2"
    assert assessment.refused_at is not None
    assert "accept_below_floor" not in due(incident)


def test_a_later_thrive_takes_the_place_of_a_choice_nobody_has_decided(lowered, at):
    incident, assessment = lowered
    asked_again(
        incident, at + 4 * MINUTE, by=asking(Role.DISPATCHER), grade="G2", vulnerability={"serious_distress": True}
    )
    assert "accept_below_floor" not in due(incident)
    with pytest.raises(NotAllowed):
        accept_below_floor(
            assessment=assessment.pk, words="x", by=asking(Role.CONTROL_ROOM_SUPERVISOR), at=at + 5 * MINUTE
        )


def test_a_supervisor_looks_and_the_next_look_is_due_an_interval_later(officer, at):
    incident = quarrel(at, grade="G3")
    assert due(incident)["supervise"] == at + 210 * MINUTE
    with pytest.raises(NotPermitted):
        supervise_incident(incident=incident.pk, words="x", by=officer(Role.DISPATCHER), at=at + 200 * MINUTE)
    by = officer(Role.CONTROL_ROOM_SUPERVISOR)
    supervise_incident(incident=incident.pk, words="Late turn to call.", by=by, at=at + 200 * MINUTE)
    assert due(incident)["supervise"] == at + 410 * MINUTE
    assert IncidentLogEntry.objects.get(incident=incident).kind == "supervisor"
    assert JournalEntry.objects.filter(journey_row=incident.journey_id, kind="incident_supervised").exists()


def test_a_closed_incident_is_not_graded_and_the_first_contact_is_a_call(officer, at):
    incident = quarrel(at)
    with pytest.raises(NotAllowed):
        grade_incident(
            incident=incident.pk, answers=thrive(), grade="G5", asking=Asking(), by=officer(Role.DISPATCHER), at=at
        )


def test_a_force_that_adds_a_block_has_it_asked(officer, at, system):
    overlay = """
        [[standard]]
        key = "thrive.blocks"
        selected_by = "decision"
        [[standard.edition]]
        valid_from = 2017-04-01
        edition = "Ours"
        confidence = "local"
        source = "Our own choice"
        value = { scene_preservation = true }
    """
    incident = quarrel(at)
    with writing(by=system, at=at) as w:
        force = w.find(Force)[0]
        w.entry(EntryKind.FORCE_SET_UP, subject=force)
        w.update(force, standards_overlay=overlay)
    with pytest.raises(NotAllowed) as refused:
        asked_again(incident, at + MINUTE, by=officer(Role.DISPATCHER))
    assert [one.field for one in refused.value.reasons] == ["block_scene_preservation_words"]
