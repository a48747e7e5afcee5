"""The pages on which an investigation is read: the plan with its lines and reviews, and the suspects."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import Officer, holds_authority, may
from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.investigation.reading import OpenedInvestigation, open_investigation
from constabulary.policing.allocation.workload import STAGE_TITLES
from constabulary.policing.desks import Authority
from constabulary.policing.investigation.register import SOUGHT, WHY_OF
from constabulary.policing.investigation.suspects import MAY_FOLLOW, SuspectStatus
from constabulary.policing.lifecycles import AT_WORK, LINE_OF_ENQUIRY
from constabulary.records.queries.officers import names_of
from constabulary.web.pages import page
from constabulary.web.recording.crime_pages import render_part


def may_work(officer: Officer, opened: OpenedInvestigation) -> bool:
    """Whether they may work this crime: in charge of it, or a supervisor."""
    in_charge = officer.id == opened.work.officer or holds_authority(officer, Authority.SUPERVISOR)
    return may(officer, Permission.INVESTIGATE) and in_charge


def may_review(officer: Officer, opened: OpenedInvestigation) -> bool:
    """Whether they may review this crime: a supervisor whose own it is not."""
    return holds_authority(officer, Authority.SUPERVISOR) and officer.id != opened.work.officer


def shared(request: Any, opened: OpenedInvestigation) -> dict[str, Any]:
    """What both pages show."""
    return {
        "names": names_of(opened.officers),
        "works": may_work(request.officer, opened),
        "above": holds_authority(request.officer, Authority.SUPERINTENDENT)
        and may(request.officer, Permission.DECIDE_BAIL),
        "reviews": may_review(request.officer, opened),
        "is_at_work": opened.crime.state in AT_WORK,
        "stages": {stage.value: title for stage, title in STAGE_TITLES.items()},
        "line_states": LINE_OF_ENQUIRY.states,
    }


@page(
    "crime_investigation", "crimes/<crime:reference>/investigation", title="Investigation",
    permission=Permission.SEE_CRIMES,
)  # fmt: skip
def investigation(request: Any, reference: str) -> HttpResponse:
    """The plan, its lines, the reviews and their directions, who reviews next."""
    opened = open_investigation(reference=reference, purpose="Working the crime", by=request.officer, at=now())
    reviews_due = [one for one in opened.duties if one.kind.value in {"review_investigation", "inspect_investigation"}]
    return render_part(
        request, "investigation/investigation.html", opened, {**shared(request, opened), "reviews_due": reviews_due}
    )


@page("crime_suspects", "crimes/<crime:reference>/suspects", title="Suspects", permission=Permission.SEE_CRIMES)
def suspects(request: Any, reference: str) -> HttpResponse:
    """Every suspect: where they stand, what runs, what happened, what can come next."""
    opened = open_investigation(reference=reference, purpose="Working the crime", by=request.officer, at=now())
    return render_part(
        request, "investigation/suspects.html", opened,
        {
            **shared(request, opened), "may_follow": MAY_FOLLOW, "why_of": WHY_OF, "sought": SOUGHT,
            "wanted": SuspectStatus.WANTED_CIRCULATED,
        },
    )  # fmt: skip
