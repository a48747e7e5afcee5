"""Whom the call was made for is not keyed again where the crime is recorded."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.policing.contact.channels import CallerRole
from constabulary.records.models import Crime
from tests.factories.browsers import signed_in
from tests.factories.calls import shoplifting
from tests.factories.incidents import opened
from tests.factories.outcomes import offence
from tests.factories.posts import recording_post

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "victim"),
    [
        pytest.param({"called_for_is_victim": "on"}, "Cove Stores", id="whom the call was made for"),
        pytest.param(
            {"called_for_is_victim": "on", "victim_organisation": "Cove Holdings"},
            "Cove Holdings",
            id="another is typed",
        ),
    ],
)
def test_whom_the_call_was_made_for_is_the_victim_by_a_tick(changes, victim):
    at = timezone.now()
    incident = opened(at, shoplifting(at, organisation="Cove Stores", caller_role=CallerRole.VICTIM))
    address = f"/incidents/{incident.reference}/record"
    assessor = signed_in(Role.IMU_ASSESSOR)
    assert "Cove Stores is the victim" in assessor.get(address).content.decode()
    sent = recording_post(
        offence=offence("046/00", "46").key,
        victim="",
        occurred_from=f"{at - timedelta(days=1):%d/%m/%Y} 00:00",
        **changes,
    )
    assert assessor.post(address, sent).status_code == 302
    assert Crime.objects.get().victim_organisation.name == victim


def test_where_the_shop_is_put_first_nothing_is_to_be_ticked():
    at = timezone.now()
    incident = opened(at, shoplifting(at, organisation="Cove Stores"))
    page = signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{incident.reference}/record").content.decode()
    assert "Cove Stores is the victim" not in page
