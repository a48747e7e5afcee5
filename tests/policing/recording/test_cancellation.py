"""Cancellation: the matrix of codes and what each needs, and exactly who may."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.desks import Authority
from constabulary.policing.recording.cancellation import (
    CancellationFacts,
    Maker,
    VerifiableInformation,
    authorities_for,
    find_reasons_against_cancellation,
    find_reasons_against_maker,
    is_grave,
    was_none,
)
from constabulary.standards.outcomes import CANCELLATIONS
from constabulary.standards.rulebook import Moments
from tests.factories.outcomes import offence

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
INFORMATION = VerifiableInformation(came="Today.", source="CCTV.", checked="Watched it.", changes="Nobody was there.")
HARM, ASSAULT, RAPE, DAMAGE = offence("008/06", "8N"), offence("105/01"), offence("019/07"), offence("149/00", "58C")
DECIDER = Maker(in_investigation=False, trained=True, registered=False, chief_officer=False)


def listed(code):
    return CANCELLATIONS.entry(code, Moments(decision=AT))


def whole(code: str, **changes) -> CancellationFacts:
    """A cancellation with everything in place."""
    facts = CancellationFacts(
        code=code,
        offence=ASSAULT if code == "C5" else DAMAGE,
        has_victim=True,
        information=INFORMATION,
        outside_force=True,
        receiving_force="Essex Police",
        receiving_reference="42/1/26",
        survivor_is_live=True,
        mistake="Keyed twice.",
        victim_told_at=AT - timedelta(hours=1),
    )
    return replace(facts, **changes)


def against(facts: CancellationFacts, code: str | None = None) -> set[str]:
    found = find_reasons_against_cancellation(facts, listed(code or facts.code), at=AT)
    return {one.code.removeprefix("cancellation.") for one in found}


CODES = ("C1", "C2", "C3", "C4", "C5")


@pytest.mark.parametrize("code", CODES)
def test_a_cancellation_with_everything_in_place_stands(code):
    assert against(whole(code)) == set()
    assert find_reasons_against_maker(whole(code), listed(code), DECIDER) == ()


@pytest.mark.source("OUT-26 p26-29")
@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"receiving_reference": ""}, {"C1": "reference-missing"}),
        ({"receiving_force": " "}, {"C1": "reference-missing"}),
        ({"outside_force": False}, {"C1": "inside-force"}),
        ({"victim_told_at": None}, {"C1": "victim-not-told", "C2": "victim-not-told", "C5": "victim-not-told"}),
        (
            {"victim_told_at": AT + timedelta(minutes=1)},
            {"C1": "victim-not-told", "C2": "victim-not-told", "C5": "victim-not-told"},
        ),
        ({"information": replace(INFORMATION, came="")}, {"C2": "when-missing", "C5": "when-missing"}),
        ({"information": replace(INFORMATION, source="")}, {"C2": "source-missing", "C5": "source-missing"}),
        ({"information": replace(INFORMATION, checked="")}, {"C2": "check-missing", "C5": "check-missing"}),
        ({"information": replace(INFORMATION, changes="")}, {"C2": "change-missing", "C5": "change-missing"}),
        ({"survivor_is_live": False}, {"C3": "survivor-missing"}),
        ({"mistake": ""}, {"C4": "mistake-missing"}),
        ({"offence": DAMAGE}, {"C5": "out-of-scope"}),
        ({"offence": offence("008/01", "8N")}, {"C5": "out-of-scope"}),
        ({"victim_withdrew": True}, dict.fromkeys(CODES, "pressure-not-considered")),
        (
            {"victim_withdrew": True, "pressure_considered": "Asked.", "pressure_found": True},
            dict.fromkeys(CODES, "pressure-found"),
        ),
        ({"victim_withdrew": True, "pressure_considered": "Asked, seen alone: none."}, {}),
        ({"has_victim": False, "victim_told_at": None}, {}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else None,
)
@pytest.mark.parametrize("code", CODES)
def test_the_matrix_of_codes_and_needs(code, change, refused):
    expected = {refused[code]} if code in refused else set()
    assert against(whole(code, **change)) == expected


@pytest.mark.source("OUT-26 p27")
@pytest.mark.parametrize("this", [HARM, ASSAULT, offence("104/31"), offence("008/73", "104")])
def test_self_defence_cancels_actual_bodily_harm_and_the_assault_categories(this):
    assert against(whole("C5", offence=this)) == set()


def test_there_is_no_sixth_code():
    found = find_reasons_against_cancellation(replace(whole("C2"), code="C6"), None, at=AT)
    assert [one.code for one in found] == ["cancellation.unknown-code"]


@pytest.mark.source("OUT-26 p29")
@pytest.mark.parametrize(
    ("code", "facts", "maker", "refused"),
    [
        pytest.param("C1", {}, {"in_investigation": True, "trained": False}, set(), id="C1 by the process"),
        pytest.param("C2", {}, {"in_investigation": True}, {"not-independent"}, id="C2 by the investigator"),
        pytest.param("C3", {}, {"trained": False}, {"not-trained"}, id="C3 by somebody untrained"),
        pytest.param("C4", {}, {"trained": False, "registered": True}, set(), id="C4 by the registered registrar"),
        pytest.param("C2", {"offence": RAPE}, {}, {"registered-alone"}, id="rape by a decision maker"),
        pytest.param("C2", {"offence": RAPE}, {"registered": True}, set(), id="rape by the registered registrar"),
        pytest.param("C2", {"offence": RAPE}, {"chief_officer": True}, {"advice-missing"}, id="chief without advice"),
        pytest.param(
            "C2", {"offence": RAPE, "registrar_advice": "Advised."}, {"chief_officer": True}, set(),
            id="chief officer on the registrar's advice",
        ),
        pytest.param(
            "C2", {"offence": RAPE}, {"registered": True, "in_investigation": True}, {"not-independent"},
            id="rape by a registrar who investigated it",
        ),
        pytest.param("C3", {"offence": RAPE}, {}, set(), id="a duplicate of a rape by a decision maker"),
    ],
)  # fmt: skip
def test_who_may_decide(code, facts, maker, refused):
    found = find_reasons_against_maker(whole(code, **facts), listed(code), replace(DECIDER, **maker))
    assert {one.code.removeprefix("cancellation.") for one in found} == refused


def test_the_authorities_of_each_code():
    usual = (Authority.DESIGNATED_DECISION_MAKER, Authority.CRIME_REGISTRAR)
    assert all(authorities_for(listed(code), DAMAGE) == usual for code in CODES)
    assert authorities_for(listed("C2"), RAPE) == (Authority.CRIME_REGISTRAR, Authority.CHIEF_OFFICER)
    assert authorities_for(listed("C3"), RAPE) == usual
    assert is_grave(offence("001/01"))


@pytest.mark.parametrize(("code", "none"), [("C1", False), ("C2", True), ("C3", False), ("C4", True), ("C5", True)])
def test_a_crime_that_goes_on_elsewhere_was_one(code, none):
    assert was_none(code) is none
