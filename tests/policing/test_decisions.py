"""Reasons are declared once, and refusals carry them."""

import pytest

from constabulary.policing.contact.channels import CallerRole, Channel
from constabulary.policing.decisions import NotAllowed, ReasonsCatalogue, refuse_if
from constabulary.policing.desks import Authority, Desk
from constabulary.standards.authorities import AUTHORITY_TITLES
from constabulary.standards.dated import Confidence


def test_a_reason_is_declared_once():
    catalogue = ReasonsCatalogue("test")
    made = catalogue.add("one", "A sentence.", source="A text", confidence=Confidence.READ)
    assert catalogue.reasons == {"test.one": made}
    with pytest.raises(ValueError, match=r"the reason test\.one is declared twice"):
        catalogue.add("one", "Another.", source="A text", confidence=Confidence.READ)


def test_a_refusal_carries_its_reasons_and_no_reason_is_no_refusal():
    made = ReasonsCatalogue("test").add("one", "A sentence.", source="A text", confidence=Confidence.READ)
    refuse_if(())
    with pytest.raises(NotAllowed, match=r"A sentence\.") as refused:
        refuse_if([made.on("field")])
    assert refused.value.reasons[0].field == "field"


def test_every_code_has_words():
    for one in (*Channel, *CallerRole, *Desk):
        assert one.label


def test_every_authority_that_a_standard_names_is_one_of_ours_or_outside_the_force():
    assert set(AUTHORITY_TITLES) - {one.value for one in Authority} == {"custody_officer", "court"}
