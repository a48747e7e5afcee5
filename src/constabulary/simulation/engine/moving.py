"""What happens to work: it joins a stage, is taken up, is finished, goes on, gives up, is looked at anew.

An event only changes queues and marks what is due; `settle` then lets whatever has become possible happen, until nothing
moves. Work that is about to join a stage stands in a list of its own (`moving`), so that joining is in one place.
"""

from constabulary.simulation.engine import caseloads
from constabulary.simulation.engine.counting import bin_of, meet_duties, record
from constabulary.simulation.engine.drawing import VISIT, draw, uniform
from constabulary.simulation.engine.heap import push
from constabulary.simulation.engine.kernels import inlined, part
from constabulary.simulation.engine.layout import (
    BETWEEN_SITTINGS,
    CASELOAD,
    DELAY,
    DESK,
    FINISH,
    FINISHED,
    FREE,
    GAVE_UP,
    GIVE_UP,
    GONE,
    HELD,
    IN_HAND,
    LOOK_AGAIN,
    MOVING,
    NONE,
    REJOIN,
    RESUME,
    RIPEN,
    TURNED_AWAY,
    WAITING,
)
from constabulary.simulation.engine.queueing import cell_of, first_at, key_of, pick, put_in, take_out
from constabulary.simulation.engine.staffing import hold, interrupt_for, let_go, release, set_busy

#: Draws of the several sittings of one visit are this many visits apart.
PIECE = 4096
SIXTY_FOUR = int(VISIT)
#: `onward` from here downwards is a stage to join from outside.
OUTSIDE = -2


@inlined
def set_moving(f, clock, who, onward):
    """Work is about to go on by a route, leave (NONE), or join a stage from outside (OUTSIDE less the stage)."""
    work = f.works[who]
    work.onward = onward
    work.mate = NONE
    work.state = MOVING
    if clock.moving == NONE:
        clock.moving = who
    else:
        f.works[clock.moving_last].mate = who
    clock.moving_last = who


@inlined
def free(clock, work, who):
    """Work is gone for good; its place can be used again."""
    work.version += 1
    work.state = FREE
    work.next = clock.free
    clock.free = who
    clock.live -= 1


@inlined
def is_full(stage):
    """Whether a stage has no room."""
    return stage.room >= 0 and stage.there >= stage.room


@inlined
def hold_back(f, stage, who):
    """Work waits where it is until a stage has room."""
    work = f.works[who]
    work.state = HELD
    work.mate = NONE
    if stage.held_head == NONE:
        stage.held_head = who
    else:
        f.works[stage.held_tail].mate = who
    stage.held_tail = who


@inlined
def leave(f, clock, who, how):
    """A visit ends."""
    work = f.works[who]
    stage = f.stages[work.stage]
    now = clock.now
    cell = f.cells[cell_of(f, work.stage, work.cls)]
    if clock.wants_records:
        record(f.records, clock, work, how, now)
    stage.there -= 1
    stage.there_sum += now
    cell.there -= 1
    if work.visit_counted:
        cell.stay_sum += now - work.joined
    if stage.room >= 0:
        clock.rooms_due |= 1 << work.stage
    if stage.kind == CASELOAD and work.began:
        caseloads.close_one(f.works, stage, f.groups[stage.group], now)
        clock.groups_due |= 1 << stage.group


@inlined
def begin_visit(f, clock, work, stage, cell):
    """Work is taken up at its stage for the first time."""
    wait = clock.now - work.joined
    work.began = 1
    work.started = clock.now
    if work.visit_counted:
        cell.begun += 1
        cell.wait_sum += wait
        cell.wait_max = max(cell.wait_max, wait)
        if wait <= cell.target:
            cell.in_target += 1
        f.waits[cell_of(f, work.stage, work.cls), bin_of(wait)] += 1
    if cell.duties_start != 0:
        meet_duties(f.duties, work, cell.duties_start, clock.now)


