"""Does allocation help? 180 days of the same crimes, allocated in four ways; intervals over replications, in pairs.

Every way meets the same crimes, victims, rotas and absences. Differences are to the optimiser, replication by replication;
the intervals of a state hold together with 95 % (Bonferroni). The force is made up (`allocating.force`), so the figures say
how ways of allocating differ under its assumptions, and nothing of any force. Nothing is claimed: nothing can fail.
"""

import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.allocating.force import Size, draw_luck, make_force
from benchmarks.allocating.playing import Seen, play
from benchmarks.allocating.ways import WAYS
from constabulary.simulation.results.estimating import estimate

NAME = "does-allocation-help"
#: How much of the officers' hours what comes in would take, in each state.
STATES = {"room": 0.75, "tight": 0.95, "too much": 1.1}
REPLICATIONS = 12
BASE = "optimiser"
TITLES = {
    "days_unallocated": ("days without an officer, mean", 1),
    "high_harm_wait": ("days until work begins, high harm, mean", 1),
    "high_harm_wait_95": ("days until work begins, high harm, 95th", 1),
    "past_standard": ("victims past the standard for allocation, %", 100),
    "over_limit": ("officers over their limit, % of officers' days", 100),
    "hand_overs": ("hand-overs a thousand crimes", 1),
    "waiting_at_end": ("waiting at the end", 1),
    "closed": ("closed in 180 days", 1),
}


def run(data: Path | None) -> tuple[bool, list[str]]:
    """(True, the result in lines)."""
    del data
    lines = []
    for state, busy in STATES.items():
        began = time.process_time()
        found = study(busy, size=Size(), replications=REPLICATIONS)
        lines += [*tell(state, busy, found), f"  {time.process_time() - began:.0f} s of a core"]
    return True, lines


def study(busy: float, *, size: Size, replications: int) -> Mapping[str, list[Seen]]:
    """What came of each way, replication by replication, under the same luck."""
    found: dict[str, list[Seen]] = {name: [] for name in WAYS}
    for seed in range(1, replications + 1):
        force = make_force(size, seed=seed)
        luck = draw_luck(force, busy=busy, seed=seed)
        for name, way in WAYS.items():
            found[name].append(play(force, luck, way))
    return found


def tell(state: str, busy: float, found: Mapping[str, list[Seen]]) -> Iterator[str]:
    """A state in lines: each figure by way with its interval, and what it differs by from the optimiser's."""
    size = len(found[BASE])
    yield f"{state}: what comes in takes {busy:.0%} of officers' hours; {size} replications"
    others = [name for name in found if name != BASE]
    together = 1 - 0.05 / (len(TITLES) * len(others))
    for attribute, (title, times) in TITLES.items():
        yield f"  {title}"
        base = [getattr(one, attribute) * times for one in found[BASE]]
        for name, seen in found.items():
            values = [getattr(one, attribute) * times for one in seen]
            mean = estimate(values)
            line = f"    {name:<20} {mean.mean:8.2f}  ({mean.low:.2f} to {mean.high:.2f})"
            if name != BASE:
                pairs = [one - other for one, other in zip(values, base, strict=True)]
                apart = estimate(pairs, together)
                shown = "" if apart.low <= 0 <= apart.high else ", differs"
                line += f"   less the optimiser's {apart.mean:+.2f} ({apart.low:+.2f} to {apart.high:+.2f}{shown})"
            yield line


if __name__ == "__main__":
    print("\n".join(run(None)[1]))
    sys.exit(0)
