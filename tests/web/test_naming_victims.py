"""The page on which the victim of a crime is named: who is offered, what is refused beside which field, who sees the way to it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.records.models import Crime, Draft, Incident, JournalEntry, Person
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import FORMER_PARTNER, THREAT_TO_NOBODY, give, nobody_named, record, recorded, reported
from tests.factories.protection import leaks_in, protected_victim

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEW = {
    "which": "person", "given": "Anna", "family": "Weir", "born_on": "04/05/1990", "person": "new",
    "words": "She rang the next day.",
}  # fmt: skip


@pytest.fixture
def crime(db) -> Crime:
    at = timezone.now() - DAY
    found = nobody_named(at)
    give(found, Role.DETECTIVE, at + 2 * HOUR)
    return found


def page_of(crime: Crime, part: str = "/victim/name") -> str:
    return f"/crimes/{crime.reference}{part}"


def ways_to_it(crime: Crime, role: Role) -> list[bool]:
    shown = [signed_in(role).get(page_of(crime, part)) for part in ("", "/victim")]
    return [f'href="{page_of(crime)}"' in one.content.decode() for one in shown]


def test_the_crime_leads_there_for_its_officer_and_a_supervisor_alone(crime):
    assert ways_to_it(crime, Role.DETECTIVE) == ways_to_it(crime, Role.SUPERVISOR) == [True, True]
    for other in (Role.INVESTIGATOR, Role.IMU_ASSESSOR, Role.VICTIMS_DESK, Role.CRIME_REGISTRAR):
        assert not any(ways_to_it(crime, other)), other
        assert signed_in(other).get(page_of(crime)).status_code == 403


def test_somebody_new_is_named_and_the_page_of_the_victim_shows_what_is_owed(crime):
    browser = signed_in(Role.DETECTIVE)
    shown = browser.get(page_of(crime))
    assert shown.status_code == 200
    assert "Imran Sadiq, on the incident: parent, carer or representative" in words_of(shown)
    done = browser.post(page_of(crime), NEW, follow=True)
    assert done.redirect_chain[-1][0].startswith(page_of(crime, "/victim?"))
    assert "The victim is named" in words_of(done)
    assert "Assess the victim's needs" in words_of(done)
    assert not any(ways_to_it(crime, Role.DETECTIVE))
    again = browser.get(page_of(crime))
    assert "This crime has a victim already" in words_of(again)
    assert 'name="family"' not in again.content.decode()
    assert browser.post(page_of(crime), NEW).status_code == 422


def test_looking_shows_who_fits_judges_nothing_and_is_journalled(crime):
    known = Person.objects.get(family="Sadiq")
    other = reported(timezone.now() - HOUR)
    browser = signed_in(Role.DETECTIVE)
    looked = browser.post(page_of(crime), {"which": "person", "given": "Ruth", "family": "Marlow", "look": "1"})
    assert looked.status_code == 200
    assert "There is a problem" not in words_of(looked)
    her = Person.objects.get(family="Marlow")
    assert f'value="{her.reference}"' in looked.content.decode()
    assert JournalEntry.objects.filter(kind="read_people_found", purpose="Naming the victim").exists()
    assert Crime.objects.get(pk=crime.pk).victim_id is None
    assert known.reference != her.reference
    assert other.pk
    chosen = browser.post(
        page_of(crime),
        {"which": "person", "given": "Ruth", "family": "Marlow", "person": her.reference, "words": "Rang."},
    )
    assert chosen.status_code == 302
    assert Crime.objects.get(pk=crime.pk).victim_id == her.pk
    assert Person.objects.filter(family="Marlow").count() == 1


def test_nobody_gets_a_second_record_unseen_and_what_was_typed_stays(crime):
    reported(timezone.now() - HOUR)
    browser = signed_in(Role.DETECTIVE)
    refused = browser.post(page_of(crime), {"which": "person", "given": "Ruth", "family": "Marlow", "words": "Rang."})
    assert refused.status_code == 422
    assert "Say who it is, or that it is nobody of these." in words_of(refused)
    assert 'value="Marlow"' in refused.content.decode()
    asking(Role.DETECTIVE)
    assert Draft.objects.filter(form="name_victim", subject=crime.reference).exists()
    assert 'value="Marlow"' in browser.get(page_of(crime)).content.decode()


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({**NEW, "given": "", "family": ""}, "family", "Choose who it is, or enter their name."),
        ({**NEW, "words": ""}, "words", "Say how it is known that they are the victim."),
        ({**NEW, "person": "P999999989"}, "person", "Choose one of these."),
        ({**NEW, "born_on": "32/13/1990"}, "born_on", "There is no such day"),
    ],
    ids=["nobody", "nothing said", "a reference that is not offered", "no such day"],
)
def test_what_is_wrong_stands_beside_its_field(crime, sent, field, sentence):
    refused = signed_in(Role.DETECTIVE).post(page_of(crime), sent)
    assert refused.status_code == 422
    assert sentence in words_of(refused)
    assert f'href="#id_{field}"' in refused.content.decode()


def test_a_suspect_is_not_offered_and_a_suspects_name_is_refused_beside_it(db):
    at = timezone.now() - DAY
    crime = nobody_named(at, others=(FORMER_PARTNER,))
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    browser = signed_in(Role.DETECTIVE)
    assert "Dean Harker" not in words_of(browser.get(page_of(crime))).split("Who is it?")[1]
    refused = browser.post(page_of(crime), {**NEW, "given": "Dean", "family": "Harker", "born_on": ""})
    assert refused.status_code == 422
    assert "A suspect of this crime has this name." in words_of(refused)


def test_what_is_sealed_of_her_is_not_shown_where_she_is_offered_and_the_desk_is_asked(db):
    at = timezone.now() - DAY
    held = protected_victim(at)
    crime = record(Incident.objects.get(pk=held.taken.incident_id), at + HOUR, **THREAT_TO_NOBODY)
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    browser = signed_in(Role.DETECTIVE)
    name = {"which": "person", "given": held.victim.given, "family": held.victim.family}
    for shown in (browser.get(page_of(crime)), browser.post(page_of(crime), {**name, "look": "1"})):
        assert f'value="{held.victim.reference}"' in shown.content.decode()
        assert leaks_in(shown.content.decode()) == []
    done = browser.post(page_of(crime), {**name, "person": held.victim.reference, "words": "She says so."}, follow=True)
    assert "What is sealed of them is hidden from the officer" in words_of(done)
    assert leaks_in(done.content.decode()) == []


def test_how_the_crime_counts_with_her_is_said_to_go_to_the_registrar(db):
    at = timezone.now() - DAY
    first = recorded(at)
    second = record(first.incident, at + HOUR, **THREAT_TO_NOBODY)
    give(second, Role.DETECTIVE, at + 2 * HOUR)
    her = Person.objects.get(pk=first.victim_id).reference
    done = signed_in(Role.DETECTIVE).post(
        page_of(second), {"which": "person", "person": her, "words": "She says so."}, follow=True
    )
    assert "The registrar looks at how the crime counts with them." in words_of(done)
