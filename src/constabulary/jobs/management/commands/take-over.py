"""Takes over the records of another system from a staging folder: on trial or for good; compares both systems."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from constabulary.access.officers import Officer
from constabulary.casework.clock import now
from constabulary.casework.takeover.comparing import Compared, compare_systems
from constabulary.casework.takeover.described import described_layout
from constabulary.casework.takeover.files import CannotRead
from constabulary.casework.takeover.loading import LoadedTable, take_over, try_takeover
from constabulary.casework.takeover.repairing import write_rejects
from constabulary.jobs.telling import counting, result, say
from constabulary.policing.takeover.comparing import FIELD_WORDS
from constabulary.policing.takeover.ledger import Tally, all_together
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.standards.rulebook import Moments

FOUND_WRONG, WRONG_ARGUMENTS = 1, 2
#: So many differences are printed; all of them are kept and shown on the page.
MOST = 40


class Command(BaseCommand):
    """Take over from another system."""

    help = "Take over the records of another system from a folder in the staging layout (docs/migration.md)."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, the system's name, and what is to be done."""
        parser.add_argument("folder", type=Path, nargs="?", help="a folder with files in the staging layout")
        parser.add_argument("--from", dest="name", metavar="NAME", help="what the old system is called")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--dry-run", action="store_true", help="check and store everything, then take all of it back")
        what.add_argument("--compare", action="store_true", help="compare both systems by the folder's control files")
        what.add_argument("--rejects", type=Path, metavar="FOLDER", help="write what was refused, to be repaired")
        what.add_argument("--layout", action="store_true", help="print the staging layout as JSON")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Exit code 0 when everything balances, 1 when rows are refused or the systems differ, 2 for a wrong folder."""
        by, at = system_officer(), now()
        say_who_asks(by)
        if options["layout"]:
            result(json.dumps(described_layout(Moments(report=at, decision=at)), indent=1))
            return
        if not options["name"] or (options["folder"] is None and options["rejects"] is None):
            raise CommandError("Name a folder and, with --from, the system that is left.", returncode=WRONG_ARGUMENTS)
        try:
            wrong = self._do(options, by)
        except CannotRead as trouble:
            raise CommandError(str(trouble), returncode=WRONG_ARGUMENTS) from trouble
        if wrong:
            sys.exit(FOUND_WRONG)

    def _do(self, options: dict[str, Any], by: Officer) -> bool:
        asked = {"folder": options["folder"], "name": options["name"], "by": by, "at": now()}
        if options["rejects"] is not None:
            counts = write_rejects(**{**asked, "folder": options["rejects"]})
            result(
                "\n".join(f"{table}: {count} rows to repair" for table, count in counts.items())
                or "Nothing is refused."
            )
            return False
        if options["compare"]:
            return _tell_comparison(compare_systems(**asked))
        with counting("Rows read", None) as told:
            read: dict[str, int] = {}

            def tell(table: str, count: int) -> None:
                read[table] = count
                told(sum(read.values()))

            act = try_takeover if options["dry_run"] else take_over
            wrong = _tell_tables(act(**asked, told=tell))
        if options["dry_run"]:
            say("A trial: all of it was taken back, nothing is stored.")
        return wrong


def _tell_tables(tables: Iterable[LoadedTable]) -> bool:
    tallies: list[Tally] = []
    result(f"{'':<12}{'read':>9}{'stored':>9}{'merged':>9}{'waiting':>9}{'known':>9}{'refused':>9}")
    for one in tables:
        tallies.append(one.tally)
        result(_line(one.table.name, one.tally))
    total = all_together(tallies)
    result(_line("all", total))
    return total.rejected > 0


def _line(name: str, tally: Tally) -> str:
    counts = (tally.read, tally.stored, tally.merged, tally.held, tally.known, tally.rejected)
    return f"{name:<12}" + "".join(f"{one:>9}" for one in counts)


def _tell_comparison(compared: Compared) -> bool:
    result(f"{compared.told_rows} rows and {compared.told_figures} figures were told.")
    for one in compared.differences[:MOST]:
        field = f", {FIELD_WORDS[one.field]}" if one.field else ""
        values = "" if one.is_protected or not (one.told or one.found) else f": {one.told or '-'} / {one.found or '-'}"
        result(f"{one.nature.words}: {one.table} {one.reference}{field}{values}")
    if len(compared.differences) > MOST:
        result(f"... and {len(compared.differences) - MOST} more, on the page.")
    result("Both systems balance." if compared.balances else f"{len(compared.differences)} differences.")
    return not compared.balances
