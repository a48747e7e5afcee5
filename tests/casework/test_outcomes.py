"""Outcomes through the verbs: proposed, told, approved, refused, reopened; and the whole chain of one call."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.duties import open_duties
from constabulary.casework.investigation.crime import rulebook_of
from constabulary.casework.investigation.plans import add_line
from constabulary.casework.investigation.suspects import add_suspect, move_suspect
from constabulary.casework.outcomes.deciding import approve_outcome, refuse_outcome, reopen_crime
from constabulary.casework.outcomes.matter import preview_outcome
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.casework.people import PersonDetails
from constabulary.casework.recording.oversight import oversee_outcome
from constabulary.casework.victims.contact import update_victim
from constabulary.casework.victims.positions import record_position
from constabulary.casework.vulnerability.abuse_risk import note_abuse_risk
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.desks import Authority
from constabulary.policing.investigation.abuse_risk import AbuseRisk
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.outcomes.check import RULES
from constabulary.policing.outcomes.duties import decide_due
from constabulary.policing.recording.oversight import Finding
from constabulary.policing.victims.contact import ContactMethod, Occasion, Reached
from constabulary.policing.victims.positions import PositionDetails, Support
from constabulary.records.models import Duty, JournalEntry, Outcome, Oversight
from constabulary.records.queries.worklists import worklist_of
from constabulary.records.writing import looking, writing
from tests.factories.crimes import (
    considered,
    filed,
    identified,
    plan_of,
    planned,
    the_suspect,
    theft_recorded,
    told_of,
    update_of,
    withdraws,
)
from tests.factories.outcomes import filled
from tests.factories.worked import worked

LATER = timedelta(hours=5)
DAY = timedelta(days=1)


def codes(refused) -> set[str]:
    return {reason.code.split(".")[1] for reason in refused.value.reasons}


def statements(code: str) -> dict[str, str]:
    return filled(tuple(one.heading for one in RULES[code].stated))


def principles() -> dict[str, str]:
    return filled(tuple(one.heading for one in RULES["16"].by_approver))


def open_kinds(crime) -> set[str]:
    return set(Duty.objects.filter(crime=crime, state="open").values_list("kind", flat=True))


def ready_for_16(at, *, decided_by: Role = Role.SUPERVISOR):
    """A crime whose victim has withdrawn, its suspect identified, the evidence-led question decided."""
    crime = planned(at)
    worked(crime, at + LATER)
    identified(crime, at + LATER)
    withdraws(crime, at + LATER)
    considered(crime, at + LATER + timedelta(minutes=1), decided_by=decided_by)
    return crime


def propose(crime, officer, at, code="16", *, by=Role.DETECTIVE, **changes):
    details = {
        "outcome_type": code,
        "suspect": the_suspect(crime).pk,
        "stated": statements(code),
        "rationale": "Nothing but her account shows who did it.",
    }
    return propose_outcome(crime=crime.pk, by=officer(by), at=at, **{**details, **changes})


def test_the_call_of_the_former_partners_damage_goes_from_contact_to_outcome_through_the_verbs(officer, at):
    crime = ready_for_16(at)
    number = propose(crime, officer, at + DAY)
    crime.refresh_from_db()
    assert crime.state == "outcome_proposed"
    assert {"decide_outcome", "tell_victim_of_outcome"} <= open_kinds(crime)
    supervisor = officer(Role.SUPERVISOR)
    with pytest.raises(NotAllowed) as refused:
        approve_outcome(outcome=number, approver_stated=principles(), by=supervisor, at=at + DAY)
    assert codes(refused) == {"victim-told"}
    told_of(crime, "16", at + DAY)
    assert "tell_victim_of_outcome" not in open_kinds(crime)
    approve_outcome(outcome=number, approver_stated=principles(), by=officer(Role.SUPERVISOR), at=at + 2 * DAY)
    crime.refresh_from_db()
    assert (crime.state, crime.outcome, crime.finalised_by_id) == ("finalised", "16", supervisor.id)
    made = Outcome.objects.get(pk=number)
    assert (made.state, made.authority, made.edition) == ("approved", "supervisor", "Outcomes 2026/27")
    assert {"evidence-led-decided", "victim-told", "suspect-identified"} <= set(made.preconditions)
    kinds = list(
        JournalEntry.objects.filter(journey_row=crime.journey_id)
        .exclude(kind__startswith="read_")
        .order_by("id")
        .values_list("kind", flat=True)
    )
    assert kinds == [
        "contact_recorded", "incident_opened", "incident_graded", "recording_decided", "crime_recorded",
        "safe_route_confirmed", "crime_allocated", "plan_set", "line_ended", "risk_assessed", "victim_updated",
        "suspect_moved", "suspect_identified", "suspect_recorded", "suspect_told",
        "victim_position_recorded", "evidence_led_considered", "evidence_led_decided", "outcome_proposed",
        "victim_updated", "outcome_approved",
    ]  # fmt: skip
    assert not open_kinds(crime) - {
        "tell_of_report", "assess_needs", "refer_to_support", "tell_victim_of_change",
    }  # fmt: skip


@pytest.mark.source("OUT-26 p17-19")
@pytest.mark.parametrize("code", ["14", "16"])
def test_without_the_evidence_led_question_and_the_wishes_14_and_16_are_refused(officer, at, code):
    crime = planned(at)
    with pytest.raises(NotAllowed) as refused:
        propose(crime, officer, at + DAY, code)
    assert {"position-recorded", "wishes-recorded", "evidence-led-decided", "pressure-asked"} <= codes(refused)


def test_14_and_18_are_refused_while_a_suspect_is_named_and_18_while_lines_are_open(officer, at):
    crime = ready_for_16(at)
    with pytest.raises(NotAllowed) as refused:
        propose(crime, officer, at + DAY, "14", suspect=None)
    assert codes(refused) == {"no-suspect-named"}
    with pytest.raises(NotAllowed) as refused:
        propose(crime, officer, at + DAY, "18", suspect=None)
    assert codes(refused) == {"no-suspect-named"}
    add_line(crime=crime.pk, line=plan_of(at).lines[0], by=officer(Role.DETECTIVE), at=at + DAY)
    with pytest.raises(NotAllowed) as refused:
        propose(crime, officer, at + DAY, "18", suspect=None)
    assert codes(refused) == {"no-suspect-named", "lines-ended"}


@pytest.mark.source("OUT-26 p18")
def test_15_is_refused_until_the_difficulty_is_named(officer, at):
    crime = planned(at)
    worked(crime, at + LATER)
    identified(crime, at + LATER)
    supports = PositionDetails(support=Support.SUPPORTS, wishes="To see him in court.")
    record_position(crime=crime.pk, position=supports, by=officer(Role.DETECTIVE), at=at + LATER)
    with pytest.raises(NotAllowed) as refused:
        propose(crime, officer, at + DAY, "15", stated={})
    assert codes(refused) == {"difficulty", "difficulty-words"}
    propose(crime, officer, at + DAY, "15")


@pytest.mark.source("OUT-26 p19")
def test_16_is_refused_when_the_victim_merely_did_not_reply(officer, at):
    crime = planned(at)
    identified(crime, at + LATER)
    silent = PositionDetails(support=Support.NOT_REACHED)
    record_position(crime=crime.pk, position=silent, by=officer(Role.DETECTIVE), at=at + LATER)
    considered(crime, at + LATER)
    with pytest.raises(NotAllowed) as refused:
        propose(crime, officer, at + DAY)
    assert {"position-recorded", "wishes-recorded"} <= codes(refused)


def test_a_decision_made_before_the_victim_last_spoke_no_longer_counts(officer, at):
    crime = ready_for_16(at)
    withdraws(crime, at + DAY)
    with pytest.raises(NotAllowed) as refused:
        propose(crime, officer, at + DAY)
    assert codes(refused) == {"evidence-led-decided"}


def test_only_the_officer_in_charge_or_a_supervisor_proposes(officer, at):
    crime = ready_for_16(at)
    for role in (Role.INVESTIGATOR, Role.IMU_ASSESSOR):
        with pytest.raises(NotPermitted):
            propose(crime, officer, at + DAY, by=role)
    with pytest.raises(NotPermitted):
        propose(crime, officer, at + DAY, by=Role.AUDITOR)


def test_nobody_approves_their_own_proposal_or_without_the_authority(officer, at):
    crime = ready_for_16(at)
    number = propose(crime, officer, at + DAY, by=Role.SUPERVISOR)
    told_of(crime, "16", at + DAY)
    details = {"outcome": number, "approver_stated": principles(), "at": at + DAY}
    with pytest.raises(NotAllowed) as refused:
        approve_outcome(**details, by=officer(Role.SUPERVISOR))
    assert codes(refused) == {"own-proposal"}
    for role in (Role.DETECTIVE, Role.VICTIMS_DESK, Role.CHIEF_OFFICER):
        with pytest.raises(NotPermitted):
            approve_outcome(**details, by=officer(role))
    approve_outcome(**details, by=officer(Role.INSPECTOR))


@pytest.mark.source("HOCR-26 p22-23; domain/00: the highest grade held since the report")
def test_high_risk_domestic_abuse_needs_an_inspector_although_the_grade_was_lowered_since(officer, at):
    crime = planned(at)
    worked(crime, at + LATER)
    desk = officer(Role.VULNERABILITY_DESK)
    note_abuse_risk(crime=crime.pk, grade=AbuseRisk.HIGH, reason="", by=desk, at=at + LATER)
    note_abuse_risk(crime=crime.pk, grade=AbuseRisk.MEDIUM, reason="He moved away.", by=desk, at=at + LATER)
    identified(crime, at + LATER)
    withdraws(crime, at + LATER)
    considered(crime, at + LATER + timedelta(minutes=1), decided_by=Role.INSPECTOR)
    number = propose(crime, officer, at + DAY)
    assert Duty.objects.get(crime=crime, kind="decide_outcome").desk == "inspectors"
    told_of(crime, "16", at + DAY)
    details = {"outcome": number, "approver_stated": principles(), "at": at + DAY}
    with pytest.raises(NotPermitted):
        approve_outcome(**details, by=officer(Role.SUPERVISOR))
    approve_outcome(**details, by=officer(Role.DESIGNATED_DECISION_MAKER))
    assert Outcome.objects.get(pk=number).authority == "designated_decision_maker"


@pytest.mark.source("OUT-26 p3; domain/00")
def test_two_attempts_by_the_safe_route_and_a_letter_count_as_told(officer, at):
    crime = ready_for_16(at)
    number = propose(crime, officer, at + DAY)
    tried = {"occasion": Occasion.OUTCOME, "outcome_type": "16", "questions": "", "next_on": None}
    for method, reached in (
        (ContactMethod.TELEPHONE, Reached.NO_REPLY),
        (ContactMethod.TELEPHONE, Reached.MESSAGE_LEFT),
    ):
        assert "tell_victim_of_outcome" in open_kinds(crime)
        update = update_of(at, method=method, reached=reached, **tried)
        update_victim(crime=crime.pk, update=update, by=officer(Role.DETECTIVE), at=at + DAY)
    assert "tell_victim_of_outcome" not in open_kinds(crime)
    by = officer(Role.SUPERVISOR)
    approve_outcome(outcome=number, approver_stated=principles(), by=by, at=at + DAY)


def test_a_refusal_says_what_must_be_done_and_the_investigation_goes_on(officer, at):
    crime = ready_for_16(at)
    number = propose(crime, officer, at + DAY)
    supervisor = officer(Role.SUPERVISOR)
    with pytest.raises(NotAllowed):
        refuse_outcome(outcome=number, words=" ", by=supervisor, at=at + DAY)
    refuse_outcome(outcome=number, words="Ask the neighbour again.", by=supervisor, at=at + DAY)
    crime.refresh_from_db()
    assert crime.state == "investigating"
    assert "propose_again" in open_kinds(crime)
    assert [one.asked for one in worklist_of(officer(Role.DETECTIVE)) if one.asked] == ["Ask the neighbour again."]
    assert "decide_outcome" not in open_kinds(crime)
    propose(crime, officer, at + 2 * DAY)
    assert "propose_again" not in open_kinds(crime)
    assert list(Outcome.objects.filter(crime=crime).order_by("id").values_list("state", flat=True)) == [
        "refused", "proposed",
    ]  # fmt: skip
    with pytest.raises(NotAllowed):
        refuse_outcome(outcome=number, words="Again.", by=officer(Role.SUPERVISOR), at=at + 2 * DAY)


@pytest.mark.source("OUT-26 p21")
def test_a_suspect_named_after_18_calls_for_the_crime_to_be_reopened_and_the_history_stays(officer, at):
    crime = planned(at, call={"others": ()})
    worked(crime, at + LATER)
    number = propose_outcome(
        crime=crime.pk, outcome_type="18", rationale="No line is left.", by=officer(Role.DETECTIVE), at=at + DAY
    )
    told_of(crime, "18", at + DAY)
    approve_outcome(outcome=number, by=officer(Role.SUPERVISOR), at=at + DAY)
    person = PersonDetails(given="Dean", family="Harker")
    add_suspect(crime=crime.pk, words="A friend named him.", person=person, by=officer(Role.DETECTIVE), at=at + 2 * DAY)
    assert "change_outcome" in open_kinds(crime)
    with pytest.raises(NotPermitted):
        reopen_crime(crime=crime.pk, words="He is named.", by=officer(Role.DETECTIVE), at=at + 2 * DAY)
    with pytest.raises(NotAllowed):
        reopen_crime(crime=crime.pk, words=" ", by=officer(Role.SUPERVISOR), at=at + 2 * DAY)
    reopen_crime(crime=crime.pk, words="He is named.", by=officer(Role.SUPERVISOR), at=at + 2 * DAY)
    crime.refresh_from_db()
    assert (crime.state, crime.outcome, crime.finalised_at) == ("investigating", "", None)
    first = Outcome.objects.get(pk=number)
    assert (first.state, first.overtaken_because, first.outcome_type) == ("overtaken", "He is named.", "18")
    assert {"review_investigation", "propose_again"} <= open_kinds(crime)
    assert "change_outcome" not in open_kinds(crime)


def test_a_crime_of_the_desk_is_finalised_there_and_goes_back_to_the_pool_when_reopened(officer, at):
    crime = theft_recorded(at)
    stated = {"no_lines_because": "Nobody saw it and nothing films the place."}
    filed(crime, at + LATER)
    number = propose_outcome(
        crime=crime.pk, outcome_type="18", rationale="No line.", stated=stated, by=officer(Role.IMU_ASSESSOR),
        at=at + LATER,
    )  # fmt: skip
    told_of(crime, "18", at + LATER, by=Role.IMU_ASSESSOR)
    refuse_outcome(outcome=number, words="Ask the neighbours.", by=officer(Role.SUPERVISOR), at=at + LATER)
    crime.refresh_from_db()
    assert crime.state == "unallocated"
    assert "allocate" in open_kinds(crime)
    filed(crime, at + LATER)
    again = propose_outcome(
        crime=crime.pk, outcome_type="18", rationale="Asked them.", stated=stated, by=officer(Role.IMU_ASSESSOR),
        at=at + DAY,
    )  # fmt: skip
    approve_outcome(outcome=again, by=officer(Role.SUPERVISOR), at=at + DAY)
    assert "allocate" not in open_kinds(crime)
    reopen_crime(crime=crime.pk, words="Footage has turned up.", by=officer(Role.SUPERVISOR), at=at + 2 * DAY)
    assert "allocate" in open_kinds(crime)


def charged(crime, officer, at):
    by = officer(Role.DETECTIVE)
    row = the_suspect(crime).pk
    for status in (SuspectStatus.ARRESTED_IN_CUSTODY, SuspectStatus.CHARGED_BAIL):
        move_suspect(
            suspect=row, to_status=status, words="As it was.", moment=at + 20 * DAY, reference="ZZ/1", by=by, at=at
        )


@pytest.mark.source("OUT-26 p9; DG6")
def test_a_charge_of_domestic_abuse_comes_from_the_prosecutor_with_its_court_date(officer, at):
    crime = planned(at)
    identified(crime, at + LATER)
    charged(crime, officer, at + LATER)
    stated = {"charged_by": "police", "court_on": "2026-11-20"}
    with pytest.raises(NotAllowed) as refused:
        propose(crime, officer, at + DAY, "1", stated=stated)
    assert codes(refused) == {"prosecutor-decided"}
    number = propose(crime, officer, at + DAY, "1", stated={**stated, "charged_by": "cps"})
    told_of(crime, "1", at + DAY)
    approve_outcome(outcome=number, by=officer(Role.SUPERVISOR), at=at + DAY)
    crime.refresh_from_db()
    assert crime.outcome == "1"


@pytest.mark.source("OUT-26 p21-22")
def test_every_21_goes_on_the_registrars_desk(officer, at):
    crime = planned(at)
    worked(crime, at + LATER)
    identified(crime, at + LATER)
    stated = {**statements("21"), "exceptional_because": "She asks for it and he has left the country for good."}
    number = propose(crime, officer, at + DAY, "21", stated=stated)
    told_of(crime, "21", at + DAY)
    with pytest.raises(NotPermitted):
        approve_outcome(outcome=number, by=officer(Role.SUPERVISOR), at=at + DAY)
    approve_outcome(outcome=number, by=officer(Role.INSPECTOR), at=at + DAY)
    duty = Duty.objects.get(crime=crime, kind="oversee_outcome", state="open")
    assert (duty.desk, duty.subject_row) == ("registrar", number)
    registrar = officer(Role.CRIME_REGISTRAR)
    oversee_outcome(outcome=number, finding=Finding.WRONG, words="He could be summoned.", by=registrar, at=at + DAY)
    duty.refresh_from_db()
    assert duty.state == "met"
    assert Oversight.objects.get(outcome_id=number).finding == "wrong"
    # What is wrong is put right: the crime is to be reopened.
    change = Duty.objects.get(crime=crime, kind="change_outcome", state="open")
    assert (change.desk, change.team_id) == ("supervision", crime.team_id)
    with pytest.raises(NotAllowed):
        oversee_outcome(outcome=number, finding=Finding.RIGHT, words="Again.", by=registrar, at=at + DAY)
    reopen_crime(crime=crime.pk, words="Summon him.", by=officer(Role.SUPERVISOR), at=at + DAY)
    change.refresh_from_db()
    assert change.state == "met"


@pytest.mark.source("police right to review")
def test_15_after_an_interview_gives_the_victim_a_right_to_review(officer, at):
    crime = planned(at)
    worked(crime, at + LATER, settled=False)
    row = identified(crime, at + LATER)
    by = officer(Role.DETECTIVE)
    arranged = {"suspect": row.pk, "words": "As arranged.", "by": by, "at": at + LATER}
    move_suspect(**arranged, to_status=SuspectStatus.VOLUNTARY_ATTENDANCE_ARRANGED, moment=at + DAY)
    move_suspect(**arranged, to_status=SuspectStatus.INTERVIEWED_VOLUNTARILY, reference="VA/7")
    supports = PositionDetails(support=Support.SUPPORTS, wishes="Court.")
    record_position(crime=crime.pk, position=supports, by=by, at=at + LATER)
    number = propose(crime, officer, at + DAY, "15")
    told_of(crime, "15", at + DAY)
    approve_outcome(outcome=number, by=officer(Role.SUPERVISOR), at=at + DAY)
    assert "offer_review" in open_kinds(crime)
    offer = update_of(at, occasion=Occasion.AFTER_OUTCOME, review_offered=True, next_on=None)
    update_victim(crime=crime.pk, update=offer, by=officer(Role.VICTIMS_DESK), at=at + DAY)
    assert "offer_review" not in open_kinds(crime)


def test_what_stands_in_the_way_is_shown_without_writing_anything(officer, at):
    crime = planned(at)
    officer(Role.DETECTIVE)
    entries = JournalEntry.objects.count()
    preview = preview_outcome(crime=crime.pk, outcome_type="16", at=at + DAY)
    assert not preview.check.may_be_proposed
    assert {one.code for one in preview.headings} >= {"circumstances", "support_considered"}
    assert len(preview.approver_headings) == 6
    assert JournalEntry.objects.count() == entries
    for code in ("19", "99"):
        with pytest.raises(NotAllowed) as refused:
            preview_outcome(crime=crime.pk, outcome_type=code, at=at + DAY)
        assert codes(refused) == {"not-offered"}


def test_an_act_that_only_looks_may_not_begin_an_entry(officer, at):
    crime = planned(at)
    with pytest.raises(RuntimeError, match="only looks"), looking(at=at) as w:
        w.entry(EntryKind.CRIME_RECORDED, subject=crime)


@pytest.mark.source("OUT-26 p18-19")
@pytest.mark.parametrize(
    ("outcome", "desk"),
    [
        *(pytest.param(one, "inspectors", id=f"{one}, an inspector's now") for one in ("15", "16")),
        pytest.param("18", "supervision", id="18, as before"),
    ],
)
def test_a_proposal_that_needs_an_inspector_once_the_risk_is_high_goes_to_the_inspectors(officer, at, outcome, desk):
    crime = planned(at)
    with writing(by=officer(Role.DETECTIVE), at=at + LATER, purpose="Proposing an outcome") as w:
        w.entry(EntryKind.OUTCOME_PROPOSED, subject=crime, journey=crime.journey_id)
        made = w.insert(
            Outcome(
                id=w.new_id(), journey_id=crime.journey_id, crime_id=crime.pk, outcome_type=outcome, rationale="x",
                edition="x", proposed_at=at + LATER, proposed_by_id=officer(Role.DETECTIVE).id,
            )
        )  # fmt: skip
        due = decide_due(Authority.SUPERVISOR, rulebook_of(w, crime), at=at + LATER, risk=3)
        open_duties(w, [due], about=crime, subject_row=made.id)
    note_abuse_risk(crime=crime.pk, grade=AbuseRisk.HIGH, reason="", by=officer(Role.DETECTIVE), at=at + LATER)
    assert Duty.objects.get(crime=crime, kind="decide_outcome").desk == desk
