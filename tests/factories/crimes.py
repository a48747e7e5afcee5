"""Crimes as far along as a test needs them: recorded, allocated, planned, each step by its verb and its role."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from constabulary.access.roles import Role
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.allocation_screening import screen_crime
from constabulary.casework.contact import InvolvedPerson, take_call
from constabulary.casework.investigation.evidence_led import consider_without_victim, decide_evidence_led
from constabulary.casework.investigation.plans import set_plan
from constabulary.casework.investigation.suspects import establish_identity, note_suspect_told, record_as_suspect
from constabulary.casework.people import PersonDetails
from constabulary.casework.recording.crimes import CrimeDetails
from constabulary.casework.recording.decision import NOT_ASKED, decide_recording
from constabulary.casework.safe_routes import RouteDetails, confirm_safe_route
from constabulary.casework.victims.contact import update_victim
from constabulary.casework.victims.positions import record_position
from constabulary.policing.allocation.screening import FACTORS, Answer, Known, Screening
from constabulary.policing.allocation.screening import Decision as Screened
from constabulary.policing.incidents.closing import Finishing
from constabulary.policing.investigation.evidence_led import (
    CHECKLIST,
    Conclusion,
    EvidenceLedAnswers,
    Said,
)
from constabulary.policing.investigation.evidence_led import Answer as EvidenceAnswer
from constabulary.policing.investigation.plans import Direction, LineDetails, PlanDetails
from constabulary.policing.protection.safe_route import ConfirmedWith, Way
from constabulary.policing.recording.decision import RecordingFacts, Step, StepAnswer
from constabulary.policing.victims.contact import ContactMethod, Occasion, Reached, UpdateDetails
from constabulary.policing.victims.positions import PositionDetails, Pressure, RecordedIn, Support
from constabulary.records.models import ContactPoint, Crime, Incident, IncidentPerson, Suspect
from constabulary.standards.calendar import local_day
from tests.conftest import asking
from tests.factories.calls import former_partner_damage, shoplifting
from tests.factories.outcomes import offence

KEEPS = {Step.CONTRARY_EVIDENCE, Step.OTHER_FORCE, Step.RULE_DIRECTS_NOT}
RECORD_IT = tuple(
    StepAnswer(step=step, answer=step not in KEEPS) for step in Step if step is not Step.WITHOUT_CONFIRMATION
)
PLAIN = RecordingFacts(state_based=False, rape_reported=False, professional_or_carer=False)
#: Threatening with a weapon: against the state or a victim, so that it is recorded whether or not anybody is known.
THREAT_TO_NOBODY: dict[str, Any] = {
    "code": "008/63", "category": "10C", "facts": replace(PLAIN, state_based=True), "victim": "",
}  # fmt: skip
FORMER_PARTNER = InvolvedPerson(person=PersonDetails(given="Dean", family="Harker"), role="suspect")


NOTHING_TO_FOLLOW = Screening(
    answers={one.code: Answer(known=Known.NO, words="Asked and looked for; there is none.") for one in FACTORS},
    decision=Screened.FILE,
    public_interest="Low value, nobody at risk.",
    rationale="Nothing to follow.",
)


def reported(at: datetime, **changes: Any) -> Incident:
    """The former partner's damage, reported, with him named."""
    call = former_partner_damage(at, **{"others": (FORMER_PARTNER,), **changes})
    taken = take_call(call=call, by=asking(Role.CONTACT_HANDLER), at=at)
    return Incident.objects.get(pk=taken.incident_id)


def victim_of(incident: Incident) -> str:
    """The reference of the caller."""
    found = IncidentPerson.objects.filter(incident=incident).exclude(role="suspect").select_related("person").first()
    assert found is not None
    return found.person.reference


