"""A supervisor's shift: first actions and why, what may wait, hand-over, protected time; and how well work is done."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.quality_reading import open_quality
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.shift import (
    OpenedShift,
    hand_over_shift,
    lift_protection,
    open_shift,
    protect_time,
    take_over_shift,
)
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.investigation.reviews import EXAMINED_TITLES
from constabulary.policing.supervision.handover import Period
from constabulary.policing.supervision.shift import Act, Action
from constabulary.records.queries.officers import names_of
from constabulary.records.queries.shift import CrimeOfTeam
from constabulary.web import unsent
from constabulary.web.forming import MomentField, PageForm, one_of, words
from constabulary.web.pages import go_to, page, render

BOTH = ("GET", "POST")
#: Where each act is done.
PAGE_OF: dict[Act, str] = {
    Act.CUSTODY: "crime_suspects", Act.REVIEW: "review_investigation", Act.OUTCOME: "crime_outcome",
    Act.VICTIM: "crime_victim", Act.CHASE: "crime_investigation", Act.OTHER: "crime",
}  # fmt: skip
EXAMINED = {one.value: title for one, title in EXAMINED_TITLES.items()}


def address_of(action: Action, crimes: Mapping[int, CrimeOfTeam]) -> str:
    """Where an action is done."""
    if action.act is Act.COVER:
        return reverse("cover")
    crime = crimes.get(action.crime) if action.crime is not None else None
    return reverse(PAGE_OF[action.act], kwargs={"reference": crime.reference}) if crime else reverse("home")


@page("shift", "supervision/shift", title="Shift", permission=Permission.REVIEW_AS_SUPERVISOR)
def shift(request: Any) -> HttpResponse:
    """Who is at work, what to do first and why, what may wait and until when, what the last shift handed over."""
    return _show(request)


def _show(request: Any, refusal: str = "") -> HttpResponse:
    at = now()
    opened = open_shift(by=request.officer, at=at)
    plan = opened.plan
    named = {one.officer for one in (*plan.first, *plan.this_shift, *plan.later) if one.officer is not None}
    named |= {one for each in opened.handovers for one in (each.written_by, each.acknowledged_by) if one is not None}
    named |= {one.officer for one in opened.crimes.values() if one.officer is not None}
    return render(
        request, "supervision/shift.html",
        {
            "opened": opened, "plan": plan, "names": names_of(named), "refusal": refusal,
            "address_of": lambda action: address_of(action, opened.crimes),
            "free": sum(1 for one in opened.people if one.is_free_for_response(at)),
        },
        status=422 if refusal else 200,
    )  # fmt: skip


class HandoverForm(PageForm):
    """What the next supervisor has to know."""

    words = words(
        "What does the next supervisor have to know?", rows=8,
        hint="Write the references of records; leave out addresses and telephone numbers. What is due stands on the page by itself.",
    )  # fmt: skip


@page(
    "hand_over_shift", "supervision/shift/hand-over", title="Hand over the shift",
    permission=Permission.REVIEW_AS_SUPERVISOR, methods=BOTH,
)  # fmt: skip
def hand_over(request: Any) -> HttpResponse:
    """Words for the next supervisor of the team; kept while they are typed."""
    name = "hand_over_shift"
    if request.method == "POST":
        form = HandoverForm(request.POST)
        unsent.keep(request, name)
        if form.is_valid():
            try:
                hand_over_shift(words=form.cleaned_data["words"], by=request.officer, at=now())
            except NotAllowed as refusal:
                form.refuse(refusal)
            else:
                unsent.drop(request.officer, name)
                return go_to("shift", done="shift-handed-over")
    else:
        form = HandoverForm(unsent.draft_of(request.officer, name))
        form.forget_errors()
    return render(
        request, "supervision/hand_over.html", {"form": form}, status=422 if request.method == "POST" else 200
    )


@page(
    "take_over_shift", "supervision/shift/handovers/<int:number>/acknowledge", title="Shift",
    permission=Permission.REVIEW_AS_SUPERVISOR, methods=("POST",),
)  # fmt: skip
def take_over(request: Any, number: int) -> HttpResponse:
    """Acknowledge what was handed over."""
    opened = open_shift(by=request.officer, at=now())
    if number not in {one.id for one in opened.handovers}:
        raise NoSuchRecord(str(number))
    try:
        take_over_shift(handover=number, by=request.officer, at=now())
    except NotAllowed as refused:
        return _show(request, str(refused))
    return go_to("shift", done="shift-taken-over")


class ProtectForm(PageForm):
    """Whose time is kept free, from when to when."""

    officer = one_of("Whose?", [], select=True)
    from_at = MomentField(label="From", hint="For example, today 10:00", ahead=True)
    until_at = MomentField(label="Until", hint="For example, today 13:00", ahead=True)

    def __init__(self, *args: Any, opened: OpenedShift, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["officer"].error_messages["required"] = "Choose an officer."
        self.offer("officer", [("", "Choose"), *((str(one.officer.id), one.officer.title) for one in opened.people)])


@page(
    "protect_time", "supervision/shift/protect", title="Keep time free for investigating",
    permission=Permission.REVIEW_AS_SUPERVISOR, methods=BOTH,
)  # fmt: skip
def protect(request: Any) -> HttpResponse:
    """A time in which one of the team investigates and is not counted for response."""
    name = "protect_time"
    opened = open_shift(by=request.officer, at=now())
    if request.method == "POST":
        form = ProtectForm(request.POST, opened=opened)
        unsent.keep(request, name)
        if form.is_valid():
            data = form.cleaned_data
            period = Period(from_at=data["from_at"], until_at=data["until_at"])
            try:
                protect_time(officer=int(data["officer"]), period=period, by=request.officer, at=now())
            except NotAllowed as refusal:
                form.refuse(refusal)
            else:
                unsent.drop(request.officer, name)
                return go_to("shift", done="time-protected")
    else:
        form = ProtectForm(unsent.draft_of(request.officer, name), opened=opened)
        form.forget_errors()
    return render(
        request, "protection/act.html",
        {"form": form, "caption": "", "verb": "Keep it free", "about": "time-protected"},
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip


@page(
    "lift_protection", "supervision/shift/protected/<int:number>/lift", title="Shift",
    permission=Permission.REVIEW_AS_SUPERVISOR, methods=("POST",),
)  # fmt: skip
def lift(request: Any, number: int) -> HttpResponse:
    """Give up a time that was kept free."""
    opened = open_shift(by=request.officer, at=now())
    if number not in {each.id for one in opened.people for each in one.protected}:
        raise NoSuchRecord(str(number))
    lift_protection(protected=number, by=request.officer, at=now())
    return go_to("shift", done="protection-lifted")


@page("quality", "supervision/quality", title="Quality of work", permission=Permission.SEE_MEASURES)
def quality(request: Any) -> HttpResponse:
    """Reviews in time and challenged, and victims updated as agreed, by type of team; never of officers."""
    opened = open_quality(by=request.officer, at=now())
    return render(request, "supervision/quality.html", {"opened": opened, "examined": EXAMINED})
