"""The victim's own page is outside of the signed-in area: what it gives away to whoever asks for it, with a code or not."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.victims.summary import give_summary_code
from constabulary.records.models import Crime
from tests.casework.test_summary import reached, switched_off, switched_on
from tests.conftest import asking
from tests.factories.crimes import allocated
from tests.factories.protection import leaks_in
from tests.trust.scene import signed_in, whole_chain

pytestmark = pytest.mark.django_db
PAGE = "/your-page"
HOUR = timedelta(hours=1)


@pytest.fixture
def crime(db):
    began = timezone.now() - 5 * HOUR
    switched_on(began)
    found = allocated(began, has_route=False)
    reached(found, began)
    return found


def code_for(crime, **changes) -> str:
    details = {"telephone": "01632 960000", "names_offence": False, **changes}
    return give_summary_code(crime=crime.pk, **details, by=asking(Role.VICTIMS_DESK), at=timezone.now())


def opened(code: str) -> Client:
    browser = Client()
    answer = browser.post(PAGE, {"code": code})
    assert (answer.status_code, answer["Location"]) == (302, PAGE), answer.content.decode()
    return browser


def is_untraced(answer) -> bool:
    return (
        "no-store" in answer["Cache-Control"]
        and answer["Referrer-Policy"] == "same-origin"
        and "noindex" in answer["X-Robots-Tag"]
    )


def test_where_the_force_has_it_off_there_is_no_such_page(db):
    for answer in (
        Client().get(PAGE),
        Client().post(PAGE, {"code": "ABCDEFGHJKMN"}),
        Client().post(PAGE, {"act": "close"}),
    ):
        assert answer.status_code == 404


def test_whoever_has_no_code_learns_nothing_and_is_led_nowhere(crime):
    page = Client().get(PAGE)
    assert page.status_code == 200
    assert is_untraced(page)
    text = page.content.decode()
    for word in ("sign-in", "Constabulary", "olice", "crime", crime.reference, "Marlow", "Harker"):
        assert word not in text, word


def test_a_wrong_an_old_and_a_used_code_get_the_same_answer(crime):
    used = code_for(crime)
    opened(used)
    answers = {
        Client().post(PAGE, {"code": one}).content.decode().split("csrfmiddlewaretoken")[0]
        for one in (used, "ABCDEFGHJKMN", "", "x" * 5000, "\x00\ud7ff", "' OR true --")
    }
    assert len(answers) == 1
    assert "That code cannot be used." in answers.pop()


def test_a_code_works_once_in_one_browser_and_leaves_nothing_in_the_address(crime):
    code = code_for(crime)
    first = opened(code)
    shown = first.get(PAGE)
    assert "We are working on your report." in shown.content.decode()
    assert is_untraced(shown)
    cookie = first.cookies["page"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Strict", PAGE, "")
    assert "cannot be used" in Client().post(PAGE, {"code": code}).content.decode()
    assert "We are working" not in Client().get(PAGE).content.decode()


def test_it_is_left_by_a_button_and_closed_for_good(crime):
    browser = opened(code_for(crime))
    assert "govuk-exit-this-page" in browser.get(PAGE).content.decode()
    key = browser.cookies["page"].value
    closed = browser.post(PAGE, {"act": "close"})
    assert (closed.status_code, closed["Location"]) == (302, PAGE)
    again = Client()
    again.cookies["page"] = key
    assert "We are working" not in again.get(PAGE).content.decode()


def test_it_closes_when_the_force_switches_it_off(crime):
    browser = opened(code_for(crime))
    switched_off(crime, timezone.now())
    assert browser.get(PAGE).status_code == 404


def test_a_request_that_another_site_made_is_refused(crime):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(PAGE, {"code": code_for(crime)}).status_code == 403


def test_it_opens_no_page_of_the_signed_in_area(crime):
    browser = opened(code_for(crime))
    for address in ("/", f"/crimes/{crime.reference}", f"/crimes/{crime.reference}/victim", "/outbox", "/victims"):
        answer = browser.get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in"), address


def test_whoever_asks_next_on_the_connection_reads_for_nobody(crime):
    opened(code_for(crime)).get(PAGE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('constabulary.officer')")
        assert cursor.fetchone() == ("",)


def test_what_is_sealed_is_not_on_the_page_although_every_field_of_words_says_it(at):
    began = timezone.now() - 2 * HOUR
    switched_on(began)
    scene = whole_chain(began)
    crime = Crime.objects.get(reference=scene.known["crimes"])
    code = code_for(crime, names_offence=True)
    page = opened(code).get(PAGE).content.decode()
    assert "We are working on your report." in page
    rights = page.split("What you can expect")[1].split("</ul>")[0]
    assert "Your needs assessed" in rights
    assert not re.search(r"\b(their|them|they)\b", rights, re.IGNORECASE)
    assert leaks_in(page) == []
    assert "Harker" not in page


def test_the_code_is_shown_once_to_the_desk_and_kept_by_no_browser(crime):
    desk = signed_in(asking(Role.VICTIMS_DESK))
    address = f"/crimes/{crime.reference}/victim/code"
    assert "Give a code for their page" in desk.get(f"/crimes/{crime.reference}/victim").content.decode()
    refused = desk.post(address, {"telephone": "about Dean"})
    assert refused.status_code == 422
    assert "Enter the number they can ring" in refused.content.decode()
    given = desk.post(address, {"telephone": "01632 960000"})
    assert given.status_code == 200
    assert 'id="code"' in given.content.decode()
    assert is_untraced(given)
    assert 'id="code"' not in desk.get(address).content.decode()
