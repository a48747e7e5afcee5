"""One installation with a demonstration force for the tests of this folder, made over one that stopped half-way."""

from collections.abc import Iterator

import pytest

from constabulary.project import database
from tests.project.installation import UNCOUNTED, Installation, installed


@pytest.fixture(scope="session")
def demo() -> Iterator[Installation]:
    """An installation with a small demonstration force, sealed; it was begun once before and stopped in the middle."""
    with installed() as made:
        database.start(made.cluster)
        with made.cluster.connect() as superuser:
            superuser.execute("CREATE DATABASE constabulary")
            superuser.execute("CREATE DATABASE constabulary_building")
        # How a force is made is counted in tests/casework/demo.
        done = made.run("demo", "--no-serve", "--size", "tiny", **UNCOUNTED)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "half-made" in done.stderr, "there was nothing to keep"
        nothing_to_play(made)
        assert made.run("journal", "seal").returncode == 0
        yield made


def nothing_to_play(made: Installation) -> None:
    """No run waits: the worker of each server that a test begins would begin to play it, and be ended in the middle.

    That the worker has what waits played is in tests/jobs/test_playing.py.
    """
    with made.cluster.connect("superuser", "constabulary") as superuser:
        superuser.execute("SET session_replication_role = replica")
        cancelled = "UPDATE scenario_run SET state = 'cancelled', ended_at = asked_at WHERE state = 'asked'"
        assert superuser.execute(cancelled).rowcount > 0, "what waits is what this keeps from being played"
