"""A contact handler takes a call in a real browser, with and without a script; nothing typed is lost."""

import pytest

from constabulary.access.roles import Role

pytestmark = pytest.mark.browser


def fill_call(page) -> None:
    """Everything the call page asks, for goods taken from a shop."""
    page.get_by_label("What has happened?").fill("Man took meat worth £60 and walked out.")
    page.get_by_label("Incident category").select_option("crime-reported")
    page.get_by_label("Where?").fill("Cove Stores, 3 Quay Lane")
    page.locator("#id_caller_given").fill("Imran")
    page.locator("#id_caller_family").fill("Sadiq")
    page.get_by_label("I have looked at what is known").check()
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
    page = handler.open("/calls/new")
    if script:
        handler.check_accessible()
    fill_call(page)
    page.get_by_role("button", name="Propose a grade").click()
    assert "Proposed: G5" in page.locator("#grade-panel").inner_text()
    page.get_by_label("G5 Record only").check()
    page.get_by_role("button", name="Open the incident").click()
    page.get_by_text("The incident is open and graded.").wait_for()
    assert "Man took meat" in page.get_by_role("heading", level=1).inner_text()


def test_a_refused_call_keeps_what_was_typed_and_each_error_leads_to_its_field(person):
    handler = person(Role.CONTACT_HANDLER)
    page = handler.open("/calls/new")
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
    page = handler.open("/calls/new")
    page.get_by_label("What has happened?").fill("A draft that must not be lost.")
    page.get_by_label("Where?").fill("1 Harbour Steps")
    page.get_by_text("Draft saved at").wait_for()
    page.get_by_role("button", name="Sign out").click()
    again = person(Role.CONTACT_HANDLER)
    page = again.open("/calls/new")
    assert page.get_by_label("What has happened?").input_value() == "A draft that must not be lost."
    assert page.get_by_label("Where?").input_value() == "1 Harbour Steps"
    assert page.locator(".govuk-error-summary").count() == 0