def record(
    incident: Incident,
    at: datetime,
    *,
    code: str = "149/00",
    category: str = "58C",
    finishing: Finishing = NOT_ASKED,
    facts: RecordingFacts = PLAIN,
    late_rationale: str = "",
    **details: Any,
) -> Crime:
    """Record a crime from an incident."""
    crime = CrimeDetails(
        **{
            "offence_key": offence(code, category).key,
            "occurred_from": incident.reported_at - timedelta(hours=1),
            "victim": victim_of(incident),
            **details,
        }
    )
    done = decide_recording(
        incident=incident.pk, answers=RECORD_IT, facts=facts, crime=crime, finishing=finishing,
        late_rationale=late_rationale, by=asking(Role.IMU_ASSESSOR), at=at,
    )  # fmt: skip
    return Crime.objects.get(reference=done.crime)


def nobody_named(at: datetime, *, domestic_abuse: bool = False, **call: Any) -> Crime:
    """A threat recorded although nobody knows whom it was made to."""
    makes = former_partner_damage if domestic_abuse else shoplifting
    taken = take_call(call=makes(at, **{"others": (), **call}), by=asking(Role.CONTACT_HANDLER), at=at)
    return record(Incident.objects.get(pk=taken.incident_id), at + timedelta(hours=1), **THREAT_TO_NOBODY)


def theft_recorded(at: datetime, **call: Any) -> Crime:
    """A theft from a shop, recorded an hour after the call: nothing stands against filing it at the desk."""
    taken = take_call(call=shoplifting(at, **call), by=asking(Role.CONTACT_HANDLER), at=at)
    return record(Incident.objects.get(pk=taken.incident_id), at + timedelta(hours=1), code="046/00", category="46")


def filed(crime: Crime, at: datetime) -> Crime:
    """A crime that the desk decides to file, and that is not drawn."""
    screen_crime(crime=crime.pk, given=NOTHING_TO_FOLLOW, by=asking(Role.IMU_ASSESSOR), at=at, chance=0.999)
    return crime


def recorded(at: datetime, *, call: dict[str, Any] | None = None, **details: Any) -> Crime:
    """A crime recorded an hour after the call."""
    return record(reported(at, **(call or {})), at + timedelta(hours=1), **details)


def allocated(at: datetime, *, to: Role = Role.DETECTIVE, has_route: bool = True, **details: Any) -> Crime:
    """A crime with an officer, two hours after the call."""
    crime = recorded(at, **details)
    if has_route:
        reachable(crime, at + timedelta(hours=1))
    give(crime, to, at + timedelta(hours=2))
    crime.refresh_from_db()
    return crime


def reachable(crime: Crime, at: datetime, **hours: time) -> None:
    """A safe route confirmed with the victim of a crime in which safety matters: their telephone, all day or in hours."""
    if crime.victim_id is None or not (crime.domestic_abuse or crime.stalking):
        return
    telephone = ContactPoint.objects.filter(person_id=crime.victim_id, kind="telephone").first()
    if telephone is None:
        return
    route = RouteDetails(
        way=Way.RING, contact_point=telephone.pk, confirmed_with=ConfirmedWith.THEMSELVES,
        **{"from_time": time(0), "until_time": time(23, 59), **hours},
    )  # fmt: skip
    confirm_safe_route(
        person=crime.victim_id, route=route, incident=crime.incident_id, by=asking(Role.VULNERABILITY_DESK), at=at
    )


def give(crime: Crime, to: Role, at: datetime, **changes: Any) -> Any:
    """Allocate a crime to the officer of a role."""
    taker = asking(to)
    return allocate_crime(
        crime=crime.pk, officer=taker.id, at=at,
        **{"by": asking(Role.ALLOCATION_MANAGER), "reason": "Local and free.", "override_reason": "Nobody else is on.", **changes},
    )  # fmt: skip


