"""Opening records in an emergency, and reviewing that."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.emergencies import note_read, open_in_emergency, review_opening, tell_opener
from constabulary.casework.protected_reading import MOST_DONE, open_opening, open_openings, open_own_openings
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.records.queries.emergency_openings import is_told
from constabulary.records.queries.officers import names_of
from constabulary.records.queries.protection import held_from
from constabulary.web.lists import A_PAGE, paging, start_from
from constabulary.web.pages import go_to, page, render
from constabulary.web.protection.forms import EmergencyForm, ReadForm, ReviewForm, TellForm


@page(
    "emergency", "emergency-opening", title="Open in an emergency",
    permission=Permission.BREAK_GLASS, methods=("GET", "POST"),
)  # fmt: skip
def opening(request: Any) -> HttpResponse:
    """Open a restricted or sealed record at once, with the reason; it is reviewed afterwards."""
    asked = request.GET.get("of", "")
    # Whoever sends units has said what they need it for by asking from there: no life waits while they type it.
    to_send = f"To tell a unit where to go: {asked} is open." if request.GET.get("to") == "send" else ""
    form = EmergencyForm(request.POST or None, initial={"reference": asked, "reason": to_send})
    if request.method == "POST" and form.is_valid():
        reference = form.cleaned_data["reference"].strip().upper()
        held = held_from(reference)
        try:
            until = open_in_emergency(
                restriction=held.restriction,
                seals=held.seals,
                reason=form.cleaned_data["reason"],
                by=request.officer,
                at=now(),
            )
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return render(
                request, "protection/opened.html",
                {"until": until, "reference": reference, "address": _address_of(reference)},
            )  # fmt: skip
    return render(request, "protection/emergency.html", {"form": form}, status=422 if form.errors else 200)


def _address_of(reference: str) -> str:
    kinds = {"I": "incident", "J": "journey", "P": "person"}
    name = "crime" if "/" in reference else kinds.get(reference[:1], "")
    return reverse(name, kwargs={"reference": reference}) if name else ""


@page("emergency_openings", "emergency-openings", title="Emergency openings", permission=Permission.REVIEW_BREAK_GLASS)
def openings(request: Any) -> HttpResponse:
    """Every emergency opening; those nobody has reviewed come first."""
    skip = start_from(request)
    count, found = open_openings(by=request.officer, at=now(), most=A_PAGE, skip=skip)
    return render(
        request,
        "protection/openings.html",
        {
            "openings": found,
            "paging": paging(request, skip, shown=len(found), count=count),
            "kinds": {one.value: one.label for one in RestrictionKind},
            "names": names_of({one.opener for one in found}),
        },
    )


@page(
    "emergency_review", "emergency-openings/<int:number>", title="Review an emergency opening",
    permission=Permission.REVIEW_BREAK_GLASS, methods=("GET", "POST"),
)  # fmt: skip
def review(request: Any, number: int) -> HttpResponse:
    """One emergency opening: why, what was done, and what the review found; told later where that was held back."""
    start = start_from(request)
    opened = open_opening(number=number, by=request.officer, at=now(), most=MOST_DONE, skip=start)
    telling = "tell_now" in request.POST
    form = TellForm(request.POST) if telling else ReviewForm(request.POST or None)
    if telling and form.is_valid():
        try:
            tell_opener(opening=number, by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("emergency_review", done="opener-told", number=number)
    elif request.method == "POST" and form.is_valid():
        try:
            review_opening(
                opening=number,
                justified=form.cleaned_data["justified"] == "yes",
                finding=form.cleaned_data["finding"],
                tell=not form.cleaned_data["held_back"],
                by=request.officer,
                at=now(),
            )
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("emergency_openings", done="opening-reviewed")
    who = {opened.opening.opener, *([opened.opening.reviewed_by] if opened.opening.reviewed_by else [])}
    return render(
        request,
        "protection/review.html",
        {
            "opened": opened,
            "form": form,
            "names": names_of(who),
            "kinds": {one.value: one.label for one in RestrictionKind},
            "paging": paging(request, start, shown=len(opened.done), count=opened.done_in_all, a_page=MOST_DONE),
        },
        status=422 if form.errors else 200,
    )


@page(
    "own_openings", "emergency-openings/mine", title="Your emergency openings", permission=Permission.SEE_WORKLIST,
    methods=("GET", "POST"),
)  # fmt: skip
def own_openings(request: Any) -> HttpResponse:
    """One's own openings that were found not justified; noting of one that it was read."""
    skip = start_from(request)
    count, found = open_own_openings(by=request.officer, at=now(), most=A_PAGE, skip=skip)
    form = ReadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not is_told(form.cleaned_data["opening"], officer=request.officer.id):
            raise NoSuchRecord("opening")
        try:
            note_read(opening=form.cleaned_data["opening"], by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("own_openings", done="opening-read")
    return render(
        request,
        "protection/own_openings.html",
        {
            "form": form,
            "found": found,
            "paging": paging(request, skip, shown=len(found), count=count),
            "names": names_of({one.reviewed_by for one in found}),
        },
        status=422 if form.errors else 200,
    )
