"""A control room page left open says by itself that something has come, without moving; and what a call shows of a number."""

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.people import PersonDetails
from constabulary.policing.incidents.thrive import Violence
from tests.factories.calls import former_partner_damage, shoplifting, thrive
from tests.factories.incidents import opened
from tests.journeys.filling import new_call
from tests.journeys.widths import narrow_every_day, wide_every_day

pytestmark = pytest.mark.browser
SHARED = "07700 900461"


@wide_every_day
def test_what_is_new_is_said_on_the_open_page_and_nothing_on_it_moves(person, on_site, narrow):
    opened(timezone.now(), former_partner_damage(timezone.now()))
    dispatcher = person(Role.DISPATCHER, narrow=narrow)
    page = dispatcher.open("/control-room")
    page.get_by_text("Read again").wait_for()
    rows = page.locator("main tbody tr").count()
    opened(timezone.now(), former_partner_damage(timezone.now(), grade="G1"))
    page.get_by_text("1 new at G1 or G2").wait_for(timeout=40_000)
    assert page.locator("main tbody tr").count() == rows
    dispatcher.check_accessible()
    dispatcher.picture(f"control-room-new-{'narrow' if narrow else 'wide'}")
    page.get_by_role("link", name="Show").click()
    page.get_by_text("1 new at G1 or G2").wait_for(state="detached")


@narrow_every_day
def test_the_holders_of_a_number_are_listed_and_all_of_them_on_asking(person, on_site, narrow):
    for number in range(9):
        caller = PersonDetails(given=f"Wanda{'abcdefghi'[number]}", family="Osgood", telephone=SHARED)
        opened(timezone.now(), shoplifting(timezone.now(), caller=caller))
    handler = person(Role.CONTACT_HANDLER, narrow=narrow)
    page = new_call(handler)
    page.locator("#id_caller_family").fill("Plumbley")
    page.locator("#id_caller_telephone").press_sequentially(SHARED)
    page.get_by_text("With this number: 6 of").wait_for()
    handler.check_accessible()
    handler.picture(f"call-holders-{'narrow' if narrow else 'wide'}")
    page.get_by_role("button", name="See all").click()
    page.locator("input[name=all_holders]").wait_for(state="attached")
    assert page.locator("#id_caller_family").input_value() == "Plumbley"
    assert page.locator("#known input[name=caller_reference]").count() > 9


@wide_every_day
def test_the_recording_page_shows_what_is_still_due_for_the_incident(person, on_site, narrow):
    answers = thrive(threat={"violence": Violence.THREATENED}, engagement={"call_back_owed": True})
    incident = opened(timezone.now(), shoplifting(timezone.now(), grade="G4", answers=answers))
    assessor = person(Role.IMU_ASSESSOR, narrow=narrow)
    page = assessor.open(f"/incidents/{incident.reference}/record")
    page.get_by_text("It stays open after recording:").wait_for()
    assessor.check_accessible()
    assessor.picture(f"record-still-due-{'narrow' if narrow else 'wide'}")
