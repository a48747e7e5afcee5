"""The demonstration force keeps up: some of what is due is late, as everywhere, and nothing is left to lie for ever.

The bounds are of the work, not of what the stories happened to leave:

- A supervisor looks at each investigation every 28 days (`investigation.supervisor_reviews`). What three such looks in a
  row have passed over is not late, it is forgotten.
- A desk that has three weeks of its own work lying there overdue no longer catches up with overtime; a force would
  have been told to (the inspections of 2018/19 found queues of days and weeks, not of months).
- A report is decided on within 72 hours at the longest (HOCR), and its incident closed with it or soon after. A
  fortnight is the longest leave; what is open beyond it, nobody looks after.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Min

from constabulary.casework.demo.sizes import SIZES
from constabulary.policing.investigation.abuse_suspects import SEARCHES, is_to_be_found
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.records.models import Crime, Duty, Incident, Suspect
from tests.casework.demo.test_demo_force import TODAY

pytestmark = pytest.mark.usefixtures("demo_force")

DAY = timedelta(days=1)
THREE_LOOKS = 3 * 28 * DAY
WEEKS_OF_WORK = 21 * DAY
#: A handful of each kind is put there by hand (`casework/demo/present.py`), so that every desk has something to look at.
BY_HAND = 12


def overdue():
    return Duty.objects.filter(state="open", due_at__lt=TODAY)


def test_no_kind_of_duty_has_more_overdue_than_three_weeks_bring():
    ever = Counter(Duty.objects.values_list("kind", flat=True))
    lying = Counter(overdue().values_list("kind", flat=True))
    three_weeks = WEEKS_OF_WORK / SIZES["sample"].history
    too_many = {kind: (late, ever[kind]) for kind, late in lying.items() if late > BY_HAND + ever[kind] * three_weeks}
    assert not too_many


def test_nothing_is_overdue_that_three_looks_of_a_supervisor_would_have_passed_over():
    forgotten = overdue().filter(due_at__lt=TODAY - THREE_LOOKS)
    # A look finds nobody: the search for a suspect of abuse is open for as long as they are outstanding, and no longer.
    searches = forgotten.filter(kind__in=SEARCHES)
    assert sorted(forgotten.exclude(kind__in=SEARCHES).values_list("kind", "due_at")) == []
    sought = Suspect.objects.filter(id__in=searches.values("subject_row"), crime__state="investigating")
    assert all(is_to_be_found(SuspectStatus(one.state), domestic_abuse=True) for one in sought)
    assert set(searches.values_list("subject_row", flat=True)) == {one.id for one in sought}


def test_of_what_is_open_more_is_in_hand_than_late():
    # What stands on duties of its own, not the clocks of the few incidents that are open at this moment.
    still_open = Duty.objects.filter(state="open", incident=None)
    assert still_open.filter(due_at__lt=TODAY).count() < still_open.count() / 2


def test_what_is_late_is_done_late_more_often_than_it_is_left():
    done_late = Duty.objects.filter(state="met").extra(where=["ended_at > due_at"]).count()
    assert done_late > 5 * overdue().count()


@pytest.mark.source("HOCR")
def test_no_incident_is_open_beyond_a_fortnight_and_few_beyond_the_time_a_decision_may_take():
    still_open = Incident.objects.exclude(state="closed")
    oldest = still_open.aggregate(Min("reported_at"))["reported_at__min"]
    assert oldest is not None
    assert oldest > TODAY - 14 * DAY
    waiting = still_open.filter(reported_at__lt=TODAY - 3 * DAY).count()
    of_the_fortnight = Incident.objects.filter(reported_at__gt=TODAY - 14 * DAY).count()
    assert 0 < waiting <= of_the_fortnight / 4


def test_crimes_are_given_to_somebody_within_a_fortnight_and_end_or_are_worked_on():
    waiting = Crime.objects.filter(state="unallocated")
    assert waiting.filter(recorded_at__lt=TODAY - 14 * DAY).count() == 0
    # A crime open for more than a year is the exception that a chief officer is told of.
    at_work = Crime.objects.exclude(state__in=["finalised", "cancelled"])
    assert at_work.filter(recorded_at__lt=datetime(2025, 11, 2, tzinfo=UTC)).count() <= 2
    assert at_work.count() < Crime.objects.count() / 5
