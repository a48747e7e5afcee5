"""Reviews that are near copies of others: selected by the clock while the aid is on, read by a colleague."""

from datetime import datetime

from constabulary.access.officers import Officer, check_authority
from constabulary.access.permissions import Permission
from constabulary.casework.duties import open_duties
from constabulary.casework.investigation.crime import rulebook_of, supervisor_of
from constabulary.casework.investigation.reviews import AUTHORITY_OF_LEVEL
from constabulary.casework.near_copies import (
    Kind,
    Waiting,
    open_alike,
    open_waiting,
    read_near_copy,
    select_near_copies,
)
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.duties import review_on_event_due
from constabulary.policing.investigation.reviews import ReviewLevel
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import CRIME
from constabulary.policing.supervision.likeness import Finding, read_copies_due
from constabulary.records.facts.crimes import crime_at_work
from constabulary.records.models import CopiedReview, Crime, InvestigationReview
from constabulary.records.queries.copied_reviews import (
    AlikeLine,
    AlikeView,
    last_selected_at,
    two_reviews,
    waiting_copies,
    written_between,
)
from constabulary.records.writing import Writing
from constabulary.standards.supervision import LIKENESS

REVIEWS = Kind(
    what="reviews", may=Permission.REVIEW_AS_SUPERVISOR, standard=LIKENESS, text=InvestigationReview, copy=CopiedReview,
    about=Crime, text_field="review_id", about_field="crime_id", author_field="reviewed_by_id", written=written_between,
    last_selected_at=last_selected_at, duty=DutyKind.READ_COPIES, compared=EntryKind.REVIEWS_COMPARED,
    due=lambda review, rulebook, at: read_copies_due(ReviewLevel(review.level), rulebook, at=at),
)  # fmt: skip


def select_copies(*, by: Officer, at: datetime) -> int:
    """By the clock: select reviews since the last time that are near copies; how many were selected. Raises NotPermitted."""
    return select_near_copies(kind=REVIEWS, by=by, at=at)


def read_copies(*, copied: int, finding: Finding, words: str, by: Officer, at: datetime) -> None:
    """Say what one found of a review that is a near copy; where it is thin, the crime is due another review.

    Raises NotPermitted without the authority of that review's level, or NotAllowed for whoever wrote either, a second
    time, or without words.
    """
    read_near_copy(
        kind=REVIEWS, copied=copied, finding=finding, words=words, by=by, at=at, follow=_review_anew,
        check=lambda review: _check_level(review, by),
    )  # fmt: skip


def _check_level(review: InvestigationReview | AlikeView, by: Officer) -> None:
    check_authority(by, AUTHORITY_OF_LEVEL[ReviewLevel(review.level)])


def _review_anew(w: Writing, crime: Crime, review: InvestigationReview) -> None:
    del review
    if crime.state in {*CRIME.final, "finalised"}:
        return
    due = [review_on_event_due(crime_at_work(crime), rulebook_of(w, crime), at=w.at)]
    open_duties(w, due, about=crime, owner_id=supervisor_of(w, crime), team_id=crime.team_id)


def open_copies(*, by: Officer, at: datetime) -> Waiting[AlikeLine]:
    """What waits for this officer to read: nothing that they wrote themselves. Raises NotPermitted."""
    return open_waiting(kind=REVIEWS, find=waiting_copies, by=by, at=at)


def open_two_reviews(*, number: int, by: Officer, at: datetime) -> AlikeView:
    """Two reviews side by side, without whose they are. Raises NotPermitted, or NoSuchRecord where one is not seen."""
    return open_alike(
        kind=REVIEWS, find=two_reviews, number=number, by=by, at=at, check=lambda found: _check_level(found, by)
    )
