"""Suspects who are named and have been neither arrested nor interviewed for more than 28 days.

Worked example: five suspects are outstanding this evening, named 3, 10, 29, 40 and 90 days ago: 3 of 5. The one named 40
days ago failed to come to an interview a week ago; arranging it did not set his age back. For the one named 90 days ago another
man was charged with the same crime: she is wanted as before.
"""

from datetime import date

from constabulary.inspection.measures.definition import Definition, Measure, Window
from constabulary.records.queries.measures.counted import Counted
from constabulary.records.queries.measures.investigation import long_outstanding
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.self_inspection import SUSPECT_OUTSTANDING


def _count_of_open_crimes(window: Window, rulebook: Rulebook) -> Counted:
    longer_than = rulebook[SUSPECT_OUTSTANDING].value
    return long_outstanding(longer_than=longer_than, as_at=window.as_at, only_of_open_crimes=True)


def _count(window: Window, rulebook: Rulebook) -> Counted:
    return long_outstanding(longer_than=rulebook[SUSPECT_OUTSTANDING].value, as_at=window.as_at)


MEASURE = Measure(
    code="suspects_long_outstanding",
    title="Suspects outstanding for more than 28 days",
    questions=("effectiveness-2",),
    why="The inspectors looked at how many suspects had not been interviewed yet. Behind each is a victim who waits, and sometimes is not safe.",
    good_is="low",
    target=0.25,
    target_confidence=Confidence.ASSUMPTION,
    evidence="suspect",
    sampled=False,
    checked_by="Constabulary maintainers, against a plain recount",
    review_on=date(2027, 4, 1),
    definitions=(
        Definition(
            code="2026.1",
            valid_from=date(2018, 1, 1),
            numerator="Of these, those outstanding for longer than the time allowed, counted from when they were last named, circulated or sought anew.",
            denominator="Suspects of crimes not finalised who, at the moment asked for, are named and neither arrested nor interviewed, or did not come when attendance was arranged.",
            count=_count_of_open_crimes,
            edition_of=lambda rulebook: rulebook[SUSPECT_OUTSTANDING].edition,
        ),
        Definition(
            code="2026.2",
            valid_from=date(2026, 11, 30),
            numerator="Of these, those outstanding for longer than the time allowed, counted from when they were last named, circulated or sought anew.",
            denominator="Suspects who, at the moment asked for, are named and neither arrested nor interviewed, or did not come when attendance was arranged, of crimes not cancelled: also where the crime is finalised and the outcome is not theirs, as on the register.",
            count=_count,
            edition_of=lambda rulebook: rulebook[SUSPECT_OUTSTANDING].edition,
        ),
    ),
    numerator_is="Over the time",
    other_is="Within it",
)
