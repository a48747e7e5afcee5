"""One installation with a demonstration force for the tests of this folder, made over one that stopped half-way."""

from collections.abc import Iterator

import pytest

from constabulary.project import database
from tests.project.installation import Installation, installed


@pytest.fixture(scope="session")
def demo() -> Iterator[Installation]:
    """An installation with a small demonstration force, sealed; it was begun once before and stopped in the middle."""
    with installed() as made:
        database.start(made.cluster)
        with made.cluster.connect() as superuser:
            superuser.execute("CREATE DATABASE constabulary")
            superuser.execute("CREATE DATABASE constabulary_building")
        # How a force is made is counted in tests/casework/demo.
        done = made.run("demo", "--no-serve", "--size", "tiny", COVERAGE_PROCESS_START="", COVERAGE_PROCESS_CONFIG="")
        assert done.returncode == 0, done.stdout + done.stderr
        assert "half-made" in done.stderr, "there was nothing to keep"
        assert made.run("journal", "seal").returncode == 0
        yield made
