"""The box in the header: words look for people; references are in test_finding_by_reference.py and test_finding_hidden.py."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from constabulary.access.officers import may
from constabulary.access.permissions import Permission
from constabulary.access.roles import Role
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import former_partner_damage
from tests.factories.crimes import reported
from tests.factories.incidents import opened

pytestmark = pytest.mark.django_db
NONE = "No record with that reference that you may open."


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Katherine Shepherd", {"given": "Katherine", "family": "Shepherd"}),
        ("Shepherd, Katherine Ann", {"given": "Katherine Ann", "family": "Shepherd"}),
        ("shepherd", {"family": "shepherd"}),
        ("Kate Shepherd 27/03/1985", {"given": "Kate", "family": "Shepherd", "born": "27/03/1985"}),
        ("Kate Shepherd 1985", {"given": "Kate", "family": "Shepherd", "born": "1985"}),
        ("07700 900123", {"telephone": "07700 900123"}),
        ("01632 960123", {"telephone": "01632 960123"}),
        ("Shepherd 27/03/1985", {"family": "Shepherd", "born": "27/03/1985"}),
        ("36 Sefton Road", {"address": "36 Sefton Road"}),
        ("  She\x00pherd  ", {"family": "Shepherd"}),
    ],
    ids=[
        "a name",
        "the last name first",
        "one word",
        "a day",
        "a year",
        "a telephone",
        "another telephone",
        "a name and a day",
        "an address",
        "a stray byte",
    ],
)
def test_anything_else_looks_for_people(typed, asked):
    answer = signed_in(Role.DETECTIVE).get("/find", {"q": typed})
    assert answer.status_code == 302
    where = urlsplit(answer["Location"])
    assert where.path == "/people"
    sent = {name: words for name, (words,) in parse_qs(where.query).items()}
    # A name goes with the words as they were typed: they may be a street's.
    assert sent.pop("words", "") == (
        "" if {"born", "telephone", "address"} & asked.keys() else typed.replace("\x00", "").strip()
    )
    assert sent == asked


def test_a_street_without_a_number_is_found_as_an_address_where_nobody_has_that_name():
    now = timezone.now()
    opened(now, former_partner_damage(now))
    browser = signed_in(Role.SUPERVISOR)
    page = words_of(browser.get("/find", {"q": "Larch Row"}, follow=True))
    assert "Nobody of that name was found. Read as an address:" in page
    assert "4 Larch Row" in page
    assert "Read as an address" not in words_of(browser.get("/find", {"q": "Marlow"}, follow=True))
    named = browser.get("/find", {"q": "Marlow"}, follow=True).content.decode()
    assert 'href="?address=Marlow">Look for it as an address instead' in named
    nobody = browser.get("/find", {"q": "Xanthe Quux"}, follow=True)
    assert "Nobody was found." in words_of(nobody)
    assert 'value="Quux"' in nobody.content.decode(), "what was typed stays where it was read"


def test_words_from_a_role_that_does_not_search_people_are_answered_in_a_sentence():
    page = signed_in(Role.ADMINISTRATOR).get("/find", {"q": "Shepherd"})
    assert page.status_code == 200
    assert "Your role does not search people" in words_of(page)


def test_an_empty_box_says_what_can_be_typed():
    page = signed_in(Role.INVESTIGATOR).get("/find")
    assert page.status_code == 200
    assert "I26-412301" in words_of(page)
    assert NONE not in words_of(page)


@pytest.mark.parametrize("role", Role)
def test_every_role_has_the_box_on_every_page_and_a_hint_of_what_can_be_typed(role):
    page = signed_in(role).get("/")
    assert 'id="find-hint">Reference, or its number alone' in page.content.decode()
    assert 'action="/find"' in page.content.decode()
    assert ("or name" in page.content.decode()) == may(asking(role), Permission.SEARCH_PEOPLE)


def test_whoever_is_not_signed_in_has_no_box(client):
    assert 'action="/find"' not in client.get("/sign-in").content.decode()


def test_an_address_leads_to_the_place_and_the_incidents_there():
    incident = reported(timezone.now() - timedelta(hours=1))
    client = signed_in(Role.INVESTIGATOR)
    place = incident.place
    line = client.get("/people", {"address": place.line}).content.decode()
    assert f'href="/places/{place.reference}"' in line
    assert f'href="/incidents/{incident.reference}"' in line
