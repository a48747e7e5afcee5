"""A team's crimes given to others: which team, who is proposed for each, accepted or changed by a person."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.allocation_proposals import Accepted
from constabulary.casework.clock import now
from constabulary.casework.reallocation import (
    accept_reallocation,
    open_reallocation,
    open_teams_to_reallocate,
    propose_reallocation,
)
from constabulary.optimisation.pool import WHY_WAITING
from constabulary.policing.decisions import NotAllowed
from constabulary.records.queries.officers import names_of
from constabulary.web.allocation.accepting import accept_chosen, said_of
from constabulary.web.lists import TO_DECIDE, paging, start_from
from constabulary.web.pages import go_to, page, render

WAITS = {why.value: sentence for why, sentence in WHY_WAITING.items()}


@page(
    "teams_to_reallocate", "allocation/teams", title="A team's crimes to others", permission=Permission.ALLOCATE
)  # fmt: skip
def teams(request: Any) -> HttpResponse:
    """Which team's crimes go to others."""
    return render(request, "allocation/teams.html", {"teams": open_teams_to_reallocate(by=request.officer, at=now())})


@page(
    "reallocate_team", "allocation/teams/<int:team>", title="A team's crimes to others",
    permission=Permission.ALLOCATE, methods=("GET", "POST"),
)  # fmt: skip
def team_crimes(request: Any, team: int) -> HttpResponse:
    """The crimes of a team with who is proposed; the chosen proposals are accepted together."""
    accepted, refusal = None, ""
    if request.method == "POST":
        accepted, refusal = accept_chosen(request, accept_reallocation)
        if accepted and not accepted.refused:
            return go_to("reallocate_team", team=team, done=said_of(accepted, "cover-accepted"))
    return _show(request, team, accepted=accepted, refusal=refusal)


def _show(request: Any, team: int, *, accepted: Accepted | None, refusal: str) -> HttpResponse:
    skip = start_from(request)
    opened = open_reallocation(team=team, by=request.officer, at=now(), most=TO_DECIDE, skip=skip)
    named = {one.officer for one in opened.crimes} | {one.officer for one in opened.proposals.values()}
    return render(
        request, "allocation/team.html",
        {
            "opened": opened, "team": team, "names": names_of({one for one in named if one is not None}),
            "accepted": accepted, "refusal": refusal, "waits": WAITS,
            "paging": paging(request, skip, shown=len(opened.crimes), count=opened.count, a_page=TO_DECIDE),
            "ticked": request.GET.get("ticked") == "all",
        },
        status=422 if refusal or accepted else 200,
    )  # fmt: skip


@page(
    "propose_reallocation", "allocation/teams/<int:team>/propose", title="A team's crimes to others",
    permission=Permission.ALLOCATE, methods=("POST",),
)  # fmt: skip
def propose(request: Any, team: int) -> HttpResponse:
    """Propose somebody of another team for each crime; nobody is given anything by it."""
    # Nothing of the body is needed, but one that is too large is refused here as on every page.
    request.POST.keys()
    try:
        propose_reallocation(team=team, by=request.officer, at=now())
    except NotAllowed as refused:
        return _show(request, team, accepted=None, refusal=str(refused))
    return go_to("reallocate_team", team=team, done="cover-proposed")
