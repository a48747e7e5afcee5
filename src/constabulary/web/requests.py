"""A request as our pages know it."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest

from constabulary.access.officers import Officer


class Request(HttpRequest):
    """A request with the officer who makes it; `ran_out` names whoever was signed in until too long ago, or left.

    `must_change` names who has yet to change a first password, and is nobody's officer elsewhere. `overlay` is the force's own standards, where they were read with the sign-in; `aids`, until when each aid is accepted.
    """

    officer: Officer | None
    ran_out: Officer | None
    must_change: Officer | None
    overlay: str | None
    aids: Mapping[str, date]


class SignedInRequest(HttpRequest):
    """A request to a page that only signed-in officers reach."""

    officer: Officer


#: How the address of a part ends that an open page asks for by itself: nobody need be there, so it keeps no sign-in alive.
UNATTENDED = "/changes"
