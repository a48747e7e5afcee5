"""Taking a call."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import may
from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.contact import open_at_once, take_call
from constabulary.casework.people.naming import find_organisations
from constabulary.casework.rulebooks import read_rulebook
from constabulary.casework.searching import KnownAtCall, look_up_call
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.incidents.grading import propose_grade
from constabulary.standards.response import ADVISORY_SCORE, RESPONSE_GRADES
from constabulary.standards.rulebook import Moments, Rulebook
from constabulary.web import unsent
from constabulary.web.contact.at_once import AtOnceForm
from constabulary.web.contact.forms import CallForm
from constabulary.web.contact.unfinished import FORM, NEW, address_of, find_unfinished, name_call
from constabulary.web.incidents.thrive_views import THRIVE
from constabulary.web.pages import go_to, page, render
from constabulary.web.people.asking import person_link, typed_at_call


@page(FORM, "calls/new", title="Take a call", permission=Permission.TAKE_CALLS, methods=("GET", "POST"))
def take(request: Any) -> HttpResponse:
    """One page at the pace of a call: who, where, what, THRIVE, grade. Each call is a draft of its own."""
    call = unsent.call_named(request)
    if request.method == "POST":
        acts = {"discard": _discard, "open_now": _open_now}
        return next((act for asked, act in acts.items() if asked in request.POST), _send)(request, call)
    unfinished = find_unfinished(request.officer)
    if unfinished and unsent.CALL not in request.GET:
        return render(request, "contact/unfinished.html", {"unfinished": unfinished, "new": address_of(NEW)})
    # A call sent from a page of before, without a name, is a draft too.
    if call == NEW or (not call and all(one.name for one in unfinished)):
        call = name_call()
    kept = unsent.draft_of(request.officer, FORM, call)
    form = CallForm(
        kept,
        at=now(),
        rulebook=_rulebook(),
        initial={"answered_at": now(), "others_may_learn": "not_said"},
    )
    form.forget_errors()
    return _show(request, form, call, is_kept=bool(kept))


def _send(request: Any, call: str) -> HttpResponse:
    unsent.keep(request, FORM, call)
    rulebook = _rulebook()
    asks = {"propose", "look_up"} & set(request.POST)
    form = CallForm(request.POST, at=now(), rulebook=rulebook, is_sent="look_up" not in asks)
    grading = None
    # Whoever asks for a proposal has not chosen yet.
    form.fields["grade"].required = "propose" not in asks
    if "look_up" in asks:
        # Whoever looks up has not finished typing: nothing is judged yet.
        form.forget_errors()
    elif form.is_valid() and not asks:
        try:
            with unsent.sending(request, FORM, call) as sent:
                if not sent.became:
                    sent.note(take_call(call=form.call(), by=request.officer, at=now()).incident)
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("incident", reference=sent.became or sent.now, done="call-taken")
    # Whatever else is missing: the proposal stands as long as what it is made from is answered.
    if "look_up" not in asks and form.can_be_graded:
        grading = propose_grade(
            form.answers(so_far=True), marked=form.marked(), grades=rulebook[RESPONSE_GRADES],
            weights=rulebook[ADVISORY_SCORE],
        )  # fmt: skip
    return _show(request, form, call, grading=grading, status=200 if asks else 422)


def _open_now(request: Any, call: str) -> HttpResponse:
    """The incident opened before THRIVE, then the page that finishes it with what was typed of it so far."""
    unsent.keep(request, FORM, call)
    form = AtOnceForm(request.POST, at=now(), rulebook=_rulebook())
    if form.is_valid():
        grade = form.grade_at_once
        try:
            with unsent.sending(request, FORM, call) as sent:
                if not sent.became:
                    opened = open_at_once(call=form.report(), grade=grade, by=request.officer, at=now())
                    sent.note(opened.incident)
                    unsent.carry(request.officer, THRIVE, opened.incident, form.thrive_so_far())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            is_first = grade == form.rulebook[RESPONSE_GRADES].value.most_urgent.code
            done = "opened-at-once" if is_first else "opened-at-once-priority"
            return go_to(THRIVE, reference=sent.became or sent.now, done=done)
    return _show(request, form, call, status=422)


def _discard(request: Any, call: str) -> HttpResponse:
    unsent.drop(request.officer, FORM, call)
    return go_to(FORM, done="call-discarded")


def _show(
    request: Any, form: CallForm, call: str, *, grading: Any = None, is_kept: bool = False, status: int = 200
) -> HttpResponse:
    unfinished = find_unfinished(request.officer)
    context = {
        "form": form,
        "most_urgent": form.rulebook[RESPONSE_GRADES].value.most_urgent.code,
        "at_once_too": form.rulebook[RESPONSE_GRADES].value.pressing[1:],
        "grading": grading,
        "call": call,
        "action": address_of(call),
        "new": address_of(NEW),
        "draft": next((one for one in unfinished if is_kept and one.name == call), None),
        "unfinished": [one for one in unfinished if one.name != call],
    }
    return render(request, "contact/call.html", {**context, **_known(request, form.data, now())}, status=status)


def _rulebook() -> Rulebook:
    at = now()
    return read_rulebook(Moments(report=at, decision=at))


@page("known_at_call", "calls/known", title="What is known", permission=Permission.TAKE_CALLS, methods=("POST",))
def known(request: Any) -> HttpResponse:
    """What is known of the caller and the place as typed so far: a part of the call page, asked for as someone types."""
    return render(request, "contact/_known.html", _known(request, request.POST, now()))


def _known(request: Any, typed: Any, at: datetime) -> dict[str, Any]:
    asked = typed_at_call(typed)
    person, place = typed.get("caller_reference", "")[:20], typed.get("place_reference", "")[:20]
    found: KnownAtCall | None = None
    organisation = typed.get("organisation", "")[:120]
    alike = (
        find_organisations(words=organisation, purpose="Answering a call", by=request.officer, at=at)
        if organisation.strip() and may(request.officer, Permission.SEARCH_PEOPLE)
        else ()
    )
    all_holders = typed.get("look_up") == "all" or bool(typed.get("all_holders"))
    if not asked.is_empty and may(request.officer, Permission.SEARCH_PEOPLE):
        found = look_up_call(
            asked=asked, person=person, place=place, purpose="Answering a call", by=request.officer, at=at,
            all_holders=all_holders,
        )  # fmt: skip
    return {
        "known": found, "chosen_person": person, "chosen_place": place, "person_link": person_link,
        "organisations": alike,
        "all_holders": all_holders, "named": bool(asked.given or asked.family or asked.born_on or asked.born_in),
    }  # fmt: skip
