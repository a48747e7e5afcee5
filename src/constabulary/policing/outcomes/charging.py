"""Outcomes 1, 1A and 4: charged, charged with an alternate offence, taken into consideration."""

from constabulary.policing.investigation.suspects import CHARGED
from constabulary.policing.outcomes.facts import CrimeOfOutcome, OutcomeFacts
from constabulary.policing.outcomes.preconditions import OURS, OutcomeRule, choice, read_day, rule, tick, words
from constabulary.standards.offences import offences_with_code

#: What the police never charge themselves, besides domestic abuse, hate crime and indictable-only offences.
PROSECUTOR_ONLY = frozenset(
    {"Homicide", "Rape", "Stalking and harassment", "Death or serious injury caused by illegal driving"}
)
MURDER = "001/01"
ALTERNATES_TO_MURDER = frozenset({"004/01", "004/02", "004/03", "004/07"})

CHARGED_BY = choice(
    "charged_by", "Who decided on the charge", {"police": "The police", "cps": "The Crown Prosecution Service"},
    unmet="Say who decided on the charge.", source="OUT page 9",
)  # fmt: skip


def prosecutor_must_decide(facts: OutcomeFacts) -> bool:
    """Whether the police may not charge this themselves (Director's Guidance, sixth edition)."""
    return prosecutor_decides(facts.crime)


def prosecutor_decides(crime: CrimeOfOutcome) -> bool:
    """The same, of a crime of which no outcome is thought yet."""
    offence = crime.offence
    return (
        crime.domestic_abuse
        or crime.hate
        or crime.stalking
        or offence.is_indictable_only
        or offence.subgroup in PROSECUTOR_ONLY
    )


@rule(
    "charge-proved",
    "The charge has a court date, or the requisition or summons a number.",
    unmet="Enter the court date of the charge, or the number of the requisition or summons.",
    source="OUT page 9",
    field="court_on",
)
def charge_is_proved(facts: OutcomeFacts) -> bool:
    """A charge is proved by its court date, a requisition by its number."""
    return read_day(facts.says("court_on")) is not None or bool(facts.says("requisition"))


@rule(
    "prosecutor-decided",
    "Where the police may not charge, the prosecutor decided.",
    unmet="The police may not charge this themselves: the prosecutor decides on domestic abuse, hate crime, stalking "
    "and harassment, deaths and indictable-only offences.",
    source="DG6 police decisions to charge",
    field="charged_by",
)
def prosecutor_decided_where_needed(facts: OutcomeFacts) -> bool | None:
    """Charges of domestic abuse, hate crime and the graver offences come from the prosecutor."""
    return facts.says("charged_by") == "cps" if prosecutor_must_decide(facts) else None


@rule(
    "charge-on-file",
    "Where the victim does not support, the decision to charge is in the case file.",
    unmet="The victim does not support it: the decision to charge goes through the case file first, with what keeps "
    "the victim safe.",
    source=OURS,
)
def charge_is_on_file(facts: OutcomeFacts) -> bool | None:
    """Without the victim, a charge comes only with the safeguards that the case file asks for."""
    if not (facts.crime.has_victim and facts.victim.does_not_support):
        return None
    return "charged_by" in facts.on_file


@rule(
    "stands-charged",
    "The suspect stands as charged or summoned.",
    unmet="Move the suspect to charged, or to requisition issued, first.",
    source=OURS,
    field="suspect",
)
def suspect_stands_charged(facts: OutcomeFacts) -> bool:
    """The suspect's own record says the same."""
    return facts.suspect is not None and facts.suspect.status in CHARGED


ALTERNATE = words(
    "alternate_offence", "The offence charged instead", unmet="Enter the code of the offence charged instead.",
    source="OUT page 6", hint="Its Home Office code, for example 008/06.",
)  # fmt: skip


def _alternate_groups(facts: OutcomeFacts) -> set[str]:
    return {one.group for one in offences_with_code(facts.says("alternate_offence"))}


@rule(
    "alternate-known",
    "The offence charged instead is in the list.",
    unmet="There is no offence with this code.",
    source="Home Office, Notifiable offences 2026-27",
    field="alternate_offence",
)
def alternate_is_known(facts: OutcomeFacts) -> bool:
    """The alternate is an offence of the list."""
    return bool(_alternate_groups(facts))


