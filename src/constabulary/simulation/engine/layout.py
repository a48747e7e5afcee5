"""What the core holds: records of fixed layout, one array of each, so that a run needs no memory but these."""

from typing import Any, NamedTuple

import numpy as np

#: Nobody, nothing, no place.
NONE = -1
#: The bits of infinity: when nothing is planned.
NEVER = 0x7FF0000000000000
#: More staff groups, stages or classes than this do not fit a set of bits.
MOST = 60

# Kinds of stage.
DESK, DELAY, CASELOAD = range(3)
# Orders of a queue.
PRIORITY, FIRST_COME, DEADLINE, AGEING = range(4)
# Kinds of planned events.
FINISH, GIVE_UP, LOOK_AGAIN, REJOIN, RESUME, RIPEN = range(6)
# Where work is.
FREE, WAITING, IN_HAND, HELD, BETWEEN_SITTINGS, GONE, MOVING = range(7)
# How a visit ended.
FINISHED, GAVE_UP, TURNED_AWAY, STILL_THERE = range(1, 5)
# What starts a duty's count.
SINCE_ARRIVAL, SINCE_GRADING, SINCE_JOINING = range(3)

#: Bins of a histogram: a sixteenth part of a doubling each, from a quarter of a second to over a hundred years.
BINS_OF_DOUBLING = 16
FIRST_DOUBLING = -14
DOUBLINGS = 34
BINS = BINS_OF_DOUBLING * DOUBLINGS + 1


def _record(integers: str, floats: str, keys: str = "") -> np.dtype[Any]:
    fields: list[tuple[str, Any]] = [(name, np.int64) for name in integers.split()]
    fields += [(name, np.float64) for name in floats.split()]
    fields += [(name, np.uint64) for name in keys.split()]
    return np.dtype(fields, align=True)


#: One piece of work that is there. `next` and `before` link its queue, `left` and `right` the sittings of a caseload.
WORK = _record(
    "id cls stage group state visit met seq next before left right mate pieces counted visit_counted looks began onward fresh "
    "patience_seq look_seq",
    "arrived clock joined started remaining until ends_at key patience_at look_at next_length",
)
#: `bits` are those of its moment; `what` is whom it is about times eight, and its kind.
EVENT = _record("bits seq what spare", "")
DURATION = _record("shape first count", "a b c")
ROUTE = _record("to becomes restarts", "share")
#: A class at a stage: what holds for it there, its queue, and what has been counted.
CELL = _record(
    "service patience after route_first route_count look_first look_count look_restarts duties_start duties_end "
    "head tail waiting there joined begun in_target gave_up turned_away finished unbegun unbegun_late",
    "again look_every target unbegun_sum wait_sum wait_max stay_sum work_sum",
)
STAGE = _record(
    "kind people rank order room holds_back interrupts batch groups group solo pieces between limit "
    "there waiting classes held_head held_tail ripe active open root",
    "batch_wait switching virtual updated next_at rate there_sum waiting_sum there_before waiting_before",
    "service_key patience_key again_key after_key route_key look_key between_key",
)
GROUP = _record(
    "stages on_duty busy over posted hands_over listed interrupts caseload head",
    "duty_sum busy_sum over_sum duty_before busy_before over_before",
)
CLASS = _record(
    "priority to number row slot arrived left",
    "due ageing next_at at stay_sum",
    "arrival_key",
)
DUTY = _record("classes since stage done breached overdue", "hours")
CHANGE = _record("group spell sign part parts", "at")
BACKLOG = _record("id cls stage which age", "arrived")
SPELL = _record("people group entity", "absence")
BURST = _record("cls which", "per_day size hours")
SPREAD = _record("cls", "dispersion")
RECORD = _record("id cls stage how", "joined started left")
#: Arrays that a run reaches by address; their addresses stand in the clock under the same names.
REACHED = (
    "works cells stages groups classes durations table routes looks duties changes present rates ahead agenda waits stays bands "
    "there waiting ages records"
)
CLOCK = _record(
    REACHED
    + " seq pushes free used live groups_due rooms_due moving moving_last fresh happened change snapshot recorded "
    "wants_records events next_class next_caseload carries class_count stage_count group_count cell_count duty_count "
    "band_count slots snapshots works_room leaves first_work records_room",
    "now horizon warm_up next_arrival next_sitting next_change next_snapshot next_other snapshot_every warmed slot",
)


#: So many of a class that come in next are drawn at once; a power of two.
AHEAD = 64


class Floor(NamedTuple):
    """Every array of a run; what is read only and what changes lie side by side."""

    clock: Any
    works: Any
    cells: Any
    stages: Any
    groups: Any
    classes: Any
    durations: Any
    table: Any
    routes: Any
    looks: Any
    duties: Any
    changes: Any
    present: Any
    rates: Any
    ahead: Any
    agenda: Any
    waits: Any
    stays: Any
    bands: Any
    there: Any
    waiting: Any
    ages: Any
    records: Any
