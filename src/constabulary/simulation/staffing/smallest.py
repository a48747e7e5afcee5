"""The smallest rota that meets its goals with a stated probability: by formula first, then played, mended and played again.

Every rota is played with the same luck. What is found is then played again with other luck and more often, because a rota
tuned to the luck of one play looks better in it than it is; where it falls short there, people are added. The figures told
are those of that play.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import partial

from constabulary.policing.inspection.intervals import Rate, wilson
from constabulary.simulation.model.checking import NotPlayable
from constabulary.simulation.model.whole import Model
from constabulary.simulation.results.simulating import simulate
from constabulary.simulation.staffing.goals import Goal, as_asked, is_met, lack
from constabulary.simulation.staffing.places import (
    Counts,
    Place,
    counts_of,
    hours_a_week,
    places_of,
    staffed,
)
from constabulary.simulation.staffing.reached import reach
from constabulary.simulation.staffing.starting import Start, start_from
from constabulary.simulation.stopping import Stopped
from constabulary.standards.values import value

#: Rotas are tried with a part of the times that the answer is told with, and at least so many.
PART, LEAST_TIMES = 2, 24
#: So many steps up, rounds down and rounds of mending are made; after that there is no answer.
MOST_UP, MOST_DOWN, MOST_MENDED = 40, 60, 12


@value
class Question:
    """How many of the staff group `group` does the model need, so that every goal holds with the probability `surely`?

    Told from `replications` plays; the same `seed` gives the same answer.
    """

    model: Model
    group: str
    goals: tuple[Goal, ...]
    surely: float
    seed: int
    replications: int

    def find_faults(self) -> tuple[str, ...]:
        """What is wrong with it, in sentences."""
        if self.group not in {one.name for one in self.model.staff}:
            return (f"There is no staff group {self.group}.",)
        faults = [] if self.goals else ["Say of one thing at least what is to be met."]
        faults += [fault for goal in self.goals for fault in goal.find_faults(self.model)]
        if not 0 < self.surely < 1:
            faults.append("A probability lies above nought and below one.")
        return tuple(faults)


@value
class Tried:
    """A rota as it was played: people at each place, the hours on duty of a week, in how many of its plays all goals held,
    and for each goal in how many it held, what was reached in the middle of them (a share, or a day: infinite where it was
    not gone; not a number where nothing fell due), and its mean lack."""

    counts: Counts
    hours: float
    all_met: Rate
    each_met: tuple[Rate, ...]
    reached: tuple[float, ...]
    lacks: tuple[float, ...]

    @property
    def share(self) -> float:
        """The share of plays in which every goal held."""
        return self.all_met.estimate or 0.0

    @property
    def score(self) -> tuple[float, float]:
        """The better, the higher: how often all held, then how little is lacking."""
        return self.share, -sum(self.lacks)


def _none_of_it(counts: Counts, hours: float, goals: int, times: int) -> Tried:
    nothing = wilson(0, times)
    return Tried(
        counts=counts, hours=hours, all_met=nothing, each_met=(nothing,) * goals, reached=(math.nan,) * goals,
        lacks=(1.0,) * goals,
    )  # fmt: skip


@value
class Answer:
    """The rota that is needed (None where none was found), today's, what one more and one fewer do, and what binds.

    `more_at` and `fewer_at` are the places where one more helps most and one fewer hurts least; `binding` the goal that
    fails oftenest with one fewer; `tried` how many rotas were played.
    """

    question: Question
    places: tuple[Place, ...]
    start: Start
    needed: Tried | None
    today: Tried
    best: Tried
    more: Tried | None
    more_at: int
    fewer: Tried | None
    fewer_at: int
    binding: Goal
    tried: int

    @property
    def is_surer(self) -> bool:
        """Whether the rota found holds with the probability asked for."""
        return self.needed is not None


@value
class _Search:
    question: Question
    model: Model
    workers: int
    told: Callable[[int], bool]
    known: dict[tuple[Counts, int, int], Tried] = field(default_factory=dict)

    def play(self, counts: Counts, *, seed: int, times: int) -> Tried:
        """A rota, played so often from a seed; each only once. Raises Stopped."""
        key = (counts, seed, times)
        if key not in self.known:
            self.known[key] = self._played(counts, seed, times)
            if not self.told(len(self.known)):
                raise Stopped
        return self.known[key]

    def _played(self, counts: Counts, seed: int, times: int) -> Tried:
        group = self.model.group(self.question.group)
        model = self.model.with_group(staffed(group, counts))
        goals = self.question.goals
        try:
            result = simulate(
                model, seed=seed, replications=times, workers=self.workers, told=lambda *_: self.told(len(self.known))
            )
        except NotPlayable:
            if counts == counts_of(group):
                raise
            # Such as a rota that nobody is on: it meets nothing.
            return _none_of_it(counts, hours_a_week(places_of(group), counts), len(goals), times)
        reached = [[reach(goal, model, one) for one in result.replications] for goal in goals]
        held = [[is_met(goal, one) for one in row] for goal, row in zip(goals, reached, strict=True)]
        return Tried(
            counts=counts,
            hours=hours_a_week(places_of(group), counts),
            all_met=wilson(sum(map(all, zip(*held, strict=True))), times),
            each_met=tuple(wilson(sum(row), times) for row in held),
            reached=tuple(_middle(row) for row in reached),
            lacks=tuple(sum(lack(goal, one) for one in row) / times for goal, row in zip(goals, reached, strict=True)),
        )  # fmt: skip

    def try_out(self, counts: Counts) -> Tried:
        """A rota, played with the luck that all are tried with."""
        times = max(LEAST_TIMES, self.question.replications // PART)
        return self.play(counts, seed=self.question.seed, times=times)

    def tell(self, counts: Counts, again: int) -> Tried:
        """A rota, played with luck that it was not tuned to."""
        return self.play(counts, seed=self.question.seed + 1 + again, times=self.question.replications)

    def is_enough(self, tried: Tried) -> bool:
        """Whether it holds as surely as was asked."""
        return tried.share >= self.question.surely


def find_rota(question: Question, *, workers: int = 1, told: Callable[[int], bool] = lambda _tried: True) -> Answer:
    """The smallest rota, place by place. `told` hears how many rotas were played, and says whether to go on.

    Raises ValueError for a faulty question, NotPlayable for a model that cannot be played, Stopped.
    """
    faults = question.find_faults()
    if faults:
        raise ValueError(" ".join(faults))
    search = _Search(question=question, model=as_asked(question.model, question.goals), workers=workers, told=told)
    group = question.model.group(question.group)
    places = places_of(group)
    start = start_from(search.model, group, question.goals)
    best = _up(search, start.counts, places)
    if search.is_enough(best):
        mended, again = _settled(search, _down(search.try_out, search, best, places), places)
    else:
        mended, again = search.tell(best.counts, 0), 0
    more_at, more = _best_of(search, mended.counts, 1, again, places)
    fewer_at, fewer = _best_of(search, mended.counts, -1, again, places)
    short = fewer or mended
    return Answer(
        question=question,
        places=places,
        start=start,
        needed=mended if search.is_enough(mended) else None,
        today=search.tell(counts_of(group), again),
        best=mended,
        more=more,
        more_at=more_at,
        fewer=fewer,
        fewer_at=fewer_at,
        binding=_binding(question.goals, short),
        tried=len(search.known),
    )


def _middle(row: list[float]) -> float:
    ranked = sorted(one for one in row if not math.isnan(one))
    return ranked[len(ranked) // 2] if ranked else math.nan


def _binding(goals: Sequence[Goal], tried: Tried) -> Goal:
    places = range(len(goals))
    return goals[min(places, key=lambda place: (tried.each_met[place].estimate or 0.0, -tried.lacks[place]))]


def moved(counts: Counts, place: int, by: int) -> Counts:
    """The same people with so many more at one place."""
    return tuple(count + (by if number == place else 0) for number, count in enumerate(counts))


def _up(search: _Search, counts: Counts, places: Sequence[Place]) -> Tried:
    """People added where they help most, until it is enough or nothing helps any more; steps grow with the rota."""
    best = search.try_out(counts)
    step = max(1, sum(counts) // 20)
    idle = 0
    for _ in range(MOST_UP):
        if search.is_enough(best) or idle > 2:
            break
        options = [search.try_out(moved(best.counts, place, step)) for place in range(len(places))]
        everywhere = search.try_out(tuple(count + max(1, step // len(places)) for count in best.counts))
        helped = max([*options, everywhere], key=lambda one: one.score)
        idle = 0 if helped.score > best.score else idle + 1
        step = step * 2 if idle else step
        best = helped
    return best


def _down(
    play: Callable[[Counts], Tried], search: _Search, best: Tried, places: Sequence[Place], step: int = 0
) -> Tried:
    """As many fewer as can be borne, place by place, the place with most hours first; large steps before small ones."""
    order = sorted(range(len(places)), key=lambda place: (-places[place].hours, place))
    step = step or max(1, max(best.counts, default=1) // 4)
    for _ in range(MOST_DOWN):
        before = best
        for place in order:
            if best.counts[place] >= step:
                fewer = play(moved(best.counts, place, -step))
                best = fewer if search.is_enough(fewer) else best
        if best is before:
            if step == 1:
                break
            step //= 2
    return best


def _settled(search: _Search, best: Tried, places: Sequence[Place]) -> tuple[Tried, int]:
    """The rota played with other luck, in each round another: with people added where it falls short, and once without those
    whom that luck does not need."""
    is_trimmed = False
    for again in range(MOST_MENDED):
        found = search.tell(best.counts, again)
        if search.is_enough(found):
            luck = partial(search.tell, again=again)
            best = found if is_trimmed else _down(luck, search, found, places, step=1)
            if best.counts == found.counts:
                return found, again
            is_trimmed = True
            continue
        _, more = _best_of(search, best.counts, 1, again, places)
        assert more is not None
        best = more
    return search.tell(best.counts, MOST_MENDED), MOST_MENDED


def _best_of(search: _Search, counts: Counts, by: int, again: int, places: Sequence[Place]) -> tuple[int, Tried | None]:
    """The place where one more helps most, or one fewer hurts least, with what comes of it; None where nobody is left."""
    options: Mapping[int, Tried] = {
        place: search.tell(moved(counts, place, by), again) for place in range(len(places)) if counts[place] + by >= 0
    }
    if not options:
        return 0, None
    place = max(options, key=lambda one: (options[one].score, -places[one].hours))
    return place, options[place]
