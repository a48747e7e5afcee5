"""A contact handler takes a call in a real browser, with and without a script; nothing typed is lost."""

import pytest

from constabulary.access.roles import Role
from tests.journeys.filling import new_call
from tests.journeys.widths import narrow_every_day, wide_every_day

pytestmark = pytest.mark.browser


def fill_call(page) -> None:
    """Everything the call page asks, for goods taken from a shop."""
    page.get_by_label("What has happened?").fill("Man took meat worth £60 and walked out.")
    page.get_by_label("Incident category").select_option("crime-reported")
    # By the keyboard: the first sign of an answer chooses it.
    page.get_by_label("How did they reach us?").focus()
    page.keyboard.press("1")
    assert page.locator("#id_channel").input_value() == "101"
    page.get_by_label("Where?").fill("Cove Stores, 3 Quay Lane")
    page.locator("#id_caller_given").fill("Imran")
    page.locator("#id_caller_family").fill("Sadiq")
    # By the keyboard: the first letter of an answer chooses it.
    page.get_by_label("What is the caller to what happened?").focus()
    page.keyboard.press("V")
    assert page.locator("#id_caller_role").input_value() == "victim"
    page.get_by_label("I have looked at what is known").check()
    fill_call_thrive(page)


def fill_call_thrive(page) -> None:
    """THRIVE, calm."""
    for element in ("threat", "harm", "risk", "investigation", "vulnerability", "engagement"):
        page.locator(f"#id_{element}_rationale").fill(f"Nothing that worries me about {element}.")
    page.locator("#id_threat_violence").select_option("none")
    page.locator("#id_threat_suspect").select_option("gone")
    page.locator("#id_harm_severity").select_option("1")
    page.locator("#id_risk_likelihood").select_option("1")
    page.locator("#id_risk_imminence").select_option("unlikely")
    page.get_by_label("I asked who else is there").check()
    page.locator("#id_engagement_method").select_option("telephone")
    for name in ("id_threat_capability", "id_threat_intent"):
        if page.locator(f"#{name}").count():
            page.locator(f"#{name}").select_option("0")


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_a_shoplifting_is_taken_proposed_graded_and_opened(person, script):
    handler = person(Role.CONTACT_HANDLER, script=script)
    page = new_call(handler)
    if script:
        handler.check_accessible()
    fill_call(page)
    page.set_viewport_size({"width": 1280, "height": 500})  # so low that it is not on the screen by itself
    page.get_by_role("button", name="Propose a grade").click()
    assert "Proposed: G5" in page.locator("#grade-panel").inner_text()
    wait_until_seen(page, "#proposal")
    page.get_by_label("G5 Record only").check()
    page.get_by_role("button", name="Open the incident").click()
    page.get_by_text("The incident is open and graded.").wait_for()
    assert "Man took meat" in page.get_by_role("heading", level=1).inner_text()


def test_a_refused_call_keeps_what_was_typed_and_each_error_leads_to_its_field(person):
    handler = person(Role.CONTACT_HANDLER)
    page = new_call(handler)
    page.get_by_label("What has happened?").fill("Shouting next door.")
    page.get_by_role("button", name="Open the incident").click()
    summary = page.locator(".govuk-error-summary")
    summary.wait_for()
    handler.check_accessible()
    assert page.get_by_label("What has happened?").input_value() == "Shouting next door."
    for link in summary.get_by_role("link").all():
        link.click()
        focused = page.evaluate("document.activeElement.id")
        assert link.get_attribute("href") == f"#{focused}"


def test_what_was_typed_survives_signing_out(person):
    handler = person(Role.CONTACT_HANDLER)
    page = new_call(handler)
    page.get_by_label("What has happened?").fill("A draft that must not be lost.")
    page.get_by_label("Where?").fill("1 Harbour Steps")
    page.get_by_text("Draft saved at").wait_for()
    page.get_by_role("button", name="Sign out").click()
    again = person(Role.CONTACT_HANDLER)
    page = again.open("/calls/new")
    again.check_accessible()
    again.picture("unfinished-calls")
    page.get_by_role("button", name="Go on with it").first.click()
    page.get_by_text("You go on with the call from").wait_for()
    assert page.get_by_label("What has happened?").input_value() == "A draft that must not be lost."
    assert page.get_by_label("Where?").input_value() == "1 Harbour Steps"
    assert page.locator(".govuk-error-summary").count() == 0


