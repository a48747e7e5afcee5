"""The journey: the whole story of one call."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.reading import open_journey
from constabulary.records.queries.officers import names_of
from constabulary.web.pages import page, render


@page("journey", "journeys/<str:reference>", title="Journey", permission=Permission.SEE_JOURNEYS)
def journey(request: Any, reference: str) -> HttpResponse:
    """Everything that followed from one contact, as a timeline."""
    opened = open_journey(reference=reference, purpose="Following a journey", by=request.officer, at=now())
    return render(
        request,
        "journal/journey.html",
        {"opened": opened, "names": names_of({one.by_row for one in opened.entries})},
        title=f"Journey {reference}",
    )
