"""Opening second decisions: what waits, the facts of one, both decisions of it, and how far first and second agree."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from constabulary.access.officers import Officer, check_authority, check_may, holds_authority
from constabulary.access.permissions import Permission
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook
from constabulary.casework.second_reviews import choices_for, reviewer_facts
from constabulary.policing.decisions import Reasons
from constabulary.policing.desks import Authority, Desk
from constabulary.policing.inspection.agreement import Agreement, Weighting, agreement_of
from constabulary.policing.inspection.intervals import Rate, wilson
from constabulary.policing.inspection.sampling import draw
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.supervision.second_review import (
    FILED,
    WAY_TITLES,
    WAYS_DRAWN,
    Closing,
    differs,
    find_reasons_against_reviewing,
)
from constabulary.records.journal import write_reading
from constabulary.records.queries import second_reviews
from constabulary.records.queries.second_review_facts import BlindFacts, facts_as_they_stood
from constabulary.records.queries.second_reviews import (
    Both,
    DecidedTwice,
    ReviewedLine,
    SafetyCount,
    SampleLine,
    WaitingClosure,
)
from constabulary.standards.dated import Standard
from constabulary.standards.rulebook import Moments
from constabulary.standards.self_inspection import (
    LEAST_OF_UNIT,
    LOOKED_BACK,
    SAFETY_AFTER,
    SECOND_REVIEW_AGREEMENT,
    AgreementSettings,
)
from constabulary.standards.values import value

SETTLERS = (Desk.INSPECTORS, Desk.REGISTRAR)


@value
class SampleShown:
    """A sample, and whether its seed gives the very same again; None where the reader may not see all of it."""

    sample: SampleLine
    drawn_again: bool | None


@value
class OpenedReviews:
    """What waits for this officer's second decision, what they may settle, what they decided, and the samples."""

    waiting: tuple[WaitingClosure, ...]
    to_settle: tuple[ReviewedLine, ...]
    mine: tuple[ReviewedLine, ...]
    samples: tuple[SampleShown, ...]


@value
class OpenedClosure:
    """A drawn crime opened to decide it again: its facts, what may be chosen, or why this officer may not."""

    number: int
    closing: Closing
    facts: BlindFacts | None
    choices: tuple[str, ...]
    against: Reasons
    is_own_review: bool


@value
class OfWay:
    """How often those who decided a second time would have gone the same way; kappa of this way against all others."""

    way: str
    title: str
    same: Rate
    kappa: Agreement | None
    too_few: bool


@value
class OfTeam:
    """How often the decisions of one team's crimes were made alike a second time."""

    team: str
    same: Rate
    too_few: bool


@value
class SafetyAfter:
    """How many victims were a victim again, after evidence-led decisions that came to one conclusion."""

    conclusion: str
    again: Rate
    too_few: bool


@value
class SecondFigures:
    """How far first and second decisions agree, and whether victims were safe afterwards. Of no officer."""

    since: datetime
    together: Agreement
    ways: tuple[OfWay, ...]
    teams: tuple[OfTeam, ...]
    safety: tuple[SafetyAfter, ...]
    settings: Standard[AgreementSettings]
    safety_days: int


def open_reviews(*, by: Officer, at: datetime) -> OpenedReviews:
    """What waits for a second decision of this officer's, and what waits for them to settle. Raises NotPermitted."""
    check_may(by, Permission.DECIDE_OUTCOME)
    waiting = tuple(second_reviews.waiting_for(by, desks=[one.value for one in by.desks]))
    settles = any(holds_authority(by, one) for one in (Authority.INSPECTOR, Authority.CRIME_REGISTRAR))
    desks = [one.value for one in SETTLERS if one in by.desks]
    unsettled = tuple(second_reviews.to_settle(desks=desks)) if settles else ()
    mine = tuple(second_reviews.reviewed_by(by.id))
    shown = [*(one.number for one in waiting), *(one.number for one in (*unsettled, *mine))]
    _journal("second decisions", by.id, shown, by, at)
    return OpenedReviews(
        waiting=waiting, to_settle=unsettled, mine=mine,
        samples=tuple(_drawn_again(one) for one in second_reviews.samples()),
    )  # fmt: skip


def _drawn_again(sample: SampleLine) -> SampleShown:
    again = {one.id for one in draw(sample.candidates, seed=sample.seed, sampling=sample.sampling)}
    # A restricted record that was drawn is not shown to everybody: then the reader cannot tell.
    known = len(sample.drawn) == sample.size
    return SampleShown(sample=sample, drawn_again=again == sample.drawn if known else None)


def open_closure(*, number: int, by: Officer, at: datetime) -> OpenedClosure:
    """Open a drawn crime to decide it again: the facts as they stood, and neither decision nor decider nor their words.

    Raises NotPermitted or NoSuchRecord. Somebody who may not decide it is shown why, and nothing of the crime.
    """
    check_may(by, Permission.DECIDE_OUTCOME)
    sampled = second_reviews.sampled_closure(number)
    if sampled is None:
        raise NoSuchRecord(str(number))
    against = find_reasons_against_reviewing(reviewer_facts(by, sampled))
    shown = [number] if against or sampled.crime_id is None else [number, sampled.crime_id]
    _journal(f"drawn decision {number}", number, shown, by, at, sampled.journey_id)
    return OpenedClosure(
        number=number,
        closing=sampled.closing,
        facts=None if against else facts_as_they_stood(sampled),
        choices=choices_for(sampled.closing, at),
        against=against,
        is_own_review=sampled.reviewed_by == by.id,
    )


