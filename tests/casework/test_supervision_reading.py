"""The nine lists of supervision, counted from records: one crime for each reason, and how many there were before."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.casework.supervision_reading import open_supervision, open_supervision_list
from constabulary.casework.victims.contact import agree_contact, update_victim
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.supervision.lists import SupervisionList
from constabulary.policing.victims.contact import AgreementDetails, ContactMethod
from constabulary.records.models import JournalEntry, Officer
from constabulary.records.queries.supervision import Level, Scope
from tests.conftest import asking
from tests.factories.crimes import allocated, identified, planned, recorded, the_suspect, update_of

DAY = timedelta(days=1)
FORCE = Scope()
L = SupervisionList


def counts(at, scope: Scope = FORCE) -> dict[str, int]:
    found = open_supervision(scope=scope, by=asking(Role.SUPERVISOR), at=at)
    return {one.value: found.count(one) for one in L if found.count(one)}


def listed(one: SupervisionList, at, scope: Scope = FORCE) -> list[str]:
    found = open_supervision_list(wanted=one, scope=scope, purpose="Supervising", by=asking(Role.SUPERVISOR), at=at)
    return [crime.reference for crime in found.crimes]


def test_a_crime_waits_for_an_officer_for_two_days_before_it_is_listed(officer, at):
    crime = recorded(at)
    assert listed(L.UNALLOCATED, crime.recorded_at + 2 * DAY) == []
    assert listed(L.UNALLOCATED, crime.recorded_at + 2 * DAY + timedelta(minutes=1)) == [crime.reference]


def test_without_a_plan_or_agreed_contact_it_is_listed_after_a_week_until_there_is_one(officer, at):
    crime = allocated(at)
    week = at + 7 * DAY + timedelta(hours=3)
    assert {"no-contact-agreed", "no-plan", "contact-overdue"} <= set(counts(week))
    agreed = AgreementDetails(how=ContactMethod.TELEPHONE, by_safe_route=True, every_days=28)
    agree_contact(crime=crime.pk, agreed=agreed, by=officer(Role.DETECTIVE), at=week)
    update_victim(crime=crime.pk, update=update_of(week), by=officer(Role.DETECTIVE), at=week)
    assert not {"no-contact-agreed", "contact-overdue"} & set(counts(week + timedelta(minutes=1)))
    other = planned(at)
    assert listed(L.NO_PLAN, week) == [crime.reference]
    assert other.reference in listed(L.NO_CONTACT_AGREED, week)


def test_a_suspect_is_outstanding_after_28_days_and_bail_once_it_has_ended(officer, at):
    crime = planned(at)
    identified(crime, at + DAY)
    month = at + 30 * DAY
    assert listed(L.SUSPECT_OUTSTANDING, month) == [crime.reference]
    suspect = the_suspect(crime).pk
    for status, until in (
        (SuspectStatus.ARRESTED_IN_CUSTODY, None),
        (SuspectStatus.BAILED_PRE_CHARGE, month + 20 * DAY),
    ):
        move_suspect(
            suspect=suspect,
            to_status=status,
            words="As custody says.",
            moment=until,
            reference="ZZ/1",
            by=officer(Role.DETECTIVE),
            at=month,
        )
    assert "suspect-outstanding" not in counts(month + DAY)
    assert listed(L.BAIL_EXPIRED, month + 20 * DAY) == []
    assert listed(L.BAIL_EXPIRED, month + 20 * DAY + timedelta(minutes=1)) == [crime.reference]


def test_what_is_open_for_four_months_and_overdue_reviews_are_listed(officer, at):
    crime = planned(at)
    late = at + 130 * DAY
    assert {"open-long", "review-overdue", "inspection-overdue"} <= set(counts(late))
    assert listed(L.OPEN_LONG, late) == [crime.reference]


def test_a_count_opens_as_many_records_as_it_counts_at_every_level(officer, at):
    crime = planned(at)
    recorded(at)
    late = at + 130 * DAY
    whose = Scope(officer=crime.officer_id)
    mine = counts(late, whose)
    assert mine
    for scope in (FORCE, whose):
        for one, many in counts(late, scope).items():
            assert len(listed(SupervisionList(one), late, scope)) == many
    assert counts(late, Scope(officer=asking(Role.AUDITOR).id)) == {}


def test_the_force_is_divided_by_district_a_district_by_team_a_team_by_officer(officer, at):
    crime = planned(at)
    found = open_supervision(scope=Scope(officer=crime.officer_id), by=officer(Role.SUPERVISOR), at=at + 130 * DAY)
    assert [one.number for one in found.units] == [crime.officer_id]
    assert found.units[0].name.endswith(Officer.objects.get(pk=crime.officer_id).collar_number)
    assert (FORCE.level, Scope(district=1).level, Scope(team=1).level) == (Level.DISTRICT, Level.TEAM, Level.OFFICER)


def test_the_count_of_28_days_ago_is_what_was_counted_then(officer, at):
    crime = planned(at)
    identified(crime, at + DAY)
    recorded(at)
    then = at + 130 * DAY
    before = counts(then)
    move_suspect(
        suspect=the_suspect(crime).pk, to_status=SuspectStatus.ARRESTED_IN_CUSTODY, words="Arrested.", reference="ZZ/1", by=officer(Role.DETECTIVE),
        at=then + DAY,
    )  # fmt: skip
    found = open_supervision(scope=FORCE, by=officer(Role.SUPERVISOR), at=then + 28 * DAY)
    assert found.then == then
    assert {one.value: many for one, many in found.stood.items()} == before
    # The other crime's suspect is still to be found.
    assert (before["suspect-outstanding"], found.count(L.SUSPECT_OUTSTANDING)) == (2, 1)


def test_counting_is_for_those_who_measure_and_an_opened_list_is_journalled(officer, at):
    crime = recorded(at)
    late = at + 4 * DAY
    with pytest.raises(NotPermitted):
        open_supervision(scope=FORCE, by=officer(Role.CONTACT_HANDLER), at=late)
    with pytest.raises(NotPermitted):
        open_supervision_list(
            wanted=L.UNALLOCATED, scope=FORCE, purpose="", by=officer(Role.PLANNER), at=late
        )  # fmt: skip
    assert listed(L.UNALLOCATED, late) == [crime.reference]
    entry = JournalEntry.objects.filter(kind="read_crimes_listed").latest("id")
    assert (entry.subject, entry.rows) == ("supervision unallocated", [crime.pk])
