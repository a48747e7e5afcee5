"""Cancelling a crime: asked for by whoever works it, decided by somebody independent with the authority."""

from datetime import datetime

from constabulary.access.officers import Officer, check_authority, check_may, holds_authority
from constabulary.access.permissions import Permission
from constabulary.casework.duties import (
    find_open_duties,
    find_open_duties_of,
    meet_duties,
    open_duties,
    supersede_duties,
)
from constabulary.casework.incidents.clocks import rules_of
from constabulary.casework.incidents.log import add_line
from constabulary.casework.passed_up import answer_passed_outcome, overtake_over_limit
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.decisions import NotAllowed, Reasons, refuse_if
from constabulary.policing.desks import Authority
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.incidents.log import LogKind
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import CANCELLATION, CRIME
from constabulary.policing.outcomes.check import find_reasons_against_refusal
from constabulary.policing.outcomes.duties import cancellation_due, find_duty_of_refused_cancellation
from constabulary.policing.recording.cancellation import (
    HELD_OR_SOUGHT,
    UNKNOWN_CODE,
    CancellationFacts,
    Maker,
    VerifiableInformation,
    authorities_for,
    find_reasons_against_asking,
    find_reasons_against_cancellation,
    find_reasons_against_maker,
    was_none,
)
from constabulary.policing.recording.crimes import decide_again_due
from constabulary.policing.supervision.passing_up import Answer
from constabulary.policing.victims.positions import Pressure, Support
from constabulary.policing.workforce.skills import Skill
from constabulary.records.facts.crimes import has_victim, risk_of_crime
from constabulary.records.models import (
    Allocation,
    Cancellation,
    Crime,
    Incident,
    InvestigationPlan,
    InvestigationReview,
    RecordingDecision,
    Suspect,
    VictimPosition,
)
from constabulary.records.writing import Writing, looking, writing
from constabulary.standards.lists import NotOffered
from constabulary.standards.offences import offences_by_key
from constabulary.standards.outcomes import CANCELLATIONS, CancellationCode
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value

DEAD_STATES = frozenset({"cancelled"})
#: Names nothing of the crime: it is of another journey, and may be restricted.
DECIDED_AGAIN = "The crime that this was added to was cancelled: whether it is recorded is decided again."


@value
class CancellationDetails:
    """What a cancellation rests on, as whoever asks for it states it."""

    code: str
    information: VerifiableInformation = VerifiableInformation()
    outside_force: bool = False
    receiving_force: str = ""
    receiving_reference: str = ""
    survivor: str = ""
    mistake: str = ""
    pressure_considered: str = ""
    victim_told_at: datetime | None = None


def listed_code(code: str, at: datetime) -> CancellationCode | None:
    """A cancellation code as the national list has it on that day; None where it has none such."""
    try:
        return CANCELLATIONS.entry(code, Moments(decision=at))
    except NotOffered:
        return None


def ask_cancellation(*, crime: int, asked: CancellationDetails, by: Officer, at: datetime) -> int:
    """Ask for a crime to be cancelled; what is still missing then is said when it is decided.

    Returns the number of the cancellation. Raises NotPermitted, or NotAllowed for an unknown code or while another waits.
    """
    check_may(by, Permission.PROPOSE_OUTCOME)
    with writing(by=by, at=at, purpose="Asking for a cancellation") as w:
        row = w.lock(Crime, crime)
        CRIME.check_move(row.state, "cancelled")
        if listed_code(asked.code, at) is None:
            raise NotAllowed([UNKNOWN_CODE])
        named = asked.survivor.strip().upper()
        survivor = next(iter(w.find(Crime, reference=named)), None) if named else None
        refuse_if(
            find_reasons_against_asking(
                victim_told_at=asked.victim_told_at, survivor_is_named=bool(named),
                survivor_is_known=survivor is not None, at=at,
                one_waits=any(one.state == CANCELLATION.first for one in w.find(Cancellation, crime_id=row.id)),
            )
        )  # fmt: skip
        number = w.new_id()
        made = Cancellation(
            id=number,
            journey_id=row.journey_id,
            crime_id=row.id,
            listed_as=asked.code,
            outside_force=asked.outside_force,
            receiving_force=asked.receiving_force,
            receiving_reference=asked.receiving_reference,
            information_came=asked.information.came,
            information_source=asked.information.source,
            information_checked=asked.information.checked,
            information_changes=asked.information.changes,
            survivor_id=survivor.id if survivor else None,
            mistake=asked.mistake,
            pressure_considered=asked.pressure_considered,
            victim_told_at=asked.victim_told_at,
            asked_at=at,
            asked_by_id=by.id,
        )
        w.entry(EntryKind.CANCELLATION_ASKED, subject=row, journey=row.journey_id, facts={"code": asked.code})
        w.insert(made)
        rulebook = rulebook_for(w, Moments(report=row.reported_at, decision=at))
        due = cancellation_due(rulebook, at=at, risk=risk_of_crime(row))
        open_duties(w, [due], about=row, subject_row=number)
        meet_duties(w, find_open_duties_of(w, row, DutyKind.PROPOSE_AGAIN), at)
        return number


