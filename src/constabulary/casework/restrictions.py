"""Restricting journeys and persons, and saying who may see them.

The restriction reaches every row of the journey or the person by the database itself, in the same transaction (see
`records.marking`). Whoever restricts keeps access, so that somebody can look after the record.
"""

from datetime import datetime

from constabulary.access.officers import NotPermitted, Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.policing.decisions import refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.restrictions import (
    RestrictionKind,
    find_reasons_against_access,
    find_reasons_against_ending_access,
    find_reasons_against_lifting,
    find_reasons_against_restriction,
)
from constabulary.records.models import Journey, Person, Restriction, RestrictionGrant
from constabulary.records.writing import Writing, writing


def restrict_journey(
    *,
    journey: int,
    kind: RestrictionKind,
    reason: str,
    by: Officer,
    at: datetime,
    teams: tuple[int, ...] = (),
    officers: tuple[int, ...] = (),
) -> int:
    """Keep a journey and everything in it from all but these teams and officers; returns the restriction's number.

    Raises NotPermitted, or NotAllowed when it is restricted already or no reason is given.
    """
    check_may(by, Permission.RESTRICT)
    with writing(by=by, at=at, purpose="Restricting a record") as w:
        return restrict_in_act(w, w.lock(Journey, journey), kind, reason, teams, officers)


def restrict_person(
    *,
    person: int,
    kind: RestrictionKind,
    reason: str,
    by: Officer,
    at: datetime,
    teams: tuple[int, ...] = (),
    officers: tuple[int, ...] = (),
) -> int:
    """Keep a person's record from all but these teams and officers; returns the restriction's number.

    What journeys say of the person stays with those journeys: restrict them as well where that is meant.
    """
    check_may(by, Permission.RESTRICT)
    with writing(by=by, at=at, purpose="Restricting a record") as w:
        return restrict_in_act(w, w.lock(Person, person), kind, reason, teams, officers)


def restrict_in_act(
    w: Writing,
    row: Journey | Person,
    kind: RestrictionKind,
    reason: str,
    teams: tuple[int, ...],
    officers: tuple[int, ...],
) -> int:
    """Restrict as part of an act."""
    refuse_if(find_reasons_against_restriction(reason=reason, is_restricted=row.restriction_id is not None))
    restriction = Restriction(id=w.new_id(), kind=kind.value, reason=reason.strip(), made_at=w.at, made_by_id=w.by.id)
    w.entry(
        EntryKind.RESTRICTION_MADE,
        subject=row,
        journey=row.id if isinstance(row, Journey) else None,
        facts={"kind": kind.value, "teams": teams, "officers": officers},
    )
    w.insert(restriction)
    for officer in dict.fromkeys((w.by.id, *officers)):
        _grant(w, restriction, officer=officer, reason="Named when it was restricted.")
    for team in dict.fromkeys(teams):
        _grant(w, restriction, team=team, reason="Named when it was restricted.")
    w.update(row, restriction_id=restriction.id)
    return restriction.id


def _grant(
    w: Writing,
    restriction: Restriction,
    *,
    reason: str,
    officer: int | None = None,
    team: int | None = None,
    until: datetime | None = None,
) -> RestrictionGrant:
    return w.insert(
        RestrictionGrant(
            restriction_id=restriction.id,
            officer_id=officer,
            team_id=team,
            reason=reason,
            granted_at=w.at,
            granted_by_id=w.by.id,
            until=until,
        )
    )


def grant_access(
    *,
    restriction: int,
    reason: str,
    by: Officer,
    at: datetime,
    officer: int | None = None,
    team: int | None = None,
    until: datetime | None = None,
) -> None:
    """Let one officer or one team see what a restriction covers, until a moment or until it is ended.

    Only those who may see it can let others; nobody lets themselves in this way.
    """
    check_may(by, Permission.RESTRICT)
    with writing(by=by, at=at, purpose="Giving access to a restricted record") as w:
        row = w.lock(Restriction, restriction)
        check_has_access(w, row)
        refuse_if(
            find_reasons_against_access(
                reason=reason,
                somebody_is_named=(officer is None) != (team is None),
                is_lifted=row.lifted_at is not None,
                ends_in_past=until is not None and until <= at,
            )
        )
        _speak(w, EntryKind.RESTRICTION_GRANTED, row)
        _grant(w, row, officer=officer, team=team, reason=reason.strip(), until=until)


def end_access(*, grant: int, reason: str, by: Officer, at: datetime) -> None:
    """End one officer's or team's access. It takes effect at their next request."""
    check_may(by, Permission.RESTRICT)
    with writing(by=by, at=at, purpose="Ending access to a restricted record") as w:
        row = w.lock(RestrictionGrant, grant)
        restriction = w.lock(Restriction, row.restriction_id)
        check_has_access(w, restriction)
        others = [one for one in _grants_in_force(w, restriction) if one.id != row.id and one.until is None]
        refuse_if(
            find_reasons_against_ending_access(
                reason=reason, has_ended=row.ended_at is not None, others_with_access=len(others)
            )
        )
        _speak(w, EntryKind.RESTRICTION_GRANT_ENDED, restriction, reason.strip())
        w.update(row, ended_at=at, ended_by_id=by.id)


def lift_restriction(*, restriction: int, reason: str, by: Officer, at: datetime) -> None:
    """Lift a restriction: the record and everything in it is seen again by everyone whose role reaches it."""
    check_may(by, Permission.RESTRICT)
    with writing(by=by, at=at, purpose="Lifting a restriction") as w:
        row = w.lock(Restriction, restriction)
        check_has_access(w, row)
        refuse_if(find_reasons_against_lifting(reason=reason, is_lifted=row.lifted_at is not None))
        _speak(w, EntryKind.RESTRICTION_LIFTED, row, reason.strip())
        w.update(row, lifted_at=at, lifted_by_id=by.id)
        for one in _covered(w, row):
            w.update(one, restriction_id=None)


def _covered(w: Writing, restriction: Restriction) -> list[Journey | Person]:
    return [
        *w.find(Journey, lock=True, restriction_id=restriction.id),
        *w.find(Person, lock=True, restriction_id=restriction.id),
    ]


def _speak(w: Writing, kind: EntryKind, restriction: Restriction, reason: str = "") -> None:
    """The entry is about what is covered, so that its payload is held by the same restriction."""
    covered = next(iter(_covered(w, restriction)), None)
    w.entry(
        kind,
        subject=covered or restriction,
        journey=covered.id if isinstance(covered, Journey) else None,
        facts={"reason": reason} if reason else None,
    )


def _grants_in_force(w: Writing, restriction: Restriction) -> list[RestrictionGrant]:
    return [
        one
        for one in w.find(RestrictionGrant, lock=True, restriction_id=restriction.id, ended_at=None)
        if one.until is None or one.until > w.at
    ]


def check_has_access(w: Writing, restriction: Restriction) -> None:
    """Raise NotPermitted unless whoever acts may see what the restriction covers."""
    mine = any(
        one.officer_id == w.by.id or (one.team_id is not None and one.team_id == w.by.team_id)
        for one in _grants_in_force(w, restriction)
    )
    if not (mine or w.by.is_system):
        raise NotPermitted("Only those who may see a restricted record can say who else may.")
