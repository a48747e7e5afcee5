"""While a call is taken, who and where is known appears as the handler types; a search of people, wide and narrow."""

import pytest

from constabulary.access.roles import Role
from tests.journeys.filling import new_call
from tests.journeys.test_taking_a_call import fill_call

pytestmark = pytest.mark.browser


def take_one(page) -> None:
    fill_call(page)
    page.locator("#id_caller_given").fill("Zbigniew")
    page.locator("#id_caller_family").fill("Osgoodby")
    page.locator("#id_caller_telephone").fill("07700 900456")
    page.get_by_label("Where?").fill("91 Osprey Road")
    page.get_by_role("button", name="Propose a grade").click()
    page.get_by_label("G5 Record only").check()
    page.get_by_role("button", name="Open the incident").click()
    page.get_by_text("The incident is open and graded.").wait_for()


def test_a_known_caller_appears_while_typing_and_is_used(person):
    handler = person(Role.CONTACT_HANDLER)
    take_one(new_call(handler))
    page = new_call(handler)
    for name, typed in (
        ("caller_telephone", ""), ("caller_given", "Zbyszek"), ("caller_family", "Osgodby"), ("place_line", "91 osprey"),
    ):  # fmt: skip
        page.locator(f"#id_{name}").fill("")
        page.locator(f"#id_{name}").press_sequentially(typed)
    page.get_by_text("Is it one of these places?").wait_for()
    page.get_by_label("Known by another form of the name.").first.check()
    page.get_by_text("Repeat:").wait_for()
    handler.check_accessible()
    handler.picture("known-at-a-call")
    assert page.get_by_label("Known by another form of the name.").first.is_checked()


def test_people_are_searched_wide_and_narrow(person):
    take_one(new_call(person(Role.CONTACT_HANDLER)))
    for narrow in (False, True):
        detective = person(Role.DETECTIVE, narrow=narrow)
        page = detective.open("/people?given=Zbyszek&family=Osgodby")
        page.get_by_role("link", name="Zbigniew Osgoodby").first.wait_for()
        detective.check_accessible()
        detective.picture(f"people-{'narrow' if narrow else 'wide'}")
