"""`constabulary learn`: arrivals, durations and routes from a table of timestamps, without a database."""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rich.console import Console
from rich.progress import Progress

from constabulary.cli.learned import make_tables, write_scenario
from constabulary.cli.tables import CannotWrite, write_csv
from constabulary.open_data.archives import find_files
from constabulary.open_data.reading import Reject
from constabulary.open_data.reasons import CannotRead
from constabulary.open_data.timestamps import Layout, TimestampReading, Visits, open_timestamps
from constabulary.simulation.learning import telling
from constabulary.simulation.learning.back_test import tell_back_test
from constabulary.simulation.learning.drift import find_drift
from constabulary.simulation.learning.history import Faults, History, make_history
from constabulary.simulation.learning.learning import Learned, learn
from constabulary.simulation.learning.modelling import CannotModel
from constabulary.simulation.learning.scenario import make_scenario
from constabulary.simulation.model.checking import MOST_DAYS
from constabulary.standards.published_figures import REFUSED_SHARE
from constabulary.standards.rulebook import on

REFUSED_SHOWN = 10
#: A scenario is as long as this where nobody says otherwise: a quarter of a year.
USUAL_DAYS = 91
#: Moments outside these years are slips of the pen, and not every clock can hold them.
FIRST_YEAR, LAST_YEAR = 1900, 2200


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="constabulary learn", description="Learn arrivals, durations and routes from a table of timestamps."
    )
    parser.add_argument("path", type=Path, help="a table (.csv, .csv.gz), a folder of them, or a zip archive")
    parser.add_argument("--item", default="", metavar="COLUMN", help="the column that names the piece of work")
    parser.add_argument("--stage", default="", metavar="COLUMN", help="the column that names the stage")
    parser.add_argument("--began", default="", metavar="COLUMN", help="when it began")
    parser.add_argument("--ended", default="", metavar="COLUMN", help="when it ended; empty while it is open")
    parser.add_argument("--class", default="", dest="work", metavar="COLUMN", help="the class of work")
    parser.add_argument(
        "--moments", default="", metavar="A,B,C", help="columns of moments in order, where a row is a piece of work"
    )
    parser.add_argument("--zone", type=_zone, default=ZoneInfo("Europe/London"), help="of times without an offset")
    parser.add_argument("--since", type=_moment, metavar="WHEN", help="from when everything is in the table")
    parser.add_argument(
        "--until", type=_moment, metavar="WHEN", help="when the table was made: what is open has waited till then"
    )
    parser.add_argument("--drift-since", type=_moment, metavar="WHEN", help="say what has changed since then")
    parser.add_argument("--csv", type=Path, metavar="FOLDER", help="write what was learned as CSV")
    parser.add_argument(
        "--scenario", type=Path, metavar="FILE", help="write what was learned as a scenario that `simulate` plays"
    )
    parser.add_argument("--days", type=_days, default=USUAL_DAYS, help=f"how long the scenario is ({USUAL_DAYS} days)")
    parser.add_argument("--back-test", action="store_true", help="fit on the first part, forecast the rest")
    return parser


def run(given: list[str]) -> int:
    """Learn and report; 1 when too many rows are refused or no scenario can be made, 2 when nothing can be read or written."""
    known = _parser().parse_args(given)
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        history, faults, refused = _read(known, console)
    except CannotRead as trouble:
        console.print(f"constabulary: {trouble}")
        return 2
    learned = learn(history, faults, zone=known.zone)
    for line in _report(known, history, learned):
        sys.stdout.write(f"{line}\n")
    try:
        _write(known, history, learned)
    except CannotModel as trouble:
        console.print(f"constabulary: No scenario is written. {trouble}", markup=False)
        return 1
    except CannotWrite as trouble:
        console.print(f"constabulary: {trouble}", markup=False)
        return 2
    return 1 if refused else 0


def _write(known: argparse.Namespace, history: History, learned: Learned) -> None:
    if known.csv is not None:
        write_csv(make_tables(learned), known.csv)
    if known.scenario is not None:
        name = known.path.name.split(".")[0] or known.path.name
        write_scenario(make_scenario(history, learned, name=name, days=known.days, zone=known.zone), known.scenario)


def _read(known: argparse.Namespace, console: Console) -> tuple[History, Faults, bool]:
    layout = Layout(
        item=known.item, stage=known.stage, began=known.began, ended=known.ended, work=known.work,
        moments=tuple(one.strip() for one in known.moments.split(",") if one.strip()), zone=known.zone,
    )  # fmt: skip
    files, _ = find_files(known.path)
    whole, refused = Visits(), False
    most = on(datetime.now(UTC))[REFUSED_SHARE].value
    with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
        for file in files:
            task = progress.add_task(file.name, total=max(1, file.size))
            with open_timestamps(file, layout) as (reading, stretches):
                for stretch in stretches:
                    _gather(whole, stretch)
                    progress.update(task, completed=reading.bytes_read)
            for line in _told(reading, whole.rejects):
                sys.stdout.write(f"{line}\n")
            refused |= bool(reading.read) and reading.rejected / reading.read > most
            whole.rejects.clear()
    history, faults = make_history(
        items=whole.items, stages=whole.stages, began=whole.began, ended=whole.ended, classes=whole.works,
        since=_in_zone(known.since, known.zone), until=_in_zone(known.until, known.zone),
    )  # fmt: skip
    return history, faults, refused


def _gather(whole: Visits, stretch: Visits) -> None:
    for name in ("items", "stages", "works", "began", "ended"):
        getattr(whole, name).extend(getattr(stretch, name))
    whole.rejects.extend(stretch.rejects[: max(0, REFUSED_SHOWN - len(whole.rejects))])


def _told(reading: TimestampReading, rejects: list[Reject]) -> Iterator[str]:
    yield f"{reading.file.name}: {reading.read:,} rows read, {reading.read - reading.rejected:,} taken, {reading.rejected:,} refused."
    for one in rejects:
        yield f"  line {one.line}: {one.reason.sentence}{f' ({one.column})' if one.column else ''}"
    if not reading.has_endings:
        yield "  It has no column for when work ends, so only arrivals are learned."
    if reading.twice:
        yield f"  {reading.twice:,} times lie in the hour that comes twice; they are taken for the first."
    if reading.days_only:
        yield f"  {reading.days_only:,} times are days without an hour; they are taken for midnight, which spoils the hours."


def _report(known: argparse.Namespace, history: History, learned: Learned) -> Iterator[str]:
    yield from telling.tell(learned, zone=known.zone)
    if known.back_test:
        yield from tell_back_test(history, zone=known.zone)
    if (cut := _in_zone(known.drift_since, known.zone)) is not None:
        yield from telling.tell_drift(find_drift(history, cut=cut, zone=known.zone))


def _days(raw: str) -> float:
    if not raw.isdecimal() or not 1 <= int(raw) <= MOST_DAYS:
        raise argparse.ArgumentTypeError(f"{raw} is no number of days from 1 to {MOST_DAYS:,}")
    return float(raw)


def _zone(raw: str) -> ZoneInfo:
    try:
        return ZoneInfo(raw)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise argparse.ArgumentTypeError(f"{raw} is no time zone; write it as Europe/London") from error


def _moment(raw: str) -> datetime:
    try:
        found = datetime.fromisoformat(raw)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{raw} is no moment; write it as 2026-03-01 or 2026-03-01T14:05") from error
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"{raw} lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return found


def _in_zone(moment: datetime | None, zone: ZoneInfo) -> float | None:
    """A moment as seconds since 1970. Without an offset it is of the zone asked for, wherever that option stands."""
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp()
