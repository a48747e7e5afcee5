"""The clocks of safeguarding that start at the call."""

from constabulary.standards.dated import Key
from constabulary.standards.intervals import interval

FIRST_RISK_ASSESSMENT = Key("safeguarding.first_risk_assessment", interval)
STALKING_QUESTIONS = Key("safeguarding.stalking_questions", interval)
SAFE_ROUTE_WITHIN = Key("safeguarding.safe_route", interval)
