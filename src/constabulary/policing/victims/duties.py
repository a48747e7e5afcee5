"""What a victim is owed, and by when: acknowledgement, needs, support, updates, changes, the outcome, the right to review."""

from datetime import date, datetime, timedelta
from typing import Any

from constabulary.policing.clocks import end_of, working_days_due
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.protection.safe_route import IN_WRITING, Way
from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Key, Standard
from constabulary.standards.intervals import WorkingDays
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value
from constabulary.standards.victims import (
    ACKNOWLEDGEMENT,
    CHARGING_DECISION,
    CONTACT_CONTRACT,
    GOES_ON,
    NEEDS_ASSESSMENT_WITHIN,
    SUPPORT_REFERRAL,
    UPDATES,
)


@value
class OwedVictim:
    """What the clocks of a victim depend on."""

    reported_at: datetime
    enhanced: bool
    risk: int
    is_organisation: bool = False


def _due(kind: DutyKind, standard: Standard[Any], due_at: datetime, victim: OwedVictim) -> DutyDue:
    return DutyDue(
        kind=kind, desk=CATALOGUE[kind].desk, due_at=due_at, rule=standard.key, edition=standard.edition,
        risk=victim.risk,
    )  # fmt: skip


def _working_days(
    kind: DutyKind, key: Key[WorkingDays], victim: OwedVictim, rulebook: Rulebook, *, since: datetime
) -> DutyDue:
    standard = rulebook[key]
    count = standard.value.for_victim(enhanced=victim.enhanced)
    return _due(kind, standard, working_days_due(local_day(since), count), victim)


#: The two ways in which a report is acknowledged.
ACKNOWLEDGED_BY = (DutyKind.ACKNOWLEDGE_REPORT, DutyKind.TELL_OF_REPORT)


def acknowledgement_of(way: Way | None, *, at_risk: bool) -> DutyKind:
    """How a report is acknowledged: in writing, unless the victim's safe route is not one to be written by.

    `at_risk` in domestic abuse and stalking: while no route is confirmed, nothing is written. Our safeguard.
    """
    is_written = way in IN_WRITING if way is not None else not at_risk
    return DutyKind.ACKNOWLEDGE_REPORT if is_written else DutyKind.TELL_OF_REPORT


def find_duties_of_recording(
    victim: OwedVictim, rulebook: Rulebook, *, at: datetime, acknowledged: DutyKind = DutyKind.ACKNOWLEDGE_REPORT
) -> tuple[DutyDue, ...]:
    """What recording a crime makes due to its victim: acknowledgement, needs assessment, referral to support.

    An organisation is told through whoever speaks for it; needs and support are of people.
    The referral counts from the report: a crime that is recorded late leaves less time, not more.
    """
    needs = rulebook[NEEDS_ASSESSMENT_WITHIN]
    acknowledgement = _working_days(acknowledged, ACKNOWLEDGEMENT, victim, rulebook, since=at)
    if victim.is_organisation:
        return (acknowledgement,)
    return (
        acknowledgement,
        _due(DutyKind.ASSESS_NEEDS, needs, at + needs.value, victim),
        _working_days(DutyKind.REFER_TO_SUPPORT, SUPPORT_REFERRAL, victim, rulebook, since=victim.reported_at),
    )


def default_interval(rulebook: Rulebook, *, enhanced: bool) -> tuple[int, str]:
    """(days, edition): how often a victim is updated where nothing else is agreed."""
    standard = rulebook[CONTACT_CONTRACT]
    return standard.value.days_for(enhanced=enhanced), standard.edition


def update_due(next_on: date, victim: OwedVictim, rulebook: Rulebook) -> DutyDue:
    """The next update, on the day that was agreed with the victim."""
    return _due(DutyKind.UPDATE_VICTIM, rulebook[CONTACT_CONTRACT], end_of(next_on), victim)


def next_update_on(last: datetime, every_days: int) -> date:
    """The day of the next update, so many days after the last."""
    return local_day(last) + timedelta(days=every_days)


def resumed_update_on(at: datetime, *, every_days: int | None, promised: date | None) -> date | None:
    """When a victim next hears of a case that is open again: as often as was agreed, and not later than they were promised.

    A day that has passed meanwhile promises nothing any more. None where nothing was agreed and nothing is promised.
    """
    agreed = [next_update_on(at, every_days)] if every_days is not None else []
    stands = [promised] if promised is not None and promised >= local_day(at) else []
    return min([*agreed, *stands], default=None)


def change_due(victim: OwedVictim, rulebook: Rulebook, *, since: datetime) -> DutyDue:
    """A change that the victim must be told of: arrest, interview, release, bail, no further action."""
    return _working_days(DutyKind.TELL_VICTIM_OF_CHANGE, UPDATES, victim, rulebook, since=since)


def goes_on_due(victim: OwedVictim, rulebook: Rulebook, *, since: datetime) -> DutyDue:
    """That the investigation goes on, where the victim was told of an outcome that was refused or no longer stands."""
    return _working_days(DutyKind.TELL_VICTIM_OF_CHANGE, GOES_ON, victim, rulebook, since=since)


def outcome_due(victim: OwedVictim, rulebook: Rulebook, *, since: datetime) -> DutyDue:
    """The outcome that is to be applied: told before it is, and not later than a charging decision would be."""
    return _working_days(DutyKind.TELL_VICTIM_OF_OUTCOME, CHARGING_DECISION, victim, rulebook, since=since)


def right_to_review_due(victim: OwedVictim, rulebook: Rulebook, *, since: datetime) -> DutyDue:
    """The right to review after a suspect was interviewed and will not be charged, told with the decision's reasons."""
    return _working_days(DutyKind.OFFER_REVIEW, UPDATES, victim, rulebook, since=since)
