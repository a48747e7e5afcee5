"""Incidents and crimes taken over, each on a journey; what was decided stands as it was decided."""

from collections.abc import Mapping
from typing import Any

from constabulary.casework.people import find_or_add_place
from constabulary.casework.recording.crimes import classify_in_act, gravest_of, involve_in_act
from constabulary.casework.references import crime_reference, incident_reference, journey_reference
from constabulary.casework.rulebooks import the_force
from constabulary.casework.takeover.batch import Batch, Became, Fresh, Refused
from constabulary.policing.desks import Desk
from constabulary.policing.incidents.closing import Closure
from constabulary.policing.recording.crimes import CrimeFacts, is_high_harm, is_stalking, required_pip
from constabulary.policing.recording.decision import RecordingResult
from constabulary.policing.takeover import reasons as why
from constabulary.policing.takeover.checking import Problem
from constabulary.policing.takeover.ledger import Fate
from constabulary.policing.victims.needs import has_enhanced_rights
from constabulary.records.models import (
    Cancellation,
    Crime,
    Incident,
    IncidentPerson,
    InvestigationPlan,
    Journey,
    Outcome,
    Person,
    RecordingDecision,
)
from constabulary.records.writing import Writing
from constabulary.standards.offences import Basis, Offence, offences_by_key, offences_with_code

#: The category of the incident that is made for a crime which came without one, as when a crime is recorded.
CRIME_CATEGORY, CLOSED_AS = "crime-reported", "crime"


def journey_of(w: Writing, batch: Batch, row: Fresh) -> Journey:
    """The journey of a row that has none of another's: the one that is restricted already, or a new one."""
    if row.reference in batch.containers:
        return w.lock(Journey, batch.containers[row.reference])
    number = w.new_id()
    opened_at = row.said["reported_at"]
    journey = Journey(
        id=number, reference=journey_reference(number, opened_at), opened_at=opened_at, opened_by_id=w.by.id
    )
    batch.entry(w, row, journey, journey=number)
    return w.insert(journey)


def store_incident(w: Writing, batch: Batch, row: Fresh) -> Became:
    """Add an incident: an open one lies at its desk, a closed one is closed as it was."""
    said, journey = row.said, journey_of(w, batch, row)
    is_closed = said["status"] == "closed"
    incident = _incident(w, journey, said, summary=said["summary"], category=said["category"])
    incident.desk = said["desk"] or Desk.CONTROL_ROOM.value
    incident.vulnerable = said["vulnerable"]
    if is_closed:
        _close(w, incident, Closure.RESOLVED, said["category"], said["closing_words"], said["closed_at"])
    elif said["grade"]:
        incident.grade, incident.graded_at, incident.graded_by_id = said["grade"], said["reported_at"], w.by.id
    batch.entry(w, row, incident, journey=journey.id)
    details = batch.place(w, said)
    if details is not None:
        place = find_or_add_place(w, details)
        batch.remember_place(said, place)
        incident.place_id = place.id
    w.insert(incident)
    caller = batch.row_of("people", said["person"])
    if caller is not None:
        w.insert(
            IncidentPerson(
                journey_id=journey.id, incident_id=incident.id, person_id=caller, role="caller", added_at=w.at,
                added_by_id=w.by.id,
            )
        )  # fmt: skip
    return Became(
        fate=Fate.STORED, record="incident", row=incident.id, reference=incident.reference, journey=journey.id
    )


def _incident(w: Writing, journey: Journey, said: Mapping[str, Any], *, summary: str, category: str) -> Incident:
    number = w.new_id()
    return Incident(
        id=number, journey_id=journey.id, reference=incident_reference(number, said["reported_at"]), category=category,
        summary=summary, domestic_abuse=said["domestic_abuse"], stalking=said["stalking"], hate=said["hate"],
        reported_at=said["reported_at"], opened_at=said["reported_at"], opened_by_id=w.by.id,
    )  # fmt: skip


def _close(w: Writing, incident: Incident, closure: Closure, category: str, words: str, moment: Any) -> None:
    incident.state, incident.closure, incident.closing_category = "closed", closure.value, category
    incident.closing_rationale, incident.closed_at, incident.closed_by_id = words, moment, w.by.id


def check_crime(batch: Batch, row: Fresh) -> None:
    """Refuse an offence that is not on the list, or a code that leaves open whether there is a victim."""
    batch.found[row.reference] = find_offence(row.said["offence"])


def find_offence(said: str) -> Offence:
    """The row of the notifiable list that a key or a code names. Raises Refused."""
    by_key = offences_by_key().get(said)
    if by_key is not None:
        return by_key
    rows = offences_with_code(said)
    if not rows:
        raise Refused(Problem(reason=why.NOT_ON_LIST, column="offence"))
    if len({one.basis for one in rows}) > 1:
        raise Refused(Problem(reason=why.OFFENCE_AMBIGUOUS, column="offence"))
    return next((one for one in rows if one.current), rows[0])


