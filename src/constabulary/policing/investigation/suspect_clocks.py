"""The clocks that run while a suspect stands where they stand: bail, the reviews of a release without it, days of their own.

How long somebody may be detained is told once the custody record is noted: it counts from their arrival at the station,
and a limit worked out from anything later would be wrong on the dangerous side.
"""

from datetime import datetime

from constabulary.policing.investigation.bail import BailFacts, find_bail_periods, find_release_reviews
from constabulary.policing.investigation.clocks import DetentionFacts, detention_clock
from constabulary.policing.investigation.suspects import NEEDS_MOMENT, SuspectStatus
from constabulary.standards.authorities import AUTHORITY_TITLES
from constabulary.standards.calendar import local_day
from constabulary.standards.custody import DETENTION_REVIEWS
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value

#: Their moment is one that has been, not one to be ready for.
LOOKING_BACK = frozenset({SuspectStatus.WANTED_CIRCULATED})


@value
class SuspectClock:
    """One moment that matters: what it is, when, and the edition it follows from; empty where somebody entered it."""

    words: str
    at: datetime
    edition: str = ""


def find_suspect_clocks(
    status: SuspectStatus,
    *,
    since: datetime,
    until: datetime | None,
    arrested_at: datetime | None,
    rulebook: Rulebook,
    detention: DetentionFacts | None = None,
    exceptionally_complex: bool = False,
) -> tuple[SuspectClock, ...]:
    """What runs for a suspect, soonest first. The rule book must be one by the date of the arrest, where there was one."""
    clocks = []
    if until is not None and status in NEEDS_MOMENT and status not in LOOKING_BACK:
        clocks.append(SuspectClock(words=NEEDS_MOMENT[status], at=until))
    if status is SuspectStatus.ARRESTED_IN_CUSTODY and detention is not None:
        clocks += _detention_clocks(detention, rulebook)
    if status is SuspectStatus.BAILED_PRE_CHARGE:
        clocks += _bail_clocks(since, arrested_at, rulebook, exceptionally_complex=exceptionally_complex)
    if status is SuspectStatus.UNDER_INVESTIGATION:
        clocks += [
            SuspectClock(
                words=f"Review {one.number} of the release, by {AUTHORITY_TITLES[one.authority]}", at=one.due_at,
                edition=one.edition,
            )
            for one in find_release_reviews(since, rulebook)
        ]  # fmt: skip
    return tuple(sorted(clocks, key=lambda one: one.at))


def _detention_clocks(detention: DetentionFacts, rulebook: Rulebook) -> list[SuspectClock]:
    clock = detention_clock(detention, rulebook)
    reviews = rulebook[DETENTION_REVIEWS]
    beyond = f", unless {AUTHORITY_TITLES[clock.next_authority]} allows more" if clock.next_authority else ""
    return [
        SuspectClock(
            words=f"Detention is reviewed next, by {AUTHORITY_TITLES[reviews.value.authority]}",
            at=clock.next_review_at,
            edition=reviews.edition,
        ),
        SuspectClock(
            words=f"Detention ends{beyond}", at=clock.limit_at, edition="; ".join(dict.fromkeys(clock.editions))
        ),
        SuspectClock(words="Detention ends at the very latest", at=clock.overall_limit_at, edition=clock.editions[-1]),
    ]


def _bail_clocks(
    since: datetime, arrested_at: datetime | None, rulebook: Rulebook, *, exceptionally_complex: bool
) -> list[SuspectClock]:
    facts = BailFacts(
        arrested_at=arrested_at or since, released_on=local_day(since), exceptionally_complex=exceptionally_complex
    )
    return [
        SuspectClock(
            words=f"Bail given by {AUTHORITY_TITLES[one.authority]} can run no longer without a new decision",
            at=one.due_at, edition=one.edition,
        )
        for one in find_bail_periods(facts, rulebook)
        if one.due_at is not None
    ]  # fmt: skip
