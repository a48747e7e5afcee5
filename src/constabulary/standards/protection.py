"""How long emergency openings, need to see what is sealed, and a form left open last; how long a password is."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from constabulary.standards.dated import Key
from constabulary.standards.intervals import interval
from constabulary.standards.values import value

#: What the tables keep of a name: a force may say less and not more.
NAME_KEPT = 80


@value
class PasswordTries:
    """So many wrong ones in a row, and the number rests so long."""

    tries: int
    rests: timedelta


def _tries(raw: Mapping[str, Any]) -> PasswordTries:
    if raw["tries"] < 1:
        raise ValueError("at least one wrong password comes before a number rests")
    return PasswordTries(tries=int(raw["tries"]), rests=interval({"minutes": raw["minutes"]}))


def _name_letters(raw: Mapping[str, Any]) -> int:
    if not 0 < raw["letters"] <= NAME_KEPT:
        raise ValueError(f"a name has 1 to {NAME_KEPT} letters")
    return int(raw["letters"])


EMERGENCY_OPENING = Key("protection.emergency_opening", interval)
EMERGENCY_REVIEW = Key("protection.emergency_review", interval)
FIRST_PASSWORD = Key("protection.first_password", interval)
LEFT_FORM = Key("protection.left_form", interval)
NAME_LETTERS = Key("protection.name_letters", _name_letters)
OPENING_TOLD = Key("protection.opening_told", interval)
PASSWORD_LETTERS = Key("protection.password_letters", lambda raw: int(raw["letters"]))
PASSWORD_LONGEST = Key("protection.password_longest", lambda raw: int(raw["letters"]))
PASSWORD_TRIES = Key("protection.password_tries", _tries)
SAFETY_AFTER_OPENING = Key("protection.safety_after_opening", interval)
SEAL_GRANT = Key("protection.seal_grant", interval)
SEAL_GRANT_LONGEST = Key("protection.seal_grant_longest", interval)
SEAL_NEED_WITHIN = Key("protection.seal_need_within", interval)
