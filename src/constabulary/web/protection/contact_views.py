"""How people are safely reached: routes, messages, the outbox."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.messages import queue_message, withdraw_message
from constabulary.casework.protected_reading import open_outbox, open_protection
from constabulary.casework.reading import NoSuchRecord, open_incident
from constabulary.casework.safe_routes import confirm_safe_route, end_safe_route, say_who_answers
from constabulary.casework.telephoning import note_telephoned
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.protection.safe_route import CONFIRMED_WITH_TITLES, WAY_TITLES
from constabulary.records.queries.officers import names_of
from constabulary.standards.messages import MESSAGE_TEMPLATES
from constabulary.standards.rulebook import on
from constabulary.web.pages import go_to, page, render
from constabulary.web.protection.forms import AnsweringForm, MessageForm, ReasonForm, SafeRouteForm, TelephonedForm

WORDS = {"ways": WAY_TITLES, "confirmations": CONFIRMED_WITH_TITLES}


def _incident(request: Any) -> Any:
    """The incident that the page was opened from, when it names one that the reader may see."""
    reference = request.GET.get("incident", "")
    if not reference:
        return None
    return open_incident(reference=reference, purpose="Confirming a safe route", by=request.officer, at=now())


@page(
    "safe_route", "people/<str:reference>/safe-route", title="Safe route",
    permission=Permission.MANAGE_SAFE_ROUTES, methods=("GET", "POST"),
)  # fmt: skip
def route(request: Any, reference: str) -> HttpResponse:
    """How a person can safely be reached; confirm a way, or that there is none."""
    permission = Permission.MANAGE_SAFE_ROUTES
    opened = open_protection(reference=reference, permission=permission, by=request.officer, at=now())
    heard_in = _incident(request)
    incident = heard_in.incident if heard_in else None
    form = SafeRouteForm(request.POST or None, reachable=opened.reachable)
    if request.method == "POST" and form.is_valid():
        try:
            confirm_safe_route(
                person=opened.person.id,
                route=form.route(),
                incident=incident.id if incident else None,
                by=request.officer,
                at=now(),
            )
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            if incident:
                return go_to("incident", reference=incident.reference, done="route-confirmed")
            return go_to("safe_route", reference=reference, done="route-confirmed")
    return render(
        request,
        "protection/safe_route.html",
        {
            "opened": opened,
            "form": form,
            "incident": incident,
            "reach": heard_in.reach if heard_in else None,
            "could_not_speak": bool(heard_in and heard_in.contact and heard_in.contact.cannot_speak_freely),
            "names": names_of({one.confirmed_by for one in opened.routes}),
            **WORDS,
        },
        status=422 if form.errors else 200,
        title=f"Safe route of {opened.person.name}",
    )


@page(
    "end_route", "people/<str:reference>/safe-route/<int:number>/end", title="End the safe route",
    permission=Permission.MANAGE_SAFE_ROUTES, methods=("GET", "POST"),
)  # fmt: skip
def ending(request: Any, reference: str, number: int) -> HttpResponse:
    """End a route that is no longer safe; what waits to go by it is withdrawn."""
    permission = Permission.MANAGE_SAFE_ROUTES
    opened = open_protection(reference=reference, permission=permission, by=request.officer, at=now())
    if number not in {one.id for one in opened.routes}:
        raise NoSuchRecord(str(number))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_safe_route(route=number, reason=form.cleaned_data["reason"], by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("safe_route", reference=reference, done="route-ended")
    return render(
        request, "protection/act.html",
        {"form": form, "caption": f"{opened.person.name} {reference}", "verb": "End it", "about": "route-ended"},
        status=422 if form.errors else 200,
    )  # fmt: skip


@page(
    "who_answers", "people/<str:reference>/contacts/<int:number>/who-answers", title="Who answers or sees it",
    permission=Permission.MANAGE_SAFE_ROUTES, methods=("GET", "POST"),
)  # fmt: skip
def answering(request: Any, reference: str, number: int) -> HttpResponse:
    """Correct who answers or sees a contact detail; a route to what turns out to be shared ends."""
    permission = Permission.MANAGE_SAFE_ROUTES
    opened = open_protection(reference=reference, permission=permission, by=request.officer, at=now())
    detail = next((one for one in opened.reachable if one.id == number and one.kind != "address"), None)
    if detail is None:
        raise NoSuchRecord(str(number))
    form = AnsweringForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            say_who_answers(
                contact_point=number,
                shared=data["shared"] == "yes",
                reason=data["reason"],
                by=request.officer,
                at=now(),
            )
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("safe_route", reference=reference, done="answering-noted")
    return render(
        request, "protection/act.html",
        {"form": form, "caption": f"{opened.person.name} {reference}: {detail.words}", "verb": "Save",
         "about": "answering-noted"},
        status=422 if form.errors else 200,
    )  # fmt: skip


@page("outbox", "outbox", title="Outbox", permission=Permission.SEND_MESSAGES)
def outbox(request: Any) -> HttpResponse:
    """What waits to be sent, to whom, by which route, in which words; and what was sent."""
    found = open_outbox(by=request.officer, at=now())
    return render(
        request,
        "protection/outbox.html",
        {"messages": found, "names": names_of({one.queued_by for one in found}), **WORDS},
    )


@page(
    "withdraw_message", "outbox/<int:number>/withdraw", title="Withdraw a message",
    permission=Permission.SEND_MESSAGES, methods=("GET", "POST"),
)  # fmt: skip
def withdrawing(request: Any, number: int) -> HttpResponse:
    """Take a message out of the outbox before it is sent."""
    message = next(iter(open_outbox(number=number, by=request.officer, at=now())), None)
    if message is None:
        raise NoSuchRecord(str(number))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_message(message=number, reason=form.cleaned_data["reason"], by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("outbox", done="message-withdrawn")
    return render(
        request, "protection/act.html",
        {"form": form, "caption": message.words, "verb": "Withdraw", "about": "message-withdrawn"},
        status=422 if form.errors else 200,
    )  # fmt: skip


@page(
    "telephone_instead", "outbox/<int:number>/telephone", title="Telephone in place of a message",
    permission=Permission.SEND_MESSAGES, methods=("GET", "POST"),
)  # fmt: skip
def telephoning(request: Any, number: int) -> HttpResponse:
    """By which way somebody is reached to whom a message was not delivered, and what came of telephoning them."""
    at = now()
    message = next(iter(open_outbox(number=number, by=request.officer, at=at)), None)
    if message is None or message.incident is None:
        raise NoSuchRecord(str(number))
    opened = open_protection(reference=message.person, permission=Permission.SEND_MESSAGES, by=request.officer, at=at)
    form = TelephonedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            note_telephoned(message=number, call=form.call(), by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("incident", reference=message.incident, done="telephoned")
    return render(
        request, "protection/telephone.html",
        {"form": form, "message": message, "opened": opened,
         "route": next((one for one in opened.routes if one.ended_at is None), None), **WORDS},
        status=422 if form.errors else 200, title=f"Telephone {opened.person.name}",
    )  # fmt: skip


@page(
    "write_message", "incidents/<str:reference>/write/<str:person>", title="Write to a person",
    permission=Permission.SEND_MESSAGES, methods=("GET", "POST"),
)  # fmt: skip
def writing(request: Any, reference: str, person: str) -> HttpResponse:
    """Choose one of the messages, fill its places, and see what would be sent and by which route."""
    at = now()
    incident = open_incident(reference=reference, purpose="Writing to a person", by=request.officer, at=at).incident
    opened = open_protection(reference=person, permission=Permission.SEND_MESSAGES, by=request.officer, at=at)
    templates = {one.code: one for one in on(at)[MESSAGE_TEMPLATES].value}
    chosen = templates.get(request.GET.get("message", "")) or next(iter(templates.values()))
    form = MessageForm(request.POST or None, template=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            queue_message(
                incident=incident.id,
                person=opened.person.id,
                template=chosen.code,
                filled=form.filled(),
                by=request.officer,
                at=now(),
            )
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("outbox", done="message-queued")
    current = next((one for one in opened.routes if one.ended_at is None), None)
    return render(
        request,
        "protection/write.html",
        {
            "opened": opened,
            "form": form,
            "incident": incident,
            "templates": templates,
            "chosen": chosen,
            "route": current,
            **WORDS,
        },
        status=422 if form.errors else 200,
        title=f"Write to {opened.person.name}",
    )
