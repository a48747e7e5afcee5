"""Which seals hide something in a journey: however it is asked and whatever was kept, as it is defined, at every moment.

What is kept saves asking anew, line by line and statement by statement. Each scene here is planted past the verbs, by
chance: seals made, lifted, against somebody, following another, on places, granted for a time; people found to be one;
officers connected. The controls keep too much, and are found.
"""

import random
import re

import psycopg
import pytest
from django.db import connection, transaction

from constabulary.access.roles import Role
from constabulary.casework.contact import InvolvedPerson, take_call
from constabulary.casework.people import PersonDetails
from constabulary.records.masking import SEEN_NOW, reading_statements
from constabulary.records.queries.officers import say_who_asks
from tests.conftest import AT, asking
from tests.databases import CLUSTER
from tests.factories.calls import former_partner_damage
from tests.factories.incidents import quarrel

pytestmark = pytest.mark.usefixtures("database_of_module")

CALLS, SCENES = 8, 12
ROLES = (Role.DISPATCHER, Role.VULNERABILITY_DESK, Role.INVESTIGATOR)
#: As it is defined, of every journey, with nothing kept.
DEFINED = """
    SELECT j.id, ARRAY(
        SELECT s.id FROM seal s WHERE s.lifted_at IS NULL AND NOT is_unsealed(s.id) AND (
            s.person_id IN (SELECT same_person(t.id) FROM people_in_journey(j.id) AS t(id))
            OR s.against_id IN (SELECT same_person(t.id) FROM people_in_journey(j.id) AS t(id))
            OR s.id IN (SELECT p.seal_id FROM place p JOIN incident i ON i.place_id = p.id WHERE i.journey_id = j.id)
            OR s.id IN (SELECT p.seal_id FROM place p JOIN crime c ON c.place_id = p.id WHERE c.journey_id = j.id)
        ) ORDER BY s.id
    ) FROM journey j ORDER BY j.id"""
ASKED = """
    SELECT j.id, ARRAY(SELECT unnest(seals_hidden_in_journey(j.id)) AS id ORDER BY id) FROM public.journey j {where}
    ORDER BY j.id"""
LOOKED_OVER = ASKED.format(where="WHERE (SELECT look_over_journeys(ARRAY(SELECT id FROM public.journey)))")
ONE_BY_ONE = ASKED.format(where="")

Found = list[tuple[int, list[int]]]


