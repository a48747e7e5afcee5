"""Rows drawn to be compared by eye: which, and what a sample in which nothing differed still leaves open."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

#: The share of doubt that the bound leaves.
DOUBT = 0.05


def draw(references: Iterable[str], *, seed: str, count: int) -> tuple[str, ...]:
    """So many references, the same ones for the same seed, whoever draws and in whatever order they are given."""
    return tuple(sorted(references, key=lambda one: hashlib.sha256(f"{seed}\x1f{one}".encode()).digest())[:count])


def share_out(sizes: Mapping[str, int], *, count: int) -> Mapping[str, int]:
    """How many to draw of each table: at least one of each that has rows, the rest by size."""
    present: Sequence[str] = [name for name, size in sizes.items() if size]
    total = sum(sizes[name] for name in present)
    return {name: min(sizes[name], max(1, round(count * sizes[name] / total))) for name in present}


def most_that_may_differ(looked_at: int, differing: int) -> float | None:
    """The largest share of rows that may differ, with 95 % confidence, after a look at so many of which so many did.

    None where nothing was looked at. Of a sample without a difference this is about three divided by its size.
    """
    if not looked_at:
        return None
    if differing >= looked_at:
        return 1.0
    low, high = differing / looked_at, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _at_most(differing, looked_at, middle) > DOUBT:
            low = middle
        else:
            high = middle
    return high


def _at_most(count: int, of: int, share: float) -> float:
    """The chance of no more than `count` differing rows in a sample when a share of all rows differs."""
    term = (1 - share) ** of
    total = term
    for number in range(1, count + 1):
        term *= (of - number + 1) / number * share / (1 - share) if share < 1 else 0.0
        total += term
    return total
