"""Passwords: which may be chosen, and how one is kept."""

from datetime import datetime
from functools import cache

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import CommonPasswordValidator

from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.decisions import refuse_if
from constabulary.policing.workforce.passwords import find_reasons_against_password
from constabulary.standards.protection import PASSWORD_LETTERS
from constabulary.standards.rulebook import Moments


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
