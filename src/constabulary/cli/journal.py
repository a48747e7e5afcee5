"""`constabulary journal verify --file FILE`: the chain of an exported journal, verified without a database."""

import argparse
import gzip
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import IO, Protocol

from constabulary.policing.journal.anchors import AnchorCheck, Slip, find_slip_fault, read_slip
from constabulary.policing.journal.chain import Fault, SealRow
from constabulary.policing.journal.export import ExportCheck, NotAnExport

#: How many bytes are read before the progress is told.
PIECE = 8 * 1024 * 1024


class Counting(Protocol):
    """Shows how far something has come."""

    def __call__(self, sentence: str, total: int | None) -> AbstractContextManager[Callable[[int], None]]:
        """A context that gives what is to be told how much is done."""


def is_meant(given: list[str]) -> bool:
    """Whether the arguments of `constabulary` ask for a file to be verified."""
    return given[:2] == ["journal", "verify"] and any(one.split("=")[0] == "--file" for one in given[2:])


def run(given: list[str], *, result: Callable[[str], None], counting: Counting) -> int:
    """Verify a file; the exit code: 0 when nothing is wrong, 1 when something is, 2 when the file cannot be read."""
    known = _parser().parse_args(given)
    try:
        fault, told = verify_file(known.file, anchors=known.anchors, slip=known.slip, counting=counting)
    except (OSError, NotAnExport, EOFError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        result(f"{known.file} cannot be verified: {reason}.")
        return 2
    result(fault.sentence if fault else told)
    return 1 if fault else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="constabulary journal verify", description="Verify an exported journal without a database."
    )
    parser.add_argument("--file", type=Path, required=True, metavar="FILE", help="an export; .gz is read too")
    parser.add_argument("--anchors", type=Path, metavar="FILE", help="the anchor file kept outside the database")
    parser.add_argument("--slip", type=slip, metavar="NUMBER:HASH", help="what a printed slip says")
    return parser


def slip(raw: str) -> Slip:
    """A slip as an argument."""
    try:
        return read_slip(raw)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def verify_file(path: Path, *, anchors: Path | None, slip: Slip | None, counting: Counting) -> tuple[Fault | None, str]:
    """The first fault of an export, if any, and what was found. Raises OSError or NotAnExport."""
    with ExitStack() as open_files:
        beside = AnchorCheck(open_files.enter_context(anchors.open("rb"))) if anchors else None
        named: list[SealRow] = []

        def each_seal(seal: SealRow) -> Fault | None:
            if slip is not None and seal.number == slip.number:
                named.append(seal)
            return beside.follow(seal) if beside else None

        check = ExportCheck(each_seal)
        handle = open_files.enter_context(_opened(path))
        size = None if path.suffix == ".gz" else os.path.getsize(path)
        told = open_files.enter_context(counting("Verifying", size))
        fault = next((one for lines in _pieces(handle, told) if (one := check.read(lines))), None) or check.end()
        if fault is None and beside is not None:
            fault = beside.end(until=check.exported_at)
        if fault is None and slip is not None:
            fault = find_slip_fault(slip, next(iter(named), None))
    return fault, _found(check, beside)


def _found(check: ExportCheck, beside: AnchorCheck | None) -> str:
    chain = check.chain
    said = [f"Nothing is wrong: {chain.extent}."]
    if chain.waiting:
        said.append(f"{len(chain.waiting):,} entries waited for a seal when the file was made.")
    if beside is not None and beside.first_without is not None:
        said.append(f"The anchor file is older: it does not speak of seal {beside.first_without.number} and later.")
    if beside is not None and beside.later:
        said.append(f"The anchor file is newer: it goes on to seal {beside.later}, which this file does not have.")
    return " ".join(said)


def _opened(path: Path) -> IO[bytes]:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def _pieces(handle: IO[bytes], told: Callable[[int], None]) -> Iterator[list[bytes]]:
    read = 0
    while lines := handle.readlines(PIECE):
        yield lines
        read += sum(map(len, lines))
        told(read)
