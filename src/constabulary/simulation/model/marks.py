"""Every figure a model stands on, in words, each with where it comes from: measured, published or assumed."""

from collections.abc import Iterator

from constabulary.simulation.model import durations
from constabulary.simulation.model.durations import Duration, Mark
from constabulary.simulation.model.lengths import told_hours
from constabulary.simulation.model.staffing import StaffGroup
from constabulary.simulation.model.whole import Model
from constabulary.standards.values import value


@value
class Standing:
    """One figure of a model: what of, the figure in words, its mark and source."""

    what: str
    figure: str
    mark: Mark
    source: str


def figures_of(model: Model) -> Iterator[Standing]:
    """What comes in, how long it takes, and who is there, in the order of the model."""
    for work in model.classes:
        if work.arrivals is not None:
            found = work.arrivals
            yield Standing(
                what=f"What comes in: {work.name}",
                figure=f"{found.per_day:,.4g} a day",
                mark=found.mark,
                source=found.source,
            )
        for one in work.backlog:
            age = one.age
            yield Standing(
                what=f"Waiting at {one.stage}: {work.name}", figure=f"{one.count:,}, old {tell_duration(age)}",
                mark=age.mark, source=age.source,
            )  # fmt: skip
    for stage in model.stages:
        for name, service in stage.service.items():
            of = f", {name}" if name else ""
            yield Standing(
                what=f"How long it takes: {stage.name}{of}", figure=tell_duration(service), mark=service.mark,
                source=service.source,
            )  # fmt: skip
    for group in model.staff:
        yield Standing(what=f"Who there is: {group.name}", figure=_people(group), mark=group.mark, source=group.source)


def tell_ground(model: Model) -> str:
    """What a model's answers are worth, by how many of its figures were measured: a sentence to stand beside its label."""
    marks = [one.mark for one in figures_of(model)]
    measured = sum(one is Mark.MEASURED for one in marks)
    if not measured:
        return "What this says follows from its assumptions; it is no measurement of the force."
    if measured < len(marks):
        return (
            f"Of the {len(marks)} figures that it stands on {measured} {'was' if measured == 1 else 'were'} measured; the others are "
            "assumed or published. What this says follows from all of them, and is no surer than what was assumed."
        )
    return (
        "Every figure that it stands on was measured. What this says is what follows if it goes on as it was: a forecast, not a "
        "measurement."
    )


def tell_duration(one: Duration) -> str:
    """A duration in words."""
    match one:
        case durations.Fixed():
            return told_hours(one.hours)
        case durations.Exponential() | durations.Gamma():
            return f"{told_hours(one.mean)} on average"
        case durations.Lognormal():
            return f"{told_hours(one.median)} for half of it, some much longer"
        case durations.Triangular():
            return f"{told_hours(one.least)} at least, usually {told_hours(one.usual)}, {told_hours(one.most)} at most"
        case durations.Empirical():
            return f"as measured, {told_hours(one.mean)} on average"


def _people(group: StaffGroup) -> str:
    shifts = [f"{one.people} from {one.starts:%H:%M} to {one.ends:%H:%M}" for one in group.shifts]
    rotas = [f"teams of {', '.join(map(str, one.teams))} on {one.pattern}" for one in group.rotas]
    always = [f"{group.always} at every hour"] if group.always else []
    away = f"; {group.abstraction:.0%} away" if group.abstraction else ""
    return f"{'; '.join([*always, *shifts, *rotas])}{away}"
