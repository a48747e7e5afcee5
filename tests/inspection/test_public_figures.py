"""The published figures of 2018/19, to the digits, and against a recount of the file line by line."""

import csv
import gzip
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from constabulary.inspection.public_figures import (
    CHARGED,
    VICTIM_DOES_NOT_SUPPORT,
    Basis,
    Slice,
    compare,
    forces_in,
    offence_groups,
    undecided_share,
)
from constabulary.inspection.severity_scores import populations, severity_by_force, year_ending
from constabulary.open_data.kinds import Kind
from constabulary.open_data.shipped import shipped_path
from constabulary.records.queries.open_data import current_batches
from constabulary.standards.published_figures import FUNNEL, UNASSIGNED_CEILING
from constabulary.standards.rulebook import on

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
RULES = on(AT)


pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def imported():
    """The batch of the shipped outcomes table."""
    return current_batches(Kind.OUTCOME_TABLE.value)["2018/19"]


@pytest.fixture
def look(imported):
    """A slice of the shipped table: outcomes 14 and 16 of the whole year on the recorded-in basis unless said otherwise."""

    def made(**changes) -> Slice:
        usual = Slice(
            batch=imported, outcomes=VICTIM_DOES_NOT_SUPPORT, offence_group="", quarter=0, basis=Basis.RECORDED_IN,
            unassigned_ceiling=RULES[UNASSIGNED_CEILING].value, funnel=RULES[FUNNEL].value,
        )  # fmt: skip
        return replace(usual, **changes)

    return made


def kent(comparison):
    return comparison.of("Kent")


def percent(share, places=2):
    return round(100 * share, places)


def test_kent_recorded_199963_offences_of_which_30_61_per_cent_ended_in_14_or_16(look):
    found = compare(look())
    one = kent(found)
    assert one.figures.crimes == 199963
    assert percent(one.figures.share) == 30.61
    assert (one.share_place.place, one.share_place.of) == (7, 44)
    assert percent(found.pooled) == 23.48
    assert percent(found.median) == 24.65


def test_once_the_mix_is_removed_kent_is_1_089_of_expected_and_21st_of_44(look):
    one = kent(compare(look()))
    assert round(one.figures.ratio, 3) == 1.089
    assert (one.ratio_place.place, one.ratio_place.of) == (21, 44)
    assert one.beyond == ""


def test_kent_charged_4_84_per_cent_0_583_of_expected_and_lowest_either_way(look):
    one = kent(compare(look(outcomes=CHARGED)))
    assert percent(one.figures.share) == 4.84
    assert round(one.figures.ratio, 3) == 0.583
    assert one.share_place.is_lowest
    assert one.ratio_place.is_lowest
    assert one.ratio_place.of == 44
    assert one.beyond == "outer"


def test_of_decided_crimes_without_north_yorkshire_kent_is_18th_of_43_and_lowest_in_charges(look):
    found = compare(look(basis=Basis.DECIDED))
    assert round(kent(found).figures.ratio, 3) == 1.107
    assert (kent(found).ratio_place.place, kent(found).ratio_place.of) == (18, 43)
    charged = kent(compare(look(basis=Basis.DECIDED, outcomes=CHARGED)))
    assert round(charged.figures.ratio, 3) == 0.606
    assert (charged.ratio_place.is_lowest, charged.ratio_place.of) == (True, 43)
    assert found.left_out == ("North Yorkshire",)
    assert found.of("North Yorkshire").ratio_place is None


@pytest.mark.parametrize(
    ("outcome", "share"), [(1, 4.84), (14, 7.28), (15, 12.97), (16, 23.33), (18, 37.79), (21, 3.00)]
)
def test_kents_shares_of_single_outcomes(look, outcome, share):
    assert percent(kent(compare(look(outcomes=(outcome,)))).figures.share) == pytest.approx(share, abs=0.0051)


@pytest.mark.parametrize(("outcome", "decided"), [(1, 11066), (16, 48413), (18, 77119)])
def test_kents_decisions_made_in_the_year(look, outcome, decided):
    one = kent(compare(look(outcomes=(outcome,), basis=Basis.DECIDED_IN)))
    assert one.figures.observed == decided


def test_undecided_shares_of_north_yorkshire_wiltshire_and_kents_quarters(look):
    shares = {force: undecided_share(look(), force) for force in forces_in(look().batch)}
    highest = sorted(shares, key=shares.get, reverse=True)[:2]
    assert [(force, percent(shares[force], 1)) for force in highest] == [("North Yorkshire", 54.1), ("Wiltshire", 9.9)]
    quarters = [percent(undecided_share(look(quarter=quarter), "Kent"), 1) for quarter in (1, 2, 3, 4)]
    assert quarters == [1.3, 1.3, 0.4, 19.0]
    assert undecided_share(look(), "Nowhere") is None


