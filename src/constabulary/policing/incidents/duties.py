"""What a call and its grade make due: attendance, THRIVE again, a supervisor's look, recording, safeguarding.

Safeguarding never waits for recording: the risk assessment, the stalking questions and the safe route open at the
call, in parallel with the recording decision, each with a clock of its own.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from constabulary.policing.clocks import hours_after
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.standards.dated import Key, Standard
from constabulary.standards.recording import RECORD_WITHIN
from constabulary.standards.response import (
    FIND_PLACE_WITHIN,
    FINISH_THRIVE,
    FINISH_THRIVE_PRIORITY,
    REASSESS_AFTER_CHANGE,
    RESPONSE_GRADES,
    REVIEW_CEILING,
    VULNERABLE_SHARE,
    ClockStart,
    ResponseGrade,
)
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.safeguarding import FIRST_RISK_ASSESSMENT, SAFE_ROUTE_WITHIN, STALKING_QUESTIONS
from constabulary.standards.values import value


@value
class IncidentFacts:
    """What the clocks of an incident depend on.

    `graded_at` is since when it has held its grade, `assessed_at` when THRIVE was last asked: asking again moves the
    clock of the next asking, never the time by which somebody is to be there. `thrive_asked` is False where it was
    opened before THRIVE and nobody has finished it yet.
    """

    reported_at: datetime
    opened_at: datetime
    graded_at: datetime
    assessed_at: datetime
    grade: str
    desk: Desk
    crime_reported: bool
    domestic_abuse: bool
    stalking: bool
    vulnerable: bool
    rural: bool
    state: str = "open"
    dispatched_at: datetime | None = None
    thrive_asked: bool = True

    @property
    def unresourced(self) -> bool:
        """Whether nobody is there or on the way."""
        return self.state == "open"

    @property
    def attended(self) -> bool:
        """Whether somebody has been there."""
        return self.state in {"attended", "closed"}


def risk_of(facts: IncidentFacts) -> int:
    """The risk band that orders every queue, 0 (lowest) to 3: safeguarding and the urgent grades first."""
    if facts.domestic_abuse or facts.stalking:
        return 3
    if facts.vulnerable:
        return 2
    return 1 if facts.grade in {"G1", "G2"} else 0


def reassess_within(facts: IncidentFacts, rulebook: Rulebook) -> tuple[timedelta, str]:
    """How long an open incident may go without a new THRIVE, and the editions that say so.

    The grade's own interval; half of it for undeployed domestic abuse or vulnerability; once somebody has been there
    the ceiling alone; never more than the ceiling.
    """
    grades = rulebook[RESPONSE_GRADES]
    ceiling = rulebook[REVIEW_CEILING]
    if facts.attended:
        return ceiling.value, ceiling.edition
    within = grades.value.named(facts.grade).rethrive_within
    editions = [grades.edition, ceiling.edition]
    if (facts.domestic_abuse or facts.stalking or facts.vulnerable) and facts.unresourced:
        share = rulebook[VULNERABLE_SHARE]
        within *= share.value
        editions.append(share.edition)
    return min(within, ceiling.value), "; ".join(editions)


def attend_due_at(facts: IncidentFacts, grade: ResponseGrade) -> datetime:
    """When someone is to be there or to call back, from the clock start that the grade declares.

    A grade given later than at first contact cannot count from the call: it counts from when it was given. A clock
    that starts with dispatch counts from the grade until a unit is sent, so that nobody waits without a clock.
    """
    within = grade.attend_within(rural=facts.rural)
    if grade.clock_start is ClockStart.DISPATCHED and facts.dispatched_at is not None:
        return max(facts.dispatched_at, facts.graded_at) + within
    if grade.clock_start is ClockStart.CALL_ANSWERED and facts.graded_at <= facts.opened_at:
        return facts.reported_at + within
    return facts.graded_at + within


def find_duties_of_grade(
    facts: IncidentFacts, rulebook: Rulebook, *, supervised_at: datetime | None = None
) -> tuple[DutyDue, ...]:
    """What a grade makes due: attendance or a call back, asking THRIVE again, and a supervisor's look."""
    due = [find_reassessment(facts, rulebook), find_supervision(facts, rulebook, supervised_at=supervised_at)]
    if not facts.attended:
        due.insert(0, _attendance(facts, rulebook))
    return tuple(due)


def _attendance(facts: IncidentFacts, rulebook: Rulebook) -> DutyDue:
    grades = rulebook[RESPONSE_GRADES]
    grade = grades.value.named(facts.grade)
    kind = DutyKind.ATTEND if grade.deployed else DutyKind.CALL_BACK
    return DutyDue(
        kind=kind,
        desk=facts.desk if kind is DutyKind.ATTEND else CATALOGUE[kind].desk,
        due_at=attend_due_at(facts, grade),
        rule=grades.key,
        edition=grades.edition,
        risk=risk_of(facts),
    )


