"""A recovery plan that somebody approved: what it needs, what may be entered of its weeks, when somebody is to look at it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from constabulary.policing.decisions import Reason, Reasons
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.planning.runs import OURS, REASONS
from constabulary.standards.dated import Confidence
from constabulary.standards.queues import LOOK_AT_RECOVERY_WITHIN, RecoverySettings
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value

WEEK = timedelta(days=7)


def _reason(code: str, sentence: str, field: str = "") -> Reason:
    return REASONS.add(code, sentence, source=OURS, confidence=Confidence.ASSUMPTION, field=field)


NOT_A_RECOVERY = _reason("not-a-recovery", "Only a run about a backlog that is done can become a plan.")
NO_SUCH_WAY = _reason("no-such-way", "Choose one of the ways that were played.", "way")
WHY_THIS_WAY = _reason("why-this-way", "Say why this way is chosen.", "words")
PROMISED_TOO_SOON = _reason(
    "promised-too-soon", "The promised day lies after the first day of the plan, within the days that were played.",
    "promised_on",
)  # fmt: skip
NO_SUCH_COUNT = _reason(
    "no-such-count", "Choose one of the places in the records where its weeks can be counted, or that they are typed in.",
    "counted_at",
)  # fmt: skip
COUNTS_MIXED = _reason(
    "counts-mixed",
    "The records do not tell what triage closes at once, or a partner takes, from what is worked off: say that the weeks of "
    "this way are typed in.",
    "counted_at",
)
IS_COUNTED = _reason("week-is-counted", "The weeks of this plan are read from the records; nobody types them in.")
HAS_ENDED = _reason("plan-has-ended", "This plan has been ended; nothing more is entered of it.")
WEEK_NOT_OVER = _reason("week-not-over", "The next week of the plan is not over yet.")
NO_WEEK_LEFT = _reason("no-week-left", "Every week that was planned has been entered: end the plan, or make a new one.")
NOT_COUNTS = _reason("week-no-counts", "A count of that week is below nought, or larger than any queue of a force has.")
ANOTHER_WEEK = _reason(
    "week-entered-meanwhile", "That week has been entered meanwhile. Look at it before you enter another."
)
DOES_NOT_ADD_UP = _reason(
    "week-does-not-add-up",
    "That does not add up: more wait than waited before and came in, less what was done. Look again, or say that it is "
    "counted so.",
    "is_counted",
)
WHY_ENDED = _reason("why-plan-ended", "Say why the plan is ended: gone, replaced, or given up.", "outcome")


@value
class Approval:
    """A way as somebody approves it: its name among those played, the first and the promised day, the days played, why;
    where the records count its weeks ("": they are typed in), of which places, and whether triage or a partner is in it."""

    way: str
    ways: tuple[str, ...]
    first_on: date
    promised_on: date
    days: int
    words: str
    counted_at: str = ""
    countable: tuple[str, ...] = ()
    is_mixed: bool = False


def find_reasons_against_approval(asked: Approval) -> Reasons:
    """Why a plan cannot be approved like this."""
    last = asked.first_on + timedelta(days=asked.days)
    against = {
        NO_SUCH_WAY: asked.way not in asked.ways,
        PROMISED_TOO_SOON: not asked.first_on < asked.promised_on <= last,
        WHY_THIS_WAY: not asked.words.strip(),
        NO_SUCH_COUNT: asked.counted_at not in {"", *asked.countable},
        COUNTS_MIXED: bool(asked.counted_at) and asked.is_mixed,
    }
    return tuple(one for one, applies in against.items() if applies)


@value
class WeekEntered:
    """A week as it is entered: what came in, was done and waits by class, how many waited before, which week it is and which
    is next, of how many, whether it is over, whether the plan was ended, and whether what does not add up is counted so."""

    came_in: int
    done: int
    waiting: Sequence[int]
    waited: int
    number: int
    next_number: int
    weeks: int
    is_over: bool
    has_ended: bool
    is_counted: bool = False


def find_reasons_against_week(asked: WeekEntered, settings: RecoverySettings) -> Reasons:
    """Why a week cannot be entered like this."""
    if asked.has_ended:
        return (HAS_ENDED,)
    if asked.number != asked.next_number:
        return (ANOTHER_WEEK,)
    if asked.number > asked.weeks:
        return (NO_WEEK_LEFT,)
    if not asked.is_over:
        return (WEEK_NOT_OVER,)
    if not all(0 <= one <= settings.most_a_week for one in (asked.came_in, asked.done, *asked.waiting)):
        return (NOT_COUNTS,)
    # More may have left than was done (triage, a partner). More may wait where work came back, or a week before was wrong.
    too_many = sum(asked.waiting) > asked.waited + asked.came_in - asked.done
    return (DOES_NOT_ADD_UP,) if too_many and not asked.is_counted else ()


def find_reasons_against_ending(*, outcome: str, has_ended: bool) -> Reasons:
    """Why a plan cannot be ended like this."""
    if has_ended:
        return (HAS_ENDED,)
    return () if outcome.strip() else (WHY_ENDED,)


def week_ends_on(first_on: date, number: int) -> date:
    """The last day of a week of a plan, counted from 1."""
    return first_on + WEEK * number - timedelta(days=1)


def is_week_missing(first_on: date, settings: RecoverySettings, *, entered: int, weeks: int, today: date) -> bool:
    """Whether a week of a plan ended some days ago and has not been entered."""
    return entered < weeks and today > week_ends_on(first_on, entered + 1) + settings.entered_within


def look_at_recovery_due(rulebook: Rulebook, *, at: datetime) -> DutyDue:
    """The planners' look at a plan that is in danger or not kept."""
    within = rulebook[LOOK_AT_RECOVERY_WITHIN]
    return DutyDue(
        kind=DutyKind.LOOK_AT_RECOVERY, desk=CATALOGUE[DutyKind.LOOK_AT_RECOVERY].desk, due_at=at + within.value,
        rule=within.key, edition=within.edition, risk=1,
    )  # fmt: skip
