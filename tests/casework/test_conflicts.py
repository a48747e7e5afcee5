"""A conflict of interest that comes up while an officer has a crime: whoever allocates is asked for somebody else."""

from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.connections import declare_connection, record_connection
from constabulary.casework.contact import InvolvedPerson
from constabulary.casework.incidents.closing import close_as_duplicate
from constabulary.casework.incidents.people import involve_person
from constabulary.casework.investigation.suspects import add_suspect, name_suspect
from constabulary.casework.people import PersonDetails
from constabulary.casework.people.merging import merge_people
from constabulary.casework.restrictions import restrict_journey
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.incidents.roles import INCIDENT_ROLES
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.records.database_store import DatabaseStore
from constabulary.records.models import Crime, Duty, Person
from constabulary.records.queries.allocation import officers_connected_with
from constabulary.records.queries.proposals import connected_pairs
from tests.conftest import asking, number_of
from tests.factories.crimes import allocated, give, record, recorded, reported, the_suspect
from tests.factories.people import somebody

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LATER = 30 * HOUR


def asked(crime: Crime) -> list[tuple[str, object]]:
    asking(Role.ALLOCATION_MANAGER)
    return list(Duty.objects.filter(crime=crime, kind="allocate", state="open").values_list("rule", "due_at"))


def connected(person: Person, at) -> None:
    declare_connection(person=person.reference, nature="My cousin.", by=asking(Role.DETECTIVE), at=at)


def test_a_suspect_added_whom_the_officer_is_connected_with_asks_for_another_officer(at):
    crime = allocated(at, call={"others": ()})
    cousin, stranger = somebody(at), somebody(at, given="Roo", family="Marlowe")
    connected(cousin, at + HOUR)
    given = {"crime": crime.pk, "words": "Seen there.", "by": asking(Role.DETECTIVE), "at": at + LATER}
    add_suspect(**given, person=PersonDetails(reference=stranger.reference))
    assert asked(crime) == []
    add_suspect(**{**given, "by": asking(Role.DETECTIVE)}, person=PersonDetails(reference=cousin.reference))
    assert asked(crime) == [("allocation.conflict", at + LATER + DAY)]
    give(crime, Role.INVESTIGATOR, at + LATER + HOUR, instead_of=asking(Role.DETECTIVE).id)
    assert asked(crime) == []


def test_a_name_put_to_somebody_described_asks_for_another_officer(at):
    crime = allocated(at, call={"others": ()})
    cousin, by = somebody(at), asking(Role.DETECTIVE)
    connected(cousin, at + HOUR)
    given = {"words": "Seen.", "by": by, "at": at + LATER}
    described = add_suspect(crime=crime.pk, description="Tall, red cap.", **given)
    assert asked(crime) == []
    asking(Role.DETECTIVE)
    name_suspect(suspect=described, person=PersonDetails(reference=cousin.reference), **given)
    assert asked(crime) == [("allocation.conflict", at + LATER + DAY)]


@pytest.mark.parametrize("part", ["victim", "suspect"])
@pytest.mark.parametrize("by", [Role.DETECTIVE, Role.INSPECTOR])
def test_a_connection_noted_while_the_officer_has_the_crime_asks_for_another_officer(at, part, by):
    crime, elsewhere = allocated(at), allocated(at + HOUR)
    person = crime.victim if part == "victim" else the_suspect(crime).person
    if by is Role.DETECTIVE:
        connected(person, at + LATER)
    else:
        who = asking(by)
        record_connection(
            officer=number_of(Role.DETECTIVE), person=person.reference, nature="Her sister.", by=who, at=at + LATER
        )
    assert asked(crime) == [("allocation.conflict", at + LATER + DAY)]
    assert asked(elsewhere) == []


def test_nothing_is_asked_for_a_crime_that_nobody_has_or_somebody_else(at):
    crime = recorded(at)
    connected(the_suspect(crime).person, at + HOUR)
    assert [rule for rule, _ in asked(crime)] != ["allocation.conflict"]
    other = recorded(at)
    give(other, Role.INVESTIGATOR, at + 2 * HOUR)
    connected(the_suspect(other).person, at + 3 * HOUR)
    assert asked(other) == []


def test_a_connection_is_noted_without_reading_what_the_officer_had_and_is_over(at, monkeypatch):
    has, over = allocated(at), allocated(at + HOUR)
    asking(Role.DETECTIVE)
    Crime.objects.filter(pk=over.pk).update(state="finalised", outcome="18")
    read, find = [], DatabaseStore.find

    def noting(store, model, equal, *, lock):
        found = find(store, model, equal, lock=lock)
        read.extend(one.id for one in found if model is Crime)
        return found

    monkeypatch.setattr(DatabaseStore, "find", noting)
    connected(has.victim, at + LATER)
    assert read == [has.pk]


@pytest.mark.parametrize("by", [Role.DISPATCHER, Role.DETECTIVE])
@pytest.mark.parametrize("part", sorted({*INCIDENT_ROLES} - {"suspect", "victim"}))
def test_a_witness_or_anybody_else_added_whom_the_officer_is_connected_with_asks_for_another_officer(at, part, by):
    crime = allocated(at, call={"others": ()})
    cousin, stranger = somebody(at), somebody(at, given="Roo", family="Marlowe")
    connected(cousin, at + HOUR)
    given = {"incident": crime.incident_id, "role": part, "at": at + LATER}
    involve_person(**given, person=PersonDetails(reference=stranger.reference), by=asking(by))
    assert asked(crime) == []
    involve_person(**given, person=PersonDetails(reference=cousin.reference), by=asking(by))
    assert asked(crime) == [("allocation.conflict", at + LATER + DAY)]
    involve_person(**given, person=PersonDetails(given="Ann", family="Other"), by=asking(by))
    assert len(asked(crime)) == 1


