"""A unit committed to a restricted incident: nobody else takes it, and nothing of the incident is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.incidents.dispatch import clear_unit, deploy_unit, note_arrival
from constabulary.casework.restrictions import restrict_journey
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.records.models import Deployment
from constabulary.records.queries.officers import say_who_asks
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import former_partner_damage
from tests.factories.incidents import opened, quarrel

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def at():
    return timezone.now() - 60 * MINUTE


@pytest.fixture
def secret(at):
    """An incident that only the control-room supervisor sees, with a unit on it."""
    incident, supervisor = opened(at, former_partner_damage(at)), asking(Role.CONTROL_ROOM_SUPERVISOR)
    sent = deploy_unit(incident=incident.pk, unit="KD21", by=supervisor, at=at + MINUTE)
    note_arrival(deployment=sent, by=supervisor, at=at + 5 * MINUTE)
    restrict_journey(
        journey=incident.journey_id, kind=RestrictionKind.COVERT, reason="A colleague.", officers=(supervisor.id,),
        by=supervisor, at=at + 6 * MINUTE,
    )  # fmt: skip
    return incident, sent


def test_it_is_shown_as_committed_and_nothing_else_of_it(secret, at):
    incident, _ = secret
    other = quarrel(at)
    page = signed_in(Role.DISPATCHER).get(f"/incidents/{other.reference}")
    assert "KD21 committed (restricted)" in words_of(page)
    assert "Send KD21" not in words_of(page)
    assert incident.reference not in page.content.decode()
    seen = words_of(signed_in(Role.CONTROL_ROOM_SUPERVISOR).get(f"/incidents/{other.reference}"))
    assert f"KD21 there: {incident.reference}" in seen


@pytest.mark.parametrize("because", ["", "It is nearest."], ids=["without a reason", "with a reason"])
def test_it_is_never_committed_a_second_time(secret, at, because):
    other, dispatcher = quarrel(at), asking(Role.DISPATCHER)
    say_who_asks(dispatcher)
    with pytest.raises(NotAllowed) as refused:
        deploy_unit(incident=other.pk, unit="kd 21", taken_because=because, by=dispatcher, at=at + 10 * MINUTE)
    assert [(one.code, one.field) for one in refused.value.reasons] == [
        ("incident-log.unit-committed-unseen", "unit")
    ]  # fmt: skip
    answer = signed_in(Role.DISPATCHER).post(
        f"/incidents/{other.reference}/units", {"what": "send", "unit": "KD21", "taken_because": because}
    )
    assert answer.status_code == 422
    assert "That unit is committed (restricted)." in words_of(answer)
    assert not Deployment.objects.filter(incident=other).exists()


def test_once_it_has_cleared_it_is_free_again(secret, at):
    _, sent = secret
    supervisor = asking(Role.CONTROL_ROOM_SUPERVISOR)
    say_who_asks(supervisor)
    clear_unit(deployment=sent, words="Seen and spoken to.", by=supervisor, at=at + 20 * MINUTE)
    other = quarrel(at)
    assert "committed (restricted)" not in words_of(signed_in(Role.DISPATCHER).get(f"/incidents/{other.reference}"))
    say_who_asks(asking(Role.DISPATCHER))
    assert deploy_unit(incident=other.pk, unit="KD21", by=asking(Role.DISPATCHER), at=at + 30 * MINUTE)
