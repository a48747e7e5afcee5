"""What waiting work may meet where it waits: the end of patience, and the next look at it."""

import math
from typing import Any

from constabulary.simulation.engine.agenda import bits_of, write
from constabulary.simulation.engine.bits import comes_before
from constabulary.simulation.engine.drawing import draw
from constabulary.simulation.engine.kernels import inlined, part
from constabulary.simulation.engine.layout import GIVE_UP, LOOK_AGAIN, NONE, WAITING
from constabulary.simulation.engine.queueing import cell_of
from constabulary.simulation.engine.reaching import cell_at, duration_at, stage_at, work_at


@part
def plan_first(k: Any, work: Any, who: Any) -> Any:
    """Plan the first of what waiting work may meet: the end of patience, or the next look."""
    patience, look = bits_of(work.patience_at), bits_of(work.look_at)
    if comes_before(look, work.look_seq, patience, work.patience_seq):
        write(k, k.first_work + who, look, work.look_seq, (who << 3) | LOOK_AGAIN)
    else:
        write(k, k.first_work + who, patience, work.patience_seq, (who << 3) | GIVE_UP)


@inlined
def set_look(k: Any, work: Any, cell: Any) -> Any:
    """Say when waiting work is looked at next."""
    work.look_at = math.inf
    if cell.look_every > 0.0:
        k.pushes += 1
        work.look_at, work.look_seq = k.now + cell.look_every, k.pushes


@inlined
def set_timers(k: Any) -> Any:
    """Patience and the next look begin to run for what has just joined and was not taken up at once."""
    who = k.fresh
    k.fresh = NONE
    while who != NONE:
        work = work_at(k.works, who)
        if work.state == WAITING:
            stage = stage_at(k.stages, work.stage)
            cell = cell_at(k.cells, cell_of(k, work.stage, work.cls))
            if cell.patience != NONE or cell.look_every > 0.0:
                work.patience_at = math.inf
                if cell.patience != NONE:
                    limit = draw(
                        duration_at(k.durations, cell.patience), k.table, stage.patience_key, work.id, work.visit
                    )
                    k.pushes += 1
                    work.patience_at, work.patience_seq = k.now + limit, k.pushes
                set_look(k, work, cell)
                plan_first(k, work, who)
        who = work.fresh
