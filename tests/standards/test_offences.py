"""The notifiable offence list: every row, its key, and what is recordable when."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from constabulary.standards.dated import Confidence
from constabulary.standards.moments import Moments
from constabulary.standards.offences import (
    OFFENCES,
    Basis,
    find_offences,
    offences,
    offences_by_key,
    offences_with_code,
)

TODAY = datetime(2026, 11, 2, 14, tzinfo=UTC)


@pytest.mark.source("NOL-26")
def test_every_row_of_the_list_is_there_current_and_retired():
    assert len(offences()) == 1698
    assert Counter(one.current for one in offences()) == {True: 1630, False: 68}


@pytest.mark.source("NOL-26")
def test_the_code_alone_is_no_key_and_ours_is_one():
    by_code = Counter(one.code for one in offences())
    assert sum(count > 1 for count in by_code.values()) == 61
    assert len(offences_by_key()) == len(offences())
    assert all(len(one.key) == 12 for one in offences())


def test_a_key_does_not_change_from_one_release_to_the_next():
    """Stored records hold keys: these two are read back from them."""
    assert [one.key for one in offences_with_code("008/06")] == [one.key for one in offences() if one.code == "008/06"]
    assert offences_by_key()[offences_with_code("149/00")[0].key].code == "149/00"


@pytest.mark.source("NOL-26")
def test_whether_there_is_a_victim_belongs_to_the_row():
    assert {one.basis for one in offences()} == set(Basis)
    mixed = {one.code for one in offences() if len({other.basis for other in offences_with_code(one.code)}) > 1}
    assert len(mixed) == 5


def test_classes_are_written_one_way():
    groups = {one.group for one in offences()}
    assert "Miscellaneous crimes against society" in groups
    assert len({group.casefold() for group in groups}) == len(groups)


@pytest.mark.parametrize(
    ("code", "day", "recordable"),
    [
        ("008/77", date(2022, 6, 6), False),
        ("008/77", date(2022, 6, 7), True),
        ("008/71", date(2020, 1, 1), False),
        ("008/10", date(2026, 11, 2), False),
        ("149/00", date(1995, 1, 1), True),
    ],
    ids=[
        "the day before strangulation was an offence",
        "the day it was",
        "retired",
        "not yet begun",
        "old and current",
    ],
)
def test_what_can_be_recorded_depends_on_the_day_it_happened(code, day, recordable):
    assert any(one.is_recordable_on(day) for one in offences_with_code(code)) is recordable
    moments = Moments(offence=day, decision=TODAY)
    assert any(one.code == code for one in OFFENCES.offered(moments)) is recordable


def test_an_offence_knows_where_it_is_tried_and_its_category():
    murder = next(one for one in offences() if one.code == "001/01")
    assert murder.is_indictable_only
    assert not murder.is_summary_only
    assert murder.category_number == "001"
    assert next(one for one in offences() if one.code == "105/01").is_summary_only
    assert any(one.category == "NFIB9" for one in offences())
    assert murder.confidence is Confidence.READ


def test_offences_are_found_by_words_best_first():
    found = find_offences("shop", on=TODAY)
    assert found
    assert "shop" in found[0].title.casefold()
    assert find_offences("   ", on=TODAY) == ()
    assert find_offences("no such offence anywhere", on=TODAY) == ()
    assert find_offences("008/06", on=TODAY)[0].code == "008/06"
    assert len(find_offences("a", on=TODAY, most=5)) == 5
