"""What stands against recording a crime with its particulars."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.recording.crimes import find_reasons_against_crime
from tests.factories.outcomes import offence

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("known", "victim_is_given", "occurred_from", "reasons"),
    [
        pytest.param(True, True, AT - HOUR, 0, id="damage with its victim, an hour before the report"),
        pytest.param(False, True, AT - HOUR, 1, id="no offence of the list"),
        pytest.param(True, False, AT - HOUR, 1, id="a victim-based offence without a victim"),
        pytest.param(True, True, AT + HOUR, 1, id="it happened after it was reported"),
    ],
)
def test_a_crime_needs_an_offence_its_victim_and_a_time_before_the_report(
    known, victim_is_given, occurred_from, reasons
):
    found = find_reasons_against_crime(
        offence("149/00", "58C") if known else None,
        victim_is_given=victim_is_given, occurred_from=occurred_from, reported_at=AT,
    )  # fmt: skip
    assert len(found) == reasons
