"""What is kept of one replication: counts and sums, nothing that grows with the work that passed."""

import numpy as np

from constabulary.simulation.engine.layout import Floor
from constabulary.simulation.engine.preparing import Array
from constabulary.simulation.model.whole import Model
from constabulary.standards.values import value

CELLS = (
    "joined", "begun", "in_target", "gave_up", "turned_away", "finished", "unbegun", "unbegun_late", "unbegun_sum",
    "wait_sum", "wait_max",
)  # fmt: skip


@value
class Replication:
    """One replication. Arrays by (stage, class) are `[stage, class]`; `unbegun` still waits when the run ends, for
    `unbegun_sum` hours so far, `unbegun_late` of it past its target; `there` and `waiting` are `[shot, stage, class]`,
    `ages` is `[shot, class, band]`; `waits` and `stays` are histograms (`engine.counting.bin_of`). Hours throughout."""

    number: int
    joined: Array
    begun: Array
    in_target: Array
    gave_up: Array
    turned_away: Array
    finished: Array
    unbegun: Array
    unbegun_late: Array
    unbegun_sum: Array
    wait_sum: Array
    wait_max: Array
    arrived: Array
    left: Array
    stay_sum: Array
    there_hours: Array
    waiting_hours: Array
    duty_hours: Array
    busy_hours: Array
    over_hours: Array
    done: Array
    breached: Array
    overdue: Array
    waits: Array
    stays: Array
    there: Array
    waiting: Array
    ages: Array
    events: int
    records: Array


def summarise(model: Model, number: int, floor: Floor) -> Replication:
    """What is kept of a floor when its run is over."""
    shape = len(model.stages), len(model.classes)
    cells = {name: floor.cells[name].reshape(shape).copy() for name in CELLS}
    return Replication(
        number=number,
        **cells,
        arrived=floor.classes["arrived"].copy(),
        left=floor.classes["left"].copy(),
        stay_sum=floor.classes["stay_sum"].copy(),
        there_hours=floor.stages["there_sum"].copy(),
        waiting_hours=floor.stages["waiting_sum"].copy(),
        duty_hours=floor.groups["duty_sum"].copy(),
        busy_hours=floor.groups["busy_sum"].copy(),
        over_hours=floor.groups["over_sum"].copy(),
        done=floor.duties["done"].copy(),
        breached=floor.duties["breached"].copy(),
        overdue=floor.duties["overdue"].copy(),
        waits=floor.waits.reshape(*shape, -1),
        stays=floor.stays,
        there=floor.there.reshape(-1, *shape),
        waiting=floor.waiting.reshape(-1, *shape),
        ages=floor.ages,
        events=int(floor.clock["events"][0]),
        records=floor.records if floor.clock["wants_records"][0] else np.zeros(0, floor.records.dtype),
    )
