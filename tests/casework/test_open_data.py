"""Importing published tables: balanced, once only, whole or not at all, newer editions beside older ones."""

import gzip
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework import open_data
from constabulary.casework.open_data import DoesNotBalance, import_published, import_shipped_tables
from constabulary.casework.published_text import COLUMNS, TABLES_OF
from constabulary.open_data.kinds import TABLES
from constabulary.open_data.reasons import CannotRead
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records import models
from constabulary.records.guards import APPLICATION
from constabulary.records.models import JournalEntry, PublishedBatch, PublishedFile, PublishedReject
from constabulary.records.models import PublishedStreetCrime as Crime
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.published import (
    LONDON_OUTCOMES,
    LONDON_STOPS,
    LONDON_STREET,
    WEST_YORKSHIRE,
    crime_id,
    outcome_row,
    outcome_table,
    recorded_row,
    recorded_table,
    street_file,
    street_row,
    write,
)


@pytest.fixture
def planner(officer):
    return officer(Role.PLANNER)


def imported(path, by, at, **options):
    return list(import_published(path=path, by=by, at=at, **options))


def test_a_file_is_stored_row_by_row_as_published_with_one_journal_entry(planner, at):
    (done,) = imported(WEST_YORKSHIRE, planner, at)
    assert (done.read, done.stored, done.rejected, done.already_there) == (3000, 3000, 0, 0)
    assert Crime.objects.count() == 3000
    batch = PublishedBatch.objects.get()
    assert (batch.kind, batch.area, batch.period, batch.rows) == ("street", "west-yorkshire", "2017-07", 3000)
    entry = JournalEntry.objects.get(kind="published_data_imported")
    assert {batch.id, batch.file_id} <= set(entry.rows)


def test_every_row_can_be_read_back_as_it_was_published(planner, at):
    imported(WEST_YORKSHIRE, planner, at)
    stored = [
        [
            bytes(row.crime_id).hex() if row.crime_id else "", f"{row.month:%Y-%m}", row.reported_by, row.falls_within,
            "" if row.longitude is None else f"{row.longitude:.6f}",
            "" if row.latitude is None else f"{row.latitude:.6f}",
            row.location, row.lsoa_code or "", row.lsoa_name or "", row.crime_type, row.last_outcome or "", "",
        ]
        for row in Crime.objects.order_by("line")
    ]  # fmt: skip
    lines = gzip.decompress(WEST_YORKSHIRE.read_bytes()).decode().split("\r\n")[1:-1]
    assert stored == [line.split(",") for line in lines]


def test_the_same_file_again_adds_nothing_and_says_so(planner, at):
    imported(LONDON_STREET, planner, at)
    before = JournalEntry.objects.count()
    (again,) = imported(LONDON_STREET, planner, at + timedelta(days=1))
    assert (again.read, again.stored, again.already_there) == (719, 0, 719)
    assert (Crime.objects.count(), PublishedFile.objects.count(), JournalEntry.objects.count()) == (719, 1, before)


def test_the_same_rows_in_another_encoding_are_the_same_edition(planner, at, tmp_path):
    text = street_file(street_row(1), street_row(2))
    imported(write(tmp_path, "a.csv", text), planner, at)
    (again,) = imported(write(tmp_path, "b.csv", ("\ufeff" + text.replace("\r\n", "\n")).encode()), planner, at)
    assert (again.stored, again.already_there) == (0, 2)


def test_refused_rows_are_kept_with_line_reason_column_and_raw_text(planner, at, tmp_path):
    odd = street_row(2, month="July", location="a\\b")
    path = write(tmp_path, "street.csv", street_file(street_row(1), odd, street_row(3), "x,y\ty"))
    (done,) = imported(path, planner, at)
    assert (done.read, done.stored, done.rejected, done.already_there) == (4, 2, 2, 0)
    kept = list(PublishedReject.objects.order_by("line").values_list("line", "reason", "heading", "raw"))
    assert kept == [
        (3, "open_data.not-a-month", "Month", odd),
        (5, "open_data.column-count", "", "x,y\ty"),
    ]
    assert [line for line, _, _ in done.refused] == [3, 5]


