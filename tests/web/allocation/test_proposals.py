"""The pages of proposals for the whole pool, without a script."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework import allocation_proposals
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.allocation_proposals import EFFORT, LONGER
from constabulary.casework.connections import record_connection
from constabulary.optimisation.counts import propose_within
from constabulary.records.models import AllocationProposal, Crime, Person
from constabulary.records.queries.officers import names_of
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import recorded
from tests.factories.officers import number_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pool(db) -> list[Crime]:
    at = timezone.now() - timedelta(days=3)
    return [recorded(at) for _ in range(3)]


@pytest.fixture
def manager(db):
    return signed_in(Role.ALLOCATION_MANAGER)


def placed() -> list[AllocationProposal]:
    return list(AllocationProposal.objects.filter(state="open", officer__isnull=False).order_by("id"))


def test_a_pool_is_proposed_for_ticked_and_given(pool, manager):
    assert "Nothing has been proposed yet." in words_of(manager.get("/allocation/proposals"))
    answer = manager.post("/allocation/propose", {})
    assert answer.status_code == 302
    page = manager.get("/allocation/proposals")
    for words in ("to decide", "our defaults, not national policy", "under these weights", "For:", "Against:"):
        assert words in words_of(page)
    assert "checked" not in page.content.decode()
    assert page.content.decode().count('<input class="govuk-checkboxes__input"') == len(placed())
    ticked = manager.get("/allocation/proposals?ticked=all").content.decode()
    assert ticked.count(" checked>") == len(placed())
    answer = manager.post("/allocation/proposals", {"proposals": [str(one.pk) for one in placed()]})
    assert answer.status_code == 302
    assert "The crimes are given to the officers proposed." in words_of(manager.get(answer["Location"]))
    assert placed() == []
    assert Crime.objects.filter(state="allocated").count() > 0


def test_nothing_ticked_and_nothing_that_waits_are_said(pool, manager):
    manager.post("/allocation/propose", {})
    refused = manager.post("/allocation/proposals", {"proposals": ["x"]})
    assert refused.status_code == 422
    assert "Choose at least one proposal." in words_of(refused)
    refused = manager.post("/allocation/propose", {"pip": "4"})
    assert refused.status_code == 422
    assert "No crime of that kind waits" in words_of(refused)


def test_what_no_longer_holds_is_told_with_the_way_to_choose_somebody_else(pool, manager):
    manager.post("/allocation/propose", {})
    one = placed()[0]
    victim = Person.objects.get(pk=one.crime.victim_id)
    number = next(number_of(role) for role in (Role.DETECTIVE, Role.INVESTIGATOR) if asking(role).id == one.officer_id)
    record_connection(
        officer=number, person=victim.reference, nature="His sister.", by=asking(Role.INSPECTOR), at=timezone.now()
    )
    answer = manager.post("/allocation/proposals", {"proposals": [str(one.pk)]})
    assert answer.status_code == 422
    assert "1 could not be given any more; 0 were" in words_of(answer)
    assert f"/crimes/{one.crime.reference}/allocate" in answer.content.decode()


def test_one_is_rejected_with_its_reason(pool, manager):
    manager.post("/allocation/propose", {})
    one = placed()[0]
    address = f"/allocation/proposals/{one.pk}/reject"
    assert one.crime.reference in words_of(manager.get(address))
    assert f"proposed is {names_of([one.officer_id])[one.officer_id]}" in words_of(manager.get(address))
    choosing = f"/crimes/{one.crime.reference}/allocate"
    assert "Proposed for the whole pool:" in words_of(manager.get(choosing))
    assert 'href="#id_because"' in manager.post(address, {"because": ""}).content.decode()
    assert manager.post(address, {"because": "On leave."}).status_code == 302
    assert "This was rejected already" in words_of(manager.get(address))
    assert AllocationProposal.objects.get(pk=one.pk).because == "On leave."
    assert "Proposed for the whole pool:" not in words_of(manager.get(choosing))
    assert "1 rejected" in words_of(manager.get("/allocation/proposals"))


@pytest.mark.parametrize(("chosen", "effort"), [("", EFFORT), ("soon", EFFORT), ("longer", LONGER)])
def test_a_manager_may_allow_longer_for_a_better_proposal(pool, manager, monkeypatch, chosen, effort):
    allowed = []

    def noting(*given, **named):
        allowed.append(named["effort"])
        return propose_within(*given, **named)

    monkeypatch.setattr(allocation_proposals, "propose_within", noting)
    assert "Up to ten seconds" in words_of(manager.get("/allocation/propose"))
    assert manager.post("/allocation/propose", {"effort": chosen}).status_code == 302
    assert allowed == [effort]
    assert LONGER.seconds > EFFORT.seconds


def test_a_page_left_open_while_the_pool_is_proposed_for_anew_says_so_and_keeps_what_was_written(pool, manager):
    manager.post("/allocation/propose", {})
    one = placed()[0]
    address = f"/allocation/proposals/{one.pk}/reject"
    manager.post("/allocation/propose", {})
    answer = manager.get(address)
    assert answer.status_code == 200
    for words in ("This was proposed anew", "no longer counts", one.crime.reference):
        assert words in words_of(answer)
    newer = AllocationProposal.objects.get(crime_id=one.crime_id, state="open")
    assert f'href="/allocation/proposals/{newer.pk}/reject"' in answer.content.decode()
    refused = manager.post(address, {"because": "She is on leave."})
    assert refused.status_code == 422
    assert "Your rejection was not saved. You wrote: She is on leave." in words_of(refused)
    assert AllocationProposal.objects.get(pk=one.pk).state == "superseded"
    assert AllocationProposal.objects.get(pk=newer.pk).state == "open"


@pytest.mark.parametrize(
    ("chosen", "words"), [("as proposed", "This was accepted"), ("another", "Another officer was chosen")]
)
def test_a_page_left_open_while_the_crime_is_given_says_to_whom_it_went(pool, manager, chosen, words):
    manager.post("/allocation/propose", {})
    one = placed()[0]
    theirs = {asking(role).id: number_of(role) for role in (Role.DETECTIVE, Role.INVESTIGATOR)}
    taker = next(row for row in theirs if (row == one.officer_id) is (chosen == "as proposed"))
    allocate_crime(
        crime=one.crime_id, officer=taker, reason="Knows it.", override_reason="Nobody else is on duty.",
        by=asking(Role.ALLOCATION_MANAGER), at=timezone.now(),
    )  # fmt: skip
    answer = manager.get(f"/allocation/proposals/{one.pk}/reject")
    assert words in words_of(answer)
    assert "Reject what is proposed" not in words_of(answer)
    manager.post("/allocation/proposals", {"proposals": [str(one.pk)]})
    assert Crime.objects.get(pk=one.crime_id).officer_id == taker


def test_an_empty_pool_is_said_and_a_filter_that_is_none_is_refused_rather_than_taken_for_everything(pool, manager):
    refused = manager.post("/allocation/propose", {"district": "nowhere"})
    assert refused.status_code == 422
    assert 'href="#id_district"' in refused.content.decode()
    assert not placed()
    manager.post("/allocation/propose", {})
    manager.post("/allocation/proposals", {"proposals": [str(one.pk) for one in placed()]})
    assert not Crime.objects.filter(state="unallocated").exists()
    refused = manager.post("/allocation/propose", {})
    assert refused.status_code == 422
    assert "No crime of that kind waits" in words_of(refused)


def test_a_proposal_that_somebody_decided_meanwhile_is_said(pool, manager):
    manager.post("/allocation/propose", {})
    first, *others = placed()
    accepted = {"proposals": [str(first.pk)]}
    manager.post("/allocation/proposals", accepted)
    answer = manager.post("/allocation/proposals", {"proposals": [str(one.pk) for one in (first, *others)]})
    assert "had been decided by somebody else meanwhile" in words_of(manager.get(answer["Location"]))
    assert placed() == []


def test_others_may_not(pool):
    browser = signed_in(Role.CONTACT_HANDLER)
    for address in ("/allocation/proposals", "/allocation/propose", "/allocation/proposals/1/reject"):
        assert browser.get(address).status_code == 403
