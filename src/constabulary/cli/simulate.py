"""`constabulary simulate FILE`: plays a model from a TOML file without a database; a table, and files if asked."""

import argparse
import importlib
import math
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from constabulary.cli.tables import CannotWrite, Cell, Table, file_names, write_csv, write_drawings, write_parquet
from constabulary.drawing.fan import draw_fan
from constabulary.simulation.model.checking import NotPlayable, check_playable
from constabulary.simulation.model.lengths import told_hours
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.model.stages import Kind
from constabulary.simulation.model.units import Misread
from constabulary.simulation.model.whole import Model
from constabulary.simulation.results.estimating import Estimate
from constabulary.simulation.results.figures import Figure, figure_called
from constabulary.simulation.results.gone import clearing_of, stages_of_backlog, waiting_lines
from constabulary.simulation.results.memory import bytes_needed
from constabulary.simulation.results.named import What, labels_offered
from constabulary.simulation.results.plain import MANY
from constabulary.simulation.results.simulating import Precision, Result, simulate
from constabulary.simulation.results.telling import tell_clearing

CANNOT_READ = 2
MOST_DIGITS = 18
GIGABYTE = 1e9
HOLD = "intervals hold the mean with 95 %"
HOLD_ROUGHLY = (
    "intervals are of 95 %, and hold the mean somewhat less often than that because play stopped when they were narrow"
)
WRITTEN = (What.MEAN_WAIT, What.LEAST_MEAN_WAIT, What.STILL_WAITING, What.SHARE_IN_TARGET, What.WAITING_AT_END)
FAN = (0.05, 0.25, 0.5, 0.75, 0.95)


class _TooLarge(Exception):
    """It needs more memory than there is; the text is the sentence."""


class _CannotPlay(Exception):
    """It cannot be played as asked; the text is the sentence."""


def run(given: list[str]) -> int:
    """Play a model; 1 when it cannot be played or is not as sure as was asked, 2 when the file cannot be read or written."""
    known = _parser().parse_args(given)
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        model = read_model(known.file.read_bytes())
    except OSError as error:
        console.print(f"constabulary: {known.file} cannot be read: {error.strerror}.", markup=False)
        return CANNOT_READ
    except Misread as error:
        console.print(f"constabulary: {known.file}: {error}.", markup=False)
        return CANNOT_READ
    try:
        _check_fits(model, known)
        result = _play_on_dask(model, known, console) if known.dask else _play(model, known, console)
    except (_CannotPlay, _TooLarge) as error:
        console.print(f"constabulary: {error}", markup=False)
        return CANNOT_READ
    except NotPlayable as error:
        for problem in error.problems:
            console.print(f"constabulary: {problem.sentence}", markup=False)
        return 1
    for line in tell(result, stopped_itself=known.within is not None):
        sys.stdout.write(f"{line}\n")
    try:
        _write(result, known)
    except CannotWrite as error:
        console.print(f"constabulary: {error}", markup=False)
        return CANNOT_READ
    if not result.reached:
        console.print(f"The interval asked for was not reached within {known.most} replications.")
    return 0 if result.reached else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="constabulary simulate", description="Play demand against capacity from a model's file."
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="a model in TOML")
    parser.add_argument(
        "--seed", type=_whole, default=1, help="the same seed gives the same figures, to the last digit"
    )
    parser.add_argument("--replications", type=_count, default=32, help="how often it is played (32)")
    parser.add_argument(
        "--within", type=_share, metavar="SHARE", help="play until every mean wait is known within this share of it"
    )
    parser.add_argument(
        "--figure",
        default="",
        metavar="NAME",
        help="with --within: until this figure is known, by its name on the pages",
    )
    parser.add_argument("--most", type=_count, default=1000, help="but no more often than this (1000)")
    parser.add_argument("--workers", type=_count, default=1, help="how many cores to use; changes no figure")
    parser.add_argument(
        "--dask", default="", metavar="ADDRESS",
        help="play on this Dask scheduler, or `local` for --workers processes; changes no figure (needs the extra sweeps)",
    )  # fmt: skip
    parser.add_argument("--csv", type=Path, metavar="FOLDER", help="write the figures and the queue over time as CSV")
    parser.add_argument("--parquet", type=Path, metavar="FOLDER", help="write the same tables as Parquet")
    parser.add_argument("--charts", type=Path, metavar="FOLDER", help="draw the queue over time, with its fan, as SVG")
    return parser


def _whole(raw: str) -> int:
    if not raw.isdecimal() or len(raw) > MOST_DIGITS:
        raise argparse.ArgumentTypeError(f"{raw} is no whole number from nought up")
    return int(raw)


