"""Whether two named in two reports may be one, and whether police have dealt with the offender."""

from datetime import date

import pytest

from constabulary.policing.investigation.suspects import CHARGED, SuspectStatus
from constabulary.policing.recording.counting import Named, is_dealt_with, may_be_the_same

BORN, ANOTHER = date(1984, 3, 9), date(1985, 3, 9)


@pytest.mark.parametrize(
    ("given", "family", "born_on", "expected"),
    [
        ("Guy", "Ferrier", None, True),
        ("Guy", "Ferrier", BORN, True),
        ("guy", "FERRIER", BORN, True),
        ("Guy", "Ferrier", ANOTHER, False),
        ("Guy", "Ferriers", BORN, False),
        ("", "Ferrier", BORN, False),
    ],
    ids=["birth unknown", "the same", "typed otherwise", "another birth", "another name", "half a name"],
)
def test_a_whole_name_is_taken_for_the_same_unless_the_birth_contradicts_it(given, family, born_on, expected):
    held = Named(given="Guy", family="Ferrier", born_on=BORN)
    asked = Named(given=given, family=family, born_on=born_on)
    assert may_be_the_same(held, asked) is may_be_the_same(asked, held) is expected


def test_half_a_name_is_nobody_even_beside_the_same_half():
    half = Named(given="", family="Ferrier", born_on=None)
    assert not may_be_the_same(half, half)


@pytest.mark.parametrize("status", SuspectStatus)
def test_police_have_dealt_with_whoever_is_charged_or_whose_crime_has_its_outcome(status):
    assert is_dealt_with(has_outcome=False, suspects=[status]) is (status in CHARGED)
    assert is_dealt_with(has_outcome=True, suspects=[status])
    assert not is_dealt_with(has_outcome=False, suspects=[])
