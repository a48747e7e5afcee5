"""Open incidents on which THRIVE was asked again when it fell due.

Worked example: of five incidents left open last week, four had each new THRIVE in time and one had one late: 4 of 5.
A sixth was opened at once, asked THRIVE for the first time eight minutes later and closed: nobody was to ask it again.
"""

from datetime import date

from constabulary.inspection.measures.definition import Definition, Measure, Window
from constabulary.records.queries.measures.counted import Counted
from constabulary.records.queries.measures.incidents import thrive_reviewed_in_time
from constabulary.standards.dated import Confidence
from constabulary.standards.response import REVIEW_CEILING
from constabulary.standards.rulebook import Rulebook


def _count_with_first(window: Window, rulebook: Rulebook) -> Counted:
    del rulebook
    return thrive_reviewed_in_time(from_at=window.from_at, until_at=window.until_at, as_at=window.as_at, first_too=True)


def _count(window: Window, rulebook: Rulebook) -> Counted:
    del rulebook
    return thrive_reviewed_in_time(from_at=window.from_at, until_at=window.until_at, as_at=window.as_at)


MEASURE = Measure(
    code="thrive_reviewed_in_time",
    title="THRIVE asked again when due",
    questions=("effectiveness-3",),
    why="Risk changes while people wait. An incident that nobody looks at again is a risk that nobody sees.",
    good_is="high",
    target=0.95,
    target_confidence=Confidence.ASSUMPTION,
    evidence="incident",
    sampled=False,
    checked_by="Constabulary maintainers, against a plain recount",
    review_on=date(2027, 4, 1),
    definitions=(
        Definition(
            code="2026.1",
            valid_from=date(2018, 1, 1),
            numerator="Of these, those on which every such duty was met by a new assessment before it was due.",
            denominator="Incidents with a duty to ask THRIVE again that fell due in the window and had not fallen away before.",
            count=_count_with_first,
            edition_of=lambda rulebook: rulebook[REVIEW_CEILING].edition,
        ),
        Definition(
            code="2026.2",
            valid_from=date(2026, 11, 30),
            numerator="Of these, those on which every such duty was met by a new assessment before it was due.",
            denominator="Incidents with a duty to ask THRIVE again that fell due in the window and had not fallen away "
            "before. The first THRIVE of an incident that was opened at once is not asked again, and not counted.",
            count=_count,
            edition_of=lambda rulebook: rulebook[REVIEW_CEILING].edition,
        ),
    ),
)
