"""Trust 12: collection, alteration, consultation, disclosure, combination and erasure, each with who, when and why."""

import pytest

from constabulary.access.roles import Role
from constabulary.casework.contact import take_call
from constabulary.casework.erasure import erase_payloads
from constabulary.casework.people.correcting import PersonCorrection, correct_person
from constabulary.casework.people.disclosing import DisclosureDetails, disclose_person_record
from constabulary.casework.people.merging import merge_people
from constabulary.casework.people.reading import open_person
from constabulary.policing.exports import ExportFormat
from constabulary.policing.journal.erasure import Erasure, LegalBasis
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.people.disclosure import Basis, Section
from constabulary.records.models import Disclosure, IncidentPerson, JournalEntry, JournalPayload
from tests.conftest import asking
from tests.factories.calls import shoplifting
from tests.factories.people import somebody

pytestmark = pytest.mark.django_db


def collect(at):
    taken = take_call(call=shoplifting(at), by=asking(Role.CONTACT_HANDLER), at=at)
    person = IncidentPerson.objects.get(incident_id=taken.incident_id).person
    return person, JournalEntry.objects.filter(journey_row__isnull=False, rows__contains=[person.pk]).latest("id")


def alter(at):
    person = somebody(at)
    by = asking(Role.INVESTIGATOR)
    correct_person(
        person=person.pk, correction=PersonCorrection(family="Marlowe"), reason="Her passport.", by=by, at=at
    )
    return person, JournalEntry.objects.get(kind=EntryKind.PERSON_CORRECTED.value)


def consult(at):
    person = somebody(at)
    open_person(reference=person.reference, purpose="Before visiting her", by=asking(Role.INVESTIGATOR), at=at)
    return person, JournalEntry.objects.get(kind=EntryKind.READ_PERSON.value)


def disclose(at):
    person = somebody(at)
    disclose_person_record(
        person=person.pk, by=asking(Role.SUPERVISOR), at=at,
        details=DisclosureDetails(
            recipient="J. Marsh, Example County Council", basis=Basis.SAFEGUARDING, purpose="The child protection conference.",
            sections=frozenset({Section.IDENTITY}), file_format=ExportFormat.CSV,
        ),
    )  # fmt: skip
    assert Disclosure.objects.get(person=person).recipient == "J. Marsh, Example County Council"
    return person, JournalEntry.objects.get(kind=EntryKind.PERSON_DISCLOSED.value)


def combine(at):
    person, other = somebody(at), somebody(at, given="R.")
    by = asking(Role.INVESTIGATOR)
    merge_people(survivor=person.pk, other=other.reference, reason="Same passport number seen.", by=by, at=at)
    return other, JournalEntry.objects.get(kind=EntryKind.PEOPLE_MERGED.value, subject_row=other.pk)


def erase(at):
    _, entry = alter(at)
    erasure = Erasure(
        entries=(entry.pk,),
        basis=LegalBasis.UNLAWFUL_PROCESSING,
        decided_by="Data protection officer",
        reason="Kept without a basis.",
        needed_as_evidence=False,
    )
    assert JournalPayload.objects.filter(entry=entry.pk).exists()
    erase_payloads(erasure=erasure, by=asking(Role.CRIME_REGISTRAR), at=at)
    assert not JournalPayload.objects.filter(entry=entry.pk).exists()
    return entry, JournalEntry.objects.get(kind=EntryKind.PAYLOAD_ERASED.value)


OPERATIONS = {
    "collection": collect, "alteration": alter, "consultation": consult, "disclosure": disclose,
    "combination": combine, "erasure": erase,
}  # fmt: skip


@pytest.mark.source("Data Protection Act 2018, section 62")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_each_of_the_six_operations_leaves_who_when_and_why(operation, at):
    about, entry = OPERATIONS[operation](at)
    assert about.pk in {*entry.rows, entry.subject_row}
    assert entry.by_number.startswith("D")
    assert entry.by_row
    assert entry.happened_at == at
    assert entry.recorded_at is not None
    assert len(entry.purpose.split()) >= 2, "no purpose"


def test_the_six_are_all_that_the_section_names():
    assert len(OPERATIONS) == 6
