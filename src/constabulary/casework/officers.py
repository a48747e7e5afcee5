"""Officers and staff: set up, given roles, signed in and out."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password

from constabulary.access.officers import NotPermitted, Officer, check_may, may_supervise
from constabulary.access.permissions import Permission
from constabulary.access.ranks import Rank
from constabulary.access.roles import ROLES, Role
from constabulary.casework.held import take_crimes_along
from constabulary.casework.passwords import (
    first_password,
    first_password_lapses,
    hash_chosen,
    is_accepted,
    most_letters,
    name_letters,
    password_tries,
)
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.workforce.joining import (
    LAST_ADMINISTRATOR,
    OWN_ROLE,
    find_reasons_against_force,
    find_reasons_against_joining,
    find_reasons_against_supervisor,
    find_reasons_against_team,
    number_meant,
)
from constabulary.policing.workforce.passwords import CURRENT_WRONG, LAPSED, ONES_OWN, SAME_AS_BEFORE, after_tries
from constabulary.records.models import Credential, Force, RoleGrant, SignIn, Team
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.queries.officers import officer_by_number, others_administer
from constabulary.records.writing import Writing, writing
from constabulary.standards.values import value

#: Who sets up a force: there is nobody yet, and the system's own row is made by it.
NOBODY = Officer(id=0, collar_number="SYSTEM", name="", rank=Rank.STAFF, roles=frozenset(), is_system=True)


class SignInRefused(Exception):
    """The number and password were not accepted; the sentence does not say which was wrong."""


def add_officer_in_act(
    w: Writing,
    *,
    collar_number: str,
    name: str,
    rank: Rank,
    roles: tuple[Role, ...],
    team: Team | None = None,
    supervisor_id: int | None = None,
    pip_level: int = 0,
    skills: tuple[str, ...] = (),
    password_hash: str = "",
    must_change: bool = False,
    is_system: bool = False,
) -> OfficerRow:
    """Add an officer with roles as part of an act."""
    number = w.new_id()
    row = OfficerRow(
        id=number,
        collar_number=collar_number,
        name=name,
        rank=int(rank),
        team_id=team.id if team else None,
        supervisor_id=supervisor_id,
        pip_level=pip_level,
        skills=list(skills),
        is_system=is_system,
    )
    w.entry(EntryKind.OFFICER_ADDED, subject=row)
    w.insert(row)
    if password_hash:
        w.insert(
            Credential(
                holder_id=row.id,
                password_hash=password_hash,
                must_change=must_change,
                given_at=w.at if must_change else None,
            )
        )
    for role in roles:
        _grant(w, row.id, role, reason="On joining.")
    return row


def _grant(w: Writing, holder: int, role: Role, *, reason: str) -> None:
    w.insert(RoleGrant(holder_id=holder, role=role.value, reason=reason, granted_at=w.at, granted_by_id=w.by.id))


@value
class Joining:
    """Somebody who joins: number, name, rank, roles, and where they work. `team` is a row number."""

    collar_number: str
    name: str
    rank: Rank
    roles: tuple[Role, ...]
    team: int | None = None
    pip_level: int = 0
    #: The number of whoever supervises them; empty for nobody.
    supervisor: str = ""


def add_officer(*, joining: Joining, by: Officer, at: datetime) -> str:
    """Add an officer or member of staff. Returns their first password, this once; only its hash is kept. Raises NotAllowed."""
    check_may(by, Permission.ADMINISTER)
    number, name, password = number_meant(joining.collar_number), joining.name.strip(), first_password()
    with writing(by=by, at=at, purpose="Adding an officer or member of staff") as w:
        w.hold(f"number {number}")
        is_taken = bool(w.find(OfficerRow, collar_number=number))
        refuse_if(
            find_reasons_against_joining(collar_number=number, name=name, is_taken=is_taken, letters=name_letters(at))
        )
        add_officer_in_act(
            w, collar_number=number, name=name, rank=joining.rank, roles=joining.roles,
            team=w.lock(Team, joining.team) if joining.team else None, pip_level=joining.pip_level,
            supervisor_id=_supervisor(w, joining.supervisor),
            password_hash=make_password(password), must_change=True,
        )  # fmt: skip
    return password


def grant_role(*, holder: int, role: Role, reason: str, by: Officer, at: datetime) -> None:
    """Give an officer a role. It takes effect at their next request. Raises NotAllowed for oneself: who may see what is
    never in the hands of one person alone."""
    check_may(by, Permission.ADMINISTER)
    refuse_if((OWN_ROLE,) if holder == by.id else ())
    with writing(by=by, at=at) as w:
        row = w.lock(OfficerRow, holder)
        if any(grant.role == role.value for grant in w.find(RoleGrant, holder_id=holder, ended_at=None)):
            return
        w.entry(EntryKind.ROLE_GRANTED, subject=row, facts={"role": ROLES[role].title})
        _grant(w, row.id, role, reason=reason)


def end_role(*, holder: int, role: Role, reason: str, by: Officer, at: datetime) -> None:
    """End a role. It takes effect at their next request. Raises NotAllowed for the only administrator there is."""
    check_may(by, Permission.ADMINISTER)
    with writing(by=by, at=at) as w:
        # Two administrators who end each other's role at the same time must not leave nobody.
        w.hold("administrators")
        row = w.lock(OfficerRow, holder)
        if role is Role.ADMINISTRATOR:
            refuse_if(() if others_administer(holder) else (LAST_ADMINISTRATOR,))
        for grant in w.find(RoleGrant, lock=True, holder_id=holder, ended_at=None):
            if grant.role == role.value:
                w.entry(EntryKind.ROLE_ENDED, subject=row, facts={"role": ROLES[role].title, "reason": reason})
                w.update(grant, ended_at=at, ended_by_id=by.id)


def move_officer(*, officer: int, team: int | None, supervisor: str, by: Officer, at: datetime) -> None:
    """Move an officer to another team, under another supervisor (by number; empty for nobody), or both.

    What they could see through the old team is closed at their next request. Their crimes come along, and what the old
    supervisor owes in them is the new one's. Raises NotAllowed.
    """
    check_may(by, Permission.ADMINISTER)
    with writing(by=by, at=at) as w:
        # Two moves at the same time must not close a circle that neither of them sees.
        w.hold("supervisors")
        row = w.lock(OfficerRow, officer)
        under = _supervisor(w, supervisor, of=row)
        before = row.supervisor_id
        w.entry(EntryKind.OFFICER_MOVED, subject=row)
        w.update(row, team_id=w.lock(Team, team).id if team else None, supervisor_id=under)
        take_crimes_along(w, row, supervisor=before)


def _supervisor(w: Writing, number: str, *, of: OfficerRow | None = None) -> int | None:
    """Who has this number, where they can supervise an officer, or somebody new. Raises NotAllowed."""
    if not number_meant(number):
        return None
    found = officer_by_number(number)
    officer = of.id if of else None
    refuse_if(
        find_reasons_against_supervisor(
            is_known=found is not None and not found.is_system, is_self=found is not None and found.id == officer,
            supervises=found is not None and may_supervise(found),
            is_supervised_in_turn=found is not None and officer in _above(w, found.id),
        )
    )  # fmt: skip
    return found.id if found else None


def _above(w: Writing, officer: int) -> set[int]:
    """Everybody over an officer."""
    over: set[int] = set()
    upwards: int | None = officer
    while upwards is not None:
        (row,) = w.find(OfficerRow, id=upwards)
        upwards = row.supervisor_id if row.supervisor_id not in over else None
        over |= {upwards} if upwards is not None else set()
    return over


def add_team(*, name: str, kind: str, district: int | None, by: Officer, at: datetime) -> None:
    """Add a team, of a district or of none. Raises NotAllowed."""
    check_may(by, Permission.ADMINISTER)
    name = name.strip()
    with writing(by=by, at=at, purpose="Adding a team") as w:
        w.hold(f"team {name}")
        refuse_if(
            find_reasons_against_team(
                name=name, kind=kind, is_there=bool(w.find(Team, name=name)), letters=name_letters(at)
            )
        )
        team = Team(id=w.new_id(), name=name, kind=kind, district_id=district)
        w.entry(EntryKind.TEAM_ADDED, subject=team)
        w.insert(team)


def sign_in(*, collar_number: str, password: str, by: Officer, at: datetime) -> str:
    """Sign someone in; `by` is the system. Returns the token for their cookie. Raises SignInRefused."""
    found = officer_by_number(collar_number)
    with writing(by=by, at=at, purpose="Signing in") as w:
        credential = next(iter(w.find(Credential, lock=True, holder_id=found.id)), None) if found else None
        accepted, refused = False, f"That number and password were not accepted. {after_tries(password_tries(at))}"
        if credential is None:
            # As long as a real check takes, so that the wait does not tell which numbers exist.
            make_password(password[: most_letters(at)])
        elif is_accepted(w, credential, password):
            # Said only to whoever has the right one: nobody else learns whose number was given a password.
            if credential.given_at and at >= first_password_lapses(credential.given_at, at=at):
                w.entry(EntryKind.SIGN_IN_REFUSED, subject=credential, reasons=(LAPSED.code,))
                refused = LAPSED.sentence
            else:
                accepted = True
                w.entry(EntryKind.SIGNED_IN, subject=credential)
            w.update(credential, failures=0, locked_until=None)
    if not accepted or found is None:
        raise SignInRefused(refused)
    token = secrets.token_urlsafe(32)
    SignIn.objects.create(token_hash=token_hash(token), holder_id=found.id, signed_in_at=at, seen_at=at)
    return token


def sign_out(*, token: str, by: Officer, at: datetime) -> None:
    """End a sign-in."""
    with writing(by=by, at=at, purpose="Signing out") as w:
        credential = next(iter(w.find(Credential, holder_id=by.id)), None)
        if credential is not None:
            w.entry(EntryKind.SIGNED_OUT, subject=credential)
        SignIn.objects.filter(token_hash=token_hash(token)).update(ended_at=at)


def change_password(*, current: str, new: str, token: str, by: Officer, at: datetime) -> None:
    """Change one's own password. The sign-in of the token stays; every other of theirs ends. Raises NotAllowed."""
    with writing(by=by, at=at, purpose="Changing a password") as w:
        credential = next(iter(w.find(Credential, lock=True, holder_id=by.id)), None)
        accepted = False
        if credential is None:
            make_password(current[: most_letters(at)])
        elif accepted := is_accepted(w, credential, current):
            refuse_if((SAME_AS_BEFORE,) if new == current else ())
            hashed = hash_chosen(new, whose=(by.collar_number, by.name), at=at)
            w.entry(EntryKind.PASSWORD_CHANGED, subject=credential)
            w.update(credential, password_hash=hashed, must_change=False, given_at=None, failures=0, locked_until=None)
            _end_sign_ins(by.id, at=at, but=token)
    if not accepted:
        # After the act, so that the wrong one stays counted.
        raise NotAllowed((CURRENT_WRONG.with_words(after_tries(password_tries(at))),))


