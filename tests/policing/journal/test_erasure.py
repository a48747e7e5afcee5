"""What stands against erasing personal content."""

from dataclasses import replace

import pytest

from constabulary.policing.journal.erasure import Erasure, LegalBasis, find_reasons_against_erasure

ERASURE = Erasure(
    entries=(5,), basis=LegalBasis.LEGAL_OBLIGATION, decided_by="Data protection officer, decision 12/26",
    reason="The person's request was upheld.", needed_as_evidence=False,
)  # fmt: skip


def fields(erasure):
    return [reason.field for reason in find_reasons_against_erasure(erasure)]


def test_an_erasure_with_basis_decider_and_reason_may_go_ahead():
    assert fields(ERASURE) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"entries": ()}, "entries"), ({"reason": " "}, "reason"), ({"decided_by": ""}, "decided_by")],
    ids=["nothing chosen", "no reason", "nobody decided"],
)
def test_what_is_missing_is_said_beside_its_field(changes, field):
    assert fields(replace(ERASURE, **changes)) == [field]


def test_what_is_needed_as_evidence_is_not_erased_unless_a_court_orders_it():
    assert fields(replace(ERASURE, needed_as_evidence=True)) == ["needed_as_evidence"]
    assert fields(replace(ERASURE, needed_as_evidence=True, basis=LegalBasis.COURT_ORDER)) == []


def test_every_basis_has_words():
    assert all(basis.label for basis in LegalBasis)
