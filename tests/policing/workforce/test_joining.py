"""What a force and those who join it may be called."""

import pytest

from constabulary.policing.workforce.joining import (
    CODE_MALFORMED,
    FORCE_UNNAMED,
    NUMBER_MALFORMED,
    NUMBER_TAKEN,
    UNNAMED,
    find_reasons_against_force,
    find_reasons_against_joining,
    number_meant,
)


@pytest.mark.parametrize(
    ("code", "name", "against"),
    [
        pytest.param("46", "Kentshire Police", (), id="as it should be"),
        pytest.param("KS01", "K", (), id="four letters and digits"),
        pytest.param("", "Kentshire Police", (CODE_MALFORMED,), id="no code"),
        pytest.param("KS012", "Kentshire Police", (CODE_MALFORMED,), id="a code that is too long"),
        pytest.param("ks", "Kentshire Police", (CODE_MALFORMED,), id="small letters"),
        pytest.param("4/6", "Kentshire Police", (CODE_MALFORMED,), id="a stroke would part a reference"),
        pytest.param("46", "  ", (FORCE_UNNAMED,), id="no name"),
        pytest.param("46", "x" * 81, (FORCE_UNNAMED,), id="a name longer than is kept"),
        pytest.param("/", "", (CODE_MALFORMED, FORCE_UNNAMED), id="neither"),
    ],
)
def test_a_force_is_called_by_a_code_and_a_name(code, name, against):
    assert find_reasons_against_force(code=code, name=name) == against


@pytest.mark.parametrize(
    ("number", "name", "is_taken", "against"),
    [
        pytest.param("4711", "Ann Marlow", False, (), id="as it should be"),
        pytest.param("PS-12", "A", False, (), id="letters and a hyphen"),
        pytest.param("4711", "Ann Marlow", True, (NUMBER_TAKEN,), id="a number that somebody has"),
        pytest.param("47/11", "Ann Marlow", False, (NUMBER_MALFORMED,), id="a stroke would part an address"),
        pytest.param("47 11", "Ann Marlow", False, (NUMBER_MALFORMED,), id="a space"),
        pytest.param("-4711", "Ann Marlow", False, (NUMBER_MALFORMED,), id="a hyphen first"),
        pytest.param("1" * 12, "Ann Marlow", False, (), id="as long as is kept"),
        pytest.param("1" * 13, "Ann Marlow", True, (NUMBER_MALFORMED,), id="longer than is kept"),
        pytest.param("4711", " ", False, (UNNAMED,), id="no name"),
        pytest.param("", "x" * 81, False, (NUMBER_MALFORMED, UNNAMED), id="no number and a name longer than is kept"),
    ],
)
def test_somebody_joins_with_a_number_of_their_own_and_a_name(number, name, is_taken, against):
    assert find_reasons_against_joining(collar_number=number, name=name, is_taken=is_taken) == against


def test_a_number_is_kept_in_capitals():
    assert number_meant(" ps12 ") == "PS12"