@inlined
def take(f, clock, who, group):
    """Work leaves its queue into somebody's hands."""
    work = f.works[who]
    stage = f.stages[work.stage]
    cell = f.cells[cell_of(f, work.stage, work.cls)]
    work.version += 1
    take_out(f.works, cell, who)
    stage.waiting -= 1
    stage.waiting_sum += clock.now
    work.state = IN_HAND
    work.group = group
    if not work.began:
        begin_visit(f, clock, work, stage, cell)


@part
def gather(f, who, group):
    """The rest of a batch is taken with its first piece; what is left waits for its own."""
    clock = f.clock[0]
    number = f.works[who].stage
    stage = f.stages[number]
    last = who
    f.works[who].mate = NONE
    together = 1
    while together < stage.batch and stage.waiting > 0:
        other = first_at(f, number, clock.now)[0]
        take(f, clock, other, group)
        f.works[last].mate = other
        f.works[other].mate = NONE
        last = other
        together += 1
    stage.ripe = 0
    stage.ripening += 1
    if stage.waiting > 0 and stage.batch_wait >= 0.0:
        oldest = clock.now
        for cls in range(len(f.classes)):
            head = f.cells[cell_of(f, number, cls)].head
            if head != NONE:
                oldest = min(oldest, f.works[head].joined)
        push(f.heap, clock, max(clock.now, oldest + stage.batch_wait), RIPEN, number, stage.ripening)


@inlined
def begin(f, clock, who, group, number):
    """A group's people take up work."""
    work = f.works[who]
    stage = f.stages[work.stage]
    if stage.batch > 1:
        gather(f, who, number)
    if work.remaining < 0.0:
        duration = f.durations[f.cells[cell_of(f, work.stage, work.cls)].service]
        work.remaining = draw(duration, f.table, stage.service_key, work.id, work.visit)
    set_busy(group, group.busy + stage.people, clock.now)
    work.until = clock.now + work.remaining
    push(f.heap, clock, work.until, FINISH, who, work.version)
    if group.listed and stage.batch == 1:
        hold(f.works, group, who)


@part
def start_sitting(f, who):
    """A sitting of work at a caseload begins."""
    work = f.works[who]
    stage = f.stages[work.stage]
    duration = f.durations[f.cells[cell_of(f, work.stage, work.cls)].service]
    piece = stage.pieces - work.pieces
    length = draw(duration, f.table, stage.service_key, work.id, work.visit + PIECE * piece)
    caseloads.sit(f.works, who, stage, f.groups[stage.group], length, f.clock[0].now)


@inlined
def fill(f, clock, number):
    """The free people of a group take what comes first among all their stages."""
    group = f.groups[number]
    while True:
        if group.busy >= group.on_duty and not group.interrupts and group.caseload == NONE:
            return
        who = pick(f, number, clock.now)
        if who == NONE:
            return
        work = f.works[who]
        stage = f.stages[work.stage]
        if (
            stage.kind == DESK
            and group.on_duty - group.busy < stage.people
            and not (stage.interrupts and interrupt_for(f, who, number))
        ):
            return
        take(f, clock, who, number)
        if stage.kind == CASELOAD:
            caseloads.pass_time(stage, clock.now)
            stage.open += 1
            work.pieces = stage.pieces
            start_sitting(f, who)
        else:
            begin(f, clock, who, group, number)


