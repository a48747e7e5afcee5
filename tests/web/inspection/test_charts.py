"""The pictures of agreement and of a measure's months."""

from datetime import date

from constabulary.inspection.breakdown import UnitFigure
from constabulary.inspection.measures.registry import MEASURES
from constabulary.policing.inspection.agreement import Agreement
from constabulary.web.charts.agreement import draw_agreement
from constabulary.web.charts.months import draw_months


def unit(name: str, estimate: float | None, low: float = 0.0) -> UnitFigure:
    found = Agreement(numerator=1, denominator=30, estimate=estimate, low=low if estimate is not None else None,
                      high=0.9 if estimate is not None else None)  # fmt: skip
    return UnitFigure(unit=name, rate=found, too_few=estimate is None)


def result(month: int, estimate: float | None) -> dict:
    return {"until_on": date(2026, month, 28), "estimate": estimate, "low": 0.5, "high": 0.9}


def test_only_units_of_whom_enough_is_known_are_drawn_wide_and_narrow():
    wide, narrow = draw_agreement(
        [unit("Red <team>", 0.5, -0.1)], [unit("Red <team>", 0.4), unit("Blue team", None)], target=0.6, name="Alike"
    )
    assert "Red &lt;team&gt;, desk" in wide
    assert "Red &lt;team&gt;, team" in wide
    assert "Blue team" not in wide
    assert "con-chart--narrow" in narrow
    assert draw_agreement([], [unit("Blue team", None)], target=0.6, name="Alike") == []


def test_months_are_drawn_from_the_second_on():
    shown = [result(9, 0.7), result(10, 0.8), result(8, None)]
    for code in ("thrive_recorded", "second_scorers_agree"):
        wide, narrow = draw_months(MEASURES[code], shown, name="Months")
        assert "Sep 26" in wide
        assert "Aug 26" not in wide
        assert narrow.count("<circle") == 2
    assert draw_months(MEASURES["thrive_recorded"], shown[:1], name="Months") == []
