"""A shoplifting is recorded from a call on three pages at most, counted in a real browser.

A page that shows its proposal of a grade is the page it was; one that comes back for what was refused would not be.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page

from constabulary.access.roles import Role
from tests.factories.posts import recording_post
from tests.journeys.conftest import Someone
from tests.journeys.filling import fill_in, press
from tests.journeys.test_taking_a_call import fill_call

pytestmark = pytest.mark.browser
MOST = 3


@contextmanager
def pages_opened(page: Page) -> Iterator[list[str]]:
    """The address of every page that opens meanwhile, once; nothing may be refused on the way."""
    opened: list[str] = []

    def note(frame) -> None:
        if frame == page.main_frame:
            address = re.sub(r"\?.*|https?://[^/]+", "", frame.url)
            opened.extend([address] if address not in opened else [])

    def check(answer) -> None:
        assert answer.status < 400, answer.url

    page.on("framenavigated", note)
    page.on("response", check)
    yield opened
    page.remove_listener("response", check)
    page.remove_listener("framenavigated", note)


def test_a_shoplifting_is_recorded_from_a_call_on_three_pages_at_most(person: Callable[..., Someone]):
    handler = person(Role.CONTACT_HANDLER)
    with pages_opened(handler.page) as taking:
        page = handler.open("/calls/new?call=new")
        fill_call(page)
        page.get_by_role("button", name="Propose a grade").click()
        page.get_by_label("G5 Record only").check()
        press(page, "Open the incident")
        page.get_by_text("The incident is open and graded.").wait_for()
    incident = taking[-1]
    assert taking == ["/calls/new", incident]
    assert incident.startswith("/incidents/")

    assessor = person(Role.IMU_ASSESSOR)
    page = assessor.page
    with pages_opened(page) as recording:
        # By its reference: other journeys leave their own work on the first page of the list.
        box = page.get_by_role("searchbox", name="Find")
        box.fill(incident.removeprefix("/incidents/"))
        box.press("Enter")
        page.get_by_role("link", name="Decide on recording").wait_for()
        page.get_by_role("link", name="Decide on recording").click()
        page.get_by_label("Offence", exact=True).fill("shoplift")
        page.locator("#offences input[type=radio]").first.wait_for()
        offence = page.locator("#offences input[type=radio]").first.get_attribute("value") or ""
        # Nobody is asked again for what the call holds: the answers of the test and the offence are all.
        answers = recording_post(offence=offence, victim="")
        fill_in(page, {name: one for name, one in answers.items() if name != "victim"})
        press(page, "Decide")
        page.get_by_text("The crime is recorded.").wait_for()
    assert recording[-1].startswith("/crimes/")
    assert "Man took meat" in page.locator("main").inner_text()
    # The crime is what was made; the incident that the handler is shown is the one that the assessor opens.
    worked_on = {*taking, *recording[:-1]}
    assert worked_on == {"/calls/new", incident, f"{incident}/record"}
    assert len(worked_on) <= MOST
