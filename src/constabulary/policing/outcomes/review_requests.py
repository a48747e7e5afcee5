"""A victim asks for a decision not to charge to be looked at again: what is kept, who answers by when, what it needs.

Whether there is a right to it, and who may answer, stands with the code (`code.py`); this is the request itself.
"""

from datetime import datetime
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.outcomes.check import REVIEWABLE
from constabulary.policing.victims.code import REVIEW_PAGES, ReviewDates, review_dates
from constabulary.policing.victims.incoming import LONGEST, CameBy
from constabulary.standards.dated import Confidence
from constabulary.standards.outcomes import DecidedBy, OutcomeGroup, OutcomeType
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("review_request")

#: The duties of a request while it is open; each is about the row of its request.
OF_REQUEST = (DutyKind.ACKNOWLEDGE_REVIEW, DutyKind.REVIEW_DECISION, DutyKind.TELL_OF_REVIEW)


class Found(StrEnum):
    """What came of a request."""

    STANDS = "stands"
    OVERTURNED = "overturned"
    OVERTAKEN = "overtaken"
    NO_RIGHT = "no_right"

    @property
    def label(self) -> str:
        """What people call it."""
        return FOUND_TITLES[self]


FOUND_TITLES = {
    Found.STANDS: "The decision stands",
    Found.OVERTURNED: "The decision is overturned: the crime is reopened",
    Found.OVERTAKEN: "The crime was reopened before the review was finished",
    Found.NO_RIGHT: "There is no right to this review",
}
#: What a reviewer may find; the others come about otherwise.
MAY_FIND = (Found.STANDS, Found.OVERTURNED)


@value
class RequestDetails:
    """A request for a review as it came: how, whether from where the safe route leads, when, what they say."""

    came_as: CameBy
    from_safe_route: bool
    words: str
    received_at: datetime | None = None


def _reason(code: str, sentence: str, field: str = "", *, source: str = REVIEW_PAGES) -> Reason:
    confidence = Confidence.READ if source == REVIEW_PAGES else Confidence.ASSUMPTION
    return REASONS.add(code, sentence, source=source, confidence=confidence, field=field)


OURS = "Our safeguard: a request is kept as it came, and answered once"
WORDS_MISSING = _reason("words-missing", "Write down what they say, as they say it.", "words", source=OURS)
WORDS_TOO_LONG = _reason(
    "words-too-long", "That is longer than 20,000 characters: keep it as an exhibit.", "words", source=OURS
)
RECEIVED_MISSING = _reason("received-missing", "Say when they asked.", "received_at", source=OURS)
RECEIVED_TO_COME = _reason("received-to-come", "That is still to come.", "received_at", source=OURS)
BEFORE_DECISION = _reason(
    "before-decision", "The decision that stands was made after that: look at when they asked.", "received_at",
    source=OURS,
)  # fmt: skip
NOTHING_DECIDED = _reason(
    "nothing-decided",
    "No outcome of this crime stands, so there is no decision to review. Keep it under what they wrote.",
)
NO_VICTIM = _reason(
    "no-victim", "This crime has no victim, so nobody can ask for this review. Keep it under what they wrote."
)
ASKED_ALREADY = _reason(
    "asked-already", "They have asked for a review of this decision already. Keep it under what they wrote.",
    source=OURS,
)  # fmt: skip
NOT_WAITING = _reason("not-waiting", "No request for a review waits here any more.", source=OURS)
FOUND_MISSING = _reason("found-missing", "Say whether the decision stands.", "found")
REASONS_MISSING = _reason(
    "reasons-missing", "Write down why, in words that can be given to the victim: they are owed written reasons.",
    "words",
)  # fmt: skip
ANSWER_TOO_LONG = _reason("answer-too-long", "Say it in at most 20,000 characters.", "words", source=OURS)


