"""Writing to the victim of a crime: shown exactly as it would go, then put in the outbox."""

from collections.abc import Mapping
from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.messages import MessagePreview, preview_message, queue_message
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.protection.messages import NO_ROUTE
from constabulary.records.models import Crime
from constabulary.records.writing import looking
from constabulary.standards.messages import MessageTemplate


def write_to_victim(*, crime: int, template: str, filled: Mapping[str, str], by: Officer, at: datetime) -> int:
    """Put a message to the victim of a crime in the outbox; returns its number. Refused as any message is."""
    check_may(by, Permission.SEND_MESSAGES)
    incident, victim = _of_crime(crime, at)
    return queue_message(incident=incident, person=victim, template=template, filled=filled, crime=crime, by=by, at=at)


def preview_to_victim(
    *, crime: int, template: MessageTemplate, filled: Mapping[str, str], at: datetime
) -> MessagePreview:
    """A message to the victim of a crime as it would go now. Whoever shows it has opened the victim's page."""
    incident, victim = _of_crime(crime, at)
    return preview_message(incident=incident, person=victim, template=template, filled=filled, crime=crime, at=at)


def _of_crime(crime: int, at: datetime) -> tuple[int, int]:
    with looking(at=at) as w:
        row = w.find(Crime, id=crime)[0]
    if row.victim_id is None:
        raise NotAllowed([NO_ROUTE])
    return row.incident_id, row.victim_id
