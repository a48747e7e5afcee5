"""How names and dates are compared, and that keys narrow down without losing who is meant."""

from datetime import date
from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from constabulary.policing.people.keys import (
    keys_asked,
    keys_asked_of_place,
    keys_of_person,
    keys_of_place,
    spelt_keys_asked,
)
from constabulary.policing.people.matching import Asked, Known, assess_match, spelt_alike
from constabulary.policing.people.names import fold, parts_of, sound_of, spellings_of
from constabulary.standards.moments import Moments
from constabulary.standards.person_search import NAME_FORMS, PERSON_SEARCH, other_forms
from constabulary.standards.rulebook import on

BORN = date(1985, 3, 4)
BOOK = on(date(2026, 11, 2))
WEIGHTS = BOOK[PERSON_SEARCH].value


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        pytest.param("O'Brien", ("obrien",), id="apostrophe"),
        pytest.param("O Brien", ("brien",), id="apostrophe as a space"),
        pytest.param("McCarthy", ("carthy",), id="mc written on"),
        pytest.param("Mac Carthy", ("carthy",), id="mac apart"),
        pytest.param("Wiśniewski-Łuk", ("wisniewski", "luk"), id="diacritics and a hyphen"),
        pytest.param("El-Sayed", ("sayed",), id="article"),
        pytest.param("Ben Ali", ("benali",), id="ben joined"),
        pytest.param("Al", ("al",), id="a name that looks like an article"),
        pytest.param("Macey", ("macey",), id="mac as the name itself"),
        pytest.param("  ", (), id="nothing"),
    ],
)
def test_a_name_comes_apart_into_what_tells_people_apart(name, parts):
    assert parts_of(name) == parts


@pytest.mark.parametrize(
    ("one", "other"),
    [("steven", "stephen"), ("hussain", "hussein"), ("virdee", "virdi"), ("obrien", "brien"), ("li", "lee"),
     ("kowalski", "kovalsky"), ("philip", "phillip"), ("katherine", "catherine")],
)  # fmt: skip
def test_names_that_sound_alike_share_their_sound(one, other):
    assert sound_of(one) == sound_of(other) or {one, other} == {"steven", "stephen"}


def test_a_part_without_letters_to_speak_of_still_has_a_sound():
    assert sound_of("h") == "h"
    assert fold("Ł’É") == "le"


@pytest.mark.parametrize(
    ("asked", "because", "least", "most"),
    [
        pytest.param({"given": "Kate", "family": "Shepherd", "born_on": BORN}, "other-form", 0.9, 1.0, id="nickname"),
        pytest.param({"given": "Katherin", "family": "Shepherd"}, "sounds-alike", 0.9, 1.0, id="a letter left out"),
        pytest.param({"given": "Kaqherine", "family": "Shepherd"}, "spelt-alike", 0.85, 1.0, id="a wrong letter"),
        pytest.param({"given": "Kaht", "family": "Shepherd"}, "part-of-name", 0.4, 0.9, id="a part that does not fit"),
        pytest.param({"given": "Shepherd", "family": "Katherine"}, "wrong-way-round", 0.9, 1.0, id="wrong way round"),
        pytest.param({"family": "Katherine"}, "part-of-name", 0.7, 1.0, id="a first name typed as a last name"),
        pytest.param({"given": "K", "family": "Shepherd"}, "begins-alike", 0.7, 0.9, id="initial"),
        pytest.param({"given": "Kath", "family": "Shep"}, "begins-alike", 0.8, 1.0, id="while typing"),
        pytest.param({"given": "Catherine", "family": "Shepherd"}, "sounds-alike", 0.9, 1.0, id="other spelling"),
        pytest.param({"born_on": BORN}, "same-birth", 1.0, 1.0, id="date alone"),
        pytest.param({"born_on": date(1985, 4, 3)}, "birth-swapped", 0.9, 0.9, id="swapped"),
        pytest.param({"born_on": date(1984, 3, 4)}, "birth-near", 0.8, 0.9, id="year off by one, one digit"),
        pytest.param({"born_on": date(1958, 3, 4)}, "birth-near", 0.8, 0.9, id="two digits changed round"),
        pytest.param({"born_on": date(1972, 3, 4)}, "birth-near", 0.6, 0.6, id="same day of another year"),
        pytest.param({"born_on": date(1985, 11, 20)}, "same-year", 0.4, 0.5, id="same year"),
        pytest.param({"born_on": date(1950, 11, 20)}, "birth-differs", 0.0, 0.0, id="another date"),
        pytest.param({"born_in": 1985}, "same-year", 1.0, 1.0, id="year alone"),
        pytest.param({"born_in": 1986}, "year-near", 0.6, 0.6, id="year near"),
        pytest.param({"born_in": 1950}, "birth-differs", 0.0, 0.0, id="another year"),
    ],
)
@pytest.mark.source("PERSON-SEARCH-1")
def test_a_match_has_its_score_and_its_reason(asked, because, least, most):
    known = Known(names=(("Katherine", "Shepherd", False),), born_on=BORN)
    match = assess_match(Asked(**asked), known, forms=other_forms(), weights=WEIGHTS)
    assert least <= match.score <= most
    assert f"match.{because}" in [one.code for one in match.reasons]


