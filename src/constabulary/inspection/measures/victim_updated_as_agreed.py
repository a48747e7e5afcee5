"""Crimes whose victim was updated by every day that was agreed with them.

Worked example: six victims were to hear from us last week; four did by the day, one on the day after, and one was
rung without an answer: 4 of 6.
"""

from datetime import date

from constabulary.inspection.measures.definition import Definition, Measure, Window
from constabulary.records.queries.measures.counted import Counted
from constabulary.records.queries.measures.victims import updated_as_agreed
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.victims import CONTACT_CONTRACT


def _count(window: Window, rulebook: Rulebook) -> Counted:
    del rulebook
    return updated_as_agreed(from_at=window.from_at, until_at=window.until_at, as_at=window.as_at)


MEASURE = Measure(
    code="victim_updated_as_agreed",
    title="Victims updated as agreed",
    questions=("effectiveness-2", "effectiveness-3"),
    why="A victim who is not told loses faith and support, and the case with them. What was agreed with them is what counts, not our own calendar.",
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
            numerator="Of these, those whose victim was reached by the end of each such day; an attempt that reached nobody does not count.",
            denominator="Crimes with a day in the window on which the victim was to be updated as agreed.",
            count=_count,
            edition_of=lambda rulebook: rulebook[CONTACT_CONTRACT].edition,
        ),
    ),
)
