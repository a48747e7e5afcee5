"""A marking that differs from its journey's: refused, and found where it got in all the same."""

import pytest
from django.db import DatabaseError, connection, transaction

from constabulary.access.roles import Role
from constabulary.casework.contact import take_call
from constabulary.casework.restrictions import restrict_journey
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.records.marking import WrongMarking, wrong_markings
from constabulary.records.models import Incident, IncidentMilestone
from tests.conftest import asking
from tests.databases import CLUSTER
from tests.factories.calls import former_partner_damage

pytestmark = pytest.mark.usefixtures("committing")


@pytest.fixture
def restricted(committing, at) -> Incident:
    taken = take_call(call=former_partner_damage(at), by=asking(Role.CONTACT_HANDLER), at=at)
    incident = Incident.objects.get(pk=taken.incident_id)
    restrict_journey(
        journey=incident.journey_id, kind=RestrictionKind.CORRUPTION, reason="Told to nobody.",
        by=asking(Role.INSPECTOR), at=at,
    )  # fmt: skip
    return incident


@pytest.mark.parametrize("table", ["incident", "incident_milestone", "journey", "duty"])
def test_no_marking_changes_without_an_entry_that_speaks_of_it(restricted, table):
    asking(Role.INSPECTOR)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE public.{table} SET restriction_id = NULL")


def test_no_payload_changes_its_marking_without_an_entry_that_speaks_of_it(restricted):
    asking(Role.INSPECTOR)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE public.journal_payload SET restriction_id = NULL WHERE restriction_id IS NOT NULL")


def test_a_marking_that_got_in_past_the_guards_is_found(restricted):
    asking(Role.INSPECTOR)
    row = IncidentMilestone.objects.filter(incident_id=restricted.pk).first()
    assert wrong_markings() == []
    with CLUSTER.connect("superuser", connection.settings_dict["NAME"]) as past:
        past.execute("SET session_replication_role = replica")
        past.execute("UPDATE incident_milestone SET restriction_id = NULL WHERE id = %s", [row.pk])
    assert wrong_markings() == [WrongMarking(table="incident_milestone", row=row.pk)]
