"""The two tests for a charge: the full code test in its two stages, and the threshold test with every condition."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.investigation.evidence_led import Answer, Said
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("code_test")
OUT_26 = "Outcomes for Recorded Crimes, April 2026, pages 3 to 5"


class CodeTestKind(StrEnum):
    """Which test."""

    FULL_CODE = "full_code"
    THRESHOLD = "threshold"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"full_code": "Full code test", "threshold": "Threshold test"}[self.value]


#: Every condition of the threshold test as a question; which are asked is said by the edition of the standard.
CONDITIONS: Mapping[str, str] = {
    "not_enough_yet": "Is the evidence not yet enough for the full code test?",
    "more_will_come": "Are there reasonable grounds that more evidence will come within a reasonable time?",
    "serious": "Does the seriousness of the case justify deciding at once?",
    "bail_opposed": "Are there substantial grounds to oppose bail, so that the suspect would be kept?",
    "suspicion": "Is there reasonable suspicion that the suspect did it, with identifiable evidence still to come?",
    "public_interest": "Is it in the public interest to charge?",
}


@value
class FullCodeAnswers:
    """The full code test as applied: each stage in words, and met or not."""

    offences: str
    evidence_met: bool | None
    evidence: str
    interest_met: bool | None
    interest: str
    lines_remain_because: str = ""

    @property
    def is_met(self) -> bool:
        """Whether both stages are met."""
        return bool(self.evidence_met and self.interest_met)


@value
class ThresholdAnswers:
    """The threshold test as applied: every condition answered, what evidence is to come, and by when."""

    offences: str
    answers: Mapping[str, Answer]
    evidence_to_come: str
    full_code_by: date | None


def _reason(code: str, sentence: str, field: str, *, confidence: Confidence = Confidence.READ) -> Reason:
    source = OUT_26 if confidence is Confidence.READ else "Our safeguard"
    return REASONS.add(code, sentence, source=source, confidence=confidence, field=field)


OFFENCES_MISSING = _reason(
    "offences-missing", "Write the offences that would be charged.", "offences", confidence=Confidence.ASSUMPTION
)
EVIDENCE_UNANSWERED = _reason("evidence-unanswered", "Say whether the evidence is enough.", "evidence_met")
EVIDENCE_MISSING = _reason("evidence-missing", "Write what the evidence is and why it is enough or not.", "evidence")
INTEREST_UNANSWERED = _reason(
    "interest-unanswered", "The evidence comes first and is enough: say whether the public interest is met.",
    "interest_met",
)  # fmt: skip
INTEREST_MISSING = _reason("interest-missing", "Write how the public interest was weighed.", "interest")
INTEREST_TOO_EARLY = _reason(
    "interest-too-early",
    "The public interest is asked only where the evidence is enough. Leave it open.",
    "interest_met",
)
LINES_REMAIN = _reason(
    "lines-remain",
    "Lines of enquiry are open. End them, or say why what they may bring is unlikely to change the test.",
    "lines_remain_because",
)
CONDITION_UNANSWERED = _reason("condition-unanswered", "Answer yes or no.", "")
CONDITION_FAILS = _reason("condition-fails", "The threshold test needs a yes here. Without it, it may not be used.", "")
CONDITION_WORDS = _reason("condition-words", "Say what this rests on.", "")
NOT_DETAINED = _reason(
    "not-detained",
    "The threshold test is for a suspect who is in custody and would be kept. This suspect is not in custody.",
    "",
)
TO_COME_MISSING = _reason("to-come-missing", "Write which evidence is still to come.", "evidence_to_come")
FULL_CODE_BY_MISSING = _reason(
    "full-code-by-missing", "Enter the day by which the full code test will be applied.", "full_code_by"
)
FULL_CODE_BY_PAST = _reason(
    "full-code-by-past", "The day for the full code test has passed. Enter one to come.", "full_code_by"
)


def find_reasons_against_full_code(given: FullCodeAnswers, *, open_lines: int) -> Reasons:
    """What the full code test lacks: evidence first, then public interest, both in words."""
    no_evidence = given.evidence_met is False
    against: list[tuple[bool, Reason]] = [
        (not given.offences.strip(), OFFENCES_MISSING),
        (given.evidence_met is None, EVIDENCE_UNANSWERED),
        (not given.evidence.strip(), EVIDENCE_MISSING),
        (given.evidence_met is True and given.interest_met is None, INTEREST_UNANSWERED),
        (given.evidence_met is True and not given.interest.strip(), INTEREST_MISSING),
        (no_evidence and given.interest_met is not None, INTEREST_TOO_EARLY),
        (open_lines > 0 and not given.lines_remain_because.strip(), LINES_REMAIN),
    ]
    return tuple(reason for applies, reason in against if applies)


def find_reasons_against_threshold(
    given: ThresholdAnswers, *, conditions: tuple[str, ...], status: SuspectStatus, today: date
) -> Reasons:
    """Why the threshold test may not be used: every condition must hold, of a suspect who is in custody."""
    reasons: list[Reason] = []
    if status is not SuspectStatus.ARRESTED_IN_CUSTODY:
        reasons.append(NOT_DETAINED)
    for code in conditions:
        answer = given.answers.get(code)
        if answer is None:
            reasons.append(CONDITION_UNANSWERED.on(code))
        elif answer.said is not Said.YES:
            reasons.append(CONDITION_FAILS.on(code))
        elif not answer.words.strip():
            reasons.append(CONDITION_WORDS.on(f"{code}_words"))
    day = given.full_code_by
    against: list[tuple[bool, Reason]] = [
        (not given.offences.strip(), OFFENCES_MISSING),
        (not given.evidence_to_come.strip(), TO_COME_MISSING),
        (day is None, FULL_CODE_BY_MISSING),
        (day is not None and day < today, FULL_CODE_BY_PAST),
    ]
    return (*reasons, *(reason for applies, reason in against if applies))
