"""Two dispatchers, two connections, one unit: it goes to one incident, and whoever was later is told."""

from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.incidents.dispatch import deploy_unit, divert_unit
from constabulary.policing.decisions import NotAllowed
from constabulary.records.models import Deployment, JournalEntry
from constabulary.records.queries.officers import say_who_asks
from tests.conftest import asking
from tests.factories.calls import former_partner_damage
from tests.factories.incidents import opened, quarrel
from tests.factories.together import all_at_once

pytestmark = pytest.mark.usefixtures("committing")

MINUTE = timedelta(minutes=1)


def sending(incident, by, at, **more):
    def send():
        say_who_asks(by)
        return deploy_unit(incident=incident.pk, unit="KD21", by=by, at=at + MINUTE, **more)

    return send


def test_a_free_unit_sent_to_two_incidents_at_the_same_moment_goes_to_one_and_the_other_sender_is_told(at):
    by = asking(Role.DISPATCHER)
    for turn in range(8):
        two = [opened(at, former_partner_damage(at)), quarrel(at)]
        say_who_asks(by)
        came = all_at_once([sending(one, by, at + turn * MINUTE) for one in two])
        refused = [one for one in came if isinstance(one, NotAllowed)]
        assert len(refused) == 1, came
        assert [one.code for one in refused[0].reasons] == ["incident-log.unit-committed"]
        assert [one.field for one in refused[0].reasons] == ["taken_because"]
        sent = Deployment.objects.get(incident_id__in=[one.pk for one in two])
        assert sent.pk in came
        loser = two[came.index(refused[0])]
        assert not JournalEntry.objects.filter(journey_row=loser.journey_id, kind="incident_deployed").exists()
        loser.refresh_from_db()
        assert loser.state == "open"
        free_again(sent, by, at)


def free_again(sent, by, at) -> None:
    divert_unit(deployment=sent.pk, reason="Stood down.", by=by, at=at + 30 * MINUTE)
