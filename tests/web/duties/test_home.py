"""The page that everybody begins with."""

import pytest

from constabulary.access.roles import Role
from constabulary.web.navigation import navigation_for
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.PLANNER, Role.FIREARMS_LEAD, Role.OFFENDER_MANAGER, Role.CONTACT_HANDLER])
def test_whoever_has_nothing_due_is_told_what_they_can_open_and_what_for(role):
    words = words_of(signed_in(role).get("/"))
    assert "Nothing is due from you or your desks." in words
    others = [item for item in navigation_for(asking(role), "home") if not item.is_here]
    assert others
    for item in others:
        assert f"{item.words} {item.about}" in words, item.page