def test_a_witness_of_a_report_that_was_found_to_be_of_the_same_event_asks_for_another_officer(at):
    crime = allocated(at, call={"others": ()})
    again = reported(
        at + LATER, others=(InvolvedPerson(person=PersonDetails(given="Ruth", family="Marlow"), role="witness"),)
    )
    witness = again.people.get(role="witness").person
    connected(witness, at + LATER)
    assert asked(crime) == []
    close_as_duplicate(
        incident=again.pk,
        master=crime.incident.reference,
        useful="",
        by=asking(Role.CONTROL_ROOM_SUPERVISOR),
        at=at + LATER + HOUR,
    )
    assert asked(crime) == [("allocation.conflict", at + LATER + HOUR + DAY)]


def test_a_connection_noted_with_a_witness_counts_and_the_crime_is_given_to_nobody_connected_with_one(at):
    witness = InvolvedPerson(person=PersonDetails(given="Ruth", family="Marlow"), role="witness")
    crime = allocated(at, call={"others": (witness,)})
    person = crime.incident.people.get(role="witness").person
    connected(person, at + LATER)
    assert asked(crime) == [("allocation.conflict", at + LATER + DAY)]
    declare_connection(person=person.reference, nature="My neighbour.", by=asking(Role.INVESTIGATOR), at=at + LATER)
    assert asking(Role.INVESTIGATOR).id in officers_connected_with(crime.pk)
    assert (crime.pk, asking(Role.INVESTIGATOR).id) in connected_pairs([crime.pk])
    with pytest.raises(NotAllowed) as refused:
        give(crime, Role.INVESTIGATOR, at + LATER + HOUR, instead_of=asking(Role.DETECTIVE).id)
    assert "allocation.connected" in {one.code for one in refused.value.reasons}


def test_records_combined_while_the_officer_has_the_crime_ask_for_another_officer(at):
    """They said whom they know; only that this is the suspect under another name came later."""
    crime, elsewhere = allocated(at), allocated(at + HOUR)
    cousin = somebody(at, given="Jon", family="Prosser")
    connected(cousin, at + LATER)
    assert asked(crime) == []
    suspect = the_suspect(crime).person
    by = asking(Role.INVESTIGATOR)
    merge_people(
        survivor=suspect.pk,
        other=cousin.reference,
        reason="One passport number, one photograph.",
        by=by,
        at=at + LATER + HOUR,
    )
    assert asked(crime) == [("allocation.conflict", at + LATER + HOUR + DAY)]
    assert asked(elsewhere) == []


STALKING = {"code": "195/12", "category": "8Q"}


@pytest.mark.parametrize("named", ["before", "after"])
def test_whoever_is_in_a_report_that_was_added_to_the_crime_counts(at, named):
    crime = record(reported(at), at + HOUR, **STALKING)
    give(crime, Role.DETECTIVE, at + 2 * HOUR)
    cousin = somebody(at)
    connected(cousin, at + 3 * HOUR)
    added = {"role": "witness", "person": PersonDetails(reference=cousin.reference), "by": asking(Role.DISPATCHER)}
    again = reported(at + LATER, caller=PersonDetails(reference=crime.victim.reference))
    if named == "before":
        involve_person(incident=again.pk, **added, at=at + LATER)
    assert record(again, at + LATER + HOUR, **STALKING, continues=crime.reference).pk == crime.pk
    if named == "after":
        assert asked(crime) == []
        involve_person(incident=again.pk, **{**added, "by": asking(Role.DISPATCHER)}, at=at + LATER + HOUR)
    assert asked(crime) == [("allocation.conflict", at + LATER + HOUR + DAY)]
    declare_connection(
        person=cousin.reference, nature="My aunt.", by=asking(Role.INVESTIGATOR), at=at + LATER + 2 * HOUR
    )
    assert asking(Role.INVESTIGATOR).id in officers_connected_with(crime.pk)
    assert (crime.pk, asking(Role.INVESTIGATOR).id) in connected_pairs([crime.pk])
    with pytest.raises(NotAllowed) as refused:
        give(crime, Role.INVESTIGATOR, at + LATER + 3 * HOUR, instead_of=asking(Role.DETECTIVE).id)
    assert "allocation.connected" in {one.code for one in refused.value.reasons}


def test_a_witness_is_added_to_a_report_whose_crime_is_restricted_from_whoever_adds_them(at):
    crime = record(reported(at), at + HOUR, **STALKING)
    again = reported(at + LATER, caller=PersonDetails(reference=crime.victim.reference))
    record(again, at + LATER + HOUR, **STALKING, continues=crime.reference)
    restrict_journey(
        journey=crime.journey_id, kind=RestrictionKind.POLICE_OFFICER_INVOLVED, reason="One of ours is named.",
        by=asking(Role.INSPECTOR), at=at + LATER + HOUR,
    )  # fmt: skip
    involve_person(
        incident=again.pk, role="witness", person=PersonDetails(given="Ann", family="Other"),
        by=asking(Role.DISPATCHER), at=at + LATER + 2 * HOUR,
    )  # fmt: skip
    assert again.people.filter(role="witness").count() == 1
