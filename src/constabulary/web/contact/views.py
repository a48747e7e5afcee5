"""Taking a call."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.contact import take_call
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.incidents.grading import propose_grade
from constabulary.standards.response import ADVISORY_SCORE, RESPONSE_GRADES
from constabulary.standards.rulebook import Moments
from constabulary.web import unsent
from constabulary.web.contact.forms import CallForm
from constabulary.web.pages import go_to, page, render

FORM = "take_call"


@page(FORM, "calls/new", title="Take a call", permission=Permission.TAKE_CALLS, methods=("GET", "POST"))
def take(request: Any) -> HttpResponse:
    """One page at the pace of a call: who, where, what, THRIVE, grade."""
    at = now()
    rulebook = read_rulebook(Moments(report=at, decision=at))
    if request.method == "GET":
        kept = unsent.draft_of(request.officer, FORM)
        initial = {"answered_at": at, "channel": "999"}
        form = CallForm(kept, at=at, rulebook=rulebook, initial=initial)
        if kept:
            form.errors.clear()
        return render(request, "contact/call.html", {"form": form, "draft": bool(kept), "grading": None})
    unsent.keep(request, FORM)
    form = CallForm(request.POST, at=at, rulebook=rulebook)
    grading = None
    # Whoever asks for a proposal has not chosen yet.
    form.fields["grade"].required = "propose" not in request.POST
    if form.is_valid():
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
