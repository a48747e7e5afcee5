"""Whoever works the vulnerability desk and what is sealed of somebody at an incident: need asked for and answered.

Nobody is shown anything by asking. Whoever is connected with the person a seal is against, or with somebody complained
of, is never given it, and cannot tell from asking that there is a seal at all.
"""

from datetime import datetime

from constabulary.access.officers import NotPermitted, Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties, meet_duties, open_duties
from constabulary.casework.identity import numbers_of_one
from constabulary.casework.need import has_need, seals_over
from constabulary.casework.rulebooks import rulebook_for
from constabulary.casework.seals import grant_in_act, is_against_side_of, is_connected
from constabulary.policing.contact.channels import CallerRole
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.seals import (
    find_duty_of_need,
    find_reasons_against_answering,
    find_reasons_against_asking,
    find_reasons_against_need,
    find_reasons_against_refusing,
)
from constabulary.records.models import Crime, Duty, Incident, IncidentPerson, Seal, Suspect
from constabulary.records.writing import Writing, writing
from constabulary.standards.protection import SEAL_GRANT_LONGEST
from constabulary.standards.rulebook import Moments

ONLY_OTHERS = "Somebody else must say that you need it. In an emergency, open it and say why."


def ask_for_need_at_incident(*, incident: int, person: int, by: Officer, at: datetime) -> None:
    """Ask, at the vulnerability desk or as a supervisor, for need to see what is sealed of somebody in an incident.

    Raises NotPermitted, or NotAllowed: nothing is sealed from them, or it is asked for already.
    """
    check_may(by, Permission.WORK_VULNERABILITY_DESK)
    with writing(by=by, at=at, purpose="Asking for need to see what is sealed") as w:
        row = w.lock(Incident, incident)
        refuse_if(
            find_reasons_against_asking(
                something_is_hidden=bool(_openable(w, row, person, by.id)), is_asked=bool(_asked(w, row, person, by.id))
            )
        )
        w.entry(EntryKind.NEED_ASKED_AT_INCIDENT, subject=row, journey=row.journey_id)
        due = find_duty_of_need(rulebook_for(w, Moments(decision=at)), at=at)
        open_duties(w, [due], about=row, subject_row=by.id, person_id=person)


def answer_need_at_incident(
    *,
    incident: int,
    person: int,
    officer: int,
    is_needed: bool,
    reason: str,
    until: datetime | None,
    by: Officer,
    at: datetime,
) -> None:
    """Say whether whoever asked needs what is sealed of somebody, why, and until when; never for oneself.

    Raises NotPermitted or NotAllowed.
    """
    check_may(by, Permission.KEEP_SEALS)
    with writing(by=by, at=at, purpose="Answering who needs what is sealed") as w:
        row = w.lock(Incident, incident)
        if officer == by.id:
            raise NotPermitted(ONLY_OTHERS)
        if _is_on_the_other_side(w, row, person, by.id):
            raise NotPermitted("Somebody else must decide that.")
        asked = _asked(w, row, person, officer)
        if not is_needed:
            refuse_if(find_reasons_against_refusing(is_asked=bool(asked), reason=reason))
            w.entry(EntryKind.NEED_REFUSED, subject=row, journey=row.journey_id, facts={"reason": reason.strip()})
            meet_duties(w, asked, at)
            return
        connected = _is_on_the_other_side(w, row, person, officer)
        hiding = _openable(w, row, person, officer)
        refuse_if(
            find_reasons_against_answering(
                is_asked=bool(asked), is_connected=connected, something_is_hidden=bool(hiding)
            )
        )
        longest = rulebook_for(w, Moments(decision=at))[SEAL_GRANT_LONGEST].value
        refuse_if(
            find_reasons_against_need(
                reason=reason, is_lifted=False, is_connected=connected, until=until, at=at, longest=longest
            )
        )
        if until is None:
            raise RuntimeError("a need without an end was not refused")
        for seal in hiding:
            w.entry(EntryKind.SEAL_GRANTED, subject=seal)
            grant_in_act(w, seal, officer=officer, reason=reason.strip(), until=until)
        meet_duties(w, asked, at)


def _asked(w: Writing, incident: Incident, person: int, officer: int) -> list[Duty]:
    numbers = numbers_of_one(w, person)
    return [
        one
        for one in find_open_duties(w, incident.journey_id, DutyKind.GIVE_NEED)
        if one.incident_id == incident.id and one.subject_row == officer and one.person_id in numbers
    ]


def _is_on_the_other_side(w: Writing, incident: Incident, person: int, officer: int) -> bool:
    """Whether an officer is connected with anyone a seal is against, or with somebody complained of there."""
    complained_of: set[int | None] = {
        one.person_id for one in w.find(IncidentPerson, incident_id=incident.id, role=CallerRole.SUSPECT)
    }
    for crime in w.find(Crime, incident_id=incident.id):
        complained_of |= {one.person_id for one in w.find(Suspect, crime_id=crime.id)}
    return any(is_against_side_of(w, one, officer) for one in seals_over(w, person)) or any(
        is_connected(w, officer=officer, person=one) for one in complained_of
    )


def _openable(w: Writing, incident: Incident, person: int, officer: int) -> list[Seal]:
    """The seals that hide something of somebody in the incident from an officer who could be given need; else none."""
    numbers = numbers_of_one(w, person)
    theirs = [one for one in w.find(IncidentPerson, incident_id=incident.id) if one.person_id in numbers]
    seals = seals_over(w, person) if any(one.role != CallerRole.SUSPECT for one in theirs) else []
    if not seals or _is_on_the_other_side(w, incident, person, officer):
        return []
    return [one for one in seals if not has_need(w, one, officer)]
