"""The offender management desk's page."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.offenders_reading import open_offenders_desk
from constabulary.web.lists import next_page, start_from
from constabulary.web.pages import page, render

A_PAGE = 50


@page("offenders", "offenders", title="Offender management", permission=Permission.WORK_OFFENDERS_DESK)
def desk(request: Any) -> HttpResponse:
    """Who is at the desk, as the records hold them: complained of in what was handed over or is due there."""
    skip = start_from(request)
    found = open_offenders_desk(
        purpose="Managing offenders", by=request.officer, at=now(), most=A_PAGE + 1, skip=skip
    )  # fmt: skip
    more = next_page(request, skip + A_PAGE) if len(found) > A_PAGE else ""
    return render(request, "people/offenders.html", {"people": found[:A_PAGE], "next_page": more})
