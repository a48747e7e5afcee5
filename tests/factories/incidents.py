"""Incidents in the state a test is about, made by the verbs themselves."""

from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from constabulary.access.roles import Role
from constabulary.casework.contact import CallDetails, CallReport, open_at_once, take_call
from constabulary.casework.incidents.dispatch import clear_unit, deploy_unit, note_arrival
from constabulary.casework.incidents.grading import Asking, grade_incident
from constabulary.policing.incidents.triggers import Trigger
from constabulary.records.models import Duty, Incident
from tests.conftest import asking
from tests.factories.calls import shoplifting, thrive


def opened(at: datetime, call: CallDetails | None = None) -> Incident:
    """An incident just opened by a contact handler, the shop's unless a call is given."""
    taken = take_call(call=call or shoplifting(at), by=asking(Role.CONTACT_HANDLER), at=at)
    return Incident.objects.get(pk=taken.incident_id)


def told(at: datetime, **changes: Any) -> CallReport:
    """A call to a danger to life: where, what and who, nothing else asked yet."""
    call = shoplifting(
        at,
        **{
            "category": "concern-for-safety", "summary": "He is at the door with a knife.", "crime_reported": None,
            "history_checked": False, **changes,
        },
    )  # fmt: skip
    return CallReport(**{one.name: getattr(call, one.name) for one in fields(CallReport)})


def at_once(at: datetime, **changes: Any) -> Incident:
    """An incident opened before THRIVE by a contact handler."""
    made = open_at_once(call=told(at, **changes), by=asking(Role.CONTACT_HANDLER), at=at)
    return Incident.objects.get(pk=made.incident_id)


def finish(
    incident: Incident, at: datetime, *, grade: str = "G1", by: Any = None, reason: str = "",
    trigger: Trigger = Trigger.FIRST_CONTACT, **parts: Any,
) -> Any:  # fmt: skip
    """THRIVE of an incident that was opened before it, finished, calm unless parts say otherwise."""
    return grade_incident(
        incident=incident.pk,
        answers=thrive(**parts),
        grade=grade,
        asking=Asking(trigger=trigger),
        reason_below_floor=reason,
        by=by or asking(Role.CONTACT_HANDLER),
        at=at,
    )


def quarrel(at: datetime, **changes: Any) -> Incident:
    """An incident in which no crime is reported: neighbours quarrel over a fence."""
    return opened(
        at,
        shoplifting(
            at, **{"crime_reported": False, "category": "civil-dispute", "summary": "Quarrel over a fence.", **changes}
        ),
    )


def attended(at: datetime, call: CallDetails | None = None) -> Incident:
    """An incident that a unit reached ten minutes after it was opened."""
    incident = opened(at, call)
    reach(incident, at)
    return incident


def reach(incident: Incident, at: datetime, *, clear: bool = False) -> None:
    """A unit of its own is sent a minute on and there after ten; cleared after forty where that is asked for."""
    by = asking(Role.DISPATCHER)
    sent = deploy_unit(incident=incident.pk, unit=f"KD{incident.pk}", by=by, at=at + timedelta(minutes=1))
    note_arrival(deployment=sent, by=by, at=at + timedelta(minutes=10))
    if clear:
        clear_unit(deployment=sent, words="Seen and spoken to.", by=by, at=at + timedelta(minutes=40))
    incident.refresh_from_db()


def asked_again(incident: Incident, at: datetime, *, by: Any, grade: str | None = None, **parts: Any) -> None:
    """THRIVE asked again, calm unless parts say otherwise."""
    grade_incident(
        incident=incident.pk,
        answers=thrive(**parts),
        grade=grade or incident.grade,
        asking=Asking(trigger=Trigger.CLOCK, what_changed="Nothing."),
        reason_below_floor="" if grade is None else "The facts have changed.",
        by=by,
        at=at,
    )


def due(incident: Incident, state: str = "open") -> dict[str, datetime]:
    """The duties of an incident in a state, each with when it is due."""
    return dict(Duty.objects.filter(journey_id=incident.journey_id, state=state).values_list("kind", "due_at"))
