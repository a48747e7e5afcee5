"""The registrar's look at other people's decisions: rape incidents, late decisions, outcomes that need an eye."""

from datetime import datetime

from constabulary.access.duties import may_answer
from constabulary.access.officers import NotPermitted, Officer, check_may
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
from constabulary.policing.outcomes.duties import answer_registrar_due, change_outcome_due
from constabulary.policing.recording.crimes import decide_again_due
from constabulary.policing.recording.decision import RecordingResult
from constabulary.policing.recording.oversight import (
    SEEN_ALREADY,
    Finding,
    find_reasons_against_answer,
    find_reasons_against_finding,
    must_be_decided_again,
)
from constabulary.records.facts.crimes import risk_of_crime
from constabulary.records.models import Crime, Duty, Incident, Outcome, Oversight, OversightAnswer, RecordingDecision
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.writing import Writing, writing


def oversee_decision(*, decision: int, finding: Finding, words: str, by: Officer, at: datetime) -> None:
    """Note what the registrar found of a recording decision; one not to record that is wrong is to be taken anew.

    Where more is needed the look stays due, and whoever decided answers.
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
        before = w.find(Oversight, decision_id=decision)
        made = w.insert(
            Oversight(
                id=w.new_id(),
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
        _drop_questions(w, before)
        if not finding.ends_the_look:
            asked = answer_registrar_due(rules_of(w, incident), of_outcome=False, at=at, risk=incident.risk)
            owner = _still_here(w, seen.decided_by_id)
            open_duties(w, [asked], about=incident, owner_id=owner, subject_row=made.id)
        _put_back(w, incident, seen, finding)


def _still_here(w: Writing, *people: int | None) -> int | None:
    """The first of these who still works here; None where nobody does, and their desk answers."""
    rows = [row for one in people if one is not None for row in w.find(OfficerRow, id=one)]
    return next((row.id for row in rows if row.is_active and not row.is_system), None)


def _questions(w: Writing, asked: Oversight) -> list[Duty]:
    due = find_open_duties(w, asked.journey_id, DutyKind.ANSWER_REGISTRAR)
    return [one for one in due if one.subject_row == asked.id]


def _drop_questions(w: Writing, before: list[Oversight]) -> None:
    """What the registrar asked before falls away unanswered: they ask anew, or have found without it."""
    for one in before:
        supersede_duties(w, _questions(w, one), w.at)


def answer_registrar(*, asked: int, words: str, by: Officer, at: datetime) -> None:
    """Answer what the registrar needs to know of a decision (the number of their finding); they look at it again.

    Whoever is asked answers, or somebody of the desk that holds it; nobody answers a question of their own.
    Raises NotPermitted, or NotAllowed with what the answer lacks.
    """
    check_may(by, Permission.SEE_CRIMES)
    with writing(by=by, at=at, purpose="Answering the registrar") as w:
        row = w.find(Oversight, id=asked)[0]
        about: Incident | Crime = _about(w, row)
        due = _questions(w, row)
        if not all(may_answer(by, owner=one.owner_id, desk=one.desk, asked_by=row.overseen_by_id) for one in due):
            raise NotPermitted(
                "Whoever took the decision, or somebody of the desk that holds it, answers the registrar."
            )
        refuse_if(find_reasons_against_answer(words=words, is_waiting=bool(due)))
        w.entry(EntryKind.REGISTRAR_ANSWERED, subject=about, journey=row.journey_id)
        w.insert(
            OversightAnswer(
                journey_id=row.journey_id,
                oversight_id=row.id,
                words=words.strip(),
                answered_at=at,
                answered_by_id=by.id,
            )
        )
        meet_duties(w, due, at)


def _about(w: Writing, asked: Oversight) -> Incident | Crime:
    if asked.outcome_id is not None:
        return w.lock(Crime, w.find(Outcome, id=asked.outcome_id)[0].crime_id)
    return w.lock(Incident, w.find(RecordingDecision, id=asked.decision_id)[0].incident_id)


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

    Where more is needed the look stays due, and whoever proposed it answers.
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
        before = w.find(Oversight, outcome_id=outcome)
        made = w.insert(
            Oversight(
                id=w.new_id(),
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
        _drop_questions(w, before)
        if not finding.ends_the_look:
            asked = answer_registrar_due(rulebook_of(w, crime), of_outcome=True, at=at, risk=risk_of_crime(crime))
            owner = _still_here(w, seen.proposed_by_id, seen.decided_by_id)
            open_duties(w, [asked], about=crime, owner_id=owner, team_id=crime.team_id, subject_row=made.id)
        waits = find_open_duties_of(w, crime, DutyKind.CHANGE_OUTCOME)
        if must_be_decided_again(finding, stands=seen.state == "approved") and not waits:
            change = [change_outcome_due(rulebook_of(w, crime), at=at, risk=risk_of_crime(crime))]
            open_duties(w, change, about=crime, team_id=crime.team_id)
