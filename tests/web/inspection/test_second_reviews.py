"""Second decisions on screen: decided blind, both shown afterwards, settled, and figures that name nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.records.models import Crime, Duty, Officer, SampledClosure, SecondReview
from tests.factories.browsers import signed_in, words_of
from tests.factories.second_reviews import closed_as_16, decided_again, draw_every_closure, drawn_closure, reviewer
from tests.trust.scene import signed_in as browser_of

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


def drawn(now, *, given: bool = False) -> SampledClosure:
    """A crime closed two days ago and drawn; given to the inspector of another team where there is one already."""
    crime = closed_as_16(now - 3 * DAY)
    if given:
        reviewer(now)
    return drawn_closure(crime, now - HOUR)


def test_it_is_decided_blind_from_the_worklist_and_only_then_is_the_first_decision_shown(now):
    row = drawn(now, given=True)
    browser = browser_of(reviewer(now))
    listed = words_of(browser.get("/"))
    assert f"Decision {row.pk}" in listed
    assert row.crime.reference not in listed
    page = browser.get(f"/second-decisions/{row.pk}")
    words = words_of(page)
    assert "How would you have decided this?" in words
    assert "Secure the neighbour's doorbell footage" in words
    for hidden in ("SECRET", row.crime.reference, "Approved", "D09"):
        assert hidden not in words
    assert browser.get(f"/second-decisions/{row.pk}/both").status_code == 404
    refused = browser.post(f"/second-decisions/{row.pk}", {"choice": "", "words": "The video."})
    assert refused.status_code == 422
    assert "Choose an answer" in words_of(refused)
    assert "The video." in refused.content.decode()
    refused = browser.post(f"/second-decisions/{row.pk}", {"choice": "16", "words": " "})
    assert "Say in a few words why." in words_of(refused)
    done = browser.post(f"/second-decisions/{row.pk}", {"choice": "go_on", "words": "The video."}, follow=True)
    words = words_of(done)
    assert "Both decided differently" in words
    assert "SECRET of the decider." in words
    assert "Somebody who made neither decision looks at both." in words
    assert browser.get(f"/second-decisions/{row.pk}").status_code == 302


def test_whoever_decided_it_is_told_why_not_and_may_leave_it(now):
    row = drawn(now)
    browser = signed_in(Role.SUPERVISOR)
    page = words_of(browser.get(f"/second-decisions/{row.pk}"))
    assert "You had a part in this." in page
    assert "doorbell" not in page
    assert browser.post(f"/second-decisions/{row.pk}", {"choice": "16", "words": "Mine."}).status_code == 422
    assert browser.post(f"/second-decisions/{row.pk}", {"leave": "yes"}).status_code == 302
    assert not SecondReview.objects.exists()
    assert browser.get("/second-decisions/1").status_code == 404


def test_a_decision_that_was_given_to_somebody_is_left_to_the_others(now):
    row = drawn(now, given=True)
    left = browser_of(reviewer(now)).post(f"/second-decisions/{row.pk}", {"leave": "yes"}, follow=True)
    assert "It is left to the others at the desk." in words_of(left)
    assert Duty.objects.get(kind="decide_again_blind").owner_id is None


def test_the_registrar_settles_a_difference_and_each_refusal_stands_beside_its_field(now):
    row = drawn(now)
    decided_again(row, now)
    duty = Duty.objects.get(kind="settle_difference")
    assert duty.desk == "inspectors"
    inspector = signed_in(Role.INSPECTOR)
    assert row.crime.reference in words_of(inspector.get("/second-decisions"))
    registrar = signed_in(Role.CRIME_REGISTRAR)
    address = f"/second-decisions/{row.pk}/both"
    assert "What comes of it?" in words_of(registrar.get(address))
    refused = registrar.post(address, {"conclusion": "", "words": "Reopen it."})
    assert refused.status_code == 422
    assert "Choose an answer" in words_of(refused)
    refused = registrar.post(address, {"conclusion": "stands", "words": ""})
    assert "Say in a few words why." in words_of(refused)
    done = registrar.post(address, {"conclusion": "reopened", "words": "Ask for the video."}, follow=True)
    assert "What comes of it is stored." in words_of(done)
    assert Crime.objects.get(pk=row.crime_id).state == "investigating"
    settled = words_of(registrar.get(address))
    assert "What came of it" in settled
    assert "Reopen the crime" in settled
    assert signed_in(Role.SUPERVISOR).get(address).status_code == 403


def test_both_alike_need_nothing(now):
    row = drawn(now)
    decided_again(row, now, choice="16")
    page = words_of(browser_of(reviewer(now)).get(f"/second-decisions/{row.pk}/both"))
    assert "Both decided alike" in page
    assert "What comes of it?" not in page
    assert "Alike" in words_of(browser_of(reviewer(now)).get("/second-decisions"))


def test_the_list_says_what_was_drawn_and_that_it_can_be_drawn_again(now):
    assert "No sample has been drawn." in words_of(signed_in(Role.INSPECTOR).get("/second-decisions"))
    drawn(now)
    page = words_of(signed_in(Role.INSPECTOR).get("/second-decisions"))
    assert "1 of 1" in page
    assert draw_every_closure(now) == 0


def test_the_figures_name_nobody_and_say_nothing_of_few(now):
    empty = words_of(signed_in(Role.INSPECTION_LEAD).get("/inspection/second-decisions"))
    assert "Nothing has been decided a second time yet." in empty
    row = drawn(now)
    decided_again(row, now)
    page = words_of(signed_in(Role.CHIEF_OFFICER).get("/inspection/second-decisions"))
    assert "1 decided again: too few to say" in page
    assert "Too few to say" in page
    for officer in Officer.objects.exclude(is_system=True):
        assert f" {officer.collar_number} " not in page.replace(signed_in_number(), "")


def signed_in_number() -> str:
    """The number of whoever looks, which stands on every page of theirs."""
    return f"D{list(Role).index(Role.CHIEF_OFFICER) + 1:02d}"
