"""The null character, which no keyboard has: taken out of what is sent before anything is kept of it."""

import pytest

from constabulary.access.roles import Role
from constabulary.records.models import Draft
from tests.factories.browsers import signed_in, words_of

pytestmark = pytest.mark.django_db


def test_what_was_typed_around_one_is_kept_and_shown_again():
    handler = signed_in(Role.CONTACT_HANDLER)
    typed = {"summary": "He is at\x00 the door.", "acc\x00ount": "She whispers.", "channel": "\x00"}
    refused = handler.post("/calls/new", typed)
    assert refused.status_code == 422
    assert "He is at the door." in refused.content.decode()
    (kept,) = Draft.objects.values_list("content", flat=True)
    assert (kept["summary"], kept["account"], kept["channel"]) == (["He is at the door."], ["She whispers."], [""])


@pytest.mark.parametrize("address", ["/people?q=Mar%00low", "/find?q=%00", "/incidents?from=%00"])
def test_what_is_looked_for_with_one_is_looked_for_without(address):
    assert signed_in(Role.CONTACT_HANDLER).get(address).status_code in {200, 302, 404}


@pytest.mark.parametrize("address", ["/incidents/%00", "/journeys/J%00", "/people/P26-1%00", "/%00"])
def test_there_is_nothing_at_an_address_with_one(address):
    answer = signed_in(Role.CONTACT_HANDLER).get(address)
    assert answer.status_code == 404
    assert "Nothing" in words_of(answer) or "not found" in words_of(answer).lower()
