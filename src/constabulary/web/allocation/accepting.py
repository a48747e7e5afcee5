"""What the pages of proposals share: the ones that were ticked are accepted together."""

from collections.abc import Callable
from typing import Any

from constabulary.casework.allocation_proposals import Accepted
from constabulary.casework.clock import now
from constabulary.policing.decisions import NotAllowed


def accept_chosen(request: Any, accept: Callable[..., Accepted]) -> tuple[Accepted | None, str]:
    """(what became of the proposals that were ticked, or None; why none could be accepted, in words)."""
    chosen = [int(one) for one in request.POST.getlist("proposals") if one.isascii() and one.isdigit()]
    try:
        return accept(proposals=chosen, by=request.officer, at=now()), ""
    except NotAllowed as refused:
        return None, str(refused)


def said_of(accepted: Accepted, otherwise: str) -> str:
    """What is told afterwards: that some were decided by somebody else meanwhile, or `otherwise`."""
    return "proposals-decided-before" if accepted.gone else otherwise