def test_backslashes_and_tabs_come_through_the_copy_unharmed(planner, at, tmp_path):
    row = street_row(1, location="On or near \\N\\x41 lane", context="tab\there")
    imported(write(tmp_path, "street.csv", street_file(row)), planner, at)
    stored = Crime.objects.get()
    assert (stored.location, stored.context) == ("On or near \\N\\x41 lane", "tab here")


def test_a_newer_edition_of_a_month_takes_the_place_of_the_older_which_is_kept(planner, at, tmp_path):
    older = write(tmp_path, "older.csv", street_file(street_row(1), street_row(2)))
    newer = write(tmp_path, "newer.csv", street_file(street_row(1, last_outcome="Suspect charged"), street_row(2)))
    imported(older, planner, at)
    (done,) = imported(newer, planner, at + timedelta(days=30))
    assert (done.stored, done.replaced) == (2, (("kent", "2017-07"),))
    first, second = PublishedBatch.objects.order_by("id")
    assert (first.successor_id, first.replaced_by_id, first.replaced_at) == (
        second.id, planner.id, at + timedelta(days=30),
    )  # fmt: skip
    assert second.replaced_at is None
    assert Crime.objects.count() == 4
    assert JournalEntry.objects.filter(kind="published_data_imported").count() == 2


def test_an_older_edition_brought_again_is_left_alone(planner, at, tmp_path):
    older = write(tmp_path, "older.csv", street_file(street_row(1)))
    imported(older, planner, at)
    imported(write(tmp_path, "newer.csv", street_file(street_row(1), street_row(2))), planner, at)
    (done,) = imported(older, planner, at)
    assert (done.stored, done.already_there, done.superseded) == (0, 1, (("kent", "2017-07"),))
    assert PublishedBatch.objects.filter(replaced_at=None).get().rows == 2


def test_of_a_table_of_many_years_only_the_changed_years_are_stored_again(planner, at, tmp_path):
    rows = [recorded_row("5"), recorded_row("6", year="2019/20")]
    imported(write(tmp_path, "one.csv", recorded_table(*rows)), planner, at)
    longer = recorded_table(recorded_row("9", code="47"), *rows)
    (done,) = imported(write(tmp_path, "two.csv", longer), planner, at)
    assert (done.read, done.stored, done.rejected, done.already_there) == (3, 2, 0, 1)
    assert (done.stored_scopes, done.replaced) == ((("", "2018/19"),), (("", "2018/19"),))
    assert JournalEntry.objects.filter(kind="published_data_imported").count() == 3


def test_a_blank_is_stored_as_no_figure_and_a_nought_as_nought(planner, at, tmp_path):
    imported(write(tmp_path, "t.csv", outcome_table(outcome_row("NA", "0"))), planner, at)
    row = models.PublishedOutcomeCount.objects.get()
    assert (row.recorded_in, row.decided_in) == (None, 0)


def test_a_folder_is_imported_file_by_file_and_a_bad_file_does_not_stop_the_rest(planner, at, tmp_path):
    write(tmp_path, "1.csv", street_file(street_row(1)))
    write(tmp_path, "2.csv", "nonsense\n")
    write(tmp_path, "3.csv", street_file(street_row(2, month="2017-08")))
    told = []
    done = imported(tmp_path, planner, at, told=lambda *what: told.append(what))
    assert [isinstance(one, CannotRead) for one in done] == [False, True, False]
    assert Crime.objects.count() == 2
    assert {name for name, _, _ in told} == {"1.csv", "3.csv"}


@pytest.mark.parametrize(
    ("path", "stored"), [(LONDON_OUTCOMES, 575), (LONDON_STOPS, 165)], ids=["outcomes", "stop and search"]
)
def test_other_kinds_of_police_uk_files_are_stored_whole(planner, at, path, stored):
    (done,) = imported(path, planner, at)
    assert done.stored == stored == TABLES_OF[done.kind]._default_manager.count()


def test_what_does_not_balance_is_refused_whole(planner, at, tmp_path, monkeypatch):
    monkeypatch.setattr(open_data, "copy_rows", lambda *_arguments, **_options: 1)
    path = write(tmp_path, "street.csv", street_file(street_row(1), street_row(2)))
    with pytest.raises(DoesNotBalance, match="Nothing of the file is kept"):
        imported(path, planner, at)
    assert not PublishedFile.objects.exists()
    assert not PublishedBatch.objects.exists()


