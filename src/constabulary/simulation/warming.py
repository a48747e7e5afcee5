"""Compiling the simulator's core before anybody waits for it: once on a machine, then read from disk."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from constabulary.simulation.engine.kept import is_warm, kernels_folder, stamp
from constabulary.simulation.results.simulating import simulate
from constabulary.simulation.scenarios.library import read_scenario

#: A small scenario; the kernels are the same for every one.
SMALL = "managed-offender-visits"


def warm_up() -> bool:
    """Compile the core unless it is kept already; whether that was done here. Where another process is at it, wait for that.

    Where the folder cannot be written to, nothing is kept by us and each process compiles, or reads what numba keeps.
    """
    if is_warm():
        return False
    with _alone():
        if is_warm():
            return False
        simulate(read_scenario(SMALL), seed=1, replications=2)
        with suppress(OSError):
            stamp().touch()
        return True


@contextmanager
def _alone() -> Iterator[None]:
    folder = kernels_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / "being-compiled").open("w")
    except OSError:
        yield
        return
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