def store_crime(w: Writing, batch: Batch, row: Fresh) -> Became:
    """Add a crime as it stood: with its officer, its plan, its outcome or cancellation. Nothing is judged again."""
    said = row.said
    incident = _incident_of(w, batch, row)
    decision = RecordingDecision(
        id=w.new_id(), journey_id=incident.journey_id, incident_id=incident.id, steps=[],
        result=RecordingResult.RECORD.value, rationale=f"{batch.edition}, {row.reference}.", edition=batch.edition,
        decided_at=said["recorded_at"], decided_by_id=w.by.id,
    )  # fmt: skip
    offence: Offence = batch.found[row.reference]
    crime = _crime(w, batch, row, incident, decision, offence)
    batch.entry(w, row, crime, journey=crime.journey_id)
    w.insert(decision)
    w.insert(crime)
    classify_in_act(w, crime, offence, reason=f"{batch.edition}.")
    victim = next(iter(w.find(Person, id=crime.victim_id)), None) if crime.victim_id else None
    if victim is not None:
        involve_in_act(w, crime, victim, "victim")
    _add_what_was_decided(w, batch, row, crime)
    return Became(
        fate=Fate.STORED, record="crime", row=crime.id, reference=crime.reference, journey=crime.journey_id
    )  # fmt: skip


def _incident_of(w: Writing, batch: Batch, row: Fresh) -> Incident:
    number = batch.row_of("incidents", row.said["incident"])
    if number is not None:
        incident = w.lock(Incident, number)
        if not incident.crime_reported:
            batch.entry(w, row, incident, journey=incident.journey_id)
            w.update(incident, crime_reported=True)
        return incident
    said, journey = row.said, journey_of(w, batch, row)
    incident = _incident(w, journey, said, summary=said["summary"], category=CRIME_CATEGORY)
    incident.crime_reported = True
    words = f"Made for the crime {row.reference}, which came from {batch.takeover.name} without an incident."
    _close(w, incident, Closure.CRIME, CLOSED_AS, words, said["recorded_at"])
    batch.entry(w, row, incident, journey=journey.id)
    return w.insert(incident)


def _crime(
    w: Writing, batch: Batch, row: Fresh, incident: Incident, decision: RecordingDecision, offence: Offence
) -> Crime:
    said, number = row.said, w.new_id()
    vulnerable = said["vulnerable_victim"] and offence.basis is not Basis.STATE
    facts = CrimeFacts(
        offence=offence, domestic_abuse=said["domestic_abuse"], stalking=said["stalking"] or is_stalking(offence), hate=said["hate"],
        vulnerable_victim=vulnerable,
    )  # fmt: skip
    officer = batch.officer(w, batch.row_of("officers", said["officer"]))
    return Crime(
        id=number, journey_id=incident.journey_id, state=said["status"],
        reference=crime_reference(number, said["recorded_at"], the_force(w).code), incident_id=incident.id,
        decision_id=decision.id, offence_key=offence.key, offence_code=offence.code,
        offence_category=offence.category, offence_title=offence.title, basis=offence.basis.value,
        summary=said["summary"], place_id=incident.place_id, victim_id=batch.row_of("people", said["victim"]),
        domestic_abuse=facts.domestic_abuse, stalking=facts.stalking, hate=facts.hate, vulnerable_victim=vulnerable,
        high_harm=is_high_harm(facts), required_pip=required_pip(facts),
        enhanced_rights=has_enhanced_rights(facts, gravest_of(w, said["reported_at"])),
        occurred_from=said["occurred_from"], occurred_to=said["occurred_to"], reported_at=said["reported_at"],
        recorded_at=said["recorded_at"], recorded_by_id=w.by.id, officer_id=officer.id if officer else None,
        team_id=officer.team_id if officer else None, **_ends(batch, row, w),
    )  # fmt: skip


def _ends(batch: Batch, row: Fresh, w: Writing) -> dict[str, Any]:
    """When it was allocated, finalised and cancelled, each with whoever is known to have done it."""
    said = row.said
    made: dict[str, Any] = {}
    if said["allocated_at"]:
        made |= {"allocated_at": said["allocated_at"], "allocated_by_id": w.by.id}
    if said["status"] == "finalised":
        decided_by = batch.row_of("officers", said["finalised_by"])
        made |= {"finalised_at": said["finalised_at"], "finalised_by_id": decided_by or w.by.id}
        made |= {"outcome": said["outcome"]}
    if said["status"] == "cancelled":
        made |= {"cancellation_code": said["cancellation"], "cancelled_at": said["cancelled_at"]}
        made |= {"cancelled_by_id": w.by.id}
    return made


def _add_what_was_decided(w: Writing, batch: Batch, row: Fresh, crime: Crime) -> None:
    said = row.said
    if said["plan"]:
        w.insert(
            InvestigationPlan(
                journey_id=crime.journey_id, crime_id=crime.id, summary=said["plan"],
                set_at=said["allocated_at"] or said["recorded_at"], set_by_id=crime.officer_id or w.by.id,
            )
        )  # fmt: skip
    if crime.state == "finalised":
        decided_by = batch.row_of("officers", said["finalised_by"])
        known = {"decided_at": said["finalised_at"], "decided_by_id": decided_by} if decided_by else {}
        w.insert(
            Outcome(
                journey_id=crime.journey_id, crime_id=crime.id, outcome_type=said["outcome"], state="approved",
                rationale=f"{batch.edition}; not judged again.", edition=batch.edition,
                proposed_at=said["finalised_at"], proposed_by_id=w.by.id, **known,
            )
        )  # fmt: skip
    if crime.state == "cancelled":
        w.insert(
            Cancellation(
                journey_id=crime.journey_id, crime_id=crime.id, listed_as=said["cancellation"], state="decided",
                words=f"{batch.edition}; not judged again.", edition=batch.edition, asked_at=said["cancelled_at"],
                asked_by_id=w.by.id, decided_at=said["cancelled_at"], decided_by_id=w.by.id,
            )
        )  # fmt: skip