def test_the_database_itself_refuses_a_file_that_does_not_balance(planner, at):
    row = PublishedFile(
        id=10**9, kind="street", name="x.csv", publisher="", read=9, stored=4, rejected=4, already_there=0,
        imported_at=at, imported_by_id=planner.id,
    )  # fmt: skip

    def store():
        with writing(by=planner, at=at) as w:
            w.entry(EntryKind.PUBLISHED_DATA_IMPORTED, subject=row)
            w.insert(row)

    with pytest.raises(IntegrityError, match="published_file_balances"):
        store()


def test_an_import_that_is_interrupted_leaves_nothing_half_done(planner, at, tmp_path, monkeypatch):
    rows = [street_row(number) for number in range(3000)]
    path = write(tmp_path, "street.csv", street_file(*rows))
    real = open_data.copy_rows

    def cut_off(model, columns, text, **options):
        def pieces():
            for piece in text:
                yield piece[: len(piece) // 2].rsplit(b"\n", 1)[0] + b"\n"
                raise KeyboardInterrupt

        return real(model, columns, pieces(), **options)

    monkeypatch.setattr(open_data, "copy_rows", cut_off)
    with pytest.raises(KeyboardInterrupt):
        imported(path, planner, at)
    assert not PublishedFile.objects.exists()
    assert not Crime.objects.exists()
    assert not JournalEntry.objects.filter(kind="published_data_imported").exists()
    monkeypatch.setattr(open_data, "copy_rows", real)
    (done,) = imported(path, planner, at)
    assert done.stored == 3000


def test_only_those_who_may_import_may(officer, at):
    with pytest.raises(NotPermitted):
        import_published(path=LONDON_STREET, by=officer(Role.CONTACT_HANDLER), at=at)


def test_every_kind_has_a_table_with_its_columns():
    assert set(TABLES_OF) == set(TABLES)
    for kind, model in TABLES_OF.items():
        named = {field.attname for field in model._meta.concrete_fields}
        assert set(COLUMNS[kind]) == named
        assert TABLES[kind].row._fields == COLUMNS[kind][2:]


def test_the_shipped_tables_come_in_once(system, at):
    first = import_shipped_tables(by=system, at=at)
    assert [one.stored for one in first] == [132529, 87738, 1925]
    assert [one.rejected for one in first] == [0, 0, 0]
    again = import_shipped_tables(by=system, at=at)
    assert [(one.stored, one.already_there) for one in again] == [(0, 132529), (0, 87738), (0, 1925)]


@pytest.mark.usefixtures("committing")
def test_rows_of_a_batch_that_the_journal_does_not_speak_of_are_refused(at, tmp_path):
    by = asking(Role.PLANNER)
    imported(write(tmp_path, "street.csv", street_file(street_row(1), "not a row")), by, at)
    batch = PublishedBatch.objects.get()
    row = Crime(
        batch=batch, line=99, crime_id=bytes.fromhex(crime_id(5)), month="2017-07-01", reported_by="Kent Police",
        falls_within="Kent Police", crime_type="Burglary",
    )  # fmt: skip
    with pytest.raises(DatabaseError, match="no journal entry of this transaction speaks of"), transaction.atomic():
        Crime.objects.bulk_create([row])
    reject = PublishedReject(file_id=batch.file_id, line=7, reason="x", raw="y")
    with pytest.raises(DatabaseError, match="no journal entry of this transaction speaks of"), transaction.atomic():
        PublishedReject.objects.bulk_create([reject])
    row.batch_id = 4
    with pytest.raises(DatabaseError, match="no journal entry"), transaction.atomic():
        Crime.objects.bulk_create([row])
    for statement in ("UPDATE published_street_crime SET crime_type = 'x'", "DELETE FROM published_street_crime",
                      "TRUNCATE published_street_crime", "UPDATE published_reject SET raw = ''"):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert connection.settings_dict["USER"] == APPLICATION
    assert Crime.objects.count() == 1
