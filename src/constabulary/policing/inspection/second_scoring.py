"""Scoring a THRIVE assessment a second time: who may not, what a score needs, and what the scorer is not to see."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.incidents.thrive import Likelihood, Severity
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.self_inspection import FEEDBACK_WITHIN
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("second_scoring")
OURS = "Our safeguard: a second score is blind or it says nothing"
GRADES = ("G1", "G2", "G3", "G4", "G5")
#: What stands where a grade was written in the caller's account.
HIDDEN = "[grade]"
_GRADE = re.compile(r"\b(?:G\s?[1-5]|grade\s*[1-5])\b", re.IGNORECASE)


class Quality(StrEnum):
    """How good an assessment was, on the scale that inspectors use for cases."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    ADEQUATE = "adequate"
    INADEQUATE = "inadequate"

    @property
    def label(self) -> str:
        """What people call it."""
        return self.value.capitalize()


@value
class Score:
    """What somebody judges of a call: the grade, how bad the harm would be, how likely it is, and why."""

    grade: str
    severity: Severity
    likelihood: Likelihood
    rationale: str


@value
class BlindFacts:
    """What decides whether somebody's score of an assessment would be blind and their own."""

    scorer: int
    had_a_part: frozenset[int]
    has_opened: bool
    scored: bool


def _reason(code: str, sentence: str, field: str = "") -> Reason:
    return REASONS.add(code, sentence, source=OURS, confidence=Confidence.ASSUMPTION, field=field)


OWN = _reason("own", "You had a part in this assessment. Somebody else scores it a second time.")
HAS_OPENED = _reason(
    "has-opened", "You have opened this incident, so your score would not be blind. Leave it to others."
)
SCORED = _reason("scored", "It has been scored a second time already.")
NO_SUCH_GRADE = _reason("no-such-grade", "Choose one of the grades.", "grade")
WHY_MISSING = _reason("why-missing", "Say in a few words why you would grade it so.", "rationale")
WORDS_MISSING = _reason("words-missing", "Say what was good and what could be better.", "words")
NOT_SCORED = _reason("not-scored", "Score it first: you see the first assessment afterwards.")
NOT_YOURS = _reason("not-yours", "Whoever scored it gives the feedback.")
FED_BACK = _reason("fed-back", "The feedback has been given.")
ANSWERED = _reason(
    "answered", "You have answered this practice call. What you answered and the panel's view are below."
)
DAYS_ODD = _reason("days-odd", "The last day cannot be before the first, or in the future.", "until_on")


def find_reasons_against_blind(facts: BlindFacts) -> Reasons:
    """Why somebody may not score an assessment a second time."""
    against: Mapping[Reason, bool] = {
        OWN: facts.scorer in facts.had_a_part,
        HAS_OPENED: facts.has_opened,
        SCORED: facts.scored,
    }
    return tuple(reason for reason, applies in against.items() if applies)


def find_reasons_against_score(score: Score) -> Reasons:
    """What a score lacks."""
    against: Mapping[Reason, bool] = {
        NO_SUCH_GRADE: score.grade not in GRADES,
        WHY_MISSING: not score.rationale.strip(),
    }
    return tuple(reason for reason, applies in against.items() if applies)


def feedback_due(rulebook: Rulebook, at: datetime) -> DutyDue:
    """The feedback that whoever made the assessment is owed once it has been scored."""
    standard = rulebook[FEEDBACK_WITHIN]
    return DutyDue(
        kind=DutyKind.GIVE_FEEDBACK,
        desk=CATALOGUE[DutyKind.GIVE_FEEDBACK].desk,
        due_at=at + standard.value,
        rule=standard.key,
        edition=standard.edition,
    )


def without_grades(words: str) -> str:
    """Words with any grade written in them taken out, so that the first grade does not show through."""
    return _GRADE.sub(HIDDEN, words)


def place_of_grade(grade: str) -> int:
    """The place of a grade on the scale, the most urgent first."""
    return GRADES.index(grade)


def pairs_of_grades(grades: Iterable[tuple[str, str]]) -> tuple[tuple[int, int], ...]:
    """Pairs of grades as places on the scale."""
    return tuple((place_of_grade(first), place_of_grade(second)) for first, second in grades)
