"""What an act asks of several tables in one turn is what it would have been told one by one."""

from datetime import timedelta

from constabulary.access.roles import Role
from constabulary.casework.outcomes.reading import open_outcomes
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Crime, Suspect, VictimPosition, VictimUpdate
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.crimes import identified, planned, told_of, withdraws
from tests.trust.test_queries import counted

LOCKED = "FOR NO KEY UPDATE"
TABLES = (Suspect, VictimPosition, VictimUpdate)


def a_crime(at) -> Crime:
    crime = planned(at)
    later = at + timedelta(hours=5)
    identified(crime, later)
    withdraws(crime, later)
    told_of(crime, "16", later)
    return crime


def test_the_rows_looked_ahead_for_are_those_found_one_by_one_in_one_turn(at, db):
    crime = a_crime(at)
    with writing(by=asking(Role.DETECTIVE), at=at) as w:
        alone = {table: [row.id for row in w.find(table, crime_id=crime.id)] for table in TABLES}
        with w.looking_ahead(*TABLES, crime_id=crime.id), counted() as asked:
            together = {table: [row.id for row in w.find(table, crime_id=crime.id)] for table in TABLES}
    assert together == alone
    assert all(together.values()), "each table has a row of the crime, or the test shows nothing"
    assert not asked, "inside the block nothing more is asked"


def test_what_the_act_itself_changes_is_seen_and_what_it_locks_is_asked_for_anew(at, db):
    crime = a_crime(at)
    with writing(by=asking(Role.DETECTIVE), at=at) as w:
        with w.looking_ahead(*TABLES, crime_id=crime.id):
            held = w.find(Suspect, crime_id=crime.id)[0]
            w.entry(EntryKind.SUSPECT_MOVED, subject=held, journey=crime.journey_id)
            w.update(held, description="Tall, in a red coat.")
            assert [one.description for one in w.find(Suspect, crime_id=crime.id)] == ["Tall, in a red coat."]
            with counted() as asked:
                locked = w.find(Suspect, lock=True, crime_id=crime.id)
            assert LOCKED in asked[0]
            assert [one.id for one in locked] == [held.id]
        with counted() as asked:
            w.find(Suspect, crime_id=crime.id)
        assert asked, "after the block it is asked for again"


def test_a_page_about_an_outcome_locks_nothing(at, db):
    crime = a_crime(at)
    with counted() as asked:
        open_outcomes(
            crime=crime.id, reference=crime.reference, journey=crime.journey_id, by=asking(Role.DETECTIVE), at=at
        )
    assert asked
    assert not [one for one in asked if LOCKED in one]
