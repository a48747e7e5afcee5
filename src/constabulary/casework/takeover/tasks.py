"""Open tasks taken over: duties with the due date they have had. What was overdue is overdue; no clock begins anew."""

from constabulary.casework.duties import find_open_duties_of
from constabulary.casework.takeover.batch import Batch, Became, Fresh
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.investigation.plans import Direction
from constabulary.policing.takeover.ledger import Fate
from constabulary.records.facts.crimes import risk_of_crime
from constabulary.records.models import Crime, Duty, Incident, LineOfEnquiry
from constabulary.records.writing import Writing
from constabulary.standards.calendar import local_day

RULE = "takeover.task"


def store_task(w: Writing, batch: Batch, row: Fresh) -> Became:
    """Add a duty; where the product has opened the very one already, that takes on the dates of the task."""
    said = row.said
    about = _subject(w, batch, row)
    batch.entry(w, row, about, journey=about.journey_id)
    suspect = batch.row_of("suspects", said["suspect"])
    if isinstance(about, Crime) and suspect is not None:
        due = find_open_duties_of(w, about, DutyKind(said["kind"]), subject_row=suspect)
        # One that another task has become already is no other's.
        there = [one for one in due if one.rule != RULE]
        if there:
            # The clock of the old system is the one that people have worked to.
            w.update(
                there[0], opened_at=said["opened_at"], due_at=said["due_at"], outer_due_at=None, rule=RULE,
                edition=batch.edition,
            )  # fmt: skip
            _hand(w, batch, row, there[0])
            return Became(fate=Fate.MERGED, record="duty", row=there[0].id, journey=about.journey_id)
    duty = Duty(
        id=w.new_id(), journey_id=about.journey_id, kind=said["kind"],
        desk=said["desk"] or CATALOGUE[DutyKind(said["kind"])].desk.value,
        crime_id=about.id if isinstance(about, Crime) else None,
        incident_id=about.id if isinstance(about, Incident) else None,
        subject_row=_line(w, row, about) if said["kind"] == DutyKind.FOLLOW_LINE else suspect,
        risk=risk_of_crime(about) if isinstance(about, Crime) else about.risk, rule=RULE, edition=batch.edition,
        opened_at=said["opened_at"], due_at=said["due_at"],
    )  # fmt: skip
    w.insert(duty)
    _hand(w, batch, row, duty)
    return Became(fate=Fate.STORED, record="duty", row=duty.id, journey=about.journey_id)


def _subject(w: Writing, batch: Batch, row: Fresh) -> Crime | Incident:
    crime = batch.row_of("crimes", row.said["crime"])
    if crime is not None:
        return w.lock(Crime, crime)
    return w.lock(Incident, batch.row_of("incidents", row.said["incident"]) or 0)


def _hand(w: Writing, batch: Batch, row: Fresh, duty: Duty) -> None:
    officer = batch.officer(w, batch.row_of("officers", row.said["officer"]))
    if officer is not None:
        w.update(duty, owner_id=officer.id, team_id=officer.team_id)


def _line(w: Writing, row: Fresh, crime: Crime | Incident) -> int:
    said = row.said
    number = w.new_id()
    w.insert(
        LineOfEnquiry(
            id=number, journey_id=crime.journey_id, crime_id=crime.id,
            number=len(w.find(LineOfEnquiry, crime_id=crime.id)) + 1, objective=said["words"], action=said["words"],
            direction=Direction.EITHER.value, due_on=local_day(said["due_at"]), added_at=said["opened_at"],
            added_by_id=w.by.id,
        )
    )  # fmt: skip
    return number
