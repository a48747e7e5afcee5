"""Searching people and looking up at a call, without a script."""

import pytest

from constabulary.access.roles import Role
from constabulary.casework.contact import take_call
from constabulary.casework.people import PersonDetails, PlaceDetails
from constabulary.records.models import Contact, Person, Place
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import shoplifting
from tests.factories.posts import call_post
from tests.factories.protection import POSTCODE, TELEPHONE, leaks_in, protected_victim

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(at) -> Person:
    caller = PersonDetails(given="Katherine", family="Shepherd", telephone="07700 900123")
    place = PlaceDetails(line="36 Sefton Road", locality="Penley")
    take_call(call=shoplifting(at, caller=caller, place=place), by=asking(Role.CONTACT_HANDLER), at=at)
    return Person.objects.get(family="Shepherd")


def test_people_are_searched_with_reasons(person):
    page = signed_in(Role.DETECTIVE).get("/people", {"given": "Kate", "family": "Sheperd"})
    assert "Katherine Shepherd" in words_of(page)
    assert "Known by another form of the name." in words_of(page)
    assert f"/people/{person.reference}" in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Search"),
        ({"given": "K"}, "Enter at least two letters"),
        ({"given": "Zzyzx", "family": "Qqq"}, "Nobody was found"),
        ({"family": "She\x00pherd", "born": "99/99/9999"}, "People"),
        ({"family": "Shepherd", "born": "27/13/1985"}, "People"),
        ({"family": "Shepherd", "born": "3/27/1985"}, "Katherine"),
        ({"family": "Shepherd", "born": "soon"}, "Katherine"),
        ({"given": "x" * 5000, "born": "1985"}, "People"),
    ],
    ids=["nothing", "too little", "nobody", "not a day", "no such month", "day and month swapped", "words", "too long"],
)
def test_whatever_is_typed_is_answered(person, asked, said):
    page = signed_in(Role.DETECTIVE).get("/people", asked)
    assert page.status_code == 200
    assert said in words_of(page)


def test_looking_up_shows_who_is_known_and_keeps_what_was_typed(person):
    post = call_post(caller_given="Kate", caller_family="Shepherd", place_line="36 Sefton Road", look_up="1")
    page = signed_in(Role.CONTACT_HANDLER).post("/calls/new", post)
    assert page.status_code == 200
    assert "Is the caller one of these?" in words_of(page)
    assert "Is it one of these places?" in words_of(page)
    assert f'value="{person.reference}"' in page.content.decode()
    assert post["summary"] in words_of(page)
    assert "There is a problem" not in words_of(page)


def test_a_chosen_caller_and_place_are_used_and_not_added_again(person):
    place = Place.objects.get(line="36 Sefton Road")
    post = call_post(
        caller_given="Kate", caller_family="Shepherd", caller_reference=person.reference, place_line="36 sefton rd",
        place_reference=place.reference,
    )  # fmt: skip
    answer = signed_in(Role.CONTACT_HANDLER).post("/calls/new", post)
    assert answer.status_code == 302
    assert Person.objects.filter(family="Shepherd").count() == 1
    assert Contact.objects.order_by("-id")[0].caller_id == person.id
    assert Place.objects.filter(line__icontains="sefton").count() == 1


def test_repeats_of_the_chosen_caller_are_shown_as_a_part_of_the_page(person):
    asked = {"caller_given": "Katherine", "caller_family": "Shepherd", "caller_reference": person.reference}
    part = signed_in(Role.CONTACT_HANDLER).post("/calls/known", asked)
    assert "Repeat:" in words_of(part)
    assert "<html" not in part.content.decode()
    assert words_of(signed_in(Role.CONTACT_HANDLER).post("/calls/known", {})) == ""
    nobody = signed_in(Role.CONTACT_HANDLER).post("/calls/known", {"caller_family": "Zzyzx"})
    assert "Nobody and no place known by this." in words_of(nobody)


def test_no_page_leads_from_what_is_sealed_to_anyone(at):
    protected_victim(at)
    handler = signed_in(Role.CONTACT_HANDLER)
    for asked in ({"telephone": TELEPHONE}, {"address": POSTCODE}):
        page = handler.get("/people", asked)
        assert "Nobody was found" in words_of(page)
    by_name = handler.get("/people", {"given": "Ruth", "family": "Marlow"})
    assert "Ruth Marlow" in words_of(by_name)
    assert leaks_in(by_name.content.decode()) == []
    part = handler.post("/calls/known", {"caller_given": "Ruth", "caller_family": "Marlow"})
    assert leaks_in(part.content.decode()) == []
