"""The same moment for several people: each act on a connection of its own, all begun together."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection

LONGEST_WAIT = 60


def all_at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each act gave or raised, in their order; none begins before every connection is open.

    Needs a database in which commits are real (the fixture `committing`).
    """
    together = threading.Barrier(len(acts))
    came: list[Any] = [None] * len(acts)

    def carry_out(place: int) -> None:
        try:
            connection.ensure_connection()
            together.wait(LONGEST_WAIT)
            came[place] = acts[place]()
        except Exception as error:  # handed to the test, which says what should have been raised
            came[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=carry_out, args=(place,)) for place in range(len(acts))]
    for one in threads:
        one.start()
    for one in threads:
        one.join(LONGEST_WAIT)
    return came
