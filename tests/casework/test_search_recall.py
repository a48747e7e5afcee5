"""The benchmark's people and searches, few enough to run always: whoever is meant is among the first ten."""

import pytest
from benchmarks.people.made import make_people
from benchmarks.people.queries import SEED_TO_DEVELOP, make_queries

from constabulary.casework.searching import CANDIDATES
from constabulary.policing.people.keys import keys_asked, keys_of_person
from constabulary.policing.people.matching import Asked, Known, assess_match
from constabulary.standards.person_search import PERSON_SEARCH, other_forms
from constabulary.standards.rulebook import on

PEOPLE = 5_000


@pytest.fixture(scope="module")
def shares() -> dict[str, float]:
    """Recall at 10 by tradition, keys and ranking as the search uses them, without streets and without a database."""
    people = list(make_people(PEOPLE, seed=7))
    by_key: dict[int, list[int]] = {}
    for one in people:
        for key in keys_of_person([(one.given, one.family), *one.others], one.born_on):
            by_key.setdefault(key, []).append(one.number)
    found: dict[str, list[bool]] = {}
    for query in make_queries(people, each=28, seed=SEED_TO_DEVELOP):
        if not query.street:
            found.setdefault(query.tradition, []).append(query.wanted in first_ten(query, people, by_key))
    return {tradition: sum(some) / len(some) for tradition, some in found.items()}


def first_ten(query, people, by_key) -> list[int]:
    weights = on(people[0].born_on.replace(year=2026))[PERSON_SEARCH].value
    shared: dict[int, float] = {}
    for one in keys_asked(query.given, query.family, born_on=query.born_on, born_in=query.born_in, forms=other_forms()):
        for number in by_key.get(one.key, ()):
            shared[number] = shared.get(number, 0.0) + one.weight
    asked = Asked(given=query.given, family=query.family, born_on=query.born_on, born_in=query.born_in)
    scored = []
    for number in sorted(shared, key=lambda one: (-shared[one], one))[:CANDIDATES]:
        person = people[number]
        names = ((person.given, person.family, False), *((*other, True) for other in person.others))
        match = assess_match(asked, Known(names=names, born_on=person.born_on), forms=other_forms(), weights=weights)
        scored.append((-match.score, number))
    return [number for _, number in sorted(scored)[:10]]


def test_recall_at_ten_is_at_least_what_is_claimed_for_a_million(shares):
    assert len(shares) == 10
    assert min(shares.values()) >= 0.92, shares
    assert sum(shares.values()) / 10 >= 0.95, shares
