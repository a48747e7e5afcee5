"""A manager clears a pool of three hundred: proposals accepted in bulk, two given to somebody else, one rejected."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.casework.officers import add_officer_in_act
from constabulary.casework.people import PlaceDetails
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Allocation, AllocationProposal, Crime, District, Team
from constabulary.records.queries.officers import system_officer
from constabulary.records.writing import writing
from tests import databases
from tests.early import WORKER
from tests.factories.crimes import record, reported
from tests.journeys.filling import press
from tests.journeys.site import serving

pytestmark = pytest.mark.browser
NAME = f"test_pool_{WORKER}"
CRIMES, OFFICERS = 300, 45
DISTRICTS = ("Weald", "Coast", "Marsh")
A_PAGE = 50


@pytest.fixture(scope="module")
def address(django_db_setup, django_db_blocker):
    """A site of its own, with a pool of its own."""
    with django_db_blocker.unblock(), databases.own(NAME):
        fill_pool()
        with serving(NAME) as found:
            yield found


def fill_pool() -> None:
    now = timezone.now()
    with writing(by=system_officer(), at=now - timedelta(days=9), purpose="Setting up") as w:
        districts = [District(id=w.new_id(), code=name[0], name=name) for name in DISTRICTS]
        w.entry(EntryKind.FORCE_SET_UP, subject=districts[0])
        teams = []
        for one in districts:
            w.insert(one)
            teams.append(w.insert(Team(name=f"{one.name} investigations", kind="investigation", district_id=one.id)))
        for number in range(OFFICERS):
            add_officer_in_act(
                w, collar_number=str(6000 + number), name=f"Investigator {number + 1}", rank=Rank.CONSTABLE,
                roles=(Role.INVESTIGATOR,), team=teams[number % len(teams)], pip_level=1 + (number % 5 == 0),
            )  # fmt: skip
    for number in range(CRIMES):
        at = now - timedelta(days=2, minutes=7 * number)
        place = PlaceDetails(
            line=f"{number} Low Lane", locality="Ash", district_id=districts[number % len(districts)].id
        )
        abuse = number % 4 == 0
        incident = reported(at, place=place, domestic_abuse=abuse, others=())
        record(incident, at + timedelta(hours=1))


def look(someone, name: str) -> None:
    """The page is accessible, fits the width, and is pictured."""
    someone.check_accessible()
    assert someone.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), someone.page.url
    someone.picture(name)


def words_on(page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def given_to_somebody_else(manager, place: int) -> str:
    """Choose somebody other than proposed for one line; the crime's reference."""
    page = manager.open("/allocation/proposals")
    page.get_by_role("link", name="Choose somebody else").nth(place).click()
    look(manager, "allocate-instead")
    reference = page.url.split("/crimes/")[1].split("/allocate")[0]
    page.locator("main input[name=officer]").last.check()
    page.get_by_label("Why this officer?").fill("Knows the street and has agreed.")
    page.get_by_label("Why them all the same?").fill("Asked for it.")
    press(page, "Allocate")
    page.get_by_text("The crime is allocated, and your reason is stored.").wait_for()
    return reference


def test_a_pool_of_three_hundred_is_cleared_with_two_given_to_somebody_else(person):
    manager = person(Role.ALLOCATION_MANAGER)
    page = manager.open("/allocation")
    page.get_by_role("link", name="Proposals for the whole pool").click()
    page.get_by_role("link", name="Propose").click()
    look(manager, "propose-allocation")
    press(page, "Propose")
    page.get_by_text("Officers are proposed for what waits.").wait_for()
    assert f"{CRIMES} to decide" in words_on(page)
    for words in ("For:", "Against:", "more in all", "with all"):
        assert words in page.locator("#proposals").inner_text()
    page.get_by_text("What all of it would do to").click()
    look(manager, "proposals")

    telephone = person(Role.ALLOCATION_MANAGER, narrow=True)
    for path, name in (("/propose", "propose-allocation-narrow"), ("/proposals?ticked=all", "proposals-narrow")):
        telephone.open(f"/allocation{path}")
        look(telephone, name)
    telephone.page.get_by_role("link", name="Reject").first.click()
    look(telephone, "reject-proposal-narrow")

    press(page, "Accept those ticked")
    page.get_by_role("link", name="Choose at least one proposal.").wait_for()
    look(manager, "proposals-none-ticked")

    changed = [given_to_somebody_else(manager, place) for place in (0, 3)]
    page = manager.open("/allocation/proposals")
    page.get_by_role("link", name="Reject").first.click()
    press(page, "Reject")
    page.get_by_role("link", name="Say why it is not right").wait_for()
    page.get_by_label("Why is it not right?").fill("On leave from Monday.")
    look(manager, "reject-proposal")
    press(page, "Reject")
    page.get_by_text("The proposal is rejected").wait_for()

    page.get_by_role("link", name="Propose anew").click()
    press(page, "Propose")
    page.get_by_text("Officers are proposed for what waits.").wait_for()
    left = CRIMES - len(changed)
    for _ in range(-(-left // A_PAGE)):
        page.get_by_role("link", name="Tick all on this page").click()
        press(page, "Accept those ticked")
        page.get_by_text("The crimes are given to the officers proposed.").wait_for()
    assert f"{left} accepted in four weeks, 2 changed, 1 rejected" in words_on(page)
    look(manager, "proposals-decided")

    made = AllocationProposal.objects
    assert not Crime.objects.filter(state="unallocated").exists()
    assert {one.crime.reference for one in made.filter(state="changed")} == set(changed)
    rejected = made.get(state="rejected")
    assert made.get(crime=rejected.crime, state="accepted").officer_id != rejected.officer_id
    assert not [one for one in Allocation.objects.filter(override_reason="") if one.load_after > one.load_limit]
