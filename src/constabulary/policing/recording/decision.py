"""The recording decision: the official chart, one question at a time, each answer stored (HOCR 2026/27, page 11).

A victim-related offence is recorded if on the balance of probability it amounts to a crime in law and there is no
credible evidence to the contrary at hand; an offence against the state when its points to prove are made out.
"""

from collections.abc import Mapping
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.offences import Basis
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("recording")
HOCR = "Crime Recording Rules for Front line Officers and Staff 2026/27"


class RecordingResult(StrEnum):
    """Where the chart leads."""

    RECORD = "record"
    CRIME_RELATED = "crime_related_incident"
    REPORTED_INCIDENT = "reported_incident"
    NOT_A_CRIME = "not_a_crime"


class Step(StrEnum):
    """The questions of the chart, in its order."""

    CONCERNS_CRIME = "concerns_crime"
    NOTIFIABLE = "notifiable"
    CONTRARY_EVIDENCE = "contrary_evidence"
    VICTIM_TRACED = "victim_traced"
    VICTIM_CONFIRMS = "victim_confirms"
    WITHOUT_CONFIRMATION = "without_confirmation"
    OTHER_FORCE = "other_force"
    RULE_DIRECTS_NOT = "rule_directs_not"


class NotRecordedBecause(StrEnum):
    """Why something that would be a crime is not recorded as one."""

    UNCONFIRMED = "third_party_unconfirmed"
    UNTRACED = "untraced"
    OTHER_FORCE = "other_force"
    RULE = "rule"


class RapeIncident(StrEnum):
    """The N100 codes: a rape reported and not, or not yet, recorded as a crime."""

    UNCONFIRMED = "100/01"
    CONTRARY = "100/02"
    ELSEWHERE = "100/03"


@value
class StepAnswer:
    """One answered question: yes or no, and what it rests on."""

    step: Step
    answer: bool
    evidence: str = ""


@value
class RecordingFacts:
    """What else the chart needs to know of the report."""

    state_based: bool
    rape_reported: bool
    professional_or_carer: bool


@value
class RecordingCheck:
    """Where the chart stands: the next question, or the result with its reasons."""

    next_step: Step | None
    result: RecordingResult | None
    exception: NotRecordedBecause | None
    incident_code: RapeIncident | None
    reasons: Reasons


def _reason(code: str, sentence: str, page: str) -> Reason:
    return REASONS.add(code, sentence, source=f"{HOCR}, {page}", confidence=Confidence.READ)


NO_CRIME_CONCERNED = _reason("no-crime-concerned", "The report does not concern a crime.", "page 11")
NOT_LIKELY = _reason("not-likely", "It is not more likely than not a notifiable crime in law.", "page 7")
POINTS_NOT_MADE_OUT = _reason("points-not-made-out", "The points to prove are not clearly made out.", "pages 7-8")
CONTRARY = _reason("contrary", "There is credible evidence to the contrary at hand.", "page 7")
NO_VICTIM = _reason("no-victim", "No victim or representative can be found yet.", "page 7")
NOT_CONFIRMED = _reason(
    "not-confirmed", "The victim does not confirm it, and it was reported by a third party.", "page 8"
)
ELSEWHERE = _reason("elsewhere", "Another force records it.", "page 11")
RULE = _reason("rule", "A rule directs that it is not recorded, for example the schools protocol.", "page 12")
TEST_MET = _reason(
    "test-met", "It is more likely than not a crime in law and nothing credible speaks against.", "page 7"
)
STATE_TEST_MET = _reason("state-test-met", "The points to prove are made out.", "pages 7-8")
PROFESSIONAL = _reason(
    "professional",
    "A professional, or a parent or carer, counts as acting for the victim: no confirmation is needed.",
    "page 8",
)
WITHOUT_CONFIRMATION = _reason(
    "without-confirmation",
    "There are significant grounds to record without the victim's confirmation.",
    "pages 7-8",
)

AGAINST_STATE = REASONS.add(
    "against-state",
    "This offence is against the state: tick that, and answer yes to the second question only if its points to prove "
    "are clearly made out.",
    source=f"{HOCR}, pages 7-8; the basis of each offence: Home Office, Notifiable offences 2026-27",
    confidence=Confidence.READ,
    field="state_based",
)
AGAINST_VICTIM = REASONS.add(
    "against-victim",
    "This offence has a victim: take the tick away, and answer for them.",
    source=f"{HOCR}, page 7; the basis of each offence: Home Office, Notifiable offences 2026-27",
    confidence=Confidence.READ,
    field="state_based",
)

