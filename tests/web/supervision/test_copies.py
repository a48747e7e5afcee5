"""Two reviews nearly the same, read by a colleague on screen; no page, list or file counts them by author."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.policing import exports
from constabulary.records.models import CopiedReview
from tests.factories.browsers import signed_in, words_of
from tests.factories.copies import PHRASE, colleague, two_copies
from tests.factories.officers import number_of
from tests.trust.scene import signed_in as browser_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_colleague_reads_them_from_the_worklist_side_by_side_without_whose_they_are():
    now = timezone.now()
    copied = two_copies(now - 3 * DAY)
    browser = browser_of(colleague(now))
    assert "Two reviews" in words_of(browser.get("/"))
    assert f"Two reviews, {copied.pk}" in words_of(browser.get("/supervision/copies"))
    address = f"/supervision/copies/{copied.pk}"
    page = words_of(browser.get(address))
    assert page.count(PHRASE) == 2
    assert "100 % alike" in page
    assert number_of(Role.SUPERVISOR) not in page
    refused = browser.post(address, {"finding": "", "words": "Both wait."})
    assert refused.status_code == 422
    assert "Choose an answer" in words_of(refused)
    assert "Say why, in a few words." in words_of(browser.post(address, {"finding": "fine", "words": " "}))
    done = browser.post(address, {"finding": "fine", "words": "Both wait for the laboratory."}, follow=True)
    assert "Nobody is counted by it." in words_of(done)
    assert "Both wait for the laboratory." in words_of(browser.get(address))
    assert CopiedReview.objects.get().finding == "fine"


def test_an_author_sees_that_a_colleague_reads_them_and_has_no_form():
    now = timezone.now()
    copied = two_copies(now - 3 * DAY)
    page = words_of(signed_in(Role.SUPERVISOR).get(f"/supervision/copies/{copied.pk}"))
    assert "A colleague reads them." in page
    assert "Store it" not in page
    assert "Nothing waits for you." in words_of(signed_in(Role.SUPERVISOR).get("/supervision/copies"))


@pytest.mark.parametrize(
    "address",
    [
        "/inspection/aids",
        "/inspection",
        "/inspection/figures",
        "/supervision",
        "/supervision/shift",
        "/exports",
        "/queues",
    ],
)
def test_no_page_that_counts_says_whose_reviews_were_selected(address):
    now = timezone.now()
    two_copies(now - 3 * DAY)
    page = words_of(signed_in(Role.INSPECTOR).get(address))
    assert PHRASE not in page
    assert number_of(Role.SUPERVISOR) not in page


def test_no_export_holds_them():
    assert "copied" not in repr(vars(exports)).lower()
