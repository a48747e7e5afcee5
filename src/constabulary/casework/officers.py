"""Officers and staff: set up, given roles, signed in and out."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from constabulary.access.officers import NotPermitted, Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.access.ranks import Rank
from constabulary.access.roles import ROLES, Role
from constabulary.casework.passwords import hash_chosen
from constabulary.policing.decisions import refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.workforce.joining import (
    find_reasons_against_force,
    find_reasons_against_joining,
    number_meant,
)
from constabulary.records.models import Credential, Force, RoleGrant, SignIn, Team
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.queries.officers import officer_by_number
from constabulary.records.writing import Writing, writing

#: Who sets up a force: there is nobody yet, and the system's own row is made by it.
NOBODY = Officer(id=0, collar_number="SYSTEM", name="", rank=Rank.STAFF, roles=frozenset(), is_system=True)
FAILURES_BEFORE_LOCK = 8
LOCKED_FOR = timedelta(minutes=15)


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
        w.insert(Credential(holder_id=row.id, password_hash=password_hash))
    for role in roles:
        _grant(w, row.id, role, reason="On joining.")
    return row


def _grant(w: Writing, holder: int, role: Role, *, reason: str) -> None:
    w.insert(RoleGrant(holder_id=holder, role=role.value, reason=reason, granted_at=w.at, granted_by_id=w.by.id))


def grant_role(*, holder: int, role: Role, reason: str, by: Officer, at: datetime) -> None:
    """Give an officer a role. It takes effect at their next request."""
    check_may(by, Permission.ADMINISTER)
    with writing(by=by, at=at) as w:
        row = w.lock(OfficerRow, holder)
        if any(grant.role == role.value for grant in w.find(RoleGrant, holder_id=holder, ended_at=None)):
            return
        w.entry(EntryKind.ROLE_GRANTED, subject=row, facts={"role": ROLES[role].title})
        _grant(w, row.id, role, reason=reason)


def end_role(*, holder: int, role: Role, reason: str, by: Officer, at: datetime) -> None:
    """End a role. It takes effect at their next request."""
    check_may(by, Permission.ADMINISTER)
    with writing(by=by, at=at) as w:
        row = w.lock(OfficerRow, holder)
        for grant in w.find(RoleGrant, lock=True, holder_id=holder, ended_at=None):
            if grant.role == role.value:
                w.entry(EntryKind.ROLE_ENDED, subject=row, facts={"role": ROLES[role].title, "reason": reason})
                w.update(grant, ended_at=at, ended_by_id=by.id)


def move_officer(*, officer: int, team: int, by: Officer, at: datetime) -> None:
    """Move an officer to another team. What they could see through the old team is closed at their next request."""
    check_may(by, Permission.ADMINISTER)
    with writing(by=by, at=at) as w:
        row = w.lock(OfficerRow, officer)
        w.entry(EntryKind.OFFICER_MOVED, subject=row)
        w.update(row, team_id=w.lock(Team, team).id)


def sign_in(*, collar_number: str, password: str, by: Officer, at: datetime) -> str:
    """Sign someone in; `by` is the system. Returns the token for their cookie. Raises SignInRefused."""
    found = officer_by_number(collar_number)
    with writing(by=by, at=at, purpose="Signing in") as w:
        credential = next(iter(w.find(Credential, lock=True, holder_id=found.id)), None) if found else None
        accepted = (
            credential is not None
            and (credential.locked_until is None or credential.locked_until <= at)
            and check_password(password, credential.password_hash)
        )
        if credential is None or found is None:
            # As long as a real check takes, so that the wait does not tell which numbers exist.
            make_password(password)
        elif accepted:
            w.entry(EntryKind.SIGNED_IN, subject=credential)
            w.update(credential, failures=0, locked_until=None)
        else:
            failures = credential.failures + 1
            locked = at + LOCKED_FOR if failures >= FAILURES_BEFORE_LOCK else None
            w.entry(EntryKind.SIGN_IN_REFUSED, subject=credential)
            w.update(credential, failures=0 if locked else failures, locked_until=locked or credential.locked_until)
    if not accepted or found is None:
        raise SignInRefused(
            "That number and password were not accepted. After eight tries the number rests 15 minutes."
        )
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
        against = find_reasons_against_force(code=code, name=force)
        is_taken = number == system.collar_number
        refuse_if((*against, *find_reasons_against_joining(collar_number=number, name=name, is_taken=is_taken)))
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
