"""The page of a shift and what is done from it, without a script."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.investigation.custody import note_custody
from constabulary.casework.investigation.reviews import review_investigation
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.casework.shift import hand_over_shift
from constabulary.policing.investigation.detention import CustodyDetails
from constabulary.policing.investigation.reviews import Examined, Occasion, ReviewDetails, ReviewLevel
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.records.models import JournalEntry, ProtectedTime, SignIn
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import allocated, planned, the_suspect
from tests.factories.protection import add_officer
from tests.factories.workforce import away

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def at():
    return timezone.now() - 40 * DAY


@pytest.fixture
def sergeant(db):
    return signed_in(Role.SUPERVISOR)


def test_an_empty_shift_says_so(sergeant):
    page = words_of(sergeant.get("/supervision/shift"))
    assert "Nothing is overdue or due this shift." in page
    assert "Nothing else is due in the coming 7 days." in page
    assert "No earlier hand-over." in page
    assert "our default" in page.lower()


def test_the_clocks_of_detention_stand_beside_whoever_is_in_custody(at, sergeant):
    crime, now = planned(at), timezone.now()
    suspect, arrested = the_suspect(crime), now - timedelta(hours=8)
    move_suspect(
        suspect=suspect.pk, to_status=SuspectStatus.ARRESTED_IN_CUSTODY, words="Arrested at home.", reference="CR/1",
        by=asking(Role.DETECTIVE), at=arrested,
    )  # fmt: skip
    details = CustodyDetails(
        reference="CR/1", arrested_at=arrested, arrived_at=arrested, authorised_at=arrested, indictable=True
    )
    note_custody(suspect=suspect.pk, details=details, by=asking(Role.DETECTIVE), at=now - timedelta(hours=7))
    page = words_of(sergeant.get("/supervision/shift"))
    assert "Review was due" in page
    assert "Detention ends" in page
    assert "no custody record is noted" not in page


def test_each_action_leads_to_where_it_is_done_and_says_why(at, sergeant):
    crime = planned(at)
    other = planned(at)
    move_suspect(
        suspect=the_suspect(other).pk, to_status=SuspectStatus.ARRESTED_IN_CUSTODY, words="Arrested at home.",
        reference="CR/1",
        by=asking(Role.DETECTIVE), at=timezone.now() - timedelta(hours=2),
    )  # fmt: skip
    answer = sergeant.get("/supervision/shift")
    page, source = words_of(answer), answer.content.decode()
    for part in ("suspects", "review", "victim", "investigation"):
        assert f'href="/crimes/{other.reference if part == "suspects" else crime.reference}/{part}"' in source, part
    assert "Somebody is detained, and the time for it runs." in page
    assert "no custody record is noted, so the clock is not known here" in page
    assert "Somebody may be in danger, and it is overdue." in page
    assert "Clears 3 duties" in page
    away(Role.DETECTIVE, timezone.now())
    answer = sergeant.get("/supervision/shift")
    assert "Find cover for an officer who is away" in words_of(answer)
    assert 'href="/supervision/cover"' in answer.content.decode()
    assert "Sickness" in words_of(answer)
    assert "No capacity" in words_of(answer)


def test_more_than_twenty_that_may_wait_are_folded(at, sergeant):
    for _ in range(9):
        allocated(at)
    assert "more this shift" in words_of(sergeant.get("/supervision/shift"))
    assert "<details" in sergeant.get("/supervision/shift").content.decode()


def test_a_hand_over_is_refused_beside_its_field_kept_and_then_sent(sergeant):
    address = "/supervision/shift/hand-over"
    assert 'href="#id_words"' in sergeant.post(address, {"words": " "}).content.decode()
    refused = sergeant.post(address, {"words": "Ring 07700 900987."})
    assert refused.status_code == 422
    assert "Leave out addresses" in words_of(refused)
    assert "Ring 07700 900987." in sergeant.get(address).content.decode()
    assert sergeant.post(address, {"words": "The van is off the road."})["Location"].startswith("/supervision/shift")
    assert "The van is off the road." not in sergeant.get(address).content.decode()
    page = words_of(sergeant.get("/supervision/shift"))
    assert "Handed over, not acknowledged" in page
    assert "I have taken this over" not in page


def test_somebody_else_of_the_team_takes_it_over_once(sergeant):
    number = hand_over_shift(words="One\n\nTwo", by=asking(Role.INSPECTOR), at=timezone.now())
    address = f"/supervision/shift/handovers/{number}/acknowledge"
    assert "I have taken this over" in words_of(sergeant.get("/supervision/shift"))
    assert sergeant.post(address)["Location"] == "/supervision/shift?done=shift-taken-over"
    again = sergeant.post(address)
    assert again.status_code == 422
    assert "Somebody has acknowledged it already." in words_of(again)
    assert "Taken over by" in words_of(again)
    assert sergeant.post("/supervision/shift/handovers/1/acknowledge").status_code == 404


def test_time_is_kept_free_and_given_up(sergeant):
    address = "/supervision/shift/protect"
    officer = str(asking(Role.DETECTIVE).id)
    tomorrow = timezone.localtime(timezone.now() + DAY)
    sent = {"officer": officer, "from_at": f"{tomorrow:%d/%m/%Y} 10:00", "until_at": f"{tomorrow:%d/%m/%Y} 13:00"}
    assert 'href="#id_officer"' in sergeant.post(address, {**sent, "officer": ""}).content.decode()
    backwards = sergeant.post(address, {**sent, "until_at": f"{tomorrow:%d/%m/%Y} 09:00"})
    assert "The end is before the beginning." in words_of(backwards)
    assert f"{tomorrow:%d/%m/%Y} 09:00" in sergeant.get(address).content.decode()
    assert sergeant.post(address, sent)["Location"] == "/supervision/shift?done=time-protected"
    row = ProtectedTime.objects.get()
    assert "Give up" in words_of(sergeant.get("/supervision/shift"))
    assert sergeant.post(f"/supervision/shift/protected/{row.pk}/lift").status_code == 302
    assert sergeant.post(f"/supervision/shift/protected/{row.pk}/lift").status_code == 404


def test_a_supervisor_without_a_team_sees_an_empty_shift_and_hands_nothing_over(sergeant):
    alone = add_officer("S990", Role.SUPERVISOR, timezone.now())
    SignIn.objects.update(holder=alone.id)
    assert "Nobody who investigates is in your team." in words_of(sergeant.get("/supervision/shift"))
    assert sergeant.post("/supervision/shift/hand-over", {"words": "Nothing."}).status_code == 403


def test_quality_is_told_by_type_of_team_from_enough_on_and_of_nobody(db):
    browser = signed_in(Role.SUPERVISOR)
    assert "No review and no update fell due." in words_of(browser.get("/supervision/quality"))
    crime = planned(timezone.now() - 9 * DAY)
    few = words_of(browser.get("/supervision/quality"))
    assert "Too few to say" in few
    for _ in range(10):
        review_investigation(
            crime=crime.pk, by=asking(Role.SUPERVISOR), at=timezone.now() - DAY,
            review=ReviewDetails(
                level=ReviewLevel.SUPERVISOR, occasion=Occasion.OTHER, examined=(Examined.VICTIM,),
                findings="She was not rung.", challenge="Why was she not rung?",
            ),
        )  # fmt: skip
    page = words_of(browser.get("/supervision/quality"))
    assert "100.0 %" in page
    assert "The victim: contact, needs, wishes (10)" in page
    assert "Desk" in page
    assert "D08" not in page


@pytest.mark.parametrize(
    "address",
    ["/supervision/shift", "/supervision/shift/hand-over", "/supervision/shift/protect", "/supervision/quality"],
)
def test_others_may_not(address, db):
    assert signed_in(Role.INVESTIGATOR).get(address).status_code == 403


def test_my_work_begins_with_the_shift_of_whoever_runs_one_and_of_nobody_else(at, sergeant):
    empty = words_of(sergeant.get("/"))
    assert "Your shift until" in empty
    assert "Of your own people's work nothing is overdue or due first, nothing more this shift." in empty
    crime = planned(at)
    answer = sergeant.get("/")
    page, source = words_of(answer), answer.content.decode()
    assert re.search(r"[1-9][0-9]* things? comes? first", page)
    assert page.index("Your shift until") < page.index(
        "All that is due" if "All that is due" in page else "due from you"
    )
    assert 'href="/supervision/shift"' in source
    first = source.split('aria-label="Your shift"')[1].split("</ol>")[0]
    assert 1 <= first.count("<li>") <= 3
    assert crime.reference in first
    asking(Role.SUPERVISOR)
    shown = JournalEntry.objects.filter(kind="read_shift", purpose="Working the list").latest("id")
    assert shown.rows == [crime.pk]
    assert "Your shift until" not in words_of(signed_in(Role.DETECTIVE).get("/"))
