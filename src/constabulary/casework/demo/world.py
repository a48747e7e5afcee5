"""What every story of a demonstration force draws on: chance, the store, who works here, places, what was refused, where a story ended."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from constabulary.access.officers import Officer
from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.casework.demo.people import invent_person
from constabulary.casework.demo.places import invent_place
from constabulary.casework.demo.workforce import Workforce, read_workforce
from constabulary.casework.people import PersonDetails, PlaceDetails
from constabulary.records.memory_store import MemoryStore
from constabulary.records.models import Person
from constabulary.records.models.base import Record
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import Rulebook, on

Row = TypeVar("Row", bound=Record)

#: Who is known already and may be heard of again: so many at a time, and how often it is one of them.
KNOWN = 300
REPEAT = 0.12


class World:
    """One part of the force as its stories are acted: a number of districts, with everybody who works for them."""

    def __init__(
        self,
        *,
        store: MemoryStore,
        chance: Random,
        districts: Iterable[str],
        until: datetime,
        rarest: int = 1,
        workforce: Workforce | None = None,
    ) -> None:
        self.store = store
        self.chance = chance
        self.until = until
        self.rarest = rarest
        self.now = until
        self.districts = tuple(districts)
        self.refused: Counter[str] = Counter()
        self.stopped: Counter[str] = Counter()
        self.acts = 0
        self.full: set[int] = set()
        self.staff: dict[Role, list[Officer]] = defaultdict(list)
        self.team_staff: dict[tuple[int, Role], list[Officer]] = defaultdict(list)
        self.district_rows: dict[str, int] = {}
        self.team_of_district: dict[str, int] = {}
        self.supervisor_of: dict[int, int | None] = {}
        self.by_id: dict[int, Officer] = {}
        self._known: list[Person] = []
        self._begun: list[Iterator[datetime]] = []
        self._rulebooks: dict[object, Rulebook] = {}
        self._load(workforce or read_workforce())

    def _load(self, workforce: Workforce) -> None:
        self.store.keep(*workforce.forces, *workforce.officers, *workforce.grants)
        self.district_rows = {one.code: one.id for one in workforce.districts}
        codes = {number: code for code, number in self.district_rows.items()}
        for team in workforce.teams:
            if team.district_id is not None:
                self.team_of_district[codes[team.district_id]] = team.id
        roles = {one.holder_id: Role(one.role) for one in workforce.grants}
        for row in workforce.officers:
            if row.is_system:
                continue
            role = roles[row.id]
            officer = Officer(
                id=row.id, collar_number=row.collar_number, name=row.name, rank=Rank(row.rank),
                roles=frozenset({role}), team_id=row.team_id, pip_level=row.pip_level, skills=frozenset(row.skills),
            )  # fmt: skip
            self.by_id[row.id] = officer
            self.supervisor_of[row.id] = row.supervisor_id
            self.staff[role].append(officer)
            if row.team_id is not None:
                self.team_staff[row.team_id, role].append(officer)

    def anyone(self, role: Role) -> Officer:
        """Somebody with a role."""
        return self.chance.choice(self.staff[role])

    def somebody_else(self, role: Role, *besides: int | None) -> Officer:
        """Somebody with a role who is none of these."""
        return self.chance.choice([one for one in self.staff[role] if one.id not in besides])

    @property
    def superintendent(self) -> Officer:
        """Whoever has the rank for what an inspector may not decide."""
        return next(one for one in self.staff[Role.INSPECTOR] if one.rank >= Rank.SUPERINTENDENT)

    def supervisor(self, officer: Officer) -> Officer:
        """Whoever supervises an officer."""
        number = self.supervisor_of[officer.id]
        return self.by_id[number] if number is not None else self.anyone(Role.SUPERVISOR)

    def rulebook(self, moment: datetime) -> Rulebook:
        """The standards of a day."""
        day = local_day(moment)
        if day not in self._rulebooks:
            self._rulebooks[day] = on(moment)
        return self._rulebooks[day]

    def place(self, district: str, *, shop: bool = False) -> PlaceDetails:
        """An invented address in a district."""
        return invent_place(self.chance, district, self.district_rows[district], shop=shop)

    def person(
        self, at: datetime, *, home: PlaceDetails | None = None, least: int = 18, most: int = 79, fresh: bool = False
    ) -> PersonDetails:
        """A new person, or now and then somebody known unless it is to be somebody new."""
        if not fresh and home is None and least == 18 and self._known and self.chance.random() < REPEAT:
            return PersonDetails(reference=self.chance.choice(self._known).reference)
        return invent_person(self.chance, on=local_day(at), least=least, most=most, home=home)

    def remember(self, person: Person) -> None:
        """Somebody may be heard of again."""
        if len(self._known) >= KNOWN:
            place = self.chance.randrange(KNOWN)
            self.store.let_go(self._known[place])
            self._known[place] = person
        else:
            self._known.append(person)
        self.store.keep(person)

    def lateness(self, share: float, *, days: float) -> timedelta:
        """How much later than usual something is done: mostly nothing; where it was missed, about so many days.

        Desks and supervisors go through what is overdue, so that what was missed is found within weeks.
        """
        if self.chance.random() >= share:
            return timedelta()
        return timedelta(days=days * self.chance.lognormvariate(0, 0.7))

    def begin(self, story: Iterator[datetime]) -> None:
        """Something goes on beside the story being told, from now on: nobody waits for it."""
        self._begun.append(story)

    def take_begun(self) -> list[Iterator[datetime]]:
        """What was begun since it was last asked."""
        begun, self._begun = self._begun, []
        return begun

    def rows(self, model: type[Row], **equal: object) -> list[Row]:
        """The rows in memory whose fields equal these."""
        return self.store.find(model, equal, lock=False)

    def row(self, model: type[Row], **equal: object) -> Row:
        """The one row in memory."""
        return self.rows(model, **equal)[-1]
