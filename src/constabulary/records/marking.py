"""Markings: how a restriction on a journey or a person reaches every row of theirs, and where one has not.

The database does it in the same transaction as the restriction, whoever may see which row; nothing may be forgotten
because a table is new, or because whoever restricts cannot see a row.
"""

from collections.abc import Iterator

from django.db import connection, models

from constabulary.records.keeping import guarded_models
from constabulary.records.models.base import JourneyRecord
from constabulary.records.models.people import PersonRecord
from constabulary.standards.values import value


@value
class WrongMarking:
    """A row whose marking is not that of its journey or person."""

    table: str
    row: int


def wrong_markings() -> list[WrongMarking]:
    """Every row marked otherwise than its journey or person, journal payloads included; none when all is well."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, id FROM public.wrong_markings() ORDER BY kind, id")
        return [WrongMarking(table=row[0], row=row[1]) for row in cursor.fetchall()]


def marking_statements() -> Iterator[str]:
    """The functions that know which tables belong to a journey or a person, and the triggers that call them."""
    journeys, people = _tables(JourneyRecord), _tables(PersonRecord)
    yield _remark("journey", journeys)
    yield _remark("person", people)
    for table in ("journey", "person"):
        yield f"DROP TRIGGER IF EXISTS remark ON {table}"
        yield (
            f"CREATE TRIGGER remark AFTER UPDATE OF restriction_id ON {table} FOR EACH ROW "
            f"WHEN (OLD.restriction_id IS DISTINCT FROM NEW.restriction_id) EXECUTE FUNCTION remark_{table}()"
        )
    yield _wrong_markings(journeys, people)


def _tables(kind: type[models.Model]) -> list[str]:
    return [model._meta.db_table for model in guarded_models() if issubclass(model, kind)]


def _remark(owner: str, tables: list[str]) -> str:
    updates = "\n".join(
        f"UPDATE {table} SET restriction_id = NEW.restriction_id "
        f"WHERE {owner}_id = NEW.id AND restriction_id IS DISTINCT FROM NEW.restriction_id;"
        for table in tables
    )
    speaks_of = "e.journey_row = NEW.id" if owner == "journey" else "e.subject_row = NEW.id"
    return f"""
    CREATE OR REPLACE FUNCTION remark_{owner}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
    BEGIN
        {updates}
        UPDATE journal_payload y SET restriction_id = marking_of_entry(e) FROM journal_entry e
        WHERE e.id = y.entry AND {speaks_of} AND y.restriction_id IS DISTINCT FROM marking_of_entry(e);
        RETURN NULL;
    END $$"""


def _wrong_markings(journeys: list[str], people: list[str]) -> str:
    checks = [
        f"SELECT '{table}', t.id FROM {table} t LEFT JOIN {owner} o ON o.id = t.{owner}_id "
        f"WHERE t.restriction_id IS DISTINCT FROM o.restriction_id"
        for owner, tables in (("journey", journeys), ("person", people))
        for table in tables
    ]
    checks.append(
        "SELECT 'journal_payload', y.entry FROM journal_payload y JOIN journal_entry e ON e.id = y.entry "
        "WHERE y.restriction_id IS DISTINCT FROM marking_of_entry(e)"
    )
    return f"""
    CREATE OR REPLACE FUNCTION wrong_markings() RETURNS TABLE (kind text, id bigint) LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$ {" UNION ALL ".join(checks)} $$"""
