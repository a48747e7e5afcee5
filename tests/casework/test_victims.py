"""Victims: contact agreed, updates and attempts, needs, positions, and the duties each meets or opens."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.recording.cancellation import CancellationDetails, ask_cancellation, cancel_crime
from constabulary.casework.safe_routes import RouteDetails, confirm_safe_route, end_safe_route
from constabulary.casework.victims.contact import agree_contact, update_victim
from constabulary.casework.victims.needs import assess_needs
from constabulary.casework.victims.positions import record_position
from constabulary.casework.vulnerability.referring import refer
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.protection.safe_route import Way
from constabulary.policing.victims.contact import AgreementDetails, ContactMethod, Occasion, Reached
from constabulary.policing.victims.needs import Enhanced, Need, NeedsDetails, SupportReferral
from constabulary.policing.victims.positions import PositionDetails, Support
from constabulary.policing.vulnerability.referrals import Basis, ReferralDetails, ReferralTo
from constabulary.records.models import Duty, SafeRoute, VictimContact, VictimNeeds, VictimPosition, VictimUpdate
from constabulary.standards.calendar import local_day
from tests.factories.crimes import WITHDRAWN, allocated, planned, reachable, recorded, update_of, withdraws

LATER = timedelta(hours=5)
SAFELY = AgreementDetails(how=ContactMethod.TELEPHONE, by_safe_route=True, every_days=7, wishes="Never after six.")


def open_kinds(crime) -> set[str]:
    return set(Duty.objects.filter(crime=crime, state="open").values_list("kind", flat=True))


def test_contact_as_agreed_makes_the_next_update_due(officer, at):
    crime = allocated(at)
    agree_contact(crime=crime.pk, agreed=SAFELY, by=officer(Role.DETECTIVE), at=at + LATER)
    row = VictimContact.objects.get(crime=crime)
    assert (row.every_days, row.enhanced, row.edition) == (7, True, "Victims' Code clocks 1")
    duty = Duty.objects.get(crime=crime, kind="update_victim", state="open")
    assert (local_day(duty.due_at), duty.owner_id) == (local_day(at) + timedelta(days=7), crime.officer_id)
    assert "agree_contact" not in open_kinds(crime)


def test_in_domestic_abuse_nothing_goes_by_a_route_that_nobody_has_confirmed(officer, at):
    crime = allocated(at)
    end_safe_route(
        route=SafeRoute.objects.get(person=crime.victim).pk, reason="He has taken her telephone.",
        by=officer(Role.VULNERABILITY_DESK), at=at + LATER,
    )  # fmt: skip
    for act, details in ((agree_contact, {"agreed": SAFELY}), (update_victim, {"update": update_of(at)})):
        with pytest.raises(NotAllowed) as refused:
            act(crime=crime.pk, by=officer(Role.DETECTIVE), at=at + LATER, **details)
        assert [reason.field for reason in refused.value.reasons] == ["by_safe_route"]
    none = RouteDetails(way=Way.NONE, reason="He listens to every call.")
    desk = officer(Role.VULNERABILITY_DESK)
    confirm_safe_route(person=crime.victim_id, route=none, by=desk, at=at + LATER)
    with pytest.raises(NotAllowed):
        update_victim(crime=crime.pk, update=update_of(at), by=officer(Role.DETECTIVE), at=at + LATER)


def test_in_domestic_abuse_nothing_goes_by_the_route_outside_its_hours(officer, at):
    crime = allocated(at, has_route=False)
    by_day = {"from_time": time(9), "until_time": time(17)}
    reachable(crime, at, **by_day)
    late = at.replace(hour=17)
    with pytest.raises(NotAllowed) as refused:
        update_victim(crime=crime.pk, update=update_of(at), by=officer(Role.DETECTIVE), at=late)
    assert [(one.code, one.field) for one in refused.value.reasons] == [
        ("contact_with_victim.outside-hours", "by_safe_route")
    ]
    rang = update_of(at, by_safe_route=False, outside_route="They rang us themselves.")
    update_victim(crime=crime.pk, update=rang, by=officer(Role.DETECTIVE), at=late)
    update_victim(crime=crime.pk, update=update_of(at), by=officer(Role.DETECTIVE), at=at.replace(hour=16, minute=59))
    agree_contact(crime=crime.pk, agreed=SAFELY, by=officer(Role.DETECTIVE), at=late)
    assert VictimUpdate.objects.filter(crime=crime).count() == 2


def test_in_domestic_abuse_contact_goes_by_the_safe_route_only(officer, at):
    crime = allocated(at)
    unsafe = AgreementDetails(how=ContactMethod.LETTER, by_safe_route=False, every_days=7)
    with pytest.raises(NotAllowed) as refused:
        agree_contact(crime=crime.pk, agreed=unsafe, by=officer(Role.DETECTIVE), at=at + LATER)
    assert [reason.field for reason in refused.value.reasons] == ["by_safe_route"]


@pytest.mark.source("HMICFRS 2025: quality of contact")
def test_an_update_that_reached_the_victim_meets_what_was_due_and_sets_the_next(officer, at):
    crime = allocated(at)
    update_victim(crime=crime.pk, update=update_of(at), by=officer(Role.DETECTIVE), at=at + LATER)
    assert "contact_victim_first" not in open_kinds(crime)
    assert Duty.objects.filter(crime=crime, kind="update_victim", state="open").count() == 1
    with pytest.raises(NotAllowed):
        update_victim(crime=crime.pk, update=update_of(at, said=""), by=officer(Role.DETECTIVE), at=at + LATER)


def test_an_attempt_is_recorded_and_meets_nothing(officer, at):
    crime = allocated(at)
    tried = update_of(at, reached=Reached.NO_REPLY, said="", questions="", next_on=None)
    update_victim(crime=crime.pk, update=tried, by=officer(Role.DETECTIVE), at=at + LATER)
    assert VictimUpdate.objects.get(crime=crime).reached == "no_reply"
    assert "contact_victim_first" in open_kinds(crime)


def test_each_occasion_meets_its_own_duty(officer, at):
    crime = recorded(at)
    reachable(crime, at)
    by = officer(Role.VICTIMS_DESK)
    told = update_of(at, occasion=Occasion.ACKNOWLEDGEMENT)
    update_victim(crime=crime.pk, update=told, by=by, at=at + LATER)
    assert "acknowledge_report" not in open_kinds(crime)
    needs = NeedsDetails(
        needs=(Need.SAFETY,), enhanced_because=(Enhanced.INTIMIDATED,), support=SupportReferral.REFERRED,
        words="She sleeps at her sister's.",
    )  # fmt: skip
    with pytest.raises(NotAllowed) as refused:
        assess_needs(crime=crime.pk, needs=needs, by=by, at=at + LATER)
    assert [(one.code, one.field) for one in refused.value.reasons] == [("needs.not-referred", "support")]
    to = ReferralDetails(
        to=ReferralTo.VICTIM_SUPPORT, agency="Tolling Advice", reason="Wants to talk.", shared="Her name.",
        basis=Basis.CONSENT,
    )  # fmt: skip
    number = refer(incident=crime.incident_id, person=crime.victim_id, details=to, by=by, at=at + LATER)
    assert "refer_to_support" not in open_kinds(crime)
    assess_needs(crime=crime.pk, needs=needs, by=by, at=at + LATER)
    assert not {"assess_needs", "refer_to_support"} & open_kinds(crime)
    assert "follow_referral" in set(
        Duty.objects.filter(state="open", subject_row=number).values_list("kind", flat=True)
    )
    assert VictimNeeds.objects.get(crime=crime).needs == ["safety"]
    with pytest.raises(NotAllowed):
        assess_needs(crime=crime.pk, needs=NeedsDetails(), by=by, at=at + LATER)
    with pytest.raises(NotPermitted):
        assess_needs(crime=crime.pk, needs=needs, by=officer(Role.AUDITOR), at=at + LATER)


def test_needs_without_support_leave_the_referral_due(officer, at):
    crime = recorded(at)
    by = officer(Role.VICTIMS_DESK)
    assess_needs(crime=crime.pk, needs=NeedsDetails(words="Will ring again."), by=by, at=at + LATER)
    assert "refer_to_support" in open_kinds(crime)


@pytest.mark.source("OUT-26 p19")
def test_a_withdrawal_calls_for_a_review_and_silence_does_not(officer, at):
    crime = planned(at)
    before = Duty.objects.filter(crime=crime, kind="review_investigation", state="open").count()
    silent = PositionDetails(support=Support.NOT_REACHED)
    record_position(crime=crime.pk, position=silent, by=officer(Role.DETECTIVE), at=at + LATER)
    assert Duty.objects.filter(crime=crime, kind="review_investigation", state="open").count() == before
    withdraws(crime, at + LATER)
    assert Duty.objects.filter(crime=crime, kind="review_investigation", state="open").count() == before + 1
    assert list(VictimPosition.objects.filter(crime=crime).order_by("id").values_list("support", flat=True)) == [
        "not_reached", "does_not",
    ]  # fmt: skip


def test_a_position_that_lacks_something_is_not_recorded(officer, at):
    crime = planned(at)
    with pytest.raises(NotAllowed):
        record_position(
            crime=crime.pk, position=PositionDetails(support=Support.DOES_NOT), by=officer(Role.DETECTIVE),
            at=at + LATER,
        )  # fmt: skip
    assert not VictimPosition.objects.exists()


def test_nothing_is_agreed_about_a_cancelled_crime(officer, at):
    crime = planned(at)
    asked = CancellationDetails(code="C4", mistake="Keyed twice.")
    number = ask_cancellation(crime=crime.pk, asked=asked, by=officer(Role.DETECTIVE), at=at + LATER)
    cancel_crime(cancellation=number, by=officer(Role.CRIME_REGISTRAR), at=at + LATER)
    with pytest.raises(NotAllowed):
        agree_contact(crime=crime.pk, agreed=SAFELY, by=officer(Role.DETECTIVE), at=at + LATER)
    assert WITHDRAWN.seen_alone


def test_in_domestic_abuse_an_update_outside_the_safe_route_says_how_it_came_about(officer, at):
    crime = allocated(at)
    assert crime.domestic_abuse
    outside = update_of(at, by_safe_route=False)
    with pytest.raises(NotAllowed) as refused:
        update_victim(crime=crime.pk, update=outside, by=officer(Role.DETECTIVE), at=at + LATER)
    assert [one.field for one in refused.value.reasons] == ["outside_route"]
    explained = replace(outside, outside_route="She came to the station alone.")
    update_victim(crime=crime.pk, update=explained, by=officer(Role.DETECTIVE), at=at + LATER)
    assert VictimUpdate.objects.get(crime=crime).outside_route == "She came to the station alone."
