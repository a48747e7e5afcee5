"""By which age band the error of what proposes is told: a child is never counted among adults."""

from datetime import date, datetime

import pytest
from django.db import connection

from constabulary.records.queries.aids import _BY_GROUP
from constabulary.records.queries.screening import DRAWN, ENDED
from constabulary.records.queries.victim_groups import age_band_on
from constabulary.standards.calendar import LONDON

AT = datetime(2026, 11, 2, 14, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("born_on", "band"),
    [
        pytest.param(None, "not_known", id="no date of birth"),
        pytest.param(date(2008, 11, 3), "under_18", id="eighteen tomorrow"),
        pytest.param(date(2008, 11, 2), "18_to_24", id="eighteen today"),
        pytest.param(date(2001, 11, 3), "18_to_24", id="twenty-five tomorrow"),
        pytest.param(date(2001, 11, 2), "25_to_44", id="twenty-five"),
        pytest.param(date(1981, 11, 2), "45_to_64", id="forty-five"),
        pytest.param(date(1961, 11, 2), "65_and_over", id="sixty-five"),
    ],
)
def test_each_age_is_in_its_band(db, born_on, band):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {age_band_on('%(at)s::timestamptz')} FROM (VALUES (%(born_on)s::date)) AS p (born_on)",
            {"at": AT, "born_on": born_on},
        )
        assert cursor.fetchone()[0] == band


def test_what_was_filed_and_what_was_fitted_are_told_by_the_same_bands():
    assert "{age_band}" in _BY_GROUP
    for asked in (DRAWN, ENDED):
        assert age_band_on("c.occurred_from") in asked
