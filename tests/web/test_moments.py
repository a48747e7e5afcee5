"""Days and moments as people type them."""

from datetime import UTC, date, datetime, time

import pytest

from constabulary.standards.calendar import LONDON
from constabulary.web.moments import Unreadable, read_clock, read_day, read_moment, tell_day, tell_moment

NOW = datetime(2026, 11, 28, 11, tzinfo=UTC)
TODAY = date(2026, 11, 28)


def at(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("now", NOW), ("today 14:30", at(28, 14, 30)), ("Today at 14.30", at(28, 14, 30)), ("1430", at(28, 14, 30)),
        ("14.30", at(28, 14, 30)), ("14:30", at(28, 14, 30)), ("0915 hrs", at(28, 9, 15)), ("2pm", at(28, 14)),
        ("2.30 pm", at(28, 14, 30)), ("12am", at(28, 0)), ("12 p.m.", at(28, 12)), ("noon", at(28, 12)),
        ("yesterday 2200", at(27, 22)), ("tomorrow, 9.05", at(29, 9, 5)), ("2pm yesterday", at(27, 14)),
        ("28/11 14:30", at(28, 14, 30)), ("28 Nov 2026 1430", at(28, 14, 30)), ("28th November at 2pm", at(28, 14)),
        ("14:30 on 28 Nov 2026", at(28, 14, 30)), ("28/11/26 14:30", at(28, 14, 30)), ("28.11.2026 14.30", at(28, 14, 30)),
        ("2026-11-28 14:30", at(28, 14, 30)), ("3/1 08:00", at(3, 8, month=1, year=2027)), ("28-11-2026 14:30:59", at(28, 14, 30)),
        ("Friday 6pm", at(27, 18)), ("last Friday 6pm", at(27, 18)), ("next Friday 6pm", at(4, 18, month=12)),
        ("Saturday 8am", at(28, 8)), ("last Saturday 8am", at(21, 8)), ("next Saturday 8am", at(5, 8, month=12)),
        ("this Tuesday 8am", at(1, 8, month=12)), ("Tues 8am", at(24, 8)), ("6pm on Wednesday", at(25, 18)),
        ("this morning 8am", at(28, 8)), ("this morning at 8am", at(28, 8)), ("tonight 23:00", at(28, 23)),
        ("tonight 01:00", at(29, 1)), ("last night 23:00", at(27, 23)), ("last night 02:00", at(28, 2)),
        ("yesterday evening 6pm", at(27, 18)), ("Friday evening at 6pm", at(27, 18)), ("thurs 9.15", at(26, 9, 15)),
        ("25/10/2026 01:30 BST", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("25/10/2026 0130 gmt", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)), ("1 Jul 2026 2pm", at(1, 14, month=7)),
    ],
)  # fmt: skip
def test_a_moment_is_read_as_people_write_it(written, meant):
    assert read_moment(written, now=NOW) == meant


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("soon", "Write a day and a time"), ("", "Write a day and a time"), ("today soon", "Write a day and a time"),
        ("yesterday", "Write the time as well"), ("28 Nov 2026", "Write the time as well"), ("28/11", "Write the time as well"),
        ("28 Nov 2030", "Write the time as well"), ("31/02/2026 14:30", "There is no such day"),
        ("30/02 14:30", "There is no such day"), ("12/13/2026 14:30", "There is no such day"),
        ("25:00", "There is no such time"), ("2560", "There is no such time"), ("13pm", "There is no such time"),
        ("29/03/2026 01:30", "did not happen"), ("25/10/2026 01:30", "happened twice"), ("25/10 1.30am", "happened twice"),
    ],
)  # fmt: skip
def test_what_is_no_moment_or_two_is_answered_in_a_sentence(written, said):
    with pytest.raises(Unreadable, match=said):
        read_moment(written, now=NOW)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("today", TODAY), ("yesterday", date(2026, 11, 27)), ("28/11", TODAY), ("28 nov", TODAY), ("3 Jan", date(2027, 1, 3)),
        ("28/11/2026", TODAY), ("28.11.2026", TODAY), ("28 11 2026", TODAY), ("2026-11-28", TODAY), ("28-Nov-2026", TODAY),
        ("29 feb 2028", date(2028, 2, 29)),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(written, meant):
    assert read_day(written, today=TODAY) == meant


@pytest.mark.parametrize("written", ["now", "soon", "29 feb", "28/11/2026 14:30"])
def test_what_is_no_day_is_refused(written):
    with pytest.raises(Unreadable):
        read_day(written, today=TODAY)


@pytest.mark.parametrize("written", ["27/3", "27/03/12", "27 March"])
def test_a_year_that_is_needed_is_never_guessed(written):
    with pytest.raises(Unreadable, match="four digits"):
        read_day(written, today=TODAY, year_needed=True)
    assert read_day("27 March 1985", today=TODAY, year_needed=True) == date(1985, 3, 27)
    assert read_day("3/4/85", today=TODAY, year_needed=True) == date(1985, 4, 3), "it can be no other"


def test_what_was_understood_is_told_with_its_weekday_in_london():
    assert tell_day(TODAY) == "Saturday 28 November 2026"
    assert tell_moment(datetime(2026, 7, 1, 13, tzinfo=UTC)) == "Wednesday 1 July 2026, 14:00"


def test_where_something_lies_ahead_a_weekday_is_the_coming_one():
    assert read_moment("Friday 6pm", now=NOW, ahead=True) == at(4, 18, month=12)
    assert read_moment("Saturday 6pm", now=NOW, ahead=True) == at(28, 18)
    assert read_moment("last Friday 6pm", now=NOW, ahead=True) == at(27, 18)
    assert (read_day("Friday", today=TODAY), read_day("Friday", today=TODAY, ahead=True)) == (
        date(2026, 11, 27), date(2026, 12, 4),
    )  # fmt: skip


def test_until_a_day_is_until_its_last_minute():
    assert read_moment("29 Nov", now=NOW, until=True) == at(29, 23, 59)
    assert read_moment("tomorrow 14:00", now=NOW, until=True) == at(29, 14)
    with pytest.raises(Unreadable, match="Write the time as well"):
        read_moment("29 Nov", now=NOW)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("8am", time(8)), ("8 am", time(8)), ("10 pm", time(22)), ("22:00", time(22)), ("22.30", time(22, 30)),
        ("2230", time(22, 30)), ("8", time(8)), ("08", time(8)), ("noon", time(12)), ("midnight", time(0)),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read_as_people_write_it(written, meant):
    assert read_clock(written) == meant


@pytest.mark.parametrize(("written", "said"), [("after tea", "Write a time of day"), ("25", "There is no such time")])
def test_what_is_no_time_of_day_is_answered_in_a_sentence(written, said):
    with pytest.raises(Unreadable, match=said):
        read_clock(written)
