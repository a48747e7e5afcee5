"""Which passwords are refused, and for what."""

import pytest

from constabulary.policing.workforce.passwords import (
    SAYS_WHOSE,
    TOO_COMMON,
    TOO_LONG,
    TOO_SHORT,
    find_reasons_against_password,
)

WHOSE = ("4711", "Ann Ó Marlow")
TRIED_FIRST = frozenset({"correct horse battery"})


@pytest.mark.parametrize(
    ("password", "against"),
    [
        pytest.param("harbour kettle violin", (), id="three words"),
        pytest.param("abcdefghijkl", (), id="just long enough"),
        pytest.param("abcdefghijk", (TOO_SHORT,), id="one too short"),
        pytest.param("", (TOO_SHORT,), id="nothing"),
        pytest.param("a" * 40, (TOO_SHORT,), id="one letter again and again"),
        pytest.param("abcabcabcabcabcabc", (TOO_SHORT,), id="three letters again and again"),
        pytest.param("abcdefabcdef", (), id="half of them differ"),
        pytest.param("aBcDeAbCdEaBcDe", (TOO_SHORT,), id="capitals do not differ from small letters"),
        pytest.param("abcdefghijkl" * 17, (TOO_LONG,), id="longer than a form takes"),
        pytest.param(("abcdefghijkl" * 17)[:200], (), id="as long as a form takes"),
        pytest.param("kettle 4711 violin", (SAYS_WHOSE,), id="the number"),
        pytest.param("violin MARLOW kettle", (SAYS_WHOSE,), id="a name"),
        pytest.param("cannon and violin", (), id="a name of three letters is part of many words"),
        pytest.param("Correct Horse Battery", (TOO_COMMON,), id="one that is tried first"),
    ],
)
def test_a_password_is_refused_for_what_makes_it_weak(password, against):
    assert find_reasons_against_password(password, whose=WHOSE, letters=12, tried_first=TRIED_FIRST) == against
