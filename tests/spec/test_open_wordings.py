"""Every open wording has its tests, or says why it has none; and those that no other table holds."""

import re

import pytest

from constabulary.policing.recording.decision import (
    RapeIncident,
    RecordingFacts,
    RecordingResult,
    Step,
    StepAnswer,
    must_record,
)
from tests.repository.sources import ROOT
from tests.spec.open_wordings import ROWS


def test_every_open_wording_is_held_by_tests_that_exist_or_says_why_not():
    there = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE)
    }
    assert len(ROWS) == 21
    for row in ROWS:
        assert bool(row.tests) is not bool(row.why_not), row.rule
        assert set(row.tests) <= there, f"{row.rule}: {set(row.tests) - there}"


def answered(*steps: tuple[Step, bool]) -> tuple[StepAnswer, ...]:
    return tuple(StepAnswer(step=step, answer=answer, evidence="The caller's account.") for step, answer in steps)


@pytest.mark.source("HOCR-26 p11, p63; open wording: rape reported here, happened elsewhere")
@pytest.mark.parametrize("rape_reported", [True, False], ids=["a rape", "any other crime"])
def test_a_rape_reported_here_that_happened_elsewhere_has_the_code_for_it(rape_reported):
    check = must_record(
        answered(
            (Step.CONCERNS_CRIME, True),
            (Step.NOTIFIABLE, True),
            (Step.CONTRARY_EVIDENCE, False),
            (Step.VICTIM_TRACED, True),
            (Step.VICTIM_CONFIRMS, True),
            (Step.OTHER_FORCE, True),
        ),
        RecordingFacts(state_based=False, rape_reported=rape_reported, professional_or_carer=False),
    )
    if rape_reported:
        assert (check.result, check.incident_code) == (RecordingResult.REPORTED_INCIDENT, RapeIncident.ELSEWHERE)
    else:
        assert (check.result, check.incident_code) == (RecordingResult.CRIME_RELATED, None)
