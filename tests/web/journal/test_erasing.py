"""The page on which a registrar erases what entries say: what it takes, what stays, and who is kept from it."""

import pytest

from constabulary.access.roles import Role
from constabulary.records.models import JournalEntry, JournalPayload
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import reported

pytestmark = pytest.mark.django_db


def test_what_an_entry_says_is_erased_on_a_legal_basis_and_the_entry_stays(at):
    incident = reported(at)
    browser = signed_in(Role.CRIME_REGISTRAR)
    journey = incident.journey.reference
    assert f"/journeys/{journey}/erase" in browser.get(f"/journeys/{journey}").content.decode()
    address = f"/journeys/{journey}/erase"
    assert "This cannot be undone." in words_of(browser.get(address))
    entry = JournalEntry.objects.get(journey_row=incident.journey_id, kind="incident_opened")
    refused = browser.post(address, {"entries": [entry.pk], "basis": "court_order"})
    assert {"decided_by", "reason"} <= {
        one for one in ("decided_by", "reason") if f"#id_{one}" in refused.content.decode()
    }
    kept = browser.post(
        address,
        {"entries": [entry.pk], "basis": "disposal_review", "decided_by": "Review 12", "reason": "Due.",
         "needed_as_evidence": "on"},
    )  # fmt: skip
    assert "restricted instead of erased" in words_of(kept)
    assert JournalPayload.objects.filter(entry=entry.pk).exists()
    done = browser.post(
        address, {"entries": [entry.pk], "basis": "court_order", "decided_by": "Order 12", "reason": "As ordered."}
    )
    assert done.headers["Location"] == f"/journeys/{journey}?done=content-erased"
    assert not JournalPayload.objects.filter(entry=entry.pk).exists()
    assert JournalEntry.objects.filter(pk=entry.pk).exists()


def test_an_entry_of_another_journey_is_not_erased_from_here(at):
    incident, other = reported(at), reported(at)
    entry = JournalEntry.objects.get(journey_row=other.journey_id, kind="incident_opened")
    refused = signed_in(Role.CRIME_REGISTRAR).post(
        f"/journeys/{incident.journey.reference}/erase",
        {"entries": [entry.pk], "basis": "court_order", "decided_by": "Order 12", "reason": "As ordered."},
    )
    assert refused.status_code == 422
    assert JournalPayload.objects.filter(entry=entry.pk).exists()
