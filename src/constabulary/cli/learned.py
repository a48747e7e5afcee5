"""What was learned as files: the report as tables, and the scenario that `simulate` reads."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from constabulary.cli.tables import CannotWrite, Cell, Table
from constabulary.simulation.learning.history import History
from constabulary.simulation.learning.learning import ALL, Learned
from constabulary.simulation.learning.modelling import class_name, make_model, stage_name
from constabulary.simulation.learning.routing import LEAVES
from constabulary.simulation.learning.survival import Quantile
from constabulary.simulation.learning.telling import WEEKDAYS, remark_in_words
from constabulary.simulation.model.reading import OTHER, read_model
from constabulary.simulation.model.tables import tables_of
from constabulary.simulation.model.writing import write_model

COMMENT = """\
Learned from {name} by `constabulary learn`; play it with `constabulary simulate`.
Every stage is a wait as long as was measured, waiting included: more people change nothing in it. To ask what more people
do, give a stage the time at work itself (kind = "desk", skill, service) and add [[staff]] who have the skill."""


def make_scenario(history: History, learned: Learned, *, name: str, days: float, zone: ZoneInfo) -> str:
    """The file of a scenario that begins when the table ends, with what is open then as its backlog. Raises CannotModel."""
    # Play begins on a full hour.
    ends = datetime.fromtimestamp(history.until, tz=UTC).replace(minute=0, second=0, microsecond=0)
    taught = replace(learned, class_names=_class_names(learned))
    model = make_model(history, taught, name=name, start=ends.astimezone(zone), days=days)
    made = write_model(tables_of(replace(model, label=f"learned from {name}")), comment=COMMENT.format(name=name))
    read_model(made)
    return made


def _class_names(learned: Learned) -> tuple[str, ...]:
    """As they are, but for a class that is called what a file calls those not named."""
    other = f"{OTHER} work"
    while other in learned.class_names:
        other += " still"
    return tuple(other if one == OTHER else one for one in learned.class_names)


def write_scenario(made: str, path: Path) -> None:
    """Write the file of a scenario. Raises CannotWrite."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8")
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror}.") from error


def make_tables(learned: Learned) -> tuple[Table, ...]:
    """`arrivals` and `hours` (by hour of the week) of each class, `durations`, `routes` and `remarks`; empty is not known."""
    return (
        _table("arrivals", "class", "per_day", "seen", "days", "index_of_days", "index_of_weeks", rows=_arrivals(learned)),
        _table("hours", "class", "weekday", "hour", "an_hour", "low", "high", rows=_hours(learned)),
        _table(
            "durations", "stage", "class", "visits", "open", "half", "half_low", "half_high", "nine_in_ten",
            "nine_in_ten_low", "nine_in_ten_high", "shape", "scale", "form", "off_by", rows=_durations(learned),
        ),
        _table("routes", "stage", "to", "share", "low", "high", "of", rows=_routes(learned)),
        _table("remarks", "remark", "about", "sentence", rows=_remarks(learned)),
    )  # fmt: skip


def _table(name: str, *head: str, rows: Iterator[tuple[Cell, ...]]) -> Table:
    words = frozenset({"class", "stage", "weekday", "to", "shape", "remark", "about", "sentence"}) & set(head)
    return Table(name=name, head=head, words=words, rows=tuple(rows))


def _arrivals(learned: Learned) -> Iterator[tuple[Cell, ...]]:
    for place, one in enumerate(learned.arrivals):
        if one is not None:
            yield class_name(learned, place), one.per_day, one.seen, one.days, one.daily.index, one.weekly.index


def _hours(learned: Learned) -> Iterator[tuple[Cell, ...]]:
    for place, one in enumerate(learned.arrivals):
        if one is not None:
            rows = zip(one.by_hour_of_week.tolist(), one.low.tolist(), one.high.tolist(), strict=True)
            for hour, (mean, low, high) in enumerate(rows):
                yield class_name(learned, place), WEEKDAYS[hour // 24], hour % 24, mean, low, high


def _durations(learned: Learned) -> Iterator[tuple[Cell, ...]]:
    for one in learned.stages:
        fit = one.fits[0] if one.fits else None
        yield (
            stage_name(learned, one.stage), "" if one.work == ALL else class_name(learned, one.work), one.visits,
            one.still_open, *_quantile(one.half), *_quantile(one.nine_in_ten),
            *(("", "", "", "") if fit is None else (fit.shape.value, fit.scale, fit.form, fit.distance)),
        )  # fmt: skip


def _quantile(one: Quantile) -> tuple[Cell, Cell, Cell]:
    return _known(one.hours), _known(one.low), _known(one.high)


def _routes(learned: Learned) -> Iterator[tuple[Cell, ...]]:
    for one in learned.routing.routes:
        to = "" if one.to == LEAVES else stage_name(learned, one.to)
        share = one.share
        yield (
            stage_name(learned, one.stage),
            to,
            _known(share.estimate),
            _known(share.low),
            _known(share.high),
            share.denominator,
        )


def _remarks(learned: Learned) -> Iterator[tuple[Cell, ...]]:
    for one in learned.remarks:
        yield one.remark.value, one.about, remark_in_words(one)


def _known(figure: float | None) -> Cell:
    return "" if figure is None else figure
