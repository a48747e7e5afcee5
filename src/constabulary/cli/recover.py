"""`constabulary recover FILE`: when a backlog is gone, how sure, and what would make it sooner; without a database."""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from constabulary.cli.tables import CannotWrite, Cell, Table, file_names, write_csv, write_drawings, write_parquet
from constabulary.drawing.fan import draw_fan
from constabulary.simulation.model.units import Misread
from constabulary.simulation.naming import file_name
from constabulary.simulation.recovery.burn_down import QUANTILES, Futures, play
from constabulary.simulation.recovery.document import NotADocument, make_document, play_again, read, write
from constabulary.simulation.recovery.reading import read_plans
from constabulary.simulation.recovery.telling import tell_futures, tell_queue
from constabulary.standards.queues import RECOVERY
from constabulary.standards.rulebook import on

CANNOT_READ = 2
FAN = tuple(f"share {share:g}" for share in QUANTILES)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="constabulary recover", description="Say when a backlog is gone, how sure, and what would make it sooner."
    )
    parser.add_argument("file", type=Path, help="a plan in TOML; with --again, a document that was made of one")
    parser.add_argument("--document", type=Path, metavar="FOLDER", help="put each way down as a document there")
    parser.add_argument(
        "--csv", type=Path, metavar="FOLDER", help="write what waits, day by day and way by way, as CSV"
    )
    parser.add_argument("--parquet", type=Path, metavar="FOLDER", help="write the same table as Parquet")
    parser.add_argument("--charts", type=Path, metavar="FOLDER", help="draw the burn-down of each way as SVG")
    parser.add_argument("--by", default="", metavar="NAME", help="who made the document")
    parser.add_argument("--again", action="store_true", help="play a document again: the same figures, or exit code 1")
    return parser


def run(given: list[str]) -> int:
    """Tell, write or repeat a plan; 1 when a document has other figures now, 2 when the file cannot be read or written."""
    known = _parser().parse_args(given)
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        return _again(known.file) if known.again else _plans(known)
    except OSError as error:
        console.print(f"constabulary: {known.file} cannot be read: {error.strerror}.", markup=False)
    except CannotWrite as error:
        console.print(f"constabulary: {error}", markup=False)
    except (Misread, NotADocument) as error:
        console.print(f"constabulary: {known.file}: {error}", markup=False)
    return CANNOT_READ


def _again(path: Path) -> int:
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise NotADocument("This is no document of a recovery plan.") from error
    document = read(text)
    same = play_again(document)
    sys.stdout.write(
        f"{document.plan.queue.titled}, made by {document.made_by or 'nobody named'}, begins {document.first:%d %B %Y}, seed "
        f"{document.plan.seed}: {'the same figures to the last digit' if same else 'other figures than the document has'}.\n"
    )
    return 0 if same else 1


def _plans(known: argparse.Namespace) -> int:
    asked = read_plans(known.file.read_bytes())
    promised_with = on(datetime.now(UTC))[RECOVERY].value.promised_with
    sys.stdout.write(f"{asked.queue.titled}\n")
    for line in tell_queue(asked.queue):
        sys.stdout.write(f"{line}\n")
    played: dict[str, Futures] = {}
    for name, plan in asked.plans.items():
        played[name] = play(plan)
        sys.stdout.write(f"{name} (seed {plan.seed}, played {plan.times:,} times):\n")
        for line in tell_futures(played[name], first=asked.first, promised_with=promised_with):
            sys.stdout.write(f"  {line}\n")
        if known.document is not None:
            path = known.document / f"{file_name(name)}.json"
            made = write(make_document(plan, first=asked.first, made_by=known.by))
            try:
                known.document.mkdir(parents=True, exist_ok=True)
                path.write_text(made, "utf-8")
            except OSError as error:
                raise CannotWrite(f"{path} cannot be written: {error.strerror}.") from error
            sys.stdout.write(f"  Put down as {path.name}.\n")
    if known.csv is not None:
        write_csv([make_table(played)], known.csv)
    if known.parquet is not None:
        write_parquet([make_table(played)], known.parquet)
    if known.charts is not None:
        write_drawings(_drawings(played), known.charts)
    return 0


def make_table(played: dict[str, Futures]) -> Table:
    """What waits at the end of each day, one row a way and day: the quantiles, the mean number late, the chance it is gone."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            name,
            float(day),
            *(float(one) for one in quantiles),
            float(futures.late[:, day].mean()),
            futures.chance_cleared_by(day),
            futures.plan.queue.label,
        )
        for name, futures in played.items()
        for day, quantiles in enumerate(futures.fan().T)
    )
    head = ("way", "day", *FAN, "beyond standard", "chance cleared", "label")
    return Table(name="burn-down", head=head, words=frozenset({"way", "label"}), rows=rows)


def _drawings(played: dict[str, Futures]) -> Iterator[tuple[str, str]]:
    for file, (name, futures) in zip(file_names(list(played), before="burn-down"), played.items(), strict=True):
        rows = futures.fan().T.tolist()
        title = f"{futures.plan.queue.titled}: {name}"
        yield file, draw_fan([float(day) for day in range(len(rows))], rows, name=title, upwards="Waiting")
