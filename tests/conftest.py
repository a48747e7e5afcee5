"""What all tests share: a database of their own, officers of each role, a fixed moment."""

import gc
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.open_data import import_shipped_tables
from constabulary.records.queries.officers import officer_by_number, say_who_asks, system_officer
from tests import databases
from tests.counting import NOT_COUNTED
from tests.factories.officers import number_of

#: The moment most tests happen at: a Monday afternoon in winter.
AT = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)


#: The same examples every time, however busy the machine is: a property that fails once fails always.
settings.register_profile("constabulary", deadline=None, derandomize=True, database=None)
settings.load_profile("constabulary")


class ByFile(LoadScopeScheduling):
    """A file of tests stays on one worker, and so do the files that share something made once for a session.

    Marks of groups do not reach the scheduler under the pytest that is locked here.
    """

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.split("::")[0]
        return next((shared for shared, paths in TOGETHER.items() if path.startswith(paths)), path)


#: What is made once for a session, and the tests that share it, as their paths begin.
TOGETHER = {
    "a demonstration force": ("tests/casework/demo/",),
    "an installation": ("tests/project/",),
    "a force with something on every page": (
        "tests/jobs/test_every_timed_job.py", "tests/journeys/test_every_page.py", "tests/trust/test_queries.py",
        "tests/trust/test_nonsense.py",
    ),
    "the shipped published tables": ("tests/web/inspection/test_ways_out.py", "tests/web/test_open_data.py"),
}  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, small files last, so that no worker is left waiting for another.

    What is not counted comes before what is: what rules and standards keep is read anew once, not at each change.
    """
    items.sort(key=lambda item: _turn(item.nodeid.split("::")[0]))


def _turn(path: str) -> int:
    if any(path.startswith(paths) for paths in TOGETHER.values()):
        return 0
    return 1 if path.startswith(tuple(one for one in NOT_COUNTED if "::" not in one)) else 2


#: Where fixtures that several folders share are written.
pytest_plugins = ("tests.trust.force",)


def pytest_collection_finish() -> None:
    """What was collected stays until the end; the collector goes through what the tests themselves make."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Who runs what, when there is more than one worker."""
    return ByFile(config, log)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker) -> Iterator[None]:
    """This worker's database, cloned from the template."""
    name = connection.settings_dict["NAME"]
    databases.clone(name)
    # Nobody reaches it but a test that says so, and is rolled back: what another left behind would fail its neighbours.
    yield
    with django_db_blocker.unblock():
        connection.close()
    databases.drop(name)


@pytest.fixture
def committing(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A database of the test's own in which commits are real."""
    with django_db_blocker.unblock(), databases.own(f"{connection.settings_dict['NAME']}_own"):
        yield


@pytest.fixture(scope="module")
def database_of_module(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A database of the module's own: what a fixture of the module leaves there is there for each of its tests, and what a
    test does is rolled back as ever. Every test of the module asks for it, so that none depends on which came before."""
    with django_db_blocker.unblock(), databases.own(f"{connection.settings_dict['NAME']}_module"):
        yield


@pytest.fixture
def at() -> datetime:
    """The moment most tests happen at."""
    return AT


@pytest.fixture
def officer(db):
    """Gives the officer of a role, and reads the database on their behalf."""
    return asking


def asking(role: Role) -> Officer:
    """The officer of a role; from here on the database reads for them."""
    found = officer_by_number(number_of(role))
    assert found is not None
    say_who_asks(found)
    return found


@pytest.fixture
def system(db) -> Officer:
    """The system acting by the clock."""
    return system_officer()


@pytest.fixture(scope="session")
def published_database(django_db_setup, django_db_blocker) -> Iterator[str]:
    """A database with the shipped published tables, made once; a file of tests runs on one worker."""
    name = f"{connection.settings_dict['NAME']}_published"
    databases.clone(name)
    with django_db_blocker.unblock(), databases.connected_to(name):
        system = system_officer()
        say_who_asks(system)
        import_shipped_tables(by=system, at=AT)
    yield name
    databases.drop(name)


@pytest.fixture(scope="module")
def published(published_database, django_db_blocker) -> Iterator[None]:
    """The tests of a module read the shipped published tables, and leave them as they are."""
    with django_db_blocker.unblock(), databases.connected_to(published_database):
        yield
