"""Turns a model into the arrays of the core: once for a model, then copied afresh for each replication."""

import math
from typing import Any

import numpy as np

from constabulary.simulation.engine import drawing, layout
from constabulary.simulation.engine.layout import NONE, Floor
from constabulary.simulation.model.demand import HOURS_OF_DAY
from constabulary.simulation.model.durations import (
    Duration,
    Empirical,
    Exponential,
    Fixed,
    Gamma,
    Lognormal,
    Triangular,
    duration_of,
)
from constabulary.simulation.model.staffing import AtShiftEnd
from constabulary.simulation.model.stages import Kind, Order, Route, Stage, WhenFull
from constabulary.simulation.model.timetable import (
    Change,
    list_changes,
    list_spells,
    name_spells,
    posted_of,
    work_out_rates,
)
from constabulary.simulation.model.whole import Duty, Model, Since, Until
from constabulary.standards.values import value

KINDS = {Kind.DESK: layout.DESK, Kind.DELAY: layout.DELAY, Kind.CASELOAD: layout.CASELOAD}
ORDERS = {
    Order.PRIORITY: layout.PRIORITY,
    Order.FIRST_COME: layout.FIRST_COME,
    Order.DEADLINE: layout.DEADLINE,
    Order.AGEING: layout.AGEING,
}
SINCE = {
    Since.ARRIVAL: layout.SINCE_ARRIVAL,
    Since.GRADING: layout.SINCE_GRADING,
    Since.JOINING: layout.SINCE_JOINING,
}
#: Where work from the backlog begins to be numbered within its class.
BACKLOG = 1 << 39
UNLIMITED = 1 << 62
#: Room for work at first, beside what is there at the start.
FIRST_WORKS = 32

Array = Any


@value
class Prepared:
    """The arrays of a model before a run; `floor` is copied for each replication."""

    model: Model
    floor: Floor
    spells: Array
    spreads: Array
    bursts: Array
    extra: Array
    period: Array
    backlog: Array


class _Lists:
    """Lists that records point into while they are made."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.stage_of = {stage.name: number for number, stage in enumerate(model.stages)}
        self.class_of = {work.name: number for number, work in enumerate(model.classes)}
        self.durations: list[tuple[int, int, int, float, float, float]] = []
        self.table: list[float] = []
        self.routes: list[tuple[int, int, int, float]] = []
        self.looks: list[tuple[int, int, int, float]] = []
        self.known: dict[Duration, int] = {}

    def duration(self, duration: Duration | None) -> int:
        """The number of a duration; NONE for none."""
        if duration is None:
            return NONE
        if duration not in self.known:
            self.known[duration] = len(self.durations)
            self.durations.append(self._laid_out(duration))
        return self.known[duration]

    def _laid_out(self, duration: Duration) -> tuple[int, int, int, float, float, float]:
        match duration:
            case Fixed():
                return drawing.FIXED, 0, 0, duration.hours, 0.0, 0.0
            case Exponential():
                return drawing.EXPONENTIAL, 0, 0, duration.mean, 0.0, 0.0
            case Lognormal():
                return drawing.LOGNORMAL, 0, 0, math.log(duration.median), duration.sigma, 0.0
            case Gamma():
                return drawing.GAMMA, 0, 0, duration.mean / duration.form, duration.form, 0.0
            case Triangular():
                return drawing.TRIANGULAR, 0, 0, duration.least, duration.usual, duration.most
            case Empirical():
                first = len(self.table)
                self.table.extend(duration.hours)
                return drawing.EMPIRICAL, first, len(duration.hours), 0.0, 0.0, 0.0

    def add_routes(self, routes: tuple[Route, ...]) -> tuple[int, int]:
        """(first, count) of a class's routes at a stage."""
        first = len(self.routes)
        for route in routes:
            becomes = self.class_of[route.becomes] if route.becomes else NONE
            to = self.stage_of[route.to] if route.to else NONE
            self.routes.append((to, becomes, int(route.restarts_clock), route.share))
        return first, len(routes)


