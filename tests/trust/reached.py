"""Where each declared page opens with something on it: at its address in the scene, or at one that a page links to."""

import logging
import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.urls import Resolver404, resolve

from constabulary.access.officers import may
from constabulary.access.roles import Role
from constabulary.web.pages import PAGES, Page
from tests.conftest import asking
from tests.trust.addresses import address_of, pages
from tests.trust.scene import Scene, signed_in

LINK = re.compile(r'href="(/[^"#]*)')
TOO_LONG = 3_000_000
#: Answered as a file or a part of a page, not as a page of its own.
FILES = (
    "public_figures_file", "draft", "control_room_changes", "scenario_file", "scenario_run_changes", "recovery_plan_file",
)  # fmt: skip


@dataclass
class Reached:
    """For each page the role and address that opened it, what the others answered, and every template that was used."""

    opened: dict[str, tuple[Role, str]] = field(default_factory=dict)
    answered: dict[str, int] = field(default_factory=dict)
    templates: set[str] = field(default_factory=set)

    @property
    def looked_at(self) -> dict[str, tuple[Role, str]]:
        """Those that a person sees as a page."""
        return {name: where for name, where in self.opened.items() if name not in FILES}


def readable() -> list[Page]:
    """The pages that can be asked for."""
    return [one for one in pages() if "GET" in one.methods]


def reach_all(scene: Scene) -> Reached:
    """Open every page as the first role that finds something there, and every page for what went wrong."""
    logging.disable(logging.ERROR)
    try:
        crawl = Crawl(scene)
        with _templates_noted(crawl.found.templates):
            for one in readable():
                crawl.open(one, address_of(one, scene.known | scene.elsewhere.get(one.name, {})))
            crawl.follow_links()
            crawl.go_wrong()
    finally:
        logging.disable(logging.NOTSET)
    return crawl.found


class Crawl:
    """Opens pages as everybody who may, until each has opened once."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.found = Reached()
        self.links: dict[str, None] = {}
        self.clients = {role: signed_in(asking(role)) for role in Role}

    def open(self, page: Page, address: str) -> None:
        """Open it as each role that may, until one sees it."""
        for role in self._who_may(page):
            asking(role)
            answer = self.clients[role].get(address)
            if answer.status_code == 200:
                self.found.opened[page.name] = (role, address)
                self.links.update(dict.fromkeys(_links_of(answer)))
                return
            self.found.answered[page.name] = answer.status_code

    def follow_links(self) -> None:
        """Try every link found so far, and those found on the way, for the pages that have not opened."""
        seen: set[str] = set()
        while waiting := deque(one for one in self.links if one not in seen):
            for link in waiting:
                seen.add(link)
                page = _page_at(link)
                if page is not None and page.name not in self.found.opened:
                    self.open(page, link)

    def go_wrong(self) -> None:
        """Ask for what is not there, what one may not see, with what cannot be read, from elsewhere; open in an emergency."""
        handler = self.clients[Role.CONTACT_HANDLER]
        asking(Role.CONTACT_HANDLER)
        handler.get("/no/such/page")
        handler.get("/roles")
        handler.post("/calls/new", "x" * TOO_LONG, content_type="application/x-www-form-urlencoded")
        Client(enforce_csrf_checks=True).post("/sign-in", {})
        reason = "He is at her door with a knife and the crew needs the address."
        handler.post("/emergency-opening", {"reference": self.scene.known["incidents"], "reason": reason})

    def _who_may(self, page: Page) -> Iterator[Role]:
        return (role for role in Role if page.permission is None or may(asking(role), page.permission))


def _links_of(answer: HttpResponse) -> list[str]:
    if answer.streaming or "html" not in answer["Content-Type"]:
        return []
    return [unescape(one) for one in LINK.findall(answer.content.decode())]


def _page_at(link: str) -> Page | None:
    try:
        name = resolve(urlsplit(link).path).url_name or ""
    except Resolver404:
        return None
    page = PAGES.get(name)
    return page if page is not None and "GET" in page.methods else None


@contextmanager
def _templates_noted(names: set[str]) -> Iterator[None]:
    """While the block lasts, the name of every template that is used, included or built upon is noted."""
    environment: Any = next(one for one in engines.all() if hasattr(one, "env")).env
    usual = environment.get_template

    def noting(name: str, *given: Any, **named: Any) -> Any:
        names.add(name)
        return usual(name, *given, **named)

    environment.get_template = noting
    try:
        yield
    finally:
        del environment.get_template
