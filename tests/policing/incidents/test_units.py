"""Which units are free, and in which order they are offered."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.incidents.units import UnitStanding, order_free

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
HOUR = timedelta(hours=1)


def unit(sign: str, *, state: str = "cleared", district: int | None = 1, hours: int = 1) -> UnitStanding:
    return UnitStanding(
        unit=sign, state=state, incident="I26-1", grade="G2", district=district, district_name="Ashford",
        noted_at=AT - hours * HOUR,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("units", "district", "order"),
    [
        ([], 1, []),
        ([unit("K1", state=one) for one in ("sent", "en_route", "at_scene")], 1, []),
        ([unit("K1", state="diverted"), unit("K2", hours=3)], 1, ["K1", "K2"]),
        ([unit("K1", hours=3), unit("K2", hours=2)], 1, ["K2", "K1"]),
        ([unit("K1", district=2), unit("K2", hours=5), unit("K3", hours=6)], 1, ["K2", "K3", "K1"]),
        ([unit("K1", district=None), unit("K2", hours=5)], None, ["K1", "K2"]),
        ([unit("K1"), unit("K2")], 1, ["K2", "K1"]),
    ],
    ids=[
        "nobody is known", "all are committed", "a diverted unit is free", "the latest free first",
        "one last seen in the district before the others", "of no district the latest free first",
        "at the same moment by call sign, so that the order holds still",
    ],
)  # fmt: skip
def test_the_free_are_offered_nearest_first(units, district, order):
    assert [one.unit for one in order_free(units, district=district)] == order
