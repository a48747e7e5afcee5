"""The offender manager's own desk: who is at it, as far as the records hold them, and nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.incidents.handoffs import hand_over
from constabulary.casework.restrictions import restrict_journey
from constabulary.policing.desks import Desk
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.records.models import Incident, JournalEntry
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import recorded, the_suspect

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return timezone.now() - timedelta(hours=3)


@pytest.fixture
def handed(at):
    """A crime whose incident, with somebody complained of, is handed to the desk."""
    crime = recorded(at)
    hand_over(
        incident=crime.incident_id, to_desk=Desk.OFFENDER_MANAGEMENT, reason="He is managed.",
        by=asking(Role.DISPATCHER), at=at + timedelta(hours=2),
    )  # fmt: skip
    return crime


def test_nobody_is_shown_who_is_not_at_the_desk_and_what_is_not_kept_is_said(at):
    recorded(at)
    page = words_of(signed_in(Role.OFFENDER_MANAGER).get("/offenders"))
    assert "Nobody is at this desk now." in page
    assert "Registrations, visits and management plans are not kept here yet" in page


def test_somebody_complained_of_in_what_was_handed_over_is_shown_with_why_and_what_is_due(handed):
    person = the_suspect(handed).person
    manager = signed_in(Role.OFFENDER_MANAGER)
    page = words_of(manager.get("/offenders"))
    for words in (
        f"{person.given} {person.family}",
        Incident.objects.get(pk=handed.incident_id).reference,
        "Acknowledge a hand-off",
    ):
        assert words in page
    assert "Offenders" in words_of(manager.get("/"))
    entry = JournalEntry.objects.filter(kind="read_worklist", subject="desk offender management").latest("id")
    assert entry.by_row == asking(Role.OFFENDER_MANAGER).id
    assert signed_in(Role.DISPATCHER).get("/offenders").status_code == 403


def test_what_is_restricted_is_not_shown(handed, at):
    restrict_journey(
        journey=handed.journey_id, kind=RestrictionKind.COVERT, reason="A colleague.",
        officers=(asking(Role.DETECTIVE).id,), by=asking(Role.DETECTIVE), at=at + timedelta(hours=2),
    )  # fmt: skip
    assert "Nobody is at this desk now." in words_of(signed_in(Role.OFFENDER_MANAGER).get("/offenders"))
