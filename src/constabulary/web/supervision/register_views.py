"""The register of outstanding suspects: a force's, a district's, a team's or one's own, counted and listed by harm."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.investigation.register_reading import OpenedRegister, open_my_suspects, open_register
from constabulary.policing.duties.catalogue import CATALOGUE
from constabulary.policing.investigation.register import NOT_OUTSTANDING, Why, age_bands, reasons_of
from constabulary.records.queries.officers import names_of
from constabulary.records.queries.supervision import Scope
from constabulary.records.queries.suspect_register import CLOCK_BANDS
from constabulary.web.lists import A_PAGE, next_page, start_from
from constabulary.web.pages import page, render
from constabulary.web.supervision.views import called, query_of, scope_from, within

CLOCK_TITLES = {
    "late": "Passed", "day": "Within a day", "week": "Within a week", "later": "Later", "none": "No clock known",
}  # fmt: skip
#: A force on most of whose register one page of lines is looked at: no name is read that is not shown.
PURPOSE = "Looking for outstanding suspects"


def why_from(request: Any) -> Why | None:
    """Which reason is asked for; every one for an address somebody typed wrongly."""
    asked = request.GET.get("why", "")
    return Why(asked) if asked in set(Why) else None


@page("suspect_register", "suspects", title="Outstanding suspects", permission=Permission.OPEN_SUPERVISION)
def register(request: Any) -> HttpResponse:
    """Who is to be found, attends, is on bail or released: of the force, or of a district, team or officer."""
    scope, why, skip = scope_from(request), why_from(request), start_from(request)
    found = open_register(scope=scope, why=why, purpose=PURPOSE, by=request.officer, at=now(), most=A_PAGE, skip=skip)
    units = [(name, number, within(scope, number)) for number, name in found.units]
    context = {
        "called": called(scope), "units": [(name, number, query_of(own) if own else "") for name, number, own in units],
        "is_deepest": scope.officer is not None, "level": scope.level.value,
    }  # fmt: skip
    return _show(request, found, "suspect_register", scope, why, skip, context)


@page("my_suspects", "my-crimes/suspects", title="My outstanding suspects", permission=Permission.INVESTIGATE)
def my_suspects(request: Any) -> HttpResponse:
    """The suspects of one's own crimes who are on the register."""
    why, skip = why_from(request), start_from(request)
    found = open_my_suspects(why=why, purpose=PURPOSE, by=request.officer, at=now(), most=A_PAGE, skip=skip)
    return _show(
        request, found, "my_suspects", Scope(), why, skip,
        {"called": "your crimes", "units": [], "is_deepest": True, "level": ""},
    )  # fmt: skip


def _show(
    request: Any, found: OpenedRegister, here: str, scope: Scope, why: Why | None, skip: int, context: dict[str, Any]
) -> HttpResponse:
    at = now()
    return render(
        request, "supervision/register.html",
        {
            "found": found, "whys": list(Why), "why": why, "ages": age_bands(), "clocks": CLOCK_TITLES,
            "clock_bands": CLOCK_BANDS, "not_outstanding": NOT_OUTSTANDING, "here": reverse(here),
            "query": query_of(scope), "names": names_of({one.officer for one in found.lines if one.officer}),
            "said": {one.id: reasons_of(one.facts, at) for one in found.lines}, "cards": CATALOGUE,
            "next_page": next_page(request, skip + A_PAGE) if found.has_more else "", **context,
        },
    )  # fmt: skip
