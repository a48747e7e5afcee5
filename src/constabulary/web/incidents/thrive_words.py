"""The structured answers of THRIVE in words, element by element, as short facts to scan."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from constabulary.policing.incidents.log import ADVICE
from constabulary.policing.incidents.thrive import (
    MOST_CAPABLE,
    Element,
    Engagement,
    Harm,
    Investigation,
    Likelihood,
    Risk,
    Severity,
    Suspect,
    Threat,
    ThriveAnswers,
    Violence,
    Vulnerability,
)
from constabulary.records.facts.incidents import thrive_answers
from constabulary.standards.values import value
from constabulary.web.incidents.thrive_form import DEGREES, LINES, PARTNERS
from constabulary.web.templating import listed, sentence

DEGREE_WORDS = {degree: words.split(" ", 1)[1].lower() for degree, words in DEGREES}
NEVER = "Vulnerability not asked"


@value
class Told:
    """One element or block as told: what was answered, and in whose words why."""

    title: str
    facts: tuple[str, ...]
    rationale: str


def tell_answers(answers: ThriveAnswers, *, with_safe_contact: bool) -> tuple[Told, ...]:
    """The six elements and the force's blocks; how somebody can safely be reached only for whoever works with it."""
    facts: Mapping[Element, tuple[str, ...]] = {
        Element.THREAT: _threat(answers.threat),
        Element.HARM: _harm(answers.harm),
        Element.RISK: _risk(answers.risk),
        Element.INVESTIGATION: _investigation(answers.investigation),
        Element.VULNERABILITY: _vulnerability(answers.vulnerability),
        Element.ENGAGEMENT: _engagement(answers.engagement, with_safe_contact=with_safe_contact),
    }
    told = [
        Told(title=sentence(one.value), facts=facts[one], rationale=getattr(answers, one.value).rationale)
        for one in Element
    ]
    told += [
        Told(title=sentence(one.block.value), facts=(one.state.label,), rationale=one.words) for one in answers.blocks
    ]
    return tuple(told)


def tell_household(assessments: Iterable[Mapping[str, Any]]) -> tuple[str, datetime | None]:
    """What THRIVE says of the vulnerability of everybody there, for those who were not asked one by one; and when.

    `assessments` latest first: the latest that asked counts, else why it could not be asked.
    """
    because = ""
    for one in assessments:
        found = thrive_answers(one["answers"]).vulnerability
        if found.household_asked:
            return f"Asked in THRIVE with the household: {_within(_found(found)[0])}", one["assessed_at"]
        because = because or found.household_not_asked_because
    return (f"{NEVER}: {because}" if because else NEVER), None


def _only(*said: tuple[object, str]) -> tuple[str, ...]:
    return tuple(words for holds, words in said if holds)


def _degree(given: int, most: int, words: str) -> str:
    return f"{words} ({given} of {most})"


def _named(codes: Iterable[str], titles: Mapping[str, str]) -> str:
    return listed(_within(titles.get(code, sentence(code))) for code in codes)


def _within(words: str) -> str:
    """Words as they stand within a sentence: CCTV stays as it is."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _threat(given: Threat) -> tuple[str, ...]:
    suspect = "No suspect there or near" if given.suspect is Suspect.NONE else f"Suspect {_plain(given.suspect.value)}"
    violence = "No violence" if given.violence is Violence.NONE else f"Violence {_plain(given.violence.value)}"
    return (
        *_only(
            (given.danger_to_life, "Somebody's life is in danger"),
            (given.in_progress, "Happening now"),
            (given.weapon, "A weapon is there"),
        ),
        violence,
        suspect,
        "Able: " + _degree(given.capability, MOST_CAPABLE, DEGREE_WORDS.get(given.capability, "")),
        "Means it: " + _degree(given.intent, MOST_CAPABLE, DEGREE_WORDS.get(given.intent, "")),
        *_only((given.target, f"Threatened: {given.target}"), (given.source, f"By: {given.source}")),
    )


def _harm(given: Harm) -> tuple[str, ...]:
    return (
        *_only((given.serious_injury, "Somebody is seriously injured")),
        "How bad: " + _degree(given.severity, max(Severity), _plain(given.severity.name)),
        *_only((given.types, f"Kinds: {_named((one.value for one in given.types), {})}")),
    )


def _risk(given: Risk) -> tuple[str, ...]:
    return (
        "How likely: " + _degree(given.likelihood, max(Likelihood), _plain(given.likelihood.name)),
        f"How soon: {_plain(given.imminence.value)}",
        *_only((given.interim_risk, f"Before we are there: {given.interim_risk}")),
    )


def _investigation(given: Investigation) -> tuple[str, ...]:
    return (
        "Needed" if given.needed else "Not needed",
        *_only(
            (given.key_evidence_perishable, "Key evidence or a witness is about to be lost"),
            (given.lines, f"Evidence: {_named(given.lines, dict(LINES))}"),
            (given.advice_given, f"Advice given: {_named(given.advice_given, ADVICE)}"),
        ),
    )


def _found(given: Vulnerability) -> tuple[str, ...]:
    found = _only(
        (given.alone_at_risk, "A child or vulnerable person is alone and at risk"),
        (given.factors, f"Vulnerable by {_named((one.value for one in given.factors), {})}"),
        (given.high_risk_abuse_history, "High-risk domestic abuse is on record"),
        (given.serious_distress, "In serious distress"),
        (given.repeat_victim, "A repeat victim"),
        (given.safeguarding_needed, "Safeguarding is needed"),
    )
    return found or ("Nobody found vulnerable",)


def _vulnerability(given: Vulnerability) -> tuple[str, ...]:
    because = f": {given.household_not_asked_because}" if given.household_not_asked_because else ""
    return (*_found(given), "Household asked" if given.household_asked else f"Household not asked{because}")


def _engagement(given: Engagement, *, with_safe_contact: bool) -> tuple[str, ...]:
    return (
        *_only((given.cannot_speak_freely, "Cannot speak freely")),
        f"By: {_plain(given.method.value)}",
        *_only(
            (given.call_back_owed, "A call back or enquiry is owed"),
            (with_safe_contact and given.safe_contact, f"Safely reached: {given.safe_contact}"),
            (given.partner_referrals, f"Partners: {_named(given.partner_referrals, dict(PARTNERS))}"),
        ),
    )


def _plain(code: str) -> str:
    return sentence(code).lower()
