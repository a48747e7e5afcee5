"""What a name, address or contact detail is refused for."""

import pytest

from constabulary.policing.people.details import (
    CONTACT_KNOWN,
    CONTACT_MALFORMED,
    CONTACT_MISSING,
    KIND_UNKNOWN,
    NUMBER_HAS_LETTERS,
    NUMBER_TOO_LONG,
    NUMBER_TOO_SHORT,
    find_reasons_against_contact,
    find_reasons_against_number,
    normalise_telephone,
    words_of_sealed,
)


@pytest.mark.parametrize(
    ("value", "kind", "against"),
    [
        ("07700 900123", "telephone", ()),
        ("not known", "telephone", (NUMBER_HAS_LETTERS,)),
        ("07700", "telephone", (NUMBER_TOO_SHORT,)),
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


@pytest.mark.parametrize(
    ("typed", "against"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param("960123", (), id="a local number"),
        pytest.param("01632 960000 ext 12", (), id="an extension"),
        pytest.param("01632 960000 x12", (), id="an extension with an x"),
        pytest.param("01632 960000 #4021", (), id="an extension with a hash"),
        pytest.param("+353 1 020 0000", (), id="from Ireland"),
        pytest.param("00 49 1521 0000000000", (), id="from Germany, dialled"),
        pytest.param("+44 (0)7700 900123", (), id="with the nought in brackets"),
        pytest.param("0770", (NUMBER_TOO_SHORT,), id="four digits"),
        pytest.param("0770 ext 1234", (NUMBER_TOO_SHORT,), id="four digits with an extension"),
        pytest.param("-", (NUMBER_TOO_SHORT,), id="a stroke"),
        pytest.param("07700 9OO123", (NUMBER_HAS_LETTERS,), id="letters for noughts"),
        pytest.param("text 07700 900123", (NUMBER_HAS_LETTERS,), id="a word before it"),
        pytest.param("07700 900123 or 07700 900456", (NUMBER_HAS_LETTERS,), id="two and a word"),
        pytest.param("07700 900123 / 07700 900456", (NUMBER_TOO_LONG,), id="two numbers"),
    ],
)
def test_what_cannot_be_a_telephone_number_is_told_in_one_sentence(typed, against):
    assert find_reasons_against_number(typed) == against


@pytest.mark.parametrize(
    "typed",
    ["07700 900123", "+44 7700 900123", "0044 7700 900123", "(07700) 900-123", "07700 900123 ext. 12", "07700900123x4"],
)
def test_the_ways_of_writing_a_number_are_one_number(typed):
    assert normalise_telephone(typed) == "7700900123"


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ((), "Nothing any longer"),
        (("address home",), "Home address"),
        (("address home", "contact telephone", "contact telephone"), "Home address, telephone (2)"),
        (("contact email", "contact online"), "E-mail address, online name"),
    ],
)
def test_what_is_sealed_is_said_by_kind(kinds, words):
    assert words_of_sealed(kinds) == words
