"""Opening, meeting and superseding duties, always inside another act."""

from collections.abc import Iterable
from datetime import datetime

from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.records.models import BreakGlass, Crime, Duty, Incident, Warning
from constabulary.records.models.base import JourneyRecord
from constabulary.records.writing import Writing


def open_duties(
    w: Writing,
    due: Iterable[DutyDue],
    *,
    about: JourneyRecord | BreakGlass | Warning,
    owner_id: int | None = None,
    team_id: int | None = None,
    subject_row: int | None = None,
    person_id: int | None = None,
) -> list[Duty]:
    """Open these duties about an incident, a crime, an emergency opening or a warning.

    `subject_row` where one row is meant. With a person they are for that person's safety, and nobody connected with the
    other side is shown them.
    """
    journey = about.journey_id if isinstance(about, JourneyRecord) else None
    incident = about.id if isinstance(about, Incident) else None
    crime = about.id if isinstance(about, Crime) else None
    opening = about.id if isinstance(about, BreakGlass) else None
    warning, person = (about.id, about.person_id) if isinstance(about, Warning) else (None, person_id)
    return [
        w.insert(
            Duty(
                journey_id=journey,
                kind=one.kind.value,
                desk=one.desk.value,
                owner_id=owner_id,
                team_id=team_id,
                incident_id=incident,
                crime_id=crime,
                opening_id=opening,
                warning_id=warning,
                person_id=person,
                subject_row=subject_row,
                risk=one.risk,
                rule=one.rule,
                edition=one.edition,
                opened_at=w.at,
                due_at=one.due_at,
                outer_due_at=one.outer_due_at,
            )
        )
        for one in due
    ]


def open_desk_duty(w: Writing, due: DutyDue, *, subject_row: int | None = None, alarm_id: int | None = None) -> Duty:
    """Open a duty of a desk about one row of no incident and no crime: an acceptance, a plan, an alarm of a queue."""
    return w.insert(
        Duty(
            kind=due.kind.value, desk=due.desk.value, subject_row=subject_row, alarm_id=alarm_id, risk=due.risk,
            rule=due.rule, edition=due.edition, opened_at=w.at, due_at=due.due_at,
        )
    )  # fmt: skip


def find_open_duties(w: Writing, journey: int, *kinds: DutyKind) -> list[Duty]:
    """The open duties of a journey, of these kinds, or of any when none is named."""
    found = w.find(Duty, lock=True, journey_id=journey, state="open")
    return [duty for duty in found if duty.kind in kinds] if kinds else found


def find_open_duties_of(w: Writing, crime: Crime, *kinds: DutyKind, subject_row: int | None = None) -> list[Duty]:
    """The open duties of one crime, of these kinds, or of any; only those about one row of it when that is given."""
    number = crime.id
    return [
        duty
        for duty in find_open_duties(w, crime.journey_id, *kinds)
        if duty.crime_id == number and (subject_row is None or duty.subject_row == subject_row)
    ]


def meet_duties(w: Writing, duties: Iterable[Duty], at: datetime) -> None:
    """Mark duties met by this act: it did what was due. What merely became needless is superseded."""
    for duty in duties:
        w.update(duty, state="met", ended_at=at, ended_by_id=w.by.id)


def supersede_duties(w: Writing, duties: Iterable[Duty], at: datetime) -> None:
    """Mark duties that this act makes needless without doing them: replaced by what it opens, or fallen away."""
    for duty in duties:
        w.update(duty, state="superseded", ended_at=at, ended_by_id=w.by.id)


def replace_duties(
    w: Writing, due: Iterable[DutyDue], *, about: JourneyRecord, kinds: Iterable[DutyKind]
) -> list[Duty]:
    """Let these duties stand in place of the open ones of these kinds; one that is the same already is left alone."""
    crime = about.id if isinstance(about, Crime) else None
    standing = [one for one in find_open_duties(w, about.journey_id, *kinds) if one.crime_id == crime]
    wanted = list(due)
    kept = [duty for duty in standing if any(_is_same(duty, one) for one in wanted)]
    supersede_duties(w, [duty for duty in standing if duty not in kept], w.at)
    return open_duties(w, [one for one in wanted if not any(_is_same(duty, one) for duty in kept)], about=about)


def _is_same(duty: Duty, due: DutyDue) -> bool:
    return (duty.kind, duty.desk, duty.due_at, duty.risk) == (due.kind, due.desk, due.due_at, due.risk)
