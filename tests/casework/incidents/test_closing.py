"""Closing: with a category and a text that justifies it, as a duplicate, by transfer, by a recording decision."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.incidents.appointments import make_appointment
from constabulary.casework.incidents.closing import (
    close_as_duplicate,
    close_incident,
    resolve_by_telephone,
    transfer_incident,
)
from constabulary.casework.incidents.dispatch import deploy_unit
from constabulary.casework.incidents.handoffs import hand_over
from constabulary.casework.people import PersonDetails
from constabulary.casework.recording.decision import decide_recording
from constabulary.casework.restrictions import restrict_journey
from constabulary.casework.victims.contact import update_victim
from constabulary.policing.contact.channels import CallerRole
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.desks import Desk
from constabulary.policing.incidents.closing import Finishing
from constabulary.policing.incidents.thrive import Imminence, Violence
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.policing.recording.decision import RecordingFacts, Step, StepAnswer
from constabulary.records.models import (
    Appointment,
    Duty,
    Incident,
    IncidentLogEntry,
    IncidentPerson,
    JournalEntry,
    JournalPayload,
)
from constabulary.records.queries.incident_log import log_of_incident
from constabulary.records.queries.officers import say_who_asks
from tests.conftest import asking
from tests.factories.calls import former_partner_damage, shoplifting, thrive
from tests.factories.crimes import THREAT_TO_NOBODY, give, record, reported, update_of
from tests.factories.incidents import asked_again, attended, due, opened, quarrel, reach

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def close(incident, by, at, **changes):
    close_incident(
        **{"incident": incident.pk, "category": "civil-dispute", "rationale": "Both spoken to; fence agreed.", **changes},
        by=by, at=at,
    )  # fmt: skip


def fields(refused) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def test_an_incident_closes_with_one_category_and_its_text_and_nothing_of_it_stays_due(officer, at):
    incident = quarrel(at, category="suspicious-circumstances-insecure-premises-vehicle")
    make_appointment(
        incident=incident.pk, from_at=at + 60 * MINUTE, until_at=at + 120 * MINUTE, by=officer(Role.DISPATCHER), at=at
    )
    close(incident, officer(Role.DISPATCHER), at + 30 * MINUTE)
    incident.refresh_from_db()
    assert (incident.state, incident.closure) == ("closed", "resolved")
    assert (incident.category, incident.closing_category) == (
        "suspicious-circumstances-insecure-premises-vehicle", "civil-dispute",
    )  # fmt: skip
    assert due(incident) == {}
    assert Appointment.objects.get(incident=incident).state == "refused"


def test_what_nobody_did_falls_away_with_the_incident_and_only_a_call_back_is_done_by_resolving_it(officer, at):
    incident = quarrel(at)
    make_appointment(
        incident=incident.pk, from_at=at + 60 * MINUTE, until_at=at + 120 * MINUTE, by=officer(Role.DISPATCHER), at=at
    )
    close(incident, officer(Role.DISPATCHER), at + 30 * MINUTE)
    assert set(due(incident, "met")) == {"call_back"}
    assert set(due(incident, "superseded")) == {"reassess", "supervise", "keep_appointment"}
    urgent = opened(at, shoplifting(at, crime_reported=False, category="civil-dispute", grade="G1"))
    close(urgent, officer(Role.DISPATCHER), at + MINUTE)
    assert due(urgent, "met") == {}
    assert set(due(urgent, "superseded")) == {"attend", "reassess", "supervise"}


def not_recorded(incident, by, at):
    return decide_recording(
        incident=incident.pk,
        answers=(StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="He had paid."),),
        facts=RecordingFacts(state_based=False, rape_reported=False, professional_or_carer=False),
        closing_category="civil-dispute", by=by, at=at,
    )  # fmt: skip


@pytest.mark.parametrize("grade", ["G1", "G2", "G3"])
def test_recording_a_crime_never_stands_down_a_response_that_nobody_has_made_yet(grade, at):
    incident = reported(at, grade=grade, reason_below_floor="" if grade < "G3" else "He is in custody elsewhere.")
    before = due(incident)
    crime = record(incident, at + MINUTE)
    incident.refresh_from_db()
    assert (incident.state, crime.state) == ("open", "unallocated")
    assert before.items() - due(incident).items() == {("decide_recording", before["decide_recording"])}
    assert set(due(incident, "met")) == {"decide_recording"}


def test_deciding_not_to_record_never_stands_down_a_response_that_nobody_has_made_yet(officer, at):
    incident = opened(at, shoplifting(at, grade="G2"))
    before = due(incident)
    assert not not_recorded(incident, officer(Role.IMU_ASSESSOR), at + MINUTE).closed
    incident.refresh_from_db()
    assert incident.state == "open"
    assert set(before) - set(due(incident)) == {"decide_recording"}


def test_recording_leaves_an_incident_open_while_a_unit_is_there_or_an_appointment_is_made(officer, at):
    there = reported(at)
    reach(there, at)
    record(there, at + 20 * MINUTE)
    there.refresh_from_db()
    assert there.state == "attended"
    agreed = opened(at)
    by = officer(Role.DISPATCHER)
    make_appointment(incident=agreed.pk, from_at=at + 60 * MINUTE, until_at=at + 120 * MINUTE, by=by, at=at)
    record(agreed, at + MINUTE)
    agreed.refresh_from_db()
    assert agreed.state == "open"
    assert "keep_appointment" in due(agreed)


def test_recording_closes_what_was_attended_and_done_and_what_needs_nobody(officer, at):
    done = reported(at)
    reach(done, at, clear=True)
    record(done, at + 60 * MINUTE)
    done.refresh_from_db()
    assert (done.state, done.closure) == ("closed", "crime")
    assert not {"reassess", "supervise"} & set(due(done, "met"))
    desk = opened(at)
    record(desk, at + MINUTE)
    desk.refresh_from_db()
    assert desk.state == "closed"
    assert set(due(desk, "met")) == {"decide_recording"}
    assert {"call_back", "reassess", "supervise"} <= set(due(desk, "superseded"))


def test_the_control_room_closes_a_recorded_crime_that_nobody_went_to_only_after_asking_thrive(officer, at):
    incident = reported(at)
    record(incident, at + MINUTE)
    by = officer(Role.DISPATCHER)
    with pytest.raises(NotAllowed) as refused:
        close(incident, by, at + 60 * MINUTE)
    assert fields(refused) == ["closing.thrive-first"]
    asked_again(incident, at + 61 * MINUTE, by=by)
    close(incident, by, at + 62 * MINUTE)
    incident.refresh_from_db()
    assert (incident.state, incident.closure) == ("closed", "crime")
    assert "attend" in due(incident, "superseded")


def test_closing_without_deployment_needs_a_thrive_within_the_interval(officer, at):
    incident = quarrel(at)
    by = officer(Role.DISPATCHER)
    with pytest.raises(NotAllowed) as refused:
        close(incident, by, at + 211 * MINUTE)
    assert fields(refused) == ["closing.thrive-first"]
    asked_again(incident, at + 212 * MINUTE, by=by)
    close(incident, by, at + 213 * MINUTE)


def test_an_attended_incident_closes_without_another_thrive_but_not_while_a_unit_is_coming(officer, at):
    incident = attended(at, shoplifting(at, crime_reported=False, category="civil-dispute"))
    close(incident, officer(Role.DISPATCHER), at + 300 * MINUTE)
    other = quarrel(at)
    by = officer(Role.DISPATCHER)
    deploy_unit(incident=other.pk, unit="KD21", by=by, at=at)
    with pytest.raises(NotAllowed):
        close(other, by, at + MINUTE)


def test_a_reported_crime_is_decided_before_the_incident_closes(officer, at):
    incident = opened(at)
    with pytest.raises(NotAllowed) as refused:
        close(incident, officer(Role.DISPATCHER), at + MINUTE)
    assert fields(refused) == ["closing.decide-recording-first"]


def test_the_decision_not_to_record_closes_under_a_category_that_can_end_an_incident(officer, at):
    incident = opened(at)
    by = officer(Role.IMU_ASSESSOR)
    decision = {
        "incident": incident.pk,
        "answers": (
            StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="He had paid; the till roll shows it."),
        ),
        "facts": RecordingFacts(state_based=False, rape_reported=False, professional_or_carer=False),
        "by": by,
        "at": at + MINUTE,
    }
    with pytest.raises(NotAllowed) as refused:
        decide_recording(**decision, closing_category="crime-reported")
    assert fields(refused) == ["closing.category-missing"]
    decide_recording(**decision, closing_category="civil-dispute")
    incident.refresh_from_db()
    assert (incident.state, incident.closing_category) == ("closed", "civil-dispute")


def test_a_decision_not_to_record_never_waits_for_thrive_and_the_incident_ends_as_it_said(officer, at):
    incident = opened(at)
    by = officer(Role.IMU_ASSESSOR)
    later = at + timedelta(hours=6)
    done = decide_recording(
        incident=incident.pk,
        answers=(StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="He had paid."),),
        facts=RecordingFacts(state_based=False, rape_reported=False, professional_or_carer=False),
        closing_category="civil-dispute", by=by, at=later,
    )  # fmt: skip
    assert not done.closed
    assert "decide_recording" not in due(incident)
    assert due(incident)["reassess"] == at + 210 * MINUTE
    asked_again(incident, later + MINUTE, by=by)
    close(incident, by, later + 2 * MINUTE)
    incident.refresh_from_db()
    assert incident.closure == "not_a_crime"


@pytest.mark.source("HOCR-26 p63")
def test_a_rape_that_is_not_recorded_keeps_its_code_when_the_call_back_resolves_the_incident(at):
    incident = opened(at, shoplifting(at, answers=thrive(engagement={"call_back_owed": True}), grade="G4"))
    decide_recording(
        incident=incident.pk, answers=(StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="Not said."),),
        facts=RecordingFacts(state_based=False, rape_reported=True, professional_or_carer=False),
        by=asking(Role.IMU_ASSESSOR), at=at + MINUTE,
    )  # fmt: skip
    resolve_by_telephone(
        incident=incident.pk, spoken_to="Her", by_route="the number she gave", category="concern-for-safety",
        rationale="She wants no more of us for now.", by=asking(Role.DISPATCHER), at=at + 9 * MINUTE,
    )  # fmt: skip
    incident.refresh_from_db()
    assert (incident.closure, incident.closing_category) == ("reported_incident", "100/01")
    assert Duty.objects.get(journey_id=incident.journey_id, kind="call_back").state == "met"


def test_a_decision_not_to_record_while_a_unit_is_on_its_way_leaves_the_incident_open(officer, at):
    incident = opened(at)
    deploy_unit(incident=incident.pk, unit="KD21", by=officer(Role.DISPATCHER), at=at)
    decide_recording(
        incident=incident.pk,
        answers=(StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="He had paid."),),
        facts=RecordingFacts(state_based=False, rape_reported=False, professional_or_carer=False),
        closing_category="civil-dispute",
        by=officer(Role.IMU_ASSESSOR),
        at=at + MINUTE,
    )
    incident.refresh_from_db()
    assert incident.state == "deployed"


@pytest.mark.source("NSIR 2011 1.5")
def test_several_callers_for_one_event_leave_one_master_that_has_what_each_added(officer, at):
    master = opened(at, shoplifting(at))
    second = opened(
        at + MINUTE,
        former_partner_damage(
            at + MINUTE,
            caller=PersonDetails(given="Ada", family="Quill"),
            caller_role=CallerRole.WITNESS,
            account="He drove off in a blue van.",
        ),
    )
    by = officer(Role.DISPATCHER)
    close_as_duplicate(
        incident=second.pk, master=master.reference.lower(), useful="Blue van.", by=by, at=at + 10 * MINUTE
    )
    second.refresh_from_db()
    master.refresh_from_db()
    assert (second.closure, second.master_id, second.closing_category) == ("duplicate", master.pk, "duplicate")
    assert due(second) == {}
    line = IncidentLogEntry.objects.get(incident=master)
    assert line.kind == "duplicate"
    for told in ("Blue van.", "He drove off in a blue van."):
        assert told in line.words
    assert [one.told_in for one in log_of_incident(master.pk)] == [second.reference]
    assert IncidentPerson.objects.filter(incident=master, role="witness", person__given="Ada").exists()
    assert master.domestic_abuse
    open_now = due(master)
    assert {"assess_domestic_abuse", "confirm_safe_route", "decide_recording"} <= set(open_now)
    assert open_now["reassess"] == at + 25 * MINUTE


def test_a_duplicate_needs_a_master_that_is_open_and_its_own(officer, at):
    by_at = {"by": officer(Role.DISPATCHER), "at": at + MINUTE}
    one, two, three = quarrel(at), quarrel(at), quarrel(at)
    for master, code in (("I26-0", "closing.master-missing"), (one.reference, "closing.master-missing")):
        with pytest.raises(NotAllowed) as refused:
            close_as_duplicate(incident=one.pk, master=master, useful="", **by_at)
        assert fields(refused) == [code]
    close_as_duplicate(incident=one.pk, master=two.reference, useful="", **by_at)
    with pytest.raises(NotAllowed) as refused:
        close_as_duplicate(incident=three.pk, master=one.reference, useful="", **by_at)
    assert fields(refused) == ["closing.master-duplicate"]
    close(two, **by_at)
    with pytest.raises(NotAllowed) as refused:
        close_as_duplicate(incident=three.pk, master=two.reference, useful="", **by_at)
    assert fields(refused) == ["closing.master-closed"]


def test_what_is_restricted_is_copied_to_no_incident_that_others_read_nor_named_in_it(officer, at):
    by = officer(Role.DISPATCHER)
    hidden, plain = quarrel(at), quarrel(at)
    restrict_journey(
        journey=hidden.journey_id, kind=RestrictionKind.POLICE_OFFICER_INVOLVED, reason="A colleague is named.", officers=(by.id,),
        by=asking(Role.SUPERVISOR), at=at,
    )  # fmt: skip
    say_who_asks(by)
    with pytest.raises(NotAllowed) as refused:
        close_as_duplicate(incident=hidden.pk, master=plain.reference, useful="", by=by, at=at + MINUTE)
    assert fields(refused) == ["closing.duplicate-restricted"]
    assert not IncidentLogEntry.objects.filter(incident=plain).exists()
    close_as_duplicate(incident=plain.pk, master=hidden.reference, useful="He shouted.", by=by, at=at + MINUTE)
    assert "He shouted." in IncidentLogEntry.objects.get(incident=hidden, kind="duplicate").words
    for one in IncidentLogEntry.objects.filter(incident=plain):
        assert hidden.reference not in one.words
    of_plain = JournalEntry.objects.filter(journey_row=plain.journey_id).values_list("id", flat=True)
    for payload in JournalPayload.objects.filter(entry__in=of_plain):
        assert hidden.reference.encode() not in bytes(payload.content)


@pytest.mark.source("NSIR 2011 1.11")
def test_another_forces_report_is_passed_on_and_taken_never_sent_away(officer, at):
    incident = opened(at)
    transfer = {
        "incident": incident.pk, "force": "Neighbourshire", "category": "message",
        "rationale": "It happened on their side of the river.", "by": officer(Role.DISPATCHER), "at": at + MINUTE,
    }  # fmt: skip
    with pytest.raises(NotAllowed) as refused:
        transfer_incident(**transfer, accepted_by="")
    assert [one.field for one in refused.value.reasons] == ["accepted_by"]
    transfer_incident(**transfer, accepted_by="Control room, reference 4711")
    incident.refresh_from_db()
    assert (incident.closure, incident.transferred_to) == ("transferred", "Neighbourshire")
    assert "other-force-dealing" in incident.qualifiers


def test_an_incident_on_its_way_to_a_desk_is_not_closed_under_their_hands(officer, at):
    incident = quarrel(at)
    by = officer(Role.DISPATCHER)
    hand_over(incident=incident.pk, to_desk=Desk.IMU, reason="Telephone resolution.", by=by, at=at)
    with pytest.raises(NotAllowed) as refused:
        close(incident, by, at + MINUTE)
    assert fields(refused) == ["closing.handed-over"]


def test_only_those_who_dispatch_close(officer, at):
    incident = quarrel(at)
    with pytest.raises(NotPermitted):
        close(incident, officer(Role.CONTACT_HANDLER), at)
    assert Incident.objects.get(pk=incident.pk).state == "open"


DUE_BACK = {"threat": {"violence": Violence.THREATENED}, "engagement": {"call_back_owed": True}}
SETTLED = Finishing(is_finished=True, because="He is in custody elsewhere, and she was told.")


def due_back(at):
    """A report that needs nobody sent, of somebody who said he would be back; a call back is promised."""
    return opened(at, shoplifting(at, grade="G4", answers=thrive(**DUE_BACK)))


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"threat": {"violence": Violence.THREATENED}}, id="he said he would be back"),
        pytest.param({"threat": {"intent": 2}}, id="he means it and is not held"),
        pytest.param({"risk": {"imminence": Imminence.HOURS}}, id="due back tonight"),
        pytest.param({"engagement": {"call_back_owed": True}}, id="a call back is promised"),
    ],
)
def test_recording_drops_no_duty_of_safety_by_itself_while_a_threat_or_a_promise_stands(answers, at):
    incident = opened(at, shoplifting(at, grade="G4", answers=thrive(**answers)))
    before = due(incident)
    record(incident, at + MINUTE)
    incident.refresh_from_db()
    assert incident.state == "open"
    assert set(before) - set(due(incident)) == {"decide_recording"}
    assert {"call_back", "reassess", "supervise"} <= set(due(incident))


def test_what_is_still_open_is_closed_only_with_a_reason_and_the_call_back_goes_on_with_the_crime(at):
    incident = due_back(at)
    promised = due(incident)["call_back"]
    with pytest.raises(NotAllowed) as refused:
        record(incident, at + MINUTE, finishing=Finishing(is_finished=True))
    assert fields(refused) == ["closing.finished-because-missing"]
    crime = record(incident, at + MINUTE, finishing=SETTLED)
    incident.refresh_from_db()
    assert incident.state == "closed"
    carried = Duty.objects.get(kind="call_back", state="open")
    assert (carried.crime_id, carried.incident_id, carried.due_at) == (crime.pk, None, promised)
    line = IncidentLogEntry.objects.get(incident=incident, kind="closing")
    assert line.words == (
        "Closed with the decision on recording; no longer due: Ask THRIVE again, Supervisor: look at this incident. "
        "Finished because: He is in custody elsewhere, and she was told."
    )
    give(crime, Role.DETECTIVE, at + 2 * MINUTE)
    update_victim(crime=crime.pk, update=update_of(at + 3 * MINUTE), by=asking(Role.DETECTIVE), at=at + 3 * MINUTE)
    carried.refresh_from_db()
    assert carried.state == "met"


def test_a_call_back_does_not_go_on_with_a_crime_that_has_nobody_to_ring_and_the_log_says_what_became_of_it(at):
    incident = due_back(at)
    crime = record(incident, at + MINUTE, finishing=SETTLED, **THREAT_TO_NOBODY)
    assert crime.victim_id is None
    assert not Duty.objects.filter(kind="call_back", state="open").exists()
    line = IncidentLogEntry.objects.get(incident=incident, kind="closing")
    assert "no longer due: Ask THRIVE again, Call back" in line.words
    assert "Finished because: He is in custody elsewhere, and she was told." in line.words


def test_nobody_says_that_an_incident_is_finished_while_its_response_goes_on(at):
    incident = reported(at)
    with pytest.raises(NotAllowed) as refused:
        record(incident, at + MINUTE, finishing=SETTLED)
    assert fields(refused) == ["closing.awaits-attendance"]
    assert refused.value.reasons[0].field == "finished"


def test_an_incident_that_is_said_to_go_on_stays_open_after_recording(at):
    incident = opened(at)
    record(incident, at + MINUTE, finishing=Finishing(is_finished=False))
    incident.refresh_from_db()
    assert incident.state == "open"
    assert "call_back" in due(incident)
