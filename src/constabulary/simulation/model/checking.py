"""What is wrong with a model, in sentences: what stops it from being played, and what will make its answer useless."""

import math
from collections.abc import Iterable, Iterator

from constabulary.simulation.model import durations
from constabulary.simulation.model.checking_staff import doubts_of_staff, faults_of_staff
from constabulary.simulation.model.checking_stages import faults_of_stages
from constabulary.simulation.model.demand import DAYS_OF_WEEK, HOURS_OF_DAY, MONTHS, Arrivals, WorkClass
from constabulary.simulation.model.flows import arrivals_a_day, people_needed, visits_a_day
from constabulary.simulation.model.timetable import mean_on_duty
from constabulary.simulation.model.units import FIRST_YEAR, LAST_YEAR
from constabulary.simulation.model.whole import Model
from constabulary.standards.values import value

#: A century: long enough for any plan, and for what theory says of the long run.
MOST_DAYS = 36_600
#: More stages, classes, staff groups or duties than this the core does not hold.
MOST = 60
#: From here on a queue clears so slowly that its figures say little about a plan.
NEARLY_FULL = 0.98
#: More than this of anything is taken for a slip of the pen, or would be played for ever.
MOST_COUNT = 1_000_000
MOST_PIECES = 200_000_000
MOST_SHOTS = 50_000_000
#: A factor that varies less than this is none; one that varies more has most days at nothing.
LEAST_DISPERSION, MOST_DISPERSION = 1e-6, 100.0


@value
class Problem:
    """One thing that is wrong with a model. One that `stops` must be repaired before it is played."""

    sentence: str
    stops: bool = True


