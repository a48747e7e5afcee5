"""`constabulary simulate FILE`: the table, the files, and what is said of what cannot be played."""

import csv
from xml.etree import ElementTree

import pytest
from fastparquet import ParquetFile

from constabulary.cli import simulate
from constabulary.cli.simulate import run
from constabulary.project.main import main
from constabulary.simulation.model.checking import check_playable

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


def test_parquet_holds_what_the_csv_holds(file, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["simulate", str(file), "--replications", "4", "--csv", str(out), "--parquet", str(out)]) == 0
    for name in ("figures", "queue"):
        with (out / f"{name}.csv").open() as plain, (out / f"{name}.parquet").open("rb") as packed:
            rows = list(csv.reader(plain))
            frame = ParquetFile(packed).to_pandas()
        assert list(frame.columns) == rows[0]
        assert len(frame) == len(rows) - 1 >= 5
        for column, found in enumerate(frame.columns):
            written = [row[column] for row in rows[1:]]
            assert [type(one)(two) for one, two in zip(frame[found], written, strict=True)] == list(frame[found])


def test_the_queue_is_drawn_in_all_and_stage_by_stage(file, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["simulate", str(file), "--replications", "4", "--charts", str(out)]) == 0
    assert {one.name for one in out.iterdir()} == {"queue-all.svg", "queue-answer.svg"}
    drawn = ElementTree.fromstring((out / "queue-answer.svg").read_text())
    assert drawn.get("role") == "img"
    assert drawn.get("aria-label") == "Control room, synthetic: answer"
    line = drawn.find("{http://www.w3.org/2000/svg}polyline")
    assert len(line.get("points").split()) == 7


def test_a_run_that_ends_before_the_queue_is_counted_is_told_and_written_but_not_drawn(file, tmp_path, capsys):
    file.write_text(FILE.replace("days = 7", "days = 0.5"))
    out = tmp_path / "out"
    assert main(["simulate", str(file), "--replications", "4", "--csv", str(out), "--charts", str(out)]) == 2
    told = capsys.readouterr()
    assert "No chart can be drawn: the run of 0.5 days ends before the queue is counted" in told.err
    assert "nan" not in told.out
    assert "call handlers" in told.out
    assert {one.name for one in out.iterdir()} == {"figures.csv", "queue.csv"}
    file.write_text(FILE.replace("days = 7", "days = 0.5\nsnapshots_a_day = 24"))
    assert main(["simulate", str(file), "--replications", "4", "--charts", str(out)]) == 0


def test_it_is_played_until_it_is_sure_enough(file, capsys):
    assert main(["simulate", str(file), "--within", "0.2"]) == 0
    assert "40 replications; intervals are of 95 %, and hold the mean somewhat less often" in capsys.readouterr().out
    assert main(["simulate", str(file), "--within", "0.0001", "--most", "8"]) == 1
    assert "not reached within 8 replications" in capsys.readouterr().err


def test_what_does_not_fit_into_memory_is_refused_before_it_is_played_and_says_what_to_lower(file, capsys, monkeypatch):
    monkeypatch.setattr(simulate, "simulate", None)
    assert main(["simulate", str(file), "--replications", "9999999999"]) == 2
    told = capsys.readouterr().err
    assert "model.toml: 9,999,999,999 replications need about" in told
    assert "lower --replications, or in the model its days, its snapshots a day, its stages or its classes" in told
    assert main(["simulate", str(file), "--within", "0.1", "--most", "9999999999"]) == 2
    assert "lower --most" in capsys.readouterr().err


def test_a_machine_that_does_not_say_how_much_memory_it_has_is_taken_at_its_word(monkeypatch):
    assert simulate._memory() > 1e8
    monkeypatch.setattr(simulate.os, "sysconf", lambda _name: -1 if _name == "SC_PAGE_SIZE" else 1)
    assert simulate._memory() == float("inf")


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


