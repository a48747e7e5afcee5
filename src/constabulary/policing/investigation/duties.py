"""What an investigation makes due: the plan, lines, reviews, directions, outstanding suspects, the evidence-led decision."""

from datetime import date, datetime, timedelta
from typing import Any

from constabulary.policing.clocks import end_of, months_after
from constabulary.policing.desks import Authority, Desk
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.investigation.reviews import ReviewLevel
from constabulary.policing.investigation.suspects import OUTSTANDING, SuspectStatus
from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Key, Standard
from constabulary.standards.intervals import ByHarm
from constabulary.standards.investigation import (
    FIRST_CONTACT_WITHIN,
    INSPECTOR_REVIEW_MONTHS,
    PLAN_WITHIN,
    REVIEW_ON_EVENT_WITHIN,
    SUPERVISOR_REVIEWS,
    SUSPECT_REVIEWS,
)
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value


@value
class CrimeAtWork:
    """What the clocks of an allocated crime depend on. `started_at` is its first allocation."""

    started_at: datetime
    high_harm: bool
    domestic_abuse: bool
    stalking: bool
    has_victim: bool

    @property
    def risk(self) -> int:
        """The risk band of the crime's duties."""
        return 3 if self.domestic_abuse or self.stalking else 2 if self.high_harm else 0


def _by_harm(crime: CrimeAtWork, within: ByHarm) -> timedelta:
    return within.high_harm if crime.high_harm else within.other


def _due(kind: DutyKind, standard: Standard[Any], due_at: datetime, risk: int, desk: Desk | None = None) -> DutyDue:
    return DutyDue(
        kind=kind, desk=desk or CATALOGUE[kind].desk, due_at=due_at, rule=standard.key, edition=standard.edition,
        risk=risk,
    )  # fmt: skip


def find_duties_of_allocation(crime: CrimeAtWork, rulebook: Rulebook, *, at: datetime) -> tuple[DutyDue, ...]:
    """What giving a crime to an officer makes due from them: the plan, and first contact with the victim."""
    due = [_within(DutyKind.SET_PLAN, PLAN_WITHIN, crime, rulebook, at=at)]
    if crime.has_victim:
        due.append(_within(DutyKind.CONTACT_VICTIM_FIRST, FIRST_CONTACT_WITHIN, crime, rulebook, at=at))
        due.append(agree_contact_due(crime, rulebook, at=at))
    return tuple(due)


def agree_contact_due(crime: CrimeAtWork, rulebook: Rulebook, *, at: datetime) -> DutyDue:
    """When contact is to be agreed with the victim: as soon as they are first to be spoken to."""
    return _within(DutyKind.AGREE_CONTACT, FIRST_CONTACT_WITHIN, crime, rulebook, at=at)


def _within(kind: DutyKind, key: Key[ByHarm], crime: CrimeAtWork, rulebook: Rulebook, *, at: datetime) -> DutyDue:
    standard = rulebook[key]
    return _due(kind, standard, at + _by_harm(crime, standard.value), crime.risk)


def mend_plan_due(crime: CrimeAtWork, rulebook: Rulebook, *, at: datetime) -> DutyDue:
    """When a returned plan is to be set anew: as soon as it was due at first."""
    return _within(DutyKind.SET_PLAN, PLAN_WITHIN, crime, rulebook, at=at)


def approve_plan_due(crime: CrimeAtWork, rulebook: Rulebook, *, at: datetime) -> DutyDue:
    """When a supervisor is to approve a plan: as soon as the plan itself was due from its setting."""
    return _within(DutyKind.APPROVE_PLAN, PLAN_WITHIN, crime, rulebook, at=at)


def follow_line_due(due_on: date, crime: CrimeAtWork) -> DutyDue:
    """A line is due on the day its plan says."""
    return DutyDue(
        kind=DutyKind.FOLLOW_LINE, desk=Desk.INVESTIGATION, due_at=end_of(due_on), rule="plan",
        edition="Set in the plan", risk=crime.risk,
    )  # fmt: skip


def review_due(level: ReviewLevel, number: int, crime: CrimeAtWork, rulebook: Rulebook) -> DutyDue:
    """When review `number` of this level is due, counted from the first allocation."""
    started = local_day(crime.started_at)
    if level is ReviewLevel.SUPERVISOR:
        reviews = rulebook[SUPERVISOR_REVIEWS]
        day = started + timedelta(days=reviews.value.day_of(number))
        return _due(DutyKind.REVIEW_INVESTIGATION, reviews, end_of(day), crime.risk)
    every = rulebook[INSPECTOR_REVIEW_MONTHS]
    return _due(DutyKind.INSPECT_INVESTIGATION, every, end_of(months_after(started, every.value * number)), crime.risk)


