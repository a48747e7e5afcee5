"""Passwords: which may be chosen, which are made, how one is kept, and what a wrong one does."""

import secrets
from datetime import datetime
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator

from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.decisions import refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.workforce.passwords import find_reasons_against_password, lapses_at
from constabulary.records.models import Credential
from constabulary.records.writing import Writing
from constabulary.standards.protection import (
    FIRST_PASSWORD,
    NAME_LETTERS,
    PASSWORD_LETTERS,
    PASSWORD_LONGEST,
    PASSWORD_TRIES,
    PasswordTries,
)
from constabulary.standards.rulebook import Moments

#: Small letters and digits of which none is taken for another when it is read out or copied by hand.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """One that nobody has chosen: four groups of four, which can be read out, and 79 bits of chance."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(4))


def is_accepted(w: Writing, credential: Credential, password: str) -> bool:
    """Whether it is theirs and they are not locked out; a wrong one is counted, and after some the number rests."""
    rests = credential.locked_until is not None and credential.locked_until > w.at
    # One that is longer than may be chosen is nobody's, and the server does not work on a book; but on as much of it as
    # on any other, and for a number that rests too, so that the wait does not tell which numbers exist.
    longest = most_letters(w.at)
    is_right = check_password(password[:longest], credential.password_hash) and len(password) <= longest
    if is_right and not rests:
        return True
    failures = credential.failures + 1
    allowed = password_tries(w.at)
    locked = w.at + allowed.rests if failures >= allowed.tries else None
    w.entry(EntryKind.SIGN_IN_REFUSED, subject=credential)
    w.update(credential, failures=0 if locked else failures, locked_until=locked or credential.locked_until)
    return False


@cache
def tried_first() -> frozenset[str]:
    """The twenty thousand passwords that are used most, as Django ships them."""
    return frozenset(CommonPasswordValidator().passwords)


def least_letters(at: datetime) -> int:
    """How long a password is at least."""
    return read_rulebook(Moments(decision=at))[PASSWORD_LETTERS].value


def most_letters(at: datetime) -> int:
    """How long a password is at most."""
    return read_rulebook(Moments(decision=at))[PASSWORD_LONGEST].value


def name_letters(at: datetime) -> int:
    """How long the name of the force, a district, a team or somebody who works here is at most."""
    return read_rulebook(Moments(decision=at))[NAME_LETTERS].value


def password_tries(at: datetime) -> PasswordTries:
    """After how many wrong passwords a number rests, and how long."""
    return read_rulebook(Moments(decision=at))[PASSWORD_TRIES].value


def first_password_lapses(given_at: datetime, *, at: datetime) -> datetime:
    """When a password that an administrator gave opens nothing any more, by the standard of the day."""
    return lapses_at(given_at, lasts=read_rulebook(Moments(decision=at))[FIRST_PASSWORD].value)


def hash_chosen(password: str, *, whose: tuple[str, ...], at: datetime) -> str:
    """The hash of a password somebody chose; `whose` are their number and name. Raises NotAllowed."""
    refuse_if(
        find_reasons_against_password(
            password, whose=whose, letters=least_letters(at), longest=most_letters(at), tried_first=tried_first()
        )
    )
    return make_password(password)
