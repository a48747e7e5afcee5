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
    RESULT_MISSING,
    UNIT_ALREADY_SENT,
    UNIT_COMMITTED,
    UNIT_COMMITTED_UNSEEN,
    LogKind,
    find_reasons_against_unit,
    read_call_sign,
)
from constabulary.policing.incidents.milestones import Milestone
from constabulary.policing.incidents.units import OUT
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import DEPLOYMENT, INCIDENT, WRONG_STATE
from constabulary.records.models import Appointment, Deployment, Incident
from constabulary.records.writing import Writing, writing


def deploy_unit(*, incident: int, unit: str, by: Officer, at: datetime, taken_because: str = "") -> int:
    """Send a unit to an incident; the number of its deployment. More units may follow the first.

    One that is committed to another open incident is taken from there only for a reason, which is written in both logs:
    diverted where it was on its way, cleared where it was there. From one that whoever sends may not see nobody is taken.

    Raises NotPermitted, or NotAllowed beside its field.
    """
    check_may(by, Permission.DISPATCH)
    called = read_call_sign(unit)
    refuse_if(find_reasons_against_unit(called))
    with writing(by=by, at=at, purpose="Sending a unit") as w:
        row, elsewhere = _locked_to_send(w, incident, called)
        if row.state == "closed":
            raise NotAllowed([WRONG_STATE["incident"]])
        refuse_if((UNIT_ALREADY_SENT,) if any(one.unit == called for one in units_of(w, row, *OUT)) else ())
        # What whoever sends may not see cannot be taken from, whatever the reason: somebody who may see it decides.
        refuse_if((UNIT_COMMITTED_UNSEEN,) if w.store.is_committed_unseen(called) else ())
        because = taken_because.strip()
        refuse_if((UNIT_COMMITTED,) if elsewhere and not because else ())
        for one, left in elsewhere:
            _take_away(w, one, left, f"Sent to {_named(row)}. {because}")
        taken = {"taken_from": [_named(left) for _, left in elsewhere], "because": because} if elsewhere else {}
        w.entry(EntryKind.INCIDENT_DEPLOYED, subject=row, journey=row.journey_id, facts={"unit": called, **taken})
        for _, left in elsewhere:
            words = f"{called} sent, taken from {_named(left)}. {because}"
            add_line(w, row, LogKind.UNIT, words=words, details={"unit": called})
        made = w.insert(
            Deployment(journey_id=row.journey_id, incident_id=row.id, unit=called, sent_at=at, sent_by_id=by.id)
        )
        _reach_once(w, row, Milestone.FIRST_DISPATCHED)
        if row.state == "open":
            INCIDENT.check_move(row.state, "deployed")
            w.update(row, state="deployed")
            wind_clocks(w, row)
        return made.id


def _locked_to_send(w: Writing, incident: int, called: str) -> tuple[Incident, list[tuple[Deployment, Incident]]]:
    """The incident, and wherever else the unit is committed with the incident it is on.

    The call sign is held first: no row stands for a free unit, and two who send it at the same moment to two incidents
    would both find it free. Incidents are locked in order of number, so that two who take units from each other do not
    wait for each other.
    """
    w.hold(f"unit {called}")
    numbers = {one.incident_id for state in OUT for one in w.find(Deployment, unit=called, state=state)}
    rows = {number: w.lock(Incident, number) for number in sorted({incident, *numbers})}
    elsewhere = [
        (one, rows[number])
        for number in sorted(numbers - {incident})
        if rows[number].state != "closed"
        for one in units_of(w, rows[number], *OUT)
        if one.unit == called
    ]
    return rows[incident], elsewhere


def _named(incident: Incident) -> str:
    """An incident as the log of another may name it: not everybody who reads that one may know of this."""
    return incident.reference if incident.restriction_id is None else "another incident"


def _take_away(w: Writing, unit: Deployment, incident: Incident, reason: str) -> None:
    if unit.state == "at_scene":
        _clear(w, unit, incident, reason)
        ask_thrive_soon(w, incident)
    else:
        _divert(w, unit, incident, reason)


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
        _divert(w, unit, row, reason.strip())


def _divert(w: Writing, unit: Deployment, row: Incident, reason: str) -> None:
    DEPLOYMENT.check_move(unit.state, "diverted")
    w.entry(EntryKind.INCIDENT_UNIT_DIVERTED, subject=row, journey=row.journey_id, facts={"unit": unit.unit})
    w.update(unit, state="diverted", reason=reason, diverted_at=w.at, diverted_by_id=w.by.id)
    add_line(w, row, LogKind.UNIT, words=f"{unit.unit} diverted. {reason}", details={"unit": unit.unit})
    if row.state == "deployed" and not units_of(w, row, *OUT):
        INCIDENT.check_move(row.state, "open")
        w.update(row, state="open")
        wind_clocks(w, row)
    ask_thrive_soon(w, row)


def clear_unit(*, deployment: int, words: str, by: Officer, at: datetime) -> None:
    """The unit leaves the scene and says what it leaves behind. Raises NotPermitted, or NotAllowed where it says nothing."""
    check_may(by, Permission.DISPATCH)
    refuse_if((RESULT_MISSING,) if not words.strip() else ())
    with writing(by=by, at=at, purpose="Following a unit") as w:
        unit, row = _locked(w, deployment)
        _clear(w, unit, row, words.strip())


def _clear(w: Writing, unit: Deployment, row: Incident, words: str) -> None:
    DEPLOYMENT.check_move(unit.state, "cleared")
    w.entry(EntryKind.UNIT_CLEARED, subject=row, journey=row.journey_id, facts={"unit": unit.unit})
    w.update(unit, state="cleared", cleared_at=w.at, cleared_by_id=w.by.id)
    add_line(w, row, LogKind.UNIT, words=f"{unit.unit} clear. {words}", details={"unit": unit.unit})
    if not units_of(w, row, *OUT):
        reach_milestone(w, row, Milestone.CLEARED, w.at)


def _locked(w: Writing, deployment: int) -> tuple[Deployment, Incident]:
    # The incident is locked first, as every act on it does, so that two acts cannot wait for each other.
    unit = w.find(Deployment, id=deployment)
    row = w.lock(Incident, unit[0].incident_id if unit else 0)
    return w.lock(Deployment, deployment), row


def _reach_once(w: Writing, incident: Incident, kind: Milestone) -> None:
    if not has_reached(w, incident, kind):
        reach_milestone(w, incident, kind, w.at)
