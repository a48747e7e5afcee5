"""Files that are not what they should be: refused as a whole with a sentence, or row by row with line and reason."""

import gzip
import io
import zipfile

import pytest

from constabulary.open_data import archives
from constabulary.open_data.archives import find_files
from constabulary.open_data.kinds import Kind
from constabulary.open_data.preview import preview, preview_file, rows_of
from constabulary.open_data.reasons import CannotRead
from tests.factories.published import (
    STREET_HEADINGS,
    crime_id,
    outcome_row,
    outcome_table,
    recorded_row,
    recorded_table,
    search_file,
    search_row,
    street_file,
    street_row,
    write,
)


def previewed(path, **options):
    return preview_file(find_files(path)[0][0], **options)


def refused(path, **options) -> CannotRead:
    with pytest.raises(CannotRead) as trouble:
        previewed(path, **options)
    return trouble.value


def rows_at(path):
    return [row for block in rows_of(find_files(path)[0][0]) for row in block.rows()]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (street_row(9, month="2017-13"), "not-a-month", "Month"),
        (street_row(9, month="July 2017"), "not-a-month", "Month"),
        (street_row(9, crime_id="abc"), "not-a-crime-id", "Crime ID"),
        (street_row(9, crime_id="z" * 64), "not-a-crime-id", "Crime ID"),
        (street_row(9, crime_id="ab " + crime_id(1)[3:]), "not-a-crime-id", "Crime ID"),
        (street_row(9, longitude="east"), "not-a-coordinate", "Longitude"),
        (street_row(9, longitude="1_0"), "not-a-coordinate", "Longitude"),
        (street_row(9, latitude="nan"), "not-a-coordinate", "Latitude"),
        (street_row(9, latitude="5.1.2"), "not-a-coordinate", "Latitude"),
        (street_row(9, longitude="51.2", latitude="0.5"), "outside-uk", "Longitude"),
        (street_row(9, latitude="12.5"), "outside-uk", "Latitude"),
        (street_row(9, longitude=""), "half-a-point", ""),
        (street_row(9, reported_by=" "), "missing", "Reported by"),
        (street_row(9, crime_type=""), "missing", "Crime type"),
        (street_row(9) + ",one too many", "column-count", ""),
        ("cut off in the mid", "column-count", ""),
        (street_row(9, location="a\0b"), "not-text", "Location"),
    ],
    ids=lambda one: one[:24] if isinstance(one, str) else None,
)
def test_a_bad_row_is_refused_alone_with_its_line_reason_and_raw_text(tmp_path, row, code, column):
    path = write(tmp_path, "street.csv", street_file(street_row(1), row, street_row(2)))
    found = previewed(path)
    assert (found.read, found.rejected) == (3, 1)
    (reject,) = found.rejects
    assert (reject.line, reject.reason.code, reject.column) == (3, f"open_data.{code}", column)
    assert reject.raw == row.replace("\0", "�")


def test_bad_rows_among_thousands_are_found_one_by_one(tmp_path):
    rows = [street_row(number) for number in range(9000)]
    for place in (0, 4567, 8999):
        rows[place] = street_row(place, month="bad")
    found = previewed(write(tmp_path, "street.csv", street_file(*rows)))
    assert (found.read, found.rejected) == (9000, 3)
    assert [reject.line for reject in found.rejects] == [2, 4569, 9001]


def test_a_file_of_nothing_but_bad_rows_is_refused_whole(tmp_path):
    path = write(tmp_path, "street.csv", street_file(street_row(1, month="x"), street_row(2, month="y")))
    assert refused(path).reason.code == "open_data.nothing-good"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n", "empty"),
        (STREET_HEADINGS.encode(), "no-rows"),
        (b"%PDF-1.4 and so on", "not-a-table"),
        (b"\xd0\xcf\x11\xe0 an old spreadsheet", "not-a-table"),
        (b"just one word\nand another\n", "not-a-table"),
        (b"a,b\0,c\n1,2,3\n", "not-a-table"),
        (b'"a,b,c\n1,2,3\n', "not-a-table"),
        (b"Date,Amount,Payee\n1,2,3\n", "columns-unknown"),
        (STREET_HEADINGS.replace("Month,", "").encode() + b"\n1\n", "columns-missing"),
    ],
    ids=["empty", "a mark and no more", "heading alone", "a PDF", "a spreadsheet", "prose", "binary", "open quote",
         "a bank statement", "a column short"],
)  # fmt: skip
def test_a_file_of_the_wrong_kind_is_refused_with_a_sentence(tmp_path, content, code):
    trouble = refused(write(tmp_path, "some.csv", content))
    assert trouble.reason.code == f"open_data.{code}"
    assert str(trouble).startswith("some.csv: ")