class Scene:
    """A few journeys, and everything planted about them anew."""

    def __init__(self, at) -> None:
        self.at = at
        for number in range(CALLS // 2):
            others = (InvolvedPerson(person=PersonDetails(given=f"Given{number}", family="Dace"), role="suspect"),)
            by = asking(Role.CONTACT_HANDLER)
            take_call(call=former_partner_damage(at, others=others), by=by, at=at)
            quarrel(at)
        self.officers = [asking(role) for role in ROLES]
        connection.close()  # A clone needs nobody else there; so does a superuser's session of its own.
        self.past = CLUSTER.connect("superuser", connection.settings_dict["NAME"])
        self.past.autocommit = True
        self.past.execute("SET session_replication_role = replica")
        self.people, self.places = self._numbers("person"), self._numbers("place")
        self.next = 9_000_000_000
        self.made_otherwise: list[str] = []

    def _numbers(self, table: str) -> list[int]:
        return [row[0] for row in self.past.execute(f"SELECT id FROM {table} ORDER BY id").fetchall()]

    def number(self) -> int:
        """A number no row has."""
        self.next += 1
        return self.next

    def clear(self) -> None:
        """No seal, merger or connection any more."""
        for table in ("seal_grant", "connection", "seal"):
            self.past.execute(f"DELETE FROM {table}")
        self.past.execute("UPDATE person SET merged_into_id = NULL WHERE merged_into_id IS NOT NULL")
        self.past.execute("UPDATE place SET seal_id = NULL WHERE seal_id IS NOT NULL")

    def seal(self, person: int, *, against: int | None = None, lifted: bool = False, same_as: int | None = None) -> int:
        """A seal of somebody."""
        number, by = self.number(), self.officers[0].id
        self.past.execute(
            "INSERT INTO seal (id, reason, made_at, lifted_at, lifted_by_id, against_id, made_by_id, person_id, same_as_id) "
            "VALUES (%s, 'Planted', %s, %s, %s, %s, %s, %s, %s)",
            [number, self.at, self.at if lifted else None, by if lifted else None, against, by, person, same_as],
        )
        return number

    def plant(self, chance: random.Random) -> None:
        """Another scene by chance."""
        self.clear()
        seals: list[int] = []
        for _ in range(chance.randint(0, 4)):
            against = chance.choice([None, chance.choice(self.people)])
            same_as = chance.choice([None, *seals])
            seals.append(
                self.seal(chance.choice(self.people), against=against, lifted=chance.random() < 0.3, same_as=same_as)
            )
        for seal in seals:
            by = self.officers[0].id
            if chance.random() < 0.5:
                place = chance.choice(self.places)
                self.past.execute("UPDATE place SET seal_id = %s WHERE id = %s", [seal, place])
            if chance.random() < 0.5:
                until = chance.choice(["NULL", "now() - interval '1 hour'", "now() + interval '1 hour'"])
                self.past.execute(
                    f"INSERT INTO seal_grant (id, reason, granted_at, until, granted_by_id, officer_id, seal_id) "
                    f"VALUES (%s, 'Planted', %s, {until}, %s, %s, %s)",
                    [self.number(), self.at, by, chance.choice(self.officers).id, seal],
                )
        for _ in range(chance.randint(0, 2)):
            into, other = sorted(chance.sample(self.people, 2))  # Upwards only: nobody leads to themselves.
            self.past.execute("UPDATE person SET merged_into_id = %s WHERE id = %s", [into, other])
        if chance.random() < 0.5:
            self.past.execute(
                "INSERT INTO connection (id, nature, declared_at, declared_by_id, officer_id, person_id) "
                "VALUES (%s, 'Planted', %s, %s, %s, %s)",
                [self.number(), self.at, self.officers[0].id, chance.choice(self.officers).id, chance.choice(self.people)],
            )  # fmt: skip

    def defined(self, officer: int) -> Found:
        """What is hidden from an officer in each journey."""
        self.past.execute("SELECT set_config('constabulary.officer', %s, false)", [str(officer)])
        return self.past.execute(DEFINED).fetchall()

    def change(self, old: str, new: str, *, function: str) -> None:
        """A guard made to say something else: a control."""
        for made in reading_statements("constabulary_application"):
            if f"FUNCTION {function}(" in made:
                assert old in made
                self.made_otherwise.append(made)
                self.past.execute(made.replace(old, new))

    def let_write(self) -> None:
        """The application may write seals as it likes."""
        self.past.execute("GRANT UPDATE ON seal TO constabulary_application")
        self.past.execute("ALTER TABLE seal DISABLE TRIGGER USER")

    def put_back(self) -> None:
        """Every guard as it was made; nothing of a control is left to the next test."""
        for made in self.made_otherwise:
            self.past.execute(made)
        self.made_otherwise.clear()
        self.past.execute("ALTER TABLE seal ENABLE TRIGGER USER")
        self.past.execute("REVOKE UPDATE ON seal FROM constabulary_application")
        connection.close()  # What it has kept for a transaction goes with it.


@pytest.fixture(scope="module")
def one_scene(database_of_module):
    made = Scene(AT)
    yield made
    made.past.close()


@pytest.fixture
def scene(one_scene):
    """The journeys of the module; each test plants anew what it asks about."""
    yield one_scene
    one_scene.put_back()
    one_scene.clear()


def ask(statement: str) -> Found:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def differences(scene: Scene, scenes: int = SCENES) -> tuple[int, int]:
    """(answers other than defined, answers in which something is hidden) over scenes by chance."""
    wrong = hidden = 0
    for number in range(scenes):
        scene.plant(random.Random(number))
        for officer in scene.officers:
            say_who_asks(officer)
            defined = scene.defined(officer.id)
            hidden += sum(bool(seals) for _, seals in defined)
            with transaction.atomic():
                # Again in one transaction: the second is answered by what was kept.
                every = [ask(one) for one in (ONE_BY_ONE, LOOKED_OVER, ONE_BY_ONE)]
            every.append(ask(LOOKED_OVER))
            wrong += sum(found != defined for found in every)
    return wrong, hidden


def test_it_is_answered_as_it_is_defined_one_by_one_looked_over_and_again(scene):
    wrong, hidden = differences(scene)
    assert wrong == 0
    assert hidden > 50, "the scenes hide something"


@pytest.mark.parametrize(
    "forgotten",
    [
        "SELECT s.person_id FROM seal s WHERE s.person_id = ANY (people) AND s.lifted_at IS NULL\n                UNION ALL",
        "UNION ALL SELECT s.against_id FROM seal s WHERE s.against_id = ANY (people) AND s.lifted_at IS NULL",
        "UNION ALL SELECT p.id FROM person p WHERE p.id = ANY (people) AND p.merged_into_id IS NOT NULL",
        "UNION ALL SELECT p.merged_into_id FROM person p WHERE p.merged_into_id = ANY (people)",
        re.compile(r"UNION ALL SELECT named\.journey FROM .*?p\.seal_id IS NOT NULL", re.DOTALL),
    ],
    ids=["of somebody", "against somebody", "one record of several", "several records of one", "a place"],
)
def test_control_a_look_that_forgets_one_way_in_which_a_seal_bears_is_found(scene, forgotten):
    made = next(one for one in reading_statements("constabulary_application") if "look_over_journeys(asked" in one)
    old = forgotten if isinstance(forgotten, str) else forgotten.search(made)[0]
    scene.change(old, "", function="look_over_journeys")
    assert differences(scene)[0] > 0


def hidden_now(scene: Scene) -> list[int]:
    """The journeys in which something is hidden from whoever asks."""
    return [journey for journey, seals in ask(ONE_BY_ONE) if seals]


def a_seal_meanwhile(scene: Scene) -> tuple[list[int], list[int]]:
    """Where something was hidden before somebody else sealed a caller, and where after, within one transaction."""
    scene.clear()
    scene.seal(scene.people[-1], lifted=False)
    say_who_asks(scene.officers[0])
    with transaction.atomic():
        assert ask(LOOKED_OVER)
        before = hidden_now(scene)
        for person in scene.people:
            scene.seal(person)
        return before, hidden_now(scene)


def test_a_seal_that_somebody_else_makes_meanwhile_is_found_by_the_next_statement(scene):
    before, after = a_seal_meanwhile(scene)
    assert len(before) < len(after) == CALLS


def test_control_what_is_kept_for_a_whole_transaction_hides_a_seal_made_meanwhile(scene):
    scene.change("pg_current_snapshot()::text", "'kept'", function="seals_hidden_in_journey")
    scene.change("pg_current_snapshot()::text", "'kept'", function="look_over_journeys")
    before, after = a_seal_meanwhile(scene)
    assert before == after


def a_merger_of_ones_own(scene: Scene) -> tuple[list[int], list[int]]:
    """The same where the act that asks writes: the transaction's own rows are in no snapshot of it."""
    scene.clear()
    seal = scene.seal(scene.people[-1])
    scene.let_write()
    say_who_asks(scene.officers[0])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE public.seal SET reason = 'Planted anew' WHERE id = %s", [seal])
        assert ask(LOOKED_OVER)
        before = hidden_now(scene)
        cursor.execute("UPDATE public.seal SET person_id = %s WHERE id = %s", [scene.people[0], seal])
        return before, hidden_now(scene)


def test_what_the_transaction_itself_changed_is_found_by_its_next_statement(scene):
    before, after = a_merger_of_ones_own(scene)
    assert before != after


def test_control_by_the_snapshot_alone_a_transactions_own_change_is_not_found(scene):
    for function in ("seals_hidden_in_journey", "look_over_journeys"):
        scene.change("pg_current_xact_id_if_assigned() IS NULL", "true", function=function)
    before, after = a_merger_of_ones_own(scene)
    assert not set(after) - set(before)


def test_what_is_seen_now_has_no_comma_but_its_last_however_many_transactions_are_under_way(scene):
    """What is kept is searched for a journey between commas: a transaction of that number must not stand between two."""
    held = [psycopg.connect(**CLUSTER.parameters("superuser", connection.settings_dict["NAME"])) for _ in range(4)]
    try:
        for one in held:
            one.execute("SELECT pg_current_xact_id()")
        # A snapshot names those that began before the latest that is over.
        held[-1].commit()
        ((now, snapshot),) = ask(f"SELECT {SEEN_NOW}, pg_current_snapshot()::text")
        assert snapshot.count(",") >= 2, "there is one in the middle"
        assert now.count(",") == 1
        assert now.endswith(" ,")
    finally:
        for one in held:
            one.close()


def bare_after(statement: str) -> int:
    """How many journeys are kept as bare after a statement, within one transaction."""
    with transaction.atomic():
        ask(statement)
        ((kept,),) = ask("SELECT coalesce(current_setting('constabulary.bare', true), '')")
        return len(re.findall(r"(?<=,)[0-9]+(?=,)", kept))


def test_a_list_looked_over_while_nothing_is_sealed_is_kept_as_bare(scene):
    scene.clear()
    say_who_asks(scene.officers[0])
    journeys = "SELECT look_over_journeys(ARRAY(SELECT id FROM public.journey{where}))"
    assert bare_after(journeys.format(where="")) == CALLS
    assert bare_after(journeys.format(where=" WHERE id < 0")) == 0
    # What is kept says of nothing but these rows of journeys: the first seal is found by the next statement.
    with transaction.atomic():
        assert ask(LOOKED_OVER)
        assert hidden_now(scene) == []
        for person in scene.people:
            scene.seal(person)
        assert len(hidden_now(scene)) == CALLS


def test_of_more_journeys_than_are_kept_each_is_answered_all_the_same(scene):
    scene.change("length(kept) > 8000", "length(kept) > 40", function="seals_hidden_in_journey")
    assert differences(scene, 4)[0] == 0


def test_a_row_of_no_journey_has_nothing_hidden_by_one(scene):
    say_who_asks(scene.officers[0])
    scene.seal(scene.people[0])
    assert ask("SELECT seals_hidden_in_journey(NULL), look_over_journeys(NULL)") == [(None, True)]
