"""The hidden field of a page's forms: one for the page, another in the next, and Django's to judge."""

import re

import pytest
from django.conf import settings
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, CSRF_TOKEN_LENGTH, _does_token_match
from django.template import engines
from django.test import Client, RequestFactory

from constabulary.web.form_tokens import form_token

SECRET = CSRF_ALLOWED_CHARS[:CSRF_SECRET_LENGTH]
FIELD = re.compile(r'<input type="hidden" name="csrfmiddlewaretoken" value="(\w+)">')


@pytest.fixture
def request_with_secret():
    made = RequestFactory().get("/")
    made.META["CSRF_COOKIE"] = SECRET
    return made


def tokens_in(request) -> list[str]:
    page = engines.all()[0].from_string("<form>{{ csrf_input }}</form><form>{{ csrf_input }}</form>")
    return FIELD.findall(page.render({}, request))


def test_every_form_of_a_page_has_the_same_and_the_next_page_has_another(request_with_secret):
    first, second = tokens_in(request_with_secret), tokens_in(request_with_secret)
    assert first[0] == first[1]
    assert second[0] == second[1]
    assert first[0] != second[0]
    assert first[0][:CSRF_SECRET_LENGTH] != second[0][:CSRF_SECRET_LENGTH], "the mask is another"


def test_django_finds_the_browsers_secret_in_it_and_no_other(request_with_secret):
    for token in tokens_in(request_with_secret):
        assert len(token) == CSRF_TOKEN_LENGTH
        assert SECRET not in token
        assert _does_token_match(token, SECRET)
        assert not _does_token_match(token, SECRET[::-1])


def test_a_page_with_a_form_keeps_the_secret_for_as_long_again_and_one_without_does_not(request_with_secret):
    form_token(request_with_secret)
    assert "CSRF_COOKIE_NEEDS_UPDATE" not in request_with_secret.META
    assert tokens_in(request_with_secret)
    assert request_with_secret.META["CSRF_COOKIE_NEEDS_UPDATE"] is True
    assert request_with_secret.META["CSRF_COOKIE"] == SECRET


def test_a_browser_that_has_no_secret_yet_is_given_one():
    request = RequestFactory().get("/")
    token, again = tokens_in(request)
    assert token == again
    assert _does_token_match(token, request.META["CSRF_COOKIE"])


@pytest.mark.django_db
def test_a_form_is_taken_with_it_and_refused_without():
    browser = Client(enforce_csrf_checks=True)
    (token,) = FIELD.findall(browser.get("/sign-in").content.decode())
    assert _does_token_match(token, browser.cookies[settings.CSRF_COOKIE_NAME].value)
    said = {"collar_number": "nobody", "password": "wrong"}
    assert browser.post("/sign-in", said).status_code == 403
    assert browser.post("/sign-in", {**said, "csrfmiddlewaretoken": SECRET}).status_code == 403
    assert browser.post("/sign-in", {**said, "csrfmiddlewaretoken": token}).status_code != 403
