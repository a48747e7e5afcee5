"""Taking over a small folder: what each row becomes, how it is found again, what is refused."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.takeover.files import CannotRead
from constabulary.casework.takeover.loading import take_over, try_takeover
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.takeover import reasons as why
from constabulary.records.marking import wrong_markings
from constabulary.records.models import (
    Crime,
    Duty,
    Incident,
    JournalEntry,
    Officer,
    Outcome,
    Person,
    Suspect,
    TakeoverBatch,
    TakeoverReject,
    TakeoverRow,
    Warning,
)
from tests.conftest import asking
from tests.factories.staging import small_folder, write_folder

pytestmark = pytest.mark.django_db


def load(folder, system, at, **options):
    return {
        one.table.name: one.tally for one in take_over(folder=folder, name="Oldsys", by=system, at=at, **options)
    }  # fmt: skip


@pytest.fixture
def tables(at):
    return small_folder(at)


@pytest.fixture
def asks(db, system):
    """The database reads for the system."""
    from constabulary.records.queries.officers import say_who_asks

    say_who_asks(system)


def became(table, reference):
    return TakeoverRow.objects.get(staged_table=table, old_reference=reference)


def crime(reference) -> Crime:
    return Crime.objects.get(pk=became("crimes", reference).record_row)


def test_every_row_is_accounted_for_and_every_batch_balances(tmp_path, tables, system, asks, at):
    done = load(write_folder(tmp_path, tables), system, at)
    assert {name: (one.read, one.stored, one.merged, one.held, one.rejected) for name, one in done.items()} == {
        "officers": (2, 2, 0, 0, 0), "people": (2, 2, 0, 0, 0), "incidents": (2, 2, 0, 0, 0), "crimes": (5, 5, 0, 0, 0),
        "suspects": (2, 2, 0, 0, 0), "bail": (1, 1, 0, 0, 0), "orders": (1, 0, 0, 1, 0), "warnings": (1, 1, 0, 0, 0),
        "tasks": (3, 2, 1, 0, 0),
    }  # fmt: skip
    assert all(one.read == one.stored + one.merged + one.held for one in TakeoverBatch.objects.all())
    assert wrong_markings() == []
