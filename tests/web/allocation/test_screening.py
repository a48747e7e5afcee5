"""Investigate or file, on screen: what stands against it, each refusal beside its field, and what filing misses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.policing.allocation.screening import FACTORS
from constabulary.records.models import Crime
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import recorded, theft_recorded

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def crime():
    return theft_recorded(timezone.now() - 2 * DAY)


def answers(**changes):
    told = {one.code: "no" for one in FACTORS} | {f"{one.code}_words": "Looked for; none." for one in FACTORS}
    return {**told, "decision": "file", "public_interest": "Low.", "rationale": "Nothing to follow.", **changes}


def test_a_crime_is_filed_and_its_page_says_so_by_whom_and_why(crime):
    browser = signed_in(Role.IMU_ASSESSOR)
    assert "Investigate or file" in words_of(browser.get(f"/crimes/{crime.reference}"))
    asked = words_of(browser.get(f"/crimes/{crime.reference}/screen"))
    assert "One filed crime in 20 is drawn" in asked
    answer = browser.post(f"/crimes/{crime.reference}/screen", answers(), follow=True)
    said = words_of(answer)
    assert "Nothing to follow." in said
    assert "without an investigation" in said or "drawn to be investigated all the same" in said


def test_what_stands_against_filing_is_said_before_and_refused_after_with_all_that_was_typed():
    crime = recorded(timezone.now() - 2 * DAY)
    browser = signed_in(Role.IMU_ASSESSOR)
    assert "It cannot be filed: Domestic abuse and stalking are investigated." in words_of(
        browser.get(f"/crimes/{crime.reference}/screen")
    )
    answer = browser.post(f"/crimes/{crime.reference}/screen", answers(rationale="Typed with care."))
    assert answer.status_code == 422
    assert "Domestic abuse and stalking are investigated." in words_of(answer)
    assert "Typed with care." in answer.content.decode()
    assert Crime.objects.get(pk=crime.pk).filed_at is None


def test_an_answer_that_is_missing_is_asked_for_beside_it(crime):
    answer = signed_in(Role.IMU_ASSESSOR).post(f"/crimes/{crime.reference}/screen", answers(cctv="", witness="not_yet"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_cctv"' in page
    assert "Find this out before the crime is filed" in page


def test_what_filing_misses_is_shown_with_too_few_to_say(crime):
    lead = signed_in(Role.INSPECTION_LEAD)
    assert "No crime was filed at the desk" in words_of(lead.get("/allocation/screening"))
    signed_in(Role.IMU_ASSESSOR).post(f"/crimes/{crime.reference}/screen", answers())
    said = words_of(lead.get("/allocation/screening"))
    assert "1 to be filed" in said
    assert "Too few to say" in said


def test_the_outcome_page_leads_to_the_decision(crime):
    page = signed_in(Role.IMU_ASSESSOR).get(f"/crimes/{crime.reference}/outcome").content.decode()
    assert f"/crimes/{crime.reference}/screen" in page
