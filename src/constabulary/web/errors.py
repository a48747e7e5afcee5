"""Pages for what went wrong, each with a sentence and a way on."""

from typing import Any

from django.http import HttpResponse

from constabulary.web.pages import render


def csrf_refused(request: Any, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere."""
    del reason
    return render(request, "errors/stale_form.html", status=403, title="This page was open too long")


def not_found(request: Any, exception: Exception) -> HttpResponse:
    """No such page."""
    del exception
    return render(request, "errors/not_found.html", status=404, title="Page not found")


def failed(request: Any) -> HttpResponse:
    """Something of ours failed."""
    return HttpResponse(
        "<!doctype html><html lang=en><title>Something went wrong</title><h1>Something went wrong</h1>"
        "<p>It is our fault, not yours. What you sent was not stored; what you had typed is kept as a draft. "
        'Try again, or <a href="/">go to your work</a>.</p></html>',
        status=500,
    )


def bad_request(request: Any, exception: Exception) -> HttpResponse:
    """The browser sent something that is not a form of ours."""
    del exception
    return render(request, "errors/bad_request.html", status=400, title="That could not be read")