@pytest.mark.parametrize(("leaving", "caller"), [("reloaded", "Una"), ("closed", "Oona")])
def test_what_is_typed_without_a_pause_is_there_again_however_the_page_is_left(person, leaving, caller):
    handler = person(Role.CONTACT_HANDLER)
    page = new_call(handler)
    words = "She says he has a key and she is upstairs with the baby"  # more than two seconds of typing
    with page.expect_response(lambda answer: "/drafts/take_call" in answer.url):
        page.get_by_label("What has happened?").press_sequentially(words, delay=40)
    page.locator("#id_caller_given").press_sequentially(caller, delay=10)
    if leaving == "reloaded":
        page.reload()
    else:
        page.close()
        page = handler.page.context.new_page()
        said = page.get_by_text(f"You have not finished a call from {caller}")
        # What a closed page sends is on its way still; nobody opens another page as fast as this does.
        for _ in range(20):
            page.goto(handler.address + "/calls/new")
            if said.count():
                break
            page.wait_for_timeout(100)
        said.wait_for()
        page.get_by_role("button", name=f"Go on with it ({caller})").click()
    page.get_by_text(f"You go on with the call from {caller}").wait_for()
    assert page.get_by_label("What has happened?").input_value() == words
    assert page.locator("#id_caller_given").input_value() == caller


#: Whether the beginning of something is on the screen, as the page and the panel it stands in are scrolled.
IS_SEEN = """(what) => {
  const box = document.querySelector(what).getBoundingClientRect();
  const there = document.elementFromPoint(box.left + 5, box.top + 10);
  return there !== null && document.querySelector(what).contains(there);
}"""


def wait_until_seen(page, what: str) -> None:
    """A page scrolls after it is there; asked from here, because without a script a page asks nothing by itself."""
    for _ in range(100):
        if page.evaluate(IS_SEEN, what):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{what} is not on the screen of {page.url}")


#: What a page sends as a draft stays on its way until it is let go: a browser's own interception ends with the page that sends.
ON_ITS_WAY = """() => {
  const send = window.fetch;
  window.fetch = (address, how) => {
    if (how?.method !== "POST") return send(address, how);
    sessionStorage.setItem("on its way", JSON.stringify([address, how.body.toString()]));
    return new Promise(() => {});
  };
}"""

ARRIVES = """() => {
  const [address, body] = JSON.parse(sessionStorage.getItem("on its way"));
  const type = "application/x-www-form-urlencoded;charset=UTF-8";
  return fetch(address, { method: "POST", body, headers: { "X-Draft": "1", "Content-Type": type } }).then((answer) => answer.ok);
}"""


def test_a_page_that_is_loaded_before_its_draft_has_arrived_is_loaded_once_more(person):
    handler = person(Role.CONTACT_HANDLER)
    page = new_call(handler)
    box = page.get_by_label("What has happened?")
    with page.expect_response(lambda answer: "/drafts/take_call" in answer.url):
        box.fill("He is at the door")
    page.evaluate(ON_ITS_WAY)
    box.press_sequentially(" with a key")
    page.reload()
    assert box.input_value() == "He is at the door"
    assert page.evaluate(ARRIVES)
    page.get_by_text("He is at the door with a key").wait_for(state="attached")


def test_a_draft_is_saved_while_somebody_types_and_never_pauses(person):
    handler = person(Role.CONTACT_HANDLER)
    page = new_call(handler)
    saved = []
    page.on("request", lambda request: saved.append(request.post_data) if "/drafts/" in request.url else None)
    page.get_by_label("What has happened?").press_sequentially("never a pause " * 5, delay=50)
    # All of them were sent before the last key: it is three and a half seconds of typing.
    assert len(saved) >= 2


def test_a_category_of_crime_is_not_asked_again_and_any_other_is(person):
    handler = person(Role.CONTACT_HANDLER)
    page = new_call(handler)
    question = page.get_by_role("group", name="Does anyone report a crime?")
    assert question.is_visible()
    page.get_by_label("Incident category").select_option("crime-reported")
    assert not question.is_visible()
    page.get_by_label("Incident category").select_option("civil-dispute")
    question.get_by_label("Yes").check()
    page.get_by_label("Incident category").select_option("crime-reported")
    page.get_by_label("Incident category").select_option("civil-dispute")
    assert not question.get_by_label("Yes").is_checked()


@narrow_every_day
def test_the_call_page_with_everything_missing_is_good_to_read_wide_and_narrow(person, narrow):
    handler = person(Role.CONTACT_HANDLER, narrow=narrow)
    page = new_call(handler)
    handler.picture(f"call-{'narrow' if narrow else 'wide'}")
    page.get_by_role("button", name="Open the incident").click()
    page.locator(".govuk-error-summary").wait_for()
    handler.check_accessible()
    handler.picture(f"call-refused-{'narrow' if narrow else 'wide'}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    handler.open("/calls/new")
    handler.check_accessible()
    handler.picture(f"unfinished-{'narrow' if narrow else 'wide'}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_a_life_in_danger_is_opened_now_and_thrive_is_finished_after(person, script):
    handler = person(Role.CONTACT_HANDLER, script=script)
    page = new_call(handler)
    now = page.get_by_role("button", name="Open now at G1, finish THRIVE after")
    page.get_by_label("What has happened?").fill("He is at the door with a knife.")
    page.get_by_label("Incident category").select_option("concern-for-safety")
    page.locator("#id_threat_rationale").fill("She saw a kitchen knife.")
    page.get_by_label("A weapon is there").check()
    # Where nobody knows yet: that is found out after, and is due at once.
    now.first.click()
    page.get_by_text("The incident is open at G1. Finish THRIVE.").wait_for()
    assert page.get_by_role("heading", level=1).inner_text() == "Finish THRIVE"
    assert page.locator("#id_threat_rationale").input_value() == "She saw a kitchen knife."
    assert page.get_by_label("A weapon is there").is_checked()
    if script:
        handler.check_accessible()
    fill_call_thrive(page)
    page.get_by_label("G1 Immediate").check()
    page.get_by_role("button", name="Finish THRIVE").click()
    page.get_by_text("THRIVE is finished and the incident graded.").wait_for()


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_enter_in_a_field_looks_up_and_opens_nothing(person, script):
    handler = person(Role.CONTACT_HANDLER, script=script)
    page = new_call(handler)
    page.get_by_label("What has happened?").fill("Shouting next door.")
    page.get_by_label("Incident category").select_option("concern-for-safety")
    page.get_by_label("Where?").fill("4 Larch Row")
    with page.expect_navigation():
        page.get_by_label("Where?").press("Enter")
    assert page.get_by_role("heading", level=1).inner_text() == "Take a call"
    assert page.locator(".govuk-error-summary").count() == 0
    assert page.get_by_label("What has happened?").input_value() == "Shouting next door."
    page.get_by_role("button", name="Look up").wait_for()


@wide_every_day
def test_the_pages_of_opening_now_are_good_to_read_wide_and_narrow(person, narrow):
    width = "narrow" if narrow else "wide"
    handler = person(Role.CONTACT_HANDLER, narrow=narrow)
    page = new_call(handler)
    handler.picture(f"call-open-now-{width}")
    page.get_by_role("button", name="Open now at G1, finish THRIVE after").first.click()
    page.locator(".govuk-error-summary").wait_for()
    handler.check_accessible()
    handler.picture(f"call-open-now-refused-{width}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_label("What has happened?").fill("He is at the door with a knife.")
    page.get_by_label("Incident category").select_option("concern-for-safety")
    page.get_by_label("Where?").fill("4 Larch Row")
    page.get_by_role("button", name="Open now at G1, finish THRIVE after").last.click()
    page.get_by_text("The incident is open at G1. Finish THRIVE.").wait_for()
    handler.check_accessible()
    handler.picture(f"finish-thrive-{width}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    handler.open(page.url.split("/thrive")[0].removeprefix(handler.address))
    page.get_by_text("THRIVE not finished.").wait_for()
    handler.check_accessible()
    handler.picture(f"incident-thrive-unfinished-{width}")
    dispatcher = person(Role.DISPATCHER, narrow=narrow)
    dispatcher.open("/control-room").get_by_text("THRIVE not finished").first.wait_for()
    dispatcher.check_accessible()
    dispatcher.picture(f"control-room-thrive-unfinished-{width}")
