"""Sending what waits in the outbox: by the clock, through an adapter, never twice and never by a route that changed.

The adapter is handed a number that stays the same when a message is tried again, so that a message that was handed over
just before a stop is not delivered twice. Here it writes files; one for a delivery service has the same single method.
"""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.conf import settings

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import MESSAGE
from constabulary.policing.protection.safe_route import Hours
from constabulary.records.models import Message, SafeRoute
from constabulary.records.queries.messages import waiting_messages, where_to_send
from constabulary.records.writing import Writing, writing
from constabulary.standards.values import value


@value
class Outgoing:
    """A message as it goes out: where, by which way, which words. Nothing else leaves."""

    number: int
    way: str
    to: str
    words: str


class Sender(Protocol):
    """Whatever delivers messages."""

    def send(self, message: Outgoing) -> None:
        """Deliver, or take over for delivery; the same number again is the same message. Raises OSError."""


class FileSender:
    """Writes each message to a file of its own, for a delivery that picks them up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: Outgoing) -> None:
        """Write the file whole or not at all, readable by nobody else."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.folder / f"{message.number}.json"
        unfinished = path.with_suffix(".part")
        content = {"number": message.number, "way": message.way, "to": message.to, "words": message.words}
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
            json.dump(content, handle)
            handle.flush()
            os.fsync(handle.fileno())
        unfinished.replace(path)


def send_outbox(*, by: Officer, at: datetime) -> int:
    """Send what waits by the adapter of this installation: files in its outbox folder."""
    return send_waiting(sender=FileSender(settings.OUTBOX_FOLDER), by=by, at=at)


def send_waiting(*, sender: Sender, by: Officer, at: datetime) -> int:
    """Send every message whose route still holds and whose hours it is; withdraw those whose route changed.

    Returns how many were sent. `by` is the system: where a sealed route leads is told to nobody else.
    """
    check_may(by, Permission.SEND_MESSAGES)
    return sum(_send(number, sender=sender, by=by, at=at) for number in waiting_messages())


def _send(number: int, *, sender: Sender, by: Officer, at: datetime) -> bool:
    with writing(by=by, at=at, purpose="Sending what waits in the outbox") as w:
        message = w.lock(Message, number)
        if message.state != MESSAGE.first:
            return False
        to = where_to_send(message.id)
        if not to:
            _close(w, message, EntryKind.MESSAGE_WITHDRAWN)
            w.update(
                message, state="withdrawn", withdrawal="The safe route changed.", withdrawn_at=at, withdrawn_by_id=by.id
            )
            return False
        if not _is_the_hour(w, message):
            return False
        MESSAGE.check_move(message.state, "sent")
        _close(w, message, EntryKind.MESSAGE_SENT)
        w.update(message, state="sent", sent_at=at, sent_by_id=by.id)
        sender.send(Outgoing(number=message.id, way=message.way, to=to, words=message.words))
        return True


def _close(w: Writing, message: Message, kind: EntryKind) -> None:
    w.entry(kind, subject=message, journey=message.journey_id, editions=[message.edition])


def _is_the_hour(w: Writing, message: Message) -> bool:
    route = w.lock(SafeRoute, message.route_id)
    if route.from_time is None or route.until_time is None:
        return False
    return Hours(from_time=route.from_time, until_time=route.until_time).hold(w.at)
