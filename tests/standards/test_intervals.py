"""The shapes of intervals, and the tables of the counting rules."""

from datetime import timedelta

import pytest

from constabulary.standards.counting import Conduct, RelatedCrimeBars, counting_tables
from constabulary.standards.intervals import ReviewDays, WorkingDays, interval
from constabulary.standards.offences import offences
from constabulary.standards.response import RESPONSE_GRADES
from constabulary.standards.rulebook import on
from constabulary.standards.victims import ContactContract
from tests.conftest import AT


def test_reviews_fall_on_their_days_and_then_at_a_steady_interval():
    reviews = ReviewDays(days=(7, 14, 28), then_every_days=28)
    assert [reviews.day_of(number) for number in range(1, 7)] == [7, 14, 28, 56, 84, 112]
    with pytest.raises(ValueError, match="counted from one"):
        reviews.day_of(0)


def test_enhanced_rights_are_owed_sooner():
    assert WorkingDays(standard=5, enhanced=1).for_victim(enhanced=False) == 5
    assert WorkingDays(standard=5, enhanced=1).for_victim(enhanced=True) == 1
    assert ContactContract(standard_days=28, enhanced_days=7).days_for(enhanced=True) == 7
    assert ContactContract(standard_days=28, enhanced_days=7).days_for(enhanced=False) == 28


def test_an_interval_names_its_unit():
    assert interval({"minutes": 210}) == timedelta(hours=3.5)
    with pytest.raises(ValueError, match="minutes, hours or days"):
        interval({})


def test_grades_are_found_by_code_and_know_their_minutes():
    grades = on(AT)[RESPONSE_GRADES].value
    assert grades.codes == ("G1", "G2", "G3", "G4", "G5")
    assert grades.named("G1").attend_within(rural=True) == timedelta(minutes=20)
    assert grades.named("G1").attend_within(rural=False) == timedelta(minutes=15)
    with pytest.raises(KeyError):
        grades.named("G9")


@pytest.mark.source("HOCR-26 p14, p55-57")
def test_every_code_of_the_counting_tables_is_on_the_list_of_offences():
    tables = counting_tables()
    known = {one.code for one in offences()}
    assert set(tables.order) <= known
    assert set(tables.ladder) <= known
    assert tables.breach_codes <= known
    assert len(tables.titles) == len(set(tables.order.values()))
    assert tables.titles[tables.order["149/00"]] == "Damage under £5,000"


@pytest.mark.source("HOCR-26 p55-57")
def test_a_breach_is_not_conduct_crime_though_it_stands_in_the_same_category():
    tables = counting_tables()
    by_code = {one.code: one for one in offences()}
    assert tables.conduct_of(by_code["195/12"]) is Conduct.STALKING
    assert tables.conduct_of(by_code["195/94"]) is Conduct.HARASSMENT
    assert tables.conduct_of(by_code["008/67"]) is Conduct.COERCIVE_CONTROL
    assert tables.conduct_of(by_code["008/74"]) is None
    assert tables.is_breach(by_code["008/74"])
    assert tables.conduct_of(by_code["149/00"]) is None
    assert tables.is_slavery(by_code["036/06"])


def test_both_texts_on_related_crimes_are_kept_and_the_union_is_enforced():
    bars = RelatedCrimeBars(general=("1", "2", "4"), conduct=("1", "3", "6"))
    assert bars.union == ("1", "2", "3", "4", "6")
