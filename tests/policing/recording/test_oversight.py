"""When an answer to the registrar stands."""

import pytest

from constabulary.policing.recording.oversight import (
    ANSWER_MISSING,
    ANSWERED_ALREADY,
    find_reasons_against_answer,
)


@pytest.mark.parametrize(
    ("words", "is_waiting", "against"),
    [
        pytest.param("Her sister rang.", True, (), id="answered while the registrar waits"),
        pytest.param(" \n", True, (ANSWER_MISSING,), id="nothing is no answer"),
        pytest.param("Her sister rang.", False, (ANSWERED_ALREADY,), id="answered before, or found without it"),
        pytest.param("", False, (ANSWER_MISSING, ANSWERED_ALREADY), id="nothing, and nobody waits"),
    ],
)
def test_an_answer_to_the_registrar_says_something_and_is_waited_for(words, is_waiting, against):
    assert find_reasons_against_answer(words=words, is_waiting=is_waiting) == against
