"""What the core counts: histograms, duties, records, snapshots. Nothing here grows with the work that passes."""

import numpy as np

from constabulary.simulation.engine.kernels import inlined, part
from constabulary.simulation.engine.layout import (
    BINS,
    BINS_OF_DOUBLING,
    FIRST_DOUBLING,
    FREE,
    GONE,
    NONE,
    SINCE_ARRIVAL,
    SINCE_GRADING,
    STILL_THERE,
)


@inlined
def bin_of(hours):
    """The bin of a histogram that a length of time falls into: by its doubling, then sixteen even parts of that."""
    if hours <= 0.0:
        return 0
    bits = np.float64(hours).view(np.int64)
    place = ((bits >> 52) - 1023 - FIRST_DOUBLING) * BINS_OF_DOUBLING + ((bits >> 48) & 15) + 1
    return min(max(place, 1), BINS - 1)


@inlined
def since_of(duty, work):
    """From when a duty is counted."""
    if duty.since == SINCE_ARRIVAL:
        return work.arrived
    if duty.since == SINCE_GRADING:
        return work.clock
    return work.joined


@part
def meet_duties(duties, work, due, now):
    """Discharge the duties of a set of bits, each once for a piece of work."""
    due &= ~work.met
    number = 0
    while due != 0:
        if due & 1:
            duty = duties[number]
            work.met |= 1 << number
            if work.counted:
                duty.done += 1
                if now - since_of(duty, work) > duty.hours:
                    duty.breached += 1
        due >>= 1
        number += 1


@part
def record(records, clock, work, how, now):
    """Record a visit that ends."""
    one = records[clock.records]
    clock.records += 1
    one.id, one.cls, one.stage, one.how = work.id, work.cls, work.stage, how
    one.joined, one.left = work.joined, now
    one.started = work.started if work.began else np.nan


@part
def take_snapshot(f):
    """How much is at each stage, by class, and how old what is open is."""
    clock = f.clock[0]
    at = clock.snapshot
    clock.snapshot += 1
    for cell in range(len(f.cells)):
        f.there[at, cell] = f.cells[cell].there
        f.waiting[at, cell] = f.cells[cell].waiting
    for who in range(clock.used):
        work = f.works[who]
        if work.state != FREE and work.state != GONE and work.stage != NONE:
            band = 0
            while band < len(f.bands) and clock.now - work.arrived >= f.bands[band]:
                band += 1
            f.ages[at, work.cls, band] += 1


@part
def warm_up(f):
    """Forget the areas before the warm-up ended; what is counted by visit knows by itself."""
    clock = f.clock[0]
    clock.warmed = 1.0
    now = clock.warm_up
    for number in range(len(f.stages)):
        stage = f.stages[number]
        stage.there_before = stage.there_sum + stage.there * now
        stage.waiting_before = stage.waiting_sum + stage.waiting * now
    for number in range(len(f.groups)):
        group = f.groups[number]
        group.duty_before = group.duty_sum + group.on_duty * now
        group.busy_before = group.busy_sum + group.busy * now
        group.over_before = group.over_sum + group.over * now


@part
def end_run(f):
    """The run is over: close the areas, count the duties missed by what is still there."""
    clock = f.clock[0]
    end = clock.horizon
    for number in range(len(f.stages)):
        stage = f.stages[number]
        stage.there_sum += stage.there * end - stage.there_before
        stage.waiting_sum += stage.waiting * end - stage.waiting_before
    for number in range(len(f.groups)):
        group = f.groups[number]
        group.duty_sum += group.on_duty * end - group.duty_before
        group.busy_sum += group.busy * end - group.busy_before
        group.over_sum += group.over * end - group.over_before
    for who in range(clock.used):
        work = f.works[who]
        if work.state == FREE or work.state == GONE:
            continue
        if clock.wants_records and work.stage != NONE:
            record(f.records, clock, work, STILL_THERE, end)
        if work.counted:
            add_overdue(f, work, end)


@part
def add_overdue(f, work, end):
    """Count the duties that work still there has missed already."""
    for number in range(len(f.duties)):
        duty = f.duties[number]
        if (duty.classes >> work.cls) & 1 == 0 or (work.met >> number) & 1:
            continue
        here = duty.since == SINCE_ARRIVAL or duty.since == SINCE_GRADING or work.stage == duty.stage
        if here and end - since_of(duty, work) > duty.hours:
            duty.overdue += 1
