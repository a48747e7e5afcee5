"""Crimes ended because the victim does not support, on which the evidence-led question was decided before.

Worked example: ten crimes finalised last month with outcome 14 or 16, on nine somebody with the authority had decided
that the case could not go on without the victim, on one the decision was written the day after: 9 of 10.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from constabulary.inspection.measures.definition import Definition, Measure, Window
from constabulary.records.queries.measures.counted import Counted
from constabulary.records.queries.measures.investigation import ended_without_victim, evidence_led_decided
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import Rulebook


def _count(window: Window, rulebook: Rulebook) -> Counted:
    del rulebook
    return evidence_led_decided(from_at=window.from_at, until_at=window.until_at, as_at=window.as_at)


def _dated(numbers: Iterable[int], window: Window) -> Mapping[int, datetime]:
    return ended_without_victim(numbers, from_at=window.from_at, until_at=window.until_at, as_at=window.as_at)


MEASURE = Measure(
    code="evidence_led_before_outcome",
    title="Evidence-led decision before outcome 14 or 16",
    questions=("effectiveness-2", "effectiveness-3"),
    why="The inspectors found investigations closed early when the victim did not support, some of which could have gone on. How many end so is no target; that somebody asked first is.",
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
            numerator="Of these, those on which it had been decided, with the authority it takes, whether the case could go on without the victim, before the outcome was approved.",
            denominator="Crimes finalised in the window with outcome 14 or 16, also where they were reopened later.",
            count=_count,
            edition_of=lambda rulebook: "",
            dated=_dated,
            dated_is="Finalised",
        ),
    ),
)
