"""Asking the prosecutor, recording the answer and working its action plan; and the police's own decision on a charge."""

from datetime import datetime

from constabulary.access.officers import Officer, check_authority, check_in_charge, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.case_file.matter import FileRows, gather_file, hold_suspect
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties, supersede_duties
from constabulary.casework.investigation.crime import AtWork, hold_crime
from constabulary.policing.case_file.authority import (
    CHARGE_DECIDED,
    ChargedBy,
    PoliceDecision,
    find_reasons_against_police_charging,
    find_reasons_against_police_decision,
)
from constabulary.policing.case_file.checklist import find_reasons_against_file
from constabulary.policing.case_file.code_tests import CodeTestKind
from constabulary.policing.case_file.duties import (
    answer_item_due,
    charge_suspect_due,
    hear_from_prosecutor_due,
    send_request_again_due,
)
from constabulary.policing.case_file.referrals import (
    ProsecutorAnswer,
    ProsecutorSaid,
    RequestDetails,
    find_reasons_against_answer,
    find_reasons_against_item_answer,
    find_reasons_against_request,
)
from constabulary.policing.decisions import refuse_if
from constabulary.policing.desks import Authority
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.investigation.suspects import CHARGED, SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import CHARGING_REQUEST
from constabulary.records.models import ActionPlanItem, ChargingDecision, ChargingRequest, Suspect
from constabulary.records.writing import Writing, writing
from constabulary.standards.calendar import local_day
from constabulary.standards.charging import POLICE_AUTHORITY, POLICE_MAY_CHARGE


def request_charge(*, suspect: int, details: RequestDetails, by: Officer, at: datetime) -> int:
    """Ask the prosecutor for a decision on a charge, for the first time or again. Returns the number of the request.

    Raises NotPermitted, or NotAllowed with everything that the file lacks: without a victim's support also what keeps
    the victim safe on the day the suspect learns of it.
    """
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Taking the case to a charging decision") as w:
        row, work = hold_suspect(w, suspect)
        check_in_charge(by, work.row.officer_id)
        file = gather_file(w, work.row)
        test, before = file.test_of(row.id), file.request_of(row.id)
        refuse_if(
            (
                *find_reasons_against_file(file.facts_of(file.suspect(row.id))),
                *find_reasons_against_request(
                    details, test_met=test is not None and test.is_met,
                    waits=before is not None and before.state == "sent",
                    open_items=file.open_items_of(row.id), charge_decided=_is_decided(file, row),
                    decided=CHARGE_DECIDED,
                ),
            )
        )  # fmt: skip
        if test is None:
            raise LookupError("a request without a test was not refused")
        edition = work.rulebook[POLICE_MAY_CHARGE].edition
        number = sum(one.suspect_id == row.id for one in file.requests) + 1
        w.entry(
            EntryKind.CHARGE_REQUESTED, subject=work.row, journey=work.row.journey_id,
            editions=[edition, test.edition], facts={"colour": details.colour.value, "number": number},
        )  # fmt: skip
        if before is not None and before.state == "action_plan":
            CHARGING_REQUEST.check_move(before.state, "sent_again")
            w.update(before, state="sent_again")
        made = w.insert(
            ChargingRequest(
                id=w.new_id(),
                journey_id=work.row.journey_id,
                crime_id=work.row.id,
                suspect_id=row.id,
                test_id=test.id,
                number=number,
                colour=details.colour.value,
                sent=details.sent,
                reference=details.reference,
                edition=edition,
                sent_at=at,
                sent_by_id=by.id,
            )
        )
        meet_duties(w, find_open_duties_of(w, work.row, DutyKind.SEND_REQUEST_AGAIN, subject_row=row.id), at)
        due = hear_from_prosecutor_due(details.colour, work.rulebook, at=at, risk=work.clocks.risk)
        _open(w, work, due, subject=made.id)
        return made.id


def _is_decided(file: FileRows, row: Suspect) -> bool:
    decided = file.decision_of(row.id)
    return (decided is not None and decided.charge) or SuspectStatus(row.state) in CHARGED


def _open(w: Writing, work: AtWork, due: DutyDue, *, subject: int) -> None:
    row = work.row
    open_duties(w, [due], about=row, owner_id=row.officer_id, team_id=row.team_id, subject_row=subject)


def note_prosecutor_answer(*, request: int, answer: ProsecutorAnswer, by: Officer, at: datetime) -> None:
    """Record what the prosecutor answered: a charge, no further action with reasons, or an action plan.

    A charge makes the charging due, an action plan each of its items on its day from the officer in charge.
    """
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Taking the case to a charging decision") as w:
        asked = w.lock(ChargingRequest, request)
        work = hold_crime(w, asked.crime_id)
        check_in_charge(by, work.row.officer_id)
        is_answered = asked.answered_at is not None
        refuse_if(find_reasons_against_answer(answer, is_answered=is_answered, today=local_day(at)))
        CHARGING_REQUEST.check_move(asked.state, answer.said.value)
        w.entry(
            EntryKind.CHARGE_ANSWERED, subject=work.row, journey=work.row.journey_id, editions=[asked.edition],
            facts={"answer": answer.said.value, "items": len(answer.items)},
        )  # fmt: skip
        w.update(
            asked, state=answer.said.value, prosecutor=answer.prosecutor, answer=answer.words, answered_at=at,
            answered_by_id=by.id,
        )  # fmt: skip
        meet_duties(w, find_open_duties_of(w, work.row, DutyKind.HEAR_FROM_PROSECUTOR, subject_row=asked.id), at)
        if answer.said is ProsecutorSaid.ACTION_PLAN:
            _add_items(w, work, asked, answer)
        else:
            _decide_as_asked(w, work, asked, answer)


