"""Puts every table under the database's own protection, from what each model declares of itself.

Applied after each migration, by the owner, again and again: journal required, append-only, never deleted, markings,
row-level security (forced), and what the application's and the auditor's accounts may do.
"""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from django.db import models
from django.db.backends.utils import CursorWrapper

from constabulary.records.keeping import guarded_models, keeping_of, seen_when
from constabulary.records.marking import marking_statements
from constabulary.records.masking import reading_statements, row_is_hidden
from constabulary.records.models.base import History, JourneyRecord, Keeping
from constabulary.records.models.people import ContactPoint, PersonAddress, PersonRecord
from constabulary.records.models.places import Place

__all__ = ["apply_guards", "guarded_models", "keeping_of", "statements"]

APPLICATION = "constabulary_application"
AUDITOR = "constabulary_auditor"
OWNER = "constabulary_owner"
JOURNAL_TABLES = ("journal_entry", "journal_payload", "journal_seal")
SEQUENCES = ("record_id",)
SELF_SEALING = (ContactPoint, PersonAddress, Place)
FUNCTIONS = ("functions.sql", "protection.sql", "masking.sql", "payloads.sql", "searching.sql")


def apply_guards(cursor: CursorWrapper) -> None:
    """Put every table under guard. Run as the owner, in one transaction."""
    # Functions call one another, and some are made from the models only below.
    cursor.execute("SET LOCAL check_function_bodies = off")
    for name in FUNCTIONS:
        cursor.execute((files("constabulary.records") / "sql" / name).read_text("utf-8"))
    for statement in statements():
        cursor.execute(statement)


def statements() -> Iterator[str]:
    """Every statement that guards the tables, in order."""
    yield f"GRANT USAGE ON SCHEMA public TO {APPLICATION}, {AUDITOR}"
    yield f"GRANT SELECT ON django_migrations TO {APPLICATION}"
    yield row_is_hidden()
    for sequence in SEQUENCES:
        yield f"GRANT USAGE ON SEQUENCE {sequence} TO {APPLICATION}"
    for model in guarded_models():
        table, keeping = model._meta.db_table, keeping_of(model)
        if table in JOURNAL_TABLES:
            continue
        yield from _guard_record(model, table, keeping)
    yield from _guard_journal()
    for model in guarded_models():
        yield from _not_looked_into(model)
    yield from marking_statements()
    yield from reading_statements(APPLICATION)


def _guard_record(model: type[models.Model], table: str, keeping: Keeping) -> Iterator[str]:
    yield f"REVOKE ALL ON {table} FROM {APPLICATION}, {AUDITOR}"
    if keeping.history is History.TECHNICAL:
        yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APPLICATION}"
    else:
        # Not its number: a row that could take another's would pass for the one an entry speaks of.
        columns = ", ".join(f'"{one.column}"' for one in model._meta.concrete_fields if not one.primary_key)
        yield f"GRANT SELECT, INSERT, UPDATE ({columns}) ON {table} TO {APPLICATION}"
        yield from _journal_required(model, table, keeping)
        yield from _trigger(table, "never_deleted", "BEFORE DELETE OR TRUNCATE", "STATEMENT", "record_never_deleted")
    if keeping.history is History.APPEND_ONLY:
        yield from _trigger(table, "append_only", "BEFORE UPDATE", "ROW", "record_append_only")
    if issubclass(model, JourneyRecord):
        yield from _trigger(table, "marking", "BEFORE INSERT", "ROW", "marking_of_journey")
    if issubclass(model, PersonRecord):
        yield from _trigger(table, "marking", "BEFORE INSERT", "ROW", "marking_of_person")
    if model in SELF_SEALING:
        yield from _trigger(table, "sealing", "BEFORE INSERT OR UPDATE", "ROW", f"seal_of_{table}")
    visible = seen_when(model)
    if visible:
        yield from _policies(table, visible)


