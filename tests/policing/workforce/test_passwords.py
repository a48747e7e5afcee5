"""Which passwords are refused, and for what."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.workforce.passwords import (
    SAYS_WHOSE,
    TOO_COMMON,
    TOO_LONG,
    TOO_SHORT,
    after_tries,
    find_reasons_against_password,
    lapses_at,
)
from constabulary.standards.protection import NAME_LETTERS, PASSWORD_TRIES, PasswordTries

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
    found = find_reasons_against_password(password, whose=WHOSE, letters=12, longest=200, tried_first=TRIED_FIRST)
    assert [one.code for one in found] == [one.code for one in against]


def test_a_password_that_is_too_long_is_told_how_long_one_is_by_the_standard():
    (found,) = find_reasons_against_password("kettle violin harbour", whose=(), letters=12, longest=20, tried_first=())
    assert found.sentence == "The password is too long. Keep it to 20 characters."
    assert found.field == "new_password"


@pytest.mark.parametrize(
    ("tries", "minutes", "said"),
    [
        (8, 15, "After 8 wrong tries the number rests 15 minutes."),
        (1, 1, "After 1 wrong try the number rests 1 minute."),
    ],
)
def test_what_wrong_tries_lead_to_is_said_in_the_figures_of_the_standard(tries, minutes, said):
    assert after_tries(PasswordTries(tries=tries, rests=timedelta(minutes=minutes))) == said


def test_a_password_that_was_given_lapses_after_its_time():
    given = datetime(2026, 3, 27, 14, tzinfo=UTC)
    assert lapses_at(given, lasts=timedelta(days=7)) == datetime(2026, 4, 3, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("read", "raw"),
    [
        (PASSWORD_TRIES.parse, {"tries": 0, "minutes": 15}),
        (NAME_LETTERS.parse, {"letters": 81}),
        (NAME_LETTERS.parse, {"letters": 0}),
    ],
)
def test_a_force_cannot_set_what_cannot_be_kept(read, raw):
    with pytest.raises(ValueError, match=r"at least one|a name has"):
        read(raw)
