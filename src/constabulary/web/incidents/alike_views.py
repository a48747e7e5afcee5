"""THRIVE assessments that are near copies of others: what waits for a colleague, and two of them side by side."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.incidents.copies import (
    feed_back_thin,
    open_alike_thrive,
    open_thin,
    open_two_assessments,
    read_alike_thrive,
)
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.supervision.likeness import Finding
from constabulary.records.queries.officers import names_of
from constabulary.web.forming import PageForm, one_of, words
from constabulary.web.pages import go_to, page, render
from constabulary.web.sending import send_form

FINDINGS = {Finding.THIN: "Thin: it says nothing of this call", Finding.FINE: Finding.FINE.label}


class AlikeForm(PageForm):
    """What a colleague found."""

    finding = one_of("What do you find of the later one?", [(one.value, label) for one, label in FINDINGS.items()])
    words = words("Why?", hint="Of the assessment, not of whoever made it. It enters no appraisal.", rows=4)


@page("alike_thrive", "scoring/alike", title="THRIVE nearly the same", permission=Permission.SCORE_BLIND)
def alike(request: Any) -> HttpResponse:
    """What waits for this officer to read, none of it their own."""
    return render(request, "incidents/alike.html", {"opened": open_alike_thrive(by=request.officer, at=now())})


@page(
    "read_alike_thrive", "scoring/alike/<int:number>", title="Read two THRIVE assessments",
    permission=Permission.SCORE_BLIND, methods=("GET", "POST"),
)  # fmt: skip
def read(request: Any, number: int) -> HttpResponse:
    """Two assessments side by side, without whose they are; the reader says whether the later one is thin, or fine and why."""
    found = open_two_assessments(number=number, by=request.officer, at=now())
    form, is_done = send_form(
        request, AlikeForm,
        lambda form: read_alike_thrive(
            copied=number, finding=Finding(form.cleaned_data["finding"]), words=form.cleaned_data["words"],
            by=request.officer, at=now(),
        ),
        subject=str(number),
    )  # fmt: skip
    if is_done:
        return go_to("alike_thrive", done="copies-read")
    return render(
        request, "incidents/read_alike.html",
        {"one": found, "form": form, "number": number, "findings": {one.value: told for one, told in FINDINGS.items()}},
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip


@page(
    "feed_back_thin", "scoring/alike/<int:number>/feedback", title="Give feedback on a thin THRIVE",
    permission=Permission.SCORE_BLIND, methods=("GET", "POST"),
)  # fmt: skip
def feed_back(request: Any, number: int) -> HttpResponse:
    """What was found thin and whose it is, for their supervisor; what is said about it is kept nowhere."""
    found, refusal = open_thin(number=number, by=request.officer, at=now()), ""
    if request.method == "POST":
        try:
            feed_back_thin(copied=number, by=request.officer, at=now())
        except NotAllowed as refused:
            refusal = str(refused)
        else:
            return go_to("home", done="thin-fed-back")
    return render(
        request, "incidents/feed_back_thin.html",
        {"one": found, "names": names_of({found.assessed_by}), "refusal": refusal}, status=422 if refusal else 200,
    )  # fmt: skip
