"""What is added to a crime at the moment when the crime is cancelled: it is never left with a crime that is none."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection

from constabulary.access.roles import Role
from constabulary.casework.people import PersonDetails
from constabulary.casework.recording import conduct
from constabulary.casework.recording.cancellation import CancellationDetails, ask_cancellation, cancel_crime
from constabulary.policing.decisions import NotAllowed
from constabulary.records.models import Crime, Duty, Incident, RecordingDecision
from constabulary.records.queries.officers import say_who_asks
from tests.conftest import asking
from tests.factories.crimes import record, reported
from tests.factories.together import all_at_once

pytestmark = pytest.mark.usefixtures("committing")
HOUR = timedelta(hours=1)
STALKING = {"code": "195/12", "category": "8Q"}


def asked_for(at) -> tuple[Crime, Incident, int]:
    """A crime of conduct, a report that goes on with it, and a cancellation of the crime that waits for a decision."""
    crime = record(reported(at), at + HOUR, **STALKING)
    later = reported(at + 2 * HOUR, caller=PersonDetails(reference=crime.victim.reference))
    details = CancellationDetails(code="C4", mistake="The wrong man.", victim_told_at=at)
    number = ask_cancellation(crime=crime.pk, asked=details, by=asking(Role.IMU_ASSESSOR), at=at + 3 * HOUR)
    return crime, later, number


def cancelling(number: int, at):
    maker = asking(Role.DESIGNATED_DECISION_MAKER)

    def cancel():
        say_who_asks(maker)
        cancel_crime(cancellation=number, words="It was not him.", by=maker, at=at + 4 * HOUR)

    return cancel


def joining(crime: Crime, later: Incident, at):
    return lambda: record(later, at + 4 * HOUR, **STALKING, continues=crime.reference)


def is_decided_on(later: Incident) -> bool:
    """Whether the report is decided on, or waits for that, as what it is: not added to a crime that is none."""
    joined = RecordingDecision.objects.filter(incident=later, joined__state="cancelled").exists()
    return not joined or Duty.objects.filter(incident=later, kind="decide_recording", state="open").exists()


def test_a_crime_that_is_cancelled_between_the_look_and_the_hold_is_not_joined(at, monkeypatch):
    crime, later, number = asked_for(at)
    cancel, look = cancelling(number, at), conduct.find_conduct
    looked = []

    def look_then_cancel(*args, **named):
        found = look(*args, **named)
        if not looked:
            looked.append(found)
            other = Thread(target=lambda: (cancel(), connection.close()))
            other.start()
            other.join(20)
            assert not other.is_alive()
        return found

    monkeypatch.setattr(conduct, "find_conduct", look_then_cancel)
    with pytest.raises(NotAllowed) as refused:
        joining(crime, later, at)()
    assert looked[0], "it was there to be joined"
    assert [one.code for one in refused.value.reasons] == [conduct.NOT_ONE_TO_JOIN.code]
    assert Crime.objects.get(pk=crime.pk).state == "cancelled"
    assert not RecordingDecision.objects.filter(incident=later).exists()


def test_joined_and_cancelled_at_once_it_is_refused_or_decided_on_again(at):
    for _ in range(6):
        crime, later, number = asked_for(at)
        came = all_at_once([joining(crime, later, at), cancelling(number, at)])
        assert all(one is None or isinstance(one, (Crime, NotAllowed)) for one in came), came
        assert Crime.objects.get(pk=crime.pk).state == "cancelled"
        assert is_decided_on(later), came


def test_a_report_that_is_added_again_while_its_crime_is_cancelled_waits_for_nobody_who_waits_for_it(at):
    for _ in range(6):
        crime, later, number = asked_for(at)
        joining(crime, later, at)()
        came = all_at_once([joining(crime, later, at), cancelling(number, at)])
        assert all(one is None or isinstance(one, (Crime, NotAllowed)) for one in came), came
        assert Crime.objects.get(pk=crime.pk).state == "cancelled"
        assert is_decided_on(later), came
