"""THRIVE assessments that are near copies of others: selected once a day while the aid is on, read by a colleague."""

from datetime import datetime

from constabulary.access.officers import Officer
from constabulary.access.permissions import Permission
from constabulary.casework.incidents.clocks import ask_thrive_soon
from constabulary.casework.near_copies import (
    Kind,
    Waiting,
    open_alike,
    open_waiting,
    read_near_copy,
    select_near_copies,
)
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.supervision.likeness import Finding, read_alike_thrive_due
from constabulary.records.models import CopiedAssessment, Incident, ThriveAssessment
from constabulary.records.queries.copied_assessments import (
    AlikeThriveLine,
    AlikeThriveView,
    assessed_between,
    thrive_last_selected_at,
    two_assessments,
    waiting_alike,
)
from constabulary.records.writing import Writing
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

    Raises NotPermitted, or NotAllowed for whoever made either, a second time, or without words.
    """
    read_near_copy(kind=ASSESSMENTS, copied=copied, finding=finding, words=words, by=by, at=at, follow=_ask_again)


def _ask_again(w: Writing, incident: Incident, assessment: ThriveAssessment) -> None:
    """An open incident is asked of again, unless it has been since."""
    if not any(one.number > assessment.number for one in w.find(ThriveAssessment, incident_id=incident.id)):
        ask_thrive_soon(w, incident)


def open_alike_thrive(*, by: Officer, at: datetime) -> Waiting[AlikeThriveLine]:
    """What waits for this officer to read: nothing that they made themselves. Raises NotPermitted."""
    return open_waiting(kind=ASSESSMENTS, find=waiting_alike, by=by, at=at)


def open_two_assessments(*, number: int, by: Officer, at: datetime) -> AlikeThriveView:
    """Two assessments side by side, without whose they are. Raises NotPermitted, or NoSuchRecord where one is not seen."""
    return open_alike(kind=ASSESSMENTS, find=two_assessments, number=number, by=by, at=at)