def test_kent_is_given_no_place_in_its_fourth_quarter_and_a_place_in_the_others(look):
    withheld = [kent(compare(look(quarter=quarter))).places_withheld for quarter in (1, 2, 3, 4)]
    assert withheld == [False, False, False, True]
    fourth = kent(compare(look(quarter=4)))
    assert (fourth.share_place, fourth.ratio_place) == (None, None)
    low, high = fourth.figures.share_band
    assert percent(high - low, 1) == 19.0


def test_a_force_with_too_many_undecided_counts_among_the_others_but_has_no_place_of_its_own(look):
    found = compare(look())
    one = found.of("North Yorkshire")
    assert (one.places_withheld, one.share_place, found.compared) == (True, None, 44)


def plain_recount(basis, outcomes, group, quarter):
    """Every ratio from the lines of the file, with nothing of ours."""
    lines = []
    with gzip.open(shipped_path(Kind.OUTCOME_TABLE), "rt", encoding="utf-8", newline="") as handle:
        for line in csv.DictReader(handle):
            if (group and line["offence_group"] != group) or (quarter and line["financial_quarter"] != str(quarter)):
                continue
            column = (
                "force_outcomes_recorded_in_quarter"
                if basis == "decided-in"
                else "force_outcomes_for_offences_recorded_in_quarter"
            )
            times = 0 if line[column] in {"NA", ""} else int(line[column])
            recorded = line["force_outcomes_for_offences_recorded_in_quarter"]
            lines.append((line["force_name"], line["offence_code"], int(line["outcome_type"]), times,
                          0 if recorded in {"NA", ""} else int(recorded)))  # fmt: skip
    undecided, recorded = defaultdict(int), defaultdict(int)
    for force, _, outcome, _, in_all in lines:
        recorded[force] += in_all
        undecided[force] += in_all if outcome == 0 else 0
    over = {force for force in recorded if recorded[force] and undecided[force] / recorded[force] > 0.15}
    crimes, found = defaultdict(int), defaultdict(int)
    for force, offence, outcome, times, _ in lines:
        if basis == "recorded-in" or outcome != 0:
            crimes[force, offence] += times
            found[force, offence] += times if outcome in outcomes else 0
    ratios = {}
    pool = {force for force, _ in crimes} - (set() if basis == "recorded-in" else over)
    offences = {offence for _, offence in crimes}
    rate = {}
    for offence in offences:
        total = sum(crimes[force, offence] for force in pool)
        rate[offence] = sum(found[force, offence] for force in pool) / total if total > 0 else 0.0
    for force in recorded:
        expected = sum(crimes[force, offence] * rate[offence] for offence in offences)
        observed = sum(found[force, offence] for offence in offences)
        if expected > 0 and sum(crimes[force, offence] for offence in offences) > 0:
            ratios[force] = observed / expected
    return ratios


@pytest.mark.parametrize(
    ("basis", "outcomes", "group", "quarter"),
    [
        (Basis.RECORDED_IN, (14, 16), "", 0),
        (Basis.DECIDED, (1,), "", 0),
        (Basis.DECIDED_IN, (8,), "Theft offences", 0),
        (Basis.RECORDED_IN, (18,), "Violence against the person", 4),
    ],
    ids=["year recorded", "year decided", "theft, decided in", "violence in a quarter"],
)
def test_every_ratio_of_every_force_against_a_plain_recount_of_the_file(look, basis, outcomes, group, quarter):
    found = compare(look(basis=basis, outcomes=outcomes, offence_group=group, quarter=quarter))
    ours = {one.force: one.figures.ratio for one in found.forces if one.figures.ratio is not None}
    assert ours == pytest.approx(plain_recount(basis.value, outcomes, group, quarter))


def test_every_group_of_offences_adds_up_to_the_whole(look):
    groups = offence_groups(look().batch)
    assert groups[0] == "Theft offences" or len(groups) == 9
    totals = [kent(compare(look(offence_group=group))) for group in groups]
    assert sum(one.figures.crimes for one in totals if one) == 199963


def test_severity_of_kent_is_near_the_published_score_and_not_equal(imported):
    recorded, published = current_batches(Kind.RECORDED_CRIME.value), current_batches(Kind.SEVERITY_SCORE.value)
    forces = severity_by_force("2018/19", recorded["2018/19"], published[year_ending("2018/19")])
    one = next(one for one in forces if one.force == "Kent")
    assert round(one.published, 2) == 17.89
    assert 0.88 < one.of_published < 0.92
    assert all(0.8 < each.of_published < 1 for each in forces if each.of_published is not None)
    assert {year: round(severity_by_force(year, recorded[year], published[year_ending(year)])[0].ours.score) > 0
            for year in recorded}  # fmt: skip
    assert next(one for one in forces if one.force == "London, City of").published is None


def test_a_score_without_a_published_one_beside_it_stands_alone(imported):
    recorded = current_batches(Kind.RECORDED_CRIME.value)
    forces = severity_by_force("2018/19", recorded["2018/19"], None)
    assert all(one.of_published is None for one in forces)


def test_the_population_of_kent_at_the_census_is_as_published():
    assert populations()["kent"].census_2011 == 1727665
    assert sum(one.census_2011 for one in populations().values()) == 56075912
