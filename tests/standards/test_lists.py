"""The other lists: categories, N codes, flags, outcomes, cancellation, risk tools, references, severity."""

from datetime import date

import pytest

from constabulary.standards.authorities import AUTHORITY_TITLES
from constabulary.standards.dated import Confidence
from constabulary.standards.incident_categories import CATEGORIES, QUALIFIERS, category_title
from constabulary.standards.lists import NotOffered
from constabulary.standards.moments import Moments
from constabulary.standards.offences import offences
from constabulary.standards.outcomes import (
    AUTHORITY_ORDER,
    CANCELLATIONS,
    NOT_YET_ASSIGNED,
    OUTCOMES,
    DecidedBy,
    SuspectNeeded,
    VictimNeeded,
    label_of_outcome,
    outcomes_of_force,
    outcomes_of_label,
)
from constabulary.standards.recorded_lists import FLAGS, REPORTED_INCIDENTS
from constabulary.standards.references import REFERENCES, kind_of_reference
from constabulary.standards.risk import RISK_TOOLS
from constabulary.standards.severity import severity_weight, severity_weights

NOW = Moments(offence=date(2026, 11, 2), report=date(2026, 11, 2), decision=date(2026, 11, 2))
IN_2018 = Moments(offence=date(2018, 11, 2), report=date(2018, 11, 2), decision=date(2018, 11, 2))


@pytest.mark.source("NSIR-11 ch. 2")
def test_categories_and_qualifiers_are_complete_and_the_obsolete_one_is_not_offered():
    groups = [one.group for one in CATEGORIES.entries]
    assert {group: groups.count(group) for group in dict.fromkeys(groups)} == {
        "transport": 5,
        "antisocial-behaviour": 3,
        "public-safety": 18,
        "administration": 9,
        "crime": 1,
    }
    assert [one.code for one in CATEGORIES.entries if not one.closes] == ["crime-reported"]
    assert "olympics" in {one.code for one in QUALIFIERS.entries}
    assert "olympics" not in {one.code for one in QUALIFIERS.offered(NOW)}
    olympics = next(one for one in QUALIFIERS.entries if one.code == "olympics")
    assert not olympics.is_offered_on(date(2026, 11, 2))
    assert category_title("hoax-call") == "Hoax call"
    assert category_title("of an older list") == "of an older list"


@pytest.mark.source("NOL-26 sheet 2")
def test_n100_and_n300_are_live_and_n200_ended_in_2025():
    def classes(moments: Moments) -> set[str]:
        return {one.incident_class for one in REPORTED_INCIDENTS.offered(moments)}

    assert classes(NOW) == {"N100", "N300"}
    assert classes(Moments(decision=date(2025, 3, 31))) == {"N100", "N200", "N300"}
    assert classes(Moments(decision=date(2025, 4, 1))) == {"N100", "N300"}
    assert classes(IN_2018) == {"N100"}
    assert [one.code for one in REPORTED_INCIDENTS.entries if one.voluntary] == ["300/07"]
    assert len(REPORTED_INCIDENTS.entries) == 17


@pytest.mark.source("HOCR-26 p26-31")
def test_ten_flags_are_mandatory_since_april_2026_spiking_being_the_new_one():
    assert len(FLAGS.offered(NOW)) == 10
    before = {one.code for one in FLAGS.offered(Moments(decision=date(2026, 3, 31)))}
    assert {one.code for one in FLAGS.offered(NOW)} - before == {"spiking"}


@pytest.mark.source("HOCR-26 p26-31")
def test_flags_say_what_they_are_limited_to_and_bring_along():
    def flag(code: str):
        return FLAGS.entry(code, NOW)

    assert flag("child_sexual_exploitation").implies == ("child_sexual_abuse",)
    assert flag("corrosive").only_groups == ("Violence against the person", "Robbery")
    assert flag("corrosive").needs_evidence
    assert flag("metal_theft").one_kind_only
    assert flag("metal_theft").usual_kind == "infrastructure"
    assert flag("domestic_abuse").least_age == 16
    assert len(flag("hate").kinds) == 5
    assert len(flag("hate").details["religion"]) == 9
    with pytest.raises(NotOffered, match="Mandatory crime flags spiking on 01 January 2026"):
        FLAGS.entry("spiking", Moments(decision=date(2026, 1, 1)))


