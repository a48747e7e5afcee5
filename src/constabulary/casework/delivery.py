"""What is handed to whatever delivers messages, and what that can answer."""

import json
import os
from pathlib import Path
from typing import Protocol

from constabulary.standards.values import value


@value
class Outgoing:
    """A message as it goes out: where, by which way, which words; whose name stands on a letter. Nothing else leaves."""

    number: int
    way: str
    to: str
    words: str
    name: str = ""


class NotTaken(OSError):
    """Not taken over now, or nobody knows: it waits and is tried again under the same number."""


class Refused(Exception):
    """It will never be taken over as it is."""


class Sender(Protocol):
    """Whatever delivers messages."""

    def send(self, message: Outgoing) -> None:
        """Deliver, or take over for delivery; the same number again is the same message. Raises OSError or Refused."""


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
        if message.name:
            content["name"] = message.name
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
            json.dump(content, handle)
            handle.flush()
            os.fsync(handle.fileno())
        unfinished.replace(path)
