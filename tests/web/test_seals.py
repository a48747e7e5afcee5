"""The page on which an address is sealed: whom against is chosen, and a home that is not kept is added first."""

import pytest

from constabulary.access.roles import Role
from constabulary.records.models import IncidentPerson, JournalEntry, Person, PersonAddress, Place, Seal
from tests.factories.browsers import signed_in, words_of
from tests.factories.posts import call_post

pytestmark = pytest.mark.django_db
CALL = {"suspect_given": "Dean", "suspect_family": "Harker"}


def reported(**changes) -> tuple[Person, Person]:
    """A call from the victim about the suspect, taken on the page."""
    answer = signed_in(Role.CONTACT_HANDLER).post("/calls/new", call_post(**CALL, **changes))
    assert answer.status_code == 302, words_of(answer)
    people = {one.role: one.person for one in IncidentPerson.objects.select_related("person")}
    return people["victim"], people["suspect"]


def seals_of(person: Person) -> str:
    return f"/people/{person.reference}/seals"


def test_a_home_told_at_the_call_is_sealed_against_the_suspect_chosen_from_the_incident():
    victim, suspect = reported(caller_lives="here")
    home = PersonAddress.objects.get()
    assert (home.person_id, home.place.line, home.kind) == (victim.pk, "4 Larch Row", "home")
    assert Place.objects.filter(line="4 Larch Row").count() == 1
    desk = signed_in(Role.VULNERABILITY_DESK)
    page = desk.get(seals_of(victim))
    assert f"Dean Harker {suspect.reference} (person complained of)" in words_of(page)
    assert "No address of theirs" not in words_of(page)
    read = JournalEntry.objects.filter(kind="read_protection").latest("id")
    assert suspect.pk in read.rows
    post = {"what": [f"address:{home.pk}"], "among": suspect.reference, "reason": "He would find her."}
    assert desk.post(seals_of(victim), post).status_code == 302
    seal = Seal.objects.get()
    assert (seal.person_id, seal.against_id) == (victim.pk, suspect.pk)
    assert PersonAddress.objects.get().seal_id == seal.pk
    for page in (desk.get(seals_of(victim)), desk.get(f"/seals/{seal.pk}")):
        assert "Home address" in words_of(page)
        assert "1 detail" not in words_of(page)


def test_a_home_at_another_address_is_kept_with_the_person_and_not_without_where():
    refused = signed_in(Role.CONTACT_HANDLER).post("/calls/new", call_post(caller_lives="elsewhere"))
    assert 'href="#id_home_line"' in refused.content.decode()
    victim, _ = reported(caller_lives="elsewhere", home_line="9 Ferry Lane", home_postcode="zz1 9fl")
    home = PersonAddress.objects.get()
    assert (home.person_id, home.place.line, home.place.postcode) == (victim.pk, "9 Ferry Lane", "ZZ1 9FL")


def test_whoever_has_no_address_is_shown_how_to_add_it_and_where_the_incidents_were():
    victim, _ = reported(caller_lives="not_here")
    assert not PersonAddress.objects.exists()
    desk = signed_in(Role.VULNERABILITY_DESK)
    page = desk.get(seals_of(victim))
    assert "No address of theirs that you can see is kept." in words_of(page)
    place = Place.objects.get(line="4 Larch Row")
    link = f"/people/{victim.reference}/address?place={place.reference}"
    assert f'href="{link}"' in page.content.decode()
    assert f'value="{place.reference}"' in desk.get(link).content.decode()
    assert desk.post(link, {"place": place.reference, "kind": "home"}).status_code == 302
    assert "4 Larch Row" in words_of(desk.get(seals_of(victim)))


def test_two_people_to_seal_against_are_refused_and_one_can_still_be_written():
    victim, suspect = reported(caller_lives="here")
    home = PersonAddress.objects.get()
    desk = signed_in(Role.VULNERABILITY_DESK)
    post = {"what": [f"address:{home.pk}"], "reason": "He would find her."}
    refused = desk.post(seals_of(victim), {**post, "among": suspect.reference, "against": victim.reference})
    assert refused.status_code == 422
    assert 'href="#id_against"' in refused.content.decode()
    assert desk.post(seals_of(victim), {**post, "against": suspect.reference}).status_code == 302
    assert Seal.objects.get().against_id == suspect.pk


@pytest.mark.parametrize(
    ("among", "field"), [({}, "among"), ({"among": "somebody_else"}, "against")], ids=["nothing said", "not whom"]
)
def test_whom_it_is_sealed_against_is_never_left_open_by_silence(among, field):
    victim, _ = reported(caller_lives="here")
    home = PersonAddress.objects.get()
    desk = signed_in(Role.VULNERABILITY_DESK)
    post = {"what": [f"address:{home.pk}"], "reason": "He would find her."}
    assert f'href="#id_{field}"' in desk.post(seals_of(victim), {**post, **among}).content.decode()
    assert not Seal.objects.exists()
    assert desk.post(seals_of(victim), {**post, "among": "nobody"}).status_code == 302
    assert Seal.objects.get().against_id is None


def test_somebody_in_no_incident_with_others_is_sealed_by_a_reference_alone():
    signed_in(Role.CONTACT_HANDLER).post("/calls/new", call_post(caller_lives="here"))
    page = signed_in(Role.VULNERABILITY_DESK).get(seals_of(Person.objects.get()))
    assert "Sealed against: reference" in words_of(page)
    assert 'name="among"' not in page.content.decode()
