"""What is said at a call: kinds of report with their words, their THRIVE answers and what a handler makes of them."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from constabulary.casework.contact import CallDetails, InvolvedPerson
from constabulary.casework.demo.demand import draw_channel
from constabulary.casework.demo.mix import OffenceClass
from constabulary.casework.people import PersonDetails, PlaceDetails
from constabulary.policing.contact.channels import CallerRole, Channel
from constabulary.policing.incidents.grading import Marked, propose_grade
from constabulary.policing.incidents.thrive import (
    ContactMethod,
    Engagement,
    Harm,
    HarmType,
    Imminence,
    Investigation,
    Likelihood,
    Risk,
    Severity,
    Suspect,
    Threat,
    ThriveAnswers,
    Violence,
    Vulnerability,
    VulnerabilityFactor,
)
from constabulary.standards.response import ADVISORY_SCORE, RESPONSE_GRADES
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value


@value
class Report:
    """One kind of report: what is said, what is at stake, how often it is urgent, domestic, by a vulnerable person."""

    words: tuple[str, ...]
    harm: HarmType
    severity: Severity
    violence: Violence = Violence.NONE
    urgent: float = 0.05
    domestic: float = 0.0
    vulnerable: float = 0.06
    category: str = "crime-reported"
    at_shop: bool = False
    #: What is said instead where it is domestic abuse, one for each of `words`: between people personally connected.
    domestic_words: tuple[str, ...] = ()


VIOLENCE = Report(
    words=("Struck in the face by a man known to the caller.", "Pushed to the ground outside a public house.",
           "A lodger who was told to leave shouted and pushed past.", "Punched by a neighbour over parking."),
    domestic_words=("Struck in the face by a partner.", "Pushed to the ground by a former partner.",
                    "Former partner came to the door, shouted and pushed past.", "Punched by a brother over money."),
    harm=HarmType.PHYSICAL, severity=Severity.SERIOUS, violence=Violence.USED, urgent=0.28, domestic=0.32,
    vulnerable=0.14,
)  # fmt: skip
HARASSMENT = Report(
    words=("Repeated unwanted messages from somebody known to the caller.", "Threatening messages on a telephone.",
           "Neighbour shouts abuse whenever the caller goes out."),
    domestic_words=("Repeated unwanted messages from a former partner.", "Threatening messages from a former partner.",
                    "Former partner waits outside and shouts abuse."),
    harm=HarmType.PSYCHOLOGICAL, severity=Severity.MODERATE, violence=Violence.THREATENED, urgent=0.08,
    domestic=0.34, vulnerable=0.12,
)  # fmt: skip
SEXUAL = Report(
    words=("Touched sexually without consent by somebody known.", "Reports a sexual assault at a party.",
           "Tells a support worker of a sexual offence at home."),
    domestic_words=("Touched sexually without consent by a partner.", "Reports a sexual assault by a former partner.",
                    "Tells a support worker of a sexual offence by a partner."),
    harm=HarmType.SEXUAL, severity=Severity.LIFE_CHANGING, violence=Violence.USED, urgent=0.15, domestic=0.2,
    vulnerable=0.4,
)  # fmt: skip
ONLINE_ABUSE = Report(
    words=("Referral: indecent images uploaded from an address here.", "A child was asked for images online."),
    harm=HarmType.SEXUAL, severity=Severity.LIFE_CHANGING, urgent=0.02, vulnerable=0.5,
)  # fmt: skip
BURGLARY = Report(
    words=("Home entered through a rear window, jewellery gone.", "Shed forced and tools taken.",
           "Came home to a forced door; rooms searched."),
    harm=HarmType.PROPERTY, severity=Severity.MODERATE, urgent=0.15, vulnerable=0.1,
)  # fmt: skip
THEFT = Report(
    words=("Bicycle taken from outside the station.", "Tools taken from a van overnight.", "Purse taken from a bag.",
           "Fuel taken without payment."),
    harm=HarmType.FINANCIAL, severity=Severity.MINOR, urgent=0.03,
)  # fmt: skip
SHOPLIFTING = Report(
    words=("Man took meat and walked out.", "Woman concealed cosmetics and left.", "Spirits taken by two youths."),
    harm=HarmType.FINANCIAL, severity=Severity.MINOR, urgent=0.12, at_shop=True,
)  # fmt: skip
DAMAGE = Report(
    words=("Car windows broken overnight.", "Front door kicked and damaged.", "Paint thrown over a fence."),
    domestic_words=("Car windows broken overnight, as a former partner had threatened.",
                    "Front door kicked and damaged by a former partner.", "A partner broke what was in the kitchen."),
    harm=HarmType.PROPERTY, severity=Severity.MINOR, urgent=0.07, domestic=0.12,
)  # fmt: skip
ROBBERY = Report(
    words=("Telephone taken by two men who threatened with a knife.", "Bag pulled from the shoulder after a punch."),
    harm=HarmType.PHYSICAL, severity=Severity.SERIOUS, violence=Violence.USED, urgent=0.5, vulnerable=0.1,
)  # fmt: skip
PUBLIC_ORDER = Report(
    words=("Group shouting threats in the street.", "Abused and threatened by a stranger.", "Racist abuse from a car."),
    domestic_words=("Former partner shouting threats in the street.", "Abused and threatened by a son.",
                    "Former partner shouts abuse from a car."),
    harm=HarmType.COMMUNITY, severity=Severity.MODERATE, violence=Violence.THREATENED, urgent=0.2, domestic=0.06,
)  # fmt: skip
DRUGS = Report(
    words=("Found with drugs when stopped.", "Smell of cannabis at a flat.", "Deals seen from a car in a side street."),
    harm=HarmType.COMMUNITY, severity=Severity.MODERATE, urgent=0.15,
)  # fmt: skip
WEAPONS = Report(
    words=("Seen with a blade near the bus station.", "Knife found on him when searched.", "Weapon found in a car."),
    harm=HarmType.COMMUNITY, severity=Severity.MODERATE, urgent=0.15,
)  # fmt: skip
OTHER = Report(
    words=("Reports an offence; details to be taken.", "Believes that a document was forged."),
    harm=HarmType.COMMUNITY, severity=Severity.MODERATE, urgent=0.05,
)  # fmt: skip

QUARREL = Report(
    words=("Dispute over a deposit.",), harm=HarmType.FINANCIAL, severity=Severity.NONE, category="civil-dispute",
    urgent=0.0,
)  # fmt: skip

AT_THE_DOOR = Report(
    words=("He is at her door with a hammer and she has locked herself in.",), harm=HarmType.PHYSICAL,
    severity=Severity.LIFE_CHANGING, violence=Violence.THREATENED, category="domestic-incident", urgent=1.0,
)  # fmt: skip

#: What becomes no crime: how often, how it opens, and what it is closed as.
NO_CRIME: tuple[tuple[int, Report], ...] = (
    (22, Report(words=("Youths throwing stones at bins.", "Motorbikes on the green again."), harm=HarmType.COMMUNITY,
                severity=Severity.MINOR, category="asb-nuisance")),
    (7, Report(words=("Neighbour plays music to provoke; frightened.",), harm=HarmType.EMOTIONAL,
               severity=Severity.MODERATE, category="asb-personal", vulnerable=0.15)),
    (16, Report(words=("Daughter has not answered for two days.", "Man sitting on a bridge."), harm=HarmType.PHYSICAL,
                severity=Severity.SERIOUS, category="concern-for-safety", urgent=0.3, vulnerable=0.5)),
    (9, Report(words=("Argument between partners heard; nobody hurt.",), harm=HarmType.PSYCHOLOGICAL,
               severity=Severity.MODERATE, violence=Violence.THREATENED, category="domestic-incident", urgent=0.25,
               domestic=1.0, vulnerable=0.2)),
    (14, Report(words=("Van parked with its doors open.", "Torch seen in an empty shop."), harm=HarmType.PROPERTY,
                severity=Severity.MINOR, category="suspicious-circumstances-insecure-premises-vehicle", urgent=0.1)),
    (11, Report(words=("Two cars have touched; no injury.",), harm=HarmType.PROPERTY, severity=Severity.MINOR,
                category="rtc-damage-only", urgent=0.05)),
    (5, Report(words=("Cyclist knocked down and hurt.",), harm=HarmType.PHYSICAL, severity=Severity.SERIOUS,
               category="rtc-death-injury", urgent=0.7)),
    (6, Report(words=("Broken-down lorry blocks a lane.",), harm=HarmType.COMMUNITY, severity=Severity.MINOR,
               category="highway-disruption", urgent=0.1)),
    (5, Report(words=("Teenager not home from school.", "Patient left the ward."), harm=HarmType.PHYSICAL,
               severity=Severity.SERIOUS, category="missing-person", urgent=0.25, vulnerable=0.7)),
    (5, QUARREL),
)  # fmt: skip

OF_GROUP = {
    "Violence against the person": VIOLENCE, "Sexual offences": SEXUAL, "Robbery": ROBBERY, "Theft offences": THEFT,
    "Criminal damage and arson": DAMAGE, "Drug offences": DRUGS, "Possession of weapons offences": WEAPONS,
    "Public order offences": PUBLIC_ORDER, "Miscellaneous crimes against society": OTHER,
}  # fmt: skip
OF_CODE = {
    "46": SHOPLIFTING, "8L": HARASSMENT, "8Q": HARASSMENT, "8R": HARASSMENT, "3B": HARASSMENT, "86": ONLINE_ABUSE,
    "28I": BURGLARY, "28J": BURGLARY, "30C": BURGLARY,
}  # fmt: skip
STALKING = "8Q"
ONLINE_CHILD_ABUSE = "86"
HATE = frozenset({"9B", "8M", "8P", "105B", "58J"})


def report_of(kind: OffenceClass) -> Report:
    """What is reported when a crime of a class is."""
    return OF_CODE.get(kind.code) or OF_GROUP.get(kind.group, OTHER)


def draw_no_crime(chance: Random) -> Report:
    """A report that becomes no crime."""
    return chance.choices([one for _, one in NO_CRIME], [weight for weight, _ in NO_CRIME])[0]


def answer_thrive(chance: Random, report: Report, *, domestic: bool, against: str = "") -> ThriveAnswers:
    """THRIVE as a handler answers it for a report."""
    urgent = chance.random() < report.urgent
    factors: list[VulnerabilityFactor] = [VulnerabilityFactor.DOMESTIC_ABUSE] if domestic else []
    if chance.random() < report.vulnerable:
        # Domestic abuse and stalking are told by the report, never drawn.
        factors.append(chance.choice(list(VulnerabilityFactor)[:7]))
    serious = report.severity >= Severity.SERIOUS
    attend = urgent or serious or bool(factors)
    return ThriveAnswers(
        threat=Threat(
            target="the caller", source=against or "not known", capability=2 if urgent else 1,
            intent=2 if report.violence is not Violence.NONE else 1, in_progress=urgent and chance.random() < 0.5,
            violence=report.violence, weapon=urgent and chance.random() < 0.1, danger_to_life=urgent and serious and
            chance.random() < 0.2, suspect=Suspect.NEARBY if urgent else Suspect.GONE, rationale="As the caller tells it.",
        ),
        harm=Harm(types=(report.harm,), severity=report.severity, serious_injury=urgent and serious and
                  chance.random() < 0.15, rationale="From what is reported."),
        risk=Risk(
            likelihood=Likelihood.LIKELY if urgent else Likelihood.POSSIBLE if attend else Likelihood.UNLIKELY,
            imminence=Imminence.NOW if urgent else Imminence.DAYS, interim_risk="", rationale="Nothing points to more.",
        ),
        investigation=Investigation(
            needed=report.category == "crime-reported", lines=("cctv",) if report.at_shop else (),
            key_evidence_perishable=chance.random() < 0.03, advice_given=(), rationale="Footage and witnesses were asked for.",
        ),
        vulnerability=Vulnerability(
            factors=tuple(factors), household_asked=True, alone_at_risk=False, repeat_victim=chance.random() < 0.1,
            high_risk_abuse_history=domestic and chance.random() < 0.05, serious_distress=urgent and
            chance.random() < 0.4, safeguarding_needed=bool(factors) and chance.random() < 0.3,
            rationale="Asked of the caller and the household.",
        ),
        engagement=Engagement(
            method=ContactMethod.ATTENDANCE if attend else ContactMethod.TELEPHONE,
            call_back_owed=not attend, safe_contact="", partner_referrals=(), rationale="Agreed with the caller.",
        ),
    )  # fmt: skip


def proposed_grade(answers: ThriveAnswers, marked: Marked, rulebook: Rulebook) -> str:
    """The grade that the rules propose; handlers of this force choose it."""
    grades, weights = rulebook[RESPONSE_GRADES], rulebook[ADVISORY_SCORE]
    return propose_grade(answers, marked=marked, grades=grades, weights=weights).grade


def make_call(
    chance: Random,
    report: Report,
    *,
    at: datetime,
    caller: PersonDetails,
    place: PlaceDetails,
    rulebook: Rulebook,
    crime: bool,
    suspect: PersonDetails | None = None,
    hate: bool = False,
    stalking: bool = False,
    domestic: bool | None = None,
) -> CallDetails:
    """What a handler has by the end of a call."""
    # Somebody known by reference is not held with all that was assessed before, which an assessment has to see.
    known = bool(caller.reference)
    domestic = (chance.random() < report.domestic and not known) if domestic is None else domestic
    answers = answer_thrive(chance, report, domestic=domestic, against="somebody named" if suspect else "")
    grade = proposed_grade(answers, Marked(domestic_abuse=domestic, stalking=stalking), rulebook)
    channel = draw_channel(chance)
    if grade not in {"G1", "G2"} and channel is Channel.EMERGENCY and chance.random() < 0.6:
        channel = Channel.NON_EMERGENCY
    length = timedelta(minutes=round(chance.triangular(3, 14, 7)))
    words = chance.choice(report.words)
    if domestic and report.domestic_words:
        words = report.domestic_words[report.words.index(words)]
    return CallDetails(
        channel=channel,
        connected_at=at - length - timedelta(seconds=chance.randrange(5, 90)),
        answered_at=at - length,
        caller=caller,
        caller_role=CallerRole.VICTIM if crime and not report.at_shop else CallerRole.REPRESENTATIVE
        if crime else CallerRole.WITNESS,
        place=place,
        category=report.category,
        summary=words,
        account=f"{words} Told by the caller in their own words.",
        crime_reported=crime,
        domestic_abuse=domestic,
        stalking=stalking,
        hate=hate,
        answers=answers,
        grade=grade,
        history_checked=True,
        others=(InvolvedPerson(person=suspect, role="suspect"),) if suspect else (),
    )  # fmt: skip


def asked_again(answers: ThriveAnswers) -> ThriveAnswers:
    """The answers when it is asked again: nothing has come of it meanwhile."""
    calmer = replace(answers.threat, in_progress=False, weapon=False, danger_to_life=False, rationale="Nothing new.")
    return replace(answers, threat=calmer)