def give_password(*, holder: int, reason: str, by: Officer, at: datetime) -> str:
    """Give somebody a first password, to be changed before anything opens; all their sign-ins end. Returns it, this once."""
    check_may(by, Permission.ADMINISTER)
    refuse_if((ONES_OWN,) if holder == by.id else ())
    password = first_password()
    with writing(by=by, at=at, purpose="Giving a password") as w:
        row = w.lock(OfficerRow, holder)
        if row.is_system or not row.is_active:
            raise NotPermitted("Nobody signs in with that number.")
        credential = next(iter(w.find(Credential, lock=True, holder_id=holder)), None)
        w.entry(EntryKind.PASSWORD_GIVEN, subject=row, facts={"reason": reason})
        if credential is None:
            w.insert(Credential(holder_id=holder, password_hash=make_password(password), must_change=True, given_at=at))
        else:
            hashed = make_password(password)
            w.update(credential, password_hash=hashed, must_change=True, given_at=at, failures=0, locked_until=None)
        _end_sign_ins(holder, at=at)
    return password


def _end_sign_ins(holder: int, *, at: datetime, but: str = "") -> None:
    others = SignIn.objects.filter(holder_id=holder, ended_at=None).exclude(token_hash=token_hash(but))
    others.update(ended_at=at)