def plan_of(at: datetime, **changes: Any) -> PlanDetails:
    """A whole plan with one line of enquiry."""
    line = LineDetails(
        objective="Who smashed the windows",
        action="Secure the neighbour's doorbell footage",
        due_on=local_day(at) + timedelta(days=3),
        direction=Direction.EITHER,
    )
    whole: dict[str, Any] = {
        "summary": "Former partner suspected of smashing the windows of the car.",
        "points_to_prove": "Damage; another's property; intent or recklessness; no lawful excuse.",
        "evidence_led_route": "Footage, the 101 call, photographs of the car.",
        "lines": (line,),
    }
    return PlanDetails(**{**whole, **changes})


def planned(at: datetime, *, to: Role = Role.DETECTIVE, **details: Any) -> Crime:
    """A crime under investigation to a plan, three hours after the call."""
    crime = allocated(at, to=to, **details)
    set_plan(crime=crime.pk, plan=plan_of(at), by=asking(to), at=at + timedelta(hours=3))
    crime.refresh_from_db()
    return crime


def the_suspect(crime: Crime) -> Suspect:
    """The one suspect of a crime."""
    return Suspect.objects.get(crime=crime)


def identified(crime: Crime, at: datetime, by: Role = Role.DETECTIVE) -> Suspect:
    """The suspect's identity established, recorded as suspect and told."""
    row = the_suspect(crime)
    for act in (establish_identity, record_as_suspect, note_suspect_told):
        act(suspect=row.pk, words="Driving licence and photograph.", by=asking(by), at=at)
    row.refresh_from_db()
    return row


WITHDRAWN = PositionDetails(
    support=Support.DOES_NOT,
    wishes="She does not want to go to court.",
    reasons="He has moved away and she wants it over.",
    recorded_in=RecordedIn.STATEMENT,
    reference="MG11/2",
    pressure=Pressure.NONE_FOUND,
    seen_alone=True,
    support_offered="An independent advocate and special measures.",
)


def withdraws(crime: Crime, at: datetime, by: Role = Role.DETECTIVE) -> None:
    """The victim's withdrawal, recorded."""
    record_position(crime=crime.pk, position=WITHDRAWN, by=asking(by), at=at)


def evidence_led_answers(recommendation: Conclusion = Conclusion.CANNOT_GO_ON) -> EvidenceLedAnswers:
    """Every question answered yes, and the evidence said not to do."""
    return EvidenceLedAnswers(
        answers={one.code: EvidenceAnswer(said=Said.YES, words="Looked at; it shows nobody.") for one in CHECKLIST},
        recommendation=recommendation,
        rationale="Nothing but her account shows who did it.",
    )


def considered(
    crime: Crime,
    at: datetime,
    *,
    by: Role = Role.DETECTIVE,
    decided_by: Role | None = Role.SUPERVISOR,
    conclusion: Conclusion = Conclusion.CANNOT_GO_ON,
) -> int:
    """The evidence-led question answered, and decided unless `decided_by` is None."""
    number = consider_without_victim(crime=crime.pk, given=evidence_led_answers(), by=asking(by), at=at)
    if decided_by is not None:
        decide_evidence_led(
            consideration=number, conclusion=conclusion, rationale="The footage shows nobody.",
            by=asking(decided_by), at=at + timedelta(minutes=5),
        )  # fmt: skip
    return number


def update_of(at: datetime, **changes: Any) -> UpdateDetails:
    """An update that reached the victim."""
    whole: dict[str, Any] = {
        "occasion": Occasion.AS_AGREED,
        "method": ContactMethod.TELEPHONE,
        "reached": Reached.REACHED,
        "by_safe_route": True,
        "said": "What has been done and what comes next.",
        "questions": "She asked when he will be seen.",
        "next_on": local_day(at) + timedelta(days=7),
    }
    return UpdateDetails(**{**whole, **changes})


def told_of(crime: Crime, outcome_type: str, at: datetime, by: Role = Role.DETECTIVE) -> None:
    """The victim told of an outcome."""
    update = update_of(at, occasion=Occasion.OUTCOME, outcome_type=outcome_type)
    update_victim(crime=crime.pk, update=update, by=asking(by), at=at)
