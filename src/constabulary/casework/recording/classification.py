"""Reclassifying a crime: the registrar or a designated decision maker, with a reason."""

from dataclasses import replace
from datetime import datetime

from constabulary.access.officers import Officer, check_authority, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.incidents.closing import raise_markers
from constabulary.casework.limits import keep_limit
from constabulary.casework.recording.conduct import reasons_against_harassment
from constabulary.casework.recording.crimes import classify_in_act, gravest_of
from constabulary.casework.recording.graver import allocate_as_it_is_now
from constabulary.casework.vulnerability.carrying import take_standing_risk
from constabulary.policing.decisions import refuse_if
from constabulary.policing.desks import Authority
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import CRIME, WRONG_STATE
from constabulary.policing.recording.classification import AUTHORITIES, find_reasons_against_reclassification
from constabulary.policing.recording.crimes import is_high_harm, is_stalking, required_pip
from constabulary.policing.victims.needs import has_enhanced_rights
from constabulary.records.facts.crimes import crime_facts
from constabulary.records.models import Crime, CrimePerson, Incident, Person
from constabulary.records.writing import Writing, writing
from constabulary.standards.offences import EDITION, offences_by_key


def reclassify_crime(*, crime: int, offence_key: str, reason: str, by: Officer, at: datetime) -> None:
    """Classify a crime as another offence; what follows from the offence is worked out anew.

    Raises NotPermitted, or NotAllowed beside the field that lacks something.
    """
    check_may(by, Permission.SEE_CRIMES)
    authority = check_authority(by, *AUTHORITIES)
    offence = offences_by_key().get(offence_key)
    with writing(by=by, at=at, purpose="Reclassifying") as w:
        row = w.lock(Crime, crime)
        refuse_if(
            find_reasons_against_reclassification(
                offence, present_key=row.offence_key, reason=reason, occurred_from=row.occurred_from
            )
        )
        refuse_if((WRONG_STATE[CRIME.name],) if row.state == "cancelled" else ())
        if offence is None:
            raise RuntimeError("an unknown offence was not refused")
        parts = w.find(CrimePerson, crime_id=row.id)
        refuse_if(
            reasons_against_harassment(
                w, offence, next(iter(_people(w, parts, "victim")), None), _people(w, parts, "suspect"),
                occurred_from=row.occurred_from, reported_at=row.reported_at, said=None, domestic_abuse=False,
                registrar_satisfied=authority is Authority.CRIME_REGISTRAR,
            )
        )  # fmt: skip
        held = crime_facts(row)
        facts = replace(held, offence=offence, stalking=held.stalking or is_stalking(offence))
        w.entry(
            EntryKind.CRIME_RECLASSIFIED,
            subject=row,
            journey=row.journey_id,
            editions=[EDITION],
            facts={"reason": reason, "authority": authority.value},
        )
        w.update(
            row,
            offence_key=offence.key,
            offence_code=offence.code,
            offence_category=offence.category,
            offence_title=offence.title,
            basis=offence.basis.value,
            high_harm=is_high_harm(facts),
            required_pip=required_pip(facts),
            stalking=facts.stalking,
            # A right once given stays: the needs assessment may have given it for another reason.
            enhanced_rights=row.enhanced_rights or has_enhanced_rights(facts, gravest_of(w, row.reported_at)),
        )
        classify_in_act(w, row, offence, reason=reason)
        take_standing_risk(w, row)
        keep_limit(w, row)
        raise_markers(w, w.lock(Incident, row.incident_id), {"stalking": row.stalking})
        allocate_as_it_is_now(w, row)


def _people(w: Writing, parts: list[CrimePerson], role: str) -> list[Person]:
    return [person for one in parts if one.role == role for person in w.find(Person, id=one.person_id)]