def cancel_crime(
    *,
    cancellation: int,
    by: Officer,
    at: datetime,
    victim_told_at: datetime | None = None,
    registrar_advice: str = "",
    words: str = "",
) -> None:
    """Cancel the crime that a cancellation is asked for.

    Raises NotPermitted for whoever lacks the authority, or NotAllowed with everything that is missing: the code's own
    preconditions, independence, training, and for rape and homicide the register or the registrar's advice.
    """
    check_may(by, Permission.DECIDE_OUTCOME)
    with writing(by=by, at=at, purpose="Deciding a cancellation") as w:
        made = w.lock(Cancellation, cancellation)
        row = _hold_with_survivor(w, made)
        listed = listed_code(made.listed_as, at)
        if listed is None:
            raise NotAllowed([UNKNOWN_CODE])
        facts = _facts(w, made, row, victim_told_at=victim_told_at, registrar_advice=registrar_advice)
        authority = check_authority(by, *authorities_for(listed, facts.offence))
        refuse_if(
            (
                *find_reasons_against_cancellation(facts, listed, at=at),
                *find_reasons_against_asking(
                    victim_told_at=victim_told_at, survivor_is_named=False, survivor_is_known=False, at=at
                ),
                *find_reasons_against_maker(facts, listed, _maker(w, row, made, authority)),
            )
        )
        CANCELLATION.check_move(made.state, "decided")
        CRIME.check_move(row.state, "cancelled")
        w.entry(
            EntryKind.CRIME_CANCELLED,
            subject=row,
            journey=row.journey_id,
            editions=[listed.edition],
            facts={"code": listed.code, "title": listed.title, "authority": authority.value},
        )
        w.update(
            made,
            state="decided",
            decided_at=at,
            decided_by_id=by.id,
            authority=authority.value,
            edition=listed.edition,
            words=words,
            registrar_advice=registrar_advice,
            victim_told_at=facts.victim_told_at,
        )
        w.update(row, state="cancelled", cancellation_code=listed.code, cancelled_at=at, cancelled_by_id=by.id)
        decision = find_open_duties_of(w, row, DutyKind.DECIDE_CANCELLATION)
        meet_duties(w, decision, at)
        overtake_over_limit(w, row)
        answer_passed_outcome(w, row, Answer.OVERTAKEN, "")
        supersede_duties(w, [one for one in find_open_duties_of(w, row) if one not in decision], at)
        if was_none(listed.code):
            _decide_joined_again(w, row)


def _decide_joined_again(w: Writing, crime: Crime) -> None:
    """What other reports were added to a crime that was none is decided on again: nobody else would record it."""
    for decision in w.find(RecordingDecision, joined_id=crime.id):
        incident = w.find(Incident, id=decision.incident_id)[0]
        latest = w.find(RecordingDecision, incident_id=incident.id)[-1]
        if latest.id != decision.id or find_open_duties(w, incident.journey_id, DutyKind.DECIDE_RECORDING):
            continue
        w.entry(EntryKind.INCIDENT_LOGGED, subject=incident, journey=incident.journey_id)
        add_line(w, incident, LogKind.CLOSING, words=DECIDED_AGAIN)
        open_duties(w, [decide_again_due(rules_of(w, incident), at=w.at, risk=incident.risk)], about=incident)


def _hold_with_survivor(w: Writing, made: Cancellation) -> Crime:
    """The crime, held together with the one that is to survive it: two that name each other are decided one after another.

    In order of number, so that whoever decides on the other does not wait for this one.
    """
    for number in sorted({made.crime_id, made.survivor_id or made.crime_id}):
        w.find(Crime, id=number, lock=True)
    return w.lock(Crime, made.crime_id)


@value
class CancellationPreview:
    """A cancellation as things stand: what is missing whoever decides, and whose authority decides."""

    missing: Reasons
    authorities: tuple[Authority, ...]


