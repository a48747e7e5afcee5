"""The page on which a victim is named, where it is a shop or another organisation: asked first, found, refused beside its field."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.people.things import add_organisation
from constabulary.records.models import Crime, CrimePerson, Draft, JournalEntry, Organisation, Person
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import shoplifting
from tests.factories.crimes import FORMER_PARTNER, THREAT_TO_NOBODY, give, nobody_named, record, reported
from tests.factories.incidents import opened

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SHOP = {
    "which": "organisation", "organisation": "Cove Stores", "organisation_kind": "business", "contact": "nobody",
    "words": "The cash was from its till.",
}  # fmt: skip
ANNA = {"contact_given": "Anna", "contact_family": "Weir", "contact_born_on": "04/05/1990", "contact": "new"}


@pytest.fixture
def crime(db) -> Crime:
    at = timezone.now() - DAY
    found = nobody_named(at)
    give(found, Role.DETECTIVE, at + 2 * HOUR)
    return found


def page_of(crime: Crime) -> str:
    return f"/crimes/{crime.reference}/victim/name"


def test_the_page_asks_first_whether_it_is_a_person_or_an_organisation_and_chooses_neither(crime):
    shown = signed_in(Role.DETECTIVE).get(page_of(crime))
    html = shown.content.decode()
    assert html.index('name="which"') < html.index('name="given"') < html.index('name="organisation"')
    assert html.count("con-asks") == 1
    for answer, id_ in (("person", "id_which"), ("organisation", "id_which-2")):
        assert f'id="{id_}" name="which" type="radio" value="{answer}">' in html
        assert f'id="besides-{id_}"' in html
    refused = signed_in(Role.DETECTIVE).post(page_of(crime), {**SHOP, **ANNA, "which": "", "given": "Ruth"})
    assert refused.status_code == 422
    assert "Say whether the victim is a person or an organisation." in words_of(refused)
    assert 'href="#id_which"' in refused.content.decode()
    for typed in ('value="Cove Stores"', 'value="Weir"', 'value="Ruth"', "The cash was from its till."):
        assert typed in refused.content.decode(), "nothing that was typed for either is lost"
    asking(Role.DETECTIVE)
    assert Draft.objects.filter(form="name_victim", subject=crime.reference).exists()
    assert 'value="Cove Stores"' in signed_in(Role.DETECTIVE).get(page_of(crime)).content.decode()


def test_a_shop_is_named_with_whoever_rang_and_the_page_of_the_victim_shows_what_it_is_owed(crime):
    manager = Person.objects.get(family="Sadiq")
    done = signed_in(Role.DETECTIVE).post(page_of(crime), {**SHOP, "contact": manager.reference}, follow=True)
    assert "The victim is named" in words_of(done)
    assert "Send the victim the written acknowledgement" in words_of(done)
    assert "Assess the victim's needs" not in words_of(done)
    assert "The victim is an organisation: Cove Stores. Imran Sadiq speaks for it." in words_of(done)
    found = Crime.objects.get(pk=crime.pk)
    assert (found.victim_id, found.victim_organisation.name) == (None, "Cove Stores")
    assert CrimePerson.objects.get(crime=crime).person_id == manager.pk
    again = signed_in(Role.DETECTIVE).get(page_of(crime))
    assert "This crime has a victim already" in words_of(again)
    assert 'name="organisation"' not in again.content.decode()


@pytest.mark.parametrize(
    ("speaks", "contacts"),
    [(ANNA, ["Weir"]), ({"contact": "nobody"}, []), ({"contact": ""}, [])],
    ids=["somebody new", "nobody is known yet", "nothing said"],
)
def test_somebody_new_may_speak_for_it_and_nobody_has_to(crime, speaks, contacts):
    # What was typed for a person before the answer was changed is neither judged nor used.
    changed = {"given": "Ruth", "born_on": "32/13/1990", "person": "P999999989"}
    sent = signed_in(Role.DETECTIVE).post(page_of(crime), {**SHOP, **changed, **speaks}, follow=True)
    assert "The victim is an organisation: Cove Stores." in words_of(sent)
    assert ("speaks for it" in words_of(sent)) is bool(contacts)
    assert Crime.objects.get(pk=crime.pk).victim_organisation.name == "Cove Stores"
    assert [one.person.family for one in CrimePerson.objects.filter(crime=crime, role="contact")] == contacts
    assert not Person.objects.filter(given="Ruth").exists()


def test_a_person_is_named_whatever_was_typed_for_an_organisation_before(crime):
    sent = {
        **SHOP, "which": "person", "given": "Ruth", "family": "Lowe", "person": "new", "organisation_kind": "hut",
        "contact": "P999999989", "contact_born_on": "32/13/1990",
    }  # fmt: skip
    assert signed_in(Role.DETECTIVE).post(page_of(crime), sent).status_code == 302
    found = Crime.objects.get(pk=crime.pk)
    assert (found.victim.family, found.victim_organisation_id) == ("Lowe", None)
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"organisation": " "}, "organisation", "Enter the name of the organisation."),
        ({"organisation": "A" * 121}, "organisation", "120"),
        ({"organisation_kind": "hut"}, "organisation_kind", "Choose one of these."),
        ({"words": ""}, "words", "Say how it is known that they are the victim."),
        ({"contact": "P999999989"}, "contact", "Choose one of these."),
        ({"contact": "new"}, "contact_family", "Enter their name, or choose who speaks for it."),
        ({**ANNA, "contact": ""}, "contact", "A name is entered: say who it is, or that it is nobody of these."),
        ({**ANNA, "contact": "nobody"}, "contact", "A name is entered: say who it is, or that it is nobody of these."),
        ({**ANNA, "contact_born_on": "32/13/1990"}, "contact_born_on", "There is no such day"),
    ],
    ids=[
        "no name", "too long a name", "no kind", "nothing said", "a reference that is not offered", "new without a name",
        "a name and nothing chosen", "a name and nobody", "no such day",
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field(crime, changes, field, sentence):
    refused = signed_in(Role.DETECTIVE).post(page_of(crime), {**SHOP, **changes})
    assert refused.status_code == 422
    assert sentence in words_of(refused)
    assert f'href="#id_{field}"' in refused.content.decode()
    assert Crime.objects.get(pk=crime.pk).victim_organisation_id is None


def test_looking_shows_both_the_organisations_of_that_name_and_who_may_speak_for_it(crime):
    known = reported(timezone.now() - HOUR)
    add_organisation(name="Cove Stores Limited", kind="charity", by=asking(Role.DETECTIVE), at=timezone.now() - HOUR)
    browser = signed_in(Role.DETECTIVE)
    typed = {**SHOP, "organisation": "cove", "contact_given": "Ruth", "contact_family": "Marlow", "words": ""}
    looked = browser.post(page_of(crime), {**typed, "contact": "", "look": "1"})
    assert looked.status_code == 200
    assert "There is a problem" not in words_of(looked)
    assert "Cove Stores Limited charity or community group" in words_of(looked)
    her = Person.objects.get(family="Marlow")
    assert f'value="{her.reference}"' in looked.content.decode().split('name="contact"', 1)[1]
    assert f'value="{her.reference}"' not in looked.content.decode().split('name="person"')[1]
    assert JournalEntry.objects.filter(kind="read_people_found", purpose="Naming the victim").count() == 2
    assert known.pk
    refused = browser.post(page_of(crime), {**SHOP, "contact_given": "Ruth", "contact_family": "Marlow", "contact": ""})
    assert refused.status_code == 422, "nobody gets a second record unseen"
    chosen = browser.post(
        page_of(crime), {**typed, "organisation": "Cove Stores", "contact": her.reference, "words": "Said."}
    )
    assert chosen.status_code == 302
    assert CrimePerson.objects.get(crime=crime, role="contact").person_id == her.pk
    assert Person.objects.filter(family="Marlow").count() == 1


def test_the_shop_that_somebody_rang_for_is_not_typed_again(db):
    at = timezone.now() - DAY
    incident = opened(at, shoplifting(at, organisation="Quay Club", organisation_kind="charity", others=()))
    crime = record(incident, at + HOUR, **THREAT_TO_NOBODY)
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    shown = signed_in(Role.DETECTIVE).get(page_of(crime)).content.decode()
    assert 'value="Quay Club"' in shown
    assert '<option value="charity" selected>' in shown


def test_a_suspect_is_not_offered_to_speak_for_it_and_a_suspects_name_is_refused(db):
    at = timezone.now() - DAY
    crime = nobody_named(at, others=(FORMER_PARTNER,))
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    browser = signed_in(Role.DETECTIVE)
    assert "Dean Harker" not in words_of(browser.get(page_of(crime))).split("Who speaks for it?")[1]
    sent = {**SHOP, "contact_given": "Dean", "contact_family": "Harker", "contact": "new"}
    refused = browser.post(page_of(crime), sent)
    assert refused.status_code == 422
    assert 'href="#id_contact_family"' in refused.content.decode()


def test_how_the_crime_counts_with_it_is_said_to_go_to_the_registrar(db):
    at = timezone.now() - DAY
    incident = opened(at, shoplifting(at))
    record(incident, at + HOUR, code="046/00", category="46", victim="", victim_organisation="Cove Stores")
    second = record(incident, at + HOUR, **THREAT_TO_NOBODY)
    give(second, Role.DETECTIVE, at + 2 * HOUR)
    done = signed_in(Role.DETECTIVE).post(page_of(second), SHOP, follow=True)
    assert "The registrar looks at how the crime counts with them." in words_of(done)
