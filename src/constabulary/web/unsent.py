"""What someone had typed is never lost: kept while they type, when a form is refused, and when their sign-in ran out."""

from typing import Any

from django.http import QueryDict

from constabulary.access.officers import Officer
from constabulary.casework.clock import now
from constabulary.casework.drafts import drop_draft, find_draft, keep_draft

NOT_KEPT = frozenset({"csrfmiddlewaretoken", "password", "next"})


def content_of(data: Any) -> dict[str, list[str]]:
    """The fields of a posted form, without what must not be kept."""
    return {name: data.getlist(name) for name in data if name not in NOT_KEPT}


def keep_unsent(request: Any) -> None:
    """Keep a form that arrived after its sender's sign-in had run out, for when they are back."""
    match = request.resolver_match
    subject = "/".join(str(one) for one in match.kwargs.values())
    keep_draft(form=match.url_name, subject=subject, content=content_of(request.POST), by=request.ran_out, at=now())


def keep(request: Any, form: str, subject: str = "") -> None:
    """Keep what was posted."""
    keep_draft(form=form, subject=subject, content=content_of(request.POST), by=request.officer, at=now())


def drop(officer: Officer, form: str, subject: str = "") -> None:
    """Forget a draft: it has been sent."""
    drop_draft(form=form, subject=subject, by=officer, at=now())


def draft_of(officer: Officer, form: str, subject: str = "") -> Any:
    """The draft as a form takes it, or None."""
    found = find_draft(form=form, subject=subject, by=officer)
    if not found:
        return None
    data = QueryDict(mutable=True)
    for name, values in found.items():
        data.setlist(name, values)
    return data
