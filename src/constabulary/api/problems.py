"""What goes wrong, told to machines as RFC 9457 has it: the sentences are those that people read."""

from collections.abc import Iterable
from typing import Any

from django.http import JsonResponse

from constabulary.policing.decisions import Reason

MEDIA = "application/problem+json"


class BadBody(Exception):
    """What was sent cannot be read; the sentence says what is wanted, `field` where."""

    def __init__(self, sentence: str, field: str = "") -> None:
        self.field = field
        super().__init__(sentence)


def problem(status: int, title: str, detail: str, *, errors: Iterable[dict[str, str]] = ()) -> JsonResponse:
    """A problem document. `errors` name a field, a sentence and, where there is one, the code of the reason."""
    told: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    found = list(errors)
    if found:
        told["errors"] = found
    return JsonResponse(told, status=status, content_type=MEDIA)


def errors_of(reasons: Iterable[Reason]) -> list[dict[str, str]]:
    """Reasons as the entries of a problem document."""
    return [{"field": one.field, "code": one.code, "detail": one.sentence} for one in reasons]
