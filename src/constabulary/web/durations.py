"""How long, in words people use."""

from datetime import datetime, timedelta


def in_words(length: timedelta) -> str:
    """The two largest units: 3 hours 20 minutes, 2 days 4 hours, 45 seconds."""
    seconds = int(abs(length.total_seconds()))
    if seconds < 60:
        return _unit(seconds, "second")
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if minutes < 60:
        return _unit(minutes, "minute")
    if hours < 48:
        rest = minutes % 60
        return _unit(hours, "hour") + (f" {_unit(rest, 'minute')}" if rest and hours < 10 else "")
    rest = hours % 24
    return _unit(days, "day") + (f" {_unit(rest, 'hour')}" if rest and days < 10 else "")


def _unit(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def days_left(days: int) -> str:
    """How many days are left until a day that something is due: '12 days left', 'Due today', 'Late by 1 day'."""
    if not days:
        return "Due today"
    return f"{_unit(days, 'day')} left" if days > 0 else f"Late by {_unit(-days, 'day')}"


def ago(moment: datetime, now: datetime) -> str:
    """How long ago, or how far ahead: '20 minutes ago', 'in 2 hours'."""
    length = now - moment
    return f"{in_words(length)} ago" if length >= timedelta() else f"in {in_words(length)}"