@rule(
    "alternate-to-murder",
    "An alternate to murder is one of the four offences of class 4.",
    unmet="For murder only 004/01, 004/02, 004/03 and 004/07 are alternates.",
    source="HOCR page 19",
    field="alternate_offence",
)
def alternate_to_murder_is_listed(facts: OutcomeFacts) -> bool | None:
    """Murder has four alternates."""
    if facts.crime.offence.code != MURDER:
        return None
    return facts.says("alternate_offence") in ALTERNATES_TO_MURDER


@rule(
    "alternate-to-rape",
    "An alternate to rape is a sexual offence.",
    unmet="For rape only a sexual offence is an alternate.",
    source="OUT page 6",
    field="alternate_offence",
)
def alternate_to_rape_is_sexual(facts: OutcomeFacts) -> bool | None:
    """The text lists the sexual offences; we hold to their group, and only the registrar approves."""
    if facts.crime.offence.subgroup != "Rape":
        return None
    return "Sexual offences" in _alternate_groups(facts)


def _is_shop_robbery(facts: OutcomeFacts) -> bool:
    return facts.crime.offence.group == "Robbery" and "Theft" in _alternate_groups(facts)


def _is_murder(facts: OutcomeFacts) -> bool:
    return facts.crime.offence.code == MURDER


SHOP_ROBBERY = (
    tick("limited_force", "Force was limited.", unmet="A robbery charged as theft: force must have been limited.",
         source="HOCR page 21", when=_is_shop_robbery),
    tick("low_value", "The value was low.", unmet="A robbery charged as theft: the value must have been low.",
         source="HOCR page 21", when=_is_shop_robbery),
    tick("no_weapon", "No weapon was used, threatened or seen.",
         unmet="A robbery charged as theft: no weapon may have been used, threatened or seen.",
         source="HOCR page 21", when=_is_shop_robbery),
    tick("not_prolific", "The offender is not prolific.",
         unmet="A robbery charged as theft: the offender may not be prolific.", source="HOCR page 21",
         when=_is_shop_robbery),
    words("no_assault_because", "Why no assault is charged",
          unmet="A robbery charged as theft: say why no assault is charged.", source="HOCR page 21",
          when=_is_shop_robbery),
)  # fmt: skip

CHARGE = OutcomeRule(
    stated=(CHARGED_BY,),
    preconditions=(charge_is_proved, prosecutor_decided_where_needed, charge_is_on_file, suspect_stands_charged),
)
ALTERNATE_CHARGE = OutcomeRule(
    stated=(
        CHARGED_BY,
        ALTERNATE,
        tick("same_facts", "It rests on the same material facts.",
             unmet="An alternate must rest on the same material facts.", source="OUT page 6"),
        tick("principal_or_accessory", "The offender was principal or accessory.",
             unmet="The offender must have been principal or accessory.", source="OUT page 6"),
        tick("nothing_against", "No additional verifiable information speaks against the recorded crime.",
             unmet="Where new information speaks against the recorded crime it is cancelled or reclassified instead.",
             source="OUT page 6"),
        tick("prosecutor_points", "The prosecutor endorsed the three points for an alternate to murder.",
             unmet="An alternate to murder needs the prosecutor's three points endorsed.", source="OUT page 6",
             when=_is_murder),
        *SHOP_ROBBERY,
    ),
    preconditions=(
        charge_is_proved, prosecutor_decided_where_needed, charge_is_on_file, suspect_stands_charged,
        alternate_is_known,
        alternate_to_murder_is_listed, alternate_to_rape_is_sexual,
    ),
)  # fmt: skip
TAKEN_INTO_CONSIDERATION = OutcomeRule(
    stated=(
        tick("schedule_signed", "The schedule (MG18) is signed.", unmet="The schedule (MG18) must be signed.",
             source="OUT page 13"),
        tick("admitted_under_codes", "It was admitted in a way that meets the codes.",
             unmet="There must be an admission that meets the codes.", source="OUT page 13"),
        words("guilty_knowledge", "What the offender knew that only someone who did it would",
              unmet="Write down what shows guilty knowledge.", source="OUT page 13"),
        words("further_link", "What else links the offender to it", unmet="Write down the further link.",
              source="OUT page 13"),
        tick("similar_not_graver", "It is similar to what is charged, and not graver.",
             unmet="It must be similar to what is charged, and not graver.", source="OUT page 13"),
        tick("victim_confirmed", "The victim confirmed a crime that nobody had reported.",
             unmet="A crime that nobody had reported needs a victim who confirms it.", source="OUT page 13",
             when=lambda facts: facts.ticked("unreported")),
    ),
)  # fmt: skip
