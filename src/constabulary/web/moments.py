"""Days and moments as people write them in Britain, read in one place for every form.

Day before month, London time, a time with or without its colon. What could be two things is asked about, never guessed.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from constabulary.standards.calendar import LONDON, local_day

WANTED = "Write a day and a time, for example 'today 14:30', '23/11/2026 14:30' or '23 Nov 2pm'."
DAY_WANTED = "Write the day as day, month, year, for example 23/11/2026 or 23 Nov 2026."
TIME_WANTED = "Write the time as well, for example 14:30."
CLOCK_WANTED = "Write a time of day, for example 8am or 14:30."
#: Until which hour it is still the night that began the day before.
NIGHT_ENDS = 6
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: How many days from today each word is.
WORDS = {
    "today": 0, "now": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tonight": 0, "last night": -1,
    "yesterday": -1, "tomorrow": 1,
}  # fmt: skip

_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_WORD = (
    rf"(?P<word>this morning|this afternoon|this evening|tonight|last night|(?:today|tomorrow|yesterday){_PART}|now)"
)
_WEEKDAY = (
    r"(?:(?P<which>this|next|last)\s+)?(?P<weekday>mon|tue|wed|thu|fri|sat|sun)"
    rf"(?:day|s|sday|nesday|r|rs|rsday|urday)?(?![a-z]){_PART}"
)
_YEAR = r"(?P<year>(?:19|20|21)\d\d|\d\d)"
_NUMBERS = rf"(?P<day>\d{{1,2}})(?P<sign>[/. -])(?P<month>\d{{1,2}})(?P=sign){_YEAR}(?!\d)"
_SHORT = r"(?P<day>\d{1,2})[/-](?P<month>\d{1,2})(?![\d/-])"
_ISO = r"(?P<year>(?:19|20|21)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)"
_NAMED = (
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]*(?P<name>" + "|".join(MONTHS) + r")[a-z]*\.?"
    r"(?:[\s-]+(?P<year>(?:19|20|21)\d\d)(?!\d|[:.]\d|\s*[ap]m))?"
)
_DAYS = [re.compile(one) for one in (_WORD, _WEEKDAY, _ISO, _NUMBERS, _NAMED, _SHORT)]
_TIME = re.compile(
    r"(?:at\s+)?(?:(?P<noon>noon|midday)|(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s*(?P<half>[ap])\.?m\.?"
    r"|(?P<hour24>\d{1,2})[:.](?P<minute24>\d\d)(?::\d\d)?|(?P<joined>\d{4}))\s*(?:hrs|hours|h)?"
)
_ZONE = re.compile(r"\s*\b(bst|gmt)$")


class Unreadable(ValueError):
    """What somebody wrote is no day or moment, or could be two; the sentence says what is wanted."""


def read_day(written: str, *, today: date, year_needed: bool = False, ahead: bool = False) -> date:
    """The day meant. Raises Unreadable. `year_needed` where the nearest such day would be a guess: a date of birth.

    A weekday is the last such day, today included; the coming one where what is asked for lies `ahead`.
    """
    text = _plain(written)
    for pattern in _DAYS:
        found = pattern.fullmatch(text)
        if found and found.group(0) != "now":
            return _day(found.groupdict(), today, year_needed=year_needed, ahead=ahead)
    raise Unreadable(DAY_WANTED)


def read_moment(written: str, *, now: datetime, ahead: bool = False, until: bool = False) -> datetime:
    """The moment meant, aware; a time alone is of today. Raises Unreadable.

    `ahead` as for a day. Where it is asked `until` when, a day alone is meant to its last minute.
    """
    text = _plain(written)
    if text == "now":
        return now
    zone = _ZONE.search(text)
    text = text[: zone.start()] if zone else text
    day, rest = _split(text, local_day(now), ahead=ahead)
    if not rest and until:
        return _in_london(datetime.combine(day, time(23, 59)), "")
    if not rest:
        raise Unreadable(TIME_WANTED)
    found = _TIME.fullmatch(rest)
    if found is None:
        raise Unreadable(WANTED)
    clock = _time(found.groupdict())
    if clock.hour < NIGHT_ENDS and ("tonight" in text or "last night" in text):
        # The night begins on one day and ends on the next.
        day += timedelta(days=1)
    return _in_london(datetime.combine(day, clock), zone[1].upper() if zone else "")


def read_clock(written: str) -> time:
    """The time of day meant: '8am', '22:00', '2200', 'noon', or an hour alone. Raises Unreadable."""
    text = _plain(written)
    if text == "midnight":
        return time(0)
    found = _TIME.fullmatch(f"{text}:00" if text.isdigit() and len(text) <= 2 else text)
    if found is None:
        raise Unreadable(CLOCK_WANTED)
    return _time(found.groupdict())


def tell_day(day: date) -> str:
    """A day so that a wrong one is seen: with its weekday."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def tell_moment(moment: datetime) -> str:
    """A moment as it was understood, in London."""
    local = moment.astimezone(LONDON)
    return f"{tell_day(local.date())}, {local:%H:%M}"


