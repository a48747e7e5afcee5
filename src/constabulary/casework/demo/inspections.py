"""The inspections of a demonstration force: one of its own, two months ago; and what has been done about it since."""

from datetime import datetime, timedelta

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
from constabulary.records.models import Improvement, Team
from constabulary.records.queries.officers import officer_by_number
from constabulary.standards.calendar import local_day

DAY = timedelta(days=1)
MONTHS_AGO = 2
#: What the inspectors of the demonstration force asked for: reference, expectation, months, measures, and what came of it.
ASKED = (
    ("AFI-1", "Within three months the force should review how it uses THRIVE in the control room and the IMU.", 3,
     ("thrive_recorded",), "complete"),
    ("AFI-2", "Within three months the force should review its recovery plan for the incident management unit.", 3,
     ("recorded_within_24_hours", "allocated_within_48_hours"), "being_progressed"),
    ("AFI-3", "The force should progress investigations for victims who do not support them.", None, (),
     "awaiting_review"),
    ("AFI-4", "The force should have enough people to investigate online child abuse.", None, (), "superseded"),
    ("AFI-5", "The force should publish its queue lengths each week.", None, (), "rejected"),
)  # fmt: skip


def add_inspections(*, at: datetime) -> None:
    """Enter the demonstration inspection and act on it; after the measures of the past months are computed."""
    lead, chief = _sign_in(Role.INSPECTION_LEAD), _sign_in(Role.CHIEF_OFFICER)
    published = months_after(local_day(at), -MONTHS_AGO)
    began = start_of(published) + timedelta(hours=10)
    enter_inspection(
        reference="DEMO-OWN", framework="peel-2018-19", title="Inspection of Kentshire", of_force="Kentshire",
        is_own=True, published_on=published, source="Made up for the demonstration force.",
        improvements=tuple(
            ExpectedImprovement(
                reference=f"DEMO-{reference}", question="effectiveness-3", expectation=words, within_months=months,
                measures=measures,
            )
            for reference, words, months, measures, _ in ASKED
        ),
        by=lead, at=began,
    )  # fmt: skip
    for reference, _, _, _, became in ASKED:
        row = Improvement.objects.get(reference=f"DEMO-{reference}")
        if became in {"superseded", "rejected"}:
            note_progress(improvement=row.id, words="Decided by the board.", became=became, by=lead, at=began + 5 * DAY)
        elif became != "awaiting_review":
            note_progress(
                improvement=row.id, words="A lead and a plan are named.", became="being_progressed", by=lead,
                at=began + 3 * DAY,
            )  # fmt: skip
            _brief(row, lead, began)
        if became == "complete":
            _complete(row, lead, chief, at)


def _sign_in(role: Role) -> Officer:
    found = officer_by_number(collar_number_of(role))
    if found is None:
        raise LookupError(role)
    return found


def _brief(row: Improvement, lead: Officer, began: datetime) -> None:
    team = Team.objects.get(name="Control room")
    briefing = give_briefing(
        improvement=row.id, team=team.id, title="Why THRIVE is asked again", words="What waits changes.", attended=11,
        by=lead, at=began + 9 * DAY,
    )  # fmt: skip
    for phase, right, after in (("before", 61, 8), ("after", 97, 20)):
        record_knowledge_check(
            briefing=briefing, phase=phase, people=11, asked=110, right=right, by=lead, at=began + after * DAY
        )


def _complete(row: Improvement, lead: Officer, chief: Officer, at: datetime) -> None:
    review = write_review(
        improvement=row.id, scope="Every call of the last three months.", evidence="The measure and fifty listened-to calls.",
        conclusion="THRIVE is asked in full at every call.", by=lead, at=at - 2 * DAY,
    )  # fmt: skip
    sign_review(review=review, by=chief, at=at - DAY)
    try:
        complete_improvement(
            improvement=row.id, statement="It has held for three months.", by=chief, at=at - timedelta(hours=2)
        )
    except NotAllowed:
        # In the smallest of forces a measure is not certain of anything.
        return
