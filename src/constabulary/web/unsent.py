"""What someone had typed is never lost: kept while they type, when a form is refused, and when their sign-in ran out."""

from contextlib import AbstractContextManager
from typing import Any

from django.http import QueryDict

from constabulary.access.officers import Officer
from constabulary.casework.clock import now
from constabulary.casework.drafts import Sending, drop_draft, find_draft, find_drafts, keep_draft
from constabulary.casework.drafts import sending as hold_draft

CALL = "call"
LONGEST_NAME = 32
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "next"})
SECRET = "password"


def content_of(data: Any) -> dict[str, list[str]]:
    """The fields of a posted form, without what must not be kept; a password by whatever name is none of it."""
    return {name: data.getlist(name) for name in data if name not in NOT_KEPT and SECRET not in name}


def keep_unsent(request: Any) -> None:
    """Keep a form that arrived after its sender's sign-in had run out, for when they are back."""
    match = request.resolver_match
    subject = "/".join(str(one) for one in match.kwargs.values()) or call_named(request)
    if content := content_of(request.POST):
        keep_draft(form=match.url_name, subject=subject, content=content, by=request.ran_out, at=now())


def call_named(request: Any) -> str:
    """The call that the address of the call page names, or nothing: each call is a draft of its own."""
    named = request.GET.get(CALL, "")
    return named if named.isalnum() and len(named) <= LONGEST_NAME else ""


def keep(request: Any, form: str, subject: str = "") -> None:
    """Keep what was posted."""
    keep_draft(form=form, subject=subject, content=content_of(request.POST), by=request.officer, at=now())


def carry(officer: Officer, form: str, subject: str, content: dict[str, list[str]]) -> None:
    """Keep what was typed on one page as the draft of another, on which it is gone on with."""
    keep_draft(form=form, subject=subject, content=content, by=officer, at=now())


def drop(officer: Officer, form: str, subject: str = "") -> None:
    """Forget a draft: it has been sent."""
    drop_draft(form=form, subject=subject, by=officer, at=now())


def sending(request: Any, form: str, subject: str) -> AbstractContextManager[Sending]:
    """What was posted being carried out: the very same posted twice is carried out once."""
    return hold_draft(form=form, subject=subject, content=content_of(request.POST), by=request.officer, at=now())


def draft_of(officer: Officer, form: str, subject: str = "") -> Any:
    """The draft as a form takes it, or None."""
    found = find_draft(form=form, subject=subject, by=officer)
    return _as_posted(found) if found else None


def typed_into(officer: Officer, form: str, subject: str = "") -> dict[str, Any]:
    """What an officer has typed into a form and not sent: the values of each field by its name."""
    return find_draft(form=form, subject=subject, by=officer) or {}


def drafts_of(officer: Officer, form: str) -> list[tuple[str, Any]]:
    """Every draft of a form with its subject, as a form takes it."""
    return [(subject, _as_posted(content)) for subject, content in find_drafts(form=form, by=officer)]


def _as_posted(content: dict[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in content.items():
        data.setlist(name, values)
    return data
