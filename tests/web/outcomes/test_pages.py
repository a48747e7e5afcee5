"""The outcome of a crime on screen: what is open and why not, proposed, decided, reopened; the evidence-led question."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.investigation.suspects import add_suspect, establish_identity, record_as_suspect
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.casework.people import PersonDetails
from constabulary.casework.vulnerability.abuse_risk import note_abuse_risk
from constabulary.policing.investigation.abuse_risk import AbuseRisk
from constabulary.policing.investigation.evidence_led import CHECKLIST
from constabulary.policing.outcomes.check import RULES
from constabulary.records.models import (
    EvidenceLedConsideration,
    EvidenceLedDecision,
    JournalEntry,
    Outcome,
    Oversight,
    PassedUp,
)
from constabulary.records.queries import outcomes
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import considered, identified, planned, the_suspect, told_of, withdraws
from tests.factories.outcomes import filled
from tests.factories.questions import questions
from tests.factories.worked import worked

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def started():
    return timezone.now() - 2 * DAY


@pytest.fixture
def high_risk(started):
    """A high-risk domestic abuse crime whose victim has withdrawn, and everything recorded but the evidence-led decision."""
    crime = planned(started)
    worked(crime, started + 4 * HOUR)
    desk = asking(Role.VULNERABILITY_DESK)
    note_abuse_risk(crime=crime.pk, grade=AbuseRisk.HIGH, reason="", by=desk, at=started + 5 * HOUR)
    identified(crime, started + 5 * HOUR)
    withdraws(crime, started + 6 * HOUR)
    crime.refresh_from_db()
    return crime


def at_page(crime, rest=""):
    return f"/crimes/{crime.reference}/{rest}"


def proposal_16(crime, **changes):
    stated = filled(tuple(one.heading for one in RULES["16"].stated))
    said = {code: "on" if words == "yes" else words for code, words in stated.items()}
    return {**said, "suspect": str(the_suspect(crime).pk), "rationale": "Nothing but her account.", **changes}


PRINCIPLES = {one.heading.code: "on" for one in RULES["16"].by_approver}


def answered(**changes):
    given = {one.code: "yes" for one in CHECKLIST} | {f"{one.code}_words": "Looked at." for one in CHECKLIST}
    return {**given, "recommendation": "cannot_go_on", "rationale": "Only her account shows it.", **changes}


def test_every_outcome_of_the_day_is_shown_with_what_is_missing_and_who_may_approve(started):
    crime = planned(started)
    page = words_of(signed_in(Role.DETECTIVE).get(at_page(crime, "outcome")))
    for words in (
        "14 Victim not able to support, suspect not identified",
        "A suspect is named: this outcome is closed while that stands.",
        "Record the victim's position first. Silence, or not being able to reach them, is not a position.",
        "Decide first whether the case can go on without the victim.",
        "Establish who the suspect truly is first.",
        "You will write: The evidential difficulty",
        "Not asked yet. Outcomes 14 and 16 wait for it.",
    ):
        assert words in page
    assert "24 Adult deferred prosecution" in page
    assert "19 Fraud investigated by the national bureau" not in page


def test_in_high_risk_domestic_abuse_the_page_says_that_an_inspector_or_the_registrars_team_approves(high_risk):
    page = words_of(signed_in(Role.DETECTIVE).get(at_page(high_risk, "outcome/propose/16")))
    assert "Approved by an inspector or the crime registrar or a designated decision maker" in page
    assert "This is missing, and is recorded elsewhere" in page
    assert (
        f'href="{at_page(high_risk, "evidence-led")}"'
        in signed_in(Role.DETECTIVE).get(at_page(high_risk, "outcome")).content.decode()
    )


def test_what_an_answer_rests_on_names_its_question_and_keeps_the_capitals_of_an_abbreviation(high_risk):
    page = words_of(signed_in(Role.DETECTIVE).get(at_page(high_risk, "evidence-led")))
    assert "why there is none: CCTV and doorbell footage" in page
    assert "What this rests on: was the suspect interviewed?" in page


@pytest.mark.parametrize(("support", "asked_next"), [("does_not", True), ("supports", False)])
def test_whoever_records_that_a_victim_is_not_able_to_support_is_told_what_is_asked_next(started, support, asked_next):
    crime = planned(started)
    detective = signed_in(Role.DETECTIVE)
    said = {
        "support": support, "wishes": "Peace.", "reasons": "Fear.", "account_true": "It is true.", "seen_alone": "on",
        "pressure": "none_found", "recorded_in": "signed_note", "reference": "12", "effect": "None seen.",
        "support_offered": "An advocate.", "would_attend": "No.",
    }  # fmt: skip
    stored = detective.post(at_page(crime, "victim/position"), said)
    assert stored.status_code == 302, words_of(stored)
    assert ("whether it can go on without them" in words_of(detective.get(stored["Location"]))) is asked_next


def test_outcome_16_is_refused_until_the_evidence_led_question_is_decided_and_nothing_typed_is_lost(high_risk):
    detective = signed_in(Role.DETECTIVE)
    refused = detective.post(at_page(high_risk, "outcome/propose/16"), proposal_16(high_risk, circumstances=""))
    assert refused.status_code == 422
    assert 'href="#id_circumstances"' in refused.content.decode()
    assert "Decide first whether the case can go on without the victim." in words_of(refused)
    assert "Nothing but her account." in detective.get(at_page(high_risk, "outcome/propose/16")).content.decode()
    assert not Outcome.objects.exists()


def test_the_evidence_led_question_is_answered_in_full_and_decided_by_an_inspector(high_risk):
    detective = signed_in(Role.DETECTIVE)
    refused = detective.post(
        at_page(high_risk, "evidence-led"),
        answered(reasons_asked="no", cctv_words="", suspect_interviewed="", public_interest="no", rationale=""),
    )
    assert refused.status_code == 422
    for field in ("reasons_asked", "cctv_words", "suspect_interviewed", "public_interest", "rationale"):
        assert f'href="#id_{field}"' in refused.content.decode(), field
    answer = detective.post(at_page(high_risk, "evidence-led"), answered())
    assert answer.status_code == 302
    assert EvidenceLedConsideration.objects.get().recommendation == "cannot_go_on"
    decision = {"conclusion": "cannot_go_on", "rationale": "The footage shows nobody."}
    assert signed_in(Role.DETECTIVE).get(at_page(high_risk, "evidence-led/decide")).status_code == 403
    assert signed_in(Role.SUPERVISOR).post(at_page(high_risk, "evidence-led/decide"), decision).status_code == 403
    inspector = signed_in(Role.INSPECTOR)
    page = inspector.get(at_page(high_risk, "evidence-led/decide"))
    assert "CCTV and doorbell footage Yes Looked at." in words_of(page)
    refused = inspector.post(at_page(high_risk, "evidence-led/decide"), {**decision, "rationale": ""})
    assert 'href="#id_rationale"' in refused.content.decode()
    assert inspector.post(at_page(high_risk, "evidence-led/decide"), decision).status_code == 302
    assert EvidenceLedDecision.objects.get().authority == "inspector"
    assert "This question was decided already" in words_of(inspector.get(at_page(high_risk, "evidence-led/decide")))


def proposed(crime, started):
    considered(crime, started + 7 * HOUR, decided_by=Role.INSPECTOR)
    number = propose_outcome(
        crime=crime.pk, outcome_type="16", suspect=the_suspect(crime).pk, rationale="Nothing but her account.",
        stated=filled(tuple(one.heading for one in RULES["16"].stated)), by=asking(Role.DETECTIVE),
        at=started + 8 * HOUR,
    )  # fmt: skip
    return Outcome.objects.get(pk=number)


def test_an_outcome_16_in_high_risk_abuse_is_refused_corrected_and_approved_by_an_inspector(high_risk, started):
    made = proposed(high_risk, started)
    decide = at_page(high_risk, "outcome/decide")
    page = words_of(signed_in(Role.SUPERVISOR).get(decide))
    assert "You do not have that authority. You may still refuse it." in page
    approval = {"decision": "approve", "words": "All is shown.", **PRINCIPLES}
    assert signed_in(Role.SUPERVISOR).post(decide, approval).status_code == 403
    inspector = signed_in(Role.INSPECTOR)
    page = words_of(inspector.get(decide))
    assert "Tell the victim of this outcome first." in page
    assert "She does not want to go to court." in page
    refused = inspector.post(decide, {"decision": "approve"})
    assert refused.status_code == 422
    assert 'href="#id_safety_first"' in refused.content.decode()
    assert "Tell the victim of this outcome first." in words_of(refused).split("There is a problem")[1][:400]
    assert 'href="#id_words"' in inspector.post(decide, {"decision": "refuse", "words": ""}).content.decode()
    answer = inspector.post(decide, {"decision": "refuse", "words": "Tell her first, and say how to come back."})
    assert answer.status_code == 302
    page = words_of(signed_in(Role.DETECTIVE).get(at_page(high_risk, "outcome")))
    assert "To be done first: Tell her first, and say how to come back." in page
    # What she was told before it was refused would not count.
    told_of(high_risk, "16", timezone.now())
    detective = signed_in(Role.DETECTIVE)
    answer = detective.post(at_page(high_risk, "outcome/propose/16"), proposal_16(high_risk))
    assert answer.status_code == 302, words_of(answer)
    assert inspector.post(decide, approval).status_code == 302
    second = Outcome.objects.exclude(pk=made.pk).get()
    assert (second.state, second.authority, second.approver_stated["safety_first"]) == ("approved", "inspector", "yes")
    assert "This outcome was approved already" in words_of(inspector.get(decide))
    story = words_of(inspector.get(f"/journeys/{high_risk.journey.reference}"))
    assert "The outcome was approved and the crime finalised." in story
    assert "Found: The victim was told before the outcome is applied." in story
    for not_so in ("Tell the victim of this outcome first.", "Choose the suspect"):
        assert not_so not in story, not_so


def test_a_supervisor_without_the_rank_passes_it_to_an_inspector_who_reads_why(high_risk, started):
    made = proposed(high_risk, started)
    decide, pass_on = at_page(high_risk, "outcome/decide"), at_page(high_risk, "outcome/pass")
    supervisor = signed_in(Role.SUPERVISOR)
    assert f'href="{pass_on}"' in supervisor.get(decide).content.decode()
    assert f'href="{pass_on}"' not in signed_in(Role.INSPECTOR).get(decide).content.decode()
    refused = supervisor.post(pass_on, {"because": " "})
    assert refused.status_code == 422
    assert 'href="#id_because"' in refused.content.decode()
    assert supervisor.post(pass_on, {"because": "It is high risk: yours to decide."}).status_code == 302
    assert PassedUp.objects.get().outcome_id == made.pk
    for page in (decide, at_page(high_risk, "outcome")):
        assert "It is high risk: yours to decide." in words_of(signed_in(Role.INSPECTOR).get(page))
    assert f'href="{pass_on}"' not in supervisor.get(decide).content.decode()
    assert supervisor.get(at_page(planned(started), "outcome/pass")).status_code == 404


def test_whoever_proposed_it_is_told_that_somebody_else_decides(high_risk, started):
    considered(high_risk, started + 7 * HOUR, decided_by=Role.INSPECTOR)
    inspector = signed_in(Role.INSPECTOR)
    assert inspector.post(at_page(high_risk, "outcome/propose/16"), proposal_16(high_risk)).status_code == 302
    assert "somebody else decides" in words_of(inspector.get(at_page(high_risk, "outcome/decide")))
    told_of(high_risk, "16", timezone.now())
    refused = inspector.post(at_page(high_risk, "outcome/decide"), {"decision": "approve", **PRINCIPLES})
    assert "Nobody approves a proposal of their own." in words_of(refused)


def test_a_finalised_crime_is_overseen_and_reopened_with_what_has_changed(high_risk, started):
    made = proposed(high_risk, started)
    told_of(high_risk, "16", started + 9 * HOUR)
    inspector = signed_in(Role.INSPECTOR)
    inspector.post(at_page(high_risk, "outcome/decide"), {"decision": "approve", **PRINCIPLES})
    oversee = at_page(high_risk, f"outcome/oversee/{made.pk}")
    registrar = signed_in(Role.CRIME_REGISTRAR)
    assert registrar.get(at_page(high_risk, "outcome/oversee/1")).status_code == 404
    assert 'href="#id_words"' in registrar.post(oversee, {"finding": "right", "words": ""}).content.decode()
    assert registrar.post(oversee, {"finding": "more_needed", "words": "Ask the neighbour."}).status_code == 302
    assert Oversight.objects.get().outcome_id == made.pk
    page = registrar.get(at_page(high_risk, "outcome"))
    assert "Ask the neighbour." in words_of(page)
    assert oversee in page.content.decode(), "more was needed: it is looked at again"
    reopen = at_page(high_risk, "outcome/reopen")
    assert 'href="#id_words"' in inspector.post(reopen, {"words": ""}).content.decode()
    assert inspector.post(reopen, {"words": "Footage has turned up."}).status_code == 302
    page = words_of(inspector.get(at_page(high_risk, "outcome")))
    assert "Footage has turned up." in page
    assert "More is needed before that can be said" in page


def test_an_outcome_that_is_not_a_forces_is_not_there(high_risk):
    detective = signed_in(Role.DETECTIVE)
    for code in ("19", "99", "x"):
        assert detective.get(at_page(high_risk, f"outcome/propose/{code}")).status_code == 404


def test_a_day_is_written_as_people_write_one_and_a_wrong_one_is_refused_beside_its_field(high_risk):
    detective = signed_in(Role.DETECTIVE)
    refused = detective.post(at_page(high_risk, "outcome/propose/1"), {"court_on": "soon", "charged_by": "cps"})
    assert 'href="#id_court_on"' in refused.content.decode()
    refused = detective.post(at_page(high_risk, "outcome/propose/1"), {"court_on": "20/12/2026", "charged_by": "cps"})
    assert 'href="#id_court_on"' not in refused.content.decode()


def test_what_waits_for_a_decision_is_listed_for_those_who_decide(high_risk, started):
    considered(high_risk, started + 7 * HOUR, decided_by=None)
    inspector = signed_in(Role.INSPECTOR)
    assert "Go on without the victim?" in words_of(inspector.get("/outcomes"))
    proposed(high_risk, started)
    page = words_of(inspector.get("/outcomes"))
    assert "Outcome 16" in page
    assert high_risk.reference in page
    assert "Outcome 16" not in words_of(signed_in(Role.SUPERVISOR).get("/outcomes"))
    assert "Outcome 16" in words_of(inspector.get("/outcomes?whose=everyone&from=x"))
    assert "Nothing waits" in words_of(inspector.get("/outcomes?from=50"))
    assert signed_in(Role.DETECTIVE).get("/outcomes").status_code == 403
    assert JournalEntry.objects.filter(kind="read_crimes_listed").count() == 5


def test_the_assistant_asks_the_database_the_same_number_of_questions_however_much_there_is(high_risk, started):
    detective = signed_in(Role.DETECTIVE)
    address = at_page(high_risk, "outcome")
    detective.get(address)
    with CaptureQueriesContext(connection) as few:
        detective.get(address)
    for given in ("Ann", "Bea", "Cy", "Di", "Eve"):
        add_suspect(
            crime=high_risk.pk, words="Named by a friend.", by=asking(Role.DETECTIVE), at=started + 7 * HOUR,
            person=PersonDetails(given=given, family="Lee"),
        )  # fmt: skip
    considered(high_risk, started + 7 * HOUR, decided_by=Role.INSPECTOR)
    considered(high_risk, started + 8 * HOUR, decided_by=Role.INSPECTOR)
    with CaptureQueriesContext(connection) as many:
        detective.get(address)
    asked = [questions(each) for each in (few, many)]
    assert asked[1] <= asked[0] + 1, "names of officers are asked for once"
    assert outcomes.births_of_suspects(high_risk.pk)


def test_what_is_open_comes_first_and_what_is_far_is_folded_away_without_a_script(started):
    page = signed_in(Role.DETECTIVE).get(at_page(planned(started), "outcome")).content.decode()
    folded = page.index("The outcomes that are closed, and why")
    assert page.rindex("<details", 0, folded) < folded
    before = page[: page.index("are closed:")]
    assert before.index("Open once these are there") > 0
    assert "No outcome is open now: each still misses something." in before, "the victim has not been told of any"
    assert before.count('data-label="Approved by"') < page.count('data-label="Approved by"') / 2
    assert page.index("are closed:") < page.index("Can the case go on without the victim?")


def test_what_several_outcomes_ask_alike_is_said_once_above_them(started):
    crime = planned(started)
    for act in (establish_identity, record_as_suspect):
        act(suspect=the_suspect(crime).pk, words="Driving licence.", by=asking(Role.DETECTIVE), at=started + 5 * HOUR)
    page = words_of(signed_in(Role.DETECTIVE).get(at_page(crime, "outcome"))).split("others are closed")[0]
    assert page.count("The suspect must be told, before it is applied,") == 1
    assert re.search(r"For outcomes? [0-9A, ]+: The suspect must be told", page)


def test_a_decided_question_is_folded_away_and_one_that_waits_stands_open(high_risk, started):
    considered(high_risk, started + 7 * HOUR, decided_by=Role.INSPECTOR)
    page = signed_in(Role.DETECTIVE).get(at_page(high_risk, "outcome")).content.decode()
    decided = page.index(": decided ")
    assert "<summary" in page[decided - 200 : decided]
