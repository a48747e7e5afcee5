"""The first migration makes its tables at once, and Django still knows what the models were."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from constabulary.records.first_tables import AllTables
from constabulary.records.keeping import guarded_models

LOADED = MigrationLoader(None)


def first() -> AllTables:
    [step] = LOADED.get_migration("records", "0001_initial").operations
    assert isinstance(step, AllTables)
    return step


def test_it_is_written_as_it_was_read():
    name, positional, named = first().deconstruct()
    assert (name, positional, set(named)) == ("AllTables", [], {"state_operations"})


@pytest.mark.django_db
def test_every_table_is_there_and_could_be_taken_back():
    names = {one._meta.db_table for one in guarded_models()}
    assert names <= set(connection.introspection.table_names())
    with connection.schema_editor(collect_sql=True) as editor:
        first().database_backwards("records", editor, LOADED.project_state(), ProjectState())
    assert names <= {line.split('"')[1] for line in editor.collected_sql if line.startswith("DROP TABLE")}
