"""Her safety first: the plan for the day on which the suspect learns that the case goes on without the victim."""

from datetime import datetime

from constabulary.access.officers import Officer, check_in_charge, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.case_file.matter import is_safety_fresh, last_position_at
from constabulary.casework.duties import find_open_duties_of, meet_duties
from constabulary.casework.investigation.crime import hold_crime
from constabulary.policing.case_file.learning import DayPlan, find_reasons_against_day_plan
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.victims.positions import Support
from constabulary.records.models import SuspectLearnsPlan, VictimPosition
from constabulary.records.writing import writing
from constabulary.standards.charging import BEFORE_SUSPECT_LEARNS


def plan_suspect_learns(*, crime: int, plan: DayPlan, by: Officer, at: datetime) -> int:
    """Plan the day the suspect learns that the case goes on without the victim. Returns the plan's number.

    Raises NotPermitted, or NotAllowed where the victim supports, her safety was not assessed again since she last
    spoke, or beside each field that lacks something.
    """
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Keeping the victim safe") as w:
        work = hold_crime(w, crime)
        check_in_charge(by, work.row.officer_id)
        positions = w.find(VictimPosition, crime_id=work.row.id)
        refuse_if(
            find_reasons_against_day_plan(
                plan,
                does_not_support=bool(positions) and positions[-1].support == Support.DOES_NOT.value,
                assessed=is_safety_fresh(w, work.row, last_position_at(w, work.row)),
            )
        )
        edition = work.rulebook[BEFORE_SUSPECT_LEARNS].edition
        w.entry(EntryKind.CHARGE_DAY_PLANNED, subject=work.row, journey=work.row.journey_id, editions=[edition])
        made = w.insert(
            SuspectLearnsPlan(
                id=w.new_id(),
                journey_id=work.row.journey_id,
                crime_id=work.row.id,
                tell_first=plan.tell_first,
                protection=plan.protection,
                who=plan.who,
                if_unsafe=plan.if_unsafe,
                edition=edition,
                planned_at=at,
                planned_by_id=by.id,
            )
        )
        meet_duties(w, find_open_duties_of(w, work.row, DutyKind.PLAN_SUSPECT_LEARNS), at)
        return made.id
