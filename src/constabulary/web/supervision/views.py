"""The nine lists of supervision: counted by district, team and officer, each count opening what it counts."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from constabulary.access.officers import may
from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.supervision_reading import open_supervision, open_supervision_list
from constabulary.policing.supervision.lists import LISTS, SupervisionList, describe_list
from constabulary.records.queries.allocation import all_districts
from constabulary.records.queries.officers import all_teams, names_of
from constabulary.records.queries.queues import QueueName, queue_flows
from constabulary.records.queries.supervision import Level, Scope
from constabulary.web.lists import A_PAGE, next_page, start_from
from constabulary.web.pages import page, render

PARTS = ("district", "team", "officer")


def scope_from(request: Any) -> Scope:
    """Whose work is asked for; the whole force's for an address somebody typed wrongly."""
    given = {part: request.GET.get(part, "") for part in PARTS}
    asked = {part: int(one) for part, one in given.items() if one.isascii() and one.isdigit() and len(one) < 19}
    return Scope(**asked)


def query_of(scope: Scope) -> str:
    """A scope as an address holds it."""
    return urlencode({part: getattr(scope, part) for part in PARTS if getattr(scope, part) is not None})


def within(scope: Scope, number: int | None) -> Scope | None:
    """One line of a table as a scope of its own; None where there is none."""
    if number is None:
        return None
    if scope.level is Level.DISTRICT:
        return Scope(district=number)
    return Scope(team=number) if scope.level is Level.TEAM else Scope(team=scope.team, officer=number)


def called(scope: Scope) -> str:
    """Whose work it is, in words."""
    if scope.officer is not None:
        return names_of({scope.officer}).get(scope.officer, "Nobody of that number")
    if scope.team is not None:
        return dict(all_teams()).get(scope.team, "No such team")
    return (
        dict(all_districts(ended=True)).get(scope.district, "No such district")
        if scope.district is not None
        else "The force"
    )


@page("supervision", "supervision", title="Supervision", permission=Permission.SEE_MEASURES)
def supervision(request: Any) -> HttpResponse:
    """Nine counts for each district, team or officer, beside what they were and whether the queue behind each flows."""
    scope = scope_from(request)
    found = open_supervision(scope=scope, by=request.officer, at=now())
    flows = queue_flows()
    lines = [(unit, within(scope, unit.number)) for unit in found.units]
    return render(
        request, "supervision/lists.html",
        {
            "found": found, "lists": LISTS, "scope": scope, "called": called(scope), "query": query_of(scope),
            "lines": [(unit, query_of(own) if own else "") for unit, own in lines],
            "told": {one: describe_list(one, found.backstops.value) for one in SupervisionList},
            "flows": {
                one: flows.get(QueueName(desk=about.queue[0], kind=about.queue[1]))
                for one, about in LISTS.items()
            },
            "opens": may(request.officer, Permission.OPEN_SUPERVISION), "is_deepest": scope.officer is not None,
        },
    )  # fmt: skip


@page(
    "supervision_list", "supervision/<slug:named>", title="Supervision list", permission=Permission.OPEN_SUPERVISION,
)  # fmt: skip
def supervision_list(request: Any, named: str) -> HttpResponse:
    """What stands on one list: which crime, since when, whose."""
    if named not in set(SupervisionList):
        raise NoSuchRecord(named)
    wanted, scope, skip = SupervisionList(named), scope_from(request), start_from(request)
    found = open_supervision_list(
        wanted=wanted, scope=scope, purpose="Supervising", by=request.officer, at=now(), most=A_PAGE, skip=skip
    )
    back = reverse("supervision") + (f"?{query_of(scope)}" if query_of(scope) else "")
    return render(
        request, "supervision/list.html",
        {
            "found": found, "about": LISTS[wanted], "told": describe_list(wanted, found.backstops.value),
            "called": called(scope), "back": back, "names": names_of({one.officer for one in found.crimes if one.officer}),
            "next_page": next_page(request, skip + A_PAGE) if found.has_more else "",
        },
    )  # fmt: skip