def test_what_is_missing_is_named(tmp_path):
    path = write(tmp_path, "street.csv", STREET_HEADINGS.replace("Month,", "").replace("LSOA code,", "") + "\n")
    assert refused(path).detail == "Street-level crime needs: month, lsoa code."


def test_a_table_of_another_kind_than_asked_for_is_refused(tmp_path):
    path = write(tmp_path, "street.csv", street_file(street_row(1)))
    assert previewed(path, kind=Kind.STREET).kind is Kind.STREET
    assert refused(path, kind=Kind.WORKFORCE).reason.code == "open_data.other-kind"
    table = write(tmp_path, "table.csv", outcome_table(outcome_row()))
    assert refused(table, kind=Kind.RECORDED_CRIME).reason.code == "open_data.other-kind"


def test_columns_may_stand_in_any_order_with_others_between(tmp_path):
    text = "extra,n,FY,Financial Quarter,Force,Offence Description,Group,Offence Code\nx,7,2018/19,Q2,Kent,Theft,T,49\n"
    (row,) = rows_at(write(tmp_path, "table.csv", text))
    assert (row.crimes, row.quarter, row.force, row.offence_subgroup) == (7, 2, "Kent", None)


@pytest.mark.parametrize(
    ("encoded", "odd"),
    [
        (street_file(street_row(1, location="Rue de l’Église")).encode("utf-8-sig"), 0),
        (street_file(street_row(1, location="Rue de l’Église")).encode("utf-16"), 0),
        (street_file(street_row(1, location="Rue de l’Église")).encode("cp1252"), 1),
        (street_file(street_row(1, location="Rue de l’Église")).replace("\r\n", "\n").encode(), 0),
        (street_file(street_row(1, location="Rue de l’Église")).replace("\r\n", "\r").encode(), 0),
        (street_file(street_row(1, location="Rue de l’Église")).rstrip().encode(), 0),
    ],
    ids=["byte order mark", "UTF-16", "Windows-1252", "Unix lines", "old Macintosh lines", "no last line ending"],
)
def test_encodings_and_line_endings_make_no_difference(tmp_path, encoded, odd):
    path = write(tmp_path, "street.csv", encoded)
    (row,) = rows_at(path)
    assert (row.location, row.context) == ("Rue de l’Église", None)
    assert previewed(path).quality.get("odd_encoding", 0) == odd


def test_quoted_fields_hold_commas_marks_and_line_breaks(tmp_path):
    rows = [street_row(1, location='"Quay Lane, ""Old"" end\r\nby the slip"'), street_row(2)]
    found = rows_at(write(tmp_path, "street.csv", street_file(*rows)))
    assert [row.location for row in found] == ['Quay Lane, "Old" end by the slip', "On or near Quay Lane"]


def test_a_quotation_mark_that_is_never_closed_costs_its_own_row_only(tmp_path):
    rows = [street_row(1), street_row(2, location='"Quay Lane'), *(street_row(number) for number in range(3, 60))]
    found = previewed(write(tmp_path, "street.csv", street_file(*rows)))
    assert (found.read, found.rejected) == (59, 1)
    assert (found.rejects[0].line, found.rejects[0].reason.code) == (3, "open_data.quote-not-closed")
    near_the_end = previewed(write(tmp_path, "end.csv", street_file(street_row(1), '"open', street_row(2))))
    assert (near_the_end.read, near_the_end.rejected, near_the_end.rejects[0].line) == (3, 1, 3)


def test_counts_with_commas_blanks_and_signs(tmp_path):
    rows = [
        recorded_row('"1,234"'),
        recorded_row("-3", code="47"),
        recorded_row("20323.0", code="48"),
        recorded_row("", code="49"),
        recorded_row("12,34", code="50"),
        recorded_row("4.5", code="51"),
        recorded_row("12 crimes", code="52"),
    ]
    path = write(tmp_path, "table.csv", recorded_table(*rows))
    assert [row.crimes for row in rows_at(path)] == [1234, -3, 20323]
    found = previewed(path)
    assert found.quality["negative"] == 1
    codes = [reject.reason.code.removeprefix("open_data.") for reject in found.rejects]
    assert codes == ["missing", "column-count", "not-a-count", "not-a-count"]


@pytest.mark.parametrize("blank", ["", "NA", "..", "[x]"])
def test_a_blank_in_the_outcome_table_is_no_figure(tmp_path, blank):
    (row,) = rows_at(write(tmp_path, "table.csv", outcome_table(outcome_row(blank, "0"))))
    assert (row.recorded_in, row.decided_in) == (None, 0)


