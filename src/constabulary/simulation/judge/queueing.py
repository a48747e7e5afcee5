"""The judge's floor: queues, who takes what next, staff who come and go, caseloads."""

import heapq
import math
from abc import ABC, abstractmethod
from collections.abc import Callable

from constabulary.simulation.engine import drawing
from constabulary.simulation.judge.chance import Chance
from constabulary.simulation.judge.counting import Counts
from constabulary.simulation.judge.luck import draw
from constabulary.simulation.judge.work import Place, Team, Work, place_in_order
from constabulary.simulation.model.stages import Kind, Route
from constabulary.simulation.model.timetable import posted_of
from constabulary.simulation.model.whole import Model, Until

#: What is left of a day for work however many open crimes pull at a person.
LEAST_SHARE = 0.05


class Floor(ABC):
    """Stages and staff groups at work; `Run` lets time pass over them."""

    def __init__(self, model: Model, chance: Chance) -> None:
        self.model, self.chance = model, chance
        self.counts = Counts(model)
        self.places = [Place(stage=stage) for stage in model.stages]
        self.place_of = {stage.name: number for number, stage in enumerate(model.stages)}
        self.groups_of = [
            [n for n, group in enumerate(model.staff) if stage.kind is not Kind.DELAY and stage.skill in group.skills]
            for stage in model.stages
        ]
        self.teams = [
            Team(
                group=group,
                stages=[stage for stage, groups in enumerate(self.groups_of) if number in groups],
                posted=posted_of(group),
            )
            for number, group in enumerate(model.staff)
        ]
        for place, groups in zip(self.places, self.groups_of, strict=True):
            if place.stage.kind is Kind.CASELOAD:
                place.group = groups[0]
                if place.stage.caseload:
                    place.limit = place.stage.caseload * self.teams[groups[0]].posted
        self.now = 0.0
        self.joins = self.pushes = 0
        self.events: list[tuple[float, int, Callable[[], None]]] = []
        self.live: list[Work] = []
        self.groups_due: set[int] = set()
        self.rooms_due: set[int] = set()
        #: What has joined during this event, and has no timers yet.
        self.fresh: list[Work] = []
        #: Whether other work joins stages at this very moment, so that who is first must be seen first.
        self.others_move = False

    @abstractmethod
    def push(self, at: float, work: Work, happen: Callable[[Work], None]) -> None:
        """Plan an event about work."""

    @abstractmethod
    def set_timers(self, work: Work) -> None:
        """Patience and the next look begin to run."""

    @abstractmethod
    def draw_service(self, work: Work, piece: int) -> float:
        """The length of a service, or of one sitting of it."""

    @abstractmethod
    def finish(self, work: Work) -> None:
        """The work of a stage is done."""

    @abstractmethod
    def end_work(self, work: Work) -> None:
        """One piece is finished at its stage and goes on."""

    @abstractmethod
    def go_on(self, work: Work, route: Route | None) -> None:
        """Work leaves where it is and joins the next stage."""

    def is_full(self, stage: int) -> bool:
        """Whether a stage has no room."""
        room = self.model.stages[stage].room
        return room is not None and self.places[stage].there >= room

    def hand_of(self, work: Work) -> list[Work]:
        """What the staff group of work has in hand and could put down."""
        return self.teams[work.group].in_hand if work.group >= 0 else []

    def settle(self) -> None:
        """After an event: whoever is free takes work, and whoever is held back goes on, until nothing moves."""
        while self.groups_due or self.rooms_due:
            if self.rooms_due:
                stage = min(self.rooms_due)
                held = self.places[stage].held
                if held and not self.is_full(stage):
                    work = held.pop(0)
                    self.go_on(work, work.pending)
                else:
                    self.rooms_due.remove(stage)
            else:
                group = min(self.groups_due)
                self.groups_due.remove(group)
                self.fill(group)
        while self.fresh:
            if (work := self.fresh.pop()).waiting:
                self.set_timers(work)

    def fill(self, group: int) -> None:
        """The free people of a group take what comes first among all their stages."""
        team = self.teams[group]
        while (work := self.pick(group)) is not None:
            stage = self.model.stages[work.stage]
            if stage.kind is Kind.CASELOAD:
                self.open(work)
            elif team.free >= stage.people or (stage.interrupts and self.interrupt_for(work, group)):
                self.begin(work, group)
            else:
                return

    def pick(self, group: int) -> Work | None:
        """What a group would take next; None when nothing is ready."""
        best: tuple[tuple[int, float, int], Work] | None = None
        for number in self.teams[group].stages:
            place = self.places[number]
            if not self.is_ready(place):
                continue
            work = min(place.queue, key=self.order_of)
            found = ((place.stage.rank, *self.order_of(work)), work)
            best = found if best is None or found[0] < best[0] else best
        return best[1] if best else None

    def is_ready(self, place: Place) -> bool:
        """Whether something can be taken up at a stage: a batch is full or has waited, a caseload has room."""
        if place.stage.kind is Kind.CASELOAD:
            return bool(place.queue) and place.open < place.limit
        return bool(place.queue) and (len(place.queue) >= place.stage.batch or place.ripe)

    def order_of(self, work: Work) -> tuple[float, int]:
        """Where work stands in the order of its stage."""
        one = self.model.classes[work.of]
        due = one.due_within or 0.0
        return place_in_order(self.model.stages[work.stage], work, one.priority, due, one.ageing, self.now)

    def is_taken_at_once(self, work: Work) -> bool:
        """Where one group works at one desk, nobody waits and somebody is free, work need not queue."""
        place, groups = self.places[work.stage], self.groups_of[work.stage]
        alone = len(groups) == 1 and self.teams[groups[0]].stages == [work.stage]
        if not alone or place.stage.kind is not Kind.DESK or place.stage.batch > 1 or place.queue:
            return False
        if self.others_move or self.rooms_due or self.teams[groups[0]].free < place.stage.people:
            return False
        place.queue.append(work)
        self.begin(work, groups[0])
        return True

    def queue_up(self, work: Work) -> None:
        """Work waits at its stage; whoever could take it is asked."""
        place = self.places[work.stage]
        place.queue.append(work)
        work.waiting = True
        if place.stage.batch > 1 and place.stage.batch_wait is not None and len(place.queue) == 1:
            place.ripe = False
            self.ripen_at(work.stage, self.now + place.stage.batch_wait)
        self.groups_due |= set(self.groups_of[work.stage])

    def ripen_at(self, stage: int, at: float) -> None:
        """A batch may be done, though not full, from a moment on."""
        place = self.places[stage]
        place.ripening += 1
        ripening = place.ripening

        def ripen() -> None:
            if place.ripening == ripening and place.queue:
                place.ripe = True
                self.groups_due.update(self.groups_of[stage])

        self.pushes += 1
        heapq.heappush(self.events, (at, self.pushes, ripen))

    def begin_visit(self, work: Work) -> None:
        """Work is taken up at its stage for the first time."""
        stage, name = self.model.stages[work.stage], self.model.classes[work.of].name
        work.started = self.now
        self.counts.begin(work, self.now, stage.target.get(name, stage.target.get("")))
        self.counts.meet_duties(work, Until.START, self.now)

    def take(self, work: Work, group: int) -> None:
        """Work leaves the queue into somebody's hands."""
        work.version += 1
        self.places[work.stage].queue.remove(work)
        work.waiting, work.group = False, group
        if work.started is None:
            self.begin_visit(work)

    def begin(self, work: Work, group: int) -> None:
        """A group's people take up work, alone or with the rest of its batch."""
        place, team = self.places[work.stage], self.teams[group]
        self.take(work, group)
        if place.stage.batch > 1:
            while place.queue and len(work.batch) < place.stage.batch - 1:
                other = min(place.queue, key=self.order_of)
                self.take(other, group)
                work.batch.append(other)
            self.start_ripening(work.stage)
        if work.remaining is None:
            work.remaining = self.draw_service(work, 0)
        team.busy += place.stage.people
        work.until = self.now + work.remaining
        self.push(work.until, work, self.finish)
        if place.stage.batch == 1:
            team.in_hand.append(work)

    def start_ripening(self, number: int) -> None:
        """What is left when a batch was taken waits for its own."""
        place = self.places[number]
        place.ripe = False
        place.ripening += 1
        if place.queue and place.stage.batch_wait is not None:
            heads = {work.of: work for work in sorted(place.queue, key=self.order_of, reverse=True)}
            oldest = min(work.joined for work in heads.values())
            self.ripen_at(number, max(self.now, oldest + place.stage.batch_wait))

    def interrupt_for(self, work: Work, group: int) -> bool:
        """Put down less urgent work, the least urgent and latest begun first, if that frees enough people."""
        team, need = self.teams[group], self.model.stages[work.stage].people
        priority = self.model.classes[work.of].priority
        lesser = [one for one in team.in_hand if self.model.classes[one.of].priority > priority]
        could = sum(self.model.stages[one.stage].people for one in lesser)
        if team.free + could - team.over < need:
            return False
        while team.free < need:
            self.put_down(max(reversed(team.in_hand), key=lambda one: self.model.classes[one.of].priority))
        return True

    def put_down(self, work: Work) -> None:
        """Work in hand goes back to its queue and will go on where it was."""
        team = self.teams[work.group]
        team.in_hand.remove(work)
        work.version += 1
        work.remaining = work.until - self.now
        self.release(work.group, self.model.stages[work.stage].people)
        work.group = -1
        self.queue_up(work)

    def release(self, group: int, people: int) -> None:
        """People put work down: those past their shift go home first, the others are free."""
        team = self.teams[group]
        home = min(team.over, people)
        team.over -= home
        team.busy -= people - home
        self.groups_due.add(group)

    def change_staff(self, group: int, people: int) -> None:
        """People come on duty or go off; whoever goes and is busy hands over, or finishes in overtime."""
        team = self.teams[group]
        carried = next((one for one in self.places if one.group == group), None)
        if carried is not None:
            self.pass_shared_time(carried)
            team.on_duty += people
            self.retime(carried)
            return
        team.on_duty += people
        while team.hands_over and team.busy > team.on_duty and team.in_hand:
            self.put_down(max(reversed(team.in_hand), key=lambda one: self.model.classes[one.of].priority))
        if team.busy > team.on_duty:
            team.over += team.busy - team.on_duty
            team.busy = team.on_duty
        self.groups_due.add(group)

    def leave(self, work: Work, how: int) -> None:
        """A visit ends."""
        place = self.places[work.stage]
        self.counts.end_visit(work, how, self.now)
        place.there -= 1
        if place.stage.room is not None:
            self.rooms_due.add(work.stage)
        if place.stage.kind is Kind.CASELOAD and work.started is not None:
            self.pass_shared_time(place)
            place.open -= 1
            self.retime(place)
            self.groups_due.add(place.group)

    def open(self, work: Work) -> None:
        """A caseload takes on one more."""
        place = self.places[work.stage]
        self.take(work, place.group)
        self.pass_shared_time(place)
        place.open += 1
        work.pieces = place.stage.pieces
        self.sit(work)

    def sit(self, work: Work) -> None:
        """A sitting begins: work shares the day with all the others that are not waiting for somebody else."""
        place = self.places[work.stage]
        self.pass_shared_time(place)
        work.ends_at = place.shared_clock + self.draw_service(work, place.stage.pieces - work.pieces)
        place.sitting.append(work)
        self.retime(place)

    def end_sitting(self, stage: int) -> None:
        """A sitting ends; the work waits for others, or is done."""
        place = self.places[stage]
        work = min(place.sitting, key=lambda one: (one.ends_at, one.order))
        place.updated, place.shared_clock = self.now, work.ends_at
        place.sitting.remove(work)
        self.retime(place)
        work.pieces -= 1
        if work.pieces:
            between = place.stage.between
            assert between is not None
            key = self.chance.of(drawing.BETWEEN, stage)
            wait = draw(between, key, work.number, work.visit + 4096 * work.pieces)
            self.push(self.now + wait, work, self.sit)
        else:
            self.end_work(work)

    def pass_shared_time(self, place: Place) -> None:
        """Let the clock of a caseload's sittings come up to now."""
        place.shared_clock += place.rate * (self.now - place.updated)
        place.updated = self.now

    def retime(self, place: Place) -> None:
        """How fast the sittings of a caseload go now, and when the first will end."""
        team = self.teams[place.group]
        sitting = len(place.sitting)
        team.busy = min(team.on_duty, sitting)
        place.rate, place.next_at = 0.0, math.inf
        if team.busy > 0:
            share = max(LEAST_SHARE, 1.0 - place.stage.switching * place.open / team.posted)
            place.rate = share * min(1.0, team.on_duty / sitting)
            first = min(work.ends_at for work in place.sitting)
            place.next_at = max(self.now, self.now + (first - place.shared_clock) / place.rate)

    def take_snapshot(self) -> None:
        """How much is at each stage, by class, and how old what is open is."""
        classes, bands = range(len(self.model.classes)), [24.0 * band for band in self.model.age_bands]
        there = [w for w in self.live if w.stage >= 0 and not w.gone]
        ages = [[0] * (len(bands) + 1) for _ in classes]
        for work in there:
            ages[work.of][sum(self.now - work.arrived >= band for band in bands)] += 1
        stages = range(len(self.places))
        self.counts.snapshots.append(
            {
                "there": [[sum(w.stage == s and w.of == c for w in there) for c in classes] for s in stages],
                "waiting": [
                    [sum(w.stage == s and w.of == c and w.waiting for w in there) for c in classes] for s in stages
                ],
                "ages": ages,
            }
        )