def find_reasons_against_request(
    details: RequestDetails, *, has_victim: bool, decided_at: datetime | None, is_asked: bool, at: datetime
) -> Reasons:
    """What the record of a request lacks. `decided_at`: when the outcome that stands was decided; None for none."""
    came = details.received_at
    against: list[tuple[bool, Reason]] = [
        (not has_victim, NO_VICTIM),
        (decided_at is None, NOTHING_DECIDED),
        (is_asked, ASKED_ALREADY),
        (not details.words.strip(), WORDS_MISSING),
        (len(details.words) > LONGEST, WORDS_TOO_LONG),
        (came is None, RECEIVED_MISSING),
        (came is not None and came > at, RECEIVED_TO_COME),
        (came is not None and decided_at is not None and came < decided_at, BEFORE_DECISION),
    ]
    return tuple(reason for applies, reason in against if applies)


def find_reasons_against_answer(found: Found | None, words: str, *, is_waiting: bool) -> Reasons:
    """What the answer to a request lacks."""
    against: list[tuple[bool, Reason]] = [
        (not is_waiting, NOT_WAITING),
        (found not in MAY_FIND, FOUND_MISSING),
        (not words.strip(), REASONS_MISSING),
        (len(words) > LONGEST, ANSWER_TOO_LONG),
    ]
    return tuple(reason for applies, reason in against if applies)


@value
class KindOfDecision:
    """What sort of decision an outcome is, as far as a right to review depends on it."""

    charged_or_prosecutors_decision: bool
    out_of_court: bool
    victim_withdrew: bool
    enquiries_discontinued: bool


CHARGING = frozenset({OutcomeGroup.CHARGED, OutcomeGroup.TAKEN_INTO_CONSIDERATION})
OUT_OF_COURT = frozenset(
    {OutcomeGroup.OUT_OF_COURT_FORMAL, OutcomeGroup.OUT_OF_COURT_INFORMAL, OutcomeGroup.DIVERSIONARY}
)


def kind_of_decision(outcome: OutcomeType) -> KindOfDecision:
    """What sort of decision an outcome is: what is none of the others and is not reviewable, ended the enquiries."""
    charged = outcome.group in CHARGING or outcome.decided_by in {DecidedBy.CPS, DecidedBy.NATIONAL_BUREAU}
    out_of_court = outcome.group in OUT_OF_COURT
    withdrew = outcome.group is OutcomeGroup.VICTIM_DOES_NOT_SUPPORT
    return KindOfDecision(
        charged_or_prosecutors_decision=charged,
        out_of_court=out_of_court,
        victim_withdrew=withdrew,
        enquiries_discontinued=not (charged or out_of_court or withdrew or outcome.code in REVIEWABLE),
    )


def _due(kind: DutyKind, dates: ReviewDates, due_at: datetime, *, desk: Desk, risk: int) -> DutyDue:
    return DutyDue(kind=kind, desk=desk, due_at=due_at, rule=dates.rule, edition=dates.edition, risk=risk)


def find_duties_of_request(asked_at: datetime, rulebook: Rulebook, *, desk: Desk, risk: int) -> tuple[DutyDue, DutyDue]:
    """What a request makes due: to acknowledge it, and the review itself at the desk of whoever may make it."""
    dates = review_dates(asked_at, rulebook)
    acknowledge = CATALOGUE[DutyKind.ACKNOWLEDGE_REVIEW].desk
    return (
        _due(DutyKind.ACKNOWLEDGE_REVIEW, dates, dates.acknowledge_by, desk=acknowledge, risk=risk),
        _due(DutyKind.REVIEW_DECISION, dates, dates.complete_by, desk=desk, risk=risk),
    )


def tell_of_review_due(asked_at: datetime, rulebook: Rulebook, *, risk: int) -> DutyDue:
    """The written reasons to the victim: a review is complete when they have them, not when it is written."""
    dates = review_dates(asked_at, rulebook)
    desk = CATALOGUE[DutyKind.TELL_OF_REVIEW].desk
    return _due(DutyKind.TELL_OF_REVIEW, dates, dates.complete_by, desk=desk, risk=risk)
