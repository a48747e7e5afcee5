"""The officer in charge and the victim's sealed details on the pages: told at allocation, asked for, given."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.connections import record_connection
from constabulary.casework.seals import end_need
from constabulary.records.models import Duty, Incident, JournalEntry, SealGrant
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import give, record
from tests.factories.officers import number_of
from tests.factories.protection import TELEPHONE, protected_victim

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
REASON = {"reason": "Local and free.", "override_reason": "Nobody else is on."}
SEALED = "The victim's address or number is sealed."
HIDDEN = "address or number is hidden from you"


@pytest.fixture
def held(db):
    return protected_victim(timezone.now() - 5 * HOUR)


@pytest.fixture
def crime(held):
    asking(Role.IMU_ASSESSOR)
    return record(Incident.objects.get(pk=held.taken.incident_id), timezone.now() - 4 * HOUR)


def at_page(crime, rest):
    return f"/crimes/{crime.reference}/{rest}"


def plain(answer) -> str:
    return words_of(answer).replace("’", "'").replace("&#39;", "'")


def until_on(page) -> dict[str, str]:
    """The moment that the page proposes, as its form sends it."""
    found = re.findall(r'name="(until[^"]*)"[^>]*value="([^"]*)"', page.content.decode())
    assert found
    return dict(found)


def test_an_allocator_who_may_give_need_is_led_there_and_the_officer_then_sees_the_number(crime, held):
    supervisor, detective = signed_in(Role.SUPERVISOR), asking(Role.DETECTIVE).id
    page = supervisor.get(at_page(crime, "allocate"))
    assert SEALED in plain(page)
    assert "straight after allocating" in plain(page)
    answer = supervisor.post(at_page(crime, "allocate"), {"officer": str(detective), **REASON})
    assert answer["Location"] == at_page(crime, "victim/need") + "?done=allocated-give-need"
    giving = supervisor.get(answer["Location"])
    assert "has this crime, and cannot see where" in plain(giving)
    assert "hidden from Carl Dace" in plain(giving)
    assert "address, telephone" in plain(giving).casefold()
    refused = supervisor.post(at_page(crime, "victim/need"), {"officer": str(detective), **until_on(giving)})
    assert refused.status_code == 422
    assert 'href="#id_reason"' in refused.content.decode()
    said = {"officer": str(detective), "reason": "Must ring her.", **until_on(giving)}
    assert supervisor.post(at_page(crime, "victim/need"), said).status_code == 302
    theirs = signed_in(Role.DETECTIVE)
    assert HIDDEN not in plain(theirs.get(at_page(crime, "victim")))
    assert TELEPHONE in plain(theirs.get(f"/people/{held.victim.reference}"))


def test_an_allocator_who_may_not_give_it_is_told_that_it_is_asked_for(crime):
    manager, detective = signed_in(Role.ALLOCATION_MANAGER), asking(Role.DETECTIVE).id
    assert "Allocating asks the vulnerability desk" in plain(manager.get(at_page(crime, "allocate")))
    answer = manager.post(at_page(crime, "allocate"), {"officer": str(detective), **REASON})
    assert answer["Location"].endswith("?done=allocated-need-asked")
    assert "the vulnerability desk is asked" in plain(manager.get(answer["Location"]))
    desk = signed_in(Role.VULNERABILITY_DESK).get("/vulnerability")
    assert "Say whether an officer needs somebody's sealed details" in plain(desk)
    assert f'href="{at_page(crime, "victim/need")}"' in desk.content.decode()


def test_the_officer_sees_that_it_is_sealed_whom_to_ask_and_asks_once(crime, held):
    give(crime, Role.DETECTIVE, timezone.now() - 3 * HOUR)
    theirs = signed_in(Role.DETECTIVE)
    waiting = plain(theirs.get(at_page(crime, "victim")))
    assert HIDDEN in waiting
    assert "The vulnerability desk or a supervisor says whether the officer in charge needs it" in waiting
    page = signed_in(Role.VULNERABILITY_DESK).get(at_page(crime, "victim/need"))
    soon = {"reason": "For an hour.", **until_on(page)}
    signed_in(Role.VULNERABILITY_DESK).post(at_page(crime, "victim/need"), soon)
    asking(Role.DETECTIVE)
    assert SealGrant.objects.filter(officer_id=asking(Role.DETECTIVE).id).count() == 1
    refused = theirs.post(at_page(crime, "victim/ask"))
    assert refused.status_code == 422
    assert "Nothing is sealed that could be given" in plain(refused)


def test_an_officer_whose_need_has_ended_asks_from_the_victims_page_and_it_is_due(crime):
    give(crime, Role.DETECTIVE, timezone.now() - 3 * HOUR)
    desk, theirs = signed_in(Role.VULNERABILITY_DESK), signed_in(Role.DETECTIVE)
    desk.post(at_page(crime, "victim/need"), {"reason": "x", **until_on(desk.get(at_page(crime, "victim/need")))})
    grant = SealGrant.objects.get(officer_id=asking(Role.DETECTIVE).id)
    end_need(grant=grant.pk, reason="Statement taken.", by=asking(Role.SUPERVISOR), at=timezone.now())
    page = theirs.get(at_page(crime, "victim/update"))
    assert HIDDEN in plain(page)
    assert f'href="{at_page(crime, "victim/ask")}"' in page.content.decode()
    answer = theirs.post(at_page(crime, "victim/ask"))
    assert answer["Location"] == at_page(crime, "victim") + "?done=need-asked"
    assert "You asked." in plain(theirs.get(answer["Location"]))
    asking(Role.VULNERABILITY_DESK)
    assert Duty.objects.filter(kind="give_need", state="open").count() == 1
    assert "It has been asked for already" in plain(theirs.post(at_page(crime, "victim/ask")))


def test_somebody_else_is_told_that_it_is_sealed_and_not_offered_to_ask(crime):
    give(crime, Role.DETECTIVE, timezone.now() - 3 * HOUR)
    page = signed_in(Role.INVESTIGATOR).get(at_page(crime, "victim"))
    assert HIDDEN in plain(page)
    assert "victim/ask" not in page.content.decode()
    assert signed_in(Role.INVESTIGATOR).get(at_page(crime, "victim/need")).status_code == 403


def test_whoever_is_connected_with_the_suspect_is_not_even_told_that_something_is_sealed(crime, held):
    give(crime, Role.DETECTIVE, timezone.now() - 3 * HOUR)
    for role in (Role.INVESTIGATOR, Role.SUPERVISOR):
        record_connection(
            officer=number_of(role), person=held.suspect.reference, nature="His cousin.",
            by=asking(Role.INSPECTOR), at=timezone.now() - 2 * HOUR,
        )  # fmt: skip
    page = signed_in(Role.INVESTIGATOR).get(at_page(crime, "victim"))
    assert HIDDEN not in plain(page)
    supervisor = signed_in(Role.SUPERVISOR)
    assert SEALED not in plain(supervisor.get(at_page(crime, "allocate")))
    giving = supervisor.get(at_page(crime, "victim/need"))
    assert "Nothing of this victim's is hidden." in plain(giving)
    assert "Carl Dace" not in plain(giving)
    assert supervisor.post(at_page(crime, "victim/need"), {"reason": "x"}).status_code in {403, 422}
    assert not SealGrant.objects.filter(officer_id=asking(Role.DETECTIVE).id).exists()


def test_opening_the_page_on_which_need_is_given_is_journalled(crime, held):
    give(crime, Role.DETECTIVE, timezone.now() - 3 * HOUR)
    signed_in(Role.VULNERABILITY_DESK).get(at_page(crime, "victim/need"))
    read = JournalEntry.objects.filter(kind="read_protection").latest("id")
    assert {held.victim.pk, held.seal} <= set(read.rows)
