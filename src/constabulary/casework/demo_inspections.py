"""The two inspections of a demonstration force: Kent's published one, as history, and a fictional one of its own."""

from datetime import date, datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.improvements import ExpectedImprovement, enter_inspection
from constabulary.policing.clocks import months_after
from constabulary.records.queries.improvements import inspections
from constabulary.standards.inspection import Grade, Judgment, kent_2018_19, peel_2018_19

HISTORICAL = "KENT-2018-19"
OWN = "DEMO-PEEL"
MONTHS_AGO = 2
#: Which of our measures speak to which area for improvement. The last has none yet: its queue is not measured here.
MEASURES_OF = {
    "victim-support": ("evidence_led_before_outcome", "victim_updated_as_agreed"),
    "thrive": ("thrive_recorded", "thrive_reviewed_in_time", "second_scorers_agree"),
    "imu-recovery-plan": ("recorded_within_24_hours", "allocated_within_48_hours"),
    "polit-capacity": (),
}


def day_of_demo_inspection(today: date) -> date:
    """The day on which the demonstration force's own inspection was published: two calendar months before its today."""
    return months_after(today, -MONTHS_AGO)


def enter_historical_inspection(*, by: Officer, at: datetime) -> None:
    """Enter Kent's inspection of 2018/19 as published, beside the force's own; nothing when it is there already.

    Its areas for improvement keep the deadlines they had, and are bound to no measure: what this force does says nothing
    of what Kent did.
    """
    check_may(by, Permission.KEEP_IMPROVEMENTS)
    if _is_entered(HISTORICAL):
        return
    published = kent_2018_19()
    enter_inspection(
        reference=HISTORICAL,
        framework=published.framework,
        title=f"{published.force}, {peel_2018_19().title}",
        of_force=published.force,
        is_own=False,
        published_on=published.published_on,
        source=f"{published.source}, {published.address}",
        judgments=published.judgments,
        improvements=tuple(
            ExpectedImprovement(
                reference=f"K-{number}", question=f"{one.pillar}-{one.number}", expectation=one.words,
                within_months=one.months,
            )
            for number, one in enumerate(published.improvements, start=1)
        ),
        by=by,
        at=at,
    )  # fmt: skip


def enter_demo_inspection(*, on: date, by: Officer, at: datetime, leader: int | None = None) -> None:
    """Enter a fictional inspection of the demonstration force, published on a day; nothing when it is there already.

    It asks for what Kent was asked for; each deadline is so many calendar months from its own day. `leader` leads them.
    """
    check_may(by, Permission.KEEP_IMPROVEMENTS)
    if _is_entered(OWN):
        return
    framework, model = peel_2018_19(), kent_2018_19()
    grades = {2: Grade.GOOD, 3: Grade.GOOD}
    enter_inspection(
        reference=OWN,
        framework=framework.code,
        title="Inspection of this demonstration force",
        of_force="This force",
        is_own=True,
        published_on=on,
        source="Fiction, for demonstration: the questions are those of PEEL 2018/19",
        judgments=tuple(
            Judgment(
                level="question", pillar="effectiveness", number=number, grade=grade, inspected=True,
                carried_over_from="",
            )
            for number, grade in grades.items()
        ),
        improvements=tuple(
            ExpectedImprovement(
                reference=f"AFI-{number}", question=f"{one.pillar}-{one.number}", expectation=one.words,
                within_months=one.months, measures=MEASURES_OF[one.code], leader_id=leader,
            )
            for number, one in enumerate(model.improvements, start=1)
        ),
        by=by,
        at=at,
    )  # fmt: skip


def _is_entered(reference: str) -> bool:
    return any(one.reference == reference for one in inspections())
