"""What a case file must hold: one thing changed at a time from a file that holds everything."""

from dataclasses import replace

import pytest

from constabulary.policing.case_file.checklist import FileFacts, find_file_items, find_reasons_against_file
from constabulary.policing.case_file.code_tests import CodeTestKind
from constabulary.policing.investigation.evidence_led import Conclusion
from constabulary.policing.investigation.suspects import SuspectStatus
from tests.factories.outcomes import DOES_NOT, SUPPORTS, crime, suspect

pytestmark = pytest.mark.source("Outcomes for Recorded Crimes, April 2026, page 19")
WHOLE = FileFacts(
    crime=crime(), suspect=suspect(), plan_approved=True, looks_away=True, victim=SUPPORTS, needs_assessed=True,
    test=CodeTestKind.FULL_CODE, test_met=True, pieces=2, victim_statement=True, schedule_signed=True,
)  # fmt: skip
WITHOUT_HER = replace(
    WHOLE, victim=DOES_NOT, evidence_led=Conclusion.GO_ON, safety_assessed=True, day_planned=True
)  # fmt: skip


def missing(facts) -> set[str]:
    return {one.code.split(".")[1] for one in find_reasons_against_file(facts)}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(WHOLE, set(), id="everything, and the victim supports"),
        pytest.param(replace(WHOLE, suspect=suspect(identity_established=False)), {"identity"}, id="identity"),
        pytest.param(replace(WHOLE, suspect=suspect(recorded_as_suspect=False)), {"recorded"}, id="not recorded"),
        pytest.param(replace(WHOLE, suspect=suspect(interviewed=False)), {"interviewed"}, id="never interviewed"),
        pytest.param(
            replace(WHOLE, suspect=suspect(interviewed=False, status=SuspectStatus.ARRESTED_IN_CUSTODY)), set(),
            id="in custody",
        ),
        pytest.param(replace(WHOLE, plan_approved=False), {"plan-approved"}, id="plan not approved"),
        pytest.param(replace(WHOLE, looks_away=False), {"lines-away"}, id="nothing away from the suspect"),
        pytest.param(replace(WHOLE, open_lines=1, test=None, test_met=False), {"lines-ended", "test"}, id="open lines"),
        pytest.param(replace(WHOLE, open_lines=1), set(), id="open lines that the test explains"),
        pytest.param(replace(WHOLE, open_lines=1, test=CodeTestKind.THRESHOLD), set(), id="open lines, threshold test"),
        pytest.param(replace(WHOLE, victim=replace(SUPPORTS, support=None)), {"position"}, id="no position"),
        pytest.param(replace(WHOLE, needs_assessed=False), {"needs"}, id="needs not assessed"),
        pytest.param(replace(WHOLE, test_met=False), {"test"}, id="test not met"),
        pytest.param(replace(WHOLE, schedule_signed=False), {"unused-material"}, id="schedule not signed"),
        pytest.param(replace(WHOLE, schedule_signed=False, test=CodeTestKind.THRESHOLD), set(), id="not at threshold"),
        pytest.param(replace(WHOLE, pieces=0), {"evidence"}, id="nothing listed that it rests on"),
        pytest.param(replace(WHOLE, victim_statement=False), {"victim-statement"}, id="no statement of the victim"),
        pytest.param(replace(WITHOUT_HER, victim_statement=False), set(), id="none is asked of one who withdrew"),
        pytest.param(
            replace(WHOLE, crime=crime(has_victim=False), needs_assessed=False), set(), id="no victim to ask"
        ),
        pytest.param(WITHOUT_HER, set(), id="without the victim, everything"),
        pytest.param(replace(WITHOUT_HER, evidence_led=None), {"without-victim"}, id="nobody decided to go on"),
        pytest.param(
            replace(WITHOUT_HER, evidence_led=Conclusion.CANNOT_GO_ON), {"without-victim"}, id="decided not to go on"
        ),
        pytest.param(replace(WITHOUT_HER, safety_assessed=False), {"safety"}, id="her safety not assessed again"),
        pytest.param(replace(WITHOUT_HER, day_planned=False), {"day-planned"}, id="the day is not planned"),
        pytest.param(
            replace(WITHOUT_HER, victim=replace(DOES_NOT, auditable=False)), {"wishes"}, id="wishes not auditable"
        ),
    ],
)  # fmt: skip
def test_what_a_file_lacks(facts, expected):
    assert missing(facts) == expected


def test_what_keeps_her_safe_is_asked_only_without_her_support():
    asked = {one.code for one in find_file_items(WHOLE)}
    assert not asked & {"safety", "day-planned", "without-victim", "wishes"}
    assert {one.code for one in find_file_items(WITHOUT_HER)} == (asked - {"victim-statement"}) | {
        "safety", "day-planned", "without-victim", "wishes",
    }  # fmt: skip
