"""What is rare in a force and must be there all the same: restrictions, seals, safe routes, openings, inspections."""

from datetime import datetime
from random import Random

from constabulary.access.officers import Officer


def add_unusual(*, by: Officer, at: datetime, chance: Random) -> None:
    """Add it, act by act, after the history has been written."""
    del by, at, chance
