"""A plan from a file, told, put down, and repeated; and when it no longer holds."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from constabulary.cli import recover
from constabulary.simulation.recovery.burn_down import Plan
from constabulary.simulation.recovery.document import (
    NotADocument,
    _sealed,
    make_document,
    play_again,
    read,
    why_stale,
    write,
)
from constabulary.simulation.recovery.queue import Kind, Option
from constabulary.simulation.recovery.tracking import Week
from tests.repository.sources import ROOT
from tests.simulation.test_recovery import FIRST, SETTINGS, queue

#: The example of the guide, so that what it says can be done is done here.
POLIT = (ROOT / "docs" / "how-to" / "plan-a-recovery.md").read_text().split("```toml\n")[1].split("```")[0]


#: An option of the name that the first one there has.
SURGE = f"[[options]]\nname = {POLIT.split('[[options]]')[1].split('name = ')[1].splitlines()[0]}\nkind = 'surge'\nextra_a_day = 1\n"


def run(capsys, *arguments):
    code = recover.run([*map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_superintendents_question_is_answered_put_down_and_repeated_with_one_command(tmp_path, capsys):
    path = tmp_path / "polit.toml"
    path.write_text(POLIT)
    code, out, _ = run(capsys, path, "--document", tmp_path / "plans", "--by", "Supt Example")
    assert code == 0
    as_it_is, with_two, doubled = out.split("(seed 1, played 400 times):\n")[1:]
    assert "no day can be promised" in as_it_is
    assert "The backlog is gone by" in with_two
    assert "At 4.8 a day in and 3.7 a day out the backlog of 150 is never cleared" in doubled
    made = tmp_path / "plans" / "with-two-more.json"
    code, out, _ = run(capsys, made, "--again")
    assert code == 0
    assert "made by Supt Example, begins 02 November 2026, seed 1: the same figures to the last digit." in out


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("days = 300", "days = "), "is no TOML"),
        (("done_a_day = 2.5", "done_a_day = -2.5"), "numbers of nought or more"),
        (('kind = "surge"', 'kind = "magic"'), "is none of surge, overtime"),
        (('options = ["two more investigators"]', 'options = ["three"]'), "there is no option three"),
        (("cleared_at = 20", "cleard_at = 20"), "did you mean cleared_at?"),
        (("first = 2026-11-02", 'first = "soon"'), "is no date"),
        (("first = 2026-11-02", "first = 9999-12-31"), "outside the years 1900 to 2200"),
        (("first = 2026-11-02", "first = 2026-11-02\nseed = 12345678901234567890123"), "seed: the number is too large"),
        (("done_a_day = 2.5", "done_a_day = 1e300"), "done_a_day: the number is too large"),
        (("done_a_day = 2.5", "done_a_day = 1e9"), "can be up to 100,000."),
        (("first = 2026-11-02", f"first = 2026-11-02\nx = {'[' * 5000}{']' * 5000}"), "one in another too many times"),
        (("[[ways]]", '[[ways]]\nname = "as it is"\n[[ways]]'), "two are called as it is"),
        (("[[ways]]", '[[ways]]\nname = "AS-it is"\n[[ways]]'), "AS-it is and as it is differ too little"),
        (("[[options]]", f"{SURGE}[[options]]"), "each option needs a name of its own: two are called"),
    ],
    ids=[
        "no TOML",
        "negative",
        "unknown kind",
        "unknown option",
        "misspelt",
        "no date",
        "far date",
        "seed",
        "done",
        "much done",
        "nested",
        "two ways",
        "two documents",
        "two options",
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_a_sentence(tmp_path, capsys, change, sentence):
    path = tmp_path / "polit.toml"
    path.write_text(POLIT.replace(*change))
    code, _, err = run(capsys, path)
    assert code == 2
    assert sentence in err


def test_a_file_that_is_not_there_or_is_no_text_is_said_to_be(tmp_path, capsys):
    assert "cannot be read" in run(capsys, tmp_path / "none.toml")[2]
    path = tmp_path / "bytes.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert "no text in UTF-8" in run(capsys, path)[2]
    for content in (b"{}", b"\xff\xfe\x00", b"[" * 100_000, b"1" * 5000):
        path.write_bytes(content)
        code, _, err = run(capsys, path, "--again")
        assert code == 2
        assert "no document of a recovery plan" in err


def test_a_document_that_cannot_be_written_is_said_to_be_and_not_the_plan(tmp_path, capsys):
    path = tmp_path / "polit.toml"
    path.write_text(POLIT)
    code, _, err = run(capsys, path, "--document", "/dev/null/x")
    assert code == 2
    assert "/dev/null/x/as-it-is.json cannot be written: Not a directory." in err
    assert "polit.toml" not in err


def test_a_document_of_a_plan_that_cannot_be_played_is_refused():
    made = document()
    endless = replace(made, plan=replace(made.plan, days=0), digest="")
    with pytest.raises(NotADocument, match="cannot be played: A plan is played for one day"):
        read(write(_sealed(endless)))


def document(**others):
    options = (
        Option(name="surge", kind=Kind.SURGE, days=28, extra_a_day=4),
        Option(name="partner", kind=Kind.PARTNER, diverted=0.1, of=("other",)),
    )
    return make_document(Plan(queue=queue(**others), options=options, days=120, times=300), first=FIRST, made_by="A")


def test_a_document_is_read_as_it_was_written_and_one_that_was_changed_is_found():
    made = document(weekdays=(1, 1, 1, 1, 1, 0, 0))
    assert read(write(made)) == made
    assert play_again(made)
    changed = json.loads(write(made))
    changed["cleared"][1] = 7
    with pytest.raises(NotADocument, match="changed after it was made"):
        read(json.dumps(changed))
    with pytest.raises(NotADocument, match="no document"):
        read("[]")
    with pytest.raises(NotADocument, match="of the edition Recovery plan 0"):
        play_again(replace(made, edition="Recovery plan 0"))


def test_a_document_whose_figures_do_not_come_out_again_is_found(tmp_path, capsys):
    made = document()
    other = make_document(replace(made.plan, seed=9), first=FIRST, made_by="A")
    forged = replace(made, digest=other.digest)
    assert not play_again(forged)


def test_a_plan_holds_while_what_it_was_made_of_does():
    made = document()

    def why(one=made, *, on=FIRST, **others):
        return why_stale(one, on=on, settings=SETTINGS, **others)

    assert why() == ()
    assert why(now=queue()) == ()
    assert "more than 91 days ago" in why(on=FIRST + timedelta(days=100))[0]
    found = why(replace(made, edition="Recovery plan 0"), now=queue(arrivals=12, waiting=900))
    assert len(found) == 2
    assert "12.0 a day comes in now; the plan was made with 10.0." in found
    assert why(now=queue(done=11))[0].startswith("11.0 a day is done as things are now")
    assert isinstance(made.first, date)


def test_one_week_outside_what_a_plan_said_is_chance_and_two_in_a_row_are_not():
    made = document()
    inside, outside = (Week(came_in=70, done=98, waiting=(0, many)) for many in (round(made.fan[1][2]), 900))
    for weeks, is_stale in (((outside,), False), ((inside, outside), False), ((outside, outside), True)):
        found = why_stale(made, on=FIRST + timedelta(days=14), settings=SETTINGS, weeks=weeks)
        assert bool(found) is is_stale
    assert found[0].startswith(
        "What waited lay outside what the plan said in each of the last 2 weeks: 900 wait now; it said"
    )