def test_the_same_force_offence_quarter_and_outcome_may_stand_once_only(tmp_path):
    rows = [outcome_row("10"), outcome_row("20", quarter="2"), outcome_row("10"), outcome_row("30")]
    found = previewed(write(tmp_path, "table.csv", outcome_table(*rows)))
    assert (found.read, found.rejected) == (4, 2)
    assert {reject.reason.code for reject in found.rejects} == {"open_data.stands-already"}


def test_a_table_of_recorded_crime_may_split_one_offence_over_rows(tmp_path):
    found = previewed(write(tmp_path, "table.csv", recorded_table(recorded_row("1"), recorded_row("2"))))
    assert (found.read, found.rejected, found.quality) == (2, 0, {"same_offence_twice": 1})


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (outcome_row(year="2018"), "not-a-financial-year"),
        (outcome_row(year="2018/20"), "not-a-financial-year"),
        (outcome_row(quarter="5"), "not-a-quarter"),
        (outcome_row(type="charged"), "not-an-outcome"),
        (outcome_row(force=""), "missing"),
    ],
)
def test_a_bad_row_of_the_outcome_table_is_refused(tmp_path, row, code):
    found = previewed(write(tmp_path, "table.csv", outcome_table(outcome_row(), row)))
    assert [reject.reason.code for reject in found.rejects] == [f"open_data.{code}"]


@pytest.mark.parametrize(
    ("date", "code"),
    [
        ("2023-01-01T02:56:25", "no-time-zone"),
        ("2023-02-30T02:56:25+00:00", "not-a-moment"),
        ("yesterday", "not-a-moment"),
    ],
)
def test_a_stop_without_a_moment_in_a_time_zone_is_refused(tmp_path, date, code):
    path = write(
        tmp_path,
        "2023-01-kent-stop-and-search.csv",
        search_file(search_row("2023-07-01T00:30:00+01:00"), search_row(date)),
    )
    found = previewed(path)
    assert [reject.reason.code for reject in found.rejects] == [f"open_data.{code}"]
    (row,) = rows_at(path)
    assert row.stopped_at.isoformat() == "2023-07-01T00:30:00+01:00"


def test_an_answer_that_is_neither_yes_nor_no_is_refused(tmp_path):
    good = search_row("2023-07-01T00:30:00+01:00")
    text = search_file(good, search_row("2023-07-01T00:30:00+01:00", linked="perhaps"))
    found = previewed(write(tmp_path, "2023-07-kent-stop-and-search.csv", text))
    assert [reject.reason.code for reject in found.rejects] == ["open_data.not-yes-or-no"]


def test_a_stop_and_search_file_must_say_by_its_name_whose_it_is(tmp_path):
    text = search_file(search_row("2023-07-01T00:30:00+01:00"))
    assert refused(write(tmp_path, "searches.csv", text)).reason.code == "open_data.force-unknown"
    assert previewed(write(tmp_path, "2023-07-avon-and-somerset-stop-and-search.csv", text)).scopes == (
        ("avon-and-somerset", "2023-07"),
    )


def test_a_file_of_many_months_and_forces_covers_each_of_them(tmp_path):
    rows = [street_row(number, month=month) for number, month in enumerate(["2017-07", "2017-08", "2017-07"])]
    path = write(tmp_path, "merged.csv", street_file(*rows, street_row(9, reported_by="City of London Police")))
    assert previewed(path).scopes == (("kent", "2017-07"), ("kent", "2017-08"), ("city-of-london", "2017-07"))


def archive(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return path


def test_an_archive_is_read_member_by_member_and_the_rest_of_it_is_named(tmp_path):
    text = street_file(street_row(1))
    path = archive(tmp_path / "all.zip", {
        "2017-07/2017-07-kent-street.csv": text, "2017-08/2017-08-kent-street.csv": text, "readme.txt": "hello",
        "empty/": "",
    })  # fmt: skip
    found = list(preview(path))
    assert [one.name for one in found] == [
        "2017-07/2017-07-kent-street.csv", "2017-08/2017-08-kent-street.csv", "readme.txt",
    ]  # fmt: skip
    assert isinstance(found[2], CannotRead)


def test_a_folder_is_read_file_by_file_and_no_link_is_followed(tmp_path):
    write(tmp_path / "in", "a/2017-07-kent-street.csv", street_file(street_row(1)))
    write(tmp_path / "in", "b/2017-08-kent-street.csv.gz", gzip.compress(street_file(street_row(2)).encode()))
    write(tmp_path / "in", "notes.txt", "hello")
    outside = write(tmp_path, "outside.csv", street_file(street_row(3)))
    (tmp_path / "in" / "link.csv").symlink_to(outside)
    files, others = find_files(tmp_path / "in")
    assert [file.name for file in files] == ["a/2017-07-kent-street.csv", "b/2017-08-kent-street.csv.gz"]
    assert others == ["notes.txt"]


@pytest.mark.parametrize("name", ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "..\\evil.csv", "C:\\evil.csv"])
def test_an_archive_that_names_a_place_outside_itself_is_refused(tmp_path, name):
    path = archive(tmp_path / "all.zip", {"2017-07-kent-street.csv": street_file(street_row(1)), name: "x"})
    with pytest.raises(CannotRead) as trouble:
        find_files(path)
    assert trouble.value.reason.code == "open_data.unsafe-name"