@pytest.mark.parametrize(
    ("old", "new", "code", "sentence"),
    [
        ("days = 7", "days = 1e300", 2, "days: the number is too large"),
        ("days = 7", "days = 1e9", 1, "it can be up to 36600 days"),
        ("days = 7", f"days = {'9' * 5000}", 2, "no TOML: Exceeds the limit"),
        ("start = 2026-01-05", "start = 9999-12-31", 2, "9999-12-31 lies outside the years 1900 to 2200"),
        ("start = 2026-01-05", "start = 0001-01-01T00:00:00+10:00", 2, "outside the years 1900 to 2200"),
        ("people = 3", "people = 3, first = 0001-01-01", 2, "0001-01-01 lies outside the years 1900 to 2200"),
        ('name = "999"', 'name = "999"\npriority = 100000000000000000000', 2, "priority: the number is too large"),
        ('name = "999"', 'name = "999"\npriority = 10000000', 1, "999: a priority can be up to 1,000,000."),
        ("shifts = [", "always = 100000000000000000000\nshifts = [", 2, "always: the number is too large"),
        ("people = 3", "people = 30000000000", 1, "of up to 100,000 people"),
        ("sigma = 0.6", "sigma = 1000", 1, "sigma is 1000.0, and must be from nought to 10"),
        ('median = "5 min"', "median = 1e12", 1, "it takes up to 1,000,000,000,000, and can be up to 1,000,000"),
        ("label =", f"x = {'[' * 5000}{']' * 5000}\nlabel =", 2, "one in another too many times over"),
        ("per_day = 300", "per_day = 1e18", 2, "per_day: the number is too large"),
        ("per_day = 300", "per_day = 1e12", 1, "and can be up to 1,000,000"),
        ("days = 7", "days = 30000", 0, ""),
        ("per_day = 300", "per_day = 300, dispersion = 1e-320", 1, "must be nought, or from 0.000001 to 100"),
        (
            'name = "999"',
            'name = "999"\nbacklog = [{ stage = "answer", count = 100000000000000 }]',
            1,
            "is 100,000,000,000,000; it can be up to 1,000,000.",
        ),
    ],
)
def test_what_is_too_much_is_said_in_a_sentence(file, capsys, monkeypatch, old, new, code, sentence):
    monkeypatch.setattr("constabulary.cli.simulate.simulate", check_only)
    assert old in FILE
    file.write_text(FILE.replace(old, new))
    if not code:
        with pytest.raises(SystemExit):
            main(["simulate", str(file)])
        return
    assert main(["simulate", str(file)]) == code
    told = capsys.readouterr()
    assert sentence in told.err
    assert told.out == ""


def check_only(model, **_):
    """Bounds are asked about here; what lies within them is not played."""
    check_playable(model)
    raise SystemExit


def test_a_run_that_nobody_would_wait_for_is_not_begun(file, capsys):
    file.write_text(FILE.replace("per_day = 300", "per_day = 900000").replace("days = 7", "days = 3660"))
    assert main(["simulate", str(file)]) == 1
    assert "3,294,000,000 pieces of work would come in" in capsys.readouterr().err
    many = FILE.replace("days = 7", "days = 36600\nsnapshots_a_day = 24").replace("per_day = 300", "per_day = 1")
    file.write_text(many + "\n".join(f'[[classes]]\nname = "{number}"' for number in range(59)))
    assert main(["simulate", str(file)]) == 1
    assert "take fewer a day" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--csv", "--parquet", "--charts"])
def test_what_cannot_be_written_is_said_to_be(file, capsys, option):
    assert main(["simulate", str(file), "--replications", "2", option, "/dev/null/x"]) == 2
    assert "/dev/null/x cannot be written: Not a directory." in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said(tmp_path, capsys):
    assert main(["simulate", str(tmp_path / "none.toml")]) == 2
    assert "cannot be read: No such file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--seed", "x"],
        ["--seed", "\u00b2"],
        ["--seed", "9" * 5000],
        ["--replications", "0"],
        ["--within", "2"],
        ["--within", "x"],
    ],
)
def test_wrong_arguments_are_refused(file, capsys, arguments):
    with pytest.raises(SystemExit) as leaving:
        main(["simulate", str(file), *arguments])
    assert leaving.value.code == 2
    assert "is no" in capsys.readouterr().err


def test_what_dask_cannot_do_is_said(file, capsys, monkeypatch):
    assert main(["simulate", str(file), "--dask", "local", "--within", "0.1"]) == 2
    told = capsys.readouterr().err
    assert told == (
        "constabulary: --within plays until it is sure enough, which --dask cannot; say --replications instead.\n"
    )

    def is_missing(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("constabulary.cli.simulate.importlib.import_module", is_missing)
    # The command itself is found before anything is missing.
    assert run(["--dask", "local", str(file)]) == 2
    assert "needs the extra `sweeps`" in capsys.readouterr().err


def test_it_is_played_until_one_figure_is_known(file, capsys):
    assert main(["simulate", str(file), "--within", "0.2", "--figure", "mean wait at least: answer"]) == 0
    assert "40 replications" in capsys.readouterr().out
    assert main(["simulate", str(file), "--within", "0.2", "--figure", "luck"]) == 2
    assert (
        "there is no figure 'luck'; there are mean wait at least: answer; waiting at the end: answer"
        in capsys.readouterr().err
    )
    assert main(["simulate", str(file), "--figure", "mean wait at least: answer"]) == 2
    assert "say with --within how well" in capsys.readouterr().err
