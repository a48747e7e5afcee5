"""The demonstration force staged as another system would: taken over it balances, and every planted loss is found."""

from datetime import UTC, datetime
from random import Random

import pytest

from constabulary.casework.takeover.comparing import compare_systems
from constabulary.casework.takeover.loading import take_over
from constabulary.policing.takeover.comparing import Nature
from constabulary.records.queries.officers import say_who_asks, system_officer
from tests import databases
from tests.factories.exported_force import export_force, plant_losses, told_of, without_told
from tests.factories.staging import write_folder

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
SHARE = 0.005
FINDS = {"lost": Nature.MISSING, "doubled": Nature.EXTRA, "status": Nature.DIFFERS, "date": Nature.DIFFERS}


@pytest.fixture(scope="module")
def exported(demo_database, django_db_blocker):
    """Every row of the force."""
    with django_db_blocker.unblock(), databases.connected_to(demo_database):
        say_who_asks(system_officer())
        return export_force()


@pytest.fixture
def empty_force(demo_database, django_db_blocker):
    """A force of which only the officers of the tests are there, in which commits are real."""
    name = f"{demo_database}_empty"
    with django_db_blocker.unblock(), databases.own(name):
        say_who_asks(system_officer())
        yield


def compared(folder):
    system = system_officer()
    done = {one.table.name: one.tally for one in take_over(folder=folder, name="Old", by=system, at=NOON)}
    return done, compare_systems(folder=folder, name="Old", by=system, at=NOON)


def test_without_losses_nothing_differs_and_every_row_is_accounted_for(exported, empty_force, tmp_path):
    folder = write_folder(tmp_path, {**without_told(exported), **told_of(exported)})
    done, result = compared(folder)
    assert result.differences == ()
    assert result.told_rows == sum(len(rows) for rows in exported.values()) > 3000
    assert all(one.balances and not one.rejected for one in done.values())


def test_every_planted_loss_is_found(exported, empty_force, tmp_path):
    tables = {table: [dict(row) for row in rows] for table, rows in exported.items()}
    told = told_of(tables)
    planted = plant_losses(tables, chance=Random("losses of every kind"), share=SHARE)
    assert len(planted) > 20
    assert {done for done, _, _ in planted} == set(FINDS)
    _, result = compared(write_folder(tmp_path, {**without_told(tables), **told}))
    found = {(one.nature, one.table, one.reference) for one in result.differences}
    overlooked = [one for one in planted if (FINDS[one[0]], *one[1:]) not in found]
    assert overlooked == []