def _count(raw: str) -> int:
    if not raw.isdecimal() or len(raw) > MOST_DIGITS or not int(raw):
        raise argparse.ArgumentTypeError(f"{raw} is no whole number from one up")
    return int(raw)


def _share(raw: str) -> float:
    try:
        share = float(raw)
    except ValueError:
        share = math.nan
    if not 0 < share < 1:
        raise argparse.ArgumentTypeError(f"{raw} is no share between 0 and 1, such as 0.05")
    return share


def _check_fits(model: Model, known: argparse.Namespace) -> None:
    """Raise NotPlayable, or _TooLarge for a run that this machine's memory cannot hold, before anything is played."""
    check_playable(model)
    if known.figure and known.within is None:
        raise _CannotPlay("--figure says what is to be known; say with --within how well.")
    if known.figure and known.figure not in labels_offered(model):
        raise _CannotPlay(
            f"{known.file}: there is no figure {known.figure!r}; there are {'; '.join(labels_offered(model))}."
        )
    option, times = ("--most", known.most) if known.within is not None else ("--replications", known.replications)
    needed, there = bytes_needed(model, replications=times, workers=known.workers), _memory()
    if needed > there:
        raise _TooLarge(
            f"{known.file}: {times:,} replications need about {needed / GIGABYTE:,.1f} GB of memory and this machine has "
            f"{there / GIGABYTE:,.1f} GB: lower {option}, or in the model its days, its snapshots a day, its stages or its classes."
        )


def _memory() -> float:
    """How many bytes of memory this machine has; without end where it does not say."""
    try:
        found = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return math.inf
    return found if found > 0 else math.inf


def _play(model: Model, known: argparse.Namespace, console: Console) -> Result:
    precision = None
    if known.within is not None:
        waits = tuple(Figure(what=What.MEAN_WAIT, stage=one.name) for one in model.stages if one.kind is Kind.DESK)
        named = figure_called(model, known.figure)
        precision = Precision(figures=waits if named is None else (named,), relative=known.within, most=known.most)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("Simulating (the first run on a machine compiles for half a minute)", total=None)

        def told(played: int, most: int) -> bool:
            progress.update(task, description="Simulating", completed=played, total=most)
            return True

        return simulate(
            model,
            seed=known.seed,
            replications=known.replications,
            precision=precision,
            workers=known.workers,
            told=told,
        )


def _play_on_dask(model: Model, known: argparse.Namespace, console: Console) -> Result:
    if known.within is not None:
        raise _CannotPlay("--within plays until it is sure enough, which --dask cannot; say --replications instead.")
    try:
        # An extra: most installations have no Dask, and nobody else should wait for it to load.
        dask = importlib.import_module("constabulary.simulation.sweeping.on_dask")
    except ModuleNotFoundError as error:
        raise _CannotPlay("--dask needs the extra `sweeps`: pip install 'constabulary[sweeps]'.") from error
    with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("Simulating on Dask", total=None)
        try:
            with dask.connected(known.dask, workers=known.workers) as client:
                found: Result = dask.sweep(
                    client, {"": model}, seed=known.seed, replications=known.replications,
                    told=lambda done, most: progress.update(task, completed=done, total=most),
                )[""]  # fmt: skip
        except dask.NoScheduler as error:
            raise _CannotPlay(str(error)) from error
    return found


def tell(result: Result, *, stopped_itself: bool = False) -> Iterable[str]:
    """The result in lines: what is doubtful, waits by stage and class, duties, people, what is left at the end.

    `stopped_itself`: how often it was played was decided by its own figures.
    """
    model = result.model
    label = f" ({model.label})" if model.label else ""
    yield f"{model.name}{label}: {model.days:g} days from {model.start:%d %B %Y}, seed {result.seed},"
    hold = HOLD_ROUGHLY if stopped_itself else HOLD
    yield f"{len(result.replications)} replications; {hold}."
    yield from (f"Note: {doubt.sentence}" for doubt in result.doubts)
    yield ""
    if stages_of_backlog(model):
        lines = waiting_lines(model, [one.waiting for one in result.replications])
        clearing = clearing_of(model, lines)
        if clearing is not None:
            yield from tell_clearing(clearing, model.start)
            yield ""
    yield from _table(
        ("stage", "class", "mean wait", "95 % interval", "median", "95th", "in target", "at the end"), _waits(result)
    )
    if model.duties:
        yield ""
        yield from _table(("duty", "breaches", "95 % interval"), _duties(result))
    if model.staff:
        yield ""
        yield from _table(("staff", "busy", "hours of overtime"), _staff(result))


