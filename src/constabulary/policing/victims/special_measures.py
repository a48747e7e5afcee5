"""Special measures: who the law lets have them, what the victim wants, what was applied for and what the court gave.

They are there for the quality of evidence: its completeness, coherence and accuracy. Who is a child, or complains of the
offences the law names, qualifies without more; of everybody else it is said how their evidence would suffer.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value
from constabulary.standards.victims import SPECIAL_MEASURES

REASONS = ReasonsCatalogue("special_measures")
ACT = "Youth Justice and Criminal Evidence Act 1999, sections 16 to 30"


class Ground(StrEnum):
    """Why a victim may have special measures."""

    UNDER_18 = "under_18"
    MENTAL = "mental"
    PHYSICAL = "physical"
    FEAR = "fear"
    NAMED_OFFENCE = "named_offence"
    NONE = "none"

    @property
    def label(self) -> str:
        """What people call it."""
        return GROUND_TITLES[self]


GROUND_TITLES: Mapping[Ground, str] = {
    Ground.UNDER_18: "Vulnerable: under 18",
    Ground.MENTAL: "Vulnerable: a mental disorder, or difficulty in learning or with people",
    Ground.PHYSICAL: "Vulnerable: a physical disability or disorder",
    Ground.FEAR: "Intimidated: fear or distress about giving evidence",
    Ground.NAMED_OFFENCE: "Intimidated: complains of sexual offences, slavery or domestic abuse",
    Ground.NONE: "None found",
}
#: Grounds that qualify without anything being said of the quality of evidence.
WITHOUT_MORE = frozenset({Ground.UNDER_18, Ground.NAMED_OFFENCE})


class Measure(StrEnum):
    """One special measure."""

    SCREEN = "screen"
    LIVE_LINK = "live_link"
    PRIVATE = "private"
    NO_WIGS = "no_wigs"
    RECORDED_EVIDENCE = "recorded_evidence"
    RECORDED_QUESTIONS = "recorded_questions"
    INTERMEDIARY = "intermediary"
    AIDS = "aids"

    @property
    def label(self) -> str:
        """What people call it."""
        return MEASURE_TITLES[self]


MEASURE_TITLES: Mapping[Measure, str] = {
    Measure.SCREEN: "A screen, so that they do not see the accused",
    Measure.LIVE_LINK: "Evidence by live link",
    Measure.PRIVATE: "The public leaves the court",
    Measure.NO_WIGS: "No wigs and gowns",
    Measure.RECORDED_EVIDENCE: "Their recorded interview is their evidence",
    Measure.RECORDED_QUESTIONS: "Questions recorded before the trial",
    Measure.INTERMEDIARY: "An intermediary",
    Measure.AIDS: "Aids to communicate",
}


class Step(StrEnum):
    """How far it has come."""

    ASKED = "asked"
    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """What people call it."""
        return STEP_TITLES[self]


STEP_TITLES: Mapping[Step, str] = {
    Step.ASKED: "Asked what they want",
    Step.APPLIED: "Applied for, through the prosecutor",
    Step.GRANTED: "The court gave them",
    Step.REFUSED: "The court refused",
}


@value
class MeasuresDetails:
    """One step of special measures: the grounds, how evidence would suffer, which measures, in whose words."""

    step: Step
    grounds: tuple[Ground, ...] = ()
    quality: str = ""
    measures: tuple[Measure, ...] = ()
    wishes: str = ""
    court: str = ""


def _reason(code: str, sentence: str, field: str) -> Reason:
    return REASONS.add(code, sentence, source=ACT, confidence=Confidence.UNCONFIRMED, field=field)


GROUNDS_MISSING = _reason(
    "grounds-missing", "Choose why they may have special measures, or that nothing was found.", "grounds"
)
GROUNDS_CLASH = _reason("grounds-clash", "Either there is a ground or there is none.", "grounds")
QUALITY_MISSING = _reason(
    "quality-missing",
    "Say how their evidence would suffer without: what they could not say, or not clearly.",
    "quality",
)
WISHES_MISSING = _reason("wishes-missing", "Write down what the victim said they want, in their own words.", "wishes")
MEASURES_MISSING = _reason("measures-missing", "Choose the measures that this is about.", "measures")
COURT_MISSING = _reason("court-missing", "Say which court, when, and what it said.", "court")
NO_GROUND = _reason("no-ground", "Nothing was found that lets them have special measures.", "grounds")


def find_reasons_against_measures(details: MeasuresDetails) -> Reasons:
    """What a step of special measures lacks."""
    found = set(details.grounds) - {Ground.NONE}
    decided = details.step in {Step.GRANTED, Step.REFUSED}
    against: list[tuple[bool, Reason]] = [
        (not details.grounds, GROUNDS_MISSING),
        (bool(found) and Ground.NONE in details.grounds, GROUNDS_CLASH),
        (details.step is not Step.ASKED and bool(details.grounds) and not found, NO_GROUND),
        (bool(found) and not found & WITHOUT_MORE and not details.quality.strip(), QUALITY_MISSING),
        (details.step is Step.ASKED and not details.wishes.strip(), WISHES_MISSING),
        (details.step is not Step.ASKED and not details.measures, MEASURES_MISSING),
        (decided and not details.court.strip(), COURT_MISSING),
    ]
    return tuple(reason for applies, reason in against if applies)


def ask_measures_due(rulebook: Rulebook, *, at: datetime, risk: int) -> DutyDue:
    """Asking about special measures once somebody is charged: they are applied for before the trial."""
    standard = rulebook[SPECIAL_MEASURES]
    kind = DutyKind.ASK_SPECIAL_MEASURES
    return DutyDue(
        kind=kind, desk=CATALOGUE[kind].desk, due_at=at + standard.value, rule=standard.key,
        edition=standard.edition, risk=risk,
    )  # fmt: skip
