"""A rule that nobody asks guards nobody: every public function of `policing` is called by something that is no test."""

import ast
import re
from collections import Counter

import pytest

from tests.repository.sources import SOURCE, modules_of, name_of, tree_of

#: Rules that are written and tested, and asked by no page or act yet, each with why.
NOT_ASKED_YET = {
    "court_hours_after": "hearings of protective orders: no act of this product arranges one",
    "closure_hours_after": "closure notices: no act of this product serves one",
    "digest_of": "the digest of one entry, for whoever verifies a journal by hand",
    "next_contact_due": "contact is due by what was agreed: policing/victims/duties.py",
}


def _named() -> Counter[str]:
    found: Counter[str] = Counter()
    for path in (*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")):
        found.update(re.findall(r"\b[A-Za-z_]\w+\b", path.read_text()))
    return found


NAMED = _named()
RULES = [
    pytest.param(node.name, id=f"{name_of(path)}:{node.name}")
    for path in modules_of("policing")
    for node in tree_of(path).body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_asked_by_something_that_is_no_test(rule):
    # Once is where it is written.
    assert (NAMED[rule] > 1) is (rule not in NOT_ASKED_YET), f"{rule}: nobody asks it, or it need not be listed"
