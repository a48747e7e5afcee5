"""What happens to work: it joins a stage, is taken up, is finished, goes on, gives up, is looked at anew.

An event only changes queues and marks what is due; `settle` then lets whatever has become possible happen, until nothing
moves. The work an event is about goes on first; other work that is about to join a stage stands in a list of its own
(`moving`), so that joining is in one place.
"""

from typing import Any

from constabulary.simulation.engine import caseloads
from constabulary.simulation.engine.agenda import plan, plan_ripening, strike, strike_work
from constabulary.simulation.engine.bits import lowest
from constabulary.simulation.engine.coming import UNDRAWN
from constabulary.simulation.engine.counting import bin_of, meet_duties, record
from constabulary.simulation.engine.drawing import draw
from constabulary.simulation.engine.foreseeing import foresee
from constabulary.simulation.engine.kernels import inlined, part
from constabulary.simulation.engine.layout import (
    BINS,
    CASELOAD,
    DELAY,
    DESK,
    FINISH,
    FINISHED,
    FREE,
    HELD,
    IN_HAND,
    MOVING,
    NONE,
    TURNED_AWAY,
    WAITING,
)
from constabulary.simulation.engine.queueing import cell_of, first_at, key_of, pick, put_in, take_out
from constabulary.simulation.engine.reaching import (
    bump,
    cell_at,
    class_at,
    duration_at,
    group_at,
    route_at,
    stage_at,
    work_at,
)
from constabulary.simulation.engine.staffing import hold, interrupt_for, put_by, set_busy
from constabulary.simulation.engine.waiting import set_timers

#: Draws of the several sittings of one visit are this many visits apart.
PIECE = 4096
#: `onward` from here downwards is a stage to join from outside.
OUTSIDE = -2


@inlined
def send(k: Any, who: Any, onward: Any) -> Any:
    """Work is about to go on by a route, leave (NONE), or join a stage from outside (OUTSIDE less the stage)."""
    work = work_at(k.works, who)
    work.onward = onward
    work.mate = NONE
    work.state = MOVING


@inlined
def set_moving(k: Any, who: Any, onward: Any) -> Any:
    """Work goes on after whatever moves already."""
    send(k, who, onward)
    if k.moving == NONE:
        k.moving = who
    else:
        work_at(k.works, k.moving_last).mate = who
    k.moving_last = who


@inlined
def free(k: Any, work: Any, who: Any) -> Any:
    """Work is gone for good; its place can be used again."""
    work.state = FREE
    work.next = k.free
    k.free = who
    k.live -= 1


@inlined
def is_full(stage: Any) -> Any:
    """Whether a stage has no room."""
    return stage.room >= 0 and stage.there >= stage.room


@inlined
def hold_back(k: Any, stage: Any, who: Any) -> Any:
    """Work waits where it is until a stage has room."""
    work = work_at(k.works, who)
    work.state = HELD
    work.mate = NONE
    if stage.held_head == NONE:
        stage.held_head = who
    else:
        work_at(k.works, stage.held_tail).mate = who
    stage.held_tail = who


@inlined
def leave(k: Any, who: Any, how: Any) -> Any:
    """A visit ends."""
    work = work_at(k.works, who)
    stage = stage_at(k.stages, work.stage)
    now = k.now
    cell = cell_at(k.cells, cell_of(k, work.stage, work.cls))
    if k.wants_records:
        record(k, work, how, now)
    work.remaining = UNDRAWN
    stage.there -= 1
    stage.there_sum += now
    cell.there -= 1
    if work.visit_counted:
        cell.stay_sum += now - work.joined
    if stage.room >= 0:
        k.rooms_due |= 1 << work.stage
    if stage.kind == CASELOAD and work.began:
        caseloads.close_one(k, stage, group_at(k.groups, stage.group), now)
        k.groups_due |= 1 << stage.group


@inlined
def begin_visit(k: Any, work: Any, stage: Any, cell: Any) -> Any:
    """Work is taken up at its stage for the first time."""
    wait = k.now - work.joined
    work.began = 1
    work.started = k.now
    if work.visit_counted:
        cell.begun += 1
        cell.wait_sum += wait
        cell.wait_max = max(cell.wait_max, wait)
        if wait <= cell.target:
            cell.in_target += 1
        bump(k.waits, cell_of(k, work.stage, work.cls) * BINS + bin_of(wait))
    if cell.duties_start != 0:
        meet_duties(k, work, cell.duties_start, k.now)


