"""What a mix of offences would lead one to expect: indirect standardisation.

A force's share of an outcome says as much of which crimes it records as of what it does with them. So its number is held
against the number it would have if each of its offences ended in that outcome as often as in all forces pooled:
expected = sum over offences of (crimes of the force x pooled share of the offence); ratio = observed / expected.
Method: indirect standardisation, as in Spiegelhalter, Funnel plots for comparing institutional performance (2005).
"""

from collections.abc import Iterable, Mapping

from constabulary.standards.values import value


@value
class Cell:
    """Crimes of one force and one offence: how many there are, how many ended in the outcome, how many are undecided.

    Counts can be below nought, where earlier ones were taken back in a later quarter.
    """

    crimes: int
    with_outcome: int
    unassigned: int = 0


Counts = Mapping[str, Mapping[str, Cell]]
"""Cells by force and offence code."""


@value
class Standardised:
    """A force held against its own mix. `variance` is that of `observed` if pooled shares held there too."""

    crimes: int
    observed: int
    unassigned: int
    expected: float
    variance: float

    @property
    def share(self) -> float | None:
        """The crude share of crimes with the outcome."""
        return self.observed / self.crimes if self.crimes > 0 else None

    @property
    def ratio(self) -> float | None:
        """Observed to expected; None where nothing is expected."""
        return self.observed / self.expected if self.expected > 0 else None

    @property
    def unassigned_share(self) -> float | None:
        """The share of crimes without any outcome yet."""
        return self.unassigned / self.crimes if self.crimes > 0 else None

    @property
    def share_band(self) -> tuple[float, float] | None:
        """The share if none, and if all, of the crimes still undecided were to end in the outcome."""
        if self.crimes <= 0:
            return None
        return self.observed / self.crimes, min(1.0, (self.observed + max(0, self.unassigned)) / self.crimes)

    @property
    def ratio_band(self) -> tuple[float, float] | None:
        """The ratio if none, and if all, of the undecided were to end in the outcome, other forces as they are."""
        if self.expected <= 0:
            return None
        return self.observed / self.expected, (self.observed + max(0, self.unassigned)) / self.expected


def pooled_shares(counts: Counts, pool: Iterable[str]) -> dict[str, float]:
    """For each offence the share of crimes of the pooled forces with the outcome; nought where there are no crimes."""
    crimes: dict[str, int] = {}
    outcomes: dict[str, int] = {}
    for force in pool:
        for offence, cell in counts[force].items():
            crimes[offence] = crimes.get(offence, 0) + cell.crimes
            outcomes[offence] = outcomes.get(offence, 0) + cell.with_outcome
    return {offence: outcomes[offence] / total if total > 0 else 0.0 for offence, total in crimes.items()}


def standardise(counts: Counts, *, pool: Iterable[str]) -> dict[str, Standardised]:
    """Every force held against the pooled forces, offence by offence; those outside the pool too."""
    shares = pooled_shares(counts, pool)
    return {force: _standardised(cells, shares) for force, cells in counts.items()}


def _standardised(cells: Mapping[str, Cell], shares: Mapping[str, float]) -> Standardised:
    expected = variance = 0.0
    for offence, cell in cells.items():
        share = shares.get(offence, 0.0)
        expected += cell.crimes * share
        # A share of very few crimes, some of them taken back, can lie outside 0 to 1: it tells nothing of chance.
        bounded = min(1.0, max(0.0, share))
        variance += max(0, cell.crimes) * bounded * (1 - bounded)
    return Standardised(
        crimes=sum(cell.crimes for cell in cells.values()),
        observed=sum(cell.with_outcome for cell in cells.values()),
        unassigned=sum(cell.unassigned for cell in cells.values()),
        expected=expected,
        variance=variance,
    )


def pooled_share(counts: Counts, pool: Iterable[str]) -> float | None:
    """The crude share of all pooled crimes."""
    cells = [cell for force in pool for cell in counts[force].values()]
    crimes = sum(cell.crimes for cell in cells)
    return sum(cell.with_outcome for cell in cells) / crimes if crimes > 0 else None
