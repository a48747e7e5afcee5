"""Early closure against the published table, and every way out beside the others: worked out from the counts.

A share of outcomes is never a target and never goes without what the mix of offences would lead one to expect. Units
stand by name: a figure beyond the limits is worth a look at its records, no more, and of few records nothing is said.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from constabulary.policing.inspection.displacement import WAYS, Change, Family, Share, Way, find_change, way_of_end
from constabulary.policing.inspection.funnel import Funnel, Limits, make_funnel
from constabulary.policing.inspection.intervals import Rate, wilson
from constabulary.policing.inspection.standardising import Standardised
from constabulary.records.queries.open_data import outcome_cells
from constabulary.records.queries.ways_out import WayCell
from constabulary.standards.offences import offences
from constabulary.standards.published_figures import FunnelSettings
from constabulary.standards.values import value

#: The outcomes in which the victim does not support.
EARLY = ("14", "16")


@value
class EarlyFigure:
    """One unit, offence or the whole: how many ended early, against what its mix would lead one to expect.

    `asked` is how many of those that ended early had the evidence-led question decided before. `uncompared` ended with an
    offence that the published table does not have; they are in neither figure.
    """

    key: str
    name: str
    rate: Rate
    figures: Standardised
    asked: Rate
    uncompared: int
    too_few: bool
    limits: Limits | None = None

    @property
    def beyond(self) -> str:
        """'outer' or 'inner' where the ratio lies beyond the limits."""
        ratio = self.figures.ratio
        return self.limits.beyond(ratio) if self.limits is not None and ratio is not None else ""


@value
class EarlyClosure:
    """Outcomes 14 and 16 in one window: the whole, and divided by unit, offence and domestic abuse."""

    whole: EarlyFigure
    by_unit: tuple[EarlyFigure, ...]
    by_offence: tuple[EarlyFigure, ...]
    by_abuse: tuple[EarlyFigure, ...]
    funnel: Funnel | None


@lru_cache(maxsize=16)
def national_shares(batch: int) -> Mapping[str, float]:
    """For each offence of a published year the share of all forces' outcomes that were 14 or 16."""
    decided: dict[str, int] = {}
    early: dict[str, int] = {}
    for cell in outcome_cells(batch, [int(one) for one in EARLY]):
        decided[cell.offence_code] = decided.get(cell.offence_code, 0) + cell.decided
        early[cell.offence_code] = early.get(cell.offence_code, 0) + cell.decided_with
    return {code: min(1.0, max(0.0, early[code] / total)) for code, total in decided.items() if total > 0}


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    return {one.category: one.category_title for one in offences()}


def called(category: str) -> str:
    """An offence category with its title, where the list of offences has it."""
    return f"{category} {_titles().get(category, '')}".strip()


def _outcomes(cells: Iterable[WayCell], *, later: bool) -> list[WayCell]:
    return [
        one for one in cells
        if one.family is Family.ENDED and one.later is later and not one.way.startswith("C")
    ]  # fmt: skip


def early_closure(
    cells: Iterable[WayCell], shares: Mapping[str, float], *, later: bool, least: int, funnel: FunnelSettings
) -> EarlyClosure:
    """The share of 14 and 16 in one window, crude, and against the shares of the published table offence by offence."""
    ended = _outcomes(cells, later=later)
    by_unit = _by(ended, lambda one: str(one.unit or ""), lambda one: one.unit_name or "No unit", shares, least)
    made = make_funnel({one.key: one.figures for one in by_unit if not one.too_few}, funnel)
    return EarlyClosure(
        whole=_figure("", "All", ended, shares, least),
        by_unit=tuple(_with_limits(one, made) for one in by_unit),
        by_offence=_by(ended, lambda one: one.offence, lambda one: called(one.offence), shares, least),
        by_abuse=_by(
            ended, lambda one: "yes" if one.domestic_abuse else "no",
            lambda one: "Domestic abuse" if one.domestic_abuse else "No domestic abuse", shares, least,
        ),
        funnel=made,
    )  # fmt: skip


def _with_limits(one: EarlyFigure, funnel: Funnel | None) -> EarlyFigure:
    if funnel is None or one.too_few or one.figures.expected <= 0:
        return one
    return EarlyFigure(
        **{name: getattr(one, name) for name in EarlyFigure.__dataclass_fields__ if name != "limits"},
        limits=funnel.limits(one.figures),
    )


def _by(
    cells: Iterable[WayCell],
    key: Callable[[WayCell], str],
    name: Callable[[WayCell], str],
    shares: Mapping[str, float],
    least: int,
) -> tuple[EarlyFigure, ...]:
    parts: dict[str, list[WayCell]] = {}
    names: dict[str, str] = {}
    for one in cells:
        parts.setdefault(key(one), []).append(one)
        names[key(one)] = name(one)
    made = [_figure(part, names[part], found, shares, least) for part, found in parts.items()]
    return tuple(sorted(made, key=lambda one: (not one.key, one.name)))


def _figure(key: str, name: str, cells: list[WayCell], shares: Mapping[str, float], least: int) -> EarlyFigure:
    compared = [one for one in cells if one.offence in shares]
    early = [one for one in cells if one.way in EARLY]
    ended, ended_early = sum(one.many for one in cells), sum(one.many for one in early)
    expected = sum(one.many * shares[one.offence] for one in compared)
    return EarlyFigure(
        key=key, name=name, rate=wilson(ended_early, ended),
        figures=Standardised(
            crimes=sum(one.many for one in compared),
            observed=sum(one.many for one in compared if one.way in EARLY),
            unassigned=0, expected=expected,
            variance=sum(one.many * shares[one.offence] * (1 - shares[one.offence]) for one in compared),
        ),
        asked=wilson(sum(one.asked for one in early), ended_early),
        uncompared=ended - sum(one.many for one in compared), too_few=ended < least,
    )  # fmt: skip


@value
class WatchedWay:
    """One way out and how it changed."""

    way: Way
    change: Change


def displacement(cells: Iterable[WayCell], *, least: int) -> tuple[WatchedWay, ...]:
    """Every way out in both windows, held against the mix of the earlier one."""
    found = list(cells)
    whole: dict[tuple[Family, bool], dict[tuple[str, bool], int]] = {}
    went: dict[tuple[str, bool], dict[tuple[str, bool], int]] = {}
    for one in found:
        kind = (one.offence, one.domestic_abuse)
        of = whole.setdefault((one.family, one.later), {})
        of[kind] = of.get(kind, 0) + one.many
        way = way_of_end(one.way) if one.family is Family.ENDED else one.way
        by = went.setdefault((way, one.later), {})
        by[kind] = by.get(kind, 0) + one.many
    return tuple(
        WatchedWay(
            way=way, change=find_change(*(_shares(whole, went, way, later) for later in (False, True)), least=least)
        )
        for way in WAYS
    )


def _shares(
    whole: Mapping[tuple[Family, bool], Mapping[tuple[str, bool], int]],
    went: Mapping[tuple[str, bool], Mapping[tuple[str, bool], int]],
    way: Way,
    later: bool,
) -> dict[tuple[str, bool], Share]:
    by = went.get((way.code, later), {})
    return {kind: Share(found=by.get(kind, 0), of=of) for kind, of in whole.get((way.family, later), {}).items()}
