"""Conduct crime: whether harassment between two people is recorded as stalking, from what is known of the two of them."""

from collections.abc import Sequence
from datetime import datetime

from constabulary.casework.identity import numbers_of_one
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.decisions import Reasons
from constabulary.policing.recording.counting import FormerPartners, find_reasons_against_harassment
from constabulary.records.facts.crimes import age_at_offence
from constabulary.records.models import Person, RecordLink
from constabulary.records.writing import Writing
from constabulary.standards.calendar import local_day
from constabulary.standards.offences import Offence
from constabulary.standards.rulebook import Moments

FORMER_PARTNER = "former_partner"


def were_partners(w: Writing, victim: Person, suspects: Sequence[Person]) -> bool:
    """Whether a link on record says that the victim and one of those complained of are former partners."""
    of_victim = set(numbers_of_one(w, victim.id))
    of_suspects = {number for one in suspects for number in numbers_of_one(w, one.id)}
    return any(
        {link.from_person_id, link.to_person_id} & of_victim and {link.from_person_id, link.to_person_id} & of_suspects
        for number in of_victim
        for end in ("from_person_id", "to_person_id")
        for link in w.find(RecordLink, kind=FORMER_PARTNER, ended_at=None, **{end: number})
    )


def reasons_against_harassment(
    w: Writing,
    offence: Offence,
    victim: Person | None,
    suspects: Sequence[Person],
    *,
    occurred_from: datetime,
    reported_at: datetime,
    said: bool | None,
    domestic_abuse: bool,
    registrar_satisfied: bool,
) -> Reasons:
    """Why an offence of harassment is not recorded as such. `said` is whether they are former partners, where asked.

    A link on record counts whatever is said: somebody noted it with how it is known.
    """
    if victim is None:
        return ()
    day = local_day(occurred_from)
    known = True if were_partners(w, victim, suspects) else said
    ages = [age for age in (age_at_offence(one, day) for one in suspects) if age is not None]
    facts = FormerPartners(
        were_partners=known,
        domestic_abuse=domestic_abuse,
        victim_age=age_at_offence(victim, day),
        suspect_age=max(ages, default=None),
        registrar_satisfied=registrar_satisfied,
    )
    return find_reasons_against_harassment(
        offence, facts, rulebook_for(w, Moments(report=reported_at, decision=w.at, offence=occurred_from))
    )
