"""A few plain things changed in a model's file: people, arrivals, how long work takes, what waits, when and for how long.

The file is changed, not only the model read from it, so that whoever takes it away has all of it.
"""

import copy
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Any

from constabulary.simulation.model import units
from constabulary.simulation.model.durations import Mark
from constabulary.simulation.model.flows import few_enough
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.model.units import Misread, standing_at
from constabulary.simulation.model.whole import Model
from constabulary.simulation.model.writing import comment_of, write_model
from constabulary.standards.values import value

MOST_PEOPLE = 1000
MOST_TIMES = 100.0
LEAST_TIMES = 0.01
#: What of each shape of a duration is a length of time.
LENGTHS = ("mean", "median", "hours", "least", "usual", "most")


@value
class Waiting:
    """What waits at the start: of a class, at a stage."""

    of: str
    stage: str
    count: int


@value
class Changes:
    """What is to be changed. `people` by staff group, how many more (or fewer) are on the shift that most are on;
    `arrivals` by class, how many times as much comes in; `service`, how many times as long the work of people takes;
    `waiting` replaces the counts of the backlog; the rest stays as it is where it is None.
    """

    name: str = ""
    people: Mapping[str, int] = field(default_factory=dict)
    arrivals: Mapping[str, float] = field(default_factory=dict)
    service: float = 1.0
    waiting: tuple[Waiting, ...] = ()
    start: date | None = None
    days: float | None = None


def change_model(text: str, changes: Changes) -> str:
    """The file of a model with these changes, as TOML. Raises Misread with one sentence."""
    model = read_model(text)
    raw = copy.deepcopy(tomllib.loads(text))
    if changes.name:
        raw["name"] = changes.name
    if changes.start is not None:
        raw["start"] = changes.start
    if changes.days is not None:
        raw["days"] = changes.days
    for group, more in changes.people.items():
        _more_people(_named(raw, "staff", group, "staff group"), more)
    if changes.arrivals:
        # Else the bar at which the backlog counts as gone would rise with what comes in, and flatter the comparison.
        raw["gone"] = {**raw.get("gone", {}), "at_most": few_enough(model)}
    for work, times in changes.arrivals.items():
        _more_arrivals(_named(raw, "classes", work, "class"), times)
    if changes.service != 1.0:
        _check_times("how long work takes", changes.service)
        for stage in raw["stages"]:
            if stage.get("kind", "desk") != "delay" and "service" in stage:
                stage["service"] = _longer(stage["service"], changes.service)
    for one in changes.waiting:
        _wait(_named(raw, "classes", one.of, "class"), one, model)
    changed = write_model(raw, comment=comment_of(text))
    read_model(changed)
    return changed


def tell_changes(model: Model, changes: Changes) -> Iterator[str]:
    """The changes in words, each a line; nothing for what stays."""
    for group, more in changes.people.items():
        if more:
            yield f"{abs(more)} {'more' if more > 0 else 'fewer'} {group}: {_where(model, group)}"
    for work, times in changes.arrivals.items():
        if times != 1:
            yield f"{work}: {times:g} times as much comes in"
    if changes.service != 1.0:
        yield f"the work of people takes {changes.service:g} times as long"
    yield from (f"{one.count:,} of {one.of} wait at {one.stage} at the start" for one in changes.waiting)
    if changes.start is not None:
        yield f"it starts on {changes.start.day} {changes.start:%B %Y}"
    if changes.days is not None:
        yield f"{changes.days:g} days are played"


