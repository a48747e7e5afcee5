"""Recorded crimes that had an officer, or an outcome, within the backstop of 48 hours.

Worked example: ten crimes recorded last week, seven allocated within 48 hours, one finalised at the desk on
the first day, two still waiting: 8 of 10.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from constabulary.inspection.measures.definition import Definition, Measure, Window
from constabulary.records.queries.measures.allocation import allocated_within, allocations_of
from constabulary.records.queries.measures.counted import Counted, Taken
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.self_inspection import ALLOCATED_WITHIN


def _count(window: Window, rulebook: Rulebook, *, only_here: bool = False) -> Counted:
    return allocated_within(
        within=rulebook[ALLOCATED_WITHIN].value,
        from_at=window.from_at,
        until_at=window.until_at,
        as_at=window.as_at,
        only_here=only_here,
    )


def _taken(
    crimes: Iterable[int], window: Window, rulebook: Rulebook, *, only_here: bool = False
) -> Mapping[int, Taken]:
    within = rulebook[ALLOCATED_WITHIN].value
    return allocations_of(crimes, within=within, as_at=window.as_at, only_here=only_here)


MEASURE = Measure(
    code="allocated_within_48_hours",
    title="Crimes allocated within 48 hours",
    questions=("effectiveness-2",),
    why="Delay in allocation was the first thing the inspectors saw of the new system: evidence is lost and victims wait while a crime has no officer.",
    good_is="high",
    target=0.9,
    target_confidence=Confidence.ASSUMPTION,
    evidence="crime",
    sampled=False,
    checked_by="Constabulary maintainers, against a plain recount",
    review_on=date(2027, 4, 1),
    definitions=(
        Definition(
            code="2026.1",
            valid_from=date(2018, 1, 1),
            numerator="Of these, those allocated to an officer or finalised within 48 hours of recording.",
            denominator="Crimes recorded in the window, not cancelled, whose 48 hours are up.",
            count=partial(_count, only_here=True),
            edition_of=lambda rulebook: rulebook[ALLOCATED_WITHIN].edition,
            taken=partial(_taken, only_here=True),
        ),
        Definition(
            code="2026.2",
            valid_from=date(2026, 11, 30),
            numerator="Of these, those allocated to an officer or finalised within 48 hours of recording, here or in a system "
            "from which they were taken over.",
            denominator="Crimes recorded in the window, not cancelled, whose 48 hours are up.",
            count=_count,
            edition_of=lambda rulebook: rulebook[ALLOCATED_WITHIN].edition,
            taken=_taken,
        ),
    ),
)
