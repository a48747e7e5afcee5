"""Where telling a victim of an outcome would put them in danger: safeguarding decides, says why, and looks again."""

from datetime import date, datetime

from constabulary.policing.clocks import end_of
from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value
from constabulary.standards.victims import LOOK_AGAIN_AT_TELLING

REASONS = ReasonsCatalogue("telling")
OURS = "Our safeguard: an outcome is told before it applies, unless telling it endangers the victim"


@value
class RulingDetails:
    """That a victim cannot safely be told: what was tried, what the danger is, what is done instead, when to look again."""

    tried: str
    danger: str
    instead: str
    look_again_on: date | None = None


def _reason(code: str, sentence: str, field: str = "") -> Reason:
    return REASONS.add(code, sentence, source=OURS, confidence=Confidence.ASSUMPTION, field=field)


TRIED_MISSING = _reason(
    "tried-missing", "Write down what was tried to tell them, by which way and when; or why nothing could be.", "tried"
)
DANGER_MISSING = _reason("danger-missing", "Write down how telling them would put them in danger.", "danger")
INSTEAD_MISSING = _reason("instead-missing", "Write down what is done for their safety instead.", "instead")
LOOK_MISSING = _reason(
    "look-missing", "Say on which day somebody looks again whether they can be told.", "look_again_on"
)
LOOK_TOO_FAR = _reason("look-too-far", "Look again sooner: nobody is left untold for longer.", "look_again_on")
LOOK_IN_PAST = _reason("look-in-past", "That day is not to come.", "look_again_on")
OWN_CRIME = _reason(
    "own-crime", "Somebody who neither has the crime nor proposed its outcome decides that the victim is not told."
)
NOTHING_TO_TELL = _reason("nothing-to-tell", "No outcome waits that the victim has not been told of.")


def find_reasons_against_ruling(
    details: RulingDetails, *, something_waits: bool, is_their_crime: bool, at: datetime, rulebook: Rulebook
) -> Reasons:
    """Why it cannot be decided like this that a victim is not told."""
    look, today = details.look_again_on, local_day(at)
    days = rulebook[LOOK_AGAIN_AT_TELLING].value
    against: list[tuple[bool, Reason]] = [
        (not something_waits, NOTHING_TO_TELL),
        (is_their_crime, OWN_CRIME),
        (not details.tried.strip(), TRIED_MISSING),
        (not details.danger.strip(), DANGER_MISSING),
        (not details.instead.strip(), INSTEAD_MISSING),
        (look is None, LOOK_MISSING),
        (look is not None and look <= today, LOOK_IN_PAST),
        (look is not None and (look - today).days > days, LOOK_TOO_FAR),
    ]
    return tuple(reason for applies, reason in against if applies)


def look_again_due(look_again_on: date, rulebook: Rulebook, *, risk: int) -> DutyDue:
    """Somebody looks again, on the day that was set, whether the victim can be told safely by now."""
    standard = rulebook[LOOK_AGAIN_AT_TELLING]
    kind = DutyKind.SEE_IF_SAFE_TO_TELL
    return DutyDue(
        kind=kind, desk=CATALOGUE[kind].desk, due_at=end_of(look_again_on), rule=standard.key,
        edition=standard.edition, risk=risk,
    )  # fmt: skip


def ruling_stands(ruled_at: datetime, *, reopened_at: datetime | None, route_since: datetime | None) -> bool:
    """Whether a decision not to tell still holds: not across a reopening, nor once a safe way was confirmed after it."""
    return not any(since is not None and since >= ruled_at for since in (reopened_at, route_since))
