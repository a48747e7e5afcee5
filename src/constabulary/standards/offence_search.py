"""Finding an offence by the words people use: those of the list, and everyday ones that our own list explains.

Offences that have every word come first, then those that have most; the person chooses. Nothing here decides what
an offence is.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

from constabulary.standards.dated import Confidence, SelectedBy
from constabulary.standards.lists import DatedList, holds_on, read_list
from constabulary.standards.offences import Offence, offences
from constabulary.standards.values import value

#: Words that say nothing about which offence it is.
EMPTY = frozenset(
    [
        "a",
        "about",
        "an",
        "and",
        "any",
        "anywhere",
        "at",
        "by",
        "crime",
        "for",
        "from",
        "has",
        "have",
        "he",
        "her",
        "him",
        "his",
        "i",
        "in",
        "is",
        "it",
        "my",
        "no",
        "of",
        "off",
        "offence",
        "on",
        "or",
        "our",
        "she",
        "some",
        "someone",
        "somebody",
        "such",
        "that",
        "the",
        "their",
        "them",
        "there",
        "they",
        "this",
        "to",
        "up",
        "came",
        "come",
        "get",
        "getting",
        "going",
        "outside",
        "try",
        "tried",
        "trying",
        "through",
        "while",
        "was",
        "we",
        "were",
        "with",
        "without",
    ]
)
LONGEST_PHRASE = 4
#: Letters of a word that does not stand for those that begin with it.
SHORT = 3
#: Kinds of one offence that come after the plain one, unless what is typed asks for them.
PARTICULAR = (" on a constable", " on an emergency worker", " multiple undefined", " racially or religiously")
FIRST_DAY = date(2015, 1, 1)


@value
class OffenceWords:
    """Everyday words, and what of the list they mean: its words or codes, the likeliest first."""

    words: tuple[str, ...]
    means: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    confidence: Confidence


@cache
def _entries() -> tuple[OffenceWords, ...]:
    return tuple(
        OffenceWords(
            words=tuple(raw["words"]), means=tuple(raw["means"]), valid_from=raw.get("valid_from", FIRST_DAY),
            valid_to=raw.get("valid_to"), confidence=Confidence.ASSUMPTION,
        )
        for raw in read_list("lists/offence-words.toml")["entry"]
    )  # fmt: skip


OFFENCE_WORDS = DatedList(
    name="offence-words",
    title="Everyday words for offences",
    selected_by=SelectedBy.DECISION,
    source="Our own list, so that an offence is found by the words people use",
    read=_entries,
    code_of=lambda one: one.words[0],
    title_of=lambda one: f"{', '.join(one.words)}: {', '.join(one.means)}",
)


@value
class _Text:
    """What of an offence is searched, in its parts."""

    offence: Offence
    order: int
    title: str
    category: str
    rest: str

    @property
    def particular(self) -> float:
        """What a particular kind of an offence weighs less."""
        return 2.0 if any(one in self.category for one in PARTICULAR) else 0.0


def _tidy(raw: str) -> str:
    return " ".join(re.findall(r"[a-z0-9/]+", raw.casefold().replace("'", "").replace("’", "")))


@cache
def _texts() -> tuple[_Text, ...]:
    return tuple(
        _Text(
            offence=one, order=order, title=f" {_tidy(one.title)}", category=f" {_tidy(one.category_title)}",
            rest=f" {_tidy(f'{one.code} {one.act}')}",
        )
        for order, one in enumerate(offences())
    )  # fmt: skip


def find_offences(words: str, *, on: datetime | date, most: int = 40) -> tuple[Offence, ...]:
    """Offences recordable on that day, best first: those that have every word, or else most of them.

    A code or an everyday word's likeliest meaning weighs most, then a word that begins a word of the title.
    """
    wanted = tuple(_meanings(_tidy(words), on))
    if not wanted:
        return ()
    scored = []
    for text in _texts():
        if text.offence.is_recordable_on(on):
            hits = [_weight(text, meanings) for meanings in wanted]
            found = sum(hit > 0 for hit in hits)
            if 2 * found >= len(wanted) and found:
                scored.append((-found, -sum(hits) + text.particular, len(text.title) // 40, text.order, text.offence))
    scored.sort(key=lambda one: one[:4])
    return tuple(one[-1] for one in scored[:most])


def _meanings(words: str, on: datetime | date) -> Iterator[tuple[tuple[str, float], ...]]:
    """For each thing that was typed, what it may mean with its weight; the longest everyday phrase is taken first."""
    typed = words.split()
    told = [word for word in typed if word not in EMPTY or len(typed) == 1]
    now = [(one, entry.means) for entry in _entries() if holds_on(entry, _day(on)) for one in entry.words]
    # "Stole from car" is not "stole car": a phrase stands without its empty words only where no other means that.
    known = {_told(one): means for one, means in now} | {_tidy(one): means for one, means in now}
    while told:
        phrase, size = next(
            (" ".join(told[:size]), size) for size in range(min(LONGEST_PHRASE, len(told)), 0, -1)
             if " ".join(told[:size]) in known or size == 1
        )  # fmt: skip
        told = told[size:]
        means = known.get(phrase, ())
        yield ((phrase, 4.0), *((_tidy(one), 8.0 - min(place, 5)) for place, one in enumerate(means)))


def _told(words: str) -> str:
    """A phrase of our list as it stands in what was typed, where words that say nothing are left out."""
    tidy = _tidy(words)
    return " ".join(word for word in tidy.split() if word not in EMPTY) or tidy


def _day(on: datetime | date) -> date:
    return on.date() if isinstance(on, datetime) else on


def _weight(text: _Text, meanings: tuple[tuple[str, float], ...]) -> float:
    """How well an offence fits one thing that was typed; 0 when it does not."""
    return max(_fit(text, words, weight) for words, weight in meanings)


def _fit(text: _Text, words: str, weight: float) -> float:
    # A short word is itself: "ex" is no explosive.
    begins = f" {words}" if len(words) > SHORT else f" {words} "
    text_title, category, rest = (f"{part} " for part in (text.title, text.category, text.rest))
    if text_title.startswith(begins):
        return weight + 0.5
    if begins in text_title or rest.startswith(begins):
        return weight
    if begins in category:
        return weight - 1
    return 1.0 if begins in rest else 0.0
