"""Recording, classification, cancellation and the registrar's desk on screen."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.contact import InvolvedPerson
from constabulary.casework.officers import grant_role
from constabulary.casework.people import PersonDetails
from constabulary.casework.recording.cancellation import CancellationDetails, ask_cancellation, cancel_crime
from constabulary.casework.recording.decision import decide_recording
from constabulary.policing.contact.channels import CallerRole
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.incidents.thrive import Violence
from constabulary.policing.recording.decision import QUESTIONS, RecordingFacts, Step, StepAnswer
from constabulary.records.models import Crime, Oversight, RecordingDecision, RelatedCrime, Suspect
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import former_partner_damage, shoplifting, thrive
from tests.factories.crimes import planned, recorded, reported, victim_of
from tests.factories.incidents import opened
from tests.factories.outcomes import offence
from tests.factories.posts import recording_post
from tests.factories.questions import questions

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DAMAGE = offence("149/00", "58C")


@pytest.fixture
def started():
    return timezone.now() - DAY + HOUR


def at_page(crime, rest="classification"):
    return f"/crimes/{crime.reference}/{rest}"


def recording(incident, **changes):
    post = recording_post(**{"offence": DAMAGE.key, "victim": victim_of(incident), **changes})
    return signed_in(Role.IMU_ASSESSOR).post(f"/incidents/{incident.reference}/record", post)


def test_a_rape_that_the_words_tell_of_is_put_down_as_reported_and_taking_it_away_says_why(started):
    incident = opened(started, shoplifting(started, account="He raped her in the stock room."))
    assessor = signed_in(Role.IMU_ASSESSOR)
    page = assessor.get(f"/incidents/{incident.reference}/record")
    assert re.search(r'name="rape_reported"[^>]*checked', page.content.decode())
    assert "What was said has “raped” in it" in words_of(page)
    plain = signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{reported(started).reference}/record").content.decode()
    assert not re.search(r'name="rape_reported"[^>]*checked', plain)
    assert "no_rape_because" not in plain
    post = {
        "concerns_crime": "no", "concerns_crime_evidence": "It was a film.", "category": "contact-record",
        "late_rationale": "She could not be reached.", "finished": "yes", "finished_because": "Nothing is open.",
    }  # fmt: skip
    refused = assessor.post(f"/incidents/{incident.reference}/record", post)
    assert refused.status_code == 422
    assert "Tick that a rape is reported, or say why none is" in words_of(refused)
    told = assessor.post(f"/incidents/{incident.reference}/record", {**post, "no_rape_because": "The film had it."})
    assert told.status_code == 302
    decision = RecordingDecision.objects.get(incident=incident)
    seen = signed_in(Role.CRIME_REGISTRAR).get(f"/recording-decisions/{decision.pk}")
    assert "Why no rape is reported although the words read so: The film had it." in words_of(seen)


def test_the_recording_page_offers_flags_with_reasons_names_suspects_and_says_how_many_crimes(started):
    incident = reported(started)
    page = signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{incident.reference}/record")
    words = words_of(page)
    assert "Domestic abuse is called for: The incident says so." in words
    assert "Dean Harker" in words
    assert "One crime for each victim" in words
    assert 'value="domestic_abuse" checked' in page.content.decode()
    assert (
        recording(
            incident, flags=["domestic_abuse", "alcohol"], offence=offence("105/01").key, also="149/00"
        ).status_code
        == 302
    )
    crime = Crime.objects.get()
    assert crime.flags == ["alcohol", "domestic_abuse"]
    assert Suspect.objects.get(crime=crime).state == "named_not_arrested"
    assert RelatedCrime.objects.get().offence_code == "149/00"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"flags": ["hate_religion"]}, "faith"),
        ({"flags": ["corrosive"], "corrosive_evidence": ""}, "flags"),
        ({"also": "999/99"}, "also"),
        ({"also": "034/01"}, "principal_because"),
    ],
    ids=["a faith is missing", "corrosive on damage", "no such offence", "robbery is the principal crime"],
)
def test_what_the_flags_and_the_counting_rules_refuse_lies_beside_its_field(started, changes, field):
    incident = reported(started)
    refused = recording(incident, **changes)
    assert refused.status_code == 422
    assert f'href="#id_{field}"' in refused.content.decode()
    assert not Crime.objects.exists()


def test_a_person_may_say_why_the_counting_rules_do_not_name_the_principal_crime(started):
    incident = reported(started)
    said = "The robbery was of another person and is recorded from its own report."
    assert recording(incident, also="034/01", principal_because=said).status_code == 302
    assert RelatedCrime.objects.get().words == said


def test_another_crime_for_the_same_victim_asks_why_it_counts(started):
    crime = recorded(started)
    incident = crime.incident
    page = words_of(signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{incident.reference}/record"))
    assert "Recorded from this incident already" in page
    assert 'href="#id_another_because"' in recording(incident).content.decode()
    assert recording(incident, another_because="later_offending").status_code == 302


def test_a_crime_is_reclassified_by_the_registrar_with_a_reason_and_its_history_stays(started):
    crime = recorded(started)
    assert signed_in(Role.INSPECTOR).get(at_page(crime, "classification/offence")).status_code == 403
    registrar = signed_in(Role.CRIME_REGISTRAR)
    address = at_page(crime, "classification/offence")
    found = registrar.post(address, {"search": "1", "offence_words": "common assault", "reason": "Kept."})
    assert "105/01" in words_of(found)
    assert "Kept." in words_of(found)
    assert "There is a problem" not in words_of(found)
    refused = registrar.post(address, {"offence": DAMAGE.key, "reason": ""})
    assert 'href="#id_offence"' in refused.content.decode()
    assert 'href="#id_reason"' in refused.content.decode()
    other = offence("105/01").key
    assert (
        registrar.post(address, {"offence": other, "reason": "He struck her; nothing was broken."}).status_code == 302
    )
    page = words_of(registrar.get(at_page(crime)))
    assert "He struck her; nothing was broken." in page
    assert "As recorded." in page


def test_flags_and_related_crimes_are_kept_by_those_who_record(started):
    crime = recorded(started)
    browser = signed_in(Role.IMU_ASSESSOR)
    assert "Domestic abuse is called for" in words_of(browser.get(at_page(crime)))
    address = at_page(crime, "classification/flags")
    refused = browser.post(address, {"flags": ["hate_religion"]})
    assert 'href="#id_faith"' in refused.content.decode()
    assert browser.post(address, {"flags": ["domestic_abuse", "online"]}).status_code == 302
    crime.refresh_from_db()
    assert crime.flags == ["domestic_abuse", "online"]
    address = at_page(crime, "classification/related")
    assert 'href="#id_offence"' in browser.post(address, {"reason": "A push."}).content.decode()
    assert browser.post(address, {"offence": offence("105/01").key, "reason": "A push."}).status_code == 302
    assert "A push." in words_of(browser.get(at_page(crime)))
    assert signed_in(Role.DETECTIVE).get(address).status_code == 403


INFORMATION = {
    "information_came": "On 1 November", "information_source": "The car park", "information_checked": "Watched in full",
    "information_changes": "Hail did it.",
}  # fmt: skip


def test_a_cancellation_is_asked_for_refused_asked_again_and_decided_once_the_victim_was_told(started):
    crime = planned(started)
    detective = signed_in(Role.DETECTIVE)
    ask, decide = at_page(crime, "classification/cancel"), at_page(crime, "classification/cancel/decide")
    page = words_of(detective.get(ask))
    for words in ("C1", "C5", "additional verifiable information", "only a registrar on the College register"):
        assert words in page
    assert 'href="#id_code"' in detective.post(ask, INFORMATION).content.decode()
    assert detective.post(ask, {"code": "C2", **INFORMATION}).status_code == 302
    assert detective.get(ask).status_code == 404, "it is asked for already"
    maker = signed_in(Role.DESIGNATED_DECISION_MAKER)
    assert "The victim must be told before the crime is removed." in words_of(maker.get(decide))
    refused = maker.post(decide, {"decision": "cancel", "words": "Hail."})
    assert 'href="#id_victim_told_at"' in refused.content.decode()
    assert 'href="#id_words"' in maker.post(decide, {"decision": "refuse"}).content.decode()
    assert maker.post(decide, {"decision": "refuse", "words": "Ask the car park."}).status_code == 302
    assert "Ask the car park." in words_of(detective.get(at_page(crime)))
    assert detective.post(ask, {"code": "C2", **INFORMATION}).status_code == 302
    supervisor = signed_in(Role.SUPERVISOR)
    assert "You do not have that authority" in words_of(supervisor.get(decide))
    assert "data-draft=" not in supervisor.get(decide).content.decode(), "a form would only refuse them"
    assert "data-draft=" in maker.get(decide).content.decode()
    forbidden = supervisor.post(decide, {"decision": "cancel"})
    assert forbidden.status_code == 403
    assert 'href="#id_decision"' in forbidden.content.decode()
    assert 'id="id_decision" tabindex="-1"' in forbidden.content.decode(), "the error leads to who decides"
    told = {"decision": "cancel", "words": "Hail.", "victim_told_at": "now"}
    answer = maker.post(decide, told)
    assert answer.status_code == 302, words_of(answer)
    crime.refresh_from_db()
    assert crime.cancellation_code == "C2"


LATE = {"decision": "cancel", "words": "It was hail.", "registrar_advice": "Ask the car park.", "victim_told_at": "now"}


def decided_meanwhile(started, decision: str):
    """(the crime, where a cancellation of it is decided, the form as another person had it open): decided since then."""
    crime = planned(started)
    ask, decide = at_page(crime, "classification/cancel"), at_page(crime, "classification/cancel/decide")
    assert signed_in(Role.DETECTIVE).post(ask, {"code": "C2", **INFORMATION}).status_code == 302
    maker = signed_in(Role.DESIGNATED_DECISION_MAKER)
    found = re.search(r'name="asked" value="(\d+)"', maker.get(decide).content.decode())
    made = {"decision": decision, "words": "The camera shows hail.", "victim_told_at": "now"}
    assert maker.post(decide, made).status_code == 302
    assert found is not None
    return crime, decide, {**LATE, "asked": found[1]}


@pytest.mark.parametrize(
    ("decision", "said"), [("cancel", "This crime was cancelled already"), ("refuse", "This was refused already")]
)
def test_a_cancellation_that_was_decided_meanwhile_says_so_by_whom_and_shows_what_was_typed(started, decision, said):
    crime, decide, late = decided_meanwhile(started, decision)
    slower = signed_in(Role.CRIME_REGISTRAR)
    answer = slower.post(decide, late)
    page = words_of(answer)
    assert answer.status_code == 422
    who = asking(Role.DESIGNATED_DECISION_MAKER).name
    for words in (said, who, "The camera shows hail.", "What you sent was not saved.", "Cancel the crime",
                  "It was hail.", "Ask the car park.", "noted yet?: now"):  # fmt: skip
        assert words in page
    looked = slower.get(decide)
    assert (looked.status_code, said in words_of(looked)) == (200, True)
    assert "was not saved" not in words_of(looked)
    crime.refresh_from_db()
    assert (crime.state == "cancelled") is (decision == "cancel")


def test_what_is_asked_for_anew_after_a_refusal_is_not_decided_by_the_form_of_the_one_before(started):
    crime, decide, late = decided_meanwhile(started, "refuse")
    ask = at_page(crime, "classification/cancel")
    assert signed_in(Role.DETECTIVE).post(ask, {"code": "C4", "mistake": "Keyed twice."}).status_code == 302
    slower = signed_in(Role.CRIME_REGISTRAR)
    answer = slower.post(decide, late)
    assert answer.status_code == 422
    assert "Decide the cancellation that is asked for now" in words_of(answer)
    crime.refresh_from_db()
    assert crime.state != "cancelled"
    assert "Keyed twice." in words_of(slower.get(decide)), "what waits is read first"


def test_where_no_cancellation_was_ever_asked_for_there_is_nothing_to_decide(started):
    decide = at_page(planned(started), "classification/cancel/decide")
    maker = signed_in(Role.DESIGNATED_DECISION_MAKER)
    assert (maker.get(decide).status_code, maker.post(decide, LATE).status_code) == (404, 404)


def test_whoever_asks_for_a_cancellation_after_somebody_else_is_told_so_and_keeps_what_they_typed(started):
    crime = planned(started)
    ask = at_page(crime, "classification/cancel")
    assert signed_in(Role.DETECTIVE).post(ask, {"code": "C2", **INFORMATION}).status_code == 302
    slower = signed_in(Role.IMU_ASSESSOR)
    assert slower.get(ask).status_code == 404
    answer = slower.post(ask, {"code": "C4", "mistake": "The wrong car was named."})
    assert answer.status_code == 422
    assert "A cancellation of this crime is asked for already" in words_of(answer)
    assert "The wrong car was named." in answer.content.decode()
    assert "The wrong car was named." in slower.get(ask).content.decode(), "kept as a draft"


def a_rape_not_recorded(started):
    incident = reported(started)
    decide_recording(
        incident=incident.pk, by=asking(Role.IMU_ASSESSOR), at=started + HOUR,
        answers=(StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="A third party; nobody is known."),),
        facts=RecordingFacts(state_based=False, rape_reported=True, professional_or_carer=False),
        rationale="Nobody can be found yet.",
    )  # fmt: skip
    return RecordingDecision.objects.get(incident=incident)


def test_the_registrars_desk_shows_what_waits_and_the_rapes_not_recorded_with_what_is_owed(started):
    decision = a_rape_not_recorded(started)
    crime = planned(started)
    ask_cancellation(
        crime=crime.pk, asked=CancellationDetails(code="C4"), by=asking(Role.DETECTIVE), at=started + 5 * HOUR
    )
    registrar = signed_in(Role.CRIME_REGISTRAR)
    page = words_of(registrar.get("/registrar"))
    for words in ("Cancellation C4", "N100 100/01", "Nobody can be found yet.", "Look at a recording decision"):
        assert words in page
    assert "Cancellation C4" not in words_of(registrar.get("/registrar?kind=oversee_decision"))
    assert "Cancellation C4" in words_of(registrar.get("/registrar?kind=nonsense&from=x"))
    maker = signed_in(Role.DESIGNATED_DECISION_MAKER).get("/registrar")
    assert maker.status_code == 200
    assert "/recording-decisions/" not in maker.content.decode()
    assert signed_in(Role.INSPECTOR).get("/registrar").status_code == 403
    address = f"/recording-decisions/{decision.pk}"
    assert "A third party; nobody is known." in words_of(registrar.get(address))
    refused = registrar.post(address, {"finding": "wrong", "words": ""})
    assert 'href="#id_words"' in refused.content.decode()
    assert registrar.post(address, {"finding": "wrong", "words": "She is known to us."}).status_code == 302
    assert Oversight.objects.get().decision_id == decision.pk
    assert "She is known to us." in words_of(registrar.get(address))
    assert "This decision has been seen already." in words_of(
        registrar.post(address, {"finding": "right", "words": "x"})
    )
    assert "The decision is wrong and must be put right" in words_of(registrar.get("/registrar"))
    assert registrar.get("/recording-decisions/1").status_code == 404


def questions_of(registrar) -> int:
    """How many questions the desk asks, the fewest of three times: now and then a page reserves numbers or notes a sign-in."""
    registrar.get("/registrar")
    asked = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as made:
            registrar.get("/registrar")
        asked.append(questions(made))
    return min(asked)


def test_the_desk_asks_the_database_the_same_number_of_questions_however_much_waits(started):
    a_rape_not_recorded(started)
    registrar = signed_in(Role.CRIME_REGISTRAR)
    asked_few = questions_of(registrar)
    for _ in range(4):
        a_rape_not_recorded(started)
    registrar = signed_in(Role.CRIME_REGISTRAR)
    assert questions_of(registrar) == asked_few


def test_whoever_asks_for_a_cancellation_does_not_decide_it(started):
    crime = planned(started)
    desk = asking(Role.IMU_ASSESSOR)
    asked = CancellationDetails(code="C4", mistake="Keyed twice.", victim_told_at=started)
    number = ask_cancellation(crime=crime.pk, asked=asked, by=desk, at=started + 5 * HOUR)
    grant_role(
        holder=desk.id, role=Role.DESIGNATED_DECISION_MAKER, reason="Trained.", by=asking(Role.ADMINISTRATOR),
        at=started,
    )  # fmt: skip
    with pytest.raises(NotAllowed) as refused:
        cancel_crime(cancellation=number, by=asking(Role.IMU_ASSESSOR), at=started + 6 * HOUR)
    assert "cancellation.not-independent" in {reason.code for reason in refused.value.reasons}


def test_every_unanswered_question_is_refused_at_once_and_names_itself(started):
    incident = reported(started)
    refused = signed_in(Role.IMU_ASSESSOR).post(f"/incidents/{incident.reference}/record", {})
    page, words = refused.content.decode(), words_of(refused)
    for step, question in QUESTIONS.items():
        if step is Step.WITHOUT_CONFIRMATION:
            # Asked only where nobody confirms it.
            assert f'href="#id_{step.value}"' not in page
            continue
        assert f'href="#id_{step.value}"' in page
        assert words.count(f"Answer yes or no: {question}") == 2
    assert page.index('href="#id_concerns_crime"') < page.index('href="#id_rule_directs_not"')


@pytest.mark.source("HOCR-26 p7-8")
def test_what_neighbours_saw_may_be_recorded_although_she_does_not_confirm_it(started):
    incident = reported(started)
    asked = recording(incident, victim_confirms="no", victim_confirms_evidence="She says nothing happened.")
    assert 'href="#id_without_confirmation"' in asked.content.decode()
    said = {"victim_confirms": "no", "victim_confirms_evidence": "She says nothing.", "without_confirmation": "yes"}
    bare = recording(incident, **said)
    assert 'href="#id_without_confirmation_evidence"' in bare.content.decode()
    recording(incident, **said, without_confirmation_evidence="Two neighbours saw it and filmed it.")
    decision = RecordingDecision.objects.get(incident=incident)
    assert decision.result == "record"
    assert "recording.without-confirmation" in decision.reasons


@pytest.mark.source("HOCR-26 p55")
def test_harassment_in_domestic_abuse_asks_on_the_page_whether_they_are_former_partners(started):
    incident = reported(started)
    harassment = {"offence": offence("195/94").key}
    asked = recording(incident, **harassment).content.decode()
    assert 'href="#id_former_partners"' in asked
    assert 'name="former_partners"' in asked
    told = words_of(recording(incident, **harassment, former_partners="yes"))
    assert "record stalking, unless the registrar is satisfied" in told
    assert recording(incident, **harassment, former_partners="no").status_code == 302


@pytest.mark.source("HOCR-26 p57-58")
def test_conduct_on_record_is_shown_and_what_continues_it_is_added_to_it(started):
    stalking = {"offence": offence("195/12").key, "occurred_from": f"{started:%d/%m/%Y %H:%M}"}
    first = reported(started)
    recording(first, **{**stalking, "occurred_from": f"{started - HOUR:%d/%m/%Y %H:%M}"})
    crime = Crime.objects.get()
    again = reported(started + 2 * HOUR, caller=PersonDetails(reference=crime.victim.reference))
    page = words_of(signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{again.reference}/record"))
    assert "Conduct between the same two is on record" in page
    assert f"{crime.reference} Pursue a course of conduct" in page
    refused = recording(again, **stalking)
    assert 'href="#id_continues"' in refused.content.decode()
    done = recording(again, **stalking, continues=crime.reference)
    assert done.headers["Location"].startswith(f"/crimes/{crime.reference}")
    assert Crime.objects.count() == 1


def test_what_lacks_its_ground_what_is_open_and_the_offence_are_refused_together(started):
    refused = recording(reported(started), other_force="yes", victim_confirms="", offence="")
    page = refused.content.decode()
    for field in ("victim_confirms", "other_force_evidence", "offence"):
        assert f'href="#id_{field}"' in page, field
    assert page.index('href="#id_victim_confirms"') < page.index('href="#id_other_force_evidence"')


def test_the_recording_page_lists_what_is_still_due_and_asks_whether_the_incident_is_finished(started):
    answers = thrive(threat={"violence": Violence.THREATENED}, engagement={"call_back_owed": True})
    incident = opened(started, shoplifting(started, grade="G4", answers=answers))
    page = signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{incident.reference}/record")
    words = words_of(page)
    assert "Ask THRIVE again: " in words
    assert "A threat is noted that may come again, and nobody has been there since." in words
    assert "The caller was promised a call back that nobody has made." in words
    assert re.search(r'name="finished"[^>]*value="no"[^>]*checked', page.content.decode())
    refused = recording(incident, finished="yes")
    assert refused.status_code == 422
    assert "Say why the incident is finished although this is still open" in words_of(refused)
    done = recording(incident, finished="yes", finished_because="He is held, and she was told.")
    assert "done=crime-recorded" in done["Location"]
    incident.refresh_from_db()
    assert incident.state == "closed"


def test_while_a_response_goes_on_the_recording_page_says_who_ends_it_and_does_not_ask(started):
    incident = reported(started)
    page = signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{incident.reference}/record")
    assert "Only the control room ends the response." in words_of(page)
    assert 'name="finished"' not in page.content.decode()


def test_when_it_happened_is_never_taken_from_the_call_and_a_time_between_two_is_shown_as_that(started):
    incident = reported(started)
    page = signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{incident.reference}/record").content.decode()
    assert not re.search(r'name="occurred_from"[^>]*value="[^"]', page)
    assert "(victim)" in page
    refused = recording(incident, occurred_from="")
    assert refused.status_code == 422
    assert "Say when it happened" in words_of(refused)
    friday, monday = started - 3 * DAY, started - 2 * DAY
    done = recording(incident, occurred_from=f"{friday:%d/%m/%Y} 18:00", occurred_to=f"{monday:%d/%m/%Y} 08:00")
    shown = words_of(signed_in(Role.IMU_ASSESSOR).get(done["Location"]))
    assert re.search(r"Happened Between .*18:00 and .*08:00 Reported", shown)


def test_whoever_rings_for_a_shop_speaks_for_the_victim_and_is_not_made_one(started):
    incident = opened(started, shoplifting(started, organisation="Cove Stores"))
    page = signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{incident.reference}/record")
    assert re.search(r'name="victim_organisation"[^>]*value="([^"]*)"', page.content.decode())[1] == "Cove Stores"
    assert "The call was made for Cove Stores. Where a person is the victim, empty its name below." in words_of(page)


def test_where_whoever_rings_for_a_shop_says_they_are_the_victim_nobody_is_put_first(started):
    called = shoplifting(
        started, organisation="Cove Stores", caller_role=CallerRole.VICTIM, summary="Punched by a thief."
    )
    incident = opened(started, called)
    page = signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{incident.reference}/record")
    assert not re.search(r'name="victim_organisation"[^>]*value="[^"]', page.content.decode())
    assert not re.search(r'name="victim"[^>]*checked', page.content.decode())
    assert "Say who is the victim, whoever rang or the organisation: nothing is chosen yet." in words_of(page)
    refused = recording(incident, victim="")
    assert "This offence has a victim: say who, a person or an organisation." in words_of(refused)


def test_whom_a_school_rings_about_is_the_victim_and_not_the_school(started):
    pupil = InvolvedPerson(person=PersonDetails(given="Ivy", family="Lunn"), role="victim")
    call = shoplifting(started, organisation="Cove School", caller_role=CallerRole.REPRESENTATIVE, others=(pupil,))
    page = signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{opened(started, call).reference}/record")
    assert not re.search(r'name="victim_organisation"[^>]*value="[^"]', page.content.decode())
    assert "The call was made for Cove School. Where it is the victim, say so." in words_of(page)
    assert re.search(r'name="victim"[^>]*checked', page.content.decode()), "whom they ring about is put first"


@pytest.mark.parametrize("role", [CallerRole.WITNESS, CallerRole.REPRESENTATIVE, CallerRole.THIRD_PARTY])
def test_whoever_rings_about_somebody_else_is_not_put_first_as_the_victim(started, role):
    incident = opened(started, former_partner_damage(started, caller_role=role))
    page = signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{incident.reference}/record")
    assert not re.search(r'name="victim"[^>]*checked', page.content.decode())
    refused = recording(incident, victim="")
    assert "This offence has a victim: say who, a person or an organisation." in words_of(refused)


def test_of_two_named_as_victims_nobody_is_put_first(started):
    other = InvolvedPerson(person=PersonDetails(given="Ivy", family="Lunn"), role="victim")
    incident = opened(started, former_partner_damage(started, others=(other,)))
    page = signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{incident.reference}/record")
    assert not re.search(r'name="victim"[^>]*checked', page.content.decode())


def test_the_one_who_is_named_as_the_victim_is_put_first(started):
    incident = opened(started, former_partner_damage(started))
    page = signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{incident.reference}/record")
    assert re.search(r'name="victim" [^>]*value="P\d+" checked', page.content.decode())


def test_a_shop_is_named_as_the_victim_and_shown_as_that_on_every_page_of_its_crime(started):
    incident = opened(started, shoplifting(started))
    theft = offence("046/00", "46").key
    nobody = recording(incident, offence=theft, victim="")
    assert "This offence has a victim: say who, a person or an organisation." in words_of(nobody)
    done = recording(incident, offence=theft, victim_organisation="Cove Stores", victim_organisation_kind="business")
    assert done.status_code == 302
    assessor = signed_in(Role.IMU_ASSESSOR)
    words = words_of(assessor.get(done["Location"]))
    assert "Victim Cove Stores" in words
    assert "Imran Sadiq contact" in words
    crime = Crime.objects.get()
    allowed = signed_in(Role.SUPERVISOR)
    for part in ("victim", "outcome", "investigation", "risk"):
        assert allowed.get(f"/crimes/{crime.reference}/{part}").status_code == 200, part
