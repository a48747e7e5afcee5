"""What is raised where play is no longer wanted, and how whoever works is asked; by itself, so that what only catches it does
not load the core."""

from collections.abc import Callable

#: Answers whether what is worked on is still wanted.
Wanted = Callable[[], bool]


class Stopped(Exception):
    """Whoever asked for the run does not want it any more."""


def always_wanted() -> bool:
    """Nobody can call it off."""
    return True