#: The chart's questions as they are asked.
QUESTIONS: Mapping[Step, str] = {
    Step.CONCERNS_CRIME: "Does the report concern a crime?",
    Step.NOTIFIABLE: "More likely than not, is it a notifiable crime in law?",
    Step.CONTRARY_EVIDENCE: "Is there credible evidence to the contrary at hand?",
    Step.VICTIM_TRACED: "Can the victim, or someone for them, be found?",
    Step.VICTIM_CONFIRMS: "Does the victim, or someone for them, confirm it?",
    Step.WITHOUT_CONFIRMATION: "Without that, is it right to record all the same?",
    Step.OTHER_FORCE: "Does another force record it?",
    Step.RULE_DIRECTS_NOT: "Does a rule direct not to record, for example the schools protocol?",
}
UNANSWERED: Mapping[Step, Reason] = {
    step: REASONS.add(
        f"unanswered-{step.value.replace('_', '-')}",
        f"Answer yes or no: {question}",
        source=f"{HOCR}, page 11",
        confidence=Confidence.READ,
        field=step.value,
    )
    for step, question in QUESTIONS.items()
}
EVIDENCE_NEEDED = REASONS.add(
    "evidence-needed",
    "Say what this answer rests on.",
    source=f"{HOCR}, page 10: the decision must be auditable",
    confidence=Confidence.READ,
)
LATE_RATIONALE_NEEDED = REASONS.add(
    "late-rationale-needed",
    "More than 24 hours have passed since the first report. Say why; the registrar sees every late decision.",
    source=f"{HOCR}, page 10",
    confidence=Confidence.READ,
    field="late_rationale",
)

DECIDED_ON_MASTER = REASONS.add(
    "decided-on-master",
    "This report was closed as a duplicate: decide on the incident that it is worked as. Its page names that one to whoever may "
    "see it.",
    source="National Standard for Incident Recording 2011, 1.5; one event is decided on once",
    confidence=Confidence.READ,
)


def find_reasons_against_deciding(*, is_duplicate: bool, is_decided: bool) -> Reasons:
    """Why recording is not decided on this incident: it was closed as a duplicate, and another is decided on for it.

    What was decided on it before stays its own, and is decided on again where the registrar asks for that.
    """
    return (DECIDED_ON_MASTER,) if is_duplicate and not is_decided else ()


def _ask(step: Step) -> RecordingCheck:
    return RecordingCheck(next_step=step, result=None, exception=None, incident_code=None, reasons=())


def _end(
    result: RecordingResult,
    *reasons: Reason,
    exception: NotRecordedBecause | None = None,
    incident_code: RapeIncident | None = None,
) -> RecordingCheck:
    return RecordingCheck(
        next_step=None, result=result, exception=exception, incident_code=incident_code, reasons=reasons
    )


def _not_recorded(facts: RecordingFacts, reason: Reason, code: RapeIncident) -> RecordingCheck:
    if facts.rape_reported:
        return _end(RecordingResult.REPORTED_INCIDENT, reason, incident_code=code)
    return _end(RecordingResult.NOT_A_CRIME, reason)


def _exception(
    facts: RecordingFacts, reason: Reason, exception: NotRecordedBecause, code: RapeIncident
) -> RecordingCheck:
    if facts.rape_reported:
        return _end(RecordingResult.REPORTED_INCIDENT, reason, exception=exception, incident_code=code)
    return _end(RecordingResult.CRIME_RELATED, reason, exception=exception)


def must_record(answers: tuple[StepAnswer, ...], facts: RecordingFacts) -> RecordingCheck:
    """Follow the chart through the answers given so far.

    Returns the next question while one is open, else the result. A rape that is reported and not recorded always
    ends under an N100 code, whichever way the chart turned.
    """
    given = {one.step: one.answer for one in answers}
    for walk in (_is_it_a_crime, _is_there_a_victim, _does_something_stand_against):
        check = walk(given, facts)
        if check is not None:
            return check
    if facts.state_based:
        return _end(RecordingResult.RECORD, STATE_TEST_MET)
    extra = [PROFESSIONAL] if facts.professional_or_carer else []
    if not facts.professional_or_carer and _lacks_confirmation(given):
        extra.append(WITHOUT_CONFIRMATION)
    return _end(RecordingResult.RECORD, TEST_MET, *extra)


def _lacks_confirmation(given: Mapping[Step, bool]) -> bool:
    """Whether no victim is found, or one who is found does not confirm it."""
    return not given.get(Step.VICTIM_TRACED, True) or not given.get(Step.VICTIM_CONFIRMS, True)