def _add_items(w: Writing, work: AtWork, asked: ChargingRequest, answer: ProsecutorAnswer) -> None:
    for number, one in enumerate(answer.items, start=1):
        item = w.insert(
            ActionPlanItem(
                id=w.new_id(),
                journey_id=asked.journey_id,
                request_id=asked.id,
                crime_id=asked.crime_id,
                number=number,
                words=one.words,
                due_on=one.due_on,
                given_at=w.at,
                given_by_id=w.by.id,
            )
        )
        _open(w, work, answer_item_due(one.due_on, risk=work.clocks.risk), subject=item.id)


def _decide_as_asked(w: Writing, work: AtWork, asked: ChargingRequest, answer: ProsecutorAnswer) -> None:
    charge = answer.said is ProsecutorSaid.CHARGE
    tests = {one.id: one for one in gather_file(w, work.row).tests}
    w.insert(
        ChargingDecision(
            journey_id=asked.journey_id,
            crime_id=asked.crime_id,
            suspect_id=asked.suspect_id,
            test_id=asked.test_id,
            request_id=asked.id,
            charged_by=ChargedBy.PROSECUTOR.value,
            charge=charge,
            offences=tests[asked.test_id].offences,
            words=answer.words,
            edition=asked.edition,
            decided_at=w.at,
            decided_by_id=w.by.id,
        )
    )
    if charge:
        _open(w, work, charge_suspect_due(work.rulebook, at=w.at, risk=work.clocks.risk), subject=asked.suspect_id)
    else:
        waiting = find_open_duties_of(w, work.row, DutyKind.APPLY_FULL_CODE, subject_row=asked.suspect_id)
        supersede_duties(w, waiting, w.at)


def answer_action_item(*, item: int, answer: str, by: Officer, at: datetime) -> None:
    """Answer an item of an action plan: what was done. The last one makes sending the request again due."""
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Doing what the prosecutor asks") as w:
        row = w.lock(ActionPlanItem, item)
        work = hold_crime(w, row.crime_id)
        check_in_charge(by, work.row.officer_id)
        refuse_if(find_reasons_against_item_answer(answer, is_answered=row.answered_at is not None))
        w.entry(EntryKind.CHARGE_ITEM_ANSWERED, subject=work.row, journey=work.row.journey_id)
        w.update(row, answer=answer, answered_at=at, answered_by_id=by.id)
        meet_duties(w, find_open_duties_of(w, work.row, DutyKind.ANSWER_ACTION_ITEM, subject_row=row.id), at)
        siblings = w.find(ActionPlanItem, request_id=row.request_id)
        if all(one.answered_at is not None for one in siblings):
            asked = w.lock(ChargingRequest, row.request_id)
            due = send_request_again_due(work.rulebook, at=at, risk=work.clocks.risk)
            _open(w, work, due, subject=asked.suspect_id)


def decide_police_charge(*, suspect: int, decision: PoliceDecision, by: Officer, at: datetime) -> None:
    """Decide on a charge for the police, in what the Director's Guidance leaves to them.

    Raises NotPermitted without the authority, NotAllowed where only the prosecutor may decide, for the officer in
    charge and whoever applied the test, and with everything that the file lacks for a charge.
    """
    check_may(by, Permission.DECIDE_OUTCOME)
    with writing(by=by, at=at, purpose="Deciding on a charge") as w:
        row, work = hold_suspect(w, suspect)
        authority = check_authority(by, Authority(work.rulebook[POLICE_AUTHORITY].value))
        file = gather_file(w, work.row)
        test = file.test_of(row.id)
        full_code_met = test is not None and test.is_met and test.kind == CodeTestKind.FULL_CODE.value
        allowed = work.rulebook[POLICE_MAY_CHARGE]
        against = (
            *find_reasons_against_police_charging(
                file.matter.crime, allowed=allowed.value, plea=decision.plea,
                fit_for_magistrates=decision.fit_for_magistrates,
            ),
            *find_reasons_against_police_decision(
                decision, full_code_met=full_code_met, decided_already=_is_decided(file, row),
                is_own=by.id in {work.row.officer_id, test.tested_by_id if test is not None else None},
            ),
        )  # fmt: skip
        missing = find_reasons_against_file(file.facts_of(file.suspect(row.id))) if decision.charge else ()
        refuse_if((*against, *missing))
        w.entry(
            EntryKind.CHARGE_DECIDED, subject=work.row, journey=work.row.journey_id, editions=[allowed.edition],
            facts={"charge": decision.charge, "authority": authority.value},
        )  # fmt: skip
        w.insert(
            ChargingDecision(
                journey_id=work.row.journey_id,
                crime_id=work.row.id,
                suspect_id=row.id,
                test_id=test.id if test is not None else None,
                charged_by=ChargedBy.POLICE.value,
                charge=decision.charge,
                offences=test.offences if test is not None else "",
                words=decision.words,
                authority=authority.value,
                plea=decision.plea.value,
                fit_for_magistrates=decision.fit_for_magistrates,
                edition=allowed.edition,
                decided_at=at,
                decided_by_id=by.id,
            )
        )
        if decision.charge:
            _open(w, work, charge_suspect_due(work.rulebook, at=at, risk=work.clocks.risk), subject=row.id)