def _where(model: Model, group: str) -> str:
    found = model.group(group)
    if found.rotas:
        return "spread over the teams of the rota, one after another"
    if found.shifts:
        most = max(found.shifts, key=lambda one: one.people)
        days = [("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day] for day in most.weekdays]
        return f"on the shift from {most.starts:%H:%M} to {most.ends:%H:%M}, {', '.join(days)}"
    return "at every hour"


def _named(raw: Mapping[str, Any], part: str, name: str, called: str) -> dict[str, Any]:
    found: dict[str, Any] | None = next((one for one in raw.get(part, ()) if one.get("name") == name), None)
    if found is None:
        raise Misread(f"there is no {called} {name}")
    return found


def _more_people(group: dict[str, Any], more: int) -> None:
    with standing_at(str(group["name"])):
        if not more:
            return
        if not -MOST_PEOPLE <= more <= MOST_PEOPLE:
            raise Misread(f"up to {MOST_PEOPLE:,} people more or fewer can be asked about")
        if group.get("rotas"):
            teams = group["rotas"][0]["teams"]
            for number in range(abs(more)):
                teams[number % len(teams)] += 1 if more > 0 else -1
            least = min(teams)
        elif group.get("shifts"):
            most = max(group["shifts"], key=lambda one: int(one.get("people", 0)))
            most["people"] = least = most.get("people", 0) + more
        else:
            group["always"] = least = group.get("always", 0) + more
        if least < 0:
            raise Misread(f"{-more} fewer leaves less than nobody on a shift")
        group |= _assumed(group, f"{abs(more)} {'more' if more > 0 else 'fewer'}, as asked")


def _more_arrivals(work: dict[str, Any], times: float) -> None:
    with standing_at(str(work["name"])):
        _check_times("what comes in", times, least=0.0)
        if times == 1:
            return
        if "arrivals" not in work:
            raise Misread("nothing of it comes in from outside, so there is nothing to multiply")
        arrivals = work["arrivals"]
        arrivals["per_day"] = _product(arrivals["per_day"], times)
        arrivals |= _assumed(arrivals, f"{times:g} times as much, as asked")
        for part, rate in (("bursts", "per_day"), ("events", "expected")):
            for one in arrivals.get(part, ()):
                one[rate] = _product(one[rate], times)


def _check_times(what: str, times: float, *, least: float = LEAST_TIMES) -> None:
    if not least <= times <= MOST_TIMES:
        raise Misread(f"{what} can be multiplied by {least:g} to {MOST_TIMES:g}")


def _longer(service: Any, times: float) -> Any:
    if not isinstance(service, dict):
        return _product(units.hours(service), times)
    if "shape" not in service:
        return {name: _longer(one, times) for name, one in service.items()}
    found = dict(service)
    for key in LENGTHS:
        if isinstance(found.get(key), list):
            found[key] = [_product(units.hours(one), times) for one in found[key]]
        elif key in found:
            found[key] = _product(units.hours(found[key]), times)
    return {**found, **_assumed(found, f"{times:g} times as long, as asked")}


def _assumed(was: Mapping[str, Any], asked: str) -> dict[str, str]:
    """What was measured or published and is then changed is so no longer."""
    source = was.get("source", "")
    return {"mark": Mark.ASSUMPTION.value, "source": f"{source}; {asked}" if source else asked}


def _product(number: float, times: float) -> float:
    return round(number * times, 9)


def _wait(work: dict[str, Any], wanted: Waiting, model: Model) -> None:
    with standing_at(wanted.of):
        if wanted.count < 0:
            raise Misread(f"fewer than none cannot wait at {wanted.stage}")
        if wanted.stage not in {one.name for one in model.stages}:
            raise Misread(f"there is no stage {wanted.stage}")
        lots = work.setdefault("backlog", [])
        here = [one for one in lots if one["stage"] == wanted.stage]
        if not here:
            lots.append({"stage": wanted.stage, "count": wanted.count})
            return
        # Of several lots of one stage the first is made to fit: the others keep their ages.
        others = sum(int(one["count"]) for one in here[1:])
        if wanted.count < others:
            for one in here[1:]:
                one["count"] = 0
            others = 0
        here[0]["count"] = wanted.count - others
        if isinstance(here[0].get("age"), dict):
            here[0]["age"] |= _assumed(here[0]["age"], "how many wait, as asked")
