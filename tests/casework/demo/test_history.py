"""How the history is made: the same from the same seed, in either store, by the rhythm of the week."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random

import pytest
from django.db import connection

from constabulary.casework.demo import building, reports
from constabulary.casework.demo.building import Part, build_part, tell_reports
from constabulary.casework.demo.demand import draw_moments, hour_weights
from constabulary.casework.demo.mix import (
    draw_class,
    draw_offence,
    draw_outcome,
    offence_classes,
    real_offence_shares,
    real_outcome_shares,
)
from constabulary.casework.demo.places import districts
from constabulary.casework.demo.sizes import SIZES
from constabulary.casework.demo.world import World
from constabulary.casework.people import PersonDetails, PlaceDetails
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.protection.safe_route import CONTACT_OF_OTHER_SIDE
from constabulary.records.database_store import BLOCK, DatabaseStore
from constabulary.records.memory_store import MemoryStore
from constabulary.records.models import Crime
from constabulary.records.writing import reset_store, use_store
from constabulary.standards.calendar import LONDON
from constabulary.standards.offences import Basis
from constabulary.standards.rulebook import Moments
from tests import databases
from tests.records.test_memory_store import rows_since, write

UNTIL = datetime(2026, 11, 2, 9, tzinfo=UTC)


class Direct(DatabaseStore):
    """The database itself, for stories that are told act by act."""

    def keep(self, *rows) -> None:
        """Nothing needs to be held."""

    def let_go(self, *rows) -> None:
        """Nothing was held."""

    def telling(self, story):
        """Nothing is held meanwhile."""
        return connection.cursor()

    def hold_while_telling(self, row) -> None:
        """Nothing needs to be held."""

    def finish(self, story) -> None:
        """Nothing was held."""


@pytest.fixture
def own_demo(demo_database, django_db_blocker):
    """A copy of the force of the test's own, in which commits are real."""
    with django_db_blocker.unblock(), databases.own(f"{demo_database}_own", demo_database):
        yield


def some_reports() -> list[building.Report]:
    first = districts()[0][0]
    began = UNTIL - timedelta(days=120)
    return [(began + timedelta(hours=5 * number), first, number % 3 != 0) for number in range(24)]


def told_to(store, seed: str) -> World:
    world = World(store=store, chance=Random(seed), districts=[districts()[0][0]], until=UNTIL)
    token = use_store(store)
    try:
        for _ in tell_reports(world, some_reports()):
            pass
    finally:
        reset_store(token)
    return world


@pytest.mark.usefixtures("own_demo")
def test_a_story_that_the_rules_refuse_ends_there_and_is_counted(monkeypatch):
    def refused(world, _district):
        yield world.now + timedelta(hours=1)
        raise NotAllowed((CONTACT_OF_OTHER_SIDE,))

    assert told_to(MemoryStore(count(10**12)), "as they are").stopped == Counter()
    monkeypatch.setattr(building, "tell_crime", refused)
    world = told_to(MemoryStore(count(10**12)), "refused")
    assert world.stopped == {CONTACT_OF_OTHER_SIDE.code: sum(crime for _, _, crime in some_reports())}


@pytest.mark.usefixtures("own_demo")
def test_stories_told_in_memory_leave_the_same_rows_and_entries_as_stories_told_to_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('record_id')")
        first = cursor.fetchone()[0] + BLOCK
        cursor.execute(
            "SELECT set_config('constabulary.officer', (SELECT id::text FROM officer WHERE is_system), false)"
        )
    second = 50_000_000
    store = MemoryStore(count(second))
    # What officers carry already counts in their load, wherever the story is told.
    store.keep(*Crime.objects.exclude(officer=None))
    told_to(store, "a seed")
    told_to(Direct(), "a seed")
    one_by_one = rows_since(first)
    assert write(store) > 300
    in_bulk = rows_since(second)
    assert len(in_bulk) > 400
    assert in_bulk == one_by_one


@pytest.mark.usefixtures("demo_force")
def test_the_same_seed_and_day_make_the_same_history_and_another_seed_another(monkeypatch):
    def content(seed: int) -> list[str]:
        held: list[str] = []

        def note(store, entries, rows):
            for model, waiting in store.waiting.items():
                for row in waiting:
                    columns = {name: value for name, value in row.__dict__.items() if name != "_state"}
                    held.append(f"{model._meta.db_table} {columns}")
            return entries, rows

        monkeypatch.setattr(building, "_write", note)
        build_part(Part(size="tiny", seed=seed, part=0, until=UNTIL, first_number=1_000_000), lambda _part, _days: None)
        return held

    first, again, other = content(1), content(1), content(2)
    assert len(first) > 1000
    assert first == again
    assert first != other


