"""Does a queue flow? A short one that stopped is found, a quiet night is not an alarm, chance is given its due."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.desks import Desk
from constabulary.policing.duties.alarms import (
    ANSWER_MISSING,
    ANSWERED_ALREADY,
    ONLY_OF_THINNED,
    find_duty_of_alarm,
    find_reasons_against_answer,
)
from constabulary.policing.duties.flow import (
    FlowHistory,
    FlowState,
    Move,
    assess_flow,
    hour_class,
    learn_rhythm,
    missed_limit,
)
from constabulary.standards.queues import FLOW
from constabulary.standards.rulebook import on
from tests.factories.queues import KINDS, make_queue

BEGAN = datetime(2026, 9, 7, tzinfo=UTC)  # a Monday
WEEKS = timedelta(weeks=4)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SETTINGS = on(BEGAN)[FLOW].value


def daytime_queue(*, until: datetime, stops_at: datetime | None = None, from_at: datetime = BEGAN) -> FlowHistory:
    """Three wait, always: one comes and one goes every two hours from 8 to 20, nothing at night."""
    moves = []
    at = from_at
    while at < until:
        if 7 <= at.hour < 20 and at.hour % 2:
            moves.append(Move(at=at, change=1))
            if stops_at is None or at < stops_at:
                moves.append(Move(at=at + timedelta(minutes=40), change=-1))
        at += HOUR
    return FlowHistory(from_at=from_at, waiting_then=3, moves=tuple(move for move in moves if move.at <= until))


def state_at(history: FlowHistory, at: datetime) -> FlowState:
    return assess_flow(history, at=at, settings=SETTINGS).state


def test_a_queue_of_low_count_that_has_stopped_is_found_within_two_days():
    stop = BEGAN + WEEKS + DAY + 12 * HOUR
    stopped = daytime_queue(until=stop + 3 * DAY, stops_at=stop)
    flowing = daytime_queue(until=stop + 3 * DAY)
    seen = [hours for hours in range(72) if state_at(cut(stopped, stop + hours * HOUR), stop + hours * HOUR).is_alarm]
    assert seen
    assert seen[0] <= 48
    assert not any(state_at(cut(flowing, stop + hours * HOUR), stop + hours * HOUR).is_alarm for hours in range(72))
    flow = assess_flow(stopped, at=stop + 2 * DAY, settings=SETTINGS)
    assert flow.waiting < 20
    assert flow.missed > flow.limit


def cut(history: FlowHistory, until: datetime) -> FlowHistory:
    return FlowHistory(
        from_at=history.from_at,
        waiting_then=history.waiting_then,
        moves=tuple(move for move in history.moves if move.at <= until),
    )


def test_a_quiet_night_is_worth_nothing():
    evening = BEGAN + WEEKS + 19 * HOUR + timedelta(minutes=41)
    history = daytime_queue(until=evening)
    at_six = assess_flow(history, at=evening + 10 * HOUR, settings=SETTINGS)
    assert at_six.state is FlowState.FLOWING
    assert at_six.missed < 1
    # Ten hours without outflow by day, of a queue that has it every two hours, is worth more.
    by_day = assess_flow(history, at=evening + 23 * HOUR, settings=SETTINGS)
    assert by_day.missed > 4


def test_an_empty_queue_and_one_without_a_rhythm_raise_nobody():
    emptied = FlowHistory(from_at=BEGAN, waiting_then=1, moves=(Move(at=BEGAN + HOUR, change=-1),))
    assert state_at(emptied, BEGAN + WEEKS) is FlowState.EMPTY
    few = FlowHistory(from_at=BEGAN, waiting_then=5, moves=(Move(at=BEGAN + HOUR, change=-1),))
    assert state_at(few, BEGAN + WEEKS) is FlowState.NO_RHYTHM
    never = FlowHistory(from_at=BEGAN, waiting_then=5, moves=())
    flow = assess_flow(never, at=BEGAN + WEEKS, settings=SETTINGS)
    assert (flow.state, flow.last_out_at, flow.waiting) == (FlowState.NO_RHYTHM, None, 5)
    assert learn_rhythm(few, until=BEGAN + WEEKS, settings=SETTINGS) is None


def test_time_in_which_nothing_waited_is_not_held_against_a_queue():
    moves = []
    for day in range(28):
        for hour in (9, 11, 13, 15):
            at = BEGAN + day * DAY + hour * HOUR
            moves += [Move(at=at, change=1), Move(at=at + HOUR / 2, change=-1)]
    emptied = FlowHistory(from_at=BEGAN, waiting_then=0, moves=tuple(moves))
    late = BEGAN + WEEKS + 15 * HOUR
    one_came = FlowHistory(
        from_at=BEGAN, waiting_then=0, moves=(*emptied.moves, Move(at=late - timedelta(minutes=10), change=1))
    )
    flow = assess_flow(one_came, at=late, settings=SETTINGS)
    assert flow.state is FlowState.FLOWING
    assert flow.missed < 1


def test_a_queue_that_lets_go_of_a_tenth_of_the_usual_has_slowed():
    growing = KINDS[-1]
    slows = BEGAN + WEEKS + 9 * HOUR
    at = slows + 20 * HOUR
    slowed = make_queue(growing, seed=3, from_at=BEGAN, until_at=at, slows_at=slows, left=0.1)
    usual = make_queue(growing, seed=3, from_at=BEGAN, until_at=at)
    assert state_at(usual, at) is FlowState.FLOWING
    flow = assess_flow(slowed, at=at, settings=SETTINGS)
    assert flow.state.is_alarm
    assert flow.left_in_a_day < flow.usual_in_a_day / 2


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_rhythm_may_be_given_and_what_stops_is_found_for_every_kind_of_queue(kind):
    stop = BEGAN + WEEKS + DAY + 10 * HOUR
    at = stop + 4 * DAY
    history = make_queue(kind, seed=11, from_at=BEGAN, until_at=at, stops_at=stop)
    rhythm = learn_rhythm(history, until=stop, settings=SETTINGS)
    assert rhythm is not None
    assert rhythm.tail_scale >= 1
    assert missed_limit(rhythm, SETTINGS) > rhythm.tail_from
    assert assess_flow(history, at=at, settings=SETTINGS, rhythm=rhythm).state is FlowState.STALLED


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_over_four_weeks_of_looking_once_a_day_chance_raises_at_most_one_alarm(kind):
    ends = BEGAN + 2 * WEEKS
    history = make_queue(kind, seed=5, from_at=BEGAN, until_at=ends)
    raised, at, standing = 0, BEGAN + WEEKS + 15 * HOUR, False
    while at < ends:
        is_alarm = state_at(cut(history, at), at).is_alarm
        raised += is_alarm and not standing
        standing = is_alarm
        at += DAY
    assert raised <= 1


def test_the_hours_of_the_week_go_by_the_clock_in_london():
    assert hour_class(datetime(2026, 11, 2, 9, 30, tzinfo=UTC)) == 9
    assert hour_class(datetime(2026, 7, 6, 9, 30, tzinfo=UTC)) == 10, "summer time"
    assert hour_class(datetime(2026, 11, 7, 9, 30, tzinfo=UTC)) == 33, "Saturday"


def test_an_alarm_goes_to_the_supervisors_of_the_desk_and_its_answer_says_what_is_done():
    rules = on(BEGAN)
    assert find_duty_of_alarm(rules, desk=Desk.CONTROL_ROOM, at=BEGAN).desk is Desk.CONTROL_ROOM
    due = find_duty_of_alarm(rules, desk=Desk.IMU, at=BEGAN)
    assert (due.desk, due.due_at) == (Desk.SUPERVISION, BEGAN + 2 * HOUR)
    assert find_reasons_against_answer(words="Two more on lates.", is_waiting=True) == ()
    assert find_reasons_against_answer(words=" ", is_waiting=True) == (ANSWER_MISSING,)
    assert find_reasons_against_answer(words="x", is_waiting=False) == (ANSWERED_ALREADY,)
    assert find_reasons_against_answer(words="x", is_waiting=True, is_usual=True, nature=FlowState.THINNED) == ()
    for nature in set(FlowState) - {FlowState.THINNED}:
        found = find_reasons_against_answer(words="", is_waiting=True, is_usual=True, nature=nature)
        assert found == (ANSWER_MISSING, ONLY_OF_THINNED)
