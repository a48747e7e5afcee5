"""Unused material: the disclosure officer named, items listed, decided and moved between schedules, schedules signed."""

from datetime import datetime

from constabulary.access.officers import Officer, check_authority, check_in_charge, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.investigation.crime import rulebook_of
from constabulary.policing.case_file.disclosure import (
    MaterialDecision,
    MaterialDetails,
    find_reasons_against_decision,
    find_reasons_against_material,
    find_reasons_against_resorting,
    find_reasons_against_signing,
)
from constabulary.policing.decisions import refuse_if
from constabulary.policing.desks import Authority
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import CRIME, WRONG_STATE
from constabulary.records.models import Crime, DisclosureOfficer, LineOfEnquiry, ScheduleSignature, UnusedItem
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.writing import Writing, writing
from constabulary.standards.charging import UNUSED_MATERIAL

PURPOSE = "Disclosing what may matter to the defence"


def _hold(w: Writing, crime: int) -> Crime:
    row = w.lock(Crime, crime)
    refuse_if((WRONG_STATE[CRIME.name],) if row.state == "cancelled" else ())
    return row


def _disclosure_officer(w: Writing, crime: Crime) -> int | None:
    named = w.find(DisclosureOfficer, crime_id=crime.id)
    return named[-1].officer_id if named else None


def name_disclosure_officer(*, crime: int, officer: int, by: Officer, at: datetime) -> None:
    """Name the disclosure officer of a crime; from here on they see its sensitive schedule, whoever was before does not."""
    check_may(by, Permission.REVIEW_AS_SUPERVISOR)
    check_authority(by, Authority.SUPERVISOR)
    with writing(by=by, at=at, purpose=PURPOSE) as w:
        row = _hold(w, crime)
        named = w.lock(OfficerRow, officer)
        w.entry(EntryKind.MATERIAL_OFFICER_NAMED, subject=row, journey=row.journey_id)
        w.insert(
            DisclosureOfficer(
                journey_id=row.journey_id, crime_id=row.id, officer_id=named.id, appointed_at=at, appointed_by_id=by.id
            )
        )


def list_material(*, crime: int, details: MaterialDetails, by: Officer, at: datetime) -> int:
    """List an item of unused material, openly or as sensitive. Returns its number in the records.

    Raises NotPermitted for whoever is neither in charge nor the disclosure officer, or NotAllowed beside each field.
    """
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose=PURPOSE) as w:
        row = _hold(w, crime)
        if by.id != _disclosure_officer(w, row):
            check_in_charge(by, row.officer_id)
        lines = {one.id: one for one in w.find(LineOfEnquiry, crime_id=row.id)}
        refuse_if(find_reasons_against_material(details, lines=frozenset(lines)))
        line = lines[details.line_id] if details.line_id is not None else None
        w.entry(EntryKind.MATERIAL_LISTED, subject=row, journey=row.journey_id)
        made = w.insert(
            UnusedItem(
                id=w.new_id(),
                journey_id=row.journey_id,
                crime_id=row.id,
                line_id=details.line_id,
                number=_next_number(w, row, sensitive=details.sensitive),
                sensitive=details.sensitive,
                sensitive_because=details.sensitive_because,
                description=details.description,
                held_where=details.held_where,
                points_away=details.points_away or (line is not None and line.direction == "away"),
                listed_at=at,
                listed_by_id=by.id,
            )
        )
        return made.id


def _next_number(w: Writing, crime: Crime, *, sensitive: bool) -> int:
    """The next number on a schedule; one that an item had before it moved is not used again."""
    there = [one.number for one in w.find(UnusedItem, crime_id=crime.id) if one.sensitive is sensitive]
    return max(there, default=0) + 1


def decide_material(*, item: int, decision: MaterialDecision, by: Officer, at: datetime) -> None:
    """The disclosure officer decides whether an item might undermine the case or assist the suspect."""
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose=PURPOSE) as w:
        row = w.lock(UnusedItem, item)
        crime = _hold(w, row.crime_id)
        is_theirs = by.id == _disclosure_officer(w, crime)
        refuse_if(find_reasons_against_decision(decision, is_disclosure_officer=is_theirs))
        w.entry(EntryKind.MATERIAL_DECIDED, subject=crime, journey=crime.journey_id)
        w.update(
            row, inspected_at=at, inspected_by_id=decision.inspected_by_id or by.id, bearing=decision.bearing.value,
            revealed=decision.revealed, words=decision.words, decided_at=at, decided_by_id=by.id,
        )  # fmt: skip


def resort_material(*, item: int, sensitive: bool, because: str, by: Officer, at: datetime) -> None:
    """Move an item to the other schedule, with the reason; there it is numbered and decided anew."""
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose=PURPOSE) as w:
        row = w.lock(UnusedItem, item)
        crime = _hold(w, row.crime_id)
        refuse_if(
            find_reasons_against_resorting(
                is_sensitive=row.sensitive, sensitive=sensitive, because=because,
                is_disclosure_officer=by.id == _disclosure_officer(w, crime),
            )
        )  # fmt: skip
        w.entry(EntryKind.MATERIAL_RESORTED, subject=crime, journey=crime.journey_id)
        w.update(
            row, number=_next_number(w, crime, sensitive=sensitive), sensitive=sensitive,
            sensitive_because=because if sensitive else "", listed_at=at, listed_by_id=by.id, bearing="",
            revealed=False, words="", inspected_at=None, inspected_by_id=None, decided_at=None, decided_by_id=None,
        )  # fmt: skip


def sign_schedule(*, crime: int, sensitive: bool, words: str, by: Officer, at: datetime) -> None:
    """The disclosure officer signs a schedule: every item is decided, and an empty one says what was looked for."""
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose=PURPOSE) as w:
        row = _hold(w, crime)
        items = [one for one in w.find(UnusedItem, crime_id=row.id) if one.sensitive is sensitive]
        refuse_if(
            find_reasons_against_signing(
                count=len(items), undecided=sum(one.decided_at is None for one in items), words=words,
                is_disclosure_officer=by.id == _disclosure_officer(w, row),
            )
        )  # fmt: skip
        edition = rulebook_of(w, row)[UNUSED_MATERIAL].edition
        w.entry(EntryKind.MATERIAL_SIGNED, subject=row, journey=row.journey_id, editions=[edition])
        w.insert(
            ScheduleSignature(
                journey_id=row.journey_id,
                crime_id=row.id,
                sensitive=sensitive,
                count=len(items),
                words=words,
                edition=edition,
                signed_at=at,
                signed_by_id=by.id,
            )
        )
