"""Every small fault planted in a guard of outcomes, allocation, investigation and victims is noticed by a truth table."""

import importlib
import pkgutil
from types import ModuleType

import pytest

from tests.conftest import AT
from tests.policing import test_ends_of_rules
from tests.policing.mutants import cases_of, guards_of, is_noticed, mutants_of

#: The tables of outcomes are many: theirs takes the longest by far.
AREAS = (pytest.param("outcomes", marks=pytest.mark.slow), "allocation", "investigation", "victims")
#: Faults that no table can notice, because the rule says the same with them; each with the reason.
SAME_WITH_IT = {
    "allocation.choice.find_reasons_against_allocation: condition 1 dropped in fit.overrides and (not override_reason.strip())": "What is added where nothing is overridden is nothing.",
    "allocation.choice.find_reasons_for: condition 1 dropped in skill is not None and skill in officer.skills": "No skill is among nobody's skills; the condition is for the type.",
    "victims.contact.find_reasons_against_agreement: condition 2 dropped in wrong and way": "Without a way nothing is wrong; the condition is for the type.",
    "victims.contact.find_reasons_against_update: condition 2 dropped in wrong and way": "Without a way nothing is wrong; the condition is for the type.",
    "investigation.detention.authority_of_release_review: one more in 1": "The last two reviews of the standard are by the same authority.",
    "investigation.detention.find_reasons_against_first_bail: condition 1 dropped in first.outer_at is not None and until > first.outer_at": "The first period always has an end; the condition is for the type.",
}


def modules_in(package: str, *, named: str = "") -> list[ModuleType]:
    """The modules of a package whose names begin so."""
    found = importlib.import_module(package)
    names = sorted(one.name for one in pkgutil.iter_modules(found.__path__) if one.name.startswith(named))
    return [importlib.import_module(f"{package}.{name}") for name in names]


def test_the_engine_finds_faults_that_a_table_notices_and_puts_the_rule_back():
    guard = next(one for module in modules_in("constabulary.policing.victims") for one in guards_of(module))
    code = guard.__code__
    mutants = list(mutants_of(guard))
    assert mutants
    with mutants[0].planted():
        assert guard.__code__ is not code
    assert guard.__code__ is code


@pytest.mark.parametrize("area", AREAS)
def test_every_fault_planted_in_a_guard_is_noticed(area):
    tables = [*modules_in(f"tests.policing.{area}", named="test_"), test_ends_of_rules]
    tables += modules_in("tests.spec.outcomes" if area == "outcomes" else "tests.spec", named="test_")
    cases = [case for module in tables for case in cases_of(module, {"at": AT})]
    assert not is_noticed(cases), "a table fails without any fault"
    survived, planted = set(), 0
    for module in modules_in(f"constabulary.policing.{area}"):
        for guard in guards_of(module):
            for mutant in mutants_of(guard):
                planted += 1
                with mutant.planted():
                    if not is_noticed(cases):
                        survived.add(mutant.name)
    assert planted > 20
    assert survived == {name for name in SAME_WITH_IT if name.startswith(f"{area}.")}
