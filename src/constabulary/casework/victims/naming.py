"""The victim of a crime named later: all that recording would have opened for them, opened when they are known.

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
from constabulary.casework.people import PersonDetails, find_or_add_person
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
VICTIM = "victim"


@value
class VictimNamed:
    """What naming did: whether what is sealed of them is hidden from the officer in charge, and what the registrar looks at."""

    needs_sealed: bool
    to_registrar: Reasons


def name_victim(*, crime: int, person: PersonDetails, words: str, by: Officer, at: datetime) -> VictimNamed:
    """Name the victim of a crime in which nobody was: a person on record, or a new one.

    Raises NotPermitted, or NotAllowed beside the field that lacks something.
    """
    check_may(by, Permission.UPDATE_VICTIM)
    with writing(by=by, at=at, purpose="Naming the victim") as w:
        row = w.lock(Crime, crime)
        check_names_victim(by, row.officer_id)
        incident = w.lock(Incident, row.incident_id)
        suspects = _suspects(w, row)
        refuse_if(find_reasons_against_naming(_facts(w, row, person), words=words))
        entry = w.entry(EntryKind.VICTIM_NAMED, subject=row, journey=row.journey_id, facts={"reason": words.strip()})
        victim = find_or_add_person(w, person)
        questions = _asked_at_recording(w, incident, row, victim, suspects)
        entry.reasons = tuple(one.code for one in questions)
        _make_victim(w, incident, row, victim)
        carry_to_new_crime(w, row)
        raise_markers(w, incident, {"domestic_abuse": row.domestic_abuse, "stalking": row.stalking})
        _look_first(w, incident, victim)
        open_victim_duties(w, incident, row)
        _open_of_officer(w, row)
        ask_another_officer(w, row, row.victim_id)
        if questions:
            _put_before_registrar(w, incident, row)
        return VictimNamed(needs_sealed=ask_need_for_taker(w, row), to_registrar=questions)


def _suspects(w: Writing, crime: Crime) -> list[Person]:
    known = [one.person_id for one in w.find(Suspect, crime_id=crime.id) if one.person_id is not None]
    return [one for number in known for one in w.find(Person, id=number)]


def _facts(w: Writing, crime: Crime, person: PersonDetails) -> NamingFacts:
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
    )


def _asked_at_recording(
    w: Writing, incident: Incident, crime: Crime, victim: Person, suspects: list[Person]
) -> Reasons:
    """What recording would have asked of a crime with this victim: another of theirs, its flags, conduct of the same two."""
    offence: Offence = offences_by_key()[crime.offence_key]
    people = People(victim=victim, suspects=tuple(suspects))
    details = CrimeDetails(
        offence_key=crime.offence_key, occurred_from=crime.occurred_from, victim=victim.reference,
        flags=tuple(crime.flags), faith=crime.faith, corrosive_evidence=crime.corrosive_evidence,
    )  # fmt: skip
    return (
        *reasons_against_another(w, incident, offence, people, details),
        *reasons_against_flags(w, offence, people, details),
        *reasons_against_conduct(
            w, incident, offence, victim, suspects, happened_at=crime.occurred_from,
            domestic_abuse=crime.domestic_abuse,
        ),
    )  # fmt: skip


def _make_victim(w: Writing, incident: Incident, crime: Crime, victim: Person) -> None:
    """They are the victim from now on, are one of the incident's people, and the crime is as grave as they make it."""
    facts = replace(crime_facts(crime), vulnerable_victim=crime.vulnerable_victim or incident.vulnerable)
    w.update(
        crime,
        victim_id=victim.id,
        vulnerable_victim=facts.vulnerable_victim,
        high_harm=crime.high_harm or is_high_harm(facts),
        enhanced_rights=crime.enhanced_rights or has_enhanced_rights(facts, gravest_of(w, incident.reported_at)),
    )
    involve_in_act(w, crime, victim, VICTIM)
    if not w.find(IncidentPerson, incident_id=incident.id, person_id=victim.id):
        involve_in_incident(w, incident, victim, VICTIM)


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
    """What whoever has the crime owes from now on: first contact and an agreement, and what is asked before a trial."""
    if crime.state not in AT_WORK:
        return
    standing = {one.kind for one in find_open_duties_of(w, crime, *OF_ALLOCATION)}
    due = [
        one
        for one in find_duties_of_allocation(crime_at_work(crime), rulebook_of(w, crime), at=w.at)
        if one.kind in OF_ALLOCATION and one.kind not in standing
    ]
    open_duties(w, due, about=crime, owner_id=crime.officer_id, team_id=crime.team_id)
    if any(one.state in CHARGED for one in w.find(Suspect, crime_id=crime.id)):
        prepare_for_court(w, crime)


def _put_before_registrar(w: Writing, incident: Incident, crime: Crime) -> None:
    waits = find_open_duties(w, incident.journey_id, DutyKind.OVERSEE_DECISION)
    if w.find(Oversight, decision_id=crime.decision_id) or any(one.subject_row == crime.decision_id for one in waits):
        return
    due = oversee_decision_due(rules_of(w, incident), at=w.at, risk=risk_of_crime(crime))
    open_duties(w, [due], about=incident, subject_row=crime.decision_id)
