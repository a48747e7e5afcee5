"""Words that read as a report of rape: what they hold up, and what they do not."""

from itertools import product

import pytest

from constabulary.policing.recording.decision import RecordingCheck, RecordingFacts, RecordingResult
from constabulary.policing.recording.rape_reports import SAYS_RAPE, find_reasons_on_rape, words_of_rape
from constabulary.standards.recording import SAYS_RAPE_WORDS
from constabulary.standards.rulebook import on
from tests.conftest import AT

WORDS = on(AT)[SAYS_RAPE_WORDS].value


@pytest.mark.parametrize(
    ("said", "found"),
    [
        pytest.param("She says she was RAPED last night.", ("raped",), id="in capitals"),
        pytest.param("He forced her to have sex; it was rape.", ("rape", "forced her to have sex"), id="two"),
        pytest.param("Grapes were taken from the draped stall.", (), id="inside other words"),
        pytest.param("Fly-tipping in a field of oilseed rape.", ("rape",), id="a crop: whoever decides says so"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_words_of_rape_are_whole_words(said, found):
    assert words_of_rape(said, WORDS) == found


@pytest.mark.parametrize(
    ("result", "reported", "because", "says"),
    list(product((None, *RecordingResult), (False, True), ("", " ", "A crop."), (False, True))),
)
def test_only_what_ends_unrecorded_uncoded_and_unexplained_is_held_up(result, reported, because, says):
    check = RecordingCheck(next_step=None, result=result, exception=None, incident_code=None, reasons=())
    facts = RecordingFacts(state_based=False, rape_reported=reported, professional_or_carer=False)
    found = find_reasons_on_rape(
        "She was raped." if says else "She was pushed.", WORDS, check=check, facts=facts, no_rape_because=because
    )
    unrecorded = {RecordingResult.CRIME_RELATED, RecordingResult.REPORTED_INCIDENT, RecordingResult.NOT_A_CRIME}
    held_up = says and not reported and because != "A crop." and result in unrecorded
    assert found == ((SAYS_RAPE,) if held_up else ())
