"""Early closure against the published table, and every way out beside the others; each count opens its records."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from constabulary.access.officers import may
from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.ways_out_reading import (
    open_early_closure,
    open_records_of_way,
    open_ways_out,
    windows_at,
)
from constabulary.policing.clocks import start_of
from constabulary.policing.inspection.displacement import FAMILY_TITLES, WAY_OF, Family
from constabulary.records.queries.supervision import Level, Scope
from constabulary.web.charts.early import draw_early
from constabulary.web.charts.ways_out import draw_ways
from constabulary.web.forming import DayField, PageForm, one_of
from constabulary.web.lists import A_PAGE, next_page, start_from
from constabulary.web.pages import page, render
from constabulary.web.supervision.views import called, query_of, scope_from, within

FUTURE = "Enter a day that has been."


class SinceForm(PageForm):
    """Since which day the later window runs, and which published year."""

    since = DayField(
        label="What changed since", hint="The first day of a new guard or practice. As long before it is compared."
    )
    year = one_of("Against the table of", [], required=False, select=True)

    def __init__(self, asked: Any, *, years: tuple[str, ...] = ()) -> None:
        super().__init__(asked)
        self.offer("year", [(one, one) for one in years])

    def clean_since(self) -> Any:
        """A day that has been."""
        day = self.cleaned_data["since"]
        if day is not None and start_of(day) >= now():
            self.add_error("since", FUTURE)
            return None
        return day

    @property
    def moment(self) -> datetime | None:
        """When the later window begins; None for the usual length."""
        day = self.cleaned_data.get("since") if self.is_valid() else None
        return start_of(day) if day is not None else None


def _scope(request: Any) -> Scope:
    """A force, a district or a team: never somebody's own share."""
    asked = scope_from(request)
    return Scope(district=asked.district, team=asked.team)


def _query(scope: Scope, form: SinceForm, **more: str) -> str:
    given = {"since": form["since"].value() or "" if form.moment is not None else "", **more}
    parts = [query_of(scope), urlencode({name: said for name, said in given.items() if said})]
    return "&".join(part for part in parts if part)


@page("early_closure", "inspection/early-closure", title="Early closure", permission=Permission.SEE_MEASURES)
def early(request: Any) -> HttpResponse:
    """Outcomes 14 and 16: crude, against what the mix would lead one to expect, evidence-led asked, before and after."""
    scope = _scope(request)
    form = SinceForm(request.GET)
    found = open_early_closure(
        scope=scope, since=form.moment, year=request.GET.get("year", ""), by=request.officer, at=now()
    )
    shown = SinceForm({"since": request.GET.get("since", ""), "year": found.year}, years=found.years)
    units = [
        (one, query_of(own) if (own := within(scope, int(one.key) if one.key else None)) else "")
        for one in found.now.by_unit
    ]  # fmt: skip
    return render(
        request, "inspection/early_closure.html",
        {
            "found": found, "form": shown, "called": called(scope), "units": units, "level": _level(scope),
            "is_deepest": scope.team is not None, "query": query_of(scope), "asked": _query(scope, form),
            "opens": may(request.officer, Permission.OPEN_EVIDENCE),
            "chart": draw_early(
                found.now.by_unit, found.now.funnel, name=f"Outcomes 14 and 16 by {_level(scope)}, of those expected"
            ),
        },
        status=422 if form.errors.get("since") else 200,
    )  # fmt: skip


def _level(scope: Scope) -> str:
    return Level.DISTRICT.value if scope.level is Level.DISTRICT else Level.TEAM.value


@page(
    "ways_out", "inspection/ways-out", title="How reports and crimes leave the work", permission=Permission.SEE_MEASURES
)
def ways(request: Any) -> HttpResponse:
    """Every way in which crimes and reports leave the work, a fall in one beside the rise in another."""
    scope, form = _scope(request), SinceForm(request.GET)
    found = open_ways_out(scope=scope, since=form.moment, by=request.officer, at=now())
    return render(
        request, "inspection/ways_out.html",
        {
            "found": found, "form": SinceForm({"since": request.GET.get("since", "")}), "called": called(scope),
            "families": FAMILY_TITLES, "query": query_of(scope), "asked": _query(scope, form), "level": _level(scope),
            "opens": may(request.officer, Permission.OPEN_EVIDENCE), "of_reports": Family.REPORTED,
            "chart": draw_ways(found.ways, name="Every way out, of what was to be expected"),
        },
        status=422 if form.errors.get("since") else 200,
    )  # fmt: skip


@page(
    "records_of_way", "inspection/ways-out/<slug:way>", title="Records of a way out",
    permission=Permission.OPEN_EVIDENCE,
)  # fmt: skip
def records(request: Any, way: str) -> HttpResponse:
    """The crimes or reports behind one count."""
    if way not in WAY_OF:
        raise NoSuchRecord(way)
    scope, form, skip = _scope(request), SinceForm(request.GET), start_from(request)
    later, at = request.GET.get("window") != "before", now()
    windows = windows_at(at, since=form.moment)
    found = open_records_of_way(
        way=way, scope=scope, windows=windows, later=later, purpose="Looking at a figure", by=request.officer, at=at,
        most=A_PAGE, skip=skip,
    )  # fmt: skip
    back = reverse("ways_out") + (f"?{asked}" if (asked := _query(scope, form)) else "")
    return render(
        request, "inspection/way_records.html",
        {
            "found": found, "way": WAY_OF[way], "called": called(scope), "back": back, "windows": windows, "later": later,
            "next_page": next_page(request, skip + A_PAGE) if found.has_more else "",
        },
    )  # fmt: skip
