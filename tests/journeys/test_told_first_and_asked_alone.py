"""The victim is told first and the outcome applies after; she withdraws by text and is asked alone."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.local_standards import set_local_standards
from constabulary.casework.safe_routes import RouteDetails, confirm_safe_route
from constabulary.policing.outcomes.check import RULES
from constabulary.policing.protection.safe_route import ConfirmedWith, Way
from constabulary.records.models import ContactPoint
from tests.casework.test_summary import ON
from tests.conftest import asking
from tests.factories.crimes import considered, identified, planned
from tests.factories.worked import worked
from tests.journeys.conftest import Someone
from tests.journeys.filling import fill_in, press
from tests.journeys.widths import narrow_every_day, wide_every_day

pytestmark = pytest.mark.browser
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TEXT = "i dont want to go on with this its fine now pls stop"


@pytest.fixture
def crime(on_site):
    """A crime under investigation, its suspect known, its victim reached by text at any hour."""
    began = timezone.now() - 2 * DAY
    found = planned(began)
    worked(found, began + 4 * HOUR)
    identified(found, began + 5 * HOUR)
    contact = ContactPoint.objects.filter(person=found.victim, kind="telephone").get()
    route = RouteDetails(
        way=Way.TEXT, contact_point=contact.pk, from_time=time(0), until_time=time(23, 59, 59),
        confirmed_with=ConfirmedWith.THEMSELVES,
    )  # fmt: skip
    confirm_safe_route(person=found.victim_id, route=route, by=asking(Role.VULNERABILITY_DESK), at=began + 6 * HOUR)
    return found


def look(someone, name: str) -> None:
    """The page is accessible, fits the width, and is pictured."""
    someone.check_accessible()
    assert someone.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), someone.page.url
    someone.picture(name)


def done(page) -> None:
    """The act was carried out; what was refused is told."""
    page.locator(".moj-alert, .govuk-error-summary").first.wait_for()
    refused = page.locator(".govuk-error-summary")
    assert not refused.count(), f"{page.url}: {refused.inner_text()}"


@wide_every_day
def test_she_withdraws_by_text_is_asked_alone_and_is_told_before_the_outcome_applies(person, crime, narrow):
    width = "-narrow" if narrow else ""
    at = f"/crimes/{crime.reference}"
    detective = person(Role.DETECTIVE, narrow=narrow)
    page = detective.open(f"{at}/suspects")
    page.get_by_role("link", name="Log an update of the victim").click()
    assert "back=crime_suspects" in page.url

    page = detective.open(f"{at}/victim/wrote")
    look(detective, f"wrote{width}")
    fill_in(page, {"words": TEXT, "came_as": "text", "from_safe_route": "on", "meaning": "withdraws"})
    fill_in(page, {"received_at": "00:00"})
    press(page, "Save")
    done(page)
    assert "It is not their position" in page.locator("main").inner_text()
    look(detective, f"victim-asked-alone{width}")

    page = detective.open(f"{at}/victim/position")
    said = {
        "support": "does_not", "wishes": "She wants it to stop.", "reasons": "She is tired of it.",
        "recorded_in": "message", "reference": "The text", "pressure": "none_found",
        "support_offered": "An advocate and special measures.",
    }  # fmt: skip
    fill_in(page, said)
    press(page, "Save")
    summary = page.locator(".govuk-error-summary")
    summary.wait_for()
    assert "A message alone is never a withdrawal" in summary.inner_text()
    fill_in(page, {"recorded_in": "statement", "reference": "MG11/2", "seen_alone": "on"})
    press(page, "Save")
    done(page)

    considered(crime, timezone.now(), decided_by=Role.INSPECTOR)
    page = detective.open(f"{at}/outcome/propose/16")
    for one in RULES["16"].stated:
        page.locator(f"#id_{one.heading.code}").fill(f"As she said, seen alone: {one.heading.code}.")
    if page.locator("main [name=suspect]").count():
        page.locator("main [name=suspect]").first.check()
    fill_in(page, {"rationale": "Nothing but her account shows who did it."})
    press(page, "Propose outcome 16")
    done(page)

    supervisor = person(Role.SUPERVISOR, narrow=narrow)
    decide(supervisor, at)
    supervisor.page.locator(".govuk-error-summary").wait_for()
    assert "Tell the victim of this outcome first." in supervisor.page.locator("main").inner_text()

    page = detective.open(f"{at}/victim/write?message=before_going_on")
    look(detective, f"write-to-victim{width}")
    fill_in(page, {"telephone": "01632 960000", "day": "Tuesday 3 November", "name": "Harker"})
    press(page, "Show what goes")
    page.locator(".govuk-error-summary").wait_for()
    assert "It names somebody of the other side." in page.locator("main").inner_text()
    fill_in(page, {"name": "Sam"})
    press(page, "Show what goes")
    page.locator("#preview").wait_for()
    assert page.locator("#preview").inner_text() == (
        "I would like to speak with you before I go on. Please ring 01632 960000 by Tuesday 3 November and ask for Sam."
    )
    look(detective, f"preview{width}")
    press(page, "Put it in the outbox")
    done(page)

    page = detective.open(f"{at}/victim/update?back=crime_outcome")
    fill_in(
        page,
        {
            "occasion": "outcome", "outcome_type": "16", "method": "telephone", "reached": "reached",
            "by_safe_route": "on", "spoken_to": "victim", "said": "What outcome 16 means, and how to come back.",
            "questions": "Whether he will be told. Yes, and when.", "next_on": "27/03/2030",
        },
    )  # fmt: skip
    press(page, "Save")
    done(page)
    assert page.url.split("?")[0].endswith("/outcome")
    decide(supervisor, at)
    done(supervisor.page)


def decide(supervisor, at: str) -> None:
    page = supervisor.open(f"{at}/outcome/decide")
    for box in page.locator("main textarea, main input[type=text]").all():
        box.fill("Seen alone, kept up to date, her views weighed.")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    fill_in(page, {"decision": "approve"})
    press(page, "Store the decision")


@narrow_every_day
def test_with_a_code_she_reads_how_things_stand_and_leaves_the_page_in_one_press(
    person, crime, address, browser, narrow
):
    width = "-narrow" if narrow else ""
    administrator = asking(Role.ADMINISTRATOR)
    set_local_standards(text=ON, by=administrator, at=timezone.now())
    try:
        desk = person(Role.VICTIMS_DESK, narrow=narrow)
        page = desk.open(f"/crimes/{crime.reference}/victim/code")
        fill_in(page, {"telephone": "01632 960000"})
        look(desk, f"give-code{width}")
        press(page, "Give a code")
        page.locator("#code, .govuk-error-summary").first.wait_for()
        code = (
            page.locator("#code").inner_text()
            if page.locator("#code").count()
            else pytest.fail(page.locator("main").inner_text())
        )
        desk.check_accessible()
        context = browser.new_context(viewport={"width": 400 if narrow else 1280, "height": 900}, locale="en-GB")
        her = Someone(page=context.new_page(), address=address)
        page = her.open("/your-page")
        look(her, f"your-code{width}")
        page.get_by_label("Your code").fill("AAAA BBBB CCCC")
        page.get_by_role("button", name="Open").click()
        page.locator(".govuk-error-summary").wait_for()
        her.check_accessible()
        page.get_by_label("Your code").fill(code)
        page.get_by_role("button", name="Open").click()
        page.get_by_text("We are working on your report.").wait_for()
        look(her, f"your-page{width}")
        assert page.url == f"{address}/your-page"
        assert page.title() == "Your page"
        assert (
            page.get_by_role("button", name="Leave this page").get_attribute("href") == "https://www.bbc.co.uk/weather"
        )
        page.get_by_role("button", name="Close this page").click()
        page.get_by_label("Your code").wait_for()
        page.go_back()
        assert "We are working" not in page.locator("main").inner_text()
        context.close()
    finally:
        set_local_standards(text="", by=administrator, at=timezone.now())
