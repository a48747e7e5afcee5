"""Reports of crime on which the recording decision came in time.

Worked example: ten reports of crime last week, eight decided within 24 hours, one after 30, one not yet and 40 hours
old: 8 of 10. A report three hours old is not counted: its time is not up. Since 30 November 2026 two reports of one event
are one of the ten, and one that was decided as no crime after three hours and recorded on the ninth day is late.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from constabulary.inspection.measures.definition import Definition, Measure, Window
from constabulary.records.queries.measures.counted import Counted, Taken
from constabulary.records.queries.measures.recording import decisions_of, recorded_within
from constabulary.standards.dated import Confidence
from constabulary.standards.recording import RECORD_WITHIN
from constabulary.standards.rulebook import Rulebook


def _counts(*, each_report: bool) -> Callable[[Window, Rulebook], Counted]:
    def count(window: Window, rulebook: Rulebook) -> Counted:
        return recorded_within(
            within=rulebook[RECORD_WITHIN].value,
            from_at=window.from_at,
            until_at=window.until_at,
            as_at=window.as_at,
            each_report=each_report,
        )

    return count


def _takes(*, each_report: bool) -> Callable[[Iterable[int], Window, Rulebook], Mapping[int, Taken]]:
    def taken(incidents: Iterable[int], window: Window, rulebook: Rulebook) -> Mapping[int, Taken]:
        return decisions_of(
            incidents, within=rulebook[RECORD_WITHIN].value, as_at=window.as_at, each_report=each_report
        )

    return taken


REPORTS = (
    "Incidents that report a crime, reported in the window, whose time to decide is up. An incident is not counted when its "
    "category is no crime and whoever took the call answered that nobody reports one."
)
IN_TIME = "Of these, those with a recording decision within the time allowed of the first report."

MEASURE = Measure(
    code="recorded_within_24_hours",
    title="Recorded within 24 hours: reports of crime decided in time",
    questions=("effectiveness-2", "effectiveness-3"),
    why="A crime that is not recorded is not investigated and its victim is not told. The rule is the same day, at the "
    "latest 24 hours after the first report.",
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
            numerator=IN_TIME,
            denominator=REPORTS,
            count=_counts(each_report=True),
            edition_of=lambda rulebook: rulebook[RECORD_WITHIN].edition,
            taken=_takes(each_report=True),
        ),
        Definition(
            code="2026.2",
            valid_from=date(2026, 11, 30),
            numerator="Of these, those from which a crime was recorded within the time allowed of the first report, or, "
            "where none was recorded, that were decided on within it and not found wrong by the registrar. What was disclosed "
            "later and recorded besides does not count.",
            denominator=f"{REPORTS} Several reports of one event are one: a duplicate is counted with the incident that is "
            "worked, from the first report.",
            count=_counts(each_report=False),
            edition_of=lambda rulebook: rulebook[RECORD_WITHIN].edition,
            taken=_takes(each_report=False),
        ),
    ),
)
