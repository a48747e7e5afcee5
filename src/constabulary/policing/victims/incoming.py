"""What a victim writes to us: kept word for word. A message is never a withdrawal: somebody else may hold the telephone.

One that says, or could mean, that they do not want to go on is answered by asking them alone, in a safe way, in their
own words; until then nobody's position has changed.
"""

from datetime import datetime
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value
from constabulary.standards.victims import ANSWER_VICTIM, ASK_ALONE

REASONS = ReasonsCatalogue("incoming")
OURS = "Our safeguard: somebody else may hold the telephone"
LONGEST = 20_000


class CameBy(StrEnum):
    """How it came."""

    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    VOICEMAIL = "voicemail"
    ONLINE = "online"
    SOMEBODY = "somebody"

    @property
    def label(self) -> str:
        """What people call it."""
        return CAME_BY_TITLES[self]


CAME_BY_TITLES = {
    CameBy.TEXT: "Text message",
    CameBy.EMAIL: "E-mail",
    CameBy.LETTER: "Letter",
    CameBy.VOICEMAIL: "Voicemail",
    CameBy.ONLINE: "Online",
    CameBy.SOMEBODY: "Passed on by somebody else",
}


class Meaning(StrEnum):
    """What it says, as whoever read it takes it; in doubt that they withdraw."""

    WITHDRAWS = "withdraws"
    ASKS = "asks"
    TELLS = "tells"

    @property
    def label(self) -> str:
        """What people call it."""
        return MEANING_TITLES[self]


MEANING_TITLES = {
    Meaning.WITHDRAWS: "It says, or could mean, that they do not want to go on",
    Meaning.ASKS: "It asks something that wants an answer",
    Meaning.TELLS: "Neither: it tells us something",
}


@value
class IncomingDetails:
    """A message as it came: how, whether from where the safe route leads, when, its words, what it could mean."""

    came_as: CameBy
    from_safe_route: bool
    words: str
    meaning: Meaning
    received_at: datetime | None = None
    around: str = ""


def _reason(code: str, sentence: str, field: str) -> Reason:
    return REASONS.add(code, sentence, source=OURS, confidence=Confidence.ASSUMPTION, field=field)


WORDS_MISSING = _reason("words-missing", "Write down what it says, word for word.", "words")
WORDS_TOO_LONG = _reason("words-too-long", "That is longer than 20,000 characters: keep it as an exhibit.", "words")
RECEIVED_MISSING = _reason("received-missing", "Say when it came.", "received_at")
RECEIVED_TO_COME = _reason("received-to-come", "That is still to come.", "received_at")


def find_reasons_against_incoming(details: IncomingDetails, *, at: datetime) -> Reasons:
    """What the record of a message that came in lacks."""
    came = details.received_at
    against: list[tuple[bool, Reason]] = [
        (not details.words.strip(), WORDS_MISSING),
        (len(details.words) > LONGEST, WORDS_TOO_LONG),
        (came is None, RECEIVED_MISSING),
        (came is not None and came > at, RECEIVED_TO_COME),
    ]
    return tuple(reason for applies, reason in against if applies)


def find_duty_of_incoming(meaning: Meaning, rulebook: Rulebook, *, at: datetime, risk: int) -> DutyDue | None:
    """What a message makes due: asking them alone, or an answer; nothing where it only tells something."""
    if meaning is Meaning.TELLS:
        return None
    withdraws = meaning is Meaning.WITHDRAWS
    standard = rulebook[ASK_ALONE if withdraws else ANSWER_VICTIM]
    kind = DutyKind.ASK_VICTIM_ALONE if withdraws else DutyKind.ANSWER_VICTIM
    return DutyDue(
        kind=kind, desk=CATALOGUE[kind].desk, due_at=at + standard.value, rule=standard.key,
        edition=standard.edition, risk=max(risk, 2) if withdraws else risk,
    )  # fmt: skip
