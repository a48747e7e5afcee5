"""A force with something on every page, made and looked through once for the files of tests that want one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from tests import databases
from tests.conftest import AT
from tests.early import WORKER
from tests.trust.everything import everything
from tests.trust.reached import Reached, reach_all
from tests.trust.scene import Scene


@dataclass(frozen=True)
class Force:
    """Its database, to which nobody stays connected, what is in it, and what opens there."""

    name: str
    scene: Scene
    reached: Reached

    @contextmanager
    def copied(self, called: str) -> Iterator[str]:
        """The name of a copy of its database, there while the block lasts."""
        name = f"{self.name}_{called}"
        databases.clone(name, self.name)
        try:
            yield name
        finally:
            databases.drop(name)


@pytest.fixture(scope="session")
def force(django_db_setup, django_db_blocker) -> Iterator[Force]:
    """The force, in a database of its own: each of the files that share it runs on the same worker."""
    name = f"test_pages_{WORKER}"
    databases.clone(name)
    databases.forget_anchors()
    with django_db_blocker.unblock(), databases.connected_to(name):
        scene = everything(AT)
        reached = reach_all(scene)
    yield Force(name, scene, reached)
    databases.drop(name)


@pytest.fixture
def in_force(force: Force, django_db_blocker) -> Iterator[Force]:
    """Django's connection leads to a copy of the force, for one test."""
    with django_db_blocker.unblock(), databases.own(f"{force.name}_own", force.name):
        yield force
