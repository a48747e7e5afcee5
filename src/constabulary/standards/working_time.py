"""What a roster must leave to those on it, and what its parts cost beside each other."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from constabulary.standards.dated import Key
from constabulary.standards.intervals import days, interval
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value


@value
class WeeklyHours:
    """The most `hours` of a week, on average over so many weeks."""

    hours: float
    over_weeks: int


@value
class FullContract:
    """The `hours` of a week in a full contract, and on how many days of a week they are worked."""

    hours: float
    days_a_week: int


@value
class RosterPrices:
    """What an hour that nobody covers, an hour beyond the contract and a weekend more than others cost, in hours of pay."""

    missing_hour: float
    overtime_hour: float
    uneven_weekend: float


@value
class WorkingTime:
    """The rules of a roster: rest between shifts, a rest day in every `rest_days_apart` days, hours of a week."""

    rest: timedelta
    rest_days_apart: int
    weekly: WeeklyHours


def _prices(raw: Mapping[str, Any]) -> RosterPrices:
    return RosterPrices(**{name: float(number) for name, number in raw.items()})


REST_BETWEEN_SHIFTS = Key("workforce.rest_between_shifts", interval)
REST_DAYS_APART = Key("workforce.rest_days_apart", days)
WEEKLY_HOURS = Key(
    "workforce.weekly_hours",
    lambda raw: WeeklyHours(hours=float(raw["hours"]), over_weeks=int(raw["over_weeks"])),
)
FULL_CONTRACT = Key(
    "workforce.full_contract",
    lambda raw: FullContract(hours=float(raw["hours"]), days_a_week=int(raw["days_a_week"])),
)
ROSTER_PRICES = Key("workforce.roster_prices", _prices)


def working_time(rules: Rulebook) -> WorkingTime:
    """The rules of a roster as one value."""
    return WorkingTime(
        rest=rules[REST_BETWEEN_SHIFTS].value,
        rest_days_apart=rules[REST_DAYS_APART].value,
        weekly=rules[WEEKLY_HOURS].value,
    )
