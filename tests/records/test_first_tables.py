"""The first migration makes its tables at once, and Django still knows what the models were."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from constabulary.records.first_tables import AllTables
from constabulary.records.keeping import guarded_models


def first() -> AllTables:
    loader = MigrationLoader(None, ignore_no_initial=True)
    [step] = loader.get_migration("records", "0001_initial").operations
    assert isinstance(step, AllTables)
    return step


def test_it_is_written_as_it_was_read():
    name, positional, named = first().deconstruct()
    assert (name, positional, set(named)) == ("AllTables", [], {"state_operations"})


@pytest.mark.usefixtures("committing")
def test_every_table_is_there_with_its_constraints_and_can_be_taken_back():
    loader = MigrationLoader(None, ignore_no_initial=True)
    state = loader.project_state()
    step = first()
    names = {one._meta.db_table for one in guarded_models()}
    assert names <= set(connection.introspection.table_names())
    empty = type(state)()
    with pytest.raises(RuntimeError, match="only to say"), connection.schema_editor(collect_sql=True) as editor:
        step.database_backwards("records", editor, state, empty)
        dropped = {line.split('"')[1] for line in editor.collected_sql if line.startswith("DROP TABLE")}
        assert names <= dropped
        raise RuntimeError("only to say")
