"""The value of a standard in words."""

from datetime import date

import pytest

from constabulary.standards.dated import Confidence, SelectedBy, Source, Standard
from constabulary.standards.reading import packaged_standards
from constabulary.standards.wording import title_of, value_as_table, value_in_words


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        ({"hours": 24}, ("24 hours",)),
        ({"hours": 1}, ("1 hour",)),
        ({"minutes": 210}, ("3 hours 30 minutes",)),
        ({"minutes": 120}, ("2 hours",)),
        ({"minutes": 15}, ("15 minutes",)),
        ({"high_harm_hours": 24, "other_hours": 72}, ("High harm 24 hours; other 72 hours",)),
        ({"days": [7, 14, 28], "then_every_days": 28}, ("7, 14 and 28 days; then every 28 days",)),
        (
            {"standard_working_days": 5, "enhanced_working_days": 1},
            ("Standard 5 working days; enhanced 1 working day",),
        ),
        ({"share": 0.05}, ("5 %",)),
        ({"share": "half"}, ("Half",)),
        ({"hours": 36, "authority": "superintendent"}, ("36 hours; by a superintendent",)),
        ({"authorities": ["inspector", "nobody_yet"]}, ("By an inspector and nobody yet",)),
        ({"message_left": True, "attempts": 2}, ("Message left yes; attempts 2",)),
        ({"blocks": []}, ("Blocks none",)),
        ({"open_day": date(2022, 10, 28)}, ("Open day 28 October 2022",)),
        ({"weight": 1.5, "complex": {"authority": "court"}}, ("Weight 1.5; complex: by a magistrates' court",)),
        (
            {"presumption": "neutral", "steps": [{"authority": "inspector", "days": 28}, {"authority": "court"}]},
            ("Presumption neutral", "Steps: by an inspector, 28 days; by a magistrates' court"),
        ),
        ({"steps": [{"days": 28}]}, ("Steps: 28 days",)),
        ([{"code": "A", "hours": 1}, {"code": "B"}], ("Code A, 1 hour", "Code B")),
        (["a", "b", "c"], ("A, b and c",)),
        (False, ("No",)),
        (3, ("3",)),
    ],
)
def test_a_value_reads_as_words(raw, lines):
    assert value_in_words(raw) == lines


def test_rows_of_the_same_fields_are_a_table():
    shown = value_as_table([{"code": "G1", "urban_minutes": 15}, {"code": "G2", "urban_minutes": 240}])
    assert shown.headings == ("Code", "Urban")
    assert shown.rows == (("G1", "15 minutes"), ("G2", "4 hours"))
    assert value_as_table([{"code": "G1"}, {"label": "x"}]) is None
    assert value_as_table({"hours": 3}) is None
    assert value_as_table([]) is None


def test_every_packaged_value_has_words_and_every_standard_a_title():
    for editions in packaged_standards().values():
        for one in editions:
            assert all(value_in_words(one.value))
            assert title_of(one)[0].isupper()
            assert "_" not in title_of(one)


def test_a_standard_without_a_title_is_called_by_its_key():
    one = Standard(
        key="some.longer_key",
        value=1,
        edition="One",
        valid_from=date(2026, 1, 1),
        valid_to=None,
        source=Source(title="A text"),
        confidence=Confidence.READ,
        selected_by=SelectedBy.REPORT,
    )
    assert title_of(one) == "Longer key"
