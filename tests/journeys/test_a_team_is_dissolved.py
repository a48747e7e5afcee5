"""A team is dissolved: a manager gives its crimes to others, a page at a time, on a telephone and without a script too."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.officers import add_officer_in_act
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Allocation, Crime, Officer, Team
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.writing import writing
from constabulary.web.lists import TO_DECIDE
from tests import databases
from tests.conftest import asking
from tests.early import WORKER
from tests.factories.crimes import record, reported
from tests.journeys.filling import press
from tests.journeys.site import serving
from tests.journeys.widths import narrow_every_day

pytestmark = pytest.mark.browser
NAME = f"test_team_{WORKER}"
CRIMES = 2 * TO_DECIDE + 4
HARBOUR, OTHERS = "Harbour investigations", "Weald investigations"
#: How tall a card may stand on a telephone: a dozen or so are read on one page without losing the way.
MOST_A_CARD = 260


@pytest.fixture(scope="module")
def dissolved(django_db_setup, django_db_blocker):
    """A database with two teams, made once: one that has crimes, one that has room."""
    with django_db_blocker.unblock(), databases.own(NAME):
        two_teams()
        connection.close()  # it is copied
        yield NAME


@pytest.fixture
def address(dissolved):
    """A site of its own over a copy."""
    with databases.own(f"{dissolved}_one", dissolved), serving(f"{dissolved}_one") as found:
        yield found


def two_teams() -> None:
    now = timezone.now()
    system = system_officer()
    say_who_asks(system)
    with writing(by=system, at=now - timedelta(days=9), purpose="Setting up") as w:
        teams = [Team(id=w.new_id(), name=name, kind="investigation") for name in (HARBOUR, OTHERS)]
        w.entry(EntryKind.FORCE_SET_UP, subject=teams[0])
        for number, team in enumerate((teams[0], *[teams[1]] * 8)):
            if number < len(teams):
                w.insert(team)
            add_officer_in_act(
                w, collar_number=str(7000 + number), name=f"Investigator {number + 1}", rank=Rank.CONSTABLE,
                roles=(Role.INVESTIGATOR,), team=team, pip_level=2,
            )  # fmt: skip
    busy = Officer.objects.get(collar_number="7000").pk
    for number in range(CRIMES):
        at = now - timedelta(days=3, minutes=9 * number)
        crime = record(reported(at, domestic_abuse=False, others=()), at + timedelta(hours=1))
        allocate_crime(
            crime=crime.pk, officer=busy, reason="Hers since the spring.", override_reason="Nobody else was on.",
            by=asking(Role.INSPECTOR), at=at + timedelta(hours=2),
        )  # fmt: skip


def look(someone, name: str) -> None:
    """The page is accessible, fits the width, and is pictured."""
    someone.check_accessible()
    assert someone.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), someone.page.url
    someone.picture(name)


def held() -> int:
    return Crime.objects.filter(officer__collar_number="7000").count()


@narrow_every_day
def test_a_teams_crimes_are_given_to_others_a_page_at_a_time(person, narrow):
    manager = person(Role.ALLOCATION_MANAGER, narrow=narrow)
    page = manager.open("/allocation")
    page.get_by_role("link", name="A team's crimes to others").click()
    look(manager, "teams-to-reallocate")
    page.get_by_role("link", name=HARBOUR).click()
    assert f"1 to {TO_DECIDE} of {CRIMES}" in page.locator("main").inner_text()
    press(page, "Propose colleagues")
    page.get_by_role("button", name="Propose colleagues anew").wait_for()
    look(manager, "team-to-reallocate-narrow" if narrow else "team-to-reallocate")
    if narrow:
        tall = page.evaluate("[...document.querySelectorAll('#crimes tbody tr')].map(one => one.offsetHeight)")
        assert len(tall) == TO_DECIDE
        assert max(tall) <= MOST_A_CARD, tall

    press(page, "Accept those ticked")
    page.get_by_role("link", name="Choose at least one proposal.").wait_for()
    page.get_by_role("link", name="The next ones").click()
    assert f"{TO_DECIDE + 1} to {2 * TO_DECIDE} of {CRIMES}" in page.locator("main").inner_text()
    page.get_by_role("link", name="The ones before").click()

    # One by hand, with the words of whoever decides; then all that is on the page.
    page.get_by_role("link", name="Choose", exact=False).first.click()
    page.locator("main input[name=officer]").last.check()
    page.get_by_label("Why this officer?").fill("Has agreed to it.")
    page.get_by_label("Why them all the same?").fill("Asked for it.")
    press(page, "Allocate")
    assert held() == CRIMES - 1
    while held():
        before = held()
        page = manager.open(f"/allocation/teams/{Team.objects.get(name=HARBOUR).pk}")
        page.get_by_role("link", name="Tick all on this page").click()
        press(page, "Accept those ticked")
        page.locator(".moj-alert").first.wait_for()
        assert held() < before
    page.get_by_text("Nobody in this team has a crime.").wait_for()
    look(manager, "team-without-crimes")
    given = Allocation.objects.filter(instead_of__collar_number="7000")
    assert given.count() == CRIMES
    # Nobody of the team that is dissolved has any of them; most went where there is room.
    teams = Counter(given.values_list("officer__team__name", flat=True))
    assert HARBOUR not in teams
    assert teams[OTHERS] > CRIMES / 2


def test_without_a_script_the_same(person):
    manager = person(Role.ALLOCATION_MANAGER, narrow=True, script=False)
    page = manager.open(f"/allocation/teams/{Team.objects.get(name=HARBOUR).pk}")
    page.get_by_role("button", name="Propose colleagues").click()
    page.get_by_role("link", name="Tick all on this page").click()
    page.get_by_role("button", name="Accept those ticked").click()
    page.get_by_text(f"of {CRIMES - TO_DECIDE}").wait_for()
    assert held() == CRIMES - TO_DECIDE
