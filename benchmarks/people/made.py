"""Synthetic people: put together by chance from the name stocks, the same for the same seed.

Each tradition has an equal share. That is not the population of England and Wales, and it is the harder case: the names
that are hardest to find are as dense as English ones. Within a tradition names are drawn by rank (Zipf), so that a few
names belong to many people, as they do.
"""

import random
import tomllib
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
#: How steeply names fall off by rank; British first names and surnames are usually put between 0.5 and 1.
STEEPNESS = 0.7
YOUNGEST, OLDEST = date(2012, 1, 1), date(1936, 1, 1)
STREETS = [
    "Acorn",
    "Alder",
    "Ash",
    "Beech",
    "Birch",
    "Bramble",
    "Bridge",
    "Canal",
    "Castle",
    "Cedar",
    "Chapel",
    "Cherry",
    "Church",
    "Clifton",
    "Coronation",
    "Cross",
    "Dale",
    "East",
    "Elm",
    "Fern",
    "Field",
    "Garden",
    "George",
    "Grange",
    "Green",
    "Grove",
    "Hawthorn",
    "Hazel",
    "High",
    "Hill",
    "Holly",
    "King",
    "Lake",
    "Larch",
    "Laurel",
    "Lime",
    "Lower",
    "Maple",
    "Market",
    "Meadow",
    "Mill",
    "Moor",
    "New",
    "North",
    "Oak",
    "Orchard",
    "Park",
    "Pine",
    "Poplar",
    "Quarry",
    "Queen",
    "Rose",
    "Rowan",
    "School",
    "Sefton",
    "Silver",
    "South",
    "Spring",
    "Station",
    "Stone",
    "Sycamore",
    "Tanner",
    "Temple",
    "Thorn",
    "Upper",
    "Vale",
    "Victoria",
    "Walnut",
    "Water",
    "West",
    "Willow",
    "Wood",
]
WAYS = ["Street", "Road", "Avenue", "Close", "Drive", "Lane", "Way", "Crescent", "Gardens", "Place"]
TOWNS = [
    "Ashcombe",
    "Barrowby",
    "Castleford",
    "Denholme",
    "Eastwick",
    "Fallowfield",
    "Garston",
    "Hartwell",
    "Inglewood",
    "Kelby",
    "Langthorpe",
    "Marlow",
    "Northgate",
    "Oakham",
    "Penley",
    "Quarrington",
    "Rushmere",
    "Stanford",
    "Thornaby",
    "Upton",
    "Wexcombe",
    "Yarwell",
]


@dataclass
class MadePerson:
    """One synthetic person as a force would keep them."""

    number: int
    tradition: str
    given: str
    family: str
    born_on: date
    sex: str
    street: str
    town: str
    others: list[tuple[str, str]] = field(default_factory=list)


@cache
def stocks() -> dict[str, dict[str, Any]]:
    """The name stocks by tradition, each list with what it is put together to."""
    raw = tomllib.loads((HERE / "stocks.toml").read_text(encoding="utf-8"))
    return {tradition: _stock(lists) for tradition, lists in raw.items()}


def _stock(lists: dict[str, str]) -> dict[str, Any]:
    words = {name: text.split() for name, text in lists.items() if name != "difficulty"}
    made = _joined(words.pop("given_stems", []), words.pop("given_endings", []))
    stock: dict[str, Any] = {
        # What is put together ranks after what stands there, and alternates so that no stem is all common.
        "female": [*words["female"], *made[::2], *made[1::2]],
        "male": [*words["male"], *made[1::2], *made[::2]],
        "family": [*words["family"], *_joined(words.pop("stems", []), words.pop("endings", []))],
    }
    return {name: _ranked(found) for name, found in stock.items()}


def _joined(stems: list[str], endings: list[str]) -> list[str]:
    return [stem + ending for place in range(len(stems)) for ending, stem in _turned(stems, endings, place)]


def _turned(stems: list[str], endings: list[str], place: int) -> list[tuple[str, str]]:
    return [(ending, stems[(place + turn) % len(stems)]) for turn, ending in enumerate(endings)]


def _ranked(names: list[str]) -> tuple[list[str], list[float]]:
    unique = list(dict.fromkeys(names))
    return unique, list(accumulate((rank + 1) ** -STEEPNESS for rank in range(len(unique))))


def draw(chance: random.Random, ranked: tuple[list[str], list[float]]) -> str:
    """A name, commoner ones more often."""
    names, heights = ranked
    return names[bisect(heights, chance.random() * heights[-1])]


