"""How work ends: finished, given up, looked at anew, a sitting over."""

from typing import Any

from constabulary.simulation.engine import caseloads
from constabulary.simulation.engine.agenda import plan
from constabulary.simulation.engine.coming import UNDRAWN
from constabulary.simulation.engine.counting import meet_duties
from constabulary.simulation.engine.drawing import draw, uniform
from constabulary.simulation.engine.foreseeing import SIXTY_FOUR, foresee
from constabulary.simulation.engine.kernels import inlined, part
from constabulary.simulation.engine.layout import BETWEEN_SITTINGS, GAVE_UP, GONE, NONE, REJOIN, RESUME
from constabulary.simulation.engine.moving import (
    PIECE,
    free,
    hold_back,
    is_full,
    leave,
    send,
    set_moving,
)
from constabulary.simulation.engine.queueing import cell_of, key_of, put_in, take_out
from constabulary.simulation.engine.reaching import (
    cell_at,
    class_at,
    duration_at,
    group_at,
    look_at,
    route_at,
    stage_at,
    work_at,
)
from constabulary.simulation.engine.staffing import let_go, release
from constabulary.simulation.engine.waiting import plan_first, set_look


@inlined
def end_work(k: Any, who: Any) -> Any:
    """One piece is finished at its stage and goes where it was foreseen; the piece itself if it is sent on, NONE where it is held back."""
    work = work_at(k.works, who)
    cell = cell_at(k.cells, cell_of(k, work.stage, work.cls))
    cell.finished += work.visit_counted
    if cell.duties_end != 0:
        meet_duties(k, work, cell.duties_end, k.now)
    onward = work.onward
    if onward != NONE and route_at(k.routes, onward).to != NONE:
        ahead = stage_at(k.stages, route_at(k.routes, onward).to)
        if ahead.holds_back and is_full(ahead):
            hold_back(k, ahead, who)
            return NONE
    send(k, who, onward)
    return who


@part
def finish_batch(k: Any, who: Any) -> Any:
    """A batch is done: its people are free, its pieces part."""
    work = work_at(k.works, who)
    stage = stage_at(k.stages, work.stage)
    release(k, group_at(k.groups, work.group), work.group, stage.people)
    while who != NONE:
        following = work_at(k.works, who).mate
        work_at(k.works, who).group = NONE
        foresee(k, work_at(k.works, who), stage)
        if end_work(k, who) != NONE:
            set_moving(k, who, work_at(k.works, who).onward)
        who = following


@part
def give_up(k: Any, who: Any) -> Any:
    """Patience is at an end."""
    work = work_at(k.works, who)
    stage = stage_at(k.stages, work.stage)
    cell = cell_at(k.cells, cell_of(k, work.stage, work.cls))
    take_out(k, cell, who)
    stage.waiting -= 1
    stage.waiting_sum += k.now
    cell.gave_up += work.visit_counted
    leave(k, who, GAVE_UP)
    if uniform(stage.again_key, work.id, work.visit * SIXTY_FOUR) < cell.again:
        after = draw(duration_at(k.durations, cell.after), k.table, stage.after_key, work.id, work.visit)
        work.state = GONE
        plan(k, k.now + after, REJOIN, who)
    else:
        free(k, work, who)


@part
def look_again(k: Any, who: Any) -> Any:
    """Waiting work is looked at anew; it may become another class and is then in another place of the queue."""
    work = work_at(k.works, who)
    stage = stage_at(k.stages, work.stage)
    cell = cell_at(k.cells, cell_of(k, work.stage, work.cls))
    u = uniform(stage.look_key, work.id, work.looks)
    work.looks += 1
    for number in range(cell.look_first, cell.look_first + cell.look_count):
        share = look_at(k.looks, number).share
        if u < share:
            take_out(k, cell, who)
            cell.there -= 1
            work.cls = look_at(k.looks, number).becomes
            if not work.began:
                work.remaining = UNDRAWN
            if cell.look_restarts:
                work.clock = k.now
            cell = cell_at(k.cells, cell_of(k, work.stage, work.cls))
            cell.there += 1
            work.key = key_of(stage.order, work, class_at(k.classes, work.cls))
            put_in(k, cell, who)
            k.groups_due |= stage.groups
            break
        u -= share
    set_look(k, work, cell)
    plan_first(k, work, who)


@part
def end_sitting(k: Any) -> Any:
    """A sitting of a caseload ends; the work waits for others, or is done."""
    stage = stage_at(k.stages, k.next_caseload)
    who = caseloads.end_first(k, stage, group_at(k.groups, stage.group), k.now)
    work = work_at(k.works, who)
    work.pieces -= 1
    if work.pieces == 0:
        foresee(k, work, stage)
        if end_work(k, who) != NONE:
            set_moving(k, who, work.onward)
        return
    wait = draw(
        duration_at(k.durations, stage.between), k.table, stage.between_key, work.id, work.visit + PIECE * work.pieces
    )
    work.state = BETWEEN_SITTINGS
    plan(k, k.now + wait, RESUME, who)


@inlined
def finish(k: Any, who: Any) -> Any:
    """The work of a stage is done; staff are free unless the next stage holds it back. What goes on, NONE for nothing."""
    work = work_at(k.works, who)
    if work.group != NONE:
        if stage_at(k.stages, work.stage).batch > 1:
            finish_batch(k, who)
            return NONE
        if group_at(k.groups, work.group).listed:
            let_go(k, group_at(k.groups, work.group), who)
    return end_work(k, who)
