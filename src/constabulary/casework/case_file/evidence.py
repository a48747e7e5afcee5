"""Evidence: exhibits added, handed over, returned or disposed of; statements added."""

from datetime import datetime

from constabulary.access.officers import Officer, check_authority, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.identity import numbers_of_one
from constabulary.casework.investigation.before_court import statement_was_offered
from constabulary.policing.case_file.exhibits import (
    Disposal,
    ExhibitDetails,
    HandOver,
    Held,
    find_reasons_against_disposal,
    find_reasons_against_exhibit,
    find_reasons_against_hand_over,
    is_same_holder,
)
from constabulary.policing.case_file.statements import (
    MAKER_UNKNOWN,
    PersonalStatement,
    StatementDetails,
    find_reasons_against_statement,
)
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.desks import Authority
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import CRIME, EXHIBIT, WORK_OVER, WRONG_STATE
from constabulary.records.models import Crime, CrimePerson, Exhibit, ExhibitMove, Statement
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.writing import Writing, writing


def add_exhibit(*, crime: int, details: ExhibitDetails, by: Officer, at: datetime) -> int:
    """Add an exhibit that one has seized or produced. Returns its number.

    Raises NotPermitted, or NotAllowed beside each field that lacks something.
    """
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Keeping the evidence") as w:
        row = _hold(w, crime)
        taken = [one.reference for one in w.find(Exhibit, crime_id=row.id)]
        refuse_if(find_reasons_against_exhibit(details, taken=taken, at=at))
        if details.seized_at is None:
            raise LookupError("an exhibit without a moment was not refused")
        w.entry(EntryKind.EXHIBIT_ADDED, subject=row, journey=row.journey_id, facts={"reference": details.reference})
        made = w.insert(
            Exhibit(
                id=w.new_id(),
                journey_id=row.journey_id,
                crime_id=row.id,
                reference=" ".join(details.reference.split()),
                description=details.description,
                form=details.form.value,
                system=details.system,
                locator=details.locator,
                seal_number=details.seal_number,
                seized_where=details.seized_where,
                seized_from=details.seized_from,
                seized_at=details.seized_at,
                seized_by_id=details.seized_by_id or by.id,
            )
        )
        return made.id


def _hold(w: Writing, crime: int) -> Crime:
    row = w.lock(Crime, crime)
    refuse_if((WRONG_STATE[CRIME.name],) if row.state == "cancelled" else ())
    return row


def last_holder(w: Writing, exhibit: Exhibit) -> Held:
    """Who had an exhibit last: whoever took it at the last hand-over, or seized it."""
    moves = w.find(ExhibitMove, exhibit_id=exhibit.id)
    if moves:
        return Held(whom=moves[-1].to_whom, since=moves[-1].moved_at)
    seizer = w.find(OfficerRow, id=exhibit.seized_by_id)[0]
    return Held(whom=seizer.collar_number, since=exhibit.seized_at)


def hand_over_exhibit(*, exhibit: int, given: HandOver, by: Officer, at: datetime) -> None:
    """Note a hand-over of an exhibit. Where whoever handed it over did not have it last, that gap is kept, explained.

    Raises NotPermitted, or NotAllowed beside each field that lacks something, and for one whose chain has ended.
    """
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Keeping the evidence") as w:
        row = w.lock(Exhibit, exhibit)
        crime = w.lock(Crime, row.crime_id)
        last = last_holder(w, row)
        refuse_if(find_reasons_against_hand_over(given, last=last, is_held=row.state == EXHIBIT.first, at=at))
        if given.moved_at is None:
            raise LookupError("a hand-over without a moment was not refused")
        has_gap = not is_same_holder(given.from_whom, last.whom)
        w.entry(
            EntryKind.EXHIBIT_MOVED, subject=crime, journey=crime.journey_id,
            facts={"reference": row.reference, "gap": has_gap},
        )  # fmt: skip
        w.insert(
            ExhibitMove(
                journey_id=row.journey_id,
                exhibit_id=row.id,
                number=len(w.find(ExhibitMove, exhibit_id=row.id)) + 1,
                from_whom=given.from_whom,
                to_whom=given.to_whom,
                moved_at=given.moved_at,
                kept_at=given.where,
                why=given.why,
                seal_number=given.seal_number,
                has_gap=has_gap,
                gap_because=given.gap_because if has_gap else "",
                noted_at=at,
                noted_by_id=by.id,
            )
        )


def end_exhibit(*, exhibit: int, given: Disposal, by: Officer, at: datetime) -> None:
    """Return an exhibit, or dispose of it, with a supervisor's authority and on what allows it.

    Nothing is disposed of while the crime is not finalised. Raises NotPermitted or NotAllowed.
    """
    check_may(by, Permission.REVIEW_AS_SUPERVISOR)
    check_authority(by, Authority.SUPERVISOR)
    with writing(by=by, at=at, purpose="Keeping the evidence") as w:
        row = w.lock(Exhibit, exhibit)
        crime = w.lock(Crime, row.crime_id)
        is_held = row.state == EXHIBIT.first
        refuse_if(find_reasons_against_disposal(given, is_held=is_held, case_open=crime.state not in WORK_OVER))
        EXHIBIT.check_move(row.state, given.end.value)
        w.entry(
            EntryKind.EXHIBIT_ENDED, subject=crime, journey=crime.journey_id,
            facts={"reference": row.reference, "end": given.end.value},
        )  # fmt: skip
        w.update(
            row, state=given.end.value, ended_with=given.to_whom, end_authority=given.authority,
            kept_how=given.kept_how, ended_at=at, ended_by_id=by.id,
        )  # fmt: skip


def add_statement(*, crime: int, details: StatementDetails, by: Officer, at: datetime) -> int:
    """Add a statement that one has taken. Returns its number.

    A victim is offered a personal statement with it. Raises NotPermitted, or NotAllowed beside each field that lacks
    something; who gave it is one of the people of the crime, or put in words.
    """
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Keeping the evidence") as w:
        row = _hold(w, crime)
        person = details.person_id
        known = {one.person_id for one in w.find(CrimePerson, crime_id=row.id)} | {row.victim_id}
        if person is not None and person not in known:
            raise NotAllowed([MAKER_UNKNOWN])
        victim = numbers_of_one(w, row.victim_id) if row.victim_id is not None else []
        of_victim = person is not None and person in victim
        taken = [one.reference for one in w.find(Statement, crime_id=row.id)]
        refuse_if(find_reasons_against_statement(details, of_victim=of_victim, taken=taken, at=at))
        if details.taken_at is None:
            raise LookupError("a statement without a moment was not refused")
        w.entry(EntryKind.STATEMENT_ADDED, subject=row, journey=row.journey_id)
        made = w.insert(
            Statement(
                id=w.new_id(),
                journey_id=row.journey_id,
                crime_id=row.id,
                person_id=person,
                reference=" ".join(details.reference.split()),
                maker=details.maker,
                of_victim=of_victim,
                held_where=details.held_where,
                summary=details.summary,
                personal_statement=details.personal_statement.value,
                taken_at=details.taken_at,
                taken_by_id=details.taken_by_id or by.id,
            )
        )
        if of_victim:
            statement_was_offered(w, row, is_settled=details.personal_statement is not PersonalStatement.OFFERED)
        return made.id
