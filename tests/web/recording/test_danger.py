"""The danger known of a crime stands above every page of it, in lists, and on the record of whoever is suspected."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.connections import record_connection
from constabulary.casework.danger_reading import CrimeDanger, read_danger_of_crime
from constabulary.policing.incidents.thrive import Imminence, VulnerabilityFactor
from constabulary.policing.vulnerability.risk import RiskGrade
from constabulary.records.models import Incident, JournalEntry, RiskAssessment, Suspect
from constabulary.records.queries.crimes import crime_by_reference
from constabulary.records.queries.officers import say_who_asks
from constabulary.records.queries.reach import Reaches
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import thrive
from tests.factories.crimes import allocated
from tests.factories.vulnerability import assessed, dash

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
PARTS = ("", "/investigation", "/suspects", "/victim", "/risk", "/outcome", "/classification", "/case-file")
SAID = thrive(
    threat={"weapon": True},
    risk={"imminence": Imminence.HOURS, "interim_risk": "He said he would be back tonight."},
    vulnerability={"factors": (VulnerabilityFactor.DOMESTIC_ABUSE, VulnerabilityFactor.CHILD)},
)


@pytest.fixture
def started():
    return timezone.now() - timedelta(days=1)


@pytest.fixture
def crime(db, started):
    found = allocated(started, call={"answers": SAID, "grade": "G1"})
    assessed(Incident.objects.get(pk=found.incident_id), started + 3 * HOUR, dash("Q18", grade=RiskGrade.HIGH))
    return found


@pytest.mark.parametrize("part", PARTS)
def test_every_page_of_a_crime_says_who_is_at_high_risk_since_when_and_what_was_said(crime, part):
    page = words_of(signed_in(Role.DETECTIVE).get(f"/crimes/{crime.reference}{part}"))
    assert "Ruth Marlow is at high risk, assessed" in page
    assert "A weapon said" in page
    assert "It may happen again soon: He said he would be back tonight." in page
    assert "Children said" in page


def test_acting_on_it_shows_it_too_and_the_list_of_an_officers_crimes_names_the_grade(crime):
    browser = signed_in(Role.DETECTIVE)
    assert "Ruth Marlow is at high risk" in words_of(browser.get(f"/crimes/{crime.reference}/plan"))
    assert "Victim at high risk" in words_of(browser.get("/my-crimes"))


def test_a_suspects_own_record_says_what_of_to_those_who_may_assess_risk_and_to_no_others(crime):
    person = Suspect.objects.get(crime_id=crime.pk).person
    page = words_of(signed_in(Role.DETECTIVE).get(f"/people/{person.reference}"))
    assert "Suspected of domestic abuse or stalking." in page
    assert "Victim at high risk" in page
    assert "Ruth Marlow is at high risk" not in page


def test_reading_it_is_journalled_with_whom_it_names(crime, started):
    by = asking(Role.DETECTIVE)
    say_who_asks(by)
    view = crime_by_reference(crime.reference)
    found = read_danger_of_crime(crime=view, by=by, at=started + 4 * HOUR)
    assert found.is_high
    entry = JournalEntry.objects.latest("id")
    assert crime.victim_id in entry.rows
    assert RiskAssessment.objects.get().pk in entry.rows


def test_nothing_known_shows_nothing_and_is_no_reading(started):
    plain = allocated(started, has_route=False, call={"domestic_abuse": False, "answers": thrive()})
    by = asking(Role.DETECTIVE)
    say_who_asks(by)
    before = JournalEntry.objects.count()
    found = read_danger_of_crime(crime=crime_by_reference(plain.reference), by=by, at=started)
    assert replace(found, reach=Reaches()) == CrimeDanger()
    assert not found.reach.confirmed
    assert JournalEntry.objects.count() == before


def test_an_officer_of_the_other_side_is_shown_no_risk(crime, started):
    by = asking(Role.DETECTIVE)
    suspect = Suspect.objects.get(crime_id=crime.pk)
    record_connection(
        officer=by.collar_number, person=suspect.person.reference, nature="A cousin.", by=asking(Role.INSPECTOR),
        at=started + 4 * HOUR,
    )  # fmt: skip
    say_who_asks(by)
    view = crime_by_reference(crime.reference)
    if view is not None:
        assert read_danger_of_crime(crime=view, by=by, at=started + 5 * HOUR).at_risk == ()


def test_who_may_open_no_crime_is_refused(crime, started):
    say_who_asks(asking(Role.DETECTIVE))
    view = crime_by_reference(crime.reference)
    with pytest.raises(NotPermitted):
        read_danger_of_crime(crime=view, by=asking(Role.ADMINISTRATOR), at=started)


def test_the_page_of_a_crime_reads_no_words_of_its_incident_that_it_does_not_show(crime):
    browser = signed_in(Role.DETECTIVE)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(f"/crimes/{crime.reference}").status_code == 200
    asked_of = [one["sql"] for one in asked.captured_queries]
    assert not [one for one in asked_of if "i.closing_rationale" in one]
    assert len([one for one in asked_of if one == "SELECT standards_overlay FROM force"]) == 1
