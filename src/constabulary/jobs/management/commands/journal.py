"""The journal on the command line: verify it, export it, print its head, seal it."""

import argparse
import gzip
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from constabulary.casework.anchoring import AnchorsBroken, anchor_again
from constabulary.casework.clock import now
from constabulary.casework.sealing import SealingTrouble, seal_journal
from constabulary.jobs.exporting import export_journal
from constabulary.jobs.telling import counting, result, say, working
from constabulary.jobs.verifying import verify_journal
from constabulary.policing.journal.anchors import Slip, read_slip
from constabulary.records.queries import verification
from constabulary.records.queries.force import the_force
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.queries.seals import head_seal

FOUND_WRONG = 1
UNAVAILABLE = 69


class Command(BaseCommand):
    """Verify, export, seal or print the head of the journal."""

    help = "Verify, seal, export or print the head of the journal."

    def add_arguments(self, parser: CommandParser) -> None:
        """One sub-command each."""
        kinds = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
        verify = kinds.add_parser(
            "verify", help="follow the chain and name the first bad entry or seal; with --file, of an export"
        )
        verify.add_argument("--file", metavar="FILE", help="an export, verified without a database")
        verify.add_argument("--anchors", type=Path, metavar="FILE", help="another anchor file than the installation's")
        verify.add_argument("--slip", type=_slip, metavar="NUMBER:HASH", help="what a printed slip says")
        verify.set_defaults(act=_verify)
        export = kinds.add_parser("export", help="write entries and seals to a file, without payloads")
        export.add_argument("file", type=Path, metavar="FILE", help="the file to write; .gz is compressed")
        export.set_defaults(act=_export)
        kinds.add_parser("head", help="print the newest seal, to keep on paper").set_defaults(act=_head)
        kinds.add_parser("seal", help="seal what waits, now").set_defaults(act=_seal)
        again = kinds.add_parser("anchor-again", help="write the anchor file anew, and keep the old one")
        again.add_argument("reason", help="why the file and the chain differ; it goes into the journal")
        again.set_defaults(act=_anchor_again)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Carry it out."""
        options["act"](options)


def _slip(raw: str) -> Slip:
    try:
        return read_slip(raw)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def as_auditor() -> psycopg.Connection:
    """A connection of the account that reads the journal. Raises CommandError when none is configured."""
    if not settings.AUDITOR_DATABASE:
        raise CommandError(
            "Reading the journal needs the account of the auditor: set DATABASE_AUDITOR_URL.", returncode=UNAVAILABLE
        )
    try:
        return psycopg.connect(**settings.AUDITOR_DATABASE)
    except psycopg.OperationalError as error:
        raise CommandError(
            f"The database cannot be reached: {str(error).strip().splitlines()[0]}", returncode=UNAVAILABLE
        ) from error


def _sealed() -> int:
    with as_auditor() as auditor:
        return verification.count_sealed(auditor)


def _verify(options: dict[str, Any]) -> None:
    path: Path = options["anchors"] or settings.ANCHOR_FILE
    with ExitStack() as opened:
        anchors: IO[bytes] | None = None
        try:
            anchors = opened.enter_context(path.open("rb"))
        except FileNotFoundError as error:
            if options["anchors"]:
                raise CommandError(f"There is no file {path}.", returncode=2) from error
        told = opened.enter_context(counting("Verifying the journal", _sealed()))
        verdict = verify_journal(as_auditor, anchors=anchors or [], slip=options["slip"], told=told)
    for fault in verdict.faults:
        result(fault.sentence)
    if verdict.faults:
        raise CommandError("The journal is not as it was written.", returncode=FOUND_WRONG)
    waiting = f"; {verdict.waiting:,} wait for the next seal" if verdict.waiting else ""
    result(f"Nothing is wrong: {verdict.extent}{waiting}.")


def _export(options: dict[str, Any]) -> None:
    force = the_force()
    with ExitStack() as opened:
        handle = opened.enter_context(_new_file(options["file"]))
        told = opened.enter_context(counting("Exporting the journal", _sealed()))
        auditor = opened.enter_context(verification.one_snapshot(as_auditor))
        count = export_journal(
            auditor, handle, force=f"{force.code} {force.name}" if force else "", at=now(), told=told
        )
    say(f"{count:,} entries were written to {options['file']}.")


@contextmanager
def _new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that is there whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    opener: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(part, "xb") as handle:
            yield handle
        part.rename(path)
    except FileExistsError as error:
        raise CommandError(f"{part} is there already; remove it if no other export is under way.") from error
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)


def _head(_options: dict[str, Any]) -> None:
    seal, force = head_seal(), the_force()
    if seal is None or force is None:
        raise CommandError("The journal has no seal yet.")
    made = seal.hash.hex()
    rows = [" ".join(made[start : start + 8] for start in range(line, line + 32, 8)) for line in (0, 32)]
    result(f"{force.name}: head of the journal\n")
    result(f"  Seal       {seal.number}, over {seal.entries:,} entries")
    result(f"  Sealed at  {seal.sealed_at:%d %B %Y %H:%M:%S} UTC")
    result(f"  Hash       {rows[0]}\n             {rows[1]}\n")
    result("Keep this outside the building. To check the chain against it later:")
    result(f"  constabulary journal verify --slip {seal.number}:{made[:16]}")


def _seal(_options: dict[str, Any]) -> None:
    system = system_officer()
    say_who_asks(system)
    sealed = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry")
        total = cursor.fetchone()[0]
    try:
        with counting("Sealing the journal", total) as told:
            while count := seal_journal(by=system, at=now(), told=told):
                sealed += count
    except (SealingTrouble, AnchorsBroken) as error:
        raise CommandError(str(error)) from error
    result("1 entry was sealed." if sealed == 1 else f"{sealed:,} entries were sealed.")


def _anchor_again(options: dict[str, Any]) -> None:
    system = system_officer()
    say_who_asks(system)
    with working("Writing the anchor file ..."):
        kept = anchor_again(reason=options["reason"], by=system, at=now())
    result(f"{settings.ANCHOR_FILE} was written anew." + (f" The old one is {kept}." if kept else ""))
