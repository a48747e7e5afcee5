"""What `constabulary recover` writes beside the table it prints."""

import csv
from datetime import UTC, datetime

import pytest
from fastparquet import ParquetFile

from constabulary.cli.tables import file_names
from constabulary.drawing.fan import draw_fan
from constabulary.simulation.naming import file_name
from tests.simulation.test_recovery_documents import POLIT, run


def test_the_burn_down_is_written_and_drawn_way_by_way(tmp_path, capsys):
    path, out = tmp_path / "polit.toml", tmp_path / "out"
    path.write_text(POLIT)
    code, said, _ = run(capsys, path, "--csv", out, "--parquet", out, "--charts", out)
    assert code == 0
    with (out / "burn-down.csv").open() as plain, (out / "burn-down.parquet").open("rb") as packed:
        rows = list(csv.DictReader(plain))
        frame = ParquetFile(packed).to_pandas()
    ways = list(dict.fromkeys(row["way"] for row in rows))
    assert all(f"{way} (seed" in said for way in ways)
    assert len(list(out.glob("burn-down-*.svg"))) == len(ways) > 1
    assert list(frame["way"]) == [row["way"] for row in rows]
    assert list(frame["share 0.5"]) == [float(row["share 0.5"]) for row in rows]
    for way in ways:
        chances = [float(row["chance cleared"]) for row in rows if row["way"] == way]
        assert chances == sorted(chances), "a backlog once cleared stays counted as cleared"


@pytest.mark.parametrize("option", ["--csv", "--parquet", "--charts"])
def test_what_cannot_be_written_is_said(tmp_path, capsys, option):
    path = tmp_path / "polit.toml"
    path.write_text(POLIT)
    code, _, err = run(capsys, path, option, "/dev/null/x")
    assert code == 2
    assert "/dev/null/x cannot be written: Not a directory." in err


def test_a_fan_of_a_page_has_dates_and_the_line_from_which_on_nothing_is_left_to_do():
    rows = [[1, 2, 3, 4, 5], [1, 2, 2, 3, 4]]
    start = datetime(2026, 11, 2, tzinfo=UTC)
    drawn = str(draw_fan([1.0, 8.0], rows, name="A queue", start=start, gone_at=28))
    assert ">2 Nov 26<" in drawn
    assert ">10 Nov 26<" in drawn
    assert ">gone at 28<" in drawn
    assert "Days from the start" not in drawn
    plain = str(draw_fan([1.0, 8.0], rows, name="A queue", upwards="Waiting"))
    assert "Days from the start" in plain
    assert "gone at" not in plain


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Two more, at café", "two-more-at-cafe"),
        ("  Überstunden: 2.5 Stunden  ", "uberstunden-2-5-stunden"),
        ("Ещё двое", "еще-двое"),
        ("../../etc", "etc"),
        ("!?", "unnamed"),
    ],
)
def test_what_a_file_is_called(name, called):
    assert file_name(name) == called


def test_no_two_files_of_a_folder_are_called_alike():
    assert file_names(["A b", "a-B", "!"], before="queue") == ["queue-a-b", "queue-a-b-2", "queue-unnamed"]


def test_a_fan_fits_a_telephone_and_refuses_what_is_no_fan():
    drawn = str(draw_fan([0.0, 1.0], [[1, 2, 3, 4, 5]] * 2, name="A <queue>", upwards="Waiting", width=368))
    assert 'width="368"' in drawn
    assert "A &lt;queue&gt;" in drawn
    for days, rows in (([], []), ([1.0], [[1, 2, 3]]), ([1.0, 2.0], [[1, 2, 3, 4, 5]])):
        with pytest.raises(ValueError, match="row of five"):
            draw_fan(days, rows, name="x", upwards="y")
