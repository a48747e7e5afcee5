"""What stands against recording a crime with its particulars."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.recording.crimes import find_reasons_against_crime, first_report_of, has_victim
from tests.factories.outcomes import offence

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("known", "victim_is_given", "occurred_from", "occurred_to", "reasons"),
    [
        pytest.param(True, True, AT - HOUR, None, 0, id="damage with its victim, an hour before the report"),
        pytest.param(False, True, AT - HOUR, None, 1, id="no offence of the list"),
        pytest.param(True, False, AT - HOUR, None, 1, id="a victim-based offence without a victim"),
        pytest.param(True, True, AT + HOUR, None, 1, id="it happened after it was reported"),
        pytest.param(True, True, None, None, 1, id="nobody said when"),
        pytest.param(True, True, AT - 2 * HOUR, AT - HOUR, 0, id="between two moments"),
        pytest.param(True, True, AT - HOUR, AT - 2 * HOUR, 1, id="the latest before the earliest"),
        pytest.param(True, True, AT - HOUR, AT + 2 * HOUR, 0, id="it went on after the call, until it was recorded"),
        pytest.param(True, True, AT - HOUR, AT + 3 * HOUR, 1, id="its end is still to come"),
    ],
)
def test_a_crime_needs_an_offence_its_victim_and_a_time_before_the_report(
    known, victim_is_given, occurred_from, occurred_to, reasons
):
    found = find_reasons_against_crime(
        offence("149/00", "58C") if known else None,
        victim_is_given=victim_is_given, occurred_from=occurred_from, occurred_to=occurred_to,
        reported_at=AT, at=AT + 2 * HOUR,
    )  # fmt: skip
    assert len(found) == reasons


@pytest.mark.parametrize(
    ("basis", "is_named", "has"),
    [
        pytest.param("V", True, True, id="a victim, named"),
        pytest.param("V", False, True, id="a victim nobody has named"),
        pytest.param("S", False, False, id="against the state"),
        pytest.param("S", True, True, id="against the state, and somebody is named all the same"),
        pytest.param("S/V", False, False, id="either, and nobody is named"),
        pytest.param("S/V", True, True, id="either, and somebody is named"),
    ],
)
def test_which_crimes_have_a_victim(basis, is_named, has):
    assert has_victim(basis, is_named=is_named) is has


@pytest.mark.source("Crime Recording Rules for Front line Officers and Staff 2026/27, page 10")
@pytest.mark.parametrize(
    ("reports", "began_at", "first"),
    [
        pytest.param([AT], None, AT, id="one report"),
        pytest.param([AT, AT - HOUR, AT + HOUR], None, AT - HOUR, id="of three the earliest"),
        pytest.param([AT, AT - HOUR], AT - 2 * HOUR, AT - HOUR, id="both after it began"),
        pytest.param([AT, AT - HOUR], AT - HOUR, AT - HOUR, id="as it began"),
        pytest.param([AT, AT - 2 * HOUR], AT - HOUR, AT, id="the earlier told of what went before"),
        pytest.param([AT], AT + HOUR, AT, id="never none"),
    ],
)
def test_a_matter_was_reported_when_the_first_report_of_it_came(reports, began_at, first):
    assert first_report_of(reports, began_at=began_at) == first
