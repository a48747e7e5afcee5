"""What templates say of moments."""

from datetime import UTC, datetime, timedelta

from constabulary.casework.clock import now
from constabulary.standards.calendar import LONDON
from constabulary.web.templating import clock


def test_a_moment_of_this_year_is_short_and_one_of_another_year_says_the_year():
    today = now().astimezone(LONDON)
    assert clock(today) == f"{today.day} {today:%b %H:%M}"
    assert clock(datetime(2019, 7, 2, 13, 5, tzinfo=UTC)) == "2 Jul 2019 14:05"
    assert str(today.year - 1) in clock(today - timedelta(days=366))
    assert clock(None) == ""
