"""The danger known of a crime, for every page of it: who is at what risk, what was said on the call, the safe route.

The risk to people is shown to those who may assess it, what was said on the call to those who may open incidents, how
the victim is safely reached to those who keep safe routes.
"""

from datetime import datetime

from constabulary.access.officers import Officer, check_may, may
from constabulary.access.permissions import Permission
from constabulary.policing.incidents.danger import SignSaid, find_signs
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.vulnerability.risk import RiskGrade
from constabulary.records.facts.incidents import thrive_answers
from constabulary.records.journal import write_reading
from constabulary.records.queries import danger, incident_log, incidents
from constabulary.records.queries.crimes import CrimeView
from constabulary.records.queries.reach import Reaches, reach_in_crime
from constabulary.records.queries.together import ask_together
from constabulary.standards.values import value


@value
class PersonAtRisk:
    """Somebody whose risk is more than standard: the grade that stands, since when, where it was assessed."""

    reference: str
    name: str
    grade: RiskGrade
    assessed_at: datetime
    incident: str


@value
class CrimeDanger:
    """What is known of the danger in a crime; all empty where nothing is known of any."""

    at_risk: tuple[PersonAtRisk, ...] = ()
    signs: tuple[SignSaid, ...] = ()
    cannot_speak_freely: bool = False
    reach: Reaches = Reaches()

    @property
    def is_known(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.at_risk or self.signs or self.cannot_speak_freely)

    @property
    def is_high(self) -> bool:
        """Whether somebody is at high risk."""
        return any(one.grade is RiskGrade.HIGH for one in self.at_risk)


def read_danger_of_crime(*, crime: CrimeView, by: Officer, at: datetime) -> CrimeDanger:
    """What is known of the danger in a crime that was opened; journalled with whoever it names. Raises NotPermitted."""
    check_may(by, Permission.SEE_CRIMES)
    found_incident = incidents.incident_and_journey(crime.incident)
    if found_incident is None:
        return CrimeDanger()
    incident, journey = found_incident
    sees_risk, sees_call = may(by, Permission.ASSESS_RISK), may(by, Permission.SEE_INCIDENTS)
    people = incidents.people_of_incident.later(incident)
    risks = danger.risks_of_incident.later(incident) if sees_risk else danger.risks_of.later(())
    said = incidents.assessments_of_incident.later(incident)
    contact = incident_log.contact_of_journey.later(journey)
    reach = reach_in_crime.later(crime.id, crime.journey_id, asked=may(by, Permission.MANAGE_SAFE_ROUTES))
    ask_together(people, risks, said, contact, reach)
    standing = risks.answer
    named = [one for one in {p.person_id: p for p in people.answer}.values() if one.person_id in standing]
    at_risk = [
        PersonAtRisk(
            reference=one.reference, name=one.name, grade=standing[one.person_id].grade,
            assessed_at=standing[one.person_id].assessed_at, incident=standing[one.person_id].incident,
        )
        for one in named
        if standing[one.person_id].grade is not RiskGrade.STANDARD
    ]  # fmt: skip
    found = CrimeDanger(
        at_risk=tuple(at_risk),
        signs=find_signs((one["assessed_at"], thrive_answers(one["answers"])) for one in said.answer)
        if sees_call
        else (),
        cannot_speak_freely=bool(sees_call and contact.answer and contact.answer.cannot_speak_freely),
        reach=reach.answer,
    )
    routes = [one.route.id for one in found.reach.people if one.route is not None]
    if found.is_known or routes:
        write_reading(
            EntryKind.READ_CRIME, subject=f"crime {crime.reference}", subject_row=crime.id, journey=crime.journey_id,
            shown=[
                crime.id, incident, *(one.person_id for one in named), *(standing[one.person_id].id for one in named), *routes
            ],
            by=by, at=at, purpose="Being shown the danger known of it",
        )  # fmt: skip
    return found
