"""The inspections of a demonstration force: Kent's published one, as history; its own, two months ago; what came of it."""

from datetime import date, datetime, timedelta

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.demo.officers import collar_number_of
from constabulary.casework.improvements import (
    ExpectedImprovement,
    complete_improvement,
    enter_inspection,
    give_briefing,
    note_progress,
    record_knowledge_check,
    sign_review,
    write_review,
)
from constabulary.policing.clocks import months_after, start_of
from constabulary.policing.decisions import NotAllowed
from constabulary.records.models import Force, Improvement, Team
from constabulary.records.queries.officers import officer_by_number
from constabulary.standards.calendar import local_day
from constabulary.standards.inspection import Grade, Judgment, kent_2018_19, peel_2018_19
from constabulary.standards.values import value

OWN = "OWN-INSPECTION"
DAY = timedelta(days=1)
MONTHS_AGO = 2
#: What the force's own inspectors graded, by the number of the question.
GRADES = {2: Grade.GOOD, 3: Grade.REQUIRES_IMPROVEMENT}
#: What it was asked as Kent was, and which of our measures speak to it. The last has none: its queue is not measured here.
MEASURES_OF = {
    "victim-support": ("evidence_led_before_outcome", "victim_updated_as_agreed"),
    "thrive": ("thrive_recorded", "thrive_reviewed_in_time", "second_scorers_agree"),
    "imu-recovery-plan": ("recorded_within_24_hours", "allocated_within_48_hours"),
    "polit-capacity": (),
}
#: What it was asked besides: words, months, measures.
ASKED_BESIDES = (
    ("Ask THRIVE in full at every call, on whatever channel it comes.", 2, ("thrive_recorded",)),
    ("Report the incident management unit's queue by hand each week.", 3, ()),
    ("Publish the names of those who carry the most crimes.", None, ()),
)


@value
class Told:
    """What a team was told, and how many of their answers were right before and after; answers are counted together."""

    improvement: str
    team: str
    title: str
    words: str
    people: int
    before: int
    after: int


#: Ten questions each.
BRIEFINGS = (
    Told(
        improvement="AFI-2", team="Control room", title="Why THRIVE is asked again",
        words="What was safe at six may not be at nine: a call that waits is asked about again.", people=11, before=61,
        after=97,
    ),
    Told(
        improvement="AFI-2", team="Incident management unit", title="Why THRIVE is asked again",
        words="A call that was sent to the unit is still a person at home.", people=7, before=48, after=59,
    ),
    Told(
        improvement="AFI-1", team="Inspectors", title="A case may go on without the victim",
        words="What the first hour yields: pictures, recordings, neighbours, what the caller said on the line.", people=4,
        before=22, after=36,
    ),
)  # fmt: skip


def add_inspections(*, at: datetime) -> None:
    """Enter both inspections and act on the force's own; after the measures of the past months are computed."""
    lead, chief = _sign_in(Role.INSPECTION_LEAD), _sign_in(Role.CHIEF_OFFICER)
    published = day_of_own_inspection(local_day(at))
    began = start_of(published) + timedelta(hours=10)
    enter_historical_inspection(by=lead, at=began)
    enter_own_inspection(on=published, by=lead, at=began)
    _decide(lead, began)
    for told in BRIEFINGS:
        _brief(told, lead, began)
    _complete(chief, lead, at)


def day_of_own_inspection(today: date) -> date:
    """The day on which the force's own inspection was published: two calendar months before its today."""
    return months_after(today, -MONTHS_AGO)


def enter_historical_inspection(*, by: Officer, at: datetime) -> None:
    """Enter Kent's inspection of 2018/19 as published, beside the force's own.

    Its areas for improvement keep the deadlines they had, and are bound to no measure: what this force does says nothing
    of what Kent did.
    """
    published = kent_2018_19()
    enter_inspection(
        reference=published.reference,
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


def enter_own_inspection(*, on: date, by: Officer, at: datetime) -> None:
    """Enter a fictional inspection of this force, published on a day: what Kent was asked for, and more; `by` leads it.

    Each deadline is so many calendar months from its own day.
    """
    force = Force.objects.get().name
    asked = [
        (f"{one.pillar}-{one.number}", one.words, one.months, MEASURES_OF[one.code])
        for one in kent_2018_19().improvements
    ]
    asked += [("effectiveness-3", *one) for one in ASKED_BESIDES]
    enter_inspection(
        reference=OWN,
        framework=peel_2018_19().code,
        title=f"Inspection of {force}",
        of_force=force,
        is_own=True,
        published_on=on,
        source="Fiction, for demonstration: the questions are those of PEEL 2018/19",
        judgments=tuple(
            Judgment(
                level="question", pillar="effectiveness", number=number, grade=grade, inspected=True,
                carried_over_from="",
            )
            for number, grade in GRADES.items()
        ),
        improvements=tuple(
            ExpectedImprovement(
                reference=f"AFI-{number}", question=question, expectation=words, within_months=months,
                measures=measures, leader_id=by.id,
            )
            for number, (question, words, months, measures) in enumerate(asked, start=1)
        ),
        by=by,
        at=at,
    )  # fmt: skip


def _sign_in(role: Role) -> Officer:
    found = officer_by_number(collar_number_of(role))
    if found is None:
        raise LookupError(role)
    return found


def _numbered(reference: str) -> int:
    return Improvement.objects.get(reference=reference).id


def _decide(lead: Officer, began: datetime) -> None:
    """What was made of each in the first days; the one of the POLIT nobody has begun."""
    for reference in ("AFI-1", "AFI-2", "AFI-3", "AFI-5"):
        _note(reference, "A lead and a plan are named.", "being_progressed", lead, began + 3 * DAY)
    _note("AFI-6", "The unit's own page shows its queue at every moment.", "superseded", lead, began + 5 * DAY)
    _note("AFI-7", "The force ranks nobody by what they were given.", "rejected", lead, began + 5 * DAY)
    _note(
        "AFI-3", "Two more assessors from Monday; the oldest are recorded first.", "being_progressed", lead,
        began + 12 * DAY,
    )  # fmt: skip


def _note(reference: str, words: str, became: str, lead: Officer, at: datetime) -> None:
    note_progress(improvement=_numbered(reference), words=words, became=became, by=lead, at=at)


def _brief(told: Told, lead: Officer, began: datetime) -> None:
    briefing = give_briefing(
        improvement=_numbered(told.improvement), team=Team.objects.get(name=told.team).id, title=told.title,
        words=told.words, attended=told.people, by=lead, at=began + 9 * DAY,
    )  # fmt: skip
    for phase, right, after in (("before", told.before, 8), ("after", told.after, 20)):
        record_knowledge_check(
            briefing=briefing, phase=phase, people=told.people, asked=10 * told.people, right=right, by=lead,
            at=began + after * DAY,
        )  # fmt: skip


def _complete(chief: Officer, lead: Officer, at: datetime) -> None:
    improvement = _numbered("AFI-5")
    review = write_review(
        improvement=improvement, scope="Every call of the last three months.",
        evidence="The measure, and fifty calls listened to.", conclusion="THRIVE is asked in full at every call.",
        by=lead, at=at - 2 * DAY,
    )  # fmt: skip
    sign_review(review=review, by=chief, at=at - DAY)
    try:
        complete_improvement(
            improvement=improvement, statement="It has held for three months.", by=chief, at=at - timedelta(hours=2)
        )
    except NotAllowed:
        # In the smallest of forces a measure is not certain of anything.
        return
