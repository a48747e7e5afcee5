"""A shop or a school that rings: named at the call, found again, on the desks, and the victim of the crime recorded."""

from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.records.models import Crime, Incident, Organisation
from constabulary.standards.offences import offences
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import give
from tests.factories.posts import call_post, recording_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return signed_in(Role.CONTACT_HANDLER)


def rings(browser, **changes):
    sent = call_post(
        organisation="Cove Stores",
        organisation_kind="business",
        caller_role="representative",
        domestic_abuse="",
        **changes,
    )
    answer = browser.post("/calls/new", {name: one for name, one in sent.items() if one != ""})
    assert answer.status_code == 302, words_of(answer)
    return Incident.objects.order_by("-id").first()


def test_it_is_added_once_and_stands_on_the_incident_and_on_the_desks(browser):
    first, second = rings(browser), rings(browser)
    assert first.organisation_id == second.organisation_id == Organisation.objects.get(name="Cove Stores").pk
    assert "For Cove Stores" in words_of(browser.get(f"/incidents/{first.reference}"))
    assert "Cove Stores: Former partner" in words_of(signed_in(Role.DISPATCHER).get("/control-room"))
    assert "Cove Stores: Former partner" in words_of(signed_in(Role.IMU_ASSESSOR).get("/imu"))


def test_one_that_is_known_is_found_by_how_its_name_begins_and_a_gang_is_not(browser):
    rings(browser)
    page = words_of(browser.post("/calls/known", {"organisation": "cove"}))
    assert "Organisations known by this name." in page
    assert "Cove Stores business" in page
    assert "Cove Stores" not in words_of(browser.post("/calls/known", {"organisation": "c"}))
    assert "Cove Stores" not in words_of(browser.post("/calls/known", {"organisation": "Stores of"}))


def test_the_crime_is_recorded_for_it_without_keying_it_again_and_every_list_names_it(browser):
    incident = rings(browser)
    assessor = signed_in(Role.IMU_ASSESSOR)
    page = assessor.get(f"/incidents/{incident.reference}/record").content.decode()
    assert 'value="Cove Stores"' in page
    person = incident.people.get(role="representative").person
    theft = next(one for one in offences() if one.code == "046/00" and one.category == "46")
    sent = recording_post(
        offence=theft.key, victim=person.reference, victim_organisation="Cove Stores", victim_organisation_kind="business",
    )  # fmt: skip
    answer = assessor.post(f"/incidents/{incident.reference}/record", sent)
    assert answer.status_code == 302, words_of(answer)
    crime = Crime.objects.get()
    assert (crime.victim_id, crime.victim_organisation.name) == (None, "Cove Stores")
    assert "Cove Stores:" in words_of(signed_in(Role.ALLOCATION_MANAGER).get("/allocation"))
    assert "Victim Cove Stores" in words_of(assessor.get(f"/crimes/{crime.reference}"))
    give(crime, Role.INVESTIGATOR, crime.recorded_at + timedelta(minutes=1))
    assert "Victim Cove Stores" in words_of(signed_in(Role.INVESTIGATOR).get("/my-crimes"))


def test_a_name_that_cannot_be_kept_is_refused_beside_its_field_and_opening_at_once_keeps_it_in_the_account(browser):
    long = "Stores " * 20
    refused = browser.post("/calls/new", call_post(organisation=long))
    assert refused.status_code == 422
    assert 'href="#id_organisation"' in refused.content.decode()
    assert browser.post("/calls/new", call_post(organisation=long, open_now="1")).status_code == 302
    incident = Incident.objects.get()
    assert incident.organisation_id is None
    assert "For an organisation: its name, as typed: Stores Stores" in words_of(
        browser.get(f"/incidents/{incident.reference}")
    )
