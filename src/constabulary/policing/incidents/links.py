"""How incidents belong together."""

from enum import StrEnum


class LinkKind(StrEnum):
    """What one incident is to another."""

    REPEAT = "repeat"
    RECURRENCE = "recurrence"
    RELATED = "related"

    @property
    def label(self) -> str:
        """In words."""
        return {
            "repeat": "Repeat: the same people or place again",
            "recurrence": "Recurrence of one that was closed",
            "related": "Related",
        }[self.value]
