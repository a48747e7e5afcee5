"""Taking a call."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import may
from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.contact import take_call
from constabulary.casework.rulebooks import read_rulebook
from constabulary.casework.searching import KnownAtCall, look_up_call
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.incidents.grading import propose_grade
from constabulary.standards.response import ADVISORY_SCORE, RESPONSE_GRADES
from constabulary.standards.rulebook import Moments
from constabulary.web import unsent
from constabulary.web.contact.forms import CallForm
from constabulary.web.pages import go_to, page, render
from constabulary.web.people.asking import person_link, typed_at_call

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
        context = {"form": form, "draft": bool(kept), "grading": None, **_known(request, kept or {}, at)}
        return render(request, "contact/call.html", context)
    unsent.keep(request, FORM)
    form = CallForm(request.POST, at=at, rulebook=rulebook)
    grading = None
    # Whoever asks for a proposal has not chosen yet.
    form.fields["grade"].required = "propose" not in request.POST
    if "look_up" in request.POST:
        # Whoever looks up has not finished typing: nothing is judged yet.
        form.forget_errors()
    elif form.is_valid():
        grading = propose_grade(
            form.answers(), marked=form.marked(), grades=rulebook[RESPONSE_GRADES], weights=rulebook[ADVISORY_SCORE]
        )
        if "propose" not in request.POST:
            try:
                taken = take_call(call=form.call(), by=request.officer, at=now())
            except NotAllowed as refusal:
                form.refuse(refusal)
            else:
                unsent.drop(request.officer, FORM)
                return go_to("incident", reference=taken.incident, done="call-taken")
    status = 200 if {"propose", "look_up"} & set(request.POST) else 422
    context = {"form": form, "draft": False, "grading": grading, **_known(request, request.POST, at)}
    return render(request, "contact/call.html", context, status=status)


@page("known_at_call", "calls/known", title="What is known", permission=Permission.TAKE_CALLS, methods=("POST",))
def known(request: Any) -> HttpResponse:
    """What is known of the caller and the place as typed so far: a part of the call page, asked for as someone types."""
    return render(request, "contact/_known.html", _known(request, request.POST, now()))


def _known(request: Any, typed: Any, at: datetime) -> dict[str, Any]:
    asked = typed_at_call(typed)
    person, place = typed.get("caller_reference", "")[:20], typed.get("place_reference", "")[:20]
    found: KnownAtCall | None = None
    if not asked.is_empty and may(request.officer, Permission.SEARCH_PEOPLE):
        found = look_up_call(
            asked=asked, person=person, place=place, purpose="Answering a call", by=request.officer, at=at
        )
    return {
        "known": found, "chosen_person": person, "chosen_place": place, "person_link": person_link,
    }  # fmt: skip
