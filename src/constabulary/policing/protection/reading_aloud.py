"""Whether words can be read aloud in front of somebody: what they would give away if the wrong person heard them.

A message is written for the ear of whoever stands beside the victim. It never names the offence, the other side, or
where anybody lives or can be reached; and it names the police only where the victim has agreed that it may.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("reading_aloud")
OURS = "Our safeguard: words that can be read aloud in front of someone"
#: Letters that a word of an offence's title has at least before it says what happened.
TELLING_LETTERS = 4
DIGITS_OF_A_NUMBER = 6
#: Words of offence titles that say nothing by themselves.
SAY_NOTHING = frozenset(
    [
        "about",
        "after",
        "also",
        "another",
        "arising",
        "before",
        "being",
        "cause",
        "causing",
        "change",
        "code",
        "else",
        "etc",
        "except",
        "from",
        "have",
        "having",
        "includes",
        "including",
        "intent",
        "into",
        "less",
        "letter",
        "letters",
        "look",
        "made",
        "make",
        "making",
        "more",
        "name",
        "obtain",
        "order",
        "orders",
        "other",
        "others",
        "over",
        "person",
        "persons",
        "place",
        "places",
        "police",
        "possess",
        "possession",
        "reference",
        "relation",
        "report",
        "same",
        "send",
        "sending",
        "such",
        "than",
        "that",
        "their",
        "them",
        "they",
        "this",
        "time",
        "under",
        "upon",
        "used",
        "using",
        "value",
        "when",
        "where",
        "which",
        "while",
        "will",
        "with",
        "within",
        "without",
        "would",
        "years",
    ]
)


class GivesAway(StrEnum):
    """What words give away."""

    OFFENCE = "offence"
    OTHER_SIDE = "other_side"
    WHERE = "where"
    POLICE = "police"

    @property
    def reason(self) -> Reason:
        """The sentence to refuse the words with."""
        return REASONS_BY_KIND[self]


def _reason(code: str, sentence: str) -> Reason:
    return REASONS.add(code, sentence, source=OURS, confidence=Confidence.ASSUMPTION)


NAMES_OFFENCE = _reason("names-offence", "It says what happened. Somebody else may read or hear it.")
NAMES_OTHER_SIDE = _reason(
    "names-other-side", "It names somebody of the other side. Somebody else may read or hear it."
)
NAMES_WHERE = _reason(
    "names-where", "It says where somebody lives or can be reached. Somebody else may read or hear it."
)
NAMES_POLICE = _reason(
    "names-police",
    "It lets whoever hears it know that it is the police. Nobody has agreed with this person that it may.",
)
REASONS_BY_KIND = {
    GivesAway.OFFENCE: NAMES_OFFENCE,
    GivesAway.OTHER_SIDE: NAMES_OTHER_SIDE,
    GivesAway.WHERE: NAMES_WHERE,
    GivesAway.POLICE: NAMES_POLICE,
}


@value
class Unsayable:
    """What of the record must not be heard: titles of offences, names of the other side, addresses and numbers."""

    offences: tuple[str, ...] = ()
    other_side: tuple[str, ...] = ()
    where: tuple[str, ...] = ()


def find_what_gives_away(
    words: str, unsayable: Unsayable, *, police_words: Iterable[str], may_name_police: bool
) -> tuple[tuple[GivesAway, str], ...]:
    """Each thing that these words give away, with the words that do, in the order of the record."""
    said, run_together = frozenset(_words(words)), _run_together(words)
    found = [(GivesAway.OFFENCE, one) for title in unsayable.offences for one in _telling_words(title) if one in said]
    found += [(GivesAway.OTHER_SIDE, one) for name in unsayable.other_side for one in _words(name) if one in said]
    found += [(GivesAway.WHERE, one) for one in unsayable.where if _is_in(one, words, run_together)]
    if not may_name_police:
        found += [(GivesAway.POLICE, one) for one in police_words if frozenset(_words(one)) <= said]
    return tuple(dict.fromkeys(found))


def find_reasons_against_reading_aloud(found: Iterable[tuple[GivesAway, str]]) -> Reasons:
    """Why words cannot be sent that give something away, each kind once."""
    return tuple(dict.fromkeys(kind.reason for kind, _ in found))


def _words(text: str) -> list[str]:
    return [one for one in re.split(r"[^0-9a-zà-öø-ÿ]+", text.casefold()) if len(one) > 1]


def _telling_words(title: str) -> list[str]:
    return [
        one for one in _words(title) if len(one) >= TELLING_LETTERS and one not in SAY_NOTHING and not one.isdigit()
    ]


def _run_together(text: str) -> str:
    return re.sub(r"[^0-9a-z]", "", text.casefold())


def _is_in(secret: str, words: str, run_together: str) -> bool:
    """Whether an address, a postcode, a number or a mailbox is said, however it is spaced."""
    numbers = re.sub(r"\D", "", secret)
    if len(numbers) >= DIGITS_OF_A_NUMBER:
        # A telephone number with its country's code or without, among the numbers that are said.
        return numbers[-9:] in re.sub(r"\D", "", words)
    wanted = _run_together(secret)
    return len(wanted) > 2 and wanted in run_together
