"""Who is away when: recorded, ended and withdrawn by whoever supervises or plans for the officer; days and a kind only."""

from datetime import date, datetime
from decimal import Decimal

from constabulary.access.abstractions import may_say_for, may_say_for_everybody
from constabulary.access.officers import NotPermitted, Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.policing.decisions import refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.workforce.abstractions import (
    Abstraction,
    find_reasons_against_ending,
    find_reasons_against_recording,
)
from constabulary.records.facts.crimes import abstraction_of
from constabulary.records.journal import write_reading
from constabulary.records.models import Abstraction as AbstractionRow
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.queries.abstractions import Standing, abstractions_standing
from constabulary.records.queries.allocation import OfficerFilter
from constabulary.records.queries.workforce import PersonAtWork, people_at_work
from constabulary.records.writing import Writing, writing
from constabulary.standards.calendar import local_day
from constabulary.standards.values import value

NOT_YOURS = "Only whoever supervises the officer, an inspector or a planner may say when they are away."


def _hold(w: Writing, officer: int) -> OfficerRow:
    """The officer, held so that nothing else is said of their days meanwhile. Raises NotPermitted."""
    row = w.lock(OfficerRow, officer)
    if row.id == w.by.id:
        raise NotPermitted("Somebody else says when you are away.")
    if not may_say_for(w.by, officer=row.id, supervisor=row.supervisor_id, team=row.team_id):
        raise NotPermitted(NOT_YOURS)
    return row


def record_abstraction(*, officer: int, days: Abstraction, by: Officer, at: datetime) -> int:
    """Record that an officer is away or works less; the row's number. Raises NotPermitted or NotAllowed."""
    check_may(by, Permission.KEEP_ABSTRACTIONS)
    with writing(by=by, at=at, purpose="Recording who is away") as w:
        row = _hold(w, officer)
        standing = [abstraction_of(one) for one in w.find(AbstractionRow, officer_id=row.id, withdrawn_at=None)]
        refuse_if(find_reasons_against_recording(days, standing))
        made = AbstractionRow(
            id=w.new_id(), officer_id=row.id, kind=days.kind.value, share=Decimal(f"{days.share:.2f}"),
            from_on=days.from_on, until_on=days.until_on, recorded_at=at, recorded_by_id=by.id,
        )  # fmt: skip
        w.entry(EntryKind.ABSTRACTION_RECORDED, subject=made)
        w.insert(made)
        return made.id


def end_abstraction(*, abstraction: int, last_day: date, by: Officer, at: datetime) -> None:
    """Set an earlier last day, or the first there is. Raises NotPermitted or NotAllowed."""
    check_may(by, Permission.KEEP_ABSTRACTIONS)
    with writing(by=by, at=at, purpose="Ending an absence") as w:
        row = w.lock(AbstractionRow, abstraction)
        _hold(w, row.officer_id)
        refuse_if(
            find_reasons_against_ending(
                abstraction_of(row), last_day=last_day, is_withdrawn=row.withdrawn_at is not None
            )
        )
        w.entry(EntryKind.ABSTRACTION_ENDED, subject=row)
        w.update(row, until_on=last_day)


def withdraw_abstraction(*, abstraction: int, by: Officer, at: datetime) -> None:
    """Withdraw what was entered in error; twice is once. Raises NotPermitted."""
    check_may(by, Permission.KEEP_ABSTRACTIONS)
    with writing(by=by, at=at, purpose="Withdrawing an absence") as w:
        row = w.lock(AbstractionRow, abstraction)
        _hold(w, row.officer_id)
        if row.withdrawn_at is None:
            w.entry(EntryKind.ABSTRACTION_WITHDRAWN, subject=row)
            w.update(row, withdrawn_at=at, withdrawn_by_id=by.id)


@value
class OpenedAbstractions:
    """Who is away, of those whom the reader says it for, and who they are."""

    people: tuple[PersonAtWork, ...]
    standing: tuple[Standing, ...]
    today: date

    def find(self, number: int) -> Standing | None:
        """One of them by its row number."""
        return next((one for one in self.standing if one.id == number), None)


def open_abstractions(*, by: Officer, at: datetime, words: str = "") -> OpenedAbstractions:
    """Who is away today or later, of the reader's own people or of everybody whom the words name. Raises NotPermitted.

    Journalled: that somebody is sick is nobody's business but of those who plan for them.
    """
    check_may(by, Permission.KEEP_ABSTRACTIONS)
    today = local_day(at)
    everybody = may_say_for_everybody(by)
    wanted = OfficerFilter(words=words) if everybody else OfficerFilter(team=by.team_id, supervisor=by.id, words=words)
    people = tuple(one for one in people_at_work(wanted) if one.id != by.id)
    standing = abstractions_standing(from_on=today, until_on=None, officers=[one.id for one in people])
    write_reading(
        EntryKind.READ_ABSTRACTIONS, subject=f"absences for {by.collar_number}", subject_row=by.id, by=by, at=at,
        purpose="Planning who is at work", shown=[one.id for one in standing],
    )  # fmt: skip
    return OpenedAbstractions(people=people, standing=tuple(standing), today=today)
