"""Detention under PACE and pre-charge bail: limits, reviews, and the steps of each bail regime."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from constabulary.standards.authorities import known_authority
from constabulary.standards.dated import Key
from constabulary.standards.intervals import interval, some_days
from constabulary.standards.values import value

COURT = "court"


@value
class ExtendedLimit:
    """The limit that a senior officer may extend detention to."""

    within: timedelta
    authority: str


@value
class Warrants:
    """What magistrates may add: each warrant, and overall."""

    each: timedelta
    overall: timedelta


@value
class LimitLooks:
    """Who sees that somebody is charged or released in time, where no officer can extend detention any more: before a court
    decides, and where the law gives nobody more."""

    before_court: str
    no_more: str


@value
class DetentionReviews:
    """How soon detention is first reviewed, and then again."""

    first: timedelta
    then: timedelta
    authority: str


@value
class BailStep:
    """One step of a bail regime: who may set or extend it, and to when; a court sets its own end."""

    authority: str
    days: int | None
    months: int | None


@value
class BailRegime:
    """Pre-charge bail under one law: its steps, one more for exceptionally complex cases before the court's.

    `open_day` is a day of arrest on which it is open whether this law applies or the one before.
    """

    presumption: str
    steps: tuple[BailStep, ...]
    complex: BailStep | None
    open_day: date | None


def _step(raw: Mapping[str, Any]) -> BailStep:
    made = BailStep(authority=known_authority(raw["authority"]), days=raw.get("days"), months=raw.get("months"))
    if made.days is None and made.months is None and made.authority != COURT:
        raise ValueError("a step without days or months")
    return made


def _regime(raw: Mapping[str, Any]) -> BailRegime:
    return BailRegime(
        presumption=raw["presumption"],
        steps=tuple(_step(one) for one in raw["steps"]),
        complex=_step(raw["complex"]) if "complex" in raw else None,
        open_day=raw.get("open_day"),
    )


@value
class AlertLooks:
    """From how many days before bail ends on a supervisor looks, and from how many an inspector or who decides next.

    `before_court` is the rank that looks then where it is a court that decides next.
    """

    supervisor_days: int
    inspector_days: int
    before_court: str


def _alert_looks(raw: Mapping[str, Any]) -> AlertLooks:
    made = AlertLooks(
        supervisor_days=int(raw["supervisor_days"]), inspector_days=int(raw["inspector_days"]),
        before_court=known_authority(raw["before_court"]),
    )  # fmt: skip
    if not 0 <= made.inspector_days <= made.supervisor_days:
        raise ValueError("an inspector looks last")
    return made


def _extended(raw: Mapping[str, Any]) -> ExtendedLimit:
    return ExtendedLimit(within=interval(raw), authority=known_authority(raw["authority"]))


def _warrants(raw: Mapping[str, Any]) -> Warrants:
    return Warrants(each=timedelta(hours=raw["each_hours"]), overall=timedelta(hours=raw["overall_hours"]))


def _limit_looks(raw: Mapping[str, Any]) -> LimitLooks:
    return LimitLooks(before_court=known_authority(raw["before_court"]), no_more=known_authority(raw["no_more"]))


def _reviews(raw: Mapping[str, Any]) -> DetentionReviews:
    return DetentionReviews(
        first=timedelta(hours=raw["first_hours"]),
        then=timedelta(hours=raw["then_hours"]),
        authority=known_authority(raw["authority"]),
    )


RELEVANT_TIME_AT_MOST = Key("custody.relevant_time", interval)
BASIC_LIMIT = Key("custody.basic_limit", interval)
EXTENDED_LIMIT = Key("custody.extended_limit", _extended)
WARRANTS = Key("custody.warrants", _warrants)
LIMIT_LOOKS = Key("custody.limit_looks", _limit_looks)
DETENTION_REVIEWS = Key("custody.reviews", _reviews)
BAIL_BREACH_PAUSE = Key("custody.bail_breach_pause", interval)
BAIL_REGIME = Key("bail.regime", _regime)
BAIL_DESIGNATED_BY = Key("bail.designation", lambda raw: known_authority(raw["noted_by"]))
BAIL_STARTS_DAYS_AFTER = Key("bail.starts", lambda raw: int(raw["days_after_arrest"]))
BAIL_ALERT_DAYS = Key("bail.alerts", some_days)
BAIL_ALERT_LOOKS = Key("bail.alert_looks", _alert_looks)
