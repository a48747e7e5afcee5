"""How well a place fits what was typed of one: the exact first, near spellings after it, the far-fetched not at all."""

import re

from rapidfuzz.distance import Indel

from constabulary.policing.people.keys import EVERYWHERE
from constabulary.policing.people.names import fold
from constabulary.policing.people.typed_places import POSTCODE
from constabulary.standards.values import value

#: How alike two spellings of a word have to be, as a share of their letters.
LEAST_ALIKE = 0.75


@value
class PlaceWords:
    """A place in the parts that are compared: the words and numbers of its line, its town, its postcode without spaces.

    `every` holds all words of the line, those too that are nearly everywhere.
    """

    words: tuple[str, ...]
    town: tuple[str, ...]
    numbers: tuple[str, ...]
    postcode: str
    every: frozenset[str]


def words_of_place(line: str, locality: str, postcode: str) -> PlaceWords:
    """The parts of a place, typed or kept."""
    found = POSTCODE.search(f"{line} {locality} {postcode}")
    tokens = _tokens(line)
    return PlaceWords(
        words=_telling(tokens),
        town=_telling(_tokens(locality)),
        numbers=tuple(one for one in tokens if one[0].isdigit()),
        postcode=f"{found[1]}{found[2]}".lower() if found else "",
        every=frozenset(tokens),
    )


def _tokens(written: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", POSTCODE.sub(" ", written).lower().replace("'", ""))


def _telling(tokens: list[str]) -> tuple[str, ...]:
    return tuple(fold(one) for one in tokens if one.isalpha() and one not in EVERYWHERE and len(one) > 2)


def fit_of_place(asked: PlaceWords, known: PlaceWords) -> float:
    """How well a place fits; nothing where a word of the line has none like it there, or nothing at all is shared.

    Another house of the same street fits less than the one that was asked for, another town or postcode less than none.
    """
    there = (*known.words, *known.town)
    alike, towns = _best(asked.words, there), _best(asked.town, there)
    if any(one < LEAST_ALIKE for one in alike):
        return 0.0
    same_post = bool(asked.postcode) and asked.postcode == known.postcode
    if not alike and not same_post:
        return 0.0
    fit = 1.0 + (sum(alike) / len(alike) if alike else 0.0)
    # "The Crown" is the public house before any house of Crown Street.
    fit += 0.25 if alike and asked.every <= known.every else 0.0
    if towns:
        fit += 0.5 if min(towns) >= LEAST_ALIKE else -0.5
    if asked.numbers:
        fit += 1.0 if asked.numbers[0] in known.numbers else -0.5
    if asked.postcode:
        fit += 1.0 if same_post else -0.5
    return fit


def is_address_asked(asked: PlaceWords, known: PlaceWords) -> bool:
    """Whether a place can be said to be the address that was typed, spelt nearly so: the house, or the street of none.

    A house of the same number elsewhere in the town is not, nor a neighbour's. Either may say more of it than the other:
    the flat and the building, or the town in the same line.
    """
    if asked.numbers and asked.numbers[0] not in known.numbers:
        return False
    if asked.postcode and asked.postcode == known.postcode and (asked.numbers or not asked.words):
        return True
    if not asked.words or not known.words:
        return False
    in_full = min(_best(asked.words, (*known.words, *known.town))) >= LEAST_ALIKE
    return in_full or min(_best(known.words, (*asked.words, *asked.town))) >= LEAST_ALIKE


def is_the_place(asked: PlaceWords, known: PlaceWords) -> bool:
    """Whether all that was typed is of this place to the letter, its number among it: then nothing near it is meant."""
    there = {*known.words, *known.town}
    return (
        bool(asked.words and asked.numbers)
        and asked.numbers[0] in known.numbers
        and there.issuperset((*asked.words, *asked.town))
        and asked.postcode in {"", known.postcode}
    )


def _best(asked: tuple[str, ...], there: tuple[str, ...]) -> list[float]:
    return [max((_alike(word, other) for other in there), default=0.0) for word in asked]


def _alike(one: str, other: str) -> float:
    return 1.0 if one == other else Indel.normalized_similarity(one, other)
