"""What is proposed for the whole pool: made on demand, accepted in bulk or one by one, changed, rejected."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.allocation_proposals import (
    EFFORT,
    LONGER,
    MOST_CRIMES,
    Accepted,
    OpenedProposal,
    accept_proposals,
    open_allocation_proposals,
    open_proposal,
    propose_allocation,
    reject_proposal,
)
from constabulary.casework.clock import now
from constabulary.optimisation.pool import WHY_WAITING
from constabulary.policing.decisions import NotAllowed
from constabulary.records.queries.officers import names_of
from constabulary.web.allocation.accepting import accept_chosen, said_of
from constabulary.web.allocation.views import PoolForm
from constabulary.web.forming import PageForm, one_of, words
from constabulary.web.lists import A_PAGE, next_page, start_from
from constabulary.web.pages import go_to, page, render

#: What each part of a choice's cost says, in words.
PARTS = {
    "urgency": "is away on days of the coming week",
    "skill": "supervises, belongs to another unit, or has more accreditation than it asks for",
    "balance": "how full they would be",
    "distance": "further away",
    "continuity": "does not know the people in it",
    "fairness": "was given more lately than others, by the hours they worked",
    "move": "somebody else has it",
}
#: What is said for somebody for whom a part costs nothing.
FOR = {
    "continuity": "knows the people in it",
    "distance": "works the district",
    "skill": "has the accreditation it asks for",
}
WAITS = {why.value: sentence for why, sentence in WHY_WAITING.items()}


class ProposeForm(PoolForm):
    """Which part of the pool to propose for, and how long that may take."""

    effort = one_of(
        "How long may it take?",
        [("soon", "About two seconds"), ("longer", "Up to ten seconds: a better answer for a large pool")],
        required=False,
    )  # fmt: skip


class RejectForm(PageForm):
    """Why a proposal is not right."""

    because = words("Why is it not right?", rows=2)


@page(
    "proposals", "allocation/proposals", title="Proposed allocations", permission=Permission.ALLOCATE,
    methods=("GET", "POST"),
)  # fmt: skip
def proposals(request: Any) -> HttpResponse:
    """What is proposed, with what speaks for it; the chosen ones are accepted together."""
    accepted, refusal = None, ""
    if request.method == "POST":
        accepted, refusal = accept_chosen(request, accept_proposals)
        if accepted and not accepted.refused:
            return go_to("proposals", done=said_of(accepted, "proposals-accepted"))
    return _show(request, accepted=accepted, refusal=refusal)


def _show(request: Any, *, accepted: Accepted | None, refusal: str) -> HttpResponse:
    skip = start_from(request)
    opened = open_allocation_proposals(
        purpose="Deciding on proposed allocations", by=request.officer, at=now(), most=A_PAGE, skip=skip
    )
    named = {one.officer for one in opened.lines if one.officer} | {one.officer for one in opened.effects}
    named |= {int(each["officer"]) for one in opened.lines for each in one.others}
    if opened.run is not None:
        named.add(opened.run.made_by)
    return render(
        request,
        "allocation/proposals.html",
        {
            "opened": opened, "names": names_of(named), "accepted": accepted, "refusal": refusal, "parts": PARTS,
            "waits": WAITS, "speaks_for": FOR, "after_all": {one.officer: one for one in opened.effects}, "skip": skip, "ticked": request.method == "GET" and request.GET.get("ticked") == "all", "form": PoolForm(),
            "next_page": next_page(request, skip + A_PAGE) if opened.has_more else "",
        },
        status=422 if refusal or accepted else 200,
    )  # fmt: skip


@page(
    "propose_allocation", "allocation/propose", title="Propose allocations", permission=Permission.ALLOCATE,
    methods=("GET", "POST"),
)  # fmt: skip
def propose(request: Any) -> HttpResponse:
    """Which part of the pool to propose for; nobody is given anything by it."""
    form = ProposeForm(request.POST if request.method == "POST" else None, initial={"effort": "soon"})
    if request.method == "POST" and form.is_valid():
        effort = LONGER if form.cleaned_data["effort"] == "longer" else EFFORT
        try:
            propose_allocation(wanted=form.wanted(), by=request.officer, at=now(), effort=effort)
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("proposals", done="proposals-made")
    return render(
        request, "allocation/propose.html", {"form": form, "most": MOST_CRIMES}, status=422 if form.errors else 200
    )


@page(
    "reject_proposal", "allocation/proposals/<int:proposal>/reject", title="Reject a proposal",
    permission=Permission.ALLOCATE, methods=("GET", "POST"),
)  # fmt: skip
def reject(request: Any, proposal: int) -> HttpResponse:
    """Why one proposal is not right; the crime goes on waiting. What was decided or proposed anew meanwhile is said."""
    opened = open_proposal(proposal=proposal, purpose="Deciding on a proposal", by=request.officer, at=now())
    line = opened.line
    form = RejectForm(request.POST if request.method == "POST" else None)
    if not line.is_open:
        return _decided_meanwhile(request, opened, written=request.POST.get("because", ""))
    if request.method == "POST" and form.is_valid():
        try:
            reject_proposal(proposal=proposal, because=form.cleaned_data["because"], by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            team = request.GET.get("team", "")
            if line.cover_for and team.isascii() and team.isdigit():
                return go_to("reallocate_team", team=int(team), done="proposal-rejected")
            return go_to("cover" if line.cover_for else "proposals", done="proposal-rejected")
    who = names_of({line.officer}).get(line.officer, "somebody") if line.officer else "nobody"
    caption = f"{line.crime}, {line.offence_title}: proposed is {who}"
    return render(
        request, "protection/act.html", {"form": form, "caption": caption, "verb": "Reject", "about": "proposal-rejected"},
        status=422 if form.errors else 200,
    )  # fmt: skip


def _decided_meanwhile(request: Any, opened: OpenedProposal, *, written: str) -> HttpResponse:
    names = names_of({one for one in (opened.line.officer, opened.line.decided_by) if one})
    return render(
        request, "allocation/decided_meanwhile.html", {"opened": opened, "names": names, "written": written},
        status=422 if request.method == "POST" else 200, title="Decided meanwhile",
    )  # fmt: skip
