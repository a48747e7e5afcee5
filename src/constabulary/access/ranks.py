"""Ranks, and staff grades that count as one."""

from enum import IntEnum


class Rank(IntEnum):
    """Rank, in order; police staff without an equivalent grade are STAFF."""

    STAFF = 0
    CONSTABLE = 1
    SERGEANT = 2
    INSPECTOR = 3
    CHIEF_INSPECTOR = 4
    SUPERINTENDENT = 5
    CHIEF_SUPERINTENDENT = 6
    CHIEF_OFFICER = 7

    @property
    def label(self) -> str:
        """The rank in words."""
        return RANK_TITLES[self]


RANK_TITLES = {
    Rank.STAFF: "Police staff",
    Rank.CONSTABLE: "Constable",
    Rank.SERGEANT: "Sergeant",
    Rank.INSPECTOR: "Inspector",
    Rank.CHIEF_INSPECTOR: "Chief inspector",
    Rank.SUPERINTENDENT: "Superintendent",
    Rank.CHIEF_SUPERINTENDENT: "Chief superintendent",
    Rank.CHIEF_OFFICER: "Chief officer",
}
