"""The call page without a script: opened now, THRIVE finished after, and nothing that was typed is lost."""

import re
from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.records.models import Contact, Duty, Incident, IncidentPerson, Person, PersonAddress, ThriveAssessment
from tests.factories.browsers import signed_in, words_of
from tests.factories.posts import call_post

pytestmark = pytest.mark.django_db
BUTTON = "Open now at G1, finish THRIVE after"


@pytest.fixture
def browser():
    return signed_in(Role.CONTACT_HANDLER)


def urgent(**changes):
    """What a handler has typed when there is a knife: what, where, which category."""
    return {
        "open_now": "1", "channel": "999", "answered_at": "now", "caller_role": "victim", "account": "",
        "summary": "He is at the door with a knife.", "place_line": "4 Larch Row", "category": "concern-for-safety",
        **changes,
    }  # fmt: skip


def errors_of(answer) -> list[str]:
    summary = answer.content.decode().split("govuk-error-summary__list")[1].split("</ul>")[0]
    return [one.removeprefix("id_") for one in re.findall(r'href="#([^"]+)"', summary)]


def test_the_button_stands_under_where_above_the_grade_and_at_the_end(browser):
    page = browser.get("/calls/new").content.decode()
    found = [one.start() for one in re.finditer(f"(?<=>){BUTTON}", page)]
    assert len(found) == 3
    assert page.index("id_place_postcode") < found[0] < page.index("id_caller_given")
    assert found[1] < page.index("grade-panel") < found[2]


def test_what_where_and_category_open_an_incident_and_lead_to_finishing_thrive(browser):
    answer = browser.post("/calls/new", urgent())
    incident = Incident.objects.get()
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"/incidents/{incident.reference}/thrive")
    landed = words_of(browser.get(answer["Location"]))
    assert "The incident is open at G1. Finish THRIVE." in landed
    assert "It was opened at G1 before THRIVE. What you typed stands below." in landed
    address = answer["Location"].split("?")[0]
    assert "What you typed stands below." not in words_of(signed_in(Role.DISPATCHER).get(address))
    assert "There is a problem" not in landed
    assert incident.crime_reported
    assert Duty.objects.filter(incident=incident, kind="decide_recording").exists()


@pytest.mark.parametrize("sent", ["", "nonsense"])
def test_who_the_caller_is_to_it_holds_no_car_up_and_is_put_down_as_not_asked(browser, sent):
    assert browser.post("/calls/new", urgent(caller_role=sent, caller_family="Marlow")).status_code == 302
    assert Contact.objects.get().caller_role == "not_said"
    assert IncidentPerson.objects.get().role == "not_said", "nobody is the victim because nobody was asked"
    page = words_of(browser.get(f"/incidents/{Incident.objects.get().reference}"))
    assert "Caller Not asked yet" in page
    assert "not_said" not in page


def test_a_caller_who_can_only_whisper_is_sent_somebody_at_g2_before_thrive(browser):
    assert "Open now at G2, finish THRIVE after" in words_of(browser.get("/calls/new"))
    answer = browser.post("/calls/new", urgent(open_now="G2", summary="She whispers: he is downstairs."))
    incident = Incident.objects.get()
    assert incident.grade == "G2"
    finish = Duty.objects.get(incident=incident, kind="reassess")
    assert finish.rule == "response.finish_thrive_priority"
    assert finish.due_at - incident.opened_at == timedelta(minutes=20)
    assert "The incident is open at a priority grade. Finish THRIVE" in words_of(browser.get(answer["Location"]))


def test_what_is_ticked_for_g1_is_not_opened_at_g2_and_a_grade_that_waits_longer_never_at_once(browser):
    refused = browser.post("/calls/new", urgent(open_now="G2", threat_danger_to_life="on"))
    assert refused.status_code == 422
    assert "What you ticked calls for the most urgent grade: open it at that." in words_of(refused)
    assert not Incident.objects.exists()
    browser.post("/calls/new", urgent(open_now="G3"))
    assert Incident.objects.get().grade == "G1"


