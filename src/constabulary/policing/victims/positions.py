"""The victim's position: supports or not, in what words, freely or not, and where that is recorded.

That somebody cannot be reached is no withdrawal. A withdrawal is recorded where it can be audited, with fear,
coercion and pressure asked about and the victim seen alone.
"""

from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("position")
OUTCOMES = "Outcomes for Recorded Crimes, April 2026, page 19"
OURS = "Our safeguard: somebody else may hold the telephone, or stand beside it"


class Support(StrEnum):
    """Whether the victim supports."""

    SUPPORTS = "supports"
    DOES_NOT = "does_not"
    NOT_REACHED = "not_reached"

    @property
    def label(self) -> str:
        """What people call it."""
        return SUPPORT_TITLES[self]


SUPPORT_TITLES = {
    Support.SUPPORTS: "Supports the investigation",
    Support.DOES_NOT: "Is not able to support it",
    Support.NOT_REACHED: "Cannot be reached, or has not replied",
}


class RecordedIn(StrEnum):
    """Where the victim's position can be audited."""

    STATEMENT = "statement"
    BODY_WORN_VIDEO = "body_worn_video"
    SIGNED_NOTE = "signed_note"
    RECORDED_CALL = "recorded_call"
    MESSAGE = "message"
    NOTHING = "nothing"

    @property
    def label(self) -> str:
        """What people call it."""
        return RECORDED_IN_TITLES[self]


RECORDED_IN_TITLES = {
    RecordedIn.STATEMENT: "A signed statement",
    RecordedIn.BODY_WORN_VIDEO: "Body-worn video",
    RecordedIn.SIGNED_NOTE: "A signed pocket-book entry",
    RecordedIn.RECORDED_CALL: "A recorded call",
    RecordedIn.MESSAGE: "A message or e-mail from them",
    RecordedIn.NOTHING: "Nothing that could be audited yet",
}


class Pressure(StrEnum):
    """What was found when fear, coercion and pressure were asked about."""

    NOT_ASKED = "not_asked"
    NONE_FOUND = "none_found"
    CONCERN = "concern"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"not_asked": "Not asked yet", "none_found": "Asked: none found", "concern": "Asked: a concern"}[
            self.value
        ]


@value
class PositionDetails:
    """The victim's position as recorded: what they want, in what words, and how it was taken."""

    support: Support
    wishes: str = ""
    reasons: str = ""
    account_true: str = ""
    recorded_in: RecordedIn = RecordedIn.NOTHING
    reference: str = ""
    pressure: Pressure = Pressure.NOT_ASKED
    pressure_words: str = ""
    seen_alone: bool = False
    effect: str = ""
    support_offered: str = ""
    would_attend: str = ""


def _reason(code: str, sentence: str, field: str, *, confidence: Confidence = Confidence.READ) -> Reason:
    return REASONS.add(code, sentence, source=OUTCOMES, confidence=confidence, field=field)


WISHES_MISSING = _reason("wishes-missing", "Write down what the victim wants to happen.", "wishes")
REASONS_MISSING = _reason("reasons-missing", "Write down why, in the victim's words.", "reasons")
NOT_AUDITABLE = _reason(
    "not-auditable", "Say where this is recorded so that it can be audited, with its reference.", "reference"
)
PRESSURE_MISSING = _reason(
    "pressure-missing", "Ask about fear, coercion and pressure, and say what you found.", "pressure"
)
PRESSURE_WORDS_MISSING = _reason("pressure-words-missing", "Say what the concern is.", "pressure_words")
MESSAGE_IS_NOT_ENOUGH = REASONS.add(
    "message-is-not-enough",
    "A message alone is never a withdrawal: somebody else may hold the telephone. Keep it word for word as what they "
    "wrote, ask them alone, and record what they say then.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="recorded_in",
)  # fmt: skip
NOT_ALONE = REASONS.add(
    "not-alone", "See or speak to them alone first, in a safe way. Until then their position stays as it was.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="seen_alone",
)  # fmt: skip
SUPPORT_MISSING = _reason("support-missing", "Say what support was offered that could help.", "support_offered")


def find_reasons_against_position(
    position: PositionDetails, *, safety_matters: bool = False, is_person: bool = True, waits_to_be_asked: bool = False
) -> Reasons:
    """What the record of a victim's position lacks. One who cannot be reached has no wishes to write down.

    Who withdraws is seen alone where `safety_matters`, and whatever they say where a message of theirs waits for them
    `to be asked`. A message alone is never the withdrawal of a person; an organisation may write.
    """
    if position.support is Support.NOT_REACHED:
        return ()
    withdraws = position.support is Support.DOES_NOT
    must_be_alone = is_person and (waits_to_be_asked or (withdraws and safety_matters))
    by_message = is_person and position.recorded_in is RecordedIn.MESSAGE
    reasons: list[tuple[bool, Reason]] = [
        (not position.wishes.strip(), WISHES_MISSING),
        (must_be_alone and not position.seen_alone, NOT_ALONE),
        (by_message and (withdraws or waits_to_be_asked), MESSAGE_IS_NOT_ENOUGH),
    ]
    if withdraws:
        auditable = position.recorded_in is not RecordedIn.NOTHING and position.reference.strip()
        reasons += [
            (not position.reasons.strip(), REASONS_MISSING),
            (not auditable, NOT_AUDITABLE),
            (position.pressure is Pressure.NOT_ASKED, PRESSURE_MISSING),
            (position.pressure is Pressure.CONCERN and not position.pressure_words.strip(), PRESSURE_WORDS_MISSING),
            (not position.support_offered.strip(), SUPPORT_MISSING),
        ]
    return tuple(reason for applies, reason in reasons if applies)


@value
class VictimFacts:
    """What the outcome rules need of the victim. All false and None for an offence against the state."""

    support: Support | None = None
    wishes_recorded: bool = False
    auditable: bool = False
    pressure: Pressure = Pressure.NOT_ASKED
    seen_alone: bool = False
    waits_to_be_asked: bool = False

    @property
    def does_not_support(self) -> bool:
        """Whether the victim has said that they cannot support."""
        return self.support is Support.DOES_NOT
