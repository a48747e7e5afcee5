"""Calls that were begun and not sent: each kept by itself until it is finished or discarded, never shown as another's."""

from datetime import datetime
from secrets import token_hex
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.urls import reverse

from constabulary.access.officers import Officer
from constabulary.standards.values import value
from constabulary.web import unsent
from constabulary.web.forming import MomentField

FORM = "take_call"
#: In the address in place of a call's name: a new call, whatever is unfinished.
NEW = "new"


@value
class Unfinished:
    """A call begun and not sent: whose, since when, what about, as far as it was typed."""

    name: str
    caller: str
    answered_at: datetime | None
    summary: str
    address: str


def name_call() -> str:
    """A name for a new call's draft."""
    return token_hex(8)


def address_of(name: str) -> str:
    """The address at which a call is gone on with."""
    return f"{reverse(FORM)}?{urlencode({unsent.CALL: name})}"


def find_unfinished(officer: Officer) -> list[Unfinished]:
    """The calls that an officer has not finished, the latest first."""
    return [_read(name, typed) for name, typed in unsent.drafts_of(officer, FORM)]


def _read(name: str, typed: Any) -> Unfinished:
    def words(field: str) -> str:
        return str(typed.get(field, "")).strip()

    try:
        answered_at = MomentField(label="Call answered", required=False).clean(words("answered_at"))
    except ValidationError:
        answered_at = None
    caller = f"{words('caller_given')} {words('caller_family')}".strip()
    return Unfinished(
        name=name,
        caller=caller or words("caller_telephone") or "somebody not named yet",
        answered_at=answered_at,
        summary=words("summary"),
        address=address_of(name),
    )
