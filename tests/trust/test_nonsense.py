"""Whatever is sent, a person is told what is wrong with it: no page breaks, whichever of its fields holds nonsense."""

import logging
import os
from collections.abc import Iterator
from html.parser import HTMLParser
from random import Random
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.db import transaction
from django.test import Client

from constabulary.access.officers import may
from constabulary.access.roles import Role
from tests.conftest import asking
from tests.trust.addresses import address_of
from tests.trust.reached import readable
from tests.trust.scene import signed_in

NULL = "\x00"
NONSENSE = (
    "", " ", NULL, "a\x00b", "²", "١٢", "-1", "0", "1e9", "NaN", "9" * 30, "99999999999", "1.5", "x" * 30_000, "[]", "{}",
    "31/02/2026", "29/02/1900 12:00", "00/00/0000", "1/1/0001", "31/12/9999 23:59", "24:61", "2026-13-45T99:99",
    "\u202e\u2066", "\ud7ff\U0010ffff", "P26-1' OR 1=1 --", "%", "../..", "True", "null", "I26-", "P99999999999999999999",
)  # fmt: skip


class Fields(HTMLParser):
    """The names of a page's forms, with what stands in each: (method, action, {name: value})."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, str, dict[str, str]]] = []
        self.asked: set[str] = set()
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((given.get("method", "get").lower(), given.get("action", ""), {}))
        elif tag == "a" and given.get("href", "").startswith("?"):
            self.asked |= {name for name, _ in parse_qsl(given["href"][1:], keep_blank_values=True)}
        elif tag in {"input", "textarea", "button", "select"} and given.get("name") and self.forms:
            self.forms[-1][2].setdefault(given["name"], given.get("value", ""))
            self._select = given["name"] if tag == "select" else ""
        elif tag == "option" and self._select and "selected" in given:
            self.forms[-1][2][self._select] = given.get("value", "")


def ways(body: str, address: str, chance: Random, most: int) -> Iterator[tuple[str, str, dict[str, str]]]:
    """What is sent to a page: its forms without anything, with nonsense in all fields, and in one; and addresses."""
    page = Fields()
    page.feed(body)
    for method, action, held in page.forms:
        to = action if action.startswith("/") else address
        names = [name for name in held if name != "csrfmiddlewaretoken"]
        sent: list[dict[str, str]] = [
            {},
            *(dict.fromkeys(names, value) for value in (NULL, *chance.sample(NONSENSE, most))),
        ]
        sent += [{**held, name: value} for name in names for value in chance.sample(NONSENSE, most)]
        for one in sent:
            yield method, to, one
    for name in sorted(page.asked | {"from", "page", "q"}):
        for value in chance.sample(NONSENSE, most):
            yield "get", address, {name: value}


def broken_by(client: Client, method: str, to: str, sent: dict[str, str]) -> int:
    """What it was answered with, whatever that left undone."""
    cookies = {name: one.value for name, one in client.cookies.items()}
    with transaction.atomic():
        if method == "post":
            answer = client.post(to, sent)
        else:
            path = urlsplit(to).path
            answer = client.get(f"{path}?{urlencode(sent)}")
        transaction.set_rollback(True)
    # Some pages end the sign-in.
    client.cookies.load(cookies)
    return answer.status_code


def test_no_page_breaks_whatever_is_sent(in_force):
    chance, found, tried = Random(20261201), [], 0
    most, every = (2, 1) if os.environ.get("CONSTABULARY_TEST_ALL") else (1, 9)
    logging.disable(logging.ERROR)
    try:
        for name, (role, address) in list(in_force.reached.looked_at.items())[::every]:
            client = signed_in(asking(role))
            body = client.get(address).content.decode(errors="replace")
            for method, to, sent in ways(body, address, chance, most):
                asking(role)
                tried += 1
                if broken_by(client, method, to, sent) >= 500:
                    found.append((name, role.value, method, to, {key: held[:40] for key, held in sent.items()}))
    finally:
        logging.disable(logging.NOTSET)
    assert found == []
    assert tried > len(in_force.reached.looked_at), "hardly anything was sent"


def test_there_is_nothing_at_an_address_with_a_null_character(in_force):
    known, tried = dict.fromkeys(in_force.scene.known, NULL), 0
    for page in readable():
        address = address_of(page, known).replace("999999989", "%00")
        if "%00" in address:
            tried += 1
            role = next(one for one in Role if page.permission is None or may(asking(one), page.permission))
            assert signed_in(asking(role)).get(address).status_code == 404, (page.name, address)
    assert tried > 50