def test_what_was_typed_of_thrive_stands_on_the_page_that_finishes_it_and_the_call_is_sent(browser):
    typed = urgent(
        threat_rationale="A kitchen knife, she saw it.", threat_weapon="on", harm_types=["physical"], grade="G1",
        advice=["stay_on_line"], engagement_safe_contact="Text only", caller_given="Ruth", caller_family="Marlow",
    )  # fmt: skip
    typed["advice"] = [re.findall(r'name="advice"[^>]*value="([^"]+)"', browser.get("/calls/new").content.decode())[0]]
    page = browser.get(browser.post("/calls/new", typed)["Location"]).content.decode()
    assert "A kitchen knife, she saw it." in page
    assert 'value="Text only"' in page
    for box in ("threat_weapon", "harm_types", "grade", "advice", "contact_made"):
        assert re.search(rf'<input[^>]+name="{box}"[^>]*checked', page), box
    assert "You have not finished" not in words_of(browser.get("/calls/new"))


def test_a_silent_caller_whose_place_nobody_knows_is_opened_at_once(browser):
    answer = browser.post("/calls/new", urgent(place_line="", caller_given="Ruth", caller_lives="here"))
    assert answer.status_code == 302, words_of(answer)
    incident = Incident.objects.get()
    assert incident.place_id is None
    page = words_of(browser.get(f"/incidents/{incident.reference}"))
    assert "Place not known yet. Write it" in page
    assert "Find out where it is" in page
    # What was ticked of a home that cannot be kept is not lost.
    assert "Does the caller live here?, as typed: here" in page
    assert "Place not known yet" in words_of(signed_in(Role.DISPATCHER).get("/control-room"))


def test_a_call_in_full_is_opened_without_a_place_only_when_somebody_says_that_it_is_not_known(browser):
    refused = browser.post("/calls/new", call_post(place_line=""))
    assert errors_of(refused) == ["place_line"]
    both = browser.post("/calls/new", call_post(place_is_unknown="on"))
    assert errors_of(both) == ["place_is_unknown"]
    nowhere = call_post(place_line="", place_locality="", place_postcode="", place_is_unknown="on")
    assert browser.post("/calls/new", nowhere).status_code == 302
    assert Incident.objects.get().place_id is None


@pytest.mark.parametrize("known", [{"place_locality": "Tolling"}, {"place_postcode": "zz9 1ab"}])
def test_a_town_or_a_postcode_alone_is_kept_and_the_rest_is_still_to_be_found_out(browser, known):
    vague = call_post(
        **{"place_line": "", "place_locality": "", "place_postcode": "", "place_is_unknown": "on", **known}
    )
    assert browser.post("/calls/new", vague).status_code == 302
    assert Incident.objects.get().place.line == next(iter(known.values())).upper().replace("TOLLING", "Tolling")
    assert Duty.objects.filter(kind="find_place", state="open").count() == 1


@pytest.mark.parametrize("known", [{"place_locality": "Tolling"}, {"place_postcode": "ZZ9 1AB"}])
def test_a_town_or_a_postcode_alone_is_kept_where_a_call_is_opened_now(browser, known):
    assert browser.post("/calls/new", urgent(place_line="", **known)).status_code == 302
    assert Incident.objects.get().place.line == next(iter(known.values()))
    assert Duty.objects.filter(kind="find_place", state="open").count() == 1


def test_what_and_which_are_refused_beside_its_field_in_one_sentence_and_all_is_kept(browser):
    refused = browser.post(
        "/calls/new", urgent(summary="", place_line="", category="", threat_rationale="A knife.", caller_given="Ruth")
    )
    assert refused.status_code == 422
    assert errors_of(refused) == ["summary", "category"]
    words = words_of(refused)
    for sentence in (
        "Say what has happened.",
        "Choose the incident category from the list.",
    ):
        # In the summary at the top and beside the field.
        assert words.count(sentence) == 2
    page = refused.content.decode()
    assert "A knife." in page
    assert 'value="Ruth"' in page
    assert not Incident.objects.exists()


def test_what_cannot_be_read_does_not_hold_the_car_up_and_is_kept_in_the_account(browser):
    answer = browser.post(
        "/calls/new",
        urgent(
            answered_at="ten to three or so", caller_given="Ruth", caller_born_on="March 85", account="He has a knife.",
            qualifiers=["nonsense"], home_line="9 Quay Lane",
        ),
    )  # fmt: skip
    assert answer.status_code == 302
    account = Contact.objects.get().account
    assert account.startswith("He has a knife.")
    assert "Call answered, as typed: ten to three or so" in account
    assert "Date of birth, as typed: March 85" in account
    assert Incident.objects.get().qualifiers == []
    assert PersonAddress.objects.get().person.given == "Ruth"


