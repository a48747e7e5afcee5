"""Deciding an outcome: approved by the authority that the rule asks, or refused with what must be done; reopened."""

from collections.abc import Mapping
from datetime import datetime

from constabulary.access.officers import Officer, check_authority, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties, supersede_duties
from constabulary.casework.investigation.changes import find_that_it_goes_on, owe_that_it_goes_on
from constabulary.casework.investigation.crime import rulebook_of, supervisor_of
from constabulary.casework.investigation.reviews import resume_inspections
from constabulary.casework.investigation.suspects import note_event, start_clocks
from constabulary.casework.limits import keep_limit
from constabulary.casework.outcomes.matter import NOTHING, gather_facts, listed_outcome
from constabulary.casework.outcomes.review_ending import end_overtaken
from constabulary.casework.passed_up import answer_passed_outcome
from constabulary.casework.victims.contact import resume_contact
from constabulary.casework.victims.telling import telling_now
from constabulary.casework.vulnerability.carrying import take_standing_risk
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.desks import Authority
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.duties import review_on_event_due
from constabulary.policing.investigation.register import CLOCKS, ON_REGISTER
from constabulary.policing.investigation.suspects import SuspectStatus, status_after_outcome
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import CRIME, OUTCOME
from constabulary.policing.outcomes.check import (
    OWN_PROPOSAL,
    check_outcome,
    find_reasons_against_refusal,
    find_reasons_against_reopening,
    has_right_to_review,
    must_registrar_see,
)
from constabulary.policing.outcomes.duties import oversee_due, propose_again_due
from constabulary.policing.outcomes.facts import OutcomeFacts
from constabulary.policing.outcomes.review_requests import OF_REQUEST
from constabulary.policing.recording.crimes import find_duties_of_recording
from constabulary.policing.supervision.passing_up import Answer
from constabulary.policing.victims.contact import TellingFacts
from constabulary.policing.victims.duties import ACKNOWLEDGED_BY, right_to_review_due
from constabulary.records.facts.crimes import crime_at_work, crime_facts, owed_victim, risk_of_crime
from constabulary.records.models import Crime, InvestigationPlan, Outcome, Suspect, SuspectEvent
from constabulary.records.writing import Writing, writing

#: What stays due after a crime is finalised: what victims and the registrar are owed, the test after a threshold charge.
STAYS_DUE = frozenset(
    {
        *ACKNOWLEDGED_BY, DutyKind.ASSESS_NEEDS, DutyKind.REFER_TO_SUPPORT, DutyKind.TELL_VICTIM_OF_CHANGE,
        DutyKind.OFFER_REVIEW, DutyKind.OVERSEE_OUTCOME, DutyKind.OVERSEE_DECISION, DutyKind.DECIDE_CANCELLATION,
        DutyKind.ANSWER_REGISTRAR,
        DutyKind.APPLY_FULL_CODE, DutyKind.DECIDE_AGAIN_BLIND, DutyKind.SETTLE_DIFFERENCE,
        DutyKind.SEE_IF_SAFE_TO_TELL, DutyKind.OFFER_PERSONAL_STATEMENT,
        *OF_REQUEST, DutyKind.TELEPHONE_INSTEAD, DutyKind.ASK_SPECIAL_MEASURES, DutyKind.ANSWER_VICTIM, DutyKind.ASK_VICTIM_ALONE,
    }
)  # fmt: skip


#: What is noted of a suspect whom an outcome moves, and moves back.
WITH_OUTCOME = "With the outcome of the crime."
REOPENED = "The crime was reopened: as before its outcome."
OF_OUTCOME = "Outcome "


def approve_outcome(
    *, outcome: int, by: Officer, at: datetime, words: str = "", approver_stated: Mapping[str, str] = NOTHING
) -> None:
    """Approve a proposed outcome: every precondition is checked again, and the crime is finalised.

    Raises NotPermitted without the authority that this outcome asks for in this crime; NotAllowed for whoever proposed
    it, or with everything that is still missing.
    """
    check_may(by, Permission.DECIDE_OUTCOME)
    with writing(by=by, at=at, purpose="Deciding an outcome") as w:
        made = w.lock(Outcome, outcome)
        row = w.lock(Crime, made.crime_id)
        listed = listed_outcome(made.outcome_type, at)
        facts = gather_facts(
            w, row, listed, suspect=made.suspect_id, stated=made.stated, approver_stated=approver_stated,
            rationale=made.rationale,
        )  # fmt: skip
        check = check_outcome(facts)
        authority = check_authority(by, *check.authorities)
        if by.id in {made.proposed_by_id, row.officer_id}:
            raise NotAllowed([OWN_PROPOSAL])
        OUTCOME.check_move(made.state, "approved")
        CRIME.check_move(row.state, "finalised")
        refuse_if(check.missing())
        w.entry(
            EntryKind.OUTCOME_APPROVED,
            subject=row,
            journey=row.journey_id,
            editions=[listed.edition],
            facts={"outcome": listed.code, "title": listed.title, "authority": authority.value},
            reasons=[one.precondition.unmet.code for one in check.checked if one.holds is True],
        )
        w.update(
            made,
            state="approved",
            authority=authority.value,
            decision_words=words,
            approver_stated=dict(approver_stated),
            preconditions=[one.precondition.code for one in check.checked if one.holds is True],
            edition=listed.edition,
            decided_at=at,
            decided_by_id=by.id,
        )
        w.update(row, state="finalised", outcome=listed.code, finalised_at=at, finalised_by_id=by.id)
        answer_passed_outcome(w, row, Answer.GIVEN, words)
        _settle_duties(w, row, made, facts, keep=_settle_suspects(w, made))


