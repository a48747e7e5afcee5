"""Sealing addresses and contact details, and saying who needs them."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.protected_reading import open_protection, open_seal
from constabulary.casework.seal_making import seal_details
from constabulary.casework.seals import end_need, grant_need, lift_seal
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.people.details import words_of_sealed
from constabulary.records.queries.officers import names_of
from constabulary.web.pages import go_to, page, render
from constabulary.web.protection.forms import NeedForm, ReasonForm, SealForm


@page(
    "person_seals", "people/<str:reference>/seals", title="Sealed details",
    permission=Permission.SEAL, methods=("GET", "POST"),
)  # fmt: skip
def of_person(request: Any, reference: str) -> HttpResponse:
    """What of a person is sealed, against whom; seal more."""
    opened = open_protection(reference=reference, permission=Permission.SEAL, by=request.officer, at=now())
    form = SealForm(request.POST or None, reachable=opened.reachable, around=opened.around)
    if request.method == "POST" and form.is_valid():
        try:
            seal_details(
                person=opened.person.id,
                against=form.cleaned_data["against"],
                reason=form.cleaned_data["reason"],
                addresses=form.chosen("address"),
                contact_points=form.chosen("contact"),
                by=request.officer,
                at=now(),
            )
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("person_seals", reference=reference, done="sealed")
    return render(
        request,
        "protection/seals.html",
        {
            "opened": opened,
            "form": form,
            "words_of_sealed": words_of_sealed,
            "has_address": any(one.kind == "address" for one in opened.reachable),
            "names": names_of({one.made_by for one in opened.seals}),
        },
        status=422 if form.errors else 200,
        title=f"Sealed details of {opened.person.name}",
    )


@page("seal", "seals/<int:number>", title="Seal", permission=Permission.KEEP_SEALS, methods=("GET", "POST"))
def seal(request: Any, number: int) -> HttpResponse:
    """Who needs what a seal hides, why and until when; say that somebody else does."""
    opened = open_seal(number=number, by=request.officer, at=now())
    form = NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            grant_need(
                seal=number,
                officer=form.cleaned_data["collar_number"],
                reason=form.cleaned_data["reason"],
                until=form.cleaned_data["until"],
                by=request.officer,
                at=now(),
            )
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("seal", number=number, done="need-given")
    who = {opened.seal.made_by, *(one.granted_by for one in opened.needs)}
    return render(
        request, "protection/seal.html",
        {"opened": opened, "form": form, "names": names_of(who), "words_of_sealed": words_of_sealed},
        status=422 if form.errors else 200,
    )  # fmt: skip


@page(
    "end_need", "seals/<int:number>/needs/<int:grant>/end", title="End the need",
    permission=Permission.KEEP_SEALS, methods=("GET", "POST"),
)  # fmt: skip
def ending(request: Any, number: int, grant: int) -> HttpResponse:
    """End an officer's need to see what is sealed."""
    opened = open_seal(number=number, by=request.officer, at=now())
    who = next((one.who for one in opened.needs if one.id == grant), "")
    return _with_reason(request, number, f"Need of {who}", "need-ended", end_need, {"grant": grant})


@page(
    "lift_seal", "seals/<int:number>/lift", title="Lift the seal",
    permission=Permission.KEEP_SEALS, methods=("GET", "POST"),
)  # fmt: skip
def lifting(request: Any, number: int) -> HttpResponse:
    """Lift a seal."""
    opened = open_seal(number=number, by=request.officer, at=now())
    caption = f"{opened.seal.person_name} {opened.seal.person}"
    return _with_reason(request, number, caption, "seal-lifted", lift_seal, {"seal": number})


def _with_reason(request: Any, number: int, caption: str, done: str, act: Any, what: dict[str, int]) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(**what, reason=form.cleaned_data["reason"], by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("seal", number=number, done=done)
    return render(
        request, "protection/act.html", {"form": form, "caption": caption, "verb": "Confirm", "about": done},
        status=422 if form.errors else 200,
    )  # fmt: skip
