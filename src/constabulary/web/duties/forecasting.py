"""What a queue's page shows of its forecast: the newest with its age, the earlier ones beside what was measured."""

from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup

from constabulary.policing.duties.forecast import (
    CheckedDay,
    ForecastDay,
    LedgerDay,
    check_forecast,
    fill_days,
    is_doubtful,
    tell_too_little,
)
from constabulary.records.queries.queue_forecasts import ForecastMade, forecasts_of_days, newest_forecast
from constabulary.records.queries.queues import QueueName, ledger, ledger_reaches
from constabulary.standards.dated import Standard
from constabulary.standards.queues import ForecastSettings
from constabulary.standards.values import value
from constabulary.web.charts.queue_forecast import draw_forecast

DAY = timedelta(days=1)
WEEK = 7


@value
class ForecastShown:
    """What is shown. `ahead` are the days that have not come; `checked` those that have, with the newest forecast made
    before each; `week_checked` the same with the newest that was at least a week old by then. `why_not` says why there is
    no forecast. `late_days`: how many finished days the forecast does not know, where that is too many;
    `is_doubtful` says that too few days came as they were forecast.
    """

    standard: Standard[ForecastSettings]
    made: ForecastMade | None
    why_not: str
    ahead: tuple[ForecastDay, ...]
    checked: tuple[CheckedDay, ...]
    week_checked: tuple[CheckedDay, ...]
    late_days: int
    is_doubtful: bool
    chart: list[Markup]


def forecast_shown(name: QueueName, *, standard: Standard[ForecastSettings], today: date, title: str) -> ForecastShown:
    """The forecast of a queue as its page shows it today."""
    settings = standard.value
    yesterday, reached = today - DAY, ledger_reaches()
    kept = [
        LedgerDay(day=one.day, came_in=one.came_in, went_out=one.went_out, waiting=one.waiting)
        for one in ledger(
            from_on=today - DAY * WEEK * settings.weeks, until_on=yesterday, desk=name.desk, kind=name.kind
        )
    ]
    days = fill_days(kept, until_on=min(reached, yesterday)) if reached else ()
    made = newest_forecast(name)
    ahead = tuple(one for one in made.days if one.day >= today) if made else ()
    from_on = today - DAY * settings.checked_days
    checked, week_checked = (
        check_forecast(
            forecasts_of_days(name, from_on=from_on, until_on=yesterday, ahead=least),
            measured={one.day: one.waiting for one in days},
            reached=reached,
        )
        for least in (1, WEEK)
    )
    unknown = (yesterday - made.from_day).days if made else 0
    return ForecastShown(
        standard=standard,
        made=made,
        why_not="" if ahead else _why_not(days, settings, made),
        ahead=ahead,
        checked=checked,
        week_checked=week_checked,
        late_days=unknown if unknown >= settings.late_after_days else 0,
        is_doubtful=any(is_doubtful(one, settings=settings) for one in (checked, week_checked)),
        chart=_chart(days, checked, ahead, from_on=from_on, title=title) if ahead or checked else [],
    )


def _why_not(days: Sequence[LedgerDay], settings: ForecastSettings, made: ForecastMade | None) -> str:
    if made:
        return "No forecast: every day that was forecast has come, and none was made since."
    return tell_too_little(days, settings=settings) or "No forecast has been made yet: one is made every night."


def _chart(
    days: Sequence[LedgerDay],
    checked: Sequence[CheckedDay],
    ahead: Sequence[ForecastDay],
    *,
    from_on: date,
    title: str,
) -> list[Markup]:
    measured = [(one.day, one.waiting) for one in days if one.day >= from_on]
    return draw_forecast(measured, checked, ahead, name=f"Waiting at the end of each day, {title}, with its forecast")
