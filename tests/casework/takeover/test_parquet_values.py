"""Each kind of value a Parquet column may hold, as the text a staged file would have; what is no text is refused."""

from pathlib import Path

import fastparquet
import pandas as pd
import pytest

from constabulary.casework.takeover.parquet import NotReadable
from constabulary.casework.takeover.parquet_rows import rows

LONGEST = 50
#: Written by Arrow's C++ library, each with one column.
VALUES = Path(__file__).parent / "values"


def told(tmp_path, column, **options) -> list[str]:
    path = tmp_path / "one.parquet"
    fastparquet.write(str(path), pd.DataFrame({"it": column}), write_index=False, **options)
    heading, *found = rows(str(path), LONGEST)
    assert heading == ["it"]
    return [one for (one,) in found]


@pytest.mark.parametrize(
    ("column", "texts"),
    [
        (pd.Series(["a", None, "NaT", "n\x00il"]), ["a", "", "NaT", "nil"]),
        (pd.Series([1, 2**60 + 1]), ["1", str(2**60 + 1)]),
        (pd.array([7, None], dtype="Int64"), ["7", ""]),
        (pd.Series([2.0, 2.5, None]), ["2", "2.5", ""]),
        (pd.Series([True, False]), ["yes", "no"]),
        (pd.array([True, None], dtype="boolean"), ["yes", ""]),
        (pd.Series(pd.to_datetime(["2026-07-01T12:00:00", None])), ["2026-07-01T12:00:00", ""]),
        (pd.Series(pd.to_datetime(["2026-07-01T12:00:00Z"])), ["2026-07-01T12:00:00+00:00"]),
        (
            pd.Series(pd.to_datetime(["2026-07-01T12:00:00Z"])).dt.tz_convert("Europe/London"),
            ["2026-07-01T13:00:00+01:00"],
        ),
        (pd.Series(["x", "y", "x"], dtype="category"), ["x", "y", "x"]),
        (pd.Series([b"caf\xc3\xa9"], dtype=object), ["café"]),
    ],
    ids=["texts", "numbers", "numbers and nothing", "decimals", "yes", "yes and nothing", "without an offset", "in UTC",
         "in London", "a table of words", "octets"],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:Series.values returning:pandas.errors.Pandas4Warning")
def test_a_value_becomes_the_text_that_a_staged_file_would_have(tmp_path, column, texts):
    assert told(tmp_path, column) == texts


def test_a_day_outside_what_nanoseconds_can_count_is_that_day():
    days = ["0001-01-01", "1066-10-14", "1677-01-01", "1900-01-01", "2262-12-31", "9999-12-31", ""]
    assert [one for (one,) in rows(str(VALUES / "days.parquet"), LONGEST)] == ["it", *days]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("int96", "it: moments of the old kind INT96 do not say whether they are in UTC"),
        ("lists", "row 2, it: a column of lists or of anything else"),
        ("octets", r"row 3, it: the text is not UTF-8\."),
    ],
)
def test_what_could_be_read_wrongly_is_not_read(file, said):
    with pytest.raises(NotReadable, match=said):
        list(rows(str(VALUES / f"{file}.parquet"), LONGEST))


def test_a_text_that_is_too_long_is_refused(tmp_path):
    with pytest.raises(NotReadable, match="row 2, it: a text is longer than 50 characters"):
        told(tmp_path, pd.Series(["x" * 51]))
