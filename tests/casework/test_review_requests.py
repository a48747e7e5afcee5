"""A victim asks for a decision not to charge to be reviewed: kept, due, answered by somebody who had no part, told."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.casework.connections import record_connection
from constabulary.casework.outcomes.deciding import reopen_crime
from constabulary.casework.outcomes.review_requests import answer_review, open_review
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.victims.contact import update_victim
from constabulary.policing.clocks import working_days_due
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.outcomes.review_requests import Found
from constabulary.policing.victims.contact import Occasion, Reached
from constabulary.records.models import Duty, JournalEntry, Outcome, ReviewRequest
from constabulary.records.queries.officers import say_who_asks
from constabulary.standards.calendar import local_day
from tests.conftest import asking
from tests.factories.crimes import planned, the_suspect, update_of
from tests.factories.protection import add_officer
from tests.factories.reviews import THEIR_WORDS, not_charged, review_asked
from tests.factories.second_reviews import closed_as_16

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WHY = "Neither witness was asked what they saw of the bat."


def due_of(crime) -> dict[str, Duty]:
    kinds = ("acknowledge_review", "review_decision", "tell_of_review", "answer_victim", "offer_review")
    return {one.kind: one for one in Duty.objects.filter(crime=crime, state="open", kind__in=kinds)}


def codes(refused) -> set[str]:
    return {one.code.rpartition(".")[2] for one in refused.value.reasons}


def answer(crime, by, at, found=Found.STANDS, words=WHY) -> None:
    answer_review(crime=crime.pk, found=found, words=words, by=by, at=at)


@pytest.fixture
def crime(at):
    return not_charged(at)


@pytest.mark.source("police right to review")
def test_a_request_is_kept_and_who_answers_it_has_it_due(crime, at):
    review_asked(crime, at + 3 * DAY)
    row = ReviewRequest.objects.get(crime=crime)
    assert (row.words, row.found, row.against, row.outcome_id) == (THEIR_WORDS, "", [], Outcome.objects.get().pk)
    due = due_of(crime)
    asked_on = local_day(at + 3 * DAY - HOUR)
    assert {kind: (one.desk, one.due_at) for kind, one in due.items()} == {
        "acknowledge_review": ("victims", working_days_due(asked_on, 10)),
        "review_decision": ("inspectors", working_days_due(asked_on, 30)),
    }
    assert {one.subject_row for one in due.values()} == {row.pk}
    assert JournalEntry.objects.filter(kind="victim_asked_review", subject_row=crime.pk).exists()
    with pytest.raises(NotAllowed) as refused:
        review_asked(crime, at + 4 * DAY)
    assert codes(refused) == {"asked-already"}


def test_nobody_asks_for_a_review_of_a_crime_that_has_no_victim(crime, at, monkeypatch):
    monkeypatch.setattr("constabulary.casework.outcomes.review_requests.has_victim", lambda row: row.pk != crime.pk)
    with pytest.raises(NotAllowed) as refused:
        review_asked(crime, at + 3 * DAY)
    assert codes(refused) == {"no-victim"}
    assert not ReviewRequest.objects.exists()


def test_telling_them_of_the_right_is_done_with_once_they_ask(crime, at):
    assert "offer_review" in due_of(crime)
    review_asked(crime, at + 3 * DAY)
    assert "offer_review" not in due_of(crime)


def test_it_is_acknowledged_by_an_update_about_the_review_and_by_no_other(crime, at, officer):
    review_asked(crime, at + 3 * DAY)
    desk = officer(Role.VICTIMS_DESK)
    for occasion, reached, still in (
        (Occasion.AFTER_OUTCOME, Reached.REACHED, True),
        (Occasion.REVIEW, Reached.NO_REPLY, True),
        (Occasion.REVIEW, Reached.REACHED, False),
    ):
        update = update_of(at, occasion=occasion, reached=reached, next_on=None)
        update_victim(crime=crime.pk, update=update, by=desk, at=at + 4 * DAY)
        assert ("acknowledge_review" in due_of(crime)) is still
    assert "review_decision" in due_of(crime)


@pytest.mark.source("WILTS-VRR")
def test_whoever_decided_does_not_review_it_nor_anybody_of_their_rank(crime, at, officer):
    review_asked(crime, at + 3 * DAY)
    sergeant = add_officer("S771", Role.SUPERVISOR, at, rank=Rank.SERGEANT)
    for by, refusal in (
        (officer(Role.SUPERVISOR), {"was-involved", "rank-too-low"}), (sergeant, {"rank-too-low"}),
    ):  # fmt: skip
        with pytest.raises(NotAllowed) as refused:
            answer(crime, by, at + 4 * DAY)
        assert codes(refused) == refusal
    with pytest.raises(NotPermitted):
        answer(crime, officer(Role.DETECTIVE), at + 4 * DAY)
    assert ReviewRequest.objects.get().found == ""


def test_a_decision_that_stands_is_told_with_its_reasons(crime, at, officer):
    review_asked(crime, at + 3 * DAY)
    with pytest.raises(NotAllowed) as refused:
        answer(crime, officer(Role.INSPECTOR), at + 4 * DAY, words=" ")
    assert codes(refused) == {"reasons-missing"}
    with pytest.raises(NotAllowed) as refused:
        answer(crime, officer(Role.INSPECTOR), at + 4 * DAY, found=None)
    assert codes(refused) == {"found-missing"}
    answer(crime, officer(Role.INSPECTOR), at + 4 * DAY)
    row = ReviewRequest.objects.get()
    assert (row.found, row.answer, row.answered_by_id) == ("stands", WHY, officer(Role.INSPECTOR).id)
    crime.refresh_from_db()
    assert crime.state == "finalised"
    assert Duty.objects.get(crime=crime, kind="review_decision").state == "met"
    assert due_of(crime)["tell_of_review"].due_at == working_days_due(local_day(row.received_at), 30)
    told = update_of(at, occasion=Occasion.REVIEW, reached=Reached.MESSAGE_LEFT, next_on=None)
    update_victim(crime=crime.pk, update=told, by=officer(Role.VICTIMS_DESK), at=at + 5 * DAY)
    assert "tell_of_review" not in due_of(crime)
    with pytest.raises(NotAllowed) as refused:
        answer(crime, officer(Role.INSPECTOR), at + 6 * DAY)
    assert codes(refused) == {"not-waiting"}


def test_a_decision_that_is_overturned_opens_the_crime_again(crime, at, officer):
    review_asked(crime, at + 3 * DAY)
    answer(crime, officer(Role.INSPECTOR), at + 4 * DAY, Found.OVERTURNED)
    crime.refresh_from_db()
    assert (crime.state, crime.outcome, ReviewRequest.objects.get().found) == ("investigating", "", "overturned")
    assert Outcome.objects.get().overtaken_because == WHY
    assert "tell_of_review" in due_of(crime)
    with pytest.raises(NotAllowed) as refused:
        review_asked(crime, at + 5 * DAY)
    assert codes(refused) == {"nothing-decided"}


def test_a_crime_that_is_reopened_meanwhile_leaves_nobody_waiting(crime, at, officer):
    review_asked(crime, at + 3 * DAY)
    reopen_crime(crime=crime.pk, words="Footage has turned up.", by=officer(Role.SUPERVISOR), at=at + 4 * DAY)
    row = ReviewRequest.objects.get()
    assert (row.found, row.answer) == ("overtaken", "Footage has turned up.")
    assert Duty.objects.get(crime=crime, kind="review_decision").state == "superseded"
    assert "tell_of_review" in due_of(crime)


def test_without_a_right_it_is_kept_with_why_and_an_answer_is_due(at):
    crime = closed_as_16(at)
    review_asked(crime, at + 9 * DAY)
    row = ReviewRequest.objects.get(crime=crime)
    assert row.found == "no_right"
    assert "victims_code.withdrew" in row.against
    assert set(due_of(crime)) == {"answer_victim"}
    review_asked(crime, at + 10 * DAY)
    assert Duty.objects.filter(crime=crime, kind="answer_victim").count() == 1


def test_three_months_and_a_day_later_there_is_no_right_any_more(crime, at):
    late = at + DAY + timedelta(days=93)
    review_asked(crime, late)
    assert ReviewRequest.objects.get().against == ["victims_code.too-late"]


def test_only_who_may_decide_opens_what_waits_and_only_where_something_does(crime, at, officer):
    def opened(role):
        return open_review(reference=crime.reference, purpose="Reviewing", by=officer(role), at=at + 4 * DAY)

    with pytest.raises(NoSuchRecord):
        opened(Role.INSPECTOR)
    review_asked(crime, at + 3 * DAY)
    found = opened(Role.INSPECTOR)
    assert (found.request.words, found.outcome.outcome_type, found.against) == (THEIR_WORDS, "15", ())
    assert [one.code for one in opened(Role.SUPERVISOR).against] == [
        "victims_code.was-involved", "victims_code.rank-too-low",
    ]  # fmt: skip
    assert JournalEntry.objects.filter(kind="read_review_request", subject_row=crime.pk).count() == 2
    with pytest.raises(NotPermitted):
        opened(Role.VICTIMS_DESK)


def test_nobody_connected_with_the_suspect_is_shown_that_they_ask(crime, at):
    review_asked(crime, at + 3 * DAY)
    assert ReviewRequest.objects.count() == 1
    cousin = add_officer("V991", Role.INSPECTOR, at, rank=Rank.INSPECTOR)
    suspect = the_suspect(crime).person.reference
    record_connection(officer="V991", person=suspect, nature="His cousin.", by=asking(Role.INSPECTOR), at=at)
    say_who_asks(cousin)
    assert ReviewRequest.objects.count() == 0


def test_a_crime_without_an_outcome_has_nothing_to_review(at):
    with pytest.raises(NotAllowed) as refused:
        review_asked(planned(at), at + DAY)
    assert codes(refused) == {"nothing-decided"}
