"""The register of outstanding suspects: who stands on it, by what they leave it, and in which order."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.decisions import Reasons
from constabulary.policing.investigation.register import (
    NOT_OUTSTANDING,
    ON_REGISTER,
    WHY_OF,
    AttemptResult,
    LeavesBy,
    ListedSuspect,
    Why,
    age_bands,
    band_of,
    find_reasons_against_attempt,
    find_reasons_against_intelligence,
    find_reasons_against_leaving,
    limits_of_ages,
    place_of,
    reasons_of,
    reference_taken,
)
from constabulary.policing.investigation.suspects import MAY_FOLLOW, SuspectStatus

S = SuspectStatus
AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
DAY = timedelta(days=1)


def codes(reasons: Reasons) -> set[str]:
    return {one.code.removeprefix("register.") for one in reasons}


def test_the_register_is_who_is_named_wanted_due_to_attend_on_bail_or_released_and_whose_detention_runs():
    assert set(WHY_OF.values()) == set(Why)
    assert all(one.label for one in Why)
    assert {Why.DETAINED} == NOT_OUTSTANDING
    off = {
        S.UNKNOWN, S.DESCRIBED, S.INTERVIEWED_VOLUNTARILY, S.NO_FURTHER_ACTION, S.OUT_OF_COURT_PENDING,
        S.POSTAL_REQUISITION_ISSUED, S.CHARGED, S.CHARGED_REMANDED, S.CHARGED_BAIL, S.DECEASED, S.ELIMINATED,
    }  # fmt: skip
    assert off | ON_REGISTER == set(S)
    assert not off & ON_REGISTER


@pytest.mark.parametrize(
    ("now", "then", "taken"),
    [
        pytest.param(S.NAMED_NOT_ARRESTED, S.ARRESTED_IN_CUSTODY, LeavesBy.ARREST, id="an arrest"),
        pytest.param(S.VOLUNTARY_ATTENDANCE_ARRANGED, S.INTERVIEWED_VOLUNTARILY, LeavesBy.INTERVIEW, id="an interview"),
        pytest.param(S.WANTED_CIRCULATED, S.ELIMINATED, LeavesBy.ELIMINATION, id="not them"),
        pytest.param(S.UNDER_INVESTIGATION, S.NO_FURTHER_ACTION, LeavesBy.DISPOSAL, id="no further action"),
        pytest.param(S.BAILED_PRE_CHARGE, S.CHARGED_BAIL, LeavesBy.DISPOSAL, id="a charge"),
        pytest.param(S.NAMED_NOT_LOCATED, S.DECEASED, LeavesBy.DISPOSAL, id="a death"),
        pytest.param(S.NAMED_NOT_ARRESTED, S.NAMED_NOT_LOCATED, None, id="still to be found"),
        pytest.param(S.ARRESTED_IN_CUSTODY, S.BAILED_PRE_CHARGE, None, id="bailed: still on the register"),
        pytest.param(S.INTERVIEWED_VOLUNTARILY, S.CHARGED, None, id="had left it before"),
    ],
)
def test_each_way_off_the_register_takes_its_reference(now, then, taken):
    assert reference_taken(now, then) is taken
    missing = codes(find_reasons_against_leaving(now, then, reference=" "))
    assert missing == ({f"{taken.value}-reference-missing"} if taken else set())
    assert not find_reasons_against_leaving(now, then, reference="ZZ/1")


def test_nobody_leaves_the_register_by_any_step_without_one_of_the_four_references():
    for now in ON_REGISTER:
        for then in MAY_FOLLOW[now]:
            if then not in ON_REGISTER:
                assert find_reasons_against_leaving(now, then, reference=""), (now, then)


def test_a_circulation_has_a_reference_and_of_a_step_that_cannot_follow_nothing_more_is_said():
    now = S.NAMED_NOT_ARRESTED
    assert codes(find_reasons_against_leaving(now, S.WANTED_CIRCULATED, reference="")) == {"circulation-missing"}
    assert not find_reasons_against_leaving(now, S.CHARGED, reference="")


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        pytest.param({}, set(), id="whole"),
        pytest.param({"result": ""}, {"result-needed"}, id="no result"),
        pytest.param({"result": "arrested"}, {"result-needed"}, id="an arrest is a step, no attempt"),
        pytest.param({"words": " "}, {"what-was-done"}, id="no words"),
        pytest.param({"moment": AT + DAY}, {"not-yet"}, id="still ahead"),
        pytest.param({"moment": None}, set(), id="now"),
        pytest.param({"status": S.BAILED_PRE_CHARGE}, {"not-outstanding"}, id="on bail: nobody to find"),
        pytest.param({"status": S.CHARGED}, {"not-outstanding"}, id="charged"),
    ],
)
def test_an_attempt_says_where_and_what_came_of_it(changes, missing):
    given = {"status": S.WANTED_CIRCULATED, "result": "not_there", "words": "Two officers.", "moment": AT, **changes}
    assert codes(find_reasons_against_attempt(given.pop("status"), **given, at=AT)) == missing


def test_every_result_of_an_attempt_has_words():
    assert all(one.label for one in AttemptResult)


def test_intelligence_is_a_reference_about_somebody_on_the_register():
    assert not find_reasons_against_intelligence(S.BAILED_PRE_CHARGE, reference="INT/1")
    assert codes(find_reasons_against_intelligence(S.BAILED_PRE_CHARGE, reference="")) == {"reference-needed"}
    assert codes(find_reasons_against_intelligence(S.CHARGED, reference="INT/1")) == {"not-outstanding"}


@pytest.mark.parametrize(
    ("facts", "band"),
    [
        pytest.param({"high_risk": True, "domestic_abuse": True}, 4, id="high risk"),
        pytest.param({"domestic_abuse": True}, 3, id="domestic abuse"),
        pytest.param({"stalking": True, "hate": True}, 3, id="stalking"),
        pytest.param({"child_abuse": True}, 3, id="a child"),
        pytest.param({"high_harm": True}, 2, id="high harm"),
        pytest.param({"vulnerable": True}, 1, id="vulnerable"),
        pytest.param({"hate": True}, 1, id="hate"),
        pytest.param({"elsewhere": 9}, 0, id="nothing but how often"),
    ],
)
def test_the_band_is_that_of_the_harm_recorded_and_the_victims_risk(facts, band):
    assert band_of(ListedSuspect(**facts)) == band


def test_custody_stands_first_then_harm_then_the_same_victim_then_a_clock_passed_then_elsewhere_then_age():
    late, ahead = AT - DAY, AT + DAY
    in_order = [
        (ListedSuspect(detained=True), AT),
        (ListedSuspect(high_risk=True), AT),
        (ListedSuspect(domestic_abuse=True, same_victim=1), AT),
        (ListedSuspect(domestic_abuse=True, due_at=late), AT),
        (ListedSuspect(domestic_abuse=True, due_at=ahead, elsewhere=2), AT),
        (ListedSuspect(domestic_abuse=True), AT - 9 * DAY),
        (ListedSuspect(domestic_abuse=True, due_at=ahead), AT),
        (ListedSuspect(high_harm=True), AT - 90 * DAY),
    ]
    mixed = [*in_order[4:], *in_order[:4]]
    assert sorted(mixed, key=lambda one: place_of(one[0], one[1], AT)) == in_order


def test_every_reason_for_a_place_is_said_and_no_more():
    whole = ListedSuspect(
        detained=True, high_risk=True, domestic_abuse=True, stalking=True, child_abuse=True, high_harm=True,
        vulnerable=True, hate=True, same_victim=1, elsewhere=2, due_at=AT - DAY,
    )  # fmt: skip
    said = reasons_of(whole, AT)
    assert len(said) == 10
    assert "Suspected of one other crime against the same victim" in said
    assert "Also on the register for 2 other crimes" in said
    assert reasons_of(ListedSuspect(domestic_abuse=True, due_at=AT + DAY), AT) == ("Domestic abuse",)
    assert reasons_of(ListedSuspect(), AT) == ()


def test_there_is_a_band_of_age_more_than_there_are_limits():
    assert len(age_bands()) == len(limits_of_ages(AT)) + 1
    assert limits_of_ages(AT) == (AT - 7 * DAY, AT - 28 * DAY, AT - 90 * DAY)
