"""The first migration makes its tables at once, and Django still knows what the models were."""

from django.db.migrations.loader import MigrationLoader

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


def test_no_table_is_left_out_and_nothing_is_taken_back():
    assert {one.lower() for one in first()._names()} >= {one._meta.model_name for one in guarded_models()}
    assert not first().reversible
