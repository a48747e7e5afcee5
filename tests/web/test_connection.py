"""A connection that the database ended between two pages is found out by the second, which is shown all the same."""

import pytest
from django.db import OperationalError, connection

from constabulary.access.roles import Role
from constabulary.web import middleware
from tests.factories.browsers import signed_in, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(monkeypatch):
    """The next so many first statements of a page find no database; which connections were given up."""
    given_up, left = [], []
    find = middleware.find_sign_in

    def find_or_fail(token):
        if left:
            left.pop()
            raise OperationalError("terminating connection due to administrator command")
        return find(token)

    monkeypatch.setattr(middleware, "find_sign_in", find_or_fail)
    monkeypatch.setattr(connection, "close", lambda: given_up.append(1))

    def fail(times: int) -> list[int]:
        left.extend(range(times))
        return given_up

    return fail


def test_the_page_after_the_connection_was_ended_is_shown(ended):
    browser = signed_in(Role.SUPERVISOR)
    given_up = ended(1)
    assert "My work" in words_of(browser.get("/"))
    assert len(given_up) == 1


def test_while_there_is_no_database_the_page_says_so(ended):
    browser = signed_in(Role.SUPERVISOR)
    browser.raise_request_exception = False
    ended(2)
    answer = browser.get("/")
    assert answer.status_code == 503
