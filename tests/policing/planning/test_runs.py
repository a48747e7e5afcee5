"""What may be asked of a run, until when it is played, and which runs can be compared: a row for each reason."""

from dataclasses import replace

import pytest

from constabulary.policing.planning.runs import (
    MOST_SEED,
    Played,
    RunAsked,
    Until,
    find_reasons_against_comparison,
    find_reasons_against_name,
    find_reasons_against_precision,
    find_reasons_against_run,
)
from constabulary.standards.queues import RUNS, RunLimits
from constabulary.standards.rulebook import on
from tests.conftest import AT

LIMITS = RunLimits(most_times=2000, most_pieces=500_000_000, most_bytes=1_000_000_000, most_waiting=20)
ASKED = RunAsked(replications=200, seed=1, pieces=1000.0, needs_bytes=1000, waiting=0)
UNTIL = Until(until="wait", within=0.05, most=200, offered=frozenset({"wait", "backlog"}))
ONE = Played(run=1, is_done=True, luck=(7, "edition", 40), figures=frozenset({"wait"}))


def codes(found) -> list[str]:
    return [one.code.removeprefix("planning.") for one in found]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({}, [], id="as usual"),
        pytest.param({"replications": 2}, [], id="twice"),
        pytest.param({"replications": 1}, ["no-such-number-of-times"], id="once"),
        pytest.param({"replications": 2000}, [], id="as often as may be"),
        pytest.param({"replications": 2001}, ["no-such-number-of-times"], id="once too often"),
        pytest.param({"pieces": LIMITS.most_pieces / 200}, [], id="as much work as may be"),
        pytest.param({"pieces": LIMITS.most_pieces / 200 + 1}, ["too-much"], id="too much work"),
        pytest.param({"needs_bytes": LIMITS.most_bytes + 1}, ["too-large"], id="too much memory"),
        pytest.param({"seed": -1}, ["no-such-seed"], id="a seed below nought"),
        pytest.param({"seed": MOST_SEED + 1}, ["no-such-seed"], id="a seed that is too long"),
        pytest.param({"waiting": LIMITS.most_waiting}, ["too-many-wait"], id="twenty wait"),
    ],
)
def test_a_run_is_asked_for_within_limits(changed, expected):
    assert codes(find_reasons_against_run(replace(ASKED, **changed), LIMITS)) == expected


def test_a_force_may_set_other_limits_than_our_own():
    assert on(AT)[RUNS].value == LIMITS
    assert on(AT)[RUNS].confidence.value == "assumption"
    few = replace(LIMITS, most_times=100, most_waiting=1)
    assert codes(find_reasons_against_run(replace(ASKED, waiting=1), few)) == [
        "no-such-number-of-times",
        "too-many-wait",
    ]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({}, [], id="a figure within five per cent"),
        pytest.param({"until": ""}, ["no-such-figure"], id="no figure"),
        pytest.param({"until": "luck"}, ["no-such-figure"], id="a figure that is not offered"),
        pytest.param({"is_changed": True}, [], id="a figure that is left once the scenario is changed"),
        pytest.param(
            {"until": "gone", "is_changed": True}, ["no-figure-once-changed"], id="a figure that the change takes away"
        ),
        pytest.param({"until": "", "is_changed": True}, ["no-such-figure"], id="no figure of a changed scenario"),
        pytest.param({"within": None}, ["no-such-precision"], id="no precision"),
        pytest.param({"within": 0.0}, ["no-such-precision"], id="within nothing"),
        pytest.param({"within": 0.001}, [], id="as close as may be"),
        pytest.param({"within": 0.5}, [], id="as wide as may be"),
        pytest.param({"within": 0.501}, ["no-such-precision"], id="wider than may be"),
        pytest.param({"most": 40}, [], id="just enough times to judge"),
        pytest.param({"most": 39}, ["too-few-to-judge"], id="too few times to judge"),
        pytest.param({"until": "", "most": 2}, ["no-such-figure", "too-few-to-judge"], id="both are said"),
    ],
)
def test_play_goes_on_until_a_figure_is_known_within_limits(changed, expected):
    assert codes(find_reasons_against_precision(replace(UNTIL, **changed))) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("POLIT", []), ("x" * 80, []), ("x" * 81, ["name-needed"]), ("", ["name-needed"]), ("  ", ["name-needed"])],
)
def test_a_scenario_has_a_name_of_up_to_eighty_characters(name, expected):
    assert codes(find_reasons_against_name(name)) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param({}, [], id="of the same luck"),
        pytest.param({"run": 1}, ["same-run"], id="itself"),
        pytest.param({"is_done": False}, ["not-done"], id="one that is not done"),
        pytest.param({"luck": (8, "edition", 40)}, ["other-luck"], id="another seed"),
        pytest.param({"figures": frozenset({"backlog"})}, ["nothing-in-common"], id="no figure in common"),
    ],
)
def test_runs_of_the_same_luck_are_compared(other, expected):
    assert codes(find_reasons_against_comparison(ONE, replace(ONE, **{"run": 2, **other}))) == expected
