"""The inspection's figures, each with its interval, definition and records."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.inspection import measure_as_at, window_before
from constabulary.casework.reading import NoSuchRecord, open_evidence
from constabulary.inspection.measures.definition import Measured
from constabulary.inspection.measures.registry import MEASURES
from constabulary.records.queries.improvements import improvements, stored_results
from constabulary.web.inspection.forms import AsAtForm
from constabulary.web.pages import page, render


def _asked(request: Any) -> tuple[AsAtForm, Any]:
    form = AsAtForm(request.GET if "as_at" in request.GET else {"as_at": ""})
    return form, form.moment(now()) if form.is_valid() else now()


def _measured(request: Any, code: str) -> tuple[AsAtForm, Measured]:
    if code not in MEASURES:
        raise NoSuchRecord(code)
    form, moment = _asked(request)
    measured = measure_as_at(measure=code, window=window_before(moment), by=request.officer, at=now())
    return form, measured


@page("inspection", "inspection", title="Inspection", permission=Permission.SEE_MEASURES)
def figures(request: Any) -> HttpResponse:
    """Every measure as at a moment, and every area for improvement with its clock."""
    form, moment = _asked(request)
    window = window_before(moment)
    measured = [measure_as_at(measure=code, window=window, by=request.officer, at=now()) for code in MEASURES]
    return render(
        request,
        "inspection/figures.html",
        {"form": form, "measured": measured, "window": window, "improvements": improvements()},
        status=422 if form.errors else 200,
    )


@page("measure", "inspection/measures/<str:code>", title="Measure", permission=Permission.SEE_MEASURES)
def measure(request: Any, code: str) -> HttpResponse:
    """One measure: figure, interval, definition, its months, and the records behind it for those who may open them."""
    form, measured = _measured(request, code)
    return render(
        request,
        "inspection/measure.html",
        {"form": form, "one": measured, "stored": stored_results((code,)), "as_at": request.GET.get("as_at", "")},
        title=measured.measure.title,
    )


@page(
    "evidence",
    "inspection/measures/<str:code>/records",
    title="Records behind the figure",
    permission=Permission.OPEN_EVIDENCE,
)
def evidence(request: Any, code: str) -> HttpResponse:
    """The records behind a figure; those that do not meet it first."""
    _, measured = _measured(request, code)
    found = open_evidence(measured=measured, purpose="Opening the evidence of a figure", by=request.officer, at=now())
    return render(
        request,
        "inspection/evidence.html",
        {"one": measured, "records": found},
        title=f"Records behind: {measured.measure.title}",
    )
