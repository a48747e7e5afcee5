"""A force's own timestamps: both layouts, what is refused and why, and what the clocks do."""

import csv
import gzip
from datetime import UTC, datetime

import pytest

from constabulary.cli import learn
from constabulary.open_data import reasons
from constabulary.open_data.archives import find_files
from constabulary.open_data.reasons import CannotRead, Unreadable
from constabulary.open_data.timestamps import Layout, open_timestamps, parsed
from constabulary.project.main import main
from constabulary.simulation.model.checking import find_problems
from constabulary.simulation.model.reading import read_model
from constabulary.standards.calendar import LONDON

USUAL = Layout()


def read(tmp_path, text, layout=USUAL):
    """(reading, visits as rows, rejects as (line, reason, column))."""
    path = tmp_path / "times.csv"
    path.write_text(text)
    files, _ = find_files(path)
    rows, rejects = [], []
    with open_timestamps(files[0], layout) as (reading, stretches):
        for one in stretches:
            ends = [None if end != end else end for end in one.ended]
            rows += zip(one.items, one.stages, one.works, one.began, ends, strict=True)
            rejects += [(reject.line, reject.reason, reject.column) for reject in one.rejects]
    return reading, rows, rejects


def at(*parts):
    return datetime(*parts, tzinfo=UTC).timestamp()


def test_a_row_of_the_long_layout_is_a_visit_and_its_columns_are_found_by_their_usual_names(tmp_path):
    reading, rows, rejects = read(
        tmp_path,
        "Reference,Stage,Started At,Ended-at,Priority\n"
        "R1,review,2026-01-05 08:00,2026-01-05 09:30:15,high\n"
        'R1,"record, crime",05/01/2026 09:30,,high\n'
        "R2,review,2026-01-05T08:00:00+01:00,2026-01-05T08:00:00Z,\n",
    )
    assert rows == [
        ("R1", "review", "high", at(2026, 1, 5, 8), at(2026, 1, 5, 9, 30, 15)),
        ("R1", "record, crime", "high", at(2026, 1, 5, 9, 30), None),
        ("R2", "review", "", at(2026, 1, 5, 7), at(2026, 1, 5, 8)),
    ]
    assert (reading.read, reading.rejected, rejects) == (3, 0, [])


def test_a_row_of_the_wide_layout_is_a_piece_of_work_that_passes_moments(tmp_path):
    layout = Layout(item="ref", moments=("received", "graded", "closed"))
    reading, rows, rejects = read(
        tmp_path,
        "ref,received,graded,closed\n"
        "a,2026-01-05 08:00,2026-01-05 09:00,2026-01-05 12:00\n"
        "b,2026-01-05 08:00,,2026-01-05 12:00\n"
        "c,2026-01-05 08:00,,\n"
        "d,,2026-01-05 08:00,2026-01-05 12:00\n"
        "e,2026-01-05 08:00,2026-01-05 07:00,\n",
        layout,
    )
    assert [row[:2] for row in rows] == [("a", "received"), ("a", "graded"), ("b", "received"), ("c", "received")]
    assert rows[2][3:] == (at(2026, 1, 5, 8), at(2026, 1, 5, 12))
    assert rows[3][4] is None
    assert rejects == [(5, reasons.MISSING, "received"), (6, reasons.ENDS_BEFORE, "graded")]
    assert (reading.read, reading.rejected) == (5, 2)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("R1,review,yesterday,", reasons.NOT_A_TIME),
        ("R1,review,31/02/2026 08:00,", reasons.NOT_A_TIME),
        ("R1,review,2026-03-29 01:30,", reasons.HOUR_LEFT_OUT),
        ("R1,review,2026-01-05 08:00,2026-01-05 07:59", reasons.ENDS_BEFORE),
        ("R1,review,,2026-01-05 07:59", reasons.MISSING),
        (",review,2026-01-05 08:00,", reasons.MISSING),
        ("R1,,2026-01-05 08:00,", reasons.NO_STAGE),
        ("R1,review,2026-01-05 08:00", reasons.COLUMN_COUNT),
    ],
    ids=["word", "no such day", "hour left out", "backwards", "no beginning", "no item", "no stage", "short row"],
)
def test_a_row_that_cannot_be_taken_is_refused_with_its_reason_and_the_rest_is_taken(tmp_path, row, reason):
    reading, rows, rejects = read(tmp_path, f"id,stage,began,ended\n{row}\nR9,review,2026-01-05 08:00,\n")
    assert [one[1] for one in rejects] == [reason]
    assert rejects[0][0] == 2
    assert len(rows) == 1
    assert (reading.read, reading.rejected) == (2, 1)


