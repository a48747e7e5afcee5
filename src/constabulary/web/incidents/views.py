"""Incidents."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.reading import open_incident
from constabulary.records.queries.officers import names_of
from constabulary.web.pages import page, render
from constabulary.web.reasons import sentence_of


@page("incident", "incidents/<str:reference>", title="Incident", permission=Permission.SEE_INCIDENTS)
def incident(request: Any, reference: str) -> HttpResponse:
    """An incident: what, where, who, its clocks, every assessment."""
    opened = open_incident(reference=reference, purpose="Working the incident", by=request.officer, at=now())
    who = {opened.incident.opened_by, *(one["assessed_by_id"] for one in opened.assessments)}
    return render(
        request,
        "incidents/incident.html",
        {"opened": opened, "names": names_of(who), "sentence_of": sentence_of},
        title=f"Incident {reference}",
    )
