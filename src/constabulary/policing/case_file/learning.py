"""The day on which a suspect learns that the case goes on without the victim: her safety first.

Nothing in the national text as read says how; the safeguard is ours, after the joint inspection of 2020.
"""

from datetime import datetime, timedelta

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("suspect_learns")
OURS = "Our safeguard, after the joint inspection of evidence-led domestic abuse prosecutions 2020"


@value
class DayPlan:
    """The plan for the day: who tells the victim before, and how; what protects her; who is there; what if it is not safe."""

    tell_first: str
    protection: str
    who: str
    if_unsafe: str


def _reason(code: str, sentence: str, field: str = "") -> Reason:
    return REASONS.add(code, sentence, source=OURS, confidence=Confidence.ASSUMPTION, field=field)


TELL_FIRST = _reason(
    "tell-first", "Say how the victim is told before the suspect is, and by which safe way.", "tell_first"
)  # fmt: skip
PROTECTION = _reason(
    "protection", "Say what protects the victim that day: conditions, orders, visits, markers.", "protection"
)
WHO = _reason("who", "Say who does it and whom the victim can reach.", "who")
IF_UNSAFE = _reason("if-unsafe", "Say what is done if the victim cannot be reached or is not safe.", "if_unsafe")
SUPPORTS = _reason(
    "supports", "This plan is for a case whose victim does not support it. Record the victim's position first."
)
ASSESS_FIRST = _reason(
    "assess-first", "Assess the victim's safety again first: the last look is from before the victim spoke, or too old."
)


def is_fresh(assessed_at: datetime | None, *, spoke_at: datetime | None, at: datetime, within: timedelta) -> bool:
    """Whether safety was looked at since the victim last spoke, and recently."""
    if assessed_at is None:
        return False
    return (spoke_at is None or assessed_at >= spoke_at) and at - assessed_at <= within


def find_reasons_against_day_plan(plan: DayPlan, *, does_not_support: bool, assessed: bool) -> Reasons:
    """What the plan for the day lacks."""
    against: list[tuple[bool, Reason]] = [
        (not does_not_support, SUPPORTS),
        (does_not_support and not assessed, ASSESS_FIRST),
        (not plan.tell_first.strip(), TELL_FIRST),
        (not plan.protection.strip(), PROTECTION),
        (not plan.who.strip(), WHO),
        (not plan.if_unsafe.strip(), IF_UNSAFE),
    ]
    return tuple(reason for applies, reason in against if applies)
