"""An administrator adds a detective, who signs in with what they were given, chooses a password, and opens their work."""

import pytest

from constabulary.access.roles import Role
from tests.journeys.conftest import Someone
from tests.journeys.filling import fill_in, press

pytestmark = pytest.mark.browser
OWN = "harbour kettle violin"


def see(someone: Someone, name: str, script: bool) -> None:
    """The page is accessible, fits the width, and is pictured."""
    if script:  # axe is one
        someone.check_accessible()
    assert someone.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), someone.page.url
    someone.picture(name)


def sign_in(someone: Someone, number: str, password: str) -> None:
    fill_in(someone.open("/sign-in"), {"collar_number": number, "password": password})
    press(someone.page, "Sign in")


@pytest.mark.parametrize(
    ("narrow", "script"), [(False, True), (True, False)], ids=["wide", "at 400 px without a script"]
)
def test_a_detective_is_added_and_begins_to_work(person, on_site, narrow, script):
    called = "narrow" if narrow else "wide"
    number = "7712" if narrow else "7711"
    administrator = person(Role.ADMINISTRATOR, narrow=narrow, script=script)
    page = administrator.open("/teams/new")
    fill_in(page, {"name": f"Weald investigations {number}", "kind": "investigation"})
    see(administrator, f"team-new-{called}", script)
    press(page, "Add the team")
    page.get_by_text("The team is added.").wait_for()
    page = administrator.open("/roles")
    page.get_by_role("link", name="Add an officer or member of staff").click()
    see(administrator, f"officer-new-{called}", script)
    press(page, "Add them")
    page.get_by_role("link", name="Enter the name.").wait_for()
    fill_in(page, {"collar_number": number, "name": "Ann Marlow", "rank": 1, "pip_level": 2, "supervisor": "D09"})
    page.locator('main [name="team"]').select_option(label=f"Weald investigations {number}")
    page.get_by_label("Detective", exact=True).check()
    press(page, "Add them")
    page.get_by_role("heading", name=f"First password of Constable Ann Marlow {number}").wait_for()
    see(administrator, f"first-password-{called}", script)
    given = page.locator("main code").inner_text()

    page.get_by_role("link", name=f"Constable Ann Marlow {number}: roles and team").click()
    page.get_by_text(f"Weald investigations {number}, supervised by Sergeant Supervisor D09").wait_for()
    see(administrator, f"officer-{called}", script)

    # They sit down at the same screen.
    page.context.clear_cookies()
    newcomer = administrator
    sign_in(newcomer, number, given)
    page.get_by_role("heading", name="Change my password").wait_for()
    newcomer.open("/my-crimes")
    page.get_by_role("heading", name="Change my password").wait_for()
    see(newcomer, f"password-first-{called}", script)
    fill_in(page, {"current_password": given, "new_password": OWN, "new_password_again": "another"})
    press(page, "Change my password")
    page.get_by_role("link", name="This is not the same as the new password above.").wait_for()
    see(newcomer, f"password-refused-{called}", script)
    assert page.locator("#id_new_password").input_value() == ""
    fill_in(page, {"current_password": given, "new_password": OWN, "new_password_again": OWN})
    press(page, "Change my password")
    page.locator(".con-nav").wait_for()
    newcomer.open("/")
    page.get_by_role("heading", name="My work", exact=True).wait_for()
    page.get_by_role("link", name="My crimes").first.click()
    page.go_back()
    page.get_by_role("link", name="Password", exact=True).click()
    see(newcomer, f"password-{called}", script)

    page.get_by_role("button", name="Sign out").click()
    sign_in(newcomer, number, given)
    page.get_by_text("That number and password were not accepted.").first.wait_for()
    sign_in(newcomer, number, OWN)
    page.get_by_role("heading", name="My work", exact=True).wait_for()
