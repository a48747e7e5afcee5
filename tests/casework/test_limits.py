"""Whoever has a summary offence has it due before its time limit passes, from the day they are given it."""

from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.contact import take_call
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.casework.outcomes.deciding import reopen_crime
from constabulary.casework.recording.classification import reclassify_crime
from constabulary.casework.recording.flagging import set_flags
from constabulary.policing.clocks import end_of, months_after
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.records.models import Crime, Duty, Incident
from constabulary.standards.calendar import local_day, working_days_between
from tests.conftest import asking
from tests.factories.calls import shoplifting
from tests.factories.crimes import allocated, give, identified, record, recorded
from tests.factories.outcomes import offence
from tests.factories.second_reviews import closed_as_16

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ASSAULT = {"code": "105/01", "category": "105A"}


def limits(crime: Crime, state: str = "open") -> list[Duty]:
    return list(Duty.objects.filter(crime=crime, kind="begin_proceedings", state=state))


def last_day(crime: Crime):
    return months_after(local_day(crime.occurred_from), 6)


def is_due_by_the_report(duty: Duty, crime: Crime) -> bool:
    """Common assault in domestic abuse: due ahead of six months from the report, and over two years from the offence."""
    ahead = working_days_between(local_day(duty.due_at), months_after(local_day(crime.reported_at), 6))
    return (ahead, duty.outer_due_at) == (20, end_of(months_after(local_day(crime.occurred_from), 24)))


@pytest.mark.source("CJA 1988 s39A")
def test_whoever_is_given_a_summary_offence_has_its_limit_due_ahead(at):
    crime = allocated(at, **ASSAULT)
    (duty,) = limits(crime)
    assert duty.owner_id == asking(Role.DETECTIVE).id
    assert is_due_by_the_report(duty, crime)
    give(crime, Role.INVESTIGATOR, at + DAY, instead_of=asking(Role.DETECTIVE).id, reason="He has the others.")
    (again,) = limits(crime)
    assert (again.pk, again.owner_id) == (duty.pk, asking(Role.INVESTIGATOR).id)


def test_of_another_offence_and_of_one_that_nobody_has_nothing_is_due(at):
    assert limits(allocated(at)) == []
    assert limits(recorded(at, **ASSAULT)) == []


def test_what_is_classified_as_summary_later_is_due_then_and_falls_away_with_it(at):
    crime = allocated(at)
    registrar = asking(Role.CRIME_REGISTRAR)
    was = crime.offence_key
    reclassify_crime(
        crime=crime.pk, offence_key=offence("105/01").key, reason="He pushed her.", by=registrar, at=at + DAY
    )
    assert len(limits(crime)) == 1
    reclassify_crime(crime=crime.pk, offence_key=was, reason="It was the car after all.", by=registrar, at=at + 2 * DAY)
    assert limits(crime) == []
    assert len(limits(crime, "superseded")) == 1


@pytest.mark.source("CJA 1988 s39A")
def test_found_to_be_domestic_abuse_a_common_assault_has_its_own_limit(at):
    told = take_call(call=shoplifting(at), by=asking(Role.CONTACT_HANDLER), at=at)
    incident = Incident.objects.get(pk=told.incident_id)
    crime = record(incident, at + HOUR, occurred_from=at - 40 * DAY, **ASSAULT)
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    (duty,) = limits(crime)
    assert duty.outer_due_at == end_of(last_day(crime))
    assert working_days_between(local_day(duty.due_at), last_day(crime)) == 20
    set_flags(
        crime=crime.pk, flags=("domestic_abuse",), faith="", corrosive_evidence="",
        by=asking(Role.IMU_ASSESSOR), at=at + DAY,
    )  # fmt: skip
    (duty,) = limits(crime)
    assert is_due_by_the_report(duty, crime)


def test_who_is_charged_or_whose_outcome_is_decided_has_met_it(at):
    crime = allocated(at, **ASSAULT)
    suspect = identified(crime, at + 4 * HOUR)
    by = asking(Role.DETECTIVE)
    for status in (SuspectStatus.ARRESTED_IN_CUSTODY, SuspectStatus.CHARGED_BAIL):
        assert len(limits(crime)) == 1
        move_suspect(
            suspect=suspect.pk, to_status=status, words="As it was.", moment=at + 20 * DAY, reference="ZZ/1", by=by,
            at=at + 5 * HOUR,
        )  # fmt: skip
    assert limits(crime) == []
    assert len(limits(crime, "met")) == 1


def test_a_decided_outcome_meets_it_and_reopened_it_runs_on(at):
    crime = closed_as_16(at, **ASSAULT)
    assert limits(crime) == []
    (met,) = limits(crime, "met")
    reopen_crime(crime=crime.pk, words="Footage has turned up.", by=asking(Role.SUPERVISOR), at=at + 3 * DAY)
    (again,) = limits(crime)
    assert (again.due_at, again.outer_due_at) == (met.due_at, met.outer_due_at)
