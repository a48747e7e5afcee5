"""The recording decision: taken step by step on an incident, each answer stored."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.abuse_suspects import end_search_from_call
from constabulary.casework.duties import find_open_duties, meet_duties, open_duties, supersede_duties
from constabulary.casework.incidents.closing import close_if_ready, reports_of_event
from constabulary.casework.recording.crimes import CrimeDetails, reasons_against_particulars, record_in_act
from constabulary.casework.recording.joining import find_joined, join_in_act, must_be_looked_at
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.decisions import Reasons, refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.incidents.closing import Closure, Finishing
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.outcomes.duties import oversee_decision_due
from constabulary.policing.recording.crimes import first_report_of, record_due_at, tell_not_recorded_due
from constabulary.policing.recording.decision import (
    LATE_RATIONALE_NEEDED,
    RecordingCheck,
    RecordingFacts,
    RecordingResult,
    Step,
    StepAnswer,
    find_missing_evidence,
    find_reasons_against_basis,
    find_reasons_against_deciding,
    find_unanswered,
    must_record,
)
from constabulary.policing.recording.rape_reports import find_reasons_on_rape
from constabulary.records.models import Contact, Crime, Incident, RecordingDecision
from constabulary.records.payload import plain_answers
from constabulary.records.writing import Writing, writing
from constabulary.standards.offences import offences_by_key
from constabulary.standards.recording import RECORD_WITHIN, SAYS_RAPE_WORDS
from constabulary.standards.rulebook import Moments, Rulebook
from constabulary.standards.values import value

CLOSURES = {
    RecordingResult.CRIME_RELATED: Closure.CRIME_RELATED,
    RecordingResult.REPORTED_INCIDENT: Closure.REPORTED_INCIDENT,
    RecordingResult.NOT_A_CRIME: Closure.NOT_A_CRIME,
}


NOT_ASKED = Finishing()


@value
class RecordingDone:
    """What the decision was, the crime it made or joined, if any, and whether the incident ended with it."""

    check: RecordingCheck
    crime: str | None
    closed: bool = True
    joined: bool = False


def decide_recording(
    *,
    incident: int,
    answers: tuple[StepAnswer, ...],
    facts: RecordingFacts,
    by: Officer,
    at: datetime,
    crime: CrimeDetails | None = None,
    rationale: str = "",
    late_rationale: str = "",
    no_rape_because: str = "",
    closing_category: str = "",
    finishing: Finishing = NOT_ASKED,
) -> RecordingDone:
    """Decide whether a crime is recorded; when the chart says so, record it in the same act.

    `no_rape_because` says why no rape is reported where what was said reads so and nothing is recorded.
    `closing_category` closes an incident that is not recorded; `finishing` says whether the incident is finished, which
    by itself it is not while its response, a threat or a promise stands. Raises NotPermitted, or NotAllowed with the field
    beside which each reason belongs.
    """
    check_may(by, Permission.RECORD_CRIME)
    with writing(by=by, at=at, purpose="Deciding whether a crime is recorded") as w:
        row = w.lock(Incident, incident)
        refuse_if(
            find_reasons_against_deciding(
                is_duplicate=row.closure == Closure.DUPLICATE.value,
                is_decided=bool(w.find(RecordingDecision, incident_id=row.id)),
            )
        )
        check = must_record(answers, facts)
        moments = Moments(
            report=row.reported_at, decision=at, offence=(crime.occurred_from if crime else None) or row.reported_at
        )
        rulebook = rulebook_for(w, moments)
        late = at > record_due_at(first_report_of(reports_of_event(w, row)), rulebook)
        refuse_if(
            (
                *find_unanswered(answers, facts),
                *find_missing_evidence(answers),
                *(_against_crime(row, crime, facts, at=at) if _may_yet_be_recorded(check, answers) else ()),
                *find_reasons_on_rape(
                    _what_was_said(w, row),
                    rulebook[SAYS_RAPE_WORDS].value,
                    check=check,
                    facts=facts,
                    no_rape_because=no_rape_because,
                ),
                *((LATE_RATIONALE_NEEDED,) if late and not late_rationale.strip() else ()),
            )
        )
        if check.result is None:
            raise RuntimeError("an open question was not refused")
        joins = check.result is RecordingResult.RECORD and crime is not None and bool(crime.continues)
        joined = find_joined(w, row, crime) if joins and crime is not None else None
        decision = _note_decision(
            w, row, answers, check, edition=rulebook[RECORD_WITHIN].edition, rationale=rationale,
            late_rationale=late_rationale if late else "", late=late, joined=joined,
            no_rape_because="" if facts.rape_reported or check.result is RecordingResult.RECORD else no_rape_because.strip(),
        )  # fmt: skip
        meet_duties(w, find_open_duties(w, row.journey_id, DutyKind.DECIDE_RECORDING), at)
        asked = crime is not None and bool(crime.harassment_because.strip())
        if joined is not None and crime is not None:
            asked = must_be_looked_at(joined, crime)
        _put_before_registrar(w, row, decision, rulebook, asked=asked)
        told = find_open_duties(w, row.journey_id, DutyKind.TELL_NOT_RECORDED)
        if check.result is RecordingResult.RECORD:
            supersede_duties(w, told, at)
            if joined is not None and crime is not None:
                join_in_act(w, row, joined, crime, finishing)
                return RecordingDone(check=check, crime=joined.reference, closed=row.state == "closed", joined=True)
            made = record_in_act(w, row, decision, crime, finishing)
            return RecordingDone(check=check, crime=made.reference, closed=row.state == "closed")
        end_search_from_call(w, row)
        if not told and _can_be_told(w, row):
            due = tell_not_recorded_due(rulebook, at=at, enhanced=row.risk > 1, risk=row.risk)
            open_duties(w, [due], about=row)
        # A further decision on an incident that a crime has closed leaves it as it is.
        closed = close_if_ready(
            w,
            row,
            closure=CLOSURES[check.result].value,
            category=check.incident_code.value if check.incident_code else closing_category,
            rationale=rationale or " ".join(reason.sentence for reason in check.reasons),
            finishing=finishing,
        )
        return RecordingDone(check=check, crime=None, closed=closed)


def _against_crime(incident: Incident, crime: CrimeDetails | None, facts: RecordingFacts, *, at: datetime) -> Reasons:
    offence = offences_by_key().get(crime.offence_key) if crime else None
    return (
        *reasons_against_particulars(incident, crime, at=at),
        *(find_reasons_against_basis(offence.basis, facts) if offence else ()),
    )


def _may_yet_be_recorded(check: RecordingCheck, answers: tuple[StepAnswer, ...]) -> bool:
    """Whether the particulars of a crime are wanted: it is recorded, or is said to be a crime and not decided yet."""
    if check.result is None:
        return any(one.step is Step.CONCERNS_CRIME and one.answer for one in answers)
    return check.result is RecordingResult.RECORD


def _what_was_said(w: Writing, incident: Incident) -> str:
    return " ".join([incident.summary, *(one.account for one in w.find(Contact, journey_id=incident.journey_id))])


def _can_be_told(w: Writing, incident: Incident) -> bool:
    """Whether somebody reported it whom anybody could tell: a name or a number was left."""
    return any(one.caller_id or one.telephone.strip() for one in w.find(Contact, journey_id=incident.journey_id))


def _put_before_registrar(
    w: Writing, incident: Incident, decision: RecordingDecision, rulebook: Rulebook, *, asked: bool
) -> None:
    """What is late, a rape that is not recorded or is said to be none although the words read so, and harassment that a
    registrar is said to have agreed to.
    """
    if decision.is_late or decision.incident_code or decision.no_rape_because or asked:
        due = oversee_decision_due(rulebook, at=w.at, risk=incident.risk)
        open_duties(w, [due], about=incident, subject_row=decision.id)


def _note_decision(
    w: Writing,
    incident: Incident,
    answers: tuple[StepAnswer, ...],
    check: RecordingCheck,
    *,
    edition: str,
    rationale: str,
    late_rationale: str,
    late: bool,
    no_rape_because: str,
    joined: Crime | None,
) -> RecordingDecision:
    w.entry(
        EntryKind.RECORDING_DECIDED,
        subject=incident,
        journey=incident.journey_id,
        editions=[edition],
        reasons=[reason.code for reason in check.reasons],
    )
    return w.insert(
        RecordingDecision(
            id=w.new_id(),
            journey_id=incident.journey_id,
            incident_id=incident.id,
            steps=[plain_answers(one) for one in answers],
            result=check.result.value if check.result else "",
            exception=check.exception.value if check.exception else "",
            incident_code=check.incident_code.value if check.incident_code else "",
            rationale=rationale,
            late_rationale=late_rationale,
            no_rape_because=no_rape_because,
            is_late=late,
            reasons=[reason.code for reason in check.reasons],
            edition=edition,
            joined_id=joined.id if joined else None,
            decided_at=w.at,
            decided_by_id=w.by.id,
        )
    )
