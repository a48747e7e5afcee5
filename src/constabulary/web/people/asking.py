"""What someone typed to find a person, read forgivingly: nothing typed here is ever refused."""

import re
from datetime import date
from typing import Any
from urllib.parse import quote

from constabulary.casework.searching import PersonAsked

LONGEST = 120


def typed_birth(raw: str) -> tuple[date | None, int | None]:
    """A day as people write it, or only a year; nothing where it is neither."""
    numbers = re.findall(r"\d+", raw)
    if len(numbers) == 1 and re.fullmatch(r"(?:19|20)\d\d", numbers[0]):
        return None, int(numbers[0])
    if len(numbers) != 3 or len(numbers[2]) != 4:
        return None, None
    day, month, year = (int(one) for one in numbers)
    # A month that cannot be one was meant as the day.
    for this_day, this_month in ((day, month), (month, day)):
        try:
            return date(year, this_month, this_day), None
        except ValueError:
            continue
    return None, year if 1900 <= year <= 2100 else None


def person_asked(typed: Any, *, given: str, family: str, born: str, telephone: str, **place: str) -> PersonAsked:
    """What was typed under these names of fields."""

    def words(name: str) -> str:
        return str(typed.get(name, ""))[:LONGEST].replace("\x00", "").strip()

    born_on, born_in = typed_birth(words(born))
    return PersonAsked(
        given=words(given), family=words(family), born_on=born_on, born_in=born_in, telephone=words(telephone),
        **{name: words(field) for name, field in place.items()},
    )  # fmt: skip


def typed_at_call(typed: Any) -> PersonAsked:
    """The caller and the place as typed on the call page."""
    return person_asked(
        typed, given="caller_given", family="caller_family", born="caller_born_on", telephone="caller_telephone",
        address="place_line", locality="place_locality", postcode="place_postcode",
    )  # fmt: skip


def person_link(reference: str) -> str:
    """The address of a person's page."""
    return f"/people/{quote(reference)}"


_TELEPHONE = re.compile(r"\+?\d[\d ()-]{5,}")
_BIRTH = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b|\b(?:19|20)\d\d\b")


def asked_in_words(typed: str) -> dict[str, str]:
    """Words of one box as the fields of the people search: a telephone number, an address, or a name and when born.

    What is read as a name goes with it as it was typed: it may be a street, which has no number in it either.
    """
    raw = " ".join(typed.replace("\x00", "").split())[:LONGEST]
    birth = _BIRTH.search(raw)
    if _TELEPHONE.fullmatch(raw) and not (birth and birth[0] == raw):
        return {"telephone": raw}
    rest = " ".join((raw[: birth.start()] + raw[birth.end() :]).split()) if birth else raw
    if any(one.isdigit() for one in rest):
        return {"address": raw}
    given, _, family = rest.rpartition(" ")
    if "," in rest:
        family, _, given = (part.strip() for part in rest.partition(","))
    found = {"given": given, "family": family, "born": birth[0] if birth else "", "words": "" if birth else raw}
    return {name: words for name, words in found.items() if words}