def prepare(model: Model) -> Prepared:
    """The arrays of a model that `checking` has found sound."""
    lists = _Lists(model)
    stages, groups = _stages(model, lists), _groups(model)
    _bind(model, stages, groups)
    cells = _cells(model, lists)
    backlog, bursts, spreads = _backlog(model, lists), _bursts(model), _spreads(model)
    spells = list_spells(model)
    rates = work_out_rates(model)
    horizon = model.days * HOURS_OF_DAY
    shots = int(horizon * model.snapshots_a_day / HOURS_OF_DAY + 1e-9)
    classes, bands = len(model.classes), len(model.age_bands)
    ripening = len(stages) if (stages["batch_wait"] >= 0.0).any() else 0
    # What is there at the start joins before the loop looks after its room.
    leaves = 1 << (FIRST_WORKS + ripening + len(backlog)).bit_length()
    clock = np.zeros(1, layout.CLOCK)
    clock["free"] = clock["moving"] = clock["fresh"] = NONE
    clock["horizon"], clock["warm_up"] = horizon, model.warm_up_days * HOURS_OF_DAY
    clock["snapshot_every"] = HOURS_OF_DAY / model.snapshots_a_day
    clock["slot"], clock["slots"], clock["snapshots"] = rates.slot, rates.by_slot.shape[1], shots
    clock["class_count"], clock["stage_count"], clock["group_count"] = classes, len(stages), len(groups)
    clock["cell_count"], clock["duty_count"], clock["band_count"] = len(cells), len(model.duties), bands
    clock["leaves"], clock["first_work"] = leaves, leaves + ripening
    clock["carries"] = any(stage.kind is Kind.CASELOAD for stage in model.stages)
    floor = Floor(
        clock=clock,
        works=np.zeros(leaves - ripening, layout.WORK),
        cells=cells,
        stages=stages,
        groups=groups,
        classes=_classes(model, lists),
        durations=_filled(lists.durations, layout.DURATION),
        table=np.array(lists.table or [0.0]),
        routes=_filled(lists.routes, layout.ROUTE),
        looks=_filled(lists.looks, layout.ROUTE),
        duties=_duties(model, lists),
        changes=_changes(list_changes(model, spells)),
        present=np.zeros(len(spells), np.int64),
        rates=rates.by_slot,
        ahead=np.zeros((2 * classes + 1, layout.AHEAD)),
        agenda=empty_agenda(leaves),
        waits=np.zeros((len(cells), layout.BINS), np.int64),
        stays=np.zeros((classes, layout.BINS), np.int64),
        bands=np.array([band * HOURS_OF_DAY for band in model.age_bands]),
        there=np.zeros((shots, len(cells)), np.int32),
        waiting=np.zeros((shots, len(cells)), np.int32),
        ages=np.zeros((shots, classes, bands + 1), np.int32),
        records=np.zeros(1, layout.RECORD),
    )
    return Prepared(
        model=model,
        floor=floor,
        spells=_filled(
            [
                (spell.people, spell.group, entity, spell.absence)
                for spell, entity in zip(spells, name_spells(spells), strict=True)
            ],
            layout.SPELL,
        ),
        spreads=spreads,
        bursts=bursts,
        extra=rates.extra,
        period=rates.period,
        backlog=backlog,
    )


def empty_agenda(leaves: int) -> Array:
    """An agenda of so many leaves, with nothing planned."""
    made = np.zeros(2 * leaves, layout.EVENT)
    made["bits"] = layout.NEVER
    return made


def _filled(rows: list[Any], layout_: np.dtype[Any]) -> Array:
    """Rows as records; an empty list makes an array of none."""
    return np.array(rows, dtype=layout_) if rows else np.zeros(0, layout_)


def _stages(model: Model, lists: _Lists) -> Array:
    made = np.zeros(len(model.stages), layout.STAGE)
    for number, stage in enumerate(model.stages):
        row = made[number]
        row["kind"], row["people"], row["rank"] = KINDS[stage.kind], stage.people, stage.rank
        row["order"] = ORDERS[stage.order]
        row["room"] = NONE if stage.room is None else stage.room
        row["holds_back"] = stage.room is not None and stage.when_full is WhenFull.HELD_BACK
        row["interrupts"], row["batch"], row["pieces"] = stage.interrupts, stage.batch, stage.pieces
        row["batch_wait"] = -1.0 if stage.batch == 1 or stage.batch_wait is None else stage.batch_wait
        row["between"] = lists.duration(stage.between)
        row["switching"] = stage.switching
        row["group"] = row["solo"] = row["held_head"] = row["held_tail"] = row["root"] = NONE
        row["limit"], row["next_at"] = UNLIMITED, math.inf
        if stage.kind is not Kind.DELAY:
            row["groups"] = sum(1 << n for n, group in enumerate(model.staff) if stage.skill in group.skills)
    return made


def _groups(model: Model) -> Array:
    made = np.zeros(len(model.staff), layout.GROUP)
    for number, group in enumerate(model.staff):
        row = made[number]
        row["posted"] = posted_of(group)
        row["hands_over"] = group.at_shift_end is AtShiftEnd.HAND_OVER
        row["caseload"] = row["head"] = NONE
    return made


