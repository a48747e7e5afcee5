"""Appointments with the caller: made, moved, missed by us, refused by them."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties, open_duties, supersede_duties
from constabulary.casework.incidents.clocks import ask_thrive_soon, facts_of, rules_of
from constabulary.casework.incidents.log import add_line
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.incidents.appointments import (
    NONE_IS_MADE,
    ONE_IS_MADE,
    REASON_MISSING,
    find_duty_of_appointment,
    find_reasons_against_appointment,
)
from constabulary.policing.incidents.log import LogKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import APPOINTMENT, WRONG_STATE
from constabulary.records.models import Appointment, Incident
from constabulary.records.writing import Writing, writing

PURPOSE = "Agreeing a time with the caller"


def make_appointment(*, incident: int, from_at: datetime, until_at: datetime, by: Officer, at: datetime) -> None:
    """Agree a time with the caller; keeping it is due by its end, beside the time that the grade gives."""
    check_may(by, Permission.REASSESS)
    with writing(by=by, at=at, purpose=PURPOSE) as w:
        row = _open_incident(w, incident)
        refuse_if(
            (*find_reasons_against_appointment(from_at, until_at, at=at), *((ONE_IS_MADE,) if _made(w, row) else ()))
        )
        w.entry(EntryKind.APPOINTMENT_MADE, subject=row, journey=row.journey_id)
        _make(w, row, from_at, until_at)


def move_appointment(
    *, incident: int, from_at: datetime, until_at: datetime, reason: str, by: Officer, at: datetime
) -> None:
    """Move the appointment to another time; THRIVE is due, because whoever waits now waits longer."""
    check_may(by, Permission.REASSESS)
    with writing(by=by, at=at, purpose=PURPOSE) as w:
        row = _open_incident(w, incident)
        refuse_if(find_reasons_against_appointment(from_at, until_at, at=at))
        _end(w, row, "moved", reason, EntryKind.APPOINTMENT_MOVED)
        _make(w, row, from_at, until_at)
        ask_thrive_soon(w, row)


def miss_appointment(*, incident: int, reason: str, by: Officer, at: datetime) -> None:
    """Record that we did not keep the appointment; THRIVE is due."""
    check_may(by, Permission.REASSESS)
    with writing(by=by, at=at, purpose=PURPOSE) as w:
        row = _open_incident(w, incident)
        _end(w, row, "missed", reason, EntryKind.APPOINTMENT_MISSED)
        ask_thrive_soon(w, row)


def refuse_appointment(*, incident: int, reason: str, by: Officer, at: datetime) -> None:
    """Record that the caller refused an appointment, offered or made; THRIVE is due."""
    check_may(by, Permission.REASSESS)
    with writing(by=by, at=at, purpose=PURPOSE) as w:
        row = _open_incident(w, incident)
        if _made(w, row):
            _end(w, row, "refused", reason, EntryKind.APPOINTMENT_REFUSED)
        else:
            refuse_if((REASON_MISSING,) if not reason.strip() else ())
            w.entry(EntryKind.APPOINTMENT_REFUSED, subject=row, journey=row.journey_id)
            add_line(w, row, LogKind.APPOINTMENT, words=f"Offered and refused: {reason.strip()}")
        ask_thrive_soon(w, row)


def _open_incident(w: Writing, incident: int) -> Incident:
    row = w.lock(Incident, incident)
    if row.state == "closed":
        raise NotAllowed([WRONG_STATE["incident"]])
    return row


def _made(w: Writing, incident: Incident) -> list[Appointment]:
    return w.find(Appointment, lock=True, incident_id=incident.id, state="made")


def _make(w: Writing, incident: Incident, from_at: datetime, until_at: datetime) -> None:
    w.insert(
        Appointment(
            journey_id=incident.journey_id, incident_id=incident.id, from_at=from_at, until_at=until_at, made_at=w.at,
            made_by_id=w.by.id,
        )
    )  # fmt: skip
    due = find_duty_of_appointment(facts_of(w, incident), rules_of(w, incident), until_at=until_at)
    open_duties(w, (due,), about=incident)


def _end(w: Writing, incident: Incident, state: str, reason: str, kind: EntryKind) -> None:
    made = _made(w, incident)
    refuse_if((NONE_IS_MADE,) if not made else ())
    refuse_if((REASON_MISSING,) if not reason.strip() else ())
    APPOINTMENT.check_move(made[0].state, state)
    w.entry(kind, subject=incident, journey=incident.journey_id)
    w.update(made[0], state=state, reason=reason.strip(), ended_at=w.at, ended_by_id=w.by.id)
    add_line(w, incident, LogKind.APPOINTMENT, words=f"{state.capitalize()}: {reason.strip()}")
    supersede_duties(w, find_open_duties(w, incident.journey_id, DutyKind.KEEP_APPOINTMENT), w.at)
