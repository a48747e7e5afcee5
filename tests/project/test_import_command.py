"""`constabulary import`: progress, a summary, exit codes that mean something; and the preview without a database."""

import subprocess
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from constabulary.cli import preview_import
from constabulary.project import main
from constabulary.records.models import PublishedFile, PublishedStreetCrime
from tests.early import ROOT
from tests.factories.published import LONDON_STREET, outcome_row, outcome_table, street_file, street_row, write


def imported(path, capsys, *options) -> tuple[int, str]:
    try:
        call_command("import", str(path), *options)
        code = 0
    except SystemExit as leaving:
        code = leaving.code
    return code, capsys.readouterr().out


def test_a_file_is_imported_with_a_summary(db, capsys):
    code, said = imported(LONDON_STREET, capsys)
    assert code == 0
    assert "Street-level crime, city-of-london 2023-01" in said
    assert "719 rows read, 719 stored, 0 refused, 0 there already." in said
    assert "56 rows have no Crime ID" in said
    code, said = imported(LONDON_STREET, capsys)
    assert code == 0
    assert "Nothing was added: all of it was there already." in said


def test_too_many_refused_rows_give_exit_code_1_and_the_good_rows_are_stored(db, capsys, tmp_path):
    rows = [*(street_row(number) for number in range(98)), street_row(98, month="x"), street_row(99, month="y")]
    path = write(tmp_path, "street.csv", street_file(*rows))
    code, said = imported(path, capsys)
    assert code == 1
    assert "line 100: The month is not written as year and month, for example 2017-07. (Month)" in said
    assert PublishedStreetCrime.objects.count() == 98
    path = write(tmp_path, "more.csv", street_file(*(row.replace("2017-07", "2017-08") for row in rows)))
    assert imported(path, capsys, "--most-refused", "0.05")[0] == 0


def test_a_newer_edition_and_an_older_one_brought_again_are_told(db, capsys, tmp_path):
    older = write(tmp_path, "older.csv", street_file(street_row(1)))
    imported(older, capsys)
    _, said = imported(write(tmp_path, "newer.csv", street_file(street_row(2))), capsys)
    assert "Takes the place of an older edition: kent 2017-07." in said
    _, said = imported(older, capsys)
    assert "Left alone, because a newer edition is there: kent 2017-07." in said


def test_what_cannot_be_read_is_said_and_the_rest_imported(db, capsys, tmp_path):
    write(tmp_path, "a.csv", street_file(street_row(1)))
    write(tmp_path, "b.csv", "no table\n")
    code, said = imported(tmp_path, capsys)
    assert code == 1
    assert "b.csv: It is not a table of comma-separated values." in said
    assert PublishedFile.objects.count() == 1
    with pytest.raises(CommandError, match="There is no such file or folder"):
        call_command("import", str(tmp_path / "none"))
    code, said = imported(tmp_path / "a.csv", capsys, "--kind", "workforce")
    assert code == 1
    assert "another kind of table" in said


def test_a_dry_run_needs_no_database_and_stores_nothing(capsys, tmp_path):
    bad = write(tmp_path, "bad.csv", street_file(street_row(1), street_row(2, month="x")))
    assert preview_import.run([str(LONDON_STREET)]) == 0
    assert "719 rows read, 719 would be taken, 0 refused." in capsys.readouterr().out
    assert preview_import.run([str(bad)]) == 1
    assert "line 3: The month" in capsys.readouterr().out
    assert preview_import.run([str(bad), "--most-refused", "0.5"]) == 0
    assert preview_import.run([str(tmp_path / "none.csv")]) == 2
    assert preview_import.run([str(write(tmp_path, "x.csv", "nothing\n"))]) == 1
    assert preview_import.run([str(bad), "--kind", "workforce"]) == 1
    many = write(tmp_path, "many.csv", street_file(*(street_row(n, month=f"2017-0{n}") for n in range(1, 7))))
    assert preview_import.run([str(many)]) == 0
    assert "and others, 6 in all" in capsys.readouterr().out


def test_the_command_goes_to_the_preview_without_starting_anything(tmp_path, capsys):
    table = write(tmp_path, "t.csv", outcome_table(outcome_row()))
    assert main.main(["import", "--dry-run", str(table)]) == 0
    assert "Crime outcomes open data table, 2018/19" in capsys.readouterr().out


def test_the_preview_never_loads_a_web_framework_or_a_driver(tmp_path):
    table = write(tmp_path, "t.csv", outcome_table(outcome_row()))
    program = (
        "import sys; from constabulary.cli import preview_import; "
        f"code = preview_import.run([{str(table)!r}]); "
        "assert not {'django', 'psycopg'} & set(sys.modules); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
