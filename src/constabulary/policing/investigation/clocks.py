"""Clocks of an investigation that the law sets: detention before charge, and the time limit of proceedings.

Pre-charge bail has a module of its own, `bail`. Detention counts elapsed hours, also when the clocks change.
"""

from datetime import UTC, date, datetime, timedelta

from constabulary.policing.clocks import elapsed_after, end_of, months_after
from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.custody import (
    BAIL_BREACH_PAUSE,
    BASIC_LIMIT,
    DETENTION_REVIEWS,
    EXTENDED_LIMIT,
    RELEVANT_TIME_AT_MOST,
    WARRANTS,
)
from constabulary.standards.dated import Confidence
from constabulary.standards.investigation import DOMESTIC_ASSAULT_LIMIT, SUMMARY_LIMIT_MONTHS
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("custody")
PACE = "Police and Criminal Evidence Act 1984"

NOT_INDICTABLE = REASONS.add(
    "not-indictable",
    "Detention can be extended beyond the basic limit for an indictable offence only.",
    source=f"{PACE}, section 42",
    confidence=Confidence.READ,
)
BEFORE_SECOND_REVIEW = REASONS.add(
    "before-second-review",
    "Detention cannot be extended before its second review.",
    source=f"{PACE}, section 42",
    confidence=Confidence.UNCONFIRMED,
)
AFTER_BASIC_LIMIT = REASONS.add(
    "after-basic-limit",
    "The basic limit has passed: it is too late to extend detention.",
    source=f"{PACE}, section 42",
    confidence=Confidence.UNCONFIRMED,
)
NOT_DILIGENT = REASONS.add(
    "not-diligent",
    "The investigation must be diligent and expeditious for detention to be extended.",
    source=f"{PACE}, section 42",
    confidence=Confidence.READ,
)
NOT_NEEDED = REASONS.add(
    "not-needed",
    "Detention must be needed to secure evidence or to question for it to be extended.",
    source=f"{PACE}, section 42",
    confidence=Confidence.READ,
)


@value
class DetentionFacts:
    """One detention before charge. `paused` is the time for which an arrest for breach of bail paused the clock."""

    arrested_at: datetime
    arrived_at: datetime
    authorised_at: datetime
    reviewed_at: tuple[datetime, ...] = ()
    indictable: bool = False
    extended: bool = False
    warrants: tuple[timedelta, ...] = ()
    paused: timedelta = timedelta()


@value
class DetentionClock:
    """Where the clock of a detention stands: its start, its present limit, the last limit there can be."""

    relevant_at: datetime
    basic_limit_at: datetime
    limit_at: datetime
    overall_limit_at: datetime
    next_review_at: datetime
    next_authority: str
    editions: tuple[str, ...]


def relevant_time(facts: DetentionFacts, rulebook: Rulebook) -> datetime:
    """When the clock starts: arrival at the station, but never later than the hours after arrest that the law sets."""
    return min(
        facts.arrived_at.astimezone(UTC), elapsed_after(facts.arrested_at, rulebook[RELEVANT_TIME_AT_MOST].value)
    )


def detention_clock(facts: DetentionFacts, rulebook: Rulebook) -> DetentionClock:
    """The limits and the next review of a detention, extensions and warrants so far taken in.

    `next_authority` decides on detention beyond the present limit; empty where nobody can.
    """
    basic, extended, warrants = rulebook[BASIC_LIMIT], rulebook[EXTENDED_LIMIT], rulebook[WARRANTS]
    relevant = relevant_time(facts, rulebook)
    counted_from = relevant + min(facts.paused, rulebook[BAIL_BREACH_PAUSE].value)
    basic_limit = counted_from + basic.value
    # Nothing takes an offence that is summary only beyond the basic limit.
    overall = counted_from + (warrants.value.overall if facts.indictable else basic.value)
    limit = counted_from + extended.value.within if facts.extended else basic_limit
    for hours in facts.warrants:
        limit += min(hours, warrants.value.each)
    limit = min(limit, overall)
    return DetentionClock(
        relevant_at=relevant,
        basic_limit_at=basic_limit,
        limit_at=limit,
        overall_limit_at=overall,
        next_review_at=next_detention_review(facts, rulebook),
        next_authority=_next_authority(facts, at_last_limit=limit == overall, authority=extended.value.authority),
        editions=(basic.edition, extended.edition, warrants.edition),
    )