def note_seen(*, token: str, by: Officer, at: datetime) -> None:
    """Note that a sign-in is in use, so that it does not run out while someone works."""
    del by
    SignIn.objects.filter(token_hash=token_hash(token)).update(seen_at=at)


def token_hash(token: str) -> bytes:
    """How a sign-in token is kept."""
    return hashlib.sha256(token.encode()).digest()


def sign_in_lasts_until(signed_in_at: datetime, seen_at: datetime) -> datetime:
    """When a sign-in runs out: after a shift, or when it has not been used for a while."""
    lasts: timedelta = settings.SIGN_IN_LASTS
    idle: timedelta = settings.SIGN_IN_IDLE
    return min(signed_in_at + lasts, seen_at + idle)


def begin_force(
    *, code: str, force: str, collar_number: str, name: str, rank: Rank, password: str, by: Officer, at: datetime
) -> None:
    """Set up the force of an empty database and its first administrator, who can sign in. All of it or nothing.

    `by` is a stand-in without a number. Raises NotPermitted when there is a force, NotAllowed for what it is called.
    """
    number = number_meant(collar_number)
    with writing(by=by, at=at, purpose="Beginning") as w:
        # Two that begin at the same time are not two forces.
        w.hold("the force")
        system = _set_up(w, Force(code=code, name=force.strip()))
        against = find_reasons_against_force(code=code, name=force, letters=name_letters(at))
        is_taken = number == system.collar_number
        refuse_if(
            (
                *against,
                *find_reasons_against_joining(
                    collar_number=number, name=name, is_taken=is_taken, letters=name_letters(at)
                ),
            )
        )
        add_officer_in_act(
            w, collar_number=number, name=name.strip(), rank=rank, roles=(Role.ADMINISTRATOR,),
            password_hash=hash_chosen(password, whose=(number, name), at=at),
        )  # fmt: skip


def set_up_force(
    *,
    code: str,
    name: str,
    by: Officer,
    at: datetime,
    is_demo: bool = False,
    seed: int | None = None,
    size: str = "",
) -> Officer:
    """Set up the force of an empty database, and the officer that stands for the system itself; returns that one.

    `by` is a stand-in without a number: the system's own row is made here. Raises NotPermitted when there is a force.
    """
    with writing(by=by, at=at, purpose="Setting up") as w:
        force = Force(
            code=code, name=name, is_demo=is_demo, seed=seed, size=size, made_for=at.date() if is_demo else None
        )
        return _set_up(w, force)


def _set_up(w: Writing, force: Force) -> Officer:
    if w.find(Force):
        raise NotPermitted("This database has a force already.")
    number = w.new_id()
    system = OfficerRow(id=number, collar_number="SYSTEM", name="Constabulary", rank=0, is_system=True)
    w.by = Officer(
        id=number,
        collar_number="SYSTEM",
        name="Constabulary",
        rank=Rank.STAFF,
        roles=frozenset(),
        is_system=True,
    )
    force.id = w.new_id()
    w.entry(EntryKind.FORCE_SET_UP, subject=force)
    w.insert(system)
    w.insert(force)
    return w.by
