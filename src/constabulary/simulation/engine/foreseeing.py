"""What work meets when it is done where it is: drawn when it is taken up, while nothing waits for the answer.

Draws are counted and not carried along, so drawing them early changes none of them; nor can work in hand change its class.
Drawn when it is done, they would stand between one event and the next, which cannot be found before they are known.
"""

from typing import Any

from constabulary.simulation.engine.coming import UNDRAWN
from constabulary.simulation.engine.drawing import VISIT, draw, uniform
from constabulary.simulation.engine.kernels import inlined
from constabulary.simulation.engine.layout import CASELOAD, NONE
from constabulary.simulation.engine.queueing import cell_of
from constabulary.simulation.engine.reaching import cell_at, duration_at, route_at, stage_at

SIXTY_FOUR = int(VISIT)


@inlined
def choose_route(k: Any, work: Any, stage: Any) -> Any:
    """Where work goes next; NONE when it leaves."""
    cell = cell_at(k.cells, cell_of(k, work.stage, work.cls))
    if cell.route_count == 0:
        return NONE
    u = uniform(stage.route_key, work.id, work.visit * SIXTY_FOUR)
    for number in range(cell.route_first, cell.route_first + cell.route_count):
        share = route_at(k.routes, number).share
        if u < share:
            return number
        u -= share
    return NONE


@inlined
def foresee(k: Any, work: Any, stage: Any) -> Any:
    """Draw where work goes when it is done at its stage, and how long it takes there unless that is taken in sittings."""
    work.onward = choose_route(k, work, stage)
    work.next_length = UNDRAWN
    if work.onward == NONE:
        return
    route = route_at(k.routes, work.onward)
    if route.to == NONE or stage_at(k.stages, route.to).kind == CASELOAD:
        return
    cls = work.cls if route.becomes == NONE else route.becomes
    duration = duration_at(k.durations, cell_at(k.cells, cell_of(k, route.to, cls)).service)
    work.next_length = draw(duration, k.table, stage_at(k.stages, route.to).service_key, work.id, work.visit + 1)