@inlined
def take(k: Any, who: Any, group: Any) -> Any:
    """Work leaves its queue into somebody's hands."""
    work = work_at(k.works, who)
    stage = stage_at(k.stages, work.stage)
    cell = cell_at(k.cells, cell_of(k, work.stage, work.cls))
    take_out(k, cell, who)
    stage.waiting -= 1
    stage.waiting_sum += k.now
    work.state = IN_HAND
    work.group = group
    if not work.began:
        begin_visit(k, work, stage, cell)


@part
def gather(k: Any, who: Any, group: Any) -> Any:
    """The rest of a batch is taken with its first piece; what is left waits for its own."""
    number = work_at(k.works, who).stage
    stage = stage_at(k.stages, number)
    last = who
    work_at(k.works, who).mate = NONE
    together = 1
    while together < stage.batch and stage.waiting > 0:
        other = first_at(k, number, k.now)[0]
        take(k, other, group)
        strike_work(k, other)
        work_at(k.works, last).mate = other
        work_at(k.works, other).mate = NONE
        last = other
        together += 1
    stage.ripe = 0
    if stage.waiting > 0 and stage.batch_wait >= 0.0:
        oldest = k.now
        for cls in range(k.class_count):
            head = cell_at(k.cells, cell_of(k, number, cls)).head
            if head != NONE:
                oldest = min(oldest, work_at(k.works, head).joined)
        plan_ripening(k, max(k.now, oldest + stage.batch_wait), number)
    elif stage.batch_wait >= 0.0:
        strike(k, k.leaves + number)


@inlined
def draw_length(k: Any, work: Any, stage: Any, cell: Any) -> Any:
    """Draw how long work takes at its stage, unless it was drawn before it came here, or is what an interruption left."""
    if work.remaining < 0.0:
        duration = duration_at(k.durations, cell.service)
        work.remaining = draw(duration, k.table, stage.service_key, work.id, work.visit)


@inlined
def begin(k: Any, who: Any, group: Any, number: Any) -> Any:
    """A group's people take up work."""
    work = work_at(k.works, who)
    stage = stage_at(k.stages, work.stage)
    if stage.batch > 1:
        gather(k, who, number)
    draw_length(k, work, stage, cell_at(k.cells, cell_of(k, work.stage, work.cls)))
    set_busy(group, group.busy + stage.people, k.now)
    work.until = k.now + work.remaining
    plan(k, work.until, FINISH, who)
    if stage.batch == 1:
        foresee(k, work, stage)
    if group.listed and stage.batch == 1:
        hold(k, group, who)


@part
def start_sitting(k: Any, who: Any) -> Any:
    """A sitting of work at a caseload begins."""
    work = work_at(k.works, who)
    stage = stage_at(k.stages, work.stage)
    duration = duration_at(k.durations, cell_at(k.cells, cell_of(k, work.stage, work.cls)).service)
    piece = stage.pieces - work.pieces
    length = draw(duration, k.table, stage.service_key, work.id, work.visit + PIECE * piece)
    caseloads.sit(k, who, stage, group_at(k.groups, stage.group), length, k.now)


@inlined
def fill(k: Any, number: Any) -> Any:
    """The free people of a group take what comes first among all their stages."""
    group = group_at(k.groups, number)
    while True:
        if group.busy >= group.on_duty and not group.interrupts and group.caseload == NONE:
            return
        who = pick(k, number, k.now)
        if who == NONE:
            return
        work = work_at(k.works, who)
        stage = stage_at(k.stages, work.stage)
        if (
            stage.kind == DESK
            and group.on_duty - group.busy < stage.people
            and not (stage.interrupts and interrupt_for(k, who, number))
        ):
            return
        take(k, who, number)
        if stage.kind == CASELOAD:
            strike_work(k, who)
            caseloads.pass_time(stage, k.now)
            stage.open += 1
            work.pieces = stage.pieces
            start_sitting(k, who)
        else:
            begin(k, who, group, number)


