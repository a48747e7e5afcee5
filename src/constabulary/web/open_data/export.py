"""The figures of all forces as a file: numbers as numbers, words that no spreadsheet takes for a formula, and the
attribution in every row, so that a row copied out of it still names its source."""

import csv
from collections.abc import Iterator
from io import StringIO

from constabulary.inspection.public_figures import Comparison
from constabulary.open_data.kinds import OGL

HEADINGS = (
    "force", "period", "offences", "outcomes", "basis", "crimes", "with_outcome", "crude_share", "crude_place",
    "expected", "ratio_to_expected", "ratio_place", "compared", "inner_low", "inner_high", "outer_low", "outer_high",
    "undecided_share", "ratio_if_no_undecided", "ratio_if_all_undecided", "note", "attribution",
)  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe(words: str) -> str:
    """Words that a spreadsheet shows as words."""
    return f"'{words}" if words.startswith(FORMULA_STARTS) else words


def comparison_as_csv(comparison: Comparison, *, period: str, outcome: str) -> str:
    """The comparison, a row for each force; the crude share never without the ratio to expected."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows(_rows(comparison, period, outcome))
    return out.getvalue()


def _rows(comparison: Comparison, period: str, outcome: str) -> Iterator[list[object]]:
    offences = comparison.slice.offence_group or "all"
    for one in comparison.forces:
        figures, limits = one.figures, one.limits
        band = figures.ratio_band or ("", "")
        yield [
            safe(one.force), period, safe(offences), safe(outcome), comparison.slice.basis.value, figures.crimes,
            figures.observed, figures.share, one.share_place.place if one.share_place else "", figures.expected,
            figures.ratio, one.ratio_place.place if one.ratio_place else "", comparison.compared,
            *((limits.inner_low, limits.inner_high, limits.outer_low, limits.outer_high) if limits else ("",) * 4),
            figures.unassigned_share, *band,
            "not ranked: too many undecided" if one.places_withheld else "", OGL,
        ]  # fmt: skip
