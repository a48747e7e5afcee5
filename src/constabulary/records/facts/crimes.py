"""Facts of crimes: what their clocks, their weight in a load and their victim's rights depend on."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

from constabulary.access.ranks import Rank
from constabulary.policing.allocation.workload import Capacity, CarriedCrime, Stage, capacity_on
from constabulary.policing.clocks import age_on
from constabulary.policing.investigation.clocks import OffenceFacts
from constabulary.policing.investigation.duties import CrimeAtWork
from constabulary.policing.investigation.suspects import SuspectFacts, SuspectStatus
from constabulary.policing.outcomes.facts import CrimeOfOutcome
from constabulary.policing.outcomes.prevented import COMMON_ASSAULT
from constabulary.policing.recording import crimes
from constabulary.policing.recording.crimes import CrimeFacts
from constabulary.policing.recording.flags import Flag
from constabulary.policing.victims.contact import ContactMade, ContactMethod, Occasion, Reached
from constabulary.policing.victims.duties import OwedVictim
from constabulary.policing.victims.positions import Pressure, RecordedIn, Support, VictimFacts
from constabulary.policing.workforce.abstractions import Abstraction, AbstractionKind
from constabulary.records.models import Abstraction as AbstractionRow
from constabulary.records.models import Crime, Officer, Person, Suspect, VictimPosition, VictimUpdate
from constabulary.standards.calendar import local_day
from constabulary.standards.offences import offences_by_key

CHILD_FLAGS = {Flag.CHILD_SEXUAL_ABUSE.value, Flag.CHILD_SEXUAL_EXPLOITATION.value}


def crime_at_work(row: Crime) -> CrimeAtWork:
    """What the clocks of an investigation depend on. The crime must be allocated."""
    if row.allocated_at is None:
        raise ValueError(f"{row.reference} is not allocated")
    return CrimeAtWork(
        started_at=row.allocated_at,
        high_harm=row.high_harm,
        domestic_abuse=row.domestic_abuse,
        stalking=row.stalking,
        has_victim=has_victim(row),
    )


def has_victim(row: Crime) -> bool:
    """Whether the crime has a victim, a person or an organisation."""
    return crimes.has_victim(row.basis, is_named=not (row.victim_id is None and row.victim_organisation_id is None))


def risk_of_crime(row: Crime) -> int:
    """The risk band of everything due about a crime."""
    return 3 if row.domestic_abuse or row.stalking else 2 if row.high_harm else 0


def is_child_abuse(row: Crime) -> bool:
    """Whether the crime is flagged as abuse of a child."""
    return bool(CHILD_FLAGS & set(row.flags))


def owed_victim(row: Crime) -> OwedVictim:
    """What the clocks of a victim depend on."""
    return OwedVictim(
        reported_at=row.reported_at, enhanced=row.enhanced_rights, risk=risk_of_crime(row),
        is_organisation=row.victim_organisation_id is not None,
    )  # fmt: skip


def crime_facts(row: Crime) -> CrimeFacts:
    """What the accreditation, the harm and the allocation of a crime depend on."""
    return CrimeFacts(
        offence=offences_by_key()[row.offence_key],
        domestic_abuse=row.domestic_abuse,
        stalking=row.stalking,
        hate=row.hate,
        vulnerable_victim=row.vulnerable_victim,
    )


class OfOffence(Protocol):
    """What a crime's row and what is shown of it both say of the offence."""

    @property
    def offence_key(self) -> str:
        """The offence."""

    @property
    def domestic_abuse(self) -> bool:
        """Whether it is domestic abuse."""

    @property
    def occurred_from(self) -> datetime:
        """When it happened or began."""

    @property
    def reported_at(self) -> datetime:
        """When the police were told."""


def offence_facts(crime: OfOffence) -> OffenceFacts:
    """What the time limit of proceedings depends on. When the victim first gave an account is on no record of its own."""
    offence = offences_by_key().get(crime.offence_key)
    return OffenceFacts(
        happened_on=local_day(crime.occurred_from),
        summary_only=offence is not None and offence.is_summary_only,
        domestic_common_assault=crime.domestic_abuse and offence is not None and offence.code == COMMON_ASSAULT,
        told_on=local_day(crime.reported_at),
    )


