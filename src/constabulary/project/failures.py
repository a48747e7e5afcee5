"""What answers where no page or endpoint does: people get a page with a way on, machines a problem document."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from constabulary.api.problems import problem
from constabulary.web import errors

FOR_MACHINES = "/api/"


def _is_for_machines(request: HttpRequest) -> bool:
    return request.path.startswith(FOR_MACHINES)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What was sent carries no token against forgery, or another's."""
    if _is_for_machines(request):
        return problem(
            403, "Not from here", "What changes something carries the token of the cookie in the header X-CSRFToken."
        )
    return errors.csrf_refused(request, reason)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such address."""
    if _is_for_machines(request):
        return problem(404, "Not found", "There is nothing at this address.")
    return errors.not_found(request, exception)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read."""
    if _is_for_machines(request):
        return problem(400, "Cannot be read", "What was sent is no request that can be read.")
    return errors.bad_request(request, exception)


def failed(request: HttpRequest) -> HttpResponse:
    """Something of ours failed, or the database is not there."""
    if not _is_for_machines(request):
        return errors.failed(request)
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        answer = problem(
            503, "Not available", "The database cannot be reached. What you sent was not stored: send it again."
        )
        answer["Retry-After"] = "10"
        return answer
    return problem(500, "Something went wrong", "It is our fault, not yours. What you sent was not stored.")
