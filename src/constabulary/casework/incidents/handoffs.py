"""Hand-offs between desks: sent with a reason, acknowledged by somebody of the receiving desk, or escalated."""

from datetime import datetime

from constabulary.access.officers import NotPermitted, Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties, meet_duties, open_duties, supersede_duties
from constabulary.casework.incidents.clocks import ask_thrive_soon, rules_of, wind_clocks
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.incidents.handoffs import (
    find_duty_of_escalation,
    find_duty_of_handoff,
    find_reasons_against_handoff,
)
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import HANDOFF, WRONG_STATE
from constabulary.records.models import Duty, Handoff, Incident
from constabulary.records.writing import writing

BY_THE_CLOCK = "By the clock"
#: What stands open for a hand-off until it is acknowledged.
WAITING = (DutyKind.ACKNOWLEDGE_HANDOFF, DutyKind.SEE_HANDOFF_TAKEN)


def hand_over(*, incident: int, to_desk: Desk, reason: str, by: Officer, at: datetime) -> int:
    """Hand an incident to another desk; the number of the hand-off. Until they acknowledge it stays with the sender."""
    check_may(by, Permission.DISPATCH)
    with writing(by=by, at=at, purpose="Handing over") as w:
        row = w.lock(Incident, incident)
        if row.state == "closed":
            raise NotAllowed([WRONG_STATE["incident"]])
        open_ones = [one for one in w.find(Handoff, incident_id=row.id) if one.state != "acknowledged"]
        refuse_if(
            find_reasons_against_handoff(
                from_desk=Desk(row.desk), to_desk=to_desk, reason=reason, one_is_open=bool(open_ones)
            )
        )
        w.entry(EntryKind.HANDOFF_SENT, subject=row, journey=row.journey_id, facts={"to": to_desk})
        made = w.insert(
            Handoff(
                journey_id=row.journey_id, incident_id=row.id, from_desk=row.desk, to_desk=to_desk.value,
                reason=reason.strip(), sent_at=at, sent_by_id=by.id,
            )
        )  # fmt: skip
        due = find_duty_of_handoff(rules_of(w, row), to_desk=to_desk, risk=row.risk, at=at)
        open_duties(w, (due,), about=row)
        return made.id


def acknowledge_handoff(*, handoff: int, by: Officer, at: datetime) -> None:
    """Take over an incident: it and its clocks are with the receiving desk, and THRIVE is due there.

    Raises NotPermitted for whoever does not work the receiving desk.
    """
    check_may(by, Permission.KEEP_INCIDENTS)
    with writing(by=by, at=at, purpose="Taking over a hand-off") as w:
        asked = w.find(Handoff, id=handoff)
        row = w.lock(Incident, asked[0].incident_id if asked else 0)
        found = w.lock(Handoff, handoff)
        if Desk(found.to_desk) not in by.desks:
            raise NotPermitted(f"Only the {Desk(found.to_desk).label.lower()} desk can acknowledge this.")
        HANDOFF.check_move(found.state, "acknowledged")
        w.entry(EntryKind.HANDOFF_ACKNOWLEDGED, subject=row, journey=row.journey_id)
        w.update(found, state="acknowledged", acknowledged_at=at, acknowledged_by_id=by.id)
        meet_duties(w, find_open_duties(w, row.journey_id, *WAITING), at)
        if row.state == "closed":
            return
        w.update(row, desk=found.to_desk)
        # The clock of a grade is wound anew below; an appointment is kept by whoever has the incident.
        kept = find_open_duties(w, row.journey_id, DutyKind.KEEP_APPOINTMENT)
        supersede_duties(w, kept, at)
        for duty in kept:
            w.insert(_moved(duty, desk=found.to_desk, at=at))
        wind_clocks(w, row)
        ask_thrive_soon(w, row)


def _moved(duty: Duty, *, desk: str, at: datetime) -> Duty:
    return Duty(
        journey_id=duty.journey_id, kind=duty.kind, desk=desk, owner_id=duty.owner_id, team_id=duty.team_id,
        incident_id=duty.incident_id, crime_id=duty.crime_id, person_id=duty.person_id, risk=duty.risk, rule=duty.rule,
        edition=duty.edition, opened_at=at, due_at=duty.due_at, outer_due_at=duty.outer_due_at,
    )  # fmt: skip


def escalate_handoffs(*, by: Officer, at: datetime) -> int:
    """By the clock: every hand-off not acknowledged in time goes to a supervisor, each in an act of its own; how many."""
    check_may(by, Permission.DISPATCH)
    with writing(by=by, at=at, purpose=BY_THE_CLOCK) as w:
        sent = w.find(Handoff, state="sent")
    return sum(_escalate(handoff.id, handoff.incident_id, by=by, at=at) for handoff in sent)


def _escalate(handoff: int, incident: int, *, by: Officer, at: datetime) -> bool:
    with writing(by=by, at=at, purpose=BY_THE_CLOCK) as w:
        row = w.lock(Incident, incident)
        found = w.lock(Handoff, handoff)
        waiting = find_open_duties(w, row.journey_id, DutyKind.ACKNOWLEDGE_HANDOFF)
        if found.state != "sent" or not any(duty.due_at < at for duty in waiting):
            return False
        HANDOFF.check_move(found.state, "escalated")
        w.entry(EntryKind.HANDOFF_ESCALATED, subject=row, journey=row.journey_id)
        w.update(found, state="escalated", escalated_at=at)
        due = find_duty_of_escalation(rules_of(w, row), from_desk=Desk(found.from_desk), risk=row.risk, at=at)
        open_duties(w, (due,), about=row)
        return True
