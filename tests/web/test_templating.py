"""What templates say of moments, rules and what was stated."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.casework.clock import now
from constabulary.policing.outcomes.check import RULES
from constabulary.policing.outcomes.preconditions import Kind
from constabulary.standards.calendar import LONDON
from constabulary.standards.reading import packaged_standards
from constabulary.web.templating import against_expected, clock, day, moment, percent, rule_title, stated


def test_a_moment_of_this_year_is_short_and_one_of_another_year_says_the_year():
    today = now().astimezone(LONDON)
    assert clock(today) == f"{today.day} {today:%b %H:%M}"
    assert clock(datetime(2019, 7, 2, 13, 5, tzinfo=UTC)) == "2 Jul 2019 14:05"
    assert str(today.year - 1) in clock(today - timedelta(days=366))
    assert clock(None) == ""


@pytest.mark.parametrize(
    ("code", "said", "words"),
    [
        ("charged_by", "cps", "The Crown Prosecution Service"),
        ("charged_by", "yes", "Yes"),
        ("charged_by", "somebody", "somebody"),
        ("no_such_heading", "cps", "cps"),
    ],
    ids=["a choice", "a box ticked", "what is no choice any more", "a heading that is no more"],
)
def test_what_was_stated_for_an_outcome_is_said_in_words(code, said, words):
    assert stated(said, code) == words


def test_a_day_stated_for_an_outcome_is_written_as_people_write_it():
    code = next(
        one.heading.code for rule in RULES.values() for one in (*rule.stated, *rule.by_approver)
        if one.heading.kind is Kind.DAY
    )  # fmt: skip
    assert stated("2026-11-23", code) == "23 November 2026"
    assert stated("soon", code) == "soon"


def test_a_rule_is_named_by_its_title():
    assert rule_title("people.search") == "Person search"
    assert rule_title("safeguarding.safe_route") == packaged_standards()["safeguarding.safe_route"][-1].title
    assert rule_title("gone.long_ago") == "Long ago"


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (None, "–"), (1.0, "100.0 %"), (0.0, "0.0 %"), (3136 / 3137, "over 99.9 %"), (1 / 3137, "under 0.1 %"),
        (0.9991, "99.9 %"), (0.967, "96.7 %"),
    ],
    ids=["nothing", "all", "none", "all but one", "one", "nearly all", "a share"],
)  # fmt: skip
def test_a_share_is_never_all_or_none_where_it_is_not(share, told):
    assert percent(share) == told


@pytest.mark.parametrize(("ratio", "told"), [(1.089, "8.9 % more"), (0.583, "41.7 % fewer"), (1.0, "as many")])
def test_a_ratio_to_what_was_expected_is_told_in_plain_words(ratio, told):
    assert against_expected(ratio) == told


@pytest.mark.parametrize("month", range(1, 13))
def test_moments_are_written_as_the_language_formats_them(month):
    value = datetime(2019, month, 9, 4, 5, tzinfo=LONDON)
    assert moment(value) == f"9 {value:%B %Y at %H:%M}"
    assert day(value) == day(value.date()) == f"9 {value:%B %Y}"
    assert clock(value) == f"9 {value:%b %Y %H:%M}"