@pytest.mark.parametrize("caller", [{}, {"caller_given": "Ruth", "caller_lives": "here"}], ids=["nobody named", "here"])
def test_a_home_that_cannot_be_kept_with_the_caller_is_kept_in_the_account(browser, caller):
    lives = re.findall(r'name="caller_lives"[^>]*value="([^"]+)"', browser.get("/calls/new").content.decode())
    if "caller_lives" in caller:
        caller = {**caller, "caller_lives": lives[0]}
    browser.post("/calls/new", urgent(home_line="9 Quay Lane", home_locality="Tolling", **caller))
    assert "number and street, as typed: 9 Quay Lane" in Contact.objects.get().account
    assert "town or village, as typed: Tolling" in Contact.objects.get().account


def test_domestic_abuse_ticked_within_thrive_opens_safeguarding_at_once(browser):
    browser.post("/calls/new", urgent(vulnerability_factors=["domestic_abuse"]))
    kinds = set(Duty.objects.filter(incident=Incident.objects.get()).values_list("kind", flat=True))
    assert {"assess_domestic_abuse", "confirm_safe_route"} <= kinds


def test_the_incident_and_the_control_room_say_that_thrive_is_not_finished_until_it_is(browser):
    whole = call_post(grade="G1", open_now="1")
    address = browser.post("/calls/new", whole)["Location"].split("?")[0]
    incident = Incident.objects.get()
    dispatcher = signed_in(Role.DISPATCHER)
    own = f"/incidents/{incident.reference}"
    shown = words_of(dispatcher.get(own))
    assert "THRIVE not finished." in shown
    assert "Finish THRIVE: opened before it was asked" in shown
    assert "THRIVE not finished" in words_of(dispatcher.get("/control-room"))
    assert "THRIVE not finished" in words_of(signed_in(Role.IMU_ASSESSOR).get("/imu"))
    finished = {name: held for name, held in whole.items() if name != "open_now"}
    refused = browser.post(address, finished)
    assert errors_of(refused) == ["contact_made"]
    proposed = browser.post(address, {**finished, "contact_made": "yes", "propose": "1"})
    assert "Proposed: G2" in words_of(proposed)
    lower = browser.post(address, {**finished, "contact_made": "yes", "grade": "G2"})
    assert errors_of(lower) == ["reason_below_floor"]
    answer = browser.post(address, {**finished, "contact_made": "yes", "interim_advice": "Lock the door."})
    assert answer.status_code == 302
    told = words_of(browser.get(answer["Location"]))
    assert "THRIVE is finished and the incident graded." in told
    assert "Finished after the incident was opened at G1." in told
    assert "Told: Lock the door." in told
    assert "THRIVE not finished" not in told
    assert "THRIVE not finished" not in words_of(dispatcher.get("/control-room"))
    assert ThriveAssessment.objects.get().number == 1
    assert Person.objects.get().family == "Marlow"


def test_whoever_finishes_second_is_told_and_asks_again_instead(browser):
    address = browser.post("/calls/new", call_post(open_now="1"))["Location"].split("?")[0]
    sent = call_post(grade="G1", contact_made="yes")
    assert browser.post(address, sent).status_code == 302
    refused = browser.post(address, sent)
    assert refused.status_code == 422
    assert errors_of(refused) == ["trigger", "what_changed"]


@pytest.mark.parametrize("sent", ["", "nonsense"])
def test_how_they_reached_us_holds_no_car_up_and_is_not_made_up(browser, sent):
    assert browser.post("/calls/new", urgent(channel=sent)).status_code == 302
    assert Contact.objects.get().channel == "not_said"


def test_how_they_reached_us_is_said_afterwards_and_stays_as_it_was_until_then(browser):
    """Nobody is held up for it at the call, and the incident's page asks until it is said."""
    browser.post("/calls/new", urgent(channel=""))
    incident, handler = Incident.objects.get(), signed_in(Role.CONTACT_HANDLER)
    page, correct = f"/incidents/{incident.reference}", f"/incidents/{incident.reference}/correct"
    assert "Came in by Not said yet. Say how they reached us" in words_of(handler.get(page))
    sent = {
        "summary": incident.summary, "category": incident.category, "reason": "Looked up.", "crime_reported": "yes",
    }  # fmt: skip
    assert handler.post(correct, sent).status_code == 302
    assert Contact.objects.get().channel == "not_said"
    assert handler.post(correct, {**sent, "channel": "not_said"}).status_code == 422
    assert handler.post(correct, {**sent, "channel": "999"}).status_code == 302
    assert Contact.objects.get().channel == "999"
    assert "Came in by 999 call" in words_of(handler.get(page))
    assert "Not said yet" not in words_of(handler.get(correct)), "what is known is not taken back"
