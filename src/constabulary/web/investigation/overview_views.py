"""A crime at a glance."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.investigation.reading import open_investigation
from constabulary.casework.limits import limit_of_crime
from constabulary.casework.victims.naming_reading import may_be_named_by
from constabulary.policing.protection.safe_route import WAY_TITLES
from constabulary.records.queries.takeover import came_from
from constabulary.web.investigation.next_steps import find_next_steps
from constabulary.web.investigation.views import shared
from constabulary.web.pages import page
from constabulary.web.recording.crime_pages import render_part


@page("crime", "crimes/<crime:reference>", title="Crime", permission=Permission.SEE_CRIMES)
def crime(request: Any, reference: str) -> HttpResponse:
    """A crime at a glance: who has it, what is due, who is in it, how it came to its officer, and what to do next."""
    at = now()
    opened = open_investigation(reference=reference, purpose="Working the crime", by=request.officer, at=at)
    limit = limit_of_crime(opened.crime, (one.status for one in opened.suspects), at=at, overlay=request.overlay)
    steps = find_next_steps(request.officer, opened)
    return render_part(
        request, "recording/crime.html", opened,
        {
            **shared(request, opened), "steps": steps, "ways": WAY_TITLES, "came_from": came_from(opened.crime.id),
            "limit": limit, "may_name_victim": may_be_named_by(request.officer, opened.crime),
        },
    )  # fmt: skip
