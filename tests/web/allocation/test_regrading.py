"""Weights to grade again, on screen: what waits, one graded blind, both gradings, and each refusal beside its field."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.records.models import SecondWeight
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import planned
from tests.factories.regrading import weight_drawn

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def drawn():
    return weight_drawn(planned(timezone.now() - 2 * DAY), timezone.now() - DAY)


def test_what_waits_is_shown_without_what_it_weighs(drawn):
    page = words_of(signed_in(Role.SUPERVISOR).get("/allocation/weights"))
    assert f"Weight {drawn.pk}" in page
    assert "too few to say" in page
    assert "Domestic abuse" not in page


def test_it_is_graded_without_the_first_weight_and_then_both_stand_side_by_side(drawn):
    browser = signed_in(Role.SUPERVISOR)
    address = f"/allocation/weights/{drawn.pk}"
    asked = words_of(browser.get(address))
    assert "As it stood" not in asked
    assert drawn.crime.reference not in asked
    answer = browser.post(address, {"weight": "robbery", "stage": "active", "words": "A knife."}, follow=True)
    said = words_of(answer)
    assert "Both gradings" in said
    assert "As it stood" in said
    assert "Robbery" in said
    assert drawn.crime.reference in said
    assert "Weight " in words_of(browser.get("/allocation/weights"))


def test_what_is_missing_is_said_beside_its_field_with_all_that_was_typed(drawn):
    browser = signed_in(Role.SUPERVISOR)
    answer = browser.post(f"/allocation/weights/{drawn.pk}", {"weight": "oracle", "stage": "", "words": "Typed."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_weight"' in page
    assert "Typed." in page
    empty = browser.post(f"/allocation/weights/{drawn.pk}", {"weight": "abuse", "stage": "active", "words": " "})
    assert empty.status_code == 422
    assert "Say why you would weigh it so." in words_of(empty)
    assert not SecondWeight.objects.exists()


def test_whoever_allocated_it_is_told_why_not_and_shown_nothing_of_it(drawn):
    page = words_of(signed_in(Role.ALLOCATION_MANAGER).get(f"/allocation/weights/{drawn.pk}"))
    assert "You cannot grade this again" in page
    assert drawn.crime.summary not in page


def test_a_number_of_nothing_is_not_found(db):
    assert signed_in(Role.SUPERVISOR).get("/allocation/weights/1").status_code == 404


def test_the_list_of_what_is_due_leads_to_the_grading_and_not_to_the_crime(drawn):
    page = signed_in(Role.ALLOCATION_MANAGER).get("/").content.decode()
    assert f'href="/allocation/weights/{drawn.pk}"' in page
    assert f'href="/crimes/{drawn.crime.reference}"' not in page
