"""Connections of officers and staff with persons."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import may
from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.connections import declare_connection, end_connection, record_connection
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.decisions import NotAllowed
from constabulary.records.queries.officers import names_of
from constabulary.records.queries.protection import connections_of
from constabulary.web.pages import go_to, page, render
from constabulary.web.protection.forms import ColleagueForm, ConnectionForm, ReasonForm


@page(
    "connections", "connections", title="Connections", permission=Permission.DECLARE_CONNECTION,
    methods=("GET", "POST"),
)  # fmt: skip
def connections(request: Any) -> HttpResponse:
    """Declare a connection with a person. What is sealed against them is closed to you from then on."""
    form = ConnectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            declare_connection(**form.cleaned_data, by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("connections", done="connection-declared")
    keeps = may(request.officer, Permission.RECORD_CONNECTION)
    found = connections_of(None if keeps else request.officer.id)
    who = {one.officer for one in found} | {one.declared_by for one in found}
    return render(
        request, "protection/connections.html", {"form": form, "connections": found, "names": names_of(who)},
        status=422 if form.errors else 200,
    )  # fmt: skip


@page(
    "colleague_connection", "connections/colleague", title="Record a colleague's connection",
    permission=Permission.RECORD_CONNECTION, methods=("GET", "POST"),
)  # fmt: skip
def colleague(request: Any) -> HttpResponse:
    """Record a colleague's connection that was found, however it was."""
    form = ColleagueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            record_connection(
                officer=data["collar_number"],
                person=data["person"],
                nature=data["nature"],
                by=request.officer,
                at=now(),
            )
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("connections", done="connection-recorded")
    return render(
        request, "protection/act.html", {"form": form, "caption": "", "verb": "Record it", "about": "colleague"},
        status=422 if form.errors else 200,
    )  # fmt: skip


@page(
    "end_connection", "connections/<int:number>/end", title="End a connection",
    permission=Permission.RECORD_CONNECTION, methods=("GET", "POST"),
)  # fmt: skip
def ending(request: Any, number: int) -> HttpResponse:
    """End a connection recorded in error, or over."""
    found = next((one for one in connections_of() if one.id == number), None)
    if found is None:
        raise NoSuchRecord(str(number))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_connection(connection=number, reason=form.cleaned_data["reason"], by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("connections", done="connection-ended")
    return render(
        request, "protection/act.html",
        {"form": form, "caption": f"{found.person_name} {found.person}", "verb": "End it", "about": "connection-ended"},
        status=422 if form.errors else 200,
    )  # fmt: skip
