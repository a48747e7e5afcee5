"""Any force against all others in the published outcomes: the crude share, and beside it what is left of it once the
mix of offences is removed. Neither is a target, and the first never goes without the second."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache

from constabulary.policing.inspection.funnel import Funnel, Limits, make_funnel
from constabulary.policing.inspection.ranking import Place, median, places
from constabulary.policing.inspection.standardising import (
    Cell,
    Standardised,
    pooled_share,
    standardise,
)
from constabulary.records.queries.open_data import OutcomeCell, outcome_cells
from constabulary.standards.published_figures import FunnelSettings
from constabulary.standards.values import value

#: The two groups that the sentence on every force is about.
VICTIM_DOES_NOT_SUPPORT = (14, 16)
CHARGED = (1,)
WHOLE_YEAR = 0


class Basis(StrEnum):
    """Of which crimes a share is."""

    RECORDED_IN = "recorded-in"
    DECIDED = "decided"
    DECIDED_IN = "decided-in"

    @property
    def words(self) -> str:
        """The basis in words."""
        return BASIS_TITLES[self]


BASIS_TITLES = {
    Basis.RECORDED_IN: "Crimes recorded in the period, the undecided among them",
    Basis.DECIDED: "Crimes recorded in the period that have an outcome",
    Basis.DECIDED_IN: "Outcomes decided in the period, whenever the crime was recorded",
}


@value
class Slice:
    """What is looked at: a batch of the outcomes table, outcome types, a group of offences or all, a quarter or the
    year, a basis; and the settings it is read by."""

    batch: int
    outcomes: tuple[int, ...]
    offence_group: str
    quarter: int
    basis: Basis
    unassigned_ceiling: float
    funnel: FunnelSettings


@value
class ForceFigure:
    """One force in a comparison. `places_withheld`: too many of its crimes are undecided for a place to mean anything."""

    force: str
    figures: Standardised
    share_place: Place | None
    ratio_place: Place | None
    limits: Limits | None
    places_withheld: bool

    @property
    def beyond(self) -> str:
        """'outer' or 'inner' where the ratio lies beyond the limits."""
        ratio = self.figures.ratio
        return self.limits.beyond(ratio) if self.limits and ratio is not None else ""

    @property
    def crude(self) -> tuple[float | None, float | None]:
        """The crude share with the adjusted ratio: the one is not to be had without the other."""
        return self.figures.share, self.figures.ratio


@value
class Comparison:
    """All forces in one slice, the highest ratio first."""

    slice: Slice
    forces: tuple[ForceFigure, ...]
    pooled: float | None
    median: float | None
    funnel: Funnel | None
    compared: int
    left_out: tuple[str, ...]

    def of(self, force: str) -> ForceFigure | None:
        """One force."""
        return next((one for one in self.forces if one.force == force), None)


@lru_cache(maxsize=32)
def _cells(batch: int, outcomes: tuple[int, ...]) -> dict[tuple[str, int], list[OutcomeCell]]:
    """The cells of a batch by group of offences and quarter. A batch never changes, so what is read of it is kept."""
    found: dict[tuple[str, int], list[OutcomeCell]] = {}
    for cell in outcome_cells(batch, outcomes):
        found.setdefault((cell.offence_group, cell.quarter), []).append(cell)
    return found


@lru_cache(maxsize=1024)
def compare(wanted: Slice) -> Comparison:
    """Hold every force against all others.

    Where the undecided are among the crimes, all forces are compared, and a force with too many undecided is given no
    place of its own. Where they are not, such a force is left out altogether: its decided crimes are a selection.
    """
    counts = _counts(wanted)
    with_undecided = wanted.basis is Basis.RECORDED_IN
    recorded = counts if with_undecided else _counts(with_basis(wanted, Basis.RECORDED_IN))
    undecided = {force: _undecided_share(cells.values()) for force, cells in recorded.items()}
    over = {force for force in counts if undecided.get(force, 0.0) > wanted.unassigned_ceiling}
    pool = [force for force in counts if with_undecided or force not in over]
    made = standardise(counts, pool=pool)
    shares = {force: share for force in pool if (share := made[force].share) is not None}
    ratios = {force: ratio for force in pool if (ratio := made[force].ratio) is not None}
    share_places, ratio_places = places(shares), places(ratios)
    funnel = make_funnel({force: made[force] for force in pool}, wanted.funnel)
    forces = [
        ForceFigure(
            force=force,
            figures=one,
            share_place=None if force in over else share_places.get(force),
            ratio_place=None if force in over else ratio_places.get(force),
            limits=funnel.limits(one) if funnel and one.expected > 0 else None,
            places_withheld=force in over,
        )
        for force, one in made.items()
    ]
    forces.sort(key=lambda one: (-(one.figures.ratio or 0.0), one.force))
    return Comparison(
        slice=wanted,
        forces=tuple(forces),
        pooled=pooled_share(counts, pool),
        median=median(shares),
        funnel=funnel,
        compared=len(pool),
        left_out=tuple(sorted(over)),
    )


def _wanted(wanted: Slice) -> Iterator[OutcomeCell]:
    for (group, quarter), cells in _cells(wanted.batch, wanted.outcomes).items():
        if (not wanted.offence_group or group == wanted.offence_group) and wanted.quarter in {WHOLE_YEAR, quarter}:
            yield from cells


def _counts(wanted: Slice) -> dict[str, dict[str, Cell]]:
    """Cells by force and offence on the basis asked for; forces without crimes there are not compared."""
    sums: dict[str, dict[str, list[int]]] = {}
    for cell in _wanted(wanted):
        into = sums.setdefault(cell.force, {}).setdefault(cell.offence_code, [0, 0, 0])
        if wanted.basis is Basis.DECIDED_IN:
            into[0] += cell.decided
            into[1] += cell.decided_with
        else:
            into[0] += cell.recorded - (cell.undecided if wanted.basis is Basis.DECIDED else 0)
            into[1] += cell.recorded_with
            into[2] += cell.undecided if wanted.basis is Basis.RECORDED_IN else 0
    return {
        force: {
            offence: Cell(crimes=crimes, with_outcome=found, unassigned=open_)
            for offence, (crimes, found, open_) in cells.items()
        }
        for force, cells in sums.items()
        if sum(crimes for crimes, _, _ in cells.values()) > 0
    }


def _undecided_share(cells: Iterable[Cell]) -> float:
    found = list(cells)
    crimes = sum(cell.crimes for cell in found)
    return sum(cell.unassigned for cell in found) / crimes if crimes > 0 else 0.0


def with_basis(wanted: Slice, basis: Basis) -> Slice:
    """The same slice on another basis."""
    return replace(wanted, basis=basis)


def undecided_share(wanted: Slice, force: str) -> float | None:
    """The share of a force's crimes recorded in the period that had no outcome yet when the table was published."""
    found = compare(with_basis(wanted, Basis.RECORDED_IN)).of(force)
    return found.figures.unassigned_share if found else None


@lru_cache(maxsize=32)
def offence_groups(batch: int) -> tuple[str, ...]:
    """The groups of offences of a batch, those with most crimes first."""
    totals: dict[str, int] = {}
    for (group, _), cells in _cells(batch, CHARGED).items():
        totals[group] = totals.get(group, 0) + sum(cell.recorded for cell in cells)
    return tuple(sorted((group for group in totals if totals[group] > 0), key=lambda group: -totals[group]))


@lru_cache(maxsize=32)
def forces_in(batch: int) -> tuple[str, ...]:
    """The forces of a batch, by name."""
    return tuple(sorted({cell.force for cells in _cells(batch, CHARGED).values() for cell in cells}))
