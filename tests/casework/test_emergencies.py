"""Emergency openings: at once, for a limited time, told that they are reviewed, reviewed by somebody else."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.connections import declare_connection
from constabulary.casework.contact import take_call
from constabulary.casework.emergencies import open_in_emergency, review_opening
from constabulary.casework.restrictions import restrict_journey
from constabulary.casework.vulnerability.planning import plan_safety
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import title_of_duty
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.policing.vulnerability.plans import PlanDetails, Safety
from constabulary.records.models import (
    BreakGlass,
    Duty,
    Incident,
    IncidentPerson,
    JournalEntry,
    Place,
    RestrictionGrant,
    Seal,
)
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.queries.protection import held_from
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.calls import shoplifting
from tests.factories.protection import LINE, Protected, protected_victim

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SAFETY = ("plan_safety", "review_safety_plan")
WHY = "He is at her door with a knife and the crew needs the address."


@pytest.fixture
def held(db, at) -> Protected:
    return protected_victim(at)


@pytest.fixture
def restricted(held, at) -> Protected:
    journey = Incident.objects.get(pk=held.taken.incident_id).journey_id
    restrict_journey(
        journey=journey, kind=RestrictionKind.POLICE_OFFICER_INVOLVED, reason="His brother is one.",
        by=asking(Role.DETECTIVE), at=at,
    )  # fmt: skip
    return held


def test_a_sealed_address_opens_at_once_for_four_hours_and_a_review_is_due_from_somebody_else(held, at):
    by = asking(Role.CONTACT_HANDLER)
    asked = held_from(held.taken.incident)
    assert asked.seals == (held.seal,)
    until = open_in_emergency(seals=asked.seals, reason=WHY, by=by, at=at)
    assert until == at + timedelta(hours=4)
    assert LINE in Incident.objects.get(pk=held.taken.incident_id).summary
    assert Place.objects.filter(line=LINE).exists()
    opening = BreakGlass.objects.get()
    duty = Duty.objects.get(kind="review_emergency_opening")
    assert (duty.opening_id, duty.desk, duty.due_at, duty.journey_id) == (
        opening.pk, "inspectors", at + timedelta(hours=72), None,
    )  # fmt: skip


def test_a_restricted_record_opens_and_the_review_ends_it_when_it_was_not_justified(restricted, at):
    by = asking(Role.INVESTIGATOR)
    assert not Incident.objects.filter(pk=restricted.taken.incident_id).exists()
    asked = held_from(restricted.taken.incident)
    open_in_emergency(restriction=asked.restriction, reason=WHY, by=by, at=at)
    assert Incident.objects.filter(pk=restricted.taken.incident_id).exists()
    opening = BreakGlass.objects.get()
    with pytest.raises(NotPermitted):
        review_opening(opening=opening.pk, justified=False, finding="x", by=by, at=at)
    review_opening(
        opening=opening.pk, justified=False, finding="There was no call that night.", by=asking(Role.INSPECTOR), at=at
    )
    assert Duty.objects.get(kind="review_emergency_opening").state == "met"
    assert RestrictionGrant.objects.get(officer_id=by.id).ended_at == at
    asking(Role.INVESTIGATOR)
    assert not Incident.objects.filter(pk=restricted.taken.incident_id).exists()


def test_the_safety_of_whoever_was_opened_without_cause_is_due_within_the_hour_and_says_nothing_of_the_seal(held, at):
    open_in_emergency(seals=(held.seal,), reason=WHY, by=asking(Role.CONTACT_HANDLER), at=at)
    assert not Duty.objects.filter(kind__in=SAFETY).exists()
    opening = BreakGlass.objects.get().pk
    review = {"opening": opening, "finding": "She was not in danger.", "by": asking(Role.INSPECTOR), "at": at + HOUR}
    review_opening(**review, justified=False)
    duty = Duty.objects.get(kind__in=SAFETY)
    assert (duty.kind, duty.desk, duty.risk, duty.due_at) == ("plan_safety", "vulnerability", 3, at + 2 * HOUR)
    assert (duty.incident_id, duty.person_id) == (held.taken.incident_id, Seal.objects.get(pk=held.seal).person_id)
    assert "seal" not in title_of_duty(DutyKind(duty.kind), duty.rule).casefold()
    desk = asking(Role.VULNERABILITY_DESK)
    plan = PlanDetails(actions=(Safety.ALARM,), words="Fitted today.", wishes="She wants it.")
    plan_safety(incident=held.taken.incident_id, person=duty.person_id, plan=plan, by=desk, at=at + 2 * HOUR)
    duty.refresh_from_db()
    assert duty.state == "met"


def test_her_safety_is_due_where_she_is_the_victim_and_not_where_she_is_complained_of_since(held, at):
    person = Seal.objects.get(pk=held.seal).person_id
    take_call(call=shoplifting(at + HOUR), by=asking(Role.CONTACT_HANDLER), at=at + HOUR)
    against_her = Incident.objects.order_by("-id")[0]
    say_who_asks(system_officer())
    with writing(by=system_officer(), at=at + HOUR, purpose="Setting up") as w:
        w.entry(EntryKind.CONTACT_RECORDED, subject=against_her, journey=against_her.journey_id)
        w.insert(
            IncidentPerson(
                journey_id=against_her.journey_id, incident_id=against_her.pk, person_id=person, role="suspect",
                added_at=at + HOUR, added_by_id=w.by.id,
            )
        )  # fmt: skip
    open_in_emergency(seals=(held.seal,), reason=WHY, by=asking(Role.CONTACT_HANDLER), at=at + 2 * HOUR)
    review_opening(
        opening=BreakGlass.objects.get().pk, justified=False, finding="No danger.", by=asking(Role.INSPECTOR),
        at=at + 3 * HOUR,
    )  # fmt: skip
    assert Duty.objects.get(kind__in=SAFETY).incident_id == held.taken.incident_id


def test_a_plan_that_stands_is_looked_at_again_sooner_than_it_would_have_been(held, at):
    person = Seal.objects.get(pk=held.seal).person_id
    plan = PlanDetails(actions=(Safety.ALARM,), words="Fitted today.", wishes="She wants it.")
    plan_safety(incident=held.taken.incident_id, person=person, plan=plan, by=asking(Role.VULNERABILITY_DESK), at=at)
    for hours in (1, 2):
        open_in_emergency(seals=(held.seal,), reason=WHY, by=asking(Role.CONTACT_HANDLER), at=at + hours * HOUR)
        opening = BreakGlass.objects.order_by("-id")[0].pk
        review_opening(
            opening=opening, justified=False, finding="No danger.", by=asking(Role.INSPECTOR), at=at + hours * HOUR
        )
    due = [(one.kind, one.state, one.due_at) for one in Duty.objects.filter(rule="protection.safety_after_opening")]
    assert sorted(due) == [
        ("review_safety_plan", "open", at + 3 * HOUR), ("review_safety_plan", "superseded", at + 2 * HOUR),
    ]  # fmt: skip


def test_a_justified_opening_of_a_seal_and_one_of_a_restriction_make_no_safety_due(restricted, at):
    by = asking(Role.INVESTIGATOR)
    open_in_emergency(restriction=held_from(restricted.taken.journey).restriction, reason=WHY, by=by, at=at)
    open_in_emergency(seals=(restricted.seal,), reason=WHY, by=by, at=at)
    for opening in BreakGlass.objects.all():
        review_opening(
            opening=opening.pk,
            justified=opening.seal_id is not None,
            finding="Looked.",
            by=asking(Role.INSPECTOR),
            at=at,
        )
    assert not Duty.objects.filter(rule="protection.safety_after_opening").exists()


def test_a_justified_opening_stays_until_it_runs_out_and_is_reviewed_once(restricted, at):
    by = asking(Role.INVESTIGATOR)
    open_in_emergency(restriction=held_from(restricted.taken.journey).restriction, reason=WHY, by=by, at=at)
    opening = BreakGlass.objects.get()
    with pytest.raises(NotAllowed):
        review_opening(opening=opening.pk, justified=True, finding=" ", by=asking(Role.INSPECTOR), at=at)
    review_opening(opening=opening.pk, justified=True, finding="Knife seized.", by=asking(Role.INSPECTOR), at=at)
    with pytest.raises(NotAllowed):
        review_opening(opening=opening.pk, justified=True, finding="Twice.", by=asking(Role.INSPECTOR), at=at)
    asking(Role.INVESTIGATOR)
    assert Incident.objects.filter(pk=restricted.taken.incident_id).exists()


def test_an_inspector_does_not_review_what_they_opened(restricted, at):
    inspector = asking(Role.INSPECTOR)
    open_in_emergency(restriction=held_from(restricted.taken.incident).restriction, reason=WHY, by=inspector, at=at)
    with pytest.raises(NotPermitted, match="Somebody else"):
        review_opening(opening=BreakGlass.objects.get().pk, justified=True, finding="Fine.", by=inspector, at=at)


def test_whoever_is_connected_with_the_suspect_opens_neither_the_seal_nor_the_record(restricted, at):
    cousin = asking(Role.INVESTIGATOR)
    declare_connection(person=restricted.suspect.reference, nature="His cousin.", by=cousin, at=at)
    asked = held_from(restricted.taken.incident)
    assert (asked.restriction, asked.seals) == (None, ())
    with pytest.raises(NotAllowed) as refused:
        open_in_emergency(seals=(restricted.seal,), reason=WHY, by=cousin, at=at)
    assert [one.code for one in refused.value.reasons] == ["emergency.cannot-be-opened"]


def test_a_word_is_no_reason(restricted, at):
    with pytest.raises(NotAllowed) as refused:
        open_in_emergency(seals=(restricted.seal,), reason="urgent", by=asking(Role.DISPATCHER), at=at)
    assert [one.field for one in refused.value.reasons] == ["reason"]


def test_asking_for_what_is_not_there_is_refused_and_journalled(held, at):
    by = asking(Role.DISPATCHER)
    asked = held_from("I26-99999999")
    with pytest.raises(NotAllowed) as refused:
        open_in_emergency(restriction=asked.restriction, seals=asked.seals, reason=WHY, by=by, at=at)
    assert [one.code for one in refused.value.reasons] == ["emergency.nothing-held"]
    assert JournalEntry.objects.filter(kind="emergency_found_nothing", by_row=by.id).exists()


def test_only_roles_that_may_open_do(restricted, at):
    with pytest.raises(NotPermitted):
        open_in_emergency(seals=(restricted.seal,), reason=WHY, by=asking(Role.AUDITOR), at=at)
