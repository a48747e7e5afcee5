"""Allocation: loads before and after, limits, conflicts, restricted records, and who is quicker."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.allocation import allocate_crime, note_complexity, note_stage
from constabulary.casework.connections import declare_connection
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.casework.people.merging import merge_people
from constabulary.casework.restrictions import grant_access, restrict_journey
from constabulary.casework.vulnerability.abuse_risk import note_abuse_risk
from constabulary.policing.allocation.workload import Stage
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.desks import Authority
from constabulary.policing.investigation.abuse_risk import AbuseRisk
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.policing.supervision.second_review import Closing
from constabulary.records.models import Allocation, Duty
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.queries.allocation import officers_connected_with
from constabulary.records.queries.proposals import connected_pairs
from constabulary.records.queries.second_reviews import Sampled, who_is_connected
from constabulary.records.writing import writing
from tests.factories.crimes import allocated, give, planned, recorded, the_suspect

LATER = timedelta(hours=5)


def codes(refused) -> set[str]:
    return {reason.code.removeprefix("allocation.") for reason in refused.value.reasons}


def test_an_allocation_stores_its_reason_and_the_load_before_and_after(officer, at):
    crime = allocated(at)
    row = Allocation.objects.get(crime=crime)
    assert (row.reason, float(row.load_before), float(row.load_after), float(row.load_limit)) == (
        "Local and free.", 0.0, 2.0, 30.0,
    )  # fmt: skip
    assert row.edition == "Workload 1"
    assert (crime.state, crime.officer_id) == ("allocated", officer(Role.DETECTIVE).id)
    owned = dict(Duty.objects.filter(crime=crime, state="open").values_list("kind", "owner_id"))
    detective = officer(Role.DETECTIVE).id
    assert {kind for kind, owner in owned.items() if owner == detective} == {
        "set_plan", "contact_victim_first", "agree_contact", "review_suspect", "find_abuse_suspect",
    }  # fmt: skip
    assert {"review_investigation", "inspect_investigation"} <= set(owned)
    assert "allocate" not in owned


def test_only_those_who_allocate_may_and_only_with_a_reason(officer, at):
    crime = recorded(at)
    details = {"crime": crime.pk, "officer": officer(Role.DETECTIVE).id, "at": at + LATER}
    with pytest.raises(NotPermitted):
        allocate_crime(**details, reason="x", by=officer(Role.INVESTIGATOR))
    with pytest.raises(NotAllowed) as refused:
        allocate_crime(**details, reason=" ", by=officer(Role.ALLOCATION_MANAGER))
    assert codes(refused) == {"reason-needed"}


def test_a_lower_accreditation_needs_a_reason_and_a_person_who_does_not_investigate_is_refused(officer, at):
    crime = recorded(at, code="034/01", category="")
    with pytest.raises(NotAllowed) as refused:
        give(crime, Role.INVESTIGATOR, at + LATER, override_reason="")
    assert codes(refused) == {"pip-too-low"}
    give(crime, Role.INVESTIGATOR, at + LATER, override_reason="She began it at the scene.")
    assert Allocation.objects.get(crime=crime).override_reason == "She began it at the scene."
    with pytest.raises(NotAllowed) as refused:
        give(recorded(at), Role.PLANNER, at + LATER)
    assert codes(refused) == {"not-an-investigator"}


def test_the_limit_refuses_without_a_reason_and_few_hours_make_it_low(officer, at):
    by = officer(Role.ADMINISTRATOR)
    with writing(by=by, at=at) as w:
        row = w.lock(OfficerRow, officer(Role.INVESTIGATOR).id)
        w.entry(EntryKind.OFFICER_ADDED, subject=row)
        w.update(row, hours_share=0.05)
    crime = recorded(at)
    with pytest.raises(NotAllowed) as refused:
        give(crime, Role.INVESTIGATOR, at + LATER, override_reason="", by=officer(Role.INSPECTOR))
    assert "over-limit" in codes(refused)
    with pytest.raises(NotAllowed) as refused:
        give(crime, Role.INVESTIGATOR, at + LATER)
    assert codes(refused) == {"more-than-they-carry"}
    assert [one.field for one in refused.value.reasons] == ["officer"]
    done = give(crime, Role.INVESTIGATOR, at + LATER, by=officer(Role.INSPECTOR))
    assert (done.before.points, done.after.points, done.after.limit) == (0.0, 2.0, 1.0)
    assert Allocation.objects.get(crime=crime).override_reason == "Nobody else is on."


def test_an_officer_connected_with_anyone_in_the_crime_is_refused_without_saying_with_whom(officer, at):
    crime = recorded(at)
    detective = officer(Role.DETECTIVE)
    person = the_suspect(crime).person.reference
    declare_connection(person=person, nature="My brother", by=detective, at=at)
    with pytest.raises(NotAllowed) as refused:
        give(crime, Role.DETECTIVE, at + LATER)
    assert codes(refused) == {"connected"}
    assert "Harker" not in str(refused.value)
    assert "rother" not in str(refused.value)


@pytest.mark.parametrize("is_survivor", [True, False])
def test_a_connection_counts_by_whichever_record_of_the_person_it_was_declared(officer, at, is_survivor):
    crime, earlier = recorded(at), recorded(at)
    here, there = the_suspect(crime).person, the_suspect(earlier).person
    declare_connection(person=there.reference, nature="My brother", by=officer(Role.DETECTIVE), at=at)
    assert officers_connected_with(crime.pk) == connected_pairs([crime.pk]) == set()
    survivor, other = (there, here) if is_survivor else (here, there)
    merge_people(
        survivor=survivor.pk, other=other.reference, reason="One man by his licence.", by=officer(Role.VULNERABILITY_DESK), at=at,
    )  # fmt: skip
    with pytest.raises(NotAllowed) as refused:
        give(crime, Role.DETECTIVE, at + LATER)
    assert codes(refused) == {"connected"}
    detective = officer(Role.DETECTIVE).id
    officer(Role.ALLOCATION_MANAGER)
    assert officers_connected_with(crime.pk) == {detective}
    assert connected_pairs([crime.pk]) == {(crime.pk, detective)}
    drawn = Sampled(
        number=1, closing=next(iter(Closing)), way="14", authority=Authority.SUPERVISOR, journey_id=crime.journey_id,
        incident_id=crime.incident_id, crime_id=crime.pk, reference=crime.reference, closed_at=at,
        had_a_part=frozenset(), teams=frozenset(), reviewed_by=None,
    )  # fmt: skip
    assert who_is_connected(drawn, [detective]) == {detective}


def test_a_restricted_record_goes_only_to_somebody_who_may_see_it(officer, at):
    crime = recorded(at)
    manager, detective = officer(Role.ALLOCATION_MANAGER), officer(Role.DETECTIVE)
    restriction = restrict_journey(
        journey=crime.journey_id, kind=RestrictionKind.COVERT, reason="A councillor's son.",
        officers=(manager.id,), by=officer(Role.SUPERVISOR), at=at,
    )  # fmt: skip
    with pytest.raises(NotAllowed) as refused:
        give(crime, Role.DETECTIVE, at + LATER)
    assert codes(refused) == {"may-not-see"}
    grant_access(restriction=restriction, officer=detective.id, reason="In charge.", by=officer(Role.SUPERVISOR), at=at)
    give(crime, Role.DETECTIVE, at + LATER)
    assert Allocation.objects.filter(officer_id=detective.id).exists()


def test_whoever_is_slower_is_told_that_the_crime_has_been_allocated_meanwhile(officer, at):
    crime = recorded(at)
    give(crime, Role.DETECTIVE, at + LATER)
    with pytest.raises(NotAllowed) as refused:
        give(crime, Role.INVESTIGATOR, at + LATER)
    assert codes(refused) == {"taken-meanwhile"}


def test_a_new_officer_takes_over_what_is_due_and_a_review_follows(officer, at):
    crime = planned(at)
    detective, investigator = officer(Role.DETECTIVE).id, officer(Role.INVESTIGATOR).id
    with pytest.raises(NotAllowed):
        give(crime, Role.DETECTIVE, at + LATER, instead_of=detective)
    give(crime, Role.INVESTIGATOR, at + LATER, instead_of=detective)
    crime.refresh_from_db()
    assert (crime.officer_id, crime.state) == (investigator, "investigating")
    assert crime.allocated_at == at + timedelta(hours=2)
    assert not Duty.objects.filter(crime=crime, state="open", owner_id=detective).exists()
    assert Duty.objects.filter(crime=crime, state="open", owner_id=investigator, kind="follow_line").exists()
    assert Duty.objects.filter(crime=crime, state="open", kind="review_investigation").count() == 2
    assert Allocation.objects.filter(crime=crime).count() == 2


def test_what_the_sergeant_owes_goes_to_the_sergeant_of_the_new_officer(officer, at):
    crime = planned(at)
    detective = OfficerRow.objects.get(pk=officer(Role.DETECTIVE).id)
    before, after = detective.supervisor_id, officer(Role.INSPECTOR).id
    with writing(by=officer(Role.ADMINISTRATOR), at=at, purpose="Moving to another team") as w:
        moved = w.lock(OfficerRow, officer(Role.INVESTIGATOR).id)
        w.entry(EntryKind.OFFICER_MOVED, subject=moved)
        w.update(moved, supervisor_id=after)
    theirs = Duty.objects.filter(crime=crime, state="open", desk="supervision")
    assert set(theirs.values_list("owner_id", flat=True)) == {before}
    inspector = set(Duty.objects.filter(crime=crime, state="open", desk="inspectors").values_list("id", "owner_id"))
    give(crime, Role.INVESTIGATOR, at + LATER, instead_of=detective.id)
    assert set(theirs.values_list("owner_id", flat=True)) == {after}
    assert (
        set(Duty.objects.filter(crime=crime, state="open", desk="inspectors").values_list("id", "owner_id"))
        == inspector
    )


def test_what_a_crime_waits_for_and_its_risk_change_its_weight(officer, at):
    crime = planned(at)
    detective = officer(Role.DETECTIVE)
    note_abuse_risk(crime=crime.pk, grade=AbuseRisk.HIGH, reason="", by=detective, at=at + LATER)
    note_stage(crime=crime.pk, stage=Stage.FORENSIC, by=detective, at=at + LATER)
    done = give(recorded(at), Role.DETECTIVE, at + LATER)
    assert done.before.points == 1.5
    note_complexity(crime=crime.pk, is_complex=True, by=officer(Role.SUPERVISOR), at=at + LATER)
    assert give(recorded(at), Role.DETECTIVE, at + LATER).before.points == 6.0


@pytest.mark.source("domain/00: the highest grade held since the report")
def test_a_reduction_of_risk_needs_its_reason_and_high_stays_high_for_decisions(officer, at):
    crime = planned(at)
    by = officer(Role.VULNERABILITY_DESK)
    note_abuse_risk(crime=crime.pk, grade=AbuseRisk.HIGH, reason="", by=by, at=at + LATER)
    with pytest.raises(NotAllowed):
        note_abuse_risk(crime=crime.pk, grade=AbuseRisk.STANDARD, reason=" ", by=by, at=at + LATER)
    note_abuse_risk(crime=crime.pk, grade=AbuseRisk.STANDARD, reason="He is in prison.", by=by, at=at + LATER)
    crime.refresh_from_db()
    assert (crime.abuse_risk, crime.high_risk_abuse) == ("standard", True)


def test_an_outstanding_suspect_is_due_for_review_from_the_allocation_on(officer, at):
    crime = recorded(at)
    assert not Duty.objects.filter(crime=crime, kind="review_suspect").exists()
    give(crime, Role.DETECTIVE, at + LATER)
    duty = Duty.objects.get(crime=crime, kind="review_suspect")
    assert duty.subject_row == the_suspect(crime).pk
    move_suspect(
        suspect=the_suspect(crime).pk, to_status=SuspectStatus.ARRESTED_IN_CUSTODY, words="Arrested at home.",
        reference="ZZ/1", by=officer(Role.DETECTIVE), at=at + LATER,
    )  # fmt: skip
    duty.refresh_from_db()
    assert duty.state == "superseded"
