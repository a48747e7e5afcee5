"""One installation with a demonstration force for the tests of this folder."""

from collections.abc import Iterator

import pytest

from tests.project.installation import Installation, installed


@pytest.fixture(scope="session")
def demo() -> Iterator[Installation]:
    """An installation with a small demonstration force, sealed."""
    with installed() as made:
        done = made.run("demo", "--no-serve", "--size", "tiny")
        assert done.returncode == 0, done.stdout + done.stderr
        assert made.run("journal", "seal").returncode == 0
        yield made


def pytest_collection_modifyitems(items):
    """All of this folder on one worker of xdist, so that there is one such installation."""
    for item in items:
        if "tests/project/" in str(item.path) and "demo" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("installation"))
