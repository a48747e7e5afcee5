"""15 and 16 in rape, asked of every row of the national list as it is printed, not of a list of ours."""

import csv
from importlib.resources import files

import pytest

from constabulary.policing.desks import Authority
from constabulary.policing.investigation.evidence_led import Conclusion, authority_to_decide
from constabulary.policing.outcomes.check import authorities_for
from constabulary.policing.outcomes.facts import circumstances_of
from constabulary.standards.offences import Offence, offences
from tests.factories.outcomes import crime, matter

LIST = files("constabulary.standards") / "data" / "lists" / "notifiable-offence-list-2026-27.csv"
ROWS = list(csv.DictReader(LIST.read_text("utf-8-sig").splitlines()))
#: The Home Office class of rape: every code that begins so is one, and none besides.
CLASS = "019/"
SENIOR = {Authority.INSPECTOR, Authority.CRIME_REGISTRAR, Authority.DESIGNATED_DECISION_MAKER}


def printed() -> list[tuple[bool, Offence]]:
    """Each offence of ours beside whether the printed row calls it rape."""
    assert len(ROWS) == len(offences())
    return [(row["Sub class"].strip().casefold() == "rape", one) for row, one in zip(ROWS, offences(), strict=True)]


def test_the_list_calls_rape_what_lies_in_its_class_and_nothing_else():
    by_class = {row["Home Office code"].strip() for row in ROWS if row["Home Office code"].strip().startswith(CLASS)}
    assert by_class
    assert by_class == {one.code for is_rape, one in printed() if is_rape}
    named = {
        row["Home Office code"].strip() for row in ROWS
        if row["Offence"].strip().casefold().startswith(("rape", "attempted rape"))
    }  # fmt: skip
    assert named <= by_class


@pytest.mark.source("OUT-26 p18-19, Notifiable Offence List 2026/27")
@pytest.mark.parametrize("code", ["15", "16"])
def test_an_inspector_or_the_registrars_team_approves_for_every_row_that_is_rape(code):
    asked = [
        (one, set(authorities_for(matter(code, crime=crime(offence=one))))) for is_rape, one in printed() if is_rape
    ]
    assert len(asked) >= 20
    assert [(one.code, one.title) for one, wanted in asked if wanted != SENIOR] == []


@pytest.mark.source("OUT-26 p18-19, Notifiable Offence List 2026/27")
@pytest.mark.parametrize("code", ["15", "16"])
def test_a_supervisor_approves_for_every_row_that_is_not(code):
    others = [one for is_rape, one in printed() if not is_rape]
    assert len(others) > 1000
    wrong = [
        (one.code, one.title) for one in others
        if authorities_for(matter(code, crime=crime(offence=one))) != (Authority.SUPERVISOR,)
    ]  # fmt: skip
    assert wrong == []


def test_whether_the_case_goes_on_without_her_is_an_inspectors_to_decide_for_the_same_rows():
    for is_rape, one in printed():
        told = "rape" in circumstances_of(matter("16", crime=crime(offence=one)))
        decides = authority_to_decide(Conclusion.CANNOT_GO_ON, rape=told, high_risk_abuse=False)
        assert (decides is Authority.INSPECTOR) is is_rape, (one.code, one.title)
