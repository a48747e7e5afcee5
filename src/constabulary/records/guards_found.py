"""The guards as they are found in the database, compared with what this version declares (`guards`)."""

import re
from importlib.resources import files
from typing import Any

from django.db import connection

from constabulary.records.guards import APPLICATION, AUDITOR, FUNCTIONS, statements

PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def _rows(statement: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _source() -> str:
    folder = files("constabulary.records") / "sql"
    return "\n".join(
        [*((folder / name).read_text("utf-8") for name in FUNCTIONS), *(f"{one};" for one in statements())]
    )


def changed_functions() -> list[str]:
    """Functions and views that are missing or do not say what the shipped ones say."""
    shipped = dict(re.findall(r"CREATE OR REPLACE FUNCTION (\w+)\([^$]*? AS \$\$(.*?)\$\$", _source(), re.DOTALL))
    found = dict(
        _rows(
            "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = ANY(%s)",
            [list(shipped)],
        )
    )
    made = r"CREATE (?:OR REPLACE )?VIEW ([\w.]+) (?:WITH \(\w+\) )?AS\s(.*?);"
    views = {_public(name): view_as_words(name, body) for name, body in re.findall(made, _source(), re.DOTALL)}
    seen = {
        name: view_as_words(name, body)
        for name, body in _rows(
            "SELECT relnamespace::regnamespace || '.' || relname, pg_get_viewdef(oid) FROM pg_class "
            "WHERE relkind = 'v' AND relnamespace IN ('public'::regnamespace, 'reading'::regnamespace)"
        )
    }
    changed = {name for name, body in shipped.items() if found.get(name) != body}
    changed |= {name for name in views.keys() | seen.keys() if views.get(name) != seen.get(name)}
    return sorted(changed)


def view_as_words(name: str, body: str) -> str:
    """What a view says, however a version of PostgreSQL prints it: before 16 each column stands with its table."""
    return _plain(re.sub(rf"\b{name.split('.')[-1]}\.(?=\w)", "", body))


def _public(name: str) -> str:
    return name if "." in name else f"public.{name}"


def missing_triggers() -> list[str]:
    """Triggers that are missing, switched off or other than declared, as table.name."""
    declared = {}
    for statement in statements():
        made = re.match(r"CREATE TRIGGER (\w+) .* ON (\w+) ", statement)
        if made:
            declared[f"{made[2]}.{made[1]}"] = _trigger(statement)
    found = {
        f"{table}.{name}": _trigger(definition)
        for table, name, definition in _rows(
            "SELECT c.relname, t.tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
        )
    }
    return sorted(name for name, definition in declared.items() if found.get(name) != definition)


def _trigger(definition: str) -> tuple[str, ...]:
    made = re.match(r"CREATE TRIGGER (\w+) (BEFORE|AFTER) (.*?) ON (?:public\.)?(.*)$", definition)
    if made is None:
        return (definition,)
    return (made[1], made[2], *sorted(made[3].split(" OR ")), re.sub(r"[()\s]+", " ", made[4]).lower().strip())


def missing_policies() -> list[str]:
    """Tables whose row-level security is not on and forced, and policies missing, other or too many."""
    declared = {}
    for statement in statements():
        made = re.match(r"CREATE POLICY (\w+) ON (\w+) (.*)", statement)
        if made:
            declared[f"{made[2]}.{made[1]}"] = _condition(made[3])
    tables = {name.split(".")[0] for name in declared}
    forced = {
        row[0]
        for row in _rows(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relkind = 'r' "
            "AND relnamespace = 'public'::regnamespace"
        )
    }
    found = {
        f"{table}.{name}": _plain(f"{using or ''}{check or ''}")
        for table, name, using, check in _rows(
            "SELECT tablename, policyname, qual, with_check FROM pg_policies WHERE schemaname = 'public'"
        )
    }
    differing = {name for name in declared.keys() | found.keys() if declared.get(name) != found.get(name)}
    return sorted(tables - forced) + sorted(differing)


def _condition(policy: str) -> str:
    made = re.match(r"FOR \w+ TO [\w, ]+?(?: USING \((.*?)\))?(?: WITH CHECK \((.*?)\))?$", policy)
    return _plain("".join(one or "" for one in made.groups())) if made else policy


def _plain(expression: str) -> str:
    """An expression without what PostgreSQL adds or leaves out when it prints one."""
    bare = re.sub(r"::[a-z]+( varying)?(\[\])?|\bpublic\.|\b[a-z]\.|\bAS \w+|\b[a-z]\b(?=\s*;|$)", "", expression)
    return re.sub(r'[\s();"]', "", bare).lower()


def wrong_grants() -> list[str]:
    """What the two accounts may do and should not, or should and may not, as account privilege table."""
    declared: set[tuple[str, str, str]] = set()
    tables: set[str] = set()
    for statement in statements():
        given = re.match(r"GRANT (.+) ON ([\w., ]+) TO (.+)", statement)
        if given is None or statement.split(" ON ")[1].split()[0] in {"SCHEMA", "SEQUENCE", "FUNCTION"}:
            continue
        named = [_public(name) for name in given[2].split(", ")]
        tables |= set(named)
        for privilege in re.findall(r"(\w+)(?: \([^)]*\))?(?:, |$)", given[1]):
            declared |= {(role, privilege, name) for role in given[3].split(", ") for name in named}
    found = _rows(
        "SELECT role, privilege, name FROM unnest(%s::text[]) role, unnest(%s::text[]) privilege, unnest(%s::text[]) name "
        "WHERE CASE WHEN privilege IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') "
        "THEN has_any_column_privilege(role, name, privilege) ELSE has_table_privilege(role, name, privilege) END",
        [[APPLICATION, AUDITOR], list(PRIVILEGES), sorted(tables)],
    )
    # No row may take another's number, so no account may change one, unless it may delete rows anyway.
    numbered = _rows(
        "SELECT %s, 'UPDATE', c.oid::regclass || '.id' FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attname = 'id' "
        "AND has_column_privilege(%s, c.oid, a.attnum, 'UPDATE') AND NOT has_table_privilege(%s, c.oid, 'DELETE')",
        [APPLICATION, APPLICATION, APPLICATION],
    )
    return sorted(" ".join(one) for one in (set(found) ^ declared) | set(numbered))
