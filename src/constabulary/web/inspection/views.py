"""The inspection's figures, each with its interval, definition and records; agreement; inspections as published."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.inspection import break_down, digest_of_evidence, measure_as_at, window_before
from constabulary.casework.reading import NoSuchRecord, open_evidence
from constabulary.casework.scoring_reading import find_agreement
from constabulary.inspection.measures.definition import Measured
from constabulary.inspection.measures.registry import MEASURES
from constabulary.policing.inspection.improvements import days_left
from constabulary.policing.lifecycles import IMPROVEMENT
from constabulary.records.queries.improvements import improvements, inspections, result_of_day, stored_results
from constabulary.standards.calendar import local_day
from constabulary.standards.inspection import GRADE_MEANINGS, Grade, kent_2018_19, peel_2018_19
from constabulary.web.charts.agreement import draw_agreement
from constabulary.web.charts.months import draw_months
from constabulary.web.inspection.forms import AsAtForm
from constabulary.web.lists import A_PAGE, paging, start_from
from constabulary.web.pages import page, render

#: How long before now a breach of a clock is worth saying on the list of areas for improvement.
SOON = timedelta(days=30)


def _asked(request: Any) -> tuple[AsAtForm, datetime]:
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
    """The questions of the inspection with their grades and measures, and every area for improvement with its clock."""
    form, moment = _asked(request)
    window = window_before(moment)
    measured = [measure_as_at(measure=code, window=window, by=request.officer, at=now()) for code in MEASURES]
    entered = inspections()
    today = local_day(now())
    shown = [one for one in improvements() if one.is_own]
    return render(
        request,
        "inspection/figures.html",
        {
            "form": form, "measured": measured, "window": window, "framework": peel_2018_19(),
            "own": next((one for one in entered if one.is_own), None),
            "past": [one for one in entered if not one.is_own],
            "improvements": shown, "left": {one.id: days_left(one.due_on, today) for one in shown},
            "states": IMPROVEMENT.states, "grade_of": Grade, "meanings": GRADE_MEANINGS, "soon": SOON.days,
        },
        status=422 if form.errors else 200,
    )  # fmt: skip


#: More is not looked for within a list.
LONGEST_SOUGHT = 80


@page("measure", "inspection/measures/<str:code>", title="Measure", permission=Permission.SEE_MEASURES)
def measure(request: Any, code: str) -> HttpResponse:
    """One measure as at a day: figure, interval, the definition of then, desks and teams, its months, its records."""
    form, measured = _measured(request, code)
    stored = stored_results((code,))
    kept = result_of_day(code, measured.window.until_on)
    return render(
        request,
        "inspection/measure.html",
        {
            "form": form, "one": measured, "stored": stored, "as_at": _day_asked(form),
            "broken": break_down(measured),
            "chart": draw_months(measured.measure, stored, name=f"{measured.measure.title}, month by month"),
            "kept": kept, "is_same": kept is not None and bytes(kept["digest"]) == digest_of_evidence(measured),
        },
        status=422 if form.errors else 200,
        title=measured.measure.title,
    )  # fmt: skip


def _day_asked(form: AsAtForm) -> str:
    day = form.cleaned_data.get("as_at") if form.is_valid() else None
    return day.isoformat() if day else ""


@page(
    "evidence",
    "inspection/measures/<str:code>/records",
    title="Records behind the figure",
    permission=Permission.OPEN_EVIDENCE,
)
def evidence(request: Any, code: str) -> HttpResponse:
    """The records behind a figure, a page at a time or searched; those that fall short first, the newest of each."""
    _, measured = _measured(request, code)
    skip, words = start_from(request), request.GET.get("words", "")[:LONGEST_SOUGHT]
    kept = result_of_day(code, measured.window.until_on)
    found = open_evidence(
        measured=measured, purpose="Opening the evidence of a figure", by=request.officer, at=now(), most=A_PAGE,
        skip=skip, words=words,
        kept_short=tuple(kept["outside"]) if kept is not None else None,
    )  # fmt: skip
    return render(
        request,
        "inspection/evidence.html",
        {
            "kept": kept,
            "one": measured, "found": found, "as_at": measured.window.as_at, "words": words,
            "day": measured.window.until_on.isoformat(),
            "paging": paging(request, skip, shown=found.on_page, count=found.found),
        },
        title=f"Records behind: {measured.measure.title}",
    )  # fmt: skip


@page("agreement", "inspection/agreement", title="Agreement", permission=Permission.SEE_MEASURES)
def agreement(request: Any) -> HttpResponse:
    """How far desks and teams agree with blind second scorers, and with the panel on practice calls."""
    form, moment = _asked(request)
    window = window_before(moment)
    found = find_agreement(window)
    target = found.settings.value.target
    parts = [
        ("calls", "Real calls scored a second time, blind", found.calls),
        ("practice", "Practice calls against the panel", found.practice),
    ]
    charts = {
        name: draw_agreement(of.by_desk, of.by_team, target=target, name=f"{title}: agreement by desk and team")
        for name, title, of in parts
    }
    return render(
        request,
        "inspection/agreement.html",
        {"form": form, "window": window, "parts": parts, "charts": charts, "settings": found.settings},
        status=422 if form.errors else 200,
    )


@page(
    "published_inspection", "inspection/published/<str:reference>", title="Inspection as published",
    permission=Permission.SEE_MEASURES,
)  # fmt: skip
def published(request: Any, reference: str) -> HttpResponse:
    """Another force's inspection as it was published: kept as history, with no figure of this force in it."""
    found = next((one for one in inspections() if one.reference == reference and not one.is_own), None)
    if found is None:
        raise NoSuchRecord(reference)
    return render(
        request,
        "inspection/published.html",
        {
            "one": found, "framework": peel_2018_19(),
            "findings": kent_2018_19().findings if reference == kent_2018_19().reference else (),
            "improvements": [one for one in improvements() if one.inspection == reference],
            "grade_of": Grade, "meanings": GRADE_MEANINGS,
        },
        title=f"{found.title}, as published",
    )  # fmt: skip
