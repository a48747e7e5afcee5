"""The people on an incident's page: who rang and on which telephone, and what may be done for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.records.models import Contact, IncidentPerson
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import reported
from tests.factories.protection import TELEPHONE, leaks_in, protected_victim

pytestmark = pytest.mark.django_db


@pytest.fixture
def just_now():
    """Pages ask the clock, so what they act on has just happened."""
    return timezone.now() - timedelta(minutes=5)


def test_who_rang_and_their_telephone_are_shown_to_those_who_may_see_contact_details(just_now):
    incident = reported(just_now)
    page = words_of(signed_in(Role.DISPATCHER).get(f"/incidents/{incident.reference}"))
    telephone = Contact.objects.get(journey=incident.journey_id).telephone
    assert telephone
    warning = "Nobody has confirmed that it is safe. Somebody else may answer or see it."
    assert f"Caller Victim Caller's telephone Not safe: show it all the same {warning} {telephone}" in page
    page = words_of(signed_in(Role.INSPECTION_LEAD).get(f"/incidents/{incident.reference}"))
    assert "Caller Victim" in page
    assert "Caller's telephone" not in page
    assert telephone not in page


def test_a_sealed_telephone_of_the_caller_is_not_shown_without_need(just_now):
    held = protected_victim(just_now)
    page = words_of(signed_in(Role.DISPATCHER).get(f"/incidents/{held.taken.incident}"))
    assert leaks_in(page) == []
    page = words_of(signed_in(Role.VULNERABILITY_DESK).get(f"/incidents/{held.taken.incident}"))
    assert f"Somebody else may answer or see it. {TELEPHONE}" in page


def test_nobody_is_led_to_a_safe_route_of_somebody_complained_of_or_to_write_to_them(just_now):
    incident = reported(just_now)
    page = signed_in(Role.VULNERABILITY_DESK).get(f"/incidents/{incident.reference}").content.decode()
    people = {one.role: one.person.reference for one in IncidentPerson.objects.filter(incident=incident)}
    victim, suspect = people["victim"], people["suspect"]
    assert f'href="/people/{suspect}/seals"' in page
    assert f'href="/people/{victim}/safe-route?incident={incident.reference}"' in page
    assert f'href="/incidents/{incident.reference}/write/{victim}"' in page
    assert f"/people/{suspect}/safe-route" not in page
    assert f"/write/{suspect}" not in page