def preview_cancellation(*, cancellation: int, at: datetime) -> CancellationPreview:
    """What stands in the way of a cancellation that is asked for, without changing anything."""
    with looking(at=at) as w:
        made = w.find(Cancellation, id=cancellation)[0]
        row = w.find(Crime, id=made.crime_id)[0]
        listed = listed_code(made.listed_as, at)
        facts = _facts(w, made, row, victim_told_at=None, registrar_advice="")
        return CancellationPreview(
            missing=find_reasons_against_cancellation(facts, listed, at=at),
            authorities=authorities_for(listed, facts.offence) if listed else (Authority.CRIME_REGISTRAR,),
        )


def refuse_cancellation(*, cancellation: int, words: str, by: Officer, at: datetime) -> None:
    """Refuse a cancellation: the crime stays recorded, and whoever works it goes on with what the refusal asks."""
    check_may(by, Permission.DECIDE_OUTCOME)
    with writing(by=by, at=at, purpose="Deciding a cancellation") as w:
        made = w.lock(Cancellation, cancellation)
        row = w.lock(Crime, made.crime_id)
        listed = listed_code(made.listed_as, at)
        offence = offences_by_key()[row.offence_key]
        check_authority(by, *(authorities_for(listed, offence) if listed else (Authority.CRIME_REGISTRAR,)))
        refuse_if(find_reasons_against_refusal(words))
        CANCELLATION.check_move(made.state, "refused")
        w.entry(EntryKind.CANCELLATION_REFUSED, subject=row, journey=row.journey_id, facts={"words": words})
        w.update(made, state="refused", decided_at=at, decided_by_id=by.id, words=words)
        meet_duties(w, find_open_duties_of(w, row, DutyKind.DECIDE_CANCELLATION), at)
        due = find_duty_of_refused_cancellation(
            rulebook_for(w, Moments(report=row.reported_at, decision=at)),
            state=row.state, has_officer=row.officer_id is not None, at=at, risk=risk_of_crime(row),
        )  # fmt: skip
        if due is not None:
            open_duties(w, [due], about=row, owner_id=row.officer_id, team_id=row.team_id, subject_row=made.id)


def _facts(
    w: Writing, made: Cancellation, crime: Crime, *, victim_told_at: datetime | None, registrar_advice: str
) -> CancellationFacts:
    survivor = next(iter(w.find(Crime, id=made.survivor_id)), None) if made.survivor_id else None
    positions = w.find(VictimPosition, crime_id=crime.id)
    latest = positions[-1] if positions else None
    return CancellationFacts(
        code=made.listed_as,
        offence=offences_by_key()[crime.offence_key],
        has_victim=has_victim(crime),
        information=VerifiableInformation(
            came=made.information_came,
            source=made.information_source,
            checked=made.information_checked,
            changes=made.information_changes,
        ),
        outside_force=made.outside_force,
        receiving_force=made.receiving_force,
        receiving_reference=made.receiving_reference,
        survivor_is_live=survivor is not None and survivor.id != crime.id and survivor.state not in DEAD_STATES,
        mistake=made.mistake,
        victim_told_at=victim_told_at or made.victim_told_at,
        victim_withdrew=latest is not None and latest.support == Support.DOES_NOT.value,
        pressure_considered=made.pressure_considered,
        pressure_found=any(one.pressure == Pressure.CONCERN.value for one in positions),
        registrar_advice=registrar_advice,
        review_waits=bool(find_open_duties_of(w, crime, DutyKind.REVIEW_DECISION, DutyKind.TELL_OF_REVIEW)),
        suspect_held=any(SuspectStatus(one.state) in HELD_OR_SOUGHT for one in w.find(Suspect, crime_id=crime.id)),
    )


def _maker(w: Writing, crime: Crime, made: Cancellation, authority: Authority) -> Maker:
    """The decider's part: in charge of the investigation at any time, its planner, a reviewer, or who asks for this."""
    mine = w.by.id
    involved = (
        made.asked_by_id == mine
        or any(one.officer_id == mine for one in w.find(Allocation, crime_id=crime.id))
        or any(one.set_by_id == mine for one in w.find(InvestigationPlan, crime_id=crime.id))
        or any(one.reviewed_by_id == mine for one in w.find(InvestigationReview, crime_id=crime.id))
    )
    return Maker(
        in_investigation=involved,
        trained=Skill.DECISION_MAKER_TRAINED in w.by.skills,
        registered=Skill.REGISTERED_CRIME_REGISTRAR in w.by.skills and holds_authority(w.by, Authority.CRIME_REGISTRAR),
        chief_officer=authority is Authority.CHIEF_OFFICER,
    )
