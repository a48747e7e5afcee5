"""Changing a crime: reclassified, recorded besides another, overseen."""

from datetime import UTC, datetime

import pytest

from constabulary.policing.recording.another import Because, find_reasons_against_another
from constabulary.policing.recording.classification import find_reasons_against_reclassification
from constabulary.policing.recording.oversight import Finding, find_reasons_against_finding, must_be_decided_again
from tests.factories.outcomes import offence

ON = datetime(2026, 11, 2, tzinfo=UTC)
DAMAGE, ASSAULT, SLAVERY = offence("149/00", "58C"), offence("105/01"), offence("036/06")


@pytest.mark.source("HOCR-26 p13")
@pytest.mark.parametrize(
    ("new", "present", "reason", "refused"),
    [
        pytest.param(None, DAMAGE, "Wrong.", {"offence-unknown"}, id="no such offence"),
        pytest.param(DAMAGE, DAMAGE, "Wrong.", {"same-offence"}, id="the same again"),
        pytest.param(ASSAULT, DAMAGE, " ", {"reason-missing"}, id="without a reason"),
        pytest.param(offence("104/25"), DAMAGE, "Wrong.", {"offence-not-current"}, id="an offence that has ceased"),
        pytest.param(ASSAULT, DAMAGE, "He hit her.", set(), id="with a reason"),
    ],
)
def test_reclassification_needs_another_current_offence_and_a_reason(new, present, reason, refused):
    found = find_reasons_against_reclassification(new, present_key=present.key, reason=reason, occurred_from=ON)
    assert {one.code.removeprefix("classification.") for one in found} == refused


@pytest.mark.source("HOCR-26 p12-13, p56-57")
@pytest.mark.parametrize(
    ("this", "same", "others", "because", "refused"),
    [
        pytest.param(ASSAULT, False, (DAMAGE,), "", False, id="another victim"),
        pytest.param(ASSAULT, True, (DAMAGE,), "", True, id="the same victim"),
        pytest.param(ASSAULT, True, (DAMAGE,), Because.LATER_OFFENDING.value, False, id="later offending"),
        pytest.param(ASSAULT, True, (DAMAGE,), "because I say so", True, id="no such ground"),
        pytest.param(SLAVERY, True, (DAMAGE,), "", False, id="modern slavery besides"),
        pytest.param(ASSAULT, True, (SLAVERY,), "", False, id="besides modern slavery"),
    ],
)
def test_one_crime_a_victim_unless_a_rule_counts_again(this, same, others, because, refused):
    found = find_reasons_against_another(this, same_victim=same, other_offences=others, because=because)
    assert bool(found) is refused


def test_a_finding_says_why_and_is_never_on_ones_own_decision():
    assert not find_reasons_against_finding(words="Listened to the call.", is_own=False)
    assert len(find_reasons_against_finding(words="", is_own=True)) == 2
    assert all(one.label for one in (*Finding, *Because))


@pytest.mark.parametrize(
    ("finding", "stands", "again"),
    [
        pytest.param(Finding.WRONG, True, True, id="wrong, and it stands"),
        pytest.param(Finding.WRONG, False, False, id="wrong, and another has taken its place"),
        pytest.param(Finding.RIGHT, True, False, id="right"),
        pytest.param(Finding.MORE_NEEDED, True, False, id="more is needed"),
    ],
)
def test_what_is_found_wrong_and_stands_is_decided_again(finding, stands, again):
    assert must_be_decided_again(finding, stands=stands) is again
