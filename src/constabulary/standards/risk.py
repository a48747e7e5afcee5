"""Risk in domestic abuse and stalking: counts that prompt, reviews, and the topics of the tools."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from constabulary.standards.dated import Confidence, Key, SelectedBy
from constabulary.standards.intervals import interval
from constabulary.standards.lists import DatedList, read_list
from constabulary.standards.values import value


@value
class DashCounts:
    """How many yes answers prompt a grade."""

    high: int
    medium: int


@value
class Escalation:
    """How many incidents in how many months call for a supervisor's decision on the MARAC."""

    incidents: int
    other_areas: int
    within_months: int


@value
class SecondReview:
    """How soon a specialist looks at a grade."""

    high: timedelta
    medium: timedelta


@value
class PlanReview:
    """How soon a safety plan is reviewed, first and then again."""

    high_first: timedelta
    high_then_days: int
    medium_first_days: int
    medium_then_days: int


@value
class MaracReferral:
    """Working days to a referral: 0 is the same working day; the other reading is the outer limit."""

    working_days: int
    outer_working_days: int


@value
class FourPrompt:
    """How many yes answers of the stalking screen ask for a specialist, and how many describe stalking."""

    specialist: int
    stalking: int


@value
class ToolQuestion:
    """One topic of a risk tool; `opens` names the further questions that a yes opens, `factor` what a yes tells of."""

    code: str
    topic: str
    high: bool
    opens: str
    factor: str


@value
class RiskTool:
    """A risk tool: its scale and its topics; `factors` are ours, asked beside them."""

    code: str
    title: str
    valid_from: date
    valid_to: date | None
    confidence: Confidence
    source: str
    scale: tuple[str, ...]
    questions: tuple[ToolQuestion, ...]
    factors: tuple[ToolQuestion, ...]

    @property
    def asked(self) -> tuple[ToolQuestion, ...]:
        """Everything that is asked, in order."""
        return (*self.questions, *self.factors)


def _second(raw: Mapping[str, Any]) -> SecondReview:
    return SecondReview(high=timedelta(hours=raw["high_hours"]), medium=timedelta(hours=raw["medium_hours"]))


def _plan(raw: Mapping[str, Any]) -> PlanReview:
    return PlanReview(
        high_first=timedelta(hours=raw["high_hours"]),
        high_then_days=raw["high_then_days"],
        medium_first_days=raw["medium_days"],
        medium_then_days=raw["medium_then_days"],
    )


def _tool(raw: Mapping[str, Any]) -> RiskTool:
    return RiskTool(
        code=raw["code"],
        title=raw["title"],
        valid_from=raw["valid_from"],
        valid_to=raw.get("valid_to"),
        confidence=Confidence(raw["confidence"]),
        source=raw["source"],
        scale=tuple(raw["scale"]),
        questions=tuple(_question(one, factor=one.get("factor", "")) for one in raw["questions"]),
        factors=tuple(_question(one, factor=one["code"]) for one in raw["factors"]),
    )


def _question(raw: Mapping[str, Any], *, factor: str) -> ToolQuestion:
    return ToolQuestion(
        code=raw["code"], topic=raw["topic"], high=raw.get("high", False), opens=raw.get("opens", ""), factor=factor
    )


@cache
def _tools() -> tuple[RiskTool, ...]:
    return tuple(_tool(raw) for raw in read_list("lists/risk-tools.toml")["tool"])


DASH_COUNTS = Key("risk.dash_counts", lambda raw: DashCounts(**raw))
ESCALATION = Key("risk.escalation", lambda raw: Escalation(**raw))
SUPERVISOR_DECISION_WITHIN = Key("risk.supervisor_decision", interval)
SECOND_REVIEW = Key("risk.second_review", _second)
PLAN_REVIEW = Key("risk.plan_review", _plan)
PLAN_REVIEW_ON_EVENT = Key("risk.plan_review_on_event", interval)
MARAC_REFERRAL = Key("risk.marac_referral", lambda raw: MaracReferral(**raw))
FOUR_PROMPT = Key("risk.four_prompt", lambda raw: FourPrompt(**raw))
RISK_TOOLS = DatedList(
    name="risk-tools",
    title="Risk tools and their topics",
    selected_by=SelectedBy.DECISION,
    source="DASH 2009; College of Policing; the FOUR screen",
    read=_tools,
    code_of=lambda one: one.code,
    title_of=lambda one: one.title,
)
