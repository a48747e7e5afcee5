"""Pre-charge bail: how long under which law, who may extend it and to when, and the reviews of release without it.

The date of arrest picks the law. Where the wording is open, our ruling says when bail ends; the duty to decide falls due
at the earliest reading, and the latest is the outer limit.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from constabulary.policing.clocks import days_beginning_with, end_of, months_after, months_beginning_with
from constabulary.policing.desks import Authority
from constabulary.standards.calendar import local_day
from constabulary.standards.custody import (
    BAIL_ALERT_DAYS,
    BAIL_ALERT_LOOKS,
    BAIL_REGIME,
    BAIL_STARTS_DAYS_AFTER,
    COURT,
    BailRegime,
    BailStep,
)
from constabulary.standards.dated import Confidence
from constabulary.standards.investigation import RELEASED_REVIEWS
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value

ABOVE_INSPECTOR = frozenset({Authority.SUPERINTENDENT.value, Authority.CHIEF_OFFICER.value})


@value
class BailFacts:
    """What the periods of bail depend on; the rule book handed in must be one by this date of arrest."""

    arrested_at: datetime
    released_on: date | None = None
    exceptionally_complex: bool = False


def is_designated(designated_at: Iterable[datetime], *, arrested_at: datetime | None) -> bool:
    """Whether a case stands designated as exceptionally complex: what was designated before a new arrest is over with it."""
    return any(arrested_at is None or one >= arrested_at for one in designated_at)


@value
class BailPeriod:
    """One period of bail. A court sets its own end: then the moments are None.

    `due_at` is when the next decision is due, `ends_at` when bail ends as we rule, `outer_at` the latest reading.
    `next_authority` decides on going on after it; empty after the last.
    """

    number: int
    authority: str
    due_at: datetime | None
    ends_at: datetime | None
    outer_at: datetime | None
    next_authority: str
    rule: str
    edition: str
    confidence: Confidence

    def is_over_at(self, moment: datetime) -> bool:
        """Whether bail has ended by then; the suspect is then released without bail, and the reviews of that begin."""
        return self.ends_at is not None and moment > self.ends_at


@value
class ReleaseReview:
    """A review while a suspect is released under investigation; ours, because the law sets none."""

    number: int
    authority: str
    due_at: datetime
    rule: str
    edition: str


def find_bail_periods(facts: BailFacts, rulebook: Rulebook) -> tuple[BailPeriod, ...]:
    """Every period that bail can have under the law of the arrest, in order."""
    standard = rulebook[BAIL_REGIME]
    steps = _steps(standard.value, facts)
    other = _other_reading(standard.value, facts, rulebook)
    starts = rulebook[BAIL_STARTS_DAYS_AFTER]
    arrested_on = local_day(facts.arrested_at)
    start = arrested_on + timedelta(days=starts.value)
    # Once the force's legal services have settled when the period starts, there is nothing open any more.
    readings = {start} if starts.confidence is Confidence.LOCAL else _start_readings(start, facts)
    periods = []
    for place, step in enumerate(steps):
        readable = [step, *other[place : place + 1]]
        ends = [end for one in readable for day in readings if (end := _end(one, day)) is not None]
        periods.append(
            BailPeriod(
                number=place + 1,
                authority=step.authority,
                due_at=min(ends) if ends else None,
                ends_at=_end(step, start),
                outer_at=max(ends) if ends else None,
                next_authority=steps[place + 1].authority if place + 1 < len(steps) else "",
                rule=standard.key,
                edition=standard.edition,
                confidence=standard.confidence,
            )
        )
    return tuple(periods)


def _steps(regime: BailRegime, facts: BailFacts) -> tuple[BailStep, ...]:
    if not facts.exceptionally_complex or regime.complex is None:
        return regime.steps
    *before, court = regime.steps
    return (*before, regime.complex, court)


def _other_reading(regime: BailRegime, facts: BailFacts, rulebook: Rulebook) -> tuple[BailStep, ...]:
    """The steps of the law before, where it is open which of the two applies to an arrest on this day."""
    if regime.open_day is None or local_day(facts.arrested_at) != regime.open_day:
        return ()
    day_before = replace(rulebook.moments, arrest=regime.open_day - timedelta(days=1))
    return _steps(Rulebook(day_before, rulebook.overlay)[BAIL_REGIME].value, facts)


def _start_readings(start: date, facts: BailFacts) -> set[date]:
    readings = {local_day(facts.arrested_at), start}
    return readings | {facts.released_on} if facts.released_on else readings


def _end(step: BailStep, start: date) -> datetime | None:
    if step.days is not None:
        return days_beginning_with(start, step.days)
    return None if step.months is None else months_beginning_with(start, step.months)


@value
class BailAlert:
    """A day before bail ends by the end of which somebody with this authority has looked at what is still to do."""

    due_at: datetime
    authority: Authority


def find_last_looker(ends_at: datetime, facts: BailFacts, rulebook: Rulebook) -> Authority:
    """Who looks in the last days before bail ends: the rank that the law asks to decide next, an inspector at least.

    Before a court's decision, and after its own, the rank that sees that a court is asked in time.
    """
    periods = find_bail_periods(facts, rulebook)
    within = next(one for one in periods if one.outer_at is None or ends_at <= one.outer_at)
    asked = within.next_authority or within.authority
    if asked == COURT:
        asked = rulebook[BAIL_ALERT_LOOKS].value.before_court
    return Authority(asked) if asked in ABOVE_INSPECTOR else Authority.INSPECTOR


def find_bail_alerts(ends_at: datetime, facts: BailFacts, rulebook: Rulebook) -> tuple[BailAlert, ...]:
    """When to look before bail ends, earliest first, and who does."""
    last, looks = local_day(ends_at), rulebook[BAIL_ALERT_LOOKS].value
    last_looker = find_last_looker(ends_at, facts, rulebook)
    return tuple(
        BailAlert(
            due_at=end_of(last - timedelta(days=days)),
            authority=(
                last_looker if days <= looks.inspector_days
                else Authority.SUPERVISOR if days <= looks.supervisor_days
                else Authority.INVESTIGATOR
            ),
        )
        for days in sorted(set(rulebook[BAIL_ALERT_DAYS].value), reverse=True)
    )  # fmt: skip


def find_release_reviews(released_at: datetime, rulebook: Rulebook) -> tuple[ReleaseReview, ...]:
    """The reviews of a release under investigation, from the release or from the end of bail."""
    standard = rulebook[RELEASED_REVIEWS]
    released_on = local_day(released_at)
    days = [released_on + timedelta(days=standard.value.days)]
    days += [months_after(released_on, months) for months in standard.value.months]
    return tuple(
        ReleaseReview(
            number=number,
            authority=authority,
            due_at=end_of(day),
            rule=standard.key,
            edition=standard.edition,
        )
        for number, (day, authority) in enumerate(zip(days, standard.value.authorities, strict=True), start=1)
    )
