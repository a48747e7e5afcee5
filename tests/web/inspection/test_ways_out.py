"""Early closure and the ways out on screen: crude never without what was to be expected, each count opening its records."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.ways_out_reading import TABLE
from constabulary.inspection.ways_out import national_shares
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Crime, District, Team
from constabulary.records.queries.officers import system_officer
from constabulary.records.queries.open_data import current_batches
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import considered, planned
from tests.factories.questions import questions
from tests.inspection.test_more_measures import finalise

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def started():
    return timezone.now() - 30 * DAY


def ended(started, outcomes) -> list[Crime]:
    """A crime for each of these outcomes, ended three weeks ago."""
    crimes = []
    for number, code in enumerate(outcomes):
        crime = planned(started + number * HOUR)
        if code == "16" and number == 0:
            considered(crime, started + 5 * DAY)
        finalise(crime, started + 9 * DAY, code)
        crimes.append(crime)
    return crimes


def test_few_are_too_few_to_say_anything_of_and_an_empty_force_has_pages_too(started):
    lead = signed_in(Role.INSPECTION_LEAD)
    assert "Nothing ended." in words_of(lead.get("/inspection/early-closure"))
    assert "Nothing was decided." in words_of(lead.get("/inspection/ways-out"))
    ended(started, ["16", "1"])
    page = words_of(lead.get("/inspection/early-closure"))
    assert "2: too few to say" in page
    assert "is never a target" in page
    assert "Too few to say" in words_of(lead.get("/inspection/ways-out"))


def test_the_figures_stand_with_what_was_to_be_expected_and_how_often_the_question_was_asked(started, published):
    ended(started, ["16"] * 4 + ["14"] + ["1"] * 7)
    lead = signed_in(Role.INSPECTION_LEAD)
    page = words_of(lead.get("/inspection/early-closure?year=2018/19"))
    (year,) = [one for one in current_batches(TABLE) if one == "2018/19"]
    share = national_shares(current_batches(TABLE)[year])["58C"]
    assert 0 < share < 1
    assert f"{12 * share:.1f}" in page
    for words in ("against all forces in 2018/19", "41.7 %", "20.0 %", "Open for 9 days", "Domestic abuse"):
        assert words in page
    assert "No published table of outcomes is imported." not in page


def test_a_count_opens_its_records_for_those_who_may_and_the_address_says_which_window(started):
    crimes = ended(started, ["16", "18"])
    lead = signed_in(Role.INSPECTION_LEAD)
    page = lead.get("/inspection/ways-out").content.decode()
    assert "/inspection/ways-out/16?window=now" in page
    opened = lead.get("/inspection/ways-out/16?window=now")
    assert crimes[0].reference in words_of(opened)
    assert crimes[1].reference not in words_of(opened)
    assert crimes[1].reference in words_of(lead.get("/inspection/ways-out/18"))
    assert "There is no record behind it." in words_of(lead.get("/inspection/ways-out/16?window=before"))
    assert lead.get("/inspection/ways-out/best-team").status_code == 404
    assert "window=now" not in signed_in(Role.PLANNER).get("/inspection/ways-out").content.decode()
    assert signed_in(Role.PLANNER).get("/inspection/ways-out/16").status_code == 403


def test_what_changed_since_a_day_is_asked_for_by_day_and_a_wrong_day_is_said(started):
    ended(started, ["16", "18"])
    lead = signed_in(Role.INSPECTION_LEAD)
    since = local_day(timezone.now() - 7 * DAY)
    for path in ("/inspection/early-closure", "/inspection/ways-out"):
        page = lead.get(f"{path}?since={since:%d/%m/%Y}")
        assert page.status_code == 200
        assert f"since={since:%d}%2F{since:%m}%2F{since:%Y}" in page.content.decode()
        for wrong in ("soon", f"{local_day(timezone.now() + 3 * DAY):%d/%m/%Y}"):
            refused = lead.get(f"{path}?since={wrong}")
            assert refused.status_code == 422
            assert 'href="#id_since"' in refused.content.decode()


def test_a_force_is_divided_by_district_and_a_district_by_team_and_nobody_is_named(started):
    crimes = ended(started, ["16"] * 12)
    with writing(by=system_officer(), at=started, purpose="Setting up") as w:
        district = District(id=w.new_id(), code="X1", name="Harbour")
        team = Team(id=w.new_id(), name="Harbour response", district_id=district.id, kind="response")
        w.entry(EntryKind.FORCE_SET_UP, subject=district)
        w.insert(district)
        w.insert(team)
        for crime in crimes:
            w.update(w.lock(Crime, crime.pk), team_id=team.id)
    lead = signed_in(Role.INSPECTION_LEAD)
    assert f"/inspection/early-closure?district={district.pk}" in lead.get("/inspection/early-closure").content.decode()
    by_team = lead.get(f"/inspection/early-closure?district={district.pk}")
    assert f"/inspection/early-closure?team={team.pk}" in by_team.content.decode()
    deepest = words_of(lead.get(f"/inspection/early-closure?team={team.pk}&officer={crimes[0].officer_id}"))
    assert "Early closure: Harbour response" in deepest
    assert "By officer" not in deepest
    ways = lead.get(f"/inspection/ways-out?district={district.pk}").content.decode()
    assert f"/inspection/ways-out?team={team.pk}" in ways
    assert f"window=now&amp;district={district.pk}" in ways
    assert "Outcomes refused" in words_of(lead.get(f"/inspection/ways-out?team={team.pk}"))


def test_a_long_list_of_records_is_shown_a_page_at_a_time(started, monkeypatch):
    monkeypatch.setattr("constabulary.web.inspection.ways_out_views.A_PAGE", 1)
    ended(started, ["16", "16"])
    lead = signed_in(Role.INSPECTION_LEAD)
    assert "from=1" in lead.get("/inspection/ways-out/16").content.decode()
    assert "from=" not in lead.get("/inspection/ways-out/16?from=1").content.decode().split("<main")[1]


@pytest.mark.parametrize("path", ["/inspection/early-closure", "/inspection/ways-out"])
def test_many_crimes_ask_the_database_as_often_as_few(started, path):
    ended(started, ["16"])
    lead = signed_in(Role.INSPECTION_LEAD)
    lead.get(path)
    with CaptureQueriesContext(connection) as few:
        lead.get(path)
    ended(started, ["14", "16", "18", "1"])
    with CaptureQueriesContext(connection) as many:
        lead.get(path)
    assert questions(many) == questions(few)
