"""A handler answers a practice call, a supervisor draws a sample, a planner reads what may be said: wide and narrow."""

import pytest

from constabulary.access.roles import Role
from constabulary.casework.clock import now
from constabulary.standards.calendar import local_day
from tests.journeys.widths import wide_every_day

pytestmark = pytest.mark.browser


@wide_every_day
def test_practice_sampling_and_figures_are_clear_and_accessible(person, narrow):
    size = "narrow" if narrow else "wide"
    handler = person(Role.DISPATCHER if narrow else Role.CONTACT_HANDLER, narrow=narrow)
    page = handler.open("/practice")
    handler.check_accessible()
    handler.picture(f"practice-{size}")
    page.get_by_role("link", name="Meat from the chiller").click()
    handler.check_accessible()
    handler.picture(f"vignette-{size}")
    page.get_by_role("group", name="How bad would the harm be?").get_by_label("Minor", exact=True).check()
    page.get_by_role("group", name="How likely is it?").get_by_label("Unlikely", exact=True).check()
    page.get_by_role("group", name="Which grade would you give it?").get_by_label("G5").check()
    page.get_by_label("Why?").fill("Nothing is owed but the footage.")
    page.get_by_role("button", name="Store my answer").click()
    page.get_by_role("heading", name="Why the panel chose G5").wait_for()
    handler.check_accessible()
    handler.picture(f"vignette-answered-{size}")

    supervisor = person(Role.SUPERVISOR, narrow=narrow)
    page = supervisor.open("/scoring/draw")
    supervisor.check_accessible()
    today = f"{local_day(now()):%d/%m/%Y}"
    page.get_by_label("From").fill(today)
    page.get_by_label("Until").fill(today)
    page.get_by_role("button", name="Draw").click()
    page.get_by_text("The sample is drawn.").wait_for()
    supervisor.check_accessible()
    supervisor.picture(f"scoring-{size}")

    planner = person(Role.PLANNER, narrow=narrow)
    for path in ("/inspection", "/inspection/agreement", "/inspection/measures/second_scorers_agree"):
        page = planner.open(path)
        planner.check_accessible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        planner.picture(f"{path.rsplit('/', 1)[1]}-{size}")
