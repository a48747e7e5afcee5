"""Recovery plans: approved from a way that was played, held to what came about, played again, ended."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.planning.recovery_plans import (
    approve_recovery_plan,
    end_recovery_plan,
    play_recovery_plan_again,
    why_plan_is_stale,
)
from constabulary.casework.planning.recovery_weeks import (
    enter_recovery_week,
    places_to_count,
    recovery_settings,
    tell_place,
)
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.decisions import NotAllowed
from constabulary.records.queries.officers import names_of
from constabulary.records.queries.planning import run_by_id, scenario_by_id
from constabulary.records.queries.recovery_plans import RecoveryPlanView, recovery_plan_by_id
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.recovery.document import NotADocument, read
from constabulary.standards.calendar import local_day
from constabulary.web.pages import go_to, page, render
from constabulary.web.planning.question_forms import ApproveForm, EndForm, WeekForm
from constabulary.web.planning.question_showing import plan_file_name, shown_plan, shown_recovery


def _plan(number: int) -> RecoveryPlanView:
    found = recovery_plan_by_id(number)
    if found is None:
        raise NoSuchRecord(str(number))
    return found


@page(
    "approve_recovery", "planning/runs/<int:number>/approve", title="Approve a recovery plan",
    permission=Permission.PLAN, methods=("GET", "POST"),
)  # fmt: skip
def approve(request: Any, number: int) -> HttpResponse:
    """Choose a way that was played, and promise a day."""
    run = run_by_id(number)
    if run is None or run.kind != "recovery" or not run.result:
        raise NoSuchRecord(str(number))
    shown = shown_recovery(run)
    form = ApproveForm(request.POST if request.method == "POST" else None)
    form.offer("way", [(one["name"], one["name"]) for one in shown["ways"]])
    scenario = scenario_by_id(run.scenario)
    assert scenario is not None
    form.offer_places(places_to_count(scenario=scenario, by=request.officer, at=now()))
    if request.method == "POST" and form.is_valid():
        try:
            made = approve_recovery_plan(run=number, **form.cleaned_data, by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("recovery_plan", done="plan-approved", number=made)
    return render(
        request, "planning/approve.html", {"run": run, "form": form, "model": read_model(scenario.text), **shown},
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip


@page("recovery_plan", "planning/plans/<int:number>", title="Recovery plan", permission=Permission.SEE_PLANS)
def recovery_plan(request: Any, number: int) -> HttpResponse:
    """A plan: what it promises, how it stands, what it was made of, and whether it still holds."""
    view = _plan(number)
    return _show(request, view, _week_form(view), EndForm())


def _week_form(view: RecoveryPlanView, data: Any = None) -> WeekForm:
    classes = tuple(one.name for one in read(view.document).plan.queue.classes)
    return WeekForm(classes, data, most=recovery_settings(now()).most_a_week, week=len(view.weeks) + 1)


def _show(request: Any, view: RecoveryPlanView, week: WeekForm, ending: EndForm, *, status: int = 200) -> HttpResponse:
    document = read(view.document)
    shown = shown_plan(view, document)
    scenario = scenario_by_id(view.scenario)
    assert scenario is not None
    officers = {view.approved_by, *(one.noted_by for one in view.weeks), *([view.ended_by] if view.ended_by else [])}
    return render(
        request, "planning/recovery_plan.html",
        {
            "plan": view, "model": read_model(scenario.text), "stale": why_plan_is_stale(view, at=now()), "names": names_of(officers), "week_form": week,
            "end_form": ending, "file_name": plan_file_name(view),
            "counted_at": tell_place(view.counted_at) if view.counted_at else "",
            "may_enter": view.ended_at is None and local_day(now()) > shown["next_ends"], **shown,
        },
        status=status, title=f"Recovery plan: {view.name}",
    )  # fmt: skip


@page(
    "enter_recovery_week", "planning/plans/<int:number>/week", title="Enter a week", permission=Permission.PLAN,
    methods=("POST",),
)  # fmt: skip
def enter_week(request: Any, number: int) -> HttpResponse:
    """Enter what came about in the next week of a plan."""
    view = _plan(number)
    form = _week_form(view, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            standing = enter_recovery_week(
                plan=number, number=data["week"] or 0, came_in=data["came_in"], done=data["done"], waiting=form.waiting(),
                is_counted=data["is_counted"], by=request.officer, at=now(),
            )  # fmt: skip
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to(
                "recovery_plan", done="week-entered-danger" if standing.is_alarm else "week-entered", number=number
            )
    return _show(request, view, form, EndForm(), status=422)


@page(
    "end_recovery_plan", "planning/plans/<int:number>/end", title="End a recovery plan", permission=Permission.PLAN,
    methods=("POST",),
)  # fmt: skip
def end(request: Any, number: int) -> HttpResponse:
    """End a plan, with what became of it."""
    view = _plan(number)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            end_recovery_plan(plan=number, outcome=form.cleaned_data["outcome"], by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("recovery_plan", done="plan-ended", number=number)
    return _show(request, view, _week_form(view), form, status=422)


@page(
    "repeat_recovery_plan", "planning/plans/<int:number>/again", title="Play a recovery plan again",
    permission=Permission.PLAN, methods=("POST",),
)  # fmt: skip
def repeat(request: Any, number: int) -> HttpResponse:
    """Play the document again, and say whether the figures are the same."""
    try:
        same = play_recovery_plan_again(plan=_plan(number).id, by=request.officer, at=now())
    except NotADocument:
        return go_to("recovery_plan", done="plan-other-edition", number=number)
    return go_to("recovery_plan", done="plan-same" if same else "plan-differs", number=number)


@page(
    "recovery_plan_file", "planning/plans/<int:number>/file", title="A recovery plan's document",
    permission=Permission.SEE_PLANS,
)  # fmt: skip
def document_file(request: Any, number: int) -> HttpResponse:
    """The document as a file, for the command line."""
    del request
    view = _plan(number)
    answer = HttpResponse(view.document, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{plan_file_name(view)}"'
    return answer
