"""What the core counts: histograms, duties, records, snapshots. Nothing here grows with the work that passes."""

from typing import Any

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
    WAITING,
)
from constabulary.simulation.engine.reaching import (
    cell_at,
    duty_at,
    group_at,
    real_at,
    record_at,
    short_at,
    stage_at,
    work_at,
)


@inlined
def bin_of(hours: Any) -> Any:
    """The bin of a histogram that a length of time falls into: by its doubling, then sixteen even parts of that."""
    if hours <= 0.0:
        return 0
    bits = np.float64(hours).view(np.int64)
    place = ((bits >> 52) - 1023 - FIRST_DOUBLING) * BINS_OF_DOUBLING + ((bits >> 48) & 15) + 1
    return min(max(place, 1), BINS - 1)


@inlined
def since_of(duty: Any, work: Any) -> Any:
    """From when a duty is counted."""
    if duty.since == SINCE_ARRIVAL:
        return work.arrived
    if duty.since == SINCE_GRADING:
        return work.clock
    return work.joined


@part
def meet_duties(k: Any, work: Any, due: Any, now: Any) -> Any:
    """Discharge the duties of a set of bits, each once for a piece of work."""
    due &= ~work.met
    number = 0
    while due != 0:
        if due & 1:
            duty = duty_at(k.duties, number)
            work.met |= 1 << number
            if work.counted:
                duty.done += 1
                if now - since_of(duty, work) > duty.hours:
                    duty.breached += 1
        due >>= 1
        number += 1


@part
def record(k: Any, work: Any, how: Any, now: Any) -> Any:
    """Record a visit that ends."""
    one = record_at(k.records, k.recorded)
    k.recorded += 1
    one.id, one.cls, one.stage, one.how = work.id, work.cls, work.stage, how
    one.joined, one.left = work.joined, now
    one.started = work.started if work.began else np.nan


@part
def take_snapshot(k: Any) -> Any:
    """How much is at each stage, by class, and how old what is open is."""
    at = k.snapshot
    k.snapshot += 1
    k.next_snapshot = k.snapshot_every * (k.snapshot + 1)
    for cell in range(k.cell_count):
        short_at(k.there, at * k.cell_count + cell).n = cell_at(k.cells, cell).there
        short_at(k.waiting, at * k.cell_count + cell).n = cell_at(k.cells, cell).waiting
    for who in range(k.used):
        work = work_at(k.works, who)
        if work.state != FREE and work.state != GONE and work.stage != NONE:
            band = 0
            while band < k.band_count and k.now - work.arrived >= real_at(k.bands, band).x:
                band += 1
            short_at(k.ages, (at * k.class_count + work.cls) * (k.band_count + 1) + band).n += 1


@part
def warm_up(k: Any) -> Any:
    """Forget the areas before the warm-up ended; what is counted by visit knows by itself."""
    k.warmed = 1.0
    now = k.warm_up
    for number in range(k.stage_count):
        stage = stage_at(k.stages, number)
        stage.there_before = stage.there_sum + stage.there * now
        stage.waiting_before = stage.waiting_sum + stage.waiting * now
    for number in range(k.group_count):
        group = group_at(k.groups, number)
        group.duty_before = group.duty_sum + group.on_duty * now
        group.busy_before = group.busy_sum + group.busy * now
        group.over_before = group.over_sum + group.over * now


@part
def end_run(k: Any) -> Any:
    """The run is over: close the areas, count the duties missed by what is still there."""
    end = k.horizon
    for number in range(k.stage_count):
        stage = stage_at(k.stages, number)
        stage.there_sum += stage.there * end - stage.there_before
        stage.waiting_sum += stage.waiting * end - stage.waiting_before
    for number in range(k.group_count):
        group = group_at(k.groups, number)
        group.duty_sum += group.on_duty * end - group.duty_before
        group.busy_sum += group.busy * end - group.busy_before
        group.over_sum += group.over * end - group.over_before
    for who in range(k.used):
        work = work_at(k.works, who)
        if work.state == FREE or work.state == GONE:
            continue
        if k.wants_records and work.stage != NONE:
            record(k, work, STILL_THERE, end)
        if work.state == WAITING and work.visit_counted and not work.began:
            add_unbegun(k, work, end)
        if work.counted:
            add_overdue(k, work, end)


@part
def add_unbegun(k: Any, work: Any, end: Any) -> Any:
    """Count what still waits to be begun, how long it has waited so far, and whether that is past its target already."""
    cell = cell_at(k.cells, work.stage * k.class_count + work.cls)
    cell.unbegun += 1
    cell.unbegun_sum += end - work.joined
    if end - work.joined > cell.target:
        cell.unbegun_late += 1


@part
def add_overdue(k: Any, work: Any, end: Any) -> Any:
    """Count the duties that work still there has missed already."""
    for number in range(k.duty_count):
        duty = duty_at(k.duties, number)
        if (duty.classes >> work.cls) & 1 == 0 or (work.met >> number) & 1:
            continue
        here = duty.since == SINCE_ARRIVAL or duty.since == SINCE_GRADING or work.stage == duty.stage
        if here and end - since_of(duty, work) > duty.hours:
            duty.overdue += 1
