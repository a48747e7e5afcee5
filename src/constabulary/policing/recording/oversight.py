"""What the registrar sees of other people's decisions: rape incidents, late decisions, outcomes that need an eye."""

from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence

REASONS = ReasonsCatalogue("oversight")
HOCR = "Crime Recording Rules for Front line Officers and Staff 2026/27"


class Finding(StrEnum):
    """What the registrar finds of a decision."""

    RIGHT = "right"
    WRONG = "wrong"
    MORE_NEEDED = "more_needed"

    @property
    def label(self) -> str:
        """What people call it."""
        return FINDING_TITLES[self]

    @property
    def ends_the_look(self) -> bool:
        """Whether the decision has been overseen with it; where more is needed it is looked at again."""
        return self is not Finding.MORE_NEEDED


FINDING_TITLES = {
    Finding.RIGHT: "The decision is right",
    Finding.WRONG: "The decision is wrong and must be put right",
    Finding.MORE_NEEDED: "More is needed before that can be said",
}

WORDS_MISSING = REASONS.add(
    "words-missing", "Say what you looked at and why you find so.", source=f"{HOCR}, page 10",
    confidence=Confidence.READ, field="words",
)  # fmt: skip
OWN_DECISION = REASONS.add(
    "own-decision", "Nobody oversees a decision of their own.", source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
)  # fmt: skip
SEEN_ALREADY = REASONS.add(
    "seen-already", "This decision has been seen already.", source="Our safeguard", confidence=Confidence.ASSUMPTION
)

ANSWER_MISSING = REASONS.add(
    "answer-missing", "Answer what the registrar asks, or say why it cannot be answered.", source="Our safeguard",
    confidence=Confidence.ASSUMPTION, field="words",
)  # fmt: skip
ANSWERED_ALREADY = REASONS.add(
    "answered-already", "This has been answered already, or the registrar has found without it.", source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
)  # fmt: skip


def find_reasons_against_answer(*, words: str, is_waiting: bool) -> Reasons:
    """Why an answer to the registrar cannot stand."""
    against: list[tuple[bool, Reason]] = [(not words.strip(), ANSWER_MISSING), (not is_waiting, ANSWERED_ALREADY)]
    return tuple(reason for applies, reason in against if applies)


def find_reasons_against_finding(*, words: str, is_own: bool) -> Reasons:
    """Why a finding cannot stand."""
    against: list[tuple[bool, Reason]] = [(not words.strip(), WORDS_MISSING), (is_own, OWN_DECISION)]
    return tuple(reason for applies, reason in against if applies)


def must_be_decided_again(finding: Finding, *, stands: bool) -> bool:
    """Whether what was found puts the decision back to those who decide; not where another has taken its place since."""
    return finding is Finding.WRONG and stands
