"""Reviews that are near copies of others: selected by the clock while the aid is on, read by a colleague."""

from datetime import datetime, timedelta

from constabulary.access.officers import Officer, check_authority, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.aids import aid_is_on
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties
from constabulary.casework.investigation.crime import rulebook_of, supervisor_of
from constabulary.casework.investigation.reviews import AUTHORITY_OF_LEVEL
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.inspection.aids import Aid
from constabulary.policing.investigation.duties import review_on_event_due
from constabulary.policing.investigation.reviews import ReviewLevel
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import CRIME
from constabulary.policing.supervision.likeness import (
    Finding,
    find_copies,
    find_reasons_against_finding,
    read_copies_due,
)
from constabulary.records.facts.crimes import crime_at_work
from constabulary.records.journal import write_reading
from constabulary.records.models import CopiedReview, Crime, InvestigationReview
from constabulary.records.queries.copied_reviews import (
    AlikeLine,
    AlikeView,
    last_selected_at,
    two_reviews,
    waiting_copies,
    written_between,
)
from constabulary.records.writing import Writing, writing
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import Moments
from constabulary.standards.supervision import LIKENESS
from constabulary.standards.values import value


@value
class OpenedCopies:
    """What waits for this officer to read."""

    waiting: tuple[AlikeLine, ...]
    is_on: bool


def select_copies(*, by: Officer, at: datetime) -> int:
    """By the clock, once a week: select reviews since the last time that are near copies; how many were selected.

    Nothing is selected while the aid is off. Which are taken where there are many is drawn, whoever wrote them.
    """
    check_may(by, Permission.REVIEW_AS_SUPERVISOR)
    rulebook = read_rulebook(Moments(report=at, decision=at))
    standard, last = rulebook[LIKENESS], last_selected_at()
    rule = standard.value
    if not aid_is_on(Aid.STOCK_PHRASES, at) or (last is not None and at - last < rule.every):
        return 0
    # From where the last selection ended, so that nothing falls between two; after a standstill not from long ago.
    since = at - rule.every if last is None else max(last, at - rule.standstill)
    found = find_copies(
        written_between(from_at=since, until_at=at, unselected=True),
        written_between(from_at=at - timedelta(days=rule.days), until_at=since, unselected=False),
        rule,
        seed=local_day(at).isoformat(),
    )
    with writing(by=by, at=at, purpose="Selecting reviews that are near copies") as w:
        for one in found:
            row = w.lock(InvestigationReview, one.id)
            crime = w.lock(Crime, row.crime_id)
            w.entry(
                EntryKind.SAMPLE_DRAWN, subject=crime, journey=row.journey_id, editions=[standard.edition],
                facts={"likeness": round(one.likeness, 3)},
            )  # fmt: skip
            made = w.insert(
                CopiedReview(
                    id=w.new_id(), journey_id=row.journey_id, review_id=row.id, other_id=one.of, likeness=one.likeness,
                    edition=standard.edition, selected_at=at,
                )
            )  # fmt: skip
            due = read_copies_due(ReviewLevel(row.level), rulebook, at=at)
            open_duties(w, [due], about=crime, subject_row=made.id)
    return len(found)


def read_copies(*, copied: int, finding: Finding, words: str, by: Officer, at: datetime) -> None:
    """Say what one found of a review that is a near copy; where it is thin, the crime is due another review.

    Raises NotPermitted without the authority of that review's level, or NotAllowed for whoever wrote either, a second
    time, or without words.
    """
    check_may(by, Permission.REVIEW_AS_SUPERVISOR)
    with writing(by=by, at=at, purpose="Reading reviews that are near copies") as w:
        row = w.lock(CopiedReview, copied)
        review, other = (w.find(InvestigationReview, id=one)[0] for one in (row.review_id, row.other_id))
        check_authority(by, AUTHORITY_OF_LEVEL[ReviewLevel(review.level)])
        is_author = by.id in {review.reviewed_by_id, other.reviewed_by_id}
        refuse_if(find_reasons_against_finding(is_author=is_author, is_read=bool(row.finding), words=words))
        crime = w.lock(Crime, review.crime_id)
        w.entry(EntryKind.REVIEWS_COMPARED, subject=crime, journey=row.journey_id)
        w.update(row, finding=finding.value, words=words, read_at=at, read_by_id=by.id)
        meet_duties(w, find_open_duties_of(w, crime, DutyKind.READ_COPIES, subject_row=row.id), at)
        if finding is Finding.THIN and crime.state not in {*CRIME.final, "finalised"}:
            _review_anew(w, crime)


def _review_anew(w: Writing, crime: Crime) -> None:
    due = [review_on_event_due(crime_at_work(crime), rulebook_of(w, crime), at=w.at)]
    open_duties(w, due, about=crime, owner_id=supervisor_of(w, crime), team_id=crime.team_id)


def open_copies(*, by: Officer, at: datetime) -> OpenedCopies:
    """What waits for this officer to read: nothing that they wrote themselves. Raises NotPermitted."""
    check_may(by, Permission.REVIEW_AS_SUPERVISOR)
    waiting = tuple(waiting_copies(officer=by.id, desks=[one.value for one in by.desks]))
    write_reading(
        EntryKind.READ_SECOND_LOOK, subject="reviews that are near copies", subject_row=by.id,
        shown=[one.number for one in waiting], by=by, at=at, purpose="Reading reviews that are near copies",
    )  # fmt: skip
    return OpenedCopies(waiting=waiting, is_on=aid_is_on(Aid.STOCK_PHRASES, at))


def open_two_reviews(*, number: int, by: Officer, at: datetime) -> AlikeView:
    """Two reviews side by side, without whose they are. Raises NotPermitted, or NoSuchRecord where one is not seen."""
    check_may(by, Permission.REVIEW_AS_SUPERVISOR)
    found = two_reviews(number, officer=by.id)
    if found is None:
        raise NoSuchRecord(str(number))
    check_authority(by, AUTHORITY_OF_LEVEL[ReviewLevel(found.level)])
    # Words of two journeys are read: each says who read them.
    for journey in dict.fromkeys((found.journey_id, found.other_journey_id)):
        write_reading(
            EntryKind.READ_SECOND_LOOK, subject=f"near copy {number}", subject_row=number, shown=[number], by=by, at=at,
            journey=journey, purpose="Reading reviews that are near copies",
        )  # fmt: skip
    return found
