"""The pages of who looked: the box that asks, the table, and the way to it from each record."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.looking import find_references_of_people
from constabulary.casework.officers import grant_role
from constabulary.casework.people.reading import open_person
from constabulary.casework.reading import open_incident
from constabulary.casework.searching import PersonAsked
from constabulary.records.models import JournalEntry, Person
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import record, reported, victim_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor():
    return signed_in(Role.AUDITOR)


def test_the_box_leads_to_who_looked_however_the_reference_is_typed(auditor, at):
    incident = reported(at)
    assert "Who looked" in words_of(auditor.get("/"))
    assert 'name="reference"' in auditor.get("/who-looked").content.decode()
    answer = auditor.get("/who-looked", {"reference": f" {incident.reference.lower()} "})
    assert answer["Location"] == f"/who-looked/{incident.reference}"
    assert "Nobody has looked at it." in words_of(auditor.get(answer["Location"]))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param("", "Enter the reference.", id="nothing"),
        pytest.param("Marlow", "Write a whole reference", id="a name"),
        pytest.param("L412303", "Write a whole reference", id="a place"),
        pytest.param("P999999995", "No record with that reference that you may open.", id="nobody"),
    ],
)
def test_what_is_no_reference_is_refused_beside_its_field_and_kept(auditor, typed, sentence):
    answer = auditor.get("/who-looked", {"reference": typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert 'href="#id_reference"' in page
    assert f'value="{typed}"' in page or not typed


def test_an_auditor_sees_when_who_what_through_what_and_what_for_and_no_name(auditor, at):
    incident = reported(at)
    victim = victim_of(incident)
    who = asking(Role.INVESTIGATOR)
    open_incident(reference=incident.reference, purpose="Working the incident", by=who, at=at)
    open_person(reference=victim, purpose="Looking at a person", by=who, at=at)
    answer = auditor.get(f"/who-looked/{victim}")
    page = words_of(answer)
    assert f"Who looked at person {victim}" in page
    assert f"{who.name} {who.collar_number}" in page
    assert "The incident was opened on screen." in page
    assert "The person's record was opened." in page
    assert "Looking at a person" in page
    assert f'href="/incidents/{incident.reference}">Incident {incident.reference}' in answer.content.decode()
    assert f'href="/people/{victim}"' not in answer.content.decode()
    assert "Marlow" not in page
    assert "The journal was read." in words_of(auditor.get(f"/who-looked/{victim}"))


def test_the_next_ones_are_on_the_next_page(auditor, at):
    incident = reported(at)
    for number in range(51):
        open_incident(reference=incident.reference, purpose=f"Look {number}", by=asking(Role.INVESTIGATOR), at=at)
    page = auditor.get(f"/who-looked/{incident.reference}").content.decode()
    assert 'href="?from=50"' in page
    assert "Look 0" in words_of(auditor.get(f"/who-looked/{incident.reference}?from=50"))
    assert "There are no more." in words_of(auditor.get(f"/who-looked/{incident.reference}?from=900"))


def test_each_record_leads_to_who_looked_at_it_for_those_who_may(auditor, at):
    incident = reported(at)
    crime = record(incident, at)
    pages = {
        f"/incidents/{incident.reference}": incident.reference,
        f"/crimes/{crime.reference}": crime.reference,
        f"/journeys/{crime.journey.reference}": crime.journey.reference,
    }
    investigator = signed_in(Role.INVESTIGATOR)
    for address, reference in pages.items():
        assert f'href="/who-looked/{reference}"' in auditor.get(address).content.decode()
        assert "/who-looked" not in investigator.get(address).content.decode()
    assert auditor.get(f"/who-looked/{crime.reference}").status_code == 200


def test_a_persons_page_leads_there_for_whoever_searches_people_and_reads_the_journal(at):
    victim = victim_of(reported(at))
    browser = signed_in(Role.INVESTIGATOR)
    assert "/who-looked" not in browser.get(f"/people/{victim}").content.decode()
    holder = asking(Role.INVESTIGATOR).id
    grant_role(holder=holder, role=Role.AUDITOR, reason="Both.", by=asking(Role.ADMINISTRATOR), at=at)
    assert f'href="/who-looked/{victim}"' in browser.get(f"/people/{victim}").content.decode()


def test_who_may_not_read_the_journal_is_refused_and_what_is_not_there_is_not_found(auditor, at):
    assert signed_in(Role.INVESTIGATOR).get("/who-looked").status_code == 403
    for reference in ("P999999995", "nothing/like/it", "L1"):
        assert auditor.get(f"/who-looked/{reference}").status_code == 404


def test_above_the_rows_stands_who_looked_how_often_first_and_last(auditor, at):
    incident = reported(at)
    often, once = asking(Role.INVESTIGATOR), asking(Role.DETECTIVE)
    for hours in range(3):
        open_incident(reference=incident.reference, purpose="Often", by=often, at=at + timedelta(hours=hours))
    open_incident(reference=incident.reference, purpose="Once", by=once, at=at + timedelta(days=2))
    page = words_of(auditor.get(f"/who-looked/{incident.reference}"))
    assert page.index(f"{often.name} {often.collar_number} 3 ") < page.index("Readings, newest first")
    only = words_of(auditor.get(f"/who-looked/{incident.reference}", {"officer": once.collar_number.lower()}))
    assert "Once" in only and "Often" not in only  # noqa: PT018
    day = words_of(auditor.get(f"/who-looked/{incident.reference}", {"day": f"{at:%d/%m/%Y}"}))
    assert "Often" in day and "Once" not in day  # noqa: PT018
    nobody = words_of(auditor.get(f"/who-looked/{incident.reference}", {"officer": "Z999999"}))
    assert "Nobody like that has looked at it." in nobody
    odd = auditor.get(f"/who-looked/{incident.reference}", {"day": "someday"})
    assert (odd.status_code, 'href="#id_day"' in odd.content.decode()) == (422, True)


def test_a_name_leads_to_references_for_a_reason_and_tells_no_name(auditor, at):
    victim = victim_of(reported(at))
    person = Person.objects.get(reference=victim)
    refused = auditor.post("/who-looked", {"given": person.given, "family": person.family, "reason": " "})
    assert (refused.status_code, 'href="#id_reason"' in refused.content.decode()) == (422, True)
    assert victim not in refused.content.decode()
    few = auditor.post("/who-looked", {"family": "", "reason": "A complaint."})
    assert (few.status_code, 'href="#id_family"' in few.content.decode()) == (422, True)
    answer = auditor.post(
        "/who-looked", {"given": person.given, "family": person.family, "reason": "Complaint 12 of a look-up."}
    )
    page = answer.content.decode()
    assert f'href="/who-looked/{victim}"' in page
    listed = page.partition("References found")[2]
    assert person.family not in listed
    assert JournalEntry.objects.filter(kind="read_people_found", purpose="Complaint 12 of a look-up.").exists()
    nobody = auditor.post("/who-looked", {"family": "Zzyzzyx", "reason": "A complaint."})
    assert "Nobody of that name was found" in words_of(nobody)


def test_who_does_not_read_the_journal_finds_no_reference_by_a_name(at):
    with pytest.raises(NotPermitted):
        find_references_of_people(
            asked=PersonAsked(family="Marlow"), reason="Curious.", by=asking(Role.INVESTIGATOR), at=at
        )
