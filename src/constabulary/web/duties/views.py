"""Worklists."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.reading import open_worklist
from constabulary.policing.duties.catalogue import CATALOGUE
from constabulary.web.pages import page, render


@page("home", "", title="My work", permission=Permission.SEE_WORKLIST)
def home(request: Any) -> HttpResponse:
    """What is due from me and from my desks, riskiest and most overdue first."""
    at = now()
    lines = open_worklist(purpose="Working the list", by=request.officer, at=at)
    return render(request, "duties/worklist.html", {"lines": lines, "catalogue": CATALOGUE})
