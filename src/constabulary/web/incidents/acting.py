"""Pages on which one thing is done to an incident: a form, one verb, back to the incident."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from constabulary.casework.clock import now
from constabulary.casework.reading import OpenedIncident, open_incident
from constabulary.policing.decisions import NotAllowed
from constabulary.web import unsent
from constabulary.web.forming import PageForm
from constabulary.web.pages import go_to, render


def act_page(
    request: Any,
    reference: str,
    *,
    make_form: Callable[[Any, OpenedIncident], PageForm],
    carry_out: Callable[[Any, OpenedIncident], Any],
    done: str,
    template: str = "incidents/act.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form, or carry out what was sent; refusals land beside their fields, and what was typed is kept."""
    name = request.resolver_match.url_name
    opened = open_incident(reference=reference, purpose="Working the incident", by=request.officer, at=now())
    if request.method == "POST":
        form = make_form(request.POST, opened)
        unsent.keep(request, name, reference)
        if form.is_valid():
            try:
                carry_out(form, opened)
            except NotAllowed as refusal:
                form.refuse(refusal)
            else:
                unsent.drop(request.officer, name, reference)
                return go_to("incident", reference=reference, done=done)
    else:
        form = make_form(unsent.draft_of(request.officer, name, reference), opened)
        form.forget_errors()
    return render(
        request,
        template,
        {"opened": opened, "form": form, "page_name": name, **(context or {})},
        status=422 if request.method == "POST" else 200,
    )
