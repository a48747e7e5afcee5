"""Changing a crime: reclassified, recorded besides another, overseen."""

from datetime import UTC, datetime

import pytest

from constabulary.policing.recording.another import Because, find_reasons_against_another
from constabulary.policing.recording.classification import find_reasons_against_reclassification
from constabulary.policing.recording.oversight import Finding, find_reasons_against_finding, must_be_decided_again
from tests.factories.outcomes import offence

ON = datetime(2026, 11, 2, tzinfo=UTC)
DAMAGE, ASSAULT, SLAVERY = offence("149/00", "58C"), offence("105/01"), offence("036/06")
BREACH, OTHER_BREACH = offence("066/39", "66"), offence("008/74", "8Q")


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
    ("this", "others", "because", "refused"),
    [
        pytest.param(ASSAULT, (), "", False, id="another victim"),
        pytest.param(ASSAULT, (DAMAGE,), "", True, id="the same victim"),
        pytest.param(ASSAULT, (DAMAGE,), Because.LATER_OFFENDING.value, False, id="later offending"),
        pytest.param(ASSAULT, (DAMAGE,), "because I say so", True, id="no such ground"),
        pytest.param(SLAVERY, (DAMAGE,), "", False, id="modern slavery besides"),
        pytest.param(ASSAULT, (SLAVERY,), "", False, id="besides modern slavery"),
        pytest.param(ASSAULT, (SLAVERY, DAMAGE), "", True, id="a third besides modern slavery and the worst other"),
        pytest.param(SLAVERY, (SLAVERY, DAMAGE), "", True, id="modern slavery twice"),
        pytest.param(BREACH, (DAMAGE,), "", False, id="the breach of an order besides"),
        pytest.param(ASSAULT, (BREACH,), "", False, id="besides the breach of an order"),
        pytest.param(ASSAULT, (BREACH, DAMAGE), "", True, id="a breach makes no room for a second of the others"),
        pytest.param(BREACH, (BREACH, DAMAGE), "", True, id="the breach of the same kind of order twice"),
        pytest.param(OTHER_BREACH, (BREACH, DAMAGE), "", False, id="the breach of another kind of order"),
    ],
)
def test_one_crime_a_victim_unless_a_rule_counts_again(this, others, because, refused):
    found = find_reasons_against_another(this, of_the_victim=others, because=because)
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
