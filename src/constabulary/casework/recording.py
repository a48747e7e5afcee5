"""The recording decision and the crime: decided step by step, recorded without keying anything twice."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties, meet_duties, open_duties
from constabulary.casework.incidents.closing import close_if_ready, close_in_act
from constabulary.casework.references import crime_reference
from constabulary.casework.rulebooks import rulebook_for, the_force
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.incidents.closing import Closure
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.recording.crimes import (
    CrimeFacts,
    find_duties_of_recording,
    find_reasons_against_crime,
    is_high_harm,
    record_due_at,
    required_pip,
)
from constabulary.policing.recording.decision import (
    LATE_RATIONALE_NEEDED,
    UNANSWERED,
    RecordingCheck,
    RecordingFacts,
    RecordingResult,
    StepAnswer,
    find_missing_evidence,
    must_record,
)
from constabulary.records.models import (
    Crime,
    CrimeClassification,
    CrimePerson,
    Incident,
    Person,
    RecordingDecision,
)
from constabulary.records.payload import plain_answers
from constabulary.records.writing import Writing, writing
from constabulary.standards.offences import Basis, Offence, offences_by_key
from constabulary.standards.recording import RECORD_WITHIN
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value

CLOSURES = {
    RecordingResult.CRIME_RELATED: Closure.CRIME_RELATED,
    RecordingResult.REPORTED_INCIDENT: Closure.REPORTED_INCIDENT,
    RecordingResult.NOT_A_CRIME: Closure.NOT_A_CRIME,
}


@value
class CrimeDetails:
    """The particulars of a crime that the incident does not have already."""

    offence_key: str
    occurred_from: datetime
    occurred_to: datetime | None = None
    victim: str = ""
    flags: tuple[str, ...] = ()
    summary: str = ""


@value
class RecordingDone:
    """What the decision was, the crime it made, if it made one, and whether the incident ended with it."""

    check: RecordingCheck
    crime: str | None
    closed: bool = True


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
    closing_category: str = "",
) -> RecordingDone:
    """Decide whether a crime is recorded; when the chart says so, record it in the same act.

    `closing_category` closes an incident that is not recorded. Raises NotPermitted, or NotAllowed with the field
    beside which each reason belongs.
    """
    check_may(by, Permission.RECORD_CRIME)
    with writing(by=by, at=at, purpose="Deciding whether a crime is recorded") as w:
        row = w.lock(Incident, incident)
        check = must_record(answers, facts)
        if check.result is None:
            raise NotAllowed([UNANSWERED.on(check.next_step.value if check.next_step else "")])
        moments = Moments(
            report=row.reported_at, decision=at, offence=crime.occurred_from if crime else row.reported_at
        )
        rulebook = rulebook_for(w, moments)
        late = at > record_due_at(row.reported_at, rulebook)
        refuse_if(
            (
                *find_missing_evidence(answers),
                *((LATE_RATIONALE_NEEDED,) if late and not late_rationale.strip() else ()),
            )
        )
        decision = _note_decision(
            w, row, answers, check, edition=rulebook[RECORD_WITHIN].edition, rationale=rationale,
            late_rationale=late_rationale,
        )  # fmt: skip
        meet_duties(w, find_open_duties(w, row.journey_id, DutyKind.DECIDE_RECORDING), at)
        if check.result is RecordingResult.RECORD:
            return RecordingDone(check=check, crime=_record_crime(w, row, decision, crime).reference)
        closed = close_if_ready(
            w,
            row,
            closure=CLOSURES[check.result].value,
            category=check.incident_code.value if check.incident_code else closing_category,
            rationale=rationale or " ".join(reason.sentence for reason in check.reasons),
        )
        return RecordingDone(check=check, crime=None, closed=closed)


def _note_decision(
    w: Writing,
    incident: Incident,
    answers: tuple[StepAnswer, ...],
    check: RecordingCheck,
    *,
    edition: str,
    rationale: str,
    late_rationale: str,
) -> RecordingDecision:
    w.entry(
        EntryKind.RECORDING_DECIDED,
        subject=incident,
        journey=incident.journey_id,
        editions=[edition],
        facts={"answers": answers},
        reasons=[reason.code for reason in check.reasons],
    )
    return w.insert(
        RecordingDecision(
            journey_id=incident.journey_id,
            incident_id=incident.id,
            steps=[plain_answers(one) for one in answers],
            result=check.result.value if check.result else "",
            exception=check.exception.value if check.exception else "",
            incident_code=check.incident_code.value if check.incident_code else "",
            rationale=rationale,
            late_rationale=late_rationale,
            reasons=[reason.code for reason in check.reasons],
            edition=edition,
            decided_at=w.at,
            decided_by_id=w.by.id,
        )
    )


def _record_crime(w: Writing, incident: Incident, decision: RecordingDecision, details: CrimeDetails | None) -> Crime:
    offence = offences_by_key().get(details.offence_key) if details else None
    refuse_if(
        find_reasons_against_crime(
            offence,
            victim_is_given=bool(details and details.victim),
            occurred_from=details.occurred_from if details else incident.reported_at,
            reported_at=incident.reported_at,
        )
    )
    if offence is None or details is None:
        raise RuntimeError("a crime without an offence was not refused")
    victim = next(iter(w.find(Person, reference=details.victim)), None) if details.victim else None
    facts = CrimeFacts(
        offence=offence,
        domestic_abuse=incident.domestic_abuse,
        stalking=incident.stalking,
        hate=incident.hate,
        vulnerable_victim=incident.vulnerable and offence.basis is not Basis.STATE,
    )
    row = _crime_row(w, incident, decision, details, facts, victim)
    w.entry(
        EntryKind.CRIME_RECORDED,
        subject=row,
        journey=incident.journey_id,
        editions=[decision.edition, "NOL 2026-27"],
    )
    w.insert(row)
    _classify(w, row, offence, reason="As recorded.")
    if victim is not None:
        w.insert(
            CrimePerson(
                journey_id=row.journey_id,
                crime_id=row.id,
                person_id=victim.id,
                role="victim",
                added_at=w.at,
                added_by_id=w.by.id,
            )
        )
    rulebook = rulebook_for(w, Moments(report=incident.reported_at, decision=w.at))
    open_duties(w, find_duties_of_recording(facts, rulebook, at=w.at), about=row)
    if incident.state in {"attended", "open"}:
        close_in_act(
            w,
            incident,
            closure=Closure.CRIME.value,
            category="crime",
            rationale=f"Crime {row.reference} recorded.",
        )
    return row


def _crime_row(
    w: Writing,
    incident: Incident,
    decision: RecordingDecision,
    details: CrimeDetails,
    facts: CrimeFacts,
    victim: Person | None,
) -> Crime:
    number = w.new_id()
    offence: Offence = facts.offence
    return Crime(
        id=number,
        journey_id=incident.journey_id,
        reference=crime_reference(number, w.at, the_force(w).code),
        incident_id=incident.id,
        decision_id=decision.id,
        offence_key=offence.key,
        offence_code=offence.code,
        offence_category=offence.category,
        offence_title=offence.title,
        basis=offence.basis.value,
        summary=details.summary or incident.summary,
        place_id=incident.place_id,
        victim_id=victim.id if victim else None,
        flags=list(details.flags),
        domestic_abuse=facts.domestic_abuse,
        stalking=facts.stalking,
        hate=facts.hate,
        vulnerable_victim=facts.vulnerable_victim,
        high_harm=is_high_harm(facts),
        required_pip=required_pip(facts),
        occurred_from=details.occurred_from,
        occurred_to=details.occurred_to,
        reported_at=incident.reported_at,
        recorded_at=w.at,
        recorded_by_id=w.by.id,
    )


def _classify(w: Writing, crime: Crime, offence: Offence, *, reason: str) -> None:
    w.insert(
        CrimeClassification(
            journey_id=crime.journey_id,
            crime_id=crime.id,
            offence_key=offence.key,
            offence_code=offence.code,
            reason=reason,
            edition="NOL 2026-27",
            classified_at=w.at,
            classified_by_id=w.by.id,
        )
    )
