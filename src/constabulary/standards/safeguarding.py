"""The clocks of safeguarding that start at the call, and those of what follows from a risk."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from constabulary.standards.dated import Key
from constabulary.standards.intervals import interval
from constabulary.standards.values import value


@value
class ReferralAnswer:
    """Working days within which whoever a referral went to is to acknowledge it."""

    children: int
    other: int


def _referral(raw: Mapping[str, Any]) -> ReferralAnswer:
    return ReferralAnswer(children=int(raw["children_working_days"]), other=int(raw["other_working_days"]))


@value
class ActWithin:
    """How soon after grading somebody acts on a referral of online abuse of children, by its KIRAT level."""

    very_high: timedelta
    high: timedelta
    medium: timedelta
    low: timedelta

    @property
    def by_level(self) -> Mapping[str, timedelta]:
        """The same, by the level's words, most urgent first."""
        return {"very high": self.very_high, "high": self.high, "medium": self.medium, "low": self.low}


def _act_within(raw: Mapping[str, Any]) -> ActWithin:
    made = ActWithin(**{name.removesuffix("_hours"): timedelta(hours=hours) for name, hours in raw.items()})
    if list(made.by_level.values()) != sorted(made.by_level.values()) or made.very_high <= timedelta():
        raise ValueError("the higher the level, the sooner somebody acts")
    return made


FIRST_RISK_ASSESSMENT = Key("safeguarding.first_risk_assessment", interval)
STALKING_QUESTIONS = Key("safeguarding.stalking_questions", interval)
SAFE_ROUTE_WITHIN = Key("safeguarding.safe_route", interval)
SPECIALIST_LOOK = Key("safeguarding.specialist_look", interval)
SAFETY_PLAN_WITHIN = Key("safeguarding.safety_plan", interval)
CHILD_REFERRAL = Key("safeguarding.child_referral", interval)
REFERRAL_ANSWER = Key("safeguarding.referral_answer", _referral)
ACT_ON_ONLINE_ABUSE = Key("safeguarding.act_on_online_abuse", _act_within)