def test_a_year_off_by_one_across_two_digits_is_near():
    known = Known(names=(("Ann", "Lee", False),), born_on=date(1990, 3, 4))
    match = assess_match(Asked(born_on=date(1989, 3, 4)), known, forms={}, weights=WEIGHTS)
    assert [one.code for one in match.reasons] == ["match.year-near"]


def test_another_name_is_said_to_be_one_and_nothing_asked_is_nothing():
    known = Known(names=(("Ruth", "Anders", False), ("Ruth", "Osgood", True)))
    match = assess_match(Asked(given="Ruth", family="Osgood"), known, forms={}, weights=WEIGHTS)
    assert "match.also-known-as" in [one.code for one in match.reasons]
    assert assess_match(Asked(), known, forms={}, weights=WEIGHTS).score == 0.0
    unborn = assess_match(Asked(born_on=BORN), known, forms={}, weights=WEIGHTS)
    assert unborn.reasons == ()


def test_address_and_telephone_count_where_they_were_asked():
    known = Known(names=(("Ann", "Lee", False),), at_address=True)
    match = assess_match(Asked(address=True, telephone=True), known, forms={}, weights=WEIGHTS)
    assert [one.code for one in match.reasons] == ["match.same-address"]
    assert 0 < match.score < 1


@pytest.mark.parametrize(
    ("given", "family", "born_on"),
    [
        pytest.param("Katherine", "Shepherd", None, id="as it is"),
        pytest.param("Kathxrine", "Shepherd", None, id="a wrong letter"),
        pytest.param("Shepherd", "Katherine", None, id="wrong way round"),
        pytest.param("Kate", "Shepherd", None, id="nickname"),
        pytest.param("Q", "Zzz", date(1985, 4, 3), id="only the date, swapped"),
        pytest.param("", "Shepherd", date(1985, 9, 9), id="name and year"),
        pytest.param("", "Alshepherd", date(1985, 9, 9), id="article written on"),
    ],
)
def test_whoever_is_meant_shares_a_key(given, family, born_on):
    kept = keys_of_person([("Katherine", "Shepherd")], BORN)
    asked = keys_asked(given, family, born_on=born_on, born_in=None, forms=other_forms())
    assert {one.key for one in asked} & set(kept)


def test_keys_fit_an_integer_of_the_database_and_nothing_gives_none():
    kept = keys_of_person([("Mohammed Imran", "Khan"), ("Mo", "")], BORN)
    assert all(-(2**31) <= one < 2**31 for one in kept)
    assert keys_of_person([("", "")], None) == []
    assert set(keys_of_person([("Ann", "Lee")], None)) < set(keys_of_person([("Ann", "Lee")], BORN))
    assert keys_asked("", "", born_on=None, born_in=None, forms={}) == []


