"""Before every page: who is signed in, with their roles as they are now, and on whose behalf the database reads."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from constabulary.access.officers import Officer
from constabulary.casework.clock import now
from constabulary.casework.officers import note_seen, sign_in_lasts_until, token_hash
from constabulary.casework.rulebooks import read_rulebook
from constabulary.records.queries.officers import find_left, find_sign_in, say_who_asks
from constabulary.standards.protection import LEFT_FORM
from constabulary.standards.rulebook import Moments
from constabulary.web.requests import UNATTENDED, Request

#: What opens while a first password has not been changed.
OPEN_BEFORE_CHANGE = ("change_password", "sign_out")
NULL, NULL_QUOTED = "\x00", "%00"
SEEN_EVERY = settings.SIGN_IN_IDLE / 10


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """The same policy with every answer, put together once."""
    policy = build_policy()

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = get_response(request)
        answer[HEADER] = policy
        return answer

    return middleware


def signed_in_officer(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Put the signed-in officer on the request; one query for a page, and none for files."""

    def middleware(request: HttpRequest) -> HttpResponse:
        asked: Request = request  # type: ignore[assignment]
        try:
            found = _find(request)
        except (OperationalError, InterfaceError):
            # The first that a page asks of the database: a connection that the database has ended since the page
            # before is found out here, without asking before every page whether it is there.
            connection.close()
            found = _find(request)
        asked.officer, asked.ran_out, asked.must_change, asked.overlay, asked.aids = found
        return get_response(request)

    return middleware


def without_nulls(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Take the null character, which no keyboard has and no database keeps, out of forms and of what is asked for.

    Before anything is kept of them, a draft of what was typed say. There is nothing at an address that has one.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if NULL in request.path_info:
            raise Http404
        if NULL_QUOTED in request.META.get("QUERY_STRING", ""):
            request.GET = _without_null(request.GET)  # type: ignore[assignment]
        if request.method == "POST" and any(
            NULL in one for name, given in request.POST.lists() for one in (name, *given)
        ):
            request.POST = _without_null(request.POST)  # type: ignore[assignment]
        return get_response(request)

    return middleware


def _without_null(sent: QueryDict) -> QueryDict:
    kept = QueryDict(mutable=True)
    for name, given in sent.lists():
        kept.setlist(name.replace(NULL, ""), [one.replace(NULL, "") for one in given])
    return kept


def _left(request: HttpRequest, at: datetime) -> Officer | None:
    """Who signed out here a while ago, when something is sent that nobody is signed in for: a form left open in another tab.

    What they typed is kept for them and shown to nobody else: the cookie names an ended sign-in, opens nothing, and is gone
    once anybody signs in here.
    """
    token = request.COOKIES.get(settings.LEFT_COOKIE_NAME, "") if request.method == "POST" else ""
    if not token:
        return None
    kept_for = read_rulebook(Moments(decision=at))[LEFT_FORM].value
    return find_left(token_hash(token), since=at - kept_for)


def _find(
    request: HttpRequest,
) -> tuple[Officer | None, Officer | None, Officer | None, str | None, Mapping[str, date]]:
    """(who is signed in, who was until it ran out or they left, who has to change a first password before anything opens,
    the force's own standards and the accepted aids read with it)."""
    token = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    found = find_sign_in(token_hash(token)) if token else None
    at = now()
    if found is None:
        say_who_asks(None)
        return None, _left(request, at), None, None, {}
    if at >= sign_in_lasts_until(found.signed_in_at, found.seen_at):
        say_who_asks(None)
        return None, found.officer, None, None, {}
    if at - found.seen_at > SEEN_EVERY and not request.path_info.endswith(UNATTENDED):
        note_seen(token=token, by=found.officer, at=at)
    if found.must_change and request.path_info not in {reverse(name) for name in OPEN_BEFORE_CHANGE}:
        # Whoever gave the password knows it: nothing is shown to, or done by, somebody who may be either of the two.
        say_who_asks(None)
        return None, None, found.officer, None, {}
    return found.officer, None, found.officer if found.must_change else None, found.overlay, found.aids