def open_both(*, number: int, by: Officer, at: datetime) -> Both:
    """Both decisions side by side: for the second reviewer, and for whoever may settle between two that differ.

    Raises NotPermitted, or NoSuchRecord for one that was not decided a second time.
    """
    check_may(by, Permission.DECIDE_OUTCOME)
    found = second_reviews.both_decisions(number)
    if found is None:
        raise NoSuchRecord(str(number))
    if found.reviewed_by != by.id:
        check_authority(by, Authority.INSPECTOR, Authority.CRIME_REGISTRAR)
    _journal(f"drawn decision {number}", number, [number], by, at)
    return found


def find_second_figures(*, by: Officer, at: datetime) -> SecondFigures:
    """How far first and second decisions of the last year agree, by way and by team. Counts only. Raises NotPermitted."""
    check_may(by, Permission.SEE_MEASURES)
    rulebook = read_rulebook(Moments(report=at, decision=at))
    settings, within = rulebook[SECOND_REVIEW_AGREEMENT], rulebook[SAFETY_AFTER].value
    least, since = settings.value, at - rulebook[LOOKED_BACK].value
    pairs = second_reviews.decided_twice(from_at=since, until_at=at)
    of_unit = rulebook[LEAST_OF_UNIT].value
    safety = second_reviews.safety_after(from_at=since, until_at=at, within=within)
    return SecondFigures(
        since=since,
        together=_together(pairs, least),
        ways=tuple(_of_way(way, pairs, least) for way in WAYS_DRAWN if any(one.way == way for one in pairs)),
        teams=_of_teams(pairs, least),
        safety=tuple(_safety(one, of_unit) for one in safety),
        settings=settings,
        safety_days=within.days,
    )


def _together(pairs: list[DecidedTwice], least: AgreementSettings) -> Agreement:
    """Cohen's kappa over all choices: what was filed counts by whether it should have gone on."""
    alike = [(one.way, one.choice if differs(one.way, one.choice) else one.way) for one in pairs]
    places = {code: place for place, code in enumerate(sorted({code for pair in alike for code in pair}))}
    return agreement_of(
        [(places[first], places[second]) for first, second in alike], people=_people(pairs),
        categories=max(2, len(places)), least_pairs=least.pairs, least_people=least.people, weighting=Weighting.NONE,
    )  # fmt: skip


def _people(pairs: Iterable[DecidedTwice]) -> int:
    return len({one.decider for one in pairs})


def _same(pairs: list[DecidedTwice], least: AgreementSettings) -> tuple[Rate, bool]:
    same = sum(not differs(one.way, one.choice) for one in pairs)
    return wilson(same, len(pairs)), len(pairs) < least.pairs or _people(pairs) < least.people


def _of_way(way: str, pairs: list[DecidedTwice], least: AgreementSettings) -> OfWay:
    mine = [one for one in pairs if one.way == way]
    same, too_few = _same(mine, least)
    # Of what was filed nobody can choose the way itself: no kappa, only whether it should have gone on.
    beside = [
        one
        for one in pairs
        if one.closing is mine[0].closing or Closing.RECORDING not in {one.closing, mine[0].closing}
    ]
    kappa = None
    if not too_few and way != FILED:
        kappa = agreement_of(
            [(int(one.way == way), int(one.choice == way)) for one in beside if one.way != FILED],
            people=_people(beside), categories=2, least_pairs=least.pairs, least_people=least.people,
        )  # fmt: skip
    return OfWay(way=way, title=WAY_TITLES[way], same=same, kappa=kappa, too_few=too_few)


def _of_teams(pairs: list[DecidedTwice], least: AgreementSettings) -> tuple[OfTeam, ...]:
    """By name; a team with few, or with few who decided, is not told of at all: it would be a figure of one of them."""
    by_team: dict[str, list[DecidedTwice]] = {}
    for one in pairs:
        if one.team:
            by_team.setdefault(one.team, []).append(one)
    made = []
    for team, mine in sorted(by_team.items()):
        same, too_few = _same(mine, least)
        made.append(OfTeam(team=team, same=same, too_few=too_few))
    return tuple(made)


def _safety(one: SafetyCount, least: int) -> SafetyAfter:
    return SafetyAfter(conclusion=one.conclusion, again=wilson(one.again, one.decided), too_few=one.decided < least)


def titles_of(codes: Iterable[str], outcomes: Mapping[str, str]) -> dict[str, str]:
    """What each choice is called."""
    return {one: WAY_TITLES.get(one) or f"{one}: {outcomes.get(one, one)}" for one in codes}


def _journal(subject: str, row: int, shown: list[int], by: Officer, at: datetime, journey: int | None = None) -> None:
    write_reading(
        EntryKind.READ_SECOND_LOOK, subject=subject, subject_row=row, shown=shown, by=by, at=at, journey=journey,
        purpose="Second decisions",
    )  # fmt: skip
