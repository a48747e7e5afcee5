"""Cancelling a crime: asked for, decided by who may, and everything that keeps it on the books."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.casework.outcomes.review_requests import answer_review
from constabulary.casework.people import PersonDetails
from constabulary.casework.recording.cancellation import (
    CancellationDetails,
    ask_cancellation,
    cancel_crime,
    refuse_cancellation,
)
from constabulary.casework.victims.contact import update_victim
from constabulary.casework.victims.positions import record_position
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.outcomes.review_requests import Found
from constabulary.policing.recording.cancellation import VerifiableInformation
from constabulary.policing.victims.contact import Occasion, Reached
from constabulary.policing.victims.positions import Pressure
from constabulary.records.models import Cancellation, Duty, JournalEntry, Suspect
from constabulary.records.queries.worklists import worklist_of
from tests.factories.crimes import WITHDRAWN, planned, record, recorded, reported, update_of
from tests.factories.reviews import not_charged, review_asked

INFORMATION = VerifiableInformation(
    came="On 1 November", source="The car park's own footage", checked="Watched in full", changes="Hail did it."
)
LATER, DAY = timedelta(hours=5), timedelta(days=1)


def asked(crime, at, officer, code="C2", **details):
    request = CancellationDetails(code=code, **{"information": INFORMATION, "victim_told_at": at, **details})
    return ask_cancellation(crime=crime.pk, asked=request, by=officer(Role.DETECTIVE), at=at)


def codes(refused) -> set[str]:
    return {reason.code.removeprefix("cancellation.") for reason in refused.value.reasons}


@pytest.mark.source("OUT-26 p26-29")
def test_a_decision_maker_cancels_on_verifiable_information_and_the_trail_stays(officer, at):
    crime = planned(at)
    number = asked(crime, at + LATER, officer)
    assert Duty.objects.get(crime=crime, kind="decide_cancellation", state="open").desk == "registrar"
    cancel_crime(cancellation=number, words="Hail.", by=officer(Role.DESIGNATED_DECISION_MAKER), at=at + LATER)
    crime.refresh_from_db()
    assert (crime.state, crime.cancellation_code) == ("cancelled", "C2")
    assert not Duty.objects.filter(crime=crime, state="open").exists()
    made = Cancellation.objects.get(pk=number)
    assert (made.state, made.authority, made.edition) == ("decided", "designated_decision_maker", "Outcomes 2026/27")
    assert JournalEntry.objects.filter(kind="crime_cancelled", subject_row=crime.pk).exists()


def test_only_one_cancellation_of_a_crime_waits_at_a_time(officer, at):
    crime = planned(at)
    number = asked(crime, at + LATER, officer)
    with pytest.raises(NotAllowed) as refused:
        asked(crime, at + LATER, officer, code="C4", mistake="The wrong car.")
    assert codes(refused) == {"asked-already"}
    refuse_cancellation(
        cancellation=number, words="Ask the car park.", by=officer(Role.DESIGNATED_DECISION_MAKER), at=at + LATER
    )
    asked(crime, at + DAY, officer, code="C4", mistake="The wrong car.")
    assert Duty.objects.filter(crime=crime, kind="decide_cancellation", state="open").count() == 1


def test_whoever_works_the_crime_reads_why_a_cancellation_was_refused_and_what_it_asks(officer, at):
    crime = planned(at)
    number = asked(crime, at + LATER, officer)
    decider = officer(Role.DESIGNATED_DECISION_MAKER)
    refuse_cancellation(cancellation=number, words="Ask the car park.", by=decider, at=at + LATER)
    (line,) = [one for one in worklist_of(officer(Role.DETECTIVE)) if one.kind is DutyKind.PROPOSE_AGAIN]
    assert (line.asked, line.is_own, line.crime) == ("Ask the car park.", True, crime.reference)
    asked(crime, at + DAY, officer, code="C4", mistake="The wrong car.")
    assert Duty.objects.get(crime=crime, kind="propose_again").state == "met"


def test_the_refused_cancellation_of_a_crime_that_waits_for_an_officer_leaves_it_waiting(officer, at):
    crime = recorded(at)
    number = asked(crime, at + LATER, officer)
    decider = officer(Role.DESIGNATED_DECISION_MAKER)
    refuse_cancellation(cancellation=number, words="Ask the car park.", by=decider, at=at + LATER)
    assert not Duty.objects.filter(crime=crime, kind="propose_again").exists()
    assert Duty.objects.filter(crime=crime, kind="allocate", state="open").exists()


@pytest.mark.parametrize(
    "role", [Role.DETECTIVE, Role.SUPERVISOR, Role.INSPECTOR, Role.IMU_ASSESSOR, Role.CHIEF_OFFICER, Role.AUDITOR]
)
def test_nobody_else_cancels(officer, at, role):
    number = asked(planned(at), at + LATER, officer)
    with pytest.raises(NotPermitted):
        cancel_crime(cancellation=number, by=officer(role), at=at + LATER)


def test_what_is_missing_is_all_said_at_once(officer, at):
    number = asked(planned(at), at + LATER, officer, information=VerifiableInformation(), victim_told_at=None)
    with pytest.raises(NotAllowed) as refused:
        cancel_crime(cancellation=number, by=officer(Role.CRIME_REGISTRAR), at=at + LATER)
    assert codes(refused) == {"when-missing", "source-missing", "check-missing", "change-missing", "victim-not-told"}


def test_the_victim_may_be_told_between_asking_and_deciding(officer, at):
    number = asked(planned(at), at + LATER, officer, victim_told_at=None)
    by = officer(Role.CRIME_REGISTRAR)
    cancel_crime(cancellation=number, victim_told_at=at + LATER, by=by, at=at + LATER + timedelta(minutes=1))
    assert Cancellation.objects.get(pk=number).victim_told_at == at + LATER


@pytest.mark.source("OUT-26 p29")
def test_a_withdrawal_with_a_concern_of_pressure_is_never_a_cancellation(officer, at):
    crime = planned(at)
    position = {**{name: getattr(WITHDRAWN, name) for name in WITHDRAWN.__dataclass_fields__}}
    position |= {"pressure": Pressure.CONCERN, "pressure_words": "He waited outside the station."}
    record_position(crime=crime.pk, position=type(WITHDRAWN)(**position), by=officer(Role.DETECTIVE), at=at + LATER)
    number = asked(crime, at + LATER, officer, pressure_considered="Asked her alone.")
    with pytest.raises(NotAllowed) as refused:
        cancel_crime(cancellation=number, by=officer(Role.CRIME_REGISTRAR), at=at + LATER)
    assert codes(refused) == {"pressure-found"}


@pytest.mark.source("OUT-26 p29")
def test_a_rape_is_cancelled_by_the_registered_registrar_or_a_chief_officer_on_advice(officer, at):
    crime = planned(at, code="019/07", category="")
    number = asked(crime, at + LATER, officer)
    with pytest.raises(NotPermitted):
        cancel_crime(cancellation=number, by=officer(Role.DESIGNATED_DECISION_MAKER), at=at + LATER)
    chief = officer(Role.CHIEF_OFFICER)
    with pytest.raises(NotAllowed) as refused:
        cancel_crime(cancellation=number, by=chief, at=at + LATER)
    assert codes(refused) == {"advice-missing"}
    cancel_crime(cancellation=number, registrar_advice="The registrar advises so.", by=chief, at=at + LATER)
    assert Cancellation.objects.get(pk=number).authority == "chief_officer"


@pytest.mark.source("OUT-26 p27")
def test_a_duplicate_names_the_live_crime_that_stays(officer, at):
    crime, survivor = planned(at), recorded(at)
    number = asked(crime, at + LATER, officer, code="C3")
    with pytest.raises(NotAllowed) as refused:
        cancel_crime(cancellation=number, by=officer(Role.CRIME_REGISTRAR), at=at + LATER)
    assert codes(refused) == {"survivor-missing"}
    by = officer(Role.CRIME_REGISTRAR)
    refuse_cancellation(cancellation=number, words="Name the crime that stays.", by=by, at=at + LATER)
    again = asked(crime, at + LATER, officer, code="C3", survivor=survivor.reference)
    cancel_crime(cancellation=again, by=officer(Role.CRIME_REGISTRAR), at=at + LATER)
    crime.refresh_from_db()
    assert crime.cancellation_code == "C3"


def test_what_lies_ahead_or_leads_to_no_crime_is_refused_when_it_is_asked_so_that_nothing_typed_is_lost(officer, at):
    crime = planned(at)
    with pytest.raises(NotAllowed) as refused:
        asked(crime, at + LATER, officer, code="C3", survivor="99/404/26", victim_told_at=at + 2 * LATER)
    assert codes(refused) == {"told-in-future", "survivor-unknown"}
    assert not Cancellation.objects.exists()
    number = asked(crime, at + LATER, officer, victim_told_at=None)
    with pytest.raises(NotAllowed) as refused:
        cancel_crime(
            cancellation=number, by=officer(Role.CRIME_REGISTRAR), at=at + LATER, victim_told_at=at + 2 * LATER
        )
    assert codes(refused) == {"told-in-future", "victim-not-told"}


def test_a_crime_for_which_somebody_is_held_or_wanted_is_not_cancelled_before_that_is_decided(officer, at):
    crime = planned(at)
    suspect = Suspect.objects.get(crime=crime)
    number = asked(crime, at + LATER, officer)
    step = {"suspect": suspect.pk, "by": officer(Role.DETECTIVE), "at": at + LATER}
    move_suspect(
        **step, to_status=SuspectStatus.WANTED_CIRCULATED, words="On the computer.", reference="26/17W", moment=at
    )
    with pytest.raises(NotAllowed) as refused:
        cancel_crime(cancellation=number, by=officer(Role.CRIME_REGISTRAR), at=at + LATER)
    assert codes(refused) == {"suspect-held"}
    move_suspect(**step, to_status=SuspectStatus.ELIMINATED, words="The hail did it.", reference="Footage 3")
    cancel_crime(cancellation=number, by=officer(Role.CRIME_REGISTRAR), at=at + LATER)


def test_a_victim_who_asked_for_a_review_is_answered_before_the_crime_is_cancelled(officer, at):
    crime = not_charged(at)
    review_asked(crime, at + 3 * DAY)
    when = at + 4 * DAY
    number = asked(crime, when, officer, victim_told_at=when)
    with pytest.raises(NotAllowed) as refused:
        cancel_crime(cancellation=number, by=officer(Role.CRIME_REGISTRAR), at=when)
    assert codes(refused) == {"review-waits"}
    answer_review(crime=crime.pk, found=Found.STANDS, words="Both were asked.", by=officer(Role.INSPECTOR), at=when)
    with pytest.raises(NotAllowed) as refused:
        cancel_crime(cancellation=number, by=officer(Role.CRIME_REGISTRAR), at=when)
    assert codes(refused) == {"review-waits"}, "decided and not told"
    told = update_of(when, occasion=Occasion.REVIEW, reached=Reached.REACHED)
    update_victim(crime=crime.pk, update=told, by=officer(Role.VICTIMS_DESK), at=when)
    cancel_crime(cancellation=number, by=officer(Role.CRIME_REGISTRAR), at=when)
    crime.refresh_from_db()
    assert crime.state == "cancelled"


def test_a_refusal_says_why_and_leaves_the_crime_recorded(officer, at):
    crime = planned(at)
    number = asked(crime, at + LATER, officer)
    by = officer(Role.CRIME_REGISTRAR)
    with pytest.raises(NotAllowed):
        refuse_cancellation(cancellation=number, words=" ", by=by, at=at + LATER)
    refuse_cancellation(cancellation=number, words="The footage shows him.", by=by, at=at + LATER)
    crime.refresh_from_db()
    assert crime.state == "investigating"
    with pytest.raises(NotAllowed):
        cancel_crime(cancellation=number, by=by, at=at + LATER)


def test_there_is_no_sixth_code_and_a_cancelled_crime_is_not_cancelled_again(officer, at):
    crime = planned(at)
    with pytest.raises(NotAllowed) as refused:
        asked(crime, at + LATER, officer, code="C6")
    assert codes(refused) == {"unknown-code"}
    cancel_crime(cancellation=asked(crime, at + LATER, officer), by=officer(Role.CRIME_REGISTRAR), at=at + LATER)
    with pytest.raises(NotAllowed):
        asked(crime, at + LATER, officer)


@pytest.mark.source("HOCR-26 p57-58")
@pytest.mark.parametrize(
    ("code", "again"), [pytest.param("C4", True, id="recorded in error"), pytest.param("C3", False, id="a duplicate")]
)
def test_what_another_report_added_to_a_crime_that_was_none_is_decided_on_again(officer, at, code, again):
    stalking = {"code": "195/12", "category": "8Q"}
    crime, month = recorded(at, **stalking), timedelta(days=30)
    later = reported(at + month, caller=PersonDetails(reference=crime.victim.reference))
    record(later, at + month + LATER, **stalking, continues=crime.reference)
    other = recorded(at)
    number = asked(crime, at + month + DAY, officer, code=code, mistake="The wrong man.", survivor=other.reference)
    maker = officer(Role.DESIGNATED_DECISION_MAKER)
    cancel_crime(cancellation=number, words="It was not him.", by=maker, at=at + month + DAY)
    due = Duty.objects.filter(incident=later, kind="decide_recording", state="open")
    assert due.exists() is again
    if again:
        assert due.get().due_at == at + month + 2 * DAY