@pytest.mark.source("OUT-26 p9-25")
def test_every_number_from_1_to_24_has_a_type():
    assert {one.number for one in OUTCOMES.entries} == set(range(1, 25))
    offered = [one.code for one in OUTCOMES.offered(NOW)]
    assert len(offered) == len(set(offered)) == 26
    assert "19" not in offered
    assert {one.code for one in OUTCOMES.entries if one.is_alternate} == {"1A", "2A", "3A"}


@pytest.mark.parametrize(
    ("day", "there", "missing"),
    [
        (date(2015, 12, 31), {"18", "19"}, {"21", "22", "23", "24"}),
        (date(2018, 11, 2), {"21"}, {"22", "23", "24"}),
        (date(2019, 4, 1), {"22"}, {"23", "24"}),
        (date(2026, 3, 31), {"19", "22"}, {"23", "24"}),
        (date(2026, 4, 1), {"22", "23", "24"}, {"19"}),
    ],
    ids=["2015", "2018", "the day 22 came", "the day before 23 and 24", "the day 23 and 24 came"],
)
def test_outcomes_came_and_went(day, there, missing):
    offered = {one.code for one in OUTCOMES.offered(Moments(decision=day))}
    assert there <= offered
    assert not missing & offered


def test_the_national_bureau_s_outcome_is_never_the_force_s():
    assert "19" not in {one.code for one in outcomes_of_force(IN_2018)}
    assert OUTCOMES.entry("19", IN_2018).decided_by is DecidedBy.NATIONAL_BUREAU


@pytest.mark.source("OUT-26 p3")
def test_the_suspect_is_told_for_1_to_4_6_to_10_21_and_22():
    told = {one.number for one in OUTCOMES.offered(NOW) if one.suspect_told}
    assert told == {1, 2, 3, 4, 6, 7, 8, 9, 10, 21, 22}


@pytest.mark.source("OUT-26 p17-21")
def test_14_and_18_bar_a_named_suspect_and_15_and_16_need_identity():
    by_code = {one.code: one for one in OUTCOMES.offered(NOW)}
    assert {code for code, one in by_code.items() if one.suspect is SuspectNeeded.NONE} == {"14", "18"}
    assert {code for code, one in by_code.items() if one.suspect is SuspectNeeded.IDENTIFIED} == {"15", "16"}
    assert {code for code, one in by_code.items() if one.victim is VictimNeeded.NOT_ABLE} == {"14", "16"}
    assert by_code["15"].victim is VictimNeeded.SUPPORTS
    assert {code for code, one in by_code.items() if one.silence_is_not_enough} == {"14", "16"}
    assert {code for code, one in by_code.items() if one.completed} == {"22", "23", "24"}


def test_a_penalty_notice_is_for_offences_of_the_list_none_of_which_is_a_violent_or_a_sexual_one():
    [of_scheme] = [one for one in OUTCOMES.offered(NOW) if one.only_codes]
    assert of_scheme.code == "6"
    by_code = {code: [one for one in offences() if one.code == code] for code in of_scheme.only_codes}
    assert all(by_code.values()), "each is a code of the offence list"
    groups = {one.group for found in by_code.values() for one in found}
    assert not groups & {"Violence against the person", "Sexual offences", "Robbery", "Burglary"}


def test_positive_outcomes_are_those_we_count_as_such():
    positive = {one.code for one in OUTCOMES.offered(NOW) if one.positive}
    assert positive == {"1", "1A", "2", "2A", "3", "3A", "4", "6", "7", "8", "22", "23", "24"}


