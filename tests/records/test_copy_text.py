"""Rows laid out as the text that COPY reads come back as they were."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import IntEnum, StrEnum

import pytest
from django.db import connection

from constabulary.records.copy_text import AT_ONCE, MomentTexts, lines_of
from tests import databases

pytestmark = pytest.mark.django_db


class Colour(StrEnum):
    """A code."""

    RED = "red\t1"


class Step(IntEnum):
    """A number with a name."""

    FIRST = 1


AWKWARD = ["plain", "", "\\N", "a\tb", "a\nb\r\nc", 'say "no"', "back\\slash", "{a,b}", "Ł ★ 𝄞", "NULL"]
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
SUMMER = datetime(2026, 6, 1, 12, 0, 0, 250, tzinfo=timezone(timedelta(hours=1)))


def back(kind: str, column: list[object], **how: frozenset[int]) -> list[object]:
    """A column written by COPY as this type, and read again; as the owner, who alone makes tables."""
    with databases.CLUSTER.connect("owner", connection.settings_dict["NAME"]) as owner:
        owner.execute(f"CREATE TEMP TABLE copied (number integer, held {kind})")
        with owner.cursor().copy("COPY copied FROM STDIN") as copy:
            for some in lines_of(enumerate(column), moments=MomentTexts(), **how):
                copy.write(some)
        return [row[0] for row in owner.execute("SELECT held FROM copied ORDER BY number")]


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        ("text", ["plain", "words"]),
        ("text", AWKWARD),
        ("text", [*AWKWARD, None]),
        ("text", [None, None]),
        ("bigint", [1, -2, None, 2**60]),
        ("boolean", [True, False, None]),
        ("timestamptz", [NOON, SUMMER, None, NOON]),
        ("date", [date(2026, 2, 28), None]),
        ("time", [time(7, 30), None]),
        ("interval", [timedelta(days=-3, microseconds=1), timedelta(hours=30), None]),
        ("numeric", [Decimal("1.50"), Decimal("-0.01"), None]),
        ("double precision", [0.1, 1e-9, -3.0, None]),
        ("bytea", [b"", b"\x00\\\xff", None]),
        ("text[]", [AWKWARD, [], None]),
        ("bigint[]", [[1, 2], [], None]),
        ("bigint[]", [[1, 2], [], [-3]]),
        ("text[]", [[], []]),
        ("text[]", [AWKWARD, ["a"], [], ["a"]]),
    ],
)
def test_a_column_comes_back_as_it_was(kind, column):
    assert back(kind, column) == column


def test_tuples_are_arrays_as_lists_are():
    assert back("text[]", [("a", "b\\"), ()]) == [["a", "b\\"], []]
    assert back("bigint[]", [(1,), (2, 3)]) == [[1], [2, 3]]


def test_members_of_an_enumeration_are_written_by_what_they_stand_for():
    assert back("text", [Colour.RED, "blue", None]) == ["red\t1", "blue", None]
    assert back("integer", [Step.FIRST, 2]) == [1, 2]
    assert back("text[]", [[Colour.RED]]) == [["red\t1"]]


def test_a_boolean_among_numbers_is_written_as_the_truth_it_is():
    assert back("text", [True, 1]) == ["t", "1"]


def test_what_lies_in_a_column_of_json_is_written_as_json():
    held = [{"words": 'a "b"\n\\'}, ["a"], "text", None, 1]
    assert back("jsonb", held, json=frozenset({1})) == held


def test_more_rows_than_are_laid_out_at_once_keep_their_order():
    column = list(range(2 * AT_ONCE + 1))
    assert back("integer", column) == column


def test_what_no_column_of_ours_holds_is_refused():
    with pytest.raises(TypeError, match="no column of ours holds a object"):
        list(lines_of([(object(),)], moments=MomentTexts()))


def test_no_rows_are_no_lines():
    assert list(lines_of([], moments=MomentTexts())) == []
