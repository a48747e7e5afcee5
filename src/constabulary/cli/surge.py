"""`constabulary surge`: the one published surge, played by the stages of the POLIT scenario; an arithmetic check, not validation."""

import argparse
import math
import sys
from collections.abc import Iterator

from constabulary.simulation.recovery.surge_check import LAST, STAGES, SurgeCheck, check_surge

MOST_TIMES, MOST_LONGER = 2000, 100.0
USUAL_TIMES = 200
MOST_DIGITS = 15


def run(given: list[str]) -> int:
    """Play the surge and tell what comes of it; 0 when the published figures come out, 1 when they do not."""
    known = _parser().parse_args(given)
    found = check_surge(hours_each=known.longer, seed=known.seed, times=known.times, workers=known.workers)
    for line in tell(found, times=known.times, seed=known.seed, longer=known.longer):
        sys.stdout.write(f"{line}\n")
    return 0 if found.holds else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="constabulary surge",
        description="Play the one published surge against a POLIT backlog by the stages of the POLIT scenario. An arithmetic "
        "check, not validation: it shows that the published figures hang together, and cannot show that a model is right.",
    )
    parser.add_argument("--times", type=_times, default=USUAL_TIMES, help=f"how often it is played ({USUAL_TIMES})")
    parser.add_argument("--seed", type=_whole, default=1, help="the same seed gives the same figures")
    parser.add_argument(
        "--longer",
        type=_longer,
        default=1.0,
        metavar="TIMES",
        help="each piece of work takes so many times as long (1)",
    )
    parser.add_argument("--workers", type=_times, default=1, help="how many cores to use; changes no figure")
    return parser


def _whole(raw: str) -> int:
    if not raw.isascii() or not raw.isdecimal() or len(raw) > MOST_DIGITS:
        raise argparse.ArgumentTypeError(f"{raw} is no whole number from nought up")
    return int(raw)


def _times(raw: str) -> int:
    if not raw.isascii() or not raw.isdecimal() or len(raw) > MOST_DIGITS or not 1 <= int(raw) <= MOST_TIMES:
        raise argparse.ArgumentTypeError(f"{raw} is no whole number from 1 to {MOST_TIMES:,}")
    return int(raw)


def _longer(raw: str) -> float:
    try:
        times = float(raw)
    except ValueError:
        times = math.nan
    if not 0 < times <= MOST_LONGER:
        raise argparse.ArgumentTypeError(f"{raw} is no number above nought and up to {MOST_LONGER:g}")
    return times


def tell(found: SurgeCheck, *, times: int, seed: int, longer: float) -> Iterator[str]:
    """The check in lines: what it is, what was published, what the stages say, whether both agree."""
    yield "An arithmetic check, not validation: the POLIT scenario is synthetic, and its team and times are ours, of a size that fits."
    yield (
        f"Published: {found.resolved} referrals resolved in {found.days} days, the backlog about halved, 73 a month coming in."
    )
    worked = "" if longer == 1 else f", each piece of work {longer:g} times as long"
    yield f"Played {times} times from seed {seed} through {', '.join(STAGES[:-1])} and {LAST}, from a backlog of {found.start}{worked}:"
    yield f"  came in    {found.arrivals:.1f} (19 in 20 times {_between(found.arrivals_interval, 0)})"
    yield f"  resolved   {found.played:.1f} (19 in 20 times {_between(found.played_interval, 0)}); published {found.resolved}"
    yield f"  left over  {found.ratio:.2f} of the backlog (19 in 20 times {_between(found.ratio_interval, 2)}); published about a half"
    yield (
        f"  the published figures imply a backlog of {found.before:.0f} before (19 in 20 times {_between(found.before_interval, 0)})"
    )
    yield "Both published figures lie within what the stages say." if found.holds else _not_so(found)


def _between(interval: tuple[float, float], places: int) -> str:
    return f"{interval[0]:.{places}f} to {interval[1]:.{places}f}"


def _not_so(found: SurgeCheck) -> str:
    missed = [
        words for words, holds in (("140 resolved", found.is_resolved), ("about halved", found.is_halved)) if not holds
    ]
    return f"Not within what the stages say: {' and '.join(missed)}. With these times the published surge does not come out."
