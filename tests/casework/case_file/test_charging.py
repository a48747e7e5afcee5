"""Taking a suspect to a charging decision: tests, requests, answers, action plans, the police's own decision."""

from dataclasses import replace
from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.case_file.deciding import answer_action_item, decide_police_charge, note_prosecutor_answer
from constabulary.casework.case_file.reading import open_case_file
from constabulary.casework.case_file.safety import plan_suspect_learns
from constabulary.casework.case_file.testing import apply_full_code_test, apply_threshold_test
from constabulary.casework.connections import record_connection
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.casework.outcomes.deciding import approve_outcome
from constabulary.casework.outcomes.matter import preview_outcome
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.policing.case_file.authority import Plea, PoliceDecision
from constabulary.policing.case_file.referrals import ProsecutorSaid
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.records.models import (
    ActionPlanItem,
    ChargingDecision,
    ChargingRequest,
    CodeTest,
    Duty,
    JournalEntry,
    Outcome,
    SuspectLearnsPlan,
)
from constabulary.records.queries.officers import say_who_asks
from tests.factories.case_file import (
    DAY_PLAN,
    FULL_CODE,
    NO_ABUSE,
    REQUEST,
    answer_of,
    answered,
    code_tested,
    made_safe,
    requested,
    supported,
    threshold,
    unsupported,
    worked,
)
from tests.factories.crimes import told_of, withdraws
from tests.factories.protection import add_officer
from tests.factories.vulnerability import assessed, dash

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
S = SuspectStatus


def codes(refused) -> set[str]:
    return {reason.code.split(".")[1] for reason in refused.value.reasons}


def open_kinds(crime) -> set[str]:
    return set(Duty.objects.filter(crime=crime, state="open").values_list("kind", flat=True))


def charged(suspect, officer, at):
    by = officer(Role.DETECTIVE)
    words = {"words": "Charged at the station.", "moment": at + 20 * DAY, "by": by, "at": at}
    move_suspect(suspect=suspect.pk, to_status=S.CHARGED_BAIL, reference="CR/1", **words)


# The tests


def test_a_test_is_stored_under_its_edition_met_or_not(officer, at):
    _, suspect = worked(at)
    code_tested(suspect, at + DAY, replace(FULL_CODE, evidence_met=False, interest_met=None, interest=""))
    code_tested(suspect, at + 2 * DAY)
    rows = list(CodeTest.objects.order_by("id").values_list("kind", "is_met"))
    assert rows == [("full_code", False), ("full_code", True)]
    entry = JournalEntry.objects.filter(kind="charge_tested").latest("id")
    assert CodeTest.objects.latest("id").edition in str(entry.editions)


def test_only_whoever_is_in_charge_or_supervises_applies_a_test(officer, at):
    _, suspect = worked(at)
    with pytest.raises(NotPermitted):
        apply_full_code_test(suspect=suspect.pk, given=FULL_CODE, by=officer(Role.INVESTIGATOR), at=at + DAY)
    with pytest.raises(NotPermitted):
        apply_threshold_test(suspect=suspect.pk, given=threshold(at), by=officer(Role.VICTIMS_DESK), at=at + DAY)


def test_the_threshold_test_is_refused_out_of_custody_and_makes_the_full_one_due(officer, at):
    crime, suspect = worked(at)
    with pytest.raises(NotAllowed) as refused:
        apply_threshold_test(suspect=suspect.pk, given=threshold(at), by=officer(Role.DETECTIVE), at=at + DAY)
    assert codes(refused) == {"not-detained"}
    move_suspect(
        suspect=suspect.pk,
        to_status=S.ARRESTED_IN_CUSTODY,
        words="New evidence.",
        reference="CR/1",
        by=officer(Role.DETECTIVE),
        at=at + DAY,
    )
    for hours in (26, 27):
        apply_threshold_test(
            suspect=suspect.pk, given=threshold(at), by=officer(Role.DETECTIVE), at=at + timedelta(hours=hours)
        )
    assert Duty.objects.filter(crime=crime, kind="apply_full_code", state="open").count() == 1
    code_tested(suspect, at + 3 * DAY)
    assert Duty.objects.filter(crime=crime, kind="apply_full_code", state="met").count() == 1


# The request


def test_a_request_is_refused_with_everything_that_the_file_lacks(officer, at):
    _, suspect = worked(at)
    with pytest.raises(NotAllowed) as refused:
        requested(suspect, at + DAY, replace(REQUEST, sent=""))
    assert codes(refused) == {"position", "test", "test-first", "sent-missing"}
    assert not ChargingRequest.objects.exists()


def test_a_request_is_stored_with_its_editions_and_its_answer_is_due(officer, at):
    crime, suspect = supported(at)
    number = requested(suspect, at + DAY)
    row = ChargingRequest.objects.get()
    assert (row.pk, row.state, row.number, row.colour) == (number, "sent", 1, "green")
    assert "hear_from_prosecutor" in open_kinds(crime)
    with pytest.raises(NotAllowed) as refused:
        requested(suspect, at + DAY + HOUR)
    assert codes(refused) == {"waits"}