def _trigger(table: str, name: str, when: str, each: str, function: str, extra: str = "") -> Iterator[str]:
    yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
    call = function if function.endswith(")") else f"{function}()"
    yield f"CREATE TRIGGER {name} {when} ON {table} {extra} FOR EACH {each} EXECUTE FUNCTION {call}"


def _not_looked_into(model: type[models.Model]) -> Iterator[str]:
    """Long words, bytes and documents: ANALYZE leaves them alone, for no row is sought by what they hold.

    Published tables have no words of their own: what they call text is what their rows are counted by.
    """
    held = () if keeping_of(model).spoken_of_by else (models.TextField, models.BinaryField, models.JSONField)
    columns = [one.column for one in model._meta.concrete_fields if isinstance(one, held) and not one.primary_key]
    if columns:
        kept = ", ".join(f'ALTER COLUMN "{one}" SET STATISTICS 0' for one in columns)
        yield f"ALTER TABLE {model._meta.db_table} {kept}"


def _journal_required(model: type[models.Model], table: str, keeping: Keeping) -> Iterator[str]:
    function = "journal_required"
    if keeping.spoken_of_by:
        # The rows of a published table: the journal speaks of what the column leads to, and that must be there.
        owner: Any = next(one for one in model._meta.concrete_fields if one.column == keeping.spoken_of_by)
        parent = owner.related_model._meta.db_table
        function = f"journal_required_of_owner('{keeping.spoken_of_by}', '{parent}')"
    for event, before in (("insert", ""), ("update", "OLD TABLE AS unchanged ")):
        yield from _trigger(
            table,
            f"journal_required_{event}",
            f"AFTER {event.upper()}",
            "STATEMENT",
            function,
            extra=f"REFERENCING {before}NEW TABLE AS changed",
        )


def _policies(table: str, visible: str) -> Iterator[str]:
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    policies = {
        "owner_all": f"FOR ALL TO {OWNER} USING (true) WITH CHECK (true)",
        "see": f"FOR SELECT TO {APPLICATION}, {AUDITOR} USING ({visible})",
        "add": f"FOR INSERT TO {APPLICATION} WITH CHECK (true)",
        "correct": f"FOR UPDATE TO {APPLICATION} USING ({visible}) WITH CHECK (true)",
        "erase": f"FOR DELETE TO {APPLICATION} USING ({visible})",
    }
    for name, policy in policies.items():
        yield f"DROP POLICY IF EXISTS {name} ON {table}"
        yield f"CREATE POLICY {name} ON {table} {policy}"


def _guard_journal() -> Iterator[str]:
    yield f"GRANT SELECT, INSERT ON journal_entry, journal_seal TO {APPLICATION}"
    yield f"GRANT SELECT, INSERT, DELETE ON journal_payload TO {APPLICATION}"
    yield f"GRANT UPDATE (restriction_id) ON journal_payload TO {APPLICATION}"
    yield f"GRANT SELECT ON journal_entry, journal_seal, journal_payload TO {AUDITOR}"
    yield f"GRANT SELECT ON journal_payload_digest, journal_payload_mismarked TO {AUDITOR}"
    yield from _trigger("journal_entry", "fill", "BEFORE INSERT", "ROW", "journal_fill")
    for table in ("journal_entry", "journal_seal"):
        when = "BEFORE UPDATE OR DELETE OR TRUNCATE"
        yield from _trigger(table, "unchanged", when, "STATEMENT", "journal_unchanged")
    yield from _trigger("journal_payload", "unchanged", "BEFORE TRUNCATE", "STATEMENT", "journal_unchanged")
    yield from _trigger("journal_payload", "marking", "BEFORE INSERT", "ROW", "marking_of_payload")
    yield from _trigger("journal_payload", "erasure", "BEFORE DELETE", "ROW", "journal_payload_erasure")
    yield from _trigger("journal_payload", "remarking", "BEFORE UPDATE", "ROW", "journal_payload_marking")
    yield from _policies("journal_payload", "restriction_id IS NULL OR is_cleared(restriction_id)")
