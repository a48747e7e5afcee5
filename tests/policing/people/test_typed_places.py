"""The postcode and town of a place that was typed in words."""

import pytest

from constabulary.policing.people.typed_places import TypedPlace, read_typed_place


@pytest.mark.parametrize(
    ("line", "locality", "postcode", "read"),
    [
        ("14 High Street", "", "", TypedPlace(postcode="", towns=())),
        ("14 High Street", "Tolling", "zz14lr", TypedPlace(postcode="ZZ1 4LR", towns=("Tolling",))),
        ("14 High Street, Tolling ZZ1 4LR", "", "", TypedPlace(postcode="ZZ1 4LR", towns=("Tolling",))),
        ("Flat 2, 14 High Street, Tolling", "", "", TypedPlace(postcode="", towns=("Tolling",))),
        ("The Ship, Quay Lane, Tolling", "Penley", "", TypedPlace(postcode="", towns=("Penley", "Tolling", "Quay Lane"))),
        ("The Ship, Tolling", "Tolling", "not one", TypedPlace(postcode="", towns=("Tolling",))),
    ],
    ids=[
        "a street alone", "in their own fields", "all in the line", "a part with a number is no town",
        "the field before the line, the last part first", "the same town twice, and what is no postcode",
    ],
)  # fmt: skip
def test_a_typed_place_is_read_for_where_it_lies(line, locality, postcode, read):
    assert read_typed_place(line, locality, postcode) == read