def review_on_event_due(crime: CrimeAtWork, rulebook: Rulebook, *, at: datetime) -> DutyDue:
    """A review because something happened: bail extended, the victim withdrew, a new officer in charge."""
    standard = rulebook[REVIEW_ON_EVENT_WITHIN]
    return _due(DutyKind.REVIEW_INVESTIGATION, standard, at + standard.value, crime.risk)


def resumed_inspection_due(
    crime: CrimeAtWork, rulebook: Rulebook, *, done: int, last_at: datetime | None, at: datetime
) -> DutyDue:
    """The inspector's review of a case that is open again: on its day, or as soon as after any event where that has passed.

    `done` is how many there were, and `last_at` when the last was: what it was late for is not due once more.
    """
    number = done + 1
    due = review_due(ReviewLevel.INSPECTOR, number, crime, rulebook)
    while last_at is not None and due.due_at <= last_at:
        number += 1
        due = review_due(ReviewLevel.INSPECTOR, number, crime, rulebook)
    if due.due_at > at:
        return due
    on_event = rulebook[REVIEW_ON_EVENT_WITHIN]
    return _due(DutyKind.INSPECT_INVESTIGATION, on_event, at + on_event.value, crime.risk)


def follow_direction_due(due_at: datetime, crime: CrimeAtWork) -> DutyDue:
    """A direction is due when its review says."""
    return DutyDue(
        kind=DutyKind.FOLLOW_DIRECTION, desk=Desk.INVESTIGATION, due_at=due_at, rule="review",
        edition="Set by the review", risk=crime.risk,
    )  # fmt: skip


def decide_evidence_led_due(authority: Authority, crime: CrimeAtWork, rulebook: Rulebook, *, at: datetime) -> DutyDue:
    """The decision on the evidence-led question, on the desk whose authority it needs."""
    standard = rulebook[REVIEW_ON_EVENT_WITHIN]
    desk = Desk.INSPECTORS if authority is Authority.INSPECTOR else Desk.SUPERVISION
    return _due(DutyKind.DECIDE_EVIDENCE_LED, standard, at + standard.value, crime.risk, desk)


def is_outstanding(status: SuspectStatus, *, until: datetime | None, at: datetime) -> bool:
    """Whether a suspect waits to be found, arrested or interviewed; voluntary attendance once its day has passed."""
    if status is SuspectStatus.VOLUNTARY_ATTENDANCE_ARRANGED:
        return until is not None and until < at
    return status in OUTSTANDING


def suspect_due(
    status: SuspectStatus, crime: CrimeAtWork, rulebook: Rulebook, *, since: datetime, until: datetime | None
) -> tuple[DutyDue, ...]:
    """What a suspect's status makes due: the first review of one outstanding, or of attendance on the day after it."""
    reviews = rulebook[SUSPECT_REVIEWS]
    if status is SuspectStatus.VOLUNTARY_ATTENDANCE_ARRANGED and until is not None:
        return (_due(DutyKind.REVIEW_SUSPECT, reviews, end_of(local_day(until) + timedelta(days=1)), crime.risk),)
    if status in OUTSTANDING:
        day = local_day(since) + timedelta(days=reviews.value.day_of(1))
        return (_due(DutyKind.REVIEW_SUSPECT, reviews, end_of(day), crime.risk),)
    return ()


def next_suspect_review_due(
    status: SuspectStatus, crime: CrimeAtWork, rulebook: Rulebook, *, at: datetime, until: datetime | None
) -> tuple[DutyDue, ...]:
    """The next review of somebody outstanding who has just been looked at or for; of attendance still to come, as before."""
    if not is_outstanding(status, until=until, at=at):
        return suspect_due(status, crime, rulebook, since=at, until=until)
    reviews = rulebook[SUSPECT_REVIEWS]
    day = local_day(at) + timedelta(days=reviews.value.then_every_days)
    return (_due(DutyKind.REVIEW_SUSPECT, reviews, end_of(day), crime.risk),)


def establish_identity_due(crime: CrimeAtWork, rulebook: Rulebook, *, at: datetime) -> DutyDue:
    """Somebody named whose true identity is not established: that is due like the first review of an outstanding suspect."""
    reviews = rulebook[SUSPECT_REVIEWS]
    day = local_day(at) + timedelta(days=reviews.value.day_of(1))
    return _due(DutyKind.ESTABLISH_IDENTITY, reviews, end_of(day), crime.risk)
