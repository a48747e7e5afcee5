"""The smallest staff for a target in each interval of time, with a stated probability, and what one more would do."""

import math
from collections.abc import Sequence

from constabulary.simulation.distributions import Floats, gamma_quantile, normal_log_tail, normal_quantile
from constabulary.simulation.staffing.erlang import Desk, assess_desk, served_within
from constabulary.standards.values import value

MOST_STAFF = 1_000_000


class NoStaffIsEnough(ValueError):
    """No number of people meets the target; the sentence says why."""


@value
class Target:
    """At least `share` of what comes in is taken up within `wait` (in the unit of the service time), in an interval whose
    load is not above what it will be with the chance `surely`."""

    share: float
    wait: float
    surely: float = 0.5


@value
class Interval:
    """What one interval of time needs: the `load` reckoned with (of the chance asked for), the staff, and the share
    taken up in time with one fewer, as many, and one more; `busy` is how busy they are."""

    load: float
    staff: int
    with_one_fewer: float
    served: float
    with_one_more: float
    busy: float


def least_staff(
    load: float, *, service: float, target: Target, patience: float | None = None, dispersion: float = 0.0
) -> Interval:
    """The smallest staff for a load, which varies from day to day by a factor of variance `dispersion` (a gamma).

    Service only worsens as the load grows, so the staff that meets the target at the load which is not exceeded with
    the chance asked for is the smallest that meets it with that chance. Raises NoStaffIsEnough and ValueError.
    """
    _check(target, load, service, dispersion)
    reckoned = load * factor_at(target.surely, dispersion)

    def share(staff: int) -> float:
        return served_within(_desk(reckoned, service, staff, patience), target.wait)

    low, high = -1, max(1, math.ceil(reckoned))
    while share(high) < target.share:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if share(middle) >= target.share else (middle, high)
    return Interval(
        load=reckoned,
        staff=high,
        with_one_fewer=share(high - 1) if high else 0.0,
        served=share(high),
        with_one_more=share(high + 1),
        busy=assess_desk(_desk(reckoned, service, high, patience)).busy,
    )


def _desk(load: float, service: float, staff: int, patience: float | None) -> Desk:
    return Desk(arrivals=load / service, service=service, staff=staff, patience=patience)


def factor_at(surely: float, dispersion: float) -> float:
    """The factor of a day that is not exceeded with this chance; 1 where days do not vary beyond chance."""
    return dispersion * gamma_quantile(1 / dispersion, surely) if dispersion > 0 else 1.0


def _check(target: Target, load: float, service: float, dispersion: float) -> None:
    if not (0 < target.surely < 1 and 0 <= target.share <= 1 and target.wait >= 0):
        raise ValueError("shares and chances lie between 0 and 1, and waits are not negative")
    if target.share == 1 and load > 0:
        raise NoStaffIsEnough("Everybody in time, always, needs people without number: ask for a share below 100 %.")
    if load > MOST_STAFF:
        raise NoStaffIsEnough("A load of more than a million people is no desk: look at the units of rates and times.")
    if load < 0 or service <= 0 or dispersion < 0 or not math.isfinite(load):
        raise ValueError("loads and dispersions are not negative, and times are above nought")


def staff_by_interval(
    loads: Floats | Sequence[float],
    *,
    service: float,
    target: Target,
    patience: float | None = None,
    dispersion: float = 0.0,
) -> tuple[Interval, ...]:
    """What each interval needs, each by itself. Hand in loads from `offered`, not arrivals times service."""
    kept: dict[float, Interval] = {}
    found = []
    for load in (round(float(one), 6) for one in loads):
        if load not in kept:
            kept[load] = least_staff(load, service=service, target=target, patience=patience, dispersion=dispersion)
        found.append(kept[load])
    return tuple(found)


def square_root_staff(load: float, *, waits: float) -> int:
    """The staff with which about this share has to wait: the load and a margin that grows with its root (Halfin and
    Whitt 1981). Good for large desks, and for seeing what binds: the margin is the price of chance."""
    if not 0 < waits < 1:
        raise ValueError("the share that waits lies between 0 and 1")
    return math.ceil(load + _margin(waits) * math.sqrt(load))


def _margin(waits: float) -> float:
    """The beta for which 1 / (1 + beta Phi(beta) / phi(beta)) is the share that waits."""
    low, high = 1e-9, 1 + abs(normal_quantile(waits / 2))
    while _waits_at(high) > waits:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _waits_at(middle) > waits else (low, middle)
    return (low + high) / 2


def _waits_at(beta: float) -> float:
    density = math.exp(-(beta**2) / 2) / math.sqrt(2 * math.pi)
    return 1 / (1 + beta * math.exp(float(normal_log_tail(-beta))) / max(density, 1e-300))
