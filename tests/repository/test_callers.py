"""A rule that nobody asks guards nobody: every public function of `policing` is called by something that is no test."""

import re
from collections import Counter

from tests.repository.sources import SOURCE, modules_of, name_of, public_functions

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


def test_a_rule_is_asked_by_something_that_is_no_test():
    named = _named()
    rules = {node.name: name_of(path) for path in modules_of("policing") for node in public_functions(path)}
    assert len(rules) > 500
    # Once is where it is written.
    asked_by_nobody = {rule: module for rule, module in rules.items() if named[rule] <= 1}
    assert asked_by_nobody.keys() == NOT_ASKED_YET.keys(), asked_by_nobody
