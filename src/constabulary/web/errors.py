"""Pages for what went wrong, each with a sentence and a way on."""

import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse

from constabulary.web.pages import render

TOO_MUCH = f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2} MB in {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} fields"


def csrf_refused(request: Any, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere."""
    del reason
    return render(request, "errors/stale_form.html", status=403, title="This page was open too long")


def not_found(request: Any, exception: Exception) -> HttpResponse:
    """No such page."""
    del exception
    return render(request, "errors/not_found.html", status=404, title="Page not found")


def failed(request: Any) -> HttpResponse:
    """Something of ours failed, or the database is not there."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return HttpResponse(
            "<!doctype html><html lang=en><title>Not available</title><h1>The database cannot be reached</h1>"
            "<p>What you sent just now was not stored. Go back in your browser: what you typed is still there. "
            "It is usually back within ten seconds; then send it again.</p></html>",
            status=503,
            headers={"Retry-After": "10"},
        )
    return HttpResponse(
        "<!doctype html><html lang=en><title>Something went wrong</title><h1>Something went wrong</h1>"
        "<p>It is our fault, not yours. What you sent was not stored; what you had typed is kept as a draft. "
        'Try again, or <a href="/">go to your work</a>.</p></html>',
        status=500,
    )


def bad_request(request: Any, exception: Exception) -> HttpResponse:
    """The browser sent something that is not a form of ours, or more than a form can hold."""
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return render(
        request, "errors/bad_request.html", {"limit": TOO_MUCH if too_much else ""},
        status=413 if too_much else 400, title="That was too large" if too_much else "That could not be read",
    )  # fmt: skip
