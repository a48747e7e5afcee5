"""Closed crimes decided a second time, and reviews that are near copies: drawn by the clock, most of them done.

Drawn after the history is written, from what was really closed and reviewed; those who decide again err as people do.
"""

from datetime import datetime, timedelta
from random import Random

from constabulary.access.officers import Officer, holds_authority
from constabulary.access.roles import Role
from constabulary.casework.second_reviews import (
    REVIEWERS,
    decide_again,
    draw_closures,
    facts_of_reviewers,
    settle_difference,
)
from constabulary.casework.supervision_copies import read_copies, select_copies
from constabulary.policing.clocks import start_of
from constabulary.policing.desks import Authority
from constabulary.policing.supervision.likeness import Finding
from constabulary.policing.supervision.second_review import (
    FILED,
    GO_ON,
    NOT_RECORDED,
    RECORD,
    Settled,
    find_reasons_against_reviewing,
)
from constabulary.records.models import CopiedReview, SampledClosure, SecondReview
from constabulary.records.queries.officers import officers_of_roles
from constabulary.records.queries.second_reviews import sampled_closure
from constabulary.standards.calendar import local_day

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
#: The weeks drawn from, so many back, and how many hours after they were drawn they are decided again.
WEEKS = range(16, 0, -1)
AFTER = (6, 120)
#: How often the second decision is the same; one in so many is left, and one in so many differences waits.
ALIKE = 0.82
LEFT = 7
WAITS = 3
WHY = (
    "Nothing is left that could show who did it.", "The footage was never asked for.",
    "The account stands by itself: the officers saw the injury.", "He could still be interviewed.",
    "What there is points nowhere, and the victim is safe.",
)  # fmt: skip
FOUND = {
    Finding.FINE: "Both wait for the same laboratory; there is no more to say.",
    Finding.THIN: "It says nothing of this crime.",
}


def add_second_looks(*, by: Officer, at: datetime, chance: Random) -> None:
    """Draw week by week, decide most again, settle most differences; then two weeks of near copies."""
    monday = local_day(at) - DAY * local_day(at).weekday()
    people = [one for one in officers_of_roles(REVIEWERS) if not one.is_system]
    for back in WEEKS:
        from_on = monday - WEEK * back
        drawn_at = min(start_of(from_on + WEEK) + 7 * HOUR, at)
        draw_closures(from_on=from_on, until_on=from_on + WEEK - DAY, by=by, at=drawn_at, seed=chance.getrandbits(62))
    for number, row in enumerate(SampledClosure.objects.select_related("sample").order_by("id")):
        decided_at = row.sample.drawn_at + HOUR * chance.uniform(*AFTER)
        if decided_at < at - HOUR and number % LEFT != LEFT - 1:
            _decide(row, people, chance, decided_at)
    for number, review in enumerate(SecondReview.objects.filter(differs=True).order_by("id")):
        settled_at = review.reviewed_at + DAY
        if settled_at < at - HOUR and number % WAITS != WAITS - 1:
            _settle(review, people, chance, settled_at)
    _read_copies(by, people, at, chance)


def _decide(row: SampledClosure, people: list[Officer], chance: Random, at: datetime) -> None:
    sampled = sampled_closure(row.id)
    if sampled is None:
        return
    known = facts_of_reviewers(people, sampled)
    free = [one for one, facts in zip(people, known, strict=True) if not find_reasons_against_reviewing(facts)]
    if not free:
        return
    same = chance.random() < ALIKE
    other = {NOT_RECORDED: RECORD, RECORD: NOT_RECORDED}.get(row.way, GO_ON)
    first = row.outcome.outcome_type if row.way == FILED and row.outcome is not None else row.way
    decide_again(
        sampled=row.id, choice=first if same else other, words=chance.choice(WHY), by=chance.choice(free), at=at
    )


def _settle(review: SecondReview, people: list[Officer], chance: Random, at: datetime) -> None:
    sampled = sampled_closure(review.sampled_id)
    if sampled is None:
        return
    apart = sampled.had_a_part | {review.reviewed_by_id}
    free = [
        one
        for one in people
        if one.id not in apart
        and (holds_authority(one, Authority.INSPECTOR) or holds_authority(one, Authority.CRIME_REGISTRAR))
    ]
    if free:
        settle_difference(
            sampled=review.sampled_id,
            conclusion=Settled.STANDS,
            words=chance.choice(WHY),
            by=chance.choice(free),
            at=at,
        )


def _read_copies(by: Officer, people: list[Officer], at: datetime, chance: Random) -> None:
    """Two weeks of them, of which a colleague has read the earlier."""
    select_copies(by=by, at=at - 8 * DAY)
    inspectors = [one for one in people if Role.INSPECTOR in one.roles and holds_authority(one, Authority.INSPECTOR)]
    for row in CopiedReview.objects.select_related("review", "other").order_by("id"):
        free = [one for one in inspectors if one.id not in {row.review.reviewed_by_id, row.other.reviewed_by_id}]
        if free:
            finding = Finding.FINE if chance.random() < 0.7 else Finding.THIN
            read_copies(copied=row.id, finding=finding, words=FOUND[finding], by=chance.choice(free), at=at - 5 * DAY)
    select_copies(by=by, at=at)
