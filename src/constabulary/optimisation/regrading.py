"""Which officers' crimes are graded again, so that nobody under-grades to stay under a limit."""

import math
from collections.abc import Iterable
from hashlib import sha256

from constabulary.standards.values import value


@value
class NearLimit:
    """An officer's load and limit, as the standard counts them."""

    officer: str
    load: float
    limit: float


@value
class Sample:
    """Whose crimes are graded again, out of how many, and how they were drawn: the same seed draws the same."""

    officers: tuple[str, ...]
    out_of: int
    from_share: float
    share: float
    seed: str


def draw_for_regrading(loads: Iterable[NearLimit], *, from_share: float, share: float, seed: str) -> Sample:
    """Draw a share, rounded up, of the officers whose load is at or just under their limit.

    `from_share` is the share of the limit from which a load counts as just under it. Whoever is drawn depends on the
    seed and the officer alone, not on the order or on who else is there; nothing is said of anybody by being drawn.
    """
    near = [one for one in loads if one.limit > 0 and from_share <= one.load / one.limit <= 1]
    drawn = sorted(near, key=lambda one: sha256(f"{seed}\n{one.officer}".encode()).digest())
    drawn = drawn[: math.ceil(share * len(near))]
    return Sample(
        officers=tuple(sorted(one.officer for one in drawn)),
        out_of=len(near),
        from_share=from_share,
        share=share,
        seed=seed,
    )
