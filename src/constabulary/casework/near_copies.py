"""Texts that are near copies of others, whatever they are of: selected by the clock while the aid is on, read by a colleague.

What differs between reviews (`supervision_copies`) and THRIVE assessments (`incidents.copies`) is a `Kind`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.aids import aid_is_on
from constabulary.casework.duties import find_open_duties, meet_duties, open_duties
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.inspection.aids import Aid
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.supervision.likeness import Finding, Written, find_copies, find_reasons_against_finding
from constabulary.records.journal import write_reading
from constabulary.records.models import (
    CopiedAssessment,
    CopiedReview,
    Crime,
    Incident,
    InvestigationReview,
    ThriveAssessment,
)
from constabulary.records.writing import Writing, writing
from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Key
from constabulary.standards.rulebook import Moments, Rulebook
from constabulary.standards.supervision import Likeness
from constabulary.standards.values import value

Text = InvestigationReview | ThriveAssessment
Copy = CopiedReview | CopiedAssessment
About = Crime | Incident


class WrittenBetween(Protocol):
    """The texts of a time; `unselected`: those never selected before."""

    def __call__(self, *, from_at: datetime, until_at: datetime, unselected: bool) -> list[Written]: ...


class Alike(Protocol):
    """Two texts side by side: of which journeys they are."""

    @property
    def journey_id(self) -> int:
        """The journey of the later one."""

    @property
    def other_journey_id(self) -> int:
        """The journey of the one that it is a near copy of."""


class Line(Protocol):
    """Two texts that wait to be read, by the number of the copy."""

    @property
    def number(self) -> int:
        """The number of the copy."""


A = TypeVar("A", bound=Alike)
L = TypeVar("L", bound=Line)


@value
class Kind:
    """A kind of text that is compared: who reads them, by which standard, where they and their copies are kept.

    `what` is what they are called; `text_field`, `about_field` and `author_field` name what the copy and the text refer to.
    """

    what: str
    may: Permission
    standard: Key[Likeness]
    text: type[Text]
    copy: type[Copy]
    about: type[About]
    text_field: str
    about_field: str
    author_field: str
    written: WrittenBetween
    last_selected_at: Callable[[], datetime | None]
    due: Callable[[Any, Rulebook, datetime], DutyDue]
    duty: DutyKind
    compared: EntryKind

    @property
    def purpose(self) -> str:
        """For what they are read."""
        return f"Reading {self.what} that are near copies"


@value
class Waiting(Generic[L]):
    """What waits for this officer to read, and whether the aid that selects it is on."""

    waiting: tuple[L, ...]
    is_on: bool


def select_near_copies(*, kind: Kind, by: Officer, at: datetime) -> int:
    """By the clock: select texts since the last time that are near copies, as often as the standard says; how many were.

    Nothing is selected while the aid is off. Which are taken where there are many is drawn, whoever wrote them.
    """
    check_may(by, kind.may)
    rulebook = read_rulebook(Moments(report=at, decision=at))
    standard, last = rulebook[kind.standard], kind.last_selected_at()
    rule = standard.value
    if not aid_is_on(Aid.STOCK_PHRASES, at) or (last is not None and local_day(at) - local_day(last) < rule.every):
        return 0
    # From where the last selection ended, so that nothing falls between two; after a standstill not from long ago. What was
    # not drawn then is not drawn again.
    since = at - rule.standstill if last is None else max(last, at - rule.standstill)
    found = find_copies(
        kind.written(from_at=since, until_at=at, unselected=True),
        kind.written(from_at=at - timedelta(days=rule.days), until_at=since, unselected=False),
        rule,
        seed=local_day(at).isoformat(),
    )
    with writing(by=by, at=at, purpose=f"Selecting {kind.what} that are near copies") as w:
        for one in found:
            row = w.lock(kind.text, one.id)
            about = w.lock(kind.about, getattr(row, kind.about_field))
            w.entry(
                EntryKind.SAMPLE_DRAWN, subject=about, journey=row.journey_id, editions=[standard.edition],
                facts={"likeness": round(one.likeness, 3)},
            )  # fmt: skip
            made = w.insert(
                kind.copy(
                    id=w.new_id(), journey_id=row.journey_id, other_id=one.of, likeness=one.likeness,
                    edition=standard.edition, selected_at=at, **{kind.text_field: row.id},
                )
            )  # fmt: skip
            open_duties(w, [kind.due(row, rulebook, at)], about=about, subject_row=made.id)
    return len(found)


def read_near_copy(
    *,
    kind: Kind,
    copied: int,
    finding: Finding,
    words: str,
    by: Officer,
    at: datetime,
    check: Callable[[Any], None] = lambda _: None,
    follow: Callable[[Writing, Any, Any], None] = lambda *_: None,
) -> None:
    """Say what one found of a text that is a near copy. `check` refuses whoever may not read that text; `follow` is what a
    thin one means for what it is of.

    Raises NotPermitted, or NotAllowed for whoever wrote either, a second time, or without words.
    """
    check_may(by, kind.may)
    with writing(by=by, at=at, purpose=kind.purpose) as w:
        row = w.lock(kind.copy, copied)
        text, other = (w.find(kind.text, id=one)[0] for one in (getattr(row, kind.text_field), row.other_id))
        check(text)
        is_author = by.id in {getattr(one, kind.author_field) for one in (text, other)}
        refuse_if(find_reasons_against_finding(is_author=is_author, is_read=bool(row.finding), words=words))
        about = w.lock(kind.about, getattr(text, kind.about_field))
        w.entry(kind.compared, subject=about, journey=row.journey_id)
        w.update(row, finding=finding.value, words=words, read_at=at, read_by_id=by.id)
        waiting = find_open_duties(w, row.journey_id, kind.duty)
        meet_duties(w, [one for one in waiting if one.subject_row == row.id], at)
        if finding is Finding.THIN:
            follow(w, about, text)


def open_waiting(*, kind: Kind, find: Callable[..., Sequence[L]], by: Officer, at: datetime) -> Waiting[L]:
    """What waits for this officer to read: nothing that they wrote themselves. Raises NotPermitted."""
    check_may(by, kind.may)
    waiting = tuple(find(officer=by.id, desks=[one.value for one in by.desks]))
    write_reading(
        EntryKind.READ_SECOND_LOOK, subject=f"{kind.what} that are near copies", subject_row=by.id,
        shown=[one.number for one in waiting], by=by, at=at, purpose=kind.purpose,
    )  # fmt: skip
    return Waiting(waiting=waiting, is_on=aid_is_on(Aid.STOCK_PHRASES, at))


def open_alike(
    *,
    kind: Kind,
    find: Callable[..., A | None],
    number: int,
    by: Officer,
    at: datetime,
    check: Callable[[A], None] = lambda _: None,
) -> A:
    """Two texts side by side, without whose they are. Raises NotPermitted, or NoSuchRecord where one is not seen."""
    check_may(by, kind.may)
    found = find(number, officer=by.id)
    if found is None:
        raise NoSuchRecord(str(number))
    check(found)
    # Words of two journeys are read: each says who read them.
    for journey in dict.fromkeys((found.journey_id, found.other_journey_id)):
        write_reading(
            EntryKind.READ_SECOND_LOOK, subject=f"{kind.what}: near copy {number}", subject_row=number, shown=[number],
            by=by, at=at, journey=journey, purpose=kind.purpose,
        )  # fmt: skip
    return found
