"""Loading in bulk: what slows the coming in of rows is taken off the tables, and put back when the rows are there.

References, which PostgreSQL then checks once, by a join, instead of row by row; plain indexes, which it builds in one
go; that each row asks for the marking of its journey or person, of which there is none while nothing is restricted;
and that row-level security binds the owner too, which forbids COPY. Whoever loads owns the tables. Keys, checks,
exclusions and the guards of the journal stay as they are throughout.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Thread

from django.db import connection

REFERENCES = """
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname),
        format('ALTER TABLE %s ADD CONSTRAINT %I %s NOT VALID', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
    FROM pg_constraint c
    WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND c.conparentid = 0
    ORDER BY c.conrelid::regclass::text, c.conname
"""
#: Those stay that a guard looks rows up by while rows come in: entries by their transaction, and those of tables that
#: seal themselves.
PLAIN_INDEXES = """
    SELECT format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class r ON r.oid = i.indrelid
    WHERE r.relnamespace = 'public'::regnamespace AND NOT i.indisunique AND NOT i.indisexclusion
        AND i.indexrelid <> 'journal_by_transaction'::regclass
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


#: References that are there again and have not been checked, table by table; a table's are checked by one connection.
UNCHECKED = """
    SELECT string_agg(format('ALTER TABLE %s VALIDATE CONSTRAINT %I', c.conrelid::regclass, c.conname), '; ')
    FROM pg_constraint c
    WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND NOT c.convalidated
    GROUP BY c.conrelid
    ORDER BY pg_relation_size(c.conrelid) DESC, c.conrelid::regclass::text
"""
TABLES = """
    SELECT format('ANALYZE %s', oid::regclass) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'm')
    ORDER BY pg_relation_size(oid) DESC, relname
"""
#: How many connections put back what was taken off.
HANDS = 2


def carry_out(statements: Sequence[str]) -> None:
    """Carry out statements that do not stand in one another's way, in order, on several connections at once.

    Raises what the first that went wrong raised, when every connection has stopped.
    """
    waiting, troubles = deque(statements), deque[Exception]()

    def work_off() -> None:
        try:
            with connection.cursor() as cursor:
                while waiting and not troubles:
                    with suppress(IndexError):
                        cursor.execute(waiting.popleft())
        except Exception as trouble:
            troubles.append(trouble)

    def with_a_connection_of_its_own() -> None:
        try:
            work_off()
        finally:
            connection.close()

    others = [Thread(target=with_a_connection_of_its_own) for _ in range(HANDS - 1)]
    for one in others:
        one.start()
    work_off()
    for one in others:
        one.join()
    if troubles:
        raise troubles[0]


def analyse() -> None:
    """Let PostgreSQL see what lies in the tables."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        statements = [row[0] for row in cursor.fetchall()]
    carry_out(statements)


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
        # Indexes first: the checks of references may use them.
        carry_out([put_back for _, put_back in taken if put_back.startswith("CREATE")])
        with connection.cursor() as cursor:
            for _, put_back in reversed(taken):
                if not put_back.startswith("CREATE"):
                    cursor.execute(put_back)
            cursor.execute(UNCHECKED)
            unchecked = [row[0] for row in cursor.fetchall()]
        carry_out(unchecked)
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM public.restriction)")
            if any("TRIGGER marking" in one for one, _ in taken) and cursor.fetchone()[0]:
                raise RuntimeError("nothing may be restricted while rows come in unmarked")
