"""`constabulary surge`: the published surge comes out with its interval, fails with other times, and says what it is."""

import pytest

from constabulary.project.main import main


def test_the_published_surge_comes_out_and_is_called_an_arithmetic_check(capsys):
    assert main(["surge", "--times", "40"]) == 0
    told = capsys.readouterr().out
    for said in (
        "An arithmetic check, not validation", "Published: 140 referrals resolved in 28 days", "Played 40 times from seed 1",
        "from a backlog of 150", "(19 in 20 times ", "Both published figures lie within what the stages say.",
    ):  # fmt: skip
        assert said in told
    main(["surge", "--times", "40", "--workers", "2"])
    assert capsys.readouterr().out == told


def test_with_other_service_times_it_does_not(capsys):
    assert main(["surge", "--times", "40", "--longer", "1.5"]) == 1
    told = capsys.readouterr().out
    assert "each piece of work 1.5 times as long" in told
    assert "Not within what the stages say: 140 resolved" in told


@pytest.mark.parametrize(
    "wrong",
    [
        ["--times", "0"],
        ["--times", "2001"],
        ["--times", "x"],
        ["--seed", "-1"],
        ["--seed", "9" * 16],
        ["--longer", "0"],
        ["--longer", "long"],
        ["--longer", "nan"],
    ],
)
def test_what_makes_no_sense_is_refused(wrong, capsys):
    with pytest.raises(SystemExit) as left:
        main(["surge", *wrong])
    assert left.value.code == 2
    assert " is no " in capsys.readouterr().err
