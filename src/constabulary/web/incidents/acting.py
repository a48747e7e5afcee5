"""Pages on which one thing is done to an incident: a form, one verb, back to the incident."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import NotPermitted
from constabulary.casework.clock import now
from constabulary.casework.reading import OpenedIncident, open_incident
from constabulary.policing.decisions import NotAllowed
from constabulary.web import unsent
from constabulary.web.forming import PageForm
from constabulary.web.incidents.remedies import Remedy, remedies_for
from constabulary.web.pages import go_to, render


def act_page(
    request: Any,
    reference: str,
    *,
    make_form: Callable[[Any, OpenedIncident], PageForm],
    carry_out: Callable[[Any, OpenedIncident], Any],
    done: str,
    then: str = "incident",
    template: str = "incidents/act.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form, or carry out what was sent; refusals land beside their fields, and what was typed is kept.

    The draft is kept for all that the address names, so that what was typed of one person never shows for another.
    """
    match = request.resolver_match
    name, about = match.url_name, "/".join(str(one) for one in match.kwargs.values())
    opened = open_incident(reference=reference, purpose="Working the incident", by=request.officer, at=now())
    remedies: tuple[Remedy, ...] = ()
    status = 422 if request.method == "POST" else 200
    if request.method == "POST":
        form = make_form(request.POST, opened)
        unsent.keep(request, name, about)
        if form.is_valid():
            try:
                carry_out(form, opened)
            except NotAllowed as refusal:
                form.refuse(refusal)
                remedies = remedies_for(request.officer, refusal.reasons, reference)
            except NotPermitted as refusal:
                form.forbid(str(refusal))
                status = 403
            else:
                unsent.drop(request.officer, name, about)
                return go_to(then, reference=reference, done=done)
    else:
        form = make_form(unsent.draft_of(request.officer, name, about), opened)
        form.forget_errors()
    return render(
        request,
        template,
        {
            "opened": opened,
            "form": form,
            "page_name": name,
            "draft_subject": about,
            "remedies": remedies,
            **(context or {}),
        },
        status=status,
    )
