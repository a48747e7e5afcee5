"""An administrator sets a value of the force's own, is refused and helped, and everyone sees it beside ours."""

import pytest

from constabulary.access.roles import Role
from tests.journeys.widths import wide_every_day

pytestmark = pytest.mark.browser
WARNINGS = """[[standard]]
key = "bail.alerts"
[[standard.edition]]
valid_from = 2026-01-01
edition = "Force order 9"
source = "Force order 9 of 2026"
value = { days = [21, 3] }
"""


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_a_value_is_refused_corrected_set_seen_and_taken_back(person, script):
    administrator = person(Role.ADMINISTRATOR, script=script)
    page = administrator.open("/standards")
    page.get_by_role("button", name="Set the force's own values").click()
    field = page.get_by_label("The force's own values")
    field.fill(WARNINGS.replace("days = [21, 3]", "days = 'three'"))
    page.get_by_role("button", name="Set these values").click()
    assert page.get_by_text("days takes a whole number.").count() == 2
    if script:
        administrator.check_accessible()
        page.get_by_role("link", name="days takes a whole number").click()
        assert page.evaluate("document.activeElement.id") == "id_overlay"
    assert "days = 'three'" in field.input_value()
    field.fill(WARNINGS)
    page.get_by_role("button", name="Set these values").click()
    page.get_by_text("The force's own values are set.").wait_for()

    anyone = person(Role.CONTACT_HANDLER, script=script)
    page = anyone.open("/standards")
    row = page.get_by_role("row").filter(has_text="Warnings before bail ends")
    assert "28, 14, 7 and 2 days" in row.inner_text()
    assert "21 and 3 days" in row.inner_text()
    assert "Our own default, not national policy." in row.inner_text()
    row.get_by_role("link", name="Warnings before bail ends").click()
    assert "Force order 9" in page.locator("main").inner_text()

    page = administrator.open("/standards/local")
    page.get_by_label("The force's own values").fill("")
    page.get_by_role("button", name="Set these values").click()
    page.get_by_text("The force has no values of its own now").wait_for()


@wide_every_day
def test_the_rule_book_is_accessible_and_fits(person, narrow):
    someone = person(Role.CONTACT_HANDLER, narrow=narrow)
    for path in (
        "/standards",
        "/standards/response.grades",
        "/standards/bail.regime",
        "/standards/lists/outcomes",
        "/standards/lists/offences",
    ):
        page = someone.open(path)
        someone.check_accessible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    someone.open("/standards")
    someone.picture("standards-narrow" if narrow else "standards")
