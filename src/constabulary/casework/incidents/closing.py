"""Closing incidents: resolved, as a duplicate, transferred, or by a recording decision."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.conflicts import ask_others_for_incident
from constabulary.casework.duties import find_open_duties, meet_duties, open_duties, supersede_duties
from constabulary.casework.incidents.clocks import ask_thrive_soon, facts_of, rules_of, units_of, wind_clocks
from constabulary.casework.incidents.log import add_line
from constabulary.casework.incidents.milestones import reach_milestone
from constabulary.casework.safe_routes import is_route_seen_to
from constabulary.policing.decisions import NotAllowed, Reasons, refuse_if
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.incidents.closing import (
    MASTER_MISSING,
    TO_BE_DONE_FIRST,
    ClosingFacts,
    Closure,
    Finishing,
    call_back_goes_on,
    find_reasons_against_closing,
    find_reasons_against_duplicate,
    find_reasons_against_finishing,
    find_reasons_against_telephone,
    find_reasons_against_transfer,
    find_reasons_to_keep_open,
    find_reasons_to_stay_open,
    is_master_decided_on,
    is_to_stay_open,
)
from constabulary.policing.incidents.duties import find_duties_of_report, reassess_within, risk_of
from constabulary.policing.incidents.log import LogKind
from constabulary.policing.incidents.milestones import Milestone
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import INCIDENT, WRONG_STATE
from constabulary.policing.recording.decision import RecordingResult
from constabulary.records.facts.incidents import thrive_answers
from constabulary.records.models import (
    Appointment,
    Contact,
    Crime,
    Deployment,
    Duty,
    Handoff,
    Incident,
    IncidentPerson,
    RecordingDecision,
    ThriveAssessment,
)
from constabulary.records.writing import Writing, looking, writing
from constabulary.standards.response import RESPONSE_GRADES
from constabulary.standards.values import value

#: What ends with the incident. Safeguarding and recording go on until they are done.
ENDS_WITH_INCIDENT = (
    DutyKind.ATTEND, DutyKind.CALL_BACK, DutyKind.REASSESS, DutyKind.ACCEPT_BELOW_FLOOR, DutyKind.SUPERVISE,
    DutyKind.KEEP_APPOINTMENT, DutyKind.FIND_PLACE,
)  # fmt: skip
DISPATCHING = "Closing an incident"


def close_incident(*, incident: int, category: str, rationale: str, by: Officer, at: datetime) -> None:
    """Close an incident that has been dealt with, under one category and a text that justifies it.

    After a decision not to record it ends as that decision said. The category may differ from the one it was opened under. Raises NotPermitted, or NotAllowed with what is missing:
    above all a THRIVE within the interval when nobody has been there.
    """
    check_may(by, Permission.DISPATCH)
    with writing(by=by, at=at, purpose=DISPATCHING) as w:
        row = w.lock(Incident, incident)
        w.entry(EntryKind.INCIDENT_CLOSED, subject=row, journey=row.journey_id)
        _close_as_decided(w, row, category=category, rationale=rationale)


def _close_as_decided(w: Writing, incident: Incident, *, category: str, rationale: str) -> None:
    """Close what was dealt with: as the latest decision on recording said, where there is one, or as resolved."""
    decided = w.find(RecordingDecision, incident_id=incident.id)
    closure, code = Closure.RESOLVED, ""
    if decided:
        latest = decided[-1]
        closure = Closure.CRIME if latest.result == RecordingResult.RECORD.value else Closure(latest.result)
        code = latest.incident_code
    close_in_act(w, incident, closure=closure.value, category=code or category, rationale=rationale)


def resolve_by_telephone(
    *, incident: int, spoken_to: str, by_route: str, category: str, rationale: str, by: Officer, at: datetime
) -> None:
    """Resolve an incident by speaking to the caller; who, and by which safe way, goes in the log with it.

    After a decision on recording it ends as that decision said: a rape reported and not recorded keeps its code.
    """
    check_may(by, Permission.DISPATCH)
    refuse_if(find_reasons_against_telephone(spoken_to=spoken_to, by_route=by_route))
    with writing(by=by, at=at, purpose=DISPATCHING) as w:
        row = w.lock(Incident, incident)
        w.entry(EntryKind.INCIDENT_CLOSED, subject=row, journey=row.journey_id)
        add_line(
            w, row, LogKind.CONTACT, words=f"Spoke to {spoken_to.strip()} by {by_route.strip()}.",
            details={"spoken_to": spoken_to.strip(), "by_route": by_route.strip()},
        )  # fmt: skip
        meet_duties(w, find_open_duties(w, row.journey_id, DutyKind.CALL_BACK), at)
        _close_as_decided(w, row, category=category, rationale=rationale)


def transfer_incident(
    *, incident: int, force: str, accepted_by: str, category: str, rationale: str, by: Officer, at: datetime
) -> None:
    """Pass an incident to the force it belongs to: passed on by us and taken by them, the caller never sent away."""
    check_may(by, Permission.DISPATCH)
    refuse_if(find_reasons_against_transfer(force=force, accepted_by=accepted_by))
    with writing(by=by, at=at, purpose=DISPATCHING) as w:
        row = w.lock(Incident, incident)
        w.entry(EntryKind.INCIDENT_CLOSED, subject=row, journey=row.journey_id, facts={"force": force})
        w.update(
            row,
            transferred_to=force.strip(),
            transfer_reference=accepted_by.strip(),
            qualifiers=[*dict.fromkeys([*row.qualifiers, "other-force-dealing"])],
        )
        close_in_act(w, row, closure=Closure.TRANSFERRED.value, category=category, rationale=rationale)
        add_line(w, row, LogKind.CLOSING, words=f"Passed to {force.strip()}; taken by {accepted_by.strip()}.")


def close_as_duplicate(*, incident: int, master: str, useful: str, by: Officer, at: datetime) -> None:
    """Close one of several reports of the same event; what it adds is copied to the incident that is worked.

    The master takes over the caller, the account, every marker that it lacked and the duties these bring.
    Raises NotAllowed when the master is missing, closed or itself a duplicate, or this one is restricted.
    """
    check_may(by, Permission.DISPATCH)
    with writing(by=by, at=at, purpose=DISPATCHING) as w:
        row = w.lock(Incident, incident)
        found = w.find(Incident, reference=master.strip().upper(), lock=True)
        target = found[0] if found else None
        refuse_if(
            find_reasons_against_duplicate(
                master_state=target.state if target else None,
                master_closure=target.closure if target else "",
                is_itself=target is not None and target.id == row.id,
                is_restricted=row.restriction_id is not None,
            )
        )
        if target is None:
            raise NotAllowed([MASTER_MISSING])
        # Of the other its number alone is kept: who reads this one may not know of it, now or once it is restricted.
        w.entry(EntryKind.INCIDENT_CLOSED, subject=row, journey=row.journey_id, facts={"master": target.id})
        w.update(row, master=target)
        close_in_act(
            w, row, closure=Closure.DUPLICATE.value, category="duplicate",
            rationale=f"{CLOSED_AS_DUPLICATE} {useful.strip()}".strip(),
        )  # fmt: skip
        undecided = find_open_duties(w, row.journey_id, DutyKind.DECIDE_RECORDING)
        supersede_duties(w, [*undecided, *find_open_duties(w, row.journey_id, *_SAFEGUARDING)], at)
        _take_over(w, row, target, useful)
        _decide_on_both(w, undecided, target)


#: Which one it is worked as stands on the page, for those who may see it.
CLOSED_AS_DUPLICATE = "A duplicate of another incident."

_SAFEGUARDING = (
    DutyKind.ASSESS_DOMESTIC_ABUSE,
    DutyKind.ASK_STALKING_QUESTIONS,
    DutyKind.CONFIRM_SAFE_ROUTE,
)


def _take_over(w: Writing, duplicate: Incident, master: Incident, useful: str) -> None:
    w.entry(EntryKind.INCIDENT_LOGGED, subject=master, journey=master.journey_id, facts={"from": duplicate.id})
    accounts = [one.account for one in w.find(Contact, journey_id=duplicate.journey_id) if one.account.strip()]
    told = " ".join(part for part in (useful.strip(), duplicate.summary, *accounts) if part)
    # What the log keeps of the markers is what a measure as at an earlier day reads them by.
    raised = {name: True for name in MARKERS if getattr(duplicate, name) and not getattr(master, name)}
    details = {"from": duplicate.id, **({"markers": raised} if raised else {})}
    add_line(w, master, LogKind.DUPLICATE, words=told, details=details)
    known = {one.person_id for one in w.find(IncidentPerson, incident_id=master.id)}
    for one in w.find(IncidentPerson, incident_id=duplicate.id):
        if one.person_id not in known:
            w.insert(
                IncidentPerson(
                    journey_id=master.journey_id, incident_id=master.id, person_id=one.person_id, role=one.role,
                    added_at=w.at, added_by_id=w.by.id,
                )
            )  # fmt: skip
            ask_others_for_incident(w, master, one.person_id)
    raise_markers(w, master, {name: getattr(duplicate, name) for name in MARKERS})
    ask_thrive_soon(w, master)


def _decide_on_both(w: Writing, undecided: list[Duty], master: Incident) -> None:
    """The recording decision that a duplicate still owed is made on the master, where it is not decided on as it is."""
    standing = find_open_duties(w, master.journey_id, DutyKind.DECIDE_RECORDING)
    decided = w.find(RecordingDecision, incident_id=master.id)
    is_recorded = bool(decided) and decided[-1].result == RecordingResult.RECORD.value
    waiting = [one.due_at for one in standing]
    owed = [one for one in undecided if is_master_decided_on(one.due_at, standing=waiting, is_recorded=is_recorded)]
    if not owed:
        return
    supersede_duties(w, standing, w.at)
    first = min(owed, key=lambda one: one.due_at)
    due = DutyDue(
        kind=DutyKind.DECIDE_RECORDING, desk=CATALOGUE[DutyKind.DECIDE_RECORDING].desk, due_at=first.due_at,
        rule=first.rule, edition=first.edition, risk=risk_of(facts_of(w, master)),
    )  # fmt: skip
    open_duties(w, [due], about=master)


def reports_of_event(w: Writing, incident: Incident) -> list[datetime]:
    """When the event was reported: by this incident, and by each that reports a crime and was closed as its duplicate."""
    duplicates = w.find(Incident, master_id=incident.id)
    return [incident.reported_at, *(one.reported_at for one in duplicates if one.crime_reported)]


MARKERS = ("crime_reported", "domestic_abuse", "stalking", "hate", "vulnerable")


def raise_markers(w: Writing, incident: Incident, markers: dict[str, bool]) -> None:
    """Set the markers that are newly known of an incident and open what they make due, as part of an act."""
    new = {name: True for name, held in markers.items() if held and not getattr(incident, name)}
    if not new:
        return
    before = {one.kind for one in find_duties_of_report(facts_of(w, incident), rules_of(w, incident))}
    w.update(incident, **new)
    if is_route_seen_to(w, incident):
        before.add(DutyKind.CONFIRM_SAFE_ROUTE)
    due = find_duties_of_report(facts_of(w, incident), rules_of(w, incident))
    open_duties(w, [one for one in due if one.kind not in before], about=incident)
    if incident.state != "closed":
        wind_clocks(w, incident)


@value
class FinishingPreview:
    """What stands against an incident ending with the decision on recording: what only the control room ends, and the rest."""

    goes_on: Reasons
    keep_open: Reasons

    @property
    def stays_open(self) -> bool:
        """Whether it stays open unless somebody says otherwise."""
        return bool(self.goes_on or self.keep_open)


def preview_finishing(*, incident: int, at: datetime) -> FinishingPreview:
    """Whether an incident would end with the decision on recording, without changing anything."""
    with looking(at=at) as w:
        facts = _closing_facts(w, w.find(Incident, id=incident)[0])
        return FinishingPreview(goes_on=find_reasons_to_stay_open(facts), keep_open=find_reasons_to_keep_open(facts))


def close_if_ready(
    w: Writing, incident: Incident, *, closure: str, category: str, rationale: str, finishing: Finishing,
    crime: Crime | None = None,
) -> bool:  # fmt: skip
    """Close an incident as part of a desk's act on recording, or leave it open; whether it is closed now.

    While the response goes on (somebody is to be there, a unit is on its way or there) it stays open with all its
    clocks: only the control room ends a response. While a threat, an urgent answer of THRIVE or a promised call back
    stands it stays open too, unless it is said why it is finished all the same: then the log keeps that with what was
    still due, and a call back goes on with the crime. While a hand-off is not acknowledged or THRIVE is stale it stays
    open and THRIVE is due. Raises NotAllowed for what is wrong in the asking itself.
    """
    if not INCIDENT.may_move(incident.state, "closed"):
        return bool(incident.state == "closed")
    facts = _closing_facts(w, incident)
    refuse_if(find_reasons_against_finishing(facts, finishing))
    if is_to_stay_open(facts, finishing):
        return False
    still_due = [one for one in find_open_duties(w, incident.journey_id, *ENDS_WITH_INCIDENT) if one.crime_id is None]
    try:
        close_in_act(w, incident, closure=closure, category=category, rationale=rationale)
    except NotAllowed as refusal:
        if any(reason not in TO_BE_DONE_FIRST for reason in refusal.reasons):
            raise
        ask_thrive_soon(w, incident)
        return False
    goes_on = crime is not None and call_back_goes_on(
        owed=facts.call_back_owed, victim=crime.victim_id, organisation=crime.victim_organisation_id
    )
    promised = [one for one in still_due if one.kind == DutyKind.CALL_BACK] if goes_on else []
    because = finishing.because if find_reasons_to_keep_open(facts) else ""
    _note_what_fell_away(w, incident, [one for one in still_due if one not in promised], because)
    if crime is not None:
        _carry_call_back(w, promised, crime)
    return True


def _note_what_fell_away(w: Writing, incident: Incident, duties: list[Duty], because: str) -> None:
    fallen = ", ".join(sorted({CATALOGUE[DutyKind(one.kind)].title for one in duties}))
    words = f"Closed with the decision on recording; no longer due: {fallen}." if fallen else ""
    if because.strip():
        words = f"{words} Finished because: {because.strip()}".strip()
    if words:
        add_line(w, incident, LogKind.CLOSING, words=words)


def _carry_call_back(w: Writing, promised: list[Duty], crime: Crime) -> None:
    """What was promised to whoever called stays a duty, about the crime, by the time it was promised for."""
    for one in promised:
        due = DutyDue(
            kind=DutyKind.CALL_BACK, desk=CATALOGUE[DutyKind.CALL_BACK].desk, due_at=one.due_at, rule=one.rule,
            edition=one.edition, risk=one.risk,
        )  # fmt: skip
        open_duties(w, [due], about=crime)


def close_in_act(w: Writing, incident: Incident, *, closure: str, category: str, rationale: str) -> None:
    """Close an incident as part of an act whose journal entry is begun; its duties of attendance fall away with it.

    Nobody did them by closing it: they end as superseded. Only a call back is done by resolving what was reported.
    Raises NotAllowed with the reasons against.
    """
    if not INCIDENT.may_move(incident.state, "closed"):
        raise NotAllowed([WRONG_STATE["incident"]])
    ending = Closure(closure)
    refuse_if(
        find_reasons_against_closing(
            _closing_facts(w, incident), closure=ending, category=category, rationale=rationale, at=w.at
        )
    )
    w.update(
        incident,
        state="closed",
        closure=closure,
        closing_category=category,
        closing_rationale=rationale.strip(),
        closed_at=w.at,
        closed_by_id=w.by.id,
    )
    reach_milestone(w, incident, Milestone.CLOSED, w.at)
    for appointment in w.find(Appointment, lock=True, incident_id=incident.id, state="made"):
        w.update(appointment, state="refused", reason="The incident was closed.", ended_at=w.at, ended_by_id=w.by.id)
    if ending is Closure.RESOLVED:
        meet_duties(w, find_open_duties(w, incident.journey_id, DutyKind.CALL_BACK), w.at)
    supersede_duties(w, find_open_duties(w, incident.journey_id, *ENDS_WITH_INCIDENT), w.at)


def _closing_facts(w: Writing, incident: Incident) -> ClosingFacts:
    facts = facts_of(w, incident)
    rulebook = rules_of(w, incident)
    asked = w.find(ThriveAssessment, incident_id=incident.id)
    expected = rulebook[RESPONSE_GRADES].value.named(incident.grade).deployed
    agreed = bool(w.find(Appointment, incident_id=incident.id, state="made"))
    latest = asked[-1] if asked else None
    there = [one.at_scene_at for one in w.find(Deployment, incident_id=incident.id) if one.at_scene_at]
    stands = latest is not None and not any(one >= latest.assessed_at for one in there)
    found = thrive_answers(latest.answers) if latest is not None and stands else None
    return ClosingFacts(
        attended=facts.attended,
        assessed_at=facts.assessed_at,
        reassess_within=reassess_within(facts, rulebook)[0],
        crime_reported=incident.crime_reported,
        recording_decided=bool(w.find(RecordingDecision, incident_id=incident.id)),
        cause_for_concern=incident.vulnerable or any(one.floor for one in asked),
        handed_over=any(one.state != "acknowledged" for one in w.find(Handoff, incident_id=incident.id)),
        awaits_attendance=agreed or (expected and not facts.attended),
        thrive_asked=bool(asked),
        units_out=bool(units_of(w, incident, "sent", "en_route", "at_scene")),
        threat_stands=found is not None and found.threat_may_come_again,
        floor_stands=found is not None and bool(latest and latest.floor),
        call_back_owed=found is not None and found.engagement.call_back_owed,
    )
