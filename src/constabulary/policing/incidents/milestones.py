"""The moments of an incident that forces count from; every one is kept, because forces start their clocks differently."""

from enum import StrEnum


class Milestone(StrEnum):
    """A moment in an incident's life, in the order in which they usually come."""

    CONNECTED = "connected"
    ANSWERED = "answered"
    OPENED = "opened"
    THRIVE_DONE = "thrive_done"
    GRADED = "graded"
    FIRST_DISPATCHED = "first_dispatched"
    EN_ROUTE = "en_route"
    FIRST_AT_SCENE = "first_at_scene"
    RESOURCED = "resourced"
    CLEARED = "cleared"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """What people call it."""
        return self.value.replace("_", " ").capitalize()