def test_reports_come_by_the_rhythm_of_the_week():
    n = 30_000
    moments = draw_moments(Random(7), count=n, from_at=UNTIL - timedelta(days=364), until_at=UNTIL)
    made = Counter(
        at.astimezone(LONDON).weekday() * 24 + at.astimezone(LONDON).hour for at in moments
    )  # fmt: skip
    weights = hour_weights()
    square = sum(
        (made[hour] - n * weight / sum(weights)) ** 2 / (n * weight / sum(weights))
        for hour, weight in enumerate(weights)
    )
    # Chi-square with 167 degrees of freedom: one in ten thousand lies above 242.
    assert square < 242
    assert moments == sorted(moments)


@pytest.mark.source("Home Office crime outcomes open data 2018/19, Kent")
def test_classes_and_outcomes_are_drawn_as_often_as_the_real_tables_have_them():
    chance, n = Random(11), 40_000
    kinds = [draw_class(chance, on=date(2026, 1, 1)) for _ in range(n)]
    classes = Counter(one.code for one in kinds)
    outcomes = Counter(draw_outcome(chance, one) for one in kinds)
    for real, made in ((real_offence_shares(), classes), (real_outcome_shares(), outcomes)):
        assert sum(real.values()) == pytest.approx(1)
        for code, share in real.items():
            assert abs(made[code] / n - share) <= 4 * (share * (1 - share) / n) ** 0.5 + 2 / n, code


@pytest.mark.source("Home Office crime outcomes open data 2018/19, Kent")
def test_what_kent_hardly_ever_recorded_does_not_come_where_the_force_is_small():
    chance, on = Random(5), date(2026, 1, 1)
    least = SIZES["small"].rarest
    drawn = {draw_class(chance, on=on, least=least).code for _ in range(60_000)}
    rare = {one.code for one in offence_classes() if one.recorded < 20}
    assert {"26", "88D", "67", "96"} <= rare
    assert not drawn & rare
    assert {draw_class(chance, on=on).code for _ in range(60_000)} & rare, "a whole year of Kent has them"


ODD = ("genocide", "hijack", "ship", "aircraft", "treason", "sovereign", "vagrant", "apprentice", "chloroform", "torture",
       "explosion", "endangering life", "wreck", "county court", "nca officer", "unclassified")  # fmt: skip


def test_within_a_class_the_plain_offences_come_and_not_the_curiosities_of_the_list():
    chance, on = Random(7), date(2026, 1, 1)
    classes = [one for one in offence_classes() if one.recorded >= SIZES["small"].rarest]
    titles = {one.code: [draw_offence(chance, one, on=on).title for _ in range(300)] for one in classes}
    odd = {
        title for found in titles.values() for title in found
        if any(word in title.casefold() for word in ODD) and not title.startswith("Arson ")
    }  # fmt: skip
    assert not odd
    assert Counter(titles["105A"])["Common assault and battery"] > 250
    assert Counter(titles["8N"])["Assault occasioning actual bodily harm"] > 220
    assert set(titles["104"]) == {"Assault or assault by beating on a constable"}


def test_every_offence_of_the_plain_table_is_on_the_list_and_all_of_a_class_have_a_victim_or_none_has():
    for kind in offence_classes():
        assert len(kind.offences) == len(kind.weights) >= 1, kind.code
        assert not {Basis.VICTIM, Basis.STATE} <= {one.basis for one in kind.offences}, kind.code
        assert {one.category for one in kind.offences} == {kind.code}


@pytest.mark.django_db
def test_what_is_said_in_a_call_of_domestic_abuse_is_between_people_personally_connected():
    kinds = [one for one in vars(reports).values() if isinstance(one, reports.Report)]
    drawn = [one for one in kinds if 0 < one.domestic < 1]
    assert drawn
    for one in drawn:
        assert len(one.domestic_words) == len(one.words), one.words
        assert set(one.domestic_words).isdisjoint(one.words)
        call = reports.make_call(
            Random(1), one, at=UNTIL, caller=PersonDetails(given="Ann", family="Lea"), place=PlaceDetails(line="1 Elm Row"),
            rulebook=read_rulebook(Moments(report=UNTIL, decision=UNTIL)), crime=True, domestic=True,
        )  # fmt: skip
        assert call.summary in one.domestic_words
