"""Unused material: listed openly or as sensitive, looked at, decided by the disclosure officer, and the schedules signed."""

from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("unused_material")
CPIA = "Criminal Procedure and Investigations Act 1996 and its code of practice"
OURS = "Our safeguard"


class Bearing(StrEnum):
    """What the disclosure officer decides of an item."""

    UNDERMINES = "undermines"
    ASSISTS = "assists"
    BOTH = "both"
    NEITHER = "neither"

    @property
    def label(self) -> str:
        """What people call it."""
        return {
            "undermines": "Might undermine the prosecution", "assists": "Might assist the suspect",
            "both": "Might do both", "neither": "Does neither",
        }[self.value]  # fmt: skip

    @property
    def must_be_revealed(self) -> bool:
        """Whether the prosecutor must be shown it in particular."""
        return self is not Bearing.NEITHER


@value
class MaterialDetails:
    """An item of unused material: what it is, where held, from which line, and why it is sensitive where it is."""

    description: str
    held_where: str
    line_id: int | None = None
    points_away: bool = False
    sensitive: bool = False
    sensitive_because: str = ""


@value
class MaterialDecision:
    """The disclosure officer's decision on an item that somebody looked at."""

    inspected: bool
    bearing: Bearing
    revealed: bool
    words: str
    inspected_by_id: int | None = None


def _reason(code: str, sentence: str, field: str = "", *, source: str = CPIA) -> Reason:
    confidence = Confidence.UNCONFIRMED if source == CPIA else Confidence.ASSUMPTION
    return REASONS.add(code, sentence, source=source, confidence=confidence, field=field)


DESCRIPTION_MISSING = _reason(
    "description-missing", "Describe it, so that somebody who has not seen it can tell what it is.", "description"
)
HELD_MISSING = _reason("held-missing", "Say where it is held.", "held_where")
SENSITIVE_BECAUSE = _reason(
    "sensitive-because", "Say why disclosing it would harm the public interest.", "sensitive_because"
)
NOT_SENSITIVE = _reason(
    "not-sensitive", "A reason for sensitivity belongs to a sensitive item. Choose the sensitive schedule, or leave it out.",
    "sensitive_because", source=OURS,
)  # fmt: skip
LINE_UNKNOWN = _reason("line-unknown", "Choose one of the lines of this crime.", "line", source=OURS)
NOT_INSPECTED = _reason("not-inspected", "It must be looked at before it is decided.", "inspected")
WORDS_MISSING = _reason("words-missing", "Say why.", "words", source=OURS)
MUST_BE_REVEALED = _reason(
    "must-be-revealed", "What might undermine the case or assist the suspect is revealed to the prosecutor.", "revealed"
)
NOT_DISCLOSURE_OFFICER = _reason(
    "not-disclosure-officer", "Only the disclosure officer of this crime decides on unused material and signs for it."
)
UNDECIDED = _reason("undecided", "Items of this schedule wait to be decided. Decide each before it is signed.")
NOTHING_BECAUSE = _reason(
    "nothing-because", "Nothing is listed on this schedule. Say what was looked for.", "words", source=OURS
)
SAME_SCHEDULE = _reason("same-schedule", "It stands on that schedule already.", "sensitive", source=OURS)


def find_reasons_against_material(details: MaterialDetails, *, lines: frozenset[int]) -> Reasons:
    """What the listing of an item lacks."""
    because = bool(details.sensitive_because.strip())
    against: list[tuple[bool, Reason]] = [
        (not details.description.strip(), DESCRIPTION_MISSING),
        (not details.held_where.strip(), HELD_MISSING),
        (details.line_id is not None and details.line_id not in lines, LINE_UNKNOWN),
        (details.sensitive and not because, SENSITIVE_BECAUSE),
        (because and not details.sensitive, NOT_SENSITIVE),
    ]
    return tuple(reason for applies, reason in against if applies)


def find_reasons_against_decision(decision: MaterialDecision, *, is_disclosure_officer: bool) -> Reasons:
    """Why a decision on an item cannot stand."""
    against: list[tuple[bool, Reason]] = [
        (not is_disclosure_officer, NOT_DISCLOSURE_OFFICER),
        (not decision.inspected, NOT_INSPECTED),
        (decision.bearing.must_be_revealed and not decision.revealed, MUST_BE_REVEALED),
        (not decision.words.strip(), WORDS_MISSING),
    ]
    return tuple(reason for applies, reason in against if applies)


def find_reasons_against_resorting(
    *, is_sensitive: bool, sensitive: bool, because: str, is_disclosure_officer: bool
) -> Reasons:
    """Why an item cannot move to the other schedule like this."""
    against: list[tuple[bool, Reason]] = [
        (not is_disclosure_officer, NOT_DISCLOSURE_OFFICER),
        (is_sensitive == sensitive, SAME_SCHEDULE),
        (sensitive and not because.strip(), SENSITIVE_BECAUSE),
        (not sensitive and not because.strip(), WORDS_MISSING.on("sensitive_because")),
    ]
    return tuple(reason for applies, reason in against if applies)


def find_reasons_against_signing(*, count: int, undecided: int, words: str, is_disclosure_officer: bool) -> Reasons:
    """Why a schedule cannot be signed: every item is decided, and an empty one says what was looked for."""
    against: list[tuple[bool, Reason]] = [
        (not is_disclosure_officer, NOT_DISCLOSURE_OFFICER),
        (undecided > 0, UNDECIDED),
        (count == 0 and not words.strip(), NOTHING_BECAUSE),
    ]
    return tuple(reason for applies, reason in against if applies)