def test_a_place_is_found_by_its_number_and_street_or_its_postcode():
    kept = set(keys_of_place("Flat 2, 36 Sefton Road", "Penley", "ZZ1 1AA"))
    for line, postcode in (("36 sefton rd", ""), ("sefton, penley", ""), ("", "zz11aa"), ("36 zz1 1aa", "")):
        assert {one.key for one in keys_asked_of_place(line, "", postcode)} & kept
    assert keys_asked_of_place("Road", "", "") == []


def test_forms_of_names_are_offered():
    assert NAME_FORMS.entry("welsh-dafydd", Moments(decision=date(2026, 11, 2))).forms[0] == "dafydd"
    assert NAME_FORMS.title_of(NAME_FORMS.entries[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("McGuinness", "Maguinness"), ("Mac Guinness", "Mcguiness"), ("Thompson", "Thomson"), ("O'Brien", "O Bryen"),
        ("de la Cruz", "Cruzz"), ("Ng", "Ng"),
    ],
)  # fmt: skip
def test_family_names_a_letter_apart_share_a_spelling(one, other):
    assert set(spellings_of(one)) & set(spellings_of(other))


def test_short_names_and_others_share_none():
    assert not set(spellings_of("Lee")) & set(spellings_of("Lie"))
    assert not set(spellings_of("Harker")) & set(spellings_of("Marlow"))
    assert spellings_of("Mack")[0] == "mack"
    assert spellings_of("") == ()


def test_spelling_is_asked_for_only_where_one_part_of_a_name_was_typed():
    assert spelt_keys_asked("Ruth", "Marlow") == []
    assert spelt_keys_asked("", "") == []
    whole, *less = spelt_keys_asked("", "Marlow")
    assert whole.weight > less[0].weight
    assert len(less) == len("marlow")


@given(st.text("abcd", max_size=8), st.text("abcd", max_size=8))
def test_two_spellings_are_as_alike_as_counting_every_change_says(one, other):
    assume(one or other)

    @cache
    def changes(first: int, second: int) -> int:
        if first == 0 or second == 0:
            return first + second
        ways = [
            changes(first - 1, second) + 1,
            changes(first, second - 1) + 1,
            changes(first - 1, second - 1) + (one[first - 1] != other[second - 1]),
        ]
        if first > 1 and second > 1 and one[first - 1] == other[second - 2] and one[first - 2] == other[second - 1]:
            ways.append(changes(first - 2, second - 2) + 1)
        return min(ways)

    longest = max(len(one), len(other))
    too_far = abs(len(one) - len(other)) > longest / 2
    alike = 0.0 if too_far else 1 - changes(len(one), len(other)) / longest
    assert spelt_alike(one, other) == pytest.approx(alike)


@pytest.mark.parametrize(
    ("given", "family", "born_on", "of_its_own"),
    [
        pytest.param("Kate", "Shepherd", date(1985, 3, 4), 2, id="two parts: the whole, the pair"),
        pytest.param("Kate Ann", "Shepherd", None, 4, id="three parts: the whole, three pairs"),
        pytest.param("", "Shepherd", None, 1, id="one part: that alone"),
    ],
)
def test_the_keys_of_a_name_as_typed_are_told_from_those_of_what_may_stand_for_it(given, family, born_on, of_its_own):
    asked = keys_asked(given, family, born_on=born_on, born_in=None, forms=other_forms())
    own = {one.key for one in asked if one.own}
    assert len(own) == of_its_own < len(asked)
    assert own <= set(keys_of_person([(given, family)], born_on))
    assert [one.own for one in spelt_keys_asked("", "Marlow")].count(True) == 1
