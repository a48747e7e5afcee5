"""What was learned, as plain data that is kept beside the scenario made of it, so that later records can be held against it."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from constabulary.policing.inspection.intervals import Rate
from constabulary.simulation.learning.learning import ALL, Learned
from constabulary.simulation.learning.modelling import class_name, stage_name
from constabulary.simulation.learning.routing import LEAVES
from constabulary.simulation.learning.survival import Quantile
from constabulary.simulation.learning.telling import remark_in_words, tell


def keep_learned(learned: Learned, *, zone: ZoneInfo) -> dict[str, Any]:
    """The stretch that it was learned from (`since`, `until`), `arrivals`, `stages`, `routes`, `rework` and `remarks`, and
    the whole `report` in lines; hours and shares, None for what is not known."""
    return {
        "since": _moment(learned.since),
        "until": _moment(learned.until),
        "visits": learned.visits,
        "arrivals": [
            {"class": class_name(learned, place), "per_day": one.per_day, "seen": one.seen, "days": one.days}
            for place, one in enumerate(learned.arrivals)
            if one is not None
        ],
        "stages": list(_stages(learned)),
        "routes": [
            {"stage": stage_name(learned, one.stage), "to": "" if one.to == LEAVES else stage_name(learned, one.to), **_share(one.share)}
            for one in learned.routing.routes
        ],
        "rework": [
            {"stage": stage_name(learned, place), **_share(one)} for place, one in enumerate(learned.routing.rework)
        ],
        "remarks": [remark_in_words(one) for one in learned.remarks],
        "report": list(tell(learned, zone=zone)),
    }  # fmt: skip


def stretch_of(learned: Mapping[str, Any]) -> tuple[datetime, datetime]:
    """From when until when of the records something was learned, as it is kept."""
    return datetime.fromisoformat(learned["since"]), datetime.fromisoformat(learned["until"])


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).isoformat()


def _stages(learned: Learned) -> Iterator[dict[str, Any]]:
    for one in learned.stages:
        if one.work == ALL:
            yield {
                "stage": stage_name(learned, one.stage), "visits": one.visits, "open": one.still_open,
                "half": _quantile(one.half), "nine_in_ten": _quantile(one.nine_in_ten),
                "shape": one.best.shape.value if one.best else None,
                "off_by": one.fits[0].distance if one.fits else None,
            }  # fmt: skip


def _quantile(one: Quantile) -> list[float | None]:
    return [one.hours, one.low, one.high]


def _share(one: Rate) -> dict[str, Any]:
    return {"share": one.estimate, "low": one.low, "high": one.high, "of": one.denominator}
