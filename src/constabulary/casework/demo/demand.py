"""When people call, by which channel, and how many: by hour and weekday, so that Saturday night is Saturday night.

The hours are our default from one force's published fifteen months of deployments (peak 18 to 22 every day, the small
hours of Saturday and Sunday double); volumes follow the real ones. Made for the demonstration force alone: what is
later judged on its data, the simulator above all, has arrivals of its own.
"""

from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from constabulary.policing.contact.channels import Channel
from constabulary.standards.calendar import LONDON, SATURDAY

#: How much comes in each hour of the day, 0 to 23.
HOURS = (
    0.85, 0.70, 0.55, 0.45, 0.38, 0.35, 0.42, 0.60, 0.85, 1.00, 1.05, 1.10, 1.12, 1.12, 1.15, 1.25, 1.35, 1.42, 1.48,
    1.50, 1.45, 1.38, 1.28, 1.20,
)  # fmt: skip
#: Before this hour a weekend's night still goes on.
NIGHT_UNTIL = 4
#: Reports that become no crime, for each one that does.
OTHER_INCIDENTS = 0.3
SUMMER = (5, 6, 7, 8)
CHANNELS = (
    (Channel.EMERGENCY, 34), (Channel.NON_EMERGENCY, 42), (Channel.ONLINE, 11), (Channel.COUNTER, 4),
    (Channel.OFFICER, 5), (Channel.PARTNER, 3), (Channel.EMAIL, 1),
)  # fmt: skip


def hour_weights() -> tuple[float, ...]:
    """How much comes in each of the 168 hours of a week from Monday midnight on."""
    return tuple(
        HOURS[hour] * (2.0 if weekday >= SATURDAY and hour < NIGHT_UNTIL else 1.0)
        for weekday in range(7)
        for hour in range(24)
    )


ADDED_UP = tuple(accumulate(hour_weights()))


def draw_moments(chance: Random, *, count: int, from_at: datetime, until_at: datetime) -> list[datetime]:
    """So many moments between two, in order, by the rhythm of the week; somewhat more in summer."""
    weeks = (until_at - from_at) / timedelta(weeks=1)
    first = from_at.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    first -= timedelta(days=first.weekday())
    made: list[datetime] = []
    while len(made) < count:
        hour = chance.choices(range(168), cum_weights=ADDED_UP)[0]
        day = first + timedelta(days=7 * chance.randrange(round(weeks) + 2) + hour // 24)
        # By the clock on the wall: a week in which the clocks change has its evening in the evening.
        at = day.replace(hour=hour % 24, minute=chance.randrange(60), second=chance.randrange(60))
        at = at.astimezone(from_at.tzinfo)
        if from_at <= at < until_at and (at.month in SUMMER or chance.random() < 0.9):
            made.append(at)
    return sorted(made)


def draw_channel(chance: Random) -> Channel:
    """A channel, as often as people use it."""
    return chance.choices([one for one, _ in CHANNELS], [weight for _, weight in CHANNELS])[0]
