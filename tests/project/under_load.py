"""Calls taken over HTTP by several people at once, while things are killed; and what is then found in the database."""

import http.client
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

import psycopg

from tests.factories.posts import call_post

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass
class Sent:
    """What was sent: every call by its marker, those that were acknowledged, and answers that should not be."""

    calls: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


class Handler(threading.Thread):
    """A contact handler who takes one call after the other, whatever happens to the server."""

    def __init__(self, name: str, port: int, sent: Sent, stopping: threading.Event) -> None:
        super().__init__(name=name, daemon=True)
        self.port, self.sent, self.stopping = port, sent, stopping
        self.cookies: dict[str, str] = {}
        self.token = ""
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=8)

    def ask(self, method: str, path: str, form: dict[str, object] | None = None) -> tuple[int, str, str]:
        """(status, where to, text)."""
        headers = {"Cookie": "; ".join(f"{name}={held}" for name, held in self.cookies.items())}
        body = urlencode(form, doseq=True) if form is not None else None
        self.connection.request(method, path, body, {**headers, **(FORM if form is not None else {})})
        answer = self.connection.getresponse()
        text = answer.read().decode(errors="replace")
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, held = cookie.split(";")[0].partition("=")
            self.cookies[name] = held
        return answer.status, answer.headers.get("Location") or "", text

    def sign_in(self, number: str = "D01", password: str = "constabulary") -> None:
        """Sign in and open the call page."""
        _, _, page = self.ask("GET", "/sign-in")
        form = {"csrfmiddlewaretoken": TOKEN.findall(page)[0], "collar_number": number, "password": password}
        status, _, page = self.ask("POST", "/sign-in", form)
        assert status == 302, page
        self.token = TOKEN.findall(self.ask("GET", "/calls/new")[2])[0]

    def take(self, marker: str) -> bool:
        """Take one call; whether it was acknowledged."""
        self.sent.calls.append(marker)
        form = {**call_post(summary=f"Former partner at the door, call {marker}."), "csrfmiddlewaretoken": self.token}
        try:
            status, location, _ = self.ask("POST", "/calls/new", form)
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return False
        if status == 302 and location.startswith("/incidents/"):
            self.sent.acknowledged.append(marker)
            return True
        if status != 503:
            self.sent.odd.append(f"{marker}: {status} {location}")
        return False

    def run(self) -> None:
        """Until told to stop."""
        number = 0
        while not self.stopping.is_set():
            number += 1
            if not self.take(f"{self.name}-{number}."):
                self.stopping.wait(0.05)


@contextmanager
def handlers_at_work(port: int, *, begins: str, count: int = 3) -> Iterator[Sent]:
    """So many handlers take calls while the block lasts."""
    sent, stopping = Sent(), threading.Event()
    at_work = [Handler(f"{begins}{number}", port, sent, stopping) for number in range(count)]
    for one in at_work:
        one.sign_in()
    for one in at_work:
        one.start()
    try:
        yield sent
    finally:
        stopping.set()
        for one in at_work:
            one.join(20)
            one.connection.close()


INCIDENTS = """
    SELECT i.id, i.journey_id, (regexp_match(i.summary, 'call (.*)\\.$'))[1],
        (SELECT count(*) FROM journey j WHERE j.id = i.journey_id), (SELECT count(*) FROM contact c WHERE c.journey_id = i.journey_id),
        (SELECT count(*) FROM thrive_assessment t WHERE t.incident_id = i.id), (SELECT count(*) FROM incident_milestone m WHERE m.incident_id = i.id),
        (SELECT count(*) FROM incident_person p WHERE p.incident_id = i.id), (SELECT count(*) FROM duty d WHERE d.journey_id = i.journey_id),
        (SELECT array_agg(DISTINCT e.kind ORDER BY e.kind) FROM journal_entry e WHERE e.journey_row = i.journey_id)
    FROM incident i WHERE i.summary LIKE 'Former partner at the door, call ' || %s || '%%'
"""
UNSPOKEN = """
    SELECT d.id FROM duty d JOIN incident i ON i.journey_id = d.journey_id
    WHERE i.summary LIKE 'Former partner at the door, call ' || %s || '%%'
        AND NOT EXISTS (SELECT FROM journal_entry e WHERE e.journey_row = d.journey_id AND d.id = ANY(e.rows))
"""
MISSING = """
    SELECT e.journey_row, row_id FROM incident i JOIN journal_entry e ON e.journey_row = i.journey_id, unnest(e.rows) AS row_id
    WHERE i.summary LIKE 'Former partner at the door, call ' || %s || '%%' AND NOT EXISTS (
        SELECT FROM journey WHERE id = row_id UNION ALL SELECT FROM contact WHERE id = row_id
        UNION ALL SELECT FROM incident WHERE id = row_id UNION ALL SELECT FROM thrive_assessment WHERE id = row_id
        UNION ALL SELECT FROM incident_milestone WHERE id = row_id UNION ALL SELECT FROM incident_person WHERE id = row_id
        UNION ALL SELECT FROM duty WHERE id = row_id UNION ALL SELECT FROM person WHERE id = row_id
        UNION ALL SELECT FROM person_name WHERE id = row_id UNION ALL SELECT FROM contact_point WHERE id = row_id
        UNION ALL SELECT FROM place WHERE id = row_id UNION ALL SELECT FROM person_keys WHERE id = row_id
        UNION ALL SELECT FROM place_keys WHERE id = row_id)
"""


@dataclass
class Stored:
    """What the database holds of the calls: how often each, and which are not whole."""

    calls: dict[str, int]
    torn: list[str]

    def lost(self, sent: Sent) -> list[str]:
        """The calls that were acknowledged and are not there."""
        return [marker for marker in sent.acknowledged if marker not in self.calls]

    def twice(self, sent: Sent) -> list[str]:
        """The calls that are there more than once."""
        return [marker for marker in sent.calls if self.calls.get(marker, 0) > 1]


def look(connection: psycopg.Connection, *, begins: str) -> Stored:
    """What is there of the calls whose marker begins so; a call is whole when it has everything a call leaves."""
    calls: dict[str, int] = {}
    shapes: dict[tuple[object, ...], list[str]] = {}
    for _, _, marker, *shape, kinds in connection.execute(INCIDENTS, [begins]):
        calls[marker] = calls.get(marker, 0) + 1
        shapes.setdefault((*shape, *(kinds or ())), []).append(marker)
    # Every call was the same: each has left the same as the first that was acknowledged, and nothing is missing of it.
    usual = max(shapes, key=lambda one: len(shapes[one])) if shapes else ()
    torn = [
        f"{marker}: {shape} in place of {usual}"
        for shape, those in shapes.items()
        if shape != usual
        for marker in those
    ]
    torn += [f"a part that {usual} lacks"] if shapes and 0 in usual else []
    torn += [f"duty {number} without an entry" for (number,) in connection.execute(UNSPOKEN, [begins])]
    torn += [
        f"journey {journey}: row {row} of an entry is not there"
        for journey, row in connection.execute(MISSING, [begins])
    ]
    return Stored(calls=calls, torn=torn)
