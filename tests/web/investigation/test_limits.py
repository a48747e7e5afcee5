"""The time limit of a summary offence on the page of its crime, from recording on, a minute either side of each edge."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.policing.clocks import end_of, months_after, start_of
from constabulary.policing.investigation.limits import find_limit
from constabulary.records.facts.crimes import offence_facts
from constabulary.records.models import Crime
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import on
from constabulary.web.investigation import overview_views
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import shoplifting
from tests.factories.crimes import record, recorded
from tests.factories.incidents import opened

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def crime() -> Crime:
    return recorded(timezone.now() - timedelta(hours=4), code="105/01", category="105A")


def shown(crime: Crime, monkeypatch, at) -> str:
    monkeypatch.setattr(overview_views, "now", lambda: at)
    return words_of(signed_in(Role.DETECTIVE).get(f"/crimes/{crime.reference}"))


def test_it_is_shown_from_recording_on_and_warned_of_when_it_comes_near(crime, monkeypatch):
    limit = find_limit(offence_facts(crime), on(crime.recorded_at), at=crime.recorded_at)
    last = f"{limit.last_on:%-d %B %Y}"
    first = shown(crime, monkeypatch, crime.recorded_at + MINUTE)
    assert f"begin by {last}: {limit.working_days_left} working days left" in first
    near, ends = start_of(limit.warn_on), end_of(limit.last_on)
    most = f"{limit.may_run_to:%-d %B %Y}"
    over = end_of(limit.may_run_to)
    for at, warned, hangs, passed in (
        (near - MINUTE, False, False, False), (near + MINUTE, True, False, False),
        (ends - MINUTE, True, False, False), (ends + MINUTE, False, True, False),
        (over - MINUTE, False, True, False), (over + MINUTE, False, False, True),
    ):  # fmt: skip
        words = shown(crime, monkeypatch, at)
        assert ("The time limit comes near" in words) is warned
        assert (f"Counted from the report the time limit passed with {last}." in words) is hangs
        assert (f"it may run longer, to {most} at most" in words) is hangs
        assert (f"Passed with {most}" in words) is passed
    # Six months from the report, by one reading, and two years from the offence, by the other.
    assert limit.last_on == months_after(local_day(crime.reported_at), 6)
    assert limit.may_run_to == months_after(local_day(crime.occurred_from), 24)


def test_without_domestic_abuse_it_passes_with_its_one_day(monkeypatch):
    call = shoplifting(timezone.now() - timedelta(hours=4))
    crime = record(opened(call.answered_at, call), timezone.now() - timedelta(hours=3), code="105/01", category="105A")
    limit = find_limit(offence_facts(crime), on(crime.recorded_at), at=crime.recorded_at)
    assert limit.may_run_to is None
    words = shown(crime, monkeypatch, end_of(limit.last_on) + MINUTE)
    assert f"Passed with {limit.last_on:%-d %B %Y}" in words


def test_a_crime_that_is_no_summary_offence_says_nothing_of_it():
    crime = recorded(timezone.now() - timedelta(hours=4))
    assert "Time limit" not in words_of(signed_in(Role.DETECTIVE).get(f"/crimes/{crime.reference}"))
