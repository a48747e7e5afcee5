"""How well work is done, by type of team, beside how much there is: told only from enough, and never of officers."""

from collections.abc import Mapping
from enum import StrEnum

from constabulary.standards.values import value


class TeamType(StrEnum):
    """What sort of work a team does."""

    RESPONSE = "response"
    INVESTIGATION = "investigation"
    SPECIALIST = "specialist"
    DESK = "desk"

    @property
    def label(self) -> str:
        """What people call it."""
        return TYPE_TITLES[self]


TYPE_TITLES = {
    TeamType.RESPONSE: "Response and neighbourhood",
    TeamType.INVESTIGATION: "Local investigation",
    TeamType.SPECIALIST: "Specialist",
    TeamType.DESK: "Desk",
}
#: The kinds of team of each type; every other kind is a desk.
TYPE_OF_KIND: Mapping[str, TeamType] = {
    "response": TeamType.RESPONSE,
    "neighbourhood": TeamType.RESPONSE,
    "investigation": TeamType.INVESTIGATION,
    "online_investigation": TeamType.SPECIALIST,
    "vulnerability": TeamType.SPECIALIST,
    "specialist": TeamType.SPECIALIST,
}


def type_of(kind: str) -> TeamType:
    """The type of a kind of team."""
    return TYPE_OF_KIND.get(kind, TeamType.DESK)


@value
class Share:
    """So many of so many; the share only where they are enough to say."""

    made: int
    of: int
    least: int

    @property
    def can_tell(self) -> bool:
        """Whether there are enough."""
        return self.of >= self.least

    @property
    def share(self) -> float | None:
        """The share; None where there are too few to say."""
        return self.made / self.of if self.can_tell and self.of else None


@value
class Quality:
    """How the work of one type of team was done over a time."""

    type: TeamType
    reviews_in_time: Share
    reviews_challenged: Share
    updates_as_agreed: Share
    #: What supervisors had looked at where they challenged, most often first: (code, how many).
    challenged_over: tuple[tuple[str, int], ...]