def test_an_archive_cut_off_or_damaged_is_refused(tmp_path):
    rows = [street_row(number) for number in range(2000)]
    whole = archive(tmp_path / "all.zip", {"2017-07-kent-street.csv": street_file(*rows)}).read_bytes()
    cut = write(tmp_path, "cut.zip", whole[: len(whole) // 2])
    with pytest.raises(CannotRead) as trouble:
        find_files(cut)
    assert trouble.value.reason.code == "open_data.cut-off"
    spoilt = bytearray(whole)
    spoilt[len(whole) // 2] ^= 0xFF
    assert refused(write(tmp_path, "spoilt.zip", bytes(spoilt))).reason.code == "open_data.cut-off"
    cut_gzip = write(tmp_path, "cut.csv.gz", gzip.compress(street_file(*rows).encode())[:-3000])
    assert refused(cut_gzip).reason.code == "open_data.cut-off"


def test_an_archive_with_a_password_and_one_with_nothing_in_it_are_refused(tmp_path):
    locked = bytearray(archive(tmp_path / "all.zip", {"a.csv": street_file(street_row(1))}).read_bytes())
    place = locked.rindex(b"PK\x01\x02")
    locked[place + 8] |= 1
    for content, code in ((bytes(locked), "locked"), (None, "nothing-in-it")):
        path = write(tmp_path, "x.zip", content) if content else archive(tmp_path / "y.zip", {"a.txt": "hello"})
        with pytest.raises(CannotRead) as trouble:
            find_files(path)
        assert trouble.value.reason.code == f"open_data.{code}"
    (tmp_path / "bare").mkdir()
    for path, code in ((tmp_path / "bare", "nothing-in-it"), (tmp_path / "none.csv", "nothing-there")):
        with pytest.raises(CannotRead) as trouble:
            find_files(path)
        assert trouble.value.reason.code == f"open_data.{code}"


class Endless(io.RawIOBase):
    """Rows without end, unpacked from next to nothing."""

    def __init__(self):
        self.given = 0
        self.most_at_once = 0

    def read(self, size=-1):
        self.most_at_once = max(self.most_at_once, size)
        row = (street_row(1, crime_id="") + "\r\n").encode()
        head = (STREET_HEADINGS + "\r\n").encode() if not self.given else b""
        self.given += size
        return head + row * (size // len(row))


def test_a_bomb_is_not_unpacked_beyond_a_bound_and_never_a_lot_at_once():
    endless = Endless()
    bomb = archives.PublishedFile(name="bomb.csv", size=0, packed=10_000, opened=lambda: endless)
    with pytest.raises(CannotRead) as trouble:
        preview_file(bomb)
    assert trouble.value.reason.code == "open_data.too-large"
    assert endless.given < archives.FREE_OF_RATIO + (4 << 20)
    assert endless.most_at_once <= 1 << 20


def test_a_real_bomb_in_an_archive_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "FREE_OF_RATIO", 1 << 20)
    rows = (street_row(1, crime_id="") + "\r\n") * 200_000
    path = archive(tmp_path / "all.zip", {"bomb.csv": STREET_HEADINGS + "\r\n" + rows})
    assert refused(path).reason.code == "open_data.too-large"


def test_a_line_without_end_is_refused(tmp_path):
    path = write(tmp_path, "street.csv", STREET_HEADINGS.encode() + b"\n" + b"x" * (3 << 20))
    assert refused(path).reason.code == "open_data.line-too-long"
    wide = STREET_HEADINGS + "\n" + "x" * (3 << 20)
    assert refused(write(tmp_path, "wide.csv", wide.encode("utf-16"))).reason.code == "open_data.line-too-long"


def test_a_refused_row_is_kept_but_not_endless(tmp_path):
    path = write(tmp_path, "street.csv", street_file(street_row(1), "x" * 9000))
    raw = previewed(path).rejects[0].raw
    assert raw.endswith("[and 5,000 characters more]")