def _settle_suspects(w: Writing, made: Outcome) -> frozenset[int]:
    """Who the outcome disposes of leaves the register with it; returns the suspects who stay, their clocks with them.

    It disposes of the suspect it is about, and of whoever cannot be identified; never of somebody who is wanted.
    """
    stay = []
    for one in w.find(Suspect, lock=True, crime_id=made.crime_id):
        if one.state not in ON_REGISTER or one.settled_with_id is not None:
            continue
        unknown = one.not_identifiable_at is not None and one.identified_at is None
        disposes = one.id == made.suspect_id or unknown
        if disposes and one.state != SuspectStatus.WANTED_CIRCULATED.value:
            _move_with_outcome(w, one, made)
            w.update(one, settled_with_id=made.id)
        else:
            stay.append(one.id)
    return frozenset(stay)


def _move_with_outcome(w: Writing, one: Suspect, made: Outcome) -> None:
    """Whom an outcome is about is no longer on bail or released once it applies. What they were is kept with the step."""
    now = SuspectStatus(one.state)
    then = status_after_outcome(now, made.outcome_type) if one.id == made.suspect_id else now
    if then is not now:
        note_event(
            w, one, "moved", WITH_OUTCOME, from_state=now.value, to_state=then.value, moment=one.until,
            reference=f"{OF_OUTCOME}{made.outcome_type}",
        )  # fmt: skip
        w.update(one, state=then.value, since=w.at, until=None)


def _move_back(w: Writing, one: Suspect) -> None:
    """Undo the step that an outcome made, where nothing has happened with them since."""
    events = w.find(SuspectEvent, suspect_id=one.id, kind="moved")
    last = max(events, key=lambda event: (event.noted_at, event.id), default=None)
    if last is None or not last.reference.startswith(OF_OUTCOME) or last.to_state != one.state:
        return
    # Bail ended when no further action was decided: whoever was on it is released, until somebody bails them anew.
    was = SuspectStatus(last.from_state)
    then = SuspectStatus.UNDER_INVESTIGATION if was is SuspectStatus.BAILED_PRE_CHARGE else was
    until = None if then is not was else last.moment
    note_event(w, one, "moved", REOPENED, from_state=one.state, to_state=then.value, moment=until)
    w.update(one, state=then.value, since=w.at, until=until)


def _settle_duties(w: Writing, crime: Crime, made: Outcome, facts: OutcomeFacts, *, keep: frozenset[int]) -> None:
    decided = {DutyKind.BEGIN_PROCEEDINGS.value, DutyKind.DECIDE_OUTCOME.value, DutyKind.TELL_VICTIM_OF_OUTCOME.value}
    of_suspects = {*CLOCKS, DutyKind.LOOK_AT_BAIL}
    still_open = [
        one for one in find_open_duties_of(w, crime) if one.kind not in of_suspects or one.subject_row not in keep
    ]
    meet_duties(w, [one for one in still_open if one.kind in decided], w.at)
    over = [one for one in still_open if one.kind not in decided and DutyKind(one.kind) not in STAYS_DUE]
    over += find_that_it_goes_on(w, crime)
    supersede_duties(w, over, w.at)
    rulebook = rulebook_of(w, crime)
    if must_registrar_see(facts):
        due = [oversee_due(rulebook, at=w.at, risk=risk_of_crime(crime))]
        open_duties(w, due, about=crime, subject_row=made.id)
    if has_right_to_review(facts):
        due = [right_to_review_due(owed_victim(crime), rulebook, since=w.at)]
        open_duties(w, due, about=crime, subject_row=made.id)


def _put_suspects_back(w: Writing, crime: Crime, stood: list[Outcome]) -> None:
    """Whoever left the register with an outcome that no longer stands is on it again, their clocks begun anew."""
    numbers = {one.id for one in stood}
    for one in w.find(Suspect, lock=True, crime_id=crime.id):
        if one.settled_with_id in numbers:
            w.update(one, settled_with_id=None)
            _move_back(w, one)
            start_clocks(w, crime, one)


