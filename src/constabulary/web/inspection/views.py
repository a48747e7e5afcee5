"""The inspection's figures, each with its interval, definition and records."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.inspection import measure_now
from constabulary.casework.reading import NoSuchRecord, open_evidence
from constabulary.inspection.measures.definition import Window
from constabulary.inspection.measures.registry import MEASURES
from constabulary.standards.calendar import local_day
from constabulary.web.pages import page, render


def _window(at: Any) -> Window:
    today = local_day(at)
    return Window(from_on=today - timedelta(days=89), until_on=today, as_at=at)


@page("inspection", "inspection", title="Inspection", permission=Permission.SEE_MEASURES)
def figures(request: Any) -> HttpResponse:
    """Every measure as it stands this moment."""
    at = now()
    measured = [measure_now(measure=code, window=_window(at), by=request.officer, at=at) for code in MEASURES]
    return render(request, "inspection/figures.html", {"measured": measured})


@page("measure", "inspection/measures/<str:code>", title="Measure", permission=Permission.SEE_MEASURES)
def measure(request: Any, code: str) -> HttpResponse:
    """One measure: figure, interval, definition, and the records behind it for those who may open them."""
    if code not in MEASURES:
        raise NoSuchRecord(code)
    at = now()
    measured = measure_now(measure=code, window=_window(at), by=request.officer, at=at)
    return render(request, "inspection/measure.html", {"one": measured}, title=measured.measure.title)


@page(
    "evidence", "inspection/measures/<str:code>/records", title="Records behind the figure",
    permission=Permission.OPEN_EVIDENCE,
)  # fmt: skip
def evidence(request: Any, code: str) -> HttpResponse:
    """The records behind a figure; those that do not meet it first."""
    if code not in MEASURES:
        raise NoSuchRecord(code)
    at = now()
    measured = measure_now(measure=code, window=_window(at), by=request.officer, at=at)
    wanted = [*measured.counted.not_met, *measured.counted.met][:100]
    found = open_evidence(
        measure=code, numbers=wanted, purpose="Opening the evidence of a figure", by=request.officer, at=at
    )
    missed = set(measured.counted.not_met)
    return render(
        request,
        "inspection/evidence.html",
        {"one": measured, "records": found, "missed": missed},
        title=f"Records behind: {measured.measure.title}",
    )
