"""Keys under which a person or place is kept, and those that a search asks for: a few hundred people share each.

Comparing a name with a million others is too slow, so nobody is compared who does not share a key. A key joins two
things that seldom go wrong together: two parts of a name as they sound, a part and the beginning or end of another, a
part and the year or the day and month of birth (in either order), the whole date. Keys are numbers, so that they tell a
reader of the table nothing. What stands for a name (nicknames, other forms) is put in when asking, not when keeping.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import combinations
from zlib import crc32

from constabulary.policing.people.names import fold, parts_of, sound_of, spellings_of
from constabulary.standards.values import value

MOST_PARTS = 5
MOST_FORMS = 8


@value
class AskedKey:
    """A key that a search asks for, and what sharing it counts.

    `own` is true of a key of the name as it was typed: it is asked for however many share it. A key of what may stand
    for the name is not, where so many share it that it would hide those who fit.
    """

    key: int
    weight: float
    own: bool = False


def _number(*words: object) -> int:
    return crc32("|".join(map(str, words)).encode()) - 2**31


def _day(born_on: date) -> str:
    """Day and month, the smaller first: one that has them the wrong way round shares it."""
    return f"{min(born_on.day, born_on.month)}-{max(born_on.day, born_on.month)}"


def keys_of_person(names: Iterable[tuple[str, str]], born_on: date | None) -> list[int]:
    """The keys under which someone is kept, of each of their names (given, family)."""
    found: set[int] = set()
    if born_on is not None:
        found.add(_number("born", born_on.year, _day(born_on)))
    for given, family in names:
        found |= _keys_of_spellings(family or given)
        found |= _keys_of_name([*parts_of(given), *parts_of(family)][:MOST_PARTS], born_on)
    return sorted(found)


@lru_cache(maxsize=20_000)
def _keys_of_spellings(name: str) -> frozenset[int]:
    """The keys of a family name as it may be misspelt; kept, because many people have the same few names."""
    return frozenset(_number("spelt-name", one) for one in spellings_of(name))


def _keys_of_name(parts: list[str], born_on: date | None) -> set[int]:
    # A part alone is shared by thousands: it is asked for only where nothing else was typed.
    found = {_number("alone", sound_of(part)) for part in parts}
    if len(parts) == 1:
        parts = parts * 2
    found |= {_number("whole", *sorted(parts))} if parts else set()
    for one, other in combinations(parts, 2):
        found |= _keys_of_pair(one, other, born_on)
    for part in parts:
        if born_on is not None:
            found |= {_number("year", sound_of(part), born_on.year), _number("day", sound_of(part), _day(born_on))}
    return found


def _keys_of_pair(one: str, other: str, born_on: date | None) -> frozenset[int]:
    found = _keys_of_two(one, other)
    if born_on is None:
        return found
    return found | {_number("pair-year", *sorted((sound_of(one), sound_of(other))), born_on.year)}


@lru_cache(maxsize=20_000)
def _keys_of_two(one: str, other: str) -> frozenset[int]:
    """The keys of two parts of a name, whenever they were born; kept, for the names that go together often."""
    found = {_number("pair", *sorted((sound_of(one), sound_of(other))))}
    for whole, half in ((one, other), (other, one)):
        found |= {_number("head", sound_of(whole), half[:3]), _number("tail", sound_of(whole), half[-3:])}
    return frozenset(found)


def keys_asked(
    given: str, family: str, *, born_on: date | None, born_in: int | None, forms: Mapping[str, Collection[str]]
) -> list[AskedKey]:
    """The keys of whoever is asked for, the telling ones weighing most."""
    parts = [*parts_of(given), *parts_of(family)][:MOST_PARTS]
    found: dict[int, float] = {}
    own = _own_keys(parts)
    if len(parts) == 1:
        found = {_number("alone", sound): 1.0 for sound in _sounds(parts[0], forms)}
        parts = parts * 2
    sounds = [_sounds(part, forms) for part in parts]
    year = born_on.year if born_on else born_in
    for key, weight in (*_asked_of_date(sounds, born_on, year), *_asked_of_names(parts, sounds, year)):
        found[key] = max(weight, found.get(key, 0.0))
    return [AskedKey(key=key, weight=weight, own=key in own) for key, weight in found.items()]


def _own_keys(parts: list[str]) -> set[int]:
    """The keys of the whole name as it was typed, and of how each two of its parts sound."""
    sounds = [sound_of(part) for part in parts]
    if len(parts) == 1:
        return {_number("alone", *sounds)}
    return {_number("whole", *sorted(parts)), *(_number("pair", *sorted(two)) for two in combinations(sounds, 2))}


def spelt_keys_asked(given: str, family: str) -> list[AskedKey]:
    """The keys of whoever has a name spelt nearly like the only one that was typed; none where more than one was.

    More than one part is found by the other part and the beginning or the end of this one.
    """
    if len([*parts_of(given), *parts_of(family)]) != 1:
        return []
    whole, *misspelt = spellings_of(family or given) or ("",)
    return [
        AskedKey(key=_number("spelt-name", whole), weight=3.0, own=True),
        *(AskedKey(key=_number("spelt-name", one), weight=1.0) for one in misspelt),
    ]


def _sounds(part: str, forms: Mapping[str, Collection[str]]) -> list[str]:
    """How the part and what stands for it sound, its own first; al- and el- may be written on."""
    others = [*sorted(forms.get(part, ())), *([part[2:]] if len(part) > 5 and part[:2] in {"al", "el"} else [])]
    return list(dict.fromkeys(sound_of(one) for one in (part, *others)))[:MOST_FORMS]


def _asked_of_date(sounds: list[list[str]], born_on: date | None, year: int | None) -> Iterator[tuple[int, float]]:
    if born_on is not None:
        yield _number("born", born_on.year, _day(born_on)), 4.0
    for part_sounds in sounds:
        for place, sound in enumerate(part_sounds):
            less = 1.0 if place == 0 else 0.8
            if year is not None:
                yield _number("year", sound, year), 1.5 * less
            if born_on is not None:
                yield _number("day", sound, _day(born_on)), 2.0 * less


def _asked_of_names(parts: list[str], sounds: list[list[str]], year: int | None) -> Iterator[tuple[int, float]]:
    if parts:
        yield _number("whole", *sorted(parts)), 2.0
    for first, second in combinations(range(len(parts)), 2):
        for one in sounds[first]:
            for other in sounds[second]:
                pair = sorted((one, other))
                yield _number("pair", *pair), 2.0
                for near in () if year is None else (year - 1, year, year + 1):
                    yield _number("pair-year", *pair, near), 1.5
        for whole, half in ((first, second), (second, first)):
            for sound in sounds[whole]:
                yield _number("head", sound, parts[half][:3]), 1.0
                yield _number("tail", sound, parts[half][-3:]), 1.0


#: Words of an address that are nearly everywhere.
EVERYWHERE = frozenset(
    [
        "road",
        "street",
        "lane",
        "avenue",
        "close",
        "drive",
        "way",
        "crescent",
        "gardens",
        "place",
        "court",
        "grove",
        "terrace",
        "flat",
        "the",
        "of",
        "and",
        "house",
        "rd",
        "st",
        "ave",
    ]
)
TOKEN = re.compile(r"[a-z0-9]+")
POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][a-z0-9]?)\s*([0-9][a-z]{2})\b")


def keys_of_place(line: str, locality: str, postcode: str) -> list[int]:
    """The keys under which a place is kept: its postcode, its words with its numbers and its locality, and its name and
    street as they sound and as they may be misspelt."""
    found = {_number(*words) for words in _address_words(line, locality, postcode)}
    return sorted(found.union(*map(_keys_of_word, _spelt_words(line))))


def keys_asked_of_place(line: str, locality: str, postcode: str) -> list[AskedKey]:
    """The keys of a place asked for; what was typed as a line may hold the town and the postcode too."""
    weights = {"at": 2.0, "in": 1.0, "post": 2.0, "post-at": 2.0}
    found = {_number(*words): weights[words[0]] for words in _address_words(line, locality, postcode)}
    return [AskedKey(key=key, weight=weight) for key, weight in found.items()]


def near_keys_asked_of_place(line: str, locality: str, postcode: str) -> list[AskedKey]:
    """The same, and besides whatever has a name or a street that is spelt or sounds nearly so, by any number or none."""
    weights = {"sounds": 0.5, "spelt": 0.2}
    near = {_number(*words): weights[words[0]] for word in _spelt_words(line) for words in _spellings(word)}
    exact = {one.key: one.weight for one in keys_asked_of_place(line, locality, postcode)}
    return [AskedKey(key=key, weight=weight) for key, weight in {**near, **exact}.items()]


#: Shorter words are only asked for as they sound: with a letter less they are like too many others.
SHORTEST_MISSPELT = 4


def _spelt_words(line: str) -> list[str]:
    """The words of a line that are found misspelt too: the first few telling ones."""
    return list(dict.fromkeys(telling_words(line)))[:4]


def _spellings(word: str) -> Iterator[tuple[str, str]]:
    """A telling word of a line as it sounds, and with any one letter left out.

    Two spellings share one of these however one letter was left out, added, changed or changed places with its neighbour.
    """
    yield "sounds", sound_of(word)
    yield "spelt", word
    if len(word) >= SHORTEST_MISSPELT:
        yield from (("spelt", word[:place] + word[place + 1 :]) for place in range(len(word)))


@lru_cache(maxsize=20_000)
def _keys_of_word(word: str) -> frozenset[int]:
    """The keys of a word as it sounds and may be misspelt; kept, because many places lie in streets of the same names."""
    return frozenset(_number(*words) for words in _spellings(word))


def telling_words(written: str) -> list[str]:
    """The words of an address that tell places apart, in order."""
    return _telling(_tokens_of(written))


def _tokens_of(written: str) -> list[str]:
    """Words and numbers as they stand, but for a postcode."""
    return TOKEN.findall(POSTCODE.sub(" ", written.lower().replace("'", "")))


def _telling(tokens: Iterable[str]) -> list[str]:
    return [fold(one) for one in tokens if one.isalpha() and one not in EVERYWHERE and len(one) > 2]


def _address_words(line: str, locality: str, postcode: str) -> Iterator[tuple[str, ...]]:
    written = f"{line} {locality} {postcode}".lower()
    posts = ["".join(found) for found in POSTCODE.findall(written)] or [re.sub(r"\W", "", postcode.lower())]
    tokens = _tokens_of(f"{line} {locality}")
    numbers = [one for one in tokens if one[0].isdigit()][:3]
    words = list(dict.fromkeys(_telling(tokens)))[:6]
    for post in posts:
        if len(post) >= 5:
            yield "post", post
            yield from (("post-at", post, number) for number in numbers)
    for word in words:
        yield from (("at", number, word) for number in numbers)
    for one, other in combinations(sorted(words), 2):
        yield "in", one, other
