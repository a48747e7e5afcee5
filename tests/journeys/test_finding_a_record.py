"""The box in the header in a real browser: a reference of a call just taken opens it, with a script and without, wide and narrow."""

from collections.abc import Callable

import pytest

from constabulary.access.roles import Role
from tests.journeys.conftest import Someone
from tests.journeys.filling import new_call, press
from tests.journeys.test_taking_a_call import fill_call

pytestmark = pytest.mark.browser


def test_a_reference_typed_into_the_box_opens_its_record(person: Callable[..., Someone]):
    handler = person(Role.CONTACT_HANDLER)
    page = new_call(handler)
    fill_call(page)
    page.get_by_role("button", name="Propose a grade").click()
    page.get_by_label("G5 Record only").check()
    press(page, "Open the incident")
    page.get_by_text("The incident is open and graded.").wait_for()
    reference = page.url.split("/incidents/")[1].split("?")[0]

    assessor = person(Role.IMU_ASSESSOR, narrow=True, script=False)
    box = assessor.page.get_by_role("searchbox", name="Find")
    box.fill(f" {reference.lower()} ")
    box.press("Enter")
    assert assessor.page.url.endswith(f"/incidents/{reference}")

    narrow = person(Role.IMU_ASSESSOR, narrow=True)
    narrow.page.get_by_role("searchbox", name="Find").fill("J26-999999999")
    narrow.page.get_by_role("button", name="Go to the record").click()
    narrow.page.get_by_text("No record with that reference that you may open.").wait_for()
    narrow.check_accessible()
    narrow.picture("find-narrow")
    assert narrow.page.evaluate("document.documentElement.scrollWidth") <= 400

    for someone, name in ((handler, "wide"), (narrow, "narrow")):
        someone.open("/")
        someone.check_accessible()
        someone.picture(f"work-{name}")
    page = assessor.open(f"/incidents/{reference}/record")
    page.get_by_label("Offence", exact=True).fill("zzgarble")
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_text("No offence was found with those words.").wait_for()
    page.get_by_label("Offence", exact=True).fill("shoplifting")
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_label("046/00 Theft from shops and stalls").first.check()
    assessor.picture("record-narrow")
