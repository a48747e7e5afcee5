"""Plans and their lines: what each lacks."""

from dataclasses import replace
from datetime import date

import pytest

from constabulary.policing.investigation.plans import (
    Direction,
    LineDetails,
    PlanDetails,
    find_reasons_against_line,
    find_reasons_against_plan,
    find_reasons_against_return,
)

TODAY = date(2026, 11, 2)
LINE = LineDetails(objective="Who did it", action="Get the doorbell footage", due_on=date(2026, 11, 5))
PLAN = PlanDetails(
    summary="Windows smashed.", points_to_prove="Damage, not his, reckless.", evidence_led_route="Footage.",
    lines=(LINE,),
)  # fmt: skip


def against(plan, *, already=(), has_victim=True) -> set[str]:
    found = find_reasons_against_plan(plan, open_directions=already, has_victim=has_victim, today=TODAY)
    return {one.code.removeprefix("plan.") for one in found}


@pytest.mark.parametrize(
    ("plan", "already", "refused"),
    [
        pytest.param(PLAN, (), set(), id="a whole plan"),
        pytest.param(replace(PLAN, summary=""), (), {"summary-missing"}, id="no summary"),
        pytest.param(replace(PLAN, points_to_prove=" "), (), {"points-missing"}, id="no points to prove"),
        pytest.param(replace(PLAN, evidence_led_route=""), (), {"route-missing"}, id="nothing without the victim"),
        pytest.param(replace(PLAN, lines=()), (), {"line-missing"}, id="no line"),
        pytest.param(replace(PLAN, lines=()), (Direction.AWAY,), set(), id="a line is there already"),
        pytest.param(
            replace(PLAN, lines=(replace(LINE, direction=Direction.TOWARDS),)), (), {"nothing-away"},
            id="every line points at the suspect",
        ),
        pytest.param(
            replace(PLAN, lines=(replace(LINE, direction=Direction.TOWARDS),), nothing_away_because="He is filmed."),
            (), set(), id="and it is said why none points away",
        ),
        pytest.param(
            replace(PLAN, lines=(replace(LINE, direction=Direction.AWAY),)), (), set(), id="a line points away"
        ),
        pytest.param(replace(PLAN, lines=(replace(LINE, objective=""),)), (), {"objective-missing"}, id="no objective"),
    ],
)  # fmt: skip
@pytest.mark.source("CPIA Code 3.5; APP managing investigations")
def test_what_a_plan_lacks(plan, already, refused):
    assert against(plan, already=already) == refused


def test_an_offence_against_the_state_needs_no_route_without_a_victim():
    assert against(replace(PLAN, evidence_led_route=""), has_victim=False) == set()


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        pytest.param(LINE, set(), id="whole"),
        pytest.param(replace(LINE, action=""), {"action-missing"}, id="no action"),
        pytest.param(replace(LINE, due_on=date(2026, 11, 1)), {"due-in-past"}, id="due yesterday"),
        pytest.param(replace(LINE, due_on=TODAY), set(), id="due today"),
    ],
)
def test_what_a_line_lacks(line, refused):
    found = find_reasons_against_line(line, today=TODAY)
    assert {one.code.removeprefix("plan.") for one in found} == refused
    assert all(one.label for one in Direction)


@pytest.mark.parametrize(
    ("words", "waits", "refused"),
    [
        pytest.param("Ask the neighbour first.", True, set(), id="whole"),
        pytest.param(" ", True, {"return-unexplained"}, id="returned with no word"),
        pytest.param("Ask the neighbour first.", False, {"nothing-to-decide"}, id="approved already"),
    ],
)
def test_a_plan_is_returned_with_words_while_it_waits(words, waits, refused):
    assert {one.code.split(".")[1] for one in find_reasons_against_return(words, waits=waits)} == refused