@inlined
def join(f, clock, who, to):
    """Work joins a stage, or is turned away."""
    work = f.works[who]
    stage = f.stages[to]
    cell = f.cells[cell_of(f, to, work.cls)]
    now = clock.now
    work.stage = to
    work.group = NONE
    work.visit += 1
    work.joined = now
    work.began = 0
    work.remaining = -1.0
    work.visit_counted = 1 if now >= clock.warm_up else 0
    cell.joined += work.visit_counted
    if is_full(stage):
        cell.turned_away += work.visit_counted
        if clock.wants_records:
            record(f.records, clock, work, TURNED_AWAY, now)
        free(clock, work, who)
        return
    stage.there += 1
    stage.there_sum -= now
    cell.there += 1
    clock.seq += 1
    work.seq = clock.seq
    if stage.kind == DELAY:
        work.state = IN_HAND
        begin_visit(f, clock, work, stage, cell)
        length = draw(f.durations[cell.service], f.table, stage.service_key, work.id, work.visit)
        push(f.heap, clock, now + length, FINISH, who, work.version)
        return
    queue_up(f, clock, who, stage, cell)
    if cell.patience != NONE:
        limit = draw(f.durations[cell.patience], f.table, stage.patience_key, work.id, work.visit)
        push(f.heap, clock, now + limit, GIVE_UP, who, work.version)
    if cell.look_every > 0.0:
        push(f.heap, clock, now + cell.look_every, LOOK_AGAIN, who, work.version)


@inlined
def queue_up(f, clock, who, stage, cell):
    """Work waits at its stage; whoever could take it is asked."""
    work = f.works[who]
    work.state = WAITING
    work.key = key_of(stage.order, work, f.classes[work.cls])
    put_in(f.works, cell, who)
    stage.waiting += 1
    stage.waiting_sum -= clock.now
    clock.groups_due |= stage.groups
    if stage.batch_wait >= 0.0 and stage.waiting == 1:
        stage.ripe = 0
        stage.ripening += 1
        push(f.heap, clock, clock.now + stage.batch_wait, RIPEN, work.stage, stage.ripening)


@inlined
def go_on(f, clock, who):
    """Work leaves where it is, if anywhere, and joins the next stage, or leaves for good."""
    work = f.works[who]
    to = NONE
    if work.onward <= OUTSIDE:
        to = OUTSIDE - work.onward
        if is_full(f.stages[to]) and f.stages[to].holds_back:
            hold_back(f, f.stages[to], who)
            return
    if work.stage != NONE:
        stage = f.stages[work.stage]
        leave(f, clock, who, FINISHED)
        if work.group != NONE and stage.kind == DESK:
            release(clock, f.groups[work.group], work.group, stage.people)
    if work.onward >= 0:
        route = f.routes[work.onward]
        to = route.to
        if route.becomes != NONE:
            work.cls = route.becomes
        if route.restarts:
            work.clock = clock.now
    if to != NONE:
        join(f, clock, who, to)
        return
    if work.counted:
        cls = f.classes[work.cls]
        stay = clock.now - work.arrived
        cls.left += 1
        cls.stay_sum += stay
        f.stays[work.cls, bin_of(stay)] += 1
    free(clock, work, who)


@inlined
def settle(f, clock):
    """After an event: whatever has become possible happens, until nothing moves."""
    while True:
        if clock.moving != NONE:
            who = clock.moving
            clock.moving = f.works[who].mate
            go_on(f, clock, who)
        elif clock.rooms_due != 0:
            admit(f, clock)
        elif clock.groups_due != 0:
            number = lowest(clock.groups_due)
            clock.groups_due &= ~(1 << number)
            fill(f, clock, number)
        else:
            return


@inlined
def lowest(bits):
    """The place of the lowest bit that is set."""
    place = 0
    while (bits >> place) & 1 == 0:
        place += 1
    return place


@part
def admit_one(f, number):
    """Let in the first that a stage has held back, if there is room."""
    clock = f.clock[0]
    stage = f.stages[number]
    if stage.held_head == NONE or is_full(stage):
        clock.rooms_due &= ~(1 << number)
        return
    who = stage.held_head
    stage.held_head = f.works[who].mate
    set_moving(f, clock, who, f.works[who].onward)


@inlined
def admit(f, clock):
    """Go on with the first stage where there may be room again."""
    admit_one(f, lowest(clock.rooms_due))


