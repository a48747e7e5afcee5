"""The messages that may be written to a person: fixed words with a few places to fill, that give nothing away."""

import re
from collections.abc import Mapping
from typing import Any

from constabulary.standards.dated import Key
from constabulary.standards.intervals import interval
from constabulary.standards.values import value

#: What each kind of place takes. Nothing else can be written into a message.
KINDS: Mapping[str, str] = {
    "name": r"[A-Z][a-z]{1,19}",
    "telephone": r"0[0-9 ]{9,13}",
    "day": r"(?:[A-Z][a-z]{5,8} )?[1-9][0-9]? [A-Z][a-z]{2,8}|today|tomorrow",
    "time": r"[0-2]?[0-9][:.][0-5][0-9]",
    "reference": r"[0-9A-Z]{1,4}/[0-9]+/[0-9]{2}",
    "service": r"[A-Z][A-Za-z' -]{2,59}",
}


@value
class MessageTemplate:
    """One message: the ways it may go, its words, and what goes into each place.

    `occasion` is what it tells a victim of, nothing for one that is for anybody; `names_police` whether it lets whoever
    reads it know who writes; `tells_of_review` whether it tells of the right to review.
    """

    code: str
    title: str
    ways: tuple[str, ...]
    words: str
    slots: Mapping[str, str]
    occasion: str = ""
    names_police: bool = False
    tells_of_review: bool = False

    def filled(self, content: Mapping[str, str]) -> str:
        """The message as it is sent."""
        return self.words.format(**{slot: content[slot].strip() for slot in self.slots})


def fits(kind: str, content: str) -> bool:
    """Whether what was filled in is of the kind that the place takes."""
    return re.fullmatch(KINDS[kind], content.strip()) is not None


def _templates(raw: list[Mapping[str, Any]]) -> tuple[MessageTemplate, ...]:
    made = []
    for one in raw:
        slots = dict(one["slots"])
        if set(re.findall(r"\{(\w+)\}", one["words"])) != set(slots) or not set(slots.values()) <= set(KINDS):
            raise ValueError(f"the places of {one['code']}")
        made.append(
            MessageTemplate(
                code=one["code"],
                title=one["title"],
                ways=tuple(one["ways"]),
                words=one["words"],
                slots=slots,
                occasion=one.get("occasion", ""),
                names_police=one.get("names_police", False),
                tells_of_review=one.get("tells_of_review", False),
            )
        )
    return tuple(made)


POLICE_WORDS = Key("messages.police_words", tuple)
MESSAGE_TEMPLATES = Key("messages.templates", _templates)
TELEPHONE_INSTEAD_WITHIN = Key("messages.telephone_instead", interval)
