"""The clocks of safeguarding that start at the call, and those of what follows from a risk."""

from collections.abc import Mapping
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


FIRST_RISK_ASSESSMENT = Key("safeguarding.first_risk_assessment", interval)
STALKING_QUESTIONS = Key("safeguarding.stalking_questions", interval)
SAFE_ROUTE_WITHIN = Key("safeguarding.safe_route", interval)
SPECIALIST_LOOK = Key("safeguarding.specialist_look", interval)
SAFETY_PLAN_WITHIN = Key("safeguarding.safety_plan", interval)
CHILD_REFERRAL = Key("safeguarding.child_referral", interval)
REFERRAL_ANSWER = Key("safeguarding.referral_answer", _referral)
