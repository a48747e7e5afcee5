"""A figure by desk and team: each with its interval, and against funnel limits where every record is counted.

Teams are shown in order of name and never ranked: a share beyond the limits is worth a look, no more. Of a team with
few records nothing is said, because it would be a figure of one person's work.
"""

from collections.abc import Callable, Iterable, Mapping

from constabulary.inspection.measures.definition import Measured, Scale
from constabulary.policing.desks import DESK_TITLES, Desk
from constabulary.policing.inspection.agreement import Agreement, agreement_of
from constabulary.policing.inspection.funnel import Funnel, Limits, make_funnel
from constabulary.policing.inspection.intervals import Rate, wilson
from constabulary.policing.inspection.second_scoring import GRADES
from constabulary.policing.inspection.standardising import Standardised
from constabulary.records.queries.measures.units import Judged, Unit
from constabulary.standards.published_figures import FunnelSettings
from constabulary.standards.self_inspection import AgreementSettings
from constabulary.standards.values import value

NOWHERE = "No team"


@value
class UnitFigure:
    """The figure of one desk or team; `low_limit` and `high_limit` are the inner limits of the funnel, as shares."""

    unit: str
    rate: Rate | Agreement
    too_few: bool
    low_limit: float | None = None
    high_limit: float | None = None
    beyond: str = ""


def _names(units: Mapping[int, Unit], name: Callable[[Unit], str]) -> dict[int, str]:
    return {number: name(unit) for number, unit in units.items()}


def by_team(
    measured: Measured, units: Mapping[int, Unit], *, least: int, funnel: FunnelSettings
) -> tuple[UnitFigure, ...]:
    """The figure of each team."""
    return _by(measured, _names(units, lambda unit: unit.team or NOWHERE), least, funnel)


def by_desk(
    measured: Measured, units: Mapping[int, Unit], *, least: int, funnel: FunnelSettings
) -> tuple[UnitFigure, ...]:
    """The figure of each desk; nothing for records that lie at none."""
    named = {number: unit for number, unit in units.items() if unit.desk}
    return _by(measured, _names(named, lambda unit: DESK_TITLES[Desk(unit.desk)]), least, funnel)


def _by(measured: Measured, unit_of: Mapping[int, str], least: int, settings: FunnelSettings) -> tuple[UnitFigure, ...]:
    if measured.measure.scale is not Scale.SHARE:
        return ()
    counts: dict[str, list[int]] = {}
    for is_met, numbers in ((1, measured.counted.met), (0, measured.counted.not_met)):
        for number in numbers:
            if number in unit_of:
                counts.setdefault(unit_of[number], []).append(is_met)
    shown = {unit: found for unit, found in counts.items() if len(found) >= least}
    funnel, expected = _funnel_over(shown, settings) if not measured.measure.sampled else (None, {})
    return tuple(
        _figure(unit, found, least, funnel.limits(expected[unit]) if funnel and unit in expected else None, expected)
        for unit, found in sorted(counts.items())
    )


def _funnel_over(
    counts: Mapping[str, list[int]], settings: FunnelSettings
) -> tuple[Funnel | None, dict[str, Standardised]]:
    """The funnel of these units around their common share."""
    records = sum(map(len, counts.values()))
    share = sum(map(sum, counts.values())) / records if records else 0.0
    expected = {
        unit: Standardised(
            crimes=len(found), observed=sum(found), unassigned=0, expected=share * len(found),
            variance=share * (1 - share) * len(found),
        )
        for unit, found in counts.items()
    }  # fmt: skip
    return make_funnel(expected, settings), expected


def _figure(
    unit: str, found: list[int], least: int, limits: Limits | None, expected: Mapping[str, Standardised]
) -> UnitFigure:
    rate = wilson(sum(found), len(found))
    if limits is None:
        return UnitFigure(unit=unit, rate=rate, too_few=len(found) < least)
    one = expected[unit]
    share = one.expected / one.crimes
    return UnitFigure(
        unit=unit, rate=rate, too_few=False, low_limit=min(1.0, limits.inner_low * share),
        high_limit=min(1.0, limits.inner_high * share), beyond=limits.beyond(one.ratio or 0.0),
    )  # fmt: skip


def agreement_by(
    judged: Iterable[Judged], name: Callable[[Unit], str], least: AgreementSettings
) -> tuple[UnitFigure, ...]:
    """How far the two judgments agree, by unit in order of name; nothing is said of few pairs or few people."""
    by_unit: dict[str, list[Judged]] = {}
    for one in judged:
        by_unit.setdefault(name(one.unit), []).append(one)
    made = []
    for unit, found in sorted(by_unit.items()):
        rate = agreement_in(found, least)
        made.append(UnitFigure(unit=unit, rate=rate, too_few=rate.too_few))
    return tuple(made)


def agreement_in(judged: Iterable[Judged], least: AgreementSettings) -> Agreement:
    """How far the two judgments of these calls agree."""
    found = list(judged)
    return agreement_of(
        (one.pair for one in found), people=len({one.person for one in found}), categories=len(GRADES),
        least_pairs=least.pairs, least_people=least.people,
    )  # fmt: skip
