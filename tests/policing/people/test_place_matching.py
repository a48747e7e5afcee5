"""Places in the order in which they fit what was typed."""

import pytest

from constabulary.policing.people.keys import keys_of_place, near_keys_asked_of_place
from constabulary.policing.people.place_matching import (
    fit_of_place,
    is_address_asked,
    is_the_place,
    words_of_place,
)

KEPT = (
    "39 Heron Bottom, Sevenoaks, ZZ40 4SB", "41 Heron Bottom, Sevenoaks, ZZ40 4SC", "39 Medlar Bottom, Gravesham, ZZ40 3UG",
    "39 Heron Bottom, Ashford, ZZ35 2LJ", "The Crown, 3 Quay Lane, Tolling, ZZ1 4LR",
    "14 Crown Street, Tolling, ZZ1 4LR",
)  # fmt: skip


def fitting(line: str = "", locality: str = "", postcode: str = "") -> list[int]:
    asked = words_of_place(line, locality, postcode)
    fits = {number: fit_of_place(asked, words_of_place(one, "", "")) for number, one in enumerate(KEPT)}
    return sorted((number for number, fit in fits.items() if fit), key=lambda number: (-fits[number], number))


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ({"line": "39 Heron Bottom"}, [0, 3, 1]),
        ({"line": "39 herron botom"}, [0, 3, 1]),
        ({"line": "Heron Bottom", "locality": "Ashford"}, [3, 0, 1]),
        ({"line": "Heron Bottom, Ashford"}, [3]),
        ({"line": "Heron Bottom"}, [0, 1, 3]),
        ({"line": "39 Heron Bottom", "postcode": "zz352lj"}, [3, 0, 1]),
        ({"postcode": "ZZ40 4SC"}, [1]),
        ({"line": "zz404sc"}, [1]),
        ({"line": "The Crown"}, [4, 5]),
        ({"line": "crown street"}, [5, 4]),
        ({"line": "the crwon"}, [4, 5]),
        ({"line": "1 High Street"}, []),
        ({"line": "7"}, []),
        ({}, []),
    ],
    ids=[
        "house and street", "misspelt", "the town decides", "a town in the line is part of it", "the street alone", "the postcode decides", "a postcode",
        "a postcode without its space in the line", "a public house", "a street of the same name", "a public house misspelt", "words that are everywhere", "a number alone",
        "nothing",
    ],
)  # fmt: skip
def test_the_exact_comes_first_and_the_far_fetched_is_left_out(asked, order):
    assert fitting(**asked) == order


def misspelt(word: str) -> set[str]:
    """A word with any one letter left out, doubled, changed, or in its neighbour's place; the first letter included."""
    found: set[str] = set()
    for place in range(len(word)):
        found |= {word[:place] + word[place + 1 :], word[:place] + word[place] + word[place:]}
        found.add(word[:place] + ("e" if word[place] != "e" else "a") + word[place + 1 :])
        found.add(word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :])
    return found - {word}


@pytest.mark.parametrize(
    ("kept", "word", "rest"),
    [
        ("39 Heron Bottom, Sevenoaks", "heron", "bottom"),
        ("12 Cholmondeley Road", "cholmondeley", "road"),
        ("The Bull, 4 Mill Lane", "bull", "the"),
        ("The Nag's Head, Tolling", "nags", "head"),
    ],
    ids=["a street of two words", "a long street", "a short name", "a name with an apostrophe"],
)
def test_whatever_one_letter_is_wrong_a_street_or_a_name_is_found_without_its_number(kept, word, rest):
    keys = set(keys_of_place(kept, "", ""))
    for typed in misspelt(word):
        asked = near_keys_asked_of_place(f"{typed} {rest}", "", "")
        assert keys & {one.key for one in asked}, typed


def test_an_address_weighs_more_when_its_house_is_asked_for_than_when_only_its_street_is():
    def weight(line: str) -> float:
        keys = set(keys_of_place("39 Heron Bottom", "Ashford", ""))
        return sum(one.weight for one in near_keys_asked_of_place(line, "", "") if one.key in keys)

    assert weight("39 Heron Bottom") > weight("Heron Bottom") > weight("Herron Bottom") > weight("Bottom") > 0
    assert weight("Quay") == 0


@pytest.mark.parametrize(
    ("typed", "is_there"),
    [
        pytest.param(("10 Quarry Avenue, Marlow", "", ""), True, id="all in one line"),
        pytest.param(("10 Quarry Avenue", "Marlow", "ZZ1 2AB"), True, id="each in its field"),
        pytest.param(("10 Quarry", "", ""), True, id="less than all of it"),
        pytest.param(("10 Quary Avenue", "Marlow", ""), False, id="a letter out"),
        pytest.param(("10 Quarry Avenue", "Barlow", ""), False, id="another town"),
        pytest.param(("11 Quarry Avenue", "Marlow", ""), False, id="another house"),
        pytest.param(("Quarry Avenue", "Marlow", ""), False, id="no number"),
        pytest.param(("10", "Marlow", ""), False, id="no street"),
        pytest.param(("10 Quarry Avenue", "Marlow", "ZZ9 9ZZ"), False, id="another postcode"),
    ],
)
def test_nothing_near_is_looked_for_where_the_very_place_is_there(typed, is_there):
    assert is_the_place(words_of_place(*typed), words_of_place("10 Quarry Avenue", "Marlow", "ZZ1 2AB")) is is_there


@pytest.mark.parametrize(
    ("typed", "known", "wanted"),
    [
        pytest.param(("12 Larch Row", "Ashby", ""), ("12 Larch Row", "Ashby", "ZZ1 2AB"), True, id="the house"),
        pytest.param(("12 Lerch Row", "", ""), ("12 Larch Row", "Ashby", ""), True, id="spelt nearly so"),
        pytest.param(("12 Nowhere Lane", "Ashby", ""), ("12 Larch Row", "Ashby", ""), False, id="same number in the town"),
        pytest.param(("12 Nowhere Lane Ashby", "", ""), ("12 Larch Row", "Ashby", ""), False, id="the same in one line"),
        pytest.param(("3 Heron Mews", "", ""), ("3 Underhill Mews", "Ashby", ""), False, id="another mews"),
        pytest.param(("14 Larch Row", "Ashby", ""), ("12 Larch Row", "Ashby", ""), False, id="a neighbour"),
        pytest.param(("14 Larch Row", "", "ZZ1 2AB"), ("12 Larch Row", "", "ZZ1 2AB"), False, id="of the same postcode"),
        pytest.param(("Larch Row", "Ashby", ""), ("12 Larch Row", "Ashby", ""), True, id="a street without a number"),
        pytest.param(("12 Larch Row Ashby", "", ""), ("12 Larch Row", "", ""), True, id="the town only typed"),
        pytest.param(("12 Larch Row", "", ""), ("Flat 3, Heron House, 12 Larch Row", "", ""), True, id="a flat there"),
        pytest.param(("12", "", "ZZ1 2AB"), ("12 Larch Row", "", "ZZ1 2AB"), True, id="number and postcode"),
        pytest.param(("12 Leafy Rd", "", "ZZ1 2AB"), ("12 Larch Row", "", "ZZ1 2AB"), True, id="and a street misheard"),
        pytest.param(("", "", "ZZ1 2AB"), ("12 Larch Row", "", "ZZ1 2AB"), True, id="a postcode alone"),
        pytest.param(("Nowhere Lane", "", "ZZ1 2AB"), ("12 Larch Row", "", "ZZ1 2AB"), False, id="another street of it"),
        pytest.param(("12", "", "ZZ1 9XX"), ("12 Larch Row", "", "ZZ1 2AB"), False, id="only the number"),
        pytest.param(("12 Larch Row", "", ""), ("12", "Ashby", ""), False, id="a place of no words"),
    ],
)  # fmt: skip
def test_a_place_is_said_to_be_the_address_only_where_it_is(typed, known, wanted):
    assert is_address_asked(words_of_place(*typed), words_of_place(*known)) is wanted
