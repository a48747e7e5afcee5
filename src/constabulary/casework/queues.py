"""The queue ledger kept day by day, and the alarm when a queue stops or slows."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import meet_duties, open_desk_duty, supersede_duties
from constabulary.casework.rulebooks import rulebook_for, the_force
from constabulary.policing.clocks import start_of
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.alarms import NOT_A_QUEUE, find_duty_of_alarm, find_reasons_against_answer
from constabulary.policing.duties.feeds import FEEDS, Silence, assess_feed
from constabulary.policing.duties.flow import Flow, FlowHistory, FlowState, Move, assess_flow
from constabulary.policing.duties.thinning import Thinning, assess_thinning
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Duty, QueueAlarm, QueueDay, QueueFlow
from constabulary.records.queries.queues import (
    QueueFigures,
    QueueName,
    figures_of_days,
    first_duty_on,
    flow_histories,
    ledger_reaches,
)
from constabulary.records.writing import Writing, writing
from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Standard
from constabulary.standards.queues import ALARM_AGAIN_AFTER, FEED, FLOW, THINNING
from constabulary.standards.rulebook import Moments, Rulebook

#: How many days go into the ledger in one act.
DAYS_AT_ONCE = 84
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
#: What is raised by what comes in, and not by what goes out.
OF_INFLOW = frozenset({FlowState.SILENT.value, FlowState.THINNED.value})


def keep_queue_ledger(*, by: Officer, at: datetime) -> int:
    """By the clock: put every finished day that is not there yet in the ledger; how many rows that were.

    Each is computed from the records as at the end of its day, so that doing it later gives the same.
    """
    check_may(by, Permission.SEE_MEASURES)
    reached, first = ledger_reaches(), first_duty_on()
    if first is None:
        return 0
    day = reached + DAY if reached else first
    yesterday = local_day(at) - DAY
    kept = 0
    while day <= yesterday:
        until = min(day + DAY * (DAYS_AT_ONCE - 1), yesterday)
        kept += _keep_days(by, at, day, until)
        day = until + DAY
    return kept


def _keep_days(by: Officer, at: datetime, from_on: date, until_on: date) -> int:
    as_at = start_of(until_on + DAY)
    found = figures_of_days(from_on=from_on, until_on=until_on, as_at=as_at)
    if not found:
        return 0
    with writing(by=by, at=at, purpose="By the clock") as w:
        w.entry(EntryKind.QUEUE_LEDGER_KEPT, subject=the_force(w), facts={"from": from_on, "until": until_on})
        for one in found:
            w.insert(_row(one))
    return len(found)


def _row(one: QueueFigures) -> QueueDay:
    return QueueDay(
        desk=one.desk.value, kind=one.kind.value, day=one.day, came_in=one.came_in, went_out=one.went_out,
        waiting=one.waiting, overdue=one.overdue, oldest_at=one.oldest_at, risk_0=one.risks[0], risk_1=one.risks[1],
        risk_2=one.risks[2], risk_3=one.risks[3], as_at=start_of(one.day + DAY),
    )  # fmt: skip


def watch_queues(*, by: Officer, at: datetime) -> int:
    """By the clock: raise every queue that has stopped or slowed, end the alarms of those that flow again; how many.

    A queue is judged by its own rhythm, so a low count does not hide that nothing moves.
    """
    check_may(by, Permission.SEE_MEASURES)
    with writing(by=by, at=at, purpose="By the clock") as w:
        rulebook = _rules(w, at)
        standing = [one for one in w.find(QueueAlarm, over_at=None) if one.nature not in OF_INFLOW]
    settings = rulebook[FLOW].value
    histories = flow_histories(from_at=at - timedelta(weeks=settings.weeks), at=at)
    changed = 0
    for name, history in histories.items():
        if name.kind in NOT_A_QUEUE:
            continue
        flow = assess_flow(history, at=at, settings=settings)
        _note_flow(name, flow, at)
        known = [one for one in standing if (one.desk, one.kind) == (name.desk.value, name.kind.value)]
        if flow.state.is_alarm and _is_to_be_raised(known, at, rulebook):
            _raise(name, flow, rulebook[FLOW], rulebook, by=by, at=at)
            changed += 1
        elif not flow.state.is_alarm:
            for alarm in known:
                _end(alarm.id, by=by, at=at)
                changed += 1
    return changed


def watch_feeds(*, by: Officer, at: datetime) -> int:
    """By the clock: raise every feed between two desks that has fallen silent, end the alarms of those heard again.

    A queue that nothing comes into looks well: it empties. How many alarms were raised or ended.
    """
    check_may(by, Permission.SEE_MEASURES)
    with writing(by=by, at=at, purpose="By the clock") as w:
        rulebook = _rules(w, at)
        standing = [one for one in w.find(QueueAlarm, over_at=None) if one.nature == FlowState.SILENT]
    settings = rulebook[FEED].value
    from_at = at - WEEK * (settings.weeks + 1)
    histories = flow_histories(from_at=from_at, at=at)
    changed = 0
    for feed in FEEDS:
        name = QueueName(desk=feed.to_desk, kind=feed.kind)
        history = histories.get(name)
        moves = history.moves if history else ()
        silence = assess_feed(
            [move.at for move in moves if move.change > 0], from_at=from_at, at=at, settings=settings
        )  # fmt: skip
        known = [one for one in standing if (one.desk, one.kind) == (name.desk.value, name.kind.value)]
        if silence.state.is_alarm and _is_to_be_raised(known, at, rulebook):
            waiting = history.waiting_then + sum(move.change for move in moves) if history else 0
            _raise(name, _as_flow(silence, waiting), rulebook[FEED], rulebook, by=by, at=at)
            changed += 1
        elif silence.state is FlowState.FLOWING:
            for alarm in known:
                _end(alarm.id, by=by, at=at)
                changed += 1
    return changed


def watch_inflow(*, by: Officer, at: datetime) -> int:
    """By the clock: raise every queue into which far less comes than usual, end the alarms of those that fill again.

    Of each desk every queue is asked, by its own weeks before: while an alarm stands those before it, and after a supervisor
    has said that so much is now usual those since. How many alarms were raised or ended.
    """
    check_may(by, Permission.SEE_MEASURES)
    with writing(by=by, at=at, purpose="By the clock") as w:
        rulebook = _rules(w, at)
        thinned = w.find(QueueAlarm, nature=FlowState.THINNED.value)
        # Whoever was told that nothing comes need not be told a day long that little came.
        silent = {
            (one.desk, one.kind)
            for one in w.find(QueueAlarm, nature=FlowState.SILENT.value)
            if one.over_at is None or one.over_at > at - DAY
        }
    settings = rulebook[THINNING].value
    from_at = at - WEEK * (settings.weeks + 1)
    histories = flow_histories(from_at=from_at, at=at)
    changed = 0
    for name, history in histories.items():
        if name.kind in NOT_A_QUEUE:
            continue
        # What one act opened together came in once: a plan with six lines, a week's sample.
        came = {move.at for move in history.moves if move.change > 0}
        queue = (name.desk.value, name.kind.value)
        of_queue = [one for one in thinned if (one.desk, one.kind) == queue]
        known = [one for one in of_queue if one.over_at is None]
        since = min((one.raised_at for one in known), default=None)
        begins = max([from_at, *_told_usual(of_queue)])
        if since is not None:
            begins = max([since - WEEK * (settings.weeks + 2), *_told_usual(of_queue)])
            came |= {move.at for move in _moves(name, from_at=begins, at=since) if move.change > 0}
        arrivals = sorted(came)
        thinning = assess_thinning(arrivals, from_at=begins, at=at, settings=settings, thin_since=since)
        if thinning.is_thin and queue not in silent and _is_to_be_raised(known, at, rulebook):
            flow = _as_thinned(thinning, history, settings.most_share, last_at=arrivals[-1])
            _raise(name, flow, rulebook[THINNING], rulebook, by=by, at=at, came_in=thinning.seen)
            changed += 1
        elif thinning.comes_again:
            for alarm in known:
                _end(alarm.id, by=by, at=at)
                changed += 1
    return changed


def _told_usual(alarms: Iterable[QueueAlarm]) -> list[datetime]:
    """When a supervisor said that so much is usual from now on: such an alarm was over with its answer."""
    return [one.over_at for one in alarms if one.over_at is not None and one.over_at == one.answered_at]


def _moves(name: QueueName, *, from_at: datetime, at: datetime) -> tuple[Move, ...]:
    history = flow_histories(from_at=from_at, at=at).get(name)
    return history.moves if history else ()


def _as_thinned(thinning: Thinning, history: FlowHistory, most_share: float, *, last_at: datetime) -> Flow:
    """As a flow: what is missing of the day, and how much may be missing without it being a great fall."""
    waiting = history.waiting_then + sum(move.change for move in history.moves)
    return Flow(
        state=FlowState.THINNED, waiting=max(0, waiting), last_out_at=last_at,
        missed=thinning.expected - thinning.seen, limit=thinning.expected * (1 - most_share), left_in_a_day=0,
        usual_in_a_day=0.0,
    )  # fmt: skip


def _as_flow(silence: Silence, waiting: int) -> Flow:
    return Flow(
        state=silence.state, waiting=max(0, waiting), last_out_at=silence.last_at, missed=silence.expected,
        limit=silence.limit, left_in_a_day=0, usual_in_a_day=0.0,
    )  # fmt: skip


def _note_flow(name: QueueName, flow: Flow, at: datetime) -> None:
    QueueFlow.objects.update_or_create(
        desk=name.desk.value,
        kind=name.kind.value,
        defaults={
            "nature": flow.state.value, "waiting": flow.waiting, "missed": flow.missed, "bound": flow.limit,
            "left_in_a_day": flow.left_in_a_day, "usual_in_a_day": flow.usual_in_a_day,
            "last_out_at": flow.last_out_at, "as_at": at,
        },
    )  # fmt: skip


def _rules(w: Writing, at: datetime) -> Rulebook:
    return rulebook_for(w, Moments(report=at, decision=at))


def _is_to_be_raised(known: list[QueueAlarm], at: datetime, rulebook: Rulebook) -> bool:
    """Nobody is raised twice for the same; one that was answered and still does not move is raised again."""
    if any(one.answered_at is None for one in known):
        return False
    again = rulebook[ALARM_AGAIN_AFTER].value
    return all(one.answered_at is not None and one.answered_at + again <= at for one in known)


def _raise(
    name: QueueName,
    flow: Flow,
    standard: Standard[Any],
    rulebook: Rulebook,
    *,
    by: Officer,
    at: datetime,
    came_in: int | None = None,
) -> None:
    with writing(by=by, at=at, purpose="By the clock") as w:
        alarm = QueueAlarm(
            id=w.new_id(), desk=name.desk.value, kind=name.kind.value, nature=flow.state.value, waiting=flow.waiting,
            missed=flow.missed, bound=flow.limit, came_in=came_in, last_out_at=flow.last_out_at,
            edition=standard.edition, raised_at=at, raised_by_id=by.id,
        )  # fmt: skip
        w.entry(EntryKind.QUEUE_ALARM_RAISED, subject=alarm, editions=[standard.edition])
        w.insert(alarm)
        open_desk_duty(w, find_duty_of_alarm(rulebook, desk=name.desk, at=at), alarm_id=alarm.id)


def _end(alarm: int, *, by: Officer, at: datetime) -> None:
    with writing(by=by, at=at, purpose="By the clock") as w:
        row = w.lock(QueueAlarm, alarm)
        w.entry(EntryKind.QUEUE_FLOWS_AGAIN, subject=row)
        w.update(row, over_at=at)
        # Nobody answered: what was asked of a supervisor falls away.
        supersede_duties(w, w.find(Duty, lock=True, alarm_id=row.id, state="open"), at)


def answer_queue_alarm(*, alarm: int, words: str, is_usual: bool = False, by: Officer, at: datetime) -> None:
    """A supervisor says what is done about a queue that was raised; raised again if it still stands a day on.

    `is_usual`: as little as comes into it is usual from now on. The alarm is over with its answer, and so are those before it
    that still stand; what comes is held against the weeks from then. Raises NotAllowed, also for another sort of alarm.
    """
    check_may(by, Permission.ANSWER_ALARMS)
    with writing(by=by, at=at, purpose="Answering for a queue") as w:
        row = w.lock(QueueAlarm, alarm)
        waiting = row.answered_at is None and row.over_at is None
        nature = FlowState(row.nature)
        refuse_if(find_reasons_against_answer(words=words, is_waiting=waiting, is_usual=is_usual, nature=nature))
        w.entry(EntryKind.QUEUE_ALARM_ANSWERED, subject=row)
        over = {"over_at": at} if is_usual else {}
        w.update(row, answer=words.strip(), answered_at=at, answered_by_id=by.id, **over)
        meet_duties(w, w.find(Duty, lock=True, alarm_id=row.id, state="open"), at)
        if is_usual:
            _end_others(w, row, at)


def _end_others(w: Writing, row: QueueAlarm, at: datetime) -> None:
    for one in w.find(QueueAlarm, lock=True, desk=row.desk, kind=row.kind, nature=row.nature, over_at=None):
        if one.id != row.id:
            w.entry(EntryKind.QUEUE_FLOWS_AGAIN, subject=one)
            w.update(one, over_at=at)
