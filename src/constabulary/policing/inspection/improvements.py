"""Areas for improvement: deadlines from publication, where one may stand next, and what closing one takes."""

from collections.abc import Mapping
from datetime import date

from constabulary.policing.clocks import months_after
from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("improvement")
OURS = "Our safeguard: closing on paper is the trap"


def due_on(published_on: date, months: int | None) -> date | None:
    """When an area for improvement is due: calendar months from publication; None where no time was set."""
    return None if months is None else months_after(published_on, months)


def days_left(due: date | None, today: date) -> int | None:
    """Days until it is due; negative once it is late."""
    return None if due is None else (due - today).days


@value
class ClosingFacts:
    """What stands behind a wish to call an area for improvement complete.

    `periods_met` are complete months running; the review is one that was written since the measures last fell back.
    """

    periods_met: int
    periods_needed: int
    review_is_signed: bool
    closer_is_leader: bool
    closer_is_chief_officer: bool
    statement: str


NOT_SUSTAINED = REASONS.add(
    "not-sustained",
    "Its measures have not held long enough: they must be met at the end of each of the last complete months.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
NOT_REVIEWED = REASONS.add(
    "not-reviewed",
    "No review is signed by a chief officer that was written since its measures last fell back or it was reopened.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
LEADER_MAY_NOT_CLOSE = REASONS.add(
    "leader-may-not-close",
    "Whoever leads it may not call it complete: another chief officer signs.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
NOT_CHIEF_OFFICER = REASONS.add(
    "not-chief-officer",
    "A chief officer calls it complete.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
STATEMENT_NEEDED = REASONS.add(
    "statement-needed",
    "Say in a statement what has changed and how it is known.",
    source="HMICFRS recommendation register: completion carries a statement",
    confidence=Confidence.READ,
    field="statement",
)


def find_reasons_against_closing(facts: ClosingFacts) -> Reasons:
    """Why an area for improvement cannot be called complete yet."""
    against: Mapping[Reason, bool] = {
        NOT_SUSTAINED: facts.periods_met < facts.periods_needed,
        NOT_REVIEWED: not facts.review_is_signed,
        LEADER_MAY_NOT_CLOSE: facts.closer_is_leader,
        NOT_CHIEF_OFFICER: not facts.closer_is_chief_officer,
        STATEMENT_NEEDED: not facts.statement.strip(),
    }
    return tuple(reason for reason, applies in against.items() if applies)


HISTORICAL = REASONS.add(
    "historical",
    "This belongs to another force's inspection and is kept as history: nothing is done about it here.",
    source="Our safeguard: what another force was told is never mixed with our own work",
    confidence=Confidence.ASSUMPTION,
)
SIGNED_ALREADY = REASONS.add(
    "signed-already",
    "The review is signed already.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
COUNTS_DO_NOT_FIT = REASONS.add(
    "counts-do-not-fit",
    "There cannot be more right answers than answers, and everybody gave at least one.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="right",
)
SCOPE_NEEDED = REASONS.add(
    "scope-needed",
    "Say what the review looked at.",
    source="PEEL 2018/19 Kent: the force should review its use of THRIVE",
    confidence=Confidence.READ,
    field="scope",
)
EVIDENCE_NEEDED = REASONS.add(
    "evidence-needed",
    "Say what the evidence was: records, figures, people spoken to.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="evidence",
)
CONCLUSION_NEEDED = REASONS.add(
    "conclusion-needed",
    "Say what the review concludes and what follows.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="conclusion",
)


def find_reasons_against_review(*, scope: str, evidence: str, conclusion: str) -> Reasons:
    """What a review lacks."""
    against: Mapping[Reason, bool] = {
        SCOPE_NEEDED: not scope.strip(),
        EVIDENCE_NEEDED: not evidence.strip(),
        CONCLUSION_NEEDED: not conclusion.strip(),
    }
    return tuple(reason for reason, applies in against.items() if applies)
