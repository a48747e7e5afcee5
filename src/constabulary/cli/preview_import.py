"""`constabulary import --dry-run`: what an import would take and refuse, without a database."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from constabulary.open_data.kinds import Kind
from constabulary.open_data.preview import preview
from constabulary.open_data.reasons import CannotRead
from constabulary.open_data.telling import told
from constabulary.standards.published_figures import REFUSED_SHARE
from constabulary.standards.rulebook import on


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of an import."""
    parser.add_argument("path", type=Path, help="a table (.csv, .csv.gz), a folder of them, or a zip archive")
    parser.add_argument("--kind", type=Kind, choices=list(Kind), help="refuse what is not of this kind")
    parser.add_argument("--dry-run", action="store_true", help="say what would be taken and refused, store nothing")
    parser.add_argument(
        "--most-refused", type=float, metavar="SHARE", help="the share of refused rows that is too many"
    )


def is_meant(given: list[str]) -> bool:
    """Whether the arguments of `constabulary` ask for a preview."""
    return given[:1] == ["import"] and "--dry-run" in given


def run(arguments: list[str]) -> int:
    """Preview; 1 when a file cannot be taken or too many of its rows are refused, 2 when there is nothing to read."""
    parser = argparse.ArgumentParser(prog="constabulary import", description="Import published data.")
    add_arguments(parser)
    known = parser.parse_args(arguments)
    most = on(datetime.now(UTC))[REFUSED_SHARE].value if known.most_refused is None else known.most_refused
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    wrong = False
    try:
        with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
            task = progress.add_task("Reading", total=None)
            for one in preview(
                known.path,
                kind=known.kind,
                told=lambda name, read, size: progress.update(
                    task, description=name, completed=read, total=max(size, read)
                ),
            ):
                if isinstance(one, CannotRead):
                    sys.stdout.write(f"{one}\n")
                    wrong = True
                    continue
                taken = one.read - one.rejected
                for line in told(
                    name=one.name,
                    kind=one.kind,
                    counts=[("rows read", one.read), ("would be taken", taken), ("refused", one.rejected)],
                    scopes=one.scopes,
                    quality=one.quality,
                    refused=[(reject.line, reject.reason.sentence, reject.column) for reject in one.rejects],
                ):
                    sys.stdout.write(f"{line}\n")
                wrong |= one.rejected / one.read > most
    except CannotRead as trouble:
        console.print(f"constabulary: {trouble}")
        return 2
    return 1 if wrong else 0