def test_an_hour_that_comes_twice_is_taken_for_the_first_and_counted_and_so_are_bare_days(tmp_path):
    reading, rows, _ = read(
        tmp_path, "id,stage,began,ended\nR1,x,2026-10-25 01:30,2026-10-25 02:30\nR2,x,2026-01-05,05/01/2026\n"
    )
    assert rows[0][3:] == (at(2026, 10, 25, 0, 30), at(2026, 10, 25, 2, 30))
    assert (reading.twice, reading.days_only) == (1, 2)


def test_a_table_without_times_or_without_the_column_named_is_not_taken(tmp_path):
    with pytest.raises(CannotRead, match="Its columns are: a, b"):
        read(tmp_path, "a,b\n1,2\n")
    with pytest.raises(CannotRead, match="resolved on is not among"):
        read(tmp_path, "id,began\n1,2\n", Layout(ended="resolved on"))
    with pytest.raises(Unreadable):
        parsed("5 o'clock")


def test_only_arrivals_are_in_a_table_without_endings(tmp_path):
    reading, rows, _ = read(tmp_path, "time,nature\n2026-01-05 08:00,THEFT\n")
    assert not reading.has_endings
    assert rows == [("line 2", "", "THEFT", at(2026, 1, 5, 8), None)]


def run(capsys, *arguments):
    code = learn.run([*map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_command_reads_learns_tries_and_compares_without_a_database(tmp_path, capsys):
    rows = [
        f"R{day}-{hour},review,2026-{1 + day // 28:02}-{1 + day % 28:02} {hour:02}:15,2026-{1 + day // 28:02}-{1 + day % 28:02} {hour + 1:02}:{day % 60:02}"
        for day in range(84)
        for hour in range(8, 18)
    ]
    path = tmp_path / "desk.csv.gz"
    path.write_bytes(gzip.compress(("id,stage,began,ended\n" + "\n".join(rows) + "\nR0,review,never,\n").encode()))
    code, out, _ = run(capsys, path, "--back-test", "--drift-since", "2026-03-01", "--until", "2026-03-29T00:00")
    assert code == 0
    assert "841 rows read, 840 taken, 1 refused." in out
    assert "line 842: The time is written neither" in out
    assert "Arrivals:" in out
    assert "Time in review: half within" in out
    assert "Back-test of arrivals: fitted on" in out
    assert "figures were compared" in out


def table_of_desks(tmp_path):
    """Twelve weeks of a desk with two classes, one of them called what a file calls the rest; three are open."""
    rows = []
    for day in range(84):
        for hour in range(8, 18):
            on = f"2026-{1 + day // 28:02}-{1 + day % 28:02}"
            kind = "other" if (day + hour) % 3 else "high"
            ended = "" if day == 83 and hour > 14 else f"{on} {hour + 1:02}:{(7 * day + hour) % 60:02}"
            rows.append(f"R{day}-{hour},review,{kind},{on} {hour:02}:15,{ended}")
    path = tmp_path / "desk.csv"
    path.write_text("id,stage,class,began,ended\n" + "\n".join(rows) + "\n")
    return path


def test_what_was_learned_is_written_as_tables_and_as_a_scenario_that_is_played(tmp_path, capsys):
    path, out, scenario = table_of_desks(tmp_path), tmp_path / "out", tmp_path / "made" / "desk.toml"
    asked = ("--class", "class", "--until", "2026-03-29T00:30", "--csv", out, "--scenario", scenario, "--days", "14")
    code, said, _ = run(capsys, path, *asked)
    assert code == 0
    assert "Time in review: half within" in said
    tables = {one.stem: list(csv.DictReader(one.read_text().splitlines())) for one in out.iterdir()}
    assert set(tables) == {"arrivals", "hours", "durations", "routes", "remarks"}
    assert {one["class"] for one in tables["arrivals"]} == {"high", "other"}
    assert sum(float(one["per_day"]) for one in tables["arrivals"]) == pytest.approx(10, abs=0.5)
    assert len(tables["hours"]) == 2 * 168
    assert (tables["hours"][9]["weekday"], tables["hours"][9]["hour"]) == ("Monday", "9")
    whole = next(one for one in tables["durations"] if not one["class"])
    assert (whole["stage"], whole["visits"], whole["open"]) == ("review", "840", "3")
    assert float(whole["half_low"]) <= float(whole["half"]) <= float(whole["half_high"])
    assert tables["remarks"]
    model = read_model(scenario.read_text())
    assert not find_problems(model)
    assert {one.name for one in model.classes} == {"high", "other work"}
    assert (model.start, model.days) == (datetime(2026, 3, 29, tzinfo=LONDON), 14)
    assert sum(one.count for work in model.classes for one in work.backlog) == 3
    assert scenario.read_text().startswith("# Learned from desk; play it with `constabulary simulate`.")
    assert main(["simulate", str(scenario), "--replications", "2"]) == 0
    assert "desk (learned from desk): 14 days from 29 March 2026" in capsys.readouterr().out


def test_what_makes_no_scenario_or_cannot_be_written_is_said(tmp_path, capsys):
    path = table_of_desks(tmp_path)
    for option in ("--csv", "--scenario"):
        code, out, err = run(capsys, path, option, "/dev/null/x/y")
        assert (code, "cannot be written: Not a directory." in err) == (2, True)
        assert "Arrivals" in out, "what was learned is told all the same"
    path.write_text("id,stage,began,ended\nR1,review,2026-01-05 08:00,\nR2,review,2026-01-06 08:00,\n")
    code, _, err = run(capsys, path, "--until", "2026-01-08", "--scenario", tmp_path / "none.toml")
    assert code == 1
    assert "No scenario is written. None of the visits to a stage has ended" in err
    assert not (tmp_path / "none.toml").exists()
    with pytest.raises(SystemExit):
        run(capsys, path, "--days", "0")
    assert "0 is no number of days from 1 to 36,600" in capsys.readouterr().err


def test_a_moment_without_an_offset_is_of_the_zone_asked_for(tmp_path, capsys):
    path = tmp_path / "desk.csv"
    path.write_text(
        "id,stage,began,ended\n"
        + "".join(f"{hour},desk,2026-01-05 {hour:02}:30,2026-01-05 {hour:02}:45\n" for hour in range(24))
    )
    between = ("--since", "2026-01-05T06:00", "--until", "2026-01-05T18:00")
    for order in ((*between, "--zone", "America/New_York"), ("--zone", "America/New_York", *between)):
        out = run(capsys, path, *order)[1]
        # What came before six is no arrival, what began after 18:00 is left out: twelve hours of this zone, not of London.
        assert "05 January 2026 06:00 to 05 January 2026 18:00" in out
        assert "6 rows begin after the end of the period" in out
    assert "6 rows begin" in run(capsys, path, "--until", "2026-01-05T18:00:00+00:00")[1]


def test_records_of_less_than_a_day_are_too_few_to_be_tried(tmp_path, capsys):
    path = tmp_path / "desk.csv"
    path.write_text(
        "id,stage,began,ended\n"
        + "".join(f"{hour},desk,2026-01-05 {hour:02}:25,2026-01-05 {hour:02}:45\n" for hour in range(8, 20))
    )
    code, out, _ = run(capsys, path, "--back-test", "--drift-since", "2026-01-06")
    assert code == 0
    assert "Back-test of arrivals: there is too little of it to part it in two." in out


def test_the_command_says_what_it_cannot_read_and_fails_when_too_much_is_refused(tmp_path, capsys):
    code, _, err = run(capsys, tmp_path / "nothing.csv")
    assert code == 2
    assert "There is no such file or folder." in err
    bad = tmp_path / "bad.csv"
    bad.write_text("id,stage,began,ended\n1,x,soon,\n2,x,2026-10-25 01:30,\n3,x,2026-01-05,\n")
    code, out, _ = run(capsys, bad, "--zone", "Europe/London")
    assert code == 1
    assert "1 times lie in the hour that comes twice" in out
    assert "taken for midnight" in out
    only = tmp_path / "calls.csv"
    only.write_text("time,nature\n2026-01-05 08:00,THEFT\n2026-01-06 08:00,THEFT\n")
    assert "only arrivals are learned" in run(capsys, only)[1]


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("--zone", "Kent", "is no time zone"),
        ("--until", "soon", "is no moment"),
        ("--since", "0001-01-01", "lies outside the years 1900 to 2200"),
    ],
    ids=["no such zone", "no such moment", "no such year"],
)
def test_an_argument_that_is_none_is_said_to_be(capsys, name, given, said):
    with pytest.raises(SystemExit):
        learn.run(["x.csv", name, given])
    assert f"{given} {said}" in capsys.readouterr().err
