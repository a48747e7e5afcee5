"""What was learned as files: the report as tables, and where a scenario is written."""

from collections.abc import Iterator
from pathlib import Path

from constabulary.cli.tables import CannotWrite, Cell, Table
from constabulary.simulation.learning.learning import ALL, Learned
from constabulary.simulation.learning.modelling import class_name, stage_name
from constabulary.simulation.learning.routing import LEAVES
from constabulary.simulation.learning.survival import Quantile
from constabulary.simulation.learning.telling import WEEKDAYS, remark_in_words


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