def test_an_action_plan_becomes_duties_is_answered_and_the_request_sent_again(officer, at):
    crime, suspect = supported(at)
    number = requested(suspect, at + DAY)
    answered(number, ProsecutorSaid.ACTION_PLAN, at + 2 * DAY, "A statement of the neighbour.", "The bank's records.")
    items = list(ActionPlanItem.objects.order_by("id"))
    owed = Duty.objects.filter(crime=crime, kind="answer_action_item", state="open")
    assert {one.subject_row for one in owed} == {one.pk for one in items}
    assert {one.owner_id for one in owed} == {crime.officer_id}
    with pytest.raises(NotAllowed) as refused:
        requested(suspect, at + 3 * DAY)
    assert codes(refused) == {"items-open"}
    detective = {"by": officer(Role.DETECTIVE), "at": at + 3 * DAY}
    answer_action_item(item=items[0].pk, answer="Taken.", **detective)
    assert "send_request_again" not in open_kinds(crime)
    with pytest.raises(NotAllowed) as refused:
        answer_action_item(item=items[0].pk, answer="", **detective)
    assert codes(refused) == {"item-answered", "item-answer"}
    answer_action_item(item=items[1].pk, answer="They show nothing.", **detective)
    assert "send_request_again" in open_kinds(crime)
    requested(suspect, at + 4 * DAY)
    assert list(ChargingRequest.objects.order_by("id").values_list("state", "number")) == [
        ("sent_again", 1),
        ("sent", 2),
    ]
    assert "send_request_again" not in open_kinds(crime)


def test_no_further_action_is_a_decision_with_its_reasons_and_may_be_asked_again(officer, at):
    crime, suspect = supported(at)
    answered(requested(suspect, at + DAY), ProsecutorSaid.NO_FURTHER_ACTION, at + 2 * DAY)
    decided = ChargingDecision.objects.get()
    assert (decided.charge, decided.charged_by, decided.words) == (False, "cps", "As the call and the footage show.")
    assert not open_kinds(crime) & {"charge_suspect", "hear_from_prosecutor"}
    requested(suspect, at + 3 * DAY)
    assert ChargingRequest.objects.latest("id").number == 2


def test_an_answer_is_recorded_once_and_by_whoever_is_in_charge(officer, at):
    _, suspect = supported(at)
    number = requested(suspect, at + DAY)
    with pytest.raises(NotPermitted):
        note_prosecutor_answer(
            request=number, answer=answer_of(ProsecutorSaid.CHARGE, at), by=officer(Role.INVESTIGATOR), at=at + DAY
        )
    answered(number, ProsecutorSaid.CHARGE, at + 2 * DAY)
    with pytest.raises(NotAllowed) as refused:
        answered(number, ProsecutorSaid.NO_FURTHER_ACTION, at + 2 * DAY)
    assert codes(refused) == {"answered"}


# Without the victim


def test_deciding_to_go_on_without_her_makes_the_plan_for_the_day_due_and_her_safety_refuses_the_request(officer, at):
    crime, suspect = unsupported(at)
    duty = Duty.objects.get(crime=crime, kind="plan_suspect_learns", state="open")
    assert (duty.person_id, duty.owner_id) == (crime.victim_id, crime.officer_id)
    with pytest.raises(NotAllowed) as refused:
        requested(suspect, at + DAY)
    assert codes(refused) == {"safety", "day-planned"}
    with pytest.raises(NotAllowed) as refused:
        plan_suspect_learns(crime=crime.pk, plan=DAY_PLAN, by=officer(Role.DETECTIVE), at=at + DAY)
    assert codes(refused) == {"assess-first"}
    made_safe(crime, at + DAY)
    duty.refresh_from_db()
    assert duty.state == "met"
    requested(suspect, at + DAY + HOUR)


def test_what_she_says_anew_makes_every_safeguard_due_again(officer, at):
    crime, suspect = unsupported(at)
    made_safe(crime, at + DAY)
    withdraws(crime, at + 2 * DAY)
    with pytest.raises(NotAllowed) as refused:
        requested(suspect, at + 2 * DAY + HOUR)
    assert codes(refused) == {"without-victim", "safety", "day-planned"}


def test_an_old_look_at_her_safety_is_not_enough(officer, at):
    crime, suspect = unsupported(at)
    made_safe(crime, at + DAY)
    with pytest.raises(NotAllowed) as refused:
        requested(suspect, at + 16 * DAY)
    assert codes(refused) == {"safety"}


