"""Warnings on people and places: made with their grounds, looked at again in time, ended with a reason."""

from datetime import date, datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import meet_duties, open_duties, supersede_duties
from constabulary.casework.identity import numbers_of_one, person_to_write
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.decisions import refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.people.warnings import (
    find_duty_of_look,
    find_reasons_against_end,
    find_reasons_against_look,
    find_reasons_against_review_day,
    find_reasons_against_warning,
    review_standard,
)
from constabulary.records.models import Duty, Person, Place, Warning
from constabulary.records.writing import Writing, writing
from constabulary.standards.people import WARNINGS
from constabulary.standards.rulebook import Moments


def add_warning(
    *,
    kind: str,
    grounds: str,
    review_on: date | None,
    by: Officer,
    at: datetime,
    person: int | None = None,
    place: int | None = None,
) -> int:
    """Warn of a person or of a place; returns the warning's number. A look at it falls due on its day of review."""
    check_may(by, Permission.KEEP_PEOPLE)
    with writing(by=by, at=at, purpose="Adding a warning") as w:
        about: Person | Place = person_to_write(w, person) if person is not None else w.lock(Place, place or 0)
        rulebook = rulebook_for(w, Moments(decision=at))
        what = "person" if isinstance(about, Person) else "place"
        offered = {one.code for one in WARNINGS.offered(Moments(decision=at)) if what in one.about}
        refuse_if(
            (
                *find_reasons_against_warning(
                    kind_fits=kind in offered, grounds=grounds, is_there=_is_there(w, about, kind)
                ),
                *find_reasons_against_review_day(kind=kind, review_on=review_on, rulebook=rulebook, at=at),
            )
        )
        if review_on is None:
            raise RuntimeError("a warning without a day of review was not refused")
        edition = review_standard(kind, rulebook).edition
        w.entry(EntryKind.WARNING_ADDED, subject=about, editions=[edition])
        made = w.insert(
            Warning(
                id=w.new_id(),
                person_id=about.id if isinstance(about, Person) else None,
                place_id=about.id if isinstance(about, Place) else None,
                kind=kind,
                grounds=grounds.strip(),
                edition=edition,
                review_on=review_on,
                made_at=at,
                made_by_id=by.id,
            )
        )
        _open_look(w, made, about)
        return made.id


def _is_there(w: Writing, about: Person | Place, kind: str) -> bool:
    if isinstance(about, Place):
        return bool(w.find(Warning, place_id=about.id, kind=kind, ended_at=None))
    return any(w.find(Warning, person_id=one, kind=kind, ended_at=None) for one in numbers_of_one(w, about.id))


def _open_look(w: Writing, warning: Warning, about: Person | Place) -> None:
    due = find_duty_of_look(warning.kind, rulebook_for(w, Moments(decision=w.at)), review_on=warning.review_on)
    # A restricted person's warning is nothing for a desk: it stays with whoever keeps the record.
    own = w.by.id if isinstance(about, Person) and about.restriction_id is not None else None
    open_duties(w, [due], about=warning, owner_id=own)


def _about(w: Writing, warning: Warning) -> Person | Place:
    if warning.person_id is not None:
        return w.lock(Person, warning.person_id)
    return w.lock(Place, warning.place_id or 0)


def review_warning(*, warning: int, finding: str, review_on: date | None, by: Officer, at: datetime) -> None:
    """Look at a warning again: what was found, and when the next look is due."""
    check_may(by, Permission.KEEP_PEOPLE)
    with writing(by=by, at=at, purpose="Looking at a warning again") as w:
        row = w.lock(Warning, warning)
        rulebook = rulebook_for(w, Moments(decision=at))
        refuse_if(
            (
                *find_reasons_against_look(finding=finding, has_ended=row.ended_at is not None),
                *find_reasons_against_review_day(kind=row.kind, review_on=review_on, rulebook=rulebook, at=at),
            )
        )
        about = _about(w, row)
        edition = review_standard(row.kind, rulebook).edition
        w.entry(EntryKind.WARNING_REVIEWED, subject=about, editions=[edition])
        w.update(
            row, review_on=review_on, finding=finding.strip(), edition=edition, reviewed_at=at, reviewed_by_id=by.id
        )
        meet_duties(w, w.find(Duty, lock=True, warning_id=row.id, state="open"), at)
        _open_look(w, row, about)


def end_warning(*, warning: int, reason: str, by: Officer, at: datetime) -> None:
    """End a warning that no longer holds. A look that is due already is met by it; one not yet due falls away."""
    check_may(by, Permission.KEEP_PEOPLE)
    with writing(by=by, at=at, purpose="Ending a warning") as w:
        row = w.lock(Warning, warning)
        refuse_if(find_reasons_against_end(reason=reason, has_ended=row.ended_at is not None))
        w.entry(EntryKind.WARNING_ENDED, subject=_about(w, row))
        w.update(row, ended_at=at, ended_by_id=by.id, ending=reason.strip())
        waiting = w.find(Duty, lock=True, warning_id=row.id, state="open")
        meet_duties(w, [one for one in waiting if one.due_at <= at], at)
        supersede_duties(w, [one for one in waiting if one.due_at > at], at)
