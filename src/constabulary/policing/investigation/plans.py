"""The investigation plan: what must be proved, the lines of enquiry towards and away from the suspect, and their ends."""

from datetime import date
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("plan")
CPIA = "Criminal Procedure and Investigations Act 1996 Code of Practice, 3.5"


class Direction(StrEnum):
    """Whether a line could point towards the suspect, away from them, or either way."""

    TOWARDS = "towards"
    AWAY = "away"
    EITHER = "either"

    @property
    def label(self) -> str:
        """What people call it."""
        return DIRECTION_TITLES[self]


DIRECTION_TITLES = {
    Direction.TOWARDS: "Towards the suspect",
    Direction.AWAY: "Away from the suspect",
    Direction.EITHER: "Either way",
}


@value
class LineDetails:
    """One line of enquiry: what it is to find out, how, by whom (row number), by when, and which way it may point.

    What it is after may be lost from `gone_from` on; None where it lasts.
    """

    objective: str
    action: str
    due_on: date
    direction: Direction = Direction.EITHER
    owner_id: int | None = None
    gone_from: date | None = None


@value
class PlanDetails:
    """A plan as an investigator sets it; lines are added to those already there."""

    summary: str
    points_to_prove: str
    evidence_led_route: str
    lines: tuple[LineDetails, ...] = ()
    nothing_away_because: str = ""
    victim_needs: str = ""
    finish_on: date | None = None


def _reason(code: str, sentence: str, field: str, *, source: str, confidence: Confidence) -> Reason:
    return REASONS.add(code, sentence, source=source, confidence=confidence, field=field)


SUMMARY_MISSING = _reason(
    "summary-missing", "Say in a sentence or two what this investigation is about.", "summary",
    source="College APP, managing investigations", confidence=Confidence.READ,
)  # fmt: skip
POINTS_MISSING = _reason(
    "points-missing", "Write the points to prove.", "points_to_prove",
    source="College APP, managing investigations", confidence=Confidence.READ,
)  # fmt: skip
LINE_MISSING = _reason(
    "line-missing", "Add at least one line of enquiry.", "objective",
    source="College APP, managing investigations", confidence=Confidence.READ,
)  # fmt: skip
NOTHING_AWAY = _reason(
    "nothing-away",
    "No line could point away from the suspect. Add one, or say why there is none.",
    "nothing_away_because",
    source=CPIA, confidence=Confidence.UNCONFIRMED,
)  # fmt: skip
ROUTE_MISSING = _reason(
    "route-missing",
    "Say what the case could rest on if the victim withdrew: build it from the start as if support will be lost.",
    "evidence_led_route",
    source="Joint inspection of evidence-led domestic abuse prosecutions 2020", confidence=Confidence.READ,
)  # fmt: skip
OBJECTIVE_MISSING = _reason(
    "objective-missing", "Say what the line is to find out.", "objective",
    source="College APP, managing investigations", confidence=Confidence.READ,
)  # fmt: skip
ACTION_MISSING = _reason(
    "action-missing", "Say what is to be done.", "action",
    source="College APP, managing investigations", confidence=Confidence.READ,
)  # fmt: skip
DUE_IN_PAST = _reason(
    "due-in-past", "A line cannot be due before today.", "due_on", source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
)  # fmt: skip
DUE_WHEN_GONE = _reason(
    "due-when-gone", "By then it may be gone: have it done before that day.", "due_on", source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
)  # fmt: skip
RESULT_MISSING = _reason(
    "result-missing", "Say what the line brought, or why it is not pursued.", "result",
    source="CPIA Code: what is found is recorded and retained", confidence=Confidence.READ,
)  # fmt: skip
OWN_PLAN = _reason(
    "own-plan", "Someone other than the person who set the plan approves it.", "", source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
)  # fmt: skip


RETURN_UNEXPLAINED = _reason(
    "return-unexplained", "Say what is missing: a plan sent back without it helps nobody.", "words",
    source="Our safeguard", confidence=Confidence.ASSUMPTION,
)  # fmt: skip
NOTHING_TO_DECIDE = _reason(
    "nothing-to-decide", "This plan does not wait for a decision: it is approved, or returned already.", "",
    source="Our safeguard", confidence=Confidence.ASSUMPTION,
)  # fmt: skip


def find_reasons_against_return(words: str, *, waits: bool) -> Reasons:
    """Why a plan cannot be returned like this."""
    against = ((not waits, NOTHING_TO_DECIDE), (not words.strip(), RETURN_UNEXPLAINED))
    return tuple(reason for applies, reason in against if applies)


def find_reasons_against_plan(
    plan: PlanDetails, *, open_directions: tuple[Direction, ...], has_victim: bool, today: date
) -> Reasons:
    """What a plan lacks. `open_directions` are those of the lines it has already."""
    directions = (*open_directions, *(line.direction for line in plan.lines))
    points_away = any(direction is not Direction.TOWARDS for direction in directions)
    against: list[tuple[bool, Reason]] = [
        (not plan.summary.strip(), SUMMARY_MISSING),
        (not plan.points_to_prove.strip(), POINTS_MISSING),
        (has_victim and not plan.evidence_led_route.strip(), ROUTE_MISSING),
        (not directions, LINE_MISSING),
        (bool(directions) and not points_away and not plan.nothing_away_because.strip(), NOTHING_AWAY),
    ]
    reasons = [reason for applies, reason in against if applies]
    for line in plan.lines:
        reasons += find_reasons_against_line(line, today=today)
    return tuple(dict.fromkeys(reasons))


def find_reasons_against_line(line: LineDetails, *, today: date) -> Reasons:
    """What a line of enquiry lacks."""
    against: list[tuple[bool, Reason]] = [
        (not line.objective.strip(), OBJECTIVE_MISSING),
        (not line.action.strip(), ACTION_MISSING),
        (line.due_on < local_day(today), DUE_IN_PAST),
        # What may be gone already is still looked for, whenever that can be.
        (line.gone_from is not None and today < line.gone_from <= line.due_on, DUE_WHEN_GONE),
    ]
    return tuple(reason for applies, reason in against if applies)
