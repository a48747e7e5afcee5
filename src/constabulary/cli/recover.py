"""`constabulary recover FILE`: when a backlog is gone, how sure, and what would make it sooner; without a database."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from constabulary.simulation.model.units import Misread
from constabulary.simulation.recovery.burn_down import play
from constabulary.simulation.recovery.document import NotADocument, make_document, play_again, read, write
from constabulary.simulation.recovery.reading import file_name, read_plans
from constabulary.simulation.recovery.telling import tell_futures, tell_queue
from constabulary.standards.queues import RECOVERY
from constabulary.standards.rulebook import on

CANNOT_READ = 2


class _CannotWrite(Exception):
    """A document cannot be put where it was asked for."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="constabulary recover", description="Say when a backlog is gone, how sure, and what would make it sooner."
    )
    parser.add_argument("file", type=Path, help="a plan in TOML; with --again, a document that was made of one")
    parser.add_argument("--document", type=Path, metavar="FOLDER", help="put each way down as a document there")
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
    except _CannotWrite as error:
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
        f"{document.plan.queue.name}, made by {document.made_by or 'nobody named'}, begins {document.first:%d %B %Y}, seed "
        f"{document.plan.seed}: {'the same figures to the last digit' if same else 'other figures than the document has'}.\n"
    )
    return 0 if same else 1


def _plans(known: argparse.Namespace) -> int:
    asked = read_plans(known.file.read_bytes())
    promised_with = on(datetime.now(UTC))[RECOVERY].value.promised_with
    for line in tell_queue(asked.queue):
        sys.stdout.write(f"{line}\n")
    for name, plan in asked.plans.items():
        sys.stdout.write(f"{name} (seed {plan.seed}, played {plan.times:,} times):\n")
        for line in tell_futures(play(plan), first=asked.first, promised_with=promised_with):
            sys.stdout.write(f"  {line}\n")
        if known.document is not None:
            path = known.document / f"{file_name(name)}.json"
            made = write(make_document(plan, first=asked.first, made_by=known.by))
            try:
                known.document.mkdir(parents=True, exist_ok=True)
                path.write_text(made, "utf-8")
            except OSError as error:
                raise _CannotWrite(f"{path} cannot be written: {error.strerror}.") from error
            sys.stdout.write(f"  Put down as {path.name}.\n")
    return 0
