"""Taking a call."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.contact import take_call
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.incidents.grading import propose_grade
from constabulary.standards.response import ADVISORY_SCORE, RESPONSE_GRADES
from constabulary.standards.rulebook import on
from constabulary.web import unsent
from constabulary.web.contact.forms import CallForm
from constabulary.web.pages import go_to, page, render

FORM = "take_call"


@page(FORM, "calls/new", title="Take a call", permission=Permission.TAKE_CALLS, methods=("GET", "POST"))
def take(request: Any) -> HttpResponse:
    """One page at the pace of a call: who, where, what, THRIVE, grade."""
    at = now()
    if request.method == "GET":
        kept = unsent.draft_of(request.officer, FORM)
        form = CallForm(kept, at=at) if kept else CallForm(at=at, initial={"answered_at": at, "channel": "999"})
        if kept:
            form.errors.clear()
        return render(request, "contact/call.html", {"form": form, "draft": bool(kept), "grading": None})
    unsent.keep(request, FORM)
    form = CallForm(request.POST, at=at)
    grading = None
    if form.is_valid():
        rulebook = on(at)
        grading = propose_grade(form.answers(), grades=rulebook[RESPONSE_GRADES], weights=rulebook[ADVISORY_SCORE])
        if "propose" not in request.POST:
            try:
                taken = take_call(call=form.call(), by=request.officer, at=now())
            except NotAllowed as refusal:
                form.refuse(refusal)
            else:
                unsent.drop(request.officer, FORM)
                return go_to("incident", reference=taken.incident, done="call-taken")
    status = 200 if "propose" in request.POST else 422
    return render(request, "contact/call.html", {"form": form, "draft": False, "grading": grading}, status=status)
