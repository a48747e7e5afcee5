"""THRIVE as data: six elements, each with structured answers and a rationale of its own.

Six text boxes are not THRIVE: the structured answers drive the floor rules and the advisory score, the
rationale says how the person came to them. The question set is versioned; blocks a force adds are optional.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import IntEnum, StrEnum
from operator import attrgetter

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.incidents.blocks import Block, BlockAnswer
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

QUESTION_SET = "THRIVE-2026.2"
#: Capability and intent are each given from 0, none, to this.
MOST_CAPABLE = 3
#: From this intent on somebody is taken to mean it.
LIKELY_MEANT = 2

REASONS = ReasonsCatalogue("thrive")
#: Which words are asked for, as whoever fills it in reads it; what is missing is found by `elements_in_words`.
WORDS_ASKED = (
    "Say under each of the six how you came to your answers. Where nobody is sent, neither at the grade you choose nor at "
    "the one proposed, and nothing is marked or found as abuse, stalking or hate: only under what worries, and under one "
    "of the six at the least."
)


class Element(StrEnum):
    """The six elements, in the order of the word."""

    THREAT = "threat"
    HARM = "harm"
    RISK = "risk"
    INVESTIGATION = "investigation"
    VULNERABILITY = "vulnerability"
    ENGAGEMENT = "engagement"


class Violence(StrEnum):
    """Violence in what is reported."""

    NONE = "none"
    THREATENED = "threatened"
    IMMINENT = "imminent"
    USED = "used"


class Suspect(StrEnum):
    """Where the suspect is as the caller speaks."""

    NONE = "none"
    GONE = "gone"
    NEARBY = "nearby"
    ON_SCENE = "on_scene"
    DETAINED = "detained"


class Imminence(StrEnum):
    """How soon the threat may come about."""

    NOW = "now"
    HOURS = "hours"
    DAYS = "days"
    UNLIKELY = "unlikely"


class Severity(IntEnum):
    """How bad the harm would be, 0 to 4."""

    NONE = 0
    MINOR = 1
    MODERATE = 2
    SERIOUS = 3
    LIFE_CHANGING = 4


class Likelihood(IntEnum):
    """How likely it is, 0 to 4."""

    REMOTE = 0
    UNLIKELY = 1
    POSSIBLE = 2
    LIKELY = 3
    CERTAIN = 4


class HarmType(StrEnum):
    """Kinds of harm that a report may carry."""

    PHYSICAL = "physical"
    PSYCHOLOGICAL = "psychological"
    SEXUAL = "sexual"
    EMOTIONAL = "emotional"
    FINANCIAL = "financial"
    PROPERTY = "property"
    ANIMALS = "animals"
    REPUTATION = "reputation"
    COMMUNITY = "community"


class VulnerabilityFactor(StrEnum):
    """What may make a person unable, in this situation, to protect themselves or others."""

    CHILD = "child"
    OLDER = "older"
    PHYSICAL_HEALTH = "physical_health"
    MENTAL_HEALTH = "mental_health"
    DISABILITY = "disability"
    DEPENDENCE = "dependence"
    ISOLATION = "isolation"
    DOMESTIC_ABUSE = "domestic_abuse"
    STALKING = "stalking"
    EXPLOITATION = "exploitation"
    LANGUAGE = "language"
    SUBSTANCES = "substances"
    SUICIDE_RISK = "suicide_risk"
    HATE = "hate"
    HOMELESS = "homeless"


class ContactMethod(StrEnum):
    """How the caller wants, and can safely be, dealt with."""

    ATTENDANCE = "attendance"
    APPOINTMENT = "appointment"
    TELEPHONE = "telephone"
    VIDEO = "video"
    ONLINE = "online"
    NONE_NEEDED = "none_needed"


@value
class Threat:
    """Who or what is threatened, by whom, and what they can and mean to do."""

    target: str
    source: str
    capability: int
    intent: int
    in_progress: bool
    violence: Violence
    weapon: bool
    danger_to_life: bool
    suspect: Suspect
    rationale: str


@value
class Harm:
    """The harm if the threat comes about or worsens."""

    types: tuple[HarmType, ...]
    severity: Severity
    serious_injury: bool
    rationale: str


@value
class Risk:
    """How likely it is, how soon, and what may happen between the call and arrival."""

    likelihood: Likelihood
    imminence: Imminence
    interim_risk: str
    rationale: str


@value
class Investigation:
    """Whether an investigation is needed and what evidence will not wait."""

    needed: bool
    lines: tuple[str, ...]
    key_evidence_perishable: bool
    advice_given: tuple[str, ...]
    rationale: str


@value
class Vulnerability:
    """Vulnerability of the caller, the victim and the household: person and situation together."""

    factors: tuple[VulnerabilityFactor, ...]
    household_asked: bool
    alone_at_risk: bool
    repeat_victim: bool
    high_risk_abuse_history: bool
    serious_distress: bool
    safeguarding_needed: bool
    rationale: str
    household_not_asked_because: str = ""


@value
class Engagement:
    """What contact this needs to be resolved well, and how it can be made safely."""

    method: ContactMethod
    call_back_owed: bool
    safe_contact: str
    partner_referrals: tuple[str, ...]
    rationale: str
    cannot_speak_freely: bool = False


@value
class ThriveAnswers:
    """One complete assessment."""

    threat: Threat
    harm: Harm
    risk: Risk
    investigation: Investigation
    vulnerability: Vulnerability
    engagement: Engagement
    blocks: tuple[BlockAnswer, ...] = ()
    question_set: str = QUESTION_SET

    @property
    def someone_is_vulnerable(self) -> bool:
        """Whether any vulnerability was found."""
        found = self.vulnerability
        return bool(found.factors) or found.alone_at_risk or found.safeguarding_needed

    @property
    def domestic_abuse(self) -> bool:
        """Whether domestic abuse was named among the vulnerabilities."""
        return VulnerabilityFactor.DOMESTIC_ABUSE in self.vulnerability.factors

    @property
    def stalking(self) -> bool:
        """Whether stalking was named among the vulnerabilities."""
        return VulnerabilityFactor.STALKING in self.vulnerability.factors

    @property
    def threat_may_come_again(self) -> bool:
        """Whether violence was threatened or used, or harm is meant or soon to come, by somebody not held."""
        threat = self.threat
        if threat.suspect is Suspect.DETAINED:
            return False
        is_meant = threat.suspect is not Suspect.NONE and (
            threat.violence is not Violence.NONE or threat.intent >= LIKELY_MEANT
        )
        return is_meant or self.risk.imminence in {Imminence.NOW, Imminence.HOURS}


INCOMPLETE = {
    element: REASONS.add(
        f"{element.value}-rationale",
        f"Say in a few words how you came to your answers on {element.value}.",
        source="O03: THRIVE is applied to every request for service",
        confidence=Confidence.READ,
        field=f"{element.value}_rationale",
    )
    for element in Element
}
SAME_WORDS = REASONS.add(
    "same-words",
    "The same words stand under all six. Say under each how you came to those answers, if only in three words.",
    source="HMICFRS: a copied stock phrase is no assessment; that all six must not be the same is our default",
    confidence=Confidence.ASSUMPTION,
    field="threat_rationale",
)
THREAT_AND_NONE = REASONS.add(
    "threat-and-none",
    "You ticked that nobody is threatened, and answered that somebody is. Take one of them away.",
    source="Our structured answers to the threat element",
    confidence=Confidence.ASSUMPTION,
    field="threat_none",
)
NO_WORDS = REASONS.add(
    "no-words",
    "Say in a few words under one of the six why this can wait.",
    source="Our default: where nothing worries, one sentence says why",
    confidence=Confidence.ASSUMPTION,
    field="engagement_rationale",
)
HOUSEHOLD_NOT_ASKED = REASONS.add(
    "household-not-asked",
    "Ask who else is at home and whether they are vulnerable, and record that you asked, or why you could not.",
    source="PAF 2023-25: vulnerability is identified, others in the household included",
    confidence=Confidence.READ,
    field="household_asked",
)


OUT_OF_RANGE = {
    name: REASONS.add(
        f"{name}-out-of-range",
        f"Say how far {words}, from 0 to 3.",
        source="Our structured answers to the threat element",
        confidence=Confidence.ASSUMPTION,
        field=f"threat_{name}",
    )
    for name, words in (("capability", "they are able to do it"), ("intent", "they mean to do it"))
}


def question_set_named(blocks: tuple[Block, ...]) -> str:
    """The version of the questions asked: the base set and the blocks that the force adds."""
    return "+".join((QUESTION_SET, *blocks))


def find_worries(answers: ThriveAnswers) -> frozenset[Element]:
    """The elements of which any answer gives cause to worry; how somebody came to those is always said in words."""
    threat, harm, risk = answers.threat, answers.harm, answers.risk
    person, contact = answers.vulnerability, answers.engagement
    found = {
        Element.THREAT: threat.in_progress or threat.weapon or threat.danger_to_life
        or threat.violence is not Violence.NONE or threat.suspect not in {Suspect.NONE, Suspect.GONE}
        or max(threat.capability, threat.intent) >= LIKELY_MEANT,
        Element.HARM: harm.severity >= Severity.MODERATE or harm.serious_injury or HarmType.SEXUAL in harm.types,
        Element.RISK: risk.likelihood >= Likelihood.LIKELY or risk.imminence in {Imminence.NOW, Imminence.HOURS}
        or bool(risk.interim_risk.strip()),
        Element.INVESTIGATION: answers.investigation.key_evidence_perishable,
        Element.VULNERABILITY: answers.someone_is_vulnerable or person.repeat_victim or person.serious_distress
        or person.high_risk_abuse_history or not person.household_asked,
        Element.ENGAGEMENT: contact.cannot_speak_freely or contact.method is ContactMethod.ATTENDANCE,
    }  # fmt: skip
    return frozenset(element for element, worries in found.items() if worries)


def elements_in_words(answers: ThriveAnswers, *, is_calm: bool) -> frozenset[Element]:
    """The elements of which the words are asked for: all six, unless it is calm; then those that worry.

    Calm is a call that nobody is sent to, under which no floor lies and which is not marked as abuse or stalking.
    """
    return find_worries(answers) if is_calm else frozenset(Element)


def find_missing_answers(answers: ThriveAnswers, *, in_words: frozenset[Element] = frozenset(Element)) -> Reasons:
    """What is still missing for the assessment to count as one.

    The rationale of each element that is to be said in words, of one at the least, and not the same ones under all six; capability and intent; and the household asked, or why
    it could not be (a caller who cannot speak freely, or has gone, is not to be pressed).
    """
    said = {element: getattr(answers, element.value).rationale for element in Element}
    missing: list[Reason] = [
        INCOMPLETE[one] for one, words in said.items() if one in in_words and not _says_something(words)
    ]
    if not missing and not any(_says_something(words) for words in said.values()):
        missing.append(NO_WORDS)
    if not missing and _all_the_same(*said.values()):
        missing.append(SAME_WORDS)
    missing += [
        reason for name, reason in OUT_OF_RANGE.items() if not 0 <= getattr(answers.threat, name) <= MOST_CAPABLE
    ]
    asked = answers.vulnerability
    if not asked.household_asked and not asked.household_not_asked_because.strip():
        missing.append(HOUSEHOLD_NOT_ASKED)
    return tuple(missing)


def _says_something(words: str) -> bool:
    return any(letter.isalpha() for letter in words)


def _all_the_same(first: str, *others: str) -> bool:
    """Whether all say the same; mostly the second says something else already."""
    said = plainly(first)
    return all(plainly(one) == said for one in others)


def plainly(words: str) -> str:
    """The letters and digits alone: a full stop or a space more makes no other sentence."""
    return "".join(filter(str.isalnum, words.casefold()))


def find_changed_elements(before: ThriveAnswers, after: ThriveAnswers) -> tuple[Element, ...]:
    """The elements answered otherwise than before, their rationale left aside."""
    if before is after:
        return ()
    return tuple(
        element
        for element, structured in STRUCTURED.items()
        if structured(getattr(before, element.value)) != structured(getattr(after, element.value))
    )


#: What reads all answers to an element but its rationale.
STRUCTURED: Mapping[Element, Callable[[object], object]] = {
    element: attrgetter(*(one.name for one in fields(answers) if one.name != "rationale"))
    for element, answers in zip(Element, (Threat, Harm, Risk, Investigation, Vulnerability, Engagement), strict=True)
}
