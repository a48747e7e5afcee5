"""What has changed in the records since a scenario was learned from them."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.planning.scenarios import drift_of
from constabulary.records.queries.planning import scenario_by_id
from constabulary.simulation.learning.drift import Drift, Drifted
from constabulary.simulation.learning.kept import stretch_of
from constabulary.simulation.learning.telling import hours_in_words
from constabulary.standards.values import value
from constabulary.web.pages import page, render
from constabulary.web.planning.learned_showing import shown_learned

#: In less time hardly anything can be seen to have changed.
SHORT = timedelta(days=14)
KINDS = {
    Drifted.ARRIVALS: "Come in a day",
    Drifted.DURATION: "Half within; nine in ten within",
    Drifted.REWORK: "Come back",
}


@value
class DriftLine:
    """One comparison in words: what of what, then and now, how often chance alone gives as much, whether it has changed."""

    what: str
    about: str
    then: str
    now: str
    chance: float
    has_changed: bool


@page(
    "scenario_drift", "planning/scenarios/<int:number>/drift", title="What has changed since it was learned",
    permission=Permission.SEE_PLANS,
)  # fmt: skip
def scenario_drift(request: Any, number: int) -> HttpResponse:
    """The records since a scenario was learned beside those it was learned from."""
    at = now()
    found = drift_of(scenario=number, by=request.officer, at=at)
    one = scenario_by_id(number)
    assert one is not None
    lines = sorted((_line(each) for each in found), key=lambda line: (not line.has_changed, line.chance))
    return render(
        request, "planning/drift.html",
        {"one": one, "lines": lines, "changed": sum(line.has_changed for line in lines), "at": at,
         "is_short": at - stretch_of(one.learned)[1] < SHORT, **shown_learned(one)},
    )  # fmt: skip


def _line(one: Drift) -> DriftLine:
    then, now_told = _told(one.what, one.then), _told(one.what, one.now)
    if one.what is Drifted.DURATION:
        then = f"{then}; {hours_in_words(one.late_then)}"
        now_told = f"{now_told}; {hours_in_words(one.late_now)} ({one.still_open:,} of {one.seen:,} still open)"
    return DriftLine(
        what=KINDS[one.what], about=one.about or "the work", then=then, now=now_told,
        chance=one.chance, has_changed=one.has_changed,
    )  # fmt: skip


def _told(what: Drifted, figure: float | None) -> str:
    match what:
        case Drifted.DURATION:
            return hours_in_words(figure)
        case Drifted.REWORK:
            return f"{100 * (figure or 0.0):.1f} %"
        case _:
            return f"{figure or 0.0:.2f}"
