"""Handing messages over to GOV.UK Notify: one template of ours per way, with a single place for the words.

The service delivers a message again if it is asked again. So each message carries a reference of its own, and before it
is handed over the service is asked whether it has it already: an answer that never came leaves no message sent twice.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from constabulary.casework.delivery import NotTaken, Outgoing, Refused
from constabulary.standards.values import value

NOTIFY = "https://api.notifications.service.gov.uk"
KEY_PART = 36
WAYS = {"text": "sms", "email": "email", "letter": "letter"}
HERE = frozenset({"localhost", "127.0.0.1", "::1"})
MOST_LINES = 7


class NotifyNotConfigured(Exception):
    """What is set for the service is not whole; the sentence says what."""


@value
class NotifySettings:
    """The key of the service and the number of our template for each way; the address changes in tests only."""

    key: str
    templates: Mapping[str, str]
    address: str = NOTIFY
    seconds: float = 10.0


class NotifySender:
    """Hands messages over to the service."""

    def __init__(self, settings: NotifySettings) -> None:
        parts = urlsplit(settings.address)
        if parts.scheme != "https" and parts.hostname not in HERE:
            raise NotifyNotConfigured("The address of the delivery service must begin with https.")
        if len(settings.key) <= 2 * KEY_PART:
            raise NotifyNotConfigured("The key of the delivery service is not whole.")
        self._parts = parts
        self._settings = settings
        self._secret = settings.key[-KEY_PART:]
        self._service = settings.key[-2 * KEY_PART - 1 : -KEY_PART - 1]

    def send(self, message: Outgoing) -> None:
        """Hand a message over unless the service has it already. Raises NotTaken or Refused."""
        template = self._settings.templates.get(message.way, "")
        if not template:
            raise NotTaken(f"No template of the delivery service is set for {message.way}.")
        reference = f"constabulary-{message.number}"
        if self._has(reference):
            return
        body = {"template_id": template, "reference": reference, **_addressed(message)}
        self._ask("POST", f"/v2/notifications/{WAYS[message.way]}", body)

    def _has(self, reference: str) -> bool:
        found = self._ask("GET", f"/v2/notifications?{urlencode({'reference': reference})}")
        return bool(found.get("notifications"))

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        make = HTTPSConnection if self._parts.scheme == "https" else HTTPConnection
        connection = make(self._parts.hostname or "", self._parts.port, timeout=self._settings.seconds)
        headers = {"Authorization": f"Bearer {self._token()}", "Content-Type": "application/json"}
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = connection.getresponse()
            content, status = answer.read(), answer.status
        except (OSError, HTTPException) as error:
            raise NotTaken("The delivery service did not answer.") from error
        finally:
            connection.close()
        return _understood(status, content, is_sending=method == "POST")

    def _token(self) -> str:
        """A fresh token: the service refuses one that is older than half a minute by the real clock."""
        parts = ({"typ": "JWT", "alg": "HS256"}, {"iss": self._service, "iat": int(time.time())})
        signed = ".".join(_coded(json.dumps(one).encode()) for one in parts)
        seal = hmac.new(self._secret.encode(), signed.encode(), hashlib.sha256).digest()
        return f"{signed}.{_coded(seal)}"


def _coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _addressed(message: Outgoing) -> dict[str, Any]:
    said = {"words": message.words}
    if message.way == "text":
        return {"phone_number": message.to, "personalisation": said}
    if message.way == "email":
        return {"email_address": message.to, "personalisation": said}
    lines = [message.name, *(one.strip() for one in message.to.split(",") if one.strip())]
    # The service takes so many lines, the postcode last.
    lines = lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], lines[-1]]
    return {"personalisation": {**said, **{f"address_line_{n}": one for n, one in enumerate(lines, start=1)}}}


def _understood(status: int, content: bytes, *, is_sending: bool) -> dict[str, Any]:
    """What the service answered. Its words are not kept: they repeat where the message was to go."""
    if status in {200, 201}:
        try:
            found = json.loads(content)
        except ValueError as error:
            raise NotTaken("The delivery service answered what cannot be read.") from error
        return found if isinstance(found, dict) else {}
    if status == 400 and is_sending:
        raise Refused("The delivery service does not take this message: where it is to go is not right for it.")
    said = {
        403: "The delivery service does not accept our key.",
        429: "The delivery service takes no more for now.",
    }.get(status, f"The delivery service answered {status}.")
    raise NotTaken(said)
