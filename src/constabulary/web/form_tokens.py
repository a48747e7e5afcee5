"""The hidden field by which a form sent from our page is told from one sent from elsewhere: made once for a page.

Django's own is made anew for every form of a page, each with thirty-two readings of chance: more than the rest of the
handling of a request. One for the page says the same, and each page has another.
"""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html


class FormToken:
    """The field, made when a page first writes it: a page without a form sets no cookie."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def field(self) -> str:
        """The field as every form of the page has it."""
        return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(self._request))

    def __html__(self) -> str:
        return self.field


def form_token(request: HttpRequest) -> dict[str, Any]:
    """In every page's context, in place of Django's."""
    return {"csrf_input": FormToken(request)}
