"""Near copies of reviews by their verbs: selected while the aid is on, read by a colleague, counted by nobody's name."""

from dataclasses import fields
from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.aids import switch_off_aid
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.supervision_copies import open_copies, open_two_reviews, read_copies, select_copies
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.inspection.aids import Aid
from constabulary.policing.supervision.likeness import Finding
from constabulary.records.models import CopiedReview, Duty, JournalEntry
from constabulary.records.queries.copied_reviews import AlikeLine, AlikeView
from tests.factories.copies import colleague, reviewed, selected, two_copies
from tests.factories.crimes import planned

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_the_later_of_two_reviews_in_the_same_words_is_selected_once_and_waits_for_a_colleague(officer, at):
    copied = two_copies(at)
    assert copied.review.reviewed_at > copied.other.reviewed_at
    assert copied.likeness == pytest.approx(1.0)
    duty = Duty.objects.get(kind="read_copies")
    assert (duty.subject_row, duty.owner_id, duty.desk, duty.due_at) == (copied.pk, None, "supervision", at + 9 * DAY)
    assert selected(at + 3 * DAY) == 0
    assert selected(at + 10 * DAY) == 0
    assert CopiedReview.objects.count() == 1


def test_a_copy_of_a_review_of_weeks_ago_is_selected_and_one_of_last_year_is_not(officer, at):
    reviewed(planned(at), at + DAY)
    reviewed(planned(at + 40 * DAY), at + 41 * DAY)
    assert selected(at + 42 * DAY) == 1
    reviewed(planned(at + 200 * DAY), at + 201 * DAY)
    assert selected(at + 202 * DAY) == 0


def test_while_the_aid_is_off_nothing_is_selected(officer, at):
    switch_off_aid(aid=Aid.STOCK_PHRASES, reason="Too many are fine.", by=officer(Role.CHIEF_OFFICER), at=at)
    for number in range(2):
        reviewed(planned(at + number * timedelta(hours=1)), at + DAY)
    assert selected(at + 2 * DAY) == 0
    assert not open_copies(by=colleague(at), at=at + 2 * DAY).is_on


def test_a_colleague_reads_both_and_a_thin_one_means_another_review_of_the_crime(officer, at):
    copied = two_copies(at)
    by = colleague(at)
    (line,) = open_copies(by=by, at=at + 2 * DAY).waiting
    shown = open_two_reviews(number=line.number, by=by, at=at + 2 * DAY)
    assert shown.words == shown.other_words
    both = {copied.review.journey_id, copied.other.journey_id}
    read = JournalEntry.objects.filter(kind="read_second_look", by_row=by.id, journey_row__in=both)
    assert len(both) == 2
    assert set(read.values_list("journey_row", flat=True)) == both, "each journey says who read of it"
    before = Duty.objects.filter(kind="review_investigation", state="open").count()
    read_copies(copied=copied.pk, finding=Finding.THIN, words="It says nothing of this crime.", by=by, at=at + 3 * DAY)
    assert Duty.objects.get(kind="read_copies").state == "met"
    assert Duty.objects.filter(kind="review_investigation", state="open").count() == before + 1
    assert JournalEntry.objects.filter(kind="reviews_compared").exists()
    with pytest.raises(NotAllowed) as refused:
        read_copies(copied=copied.pk, finding=Finding.FINE, words="Again.", by=by, at=at + 3 * DAY)
    assert [one.code for one in refused.value.reasons] == ["likeness.read"]


def test_one_that_is_fine_needs_why_and_nothing_follows(officer, at):
    copied = two_copies(at)
    with pytest.raises(NotAllowed) as refused:
        read_copies(copied=copied.pk, finding=Finding.FINE, words=" ", by=colleague(at), at=at + 3 * DAY)
    assert [one.field for one in refused.value.reasons] == ["words"]
    before = Duty.objects.filter(state="open").count()
    read_copies(copied=copied.pk, finding=Finding.FINE, words="Both wait.", by=colleague(at), at=at + 3 * DAY)
    assert Duty.objects.filter(state="open").count() == before - 1


def test_whoever_wrote_one_neither_sees_it_waiting_nor_reads_it(officer, at):
    copied = two_copies(at)
    author = officer(Role.SUPERVISOR)
    assert open_copies(by=author, at=at + 2 * DAY).waiting == ()
    assert open_two_reviews(number=copied.pk, by=author, at=at + 2 * DAY).is_mine
    with pytest.raises(NotAllowed) as refused:
        read_copies(copied=copied.pk, finding=Finding.FINE, words="Mine.", by=author, at=at + 2 * DAY)
    assert [one.code for one in refused.value.reasons] == ["likeness.own"]


def test_who_does_not_review_reads_and_selects_nothing(officer, at):
    copied = two_copies(at)
    by = officer(Role.DETECTIVE)
    for act in (
        lambda: select_copies(by=by, at=at),
        lambda: open_copies(by=by, at=at),
        lambda: open_two_reviews(number=copied.pk, by=by, at=at),
        lambda: read_copies(copied=copied.pk, finding=Finding.FINE, words="Well.", by=by, at=at),
    ):
        with pytest.raises(NotPermitted):
            act()
    with pytest.raises(NoSuchRecord):
        open_two_reviews(number=1, by=colleague(at), at=at)


def test_nothing_that_is_read_of_near_copies_says_whose_they_are():
    told = {one.name for kind in (AlikeLine, AlikeView) for one in fields(kind)}
    assert not {name for name in told if "by" in name.split("_") or "author" in name or "officer" in name}
