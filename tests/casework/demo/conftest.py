"""A demonstration force of the size for tests, made once for this folder."""

import os
from collections.abc import Iterator

import pytest
from django.db import connection

from constabulary.project.databases import drop_database, make_database, make_extensions
from constabulary.records.queries.officers import say_who_asks, system_officer
from tests import databases

SAMPLE_DAY = "2026-11-02"


@pytest.fixture(scope="session")
def demo_database(django_db_setup, django_db_blocker) -> Iterator[str]:
    """A database with the force in it; the tests of this folder run on one worker."""
    name = f"{connection.settings_dict['NAME']}_demo"
    with databases.CLUSTER.connect() as control:
        drop_database(control, name)
        make_database(control, name)
    with databases.CLUSTER.connect("superuser", name) as inside:
        make_extensions(inside)
    databases._run_as_owner("prepare-tables", name)
    anchor = databases.CLUSTER.folder / "anchor-demo.txt"
    anchor.unlink(missing_ok=True)
    os.environ["CONSTABULARY_TEST_ANCHOR"] = str(anchor)
    try:
        databases._run_as_owner("load-demo", name, "--size", "sample", "--as-at", SAMPLE_DAY)
    finally:
        del os.environ["CONSTABULARY_TEST_ANCHOR"]
    yield name
    databases.drop(name)


@pytest.fixture(scope="module")
def demo_force(demo_database, django_db_blocker) -> Iterator[None]:
    """The tests of a module read the force, as the system, and leave it as it is."""
    with django_db_blocker.unblock(), databases.connected_to(demo_database):
        say_who_asks(system_officer())
        yield
