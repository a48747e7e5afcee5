"""Loading in bulk: what slows the coming in of rows is taken off the tables, and put back when the rows are there.

References, which PostgreSQL then checks once, by a join, instead of row by row; plain indexes, which it builds in one
go; that each row asks for the marking of its journey or person, of which there is none while nothing is restricted;
and that row-level security binds the owner too, which forbids COPY. Whoever loads owns the tables. Keys, checks,
exclusions and the guards of the journal stay as they are throughout.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

REFERENCES = """
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname),
        format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
    FROM pg_constraint c
    WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND c.conparentid = 0
    ORDER BY c.conrelid::regclass::text, c.conname
"""
#: Those stay that a guard looks rows up by while rows come in: the journal's, and of tables that seal themselves.
PLAIN_INDEXES = """
    SELECT format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class r ON r.oid = i.indrelid
    WHERE r.relnamespace = 'public'::regnamespace AND NOT i.indisunique AND NOT i.indisexclusion
        AND r.relname NOT LIKE 'journal%'
        AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = r.oid AND t.tgname = 'sealing')
    ORDER BY i.indexrelid::regclass::text
"""
FORCED = """
    SELECT format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', r.oid::regclass),
        format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', r.oid::regclass)
    FROM pg_class r
    WHERE r.relnamespace = 'public'::regnamespace AND r.relforcerowsecurity
    ORDER BY r.relname
"""
MARKING = """
    SELECT format('ALTER TABLE %s DISABLE TRIGGER marking', t.tgrelid::regclass),
        format('ALTER TABLE %s ENABLE TRIGGER marking', t.tgrelid::regclass)
    FROM pg_trigger t
    WHERE t.tgname = 'marking' AND NOT EXISTS (SELECT FROM public.restriction)
    ORDER BY t.tgrelid::regclass::text
"""


@contextmanager
def loading_in_bulk() -> Iterator[None]:
    """Meanwhile no reference is checked and no plain index kept; afterwards all is as before, whatever happened.

    Raises django.db.IntegrityError when a row refers to one that is not there, RuntimeError when something was
    restricted meanwhile.
    """
    taken: list[tuple[str, str]] = []
    with connection.cursor() as cursor:
        for statement in (REFERENCES, PLAIN_INDEXES, FORCED, MARKING):
            cursor.execute(statement)
            taken += cursor.fetchall()
        for take_off, _ in taken:
            cursor.execute(take_off)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            # Indexes first: the checks of references may use them.
            for _, put_back in reversed(taken):
                cursor.execute(put_back)
            cursor.execute("SELECT EXISTS (SELECT FROM public.restriction)")
            if any("TRIGGER marking" in one for one, _ in taken) and cursor.fetchone()[0]:
                raise RuntimeError("nothing may be restricted while rows come in unmarked")
