"""Whether a crime is investigated or filed at the desk: questions answered, reasons written, some filed ones drawn anyway.

Nothing is scored. The published tool of one force weighs eight factors; its weights are that force's and were never
published, and the eighth is whether the victim supports a prosecution. Here the other seven are asked, none has a
weight, and the victim's support is not known to the rule at all. What anybody is can only ever stand against filing.
"""

from collections.abc import Mapping
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.inspection.intervals import Rate, wilson
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("screening")
TOOL = "McFadzien and others 2020: evidence-based investigative tool"
OURS = "Our safeguard"


#: Duties that, while open, say that something about somebody's safety is still to be done.
SAFETY = frozenset(
    {
        DutyKind.CONFIRM_SAFE_ROUTE, DutyKind.ASSESS_DOMESTIC_ABUSE, DutyKind.ASK_STALKING_QUESTIONS,
        DutyKind.PLAN_SAFETY, DutyKind.REFER_TO_MARAC, DutyKind.REFER_CHILD,
    }
)  # fmt: skip


class Decision(StrEnum):
    """What becomes of the crime."""

    INVESTIGATE = "investigate"
    FILE = "file"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"investigate": "Investigate", "file": "File it without an investigation"}[self.value]


class Known(StrEnum):
    """The three answers about a factor."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not_yet"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"yes": "Yes", "no": "No", "not_yet": "Not known yet"}[self.value]


@value
class Factor:
    """One thing that makes a crime likelier to be solved. `looked` is true where a no says what was looked for."""

    code: str
    question: str
    hint: str = ""
    looked: bool = False


FACTORS: tuple[Factor, ...] = (
    Factor(code="named_suspect", question="Is somebody named who may have done it?"),
    Factor(code="witness", question="Is there a witness who would help?", looked=True),
    Factor(code="cctv", question="Is there CCTV, doorbell or dashboard footage?", looked=True,
           hint="It is often overwritten within days."),
    Factor(code="police_saw", question="Did an officer see or hear something that confirms it?"),
    Factor(code="forensic", question="Is there anything forensic to recover?", looked=True),
    Factor(code="linked", question="Is it linked to other crimes?"),
)  # fmt: skip


@value
class Answer:
    """One answer about a factor, and what it rests on."""

    known: Known
    words: str = ""


@value
class ScreeningFacts:
    """What of a crime stands against filing it. Nothing here can speak for filing.

    `prompt` is whether it was reported within the days that count as soon; it is shown, and decides nothing.
    """

    domestic_abuse: bool = False
    hate: bool = False
    sexual: bool = False
    child_victim: bool = False
    vulnerable_victim: bool = False
    repeat_victim: bool = False
    weapon: bool = False
    serious_harm: bool = False
    emergency_worker: bool = False
    home_burglary: bool = False
    unsafe: bool = False
    suspect_named: bool = False
    prompt: bool = False


@value
class Screening:
    """The factors as answered, what is decided, and why."""

    answers: Mapping[str, Answer]
    decision: Decision
    public_interest: str = ""
    rationale: str = ""


def _exclusion(code: str, sentence: str) -> Reason:
    return REASONS.add(code, sentence, source=OURS, confidence=Confidence.ASSUMPTION, field="decision")


#: What is never filed at the desk. The list is ours, made from what inspections found; each force may add, none removes.
EXCLUSIONS: Mapping[str, Reason] = {
    "domestic_abuse": _exclusion("domestic-abuse", "Domestic abuse and stalking are investigated."),
    "hate": _exclusion("hate", "Hate crime is investigated."),
    "sexual": _exclusion("sexual", "Sexual offences are investigated."),
    "child_victim": _exclusion("child", "The victim is a child: it is investigated."),
    "vulnerable_victim": _exclusion("vulnerable", "The victim is vulnerable: it is investigated."),
    "repeat_victim": _exclusion("repeat", "The victim has been a victim before: it is investigated."),
    "weapon": _exclusion("weapon", "A weapon was used or threatened: it is investigated."),
    "serious_harm": _exclusion("serious-harm", "The harm is serious: it is investigated."),
    "emergency_worker": _exclusion("emergency-worker", "The victim is an emergency worker: it is investigated."),
    "home_burglary": _exclusion("home-burglary", "A burglary of a home is investigated."),
    "unsafe": _exclusion("unsafe", "Something about somebody's safety is still to be done: it is investigated."),
    # Whether the victim supports is not asked: without support it would be the likelier to be closed early.
    "suspect_named": _exclusion("named", "A suspect is named: it is investigated, whether or not the victim supports."),
}


def _reason(code: str, sentence: str, field: str, *, source: str = OURS) -> Reason:
    return REASONS.add(code, sentence, source=source, confidence=Confidence.ASSUMPTION, field=field)


SERIES = _reason("series", "It is linked to other crimes: it is investigated with them.", "decision")
UNANSWERED = _reason("unanswered", "Answer yes, no or not known yet.", "", source=TOOL)
FIND_OUT = _reason("find-out", "Find this out before the crime is filed: it may be what solves it.", "")
WHY_NOT = _reason("why-not", "Say why nothing comes of this.", "")
WHERE_LOOKED = _reason("where-looked", "Say who was asked, or where it was looked for.", "")
PUBLIC_INTEREST = _reason("public-interest", "Weigh the public interest, and say how.", "public_interest", source=TOOL)
RATIONALE = _reason("rationale", "Say why.", "rationale")
GIVEN_ALREADY = _reason("given-already", "An officer has this crime: it is past filing at the desk.", "")
DRAWN = _reason(
    "drawn", "It was drawn to be investigated all the same, so that what filing misses can be known.", "decision"
)


def find_exclusions(facts: ScreeningFacts) -> Reasons:
    """Why the crime is never filed at the desk, whatever is answered."""
    return tuple(reason for name, reason in EXCLUSIONS.items() if getattr(facts, name))


def find_reasons_against_screening(given: Screening, facts: ScreeningFacts) -> Reasons:
    """Why the decision cannot stand. To investigate needs the answers and a reason; to file needs far more."""
    files = given.decision is Decision.FILE
    reasons: list[Reason] = [one for factor in FACTORS for one in _against(factor, given, files=files)]
    if files:
        reasons += find_exclusions(facts)
        if _says(given, "linked", Known.YES):
            reasons.append(SERIES)
        if not given.public_interest.strip():
            reasons.append(PUBLIC_INTEREST)
    if not given.rationale.strip():
        reasons.append(RATIONALE)
    return tuple(reasons)


def _says(given: Screening, factor: str, known: Known) -> bool:
    answer = given.answers.get(factor)
    return answer is not None and answer.known is known


def _against(factor: Factor, given: Screening, *, files: bool) -> Reasons:
    answer = given.answers.get(factor.code)
    if answer is None:
        return (UNANSWERED.on(factor.code),)
    if not files:
        return ()
    if answer.known is Known.NOT_YET:
        return (FIND_OUT.on(factor.code),)
    if answer.words.strip():
        return ()
    if answer.known is Known.YES:
        return (WHY_NOT.on(f"{factor.code}_words"),)
    return (WHERE_LOOKED.on(f"{factor.code}_words"),) if factor.looked else ()


TOO_LITTLE = _reason(
    "too-little-to-fit",
    "Too few filed crimes that were drawn have ended, or too few of them were solved or not solved. Nothing is fitted.",
    "",
)


def is_drawn(decision: Decision, *, chance: float, share: float) -> bool:
    """Whether a crime that would be filed is investigated all the same; `chance` lies from 0 up to 1."""
    return decision is Decision.FILE and chance < share


@value
class Missed:
    """The share of filed crimes that an investigation would have solved; `too_few` where nothing can be said."""

    rate: Rate
    too_few: bool


def missed_of(solved: int, ended: int, *, least: int) -> Missed:
    """What the drawn crimes that have ended say of all that were filed; nothing below the least number of them."""
    return Missed(rate=wilson(solved, ended), too_few=ended < least)
