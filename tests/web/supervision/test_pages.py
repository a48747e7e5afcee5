"""The pages of supervision: nine counts, each opening what it counts; wrong addresses ask for everything."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Crime, District, Officer, Team
from constabulary.records.queries.officers import system_officer
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import planned, recorded

pytestmark = pytest.mark.django_db
LATE = timedelta(days=130)


@pytest.fixture
def long_ago():
    """A moment at which what was reported then is on most lists by now."""
    return timezone.now() - LATE


def test_each_count_opens_what_it_counts(long_ago):
    crime = planned(long_ago)
    browser = signed_in(Role.SUPERVISOR)
    page = browser.get("/supervision")
    assert "Nine lists of what supervision has to look at." in words_of(page)
    assert 'href="/supervision/open-long"' in page.content.decode()
    opened = words_of(browser.get("/supervision/open-long"))
    assert crime.reference in opened
    assert "Crimes still open 4 months after they were reported." in opened


def test_a_district_is_divided_by_team_and_a_team_by_officer(long_ago):
    crime = planned(long_ago)
    with writing(by=system_officer(), at=long_ago, purpose="Setting up") as w:
        district = District(id=w.new_id(), code="X1", name="Harbour")
        team = Team(id=w.new_id(), name="Harbour response", district_id=district.id, kind="response")
        w.entry(EntryKind.FORCE_SET_UP, subject=district)
        w.insert(district)
        w.insert(team)
        w.update(w.lock(Crime, crime.pk), team_id=team.id)
    browser = signed_in(Role.SUPERVISOR)
    by_district = browser.get("/supervision").content.decode()
    assert f"/supervision?district={district.pk}" in by_district
    by_team = browser.get(f"/supervision?district={district.pk}").content.decode()
    assert f"/supervision?team={team.pk}" in by_team
    by_officer = browser.get(f"/supervision?team={team.pk}").content.decode()
    who = Officer.objects.get(pk=crime.officer_id)
    assert f"{who.name} {who.collar_number}" in by_officer
    assert f"/supervision?team={team.pk}&amp;officer={who.pk}" in by_officer
    alone = browser.get(f"/supervision?team={team.pk}&officer={who.pk}")
    assert "By officer" not in words_of(alone)
    assert who.collar_number in words_of(browser.get(f"/supervision/open-long?team={team.pk}&officer={who.pk}"))


@pytest.mark.parametrize("wrong", ["district=x", "team=-1", "officer=" + "9" * 30, "district=%C2%B2"])
def test_an_address_typed_wrongly_asks_for_the_force(wrong):
    assert "The force, now" in words_of(signed_in(Role.SUPERVISOR).get(f"/supervision?{wrong}"))


def test_what_is_not_there_is_said(long_ago):
    browser = signed_in(Role.SUPERVISOR)
    assert "Nothing stands on any list." in words_of(browser.get("/supervision"))
    assert "Nothing stands on this list." in words_of(browser.get("/supervision/no-plan"))
    assert browser.get("/supervision/best-officers").status_code == 404
    for scope, words in (
        ("district=1", "No such district"),
        ("team=1", "No such team"),
        ("officer=999999999", "Nobody of that"),
    ):
        assert words in words_of(browser.get(f"/supervision?{scope}"))


def test_who_measures_without_seeing_crimes_is_given_counts_only(long_ago):
    recorded(long_ago)
    page = signed_in(Role.PLANNER).get("/supervision")
    assert "Not allocated" in words_of(page)
    assert "/supervision/unallocated" not in page.content.decode()
    assert signed_in(Role.PLANNER).get("/supervision/unallocated").status_code == 403


def test_a_long_list_is_shown_a_page_at_a_time(long_ago, monkeypatch):
    monkeypatch.setattr("constabulary.web.supervision.views.A_PAGE", 1)
    for _ in range(2):
        recorded(long_ago)
    assert asking(Role.SUPERVISOR)
    browser = signed_in(Role.SUPERVISOR)
    first = browser.get("/supervision/unallocated")
    assert "from=1" in first.content.decode()
    assert "from=" not in browser.get("/supervision/unallocated?from=1").content.decode().split("<main")[1]
