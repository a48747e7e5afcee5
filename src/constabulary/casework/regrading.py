"""What crimes weigh, graded a second time: drawn by the clock near limits, graded blind by somebody else, both kept."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.allocation import is_connected
from constabulary.casework.allocation_reading import INVESTIGATING_ROLES, carried_crime_of, loads_of
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook, rulebook_for
from constabulary.optimisation.regrading import NearLimit, draw_for_regrading
from constabulary.policing.allocation.regrading import (
    Graded,
    GraderFacts,
    WeightsOfTeam,
    agree_on_weights,
    find_reasons_against_grader,
    find_reasons_against_grading,
    points_for,
    regrading_due,
    weights_of_team,
)
from constabulary.policing.allocation.workload import Stage, Weight, points_of, weigh
from constabulary.policing.decisions import Reasons, refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.inspection.agreement import Agreement
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import write_reading
from constabulary.records.models import Crime, RegradingSample, SampledWeight, SecondWeight
from constabulary.records.queries import regrading
from constabulary.records.queries.allocation import OfficerFilter, ToGive, crimes_of, officers_at_work
from constabulary.records.queries.regrading import (
    DrawnWeight,
    FactsOfWeight,
    SampleOfWeights,
    WaitingWeight,
    drawn_weight,
)
from constabulary.records.writing import Writing, looking, writing
from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Standard
from constabulary.standards.rulebook import Moments
from constabulary.standards.self_inspection import LOOKED_BACK, REGRADING_AGREEMENT, AgreementSettings
from constabulary.standards.values import value
from constabulary.standards.workload import REGRADING, STAGE_FACTORS, WEIGHTS

DAY = timedelta(days=1)


def draw_regrading(*, by: Officer, at: datetime, seed: str | None = None) -> int:
    """By the clock, once a week: draw crimes of officers near their limit to be graded again; how many were drawn.

    By chance, unless a `seed` is given.
    """
    check_may(by, Permission.ALLOCATE)
    today = local_day(at)
    monday = today - DAY * today.weekday()
    # Told before anybody's load is worked out: the clock asks every day, and a week is drawn once.
    if regrading.is_week_drawn(monday):
        return 0
    rulebook = read_rulebook(Moments(report=at, decision=at))
    standard, weights, stages = rulebook[REGRADING], rulebook[WEIGHTS], rulebook[STAGE_FACTORS]
    seed = secrets.token_hex(8) if seed is None else seed
    people = officers_at_work(OfficerFilter(), roles=INVESTIGATING_ROLES)
    loads = loads_of(people, rulebook, on=today)
    sample = draw_for_regrading(
        [NearLimit(officer=str(one), load=now.points, limit=now.limit) for one, (now, _) in loads.items()],
        from_share=standard.value.from_share, share=standard.value.share, seed=seed,
    )  # fmt: skip
    teams = {one.id: one.team_id for one in people}
    chosen = _choose(crimes_of(int(one) for one in sample.officers), seed, each=standard.value.crimes_each)
    with writing(by=by, at=at, purpose="Drawing weights to be graded again") as w:
        if w.find(RegradingSample, week_on=monday):
            return 0
        row = RegradingSample(
            id=w.new_id(), week_on=monday, seed=seed, edition=standard.edition, from_share=sample.from_share,
            share=sample.share, near=sample.out_of, drawn=len(sample.officers), size=len(chosen), drawn_at=at,
            drawn_by_id=by.id,
        )  # fmt: skip
        w.entry(EntryKind.SAMPLE_DRAWN, subject=row, editions=[standard.edition], facts={"seed": seed})
        w.insert(row)
        for one in chosen:
            crime, carried = w.lock(Crime, one.id), carried_crime_of(one)
            made = w.insert(
                SampledWeight(
                    id=w.new_id(), journey_id=crime.journey_id, sample_id=row.id, crime_id=one.id,
                    team_id=teams[one.officer] if one.officer else None, weight=weigh(carried).value,
                    stage=carried.stage.value, points=round(points_of(carried, weights.value, stages.value), 2),
                    edition=weights.edition, drawn_at=at,
                )
            )  # fmt: skip
            open_duties(w, [regrading_due(standard, at=at)], about=crime, subject_row=made.id)
    return len(chosen)


def _choose(crimes: Iterable[ToGive], seed: str, *, each: int) -> list[ToGive]:
    """So many crimes of each officer, by the seed and the crime alone."""
    taken: dict[int | None, int] = {}
    chosen = []
    for one in sorted(crimes, key=lambda one: sha256(f"{seed}\n{one.id}".encode()).digest()):
        if taken.get(one.officer, 0) < each:
            taken[one.officer] = taken.get(one.officer, 0) + 1
            chosen.append(one)
    return chosen


def grade_again(*, sampled: int, given: Graded, by: Officer, at: datetime) -> None:
    """Say what a drawn crime weighs without having been shown the first weight; both are kept, nothing else changes.

    Raises NotPermitted, or NotAllowed for whoever would not be blind or had a part in it, and for what is missing.
    """
    check_may(by, Permission.ALLOCATE)
    with writing(by=by, at=at, purpose="Grading a weight a second time") as w:
        row = w.lock(SampledWeight, sampled)
        crime = w.lock(Crime, row.crime_id)
        known = drawn_weight(row.id)
        if known is None:
            raise SampledWeight.DoesNotExist
        refuse_if(find_reasons_against_grader(_facts(w, known, crime, by)))
        refuse_if(find_reasons_against_grading(given))
        rulebook = rulebook_for(w, Moments(report=at, decision=at))
        weights, stages = rulebook[WEIGHTS], rulebook[STAGE_FACTORS]
        points = points_for(Weight(given.weight), Stage(given.stage), weights.value, stages.value)
        w.entry(EntryKind.WEIGHT_GRADED_AGAIN, subject=crime, journey=crime.journey_id, editions=[weights.edition])
        w.insert(
            SecondWeight(
                journey_id=crime.journey_id, sampled_id=row.id, weight=given.weight, stage=given.stage, points=points,
                words=given.words.strip(), edition=weights.edition, graded_at=at, graded_by_id=by.id,
            )
        )  # fmt: skip
        meet_duties(w, find_open_duties_of(w, crime, DutyKind.GRADE_AGAIN, subject_row=row.id), at)


def _facts(w: Writing, known: DrawnWeight, crime: Crime, by: Officer) -> GraderFacts:
    return GraderFacts(
        grader=by.id, had_a_part=known.had_a_part, has_opened=regrading.has_opened(by.id, known),
        is_connected=is_connected(w, crime, by.id), is_graded=known.graded_by is not None,
    )  # fmt: skip


@value
class OpenedRegrading:
    """What waits to be graded again, what this officer graded, the samples, and how far both gradings agree by team."""

    waiting: tuple[WaitingWeight, ...]
    mine: tuple[DrawnWeight, ...]
    samples: tuple[SampleOfWeights, ...]
    together: Agreement
    everybody: WeightsOfTeam
    teams: tuple[WeightsOfTeam, ...]
    settings: Standard[AgreementSettings]


@value
class OpenedWeight:
    """A drawn crime opened to grade it again: its story, or why this officer may not; both gradings once they have."""

    drawn: DrawnWeight
    facts: FactsOfWeight | None
    against: Reasons
    is_mine: bool


def open_regrading(*, by: Officer, at: datetime) -> OpenedRegrading:
    """What waits, and the agreement of the last year. Of no officer, and nothing of few. Raises NotPermitted."""
    check_may(by, Permission.ALLOCATE)
    rulebook = read_rulebook(Moments(report=at, decision=at))
    settings, since = rulebook[REGRADING_AGREEMENT], at - rulebook[LOOKED_BACK].value
    waiting, mine = regrading.waiting_weights(by.id), regrading.graded_again_by(by.id)
    pairs = regrading.graded_twice(since=since, until=at + DAY)
    write_reading(
        EntryKind.READ_SECOND_LOOK, subject="weights to grade again", subject_row=by.id,
        shown=[*(one.number for one in waiting), *(one.number for one in mine)], by=by, at=at, purpose="Grading weights again",
    )  # fmt: skip
    named = sorted({one.team for one in pairs if one.team})
    return OpenedRegrading(
        waiting=tuple(waiting), mine=tuple(mine), samples=tuple(regrading.samples_of_weights()),
        together=agree_on_weights(pairs, settings.value),
        everybody=weights_of_team("", pairs, settings.value),
        teams=tuple(
            weights_of_team(team, [one for one in pairs if one.team == team], settings.value) for team in named
        ),
        settings=settings,
    )  # fmt: skip


def open_weight(*, number: int, by: Officer, at: datetime) -> OpenedWeight:
    """Open a drawn crime to grade it again, or, for whoever has, to see both gradings.

    Raises NotPermitted or NoSuchRecord. Somebody who may not grade it is shown why, and nothing of the crime.
    """
    check_may(by, Permission.ALLOCATE)
    known = drawn_weight(number)
    if known is None:
        raise NoSuchRecord(str(number))
    with looking(at=at) as w:
        against = find_reasons_against_grader(_facts(w, known, w.find(Crime, id=known.crime_id)[0], by))
    write_reading(
        EntryKind.READ_SECOND_LOOK, subject=f"drawn weight {number}", subject_row=number, journey=known.journey_id,
        shown=[number] if against else [number, known.crime_id], by=by, at=at, purpose="Grading weights again",
    )  # fmt: skip
    return OpenedWeight(
        drawn=known, facts=None if against else regrading.facts_of_weight(known), against=against,
        is_mine=known.graded_by == by.id,
    )  # fmt: skip
