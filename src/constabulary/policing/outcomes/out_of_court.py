"""Outcomes 2, 3, 6, 7, 8, 22, 23 and 24: resolved out of court, or by something done instead."""

from constabulary.policing.outcomes.facts import OutcomeFacts
from constabulary.policing.outcomes.preconditions import OutcomeRule, choice, day, rule, tick, words

ADMISSION = tick(
    "admission", "There is a clear and reliable admission.", unmet="There must be a clear and reliable admission.",
    source="OUT pages 10 to 14",
)  # fmt: skip
EVIDENCE = tick(
    "evidence", "The evidence would prove it.", unmet="There must be evidence that would prove it.",
    source="OUT pages 10 to 15",
)  # fmt: skip
ELIGIBLE = tick(
    "eligible", "Age, history and offence make the person eligible.",
    unmet="The person must be eligible by age, history and offence.", source="OUT pages 10 to 15",
)  # fmt: skip
MATRIX = words(
    "matrix", "What the gravity matrix gives", unmet="Write down what the gravity matrix gives.",
    source="OUT pages 10 and 15",
)  # fmt: skip
SIGNED = tick("signed", "It is signed.", unmet="It must be signed.", source="OUT pages 10 to 11")


def _is_indictable_only(facts: OutcomeFacts) -> bool:
    return facts.crime.offence.is_indictable_only


PROSECUTOR_AGREED = tick(
    "prosecutor_agreed", "The prosecutor decided on it, because the offence is indictable only.",
    unmet="For an indictable-only offence the prosecutor decides.", source="OUT pages 10 to 11",
    when=_is_indictable_only,
)  # fmt: skip


def is_about_a_knife(facts: OutcomeFacts) -> bool:
    """Whether the offence is having a knife or blade."""
    title = facts.crime.offence.title.casefold()
    return facts.crime.offence.group == "Possession of weapons" and any(
        word in title for word in ("knife", "knives", "blade", "bladed", "pointed")
    )


@rule(
    "not-a-knife",
    "It is not the possession of a knife.",
    unmet="A youth caution is not apt for the possession of a knife.",
    source="OUT page 10",
)
def it_is_not_a_knife(facts: OutcomeFacts) -> bool:
    """Cautions are not for knives."""
    return not is_about_a_knife(facts)


@rule(
    "of-responsible-age",
    "The suspect was ten or over.",
    unmet="A child under ten cannot be cautioned: that is outcome 11.",
    source="OUT pages 10 and 16",
    field="suspect",
)
def suspect_is_of_responsible_age(facts: OutcomeFacts) -> bool:
    """Nobody under ten is responsible in law."""
    age = facts.suspect.age if facts.suspect else None
    return age is not None and age >= facts.numbers.responsible_from_age


YOUTH_CAUTION = OutcomeRule(
    stated=(
        ELIGIBLE, ADMISSION, EVIDENCE, MATRIX, SIGNED, PROSECUTOR_AGREED,
        words("youth_justice_view", "What the youth justice service says",
              unmet="Write down what the youth justice service says.", source="OUT page 10"),
        tick("appropriate_adult", "An appropriate adult was there.", unmet="An appropriate adult must have been there.",
             source="OUT page 10"),
        words("victim_view", "What the victim says of it", unmet="Write down what the victim says of it.",
              source="OUT page 10", when=lambda facts: facts.crime.has_victim),
    ),
    preconditions=(it_is_not_a_knife, suspect_is_of_responsible_age),
)  # fmt: skip

CAUTION_KIND = choice(
    "caution_kind", "Simple or conditional", {"simple": "Simple", "conditional": "Conditional"},
    unmet="Say whether it is simple or conditional.", source="OUT page 11",
)  # fmt: skip


@rule(
    "simple-caution",
    "A simple caution is for domestic abuse or hate crime only.",
    unmet="Simple cautions are for domestic abuse and hate crime only; this one must be conditional.",
    source="OUT page 11",
    field="caution_kind",
)
def simple_caution_is_apt(facts: OutcomeFacts) -> bool | None:
    """From April 2026; the list says for which crimes."""
    only_for = facts.type.simple_only_for
    if not only_for or facts.says("caution_kind") != "simple":
        return None
    return (facts.crime.domestic_abuse and "domestic_abuse" in only_for) or (facts.crime.hate and "hate" in only_for)


def _needs_exception(facts: OutcomeFacts) -> bool:
    return facts.ticked("listed_offence") or facts.ticked("cautioned_within_two_years")


