"""Passing the decision on a proposed outcome to whoever has the authority for it."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may, holds_authority
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties_of
from constabulary.casework.outcomes.matter import NOTHING, gather_facts, listed_outcome
from constabulary.casework.passed_up import find_waiting
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import OUTCOME
from constabulary.policing.outcomes.check import check_outcome
from constabulary.policing.supervision.passing_up import (
    NOBODY_WAITS,
    Passing,
    desk_passed_to,
    find_reasons_against_passing,
)
from constabulary.records.models import Crime, Outcome, PassedUp
from constabulary.records.writing import writing


def pass_outcome_up(*, outcome: int, because: str, by: Officer, at: datetime) -> int:
    """Pass the decision on a proposed outcome to the desk whose authority it needs; its duty moves there, still as due.

    Raises NotPermitted, or NotAllowed: no reason, passed already, or whoever passes it may decide it. Returns its number.
    """
    check_may(by, Permission.DECIDE_OUTCOME)
    with writing(by=by, at=at, purpose="Deciding an outcome") as w:
        made = w.lock(Outcome, outcome)
        row = w.lock(Crime, made.crime_id)
        if made.state != OUTCOME.first:
            raise NotAllowed([NOBODY_WAITS])
        listed = listed_outcome(made.outcome_type, at)
        facts = gather_facts(
            w,
            row,
            listed,
            suspect=made.suspect_id,
            stated=made.stated,
            approver_stated=NOTHING,
            rationale=made.rationale,
        )
        authorities = check_outcome(facts).authorities
        is_own = by.id in {made.proposed_by_id, row.officer_id}
        refuse_if(
            find_reasons_against_passing(
                because=because,
                may_decide=not is_own and any(holds_authority(by, one) for one in authorities),
                is_passed=find_waiting(w, row, Passing.OUTCOME) is not None,
            )
        )
        desk = desk_passed_to(authorities[0], is_own=is_own)
        w.entry(
            EntryKind.OUTCOME_PASSED, subject=row, journey=row.journey_id, editions=[listed.edition],
            facts={"outcome": listed.code, "authority": authorities[0].value},
        )  # fmt: skip
        passed = w.insert(
            PassedUp(
                id=w.new_id(), journey_id=row.journey_id, crime_id=row.id, passing=Passing.OUTCOME.value,
                outcome_id=made.id, to_desk=desk.value, because=because.strip(), passed_at=at, passed_by_id=by.id,
            )
        )  # fmt: skip
        for duty in find_open_duties_of(w, row, DutyKind.DECIDE_OUTCOME):
            w.update(duty, desk=desk.value, owner_id=None)
        return passed.id
