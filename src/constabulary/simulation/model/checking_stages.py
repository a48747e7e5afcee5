"""What is wrong with a model's stages: durations missing, shares that add up to more than one, circles of blocking."""

import math
from collections.abc import Iterator

from constabulary.simulation.model.durations import Duration, duration_of, find_faults
from constabulary.simulation.model.stages import Kind, Order, Patience, Reassessment, Stage, WhenFull
from constabulary.simulation.model.whole import Model

#: How far a sum of shares may be off one.
SLACK = 1e-9
#: More than this of anything is taken for a slip of the pen.
MOST = 1_000_000
#: Work is looked at anew no more often than once a minute: every look is an event of the run.
LEAST_HOURS = 1 / 60


def faults_of_stages(model: Model) -> Iterator[str]:
    """Sentences about stages and the ways between them."""
    for stage in model.stages:
        for fault in _of_stage(model, stage):
            yield f"{stage.name}: {fault}."
    yield from _of_blocking(model)


def _of_stage(model: Model, stage: Stage) -> Iterator[str]:
    yield from _of_names(model, stage)
    yield from _of_numbers(stage)
    yield from _of_kind(stage)
    for work in model.classes:
        duration = duration_of(stage.service, work.name)
        if duration is None:
            yield f"there is no service time for {work.name}"
        if stage.order is Order.DEADLINE and work.due_within is None:
            yield f"work goes by deadline, and {work.name} has none: give due_within"
        yield from _of_routes(model, stage, work.name)
    for name, duration in stage.service.items():
        yield from (f"service of {name or 'every class'}: {fault}" for fault in find_faults(duration))
    for name, patience in stage.patience.items():
        yield from (f"patience of {name or 'every class'}: {fault}" for fault in _of_patience(patience))
    for name, look in stage.reassessment.items():
        yield from (f"re-assessment of {name or 'every class'}: {fault}" for fault in _of_look(model, look))


def _of_names(model: Model, stage: Stage) -> Iterator[str]:
    known = {"", *(work.name for work in model.classes)}
    for what, names in (
        ("service", stage.service),
        ("patience", stage.patience),
        ("reassessment", stage.reassessment),
        ("target", stage.target),
    ):
        for name in sorted(set(names) - known):
            yield f"{what} speaks of {name}, which is no class"
    for route in stage.routes:
        if {route.of, route.becomes} - known:
            yield f"a route speaks of {', '.join(sorted({route.of, route.becomes} - known))}, which is no class"


def _of_numbers(stage: Stage) -> Iterator[str]:
    if max(stage.people, stage.room or 0, stage.batch, stage.pieces, stage.caseload or 0, abs(stage.rank)) > MOST:
        yield f"people, room, batch, pieces, caseload and rank can be up to {MOST:,}"
    if stage.people < 1:
        yield f"{stage.people} people work on each; it must be one or more"
    if stage.room is not None and stage.room < 1:
        yield "there is room for nothing"
    if stage.batch < 1 or stage.pieces < 1:
        yield "a batch and the number of pieces must be one or more"
    if stage.batch_wait is not None and not stage.batch_wait > 0:
        yield "the wait for a full batch must be above nought"
    if stage.caseload is not None and stage.caseload < 1:
        yield "a caseload of nothing lets nobody work"
    if not 0 <= stage.switching < 1:
        yield "the share of the day that each open one costs must be from 0 to below 1"
    for name, hours in stage.target.items():
        if not (math.isfinite(hours) and hours >= 0):
            yield f"the target of {name or 'every class'} must be nought or more"


def _of_kind(stage: Stage) -> Iterator[str]:
    desk_only = {
        "people": stage.people != 1,
        "interrupts": stage.interrupts,
        "batch": stage.batch != 1,
        "batch_wait": stage.batch_wait is not None,
    }
    if stage.kind is not Kind.DESK:
        yield from (f"{name} is for desks only" for name, given in desk_only.items() if given)
    waiting_only = {"patience": bool(stage.patience), "reassessment": bool(stage.reassessment)}
    if stage.kind is Kind.DELAY:
        yield from (
            f"nobody queues for a delay, so {name} means nothing" for name, given in waiting_only.items() if given
        )
    caseload_only = {
        "caseload": stage.caseload is not None,
        "pieces": stage.pieces != 1,
        "between": stage.between is not None,
        "switching": stage.switching != 0,
    }
    if stage.kind is not Kind.CASELOAD:
        yield from (f"{name} is for caseloads only" for name, given in caseload_only.items() if given)
    if stage.pieces > 1 and stage.between is None:
        yield "there are several pieces, and no wait between them"
    if stage.between is not None:
        yield from (f"the wait between pieces: {fault}" for fault in find_faults(stage.between))
    if stage.batch > 1 and stage.interrupts:
        yield "work done in batches cannot be interrupted"


def _of_routes(model: Model, stage: Stage, name: str) -> Iterator[str]:
    names = {one.name for one in model.stages}
    routes = stage.routes_of(name)
    if any(not (math.isfinite(route.share) and 0 <= route.share <= 1) for route in routes):
        yield f"a share of {name} is not between 0 and 1"
    total = math.fsum(route.share for route in routes)
    if total > 1 + SLACK:
        yield f"the shares of {name} add up to {total:.3f}, more than one; what is missing to one leaves"
    for route in routes:
        if route.to and route.to not in names:
            yield f"{name} goes to {route.to}, which is no stage"


def _of_patience(patience: Patience) -> Iterator[str]:
    yield from find_faults(patience.limit)
    if not 0 <= patience.try_again <= 1:
        yield "the share that tries again must be between 0 and 1"
    if patience.try_again and patience.after is None:
        yield "some try again, and nothing says after how long"
    after: Duration | None = patience.after
    if after is not None:
        yield from find_faults(after)


def _of_look(model: Model, look: Reassessment) -> Iterator[str]:
    known = {work.name for work in model.classes}
    if not (math.isfinite(look.every) and look.every >= LEAST_HOURS):
        yield "it must come round in more than nought hours, and no more often than once a minute"
    if any(not 0 <= share <= 1 for share in look.becomes.values()) or math.fsum(look.becomes.values()) > 1 + SLACK:
        yield "its shares must be between 0 and 1 and add up to no more than one"
    for name in sorted(set(look.becomes) - known):
        yield f"it makes work {name}, which is no class"


def _of_blocking(model: Model) -> Iterator[str]:
    """A circle of stages each of which holds the one before it back can come to a standstill for ever."""
    full = {one.name for one in model.stages if one.room is not None and one.when_full is WhenFull.HELD_BACK}
    for stage in model.stages:
        holding = sorted({route.to for route in stage.routes} & full)
        if stage.batch > 1 and holding:
            yield f"{stage.name} works in batches, and {holding[0]} can hold back only one piece at a time."
    onward = {
        stage.name: {route.to for route in stage.routes if route.to in full and route.share > 0}
        for stage in model.stages
    }
    for name in sorted(full):
        seen: set[str] = set()
        ahead = set(onward[name])
        while ahead - seen:
            one = (ahead - seen).pop()
            seen.add(one)
            ahead |= onward[one]
        if name in seen:
            yield f"{name} holds itself back in a circle, and everything could come to a standstill for ever."
            return
