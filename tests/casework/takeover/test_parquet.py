"""Staging files as Parquet: the same records as from CSV; what cannot be read, however broken, is said in a sentence."""

import shutil
import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest

from constabulary.casework.takeover.files import CannotRead, find_staged, read_rows
from constabulary.casework.takeover.loading import take_over
from constabulary.policing.takeover.layout import BY_NAME
from constabulary.records.models import Incident, Person, TakeoverReject
from tests.casework.takeover.conftest import became

#: Written by Arrow's C++ library: reported_at in UTC, closed_at without, dates, yes and no, a table of words.
WRITTEN_ELSEWHERE = Path(__file__).parent / "data"
#: Bytes of `incidents.parquet` that end a process that reads it in itself (seen with fastparquet 2026.9.0).
ENDS_THE_READER = {1235: 202, 395: 37, 4389: 48, 2995: 29}


@pytest.fixture
def folder(tmp_path):
    """The folder of those files, to be broken."""
    return Path(shutil.copytree(WRITTEN_ELSEWHERE, tmp_path / "staged"))


def rows_of(folder: Path, table: str) -> list[dict[str, str]]:
    file = next(one for one in find_staged(folder) if one.table == table)
    return [dict(one.raw) for one in read_rows(file, BY_NAME[table].columns)]


def test_days_moments_yes_and_nothing_are_read_as_the_layout_writes_them(folder):
    first, second = rows_of(folder, "incidents")
    assert (first["reported_at"], first["domestic_abuse"], first["closed_at"]) == (
        "2026-07-01T12:00:00+00:00",
        "yes",
        "",
    )
    assert (second["closed_at"], second["domestic_abuse"], second["person"]) == ("2026-07-03T09:30:00", "", "")
    assert [one["born_on"] for one in rows_of(folder, "people")] == ["1980-02-03", "1878-07-09"]


@pytest.mark.django_db
def test_a_folder_of_parquet_is_taken_over_and_a_moment_keeps_its_hour(folder, system, at):
    tallies = {one.table.name: one.tally for one in take_over(folder=folder, name="Oldsys", by=system, at=at)}
    assert {name: (one.read, one.stored, one.rejected) for name, one in tallies.items()} == {
        "people": (2, 2, 0),
        "incidents": (2, 2, 0),
    }, list(TakeoverReject.objects.values())
    assert Person.objects.get(pk=became("people", "P2").record_row).family == "Dace"
    closed = Incident.objects.get(pk=became("incidents", "I2").record_row)
    # Told in UTC, and without an offset: the time in London, which was summer time.
    assert closed.reported_at == datetime(2026, 7, 2, 12, tzinfo=UTC)
    assert closed.closed_at == datetime(2026, 7, 3, 8, 30, tzinfo=UTC)


def broken(file: Path, how: str) -> None:
    held = bytearray(file.read_bytes())
    if how == "ends the reader":
        for place, byte in ENDS_THE_READER.items():
            held[place] = byte
    elif how == "cut short":
        del held[len(held) // 2 :]
    elif how == "without its end":
        del held[-4:]
    elif how == "something else":
        held[:] = b"reference,status\nI1,open\n"
    else:
        held[-8:-4] = struct.pack("<I", 0x7FFFFFFF)
    file.write_bytes(held)


@pytest.mark.parametrize(
    "how", ["ends the reader", "cut short", "without its end", "something else", "its end told wrongly"]
)
def test_a_damaged_file_is_said_and_ends_nothing_but_its_reader(folder, how):
    broken(folder / "incidents.parquet", how)
    with pytest.raises(CannotRead, match=r"^incidents.parquet: .*Write it anew .*, or as CSV\.$"):
        rows_of(folder, "incidents")


def test_the_same_table_twice_is_refused_whatever_the_files_are(folder):
    (folder / "people.csv").write_text("reference\nP9\n")
    with pytest.raises(CannotRead, match=r"people\.parquet and people\.csv are of the same table"):
        find_staged(folder)


def test_a_reader_that_is_left_alone_ends(folder):
    file = next(one for one in find_staged(folder) if one.table == "incidents")
    rows = read_rows(file, BY_NAME["incidents"].columns)
    assert next(rows).raw["reference"] == "I1"
    rows.close()
