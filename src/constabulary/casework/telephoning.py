"""Telephoning somebody about an incident to whom a message was not delivered: what was said, or that nobody answered."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import meet_duties
from constabulary.casework.incidents.log import add_line
from constabulary.casework.messages import must_not_know, open_telephoning
from constabulary.casework.victims.contact import safety_of
from constabulary.policing.decisions import refuse_if
from constabulary.policing.incidents.log import LogKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.messages import find_reasons_against_telephoning
from constabulary.policing.victims.contact import (
    ContactMethod,
    Occasion,
    Reached,
    UpdateDetails,
    find_reasons_against_update,
)
from constabulary.records.models import Incident, Message
from constabulary.records.writing import Writing, writing
from constabulary.standards.values import value


@value
class CallDetails:
    """A telephone call in place of a message: whether it reached them, by their safe route or how else, what was said."""

    reached: Reached
    by_safe_route: bool
    said: str = ""
    questions: str = ""
    outside_route: str = ""
    code_word_given: bool = False

    def as_update(self) -> UpdateDetails:
        """The call as the rules of contact judge it."""
        return UpdateDetails(
            occasion=Occasion.AS_AGREED, method=ContactMethod.TELEPHONE, reached=self.reached, said=self.said,
            by_safe_route=self.by_safe_route, questions=self.questions, outside_route=self.outside_route,
            code_word_given=self.code_word_given,
        )  # fmt: skip


def note_telephoned(*, message: int, call: CallDetails, by: Officer, at: datetime) -> None:
    """Record that somebody was telephoned in place of a message about an incident; only reaching them ends the duty.

    Raises NotPermitted; NotAllowed where nobody waits to be telephoned, for a message about a crime (the victim's update
    is recorded with the crime), and for a call that the rules of contact refuse.
    """
    check_may(by, Permission.SEND_MESSAGES)
    with writing(by=by, at=at, purpose="Telephoning in place of a message") as w:
        row = w.lock(Message, message)
        waits = open_telephoning(w, row)
        refuse_if(find_reasons_against_telephoning(waits=bool(waits), about_crime=row.crime_id is not None))
        incident = w.lock(Incident, w.find(Incident, journey_id=row.journey_id)[0].id)
        safety = safety_of(w, row.person_id, at_risk=_is_at_risk(w, incident))
        refuse_if(
            find_reasons_against_update(
                call.as_update(), at=at, is_open=False, safety_matters=safety.safety_matters,
                has_route=safety.has_route, hours=safety.hours, way=safety.way, has_code_word=safety.has_code_word,
            )
        )  # fmt: skip
        facts = {
            "kind": LogKind.NOTE.value, "reached": call.reached.value, "by_safe_route": call.by_safe_route,
            **({"code_word": "given"} if call.code_word_given else {}),
        }  # fmt: skip
        w.entry(EntryKind.INCIDENT_LOGGED, subject=incident, journey=row.journey_id, facts=facts)
        add_line(w, incident, LogKind.NOTE, words=_words(call), details={"message": row.id})
        if call.reached is Reached.REACHED:
            meet_duties(w, waits, at)


def _is_at_risk(w: Writing, incident: Incident) -> bool:
    return incident.domestic_abuse or incident.stalking or must_not_know(w, incident.journey_id)


def _words(call: CallDetails) -> str:
    said = [f"Telephoned in place of a message. {call.reached.label}."]
    said += [f"Not by the safe route: {call.outside_route.strip()}"] if not call.by_safe_route else []
    said += [f"Said: {call.said.strip()}"] if call.said.strip() else []
    said += [f"Asked: {call.questions.strip()}"] if call.questions.strip() else []
    return "\n".join(said)
