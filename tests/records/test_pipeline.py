"""Questions sent past the driver's cursors: answered as by them, of one snapshot, and the connection goes on after trouble."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.db import DataError, OperationalError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from constabulary.access.roles import Role
from constabulary.casework.officers import move_officer
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.database_store import raw_connection
from constabulary.records.journal import write_reading
from constabulary.records.models import JournalEntry
from constabulary.records.pipeline import may_ask, numbered, rows_of
from constabulary.records.queries.together import Asked, Question, ask, ask_together, written_out
from tests.conftest import asking
from tests.databases import CLUSTER
from tests.factories.protection import add_team

#: One database for all of them: what one commits is in no other's way.
pytestmark = pytest.mark.usefixtures("database_of_module")


@Question
def answer(statement: str, values=None):
    """The rows of a statement."""
    found = yield Asked(statement, values)
    return found


def put_together(*asked) -> list:
    questions = [answer.later(*one) for one in asked]
    ask_together(*questions)
    return [one.answer for one in questions]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("SELECT 1", (b"SELECT 1", ())),
        ("SELECT %s, %s", (b"SELECT $1, $2", ())),
        ("SELECT %(b)s, %(a)s, %(b)s", (b"SELECT $1, $2, $1", ("b", "a"))),
        ("SELECT 10 %% %s", (b"SELECT 10 % $1", ())),
    ],
)
def test_places_for_values_are_numbered(statement, expected):
    assert numbered(statement) == expected


VALUES = [
    ("SELECT %s::bigint, %s::text, %s::bigint[], %s::text[]", [7, "Ruth", [1, 2], ["a", "%s"]]),
    ("SELECT %(at)s::timestamptz, %(none)s::text, %(yes)s", {"at": datetime(2026, 3, 1, 12, tzinfo=UTC), "none": None, "yes": True}),
    ("SELECT number FROM generate_series(1, 3) AS number WHERE number > %s", [1]),
    ("SELECT 1 WHERE false", None),
    ("SELECT '2026-03-01'::date, 1.5::float, '{\"a\": 1}'::jsonb, true", None),
]  # fmt: skip


def by_the_driver(statement: str, values=None) -> list:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def test_what_is_asked_together_or_alone_is_answered_as_by_the_driver():
    expected = [by_the_driver(*one) for one in VALUES]
    assert may_ask(raw_connection())
    assert put_together(*VALUES) == expected
    assert put_together(*VALUES) == expected, "by what was prepared"
    for _ in range(2):
        assert [answer(*one) for one in VALUES] == expected
        assert [ask(*one) for one in VALUES] == expected


def test_what_is_asked_alone_is_told_to_whoever_counts():
    with CaptureQueriesContext(connection) as counted:
        assert ask("SELECT %s::int", [7]) == [(7,)]
    assert [one["sql"] for one in counted.captured_queries] == ["SELECT 7::int"]


def test_what_is_read_is_journalled_by_one_statement_that_is_committed(at):
    by = asking(Role.INVESTIGATOR)
    write_reading(
        EntryKind.READ_JOURNAL, subject="officer D01", subject_row=by.id, shown=[by.id], by=by, at=at, purpose="<Why>"
    )
    with CLUSTER.connect("superuser", connection.settings_dict["NAME"]) as somebody_else:
        found = somebody_else.execute(
            "SELECT purpose, by_row, rows FROM journal_entry ORDER BY id DESC LIMIT 1"
        ).fetchall()
    assert found == [("<Why>", by.id, [by.id])]


def test_a_reading_that_cannot_be_journalled_is_an_error(at):
    by = asking(Role.INVESTIGATOR)
    before = JournalEntry.objects.count()
    with pytest.raises(DataError):
        write_reading(EntryKind.READ_JOURNAL, subject="\x00", subject_row=by.id, shown=[], by=by, at=at, purpose="")
    assert JournalEntry.objects.count() == before


def test_in_a_transaction_its_own_rows_are_found(at):
    team = add_team("Response north", at)
    officer = asking(Role.INVESTIGATOR)
    question = ("SELECT team_id FROM officer WHERE id = %s", [officer.id])
    with transaction.atomic():
        move_officer(officer=officer.id, team=team, supervisor="", by=asking(Role.ADMINISTRATOR), at=at)
        assert put_together(question, question) == [[(team,)], [(team,)]]
        transaction.set_rollback(True)
    assert put_together(question, question)[0] != [(team,)]


def test_all_is_asked_of_one_snapshot_and_nothing_may_be_written():
    first, _, second = put_together(
        ("SELECT pg_current_snapshot()::text",), ("SELECT pg_sleep(0)::text",), ("SELECT pg_current_snapshot()::text",)
    )
    assert first == second
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        rows_of(raw_connection(), [("SELECT 1", None), ("UPDATE officer SET name = 'Nobody'", None)])
    assert put_together(VALUES[0], VALUES[3])[1] == []


def test_what_the_database_refuses_is_raised_as_django_raises_it_and_the_connection_goes_on():
    for _ in range(2):
        with pytest.raises(DataError):
            put_together(("SELECT 1",), ("SELECT 1 / %s::int", [0]), ("SELECT 2",))
        assert may_ask(raw_connection())
        with pytest.raises(DataError):
            ask("SELECT 1 / %s::int", [0])
        with pytest.raises(ProgrammingError):
            ask("SELECT nothing_of_this_name", ())
        assert ask("SELECT 1 / %s::int", [1]) == [(1,)]
        assert may_ask(raw_connection())
        assert put_together(("SELECT 1",), ("SELECT 2",)) == [[(1,)], [(2,)]]


def test_what_was_prepared_and_let_go_is_prepared_again():
    before = put_together(*VALUES)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    assert [ask(*one) for one in VALUES] == before
    assert put_together(*VALUES) == before


def test_what_has_its_values_written_into_it_is_not_kept_prepared():
    raw = raw_connection()
    rows_of(raw, [("SELECT 1", []), ("SELECT count(*) FROM pg_prepared_statements", [])])
    kept = rows_of(raw, [("SELECT count(*) FROM pg_prepared_statements", [])])
    asked = [written_out("SELECT %(number)s, %(words)s", {"number": n, "words": "50 %% of 'it', %s"}) for n in range(3)]
    assert rows_of(raw, asked) == [[(n, "50 %% of 'it', %s")] for n in range(3)]
    assert rows_of(raw, [("SELECT count(*) FROM pg_prepared_statements", [])]) == kept


def test_more_than_the_network_takes_at_once_goes_both_ways():
    long = "x" * 3_000_000
    asked = [(f"SELECT %s::text || '{number}'", [long]) for number in range(6)]
    assert [len(one[0][0]) for one in put_together(*asked)] == [len(long) + 1] * 6
    assert len(ask(*asked[0])[0][0]) == len(long) + 1


@pytest.mark.parametrize("statements", [("SELECT 1",), ("SELECT 1", "SELECT 2")], ids=["alone", "together"])
def test_a_connection_that_the_database_ends_is_closed(statements):
    asked = [(one, ()) for one in statements]
    expected = put_together(*asked)
    raw = raw_connection()
    name = connection.settings_dict["NAME"]
    with CLUSTER.connect("superuser", name) as superuser:
        superuser.execute("SELECT pg_terminate_backend(%s)", [raw.info.backend_pid])
    with pytest.raises(OperationalError):
        put_together(*asked)
    assert raw.closed
    connection.close()
    assert put_together(*asked) == expected
