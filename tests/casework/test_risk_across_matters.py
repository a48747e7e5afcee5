"""High risk is of the person: it counts for what is decided of every crime of abuse against them that is not over."""

from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.outcomes.deciding import reopen_crime
from constabulary.casework.people import PersonDetails
from constabulary.casework.people.merging import merge_people
from constabulary.casework.recording.cancellation import CancellationDetails, ask_cancellation, cancel_crime
from constabulary.casework.recording.flagging import set_flags
from constabulary.policing.recording.cancellation import VerifiableInformation
from constabulary.policing.recording.flags import Flag
from constabulary.policing.vulnerability.risk import RiskGrade
from constabulary.records.models import Crime, Duty, Person
from tests.casework.test_changes_told import ended_by_charge
from tests.conftest import asking
from tests.factories.crimes import allocated, considered, record, recorded, reported, theft_recorded
from tests.factories.vulnerability import assessed, dash, victim_in

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MEDIUM, HIGH = RiskGrade.MEDIUM, RiskGrade.HIGH


def high_later(crime: Crime, at, grade=HIGH):
    """Their victim rings again, three weeks on, and is graded at that."""
    again = reported(at + 20 * DAY, caller=PersonDetails(reference=crime.victim.reference))
    assessed(again, at + 20 * DAY, dash("Q18", grade=grade) if grade is HIGH else dash(grade=grade))
    crime.refresh_from_db()
    return again


def test_what_waits_of_an_earlier_crime_goes_to_the_inspectors_once_the_victim_is_at_high_risk(at):
    crime = allocated(at)
    assessed(crime.incident, at + HOUR, dash(grade=MEDIUM))
    considered(crime, at + 5 * HOUR, decided_by=None)
    waiting = Duty.objects.get(crime=crime, kind="decide_evidence_led", state="open")
    assert waiting.desk == "supervision"
    high_later(crime, at)
    waiting.refresh_from_db()
    # What it was graded in its own matter stays as it was.
    assert (crime.abuse_risk, crime.high_risk_abuse, waiting.desk) == ("medium", True, "inspectors")


def test_a_lower_grade_elsewhere_a_crime_of_no_abuse_and_one_that_is_over_are_left_alone(at):
    crime, over = recorded(at), recorded(at + HOUR)
    high_later(crime, at, MEDIUM)
    assert not crime.high_risk_abuse
    asked = CancellationDetails(
        code="C2", victim_told_at=at + 2 * HOUR, information=VerifiableInformation(
            came="On 1 November", source="The car park's own footage", checked="Watched", changes="Hail did it."
        ),
    )  # fmt: skip
    number = ask_cancellation(crime=over.pk, asked=asked, by=asking(Role.DETECTIVE), at=at + 2 * HOUR)
    cancel_crime(cancellation=number, words="Hail.", by=asking(Role.DESIGNATED_DECISION_MAKER), at=at + 3 * HOUR)
    theft = theft_recorded(at, caller=PersonDetails(reference=over.victim.reference))
    assert theft.victim_id == over.victim_id
    high_later(over, at)
    theft.refresh_from_db()
    assert not over.high_risk_abuse
    assert not theft.high_risk_abuse


def test_it_reaches_a_crime_by_another_record_of_the_same_person(at):
    crime, again = recorded(at), reported(at + 20 * DAY)
    other = victim_in(again)
    assert other.pk != crime.victim_id
    merge_people(
        survivor=other.pk, other=crime.victim.reference, reason="Both rang from the same number and gave the same birth.", by=asking(Role.IMU_ASSESSOR),
        at=at + 20 * DAY,
    )  # fmt: skip
    assessed(again, at + 20 * DAY, dash("Q18", grade=HIGH))
    crime.refresh_from_db()
    assert crime.high_risk_abuse


@pytest.mark.parametrize(("days", "high"), [(20, True), (400, False)])
def test_a_crime_of_abuse_recorded_while_the_grade_stands_is_one_of_high_risk(at, days, high):
    first = reported(at - days * DAY)
    assessed(first, at - days * DAY, dash("Q18", grade=HIGH))
    again = reported(at, caller=PersonDetails(reference=victim_in(first).reference))
    crime = record(again, at + HOUR)
    assert (crime.abuse_risk, crime.high_risk_abuse) == ("", high)


def test_a_crime_that_turns_out_to_be_abuse_takes_the_grade_that_stands(at):
    first = reported(at - 20 * DAY)
    assessed(first, at - 20 * DAY, dash("Q18", grade=HIGH))
    theft = theft_recorded(at, caller=PersonDetails(reference=victim_in(first).reference))
    assert not theft.high_risk_abuse
    set_flags(
        crime=theft.pk, flags=(Flag.DOMESTIC_ABUSE.value,), faith="", corrosive_evidence="",
        by=asking(Role.IMU_ASSESSOR), at=at + 2 * HOUR,
    )  # fmt: skip
    theft.refresh_from_db()
    assert theft.high_risk_abuse
    assert Person.objects.get(pk=theft.victim_id).pk == victim_in(first).pk


def test_a_case_that_is_open_again_takes_the_grade_that_was_given_meanwhile(at):
    crime, _, _ = ended_by_charge(at)
    high_later(crime, at)
    assert not crime.high_risk_abuse
    reopen_crime(crime=crime.pk, words="A witness has come forward.", by=asking(Role.SUPERVISOR), at=at + 21 * DAY)
    crime.refresh_from_db()
    assert crime.high_risk_abuse