def carried_crime(row: Crime) -> CarriedCrime:
    """What of a crime decides its weight in a load."""
    return carried_of(
        row.offence_key,
        domestic_abuse=row.domestic_abuse,
        high_risk_abuse=row.high_risk_abuse,
        flags=row.flags,
        is_complex=row.is_complex,
        stage=row.stage,
    )


def carried_of(
    offence_key: str, *, domestic_abuse: bool, high_risk_abuse: bool, flags: Iterable[str], is_complex: bool, stage: str
) -> CarriedCrime:
    """The same from what a query brings."""
    # A type that the list does not know is no reason to lose a crime from somebody's load.
    offence = offences_by_key().get(offence_key)
    return CarriedCrime(
        group=offence.group if offence else "",
        subgroup=offence.subgroup if offence else "",
        domestic_abuse=domestic_abuse,
        high_risk_abuse=domestic_abuse and high_risk_abuse,
        child_abuse=bool(CHILD_FLAGS & set(flags)),
        complex=is_complex,
        stage=Stage(stage),
    )


def abstraction_of(row: AbstractionRow) -> Abstraction:
    """An abstraction as the rules see it."""
    return Abstraction(
        kind=AbstractionKind(row.kind), from_on=row.from_on, until_on=row.until_on, share=float(row.share)
    )


def capacity_of(row: Officer, abstractions: Iterable[AbstractionRow], *, on: date) -> Capacity:
    """What of an officer decides how much they can carry on a day."""
    return capacity_on(
        on,
        pip_level=row.pip_level,
        skills=frozenset(row.skills),
        above_constable=row.rank > Rank.CONSTABLE,
        contracted=float(row.hours_share),
        abstractions=[abstraction_of(one) for one in abstractions],
    )


def age_at_offence(person: Person | None, occurred_on: date) -> int | None:
    """A person's age on the day of the offence; None where it is not known."""
    return age_on(person.born_on, occurred_on) if person is not None and person.born_on is not None else None


def suspect_facts(row: Suspect, born_on: date | None, crime: Crime) -> SuspectFacts:
    """Where a suspect stands; the date of birth is None where it is not known."""
    return SuspectFacts(
        id=row.id,
        status=SuspectStatus(row.state),
        identity_established=row.identified_at is not None,
        recorded_as_suspect=row.recorded_at is not None,
        identity_cannot_be_established=row.not_identifiable_at is not None,
        interviewed=row.interviewed_at is not None,
        told_responsible=row.told_at is not None,
        age=age_on(born_on, local_day(crime.occurred_from)) if born_on is not None else None,
    )


def victim_facts(position: VictimPosition | None, *, waits_to_be_asked: bool = False) -> VictimFacts:
    """The victim's position as it was last recorded, and whether a message of theirs waits for them to be asked alone."""
    if position is None:
        return VictimFacts(waits_to_be_asked=waits_to_be_asked)
    return VictimFacts(
        support=Support(position.support),
        wishes_recorded=bool(position.wishes.strip()),
        auditable=position.recorded_in != RecordedIn.NOTHING.value and bool(position.reference.strip()),
        pressure=Pressure(position.pressure),
        seen_alone=position.seen_alone,
        waits_to_be_asked=waits_to_be_asked,
    )


def contact_made(row: VictimUpdate, crime: Crime) -> ContactMade:
    """One update or attempt as counting sees it. Where safety is no matter, any way is a safe one."""
    return ContactMade(
        at=row.updated_at,
        method=ContactMethod(row.method),
        reached=Reached(row.reached),
        was_safe=row.by_safe_route or not (crime.domestic_abuse or crime.stalking),
        outcome_type=row.outcome_type if row.occasion == Occasion.OUTCOME.value else "",
    )


def crime_of_outcome(row: Crime) -> CrimeOfOutcome:
    """The crime as the outcome rules see it."""
    return CrimeOfOutcome(
        offence=offences_by_key()[row.offence_key],
        has_victim=has_victim(row),
        occurred_from=row.occurred_from,
        reported_at=row.reported_at,
        domestic_abuse=row.domestic_abuse,
        high_risk_abuse=row.high_risk_abuse,
        stalking=row.stalking,
        hate=row.hate,
        child_abuse=is_child_abuse(row),
        never_given=row.allocated_at is None,
        filed=row.filed_at is not None,
    )
