"""One replication: the arrays are copied, luck is drawn, and the loop runs until the end."""

from collections.abc import Callable

import numpy as np

from constabulary.simulation.engine import loop
from constabulary.simulation.engine.layout import REACHED, RECORD, Floor
from constabulary.simulation.engine.luck import draw_luck
from constabulary.simulation.engine.preparing import Array, Prepared, empty_agenda
from constabulary.simulation.stopping import Stopped

#: So many events happen before the loop comes back to ask whether it is to go on.
PAUSE = 2_000_000
#: Memory for records grows by at least so many.
RECORDS = 65_536


def play(
    prepared: Prepared, *, seed: int, replication: int, records: bool = False, go_on: Callable[[], bool] | None = None
) -> Floor:
    """Play one replication; the arrays as the run has left them. Raises Stopped when `go_on` says no."""
    floor, backlog = _fresh(prepared, records)
    draw_luck(
        floor.clock,
        np.uint64(seed % 2**64),
        np.uint64(replication),
        floor.present,
        floor.rates,
        prepared.spells,
        prepared.spreads,
        prepared.bursts,
        prepared.extra,
        prepared.period,
        backlog,
    )
    order = np.lexsort((backlog["which"], backlog["cls"], backlog["arrived"]))
    loop.begin_run(floor.clock, backlog[order])
    while (why := loop.advance(floor.clock, PAUSE)) != loop.ENDED:
        if why == loop.PAUSED and go_on is not None and not go_on():
            raise Stopped
        floor = _grown(floor, why)
    if records:
        floor = floor._replace(records=floor.records[: floor.clock["recorded"][0]])
    return floor


def _fresh(prepared: Prepared, records: bool) -> tuple[Floor, Array]:
    read_only = {"durations", "table", "routes", "looks", "changes", "bands"}
    given = prepared.floor._asdict()
    floor = Floor(**{name: one if name in read_only else one.copy() for name, one in given.items()})
    floor.clock["wants_records"] = records
    if records:
        floor = floor._replace(records=np.zeros(RECORDS + 2 * len(prepared.backlog), RECORD))
    _say_where(floor)
    return floor, prepared.backlog.copy()


def _say_where(floor: Floor) -> None:
    """Tell the core where its arrays are and how much room they have."""
    for name in REACHED.split():
        floor.clock[name] = getattr(floor, name).ctypes.data
    floor.clock["works_room"], floor.clock["records_room"] = len(floor.works), len(floor.records)
    leaves = len(floor.agenda) // 2
    floor.clock["first_work"] += leaves - floor.clock["leaves"]
    floor.clock["leaves"] = leaves


def _grown(floor: Floor, why: int) -> Floor:
    """The same arrays with twice the room where it was too small."""
    if why == loop.MORE_RECORDS:
        grown = floor._replace(records=_with_room(floor.records, len(floor.records)))
    elif why == loop.MORE_WORKS:
        leaves = len(floor.agenda) // 2
        agenda = empty_agenda(2 * leaves)
        agenda[2 * leaves : 3 * leaves] = floor.agenda[leaves:]
        grown = floor._replace(works=_with_room(floor.works, leaves), agenda=agenda)
    else:
        return floor
    _say_where(grown)
    return grown


def _with_room(old: Array, more: int) -> Array:
    """An array with room for so many more at its end."""
    new = np.zeros(len(old) + more, old.dtype)
    new[: len(old)] = old
    return new
