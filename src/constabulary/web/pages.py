"""How a page is declared: its address, title, permission and purpose; and what every page shares.

A page not declared here has no address. The matrix of roles and pages is tested from this register.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render as render_template
from django.urls import URLPattern, URLResolver, include, path, register_converter, reverse

from constabulary.access.officers import NotPermitted, check_may, may
from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.reading import NoSuchRecord, read_together
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.inspection.aids import Aid, is_on
from constabulary.standards.calendar import local_day
from constabulary.standards.response import RESPONSE_GRADES
from constabulary.standards.rulebook import Moments
from constabulary.web.navigation import navigation_for
from constabulary.web.notices import notice_of
from constabulary.web.unsent import keep_unsent

View = Callable[..., HttpResponse]
#: A page that says no, or that there is nothing, names no record: whether it is there is not told.
NOT_SHOWN = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)


class CrimeReference:
    """A crime's reference in an address: force, number, year."""

    regex = "[0-9A-Z]{1,4}/[0-9]+/[0-9]{2}"

    def to_python(self, raw: str) -> str:
        """The reference itself."""
        return raw

    def to_url(self, reference: str) -> str:
        """The reference itself."""
        return reference


register_converter(CrimeReference, "crime")


@dataclass(frozen=True)
class Page:
    """One page: `permission` is None for the few that need no sign-in."""

    name: str
    address: str
    title: str
    permission: Permission | None
    methods: tuple[str, ...]
    view: View


PAGES: dict[str, Page] = {}


def page(
    name: str,
    address: str,
    *,
    title: str,
    permission: Permission | None,
    methods: tuple[str, ...] = ("GET",),
) -> Callable[[View], View]:
    """Declare a page. Who is not signed in is sent to sign in, and what they had typed is kept."""

    def declare(view: View) -> View:
        @wraps(view)
        def wrapped(request: Any, **parts: Any) -> HttpResponse:
            if request.method not in methods and not (request.method == "HEAD" and "GET" in methods):
                return HttpResponseNotAllowed(methods)
            if permission is None:
                return view(request, **parts)
            if request.officer is None:
                return send_to_sign_in(request)
            try:
                check_may(request.officer, permission)
                if request.method == "POST":
                    return view(request, **parts)
                with read_together():
                    return view(request, **parts)
            except NotPermitted as refusal:
                return render(request, "errors/not_permitted.html", {"sentence": str(refusal)}, status=403)
            except NoSuchRecord:
                return render(request, "errors/not_found.html", status=404)

        if name in PAGES:
            raise ValueError(f"the page {name} is declared twice")
        PAGES[name] = Page(
            name=name, address=address, title=title, permission=permission, methods=methods, view=wrapped
        )
        return wrapped

    return declare


def address_of_crime(page: str, reference: str) -> str:
    """The address of a page of a crime, from its declaration alone: a page of a crime names eleven of its others."""
    return f"/{PAGES[page].address.replace('<crime:reference>', reference)}"


def addresses() -> list[URLPattern | URLResolver]:
    """The addresses of every declared page; those that begin with the same word together, found by it in one step."""
    # A page with a name of its own before one that takes any name there, in whichever order they were declared.
    own_first = sorted(PAGES.values(), key=lambda one: ["<" in part for part in one.address.split("/")])
    by_word: dict[str, list[URLPattern]] = {}
    alone = []
    for one in own_first:
        word, slash, rest = one.address.partition("/")
        if slash and "<" not in word:
            by_word.setdefault(f"{word}/", []).append(path(rest, one.view, name=one.name))
        else:
            alone.append((one.address, path(one.address, one.view, name=one.name)))
    # They are looked through one after the other: first everybody's own page, then where most pages lie.
    return [
        *(page for address, page in alone if not address),
        *(path(word, include(found)) for word, found in sorted(by_word.items(), key=lambda of: -len(of[1]))),
        *(page for address, page in alone if address),
    ]


def send_to_sign_in(request: Any) -> HttpResponse:
    """Send whoever is not signed in to sign in, or to change a first password, and back; what they typed is kept."""
    if request.method == "POST" and request.ran_out is not None:
        keep_unsent(request)
    elif request.method == "GET" and plain(request):
        # A part of a page that is open: the page stays as it is, and says why nothing new comes.
        return render(request, "errors/signed_out_part.html")
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    to = "sign_in" if request.must_change is None else "change_password"
    return HttpResponseRedirect(f"{reverse(to)}?{urlencode({'next': back})}")


def render(
    request: Any, template: str, context: dict[str, Any] | None = None, *, status: int = 200, title: str = ""
) -> HttpResponse:
    """A page from its template, with what every page has."""
    match = request.resolver_match
    declared = PAGES.get(match.url_name) if match else None
    officer = getattr(request, "officer", None)
    shown_as = title or (declared.title if declared else "Constabulary")
    # In a window with many tabs a page is found again by the record that it is of.
    record = str(match.kwargs.get("reference", "")) if match and officer and status not in NOT_SHOWN else ""
    must_change = getattr(request, "must_change", None) is not None
    shared = {
        "must_change": must_change,
        "title": shown_as,
        "tab_title": f"{shown_as}: {record}" if record and record not in shown_as else shown_as,
        "officer": officer,
        "navigation": navigation_for(officer, match.url_name if match else "") if officer and not must_change else (),
        "may": lambda permission: officer is not None and may(officer, Permission[permission]),
        "now": now(),
        "aid_is_on": lambda aid: is_on(getattr(request, "aids", {}).get(Aid(aid).value), local_day(now())),
        "grade_words": _grade_words(getattr(request, "overlay", None)),
        "notice": notice_of(request.GET.get("done", "")),
    }
    return render_template(request, template, {**shared, **(context or {})}, status=status)


def _grade_words(overlay: str | None) -> Callable[[str], str]:
    """Gives a grade its words, such as G4 Telephone resolution; the rule book is read when the first is asked for."""

    @cache
    def labels() -> dict[str, str]:
        at = now()
        rulebook = read_rulebook(Moments(offence=at, report=at, arrest=at, decision=at), overlay=overlay)
        return {one.code: one.label for one in rulebook[RESPONSE_GRADES].value.grades}

    return lambda grade: f"{grade} {labels()[grade]}" if grade in labels() else grade


def go_to(name: str, *, done: str = "", **parts: Any) -> HttpResponse:
    """Send the browser to a page, with a notice of what was done."""
    address = reverse(name, kwargs=parts)
    return HttpResponseRedirect(f"{address}?done={done}" if done else address)


def plain(request: HttpRequest) -> bool:
    """Whether the request wants a part of a page, not a whole one."""
    return request.headers.get("HX-Request") == "true"
