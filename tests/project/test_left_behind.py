"""A folder that was deleted and made again: the database of the old one does not stand in the way of the new."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from constabulary.project import database
from tests.project.installation import Installation


@pytest.fixture
def folder() -> Iterator[Path]:
    parent = Path(tempfile.mkdtemp(prefix="constabulary-left-"))
    yield parent / "postgresql"
    for left in database.left_behind(database.Cluster(parent / "postgresql")):
        shutil.rmtree(left)
    database.remove(database.Cluster(parent / "postgresql"))
    shutil.rmtree(parent)


def mark(cluster: database.Cluster, *, write: bool) -> bool:
    """Write a table into the cluster, or look whether it is there."""
    with cluster.connect() as connection:
        if write:
            connection.execute("CREATE TABLE of_the_old_folder ()")
        row = connection.execute("SELECT to_regclass('of_the_old_folder') IS NOT NULL").fetchone()
    return bool(row and row[0])


@pytest.mark.parametrize(
    ("durable", "running"),
    [
        pytest.param(True, True, id="durable, its server still runs"),
        pytest.param(False, False, id="for tests, its server was stopped"),
        pytest.param(True, False, id="durable, its server was stopped", marks=pytest.mark.slow),
        pytest.param(False, True, id="for tests, its server still runs", marks=pytest.mark.slow),
    ],
)
def test_a_folder_made_again_gets_a_database_of_its_own(folder, durable, running):
    cluster = database.Cluster(folder, durable=durable)
    database.start(cluster)
    assert mark(cluster, write=True)
    if not running:
        database.stop(cluster)
    shutil.rmtree(folder)

    with pytest.raises(database.DatabaseTrouble, match="There is no database"):
        cluster.passwords()
    assert database.start(cluster)
    assert not mark(cluster, write=False)
    # Not under root everything lies in the folder and went with it.
    kept = 1 if durable and os.geteuid() == 0 else 0
    assert len(database.left_behind(cluster)) == kept


def test_a_folder_that_lost_its_passwords_alone_keeps_its_database(folder):
    cluster = database.Cluster(folder)
    database.start(cluster)
    mark(cluster, write=True)
    database.stop(cluster)
    passwords = folder / "passwords.json"
    kept = passwords.read_text()
    passwords.unlink()
    with pytest.raises(database.DatabaseTrouble, match="is gone"):
        cluster.passwords()
    database.start(cluster)
    passwords.write_text(kept)
    assert mark(cluster, write=False)
    assert database.left_behind(cluster) == []


def test_stop_deletes_the_database_when_asked_to_and_nobody_elses(folder):
    one = Installation(folder.parent)
    database.start(one.cluster)
    mark(one.cluster, write=True)
    refused = one.run("stop", "--delete", DATABASE_URL="postgresql://somebody@localhost/theirs")
    assert refused.returncode == 2
    assert "delete that on the server" in refused.stderr
    assert mark(one.cluster, write=False)

    done = one.run("stop", "--delete")
    assert done.returncode == 0, done.stderr
    assert done.stderr == "The database is stopped.\nThe database is deleted.\n"
    assert not one.cluster.home.exists() or not list(one.cluster.home.glob("data"))
    assert not (folder / "passwords.json").exists()
    database.start(one.cluster)
    assert not mark(one.cluster, write=False)
    assert database.left_behind(one.cluster) == []
