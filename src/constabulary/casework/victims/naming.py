"""The victim of a crime named later: all that recording would have opened for them, opened when they are known.

A person, or an organisation and whoever speaks for it: it is owed acknowledgement and contact, as recording has it.
Naming is never held up by how the crime counts. Where the rules of recording would have asked something of whoever
recorded it with this victim, the registrar looks at the decision instead.
"""

from dataclasses import replace
from datetime import datetime

from constabulary.access.officers import Officer, check_may, check_names_victim
from constabulary.access.permissions import Permission
from constabulary.casework.conflicts import ask_another_officer
from constabulary.casework.duties import find_open_duties, find_open_duties_of, open_duties
from constabulary.casework.identity import numbers_of_one
from constabulary.casework.incidents.clocks import facts_of, rules_of
from constabulary.casework.incidents.closing import raise_markers
from constabulary.casework.incidents.people import involve_in_incident
from constabulary.casework.investigation.before_court import prepare_for_court
from constabulary.casework.investigation.crime import rulebook_of
from constabulary.casework.investigation.same_suspect import find_already_there
from constabulary.casework.messages import current_route, must_not_know
from constabulary.casework.need import ask_need_for_taker
from constabulary.casework.people import PersonDetails, find_or_add_person, name_organisation
from constabulary.casework.recording.conduct import reasons_against_conduct
from constabulary.casework.recording.crimes import (
    CrimeDetails,
    People,
    gravest_of,
    involve_in_act,
    open_victim_duties,
    reasons_against_another,
    reasons_against_flags,
)
from constabulary.casework.vulnerability.carrying import carry_to_new_crime
from constabulary.policing.decisions import Reasons, refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.incidents.duties import find_duties_of_report
from constabulary.policing.investigation.duties import find_duties_of_allocation
from constabulary.policing.investigation.suspects import CHARGED
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import AT_WORK
from constabulary.policing.outcomes.duties import oversee_decision_due
from constabulary.policing.recording.crimes import is_high_harm
from constabulary.policing.victims.naming import NamingFacts, find_reasons_against_naming
from constabulary.policing.victims.needs import has_enhanced_rights
from constabulary.records.facts.crimes import crime_at_work, crime_facts, risk_of_crime
from constabulary.records.models import (
    Crime,
    Incident,
    IncidentPerson,
    Oversight,
    Person,
    RiskAssessment,
    StalkingScreening,
    Suspect,
)
from constabulary.records.writing import Writing, writing
from constabulary.standards.offences import Offence, offences_by_key
from constabulary.standards.values import value

#: What an officer owes a victim from the day they have the crime.
OF_ALLOCATION = (DutyKind.CONTACT_VICTIM_FIRST, DutyKind.AGREE_CONTACT)
#: What somebody is to a crime and to its incident: its victim, or whoever speaks for an organisation that is.
VICTIM, CONTACT, REPRESENTATIVE = "victim", "contact", "representative"


@value
class VictimOrganisation:
    """An organisation that is the victim, by its name and kind: the one on record, or a new one."""

    name: str
    kind: str = "business"


@value
class VictimNamed:
    """What naming did: whether what is sealed of them is hidden from the officer in charge, and what the registrar looks at."""

    needs_sealed: bool
    to_registrar: Reasons


def name_victim(
    *,
    crime: int,
    person: PersonDetails,
    words: str,
    by: Officer,
    at: datetime,
    organisation: VictimOrganisation | None = None,
) -> VictimNamed:
    """Name the victim of a crime in which nobody was: a person on record, or a new one; or an organisation.

    Where an organisation is named it is the victim, and the person speaks for it if anybody is given.
    Raises NotPermitted, or NotAllowed beside the field that lacks something.
    """
    check_may(by, Permission.UPDATE_VICTIM)
    with writing(by=by, at=at, purpose="Naming the victim") as w:
        row = w.lock(Crime, crime)
        check_names_victim(by, row.officer_id)
        incident = w.lock(Incident, row.incident_id)
        suspects = _suspects(w, row)
        refuse_if(find_reasons_against_naming(_facts(w, row, person, organisation), words=words))
        entry = w.entry(EntryKind.VICTIM_NAMED, subject=row, journey=row.journey_id, facts={"reason": words.strip()})
        people = _people(w, person, organisation, suspects)
        questions = _asked_at_recording(w, incident, row, people)
        entry.reasons = tuple(one.code for one in questions)
        _make_victim(w, incident, row, people)
        carry_to_new_crime(w, row)
        raise_markers(w, incident, {"domestic_abuse": row.domestic_abuse, "stalking": row.stalking})
        if people.victim is not None:
            _look_first(w, incident, people.victim)
        open_victim_duties(w, incident, row)
        _open_of_officer(w, row)
        known = people.victim or people.contact
        ask_another_officer(w, row, known.id if known is not None else None)
        if questions:
            _put_before_registrar(w, incident, row)
        return VictimNamed(needs_sealed=ask_need_for_taker(w, row), to_registrar=questions)


def _suspects(w: Writing, crime: Crime) -> list[Person]:
    known = [one.person_id for one in w.find(Suspect, crime_id=crime.id) if one.person_id is not None]
    return [one for number in known for one in w.find(Person, id=number)]


def _people(
    w: Writing, person: PersonDetails, organisation: VictimOrganisation | None, suspects: list[Person]
) -> People:
    """The victim and those complained of; an organisation that is on record is that one, another is added."""
    found = find_or_add_person(w, person) if organisation is None or person.is_known else None
    if organisation is None:
        return People(victim=found, suspects=tuple(suspects))
    named, is_new = name_organisation(w, name=organisation.name, kind=organisation.kind, field="organisation")
    if is_new:
        w.insert(named)
    return People(victim=None, suspects=tuple(suspects), organisation=named, contact=found)