def _next_authority(facts: DetentionFacts, *, at_last_limit: bool, authority: str) -> str:
    if at_last_limit:
        return ""
    return "court" if facts.extended or facts.warrants else authority


def next_detention_review(facts: DetentionFacts, rulebook: Rulebook) -> datetime:
    """When detention is next reviewed: first from its authorising, then from the last review."""
    reviews = rulebook[DETENTION_REVIEWS].value
    if not facts.reviewed_at:
        return elapsed_after(facts.authorised_at, reviews.first)
    return elapsed_after(max(facts.reviewed_at), reviews.then)


def find_reasons_against_extension(
    facts: DetentionFacts, *, diligent: bool, needed: bool, at: datetime, rulebook: Rulebook
) -> Reasons:
    """Why a senior officer cannot extend this detention now; nothing when they can."""
    second_review = 2
    against: list[tuple[bool, Reason]] = [
        (not facts.indictable, NOT_INDICTABLE),
        (len(facts.reviewed_at) < second_review, BEFORE_SECOND_REVIEW),
        (at > detention_clock(facts, rulebook).basic_limit_at, AFTER_BASIC_LIMIT),
        (not diligent, NOT_DILIGENT),
        (not needed, NOT_NEEDED),
    ]
    return tuple(reason for applies, reason in against if applies)


@value
class OffenceFacts:
    """What the time limit of proceedings depends on.

    `first_account_on` is the day of the victim's first statement or recorded interview given to the police, which is
    never before `told_on`, when the police were told.
    """

    happened_on: date
    summary_only: bool
    domestic_common_assault: bool = False
    first_account_on: date | None = None
    told_on: date | None = None


@value
class ProceedingsLimit:
    """By when proceedings must begin.

    `outer_at` is later than `due_at` where an account not yet taken would give more time.
    """

    due_at: datetime
    outer_at: datetime
    rule: str
    edition: str
    confidence: Confidence

    def has_passed_at(self, moment: datetime) -> bool:
        """Whether it is too late, on any reading."""
        return moment > self.outer_at


def limit_of_proceedings(facts: OffenceFacts, rulebook: Rulebook) -> ProceedingsLimit | None:
    """The time limit of an offence that is summary only; None for any other.

    Common assault in domestic abuse has the months from the first account, but never more than the months from the
    offence that the law sets. Until the day of an account is known, the months from the report are due, which some read
    the law as giving, and the most that the law gives is the outer limit.
    """
    if not facts.summary_only:
        return None
    general = rulebook[SUMMARY_LIMIT_MONTHS]
    due = months_after(facts.happened_on, general.value)
    domestic = rulebook[DOMESTIC_ASSAULT_LIMIT]
    if not (facts.domestic_common_assault and domestic.value.exception):
        return ProceedingsLimit(
            due_at=end_of(due),
            outer_at=end_of(due),
            rule=general.key,
            edition=general.edition,
            confidence=general.confidence,
        )
    outer = months_after(facts.happened_on, domestic.value.at_most_months)
    if facts.first_account_on is not None:
        due = outer = max(due, min(months_after(facts.first_account_on, domestic.value.months), outer))
    elif facts.told_on is not None:
        due = max(due, min(months_after(facts.told_on, domestic.value.months), outer))
    return ProceedingsLimit(
        due_at=end_of(due),
        outer_at=end_of(outer),
        rule=domestic.key,
        edition=domestic.edition,
        confidence=domestic.confidence,
    )