@pytest.mark.parametrize(
    ("code", "circumstances", "authority"),
    [
        ("15", {"rape"}, "inspector"),
        ("16", {"high_risk_domestic_abuse"}, "inspector"),
        ("16", {"domestic_abuse"}, "supervisor"),
        ("8", {"hate"}, "inspector"),
        ("8", set(), "investigator"),
        ("3", {"indictable_only", "cautioned_within_two_years"}, "superintendent"),
        ("5", {"homicide"}, "crime_registrar"),
        ("2", {"indictable_only"}, "investigator"),
        ("22", {"domestic_abuse"}, "inspector"),
    ],
    ids=[
        "rape 15",
        "high risk 16",
        "other abuse 16",
        "hate 8",
        "plain 8",
        "highest of two 3",
        "homicide 5",
        "2: the prosecutor decides",
        "abuse 22",
    ],
)
def test_circumstances_raise_the_authority_and_never_lower_it(code, circumstances, authority):
    assert OUTCOMES.entry(code, NOW).authority_for(frozenset(circumstances)) == authority


def test_every_authority_named_is_one_that_somebody_holds():
    named = {one.authority for one in (*OUTCOMES.entries, *CANCELLATIONS.entries)}
    named |= {raised.authority for one in (*OUTCOMES.entries, *CANCELLATIONS.entries) for raised in one.raised} - {""}
    assert named <= set(AUTHORITY_ORDER) <= set(AUTHORITY_TITLES)


@pytest.mark.source("OUT-26 p26-29")
def test_cancellation_codes_are_c1_to_c5_and_there_is_no_c6():
    assert [one.code for one in CANCELLATIONS.offered(NOW)] == ["C1", "C2", "C3", "C4", "C5"]
    told_first = {one.code for one in CANCELLATIONS.entries if "victim_told_first" in one.needs}
    independent = {one.code for one in CANCELLATIONS.entries if "independent" in one.needs}
    assert told_first == {"C1", "C2", "C5"}
    assert independent == {"C2", "C3", "C4", "C5"}
    assert CANCELLATIONS.entry("C5", NOW).only_categories == ("8N", "104", "105A")


def test_labels_of_published_outcomes_go_both_ways():
    assert label_of_outcome("", NOW) == NOT_YET_ASSIGNED
    assert label_of_outcome("18", NOW) == "Investigation complete; no suspect identified"
    assert {one.code for one in outcomes_of_label("Suspect charged")} == {"1", "1A"}
    assert {one.code for one in outcomes_of_label("Offender given a penalty notice")} == {"6"}
    assert {"14", "15", "16"} <= {one.code for one in outcomes_of_label("Unable to prosecute suspect")}
    assert outcomes_of_label("") == ()


def test_risk_tools_have_topics_and_no_wording_that_is_not_ours():
    dash, dara, four = RISK_TOOLS.offered(NOW)
    assert len(dash.questions) == 27
    assert sum(one.high for one in dash.questions) == 21
    assert {one.opens for one in dash.questions} == {"", "honour_based", "stalking"}
    assert dara.questions == ()
    assert [one.code for one in four.questions] == ["F", "O", "U", "R"]
    assert "dara" not in {one.code for one in RISK_TOOLS.offered(Moments(decision=date(2022, 11, 25)))}


def test_a_reference_is_recognised_as_it_is_typed():
    for one in REFERENCES.entries:
        assert one.matches(f" {one.example.lower()} ")
        assert kind_of_reference(one.example) == one.code
    assert kind_of_reference("Marlow") is None


def test_severity_weights_are_those_of_2020_and_none_is_invented():
    assert len(severity_weights()) == 134
    assert max(one.weight for one in severity_weights()) == pytest.approx(7973.39, abs=0.01)
    assert min(one.weight for one in severity_weights()) == pytest.approx(1.77, abs=0.01)
    assert severity_weight("8Q") == pytest.approx(56.35, abs=0.01)
    assert severity_weight("4/1") == severity_weight("4.1") == severity_weight("1")
    assert severity_weight("28I") is None


def test_every_entry_carries_a_mark():
    for one in (CATEGORIES, QUALIFIERS, FLAGS, OUTCOMES, CANCELLATIONS, REPORTED_INCIDENTS, RISK_TOOLS, REFERENCES):
        for entry in one.entries:
            assert entry.confidence in Confidence
            assert entry.confidence is not Confidence.LOCAL
