"""For whom somebody may say when they are away."""

import pytest

from constabulary.access.abstractions import may_say_for, may_say_for_everybody
from constabulary.access.officers import Officer
from constabulary.access.ranks import Rank
from constabulary.access.roles import Role


def somebody(role: Role, rank: Rank, *, team: int | None = 1) -> Officer:
    return Officer(id=1, collar_number="1", name="", rank=rank, roles=frozenset({role}), team_id=team)


SERGEANT = somebody(Role.SUPERVISOR, Rank.SERGEANT)
INSPECTOR = somebody(Role.INSPECTOR, Rank.INSPECTOR)
PLANNER = somebody(Role.PLANNER, Rank.STAFF)
MANAGER = somebody(Role.ALLOCATION_MANAGER, Rank.STAFF)


@pytest.mark.parametrize(
    ("by", "of", "may"),
    [
        pytest.param(SERGEANT, {"officer": 2, "supervisor": 1, "team": 9}, True, id="their sergeant"),
        pytest.param(SERGEANT, {"officer": 2, "supervisor": None, "team": 1}, True, id="a sergeant of their team"),
        pytest.param(SERGEANT, {"officer": 2, "supervisor": 3, "team": 9}, False, id="another team's sergeant"),
        pytest.param(SERGEANT, {"officer": 2, "supervisor": None, "team": None}, False, id="somebody of no team"),
        pytest.param(
            somebody(Role.SUPERVISOR, Rank.SERGEANT, team=None), {"officer": 2, "supervisor": None, "team": None}, False,
            id="both of no team",
        ),
        pytest.param(INSPECTOR, {"officer": 2, "supervisor": 3, "team": 9}, True, id="an inspector"),
        pytest.param(PLANNER, {"officer": 2, "supervisor": 3, "team": 9}, True, id="a planner"),
        pytest.param(MANAGER, {"officer": 2, "supervisor": 1, "team": 1}, False, id="whoever allocates"),
        pytest.param(PLANNER, {"officer": 1, "supervisor": 1, "team": 1}, False, id="themselves"),
    ],
)  # fmt: skip
def test_who_says_that_an_officer_is_away(by, of, may):
    assert may_say_for(by, **of) is may


def test_planners_and_inspectors_say_it_for_everybody():
    assert [may_say_for_everybody(one) for one in (SERGEANT, INSPECTOR, PLANNER, MANAGER)] == [False, True, True, False]