def _plain(written: str) -> str:
    return " ".join(written.lower().replace(",", " ").split())


def _split(text: str, today: date, *, ahead: bool) -> tuple[date, str]:
    """The day and what is left of the words for the time; today where they name none."""
    if _TIME.fullmatch(text):
        return today, text
    for pattern in _DAYS:
        first, last = pattern.match(text), re.search(rf"(?:^|\s)(?:on\s+)?{pattern.pattern}$", text)
        for found, rest in (
            (first, text[first.end() :] if first else ""),
            (last, text[: last.start()] if last else ""),
        ):
            if found and (not rest.strip() or _TIME.fullmatch(rest.strip())):
                return _day(found.groupdict(), today, ahead=ahead), rest.strip()
    raise Unreadable(WANTED)


def _day(parts: dict[str, str | None], today: date, *, year_needed: bool = False, ahead: bool = False) -> date:
    if word := parts.get("word"):
        return today + timedelta(days=WORDS[word if word in WORDS else word.split()[0]])
    if parts.get("weekday"):
        return _of_week(str(parts["weekday"]), parts.get("which") or "", today, ahead=ahead)
    month = MONTHS.index(str(parts["name"])) + 1 if parts.get("name") else int(str(parts["month"]))
    year = parts.get("year") or ""
    if year_needed and len(year) == 2 and int(year) > today.year % 100:
        year = f"{today.year // 100 - 1}{year}"  # Of this century it would lie ahead: it can be one year only.
    if year_needed and len(year) != 4:
        raise Unreadable("Write the year with four digits, for example 27/03/1985.")
    try:
        if not year:
            return _nearest(int(str(parts["day"])), month, today)
        return date(int(year) + (2000 if len(year) == 2 else 0), month, int(str(parts["day"])))
    except ValueError as error:
        raise Unreadable("There is no such day.") from error


def _of_week(name: str, which: str, today: date, *, ahead: bool) -> date:
    """The weekday meant: the last or the coming one, today included unless they say 'last' or 'next'."""
    away = (WEEKDAYS.index(name) - today.weekday()) % 7
    if which == "next" or (which != "last" and (ahead or which == "this")):
        return today + timedelta(days=away or (7 if which == "next" else 0))
    return today - timedelta(days=(-away) % 7 or (7 if which == "last" else 0))


def _nearest(day: int, month: int, today: date) -> date:
    """Of the days of this name around today, the nearest; the one of a leap year where there is no other."""
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return min(found, key=lambda one: abs(one - today))


def _time(parts: dict[str, str | None]) -> time:
    if parts["noon"]:
        return time(12)
    try:
        if parts["half"]:
            hour = int(str(parts["hour"]))
            if not 1 <= hour <= 12:
                raise ValueError(hour)
            return time(hour % 12 + (12 if parts["half"] == "p" else 0), int(parts["minute"] or 0))
        if parts["joined"]:
            return time(int(str(parts["joined"])[:2]), int(str(parts["joined"])[2:]))
        return time(int(str(parts["hour24"])), int(str(parts["minute24"])))
    except ValueError as error:
        raise Unreadable("There is no such time of day.") from error


def _in_london(naive: datetime, zone: str) -> datetime:
    """The moment of a local time; on the two nights when the clocks change it may be none, or two."""
    summer, winter = (naive.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
    if summer.utcoffset() == winter.utcoffset():
        return summer.astimezone(UTC)
    if summer.utcoffset() < winter.utcoffset():  # type: ignore[operator]
        raise Unreadable("The clocks went forward over that time: it did not happen. Check it.")
    if not zone:
        raise Unreadable(f"{naive:%H:%M} happened twice that night. Add BST or GMT.")
    return (summer if zone == "BST" else winter).astimezone(UTC)