def find_reassessment(facts: IncidentFacts, rulebook: Rulebook) -> DutyDue:
    """When THRIVE is next due: by the clock from the latest, or soon after the time to be there passes unmet.

    Where it was never asked it is due within the time for finishing it at its grade, whatever its state says.
    """
    if not facts.thrive_asked:
        is_most_urgent = facts.grade == rulebook[RESPONSE_GRADES].value.most_urgent.code
        finish = rulebook[FINISH_THRIVE if is_most_urgent else FINISH_THRIVE_PRIORITY]
        return DutyDue(
            kind=DutyKind.REASSESS,
            desk=facts.desk,
            due_at=facts.opened_at + finish.value,
            rule=finish.key,
            edition=finish.edition,
            risk=risk_of(facts),
        )
    grades = rulebook[RESPONSE_GRADES]
    grade = grades.value.named(facts.grade)
    within, editions = reassess_within(facts, rulebook)
    due_at, rule = facts.assessed_at + within, RESPONSE_GRADES.name
    if grade.deployed and not facts.attended:
        change = rulebook[REASSESS_AFTER_CHANGE]
        passed = attend_due_at(facts, grade)
        if facts.assessed_at < passed and passed + change.value < due_at:
            due_at, rule, editions = passed + change.value, change.key, change.edition
    return DutyDue(
        kind=DutyKind.REASSESS, desk=facts.desk, due_at=due_at, rule=rule, edition=editions, risk=risk_of(facts)
    )


def find_reassessment_after(facts: IncidentFacts, rulebook: Rulebook, *, at: datetime) -> DutyDue:
    """When THRIVE is due after a change that calls for it: the standard minutes, or earlier if it was due earlier."""
    change = rulebook[REASSESS_AFTER_CHANGE]
    usual = find_reassessment(facts, rulebook)
    if usual.due_at <= at + change.value:
        return usual
    return DutyDue(
        kind=DutyKind.REASSESS,
        desk=facts.desk,
        due_at=at + change.value,
        rule=change.key,
        edition=change.edition,
        risk=risk_of(facts),
    )


def find_supervision(facts: IncidentFacts, rulebook: Rulebook, *, supervised_at: datetime | None = None) -> DutyDue:
    """When a supervisor is to look: open for as long as the ceiling, or a deployed grade that nobody is sent to.

    Both count anew from the supervisor's last look.
    """
    grades = rulebook[RESPONSE_GRADES]
    ceiling = rulebook[REVIEW_CEILING]
    grade = grades.value.named(facts.grade)
    due_at, rule, edition = (supervised_at or facts.opened_at) + ceiling.value, ceiling.key, ceiling.edition
    if grade.deployed and facts.unresourced:
        unsent = max(facts.graded_at, supervised_at or facts.graded_at) + grade.alert_within
        if unsent < due_at:
            due_at, rule, edition = unsent, grades.key, grades.edition
    return DutyDue(
        kind=DutyKind.SUPERVISE, desk=facts.desk, due_at=due_at, rule=rule, edition=edition, risk=risk_of(facts)
    )


def find_duties_of_report(
    facts: IncidentFacts,
    rulebook: Rulebook,
    *,
    cannot_speak_freely: bool = False,
    must_not_know: bool = False,
    place_is_known: bool = True,
) -> tuple[DutyDue, ...]:
    """What the report itself makes due, whatever its grade: the place, the recording decision and safeguarding, in parallel."""
    due: list[DutyDue] = []
    if not place_is_known:
        due.append(_since_report(DutyKind.FIND_PLACE, FIND_PLACE_WITHIN, facts, rulebook))
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
        due.append(_since_report(DutyKind.ASSESS_DOMESTIC_ABUSE, FIRST_RISK_ASSESSMENT, facts, rulebook))
    if facts.stalking:
        due.append(_since_report(DutyKind.ASK_STALKING_QUESTIONS, STALKING_QUESTIONS, facts, rulebook))
    if facts.domestic_abuse or facts.stalking or cannot_speak_freely or must_not_know:
        due.append(_since_report(DutyKind.CONFIRM_SAFE_ROUTE, SAFE_ROUTE_WITHIN, facts, rulebook))
    return tuple(due)


def find_place_again(facts: IncidentFacts, rulebook: Rulebook, *, at: datetime) -> DutyDue:
    """When the place is to be found of which the address that was known has turned out to be wrong."""
    within = rulebook[FIND_PLACE_WITHIN].value
    return replace(_since_report(DutyKind.FIND_PLACE, FIND_PLACE_WITHIN, facts, rulebook), due_at=at + within)


def _since_report(kind: DutyKind, key: Key[timedelta], facts: IncidentFacts, rulebook: Rulebook) -> DutyDue:
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
