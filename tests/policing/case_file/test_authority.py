"""Who may decide on a charge: the prosecutor, or the police in what the guidance leaves to them."""

import pytest

from constabulary.policing.case_file.authority import (
    ChargedBy,
    Plea,
    PoliceDecision,
    find_reasons_against_police_charging,
    find_reasons_against_police_decision,
    why_prosecutor_decides,
)
from constabulary.standards.charging import POLICE_MAY_CHARGE
from constabulary.standards.rulebook import on
from tests.factories.outcomes import AT, crime, offence

pytestmark = pytest.mark.source("Director's Guidance on Charging, sixth edition: police decisions to charge")
EITHER_WAY = crime(offence=offence("008/06"))
SUMMARY = crime(offence=offence("105/01"))
SHOP = crime(offence=offence("046/00"))


def codes(reasons) -> set[str]:
    return {one.code.split(".")[1] for one in reasons}


@pytest.mark.parametrize(
    ("about", "plea", "fit", "expected"),
    [
        pytest.param(EITHER_WAY, Plea.GUILTY, True, set(), id="either way, guilty, fit"),
        pytest.param(EITHER_WAY, Plea.NOT_GUILTY, True, {"plea-not-guilty"}, id="either way, not guilty"),
        pytest.param(EITHER_WAY, Plea.NOT_KNOWN, True, {"plea-not-guilty"}, id="either way, plea not known"),
        pytest.param(EITHER_WAY, Plea.GUILTY, False, {"not-for-magistrates"}, id="either way, for the Crown Court"),
        pytest.param(SUMMARY, Plea.NOT_GUILTY, False, set(), id="summary only, whatever the plea"),
        pytest.param(SHOP, Plea.NOT_GUILTY, True, set(), id="theft from a shop, whatever the plea"),
        pytest.param(
            SHOP, Plea.NOT_GUILTY, False, {"not-for-magistrates"}, id="theft from a shop, for the Crown Court"
        ),
        pytest.param(crime(domestic_abuse=True), Plea.GUILTY, True, {"prosecutor-only"}, id="domestic abuse"),
        pytest.param(crime(hate=True), Plea.GUILTY, True, {"prosecutor-only"}, id="hate crime"),
        pytest.param(crime(stalking=True), Plea.GUILTY, True, {"prosecutor-only"}, id="stalking"),
    ],
)
def test_what_the_police_may_decide_themselves(about, plea, fit, expected):
    assert about.offence.mode in {"E", "S"}
    allowed = on(AT)[POLICE_MAY_CHARGE].value
    found = find_reasons_against_police_charging(about, allowed=allowed, plea=plea, fit_for_magistrates=fit)
    assert codes(found) == expected


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        pytest.param(SUMMARY, (), id="the police may"),
        pytest.param(crime(domestic_abuse=True, hate=True), ("domestic abuse", "hate crime"), id="both named"),
        pytest.param(crime(offence=offence("008/01")), None, id="a listed kind is named"),
        pytest.param(crime(offence=offence("001/01")), ("an indictable-only offence",), id="indictable only"),
    ],
)
def test_why_the_prosecutor_decides_is_said_in_words(about, expected):
    found = why_prosecutor_decides(about)
    assert found == expected if expected is not None else isinstance(found, tuple)


def test_a_kind_of_offence_that_only_the_prosecutor_decides_is_named():
    either_way = next(
        one for one in (offence("008/66"), offence("195/94")) if one.subgroup == "Stalking and harassment"
    )
    assert why_prosecutor_decides(crime(offence=either_way)) == ("stalking and harassment",)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, set(), id="another decides a met test"),
        pytest.param({"full_code_met": False}, {"test-not-met"}, id="no test met"),
        pytest.param({"is_own": True}, {"own-case"}, id="their own case"),
        pytest.param({"decided_already": True}, {"charge-decided"}, id="decided already"),
    ],
)
def test_a_police_decision_is_somebody_elses_of_a_met_test(changes, expected):
    decision = PoliceDecision(plea=Plea.GUILTY, fit_for_magistrates=True, charge=True, words="As the test says.")
    given = {"full_code_met": True, "is_own": False, "decided_already": False, **changes}
    assert codes(find_reasons_against_police_decision(decision, **given)) == expected


def test_a_decision_not_to_charge_needs_no_test_but_its_reasons():
    decision = PoliceDecision(plea=Plea.NOT_KNOWN, fit_for_magistrates=True, charge=False, words=" ")
    found = find_reasons_against_police_decision(decision, full_code_met=False, is_own=False, decided_already=False)
    assert codes(found) == {"decision-words"}


def test_everything_has_a_name():
    assert [one.label for one in Plea] == ["Guilty", "Not guilty", "Not known"]
    assert [one.label for one in ChargedBy] == ["The police", "The Crown Prosecution Service"]
