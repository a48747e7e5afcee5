"""Computing and keeping the inspection's figures."""

import hashlib
from datetime import date, datetime, time, timedelta

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.rulebooks import rulebook_for, the_force
from constabulary.inspection.breakdown import UnitFigure, by_desk, by_team
from constabulary.inspection.measures.definition import Measured, Window, compute
from constabulary.inspection.measures.registry import MEASURES
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import MeasureResult
from constabulary.records.queries.force import standards_overlay
from constabulary.records.queries.improvements import newest_result_at
from constabulary.records.queries.measures.units import units_of
from constabulary.records.writing import writing
from constabulary.standards.calendar import LONDON, local_day
from constabulary.standards.overlay import read_overlay
from constabulary.standards.published_figures import FUNNEL
from constabulary.standards.rulebook import NO_OVERLAY, Moments, Rulebook
from constabulary.standards.rulebook import on as rulebook_on
from constabulary.standards.self_inspection import LEAST_OF_UNIT, MEASURE_WINDOW
from constabulary.standards.values import value


def compute_measures(*, window: Window, by: Officer, at: datetime) -> tuple[Measured, ...]:
    """Compute every measure for a window and keep the results; one journal entry for the run."""
    check_may(by, Permission.SEE_MEASURES)
    with writing(by=by, at=at, purpose="Computing inspection measures") as w:
        rulebook = rulebook_for(w, Moments(report=window.as_at, decision=window.as_at))
        measured = tuple(compute(measure, window, rulebook) for measure in MEASURES.values())
        w.entry(
            EntryKind.MEASURES_COMPUTED,
            subject=the_force(w),
            editions=[one.definition.edition_of(rulebook) for one in measured],
        )
        for one in measured:
            w.insert(
                MeasureResult(
                    measure=one.measure.code,
                    definition=one.definition.code,
                    as_at=window.as_at,
                    from_on=window.from_on,
                    until_on=window.until_on,
                    numerator=one.rate.numerator,
                    denominator=one.rate.denominator,
                    estimate=one.rate.estimate,
                    low=one.rate.low,
                    high=one.rate.high,
                    outside=list(one.falls_short),
                    digest=digest_of_evidence(one),
                    computed_at=at,
                    computed_by_id=by.id,
                )
            )
        return measured


#: How far back a standstill of the clock is made up for.
NIGHTS_MADE_UP = 14


def end_of_day(day: date) -> datetime:
    """The last moment of a day in London, as at which its figures are taken."""
    return datetime.combine(day, time(23, 59, 59, 999999), tzinfo=LONDON)


def compute_nightly(*, by: Officer, at: datetime) -> int:
    """By the clock: compute and keep every measure as at the end of each day that has passed and has no results yet.

    Nights missed are made up for, two weeks back: each figure is taken as at its own day, so it is the same as if it had
    been taken then. How many results were kept.
    """
    check_may(by, Permission.SEE_MEASURES)
    yesterday = local_day(at) - timedelta(days=1)
    reached = newest_result_at()
    # A first run begins with yesterday: months that nobody measured are not made up.
    day = (
        max(local_day(reached) + timedelta(days=1), yesterday - timedelta(days=NIGHTS_MADE_UP - 1))
        if reached
        else yesterday
    )
    kept = 0
    while day <= yesterday:
        kept += len(compute_measures(window=window_before(end_of_day(day)), by=by, at=at))
        day += timedelta(days=1)
    return kept


def digest_of_evidence(measured: Measured) -> bytes:
    """A digest of every record behind a figure, so that a later run can show that it is the same evidence."""
    text = repr((measured.measure.code, measured.definition.code, measured.counted.met, measured.counted.not_met))
    return hashlib.sha256(text.encode()).digest()


def window_before(moment: datetime) -> Window:
    """The usual window up to a moment: as many days as the standard says, the last one included."""
    day = local_day(moment)
    length = _rulebook(moment)[MEASURE_WINDOW].value
    return Window(from_on=day - length + timedelta(days=1), until_on=day, as_at=moment)


def measure_as_at(*, measure: str, window: Window, by: Officer, at: datetime) -> Measured:
    """Compute one measure for a screen, as at the moment of its window, keeping nothing."""
    check_may(by, Permission.SEE_MEASURES)
    del at
    return compute(MEASURES[measure], window, _rulebook(window.as_at))


@value
class Broken:
    """A figure broken down by desk and by team."""

    by_desk: tuple[UnitFigure, ...]
    by_team: tuple[UnitFigure, ...]
    least: int


def break_down(measured: Measured) -> Broken:
    """A figure that somebody was shown, by desk and team as its records lay then: counts only, keeping nothing."""
    rulebook = _rulebook(measured.window.as_at)
    counted = [*measured.counted.met, *measured.counted.not_met]
    units = units_of(measured.measure.evidence, counted, as_at=measured.window.as_at)
    least, funnel = rulebook[LEAST_OF_UNIT].value, rulebook[FUNNEL].value
    return Broken(
        by_desk=by_desk(measured, units, least=least, funnel=funnel),
        by_team=by_team(measured, units, least=least, funnel=funnel),
        least=least,
    )


def _rulebook(moment: datetime) -> Rulebook:
    overlay = standards_overlay()
    return rulebook_on(moment, read_overlay(overlay) if overlay else NO_OVERLAY)
