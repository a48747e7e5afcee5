"""People of an incident: added with what they are to it, and their vulnerability asked at every contact."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.abuse_suspects import search_from_call
from constabulary.casework.conflicts import ask_others_for_incident
from constabulary.casework.incidents.clocks import ask_thrive_soon, rules_of
from constabulary.casework.incidents.closing import raise_markers
from constabulary.casework.people import PersonDetails, find_or_add_person
from constabulary.policing.decisions import refuse_if
from constabulary.policing.incidents.log import PERSON_MISSING, ROLE_MISSING
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.vulnerability.asked import (
    Strand,
    VulnerabilityAsked,
    find_reasons_against_asking,
    suggests_vulnerable,
)
from constabulary.records.models import Incident, IncidentPerson, Person, VulnerabilityAssessment
from constabulary.records.writing import Writing, writing
from constabulary.standards.vulnerability import LETTERS_OF_CONCERN


def involve_person(*, incident: int, person: PersonDetails, role: str, by: Officer, at: datetime) -> int:
    """Add a person to an incident, one of the household too; the person's number. Adding them twice changes nothing."""
    check_may(by, Permission.KEEP_INCIDENTS)
    refuse_if((PERSON_MISSING,) if not person.is_known else ())
    refuse_if((ROLE_MISSING,) if not role.strip() else ())
    with writing(by=by, at=at, purpose="Adding a person to an incident") as w:
        row = w.lock(Incident, incident)
        w.entry(EntryKind.PERSON_INVOLVED, subject=row, journey=row.journey_id, facts={"role": role})
        found = find_or_add_person(w, person)
        if not w.find(IncidentPerson, incident_id=row.id, person_id=found.id, role=role):
            involve_in_incident(w, row, found, role)
        return found.id


def involve_in_incident(w: Writing, incident: Incident, person: Person, role: str) -> None:
    """Note what a person is to an incident, as part of an act; whoever is complained of is looked for.

    No officer who is connected with them keeps a crime of it.
    """
    w.insert(
        IncidentPerson(
            journey_id=incident.journey_id, incident_id=incident.id, person_id=person.id, role=role, added_at=w.at,
            added_by_id=w.by.id,
        )
    )  # fmt: skip
    if role == "suspect":
        search_from_call(w, incident)
    ask_others_for_incident(w, incident, person.id)


def ask_vulnerability(*, incident: int, person: int, asked: VulnerabilityAsked, by: Officer, at: datetime) -> None:
    """Record what was seen and asked of one person's vulnerability; whoever is found vulnerable makes THRIVE due.

    Raises NotPermitted, or NotAllowed with what is missing of the four steps.
    """
    check_may(by, Permission.KEEP_INCIDENTS)
    with writing(by=by, at=at, purpose="Asking about vulnerability") as w:
        row = w.lock(Incident, incident)
        standard = rules_of(w, row)[LETTERS_OF_CONCERN]
        refuse_if(find_reasons_against_asking(asked, letters_needed=standard.value))
        w.entry(EntryKind.VULNERABILITY_ASKED, subject=row, journey=row.journey_id, editions=[standard.edition])
        w.insert(
            VulnerabilityAssessment(
                journey_id=row.journey_id,
                incident_id=row.id,
                person_id=person,
                letters={letter.value: seen.value for letter, seen in asked.letters},
                strands=[one.value for one in asked.strands],
                interaction=asked.interaction,
                harm_level=asked.harm_level.value if asked.harm_level else "",
                actions=[one.value for one in asked.actions],
                suggested=suggests_vulnerable(asked, letters_needed=standard.value),
                vulnerable=asked.vulnerable,
                reason=asked.reason,
                voice_only=asked.voice_only,
                edition=standard.edition,
                assessed_at=at,
                assessed_by_id=by.id,
            )
        )
        if asked.vulnerable and row.state != "closed":
            known = row.vulnerable
            raise_markers(
                w,
                row,
                {
                    "vulnerable": True,
                    "domestic_abuse": Strand.DOMESTIC_ABUSE in asked.strands,
                    "stalking": Strand.STALKING in asked.strands,
                    "hate": Strand.HATE_CRIME in asked.strands,
                },
            )
            if not known:
                ask_thrive_soon(w, row)
