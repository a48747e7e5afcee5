"""What the real files hold that a careless importer trips over; the samples are published rows (see the notices)."""

from collections import Counter

import pytest

from constabulary.open_data.archives import find_files
from constabulary.open_data.kinds import Kind
from constabulary.open_data.labels import current_label, known_outcome_labels, same_outcome
from constabulary.open_data.linking import link_outcomes
from constabulary.open_data.preview import preview_file, rows_of
from constabulary.open_data.reading import open_reading
from constabulary.open_data.shipped import SHIPPED, shipped_path
from constabulary.standards.outcomes import outcomes_of_label
from tests.factories.published import KENT_WORKFORCE, LONDON_OUTCOMES, LONDON_STOPS, LONDON_STREET, WEST_YORKSHIRE


def file_at(path):
    return find_files(path)[0][0]


def rows_at(path):
    return [row for block in rows_of(file_at(path)) for row in block.rows()]


def test_anti_social_behaviour_has_no_crime_id_and_indistinguishable_rows_are_all_kept():
    found = preview_file(file_at(WEST_YORKSHIRE))
    rows = rows_at(WEST_YORKSHIRE)
    without = [row for row in rows if row.crime_id is None]
    assert (found.kind, found.read, found.rejected, len(rows)) == (Kind.STREET, 3000, 0, 3000)
    assert {row.crime_type for row in without} == {"Anti-social behaviour"}
    assert found.quality["without_crime_id"] == len(without) == 642
    assert found.quality["indistinguishable"] == len(without) - len(set(without)) > 0


def test_a_row_without_a_place_has_no_point_and_no_neighbourhood():
    rows = [row for row in rows_at(WEST_YORKSHIRE) if row.longitude is None]
    assert len(rows) == preview_file(file_at(WEST_YORKSHIRE)).quality["without_place"] == 162
    assert all(row.latitude is None and row.lsoa_code is None for row in rows)
    assert {row.location for row in rows} == {"No Location"}


def test_a_neighbourhood_need_not_be_in_the_force():
    found = preview_file(file_at(LONDON_STREET)).quality["lsoa_elsewhere"]
    outside = [row for row in rows_at(LONDON_STREET) if row.lsoa_name and not row.lsoa_name.startswith("City of")]
    assert found == len(outside) == 33
    assert any(row.lsoa_name.startswith("Camden") for row in outside)


def test_most_outcomes_of_a_month_are_of_crimes_of_earlier_months():
    linked = link_outcomes(rows_at(LONDON_STREET), rows_at(LONDON_OUTCOMES))
    assert (linked.outcomes, linked.with_crime, linked.without_crime) == (575, 170, 405)


def test_the_street_file_and_the_outcomes_file_may_disagree():
    linked = link_outcomes(rows_at(LONDON_STREET), rows_at(LONDON_OUTCOMES))
    assert linked.agreeing + linked.differing == 170
    assert linked.differing > 0


def test_a_crime_may_have_several_outcomes_and_equal_rows_of_outcomes_are_all_kept():
    rows = rows_at(LONDON_OUTCOMES)
    several = Counter(row.crime_id for row in rows)
    assert len(rows) == 575
    assert preview_file(file_at(LONDON_OUTCOMES)).quality["repeated_crime_ids"] == len(rows) - len(several) == 11


def test_stop_and_search_moments_have_a_time_zone_and_a_blank_is_no_answer():
    rows = rows_at(LONDON_STOPS)
    assert all(row.stopped_at.tzinfo is not None for row in rows)
    assert {row.in_operation for row in rows} == {None}
    assert {row.outcome_linked for row in rows} == {True, False}
    assert preview_file(file_at(LONDON_STOPS)).scopes == (("city-of-london", "2023-01"),)


@pytest.mark.parametrize("label", ["Unable to prosecute suspect", "Formal action is not in the public interest"])
def test_a_label_alone_does_not_tell_the_home_office_number(label):
    assert len({one.number for one in outcomes_of_label(label)}) > 1


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Offender given a penalty notice", "Offender given penalty notice"),
        ("No further action", "Investigation complete; no suspect identified"),
        ("Offender sentenced as part of another case", "Suspect charged as part of another case"),
        ("Offender imprisoned", "Offender sent to prison"),
        ("Suspect found not guilty", "Defendant found not guilty"),
        ("Offender given community penalty", "Offender given community sentence"),
    ],
)
def test_a_label_of_before_2014_means_what_it_is_called_now(before, now):
    assert current_label(before) == now
    assert same_outcome(before, now)
    assert not same_outcome(before, "Suspect charged")


def test_every_label_of_our_outcome_types_is_a_published_one():
    unknown = {row.outcome for row in rows_at(LONDON_OUTCOMES)} - set(known_outcome_labels())
    assert unknown == set()
    assert current_label("A label of next year") == "A label of next year"


def test_the_shipped_outcome_table_has_blanks_that_are_not_noughts_and_counts_below_nought():
    path = shipped_path(Kind.OUTCOME_TABLE)
    found = preview_file(file_at(path))
    assert (found.read, found.rejected, found.scopes) == (132529, 0, (("", "2018/19"),))
    assert (found.quality["blanks_recorded_in"], found.quality["blanks_decided_in"]) == (3, 11467)
    rows = rows_at(path)
    assert sum(row.decided_in is None for row in rows) == 11467
    assert sum(row.recorded_in < 0 for row in rows if row.recorded_in is not None) == 280
    assert sum(row.recorded_in or 0 for row in rows if row.force == "Kent") == 199963


def test_the_shipped_recorded_crime_is_of_a_later_date_than_the_outcomes():
    rows = [row for row in rows_at(shipped_path(Kind.RECORDED_CRIME)) if row.force == "Kent"]
    by_year = Counter()
    for row in rows:
        by_year[row.financial_year] += row.crimes
    assert by_year["2017/18"] == 176083
    assert by_year["2018/19"] - 199963 == 490


def test_a_region_and_a_force_of_one_name_are_told_apart_by_their_codes():
    rows = [row for row in rows_at(shipped_path(Kind.SEVERITY_SCORE)) if row.area == "West Midlands"]
    assert {row.area_code[:3] for row in rows} == {"E12", "E23"}


def test_every_shipped_table_is_of_the_kind_it_is_shipped_as():
    for kind in SHIPPED:
        with open_reading(file_at(shipped_path(kind))) as (reading, _):
            assert reading.table.kind is kind


def test_the_workforce_of_kent_is_as_published():
    rows = [row for row in rows_at(KENT_WORKFORCE) if row.worker_type == "police officer"]
    by_day = Counter()
    for row in rows:
        by_day[row.counted_on.year] += row.full_time or 0
    assert (round(by_day[2018], 1), round(by_day[2019], 1)) == (3261.3, 3552.6)
