"""The journey: the whole story of one call."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.reading import open_journey
from constabulary.policing.journal.stages import Stage
from constabulary.records.queries.officers import names_of
from constabulary.web.journal.story import days_of, stages_in
from constabulary.web.pages import page, render


@page("journey", "journeys/<str:reference>", title="Journey", permission=Permission.SEE_JOURNEYS)
def journey(request: Any, reference: str) -> HttpResponse:
    """Everything that followed from one contact, as a timeline by day; one stage alone when asked."""
    opened = open_journey(reference=reference, purpose="Following a journey", by=request.officer, at=now())
    wanted = frozenset(stage for stage in Stage if stage.value in request.GET.getlist("stage"))
    days = days_of(opened, at=now(), wanted=wanted)
    return render(
        request,
        "journal/journey.html",
        {
            "opened": opened, "days": days, "stages": stages_in(opened), "wanted": wanted,
            "names": names_of({one.who for day in days for one in day.moments if one.who}),
        },
        title=f"Journey {reference}",
    )  # fmt: skip
