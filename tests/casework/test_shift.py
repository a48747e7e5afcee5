"""A supervisor's shift: the first actions, cover, what one act clears, the hand-over, protected time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.investigation.custody import note_custody
from constabulary.casework.investigation.reviews import review_investigation
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.casework.shift import (
    hand_over_shift,
    lift_protection,
    open_shift,
    protect_time,
    take_over_shift,
)
from constabulary.casework.victims.contact import update_victim
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.investigation.detention import CustodyDetails
from constabulary.policing.investigation.reviews import DirectionGiven, Examined, Occasion, ReviewDetails, ReviewLevel
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.supervision.handover import Period
from constabulary.policing.supervision.shift import CLEARS, Act, Detained, Why
from constabulary.records.models import Duty, JournalEntry, ProtectedTime, ShiftHandover
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.crimes import planned, the_suspect, update_of
from tests.factories.protection import add_officer
from tests.factories.workforce import away, team_of_six

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_a_review_clears_every_duty_that_its_action_names(at):
    crime = planned(at)
    by = asking(Role.SUPERVISOR)
    morning = at + 40 * DAY
    action = next(
        one for one in open_shift(by=by, at=morning).plan.first if one.act is Act.REVIEW and one.crime == crime.pk
    )
    assert {one.kind for one in action.duties} == CLEARS[Act.REVIEW]
    directed = DirectionGiven(words="Arrest him.", due_at=morning + DAY)
    review = ReviewDetails(
        level=ReviewLevel.SUPERVISOR, occasion=Occasion.INTERVAL, examined=tuple(Examined),
        findings="He has not been seen for a month.", directions=(directed,),
    )  # fmt: skip
    review_investigation(crime=crime.pk, review=review, by=by, at=morning)
    assert set(Duty.objects.filter(pk__in=[one.id for one in action.duties]).values_list("state", flat=True)) == {"met"}
    after = open_shift(by=by, at=morning).plan
    assert not [one for one in (*after.first, *after.this_shift) if one.act is Act.REVIEW and one.crime == crime.pk]


@pytest.mark.parametrize(
    "examined", [(Examined.PLAN,), (Examined.VICTIM,)], ids=["without a direction", "without a look at the plan"]
)
def test_a_review_that_does_not_direct_the_plan_does_not_approve_it(examined, at):
    crime = planned(at)
    directions = () if Examined.PLAN in examined else (DirectionGiven(words="Ring her.", due_at=at + 9 * DAY),)
    review = ReviewDetails(
        level=ReviewLevel.SUPERVISOR, occasion=Occasion.INTERVAL, examined=examined, findings="Footage is missing.",
        directions=directions, challenge="Why was the footage not asked for?",
    )  # fmt: skip
    review_investigation(crime=crime.pk, review=review, by=asking(Role.SUPERVISOR), at=at + DAY)
    assert Duty.objects.get(crime=crime, kind="approve_plan").state == "open"


def test_an_update_of_the_victim_clears_every_duty_that_its_action_names(at):
    crime = planned(at)
    by = asking(Role.SUPERVISOR)
    morning = at + 20 * DAY
    plan = open_shift(by=by, at=morning).plan
    action = next(one for one in (*plan.first, *plan.this_shift) if one.act is Act.VICTIM and one.crime == crime.pk)
    assert action.duties
    update_victim(crime=crime.pk, update=update_of(morning), by=asking(Role.DETECTIVE), at=morning)
    assert not Duty.objects.filter(pk__in=[one.id for one in action.duties], state="open").exists()


def test_whoever_is_in_custody_for_a_crime_of_the_team_comes_first_and_no_limit_is_made_up(at):
    crime = planned(at)
    move_suspect(
        suspect=the_suspect(crime).pk, to_status=SuspectStatus.ARRESTED_IN_CUSTODY, words="Arrested at home.",
        reference="CR/1",
        by=asking(Role.DETECTIVE), at=at + DAY,
    )  # fmt: skip
    first = open_shift(by=asking(Role.SUPERVISOR), at=at + DAY + HOUR).plan.first[0]
    assert (first.act, first.crime, first.due_at, first.why) == (Act.CUSTODY, crime.pk, at + DAY, (Why.CUSTODY,))


def test_a_custody_record_tells_when_detention_is_reviewed_and_ends_by_the_law_of_the_arrest(at):
    crime = planned(at)
    suspect, arrested = the_suspect(crime), at + DAY
    move_suspect(
        suspect=suspect.pk, to_status=SuspectStatus.ARRESTED_IN_CUSTODY, words="Arrested at home.", reference="CR/1",
        by=asking(Role.DETECTIVE), at=arrested,
    )  # fmt: skip
    details = CustodyDetails(
        reference="CR/1", arrested_at=arrested, arrived_at=arrested + HOUR / 2, authorised_at=arrested + HOUR,
        indictable=True,
    )  # fmt: skip
    note_custody(suspect=suspect.pk, details=details, by=asking(Role.DETECTIVE), at=arrested + HOUR)
    first = open_shift(by=asking(Role.SUPERVISOR), at=arrested + 2 * HOUR).plan.first[0]
    assert first.detained == Detained(
        crime=crime.pk, since=arrested, review_at=arrested + 7 * HOUR, until=arrested + HOUR / 2 + DAY
    )
    assert first.due_at == arrested + 7 * HOUR, "what comes first of the two"


def test_evidence_that_was_about_to_be_lost_comes_before_what_is_only_overdue(at):
    crime = planned(at)
    with writing(by=system_officer(), at=at, purpose="Correcting") as w:
        row = crime.incident.assessments.latest("number")
        w.entry(EntryKind.INCIDENT_GRADED, subject=row)
        answers = {**row.answers, "investigation": {**row.answers["investigation"], "key_evidence_perishable": True}}
        w.update(row, answers=answers)
        for duty in Duty.objects.filter(crime=crime, state="open"):
            w.update(duty, risk=1)
    plan = open_shift(by=asking(Role.SUPERVISOR), at=at + 40 * DAY).plan
    assert (plan.first[0].act, plan.first[0].why[0]) == (Act.CHASE, Why.EVIDENCE)


def test_a_shift_is_handed_over_and_taken_over_by_somebody_else_of_the_team(at):
    scene = team_of_six(at)
    number = hand_over_shift(words=" 99/12/26: the witness comes at 10. ", by=scene.outgoing, at=at)
    say_who_asks(scene.sergeant)
    (left,) = open_shift(by=scene.sergeant, at=at).handovers
    assert (left.id, left.words, left.written_by, left.acknowledged_at) == (
        number, "99/12/26: the witness comes at 10.", scene.outgoing.id, None,
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="Somebody else acknowledges"):
        take_over_shift(handover=number, by=scene.outgoing, at=at)
    with pytest.raises(NotPermitted, match="another team"):
        take_over_shift(handover=number, by=asking(Role.SUPERVISOR), at=at)
    take_over_shift(handover=number, by=scene.sergeant, at=at + HOUR)
    with pytest.raises(NotAllowed, match="already"):
        take_over_shift(handover=number, by=scene.sergeant, at=at + HOUR)
    row = ShiftHandover.objects.get(pk=number)
    assert (row.acknowledged_by_id, row.acknowledged_at) == (scene.sergeant.id, at + HOUR)
    assert JournalEntry.objects.filter(kind__in=["shift_handed_over", "shift_taken_over"]).count() == 2
    assert open_shift(by=asking(Role.SUPERVISOR), at=at).handovers == ()


def test_what_nobody_took_over_stays_however_many_came_since(at):
    scene = team_of_six(at)
    first = hand_over_shift(words="The van is off the road.", by=scene.outgoing, at=at)
    for number in range(1, 5):
        later = hand_over_shift(words="Nothing.", by=scene.outgoing, at=at + number * HOUR)
        take_over_shift(handover=later, by=scene.sergeant, at=at + number * HOUR)
    say_who_asks(scene.sergeant)
    shown = open_shift(by=scene.sergeant, at=at + 9 * HOUR).handovers
    assert [one.id for one in shown if one.acknowledged_at is None] == [first]
    assert len(shown) == 4


def test_an_empty_hand_over_and_one_with_an_address_are_refused_and_so_is_whoever_has_no_team(at):
    scene = team_of_six(at)
    for words, field in ((" ", "words"), ("She is at ZZ9 7QX.", "words")):
        with pytest.raises(NotAllowed) as refused:
            hand_over_shift(words=words, by=scene.sergeant, at=at)
        assert [one.field for one in refused.value.reasons] == [field]
    alone = add_officer("S990", Role.SUPERVISOR, at)
    with pytest.raises(NotPermitted, match="no team"):
        hand_over_shift(words="Nothing.", by=alone, at=at)
    say_who_asks(alone)
    opened = open_shift(by=alone, at=at)
    assert (opened.people, opened.handovers) == ((), ())


def test_time_is_kept_free_counts_for_no_response_and_is_given_up_again(at):
    scene = team_of_six(at)
    officer = scene.officers[0].id
    period = Period(from_at=at + HOUR, until_at=at + 4 * HOUR)
    number = protect_time(officer=officer, period=period, by=scene.sergeant, at=at)
    say_who_asks(scene.sergeant)
    first = open_shift(by=scene.sergeant, at=at).people[0]
    assert [one.id for one in first.protected] == [number]
    assert [first.is_free_for_response(at + hours * HOUR) for hours in (0, 1, 4)] == [True, False, True]
    assert first.load.has_capacity
    with pytest.raises(NotAllowed) as refused:
        protect_time(officer=officer, period=period, by=scene.sergeant, at=at)
    assert [one.field for one in refused.value.reasons] == ["from_at"]
    lift_protection(protected=number, by=scene.outgoing, at=at)
    lift_protection(protected=number, by=scene.outgoing, at=at)
    assert JournalEntry.objects.filter(kind="protection_lifted").count() == 1
    assert open_shift(by=scene.sergeant, at=at).people[0].protected == ()


def test_the_database_keeps_two_protected_times_apart_as_well(at):
    scene = team_of_six(at)
    number = protect_time(
        officer=scene.officers[0].id, period=Period(from_at=at, until_at=at + HOUR), by=scene.sergeant, at=at
    )
    row = ProtectedTime.objects.get(pk=number)
    again = ProtectedTime(
        officer_id=row.officer_id, from_at=row.from_at, until_at=row.until_at, set_at=at, set_by_id=row.set_by_id
    )
    with pytest.raises(IntegrityError, match="protected_time_one_at_a_time"):
        written_past_the_rule(again, row, at)


def written_past_the_rule(row: ProtectedTime, beside: ProtectedTime, at) -> None:
    with writing(by=system_officer(), at=at) as w:
        w.entry(EntryKind.TIME_PROTECTED, subject=beside)
        w.insert(row)


def test_nobody_who_is_away_is_kept_free_and_only_those_who_plan_for_them_do_it(at):
    scene = team_of_six(at)
    period = Period(from_at=at + HOUR, until_at=at + 2 * HOUR)
    away(Role.DETECTIVE, at)
    detective = asking(Role.DETECTIVE).id
    with pytest.raises(NotAllowed, match="away on that day"):
        protect_time(officer=detective, period=period, by=asking(Role.SUPERVISOR), at=at)
    with pytest.raises(NotPermitted, match="supervises the officer"):
        protect_time(officer=scene.officers[0].id, period=period, by=asking(Role.SUPERVISOR), at=at)


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.ALLOCATION_MANAGER, Role.PLANNER])
def test_others_have_no_shift_to_run(role, at):
    by = asking(role)
    for act in (
        lambda: open_shift(by=by, at=at),
        lambda: hand_over_shift(words="Nothing.", by=by, at=at),
        lambda: take_over_shift(handover=1, by=by, at=at),
    ):
        with pytest.raises(NotPermitted):
            act()
