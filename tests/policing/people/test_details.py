"""What a name, address or contact detail is refused for."""

import pytest

from constabulary.policing.people.details import (
    CONTACT_KNOWN,
    CONTACT_MALFORMED,
    CONTACT_MISSING,
    KIND_UNKNOWN,
    find_reasons_against_contact,
    normalise_telephone,
)


@pytest.mark.parametrize(
    ("value", "kind", "against"),
    [
        ("07700 900123", "telephone", ()),
        ("not known", "telephone", (CONTACT_MALFORMED,)),
        ("07700", "telephone", (CONTACT_MALFORMED,)),
        ("ruth@example.org", "email", ()),
        ("ruth at example.org", "email", (CONTACT_MALFORMED,)),
        ("ruth@example", "email", (CONTACT_MALFORMED,)),
        ("quiet lane 7", "online", ()),
        ("  ", "online", (CONTACT_MISSING,)),
        ("07700 900123", "pigeon", (KIND_UNKNOWN,)),
    ],
)
def test_a_contact_detail_is_refused_when_it_is_not_of_its_kind(value, kind, against):
    assert find_reasons_against_contact(value=value, kind=kind, is_known=False) == against


def test_a_contact_detail_already_known_is_refused():
    assert find_reasons_against_contact(value="07700 900123", kind="telephone", is_known=True) == (CONTACT_KNOWN,)


@pytest.mark.parametrize("typed", ["07700 900123", "+44 7700 900123", "0044 7700 900123", "(07700) 900-123"])
def test_the_ways_of_writing_a_number_are_one_number(typed):
    assert normalise_telephone(typed) == "7700900123"
