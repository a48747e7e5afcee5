"""Weights near a limit drawn and graded again, blind; both kept, no load changed, nobody told of."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework import regrading
from constabulary.casework.reading import NoSuchRecord, open_crime
from constabulary.casework.regrading import draw_regrading, open_regrading, open_weight
from constabulary.policing.decisions import NotAllowed
from constabulary.records.models import Crime, Duty, JournalEntry, RegradingSample, SampledWeight, SecondWeight
from constabulary.records.queries.officers import say_who_asks, system_officer
from tests.conftest import asking
from tests.factories.crimes import allocated, planned
from tests.factories.regrading import draw_all_weights, weight_drawn, weight_graded

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def codes(refused) -> set[str]:
    return {reason.code.split(".")[1] for reason in refused.value.reasons}


def test_a_week_is_drawn_once_and_each_crime_waits_at_the_allocation_desk(at):
    crime = planned(at)
    assert draw_all_weights(at + DAY) == 1
    assert draw_all_weights(at + DAY + HOUR) == 0
    drawn = SampledWeight.objects.get(crime=crime)
    assert (drawn.weight, drawn.stage, drawn.team_id) == ("abuse", "active", crime.team_id)
    duty = Duty.objects.get(crime=crime, kind="grade_again")
    assert (duty.state, duty.desk, duty.subject_row, duty.owner_id) == ("open", "allocation", drawn.pk, None)
    assert JournalEntry.objects.filter(kind="sample_drawn").exists()
    assert draw_all_weights(at + 8 * DAY) == 1


def test_once_a_week_is_drawn_no_load_is_worked_out_again(at, monkeypatch):
    planned(at)
    draw_all_weights(at + DAY)
    asked = []
    monkeypatch.setattr(regrading, "loads_of", lambda *given, **_: asked.append(given) or {})
    assert draw_all_weights(at + DAY + HOUR) == 0
    assert asked == []
    draw_all_weights(at + 8 * DAY)
    assert len(asked) == 1


def test_nobody_near_a_limit_draws_nothing_and_says_so(at):
    planned(at)
    system = system_officer()
    say_who_asks(system)
    assert draw_regrading(by=system, at=at + DAY) == 0
    sample = RegradingSample.objects.get()
    assert (sample.near, sample.drawn, sample.size) == (0, 0, 0)


def test_a_colleague_grades_it_blind_and_both_gradings_are_kept(at):
    crime = planned(at)
    drawn = weight_drawn(crime, at + DAY)
    manager = asking(Role.SUPERVISOR)
    opened = open_weight(number=drawn.pk, by=manager, at=at + DAY)
    assert opened.facts is not None
    assert opened.facts.summary == crime.summary
    assert [one.number for one in open_regrading(by=manager, at=at + DAY).waiting] == [drawn.pk]
    weight_graded(drawn, at + DAY + HOUR, by=manager)
    second = SecondWeight.objects.get(sampled=drawn)
    assert (second.weight, second.points, second.words) == ("robbery", 3.0, "A knife was shown.")
    drawn.refresh_from_db()
    assert (drawn.weight, drawn.points) == ("abuse", 2.0)
    assert Duty.objects.get(crime=crime, kind="grade_again").state == "met"
    assert JournalEntry.objects.filter(kind="weight_graded_again", subject_row=crime.pk).exists()
    again = open_weight(number=drawn.pk, by=manager, at=at + 2 * DAY)
    assert (again.is_mine, again.facts, again.drawn.second_weight) == (True, None, "robbery")
    shown = open_regrading(by=manager, at=at + 2 * DAY)
    assert (shown.waiting, [one.number for one in shown.mine]) == ((), [drawn.pk])
    assert shown.everybody.too_few
    assert all(one.too_few for one in shown.teams)
    assert Crime.objects.get(pk=crime.pk).stage == "active"


def test_whoever_allocated_it_or_opened_it_since_is_refused_and_shown_nothing_of_it(at):
    crime = planned(at)
    drawn = weight_drawn(crime, at + DAY)
    allocator = asking(Role.ALLOCATION_MANAGER)
    assert Crime.objects.get(pk=crime.pk).allocated_by_id == allocator.id
    with pytest.raises(NotAllowed) as refused:
        weight_graded(drawn, at + DAY + HOUR, by=allocator)
    assert codes(refused) == {"own"}
    assert open_weight(number=drawn.pk, by=allocator, at=at + DAY).facts is None
    manager = asking(Role.SUPERVISOR)
    open_crime(reference=crime.reference, purpose="Looking", by=manager, at=at + DAY + HOUR)
    with pytest.raises(NotAllowed) as refused:
        weight_graded(drawn, at + DAY + 2 * HOUR, by=manager)
    assert codes(refused) == {"has-opened"}


def test_it_is_graded_once_with_a_kind_and_a_reason_by_whoever_may(at):
    drawn = weight_drawn(planned(at), at + DAY)
    with pytest.raises(NotAllowed) as refused:
        weight_graded(drawn, at + DAY + HOUR, weight="", stage="")
    assert codes(refused) == {"no-such-weight", "no-such-stage"}
    with pytest.raises(NotPermitted):
        weight_graded(drawn, at + DAY + HOUR, by=asking(Role.DETECTIVE))
    weight_graded(drawn, at + DAY + HOUR)
    with pytest.raises(NotAllowed) as refused:
        weight_graded(drawn, at + DAY + 2 * HOUR, by=asking(Role.INSPECTOR))
    assert codes(refused) == {"graded"}


def test_a_number_of_nothing_is_no_record(at, db):
    allocated(at)
    with pytest.raises(NoSuchRecord):
        open_weight(number=1, by=asking(Role.SUPERVISOR), at=at)