def _is_it_a_crime(given: dict[Step, bool], facts: RecordingFacts) -> RecordingCheck | None:
    if Step.CONCERNS_CRIME not in given:
        return _ask(Step.CONCERNS_CRIME)
    if not given[Step.CONCERNS_CRIME]:
        return _not_recorded(facts, NO_CRIME_CONCERNED, RapeIncident.UNCONFIRMED)
    if Step.NOTIFIABLE not in given:
        return _ask(Step.NOTIFIABLE)
    if not given[Step.NOTIFIABLE]:
        reason = POINTS_NOT_MADE_OUT if facts.state_based else NOT_LIKELY
        return _not_recorded(facts, reason, RapeIncident.UNCONFIRMED)
    if Step.CONTRARY_EVIDENCE not in given:
        return _ask(Step.CONTRARY_EVIDENCE)
    if given[Step.CONTRARY_EVIDENCE]:
        return _not_recorded(facts, CONTRARY, RapeIncident.CONTRARY)
    return None


def _is_there_a_victim(given: dict[Step, bool], facts: RecordingFacts) -> RecordingCheck | None:
    # The state has no victim to ask; a professional or carer speaks for theirs.
    if facts.state_based or facts.professional_or_carer:
        return None
    if Step.VICTIM_TRACED not in given:
        return _ask(Step.VICTIM_TRACED)
    if given[Step.VICTIM_TRACED] and Step.VICTIM_CONFIRMS not in given:
        return _ask(Step.VICTIM_CONFIRMS)
    if not _lacks_confirmation(given):
        return None
    if Step.WITHOUT_CONFIRMATION not in given:
        return _ask(Step.WITHOUT_CONFIRMATION)
    if given[Step.WITHOUT_CONFIRMATION]:
        return None
    if not given[Step.VICTIM_TRACED]:
        return _exception(facts, NO_VICTIM, NotRecordedBecause.UNTRACED, RapeIncident.UNCONFIRMED)
    return _exception(facts, NOT_CONFIRMED, NotRecordedBecause.UNCONFIRMED, RapeIncident.UNCONFIRMED)


def _does_something_stand_against(given: dict[Step, bool], facts: RecordingFacts) -> RecordingCheck | None:
    if Step.OTHER_FORCE not in given:
        return _ask(Step.OTHER_FORCE)
    if given[Step.OTHER_FORCE]:
        return _exception(facts, ELSEWHERE, NotRecordedBecause.OTHER_FORCE, RapeIncident.ELSEWHERE)
    if Step.RULE_DIRECTS_NOT not in given:
        return _ask(Step.RULE_DIRECTS_NOT)
    if given[Step.RULE_DIRECTS_NOT]:
        return _exception(facts, RULE, NotRecordedBecause.RULE, RapeIncident.UNCONFIRMED)
    return None


#: Answers that keep a crime off the books; each must say what it rests on.
KEEPS_OFF: frozenset[tuple[Step, bool]] = frozenset(
    {
        (Step.CONCERNS_CRIME, False),
        (Step.NOTIFIABLE, False),
        (Step.CONTRARY_EVIDENCE, True),
        (Step.VICTIM_TRACED, False),
        (Step.VICTIM_CONFIRMS, False),
        (Step.OTHER_FORCE, True),
        (Step.RULE_DIRECTS_NOT, True),
    }
)


def find_missing_evidence(answers: tuple[StepAnswer, ...]) -> Reasons:
    """The answers against recording that do not say what they rest on, each reason beside its question.

    Whether it is right to record without confirmation rests on something either way, and counts only without it.
    """
    without = Step.WITHOUT_CONFIRMATION
    lacking = _lacks_confirmation({one.step: one.answer for one in answers})
    return tuple(
        EVIDENCE_NEEDED.on(f"{one.step.value}_evidence")
        for one in answers
        if (lacking if one.step is without else (one.step, one.answer) in KEEPS_OFF) and not one.evidence.strip()
    )


def find_reasons_against_basis(basis: Basis, facts: RecordingFacts) -> Reasons:
    """Why an offence is not recorded by the test that was asked: whose offence it is decides which test that is.

    Where the list has it against a victim or the state, whoever decides says which.
    """
    if basis is Basis.STATE and not facts.state_based:
        return (AGAINST_STATE,)
    return (AGAINST_VICTIM,) if basis is Basis.VICTIM and facts.state_based else ()


def find_unanswered(answers: tuple[StepAnswer, ...], facts: RecordingFacts) -> Reasons:
    """Every question that the chart still asks as far as it is known, each reason beside its question.

    A question that only some answers lead to is among them: the open ones before it are taken as speaking for
    recording.
    """
    given = list(answers)
    missing: list[Reason] = []
    while (step := must_record(tuple(given), facts).next_step) is not None:
        missing.append(UNANSWERED[step])
        given.append(StepAnswer(step=step, answer=(step, True) not in KEEPS_OFF))
    return tuple(missing)
