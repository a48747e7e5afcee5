"""The mandatory flags: proposed from the incident, and what each asks for."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from constabulary.policing.recording.flags import (
    Flag,
    FlagFacts,
    find_reasons_against_flags,
    propose_flags,
    read_flags,
)
from constabulary.standards.recorded_lists import FLAGS
from constabulary.standards.rulebook import Moments
from tests.factories.outcomes import offence

LISTED = {one.code: one for one in FLAGS.offered(Moments(decision=datetime(2026, 11, 2, tzinfo=UTC)))}
DAMAGE, ASSAULT, ROBBERY = offence("149/00", "58C"), offence("105/01"), offence("034/01")
FORCED_MARRIAGE, MUTILATION, RAPE = offence("036/05"), offence("008/52"), offence("019/07")


def against(offence=DAMAGE, *, listed=LISTED, **facts) -> set[str]:
    flags = frozenset(facts.pop("flags", ()))
    found = find_reasons_against_flags(FlagFacts(offence=offence, flags=flags, **facts), listed)
    return {one.code.removeprefix("flag.") for one in found}


@pytest.mark.source("HOCR-26 p26-31")
@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        pytest.param({"flags": {Flag.HATE_RELIGION}}, {"religion-detail"}, id="religious hate without the faith"),
        pytest.param({"flags": {Flag.HATE_RELIGION}, "faith": "pastafarian"}, {"religion-detail"}, id="no such faith"),
        pytest.param({"flags": {Flag.HATE_RELIGION}, "faith": "sikh"}, set(), id="religious hate with the faith"),
        pytest.param({"faith": "sikh"}, {"faith-without-flag"}, id="a faith without the flag"),
        pytest.param({"flags": {Flag.CHILD_SEXUAL_EXPLOITATION}}, {"child-abuse-missing"}, id="exploitation alone"),
        pytest.param(
            {"flags": {Flag.CHILD_SEXUAL_EXPLOITATION, Flag.CHILD_SEXUAL_ABUSE}}, set(), id="exploitation and abuse"
        ),
        pytest.param({"flags": {Flag.CHILD_SEXUAL_ABUSE}}, set(), id="abuse alone"),
        pytest.param({"flags": {Flag.METAL_INFRASTRUCTURE, Flag.METAL_OTHER}}, {"one-kind"}, id="two kinds of metal"),
        pytest.param({"flags": {Flag.METAL_INFRASTRUCTURE}}, set(), id="one kind of metal"),
        pytest.param(
            {"flags": {Flag.CORROSIVE}, "corrosive_evidence": "Seen."}, {"corrosive-offence"}, id="corrosive on damage"
        ),
        pytest.param(
            {"offence": ASSAULT, "flags": {Flag.CORROSIVE}}, {"corrosive-evidence"}, id="corrosive without evidence"
        ),
        pytest.param(
            {"offence": ROBBERY, "flags": {Flag.CORROSIVE}, "corrosive_evidence": "Burns."},
            set(),
            id="corrosive on robbery with evidence",
        ),
        pytest.param({"flags": {Flag.SPIKING}}, {"spiking-offence"}, id="spiking on damage"),
        pytest.param({"offence": RAPE, "flags": {Flag.SPIKING}}, set(), id="spiking on a sexual offence"),
        pytest.param({"offence": None, "flags": {Flag.SPIKING}}, {"spiking-offence"}, id="spiking on no offence"),
        pytest.param({"offence": FORCED_MARRIAGE}, {"honour-based-missing"}, id="forced marriage without the flag"),
        pytest.param({"offence": MUTILATION}, {"honour-based-missing"}, id="mutilation without the flag"),
        pytest.param({"offence": MUTILATION, "flags": {Flag.HONOUR_BASED}}, set(), id="mutilation with the flag"),
        pytest.param({"flags": {Flag.DOMESTIC_ABUSE}, "victim_age": 15}, {"too-young"}, id="a victim of 15"),
        pytest.param({"flags": {Flag.DOMESTIC_ABUSE}, "suspect_age": 15}, {"too-young"}, id="a suspect of 15"),
        pytest.param(
            {"flags": {Flag.DOMESTIC_ABUSE}, "victim_age": 16, "suspect_age": 16}, set(), id="both exactly 16"
        ),
        pytest.param({"flags": {Flag.DOMESTIC_ABUSE}}, set(), id="ages not known"),
        pytest.param({"flags": {Flag.ALCOHOL, Flag.ONLINE, Flag.HATE_RACE}}, set(), id="flags without a rule"),
    ],
)
def test_what_each_flag_asks_for(facts, refused):
    facts = dict(facts)
    assert against(facts.pop("offence", DAMAGE), **facts) == refused


@pytest.mark.source("HOCR-26 p31")
def test_spiking_is_no_flag_before_april_2026():
    before = {one.code: one for one in FLAGS.offered(Moments(decision=datetime(2026, 3, 31, tzinfo=UTC)))}
    assert against(RAPE, listed=before, flags={Flag.SPIKING}) == {"not-offered"}
    assert len({flag.listed_as for flag in Flag} & set(LISTED)) == 10


def test_the_incident_and_the_offence_propose_flags():
    facts = FlagFacts(
        offence=MUTILATION,
        qualifiers=frozenset({"racial", "alcohol", "drugs"}),
        domestic_abuse=True,
        flags=frozenset({Flag.CHILD_SEXUAL_EXPLOITATION}),
    )
    proposed = {flag for flag, _ in propose_flags(facts, LISTED)}
    assert proposed == {
        Flag.HATE_RACE, Flag.ALCOHOL, Flag.DOMESTIC_ABUSE, Flag.HONOUR_BASED, Flag.CHILD_SEXUAL_ABUSE,
    }  # fmt: skip
    under_age = {flag for flag, _ in propose_flags(replace(facts, victim_age=15), LISTED)}
    assert Flag.DOMESTIC_ABUSE not in under_age
    assert propose_flags(FlagFacts(offence=None), LISTED) == ()


def test_stored_flags_are_read_back_and_have_words():
    assert read_flags(["alcohol", "no_such_flag"]) == {Flag.ALCOHOL}
    assert all(flag.label for flag in Flag)
