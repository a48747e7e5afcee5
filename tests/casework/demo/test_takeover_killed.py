"""Taking over is killed again and again and begun again: nothing is lost, nothing comes twice."""

import os
import signal
import subprocess
import sys
import time
from random import Random

import pytest
from django.db import connection

from constabulary.casework.takeover.comparing import compare_systems
from constabulary.records.models import TakeoverBatch, TakeoverRow
from constabulary.records.queries.officers import say_who_asks, system_officer
from tests import databases
from tests.casework.demo.test_takeover import NOON
from tests.factories.exported_force import export_force, told_of, without_told
from tests.factories.staging import write_folder

KILLS, KILLS_IN_FULL = 5, 20


@pytest.fixture
def empty_force(demo_database, django_db_blocker):
    """A force of which only the officers of the tests are there, in which commits are real."""
    name = f"{demo_database}_killed"
    with django_db_blocker.unblock(), databases.own(name):
        say_who_asks(system_officer())
        yield name


@pytest.fixture
def folder(demo_database, django_db_blocker, tmp_path):
    """A part of the force, staged."""
    with django_db_blocker.unblock(), databases.connected_to(demo_database):
        say_who_asks(system_officer())
        tables = export_force()
    return write_folder(tmp_path / "staged", {**without_told(tables), **told_of(tables)})


PROGRAM = """
import sys, django
django.setup()
from pathlib import Path
from datetime import datetime
from constabulary.casework.takeover.loading import take_over
from constabulary.records.queries.officers import say_who_asks, system_officer
by = system_officer(); say_who_asks(by)
print("begun", flush=True)
for one in take_over(folder=Path(sys.argv[1]), name="Old", by=by, at=datetime.fromisoformat(sys.argv[2]), size=40): pass
"""


def begin(folder, database) -> subprocess.Popen:
    environment = {**os.environ, "CONSTABULARY_DATABASE": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", PROGRAM, str(folder), NOON.isoformat()], env=environment,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("kills", [KILLS, pytest.param(KILLS_IN_FULL, marks=pytest.mark.slow)])
def test_killed_at_random_moments_and_begun_again_nothing_is_lost_or_doubled(folder, empty_force, kills):
    chance, rows, patience = Random(20261103), [], 1.2
    while len(rows) < kills or not rows[-1]:
        process = begin(folder, empty_force)
        assert process.stdout.readline() == "begun\n"
        # On a busy machine nothing may be stored yet: the next is left more time.
        patience *= 1 if not rows or rows[-1] else 2
        assert patience < 60, "nothing is ever stored"
        time.sleep(chance.uniform(0.05, patience))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        rows.append(TakeoverRow.objects.count())
        assert all(
            one.read == one.stored + one.merged + one.held + one.known + one.rejected
            for one in TakeoverBatch.objects.all()
        )
    assert rows == sorted(rows)
    process = begin(folder, empty_force)
    process.communicate()
    assert process.returncode == 0
    result = compare_systems(folder=folder, name="Old", by=system_officer(), at=NOON)
    assert result.differences == ()
    assert TakeoverRow.objects.count() == result.told_rows > rows[0]
    with connection.cursor() as cursor:
        for table, record in (("crimes", "crime"), ("incidents", "incident"), ("suspects", "suspect")):
            cursor.execute(
                f"SELECT (SELECT count(*) FROM public.{record}), count(*) FROM takeover_row WHERE staged_table = %s",
                [table],
            )
            there, told = cursor.fetchone()
            assert there == told, record
