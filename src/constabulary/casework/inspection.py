"""Computing and keeping the inspection's figures."""

import hashlib
from datetime import datetime, timedelta

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.rulebooks import rulebook_for, the_force
from constabulary.inspection.measures.definition import Measured, Window, compute
from constabulary.inspection.measures.registry import MEASURES
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import MeasureResult
from constabulary.records.queries.force import standards_overlay
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from constabulary.standards.overlay import read_overlay
from constabulary.standards.rulebook import NO_OVERLAY, Moments, Rulebook
from constabulary.standards.rulebook import on as rulebook_on
from constabulary.standards.self_inspection import MEASURE_WINDOW


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
                    low=one.rate.low,
                    high=one.rate.high,
                    outside=list(one.counted.not_met),
                    digest=digest_of_evidence(one),
                    computed_at=at,
                    computed_by_id=by.id,
                )
            )
        return measured


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


def _rulebook(moment: datetime) -> Rulebook:
    overlay = standards_overlay()
    return rulebook_on(moment, read_overlay(overlay) if overlay else NO_OVERLAY)
