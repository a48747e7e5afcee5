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
