"""THRIVE assessments that are near copies of others: selected once a day while the aid is on, read by a colleague."""

from datetime import datetime, timedelta

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.aids import aid_is_on
from constabulary.casework.duties import find_open_duties, meet_duties, open_duties
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.decisions import refuse_if
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.inspection.aids import Aid
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.supervision.likeness import (
    Finding,
    find_copies,
    find_reasons_against_finding,
    read_alike_thrive_due,
)
from constabulary.records.journal import write_reading
from constabulary.records.models import CopiedAssessment, Incident, ThriveAssessment
from constabulary.records.queries.copied_assessments import (
    AlikeThriveLine,
    AlikeThriveView,
    assessed_between,
    thrive_last_selected_at,
    two_assessments,
    waiting_alike,
)
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import Moments
from constabulary.standards.supervision import THRIVE_LIKENESS
from constabulary.standards.values import value

PURPOSE = "Reading THRIVE assessments that are near copies"


@value
class OpenedAlike:
    """What waits for this officer to read."""

    waiting: tuple[AlikeThriveLine, ...]
    is_on: bool


def select_alike_thrive(*, by: Officer, at: datetime) -> int:
    """By the clock, once a day: select assessments since the last time that are near copies; how many were selected.

    Nothing is selected while the aid is off. Which are taken where there are many is drawn, whoever made them.
    """
    check_may(by, Permission.SCORE_BLIND)
    if not aid_is_on(Aid.STOCK_PHRASES, at):
        return 0
    rulebook = read_rulebook(Moments(report=at, decision=at))
    standard = rulebook[THRIVE_LIKENESS]
    rule = standard.value
    # Since the last time that any was selected, within the days of a standstill. What was not drawn then is not drawn again.
    last = thrive_last_selected_at()
    since = at - rule.standstill if last is None else max(last, at - rule.standstill)
    found = find_copies(
        assessed_between(from_at=since, until_at=at, unselected=True),
        assessed_between(from_at=at - timedelta(days=rule.days), until_at=since, unselected=False),
        rule,
        seed=local_day(at).isoformat(),
    )
    with writing(by=by, at=at, purpose="Selecting THRIVE assessments that are near copies") as w:
        for one in found:
            row = w.lock(ThriveAssessment, one.id)
            incident = w.lock(Incident, row.incident_id)
            w.entry(
                EntryKind.SAMPLE_DRAWN, subject=incident, journey=row.journey_id, editions=[standard.edition],
                facts={"likeness": round(one.likeness, 3)},
            )  # fmt: skip
            made = w.insert(
                CopiedAssessment(
                    id=w.new_id(), journey_id=row.journey_id, assessment_id=row.id, other_id=one.of,
                    likeness=one.likeness, edition=standard.edition, selected_at=at,
                )
            )  # fmt: skip
            due = read_alike_thrive_due(Desk(row.desk), rulebook, at=at)
            open_duties(w, [due], about=incident, subject_row=made.id)
    return len(found)


def read_alike_thrive(*, copied: int, finding: Finding, words: str, by: Officer, at: datetime) -> None:
    """Say what one found of an assessment that is a near copy.

    Raises NotPermitted, or NotAllowed for whoever made either, a second time, or without words.
    """
    check_may(by, Permission.SCORE_BLIND)
    with writing(by=by, at=at, purpose=PURPOSE) as w:
        row = w.lock(CopiedAssessment, copied)
        one, other = (w.find(ThriveAssessment, id=each)[0] for each in (row.assessment_id, row.other_id))
        is_author = by.id in {one.assessed_by_id, other.assessed_by_id}
        refuse_if(find_reasons_against_finding(is_author=is_author, is_read=bool(row.finding), words=words))
        w.entry(EntryKind.ASSESSMENTS_COMPARED, subject=w.lock(Incident, one.incident_id), journey=row.journey_id)
        w.update(row, finding=finding.value, words=words, read_at=at, read_by_id=by.id)
        mine = [
            duty
            for duty in find_open_duties(w, row.journey_id, DutyKind.READ_ALIKE_THRIVE)
            if duty.subject_row == row.id
        ]
        meet_duties(w, mine, at)


def open_alike_thrive(*, by: Officer, at: datetime) -> OpenedAlike:
    """What waits for this officer to read: nothing that they made themselves. Raises NotPermitted."""
    check_may(by, Permission.SCORE_BLIND)
    waiting = tuple(waiting_alike(officer=by.id, desks=[one.value for one in by.desks]))
    write_reading(
        EntryKind.READ_SECOND_LOOK, subject="THRIVE assessments that are near copies", subject_row=by.id,
        shown=[one.number for one in waiting], by=by, at=at, purpose=PURPOSE,
    )  # fmt: skip
    return OpenedAlike(waiting=waiting, is_on=aid_is_on(Aid.STOCK_PHRASES, at))


def open_two_assessments(*, number: int, by: Officer, at: datetime) -> AlikeThriveView:
    """Two assessments side by side, without whose they are. Raises NotPermitted, or NoSuchRecord where one is not seen."""
    check_may(by, Permission.SCORE_BLIND)
    found = two_assessments(number, officer=by.id)
    if found is None:
        raise NoSuchRecord(str(number))
    # Words of two journeys are read: each says who read them.
    for journey in dict.fromkeys((found.journey_id, found.other_journey_id)):
        write_reading(
            EntryKind.READ_SECOND_LOOK, subject=f"near copy of THRIVE {number}", subject_row=number, shown=[number], by=by,
            at=at, journey=journey, purpose=PURPOSE,
        )  # fmt: skip
    return found
