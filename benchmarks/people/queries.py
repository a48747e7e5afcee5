"""What someone at a call would type for a person who is on record: names and dates that vary by published kinds.

The kinds and where they are described (named from general knowledge of these works, not quoted):

- edit: one letter left out, put in, changed, or two changed round: Damerau 1964; Pollock and Zamora 1984 (four in five
  misspellings are one such edit, seldom in the first letter).
- keyboard: a neighbouring key: Grudin 1983; used by the Febrl and GeCo generators (Christen; Tran, Vatsalan, Christen 2013).
- phonetic: written as heard: Christen and Pudjijono 2009, "Accurate synthetic generation of realistic personal information".
- spelling: another spelling or romanisation of the same name: Borgman and Siegfried 1992; the guides to naming practices of
  the UK public sector (2006).
- nickname, order (given and family name the wrong way round), part (a part of a compound name left out), marks
  (diacritics, hyphens, apostrophes and spaces), initial: Christen 2006, "A comparison of personal name matching"; Friedman
  and Sideli 1992; Snae 2007.
- swapped (day and month), year (off by one), digit (one digit of the date wrong, or two changed round): Hagger-Johnson and
  others on errors in NHS dates of birth 2015; Harron and others, "Methodological Developments in Data Linkage" 2015.
- alias: a former name that is on record.
- exact: as it is on record, for comparison.

One query in four varies in a second way too. Most give a date of birth, some only its year, some a street instead.
SEED_TO_DEVELOP is for looking at single queries while the index is built; SEED_HELD_OUT is for the printed figure only.
"""

import random
import re
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from benchmarks.people.made import HERE, MadePerson

SEED_TO_DEVELOP = 20_261_101
SEED_HELD_OUT = 7_340_033


@dataclass(frozen=True)
class MadeQuery:
    """A search as it would be typed, and who is meant."""

    wanted: int
    tradition: str
    kinds: tuple[str, ...]
    given: str
    family: str
    born_on: date | None
    born_in: int | None = None
    street: str = ""


NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl", "p": "ol",
    "a": "qsz", "s": "adwx", "d": "sfec", "f": "dgrv", "g": "fhtb", "h": "gjyn", "j": "hkum", "k": "jli", "l": "kop",
    "z": "asx", "x": "zcsd", "c": "xvdf", "v": "cbfg", "b": "vngh", "n": "bmhj", "m": "njk",
}  # fmt: skip
BY_EAR = (
    ("ph", "f"), ("f", "ph"), ("ck", "k"), ("k", "c"), ("c", "k"), ("sch", "sh"), ("tch", "ch"), ("x", "ks"), ("z", "s"),
    ("s", "z"), ("ee", "ea"), ("ea", "ee"), ("ai", "ay"), ("ay", "ai"), ("ie", "ee"), ("y", "i"), ("i", "y"), ("ou", "oo"),
    ("oo", "u"), ("ow", "ou"), ("au", "or"), ("aw", "or"), ("er", "ar"), ("or", "er"), ("e", "a"), ("mb", "m"), ("gh", "g"),
    ("wh", "w"), ("kn", "n"), ("wr", "r"), ("ll", "l"), ("l", "ll"), ("nn", "n"), ("n", "nn"), ("tt", "t"), ("t", "tt"),
    ("ss", "s"), ("rr", "r"), ("th", "t"), ("dg", "g"), ("j", "g"), ("g", "j"), ("v", "f"), ("d", "t"), ("b", "p"),
)  # fmt: skip


@cache
def tables() -> dict[str, Any]:
    """Nicknames, spellings and rules by tradition."""
    raw = tomllib.loads((HERE / "variants.toml").read_text(encoding="utf-8"))
    return {tradition: {name: _table(name, text) for name, text in found.items()} for tradition, found in raw.items()}


def _table(name: str, text: str) -> Any:
    pairs = [one.split(":") for one in text.split()]
    if name == "rules":
        return [(written, other) for written, other in pairs]
    return {known: [form.replace("_", " ") for form in others.split(",")] for known, others in pairs}


Vary = Callable[[random.Random, MadeQuery, MadePerson], MadeQuery | None]


def _parts(name: str) -> list[str]:
    return re.split(r"([ -])", name)


def _vary_part(
    chance: random.Random, query: MadeQuery, change: Callable[[str], str | None], *, least: int = 3
) -> MadeQuery | None:
    """The query with one part of one name changed; None where no part can be."""
    sides = ["given", "family"]
    chance.shuffle(sides)
    for side in sides:
        parts = _parts(getattr(query, side))
        places = [place for place, part in enumerate(parts) if len(part) >= least]
        chance.shuffle(places)
        for place in places:
            changed = change(parts[place])
            if changed and changed != parts[place]:
                return replace(query, **{side: "".join([*parts[:place], changed, *parts[place + 1 :]])})
    return None


def edit(chance: random.Random, query: MadeQuery, person: MadePerson) -> MadeQuery | None:
    """One letter left out, put in, changed, or two changed round; seldom the first."""
    del person

    def change(word: str) -> str:
        place = chance.randrange(len(word)) if chance.random() < 0.1 else chance.randrange(1, len(word))
        letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
        way = chance.choices(("substitute", "omit", "insert", "transpose"), weights=(3, 3, 2, 2))[0]
        if way == "omit":
            return word[:place] + word[place + 1 :]
        if way == "insert":
            return word[:place] + letter + word[place:]
        if way == "substitute":
            return word[:place] + letter + word[place + 1 :]
        place = min(place, len(word) - 2)
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]

    return _vary_part(chance, query, change)


def keyboard(chance: random.Random, query: MadeQuery, person: MadePerson) -> MadeQuery | None:
    """A neighbouring key in place of the right one, or beside it."""
    del person

    def change(word: str) -> str | None:
        places = [place for place in range(1, len(word)) if word[place].lower() in NEIGHBOURS]
        if not places:
            return None
        place = chance.choice(places)
        near = chance.choice(NEIGHBOURS[word[place].lower()])
        return word[:place] + near + word[place + (1 if chance.random() < 0.7 else 0) :]

    return _vary_part(chance, query, change)


def _replaced(chance: random.Random, word: str, rules: Sequence[tuple[str, str]]) -> str | None:
    low = word.lower()
    fits = [rule for rule in rules if rule[0] in low]
    if not fits:
        return None
    written, other = chance.choice(fits)
    places = [found.start() for found in re.finditer(re.escape(written), low)]
    place = chance.choice(places)
    return low[:place] + other + low[place + len(written) :]


def phonetic(chance: random.Random, query: MadeQuery, person: MadePerson) -> MadeQuery | None:
    """As an English ear would write it."""
    del person
    return _vary_part(chance, query, lambda word: _replaced(chance, word, BY_EAR))


def spelling(chance: random.Random, query: MadeQuery, person: MadePerson) -> MadeQuery | None:
    """Another spelling or romanisation: a known one, or by the tradition's rules."""
    known, rules = (tables()[person.tradition][name] for name in ("spellings", "rules"))

    def from_table(word: str) -> str | None:
        return chance.choice(known[word]) if word in known else None

    by_table = _vary_part(chance, query, from_table, least=2)
    whole = from_table(query.family)
    if whole and chance.random() < 0.5:
        return replace(query, family=whole)
    if by_table is not None and chance.random() < 0.7:
        return by_table
    return _vary_part(chance, query, lambda word: _replaced(chance, word, rules)) or by_table


def nickname(chance: random.Random, query: MadeQuery, person: MadePerson) -> MadeQuery | None:
    """What someone is called at home."""
    known = tables()[person.tradition]["nicknames"]
    first, _, rest = query.given.partition(" ")
    if first not in known:
        return None
    called = chance.choice(known[first])
    return replace(query, given=f"{called} {rest}" if rest and chance.random() < 0.3 else called)


def order(chance: random.Random, query: MadeQuery, person: MadePerson) -> MadeQuery | None:
    """Given and family name the wrong way round."""
    del chance, person
    return replace(query, given=query.family, family=query.given)


def part(chance: random.Random, query: MadeQuery, person: MadePerson) -> MadeQuery | None:
    """A part of a compound name left out."""
    del person
    sides = ["given", "family"]
    chance.shuffle(sides)
    for side in sides:
        parts = re.split(r"[ -]", getattr(query, side))
        if len(parts) > 1:
            gone = chance.randrange(len(parts))
            return replace(query, **{side: " ".join(one for place, one in enumerate(parts) if place != gone)})
    return None


def marks(chance: random.Random, query: MadeQuery, person: MadePerson) -> MadeQuery | None:
    """Without diacritics, apostrophes and hyphens, or with a space where none was."""
    del person
    plain = [_plain(chance, name) for name in (query.given, query.family)]
    if plain != [query.given, query.family]:
        return replace(query, given=plain[0], family=plain[1])
    return None


def _plain(chance: random.Random, name: str) -> str:
    name = name.replace("ł", "l").replace("Ł", "L")
    name = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    name = name.replace("'", chance.choice(("", " ", "’")))
    return name.replace("-", chance.choice(("", " ")))


def initial(chance: random.Random, query: MadeQuery, person: MadePerson) -> MadeQuery | None:
    """Only the initial of the given name; people who give that give the date of birth too."""
    del chance
    return replace(query, given=query.given[:1], born_on=person.born_on, born_in=None, street="")


def swapped(chance: random.Random, query: MadeQuery, person: MadePerson) -> MadeQuery | None:
    """Day and month the wrong way round."""
    del chance
    born = person.born_on
    if born.day > 12 or born.day == born.month:
        return None
    return _with_date(query, date(born.year, born.day, born.month))


def year(chance: random.Random, query: MadeQuery, person: MadePerson) -> MadeQuery | None:
    """The year off by one."""
    born = person.born_on
    return _with_date(query, _day(born.year + chance.choice((-1, 1)), born.month, born.day))


def digit(chance: random.Random, query: MadeQuery, person: MadePerson) -> MadeQuery | None:
    """One digit of the date wrong, or two neighbours changed round."""
    written = person.born_on.strftime("%d%m%Y")
    for _ in range(40):
        place = chance.choice((0, 1, 2, 3, 6, 7))
        if chance.random() < 0.6:
            changed = written[:place] + chance.choice("0123456789") + written[place + 1 :]
        else:
            place = chance.choice((0, 2, 6))
            changed = written[:place] + written[place + 1] + written[place] + written[place + 2 :]
        made = _day(int(changed[4:]), int(changed[2:4]), int(changed[:2]))
        if made and made != person.born_on and 1930 <= made.year <= 2015:
            return _with_date(query, made)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_date(query: MadeQuery, born_on: date | None) -> MadeQuery | None:
    return replace(query, born_on=born_on, born_in=None, street="") if born_on else None


def alias(chance: random.Random, query: MadeQuery, person: MadePerson) -> MadeQuery | None:
    """A former name that is on record."""
    if not person.others:
        return None
    given, family = chance.choice(person.others)
    return replace(query, given=given, family=family)


def exact(chance: random.Random, query: MadeQuery, person: MadePerson) -> MadeQuery | None:
    """As on record."""
    del chance, person
    return query


KINDS: dict[str, Vary] = {
    "exact": exact, "edit": edit, "keyboard": keyboard, "phonetic": phonetic, "spelling": spelling, "nickname": nickname,
    "order": order, "part": part, "marks": marks, "initial": initial, "swapped": swapped, "year": year, "digit": digit,
    "alias": alias,
}  # fmt: skip
#: What may come on top of another kind: errors of writing and of dates.
SECOND = ("edit", "keyboard", "phonetic", "spelling", "marks", "order", "swapped", "year", "digit")
DATES = frozenset({"swapped", "year", "digit"})


def make_queries(people: Sequence[MadePerson], *, each: int, seed: int) -> list[MadeQuery]:
    """Searches for people among these: `each` for every tradition, the kinds in turn as far as they apply."""
    chance = random.Random(seed)
    by_tradition: dict[str, list[MadePerson]] = {}
    for person in people:
        by_tradition.setdefault(person.tradition, []).append(person)
    made = []
    for members in by_tradition.values():
        kinds = list(KINDS)
        while len(kinds) > 0 and sum(query.tradition == members[0].tradition for query in made) < each:
            for kind in list(kinds):
                query = _query(chance, members, kind)
                if query is None:
                    kinds.remove(kind)  # Nobody of this tradition can be asked for so, such as by a part left out.
                else:
                    made.append(query)
    return made


def _query(chance: random.Random, members: Sequence[MadePerson], kind: str) -> MadeQuery | None:
    for _ in range(2000):
        person = chance.choice(members)
        varied = KINDS[kind](chance, _asked(chance, person), person)
        if varied is None:
            continue
        kinds: tuple[str, ...] = (kind,)
        if kind != "exact" and chance.random() < 0.25:
            second = chance.choice([one for one in SECOND if one != kind and not {one, kind} <= DATES])
            again = KINDS[second](chance, varied, person)
            if again is not None:
                varied, kinds = again, (kind, second)
        return replace(varied, kinds=kinds)
    return None


def _asked(chance: random.Random, person: MadePerson) -> MadeQuery:
    """What is asked before it varies: mostly with a date of birth, one in eight with its year, one in eight a street."""
    plain = MadeQuery(
        wanted=person.number, tradition=person.tradition, kinds=(), given=person.given, family=person.family,
        born_on=person.born_on,
    )  # fmt: skip
    roll = chance.random()
    if roll < 0.125:
        return replace(plain, born_on=None, born_in=person.born_on.year)
    return replace(plain, born_on=None, street=f"{person.street}, {person.town}") if roll < 0.25 else plain
