"""What a district may be called, and when it can be ended."""

import pytest

from constabulary.policing.workforce.districts import (
    CODE_MALFORMED,
    CODE_TAKEN,
    HAS_ENDED,
    NAME_TAKEN,
    UNNAMED,
    WORKED,
    find_reasons_against_code,
    find_reasons_against_ending,
    find_reasons_against_name,
)


@pytest.mark.parametrize(
    ("code", "is_taken", "against"),
    [
        pytest.param("E1", False, (), id="as it should be"),
        pytest.param("1" * 12, False, (), id="as long as is kept"),
        pytest.param("1" * 13, False, (CODE_MALFORMED,), id="longer than is kept"),
        pytest.param("", True, (CODE_MALFORMED,), id="none"),
        pytest.param("E/1", False, (CODE_MALFORMED,), id="a stroke would part an address"),
        pytest.param("E1", True, (CODE_TAKEN,), id="that of another"),
    ],
)
def test_a_district_has_a_code_of_its_own(code, is_taken, against):
    assert find_reasons_against_code(code, is_taken=is_taken) == against


@pytest.mark.parametrize(
    ("name", "is_taken", "against"),
    [
        pytest.param("Weald", False, (), id="as it should be"),
        pytest.param("x" * 80, False, (), id="as long as a name may be"),
        pytest.param("x" * 81, True, (UNNAMED.with_words("Keep it to 80 letters."),), id="longer"),
        pytest.param(" ", True, (UNNAMED,), id="none"),
        pytest.param("Weald", True, (NAME_TAKEN,), id="that of another"),
    ],
)
def test_a_district_has_a_name_of_its_own(name, is_taken, against):
    assert find_reasons_against_name(name, is_taken=is_taken, letters=80) == against


@pytest.mark.parametrize(
    ("has_ended", "is_worked", "against"),
    [
        pytest.param(False, False, (), id="nobody works it"),
        pytest.param(False, True, (WORKED,), id="a team works it"),
        pytest.param(True, False, (HAS_ENDED,), id="ended before"),
        pytest.param(True, True, (HAS_ENDED,), id="ended before, and a team is in it"),
    ],
)
def test_a_district_ends_once_and_when_no_team_works_it(has_ended, is_worked, against):
    assert find_reasons_against_ending(has_ended=has_ended, is_worked=is_worked) == against
