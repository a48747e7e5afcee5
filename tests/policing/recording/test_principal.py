"""Which of several offences disclosed at once may be recorded as the principal crime."""

from datetime import UTC, datetime

import pytest

from constabulary.policing.recording.another import find_reasons_against_principal
from tests.factories.outcomes import offence

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)


@pytest.mark.source("HOCR-26 p12-14")
@pytest.mark.parametrize(
    ("chosen", "also", "because", "refused"),
    [
        ("105/01", (), "", set()),
        ("105/01", ("149/00",), "", set()),
        ("149/00", ("105/01",), "", {"another.not-principal"}),
        ("149/00", ("105/01",), "The assault was of somebody else.", set()),
        ("149/00", ("105/01",), " ", {"another.not-principal"}),
        ("149/00", (None,), "Because.", {"another.also-unknown"}),
    ],
    ids=["alone", "the graver", "the lesser", "the lesser, explained", "explained with nothing", "an unknown code"],
)
def test_the_principal_crime_is_the_one_the_counting_rules_name_or_a_person_says_why(chosen, also, because, refused):
    others = [offence(one) if one else None for one in also]
    found = find_reasons_against_principal(offence(chosen), others, because=because, at=AT)
    assert {one.code for one in found} == refused
