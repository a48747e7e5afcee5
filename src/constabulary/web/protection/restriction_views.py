"""Restricting records, saying who may see them, lifting restrictions."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.protected_reading import OpenedRestriction, open_protection, open_restriction
from constabulary.casework.reading import open_journey
from constabulary.casework.restrictions import (
    end_access,
    grant_access,
    lift_restriction,
    restrict_journey,
    restrict_person,
)
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.policing.protection.seals import NO_SUCH_OFFICER
from constabulary.records.queries.officers import all_teams, names_of, officer_by_number
from constabulary.web.pages import go_to, page, render
from constabulary.web.protection.forms import AccessForm, ReasonForm, RestrictForm


@page(
    "restrict_journey", "journeys/<str:reference>/restrict", title="Restrict a record",
    permission=Permission.RESTRICT, methods=("GET", "POST"),
)  # fmt: skip
def journey(request: Any, reference: str) -> HttpResponse:
    """Keep a journey and everything in it from all but those who work it."""
    opened = open_journey(reference=reference, purpose="Restricting a record", by=request.officer, at=now())
    return _restrict(request, restrict_journey, {"journey": opened.journey.id}, f"Journey {reference}")


@page(
    "restrict_person", "people/<str:reference>/restrict", title="Restrict a person's record",
    permission=Permission.RESTRICT, methods=("GET", "POST"),
)  # fmt: skip
def person(request: Any, reference: str) -> HttpResponse:
    """Keep a person's record from all but those who need it."""
    opened = open_protection(reference=reference, permission=Permission.RESTRICT, by=request.officer, at=now())
    return _restrict(request, restrict_person, {"person": opened.person.id}, f"{opened.person.name} {reference}")


def _restrict(request: Any, act: Any, what: dict[str, int], caption: str) -> HttpResponse:
    form = RestrictForm(request.POST or None, teams=all_teams())
    if request.method == "POST" and form.is_valid():
        try:
            made = act(
                **what,
                kind=RestrictionKind(form.cleaned_data["kind"]),
                reason=form.cleaned_data["reason"],
                teams=form.cleaned_data["teams"],
                by=request.officer,
                at=now(),
            )
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("restriction", number=made, done="restricted")
    return render(
        request, "protection/act.html", {"form": form, "caption": caption, "verb": "Restrict", "about": "restrict"},
        status=422 if form.errors else 200,
    )  # fmt: skip


@page(
    "restriction", "restrictions/<int:number>", title="Restriction",
    permission=Permission.RESTRICT, methods=("GET", "POST"),
)  # fmt: skip
def restriction(request: Any, number: int) -> HttpResponse:
    """Who may see a restricted record and why; let somebody else see it."""
    opened = open_restriction(number=number, by=request.officer, at=now())
    form = AccessForm(request.POST or None, teams=all_teams())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        officer = officer_by_number(data["collar_number"]) if data["collar_number"].strip() else None
        try:
            if data["collar_number"].strip() and officer is None:
                raise NotAllowed([NO_SUCH_OFFICER])
            grant_access(
                restriction=number,
                officer=officer.id if officer else None,
                team=int(data["team"]) if data["team"] else None,
                reason=data["reason"],
                until=data["until"],
                by=request.officer,
                at=now(),
            )
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("restriction", number=number, done="access-given")
    return _show(request, opened, form)


def _show(request: Any, opened: OpenedRestriction, form: AccessForm) -> HttpResponse:
    who = {opened.restriction.made_by, *(one.granted_by for one in opened.access)}
    return render(
        request,
        "protection/restriction.html",
        {
            "opened": opened,
            "form": form,
            "names": names_of(who),
            "kind": RestrictionKind(opened.restriction.kind).label,
        },
        status=422 if form.errors else 200,
    )


@page(
    "end_access", "restrictions/<int:number>/access/<int:grant>/end", title="End access",
    permission=Permission.RESTRICT, methods=("GET", "POST"),
)  # fmt: skip
def ending(request: Any, number: int, grant: int) -> HttpResponse:
    """End one officer's or team's access."""
    opened = open_restriction(number=number, by=request.officer, at=now())
    who = next((one.who for one in opened.access if one.id == grant), "")
    return _with_reason(request, number, f"Access of {who}", "access-ended", end_access, {"grant": grant})


@page(
    "lift_restriction", "restrictions/<int:number>/lift", title="Lift the restriction",
    permission=Permission.RESTRICT, methods=("GET", "POST"),
)  # fmt: skip
def lifting(request: Any, number: int) -> HttpResponse:
    """Lift a restriction, so that everyone whose role reaches the record sees it again."""
    opened = open_restriction(number=number, by=request.officer, at=now())
    caption = f"Journey {opened.restriction.journey}" if opened.restriction.journey else opened.restriction.person
    return _with_reason(request, number, caption, "restriction-lifted", lift_restriction, {"restriction": number})


def _with_reason(request: Any, number: int, caption: str, done: str, act: Any, what: dict[str, int]) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(**what, reason=form.cleaned_data["reason"], by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("restriction", number=number, done=done)
    return render(
        request, "protection/act.html", {"form": form, "caption": caption, "verb": "Confirm", "about": done},
        status=422 if form.errors else 200,
    )  # fmt: skip