ADULT_CAUTION = OutcomeRule(
    stated=(
        CAUTION_KIND, ELIGIBLE, ADMISSION, EVIDENCE, SIGNED, PROSECUTOR_AGREED,
        tick("offence_match", "The offence cautioned for is the offence recorded.",
             unmet="The offence cautioned for must be the offence recorded.", source="OUT page 11",
             when=lambda facts: not facts.type.is_alternate),
        words("conditions", "The conditions", unmet="Write down the conditions.", source="OUT page 11",
              when=lambda facts: facts.says("caution_kind") == "conditional"),
        words("exception_reason", "Why it is exceptional",
              unmet="A listed offence, or a caution or conviction within two years: say what is exceptional.",
              source="OUT page 11", when=_needs_exception),
    ),
    preconditions=(simple_caution_is_apt,),
)  # fmt: skip

PENALTY_NOTICE = OutcomeRule(
    stated=(
        EVIDENCE,
        tick("in_scheme", "The offence is in the scheme.", unmet="The offence must be in the scheme.",
             source="OUT page 14"),
        tick("identity_checked", "The person's identity was checked.", unmet="Their identity must be checked.",
             source="OUT page 14"),
        tick("fit_and_sober", "They were fit and not drunk.", unmet="They must be fit and not drunk.",
             source="OUT page 14"),
        tick("told_may_refuse", "They were told that they may refuse.",
             unmet="They must be told that they may refuse.", source="OUT page 14"),
    ),
)  # fmt: skip


@rule(
    "cannabis-or-khat",
    "It is the possession of cannabis or khat.",
    unmet="This warning is for the possession of cannabis or khat only.",
    source="OUT page 14",
)
def it_is_cannabis_or_khat(facts: OutcomeFacts) -> bool:
    """The warning knows two drugs."""
    offence = facts.crime.offence
    title = offence.title.casefold()
    is_either = "cannabis" in title or "khat" in title
    return offence.subgroup == "Possession of drugs" and "possession" in title and is_either


DRUGS_WARNING = OutcomeRule(
    stated=(
        ADMISSION,
        tick("personal_amount", "It was a small amount for personal use.",
             unmet="It must be a small amount for personal use.", source="OUT page 14"),
        tick("checks_done", "National and local records were checked.",
             unmet="National and local records must be checked.", source="OUT page 14"),
    ),
    preconditions=(it_is_cannabis_or_khat,),
)  # fmt: skip
COMMUNITY_RESOLUTION = OutcomeRule(
    stated=(
        EVIDENCE, ELIGIBLE, MATRIX,
        tick("responsibility_accepted", "Responsibility was accepted.", unmet="Responsibility must be accepted.",
             source="OUT page 15"),
        words("repair", "What repairs the harm or rehabilitates", unmet="Say what repairs the harm or rehabilitates.",
              source="OUT page 15"),
        choice("intimate_partner", "Are they, or were they, intimate partners?", {"yes": "Yes", "no": "No"},
               unmet="Say whether they are or were intimate partners.", source="OUT page 15",
               when=lambda facts: facts.crime.domestic_abuse),
    ),
)  # fmt: skip

AGREED = day("agreed_on", "The day it was agreed", unmet="Enter the day it was agreed.", source="OUT pages 22 to 25")
COMPLETED = day(
    "completed_on", "The day it was completed",
    unmet="It must be completed first. Not completed: formal action, else 15 or 16 as the victim's support is.",
    source="OUT pages 22 to 25",
)  # fmt: skip
ACTIVITY = words("activity", "What was done", unmet="Say what was done.", source="OUT pages 22 to 25")
ENOUGH = tick(
    "enough_to_charge", "There was enough evidence to charge.", unmet="There must be enough evidence to charge.",
    source="OUT pages 14 to 25",
)  # fmt: skip
DIVERSION = OutcomeRule(
    stated=(
        AGREED, COMPLETED, ACTIVITY,
        words("better_because", "Why this was better than formal action",
              unmet="Say why this was better than formal action.", source="OUT page 22"),
    ),
)  # fmt: skip
CHILD_DEFERRED = OutcomeRule(
    stated=(
        ENOUGH, AGREED, COMPLETED, ACTIVITY,
        tick("youth_justice_ran_it", "The youth justice service ran it, because a knife was involved.",
             unmet="For a knife the youth justice service must run it.", source="OUT pages 23 to 24",
             when=is_about_a_knife),
    ),
    preconditions=(suspect_is_of_responsible_age,),
)  # fmt: skip
ADULT_DEFERRED = OutcomeRule(stated=(ENOUGH, AGREED, COMPLETED, ACTIVITY))