def test_nobody_connected_with_the_suspect_sees_the_plan_for_the_day_or_what_is_due_of_it(officer, at):
    crime, suspect = unsupported(at)
    cousin = add_officer("V991", Role.DETECTIVE, at)
    made_safe(crime, at + DAY)
    withdraws(crime, at + 2 * DAY)
    record_connection(
        officer="V991", person=suspect.person.reference, nature="His cousin.", by=officer(Role.INSPECTOR), at=at
    )
    say_who_asks(cousin)
    assert not SuspectLearnsPlan.objects.exists()
    assert not Duty.objects.filter(kind="plan_suspect_learns").exists()
    opened = open_case_file(reference=crime.reference, purpose="Looking", by=cousin, at=at + 3 * DAY)
    assert opened.day_plan is None
    officer(Role.DETECTIVE)
    assert SuspectLearnsPlan.objects.count() == 1


def test_the_detective_takes_an_evidence_led_case_to_charge_after_the_victim_withdraws(officer, at):
    crime, suspect = unsupported(at)
    made_safe(crime, at + DAY)
    answered(requested(suspect, at + 2 * DAY), ProsecutorSaid.CHARGE, at + 3 * DAY)
    assert "charge_suspect" in open_kinds(crime)
    charged(suspect, officer, at + 4 * DAY)
    assert "charge_suspect" not in open_kinds(crime)
    preview = preview_outcome(crime=crime.pk, outcome_type="1", at=at + 4 * DAY, suspect=suspect.pk)
    assert not {one.code for one in preview.headings} & {"charged_by", "court_on"}
    detective = {"by": officer(Role.DETECTIVE), "at": at + 4 * DAY}
    number = propose_outcome(
        crime=crime.pk, outcome_type="1", rationale="The evidence does without her.", suspect=suspect.pk, **detective
    )
    stated = Outcome.objects.get(pk=number).stated
    assert (stated["charged_by"], "court_on" in stated) == ("cps", True)
    told_of(crime, "1", at + 4 * DAY + HOUR)
    approve_outcome(outcome=number, by=officer(Role.INSPECTOR), at=at + 5 * DAY)
    crime.refresh_from_db()
    assert (crime.state, crime.outcome) == ("finalised", "1")


def test_a_charge_typed_past_the_case_file_is_refused_without_her_support(officer, at):
    crime, suspect = unsupported(at)
    charged(suspect, officer, at + DAY)
    with pytest.raises(NotAllowed) as refused:
        propose_outcome(
            crime=crime.pk, outcome_type="1", rationale="Charged.", suspect=suspect.pk, by=officer(Role.DETECTIVE),
            at=at + 2 * DAY, stated={"charged_by": "cps", "court_on": "2026-12-01"},
        )  # fmt: skip
    assert codes(refused) == {"charge-on-file"}


# The police's own decision


def police(**changes):
    return PoliceDecision(
        **{"plea": Plea.GUILTY, "fit_for_magistrates": True, "charge": True, "words": "As the test says.", **changes}
    )


def test_the_police_may_not_decide_domestic_abuse(officer, at):
    _, suspect = supported(at)
    with pytest.raises(NotAllowed) as refused:
        decide_police_charge(suspect=suspect.pk, decision=police(), by=officer(Role.SUPERVISOR), at=at + DAY)
    assert codes(refused) == {"prosecutor-only"}


def test_a_supervisor_decides_for_the_police_and_nobody_their_own_case(officer, at):
    crime, suspect = supported(at, **NO_ABUSE)
    with pytest.raises(NotPermitted):
        decide_police_charge(suspect=suspect.pk, decision=police(), by=officer(Role.DETECTIVE), at=at + DAY)
    with pytest.raises(NotAllowed) as refused:
        decide_police_charge(
            suspect=suspect.pk, decision=police(plea=Plea.NOT_KNOWN), by=officer(Role.SUPERVISOR), at=at + DAY
        )
    assert codes(refused) == {"plea-not-guilty"}
    decide_police_charge(suspect=suspect.pk, decision=police(), by=officer(Role.SUPERVISOR), at=at + DAY)
    row = ChargingDecision.objects.get()
    assert (row.charged_by, row.charge, row.authority, row.request_id) == ("police", True, "supervisor", None)
    assert "charge_suspect" in open_kinds(crime)
    with pytest.raises(NotAllowed) as refused:
        decide_police_charge(suspect=suspect.pk, decision=police(), by=officer(Role.SUPERVISOR), at=at + DAY)
    assert codes(refused) == {"charge-decided"}


def test_the_case_file_opens_with_what_it_lacks_and_leaves_a_reading(officer, at):
    crime, suspect = unsupported(at)
    assessed(crime.incident, at + DAY, dash())
    by = officer(Role.DETECTIVE)
    opened = open_case_file(reference=crime.reference, purpose="Working", by=by, at=at + DAY)
    file = opened.file_of(suspect.pk)
    assert [one.code for one in file.missing] == ["day-planned"]
    assert opened.prosecutor_because == ("domestic abuse",)
    assert opened.goes_on_without_victim
    assert JournalEntry.objects.filter(kind="read_crime", by_row=by.id).exists()
