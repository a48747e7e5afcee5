"""Passwords: which may be chosen, which are made, how one is kept, and what a wrong one does."""

import secrets
from datetime import datetime, timedelta
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator

from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.decisions import refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.workforce.passwords import find_reasons_against_password
from constabulary.records.models import Credential
from constabulary.records.writing import Writing
from constabulary.standards.protection import PASSWORD_LETTERS
from constabulary.standards.rulebook import Moments

FAILURES_BEFORE_LOCK = 8
LOCKED_FOR = timedelta(minutes=15)
#: Small letters and digits of which none is taken for another when it is read out or copied by hand.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """One that nobody has chosen: four groups of four, which can be read out, and 79 bits of chance."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(4))


def is_accepted(w: Writing, credential: Credential, password: str) -> bool:
    """Whether it is theirs and they are not locked out; a wrong one is counted, and after eight the number rests."""
    if (credential.locked_until is None or credential.locked_until <= w.at) and check_password(
        password, credential.password_hash
    ):
        return True
    failures = credential.failures + 1
    locked = w.at + LOCKED_FOR if failures >= FAILURES_BEFORE_LOCK else None
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


def hash_chosen(password: str, *, whose: tuple[str, ...], at: datetime) -> str:
    """The hash of a password somebody chose; `whose` are their number and name. Raises NotAllowed."""
    refuse_if(
        find_reasons_against_password(password, whose=whose, letters=least_letters(at), tried_first=tried_first())
    )
    return make_password(password)
