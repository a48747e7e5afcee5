"""Which event is next: the loop of the core. It stops where an array must grow, and goes on where it stopped."""

from typing import Any

from constabulary.simulation.engine.agenda import arrange, next_planned, strike_happened
from constabulary.simulation.engine.caseloads import find_next
from constabulary.simulation.engine.coming import UNDRAWN, draw_ahead, find_next_arrival, length_of_next
from constabulary.simulation.engine.counting import end_run, take_snapshot, warm_up
from constabulary.simulation.engine.finishing import end_sitting, finish, give_up, look_again
from constabulary.simulation.engine.kernels import inlined, kernel, part
from constabulary.simulation.engine.layout import (
    FINISH,
    GIVE_UP,
    LOOK_AGAIN,
    NONE,
    REJOIN,
    RESUME,
)
from constabulary.simulation.engine.moving import OUTSIDE, send, set_moving, settle, start_sitting
from constabulary.simulation.engine.reaching import change_at, class_at, event_at, stage_at, work_at
from constabulary.simulation.engine.staffing import change_staff

# Why the loop came back.
ENDED, MORE_WORKS, MORE_RECORDS, PAUSED = range(4)
# Where an event comes from, in the order in which those of one moment happen.
CALENDAR, PLANNED, SITTING, ARRIVING, SNAPSHOT = range(5)
#: Room that must be free in an array before an event, beside what all work present could need.
SPARE = 64


@inlined
def enter(k: Any, number: Any, identity: Any, arrived: Any, to: Any, length: Any) -> Any:
    """Work comes in from outside; the work."""
    if k.free != NONE:
        who = k.free
        k.free = work_at(k.works, who).next
    else:
        who = k.used
        k.used += 1
    k.live += 1
    work = work_at(k.works, who)
    work.id = identity
    work.cls = number
    work.arrived = arrived
    work.clock = arrived
    work.counted = 1 if k.now >= k.warm_up else 0
    work.stage = NONE
    work.group = NONE
    work.visit = -1
    work.looks = 0
    work.met = 0
    work.remaining = length
    class_at(k.classes, number).arrived += work.counted
    send(k, who, OUTSIDE - to)
    return who


@inlined
def arrive(k: Any) -> Any:
    """The next work comes in, and the one after it of its class is drawn; what came in."""
    number = k.next_class
    cls = class_at(k.classes, number)
    identity = (number << 40) | cls.number
    who = enter(k, number, identity, k.now, cls.to, length_of_next(k, cls))
    cls.number += 1
    draw_ahead(k, cls)
    find_next_arrival(k)
    return who


@inlined
def ripen(k: Any, number: Any) -> Any:
    """A batch may be done though it is not full."""
    stage = stage_at(k.stages, number)
    if stage.waiting > 0:
        stage.ripe = 1
        k.groups_due |= stage.groups


@part
def happen_rarely(k: Any, kind: Any, who: Any) -> Any:
    """One of the planned events that are met less often."""
    if kind == GIVE_UP:
        give_up(k, who)
    elif kind == LOOK_AGAIN:
        look_again(k, who)
    elif kind == REJOIN:
        to = work_at(k.works, who).stage
        work_at(k.works, who).stage = NONE
        set_moving(k, who, OUTSIDE - to)
    elif kind == RESUME:
        start_sitting(k, who)
    else:
        ripen(k, who)


@inlined
def happen_planned(k: Any) -> Any:
    """The first planned event; the work that it sends on, NONE for none."""
    event = event_at(k.agenda, 1)
    kind, who = event.what & 7, event.what >> 3
    k.happened = event.seq
    if kind == FINISH:
        return finish(k, who)
    happen_rarely(k, kind, who)
    return NONE


@inlined
def happen(k: Any, source: Any) -> Any:
    """Let one event happen; the work that it sends on, NONE for none."""
    if source == PLANNED:
        return happen_planned(k)
    if source == ARRIVING:
        return arrive(k)
    if source == CALENDAR:
        change_staff(k)
    elif source == SITTING:
        end_sitting(k)
    else:
        take_snapshot(k)
    return NONE


@inlined
def lacks(k: Any) -> Any:
    """Which array could become too small at the next event; ENDED for none."""
    if k.free == NONE and k.used + 1 >= k.works_room:
        return MORE_WORKS
    if k.wants_records and k.recorded + 2 * k.live + SPARE > k.records_room:
        return MORE_RECORDS
    return ENDED


@inlined
def next_of_work(k: Any) -> Any:
    """(moment, source) of the next event that is about work: what is planned, or what comes in."""
    strike_happened(k)
    at, source = next_planned(k), PLANNED
    if k.next_arrival < at:
        at, source = k.next_arrival, ARRIVING
    return at, source


@part
def next_of_all(k: Any, at: Any, source: Any) -> Any:
    """(moment, source) of the next event, when the next about work is this one; of one moment, in the order of sources."""
    if k.next_change <= at:
        at, source = k.next_change, CALENDAR
    if k.next_sitting < at or (k.next_sitting == at and source == ARRIVING):
        at, source = k.next_sitting, SITTING
    if k.next_snapshot < at:
        at, source = k.next_snapshot, SNAPSHOT
    return at, source


@inlined
def look_ahead(k: Any) -> Any:
    """Set the moment before which nothing happens but what is about work, so that the rest is asked for seldom."""
    k.next_other = min(k.next_change, k.next_sitting, k.next_snapshot, k.horizon)
    if k.warmed == 0.0:
        k.next_other = min(k.next_other, k.warm_up)


@part
def finish_run(k: Any) -> Any:
    """The time is up."""
    k.now = k.horizon
    if k.snapshot < k.snapshots:
        take_snapshot(k)
    end_run(k)


@kernel
def begin_run(clock: Any, backlog: Any) -> Any:
    """Put what is there at the start on its way, and draw the first arrivals."""
    k = clock[0]
    k.next_change = change_at(k.changes, 0).at
    k.next_snapshot = k.snapshot_every
    for number in range(len(backlog)):
        one = backlog[number]
        who = enter(k, one.cls, one.id, one.arrived, one.stage, UNDRAWN)
        set_moving(k, who, work_at(k.works, who).onward)
    for number in range(k.class_count):
        draw_ahead(k, class_at(k.classes, number))
    find_next_arrival(k)


@kernel
def advance(clock: Any, most: Any) -> Any:
    """Let up to `most` events happen; why it came back."""
    k = clock[0]
    arrange(k)
    settle(k, NONE)
    find_next(k)
    look_ahead(k)
    for _ in range(most):
        lack = lacks(k)
        if lack != ENDED:
            return lack
        at, source = next_of_work(k)
        ahead = at < k.next_other
        if not ahead:
            at, source = next_of_all(k, at, source)
            if k.warmed == 0.0 and at >= k.warm_up:
                warm_up(k)
            if at >= k.horizon:
                finish_run(k)
                return ENDED
        k.now = at
        k.events += 1
        settle(k, happen(k, source))
        if k.carries:
            find_next(k)
        if k.carries or not ahead:
            look_ahead(k)
    return PAUSED
