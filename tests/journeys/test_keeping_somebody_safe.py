"""The vulnerability desk and the victims' desk in a real browser: a call becomes an assessment, a look, a plan, an update."""

import re

import pytest

from constabulary.access.roles import Role
from tests.factories.posts import call_post
from tests.journeys.filling import fill_in, new_call, press
from tests.journeys.test_taking_a_call import fill_call
from tests.journeys.widths import narrow_every_day, wide_every_day

pytestmark = pytest.mark.browser


def abused(person, *, summary: str) -> str:
    """A call in which domestic abuse and stalking are told of; the incident's address."""
    handler = person(Role.CONTACT_HANDLER)
    page = new_call(handler)
    fill_call(page)
    page.get_by_label("What has happened?").fill(summary)
    page.get_by_label("Domestic abuse", exact=True).first.check()
    page.get_by_role("button", name="Propose a grade").click()
    page.locator("input[name=grade]").first.check()
    page.get_by_role("button", name="Open the incident").click()
    page.get_by_text("The incident is open and graded.").wait_for()
    found = re.search(r"/incidents/[^?]+", page.url)
    assert found
    page.goto(handler.address + found[0] + "/people")
    page.get_by_label("What are they?").select_option("victim")
    page.get_by_label("First name").fill("Ruth")
    page.get_by_label("Last name").fill("Marlow")
    page.get_by_role("button", name="Add").click()
    return found[0]


def every_error_leads_to_its_field(page) -> None:
    links = page.locator(".govuk-error-summary").get_by_role("link").all()
    assert links
    for link in links:
        link.click()
        assert link.get_attribute("href") == f"#{page.evaluate('document.activeElement.id')}"


@wide_every_day
def test_somebody_is_assessed_looked_at_again_referred_and_planned_for(person, narrow):
    address = abused(person, summary="He is outside again and she is frightened.")
    desk = person(Role.VULNERABILITY_DESK, narrow=narrow)
    page = desk.open(f"{address}/risk")
    desk.check_accessible()
    desk.picture(f"risk-{narrow}")
    page.get_by_role("link", name="Assess the risk Ruth Marlow").click()
    desk.check_accessible()
    desk.picture(f"assess-{narrow}")
    page.get_by_role("button", name="Store the assessment").click()
    desk.check_accessible()
    every_error_leads_to_its_field(page)
    page.locator("input[name=Q18][value=yes]").check()
    page.get_by_role("button", name="What do the answers suggest?").click()
    page.get_by_text("Suggested: High.").wait_for()
    desk.check_accessible()
    page.get_by_label("If something was not asked: why").fill("He may hear.")
    page.locator("input[name=grade][value=high]").check()
    page.get_by_label("Why this grade").fill("He has strangled her.")
    page.get_by_role("button", name="Store the assessment").click()
    page.get_by_text("The assessment is stored.").wait_for()
    desk.check_accessible()
    desk.picture(f"risk-assessed-{narrow}")
    for link in ("Stalking questions", "Refer", "Safety plan"):
        page.get_by_role("link", name=f"{link} Ruth Marlow").click()
        desk.check_accessible()
        page.locator("form[novalidate] .govuk-button").last.click()
        desk.check_accessible()
        every_error_leads_to_its_field(page)
        desk.picture(f"{link.split()[0].lower()}-{narrow}")
        desk.open(f"{address}/risk")
    supervisor = person(Role.SUPERVISOR, narrow=narrow)
    page = supervisor.open("/vulnerability")
    supervisor.check_accessible()
    supervisor.picture(f"vulnerability-{narrow}")
    page.goto(supervisor.address + address + "/risk")
    page.get_by_role("link", name="Look a second time Ruth Marlow").click()
    supervisor.check_accessible()
    page.locator("input[name=grade][value=high]").check()
    page.get_by_label("What you found").fill("I agree.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Your second look is stored.").wait_for()


@narrow_every_day
def test_the_victims_desk_is_good_to_read_wide_and_narrow(person, narrow):
    desk = person(Role.VICTIMS_DESK, narrow=narrow)
    page = desk.open("/victims")
    desk.check_accessible()
    desk.picture(f"victims-{narrow}")
    assert page.get_by_role("heading", level=1).inner_text() == "Victims' desk"


@narrow_every_day
def test_the_home_of_a_caller_is_sealed_against_the_person_complained_of(person, narrow):
    handler = person(Role.CONTACT_HANDLER, narrow=narrow)
    page = new_call(handler)
    family = "Quillfeather" if narrow else "Ostrander"
    told = {"caller_family": family, "caller_lives": "here", "suspect_given": "Dean", "suspect_family": "Harker"}
    fill_in(page, {**call_post(), **told})
    press(page, "Open the incident")
    page.get_by_text("The incident is open and graded.").wait_for()
    page = handler.open(f"/people?given=Ruth&family={family}")
    caller = page.get_by_role("link", name=f"Ruth {family}").first.get_attribute("href")
    desk = person(Role.VULNERABILITY_DESK, narrow=narrow)
    page = desk.open(f"{caller}/seals")
    desk.check_accessible()
    desk.picture(f"seals-{'narrow' if narrow else 'wide'}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_label("4 Larch Row").check()
    page.get_by_label("Dean Harker").first.check()
    page.get_by_label("Why?").fill("He would find her.")
    press(page, "Seal")
    page.locator("th", has_text="Dean Harker").wait_for()
