"""The victim's own page, outside the signed-in area: a code opens it once; and giving that code.

Its address says nothing and never changes; nothing of it is kept by the browser; no part of it leads to where people sign
in. Whoever types a wrong code, or an old one, or is on a force that has the page off, learns no more than that.
"""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render as render_template
from django.urls import reverse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.victims.reading import open_victim
from constabulary.casework.victims.summary import (
    CodeRefused,
    close_summary,
    give_summary_code,
    is_summary_on,
    open_with_code,
    read_summary,
)
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.protection.safe_route import WAY_TITLES
from constabulary.policing.victims.contact import Occasion
from constabulary.policing.victims.summary import shown_code
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.web.forming import PageForm, tick, words
from constabulary.web.pages import page, render

COOKIE = "page"
#: Where the button that leaves the page leads: somewhere anybody looks, as GOV.UK does.
AWAY = "https://www.bbc.co.uk/weather"
NOT_TAKEN = "That code cannot be used. Ask the person you know with us for another."
TOLD = {
    Occasion.FIRST_CONTACT: "We got in touch for the first time.",
    Occasion.ACKNOWLEDGEMENT: "We wrote to say that we have your report.",
    Occasion.AS_AGREED: "We told you how things stand.",
    Occasion.CHANGE: "We told you that something had changed.",
    Occasion.OUTCOME: "We told you what was proposed, before it was decided.",
    Occasion.AFTER_OUTCOME: "We told you why, and what you can still do.",
    Occasion.CANCELLATION: "We told you what happens with your report.",
    Occasion.REFERRAL: "We told you of somebody who can help.",
}


class CodeForm(PageForm):
    """The code, as it was read out."""

    code = words("Your code", hint="Twelve letters and figures.", autocomplete="off", classes="govuk-input--width-20")


class GiveCodeForm(PageForm):
    """What a victim's own page needs."""

    telephone = words("The number they can ring", hint="For example, 01632 960000", classes="govuk-input--width-20")
    names_offence = tick(
        "They want the offence and its reference on the page", hint="Only if they chose so. Somebody may look over."
    )


def _untraced(answer: HttpResponse) -> HttpResponse:
    """Nothing of it is kept, found or passed on."""
    answer["Cache-Control"] = "no-store, no-cache, max-age=0, private"
    answer["Pragma"] = "no-cache"
    # Nothing to another site. "no-referrer" would have the browser hide its own origin, and no form could be sent.
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer


@page("your_page", "your-page", title="Your page", permission=None, methods=("GET", "POST"))
def your_page(request: Any) -> HttpResponse:
    """A code opens it; then how things stand, until it is closed or its minutes are over."""
    system, at = system_officer(), now()
    say_who_asks(system)
    try:
        if not is_summary_on(at=at):
            raise Http404
        if request.method == "POST" and request.POST.get("act") == "close":
            close_summary(key=request.COOKIES.get(COOKIE, ""), by=system, at=at)
            answer: HttpResponse = HttpResponseRedirect(reverse("your_page"))
            answer.delete_cookie(COOKIE, path="/your-page", samesite="Strict")
            return _untraced(answer)
        if request.method == "POST":
            return _untraced(_opened(request, system, at))
        shown = read_summary(key=request.COOKIES.get(COOKIE, ""), by=system, at=at)
        if shown is None:
            return _untraced(_asks_for_code(request, CodeForm()))
        return _untraced(
            render_template(
                request, "victims/your_page.html", {"summary": shown, "told": TOLD, "away": AWAY, "error": ""}
            )
        )
    finally:
        # Nobody is signed in: from here on the connection reads for nobody again.
        say_who_asks(None)


def _opened(request: Any, system: Any, at: Any) -> HttpResponse:
    try:
        key = open_with_code(code=request.POST.get("code", ""), by=system, at=at)
    except CodeRefused:
        return _asks_for_code(request, CodeForm(), error=NOT_TAKEN)
    answer = HttpResponseRedirect(reverse("your_page"))
    answer.set_cookie(COOKIE, key, path="/your-page", httponly=True, samesite="Strict", secure=settings.HTTPS_ONLY)
    return answer


def _asks_for_code(request: Any, form: CodeForm, *, error: str = "") -> HttpResponse:
    return render_template(
        request, "victims/your_code.html", {"form": form, "error": error, "away": AWAY}, status=422 if error else 200
    )


@page(
    "give_summary_code", "crimes/<crime:reference>/victim/code", title="Give the victim a code for their page",
    permission=Permission.WORK_VICTIMS_DESK, methods=("GET", "POST"),
)  # fmt: skip
def giving_code(request: Any, reference: str) -> HttpResponse:
    """A code for the victim's own page, shown once, to be read to them by their safe route."""
    opened = open_victim(reference=reference, purpose="Giving the victim a code", by=request.officer, at=now())
    form, code = GiveCodeForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            code = give_summary_code(
                crime=opened.crime.id, telephone=form.cleaned_data["telephone"].strip(),
                names_offence=form.cleaned_data["names_offence"], by=request.officer, at=now(),
            )  # fmt: skip
        except NotAllowed as refusal:
            form.refuse(refusal)
    answer = render(
        request,
        "victims/give_code.html",
        {
            "opened": opened, "form": form, "code": shown_code(code) if code else "", "ways": WAY_TITLES,
            "is_on": is_summary_on(at=now()),
        },
        status=422 if form.errors else 200,
    )  # fmt: skip
    return _untraced(answer)
