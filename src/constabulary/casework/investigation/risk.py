"""The domestic abuse risk grade as the crime carries it: the latest, and whether it was ever high since the report."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.vulnerability.carrying import carry_abuse_risk
from constabulary.policing.decisions import refuse_if
from constabulary.policing.investigation.abuse_risk import AbuseRisk, find_reasons_against_grade
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Crime
from constabulary.records.writing import writing


def note_abuse_risk(*, crime: int, grade: AbuseRisk, reason: str, by: Officer, at: datetime) -> None:
    """Note the grade of risk on a crime. A reduction needs a reason of its own, and high stays high for decisions."""
    check_may(by, Permission.ASSESS_RISK)
    with writing(by=by, at=at, purpose="Noting the risk") as w:
        row = w.lock(Crime, crime)
        refuse_if(find_reasons_against_grade(grade, present=row.abuse_risk, reason=reason))
        w.entry(EntryKind.ABUSE_RISK_NOTED, subject=row, journey=row.journey_id, facts={"reason": reason})
        carry_abuse_risk(w, row, grade)
