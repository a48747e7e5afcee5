"""Trust 15: backed up, destroyed, restored: every table has the same hash; how long it took and what was lost is said."""

import re
import zipfile

import pytest

from constabulary.project import database
from constabulary.records.queries.table_hashes import hash_tables, sequences
from tests.project.installation import installed
from tests.project.under_load import Handler, Sent, look

#: What restoring itself adds: it is journalled, sealed, and everybody has to sign in again.
CHANGED_BY_RESTORING = {"journal_entry", "journal_payload", "journal_seal", "sign_in"}


@pytest.fixture(scope="module")
def one():
    """An installation of this module's own, of which nothing is there yet; the first test restores into it."""
    with installed() as made:
        yield made


def hashes(installation) -> dict[str, tuple[int, str]]:
    database.start(installation.cluster)
    with installation.cluster.connect("owner", "constabulary") as owner:
        return {name: (found.rows, found.sha256) for name, found in hash_tables(owner).items()}


def take_one_call(installation, marker: str) -> None:
    with installation.serving("serve") as (port, _process):
        handler = Handler("b", port, Sent(), None)
        handler.sign_in()
        assert handler.take(marker)
        handler.connection.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """Where the first test backs up; what it holds is restored by the second as well."""
    return tmp_path_factory.mktemp("backed-up") / "backup.zip"


def test_what_is_restored_where_nothing_is_left_is_what_was_backed_up(demo, one, file):
    """Another machine, as after a fire: neither the database nor the anchors nor the passwords are there."""
    take_one_call(demo, "b1")
    assert demo.run("journal", "seal").returncode == 0
    before = hashes(demo)
    with demo.cluster.connect("owner", "constabulary") as owner:
        numbers = sequences(owner)
    done = demo.run("backup", str(file))
    assert done.returncode == 0, done.stderr
    assert re.search(r"written in \d+\.\d seconds", done.stdout)
    assert "0 not yet sealed" in done.stdout
    assert file.stat().st_mode & 0o077 == 0, "nobody else reads it"

    assert not one.cluster.home.exists()
    done = one.run("restore", str(file))
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"was restored in \d+\.\d seconds; every table is as it was backed up", done.stdout)
    assert "what was done after that is lost" in done.stdout

    after = hashes(one)
    assert after.keys() == before.keys()
    assert {name for name in before if before[name] != after[name]} <= CHANGED_BY_RESTORING
    for name in CHANGED_BY_RESTORING - {"sign_in"}:
        assert before[name][0] <= after[name][0]
    with one.cluster.connect("owner", "constabulary") as owner:
        assert sequences(owner).keys() == numbers.keys()
    verified = one.run("journal", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    with one.cluster.connect("superuser", "constabulary") as superuser:
        found = look(superuser, begins="b")
    assert (found.calls, found.torn) == ({"b1": 1}, [])


def test_what_came_after_the_backup_is_said_to_be_lost(one, file):
    take_one_call(one, "b3")  # what was restored goes on to be worked with
    assert one.run("journal", "seal").returncode == 0
    assert one.run("restore", str(file)).returncode == 69, "not over what is there"
    done = one.run("restore", str(file), "--replace")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"By the anchor file, \d+ seals with \d+ journal entries", done.stdout)
    with one.cluster.connect("superuser", "constabulary") as superuser:
        assert "b3" not in look(superuser, begins="b").calls
    assert one.run("doctor").returncode == 0


@pytest.fixture(scope="module")
def whole(one, tmp_path_factory):
    """A backup of it, and what it held then."""
    file = tmp_path_factory.mktemp("whole") / "backup.zip"
    assert one.run("backup", str(file)).returncode == 0
    return file, hashes(one)


@pytest.mark.parametrize("part", ["dump", "anchor", "manifest", "cut"])
def test_a_backup_that_is_not_whole_is_refused_and_nothing_is_touched(one, whole, tmp_path, part):
    (file, before), broken = whole, tmp_path / "broken.zip"
    if part == "cut":
        broken.write_bytes(file.read_bytes()[:-200])
    else:
        with zipfile.ZipFile(file) as whole, zipfile.ZipFile(broken, "w") as changed:
            for name in whole.namelist():
                content = whole.read(name)
                if part in name:
                    content = content[:-20] + bytes([content[-20] ^ 1]) + content[-19:] if content else b"x"
                changed.writestr(name, content)
    done = one.run("restore", str(broken), "--replace")
    assert done.returncode not in {0, 2}, done.stdout
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("constabulary: ")
    assert hashes(one) == before
