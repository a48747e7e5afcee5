"""How an address for machines is declared: its methods, what each needs, and how refusals are answered.

Whoever asks is signed in as for the pages, by the same cookie; what changes something carries the token against forgery
in the header X-CSRFToken.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path

from constabulary.access.officers import NotPermitted, Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.api.problems import BadBody, errors_of, problem
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.contact.typed import words_meant
from constabulary.policing.decisions import NotAllowed
from constabulary.simulation.model.checking import NotPlayable
from constabulary.simulation.model.units import Misread

CANNOT_BE_DONE = "That cannot be done"
Act = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Method:
    """One method of an address: what it needs and what it does. The act takes `by`, the body, and the address's parts."""

    permission: Permission
    act: Act


@dataclass(frozen=True)
class Endpoint:
    """One address for machines."""

    name: str
    address: str
    methods: Mapping[str, Method]


def addresses(endpoints: tuple[Endpoint, ...]) -> list[URLPattern]:
    """The addresses of endpoints."""
    return [path(one.address, partial(_answer, one), name=one.name) for one in endpoints]


def _answer(endpoint: Endpoint, request: HttpRequest, **parts: Any) -> HttpResponse:
    method = endpoint.methods.get(request.method or "")
    if method is None:
        refused = problem(405, "No such method", f"This address takes {', '.join(endpoint.methods)}.")
        refused["Allow"] = ", ".join(endpoint.methods)
        return refused
    officer: Officer | None = getattr(request, "officer", None)
    if officer is None:
        return problem(401, "Not signed in", "Sign in, and send the cookie that you are given.")
    try:
        check_may(officer, method.permission)
        return method.act(by=officer, body=_body(request) if request.method == "POST" else {}, **parts)
    except NotPermitted as refusal:
        return problem(403, "Not permitted", str(refusal))
    except NoSuchRecord:
        return problem(404, "Not found", "There is nothing at this address that you may see.")
    except RequestDataTooBig:
        return problem(413, "Too large", "That is more than can be taken in at once.")
    except BadBody as refusal:
        return problem(422, CANNOT_BE_DONE, str(refusal), errors=[{"field": refusal.field, "detail": str(refusal)}])
    except NotAllowed as refusal:
        return problem(422, CANNOT_BE_DONE, str(refusal), errors=errors_of(refusal.reasons))
    except NotPlayable as refusal:
        errors = [{"field": "text", "detail": one.sentence} for one in refusal.problems]
        return problem(422, CANNOT_BE_DONE, str(refusal), errors=errors)
    except Misread as refusal:
        return problem(422, CANNOT_BE_DONE, str(refusal), errors=[{"field": "text", "detail": str(refusal)}])


def _body(request: HttpRequest) -> Mapping[str, Any]:
    """The object that was sent; nothing for an empty body. Raises BadBody."""
    if not request.body:
        return {}
    try:
        found = _meant(json.loads(request.body))
    except (ValueError, RecursionError):
        raise BadBody("The body is no JSON.") from None
    if not isinstance(found, dict):
        raise BadBody("The body must be an object.")
    return found


def _meant(given: Any) -> Any:
    """What was sent, each word of it without what cannot be seen, as the pages take what is pasted."""
    if isinstance(given, str):
        return words_meant(given)
    if isinstance(given, list):
        return [_meant(one) for one in given]
    return {name: _meant(one) for name, one in given.items()} if isinstance(given, dict) else given


def told(status: int, content: Mapping[str, Any]) -> JsonResponse:
    """An answer."""
    return JsonResponse(content, status=status)
