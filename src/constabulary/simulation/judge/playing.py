"""One run of a model, one event after another; the rules of queues and staff stand here in their plain form."""

import heapq
import math
from collections.abc import Callable

from constabulary.simulation.engine import drawing
from constabulary.simulation.judge.chance import Chance, backlog_of, present_of, rates_of
from constabulary.simulation.judge.counting import Counts
from constabulary.simulation.judge.luck import draw, uniform
from constabulary.simulation.judge.queueing import Floor
from constabulary.simulation.judge.work import Work
from constabulary.simulation.model.durations import duration_of
from constabulary.simulation.model.stages import Kind, Route, WhenFull
from constabulary.simulation.model.timetable import list_changes, list_spells
from constabulary.simulation.model.whole import Model, Until

FINISHED, GAVE_UP, TURNED_AWAY, STILL_THERE = range(1, 5)
BACKLOG = 1 << 39


def judge(model: Model, *, seed: int, replication: int = 0) -> Counts:
    """Play a model once. Meant for small models and short runs."""
    return Run(model, Chance(seed, replication)).play()


class Run(Floor):
    """A run while it goes on."""

    def __init__(self, model: Model, chance: Chance) -> None:
        super().__init__(model, chance)
        self.slot, self.rates = rates_of(model, chance)
        self.horizon = model.days * 24.0
        self.at = [0.0] * len(model.classes)
        self.at_slot = [0] * len(model.classes)
        self.numbers = [0] * len(model.classes)

    def play(self) -> Counts:
        """Let every event of the run happen in order; at one moment staff, then work, then arrivals, then snapshots."""
        for arrived, of, number, stage in backlog_of(self.model, self.chance):
            identity = of << 40 | BACKLOG | number
            counted = self.model.warm_up_days <= 0
            self.others_move = True
            self.enter(Work(number=identity, of=of, arrived=arrived, clock=arrived, counted=counted), stage)
        self.others_move = False
        self.settle()
        spells = list_spells(self.model)
        present = present_of(spells, self.chance)
        changes = list_changes(self.model, spells)
        upcoming = [self.next_arrival(of) for of in range(len(self.model.classes))]
        every = 24.0 / self.model.snapshots_a_day
        while True:
            moments = (
                changes[0].at if changes else math.inf,
                self.events[0][0] if self.events else math.inf,
                min((place.next_at for place in self.places), default=math.inf),
                min(upcoming),
                every * (len(self.counts.snapshots) + 1),
            )
            now = min(moments)
            if now >= self.horizon:
                break
            self.counts.add_areas(self.now, now, self.places, self.teams)
            self.now = now
            match moments.index(now):
                case 0:
                    change = changes.pop(0)
                    self.change_staff(change.group, change.people(present[change.spell]))
                case 1:
                    _, _, happen = heapq.heappop(self.events)
                    happen()
                case 2:
                    self.end_sitting(min(range(len(self.places)), key=lambda one: self.places[one].next_at))
                case 3:
                    of = upcoming.index(now)
                    self.arrive(of)
                    upcoming[of] = self.next_arrival(of)
                case 4:
                    self.take_snapshot()
            self.settle()
        return self.end()

    def next_arrival(self, of: int) -> float:
        """When the next work of a class comes in."""
        rates = self.rates[of]
        need = -math.log(uniform(self.chance.of(drawing.ARRIVAL, of), self.numbers[of], 0))
        while self.at_slot[of] < len(rates):
            rate = float(rates[self.at_slot[of]])
            ends = (self.at_slot[of] + 1) * self.slot
            if rate > 0.0:
                room = rate * (ends - self.at[of])
                if need < room:
                    self.at[of] += need / rate
                    return self.at[of]
                need -= room
            self.at_slot[of] += 1
            self.at[of] = ends
        return math.inf

    def arrive(self, of: int) -> None:
        """One piece of work comes in."""
        arrivals = self.model.classes[of].arrivals
        assert arrivals is not None
        counted = self.now >= self.model.warm_up_days * 24.0
        work = Work(number=of << 40 | self.numbers[of], of=of, arrived=self.now, clock=self.now, counted=counted)
        self.numbers[of] += 1
        self.enter(work, self.place_of[arrivals.to])

    def enter(self, work: Work, stage: int) -> None:
        """Work comes in from outside."""
        self.live.append(work)
        self.counts.arrived[work.of] += work.counted
        self.come_to(work, stage)

    def come_to(self, work: Work, stage: int) -> None:
        """Work comes to a stage from outside, where a full stage may hold it back or turn it away."""
        if self.is_full(stage) and self.model.stages[stage].when_full is WhenFull.HELD_BACK:
            work.stage = -1
            work.pending = Route(to=self.model.stages[stage].name)
            self.places[stage].held.append(work)
        else:
            self.join(work, stage)

    def join(self, work: Work, stage: int) -> None:
        """Work joins a stage, or is turned away."""
        place = self.places[stage]
        work.stage, work.group, work.visit = stage, -1, work.visit + 1
        work.joined, work.started, work.remaining, work.gone = self.now, None, None, False
        work.visit_counted = self.now >= self.model.warm_up_days * 24.0
        self.counts.add("joined", work, stage)
        if self.is_full(stage):
            self.counts.add("turned away", work, stage)
            self.counts.end_visit(work, TURNED_AWAY, self.now)
            self.live.remove(work)
            return
        place.there += 1
        self.joins += 1
        work.order = self.joins
        if place.stage.kind is Kind.DELAY:
            self.begin_visit(work)
            work.until = self.now + self.draw_service(work, 0)
            self.push(work.until, work, self.finish)
            return
        if not self.is_taken_at_once(work):
            self.queue_up(work)
            self.fresh.append(work)

    def set_timers(self, work: Work) -> None:
        """Patience and the next look begin to run."""
        stage, name = self.model.stages[work.stage], self.model.classes[work.of].name
        patience = stage.patience.get(name, stage.patience.get(""))
        if patience:
            key = self.chance.of(drawing.PATIENCE, work.stage)
            limit = draw(patience.limit, key, work.number, work.visit)
            self.push(self.now + limit, work, self.give_up)
        self.set_look(work)

    def set_look(self, work: Work) -> None:
        """The next look at waiting work is due."""
        stage, name = self.model.stages[work.stage], self.model.classes[work.of].name
        look = stage.reassessment.get(name, stage.reassessment.get(""))
        if look:
            self.push(self.now + look.every, work, self.look_again)

    def look_again(self, work: Work) -> None:
        """Waiting work is looked at anew; it may become another class and is then in another place of the queue."""
        stage, name = self.model.stages[work.stage], self.model.classes[work.of].name
        look = stage.reassessment.get(name, stage.reassessment.get(""))
        assert look is not None
        u = uniform(self.chance.of(drawing.LOOK, work.stage), work.number, work.looks)
        work.looks += 1
        for becomes, share in look.becomes.items():
            if u < share:
                work.of = next(number for number, one in enumerate(self.model.classes) if one.name == becomes)
                if look.restarts_clock:
                    work.clock = self.now
                self.groups_due |= set(self.groups_of[work.stage])
                break
            u -= share
        self.set_look(work)

    def give_up(self, work: Work) -> None:
        """Patience is at an end."""
        stage, name = self.model.stages[work.stage], self.model.classes[work.of].name
        patience = stage.patience.get(name, stage.patience.get(""))
        assert patience is not None
        work.version += 1
        self.places[work.stage].queue.remove(work)
        work.waiting = False
        self.counts.add("gave up", work, work.stage)
        self.leave(work, GAVE_UP)
        again = uniform(self.chance.of(drawing.AGAIN, work.stage), work.number, work.visit * 64)
        if patience.after is not None and again < patience.try_again:
            after = draw(patience.after, self.chance.of(drawing.AFTER, work.stage), work.number, work.visit)
            work.gone = True
            self.push(self.now + after, work, self.try_again)
        else:
            self.live.remove(work)

    def try_again(self, work: Work) -> None:
        """Whoever gave up comes back to the same stage."""
        work.gone = False
        self.come_to(work, work.stage)

    def finish(self, work: Work) -> None:
        """The work of a stage is done; staff are free unless the next stage holds it back."""
        done = [work, *work.batch]
        work.batch = []
        if work in self.hand_of(work):
            self.hand_of(work).remove(work)
        if len(done) > 1 or self.model.stages[work.stage].batch > 1:
            self.release(work.group, self.model.stages[work.stage].people)
            for one in done:
                one.group = -1
        for place, one in enumerate(done):
            self.others_move = place < len(done) - 1
            self.end_work(one)

    def end_work(self, work: Work) -> None:
        """One piece is finished at its stage and goes on."""
        work.version += 1
        self.counts.add("finished", work, work.stage)
        self.counts.meet_duties(work, Until.END, self.now)
        route = self.choose_route(work)
        if route is not None and route.to:
            ahead = self.place_of[route.to]
            if self.is_full(ahead) and self.model.stages[ahead].when_full is WhenFull.HELD_BACK:
                work.pending = route
                self.places[ahead].held.append(work)
                return
        self.go_on(work, route)

    def choose_route(self, work: Work) -> Route | None:
        """Where work goes next; None when it leaves."""
        routes = self.model.stages[work.stage].routes_of(self.model.classes[work.of].name)
        if not routes:
            return None
        u = uniform(self.chance.of(drawing.ROUTE, work.stage), work.number, work.visit * 64)
        for route in routes:
            if u < route.share:
                return route
            u -= route.share
        return None

    def go_on(self, work: Work, route: Route | None) -> None:
        """Work leaves where it is, if anywhere, and joins the next stage, or leaves for good."""
        work.pending = None
        if work.stage >= 0:
            group, people = work.group, self.model.stages[work.stage].people
            self.leave(work, FINISHED)
            if group >= 0 and self.model.stages[work.stage].kind is Kind.DESK:
                self.release(group, people)
        if route is not None and route.becomes:
            work.of = next(n for n, one in enumerate(self.model.classes) if one.name == route.becomes)
        if route is not None and route.restarts_clock:
            work.clock = self.now
        if route is not None and route.to:
            self.join(work, self.place_of[route.to])
            return
        self.live.remove(work)
        if work.counted:
            self.counts.stays[work.of].append(self.now - work.arrived)

    def end(self) -> Counts:
        """The run is over: what is still there is recorded as such."""
        self.counts.add_areas(self.now, self.horizon, self.places, self.teams)
        self.now = self.horizon
        if self.horizon >= 24.0 / self.model.snapshots_a_day * (len(self.counts.snapshots) + 1):
            self.take_snapshot()
        for work in self.live:
            if work.stage >= 0 and not work.gone:
                self.counts.end_visit(work, STILL_THERE, self.horizon)
            if work.waiting and work.started is None:
                target = self.model.stages[work.stage].target
                own = target.get(self.model.classes[work.of].name, target.get(""))
                self.counts.add_unbegun(work, self.horizon, own)
            if not work.gone:
                self.counts.add_overdue(work, self.horizon)
        return self.counts

    def push(self, at: float, work: Work, happen: Callable[[Work], None]) -> None:
        """Plan an event about work; it is void once the work's version has moved on."""
        version = work.version

        def happen_if_valid() -> None:
            if work.version == version:
                happen(work)

        self.pushes += 1
        heapq.heappush(self.events, (at, self.pushes, happen_if_valid))

    def draw_service(self, work: Work, piece: int) -> float:
        """The length of a service, or of one sitting of it."""
        duration = duration_of(self.model.stages[work.stage].service, self.model.classes[work.of].name)
        assert duration is not None
        return draw(duration, self.chance.of(drawing.SERVICE, work.stage), work.number, work.visit + 4096 * piece)