def _bind(model: Model, stages: Array, groups: Array) -> None:
    """Say of each group which stages it works at, and of each caseload who carries it."""
    for number, stage in enumerate(model.stages):
        for group in range(len(groups)):
            if not int(stages[number]["groups"]) >> group & 1:
                continue
            groups[group]["stages"] |= 1 << number
            groups[group]["interrupts"] |= stage.interrupts
            if stage.kind is Kind.CASELOAD:
                groups[group]["caseload"], stages[number]["group"] = number, group
                if stage.caseload:
                    stages[number]["limit"] = stage.caseload * groups[group]["posted"]
    for number, stage in enumerate(model.stages):
        carriers = [n for n in range(len(groups)) if int(stages[number]["groups"]) >> n & 1]
        alone = len(carriers) == 1 and int(groups[carriers[0]]["stages"]) == 1 << number
        if alone and stage.kind is Kind.DESK and stage.batch == 1:
            stages[number]["solo"] = carriers[0]
    for row in groups:
        row["listed"] = bool(row["interrupts"] or row["hands_over"])


def _cells(model: Model, lists: _Lists) -> Array:
    made = np.zeros(len(model.stages) * len(model.classes), layout.CELL)
    for place, (stage, name) in enumerate((s, c.name) for s in model.stages for c in model.classes):
        row = made[place]
        row["service"] = lists.duration(duration_of(stage.service, name))
        row["head"] = row["tail"] = row["patience"] = row["after"] = NONE
        if patience := stage.patience.get(name, stage.patience.get("")):
            row["patience"] = lists.duration(patience.limit)
            row["after"] = lists.duration(patience.after)
            row["again"] = patience.try_again if patience.after is not None else 0.0
        row["route_first"], row["route_count"] = lists.add_routes(stage.routes_of(name))
        if look := stage.reassessment.get(name, stage.reassessment.get("")):
            row["look_every"], row["look_restarts"] = look.every, look.restarts_clock
            row["look_first"], row["look_count"] = len(lists.looks), len(look.becomes)
            for becomes, share in look.becomes.items():
                lists.looks.append((NONE, lists.class_of[becomes], 0, share))
        target = stage.target.get(name, stage.target.get(""))
        row["target"] = math.inf if target is None else target
        row["duties_start"] = _due(model, stage, name, Until.START)
        row["duties_end"] = _due(model, stage, name, Until.END)
    return made


def _due(model: Model, stage: Stage, name: str, until: Until) -> int:
    return sum(
        1 << number
        for number, duty in enumerate(model.duties)
        if duty.stage == stage.name and duty.until is until and _is_of(duty, name)
    )


def _is_of(duty: Duty, name: str) -> bool:
    return not duty.of or name in duty.of


def _classes(model: Model, lists: _Lists) -> Array:
    made = np.zeros(len(model.classes), layout.CLASS)
    for number, work in enumerate(model.classes):
        row = made[number]
        row["priority"], row["due"], row["ageing"] = work.priority, work.due_within or 0.0, work.ageing
        row["to"] = lists.stage_of[work.arrivals.to] if work.arrivals else 0
        row["row"] = number
    return made


def _duties(model: Model, lists: _Lists) -> Array:
    made = np.zeros(len(model.duties), layout.DUTY)
    for number, duty in enumerate(model.duties):
        row = made[number]
        row["classes"] = sum(1 << place for name, place in lists.class_of.items() if _is_of(duty, name))
        row["since"], row["stage"], row["hours"] = SINCE[duty.since], lists.stage_of[duty.stage], duty.hours
    return made


def _changes(changes: list[Change]) -> Array:
    rows = [(c.group, c.spell, c.sign, c.part, c.parts, c.at) for c in changes]
    return np.array([*rows, (0, 0, 0, 0, 1, math.inf)], dtype=layout.CHANGE)


def _backlog(model: Model, lists: _Lists) -> Array:
    rows = []
    for number, work in enumerate(model.classes):
        which = 0
        for one in work.backlog:
            age, stage = lists.duration(one.age), lists.stage_of[one.stage]
            for _ in range(one.count):
                rows.append((number << 40 | BACKLOG | which, number, stage, which, age, 0.0))
                which += 1
    return _filled(rows, layout.BACKLOG)


def _bursts(model: Model) -> Array:
    return _filled(
        [
            (number, which, burst.per_day, burst.size, burst.hours)
            for number, work in enumerate(model.classes)
            if work.arrivals
            for which, burst in enumerate(work.arrivals.bursts)
        ],
        layout.BURST,
    )


def _spreads(model: Model) -> Array:
    return _filled(
        [
            (number, work.arrivals.dispersion)
            for number, work in enumerate(model.classes)
            if work.arrivals and work.arrivals.dispersion
        ],
        layout.SPREAD,
    )
