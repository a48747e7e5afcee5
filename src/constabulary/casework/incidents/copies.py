"""THRIVE assessments that are near copies of others: selected once a day while the aid is on, read by a colleague."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may, may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties, meet_duties, open_duties
from constabulary.casework.incidents.clocks import ask_thrive_soon
from constabulary.casework.near_copies import (
    Kind,
    Waiting,
    open_alike,
    open_waiting,
    read_near_copy,
    select_near_copies,
)
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.decisions import refuse_if
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.supervision.likeness import (
    Finding,
    feed_back_thin_due,
    find_reasons_against_feedback,
    read_alike_thrive_due,
)
from constabulary.records.journal import write_reading
from constabulary.records.models import CopiedAssessment, Incident, ThriveAssessment
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.queries.copied_assessments import (
    AlikeThriveLine,
    AlikeThriveView,
    ThinView,
    assessed_between,
    thin_assessment,
    thrive_last_selected_at,
    two_assessments,
    waiting_alike,
)
from constabulary.records.queries.officers import officer_by_id
from constabulary.records.writing import Writing, writing
from constabulary.standards.rulebook import Moments
from constabulary.standards.supervision import THRIVE_LIKENESS

ASSESSMENTS = Kind(
    what="THRIVE assessments", may=Permission.SCORE_BLIND, standard=THRIVE_LIKENESS, text=ThriveAssessment,
    copy=CopiedAssessment, about=Incident, text_field="assessment_id", about_field="incident_id",
    author_field="assessed_by_id", written=assessed_between, last_selected_at=thrive_last_selected_at,
    duty=DutyKind.READ_ALIKE_THRIVE, compared=EntryKind.ASSESSMENTS_COMPARED,
    due=lambda assessment, rulebook, at: read_alike_thrive_due(Desk(assessment.desk), rulebook, at=at),
)  # fmt: skip


def select_alike_thrive(*, by: Officer, at: datetime) -> int:
    """By the clock: select assessments since the last time that are near copies; how many were. Raises NotPermitted."""
    return select_near_copies(kind=ASSESSMENTS, by=by, at=at)


def read_alike_thrive(*, copied: int, finding: Finding, words: str, by: Officer, at: datetime) -> None:
    """Say what one found of an assessment that is a near copy; where it is thin and stands, THRIVE is due again soon.

    Of a closed incident feedback is due instead, from the supervisor of whoever made it.

    Raises NotPermitted, or NotAllowed for whoever made either, a second time, or without words.
    """
    read_near_copy(kind=ASSESSMENTS, copied=copied, finding=finding, words=words, by=by, at=at, follow=_follow_thin)


def _follow_thin(w: Writing, incident: Incident, assessment: ThriveAssessment) -> None:
    """An open incident is asked of again, unless it has been since; of a closed one whoever asked is owed feedback."""
    if incident.state != "closed":
        if not any(one.number > assessment.number for one in w.find(ThriveAssessment, incident_id=incident.id)):
            ask_thrive_soon(w, incident)
        return
    due = feed_back_thin_due(Desk(assessment.desk), rulebook_for(w, Moments(decision=w.at)), at=w.at)
    (copied,) = w.find(CopiedAssessment, assessment_id=assessment.id)
    open_duties(w, [due], about=incident, owner_id=_who_feeds_back(w, assessment), subject_row=copied.id)


def _who_feeds_back(w: Writing, assessment: ThriveAssessment) -> int | None:
    """The supervisor of whoever made it, where they are at work and may read it; None: the desk's."""
    (assessor,) = w.find(OfficerRow, id=assessment.assessed_by_id)
    found = officer_by_id(assessor.supervisor_id) if assessor.supervisor_id else None
    return found.id if found is not None and may(found, Permission.SCORE_BLIND) else None


def feed_back_thin(*, copied: int, by: Officer, at: datetime) -> None:
    """Note that feedback was given to whoever made an assessment that was found thin; what was said stays between the two.

    Raises NotPermitted, or NotAllowed for whoever made it, or where it has been given.
    """
    check_may(by, Permission.SCORE_BLIND)
    with writing(by=by, at=at, purpose="Giving feedback on a THRIVE assessment") as w:
        row = w.lock(CopiedAssessment, copied)
        (assessment,) = w.find(ThriveAssessment, id=row.assessment_id)
        found = find_open_duties(w, row.journey_id, DutyKind.FEED_BACK_THIN)
        due = [one for one in found if one.subject_row == row.id and one.owner_id in {None, by.id}]
        refuse_if(find_reasons_against_feedback(is_assessor=by.id == assessment.assessed_by_id, is_due=bool(due)))
        w.entry(EntryKind.THIN_FED_BACK, subject=w.lock(Incident, assessment.incident_id), journey=row.journey_id)
        meet_duties(w, due, at)


def open_thin(*, number: int, by: Officer, at: datetime) -> ThinView:
    """One that was found thin, and whose it is, for whoever is to give feedback on it. Raises NotPermitted or NoSuchRecord."""
    check_may(by, Permission.SCORE_BLIND)
    found = thin_assessment(number, officer=by.id, desks=[one.value for one in by.desks])
    if found is None:
        raise NoSuchRecord(str(number))
    write_reading(
        EntryKind.READ_SECOND_LOOK, subject=f"thin THRIVE assessment {number}", subject_row=number, shown=[number], by=by,
        at=at, journey=found.journey_id, purpose="Giving feedback on a THRIVE assessment",
    )  # fmt: skip
    return found


def open_alike_thrive(*, by: Officer, at: datetime) -> Waiting[AlikeThriveLine]:
    """What waits for this officer to read: nothing that they made themselves. Raises NotPermitted."""
    return open_waiting(kind=ASSESSMENTS, find=waiting_alike, by=by, at=at)


def open_two_assessments(*, number: int, by: Officer, at: datetime) -> AlikeThriveView:
    """Two assessments side by side, without whose they are. Raises NotPermitted, or NoSuchRecord where one is not seen."""
    return open_alike(kind=ASSESSMENTS, find=two_assessments, number=number, by=by, at=at)
