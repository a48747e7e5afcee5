"""The pages of a review: the victim asks, somebody who had no part answers, both are shown where people look."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.records.models import Crime, ReviewRequest
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import planned
from tests.factories.reviews import THEIR_WORDS, not_charged, review_asked

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WHOLE = {"words": THEIR_WORDS, "came_as": "letter", "from_safe_route": "on", "received_at": "00:00"}


@pytest.fixture
def crime():
    return not_charged(timezone.now() - 5 * DAY)


def plain(answer) -> str:
    return words_of(answer).replace("’", "'").replace("&#39;", "'")


def test_what_the_victim_asks_is_kept_from_their_page_and_shown_there(crime):
    desk = signed_in(Role.VICTIMS_DESK)
    page, ask = f"/crimes/{crime.reference}/victim", f"/crimes/{crime.reference}/victim/review"
    assert "They have not asked for one" in plain(desk.get(page))
    assert ask in desk.get(page).content.decode()
    refused = desk.post(ask, {**WHOLE, "words": ""})
    assert refused.status_code == 422
    assert "Write down what they say" in plain(refused)
    found = desk.post(ask, WHOLE)
    assert found["Location"] == page + "?done=review-asked", plain(found)
    shown = plain(desk.get(page))
    assert THEIR_WORDS in shown
    assert "Waits for an answer" in shown
    assert "Acknowledge that the victim asks for a review" in shown
    again = desk.post(ask, WHOLE)
    assert again.status_code == 422
    assert "asked for a review of this decision already" in plain(again)


def test_the_link_to_ask_stands_only_where_something_is_decided():
    crime = planned(timezone.now() - DAY)
    desk = signed_in(Role.VICTIMS_DESK)
    assert "/victim/review" not in desk.get(f"/crimes/{crime.reference}/victim").content.decode()
    refused = desk.post(f"/crimes/{crime.reference}/victim/review", WHOLE)
    assert refused.status_code == 422
    assert "No outcome of this crime stands" in plain(refused)


@pytest.mark.parametrize(("basis", "victim", "offered"), [("S", False, False), ("S/V", True, True)])
def test_the_link_to_ask_stands_only_where_somebody_can_ask(crime, basis, victim, offered):
    Crime.objects.filter(pk=crime.pk).update(basis=basis, **({} if victim else {"victim": None}))
    shown = signed_in(Role.VICTIMS_DESK).get(f"/crimes/{crime.reference}/victim").content.decode()
    assert ("/victim/review" in shown) is offered


def test_a_review_is_answered_from_the_outcome_by_somebody_who_had_no_part(crime):
    review_asked(crime, timezone.now() - 2 * HOUR)
    at = f"/crimes/{crime.reference}/outcome"
    decider, inspector = signed_in(Role.SUPERVISOR), signed_in(Role.INSPECTOR)
    assert at + "/review" in inspector.get(at).content.decode()
    assert "This review is not yours to make" in plain(decider.get(at + "/review"))
    answer = {"found": "stands", "words": "Both witnesses were rung; neither saw the bat."}
    refused = decider.post(at + "/review", answer)
    assert refused.status_code == 422
    assert "no part in the decision" in plain(refused)
    shown = plain(inspector.get(at + "/review"))
    assert THEIR_WORDS in shown
    assert "not yours to make" not in shown
    empty = inspector.post(at + "/review", {"found": "", "words": ""})
    assert empty.status_code == 422
    found = inspector.post(at + "/review", answer)
    assert found["Location"] == at + "?done=review-answered", plain(found)
    assert ReviewRequest.objects.get().found == "stands"
    victim = plain(inspector.get(f"/crimes/{crime.reference}/victim"))
    assert "The decision stands" in victim
    assert answer["words"] in victim
    assert inspector.get(at + "/review").status_code == 404


def test_the_journey_tells_that_it_was_asked_and_answered(crime):
    review_asked(crime, timezone.now() - 2 * HOUR)
    inspector = signed_in(Role.INSPECTOR)
    answer = {"found": "overturned", "words": "The neighbour was never asked."}
    inspector.post(f"/crimes/{crime.reference}/outcome/review", answer)
    shown = plain(inspector.get(f"/journeys/{crime.journey.reference}"))
    assert "asks for the decision to be reviewed" in shown
    assert "was answered, with reasons" in shown
    assert THEIR_WORDS in shown
    assert answer["words"] in shown


def test_why_there_is_no_right_is_said_where_they_asked(crime):
    review_asked(crime, timezone.now() + 100 * DAY)
    assert "The time to ask for a review has passed." in plain(
        signed_in(Role.VICTIMS_DESK).get(f"/crimes/{crime.reference}/victim")
    )


def test_the_lists_lead_to_where_each_is_done(crime):
    review_asked(crime, timezone.now() - 2 * HOUR)
    desk = signed_in(Role.VICTIMS_DESK).get("/victims").content.decode()
    assert "Acknowledge that the victim asks for a review" in desk
    mine = signed_in(Role.INSPECTOR).get("/").content.decode()
    assert f"/crimes/{crime.reference}/outcome/review" in mine
