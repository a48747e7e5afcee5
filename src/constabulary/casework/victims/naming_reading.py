"""Opening a crime whose victim is to be named: the people of its incident, and who on record fits what is typed."""

from datetime import datetime

from constabulary.access.officers import Officer, check_names_victim, may_name_victim
from constabulary.casework.reading import OpenedCrime, open_crime, open_incident
from constabulary.casework.searching import PersonAsked, PersonMatch, search_people
from constabulary.policing.contact.channels import CallerRole
from constabulary.policing.decisions import Reasons
from constabulary.policing.victims.naming import find_reasons_against_any
from constabulary.records.queries.crimes import CrimeView
from constabulary.records.queries.incidents import InvolvedView
from constabulary.standards.values import value

PURPOSE = "Naming the victim"


@value
class CrimeToName:
    """A crime, whoever of its incident could be its victim, and what stands against naming anybody.

    `called_for` is the name and the kind of the organisation that somebody rang for; empty where they rang for none.
    """

    opened: OpenedCrime
    people: tuple[InvolvedView, ...]
    called_for: tuple[str, str]
    against: Reasons

    @property
    def crime(self) -> CrimeView:
        """The crime whose victim is to be named."""
        return self.opened.crime


def may_be_named_by(officer: Officer, crime: CrimeView) -> bool:
    """Whether an officer may name the victim of this crime, and it can still be named."""
    return may_name_victim(officer, crime.officer) and not _against(crime)


def open_to_name(*, reference: str, purpose: str, by: Officer, at: datetime) -> CrimeToName:
    """Open a crime to name its victim. Raises NotPermitted or NoSuchRecord."""
    opened = open_crime(reference=reference, purpose=purpose, by=by, at=at)
    check_names_victim(by, opened.crime.officer)
    reported = open_incident(reference=opened.crime.incident, purpose=purpose, by=by, at=at)
    suspects = {reference for reference, _, roles in opened.people if CallerRole.SUSPECT.value in roles.split(", ")}
    return CrimeToName(
        opened=opened, against=_against(opened.crime),
        called_for=(reported.incident.organisation, reported.incident.organisation_kind),
        people=tuple(one for one in reported.people if one.role != CallerRole.SUSPECT and one.reference not in suspects),
    )  # fmt: skip


def find_to_name(*, asked: PersonAsked, by: Officer, at: datetime) -> tuple[PersonMatch, ...]:
    """Who on record fits the name that was typed, best first; nobody for too little of it. Raises NotPermitted."""
    return () if asked.is_empty else search_people(asked=asked, purpose=PURPOSE, by=by, at=at).matches


def _against(crime: CrimeView) -> Reasons:
    return find_reasons_against_any(
        crime.basis, is_cancelled=crime.state == "cancelled", has_victim=crime.has_named_victim
    )
