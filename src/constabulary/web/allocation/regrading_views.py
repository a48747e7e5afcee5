"""Weights near a limit graded again: what waits, one graded blind, and how far both gradings agree."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.regrading import grade_again, open_regrading, open_weight
from constabulary.policing.allocation.regrading import OFFERED, Graded
from constabulary.policing.allocation.workload import STAGE_TITLES, WEIGHT_TITLES
from constabulary.policing.inspection.second_scoring import without_grades
from constabulary.policing.investigation.suspects import SUSPECT_STATUS_TITLES
from constabulary.web.forming import PageForm, one_of, words
from constabulary.web.pages import go_to, page, render
from constabulary.web.sending import send_form

TITLES = {
    **{one.value: title for one, title in WEIGHT_TITLES.items()},
    **{one.value: title for one, title in STAGE_TITLES.items()},
}


class WeightForm(PageForm):
    """What somebody says a crime weighs."""

    weight = one_of(
        "What kind of work is it?", [(one.value, one.label) for one in OFFERED],
        hint="The heaviest kind that the facts show.",
    )  # fmt: skip
    stage = one_of("What does it wait for?", [(one.value, title) for one, title in STAGE_TITLES.items()])
    words = words("Why?", hint="What in the facts decides it for you.", rows=4)

    def graded(self) -> Graded:
        """As the act takes it."""
        data = self.cleaned_data
        return Graded(weight=data["weight"], stage=data["stage"], words=data["words"])


@page("regrading", "allocation/weights", title="Weights to grade again", permission=Permission.ALLOCATE)
def weights(request: Any) -> HttpResponse:
    """What waits to be graded again, what one graded, and how far both gradings agree by team."""
    opened = open_regrading(by=request.officer, at=now())
    return render(request, "allocation/weights.html", {"opened": opened, "titles": TITLES})


@page(
    "grade_again", "allocation/weights/<int:number>", title="Grade a weight again", permission=Permission.ALLOCATE,
    methods=("GET", "POST"),
)  # fmt: skip
def grade(request: Any, number: int) -> HttpResponse:
    """A crime without the weight that stands; graded again, then both side by side."""
    opened = open_weight(number=number, by=request.officer, at=now())
    form, is_done = send_form(
        request, WeightForm,
        lambda form: grade_again(sampled=number, given=form.graded(), by=request.officer, at=now()),
        subject=str(number),
    )  # fmt: skip
    if is_done:
        return go_to("grade_again", number=number, done="weight-graded")
    return render(
        request, "allocation/grade_again.html",
        {
            "opened": opened, "form": form, "number": number, "titles": TITLES, "shown": without_grades,
            "states": {one.value: title for one, title in SUSPECT_STATUS_TITLES.items()},
        },
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip
