"""A search of the solver that ends soon after nobody wants it any more."""

from threading import Event, Thread
from typing import Any

from ortools.sat.python import cp_model

from constabulary.simulation.stopping import Stopped, Wanted

#: So often it is asked whether the search is still wanted.
LOOK_EVERY_SECONDS = 0.1


def solve(solver: cp_model.CpSolver, model: Any, is_wanted: Wanted) -> Any:
    """The solver's status. It is asked from another thread whether to go on: the solver itself looks up only when it has found
    something, which may be never. Raises Stopped."""
    is_over = Event()

    def watch() -> None:
        # Again and again: what is told before the search has begun is not heard.
        while not is_over.wait(LOOK_EVERY_SECONDS):
            if not is_wanted():
                solver.stop_search()

    watching = Thread(target=watch, name="roster-watch", daemon=True)
    watching.start()
    try:
        status = solver.solve(model)
    finally:
        is_over.set()
        watching.join()
    if not is_wanted():
        raise Stopped
    return status
