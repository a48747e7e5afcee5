"""The database's own protection: no silent write, no change of the journal, no deletion, whatever the path."""

import pytest
from django.db import DatabaseError, connection, transaction

from constabulary.access.roles import Role
from constabulary.casework.contact import take_call
from constabulary.records.guards import guarded_models, keeping_of
from constabulary.records.models import Incident, JournalEntry, Officer
from constabulary.records.models.base import History
from tests.conftest import asking
from tests.databases import CLUSTER
from tests.factories.calls import shoplifting


@pytest.fixture
def incident(officer, at) -> Incident:
    taken = take_call(call=shoplifting(at), by=officer(Role.CONTACT_HANDLER), at=at)
    return Incident.objects.get(pk=taken.incident_id)


@pytest.mark.usefixtures("committing")
def test_update_bulk_create_and_raw_sql_without_an_entry_are_refused(at):
    by = asking(Role.CONTACT_HANDLER)
    taken = take_call(call=shoplifting(at), by=by, at=at)
    row = Incident.objects.get(pk=taken.incident_id)
    with pytest.raises(DatabaseError, match="no journal entry"), transaction.atomic():
        Incident.objects.filter(pk=row.pk).update(risk=3)
    with pytest.raises(DatabaseError, match="no journal entry"), transaction.atomic():
        Officer.objects.bulk_create([Officer(id=10**12, collar_number="X1", name="Nobody")])
    with pytest.raises(DatabaseError, match="no journal entry"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE public.incident SET summary = 'quietly changed'")
    row.risk = 3
    with pytest.raises(DatabaseError, match="no journal entry"), transaction.atomic():
        row.save(update_fields=["risk"])
    # Words are read through a masked view, which takes no words at all.
    with pytest.raises(DatabaseError, match="cannot update column"), transaction.atomic():
        Incident.objects.filter(pk=row.pk).update(summary="quietly changed")
    row.refresh_from_db()
    assert row.summary == shoplifting(at).summary


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET purpose = 'x'",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry",
        "UPDATE journal_payload SET content = ''",
        "DELETE FROM journal_payload",
        "TRUNCATE journal_payload",
        "UPDATE journal_seal SET entries = 0",
        "DELETE FROM journal_seal",
        "DELETE FROM incident",
        "TRUNCATE incident CASCADE",
        "UPDATE incident_milestone SET kind = 'opened'",
    ],
)
def test_the_application_may_not_change_the_journal_or_delete_a_record(incident, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("operation", ["UPDATE journal_entry SET purpose = 'x'", "DELETE FROM journal_entry"])
def test_the_owner_may_not_change_the_journal_either(incident, operation):
    with (
        CLUSTER.connect("owner", connection.settings_dict["NAME"]) as owner,
        pytest.raises(Exception, match="never changed"),
    ):
        owner.execute(operation)


def test_every_table_that_is_a_record_requires_the_journal_and_refuses_deletion(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal"
        )
        found = set(cursor.fetchall())
    for model in guarded_models():
        table, keeping = model._meta.db_table, keeping_of(model)
        if keeping.history is History.TECHNICAL or table.startswith("journal_"):
            continue
        for name in ("journal_required_insert", "journal_required_update", "never_deleted"):
            assert (table, name) in found, f"{table} lacks {name}"


@pytest.mark.parametrize(
    ("table", "column", "is_looked_into"),
    [
        pytest.param("journal_payload", "content", False, id="bytes"),
        pytest.param("thrive_assessment", "answers", False, id="a document"),
        pytest.param("incident_log_entry", "words", False, id="words"),
        pytest.param("duty", "kind", True, id="what rows are sought by"),
        pytest.param("published_outcome_count", "force", True, id="what published rows are counted by"),
    ],
)
def test_analyse_looks_into_what_rows_are_sought_by_only(db, table, column, is_looked_into):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attstattarget IS DISTINCT FROM 0 FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s",
            [f"public.{table}", column],
        )
        assert cursor.fetchall() == [(is_looked_into,)]


def test_an_entry_says_when_it_was_recorded_by_the_database_clock(incident):
    entry = JournalEntry.objects.filter(journey_row=incident.journey_id).first()
    assert entry.recorded_at != entry.happened_at
    assert bytes(entry.canonical).startswith(b"[")
