"""Which assessments are scored a second time: a random sample, spread over grade, channel and team, that can be redrawn.

Everything that could be drawn is put in order of its stratum, and within it in an order that the seed gives; then every
so-many-th is taken from a start that the seed gives (systematic sampling with implicit strata: each stratum is drawn
from in proportion, the small ones too over time). What inspectors found to go wrong more often has a greater chance:
domestic abuse, what was overdue, what was closed without anybody sent. The same seed over the same assessments gives
the same sample, and each is kept with the chance it had.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Protocol

from constabulary.standards.self_inspection import Sampling
from constabulary.standards.values import value


class Drawable(Protocol):
    """What can be drawn: its number, what it is spread over, and whether it is of a kind that is drawn more often."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def stratum(self) -> str:
        """What the sample is spread over."""

    @property
    def has_more_chance(self) -> bool:
        """Whether it is of a kind that is drawn more often."""


@value
class Candidate:
    """An assessment that could be drawn."""

    id: int
    grade: str
    channel: str
    team: str
    domestic_abuse: bool = False
    overdue: bool = False
    closed_without_deployment: bool = False

    @property
    def stratum(self) -> str:
        """Grade, channel and team."""
        return f"{self.grade} / {self.channel} / {self.team}"

    @property
    def has_more_chance(self) -> bool:
        """Whether it is of a kind that is drawn more often."""
        return self.domestic_abuse or self.overdue or self.closed_without_deployment


@value
class Drawn:
    """An assessment that was drawn, from which stratum, and how great its chance was."""

    id: int
    stratum: str
    chance: float


def chance_of(candidate: Drawable, sampling: Sampling) -> float:
    """How great a candidate's chance is."""
    return min(1.0, sampling.share * (sampling.more_often if candidate.has_more_chance else 1.0))


def _by_seed(seed: int, what: str) -> int:
    return int.from_bytes(sha256(f"{seed}:{what}".encode()).digest()[:8])


def draw(candidates: Iterable[Drawable], *, seed: int, sampling: Sampling) -> tuple[Drawn, ...]:
    """The sample that this seed gives, in order of stratum."""
    ordered = sorted(candidates, key=lambda one: (one.stratum, _by_seed(seed, str(one.id)), one.id))
    next_at = _by_seed(seed, "start") / 2**64
    passed, drawn = 0.0, []
    for one in ordered:
        chance = chance_of(one, sampling)
        passed += chance
        # A chance is one at most, so that nothing is drawn twice.
        if passed > next_at:
            drawn.append(Drawn(id=one.id, stratum=one.stratum, chance=chance))
            next_at += 1
    return tuple(drawn)
