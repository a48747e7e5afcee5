"""Incidents on which THRIVE was asked in full, before a unit was sent or within the time allowed.

Worked example: ten incidents opened last week, eight with every mandatory question answered within 15 minutes, one
whose rationale on engagement is empty, one on which nobody asked who else is at home: 8 of 10.
"""

from datetime import date

from constabulary.inspection.measures.definition import Definition, Measure, Window
from constabulary.records.queries.measures.counted import Counted
from constabulary.records.queries.measures.incidents import thrive_recorded
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.self_inspection import THRIVE_RECORDED_WITHIN


def _count(window: Window, rulebook: Rulebook) -> Counted:
    return thrive_recorded(
        within=rulebook[THRIVE_RECORDED_WITHIN].value,
        from_at=window.from_at,
        until_at=window.until_at,
        as_at=window.as_at,
    )


MEASURE = Measure(
    code="thrive_recorded",
    title="THRIVE asked in full and in time",
    questions=("effectiveness-3",),
    why="The inspectors asked for THRIVE to be applied and understood in the control room and in the IMU. An assessment that is missing or partial is not one.",
    good_is="high",
    target=0.98,
    target_confidence=Confidence.ASSUMPTION,
    evidence="incident",
    sampled=False,
    checked_by="Constabulary maintainers, against a plain recount",
    review_on=date(2027, 4, 1),
    definitions=(
        Definition(
            code="2026.1",
            valid_from=date(2018, 1, 1),
            numerator="Of these, those on which every mandatory question was answered before the first unit was sent, or within the time allowed: a rationale of each element that the rules ask words for (all six, but for a calm call to which nobody is sent), what the threat can and means to do, who else is at home or why that could not be asked, and what else this force asks.",
            denominator="Incidents opened in the window whose time to ask THRIVE is up.",
            count=_count,
            edition_of=lambda rulebook: rulebook[THRIVE_RECORDED_WITHIN].edition,
        ),
    ),
)
