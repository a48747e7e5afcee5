"""The fit of the screening factors: made when somebody asks, shown with its error, accepted in the register of aids."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.rulebooks import read_rulebook
from constabulary.casework.screening_fits import count_drawn_so_far, fit_screening, open_fit
from constabulary.policing.allocation.screening import FACTORS
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.inspection.aids import GROUPS
from constabulary.standards.rulebook import Moments
from constabulary.standards.workload import FITTING
from constabulary.web.forming import PageForm
from constabulary.web.pages import go_to, page, render

QUESTIONS = {one.code: one.question for one in FACTORS}


@page(
    "screening_fit", "inspection/screening-fit", title="Fitted screening factors",
    permission=Permission.KEEP_IMPROVEMENTS, methods=("GET", "POST"),
)  # fmt: skip
def screening_fit(request: Any) -> HttpResponse:
    """The newest fit with its error, and a button to fit anew."""
    form = PageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            fit_screening(by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("screening_fit", done="screening-fitted")
    return render(
        request, "inspection/screening_fit.html",
        {
            "form": form, "fit": open_fit(by=request.officer, at=now()), "questions": QUESTIONS,
            "drawn": count_drawn_so_far(by=request.officer, at=now()),
            "group_titles": GROUPS, "settings": read_rulebook(Moments(report=now(), decision=now()))[FITTING],
        },
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip
