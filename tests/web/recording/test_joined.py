"""What continues a crime on record: the incident leads to the crime, the crime back to it, and so do their journeys."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.people import PersonDetails
from constabulary.casework.restrictions import restrict_journey
from constabulary.policing.protection.restrictions import RestrictionKind
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import record, reported

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STALKING = {"code": "195/12", "category": "8Q"}


@pytest.fixture
def started():
    return timezone.now() - DAY


def joined(started):
    """A crime of stalking, and the incident of another journey that was added to it."""
    crime = record(reported(started), started + HOUR, **STALKING)
    again = reported(started + 2 * HOUR, caller=PersonDetails(reference=crime.victim.reference))
    assert record(again, started + 3 * HOUR, **STALKING, continues=crime.reference).pk == crime.pk
    return crime, again


def test_what_was_added_to_a_crime_leads_to_it_and_it_leads_back(started):
    crime, again = joined(started)
    first = crime.journey.reference
    detective = signed_in(Role.DETECTIVE)
    incident = detective.get(f"/incidents/{again.reference}").content.decode()
    for address in (f"/crimes/{crime.reference}", f"/journeys/{first}"):
        assert f'href="{address}"' in incident
    page = detective.get(f"/crimes/{crime.reference}").content.decode()
    for address in (f"/incidents/{again.reference}", f"/journeys/{again.journey.reference}"):
        assert f'href="{address}"' in page
    ahead = words_of(detective.get(f"/journeys/{again.journey.reference}"))
    assert f"Incident {again.reference} continues crime {crime.reference} of journey {first}" in ahead
    back = words_of(detective.get(f"/journeys/{first}"))
    assert f"goes on with incident {again.reference} of journey {again.journey.reference}" in back
    # A crime and an incident of one journey are no continuing of each other.
    own = words_of(detective.get(f"/incidents/{crime.incident.reference}"))
    assert "Continues" not in own


def test_who_may_not_see_one_of_the_two_is_not_led_to_it(started):
    crime, again = joined(started)
    at, hidden = timezone.now(), crime.journey.reference
    restrict_journey(
        journey=crime.journey_id, kind=RestrictionKind.REFUGE, reason="The inquiry.", by=asking(Role.INSPECTOR), at=at
    )
    detective = signed_in(Role.DETECTIVE)
    assert detective.get(f"/crimes/{crime.reference}").status_code == 404
    for address in (f"/incidents/{again.reference}", f"/journeys/{again.journey.reference}"):
        shown = detective.get(address)
        assert shown.status_code == 200
        assert f'href="/crimes/{crime.reference}"' not in shown.content.decode()
        assert hidden not in shown.content.decode()
        assert crime.reference not in shown.content.decode(), "neither its log nor why it was closed names the crime"
    assert "Added to a crime on record" in words_of(detective.get(f"/incidents/{again.reference}"))


def test_who_may_not_see_what_was_added_reads_nothing_of_it_at_the_crime(started):
    crime, again = joined(started)
    restrict_journey(
        journey=again.journey_id, kind=RestrictionKind.REFUGE, reason="The inquiry.", by=asking(Role.INSPECTOR),
        at=timezone.now(),
    )  # fmt: skip
    detective = signed_in(Role.DETECTIVE)
    assert detective.get(f"/incidents/{again.reference}").status_code == 404
    for address in (f"/crimes/{crime.reference}", f"/crimes/{crime.reference}/classification"):
        shown = words_of(detective.get(address))
        assert again.reference not in shown
        assert again.summary not in shown.replace(crime.summary, "")
    assert "added to this crime" in words_of(detective.get(f"/crimes/{crime.reference}/classification"))
