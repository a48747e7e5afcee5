"""Exhibits and statements: added, handed over, ended; and what of a victim's the other side is not shown."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.case_file.evidence import add_exhibit, add_statement, end_exhibit, hand_over_exhibit
from constabulary.casework.case_file.evidence_reading import open_evidence
from constabulary.casework.connections import record_connection
from constabulary.policing.case_file.exhibits import ExhibitEnd
from constabulary.policing.case_file.statements import PersonalStatement
from constabulary.policing.decisions import NotAllowed
from constabulary.records.models import Exhibit, ExhibitMove, JournalEntry, JournalPayload, Person, Statement
from constabulary.records.queries.officers import say_who_asks
from tests.factories.case_file import disposal_of, exhibit_of, hand_over_of, statement_of
from tests.factories.crimes import planned, the_suspect
from tests.factories.protection import add_officer

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def codes(refused) -> set[str]:
    return {reason.code.split(".")[1] for reason in refused.value.reasons}


@pytest.fixture
def crime(at):
    return planned(at)


@pytest.fixture
def exhibit(crime, officer, at):
    by = officer(Role.DETECTIVE)
    return Exhibit.objects.get(pk=add_exhibit(crime=crime.pk, details=exhibit_of(at), by=by, at=at + DAY))


def test_an_exhibit_is_added_once_with_its_reference(exhibit, crime, officer, at):
    assert (exhibit.state, exhibit.seized_by_id) == ("held", officer(Role.DETECTIVE).id)
    with pytest.raises(NotAllowed) as refused:
        add_exhibit(crime=crime.pk, details=exhibit_of(at), by=officer(Role.DETECTIVE), at=at + DAY)
    assert codes(refused) == {"reference-taken"}
    with pytest.raises(NotPermitted):
        add_exhibit(crime=crime.pk, details=exhibit_of(at), by=officer(Role.VICTIMS_DESK), at=at + DAY)
    other = officer(Role.INVESTIGATOR).id
    details = exhibit_of(at, reference="AB/2", seized_by_id=other)
    assert Exhibit.objects.get(
        pk=add_exhibit(crime=crime.pk, details=details, by=officer(Role.DETECTIVE), at=at + DAY)
    ).seized_by_id == other  # fmt: skip


def test_the_chain_goes_from_hand_to_hand_and_a_gap_stays_shown_with_its_reason(exhibit, crime, officer, at):
    by = officer(Role.DETECTIVE)
    first = hand_over_of(at + 2 * DAY, from_whom=by.collar_number, to_whom="The store")
    hand_over_exhibit(exhibit=exhibit.pk, given=first, by=by, at=at + 2 * DAY)
    out = hand_over_of(at + 3 * DAY, from_whom="D99", to_whom="The laboratory")
    with pytest.raises(NotAllowed) as refused:
        hand_over_exhibit(exhibit=exhibit.pk, given=out, by=by, at=at + 3 * DAY)
    assert codes(refused) == {"gap"}
    explained = hand_over_of(
        at + 3 * DAY, from_whom="D99", to_whom="The laboratory", gap_because="Taken out and not signed for."
    )
    hand_over_exhibit(exhibit=exhibit.pk, given=explained, by=by, at=at + 3 * DAY)
    assert list(ExhibitMove.objects.order_by("number").values_list("number", "has_gap")) == [(1, False), (2, True)]
    found = open_evidence(reference=crime.reference, purpose="Looking", by=by, at=at + 4 * DAY).exhibit(exhibit.pk)
    assert (found.holder, found.has_gap) == ("The laboratory", True)
    with pytest.raises(NotPermitted):
        hand_over_exhibit(exhibit=exhibit.pk, given=first, by=officer(Role.VICTIMS_DESK), at=at + 4 * DAY)


def test_an_exhibit_leaves_with_authority_only_and_its_chain_then_ends(exhibit, officer, at):
    lead = officer(Role.SUPERVISOR)
    with pytest.raises(NotPermitted):
        end_exhibit(exhibit=exhibit.pk, given=disposal_of(), by=officer(Role.DETECTIVE), at=at + DAY)
    with pytest.raises(NotAllowed) as refused:
        end_exhibit(exhibit=exhibit.pk, given=disposal_of(), by=lead, at=at + DAY)
    assert codes(refused) == {"case-open"}
    end_exhibit(exhibit=exhibit.pk, given=disposal_of(end=ExhibitEnd.RETURNED), by=lead, at=at + DAY)
    exhibit.refresh_from_db()
    assert (exhibit.state, exhibit.ended_by_id) == ("returned", lead.id)
    assert JournalEntry.objects.filter(kind="exhibit_ended").count() == 1
    given = hand_over_of(at + 2 * DAY, from_whom=officer(Role.DETECTIVE).collar_number)
    with pytest.raises(NotAllowed) as refused:
        hand_over_exhibit(exhibit=exhibit.pk, given=given, by=officer(Role.DETECTIVE), at=at + 2 * DAY)
    assert codes(refused) == {"not-held"}


def test_a_victims_statement_is_known_as_theirs_and_a_stranger_to_the_crime_is_refused(crime, officer, at):
    by = officer(Role.DETECTIVE)
    add_statement(crime=crime.pk, details=statement_of(crime.victim_id, at), by=by, at=at + DAY)
    assert Statement.objects.get().of_victim
    stranger = statement_of(0, at, reference="MG11/2", personal_statement=PersonalStatement.NOT_A_VICTIM)
    with pytest.raises(NotAllowed) as refused:
        add_statement(crime=crime.pk, details=stranger, by=by, at=at + DAY)
    assert codes(refused) == {"maker-unknown"}
    witness = statement_of(
        None, at, reference="MG11/2", maker="The neighbour", personal_statement=PersonalStatement.NOT_A_VICTIM
    )
    add_statement(crime=crime.pk, details=witness, by=by, at=at + DAY)
    opened = open_evidence(reference=crime.reference, purpose="Looking", by=by, at=at + DAY)
    assert [one.given_by for one in opened.statements] == ["Ruth Marlow", "The neighbour"]
    with pytest.raises(NotPermitted):
        add_statement(crime=crime.pk, details=witness, by=officer(Role.VICTIMS_DESK), at=at + DAY)


def test_nobody_on_the_suspects_side_is_shown_her_statement(crime, officer, at):
    by = officer(Role.DETECTIVE)
    add_statement(crime=crime.pk, details=statement_of(crime.victim_id, at), by=by, at=at + DAY)
    cousin = add_officer("V992", Role.DETECTIVE, at)
    suspect = Person.objects.get(pk=the_suspect(crime).person_id)
    record_connection(officer="V992", person=suspect.reference, nature="His cousin.", by=officer(Role.INSPECTOR), at=at)
    say_who_asks(cousin)
    opened = open_evidence(reference=crime.reference, purpose="Looking", by=cousin, at=at + DAY)
    assert opened.statements == ()
    assert not Statement.objects.exists()
    journal = " ".join(bytes(one).decode() for one in JournalPayload.objects.values_list("content", flat=True))
    assert "She saw him do it." not in journal
    officer(Role.DETECTIVE)
    assert Statement.objects.count() == 1
