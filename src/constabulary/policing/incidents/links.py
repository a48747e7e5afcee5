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


#: Our assumption: incidents make a series where somebody has said that they are related. That the same place or caller
#: comes again makes none: a shop has hundreds of thefts by hundreds of thieves.
MAKES_A_SERIES = (LinkKind.RELATED,)
