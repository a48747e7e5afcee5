"""The mandatory flags of a recorded crime, set anew: domestic abuse that is found late opens what it would have opened."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.abuse_suspects import search_from_flag
from constabulary.casework.incidents.closing import raise_markers
from constabulary.casework.limits import keep_limit
from constabulary.casework.recording.crimes import CrimeDetails, People, reasons_against_flags
from constabulary.casework.recording.graver import allocate_as_it_is_now
from constabulary.casework.vulnerability.carrying import take_standing_risk
from constabulary.policing.decisions import refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.recording.flags import Flag, read_flags
from constabulary.records.models import Crime, CrimePerson, Incident, Person
from constabulary.records.writing import Writing, writing
from constabulary.standards.offences import offences_by_key


def set_flags(
    *, crime: int, flags: tuple[str, ...], faith: str, corrosive_evidence: str, by: Officer, at: datetime
) -> None:
    """Set the mandatory flags of a recorded crime anew. Raises NotAllowed beside the field that lacks something."""
    check_may(by, Permission.RECORD_CRIME)
    with writing(by=by, at=at, purpose="Setting flags") as w:
        row = w.lock(Crime, crime)
        victim = next(iter(w.find(Person, id=row.victim_id)), None) if row.victim_id else None
        suspects = [
            person
            for one in w.find(CrimePerson, crime_id=row.id)
            if one.role == "suspect"
            for person in w.find(Person, id=one.person_id)
        ]
        details = CrimeDetails(
            offence_key=row.offence_key,
            occurred_from=row.occurred_from,
            flags=flags,
            faith=faith,
            corrosive_evidence=corrosive_evidence,
        )
        people = People(victim=victim, suspects=tuple(suspects))
        refuse_if(reasons_against_flags(w, offences_by_key()[row.offence_key], people, details))
        w.entry(EntryKind.CRIME_FLAGGED, subject=row, journey=row.journey_id)
        found = read_flags(flags)
        is_newly_abuse = Flag.DOMESTIC_ABUSE in found and not row.domestic_abuse
        w.update(
            row,
            flags=sorted(flag.value for flag in found),
            faith=faith,
            corrosive_evidence=corrosive_evidence,
            hate=row.hate or any(flag.listed_as == "hate" for flag in found),
            domestic_abuse=row.domestic_abuse or Flag.DOMESTIC_ABUSE in found,
        )
        if is_newly_abuse and row.state != "cancelled":
            _follow_abuse(w, row)
        allocate_as_it_is_now(w, row)


def _follow_abuse(w: Writing, crime: Crime) -> None:
    """What was not known to be domestic abuse: its harm and rights, the first looks at her safety, and finding whoever is named."""
    w.update(crime, high_harm=True, enhanced_rights=True)
    take_standing_risk(w, crime)
    keep_limit(w, crime)
    raise_markers(w, w.lock(Incident, crime.incident_id), {"domestic_abuse": True})
    search_from_flag(w, crime)
