"""Whether somebody from the old system is somebody on record: the very same, perhaps the same, or neither.

Only the very same are taken as one by the machine: the same name, the same date of birth that is no estimate, and a
telephone of their own or a home in common. Nobody who is restricted or sealed is, on either side: who may see one record
would learn of the other. Everything less is put before a person.
"""

import re
from collections.abc import Collection
from datetime import date

from constabulary.standards.values import value


@value
class Identity:
    """As much of somebody as tells who they are; telephones as digits, homes as (line, postcode)."""

    given: str
    family: str
    born_on: date | None
    is_estimated: bool = False
    is_protected: bool = False
    telephones: Collection[str] = ()
    homes: Collection[tuple[str, str]] = ()


def are_the_same(one: Identity, other: Identity) -> bool:
    """Whether these are one person beyond what a machine may doubt."""
    if one.is_protected or other.is_protected or one.is_estimated or other.is_estimated:
        return False
    if one.born_on is None or one.born_on != other.born_on or not one.given.strip() or not one.family.strip():
        return False
    if (_squashed(one.given), _squashed(one.family)) != (_squashed(other.given), _squashed(other.family)):
        return False
    return bool(set(one.telephones) & set(other.telephones) or _homes(one) & _homes(other))


def _homes(one: Identity) -> set[tuple[str, str]]:
    return {
        (_squashed(line), _squashed(postcode))
        for line, postcode in one.homes
        if _squashed(line) and _squashed(postcode)
    }


def _squashed(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()
