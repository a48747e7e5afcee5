"""A crime is allocated, planned, reviewed and its direction answered, each by whose work it is; wide and at 400 pixels."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from tests.factories.crimes import recorded
from tests.journeys.test_an_outcome_is_decided import check_errors_lead_to_their_fields, look
from tests.journeys.widths import narrow_every_day

pytestmark = pytest.mark.browser
DAY = timedelta(days=1)


def day(days: int) -> str:
    return (timezone.now() + days * DAY).strftime("%d/%m/%Y")


@narrow_every_day
def test_a_crime_is_allocated_planned_reviewed_and_its_direction_answered(person, on_site, narrow):
    width = "-narrow" if narrow else ""
    crime = recorded(timezone.now() - 2 * DAY)
    at = f"/crimes/{crime.reference}"
    manager = person(Role.ALLOCATION_MANAGER, narrow=narrow)
    manager.open("/allocation")
    look(manager, f"allocation{width}")
    page = manager.open(f"{at}/allocate")
    look(manager, f"allocate{width}")
    page.get_by_role("button", name="Allocate").click()
    check_errors_lead_to_their_fields(manager)
    page.get_by_label("D08").first.check()
    page.locator("#id_reason").fill("She has room.")
    page.locator("#id_override_reason").fill("Nobody else is on.")
    page.get_by_role("button", name="Allocate").click()
    page.get_by_text("The crime is allocated").wait_for()

    detective = person(Role.DETECTIVE, narrow=narrow)
    page = detective.open("/my-crimes")
    look(detective, f"my-crimes{width}")
    page.get_by_role("link", name=crime.reference).click()
    look(detective, f"crime{width}")
    page.get_by_role("link", name="Set the plan").click()
    look(detective, f"plan{width}")
    page.get_by_role("button", name="Set the plan").click()
    check_errors_lead_to_their_fields(detective)
    for field, words in (
        ("summary", "The former partner and the car."), ("points_to_prove", "Damage, intent."),
        ("evidence_led_route", "Footage and the call."), ("objective", "Who did it"), ("action", "Get the footage"),
        ("due_on", day(5)),
    ):  # fmt: skip
        page.locator(f"#id_{field}").fill(words)
    page.get_by_label("Either").check()
    page.get_by_role("button", name="Set the plan").click()
    page.get_by_text("The plan is set.").wait_for()
    look(detective, f"investigation{width}")
    detective.open(f"{at}/suspects")
    look(detective, f"suspects{width}")

    supervisor = person(Role.SUPERVISOR, narrow=narrow)
    supervisor.open("/team")
    look(supervisor, f"team{width}")
    page = supervisor.open(f"{at}/review")
    look(supervisor, f"review{width}")
    page.get_by_role("button", name="Keep the review").click()
    check_errors_lead_to_their_fields(supervisor)
    page.locator("input[name=examined]").first.check()
    page.locator("#id_findings").fill("The footage is not asked for yet.")
    page.locator("#id_direction").fill("Ask for the footage.")
    page.locator("#id_direction_due").fill(f"{day(1)} 12:00")
    page.get_by_role("button", name="Keep the review").click()
    page.get_by_text("The review is kept.").wait_for()

    page = detective.open(at)
    page.get_by_role("link", name="Answer the direction").click()
    page.locator("#id_answer").fill("Asked at noon.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Your answer to the direction is stored.").wait_for()
