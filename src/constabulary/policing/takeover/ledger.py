"""The ledger: every row that was read is stored, taken as one with another, kept, there already, or refused."""

from collections.abc import Iterable
from enum import StrEnum

from constabulary.standards.values import value


class Fate(StrEnum):
    """What became of a row."""

    STORED = "stored"
    MERGED = "merged"
    HELD = "held"
    KNOWN = "known"
    REJECTED = "rejected"

    @property
    def words(self) -> str:
        """In words."""
        return FATE_WORDS[self]


FATE_WORDS = {
    Fate.STORED: "stored",
    Fate.MERGED: "taken as one with a record there",
    Fate.HELD: "kept as they came",
    Fate.KNOWN: "there already",
    Fate.REJECTED: "refused",
}


@value
class Tally:
    """How many rows were read, and what became of them."""

    read: int = 0
    stored: int = 0
    merged: int = 0
    held: int = 0
    known: int = 0
    rejected: int = 0

    @property
    def balances(self) -> bool:
        """Whether every row that was read is accounted for."""
        return self.read == self.stored + self.merged + self.held + self.known + self.rejected

    @property
    def is_new(self) -> bool:
        """Whether anything came of the rows that was not so before."""
        return self.known < self.read

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            read=self.read + other.read, stored=self.stored + other.stored, merged=self.merged + other.merged,
            held=self.held + other.held, known=self.known + other.known, rejected=self.rejected + other.rejected,
        )  # fmt: skip


def tally_of(fates: Iterable[Fate], *, read: int) -> Tally:
    """The tally of rows with these fates, against the number of rows that were read."""
    counts = dict.fromkeys(Fate, 0)
    for one in fates:
        counts[one] += 1
    return Tally(read=read, **{fate.value: count for fate, count in counts.items()})


def all_together(tallies: Iterable[Tally]) -> Tally:
    """Several tallies as one."""
    total = Tally()
    for one in tallies:
        total = total.plus(one)
    return total
