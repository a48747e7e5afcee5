"""The evidence-led question: answered by whoever is in charge, decided by somebody with the authority."""

from datetime import datetime

from constabulary.access.officers import Officer, check_authority, check_in_charge, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties, supersede_duties
from constabulary.casework.investigation.crime import AtWork, hold_crime
from constabulary.policing.case_file.duties import plan_suspect_learns_due
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.desks import Authority
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.duties import decide_evidence_led_due
from constabulary.policing.investigation.evidence_led import (
    DECIDED_ALREADY,
    Conclusion,
    EvidenceLedAnswers,
    authority_to_decide,
    find_reasons_against_answers,
    find_reasons_against_decision,
)
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Crime, EvidenceLedConsideration, EvidenceLedDecision
from constabulary.records.payload import plain_answers
from constabulary.records.writing import Writing, writing
from constabulary.standards.offences import offences_by_key


def consider_without_victim(*, crime: int, given: EvidenceLedAnswers, by: Officer, at: datetime) -> int:
    """Answer the evidence-led questions, with a recommendation; somebody with the authority then decides.

    Returns the number of the consideration. Raises NotPermitted, or NotAllowed beside each question that lacks
    something.
    """
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Asking whether the case can go on without the victim") as w:
        work = hold_crime(w, crime)
        check_in_charge(by, work.row.officer_id)
        refuse_if(find_reasons_against_answers(given))
        w.entry(
            EntryKind.EVIDENCE_LED_CONSIDERED,
            subject=work.row,
            journey=work.row.journey_id,
            facts={"recommendation": given.recommendation.value},
        )
        row = w.insert(
            EvidenceLedConsideration(
                id=w.new_id(),
                journey_id=work.row.journey_id,
                crime_id=work.row.id,
                answers={code: plain_answers(answer) for code, answer in given.answers.items()},
                recommendation=given.recommendation.value,
                rationale=given.rationale,
                considered_at=at,
                considered_by_id=by.id,
            )
        )
        supersede_duties(w, find_open_duties_of(w, work.row, DutyKind.DECIDE_EVIDENCE_LED), at)
        authority = authority_for(work.row, given.recommendation)
        due = [decide_evidence_led_due(authority, work.clocks, work.rulebook, at=at)]
        owner = work.supervisor_id if authority is Authority.SUPERVISOR else None
        open_duties(w, due, about=work.row, owner_id=owner, team_id=work.row.team_id, subject_row=row.id)
        return row.id


def authority_for(crime: Crime, conclusion: Conclusion) -> Authority:
    """Whose authority this conclusion needs for this crime."""
    return authority_to_decide(
        conclusion,
        rape=offences_by_key()[crime.offence_key].subgroup == "Rape",
        high_risk_abuse=crime.domestic_abuse and crime.high_risk_abuse,
    )


def decide_evidence_led(
    *, consideration: int, conclusion: Conclusion, rationale: str, by: Officer, at: datetime
) -> None:
    """Decide whether the case goes on without the victim.

    Raises NotPermitted without the authority that the conclusion needs for this crime, NotAllowed for whoever answered
    the questions, or without reasons.
    """
    check_may(by, Permission.REVIEW_AS_SUPERVISOR)
    with writing(by=by, at=at, purpose="Deciding whether the case goes on without the victim") as w:
        asked = w.lock(EvidenceLedConsideration, consideration)
        work = hold_crime(w, asked.crime_id)
        authority = authority_for(work.row, conclusion)
        check_authority(by, authority)
        is_own = by.id in {asked.considered_by_id, work.row.officer_id}
        refuse_if(find_reasons_against_decision(rationale=rationale, is_own=is_own))
        if w.find(EvidenceLedDecision, consideration_id=asked.id):
            raise NotAllowed([DECIDED_ALREADY])
        w.entry(
            EntryKind.EVIDENCE_LED_DECIDED,
            subject=work.row,
            journey=work.row.journey_id,
            facts={"conclusion": conclusion.value, "authority": authority.value},
        )
        w.insert(
            EvidenceLedDecision(
                journey_id=work.row.journey_id,
                crime_id=work.row.id,
                consideration_id=asked.id,
                conclusion=conclusion.value,
                authority=authority.value,
                rationale=rationale,
                decided_at=at,
                decided_by_id=by.id,
            )
        )
        meet_duties(w, find_open_duties_of(w, work.row, DutyKind.DECIDE_EVIDENCE_LED), at)
        _plan_the_day(w, work, conclusion)


def _plan_the_day(w: Writing, work: AtWork, conclusion: Conclusion) -> None:
    """Where the case goes on, her safety on the day the suspect learns of it is planned; else that is due no more."""
    row = work.row
    supersede_duties(w, find_open_duties_of(w, row, DutyKind.PLAN_SUSPECT_LEARNS), w.at)
    if row.victim_id is None or conclusion.ends_the_case:
        return
    due = [plan_suspect_learns_due(work.rulebook, at=w.at, risk=work.clocks.risk)]
    open_duties(
        w, due, about=row, owner_id=row.officer_id, team_id=row.team_id, person_id=row.victim_id
    )  # fmt: skip
