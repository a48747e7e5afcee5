"""Investigation: plans, lines, suspects, reviews and directions, the evidence-led question."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.incidents.people import involve_person
from constabulary.casework.investigation.evidence_led import consider_without_victim, decide_evidence_led
from constabulary.casework.investigation.plans import add_line, approve_plan, end_line, return_plan, set_plan
from constabulary.casework.investigation.reviews import answer_direction, review_investigation
from constabulary.casework.investigation.suspects import (
    add_suspect,
    establish_identity,
    move_suspect,
    name_suspect,
    note_not_identifiable,
    record_as_suspect,
)
from constabulary.casework.people import PersonDetails
from constabulary.casework.people.correcting import add_name
from constabulary.casework.people.merging import merge_people
from constabulary.casework.vulnerability.abuse_risk import note_abuse_risk
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.investigation.abuse_risk import AbuseRisk
from constabulary.policing.investigation.evidence_led import Conclusion, EvidenceLedAnswers
from constabulary.policing.investigation.plans import LineDetails
from constabulary.policing.investigation.reviews import (
    DirectionGiven,
    Examined,
    Occasion,
    ReviewDetails,
    ReviewLevel,
)
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.records.models import (
    Duty,
    EvidenceLedDecision,
    InvestigationPlan,
    InvestigationReview,
    LineOfEnquiry,
    Person,
    ReviewDirection,
    Suspect,
    SuspectEvent,
)
from constabulary.standards.calendar import local_day
from tests.factories.crimes import (
    allocated,
    considered,
    evidence_led_answers,
    give,
    plan_of,
    planned,
    recorded,
    the_suspect,
)

LATER = timedelta(hours=5)


def codes(refused) -> set[str]:
    return {reason.code.split(".")[1] for reason in refused.value.reasons}


def open_kinds(crime) -> set[str]:
    return set(Duty.objects.filter(crime=crime, state="open").values_list("kind", flat=True))


def test_the_officer_in_charge_sets_the_plan_and_its_lines_become_due(officer, at):
    crime = planned(at)
    line = LineOfEnquiry.objects.get(crime=crime)
    duty = Duty.objects.get(crime=crime, kind="follow_line")
    assert (duty.subject_row, duty.owner_id, duty.state) == (line.pk, officer(Role.DETECTIVE).id, "open")
    assert {"approve_plan"} <= open_kinds(crime)
    assert "set_plan" not in open_kinds(crime)
    crime.refresh_from_db()
    assert crime.state == "investigating"


def test_somebody_elses_plan_is_set_by_a_supervisor_only(officer, at):
    crime = allocated(at)
    details = {"crime": crime.pk, "plan": plan_of(at), "at": at + LATER}
    with pytest.raises(NotPermitted):
        set_plan(**details, by=officer(Role.INVESTIGATOR))
    set_plan(**details, by=officer(Role.SUPERVISOR))
    assert InvestigationPlan.objects.filter(crime=crime).exists()


def test_a_plan_without_an_officer_or_with_something_missing_is_refused(officer, at):
    unallocated = recorded(at)
    with pytest.raises(NotAllowed):
        set_plan(crime=unallocated.pk, plan=plan_of(at), by=officer(Role.SUPERVISOR), at=at + LATER)
    crime = allocated(at)
    with pytest.raises(NotAllowed) as refused:
        set_plan(crime=crime.pk, plan=plan_of(at, lines=(), summary=""), by=officer(Role.DETECTIVE), at=at + LATER)
    assert codes(refused) == {"summary-missing", "line-missing"}


def test_a_plan_is_approved_by_another_and_set_anew_waits_again(officer, at):
    crime = planned(at)
    with pytest.raises(NotPermitted):
        approve_plan(crime=crime.pk, words="Good.", by=officer(Role.DETECTIVE), at=at + LATER)
    approve_plan(crime=crime.pk, words="Get the footage first.", by=officer(Role.SUPERVISOR), at=at + LATER)
    assert "approve_plan" not in open_kinds(crime)
    again = plan_of(at, lines=(), summary="Her brother's car as well.")
    set_plan(crime=crime.pk, plan=again, by=officer(Role.DETECTIVE), at=at + LATER)
    plan = InvestigationPlan.objects.get(crime=crime)
    assert (plan.approved_at, plan.summary) == (None, "Her brother's car as well.")
    assert "approve_plan" in open_kinds(crime)


def test_a_plan_is_returned_with_what_is_missing_and_waits_for_its_officer(officer, at):
    crime = planned(at)
    by = officer(Role.SUPERVISOR)
    with pytest.raises(NotPermitted):
        return_plan(crime=crime.pk, words="No footage.", by=officer(Role.DETECTIVE), at=at + LATER)
    with pytest.raises(NotAllowed) as refused:
        return_plan(crime=crime.pk, words=" ", by=by, at=at + LATER)
    assert codes(refused) == {"return-unexplained"}
    return_plan(crime=crime.pk, words="Nobody asks for the doorbell.", by=by, at=at + LATER)
    plan = InvestigationPlan.objects.get(crime=crime)
    assert (plan.approval, plan.approved_at) == ("Nobody asks for the doorbell.", None)
    assert "approve_plan" not in open_kinds(crime)
    assert Duty.objects.get(crime=crime, kind="set_plan", state="open").owner_id == crime.officer_id
    for decide in (return_plan, approve_plan):
        with pytest.raises(NotAllowed) as refused:
            decide(crime=crime.pk, words="Again.", by=by, at=at + LATER)
        assert codes(refused) == {"nothing-to-decide"}
    again = plan_of(at, lines=(), summary="The doorbell first.")
    set_plan(crime=crime.pk, plan=again, by=officer(Role.DETECTIVE), at=at + 2 * LATER)
    assert "approve_plan" in open_kinds(crime)
    assert "set_plan" not in open_kinds(crime)
    assert InvestigationPlan.objects.get(crime=crime).approval == ""


def test_nobody_returns_a_plan_of_their_own_or_one_that_is_not_there(officer, at):
    crime = allocated(at, to=Role.SUPERVISOR)
    by = officer(Role.SUPERVISOR)
    with pytest.raises(NotAllowed):
        return_plan(crime=crime.pk, words="x", by=by, at=at + LATER)
    set_plan(crime=crime.pk, plan=plan_of(at), by=by, at=at + LATER)
    with pytest.raises(NotAllowed) as refused:
        return_plan(crime=crime.pk, words="Mine.", by=by, at=at + LATER)
    assert codes(refused) == {"own-plan"}


def test_nobody_approves_a_plan_of_their_own_or_one_that_is_not_there(officer, at):
    crime = allocated(at, to=Role.SUPERVISOR)
    by = officer(Role.SUPERVISOR)
    with pytest.raises(NotAllowed):
        approve_plan(crime=crime.pk, words="x", by=by, at=at + LATER)
    set_plan(crime=crime.pk, plan=plan_of(at), by=by, at=at + LATER)
    with pytest.raises(NotAllowed) as refused:
        approve_plan(crime=crime.pk, words="Mine.", by=by, at=at + LATER)
    assert codes(refused) == {"own-plan"}


def test_lines_are_added_and_end_with_a_result_or_a_reason(officer, at):
    crime = planned(at)
    by = officer(Role.DETECTIVE)
    line = LineDetails(objective="Where he was", action="Ask his employer", due_on=local_day(at))
    add_line(crime=crime.pk, line=line, by=by, at=at + LATER)
    first, second = LineOfEnquiry.objects.filter(crime=crime).order_by("number")
    assert (first.number, second.number) == (1, 2)
    with pytest.raises(NotAllowed) as refused:
        end_line(line=first.pk, pursued=True, result=" ", by=by, at=at + LATER)
    assert codes(refused) == {"result-missing"}
    end_line(line=first.pk, pursued=True, result="It shows a man; no face.", by=by, at=at + LATER)
    end_line(line=second.pk, pursued=False, result="He has no employer.", by=by, at=at + LATER)
    states = dict(LineOfEnquiry.objects.filter(crime=crime).values_list("number", "state"))
    assert states == {1: "done", 2: "not_pursued"}
    assert "follow_line" not in open_kinds(crime)
    with pytest.raises(NotAllowed):
        end_line(line=first.pk, pursued=False, result="Again.", by=by, at=at + LATER)


def test_whoever_owns_a_line_may_end_it_and_others_may_not(officer, at):
    crime = planned(at)
    helper = officer(Role.INVESTIGATOR)
    line = LineDetails(objective="Neighbours", action="House to house", due_on=local_day(at), owner_id=helper.id)
    add_line(crime=crime.pk, line=line, by=officer(Role.DETECTIVE), at=at + LATER)
    mine, theirs = LineOfEnquiry.objects.filter(crime=crime).order_by("-number")
    end_line(line=mine.pk, pursued=True, result="Nobody heard it.", by=officer(Role.INVESTIGATOR), at=at + LATER)
    with pytest.raises(NotPermitted):
        end_line(line=theirs.pk, pursued=True, result="x", by=officer(Role.INVESTIGATOR), at=at + LATER)


def test_a_suspect_moves_only_where_they_can_and_every_move_is_an_event(officer, at):
    crime = planned(at)
    by, row = officer(Role.DETECTIVE), the_suspect(crime)
    details = {"suspect": row.pk, "by": by, "at": at + LATER}
    with pytest.raises(NotAllowed) as refused:
        move_suspect(**details, to_status=SuspectStatus.CHARGED, words="x")
    assert codes(refused) == {"status-not-next"}
    arranged = {"to_status": SuspectStatus.VOLUNTARY_ATTENDANCE_ARRANGED, "words": "By telephone."}
    with pytest.raises(NotAllowed) as refused:
        move_suspect(**details, **arranged)
    assert codes(refused) == {"moment-missing"}
    move_suspect(**details, **arranged, moment=at + timedelta(days=2))
    move_suspect(**details, to_status=SuspectStatus.INTERVIEWED_VOLUNTARILY, words="He denied it.", reference="VA/7")
    row.refresh_from_db()
    assert (row.state, row.interviewed_at) == ("interviewed_voluntarily", at + LATER)
    kinds = list(SuspectEvent.objects.filter(suspect=row).order_by("id").values_list("kind", "to_state"))
    assert kinds[-2:] == [("moved", "voluntary_attendance_arranged"), ("moved", "interviewed_voluntarily")]


@pytest.mark.source("Victims' Code 2020")
def test_a_change_that_the_victim_must_be_told_of_is_due_within_one_working_day(officer, at):
    crime = planned(at)
    move_suspect(
        suspect=the_suspect(crime).pk, to_status=SuspectStatus.ARRESTED_IN_CUSTODY, words="Arrested.",
        reference="ZZ/100/26", by=officer(Role.DETECTIVE), at=at + LATER,
    )  # fmt: skip
    duty = Duty.objects.get(crime=crime, kind="tell_victim_of_change")
    assert (duty.owner_id, local_day(duty.due_at)) == (crime.officer_id, local_day(at) + timedelta(days=1))


def test_a_described_suspect_is_named_then_identified_then_recorded(officer, at):
    crime = planned(at, call={"others": ()})
    by = officer(Role.DETECTIVE)
    with pytest.raises(NotAllowed) as refused:
        add_suspect(crime=crime.pk, words="Seen.", by=by, at=at + LATER)
    assert codes(refused) == {"description-missing"}
    number = add_suspect(crime=crime.pk, words="Seen.", description="Tall, red cap.", by=by, at=at + LATER)
    with pytest.raises(NotAllowed) as refused:
        establish_identity(suspect=number, words="Card.", by=by, at=at + LATER)
    assert codes(refused) == {"not-named"}
    name_suspect(
        suspect=number, person=PersonDetails(given="Dean", family="Harker"), words="A friend named him.",
        by=by, at=at + LATER,
    )  # fmt: skip
    assert "establish_identity" in open_kinds(crime)
    with pytest.raises(NotAllowed) as refused:
        record_as_suspect(suspect=number, words="Him.", by=by, at=at + LATER)
    assert codes(refused) == {"identity-first"}
    establish_identity(suspect=number, words="Driving licence.", by=by, at=at + LATER)
    assert "establish_identity" not in open_kinds(crime)
    record_as_suspect(suspect=number, words="Him.", by=by, at=at + LATER)
    row = Suspect.objects.get(pk=number)
    assert (row.state, row.recorded_by_id) == ("named_not_arrested", by.id)


@pytest.mark.source("domain/00: named without identity")
def test_only_a_supervisor_rules_an_identity_out_of_reach(officer, at):
    crime = planned(at)
    number = add_suspect(
        crime=crime.pk, words="A nickname.", person=PersonDetails(given="Spud"), by=officer(Role.DETECTIVE),
        at=at + LATER,
    )  # fmt: skip
    with pytest.raises(NotPermitted):
        note_not_identifiable(suspect=number, words="Nothing.", by=officer(Role.DETECTIVE), at=at + LATER)
    supervisor = officer(Role.SUPERVISOR)
    with pytest.raises(NotAllowed) as refused:
        note_not_identifiable(suspect=number, words=" ", by=supervisor, at=at + LATER)
    assert codes(refused) == {"enquiries-remain"}
    note_not_identifiable(suspect=number, words="No nickname in any record.", by=supervisor, at=at + LATER)
    assert Suspect.objects.get(pk=number).not_identifiable_because == "No nickname in any record."


def test_nobody_whose_identity_is_established_is_ruled_out_of_reach(officer, at):
    crime = planned(at)
    known = Suspect.objects.get(crime=crime)
    establish_identity(suspect=known.pk, words="Driving licence.", by=officer(Role.DETECTIVE), at=at + LATER)
    with pytest.raises(NotAllowed) as refused:
        note_not_identifiable(suspect=known.pk, words="Nothing left.", by=officer(Role.SUPERVISOR), at=at + LATER)
    assert codes(refused) == {"identity-known"}
    assert Suspect.objects.get(pk=known.pk).not_identifiable_at is None


def review(at, **changes) -> ReviewDetails:
    whole = ReviewDetails(
        level=ReviewLevel.SUPERVISOR,
        occasion=Occasion.INTERVAL,
        examined=(Examined.PLAN, Examined.SUSPECTS),
        findings="He has not been interviewed.",
        directions=(DirectionGiven(words="Arrange the interview by Friday.", due_at=at + timedelta(days=3)),),
    )
    return replace(whole, **changes)


@pytest.mark.source("PEEL 2018/19, Kent")
def test_a_review_directs_and_its_direction_is_due_from_the_officer(officer, at):
    crime = planned(at)
    review_investigation(crime=crime.pk, review=review(at), by=officer(Role.SUPERVISOR), at=at + LATER)
    direction = ReviewDirection.objects.get(crime=crime)
    duty = Duty.objects.get(crime=crime, kind="follow_direction")
    assert (duty.subject_row, duty.owner_id, duty.due_at) == (direction.pk, crime.officer_id, direction.due_at)
    upcoming = Duty.objects.get(crime=crime, kind="review_investigation", state="open")
    assert local_day(upcoming.due_at) == local_day(at) + timedelta(days=14)
    looked_at = Duty.objects.get(crime=crime, kind="review_suspect", state="met")
    again = Duty.objects.get(crime=crime, kind="review_suspect", state="open")
    assert again.subject_row == looked_at.subject_row
    assert local_day(again.due_at) == local_day(at) + timedelta(days=28)
    answer = {"direction": direction.pk, "by": officer(Role.DETECTIVE), "at": at + LATER}
    with pytest.raises(NotAllowed):
        answer_direction(**answer, answer=" ")
    answer_direction(**answer, answer="He comes in on Thursday.")
    duty.refresh_from_db()
    assert duty.state == "met"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"findings": "Noted."}, "findings-missing"),
        ({"directions": ()}, "no-direction"),
        ({"directions": (), "no_direction_because": "Nothing to add"}, "empty-reason"),
        ({"examined": ()}, "examined-missing"),
    ],
    ids=["noted", "no direction", "nothing to add", "nothing examined"],
)
def test_a_review_that_does_not_count_is_refused_and_the_duty_stays(officer, at, changes, code):
    crime = planned(at)
    with pytest.raises(NotAllowed) as refused:
        review_investigation(crime=crime.pk, review=review(at, **changes), by=officer(Role.SUPERVISOR), at=at + LATER)
    assert codes(refused) == {code}
    assert not InvestigationReview.objects.exists()
    assert Duty.objects.filter(crime=crime, kind="review_investigation", state="open").exists()


def test_nobody_reviews_a_crime_of_their_own_and_an_inspectors_review_needs_an_inspector(officer, at):
    crime = allocated(at, to=Role.SUPERVISOR)
    with pytest.raises(NotAllowed) as refused:
        review_investigation(crime=crime.pk, review=review(at), by=officer(Role.SUPERVISOR), at=at + LATER)
    assert codes(refused) == {"own-crime"}
    inspectors = review(at, level=ReviewLevel.INSPECTOR)
    with pytest.raises(NotPermitted):
        review_investigation(crime=crime.pk, review=inspectors, by=officer(Role.SUPERVISOR), at=at + LATER)
    review_investigation(crime=crime.pk, review=inspectors, by=officer(Role.INSPECTOR), at=at + LATER)
    assert Duty.objects.get(crime=crime, kind="inspect_investigation", state="open").due_at > at + timedelta(days=150)


def test_a_review_long_overdue_sets_the_next_in_the_future(officer, at):
    crime = planned(at)
    much_later = at + timedelta(days=60)
    directed = review(much_later)
    review_investigation(crime=crime.pk, review=directed, by=officer(Role.SUPERVISOR), at=much_later)
    assert Duty.objects.get(crime=crime, kind="review_investigation", state="open").due_at > much_later


@pytest.mark.source("OUT-26 p19; domain/01 6.6")
def test_the_evidence_led_question_is_answered_by_one_and_decided_by_another(officer, at):
    crime = planned(at)
    number = considered(crime, at + LATER, decided_by=None)
    duty = Duty.objects.get(crime=crime, kind="decide_evidence_led")
    assert (duty.desk, duty.subject_row) == ("supervision", number)
    decision = {"consideration": number, "conclusion": Conclusion.CANNOT_GO_ON, "at": at + LATER}
    with pytest.raises(NotPermitted):
        decide_evidence_led(**decision, rationale="x", by=officer(Role.DETECTIVE))
    with pytest.raises(NotAllowed):
        decide_evidence_led(**decision, rationale=" ", by=officer(Role.SUPERVISOR))
    decide_evidence_led(**decision, rationale="Nobody else saw it.", by=officer(Role.SUPERVISOR))
    assert EvidenceLedDecision.objects.get(crime=crime).authority == "supervisor"
    with pytest.raises(NotAllowed) as refused:
        decide_evidence_led(**decision, rationale="Again.", by=officer(Role.INSPECTOR))
    assert codes(refused) == {"decided-already"}
    duty.refresh_from_db()
    assert duty.state == "met"


@pytest.mark.source("HOCR-26 p22-23")
def test_in_high_risk_domestic_abuse_and_where_evidence_would_do_an_inspector_decides(officer, at):
    crime = planned(at)
    number = considered(crime, at + LATER, decided_by=None)
    should_not = {
        "consideration": number,
        "conclusion": Conclusion.SHOULD_NOT_GO_ON,
        "rationale": "x",
        "at": at + LATER,
    }
    with pytest.raises(NotPermitted):
        decide_evidence_led(**should_not, by=officer(Role.SUPERVISOR))
    waiting = Duty.objects.get(crime=crime, kind="decide_evidence_led", state="open")
    assert waiting.desk == "supervision"
    note_abuse_risk(crime=crime.pk, grade=AbuseRisk.HIGH, reason="", by=officer(Role.DETECTIVE), at=at + LATER)
    waiting.refresh_from_db()
    assert (waiting.desk, waiting.owner_id) == ("inspectors", None), "it waits with somebody who may decide it"
    with pytest.raises(NotPermitted):
        considered(crime, at + LATER, decided_by=Role.SUPERVISOR)
    considered(crime, at + LATER, decided_by=Role.INSPECTOR)
    assert EvidenceLedDecision.objects.get(crime=crime).authority == "inspector"


def test_unanswered_questions_are_refused_beside_each(officer, at):
    crime = planned(at)
    given = EvidenceLedAnswers(answers={}, recommendation=Conclusion.GO_ON, rationale="")
    with pytest.raises(NotAllowed) as refused:
        consider_without_victim(crime=crime.pk, given=given, by=officer(Role.DETECTIVE), at=at + LATER)
    assert len(refused.value.reasons) == len(evidence_led_answers().answers) + 1


def test_what_is_due_of_a_suspect_ends_when_they_are_eliminated(officer, at):
    crime = planned(at)
    number = add_suspect(
        crime=crime.pk, words="Named by a neighbour.", person=PersonDetails(given="Lee", family="Moss"),
        by=officer(Role.DETECTIVE), at=at + LATER,
    )  # fmt: skip
    move_suspect(
        suspect=number, to_status=SuspectStatus.ELIMINATED, words="He was at sea.", reference="MG11/5", by=officer(Role.DETECTIVE),
        at=at + LATER,
    )  # fmt: skip
    assert not Duty.objects.filter(crime=crime, subject_row=number, state="open").exists()
    give(recorded(at), Role.DETECTIVE, at + LATER)


def test_somebody_who_is_a_suspect_already_is_not_added_again_and_a_namesake_is_told_apart(officer, at):
    crime = planned(at, call={"others": ()})
    named = PersonDetails(given="Dean", family="O'Brien")
    add = {"crime": crime.pk, "words": "Named by her.", "by": officer(Role.DETECTIVE), "at": at + LATER}
    add_suspect(**add, person=named)
    for again in (named, PersonDetails(given="dean", family="O\u2019Brien", born_on=date(1985, 3, 27))):
        with pytest.raises(NotAllowed) as refused:
            add_suspect(**add, person=again)
        assert codes(refused) == {"there-already"}
    assert Suspect.objects.filter(crime=crime).count() == 1
    there = Suspect.objects.get(crime=crime).person.reference
    with pytest.raises(NotAllowed) as refused:
        add_suspect(**add, person=PersonDetails(reference=there), description="A twin.")
    assert codes(refused) == {"same-person"}
    add_suspect(**add, person=PersonDetails(given="Lee", family="O'Brien"))
    add_suspect(**add, person=named, description="His father, about 60.")
    add_suspect(**add, description="Limps.")
    assert Suspect.objects.filter(crime=crime).count() == 4


def test_nobody_who_is_a_suspect_already_is_put_to_another_by_any_record_or_name_of_theirs(officer, at):
    crime = planned(at)
    by = officer(Role.DETECTIVE)
    dean = the_suspect(crime).person
    deano = involve_person(
        incident=crime.incident_id, person=PersonDetails(given="Deano", family="Marsh"), role="witness", by=by,
        at=at + LATER,
    )  # fmt: skip
    merge_people(
        survivor=dean.pk, other=Person.objects.get(pk=deano).reference, reason="One man by his licence.", by=by,
        at=at + LATER,
    )  # fmt: skip
    add_name(person=dean.pk, kind="alias", given="Dino", family="Hart", by=by, at=at + LATER)
    number = add_suspect(crime=crime.pk, words="Seen.", description="Tall, red cap.", by=by, at=at + LATER)
    put = {"suspect": number, "words": "A friend named him.", "by": by, "at": at + LATER}
    for reference in (dean.reference, Person.objects.get(pk=deano).reference):
        with pytest.raises(NotAllowed) as refused:
            name_suspect(**put, person=PersonDetails(reference=reference), description="Another.")
        assert codes(refused) == {"same-person"}
    for given, family in (("dean", "HARKER"), ("Deano", "Marsh"), ("Dino", "Hart")):
        with pytest.raises(NotAllowed) as refused:
            name_suspect(**put, person=PersonDetails(given=given, family=family))
        assert codes(refused) == {"there-already"}
    row = Suspect.objects.get(pk=number)
    assert (row.person_id, row.state) == (None, "described")
    name_suspect(**put, person=PersonDetails(given="Dean", family="Harker"), description="His father, about 60.")
    row.refresh_from_db()
    assert (row.state, row.description) == ("named_not_arrested", "Tall, red cap. His father, about 60.")
    assert row.person_id != dean.pk
