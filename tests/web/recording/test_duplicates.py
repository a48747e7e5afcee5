"""Recording asked for on a report that was closed as a duplicate: whoever asks is led to the one that is worked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.incidents.closing import close_as_duplicate
from constabulary.casework.restrictions import restrict_journey
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.records.models import Crime, Incident
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import shoplifting
from tests.factories.crimes import victim_of
from tests.factories.incidents import opened
from tests.factories.outcomes import offence
from tests.factories.posts import recording_post

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LED = "Closed as a duplicate. Recording is decided on"


@pytest.fixture
def two() -> tuple[Incident, Incident]:
    """A report that is worked, and one that was closed as a duplicate of it."""
    at = timezone.now() - HOUR
    worked, second = opened(at, shoplifting(at)), opened(at + MINUTE, shoplifting(at + MINUTE))
    by = asking(Role.DISPATCHER)
    close_as_duplicate(incident=second.pk, master=worked.reference, useful="", by=by, at=at + 2 * MINUTE)
    return worked, second


def test_the_page_leads_to_the_report_that_is_worked_and_what_was_typed_stays(two):
    worked, second = two
    page = signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{second.reference}/record")
    assert f"{LED} {worked.reference}, which it is worked as." in words_of(page)
    assert f'href="/incidents/{worked.reference}"' in page.content.decode()
    assert 'name="concerns_crime"' not in page.content.decode()
    post = recording_post(offence=offence("046/00", "46").key, victim=victim_of(second), rationale="He ran off.")
    refused = signed_in(Role.IMU_ASSESSOR).post(f"/incidents/{second.reference}/record", post)
    assert refused.status_code == 422
    assert "decide on the incident that it is worked as" in words_of(refused)
    assert "He ran off." in refused.content.decode()
    assert "He ran off." in signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{second.reference}/record").content.decode()
    assert not Crime.objects.exists()


def test_who_may_not_see_the_report_that_is_worked_is_not_told_which_it_is(two):
    worked, second = two
    restrict_journey(
        journey=worked.journey_id, kind=RestrictionKind.REFUGE, reason="The inquiry.", by=asking(Role.INSPECTOR),
        at=timezone.now(),
    )  # fmt: skip
    page = signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{second.reference}/record")
    assert f"{LED} the incident that it is worked as." in words_of(page)
    assert worked.reference not in page.content.decode()


def test_a_report_of_its_own_says_nothing_of_that(two):
    worked, _ = two
    page = signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{worked.reference}/record")
    assert page.status_code == 200
    assert LED not in words_of(page)
    assert 'name="concerns_crime"' in page.content.decode()
