"""The call page without a script: a crime is never left out by silence, calls are kept apart, all that is missing at once."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.records.models import Contact, Duty, Incident, IncidentPerson, SignIn
from tests.factories.browsers import signed_in, words_of
from tests.factories.posts import call_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return signed_in(Role.CONTACT_HANDLER)


def errors_of(answer) -> list[str]:
    """The fields that the error summary leads to, in its order."""
    summary = answer.content.decode().split("govuk-error-summary__list")[1].split("</ul>")[0]
    return [one.removeprefix("id_") for one in re.findall(r'href="#([^"]+)"', summary)]


def beside(answer) -> set[str]:
    """The fields that have an error beside them."""
    return set(re.findall(r'id="(?:id_)?([a-z_]+)-error"', answer.content.decode()))


def action_of(answer) -> str:
    found = re.search(r'action="(/calls/new\?call=[^"]*)"', answer.content.decode())
    assert found
    return found[1]


def test_a_category_of_crime_means_that_a_crime_is_reported_without_being_asked(browser):
    assert "crime_reported" not in call_post()
    assert browser.post("/calls/new", call_post()).status_code == 302
    assert Incident.objects.get().crime_reported
    assert Duty.objects.filter(kind="decide_recording", state="open").exists()
    assert "1 not yet recorded" in words_of(signed_in(Role.IMU_ASSESSOR).get("/imu"))


def test_with_any_other_category_silence_about_a_crime_is_refused_and_each_answer_is_stored(browser):
    other = call_post(category="concern-for-safety")
    refused = browser.post("/calls/new", other)
    assert errors_of(refused) == ["crime_reported"]
    assert "Say whether anyone reports a crime: yes or no." in words_of(refused)
    assert not Incident.objects.exists()
    for answer, stored in (("no", False), ("yes", True)):
        assert browser.post("/calls/new", {**other, "crime_reported": answer}).status_code == 302
        assert Incident.objects.latest("id").crime_reported is stored


def test_a_no_beside_a_category_of_crime_is_refused(browser):
    assert errors_of(browser.post("/calls/new", call_post(crime_reported="no"))) == ["crime_reported"]


def test_nothing_is_chosen_beforehand(browser):
    page = browser.get("/calls/new").content.decode()
    boxes = re.findall(r'<input[^>]+name="crime_reported"[^>]*>', page)
    assert len(boxes) == 2
    assert not any("checked" in one for one in boxes)
    assert chosen_in(page, "caller_role") == [""], "nobody is a victim because nobody was asked"


def chosen_in(page: str, name: str) -> list[str]:
    """The options that a list has chosen; the first where none is."""
    offered = re.findall(r"<option[^>]*>", page.split(f'name="{name}"')[1].split("</select>")[0])
    values = [re.search(r'value="([^"]*)"', one)[1] for one in offered]
    chosen = [value for value, one in zip(values, offered, strict=True) if "selected" in one]
    return chosen or values[:1]


def test_what_the_caller_is_to_it_is_asked_beside_its_field_and_kept_as_said(browser):
    refused = browser.post("/calls/new", call_post(caller_role=""))
    assert errors_of(refused) == ["caller_role"]
    assert "Choose an answer: what is the caller to what happened." in words_of(refused)
    assert not Contact.objects.exists()
    assert browser.post("/calls/new", call_post(caller_role="witness")).status_code == 302
    assert Contact.objects.get().caller_role == "witness"
    assert IncidentPerson.objects.get(person__family="Marlow").role == "witness"


def test_that_nobody_asked_is_no_answer_to_choose(browser):
    assert errors_of(browser.post("/calls/new", call_post(caller_role="not_said"))) == ["caller_role"]


def test_the_correct_page_asks_the_same(browser):
    browser.post("/calls/new", call_post(category="concern-for-safety", crime_reported="no"))
    incident = Incident.objects.get()
    address = f"/incidents/{incident.reference}/correct"
    read = {"summary": incident.summary, "domestic_abuse": "on", "reason": "Misheard."}
    assert errors_of(browser.post(address, {**read, "category": "domestic-incident"})) == ["crime_reported"]
    answer = browser.post(address, {**read, "category": "crime-reported"})
    assert answer.status_code == 302, words_of(answer)
    incident.refresh_from_db()
    assert incident.crime_reported
    assert Duty.objects.filter(kind="decide_recording", state="open").exists()


def test_all_that_is_missing_is_shown_at_once_in_the_order_of_the_page_and_beside_its_field(browser):
    refused = browser.post("/calls/new", {"channel": "999", "answered_at": "now"})
    missing = [
        "summary", "category", "crime_reported", "place_line", "caller_role", "history_checked", "threat_capability", "threat_intent",
        "threat_violence", "threat_suspect", "threat_rationale", "harm_severity", "harm_rationale", "risk_likelihood",
        "risk_imminence", "risk_rationale", "investigation_rationale", "household_asked", "vulnerability_rationale",
        "engagement_method", "engagement_rationale", "grade",
    ]  # fmt: skip
    assert errors_of(refused) == missing
    page = refused.content.decode()
    assert [one for one in missing if one not in beside(refused)] == []
    places = [re.search(rf'id="(?:id_)?{one}(?:_0|_1)?"', page) for one in missing]
    assert [one.start() for one in places if one] == sorted(one.start() for one in places if one)


def test_a_grade_below_the_floor_is_refused_together_with_what_is_missing_elsewhere(browser):
    refused = browser.post("/calls/new", call_post(grade="G4", cannot_speak_freely="on"))
    assert errors_of(refused) == ["reason_below_floor"]


def test_a_proposal_waits_neither_for_the_place_nor_for_the_reasons(browser):
    some = call_post(propose="1", place_line="", threat_rationale="", history_checked="", grade="")
    answer = browser.post("/calls/new", some)
    assert answer.status_code == 200
    assert "Proposed: G2" in words_of(answer)


def test_an_unfinished_call_is_never_carried_into_the_next_and_is_gone_on_with_by_a_button(browser):
    first = action_of(browser.get("/calls/new"))
    browser.post(first, call_post(summary="", answered_at="today 00:01"))
    asked = browser.get("/calls/new")
    words = words_of(asked)
    assert "You have not finished a call from Ruth Marlow, answered at" in words
    assert "00:01" in words
    assert 'name="caller_given"' not in asked.content.decode()
    assert "Go on with it" in words
    assert "Start a new call" in words
    new = browser.get("/calls/new?call=new")
    assert action_of(new) != first
    page = new.content.decode()
    assert 'value="Ruth"' not in page
    assert "00:01" not in re.search(r'name="answered_at"[^>]*value="([^"]*)"', page)[1]
    assert "Not finished: a call from Ruth Marlow" in words_of(new)
    again = browser.get(first).content.decode()
    assert 'value="Ruth"' in again
    assert re.search(r'name="answered_at"[^>]*value="today 00:01"', again)
    assert "There is a problem" not in again


def test_two_unfinished_calls_are_both_kept_until_one_is_finished_and_the_other_discarded(browser):
    addresses = {}
    for name in ("Ada", "Bea"):
        addresses[name] = action_of(browser.get("/calls/new?call=new"))
        browser.post(addresses[name], call_post(summary="", caller_given=name))
    words = words_of(browser.get("/calls/new"))
    assert "Ada Marlow" in words
    assert "Bea Marlow" in words
    assert browser.post(addresses["Ada"], call_post(caller_given="Ada")).status_code == 302
    words = words_of(browser.get("/calls/new"))
    assert "Ada Marlow" not in words
    assert "Bea Marlow" in words
    gone = browser.post(addresses["Bea"], {"discard": "1"})
    page = browser.get(gone["Location"])
    assert "The unfinished call is discarded." in words_of(page)
    assert "Bea" not in page.content.decode()
    assert Incident.objects.count() == 1


def test_nobody_goes_on_with_a_colleagues_call(browser, officer, at):
    address = action_of(browser.get("/calls/new"))
    browser.post(address, call_post(summary=""))
    other = signed_in(Role.DISPATCHER)
    assert "Ruth" not in other.get("/calls/new").content.decode()
    assert "Ruth" not in other.get(address).content.decode()


def test_a_call_sent_after_the_sign_in_ran_out_is_kept_as_that_call(browser):
    browser.post(action_of(browser.get("/calls/new")), call_post(summary="", caller_given="Ada"))
    second = action_of(browser.get("/calls/new?call=new"))
    SignIn.objects.update(seen_at=timezone.now() - timedelta(days=2))
    answer = browser.post(second, call_post(caller_given="Bea", answered_at="when she rang"))
    assert answer["Location"].startswith("/sign-in")
    again = signed_in(Role.CONTACT_HANDLER)
    words = words_of(again.get("/calls/new"))
    assert "a call from Ada Marlow, answered at" in words
    assert "You have not finished a call from Bea Marlow." in words
    assert 'value="Bea"' in again.get(second).content.decode()


def test_a_call_sent_twice_opens_one_incident_and_another_from_the_same_page_its_own(browser):
    address = action_of(browser.get("/calls/new?call=new"))
    first, again = (browser.post(address, call_post()) for _ in range(2))
    assert first.status_code == again.status_code == 302
    assert first.headers["Location"] == again.headers["Location"]
    assert Incident.objects.count() == 1
    assert "You have not finished a call" not in words_of(browser.get("/calls/new"))
    browser.post(address, call_post(summary="Another caller, typed after the back button."))
    assert Incident.objects.count() == 2


def test_an_incident_opened_at_once_twice_is_one_incident(browser):
    address = action_of(browser.get("/calls/new?call=new"))
    said = {"summary": "He is at the door.", "category": "concern-for-safety", "open_now": "1"}
    first, again = (browser.post(address, said) for _ in range(2))
    assert first.headers["Location"] == again.headers["Location"]
    assert Incident.objects.count() == 1


def test_nobody_who_rings_is_born_in_the_future(browser):
    refused = browser.post("/calls/new", call_post(caller_born_on="1/1/2090"))
    assert refused.status_code == 422
    assert "Nobody is born in the future. Check the day." in words_of(refused)


def test_an_address_that_names_no_call_opens_a_new_one(browser):
    for named in ("", "new", "../x", "a" * 99):
        page = browser.get("/calls/new", {"call": named})
        assert page.status_code == 200
        assert re.search(r"call=[0-9a-f]{16}$", action_of(page))


def test_a_letter_in_a_telephone_number_is_told_beside_it_and_holds_up_neither_a_proposal_nor_a_car(browser):
    wrong = call_post(caller_telephone="07700 9OO123")
    refused = browser.post("/calls/new", wrong)
    assert errors_of(refused) == ["caller_telephone"]
    assert "There is a letter in the telephone number" in words_of(refused)
    assert 'value="07700 9OO123"' in refused.content.decode()
    proposed = browser.post("/calls/new", {**wrong, "grade": "", "propose": "1"})
    assert proposed.status_code == 200
    assert "Proposed: " in words_of(proposed)
    assert browser.post("/calls/new", {**wrong, "open_now": "1"}).status_code == 302
    assert Incident.objects.count() == 1
    assert "07700 9OO123" in words_of(browser.get(f"/incidents/{Incident.objects.get().reference}"))
    short = browser.post("/calls/new", call_post(caller_telephone="0770"))
    assert errors_of(short) == ["caller_telephone"]
    assert "That is too short for a telephone number" in words_of(short)
    assert 'value="0770"' in short.content.decode()
    for right in ("07700 900123 ext 4", "+353 1 020 0000", "+44 (0)7700 900123"):
        assert browser.post("/calls/new", call_post(caller_telephone=right)).status_code == 302, right


def test_a_refused_opening_keeps_the_proposal_on_the_page_and_asking_for_one_lists_all_that_opening_would(browser):
    refused = browser.post("/calls/new", call_post(place_line="", grade="G2"))
    assert refused.status_code == 422
    assert "Proposed: G2" in words_of(refused)
    asked = browser.post("/calls/new", call_post(propose="1", place_line="", threat_rationale="", grade=""))
    assert asked.status_code == 200
    assert "Proposed: G2" in words_of(asked)
    assert errors_of(asked) == ["place_line", "threat_rationale"]
    without = browser.post("/calls/new", call_post(propose="1", harm_severity="", grade=""))
    assert "Proposed: " not in words_of(without)
    assert "harm_severity" in errors_of(without)


def test_how_they_reached_us_is_kept_as_it_was_said_and_never_assumed():
    browser = signed_in(Role.CONTACT_HANDLER)
    page = browser.get("/calls/new").content.decode()
    asked = page.split('name="channel"')[1].split("</select>")[0]
    assert re.findall(r'<option value="(\w*)"[^>]*\bselected', asked) in ([], [""])
    assert asked.index('value=""') < asked.index('value="999"'), "what stands first is what a browser shows"
    assert "not_said" not in asked
    refused = browser.post("/calls/new", call_post(channel=""))
    assert refused.status_code == 422
    assert 'href="#id_channel"' in refused.content.decode()
    assert "how did they reach us" in words_of(refused)
    assert not Contact.objects.exists()
    assert browser.post("/calls/new", call_post(channel="counter")).status_code == 302
    assert Contact.objects.get().channel == "counter"
