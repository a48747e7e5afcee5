"""Computes the inspection measures as at any moment, prints them, and keeps them when asked."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from constabulary.casework.clock import now
from constabulary.casework.inspection import compute_measures, end_of_day, measure_as_at, window_before
from constabulary.inspection.measures.definition import Measured, NotDefined, Scale
from constabulary.inspection.measures.registry import MEASURES
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.standards.rulebook import NoEdition


class Command(BaseCommand):
    """Compute every measure."""

    help = (
        "Compute the inspection measures from every record, as at the end of a day or now, by the definition of then."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """As at when, and whether the results are kept."""
        parser.add_argument("--as-at", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")
        parser.add_argument("--keep", action="store_true", help="keep the results, as the clock does every night")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Raise CommandError with a plain sentence for a day that cannot be measured."""
        by = system_officer()
        say_who_asks(by)
        at = now()
        moment = at if options["as_at"] is None else end_of_day(options["as_at"])
        if options["as_at"] is not None and moment > at and options["as_at"] > at.date():
            raise CommandError("That day has not come yet.", returncode=2)
        try:
            window = window_before(min(moment, at))
            if options["keep"]:
                measured = compute_measures(window=window, by=by, at=at)
            else:
                measured = tuple(measure_as_at(measure=code, window=window, by=by, at=at) for code in MEASURES)
        except (NotDefined, NoEdition) as error:
            raise CommandError(f"That day cannot be measured: {error}", returncode=2) from error
        self.stdout.write(f"{window.from_on} to {window.until_on}, every record counted")
        for one in measured:
            self.stdout.write(line_of(one))
        if options["keep"]:
            self.stdout.write(f"{len(measured)} results kept.")


def line_of(one: Measured) -> str:
    """One measure as a line."""
    rate = one.rate
    if rate.estimate is None or rate.low is None or rate.high is None:
        said = "too few to say" if rate.denominator else "nothing to count"
    elif one.measure.scale is Scale.KAPPA:
        said = f"kappa {rate.estimate:.2f} ({rate.low:.2f} to {rate.high:.2f})"
    else:
        said = f"{100 * rate.estimate:.1f} % ({100 * rate.low:.1f} to {100 * rate.high:.1f})"
    return f"{one.measure.code:<30} {rate.numerator:>6} of {rate.denominator:<6} {said}"
