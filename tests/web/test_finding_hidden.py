"""References of hidden records typed into the box in the header: answered as if nothing were there."""

import pytest

from constabulary.access.roles import Role
from tests.conftest import AT
from tests.factories.browsers import signed_in, words_of
from tests.trust.scene import Scene, restricted_chain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("database_of_module")]
NONE = "No record with that reference that you may open."


@pytest.fixture(scope="module")
def restricted(database_of_module) -> Scene:
    """Made once: the tests look at it."""
    return restricted_chain(AT)


@pytest.mark.parametrize("kind", ["incidents", "crimes", "journeys", "people"])
def test_a_record_that_is_hidden_answers_exactly_like_one_that_is_not_there(restricted, kind):
    hidden = restricted.known[kind]
    client = signed_in(Role.INVESTIGATOR)
    absent = {"incidents": "I26-999999", "crimes": "99/999999/26", "journeys": "J26-999999", "people": "P999999"}[kind]
    pages = [client.get("/find", {"q": one}) for one in (hidden, absent)]
    assert [one.status_code for one in pages] == [404, 404]
    first, second = (words_of(one) for one in pages)
    assert first == second
    assert NONE in first


@pytest.mark.parametrize("kind", ["incidents", "crimes", "people"])
def test_the_number_of_a_hidden_record_is_answered_like_one_that_is_not_there(restricted, kind):
    reference = restricted.known[kind]
    number = reference.split("/")[1] if "/" in reference else reference.rpartition("-")[2].lstrip("P")
    client = signed_in(Role.INVESTIGATOR)
    answers = [client.get("/find", {"q": one}) for one in (number, "9" * len(number))]
    assert [one.status_code for one in answers] in ([302, 302], [404, 404])
    assert reference not in str(answers[0].headers)