@inlined
def join(k: Any, who: Any, to: Any) -> Any:
    """Work joins a stage, or is turned away."""
    work = work_at(k.works, who)
    stage = stage_at(k.stages, to)
    cell = cell_at(k.cells, cell_of(k, to, work.cls))
    now = k.now
    work.stage = to
    work.group = NONE
    work.visit += 1
    work.joined = now
    work.began = 0
    work.visit_counted = 1 if now >= k.warm_up else 0
    cell.joined += work.visit_counted
    if is_full(stage):
        cell.turned_away += work.visit_counted
        if k.wants_records:
            record(k, work, TURNED_AWAY, now)
        free(k, work, who)
        return
    stage.there += 1
    stage.there_sum -= now
    cell.there += 1
    k.seq += 1
    work.seq = k.seq
    if stage.kind == DELAY:
        work.state = IN_HAND
        begin_visit(k, work, stage, cell)
        draw_length(k, work, stage, cell)
        plan(k, now + work.remaining, FINISH, who)
        foresee(k, work, stage)
        return
    if stage.solo != NONE and stage.waiting == 0 and k.moving == NONE and k.rooms_due == 0:
        group = group_at(k.groups, stage.solo)
        if group.on_duty - group.busy >= stage.people:
            # Nobody waits and somebody is free: the queue would be entered and left at the same moment.
            work.state = IN_HAND
            work.group = stage.solo
            begin_visit(k, work, stage, cell)
            begin(k, who, group, stage.solo)
            return
    queue_up(k, who, stage, cell)
    work.fresh = k.fresh
    k.fresh = who


@inlined
def queue_up(k: Any, who: Any, stage: Any, cell: Any) -> Any:
    """Work waits at its stage; whoever could take it is asked."""
    work = work_at(k.works, who)
    work.state = WAITING
    work.key = key_of(stage.order, work, class_at(k.classes, work.cls))
    put_in(k, cell, who)
    stage.waiting += 1
    stage.waiting_sum -= k.now
    k.groups_due |= stage.groups
    if stage.batch_wait >= 0.0 and stage.waiting == 1:
        stage.ripe = 0
        plan_ripening(k, k.now + stage.batch_wait, work.stage)


@inlined
def go_on(k: Any, who: Any) -> Any:
    """Work leaves where it is, if anywhere, and joins the next stage, or leaves for good."""
    work = work_at(k.works, who)
    to = NONE
    if work.onward <= OUTSIDE:
        to = OUTSIDE - work.onward
        if is_full(stage_at(k.stages, to)) and stage_at(k.stages, to).holds_back:
            hold_back(k, stage_at(k.stages, to), who)
            return
    if work.stage != NONE:
        stage = stage_at(k.stages, work.stage)
        leave(k, who, FINISHED)
        if work.group != NONE and stage.kind == DESK:
            put_by(k, group_at(k.groups, work.group), stage.people)
            if stage.solo == NONE or stage.waiting > 0:
                # Whoever works at this stage alone has nothing to take up where nothing waits there.
                k.groups_due |= 1 << work.group
    if work.onward >= 0:
        route = route_at(k.routes, work.onward)
        to = route.to
        if route.becomes != NONE:
            work.cls = route.becomes
        work.remaining = work.next_length
        if route.restarts:
            work.clock = k.now
    if to != NONE:
        join(k, who, to)
        return
    if work.counted:
        cls = class_at(k.classes, work.cls)
        stay = k.now - work.arrived
        cls.left += 1
        cls.stay_sum += stay
        bump(k.stays, work.cls * BINS + bin_of(stay))
    free(k, work, who)


@inlined
def settle(k: Any, who: Any) -> Any:
    """After an event that sent `who` on: whatever has become possible happens, until nothing moves."""
    while True:
        if who == NONE and k.moving != NONE:
            who = k.moving
            k.moving = work_at(k.works, who).mate
        if who != NONE:
            go_on(k, who)
            who = NONE
        elif k.rooms_due != 0:
            admit(k)
        elif k.groups_due != 0:
            number = lowest(k.groups_due)
            k.groups_due &= k.groups_due - 1
            fill(k, number)
        else:
            set_timers(k)
            return


@part
def admit_one(k: Any, number: Any) -> Any:
    """Let in the first that a stage has held back, if there is room."""
    stage = stage_at(k.stages, number)
    if stage.held_head == NONE or is_full(stage):
        k.rooms_due &= ~(1 << number)
        return
    who = stage.held_head
    stage.held_head = work_at(k.works, who).mate
    set_moving(k, who, work_at(k.works, who).onward)


@inlined
def admit(k: Any) -> Any:
    """Go on with the first stage where there may be room again."""
    admit_one(k, lowest(k.rooms_due))
