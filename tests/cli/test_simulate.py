"""`constabulary simulate FILE`: the table, the files, and what is said of what cannot be played."""

import csv

import pytest

from constabulary.project.main import main

FILE = """
name = "Control room"
start = 2026-01-05
days = 7
label = "synthetic"

[[classes]]
name = "999"
arrivals = { per_day = 300, to = "answer" }

[[stages]]
name = "answer"
skill = "calls"
service = { shape = "lognormal", median = "5 min", sigma = 0.6 }
target = { other = "10 s" }

[[staff]]
name = "call handlers"
skills = "calls"
shifts = [{ starts = "07:00", ends = "07:00", people = 3 }]

[[duties]]
name = "answered in 10 s"
stage = "answer"
hours = "10 s"
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "model.toml"
    path.write_text(FILE)
    return path


def test_a_model_is_played_and_told(file, capsys):
    assert main(["simulate", str(file), "--replications", "8", "--seed", "3"]) == 0
    told = capsys.readouterr().out
    assert "Control room (synthetic): 7 days from 05 January 2026, seed 3" in told
    assert "answered in 10 s" in told
    assert "call handlers" in told
    main(["simulate", str(file), "--replications", "8", "--seed", "3", "--workers", "2"])
    assert capsys.readouterr().out == told


def test_figures_and_queue_are_written(file, tmp_path, capsys):
    assert main(["simulate", str(file), "--replications", "4", "--csv", str(tmp_path / "out")]) == 0
    with (tmp_path / "out" / "figures.csv").open() as figures:
        rows = list(csv.DictReader(figures))
    assert {row["figure"] for row in rows} == {
        "mean wait", "mean wait at least", "share still waiting at the end", "share in target", "waiting at the end"
    }  # fmt: skip
    assert all(float(row["low"]) <= float(row["mean"]) <= float(row["high"]) for row in rows)
    with (tmp_path / "out" / "queue.csv").open() as queue:
        assert [row["day"] for row in csv.DictReader(queue)] == [f"{day}.0" for day in range(1, 8)]


def test_it_is_played_until_it_is_sure_enough(file, capsys):
    assert main(["simulate", str(file), "--within", "0.2"]) == 0
    assert "40 replications; intervals are of 95 %, and hold the mean somewhat less often" in capsys.readouterr().out
    assert main(["simulate", str(file), "--within", "0.0001", "--most", "8"]) == 1
    assert "not reached within 8 replications" in capsys.readouterr().err


def test_a_backlog_that_grows_is_said_and_played(file, capsys):
    file.write_text(FILE.replace("people = 3", "people = 1"))
    assert main(["simulate", str(file), "--replications", "2"]) == 0
    told = capsys.readouterr().out
    assert "Note: What needs calls keeps 1.2 people busy and 1.0 are on duty" in told
    assert "at least" in told.split("answer  ")[1]


@pytest.mark.parametrize(
    ("old", "new", "code", "sentence"),
    [
        ("days = 7", "days = 'x'", 2, "days: 'x' is no number"),
        ('skills = "calls"', 'skills = "dogs"', 1, "answer needs the skill calls, which nobody has."),
    ],
)
def test_what_cannot_be_played_is_said(file, capsys, old, new, code, sentence):
    file.write_text(FILE.replace(old, new))
    assert main(["simulate", str(file)]) == code
    told = capsys.readouterr()
    assert sentence in told.err
    assert told.out == ""


def test_a_file_that_is_not_there_is_said(tmp_path, capsys):
    assert main(["simulate", str(tmp_path / "none.toml")]) == 2
    assert "cannot be read: No such file" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--seed", "x"], ["--replications", "0"], ["--within", "2"], ["--within", "x"]])
def test_wrong_arguments_are_refused(file, capsys, arguments):
    with pytest.raises(SystemExit) as leaving:
        main(["simulate", str(file), *arguments])
    assert leaving.value.code == 2
    assert "is no" in capsys.readouterr().err
