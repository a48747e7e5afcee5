"""What the outcome rules look at: the crime, its suspects, its victim, its lines, and what the proposer has stated."""

from collections.abc import Mapping
from datetime import datetime

from constabulary.policing.investigation.evidence_led import Conclusion
from constabulary.policing.investigation.suspects import SuspectFacts
from constabulary.policing.victims.contact import ReachingFacts, TellingFacts
from constabulary.policing.victims.positions import VictimFacts
from constabulary.standards.investigation import ContactAttempts, DomesticLimit, TellingAttempts
from constabulary.standards.offences import Offence
from constabulary.standards.outcomes import OutcomeType
from constabulary.standards.values import value

YES = "yes"


@value
class CrimeOfOutcome:
    """The crime as the outcome rules see it. `has_victim` is false for an offence recorded against the state.

    `never_given` while no officer has had it, `filed` when somebody decided with reasons that none shall.
    """

    offence: Offence
    has_victim: bool
    occurred_from: datetime
    reported_at: datetime
    domestic_abuse: bool = False
    high_risk_abuse: bool = False
    stalking: bool = False
    hate: bool = False
    child_abuse: bool = False
    never_given: bool = False
    filed: bool = False


@value
class LineCount:
    """The lines of enquiry: how many are open, how many have ended."""

    open: int = 0
    ended: int = 0


@value
class WorkDone:
    """What was done before a way out is looked for. `risk_is_open` while a risk that was asked for is not assessed."""

    planned: bool = False
    contacted: bool = False
    risk_is_open: bool = False


@value
class OutcomeNumbers:
    """The dated numbers that bear on an outcome."""

    telling: TellingAttempts
    reaching: ContactAttempts
    summary_months: int
    domestic_limit: DomesticLimit
    related_bars: tuple[str, ...]
    responsible_from_age: int


@value
class OutcomeFacts:
    """Everything the rules of an outcome may look at.

    `stated` is what the proposer states under the outcome's own headings, `approved` what the approver does;
    `evidence_led` is the decision on the evidence-led question, None while there is none since the victim last spoke.
    `on_file` names what of `stated` was taken from the case file, so that nobody types it again.
    """

    type: OutcomeType
    at: datetime
    crime: CrimeOfOutcome
    numbers: OutcomeNumbers
    suspects: tuple[SuspectFacts, ...] = ()
    suspect: SuspectFacts | None = None
    victim: VictimFacts = VictimFacts()
    telling: TellingFacts = TellingFacts()
    reaching: ReachingFacts = ReachingFacts()
    lines: LineCount = LineCount()
    work: WorkDone = WorkDone()
    evidence_led: Conclusion | None = None
    stated: Mapping[str, str]
    approved: Mapping[str, str]
    rationale: str = ""
    on_file: frozenset[str] = frozenset()

    def says(self, code: str) -> str:
        """What the proposer states under a heading; nothing where it is blank."""
        return self.stated.get(code, "").strip()

    def ticked(self, code: str) -> bool:
        """Whether the proposer says yes under a heading."""
        return self.stated.get(code) == YES

    @property
    def is_state_based(self) -> bool:
        """Whether the crime has no victim."""
        return not self.crime.has_victim


def circumstances_of(facts: OutcomeFacts) -> frozenset[str]:
    """The circumstances that raise an authority, bar an outcome or make it exceptional; words of the national list."""
    crime, offence = facts.crime, facts.crime.offence
    holding = {
        "rape": offence.subgroup == "Rape",
        "homicide": offence.subgroup == "Homicide",
        "indictable_only": offence.is_indictable_only,
        "domestic_abuse": crime.domestic_abuse,
        "high_risk_domestic_abuse": crime.domestic_abuse and crime.high_risk_abuse,
        "intimate_partner_abuse": crime.domestic_abuse and facts.says("intimate_partner") != "no",
        "hate": crime.hate,
        "child_abuse": crime.child_abuse,
        "listed_offence": facts.ticked("listed_offence"),
        "cautioned_within_two_years": facts.ticked("cautioned_within_two_years"),
        "dishonesty_bearing_on_employment": facts.ticked("dishonesty_bearing_on_employment"),
    }
    found = {code for code, holds in holding.items() if holds}
    if found & set(facts.type.exceptional_for):
        found.add("serious")
    return frozenset(found)
