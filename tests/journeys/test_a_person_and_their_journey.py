"""A person's record from the incident and back: warned of, compared with another record, and the whole journey."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.access.roles import Role
from tests.journeys.filling import new_call
from tests.journeys.test_taking_a_call import fill_call
from tests.journeys.widths import narrow_every_day, wide_every_day

pytestmark = pytest.mark.browser


@narrow_every_day
def test_the_record_of_a_person_is_usable_and_accessible(person, narrow):
    someone = person(Role.SUPERVISOR, narrow=narrow)
    page = someone.open("/people/new")
    someone.check_accessible()
    page.get_by_label("First names").fill("Ruth")
    page.get_by_label("Family name").fill("Marlow")
    page.get_by_role("button", name="Add").click()
    record = page.url.removeprefix(someone.address).split("?")[0]
    for path, label, words in (
        ("address", "Address", "9 Withy Bank"),  # no other journey on the site seals it
        ("contact", "Number, address or name", "07700 900123"),
    ):
        someone.open(f"{record}/{path}")
        if path == "contact":
            page.get_by_label("Telephone").check()
        page.get_by_label(label, exact=True).fill(words)
        someone.check_accessible()
        page.get_by_role("button", name="Add").click()
    someone.open(f"{record}/warning")
    someone.check_accessible()
    page.get_by_label("What does it rest on?").fill("Knife found in the car.")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("link", name="Say when it is to be looked at again.").wait_for()
    someone.check_accessible()
    page.get_by_label("Look at it again on").fill((datetime.now(UTC) + timedelta(days=30)).strftime("%d/%m/%Y"))
    page.get_by_role("button", name="Add").click()
    someone.open(record)
    someone.check_accessible()
    someone.picture(f"person-{'narrow' if narrow else 'wide'}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("link", name="9 Withy Bank").first.click()
    someone.check_accessible()
    for path in ("merge", "disclose", "correct", "name"):
        someone.open(f"{record}/{path}")
        someone.check_accessible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    for path in ("/vehicles/new", f"/links/from/{record.rsplit('/', 1)[1]}"):
        someone.open(path)
        someone.check_accessible()


@wide_every_day
def test_the_journey_of_a_call_is_told_by_day_and_stage(person, narrow):
    someone = person(Role.CONTACT_HANDLER, narrow=narrow)
    page = new_call(someone)
    fill_call(page)
    page.get_by_role("button", name="Propose a grade").click()
    page.get_by_label("G5 Record only").check()
    page.get_by_role("button", name="Open the incident").click()
    page.get_by_role("link", name="The whole journey").click()
    page.get_by_text("What was written").first.click()
    someone.check_accessible()
    someone.picture(f"journey-{'narrow' if narrow else 'wide'}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("link", name="Contact (1)").click()
    assert "The contact was recorded." in page.locator("main").inner_text()
    assert "The incident was opened." not in page.locator("main").inner_text()