def make_people(count: int, *, seed: int) -> Iterator[MadePerson]:
    """`count` people, the traditions in turn."""
    chance = random.Random(seed)
    traditions = list(stocks())
    days = (YOUNGEST - OLDEST).days
    for number in range(count):
        tradition = traditions[number % len(traditions)]
        sex = "female" if chance.random() < 0.5 else "male"
        given, family = _name(chance, tradition, sex)
        person = MadePerson(
            number=number,
            tradition=tradition,
            given=given,
            family=family,
            born_on=OLDEST + timedelta(days=int(chance.random() * days)),
            sex=sex,
            street=f"{1 + int(chance.random() * 150)} {chance.choice(STREETS)} {chance.choice(WAYS)}",
            town=chance.choice(TOWNS),
        )
        # Known under another name before: a family name given up, which is the usual alias of police records.
        if chance.random() < 0.12:
            person.others.append((given, _name(chance, tradition, sex)[1]))
        yield person


def _name(chance: random.Random, tradition: str, sex: str) -> tuple[str, str]:
    stock = stocks()[tradition]
    given, family = draw(chance, stock[sex]), draw(chance, stock["family"])
    return FORMS[tradition](chance, stock, sex, given, family) if tradition in FORMS else (given, family)


Names = tuple[str, str]


def _english(chance: random.Random, stock: Any, sex: str, given: str, family: str) -> Names:
    roll = chance.random()
    if roll < 0.4:
        given = f"{given} {draw(chance, stock[sex])}"
    return given, f"{family}-{draw(chance, stock['family'])}" if roll > 0.92 else family


def _welsh(chance: random.Random, stock: Any, sex: str, given: str, family: str) -> Names:
    roll = chance.random()
    if roll < 0.4:
        # Where so many share a family name, the middle one tells people apart.
        return f"{given} {draw(chance, stock[sex])}", family
    if roll > 0.95:
        return given, f"ap {draw(chance, stock['male'])}" if sex == "male" else f"ferch {draw(chance, stock['male'])}"
    return given, family


def _polish(chance: random.Random, stock: Any, sex: str, given: str, family: str) -> Names:
    if sex == "female" and family.endswith("ki"):
        family = family[:-1] + "a"
    if sex == "female" and chance.random() < 0.1:
        family = f"{family}-{draw(chance, stock['family'])}"
    return given, family


def _romanian(chance: random.Random, stock: Any, sex: str, given: str, family: str) -> Names:
    roll = chance.random()
    if roll < 0.5:
        given = f"{given}{'-' if roll < 0.15 else ' '}{draw(chance, stock[sex])}"
    return given, family


def _punjabi(chance: random.Random, stock: Any, sex: str, given: str, family: str) -> Names:
    del stock
    faith = "Kaur" if sex == "female" else "Singh"
    roll = chance.random()
    if roll < 0.3:
        return given, faith
    return (f"{given} {faith}", family) if roll < 0.85 else (given, family)


def _south_asian_muslim(chance: random.Random, stock: Any, sex: str, given: str, family: str) -> Names:
    if sex == "male" and chance.random() < 0.45:
        given = f"Mohammed {given}" if given != "Mohammed" else f"Mohammed {draw(chance, stock['male'])}"
    if sex == "female" and chance.random() < 0.25:
        given = f"{given} {draw(chance, stock['female'])}"
    return given, family


def _nigerian(chance: random.Random, stock: Any, sex: str, given: str, family: str) -> Names:
    return (f"{given} {draw(chance, stock[sex])}" if chance.random() < 0.45 else given), family


def _chinese(chance: random.Random, stock: Any, sex: str, given: str, family: str) -> Names:
    roll = chance.random()
    if roll < 0.3 and len(given) <= 4:
        given = f"{given} {draw(chance, stock[sex])}"
    return given, family


def _arabic(chance: random.Random, stock: Any, sex: str, given: str, family: str) -> Names:
    roll = chance.random()
    if roll < 0.6:
        given = f"{given} {draw(chance, stock['male'])}"  # The father's name.
    if roll < 0.2:
        given = f"{given} {draw(chance, stock['male'])}"  # And the grandfather's.
    return given, family


FORMS = {
    "english": _english, "welsh": _welsh, "polish": _polish, "romanian": _romanian, "punjabi": _punjabi,
    "south_asian_muslim": _south_asian_muslim, "nigerian": _nigerian, "chinese": _chinese, "arabic": _arabic,
}  # fmt: skip
