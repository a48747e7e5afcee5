"""Units: sent, on the way, there, all that are needed, diverted, cleared; each moment with who noted it."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties, meet_duties
from constabulary.casework.incidents.clocks import ask_thrive_soon, units_of, wind_clocks
from constabulary.casework.incidents.log import add_line
from constabulary.casework.incidents.milestones import has_reached, reach_milestone
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.incidents.log import (
    REASON_MISSING,
    UNIT_ALREADY_SENT,
    LogKind,
    find_reasons_against_unit,
    read_call_sign,
)
from constabulary.policing.incidents.milestones import Milestone
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import DEPLOYMENT, INCIDENT, WRONG_STATE
from constabulary.records.models import Appointment, Deployment, Incident
from constabulary.records.writing import Writing, writing


def deploy_unit(*, incident: int, unit: str, by: Officer, at: datetime) -> int:
    """Send a unit to an incident; the number of its deployment. More units may follow the first."""
    check_may(by, Permission.DISPATCH)
    called = read_call_sign(unit)
    refuse_if(find_reasons_against_unit(called))
    with writing(by=by, at=at, purpose="Sending a unit") as w:
        row = w.lock(Incident, incident)
        if row.state == "closed":
            raise NotAllowed([WRONG_STATE["incident"]])
        on_it = units_of(w, row, "sent", "en_route", "at_scene")
        refuse_if((UNIT_ALREADY_SENT,) if any(one.unit == called for one in on_it) else ())
        w.entry(EntryKind.INCIDENT_DEPLOYED, subject=row, journey=row.journey_id, facts={"unit": called})
        made = w.insert(
            Deployment(journey_id=row.journey_id, incident_id=row.id, unit=called, sent_at=at, sent_by_id=by.id)
        )
        _reach_once(w, row, Milestone.FIRST_DISPATCHED)
        if row.state == "open":
            INCIDENT.check_move(row.state, "deployed")
            w.update(row, state="deployed")
            wind_clocks(w, row)
        return made.id


def note_en_route(*, deployment: int, by: Officer, at: datetime) -> None:
    """The unit is on its way."""
    check_may(by, Permission.DISPATCH)
    with writing(by=by, at=at, purpose="Following a unit") as w:
        unit, row = _locked(w, deployment)
        DEPLOYMENT.check_move(unit.state, "en_route")
        w.entry(EntryKind.UNIT_EN_ROUTE, subject=row, journey=row.journey_id, facts={"unit": unit.unit})
        w.update(unit, state="en_route", en_route_at=at, en_route_by_id=by.id)
        _reach_once(w, row, Milestone.EN_ROUTE)


def note_arrival(*, deployment: int, by: Officer, at: datetime) -> None:
    """The unit is there: attendance is met, the appointment kept; THRIVE goes on being due by the ceiling."""
    check_may(by, Permission.DISPATCH)
    with writing(by=by, at=at, purpose="Following a unit") as w:
        unit, row = _locked(w, deployment)
        DEPLOYMENT.check_move(unit.state, "at_scene")
        w.entry(EntryKind.INCIDENT_ATTENDED, subject=row, journey=row.journey_id, facts={"unit": unit.unit})
        w.update(unit, state="at_scene", at_scene_at=at, at_scene_by_id=by.id)
        _reach_once(w, row, Milestone.FIRST_AT_SCENE)
        if row.state == "deployed":
            INCIDENT.check_move(row.state, "attended")
            w.update(row, state="attended")
        met = (DutyKind.ATTEND, DutyKind.CALL_BACK, DutyKind.KEEP_APPOINTMENT)
        meet_duties(w, find_open_duties(w, row.journey_id, *met), at)
        for appointment in w.find(Appointment, lock=True, incident_id=row.id, state="made"):
            w.update(appointment, state="kept", ended_at=at, ended_by_id=by.id)
        wind_clocks(w, row)


def note_resourced(*, incident: int, by: Officer, at: datetime) -> None:
    """Every unit that the incident needs is assigned."""
    check_may(by, Permission.DISPATCH)
    with writing(by=by, at=at, purpose="Following a unit") as w:
        row = w.lock(Incident, incident)
        if row.state not in {"deployed", "attended"}:
            raise NotAllowed([WRONG_STATE["incident"]])
        w.entry(EntryKind.INCIDENT_RESOURCED, subject=row, journey=row.journey_id)
        reach_milestone(w, row, Milestone.RESOURCED, at)


def divert_unit(*, deployment: int, reason: str, by: Officer, at: datetime) -> None:
    """Take the unit away before it is there; with nobody else coming the incident is open again and THRIVE is due."""
    check_may(by, Permission.DISPATCH)
    refuse_if((REASON_MISSING,) if not reason.strip() else ())
    with writing(by=by, at=at, purpose="Diverting a unit") as w:
        unit, row = _locked(w, deployment)
        DEPLOYMENT.check_move(unit.state, "diverted")
        w.entry(EntryKind.INCIDENT_UNIT_DIVERTED, subject=row, journey=row.journey_id, facts={"unit": unit.unit})
        w.update(unit, state="diverted", reason=reason.strip(), diverted_at=at, diverted_by_id=by.id)
        add_line(w, row, LogKind.UNIT, words=f"{unit.unit} diverted. {reason.strip()}", details={"unit": unit.unit})
        if row.state == "deployed" and not units_of(w, row, "sent", "en_route", "at_scene"):
            INCIDENT.check_move(row.state, "open")
            w.update(row, state="open")
            wind_clocks(w, row)
        ask_thrive_soon(w, row)


def clear_unit(*, deployment: int, words: str, by: Officer, at: datetime) -> None:
    """The unit leaves the scene and says what it leaves behind."""
    check_may(by, Permission.DISPATCH)
    with writing(by=by, at=at, purpose="Following a unit") as w:
        unit, row = _locked(w, deployment)
        DEPLOYMENT.check_move(unit.state, "cleared")
        w.entry(EntryKind.UNIT_CLEARED, subject=row, journey=row.journey_id, facts={"unit": unit.unit})
        w.update(unit, state="cleared", cleared_at=at, cleared_by_id=by.id)
        if words.strip():
            add_line(w, row, LogKind.UNIT, words=f"{unit.unit} clear. {words.strip()}", details={"unit": unit.unit})
        if not units_of(w, row, "sent", "en_route", "at_scene"):
            reach_milestone(w, row, Milestone.CLEARED, at)


def _locked(w: Writing, deployment: int) -> tuple[Deployment, Incident]:
    # The incident is locked first, as every act on it does, so that two acts cannot wait for each other.
    unit = w.find(Deployment, id=deployment)
    row = w.lock(Incident, unit[0].incident_id if unit else 0)
    return w.lock(Deployment, deployment), row


def _reach_once(w: Writing, incident: Incident, kind: Milestone) -> None:
    if not has_reached(w, incident, kind):
        reach_milestone(w, incident, kind, w.at)
