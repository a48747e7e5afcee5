"""`constabulary take-over`: on trial, for good, compared, given back; exit codes that mean something."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from constabulary.casework.clock import now
from constabulary.policing.takeover.layout import EDITION, TABLES
from constabulary.records.models import Takeover, TakeoverRow
from tests.factories.staging import small_folder, write_folder

pytestmark = pytest.mark.django_db


def ran(capsys, *given) -> tuple[int, str]:
    try:
        call_command("take-over", *(str(one) for one in given))
        code = 0
    except SystemExit as leaving:
        code = leaving.code
    return code, capsys.readouterr().out


@pytest.fixture
def tables():
    return small_folder(now())


def test_a_trial_stores_nothing_and_the_taking_over_says_the_same(tables, tmp_path, capsys):
    folder = write_folder(tmp_path, tables)
    code, tried = ran(capsys, folder, "--from", "Oldsys", "--dry-run")
    assert (code, Takeover.objects.count()) == (0, 0)
    code, done = ran(capsys, folder, "--from", "Oldsys")
    assert (code, done) == (0, tried)
    assert "crimes" in done
    assert TakeoverRow.objects.count() == sum(len(rows) for rows in tables.values())


def test_a_refused_row_gives_exit_code_1_and_is_given_back(tables, tmp_path, capsys):
    tables["crimes"][0]["officer"] = ""
    folder = write_folder(tmp_path / "staged", tables)
    assert ran(capsys, folder, "--from", "Oldsys")[0] == 1
    code, said = ran(capsys, "--from", "Oldsys", "--rejects", tmp_path / "back")
    assert code == 0
    assert "crimes: 1 rows to repair" in said
    assert (tmp_path / "back" / "crimes.csv").exists()


def test_both_systems_are_compared(tables, tmp_path, capsys):
    del tables["orders"]
    figures = [{"measure": "records", "key_1": "crimes", "key_2": state, "count": 1} for state in (
        "allocated", "finalised", "unallocated", "cancelled", "investigating",
    )]  # fmt: skip
    figures += [
        {"measure": "records", "key_1": table, "key_2": status, "count": count}
        for table, status, count in (
            ("officers", "", 2), ("people", "", 2), ("incidents", "open", 1), ("incidents", "closed", 1), ("bail", "", 1),
            ("suspects", "wanted_circulated", 1), ("suspects", "bailed_pre_charge", 1), ("warnings", "", 1),
        )
    ]  # fmt: skip
    folder = write_folder(tmp_path, {**tables, "control_figures": figures})
    ran(capsys, folder, "--from", "Oldsys")
    code, said = ran(capsys, folder, "--from", "Oldsys", "--compare")
    assert (code, said.splitlines()[-1]) == (0, "Both systems balance.")
    write_folder(tmp_path, {"control_references": [{"table": "bail", "reference": f"B{one}"} for one in range(50)]})
    code, said = ran(capsys, folder, "--from", "Oldsys", "--compare")
    assert code == 1
    assert "In the old system only: bail B2" in said
    assert "more, on the page." in said


def test_the_layout_is_printed_as_data(capsys):
    code, said = ran(capsys, "--layout")
    layout = json.loads(said)
    assert (code, layout["edition"]) == (0, EDITION)
    assert [one["table"] for one in layout["tables"]] == [one.name for one in TABLES]
    assert "bailed_pre_charge" in layout["lists"]["statuses of a suspect"]


def test_what_cannot_be_done_gives_exit_code_2(tmp_path):
    for given in ([], [tmp_path], [tmp_path, "--from", "Oldsys"], [tmp_path / "none", "--from", "Oldsys"]):
        with pytest.raises(CommandError) as trouble:
            call_command("take-over", *(str(one) for one in given))
        assert trouble.value.returncode == 2
