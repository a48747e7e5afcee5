"""What the tests of taking over share: a small staging folder, and loading it as the system does."""

import pytest

from constabulary.casework.takeover.loading import take_over
from constabulary.records.models import Crime, TakeoverRow
from constabulary.records.queries.officers import say_who_asks
from tests.factories.staging import small_folder, write_folder


@pytest.fixture
def tables(at):
    """The rows of the small folder, to be broken."""
    return small_folder(at)


@pytest.fixture
def load(tmp_path, system, at):
    """Takes over a folder of these tables; the tally of each table."""
    say_who_asks(system)

    def loaded(tables, **options):
        folder = write_folder(tmp_path / "staged", tables)
        return {
            one.table.name: one.tally
            for one in take_over(folder=folder, name="Oldsys", by=system, at=options.pop("at", at), **options)
        }

    return loaded


def became(table: str, reference: str) -> TakeoverRow:
    """What a row of the old system became."""
    return TakeoverRow.objects.get(staged_table=table, old_reference=reference)


def crime_of(reference: str) -> Crime:
    """The crime that one of the old system became."""
    return Crime.objects.get(pk=became("crimes", reference).record_row)
