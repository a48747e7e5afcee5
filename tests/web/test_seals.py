"""The page on which an address is sealed: whom against is chosen, and a home that is not kept is added first."""

import re
from html import unescape

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.connections import declare_connection
from constabulary.records.models import (
    BreakGlass,
    Incident,
    IncidentPerson,
    JournalEntry,
    Person,
    PersonAddress,
    Place,
    Seal,
)
from tests.conftest import asking
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


def sealed_scene() -> tuple[Incident, Person]:
    """An open incident at the victim's home, which is sealed against the suspect before anybody was sent."""
    victim, suspect = reported(caller_lives="here")
    post = {"what": [f"address:{PersonAddress.objects.get().pk}"], "among": suspect.reference, "reason": "He knows it."}
    assert signed_in(Role.VULNERABILITY_DESK).post(seals_of(victim), post).status_code == 302
    return Incident.objects.get(), suspect


def test_whoever_sends_units_is_told_that_the_scene_is_sealed_and_opens_it_without_typing():
    incident, _ = sealed_scene()
    sending = signed_in(Role.DISPATCHER)
    assert "Where is sealed from you" in words_of(sending.get("/control-room"))
    page = sending.get(f"/incidents/{incident.reference}")
    assert "4 Larch Row" not in words_of(page)
    link = re.search(r'href="([^"]*)">Show me where to send', page.content.decode())
    assert link is not None
    form = sending.get(unescape(link[1])).content.decode()
    reason = re.search(r"<textarea[^>]*>([^<]*)</textarea>", form)
    assert reason is not None
    opened = sending.post("/emergency-opening", {"reference": incident.reference, "reason": reason[1].strip()})
    assert "is open to you" in words_of(opened)
    assert BreakGlass.objects.get().reason == f"To tell a unit where to go: {incident.reference} is open."
    for address in ("/control-room", f"/incidents/{incident.reference}"):
        page = words_of(sending.get(address))
        assert "4 Larch Row" in page
        assert "sealed from you" not in page


def test_whoever_sends_nobody_or_is_of_the_other_side_is_offered_nothing_at_a_sealed_scene():
    incident, suspect = sealed_scene()
    assert "Show me where to send" not in words_of(
        signed_in(Role.CONTACT_HANDLER).get(f"/incidents/{incident.reference}")
    )
    declare_connection(person=suspect.reference, nature="His cousin.", by=asking(Role.DISPATCHER), at=timezone.now())
    cousin = signed_in(Role.DISPATCHER)
    assert "Show me where to send" not in words_of(cousin.get(f"/incidents/{incident.reference}"))
    link = f"/emergency-opening?of={incident.reference}&to=send"
    assert cousin.post(link, {"reference": incident.reference, "reason": "To send."}).status_code == 422
    assert "4 Larch Row" not in words_of(cousin.get(f"/incidents/{incident.reference}"))


def test_a_record_opened_in_an_emergency_otherwise_asks_for_the_reason():
    incident, _ = sealed_scene()
    form = signed_in(Role.DISPATCHER).get(f"/emergency-opening?of={incident.reference}").content.decode()
    assert "To tell a unit" not in form


def test_whoever_keeps_seals_is_not_sent_to_themselves_nor_asked_for_what_is_sealed_already():
    incident, _ = sealed_scene()
    victim = IncidentPerson.objects.get(role="victim").person
    keeper = signed_in(Role.CONTROL_ROOM_SUPERVISOR)
    page = words_of(keeper.get(f"/incidents/{incident.reference}"))
    assert "Ask a colleague who keeps seals to say that you need it" in page
    assert "Ask the vulnerability desk" in words_of(
        signed_in(Role.INVESTIGATOR).get(f"/incidents/{incident.reference}")
    )
    known = "What is sealed already is not shown to you"
    assert known in words_of(keeper.get(seals_of(victim)))
    assert known not in words_of(signed_in(Role.VULNERABILITY_DESK).get(seals_of(victim))), "who sealed it sees it"
