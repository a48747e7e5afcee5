"""A form left open in another tab after signing out: kept for whoever typed it, for a while, and never anybody else's."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.demo import PASSWORD
from constabulary.casework.local_standards import set_local_standards
from constabulary.records.models import Draft, SignIn, VictimUpdate
from tests.conftest import asking
from tests.factories.crimes import allocated
from tests.factories.officers import number_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
THE_FORCES = """
[[standard]]
key = "protection.left_form"
selected_by = "decision"
[[standard.edition]]
valid_from = 2009-01-01
edition = "Force order 7"
confidence = "local"
source = "Force order 7, paragraph 2"
value = {{ minutes = {} }}
"""
WORDS = "She asks that nobody rings before ten."
LEFT, COOKIE = settings.LEFT_COOKIE_NAME, settings.SESSION_COOKIE_NAME


@pytest.fixture
def crime():
    return allocated(timezone.now() - timedelta(days=1))


@pytest.fixture
def browser() -> Client:
    """One browser whose forms are looked at for forgery, as a real one's are."""
    return Client(enforce_csrf_checks=True)


def token_in(page) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert found is not None
    return found.group(1)


def sign_in(browser: Client, role: Role) -> None:
    token = token_in(browser.get("/sign-in"))
    said = {"collar_number": number_of(role), "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert browser.post("/sign-in", said).status_code == 302


def sign_out(browser: Client) -> None:
    token = token_in(browser.get("/sign-in"))
    assert browser.post("/sign-out", {"csrfmiddlewaretoken": token}).status_code == 302


def left_open(browser: Client, crime) -> tuple[str, str]:
    """The form of an update opened by the detective, who then signs out in another tab; (its address, its token)."""
    sign_in(browser, Role.DETECTIVE)
    address = f"/crimes/{crime.reference}/victim/update"
    token = token_in(browser.get(address))
    sign_out(browser)
    return address, token


def send(browser: Client, address: str, token: str):
    return browser.post(address, {"said": WORDS, "csrfmiddlewaretoken": token})


def test_what_was_typed_is_there_again_once_they_sign_in(browser, crime):
    address, token = left_open(browser, crime)
    answer = send(browser, address, token)
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/sign-in")
    assert Draft.objects.get().holder_id == asking(Role.DETECTIVE).id
    assert "what was saved of what you typed is there" in browser.get(answer["Location"]).content.decode()
    assert not VictimUpdate.objects.exists()
    sign_in(browser, Role.DETECTIVE)
    assert WORDS in browser.get(address).content.decode()
    assert LEFT not in {name for name, one in browser.cookies.items() if one.value}
    # The form that stayed open is theirs still, and is sent from where it stands.
    assert send(browser, address, token).status_code == 422


def test_whoever_signs_in_there_next_sees_nothing_of_it_and_does_not_send_it_in_their_name(browser, crime):
    address, token = left_open(browser, crime)
    send(browser, address, token)
    sign_in(browser, Role.SUPERVISOR)
    page = browser.get(address)
    assert page.status_code == 200
    assert WORDS not in page.content.decode()
    assert browser.get("/drafts/update_victim", {"subject": crime.reference}).json() == {}
    # What the first left open is not sent in the name of the second, nor kept for them.
    refused = send(browser, address, token)
    assert refused.status_code == 403
    assert "open too long" in refused.content.decode()
    assert set(Draft.objects.exclude(content={}).values_list("holder_id", flat=True)) == {asking(Role.DETECTIVE).id}
    sign_out(browser)
    assert send(browser, address, token).status_code == 403
    assert not VictimUpdate.objects.exists()


def test_a_second_sign_in_over_the_first_does_not_send_what_the_first_left_open(browser, crime):
    sign_in(browser, Role.DETECTIVE)
    address = f"/crimes/{crime.reference}/victim/update"
    token = token_in(browser.get(address))
    sign_in(browser, Role.SUPERVISOR)
    assert send(browser, address, token).status_code == 403
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("after", "kept"), [(-MINUTE, True), (MINUTE, False)], ids=["a minute before", "a minute after"]
)
@pytest.mark.parametrize("minutes", [60, 10], ids=["as the product has it", "as the force has set it"])
def test_it_is_kept_for_a_while_only(browser, crime, minutes, after, kept):
    if minutes != 60:
        at = timezone.now() - timedelta(days=1)
        set_local_standards(text=THE_FORCES.format(minutes), by=asking(Role.ADMINISTRATOR), at=at)
    address, token = left_open(browser, crime)
    assert browser.cookies[LEFT]["max-age"] == minutes * 60
    SignIn.objects.update(ended_at=timezone.now() - minutes * MINUTE - after)
    assert send(browser, address, token).status_code == 302
    assert Draft.objects.exists() is kept


def test_an_ended_sign_in_opens_nothing_and_an_invented_one_keeps_nothing(browser, crime):
    address, token = left_open(browser, crime)
    browser.cookies[COOKIE] = browser.cookies[LEFT].value
    assert browser.get(address)["Location"].startswith("/sign-in")
    del browser.cookies[COOKIE]
    browser.cookies[LEFT] = "invented"
    assert send(browser, address, token).status_code == 302
    assert not Draft.objects.exists()


def test_a_sign_in_that_is_still_in_use_elsewhere_keeps_nothing_here(browser, crime):
    address, token = left_open(browser, crime)
    SignIn.objects.update(ended_at=None)
    send(browser, address, token)
    assert not Draft.objects.exists()


def test_the_cookie_is_for_the_server_alone_and_goes_by_itself(browser):
    sign_in(browser, Role.DETECTIVE)
    sign_out(browser)
    held = browser.cookies[LEFT]
    assert (bool(held["httponly"]), held["samesite"], held["max-age"]) == (True, "Lax", 3600)