def refuse_outcome(*, outcome: int, words: str, by: Officer, at: datetime) -> None:
    """Refuse a proposed outcome, saying what must be done; the investigation goes on.

    Whoever was told of that outcome believes the case ended: that it goes on is due to be told, and the next outcome anew.
    """
    check_may(by, Permission.DECIDE_OUTCOME)
    with writing(by=by, at=at, purpose="Deciding an outcome") as w:
        made = w.lock(Outcome, outcome)
        row = w.lock(Crime, made.crime_id)
        check_authority(
            by, Authority.SUPERVISOR, Authority.INSPECTOR, Authority.DESIGNATED_DECISION_MAKER,
            Authority.CRIME_REGISTRAR,
        )  # fmt: skip
        if by.id in {made.proposed_by_id, row.officer_id}:
            raise NotAllowed([OWN_PROPOSAL])
        OUTCOME.check_move(made.state, "refused")
        refuse_if(find_reasons_against_refusal(words))
        may_have_heard = telling_now(w, row, made.outcome_type).may_have_heard
        w.entry(EntryKind.OUTCOME_REFUSED, subject=row, journey=row.journey_id, facts={"outcome": made.outcome_type})
        w.update(made, state="refused", decision_words=words, decided_at=at, decided_by_id=by.id)
        answer_passed_outcome(w, row, Answer.REFUSED, words)
        _go_on(w, row, refused=made.id)
        meet_duties(w, find_open_duties_of(w, row, DutyKind.DECIDE_OUTCOME), at)
        supersede_duties(w, find_open_duties_of(w, row, DutyKind.TELL_VICTIM_OF_OUTCOME), at)
        if may_have_heard:
            owe_that_it_goes_on(w, row)


def _go_on(w: Writing, crime: Crime, *, refused: int | None = None) -> None:
    """Put a crime back to where it was worked: to its plan, its officer, or the pool."""
    planned = bool(w.find(InvestigationPlan, crime_id=crime.id))
    state = "investigating" if planned else "allocated" if crime.officer_id else "unallocated"
    CRIME.check_move(crime.state, state)
    # What was filed and refused waits for an officer like any other.
    w.update(crime, state=state, filed_at=None)
    rulebook = rulebook_of(w, crime)
    if crime.officer_id is not None:
        due = [propose_again_due(rulebook, at=w.at, risk=risk_of_crime(crime))]
        open_duties(w, due, about=crime, owner_id=crime.officer_id, team_id=crime.team_id, subject_row=refused)
    elif not find_open_duties_of(w, crime, DutyKind.ALLOCATE):
        facts = crime_facts(crime)
        open_duties(w, find_duties_of_recording(facts, rulebook, at=w.at), about=crime)


def reopen_crime(*, crime: int, words: str, by: Officer, at: datetime) -> None:
    """Reopen a finalised crime. The outcome that stood is kept as it was; a new one is proposed when the time comes."""
    check_may(by, Permission.DECIDE_OUTCOME)
    check_authority(by, Authority.SUPERVISOR, Authority.CRIME_REGISTRAR)
    with writing(by=by, at=at, purpose="Reopening") as w:
        reopen_in_act(w, w.lock(Crime, crime), words)


def reopen_in_act(w: Writing, row: Crime, words: str) -> None:
    """Reopen a finalised crime inside another act. Raises NotAllowed without words, or for one that is not finalised."""
    refuse_if(find_reasons_against_reopening(words))
    CRIME.check_move(row.state, "investigating")
    stood = [one for one in w.find(Outcome, lock=True, crime_id=row.id) if one.state == "approved"]
    telling = telling_now(w, row, row.outcome)
    w.entry(EntryKind.CRIME_REOPENED, subject=row, journey=row.journey_id, facts={"outcome": row.outcome})
    for one in stood:
        w.update(one, state="overtaken", overtaken_because=words, overtaken_at=w.at, overtaken_by_id=w.by.id)
    _put_suspects_back(w, row, stood)
    _go_on(w, row)
    take_standing_risk(w, row)
    _go_on_with_victim(w, row, telling)
    resume_inspections(w, row)
    end_overtaken(w, row, words)
    keep_limit(w, row)
    w.update(row, outcome="", finalised_at=None, finalised_by_id=None)
    meet_duties(w, find_open_duties_of(w, row, DutyKind.CHANGE_OUTCOME), w.at)
    if row.officer_id is not None:
        review = [review_on_event_due(crime_at_work(row), rulebook_of(w, row), at=w.at)]
        open_duties(w, review, about=row, owner_id=supervisor_of(w, row), team_id=row.team_id)


def _go_on_with_victim(w: Writing, crime: Crime, telling: TellingFacts) -> None:
    """The victim is told that their case is open again, and hears from then on as before.

    Not where they were spared the outcome for their safety: they never heard of an end.
    """
    if telling.may_have_heard or not telling.ruled_unsafe:
        owe_that_it_goes_on(w, crime)
    resume_contact(w, crime)
