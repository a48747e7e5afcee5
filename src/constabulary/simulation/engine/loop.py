"""Which event is next: the loop of the core. It stops where an array must grow, and goes on where it stopped."""

import math

from constabulary.simulation.engine.caseloads import find_next
from constabulary.simulation.engine.counting import end_run, take_snapshot, warm_up
from constabulary.simulation.engine.drawing import uniform
from constabulary.simulation.engine.heap import pop
from constabulary.simulation.engine.kernels import inlined, kernel, part
from constabulary.simulation.engine.layout import (
    FINISH,
    GIVE_UP,
    LOOK_AGAIN,
    NONE,
    REJOIN,
    RESUME,
)
from constabulary.simulation.engine.moving import (
    OUTSIDE,
    end_sitting,
    finish,
    give_up,
    look_again,
    set_moving,
    settle,
    start_sitting,
)
from constabulary.simulation.engine.staffing import change_staff

# Why the loop came back.
ENDED, MORE_WORKS, MORE_EVENTS, MORE_RECORDS, PAUSED = range(5)
# Where an event comes from, in the order in which those of one moment happen.
CALENDAR, PLANNED, SITTING, ARRIVING, SNAPSHOT = range(5)
#: Room that must be free in an array before an event, beside what all work present could need.
SPARE = 64


@inlined
def draw_arrival(f, cls):
    """Draw when the next work of a class comes in."""
    need = -math.log(uniform(cls.arrival_key, cls.number, 0))
    rates, slot = f.rates, f.clock[0].slot
    row = cls.row
    while cls.slot < rates.shape[1]:
        rate = rates[row, cls.slot]
        ends = (cls.slot + 1) * slot
        if rate > 0.0:
            room = rate * (ends - cls.at)
            if need < room:
                cls.at += need / rate
                cls.next_at = cls.at
                return
            need -= room
        cls.slot += 1
        cls.at = ends
    cls.next_at = math.inf


@inlined
def find_next_arrival(f, clock):
    """Find which class comes in next."""
    clock.next_arrival = math.inf
    for number in range(len(f.classes)):
        if f.classes[number].next_at < clock.next_arrival:
            clock.next_arrival = f.classes[number].next_at
            clock.next_class = number


@inlined
def enter(f, clock, number, identity, arrived, to):
    """Work comes in from outside."""
    if clock.free != NONE:
        who = clock.free
        clock.free = f.works[who].next
    else:
        who = clock.used
        clock.used += 1
    clock.live += 1
    work = f.works[who]
    work.id = identity
    work.cls = number
    work.arrived = arrived
    work.clock = arrived
    work.counted = 1 if clock.now >= clock.warm_up else 0
    work.stage = NONE
    work.group = NONE
    work.visit = -1
    work.looks = 0
    work.met = 0
    f.classes[number].arrived += work.counted
    set_moving(f, clock, who, OUTSIDE - to)


@inlined
def arrive(f, clock):
    """The next work comes in, and the one after it of its class is drawn."""
    number = clock.next_class
    cls = f.classes[number]
    identity = (number << 40) | cls.number
    cls.number += 1
    enter(f, clock, number, identity, clock.now, cls.to)
    draw_arrival(f, cls)
    find_next_arrival(f, clock)


@part
def happen_rarely(f, kind, who, version):
    """One of the planned events that are met less often."""
    clock = f.clock[0]
    if kind == GIVE_UP:
        give_up(f, who)
    elif kind == LOOK_AGAIN:
        look_again(f, who)
    elif kind == REJOIN:
        to = f.works[who].stage
        f.works[who].stage = NONE
        set_moving(f, clock, who, OUTSIDE - to)
    elif kind == RESUME:
        start_sitting(f, who)


@part
def ripen(f, number, version):
    """A batch may be done though it is not full."""
    stage = f.stages[number]
    if stage.ripening == version and stage.waiting > 0:
        stage.ripe = 1
        f.clock[0].groups_due |= stage.groups


@inlined
def happen_planned(f, clock):
    """The first planned event, unless it is void by now."""
    event = f.heap[0]
    kind, who, version = event.kind, event.who, event.version
    pop(f.heap, clock)
    if kind > RESUME:
        ripen(f, who, version)
    elif f.works[who].version == version:
        if kind == FINISH:
            finish(f, clock, who)
        else:
            happen_rarely(f, kind, who, version)


@inlined
def happen(f, clock, source):
    """Let one event happen."""
    if source == PLANNED:
        happen_planned(f, clock)
    elif source == ARRIVING:
        arrive(f, clock)
    elif source == CALENDAR:
        change_staff(f)
    elif source == SITTING:
        end_sitting(f)
    else:
        take_snapshot(f)


@inlined
def lacks(f, clock):
    """Which array could become too small at the next event; ENDED for none."""
    if clock.free == NONE and clock.used + 1 >= len(f.works):
        return MORE_WORKS
    if clock.heap + 3 * clock.live + SPARE > len(f.heap):
        return MORE_EVENTS
    if clock.wants_records and clock.records + 2 * clock.live + SPARE > len(f.records):
        return MORE_RECORDS
    return ENDED


@inlined
def next_event(f, clock):
    """(moment, source) of the next event."""
    at, source = f.changes[clock.change].at, CALENDAR
    if clock.heap > 0 and f.heap[0].at < at:
        at, source = f.heap[0].at, PLANNED
    if clock.next_sitting < at:
        at, source = clock.next_sitting, SITTING
    if clock.next_arrival < at:
        at, source = clock.next_arrival, ARRIVING
    snapshot = clock.snapshot_every * (clock.snapshot + 1)
    if snapshot < at:
        at, source = snapshot, SNAPSHOT
    return at, source


@kernel
def begin_run(f, backlog):
    """Put what is there at the start on its way, and draw the first arrivals."""
    clock = f.clock[0]
    for number in range(len(backlog)):
        one = backlog[number]
        enter(f, clock, one.cls, one.id, one.arrived, one.stage)
    for number in range(len(f.classes)):
        draw_arrival(f, f.classes[number])
    find_next_arrival(f, clock)


@kernel
def advance(f, most):
    """Let up to `most` events happen; why it came back."""
    clock = f.clock[0]
    settle(f, clock)
    find_next(f)
    for _ in range(most):
        lack = lacks(f, clock)
        if lack != ENDED:
            return lack
        at, source = next_event(f, clock)
        if clock.warmed == 0.0 and at >= clock.warm_up:
            warm_up(f)
        if at >= clock.horizon:
            clock.now = clock.horizon
            if clock.snapshot < len(f.there):
                take_snapshot(f)
            end_run(f)
            return ENDED
        clock.now = at
        clock.events += 1
        happen(f, clock, source)
        settle(f, clock)
        if clock.carries:
            find_next(f)
    return PAUSED
