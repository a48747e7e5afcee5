"""Districts: added, renamed, ended once no team works them; and which of them a team works."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.passwords import name_letters
from constabulary.policing.decisions import refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.workforce.districts import (
    HAS_ENDED,
    find_reasons_against_code,
    find_reasons_against_ending,
    find_reasons_against_name,
)
from constabulary.policing.workforce.joining import find_reasons_against_team
from constabulary.records.models import District, Team
from constabulary.records.writing import Writing, writing


def add_district(*, code: str, name: str, by: Officer, at: datetime) -> None:
    """Add a district. Raises NotAllowed."""
    check_may(by, Permission.ADMINISTER)
    code, name = code.strip().upper(), name.strip()
    with writing(by=by, at=at, purpose="Adding a district") as w:
        w.hold("districts")
        refuse_if(
            (
                *find_reasons_against_name(name, is_taken=_is_called(w, name), letters=name_letters(at)),
                *find_reasons_against_code(code, is_taken=bool(w.find(District, code=code))),
            )
        )
        row = District(id=w.new_id(), code=code, name=name)
        w.entry(EntryKind.DISTRICT_ADDED, subject=row)
        w.insert(row)


def rename_district(*, district: int, name: str, by: Officer, at: datetime) -> None:
    """Call a district otherwise; everything in it stays in it. Raises NotAllowed."""
    check_may(by, Permission.ADMINISTER)
    name = name.strip()
    with writing(by=by, at=at, purpose="Renaming a district") as w:
        w.hold("districts")
        row = w.lock(District, district)
        refuse_if((HAS_ENDED,) if row.ended_at else ())
        is_taken = _is_called(w, name, but=district)
        refuse_if(find_reasons_against_name(name, is_taken=is_taken, letters=name_letters(at)))
        w.entry(EntryKind.DISTRICT_RENAMED, subject=row)
        w.update(row, name=name)


def end_district(*, district: int, by: Officer, at: datetime) -> None:
    """End a district that no team works. Nothing new is put in it; places, incidents and figures keep it. Raises NotAllowed."""
    check_may(by, Permission.ADMINISTER)
    with writing(by=by, at=at, purpose="Ending a district") as w:
        w.hold("districts")
        row = w.lock(District, district)
        is_worked = bool(w.find(Team, district_id=district))
        refuse_if(find_reasons_against_ending(has_ended=row.ended_at is not None, is_worked=is_worked))
        w.entry(EntryKind.DISTRICT_ENDED, subject=row)
        w.update(row, ended_at=at, ended_by_id=by.id)


def change_team(*, team: int, name: str, district: int | None, by: Officer, at: datetime) -> None:
    """Rename a team, or let it work another district or the whole force. Its people and crimes stay with it. Raises NotAllowed."""
    check_may(by, Permission.ADMINISTER)
    name = name.strip()
    with writing(by=by, at=at, purpose="Changing a team") as w:
        # A district must not end while a team is put in it.
        w.hold("districts")
        w.hold(f"team {name}")
        row = w.lock(Team, team)
        others = [one for one in w.find(Team, name=name) if one.id != team]
        refuse_if(find_reasons_against_team(name=name, kind=row.kind, is_there=bool(others), letters=name_letters(at)))
        if district is not None and district != row.district_id:
            refuse_if((HAS_ENDED,) if w.lock(District, district).ended_at else ())
        w.entry(EntryKind.TEAM_CHANGED, subject=row)
        w.update(row, name=name, district_id=district)


def _is_called(w: Writing, name: str, *, but: int | None = None) -> bool:
    return any(one.id != but for one in w.find(District, name=name, ended_at=None))