@inlined
def end_work(f, clock, who):
    """One piece is finished at its stage and goes on, or is held back there."""
    work = f.works[who]
    cell = f.cells[cell_of(f, work.stage, work.cls)]
    work.version += 1
    cell.finished += work.visit_counted
    if cell.duties_end != 0:
        meet_duties(f.duties, work, cell.duties_end, clock.now)
    onward = NONE
    if cell.route_count > 0:
        onward = choose_route(f, work, cell)
        if onward != NONE and f.routes[onward].to != NONE:
            ahead = f.stages[f.routes[onward].to]
            if ahead.holds_back and is_full(ahead):
                work.onward = onward
                hold_back(f, ahead, who)
                return
    set_moving(f, clock, who, onward)


@inlined
def choose_route(f, work, cell):
    """Where work goes next; NONE when it leaves."""
    u = uniform(f.stages[work.stage].route_key, work.id, work.visit * SIXTY_FOUR)
    for number in range(cell.route_first, cell.route_first + cell.route_count):
        share = f.routes[number].share
        if u < share:
            return number
        u -= share
    return NONE


@part
def finish_batch(f, who):
    """A batch is done: its people are free, its pieces part."""
    clock = f.clock[0]
    work = f.works[who]
    release(clock, f.groups[work.group], work.group, f.stages[work.stage].people)
    while who != NONE:
        following = f.works[who].mate
        f.works[who].group = NONE
        end_work(f, clock, who)
        who = following


@part
def give_up(f, who):
    """Patience is at an end."""
    clock = f.clock[0]
    work = f.works[who]
    stage = f.stages[work.stage]
    cell = f.cells[cell_of(f, work.stage, work.cls)]
    work.version += 1
    take_out(f.works, cell, who)
    stage.waiting -= 1
    stage.waiting_sum += clock.now
    cell.gave_up += work.visit_counted
    leave(f, clock, who, GAVE_UP)
    if uniform(stage.again_key, work.id, work.visit * SIXTY_FOUR) < cell.again:
        after = draw(f.durations[cell.after], f.table, stage.after_key, work.id, work.visit)
        work.state = GONE
        push(f.heap, clock, clock.now + after, REJOIN, who, work.version)
    else:
        free(clock, work, who)


@part
def look_again(f, who):
    """Waiting work is looked at anew; it may become another class and is then in another place of the queue."""
    clock = f.clock[0]
    work = f.works[who]
    stage = f.stages[work.stage]
    cell = f.cells[cell_of(f, work.stage, work.cls)]
    u = uniform(stage.look_key, work.id, work.looks)
    work.looks += 1
    for number in range(cell.look_first, cell.look_first + cell.look_count):
        share = f.looks[number].share
        if u < share:
            take_out(f.works, cell, who)
            cell.there -= 1
            work.cls = f.looks[number].becomes
            if cell.look_restarts:
                work.clock = clock.now
            cell = f.cells[cell_of(f, work.stage, work.cls)]
            cell.there += 1
            work.key = key_of(stage.order, work, f.classes[work.cls])
            put_in(f.works, cell, who)
            clock.groups_due |= stage.groups
            break
        u -= share
    if cell.look_every > 0.0:
        push(f.heap, clock, clock.now + cell.look_every, LOOK_AGAIN, who, work.version)


@part
def end_sitting(f):
    """A sitting of a caseload ends; the work waits for others, or is done."""
    clock = f.clock[0]
    stage = f.stages[clock.next_caseload]
    who = caseloads.end_first(f.works, stage, f.groups[stage.group], clock.now)
    work = f.works[who]
    work.pieces -= 1
    if work.pieces == 0:
        end_work(f, clock, who)
        return
    wait = draw(f.durations[stage.between], f.table, stage.between_key, work.id, work.visit + PIECE * work.pieces)
    work.state = BETWEEN_SITTINGS
    push(f.heap, clock, clock.now + wait, RESUME, who, work.version)


@inlined
def finish(f, clock, who):
    """The work of a stage is done; staff are free unless the next stage holds it back."""
    work = f.works[who]
    if work.group != NONE:
        if f.stages[work.stage].batch > 1:
            finish_batch(f, who)
            return
        if f.groups[work.group].listed:
            let_go(f.works, f.groups[work.group], who)
    end_work(f, clock, who)
