"""Reviews that are near copies of others: what waits for a colleague, and two of them side by side."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.supervision_copies import open_copies, open_two_reviews, read_copies
from constabulary.policing.investigation.reviews import EXAMINED_TITLES
from constabulary.policing.supervision.likeness import Finding
from constabulary.web.forming import PageForm, one_of, words
from constabulary.web.pages import go_to, page, render
from constabulary.web.sending import send_form


class FindingForm(PageForm):
    """What a colleague found."""

    finding = one_of("What do you find of the later one?", [(one.value, one.label) for one in Finding])
    words = words("Why?", hint="Of the review, not of whoever wrote it. It enters no appraisal.", rows=4)


@page("copies", "supervision/copies", title="Reviews nearly the same", permission=Permission.REVIEW_AS_SUPERVISOR)
def copies(request: Any) -> HttpResponse:
    """What waits for this officer to read, none of it their own."""
    return render(request, "supervision/copies.html", {"opened": open_copies(by=request.officer, at=now())})


@page(
    "read_copies", "supervision/copies/<int:number>", title="Read two reviews",
    permission=Permission.REVIEW_AS_SUPERVISOR, methods=("GET", "POST"),
)  # fmt: skip
def read(request: Any, number: int) -> HttpResponse:
    """Two reviews side by side, without whose they are; the reader says whether the later one is thin, or fine and why."""
    found = open_two_reviews(number=number, by=request.officer, at=now())
    form, is_done = send_form(
        request, FindingForm,
        lambda form: read_copies(
            copied=number, finding=Finding(form.cleaned_data["finding"]), words=form.cleaned_data["words"], by=request.officer, at=now()
        ),
        subject=str(number),
    )  # fmt: skip
    if is_done:
        return go_to("copies", done="copies-read")
    return render(
        request, "supervision/read_copies.html",
        {
            "one": found, "form": form, "number": number,
            "examined": {one.value: title for one, title in EXAMINED_TITLES.items()},
            "findings": {one.value: one.label for one in Finding},
        },
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip
