"""Places in the order in which they fit what was typed."""

import pytest

from constabulary.policing.people.place_matching import fit_of_place, words_of_place

KEPT = (
    "39 Heron Bottom, Sevenoaks, ZZ40 4SB", "41 Heron Bottom, Sevenoaks, ZZ40 4SC", "39 Medlar Bottom, Gravesham, ZZ40 3UG",
    "39 Heron Bottom, Ashford, ZZ35 2LJ", "The Crown, 3 Quay Lane, Tolling, ZZ1 4LR",
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
        ({"line": "The Crown"}, [4]),
        ({"line": "1 High Street"}, []),
        ({"line": "7"}, []),
        ({}, []),
    ],
    ids=[
        "house and street", "misspelt", "the town decides", "a town in the line is part of it", "the street alone", "the postcode decides", "a postcode",
        "a postcode without its space in the line", "a public house", "words that are everywhere", "a number alone",
        "nothing",
    ],
)  # fmt: skip
def test_the_exact_comes_first_and_the_far_fetched_is_left_out(asked, order):
    assert fitting(**asked) == order