def _facts(w: Writing, crime: Crime, person: PersonDetails, organisation: VictimOrganisation | None) -> NamingFacts:
    there = find_already_there(w, crime, person)
    return NamingFacts(
        basis=crime.basis,
        is_cancelled=crime.state == "cancelled",
        has_victim=crime.victim_id is not None or crime.victim_organisation_id is not None,
        is_named=bool(person.given.strip() or person.family.strip()),
        by_reference=bool(person.reference),
        is_known=bool(person.reference) and bool(w.find(Person, reference=person.reference)),
        is_suspect=there.is_same,
        named_like_suspect=there.is_namesake,
        organisation=(organisation.name, organisation.kind) if organisation is not None else None,
    )


def _asked_at_recording(w: Writing, incident: Incident, crime: Crime, people: People) -> Reasons:
    """What recording would have asked of a crime with this victim: another of theirs, its flags, conduct of the same two."""
    offence: Offence = offences_by_key()[crime.offence_key]
    details = CrimeDetails(
        offence_key=crime.offence_key, occurred_from=crime.occurred_from,
        flags=tuple(crime.flags), faith=crime.faith, corrosive_evidence=crime.corrosive_evidence,
    )  # fmt: skip
    return (
        *reasons_against_another(w, incident, offence, people, details),
        *reasons_against_flags(w, offence, people, details),
        *reasons_against_conduct(
            w, incident, offence, people.victim, people.suspects, happened_at=crime.occurred_from,
            domestic_abuse=crime.domestic_abuse,
        ),
    )  # fmt: skip


def _make_victim(w: Writing, incident: Incident, crime: Crime, people: People) -> None:
    """They are the victim from now on, are one of the incident's people, and the crime is as grave as they make it.

    An organisation is no vulnerable victim; that the crime was taken for a graver one before is not taken back by it.
    """
    is_vulnerable = people.organisation is None and (crime.vulnerable_victim or incident.vulnerable)
    facts = replace(crime_facts(crime), vulnerable_victim=is_vulnerable)
    person, organisation = people.owed
    w.update(
        crime,
        victim_id=person,
        victim_organisation_id=organisation,
        vulnerable_victim=facts.vulnerable_victim,
        high_harm=crime.high_harm or is_high_harm(facts),
        enhanced_rights=crime.enhanced_rights or has_enhanced_rights(facts, gravest_of(w, incident.reported_at)),
    )
    if people.victim is not None:
        _involve(w, incident, crime, people.victim, VICTIM, VICTIM)
    if people.contact is not None:
        _involve(w, incident, crime, people.contact, CONTACT, REPRESENTATIVE)


def _involve(w: Writing, incident: Incident, crime: Crime, person: Person, part: str, role: str) -> None:
    involve_in_act(w, crime, person, part)
    if not w.find(IncidentPerson, incident_id=incident.id, person_id=person.id):
        involve_in_incident(w, incident, person, role)


def _look_first(w: Writing, incident: Incident, victim: Person) -> None:
    """The first looks at her safety that the report asked for, as far as nobody has taken them for her; due from now."""
    theirs = set(numbers_of_one(w, victim.id))
    assessed = {one.person_id for one in w.find(RiskAssessment, journey_id=incident.journey_id)}
    screened = {one.person_id for one in w.find(StalkingScreening, journey_id=incident.journey_id)}
    wanted = {
        kind
        for kind, seen in ((DutyKind.ASSESS_DOMESTIC_ABUSE, assessed), (DutyKind.ASK_STALKING_QUESTIONS, screened))
        if not seen & theirs
    }
    if current_route(w, victim.id) is None:
        wanted.add(DutyKind.CONFIRM_SAFE_ROUTE)
    standing = {one.kind for one in find_open_duties(w, incident.journey_id, *wanted)}
    due = find_duties_of_report(
        replace(facts_of(w, incident), reported_at=w.at), rules_of(w, incident),
        must_not_know=must_not_know(w, incident.journey_id),
    )  # fmt: skip
    new = [one for one in due if one.kind in wanted and one.kind not in standing]
    open_duties(w, new, about=incident, person_id=victim.id)


def _open_of_officer(w: Writing, crime: Crime) -> None:
    """What whoever has the crime owes from now on: first contact and an agreement; of a person also what is asked before a trial."""
    if crime.state not in AT_WORK:
        return
    standing = {one.kind for one in find_open_duties_of(w, crime, *OF_ALLOCATION)}
    due = [
        one
        for one in find_duties_of_allocation(crime_at_work(crime), rulebook_of(w, crime), at=w.at)
        if one.kind in OF_ALLOCATION and one.kind not in standing
    ]
    open_duties(w, due, about=crime, owner_id=crime.officer_id, team_id=crime.team_id)
    if crime.victim_id is not None and any(one.state in CHARGED for one in w.find(Suspect, crime_id=crime.id)):
        prepare_for_court(w, crime)


def _put_before_registrar(w: Writing, incident: Incident, crime: Crime) -> None:
    waits = find_open_duties(w, incident.journey_id, DutyKind.OVERSEE_DECISION)
    if w.find(Oversight, decision_id=crime.decision_id) or any(one.subject_row == crime.decision_id for one in waits):
        return
    due = oversee_decision_due(rules_of(w, incident), at=w.at, risk=risk_of_crime(crime))
    open_duties(w, [due], about=incident, subject_row=crime.decision_id)
