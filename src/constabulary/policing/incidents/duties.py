"""What a call and its grade make due: attendance, asking THRIVE again, the recording decision, safeguarding.

Safeguarding never waits for recording: the risk assessment, the stalking questions and the safe route open at the
call, in parallel with the recording decision, each with a clock of its own.
"""

from datetime import datetime, timedelta

from constabulary.policing.clocks import hours_after
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import CATALOGUE, DutyDue, DutyKind
from constabulary.standards.dated import Key, Standard
from constabulary.standards.recording import RECORD_WITHIN
from constabulary.standards.response import RESPONSE_GRADES, REVIEW_CEILING, VULNERABLE_SHARE, ResponseGrade
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.safeguarding import FIRST_RISK_ASSESSMENT, SAFE_ROUTE_WITHIN, STALKING_QUESTIONS
from constabulary.standards.values import value


@value
class IncidentFacts:
    """What the clocks of an incident depend on."""

    reported_at: datetime
    graded_at: datetime
    grade: str
    desk: Desk
    crime_reported: bool
    domestic_abuse: bool
    stalking: bool
    vulnerable: bool
    rural: bool
    deployed: bool = False


def risk_of(facts: IncidentFacts) -> int:
    """The risk band that orders every queue, 0 (lowest) to 3: safeguarding and the urgent grades first."""
    if facts.domestic_abuse or facts.stalking:
        return 3
    if facts.vulnerable:
        return 2
    return 1 if facts.grade in {"G1", "G2"} else 0


def reassess_within(facts: IncidentFacts, rulebook: Rulebook) -> tuple[timedelta, str]:
    """How long an undeployed incident may go without a new THRIVE, and the editions that say so.

    The grade's own interval; half of it for undeployed domestic abuse or vulnerability; never more than the ceiling.
    """
    grades = rulebook[RESPONSE_GRADES]
    ceiling = rulebook[REVIEW_CEILING]
    within = grades.value.named(facts.grade).rethrive_within
    editions = [grades.edition, ceiling.edition]
    if (facts.domestic_abuse or facts.stalking or facts.vulnerable) and not facts.deployed:
        share = rulebook[VULNERABLE_SHARE]
        within *= share.value
        editions.append(share.edition)
    return min(within, ceiling.value), "; ".join(editions)


def attend_due_at(facts: IncidentFacts, grade: ResponseGrade) -> datetime:
    """When someone is to be there or to call back, from the clock start that the grade declares."""
    starts = facts.reported_at if grade.clock_start == "call_answered" else facts.graded_at
    return starts + grade.attend_within(rural=facts.rural)


def find_duties_of_grade(facts: IncidentFacts, rulebook: Rulebook) -> tuple[DutyDue, ...]:
    """What a grade makes due: attendance or a call back, and asking THRIVE again."""
    grades = rulebook[RESPONSE_GRADES]
    grade = grades.value.named(facts.grade)
    within, editions = reassess_within(facts, rulebook)
    kind = DutyKind.ATTEND if grade.deployed else DutyKind.CALL_BACK
    return (
        DutyDue(
            kind=kind,
            desk=facts.desk if kind is DutyKind.ATTEND else CATALOGUE[kind].desk,
            due_at=attend_due_at(facts, grade),
            rule=grades.key,
            edition=grades.edition,
            risk=risk_of(facts),
        ),
        DutyDue(
            kind=DutyKind.REASSESS,
            desk=facts.desk,
            due_at=facts.graded_at + within,
            rule=RESPONSE_GRADES.name,
            edition=editions,
            risk=risk_of(facts),
        ),
    )


def find_duties_of_report(facts: IncidentFacts, rulebook: Rulebook) -> tuple[DutyDue, ...]:
    """What the report itself makes due, whatever its grade: the recording decision and safeguarding, in parallel."""
    due: list[DutyDue] = []
    if facts.crime_reported:
        standard = rulebook[RECORD_WITHIN]
        due.append(
            DutyDue(
                kind=DutyKind.DECIDE_RECORDING,
                desk=Desk.IMU,
                due_at=hours_after(facts.reported_at, standard.value.total_seconds() / 3600),
                rule=standard.key,
                edition=standard.edition,
                risk=risk_of(facts),
            )
        )
    if facts.domestic_abuse:
        due.append(_safeguarding(DutyKind.ASSESS_DOMESTIC_ABUSE, FIRST_RISK_ASSESSMENT, facts, rulebook))
    if facts.stalking:
        due.append(_safeguarding(DutyKind.ASK_STALKING_QUESTIONS, STALKING_QUESTIONS, facts, rulebook))
    if facts.domestic_abuse or facts.stalking:
        due.append(_safeguarding(DutyKind.CONFIRM_SAFE_ROUTE, SAFE_ROUTE_WITHIN, facts, rulebook))
    return tuple(due)


def _safeguarding(kind: DutyKind, key: Key[timedelta], facts: IncidentFacts, rulebook: Rulebook) -> DutyDue:
    standard: Standard[timedelta] = rulebook[key]
    return DutyDue(
        kind=kind,
        desk=CATALOGUE[kind].desk,
        due_at=facts.reported_at + standard.value,
        rule=standard.key,
        edition=standard.edition,
        risk=risk_of(facts),
    )


def find_duties_of_acceptance(facts: IncidentFacts, rulebook: Rulebook, *, at: datetime) -> tuple[DutyDue, ...]:
    """What a grade chosen below the floor makes due: a supervisor's decision, as soon as the floor would alert one."""
    grades = rulebook[RESPONSE_GRADES]
    return (
        DutyDue(
            kind=DutyKind.ACCEPT_BELOW_FLOOR,
            desk=Desk.CONTROL_ROOM,
            due_at=at + grades.value.named(facts.grade).alert_within,
            rule=grades.key,
            edition=grades.edition,
            risk=risk_of(facts),
        ),
    )