def _waits(result: Result) -> Iterable[Sequence[str]]:
    for stage in result.model.stages:
        for work in result.model.classes:
            if stage.kind is Kind.DELAY or not any(
                one.joined[_place(result, stage.name, work.name)] for one in result.replications
            ):
                continue
            about = {"stage": stage.name, "of": work.name}
            # Where many still wait, those that were begun are not all: their mean would be too low.
            many = result.estimate(Figure(what=What.STILL_WAITING, **about)).mean > MANY
            wait = result.estimate(Figure(what=What.LEAST_MEAN_WAIT if many else What.MEAN_WAIT, **about))
            has_target = bool({"", work.name} & set(stage.target))
            share = result.estimate(Figure(what=What.SHARE_IN_TARGET, **about)).mean
            yield (
                stage.name,
                work.name,
                f"{'at least ' if many else ''}{told_hours(wait.mean)}",
                f"{told_hours(wait.low)} to {told_hours(wait.high)}",
                told_hours(result.wait_quantile(0.5, stage.name, work.name)),
                told_hours(result.wait_quantile(0.95, stage.name, work.name)),
                f"{share:.1%}" if has_target else "",
                _counted(result.estimate(Figure(what=What.WAITING_AT_END, **about)).mean),
            )


def _place(result: Result, stage: str, work: str) -> tuple[int, int]:
    stages = [one.name for one in result.model.stages]
    return stages.index(stage), [one.name for one in result.model.classes].index(work)


def _duties(result: Result) -> Iterable[Sequence[str]]:
    for duty in result.model.duties:
        found = result.estimate(Figure(what=What.BREACHES, duty=duty.name))
        yield duty.name, f"{found.mean:,.1f}", _interval(found)


def _staff(result: Result) -> Iterable[Sequence[str]]:
    for group in result.model.staff:
        busy = result.estimate(Figure(what=What.UTILISATION, group=group.name))
        over = result.estimate(Figure(what=What.OVERTIME, group=group.name))
        yield group.name, f"{busy.mean:.1%}", f"{over.mean:,.1f}"


def _counted(figure: float) -> str:
    """A mean count; a dash where it was never counted."""
    return "–" if math.isnan(figure) else f"{figure:.1f}"


def _interval(found: Estimate) -> str:
    return f"{found.low:,.1f} to {found.high:,.1f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    for line in lines:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def make_tables(result: Result) -> tuple[Table, Table]:
    """`figures` (one row a figure, with its interval) and `queue` (what is there by day and stage, with its fan)."""
    label = result.model.label
    figures = tuple(
        (str(what), stage.name, work.name, found.mean, found.low, found.high, found.replications, label)
        for what in WRITTEN
        for stage in result.model.stages
        for work in result.model.classes
        if (found := result.estimate(Figure(what=what, stage=stage.name, of=work.name))).replications
    )
    queue: tuple[tuple[Cell, ...], ...] = tuple(
        (day, stage.name, *(float(one) for one in row), label)
        for stage in result.model.stages
        for day, row in zip(_days(result), result.fan(stage.name, shares=FAN), strict=True)
    )
    return (
        Table(
            name="figures",
            head=("figure", "stage", "class", "mean", "low", "high", "replications", "label"),
            words=frozenset({"figure", "stage", "class", "label"}),
            rows=figures,
        ),
        Table(
            name="queue",
            head=("day", "stage", *(f"share {share:g}" for share in FAN), "label"),
            words=frozenset({"stage", "label"}),
            rows=queue,
        ),
    )


def draw_queues(result: Result) -> Iterable[tuple[str, str]]:
    """(name of the file, SVG) of what is there over time: in all stages together, then stage by stage."""
    stages = [one.name for one in result.model.stages]
    label = f", {result.model.label}" if result.model.label else ""
    for file, stage in zip(file_names(["all", *stages], before="queue"), ["", *stages], strict=True):
        name = f"{result.model.name}{label}: {stage or 'all stages together'}"
        rows = result.fan(stage, shares=FAN).tolist()
        yield file, draw_fan(_days(result), rows, name=name, upwards="Pieces of work there")


def _days(result: Result) -> list[float]:
    a_day = result.model.snapshots_a_day
    return [shot / a_day for shot in range(1, len(result.replications[0].there) + 1)]


def _write(result: Result, known: argparse.Namespace) -> None:
    if known.csv is not None:
        write_csv(make_tables(result), known.csv)
    if known.parquet is not None:
        write_parquet(make_tables(result), known.parquet)
    if known.charts is not None:
        if not _days(result):
            raise CannotWrite(
                f"No chart can be drawn: the run of {result.model.days:g} days ends before the queue is counted for the first "
                "time. Play more days, or take more snapshots a day."
            )
        write_drawings(draw_queues(result), known.charts)
