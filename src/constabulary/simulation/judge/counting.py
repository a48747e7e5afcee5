"""What the judge counts, in plain lists and dictionaries."""

from collections import defaultdict
from dataclasses import dataclass, field

from constabulary.simulation.judge.work import Place, Team, Work
from constabulary.simulation.model.whole import Model, Since, Until
from constabulary.simulation.records import Visit

Key = tuple[int, int]


@dataclass(eq=False)
class Counts:
    """Everything counted during a run, by (stage, class) or by class, as places in the model's lists."""

    model: Model
    visits: list[Visit] = field(default_factory=list)
    waits: dict[Key, list[float]] = field(default_factory=lambda: defaultdict(list))
    stays: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    tallies: dict[tuple[str, int, int], int] = field(default_factory=lambda: defaultdict(int))
    arrived: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    duties: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    #: Integrals over the time after the warm-up: ("there" or "waiting", stage), ("busy", "on duty" or "over", group).
    areas: dict[tuple[str, int], float] = field(default_factory=lambda: defaultdict(float))
    snapshots: list[dict[str, list[list[int]]]] = field(default_factory=list)

    def add_areas(self, since: float, until: float, places: list[Place], teams: list[Team]) -> None:
        """Let the time between two events pass."""
        length = until - max(since, self.model.warm_up_days * 24.0)
        if length <= 0:
            return
        for number, place in enumerate(places):
            self.areas["there", number] += length * place.there
            self.areas["waiting", number] += length * len(place.queue)
        for number, team in enumerate(teams):
            self.areas["on duty", number] += length * team.on_duty
            self.areas["busy", number] += length * team.busy
            self.areas["over", number] += length * team.over

    def add(self, what: str, work: Work, stage: int) -> None:
        """Count one visit of a kind."""
        if work.visit_counted:
            self.tallies[what, stage, work.of] += 1

    def begin(self, work: Work, now: float, target: float | None) -> None:
        """Work was begun for the first time at its stage."""
        if not work.visit_counted:
            return
        self.tallies["begun", work.stage, work.of] += 1
        self.waits[work.stage, work.of].append(now - work.joined)
        if target is None or now - work.joined <= target:
            self.tallies["in target", work.stage, work.of] += 1

    def meet_duties(self, work: Work, until: Until, now: float) -> None:
        """Discharge the duties that this moment at this stage discharges."""
        for number, duty in enumerate(self.model.duties):
            if duty.until is not until or duty.stage != self.model.stages[work.stage].name or number in work.met:
                continue
            if duty.of and self.model.classes[work.of].name not in duty.of:
                continue
            work.met.add(number)
            if work.counted:
                self.duties["done", number] += 1
                self.duties["breached", number] += now - self.since(work, number) > duty.hours

    def since(self, work: Work, duty: int) -> float:
        """From when a duty is counted for a piece of work."""
        match self.model.duties[duty].since:
            case Since.ARRIVAL:
                return work.arrived
            case Since.GRADING:
                return work.clock
            case Since.JOINING:
                return work.joined

    def add_overdue(self, work: Work, horizon: float) -> None:
        """Count the duties that work still there at the end has missed already."""
        for number, duty in enumerate(self.model.duties):
            of_class = not duty.of or self.model.classes[work.of].name in duty.of
            here = work.stage >= 0 and self.model.stages[work.stage].name == duty.stage
            if work.counted and of_class and (here or duty.since is not Since.JOINING) and number not in work.met:
                self.duties["overdue", number] += horizon - self.since(work, number) > duty.hours

    def add_unbegun(self, work: Work, horizon: float, target: float | None) -> None:
        """Count what still waits to be begun, and whether it is past its target already."""
        if work.visit_counted:
            self.tallies["unbegun", work.stage, work.of] += 1
            self.tallies["unbegun late", work.stage, work.of] += target is not None and horizon - work.joined > target

    def end_visit(self, work: Work, how: int, now: float) -> None:
        """Record a visit that ends."""
        self.visits.append(
            Visit(
                work=work.number,
                of=work.of,
                stage=work.stage,
                how=how,
                joined=work.joined,
                started=work.started,
                left=now,
            )
        )
