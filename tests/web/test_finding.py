"""The box in the header: a reference opens its record, words look for people, and what may not be seen is not told."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from constabulary.access.officers import may
from constabulary.access.permissions import Permission
from constabulary.access.roles import Role
from constabulary.records.models import JournalEntry
from tests.conftest import AT, asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import former_partner_damage
from tests.factories.crimes import reported
from tests.factories.incidents import opened
from tests.trust.scene import Scene, restricted_chain, whole_chain

pytestmark = pytest.mark.django_db
NONE = "No record with that reference that you may open."


@pytest.fixture
def scene() -> Scene:
    return whole_chain(AT)


@pytest.mark.parametrize(
    "kind", ["incidents", "crimes", "journeys", "people", "places", "organisations", "vehicles", "telephones"]
)
def test_a_reference_opens_its_record_in_any_case_and_with_spaces(scene, kind):
    reference = scene.known[kind]
    client = signed_in(Role.VULNERABILITY_DESK)
    for typed in (reference, f"  {reference.lower()} ", " ".join(reference.lower())):
        answer = client.get("/find", {"q": typed})
        assert (answer.status_code, answer["Location"]) == (302, f"/{kind}/{reference}"), typed
    assert client.get(answer["Location"]).status_code == 200


def test_the_letter_may_be_left_out_and_the_strokes_may_be_others(scene):
    client = signed_in(Role.VULNERABILITY_DESK)
    incident, journey, crime = (scene.known[kind] for kind in ("incidents", "journeys", "crimes"))
    year, number = incident[1:].split("-")
    for typed in (
        f"{year}-{number}",
        f"{year} {number}",
        f"i{year} {number}",
        f"incident {incident}",
        f"ref: {year}/{number}",
    ):
        assert client.get("/find", {"q": typed})["Location"] == f"/incidents/{incident}", typed
    assert client.get("/find", {"q": journey[1:]})["Location"] == f"/journeys/{journey}"
    for typed in (crime.replace("/", "-"), crime.replace("/", " "), crime.replace("/", " / "), f"crime {crime}"):
        assert client.get("/find", {"q": typed})["Location"] == f"/crimes/{crime}", typed
    _, number, year = crime.split("/")
    for typed in (f"{number}/{year}", f" {number} / {year}"):
        assert client.get("/find", {"q": typed})["Location"] == f"/crimes/{crime}", typed
    assert "/crimes/" not in client.get("/find", {"q": f"{number}/{int(year) + 1}"})["Location"]
    absent = client.get("/find", {"q": "26-1234"})
    assert absent.status_code == 404
    assert NONE in words_of(absent)


@pytest.mark.parametrize("kind", ["incidents", "crimes", "journeys", "people"])
def test_a_record_that_is_hidden_answers_exactly_like_one_that_is_not_there(kind):
    hidden = restricted_chain(AT).known[kind]
    client = signed_in(Role.INVESTIGATOR)
    absent = {"incidents": "I26-999999", "crimes": "99/999999/26", "journeys": "J26-999999", "people": "P999999"}[kind]
    pages = [client.get("/find", {"q": one}) for one in (hidden, absent)]
    assert [one.status_code for one in pages] == [404, 404]
    first, second = (words_of(one) for one in pages)
    assert first == second
    assert NONE in first


def test_a_kind_that_the_role_does_not_open_answers_the_same(scene):
    page = signed_in(Role.ADMINISTRATOR).get("/find", {"q": scene.known["incidents"]})
    assert page.status_code == 404
    assert NONE in words_of(page)


def test_the_box_leaves_no_reading_and_the_page_it_leads_to_does(scene):
    client = signed_in(Role.INVESTIGATOR)
    before = JournalEntry.objects.count()
    answer = client.get("/find", {"q": scene.known["incidents"]})
    assert JournalEntry.objects.count() == before
    client.get(answer["Location"])
    assert (
        JournalEntry.objects.filter(kind="read_incident").latest("id").subject == f"incident {scene.known['incidents']}"
    )


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


def test_the_number_alone_opens_the_record_that_it_belongs_to(scene):
    client = signed_in(Role.VULNERABILITY_DESK)
    for kind in ("incidents", "crimes", "people", "places"):
        reference = scene.known[kind]
        number = reference.split("/")[1] if "/" in reference else reference.rpartition("-")[2].lstrip("PL")
        assert client.get("/find", {"q": number})["Location"] == f"/{kind}/{reference}", number
    assert client.get("/find", {"q": "7"}).status_code == 404
    assert client.get("/find", {"q": "998877665"})["Location"] == "/people?telephone=998877665"


@pytest.mark.parametrize("kind", ["incidents", "crimes", "people"])
def test_the_number_of_a_hidden_record_is_answered_like_one_that_is_not_there(kind):
    reference = restricted_chain(AT).known[kind]
    number = reference.split("/")[1] if "/" in reference else reference.rpartition("-")[2].lstrip("P")
    client = signed_in(Role.INVESTIGATOR)
    answers = [client.get("/find", {"q": one}) for one in (number, "9" * len(number))]
    assert [one.status_code for one in answers] in ([302, 302], [404, 404])
    assert reference not in str(answers[0].headers)


def test_an_address_leads_to_the_place_and_the_incidents_there():
    incident = reported(timezone.now() - timedelta(hours=1))
    client = signed_in(Role.INVESTIGATOR)
    place = incident.place
    line = client.get("/people", {"address": place.line}).content.decode()
    assert f'href="/places/{place.reference}"' in line
    assert f'href="/incidents/{incident.reference}"' in line
