"""What is done to the plan of an investigation, a page each; and to what the crime waits for."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.allocation import note_complexity, note_stage
from constabulary.casework.clock import now
from constabulary.casework.investigation.plans import add_line, approve_plan, end_line, return_plan, set_plan
from constabulary.casework.investigation.reading import OpenedInvestigation, open_investigation
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.allocation.workload import STAGE_TITLES, Stage
from constabulary.policing.investigation.plans import LineDetails
from constabulary.policing.investigation.usual_lines import find_usual_lines, line_of
from constabulary.records.queries.investigation import LineView
from constabulary.records.queries.officers import names_of
from constabulary.standards.calendar import local_day
from constabulary.standards.investigation import MARKS, USUAL_LINES
from constabulary.standards.offences import offences_by_key
from constabulary.standards.rulebook import Moments
from constabulary.web.forming import PageForm, one_of
from constabulary.web.investigation.forms import EndLineForm, LineForm, PlanDecisionForm, PlanForm
from constabulary.web.pages import page
from constabulary.web.recording.crime_pages import crime_act_page

BOTH = ("GET", "POST")
DECIDE = {"approve": approve_plan, "return": return_plan}


def _usual(opened: OpenedInvestigation) -> dict[str, LineDetails]:
    """The lines that are usual for this crime and that it does not have, by their codes."""
    crime, today = opened.crime, local_day(now())
    offence = offences_by_key()[crime.offence_key]
    marks = [mark for mark in MARKS if getattr(crime, mark)]
    usual = read_rulebook(Moments(report=crime.reported_at, decision=now()))[USUAL_LINES].value
    found = find_usual_lines(
        usual, kinds=(offence.group, offence.subgroup, *marks), already=(one.objective for one in opened.lines)
    )
    return {one.code: line_of(one, reported_on=local_day(crime.reported_at), today=today) for one in found}


@page(
    "set_plan", "crimes/<crime:reference>/plan", title="The plan", permission=Permission.INVESTIGATE, methods=BOTH
)  # fmt: skip
def plan(request: Any, reference: str) -> HttpResponse:
    """Set the plan, or change it; it then waits for a supervisor."""
    return crime_act_page(
        request, reference, opening=open_investigation, then="crime_investigation", done="plan-set",
        make_form=lambda data, opened: PlanForm(data, present=opened.plan, usual=_usual(opened), has_victim=opened.crime.has_victim),
        carry_out=lambda form, opened: set_plan(crime=opened.crime.id, plan=form.plan(), by=request.officer, at=now()),
        template="investigation/plan.html",
    )  # fmt: skip


@page(
    "approve_plan", "crimes/<crime:reference>/plan/approve", title="Approve or return the plan",
    permission=Permission.REVIEW_AS_SUPERVISOR, methods=BOTH,
)  # fmt: skip
def approve(request: Any, reference: str) -> HttpResponse:
    """A supervisor approves the plan, or returns it with what is missing."""
    return crime_act_page(
        request, reference, opening=open_investigation, then="crime_investigation", done="plan-decided",
        make_form=lambda data, _: PlanDecisionForm(data),
        carry_out=lambda form, opened: DECIDE[form.cleaned_data["decision"]](
            crime=opened.crime.id, words=form.cleaned_data["words"], by=request.officer, at=now()
        ),
        template="investigation/approve.html", context={"names_of": names_of},
    )  # fmt: skip


@page(
    "add_line", "crimes/<crime:reference>/lines/new", title="Add a line of enquiry",
    permission=Permission.INVESTIGATE, methods=BOTH,
)  # fmt: skip
def new_line(request: Any, reference: str) -> HttpResponse:
    """One more line of enquiry."""
    return crime_act_page(
        request, reference, then="crime_investigation", done="line-added",
        make_form=lambda data, _: LineForm(data, initial={"direction": "either"}),
        carry_out=lambda form, opened: add_line(crime=opened.crime.id, line=form.line(), by=request.officer, at=now()),
    )  # fmt: skip


def _line(opened: OpenedInvestigation, number: int) -> LineView:
    for one in opened.lines:
        if one.id == number:
            return one
    raise NoSuchRecord(str(number))


@page(
    "end_line", "crimes/<crime:reference>/lines/<int:line>/end", title="End a line of enquiry",
    permission=Permission.INVESTIGATE, methods=BOTH,
)  # fmt: skip
def end(request: Any, reference: str, line: int) -> HttpResponse:
    """End a line with what it brought, or with why it is not pursued."""

    def make_form(data: Any, opened: OpenedInvestigation) -> EndLineForm:
        form = EndLineForm(data)
        form.about = _line(opened, line)  # type: ignore[attr-defined]
        return form

    return crime_act_page(
        request, reference, opening=open_investigation, then="crime_investigation", done="line-ended",
        make_form=make_form,
        carry_out=lambda form, _: end_line(
            line=line, pursued=form.cleaned_data["ended"] == "done", result=form.cleaned_data["result"],
            by=request.officer, at=now(),
        ),
        template="investigation/end_line.html",
    )  # fmt: skip


class StageForm(PageForm):
    """What the investigation waits for."""

    stage = one_of("What does it wait for?", [(stage.value, title) for stage, title in STAGE_TITLES.items()])


@page(
    "note_stage", "crimes/<crime:reference>/stage", title="What it waits for", permission=Permission.INVESTIGATE,
    methods=BOTH,
)  # fmt: skip
def stage(request: Any, reference: str) -> HttpResponse:
    """What an investigation waits for; it weighs less meanwhile."""
    return crime_act_page(
        request, reference, opening=open_investigation, then="crime_investigation", done="stage-noted",
        make_form=lambda data, opened: StageForm(data, initial={"stage": opened.work.stage}),
        carry_out=lambda form, opened: note_stage(
            crime=opened.crime.id, stage=Stage(form.cleaned_data["stage"]), by=request.officer, at=now()
        ),
    )  # fmt: skip


class ComplexityForm(PageForm):
    """Whether it is complex."""

    is_complex = one_of("Is it complex?", [("yes", "Yes"), ("no", "No")], hint="It then weighs as much as a major one.")


@page(
    "note_complexity", "crimes/<crime:reference>/complexity", title="Complexity", permission=Permission.ALLOCATE,
    methods=BOTH,
)  # fmt: skip
def complexity(request: Any, reference: str) -> HttpResponse:
    """Whether an investigation is complex."""
    return crime_act_page(
        request, reference, opening=open_investigation, then="crime_investigation", done="complexity-noted",
        make_form=lambda data, opened: ComplexityForm(
            data, initial={"is_complex": "yes" if opened.work.is_complex else "no"}
        ),
        carry_out=lambda form, opened: note_complexity(
            crime=opened.crime.id, is_complex=form.cleaned_data["is_complex"] == "yes", by=request.officer, at=now()
        ),
    )  # fmt: skip
