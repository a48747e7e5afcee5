"""Crimes whose officers are away: who is proposed for each, accepted or changed by a person."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import may
from constabulary.access.permissions import Permission
from constabulary.casework.allocation_proposals import Accepted, accept_proposals
from constabulary.casework.clock import now
from constabulary.casework.cover import open_cover, propose_cover
from constabulary.optimisation.pool import WHY_WAITING
from constabulary.policing.decisions import NotAllowed
from constabulary.records.queries.officers import names_of
from constabulary.web.allocation.accepting import accept_chosen, said_of
from constabulary.web.lists import TO_DECIDE, paging, start_from
from constabulary.web.pages import go_to, page, render

WAITS = {why.value: sentence for why, sentence in WHY_WAITING.items()}


def _everybody(request: Any) -> bool:
    return bool(request.GET.get("of") == "everybody")


@page(
    "cover",
    "supervision/cover",
    title="Crimes that need cover",
    permission=Permission.ALLOCATE,
    methods=("GET", "POST"),
)
def cover(request: Any) -> HttpResponse:
    """The crimes of those who are away, with who is proposed; the chosen proposals are accepted together."""
    accepted, refusal = None, ""
    if request.method == "POST":
        accepted, refusal = accept_chosen(request, accept_proposals)
        if accepted and not accepted.refused:
            return go_to("cover", done=said_of(accepted, "cover-accepted"))
    return _show(request, accepted=accepted, refusal=refusal)


def _show(request: Any, *, accepted: Accepted | None, refusal: str) -> HttpResponse:
    skip = start_from(request)
    opened = open_cover(
        everybody=_everybody(request), purpose="Finding cover", by=request.officer, at=now(), most=TO_DECIDE, skip=skip
    )
    named = {one.officer for one in opened.crimes} | {one.officer for one in opened.proposals.values()}
    return render(
        request, "supervision/cover.html",
        {
            "opened": opened, "names": names_of({one for one in named if one is not None}), "accepted": accepted,
            "refusal": refusal, "waits": WAITS, "everybody": _everybody(request),
            "has_people": may(request.officer, Permission.REVIEW_AS_SUPERVISOR),
            "paging": paging(request, skip, shown=len(opened.crimes), count=opened.count, a_page=TO_DECIDE),
        },
        status=422 if refusal or accepted else 200,
    )  # fmt: skip


@page(
    "propose_cover", "supervision/cover/propose", title="Crimes that need cover", permission=Permission.ALLOCATE,
    methods=("POST",),
)  # fmt: skip
def propose(request: Any) -> HttpResponse:
    """Propose a colleague for each crime that needs cover; nobody is given anything by it."""
    # Nothing of the body is needed, but one that is too large is refused here as on every page.
    request.POST.keys()
    try:
        propose_cover(everybody=_everybody(request), by=request.officer, at=now())
    except NotAllowed as refused:
        return _show(request, accepted=None, refusal=str(refused))
    return go_to("cover", done="cover-proposed")
