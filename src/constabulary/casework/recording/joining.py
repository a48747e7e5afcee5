"""Conduct that continues a crime on record: added to that crime, which is checked for upgrading; no new one is made."""

from constabulary.casework.conflicts import ask_others_for_joined
from constabulary.casework.incidents.closing import close_if_ready, raise_markers
from constabulary.casework.incidents.log import add_line
from constabulary.casework.recording.conduct import hold_joined
from constabulary.casework.recording.crimes import CrimeDetails, people_of
from constabulary.casework.recording.related import relate_in_act
from constabulary.casework.vulnerability.carrying import carry_to_joined
from constabulary.policing.incidents.closing import Closure, Finishing
from constabulary.policing.incidents.log import LogKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.recording.counting import is_higher_on_ladder
from constabulary.records.models import Crime, Incident
from constabulary.records.writing import Writing
from constabulary.standards.offences import EDITION, Offence, offences_by_key

#: What each of the two keeps of the other names nothing of it: they are of two journeys, and one may be restricted. Whoever
#: may open the other is led to it from the page.
CONTINUES = "Added to a crime on record, which it continues."
ADDED = "Continued: reported in an incident that was added to this crime."


def find_joined(w: Writing, incident: Incident, details: CrimeDetails) -> Crime:
    """The crime on record that these particulars say is continued, held. Raises NotAllowed where it is not one."""
    people = people_of(w, incident, details)
    return hold_joined(
        w, people.victim, people.suspects, reference=details.continues, happened_at=details.began_at,
        reported_at=incident.reported_at,
    )  # fmt: skip


def must_be_looked_at(crime: Crime, details: CrimeDetails) -> bool:
    """Whether what is added stands higher on the ladder than what is recorded: the registrar looks at upgrading."""
    known = offences_by_key()
    return is_higher_on_ladder(known[details.offence_key], known[crime.offence_key])


def join_in_act(w: Writing, incident: Incident, crime: Crime, details: CrimeDetails, finishing: Finishing) -> None:
    """Add what was reported to the crime that it continues, as part of an act; whether the incident ends, see closing.

    The crime lasts until the latest of it; the risk assessed of its victim meanwhile is carried onto it.
    """
    offence: Offence = offences_by_key()[details.offence_key]
    w.entry(EntryKind.RELATED_CRIME_NOTED, subject=crime, journey=crime.journey_id, editions=[EDITION])
    relate_in_act(w, crime, offence, words=ADDED)
    lasted = max(crime.occurred_to or crime.occurred_from, details.occurred_to or details.began_at)
    w.update(crime, occurred_to=lasted)
    carry_to_joined(w, crime, incident)
    ask_others_for_joined(w, incident, crime)
    w.entry(EntryKind.INCIDENT_LOGGED, subject=incident, journey=incident.journey_id)
    add_line(w, incident, LogKind.CLOSING, words=CONTINUES)
    raise_markers(w, incident, {"domestic_abuse": crime.domestic_abuse, "stalking": crime.stalking})
    close_if_ready(
        w, incident, closure=Closure.CRIME.value, category="crime", rationale=CONTINUES,
        finishing=finishing, crime=crime,
    )  # fmt: skip
