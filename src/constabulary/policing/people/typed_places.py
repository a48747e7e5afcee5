"""A place as somebody types it: the postcode and the town that may stand in its first line."""

import re

from constabulary.standards.values import value

POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})\b", re.IGNORECASE)


@value
class TypedPlace:
    """What a typed place says of where it lies: the postcode, or nothing; the towns named, the likeliest first."""

    postcode: str
    towns: tuple[str, ...]


def read_typed_place(line: str, locality: str, postcode: str) -> TypedPlace:
    """The postcode and the towns of a place, from their own fields or from its line: '14 High Street, Tolling ZZ1 4LR'."""
    found = POSTCODE.search(postcode) or POSTCODE.search(line)
    named = [part.strip() for part in POSTCODE.sub("", line).split(",")[1:]]
    towns = [one for one in (locality.strip(), *reversed(named)) if one and not any(sign.isdigit() for sign in one)]
    return TypedPlace(postcode=f"{found[1]} {found[2]}".upper() if found else "", towns=tuple(dict.fromkeys(towns)))
