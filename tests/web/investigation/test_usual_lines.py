"""On the plan's page: the usual lines for the offence are offered, what is ticked is added, what may be lost has its clock."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.investigation.plans import set_plan
from constabulary.policing.clocks import end_of
from constabulary.policing.investigation.plans import LineDetails
from constabulary.records.models import Duty, LineOfEnquiry
from constabulary.standards.calendar import local_day
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import allocated, plan_of
from tests.web.investigation.test_pages import at_page, check_refused, day, plan

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOTHING_TYPED = {"objective": "", "action": "", "due_on": "", "direction": ""}


@pytest.fixture
def crime():
    return allocated(timezone.now() - DAY)


def test_what_is_ticked_is_added_with_its_day_its_clock_and_its_duty_and_is_not_offered_again(crime):
    detective = signed_in(Role.DETECTIVE)
    page = words_of(detective.get(at_page(crime, "plan")))
    assert "Which of the usual lines are reasonable here?" in page
    assert "What telephones and accounts show" in page, "domestic abuse"
    assert "Where the property or the money went" not in page, "nothing was taken"
    ticked = plan(**NOTHING_TYPED, usual=["footage", "another-account"])
    assert detective.post(at_page(crime, "plan"), ticked).status_code == 302
    footage, account = LineOfEnquiry.objects.filter(crime=crime).order_by("number")
    reported = local_day(crime.reported_at)
    assert (footage.due_on, footage.gone_from) == (reported + 2 * DAY, reported + 28 * DAY)
    assert (account.direction, account.gone_from) == ("away", None)
    due = Duty.objects.get(kind="follow_line", subject_row=footage.pk)
    assert due.due_at == end_of(footage.due_on)
    shown = words_of(detective.get(at_page(crime, "investigation")))
    assert f"May be gone from {footage.gone_from.day} " in shown
    again = words_of(detective.get(at_page(crime, "plan")))
    assert "Who saw or heard it" in again
    assert "Ask for footage of the place" not in again


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"usual": ["crystal-ball"]}, "usual", id="no such line"),
        pytest.param({**NOTHING_TYPED, "usual": []}, "objective", id="neither ticked nor typed"),
        pytest.param({"gone_from": day(3), "due_on": day(5)}, "due_on", id="due when it may be gone"),
        pytest.param({"gone_from": "soon"}, "gone_from", id="no day"),
    ],
)
def test_what_cannot_be_added_is_said_beside_its_field(crime, changes, field):
    detective = signed_in(Role.DETECTIVE)
    check_refused(detective.post(at_page(crime, "plan"), plan(**changes)), field)
    assert not LineOfEnquiry.objects.exists()


def test_what_may_be_gone_by_now_is_said_while_the_line_is_open():
    at = timezone.now() - 9 * DAY
    crime = allocated(at)
    line = LineDetails(
        objective="Doorbell", action="Ask the neighbour.", due_on=local_day(at) + DAY, gone_from=local_day(at) + 5 * DAY
    )
    set_plan(crime=crime.pk, plan=plan_of(at, lines=(line,)), by=asking(Role.DETECTIVE), at=at + DAY / 4)
    detective = signed_in(Role.DETECTIVE)
    assert "May be gone since" in words_of(detective.get(at_page(crime, "investigation")))
    row = LineOfEnquiry.objects.get()
    ended = {"ended": "not_pursued", "result": "Overwritten before anybody asked."}
    assert detective.post(at_page(crime, f"lines/{row.pk}/end"), ended).status_code == 302
    assert "May be gone" not in words_of(detective.get(at_page(crime, "investigation")))