class NotPlayable(Exception):
    """A model that cannot be played; `problems` says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.sentence for problem in self.problems))


def check_playable(model: Model) -> tuple[Problem, ...]:
    """What is doubtful about a model that can be played. Raises NotPlayable."""
    problems = find_problems(model)
    stopping = [problem for problem in problems if problem.stops]
    if stopping:
        raise NotPlayable(stopping)
    return problems


def find_problems(model: Model) -> tuple[Problem, ...]:
    """Everything that is wrong with a model; what stops it comes first."""
    # Of a run without end or names, or that began before any calendar, the rest cannot be asked.
    for parts in (
        (_of_start, _of_whole),
        (_of_classes, faults_of_stages, faults_of_staff, _of_duties, _of_gone),
        (_of_length,),
    ):
        stopping = tuple(Problem(sentence=sentence) for part in parts for sentence in part(model))
        if stopping:
            return stopping
    doubts = (*find_overloads(model), *doubts_of_staff(model))
    return tuple(Problem(sentence=sentence, stops=False) for sentence in doubts)


def _of_start(model: Model) -> Iterator[str]:
    if model.start.tzinfo is None:
        yield "The start has no time zone; shifts and hours of the day could not be read."
    if model.start.minute or model.start.second or model.start.microsecond:
        yield "The start is not on a full hour; hourly arrivals are counted from full hours."
    if not FIRST_YEAR <= model.start.year <= LAST_YEAR:
        yield f"The start is in the year {model.start.year}; it can be from {FIRST_YEAR} to {LAST_YEAR}."


def _of_whole(model: Model) -> Iterator[str]:
    if not (math.isfinite(model.days) and 0 < model.days <= MOST_DAYS):
        yield f"The run is {model.days:g} days long; it can be up to {MOST_DAYS} days and must be above nought."
    if not 0 <= model.warm_up_days < model.days:
        yield f"The warm-up of {model.warm_up_days:g} days must be shorter than the run and not negative."
    if list(model.age_bands) != sorted(set(model.age_bands)) or any(band <= 0 for band in model.age_bands):
        yield "The age bands must rise and be above nought."
    if not 1 <= model.snapshots_a_day <= HOURS_OF_DAY:
        yield "Snapshots can be taken once to 24 times a day."
    if not model.classes or not model.stages:
        yield "There must be at least one class of work and one stage."
    if len(model.age_bands) > MOST:
        yield f"There can be up to {MOST} age bands."
    for what, names in (
        ("class", [one.name for one in model.classes]),
        ("stage", [one.name for one in model.stages]),
        ("staff group", [one.name for one in model.staff]),
    ):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"There are two of the {what} {name}; names must differ."
        if "" in names:
            yield f"A {what} has no name."
        if len(names) > MOST:
            yield f"There are {len(names)} names of a {what}; there can be up to {MOST}."


def _of_length(model: Model) -> Iterator[str]:
    """Whether a run comes to an end while somebody waits for it."""
    pieces = math.fsum(arrivals_a_day(work, model.days) for work in model.classes) * model.days
    if pieces > MOST_PIECES:
        yield (
            f"Some {pieces:,.0f} pieces of work would come in during the run; it can be played with up to {MOST_PIECES:,}: "
            "play fewer days."
        )
    if model.days * model.snapshots_a_day * len(model.stages) * len(model.classes) > MOST_SHOTS:
        yield "The run is too long to keep so many snapshots of so many queues: take fewer a day, or play fewer days."


def _of_classes(model: Model) -> Iterator[str]:
    stages = {stage.name for stage in model.stages}
    if not any(work.arrivals or work.backlog for work in model.classes):
        yield "Nothing ever comes in: no class has arrivals or a backlog."
    for work in model.classes:
        if abs(work.priority) > MOST_COUNT:
            yield f"{work.name}: a priority can be up to {MOST_COUNT:,}."
        if work.due_within is not None and not work.due_within > 0:
            yield f"{work.name}: what is due within must be above nought hours."
        if not (math.isfinite(work.ageing) and work.ageing >= 0):
            yield f"{work.name}: ageing must be nought or more."
        yield from _of_backlog(work, stages)
        if work.arrivals:
            for fault in _of_arrivals(work.arrivals, stages):
                yield f"Arrivals of {work.name}: {fault}."


def _of_backlog(work: WorkClass, stages: set[str]) -> Iterator[str]:
    for one in work.backlog:
        if one.stage not in stages:
            yield f"The backlog of {work.name} waits at {one.stage}, which is no stage."
        if one.count < 0:
            yield f"The backlog of {work.name} at {one.stage} is negative."
        if one.count > MOST_COUNT:
            yield f"The backlog of {work.name} at {one.stage} is {one.count:,}; it can be up to {MOST_COUNT:,}."
        for fault in durations.find_faults(one.age):
            yield f"The age of the backlog of {work.name}: {fault}."


def _of_arrivals(arrivals: Arrivals, stages: set[str]) -> Iterator[str]:
    if not (math.isfinite(arrivals.per_day) and arrivals.per_day >= 0):
        yield f"the rate is {arrivals.per_day} a day, and must be nought or more"
    elif arrivals.per_day > MOST_COUNT:
        yield f"the rate is {arrivals.per_day:,.0f} a day, and can be up to {MOST_COUNT:,}"
    if arrivals.to not in stages:
        yield f"they go to {arrivals.to or 'nowhere'}, which is no stage"
    for name, weights, count in (
        ("by_hour", arrivals.by_hour, HOURS_OF_DAY),
        ("by_weekday", arrivals.by_weekday, DAYS_OF_WEEK),
        ("by_month", arrivals.by_month, MONTHS),
        ("by_hour_of_week", arrivals.by_hour_of_week, DAYS_OF_WEEK * HOURS_OF_DAY),
    ):
        if weights and len(weights) != count:
            yield f"{name} has {len(weights)} weights, and needs {count}"
        elif weights and not (min(weights) >= 0 and 0 < math.fsum(weights) < math.inf):
            yield f"{name} has a negative weight, or none above nought"
    if not (math.isfinite(arrivals.dispersion) and arrivals.dispersion >= 0):
        yield "the dispersion must be nought or more"
    elif arrivals.dispersion and not LEAST_DISPERSION <= arrivals.dispersion <= MOST_DISPERSION:
        yield f"the dispersion must be nought, or from {LEAST_DISPERSION:f} to {MOST_DISPERSION:.0f}"
    if arrivals.dispersion_over not in {"day", "week"}:
        yield f"the dispersion is over a {arrivals.dispersion_over}, and can be over a day or a week"
    yield from _of_extras(arrivals)


def _of_extras(arrivals: Arrivals) -> Iterator[str]:
    for burst in arrivals.bursts:
        if not burst.hours > 0 or min(burst.per_day, burst.size) < 0:
            yield "a burst must last above nought hours and not be negative"
        elif not max(burst.per_day, burst.size, burst.hours) <= MOST_COUNT:
            yield f"a burst can have up to {MOST_COUNT:,} of each"
    for event in arrivals.events:
        if event.at.tzinfo is None:
            yield f"the event {event.name} has no time zone"
        if not event.hours > 0 or not event.expected >= 0:
            yield f"the event {event.name} must last above nought hours and not be negative"
        elif not max(event.hours, event.expected) <= MOST_COUNT:
            yield f"the event {event.name} can bring and last up to {MOST_COUNT:,}"


def _of_duties(model: Model) -> Iterator[str]:
    stages, classes = {stage.name for stage in model.stages}, {work.name for work in model.classes}
    for duty in model.duties:
        if duty.stage not in stages:
            yield f"The duty {duty.name} ends at {duty.stage}, which is no stage."
        if not duty.hours > 0:
            yield f"The duty {duty.name} must allow more than nought hours."
        for name in duty.of:
            if name not in classes:
                yield f"The duty {duty.name} speaks of {name}, which is no class."
    if len(model.duties) > MOST:
        yield f"There are {len(model.duties)} duties; there can be up to {MOST}."


def _of_gone(model: Model) -> Iterator[str]:
    stages = {stage.name for stage in model.stages}
    for name in model.gone.stages:
        if name not in stages:
            yield f"The backlog is said to be gone at {name}, which is no stage."
    if model.gone.at_most is not None and not 0 <= model.gone.at_most <= MOST_COUNT:
        yield f"The backlog can count as gone when nought to {MOST_COUNT:,} wait."


def find_overloads(model: Model) -> Iterator[str]:
    """Sentences about stages whose queues will grow without end, or nearly, for want of people."""
    visits = visits_a_day(model)
    if visits is None:
        yield "Work goes round and never leaves: the queues will grow for as long as it is played."
        return
    needed = people_needed(model, visits)
    on_duty = dict(zip((group.name for group in model.staff), mean_on_duty(model), strict=True))
    done: set[str] = set()
    for skill in needed:
        if skill in done:
            continue
        skills, groups = _who_share(model, skill)
        done |= skills
        busy = math.fsum(needed.get(one, 0.0) for one in skills)
        there = math.fsum(on_duty[name] for name in groups)
        if there <= 0:
            yield f"Nobody with the skill {skill} is ever on duty: what needs it waits for ever."
        elif busy / there >= 1:
            yield (
                f"What needs {_listed(sorted(skills))} keeps {busy:.1f} people busy and {there:.1f} are on duty on "
                f"average: the backlog grows, and cannot be cleared without more people, less work or quicker work."
            )
        elif busy / there >= NEARLY_FULL:
            yield (
                f"What needs {_listed(sorted(skills))} takes {busy / there:.0%} of the people on duty: the backlog "
                "clears hardly at all."
            )


def _who_share(model: Model, skill: str) -> tuple[set[str], set[str]]:
    """The skills bound to this one by people who have both, and the names of those people's groups."""
    skills, groups = {skill}, set[str]()
    grown = True
    while grown:
        found = {group.name for group in model.staff if skills & set(group.skills)}
        wider = skills | {one for group in model.staff if group.name in found for one in group.skills}
        grown = wider != skills or found != groups
        skills, groups = wider, found
    return skills, groups


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
