"""The registrar's look at other people's decisions: rape incidents, late decisions, outcomes that need an eye."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import (
    find_open_duties,
    find_open_duties_of,
    meet_duties,
    open_duties,
    supersede_duties,
)
from constabulary.casework.incidents.clocks import rules_of
from constabulary.casework.rulebooks import rulebook_of
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.outcomes.duties import change_outcome_due
from constabulary.policing.recording.crimes import decide_again_due
from constabulary.policing.recording.decision import RecordingResult
from constabulary.policing.recording.oversight import (
    SEEN_ALREADY,
    Finding,
    find_reasons_against_finding,
    must_be_decided_again,
)
from constabulary.records.facts.crimes import risk_of_crime
from constabulary.records.models import Crime, Incident, Outcome, Oversight, RecordingDecision
from constabulary.records.writing import Writing, writing


def oversee_decision(*, decision: int, finding: Finding, words: str, by: Officer, at: datetime) -> None:
    """Note what the registrar found of a recording decision; one not to record that is wrong is to be taken anew.

    Where more is needed the look stays due.
    """
    check_may(by, Permission.REGISTER_CRIME)
    with writing(by=by, at=at, purpose="Overseeing recording decisions") as w:
        seen = next(iter(w.find(RecordingDecision, id=decision)))
        incident = w.lock(Incident, seen.incident_id)
        refuse_if(find_reasons_against_finding(words=words, is_own=seen.decided_by_id == by.id))
        if _is_seen(w.find(Oversight, decision_id=decision)):
            raise NotAllowed([SEEN_ALREADY])
        w.entry(
            EntryKind.DECISION_OVERSEEN, subject=incident, journey=seen.journey_id, facts={"finding": finding.value}
        )
        w.insert(
            Oversight(
                journey_id=seen.journey_id,
                decision_id=decision,
                finding=finding.value,
                words=words,
                overseen_at=at,
                overseen_by_id=by.id,
            )
        )
        due = find_open_duties(w, seen.journey_id, DutyKind.OVERSEE_DECISION)
        meet_duties(w, [one for one in due if one.subject_row == decision and finding.ends_the_look], at)
        _put_back(w, incident, seen, finding)


def _is_seen(found: list[Oversight]) -> bool:
    return any(Finding(one.finding).ends_the_look for one in found)


def _put_back(w: Writing, incident: Incident, seen: RecordingDecision, finding: Finding) -> None:
    """A decision not to record that is found wrong is taken anew at the desk; one to record is put right on its crime.

    Until it is, nobody tells whoever reported it that no crime is recorded.
    """
    latest = w.find(RecordingDecision, incident_id=incident.id)[-1]
    stands = latest.id == seen.id and seen.result != RecordingResult.RECORD.value
    waits = find_open_duties(w, incident.journey_id, DutyKind.DECIDE_RECORDING)
    if not must_be_decided_again(finding, stands=stands):
        return
    supersede_duties(w, find_open_duties(w, incident.journey_id, DutyKind.TELL_NOT_RECORDED), w.at)
    if not waits:
        open_duties(w, [decide_again_due(rules_of(w, incident), at=w.at, risk=incident.risk)], about=incident)


def oversee_outcome(*, outcome: int, finding: Finding, words: str, by: Officer, at: datetime) -> None:
    """Note what the registrar found of an outcome; where one that stands is wrong the crime is to be reopened.

    Where more is needed the look stays due.
    """
    check_may(by, Permission.REGISTER_CRIME)
    with writing(by=by, at=at, purpose="Overseeing outcomes") as w:
        seen = w.lock(Outcome, outcome)
        crime = w.lock(Crime, seen.crime_id)
        is_own = by.id in {seen.proposed_by_id, seen.decided_by_id}
        refuse_if(find_reasons_against_finding(words=words, is_own=is_own))
        if _is_seen(w.find(Oversight, outcome_id=outcome)):
            raise NotAllowed([SEEN_ALREADY])
        w.entry(EntryKind.DECISION_OVERSEEN, subject=crime, journey=seen.journey_id, facts={"finding": finding.value})
        w.insert(
            Oversight(
                journey_id=seen.journey_id,
                outcome_id=outcome,
                finding=finding.value,
                words=words,
                overseen_at=at,
                overseen_by_id=by.id,
            )
        )
        due = find_open_duties(w, seen.journey_id, DutyKind.OVERSEE_OUTCOME)
        meet_duties(w, [one for one in due if one.subject_row == outcome and finding.ends_the_look], at)
        waits = find_open_duties_of(w, crime, DutyKind.CHANGE_OUTCOME)
        if must_be_decided_again(finding, stands=seen.state == "approved") and not waits:
            change = [change_outcome_due(rulebook_of(w, crime), at=at, risk=risk_of_crime(crime))]
            open_duties(w, change, about=crime, team_id=crime.team_id)
